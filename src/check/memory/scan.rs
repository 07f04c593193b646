//! What is kept of the units of a memory while it is read, and what that shows.

use std::collections::HashMap;
use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_64;

use crate::glossary::{Glossary, Mention, MentionKind, Nesting};
use crate::lang::LanguageTag;
use crate::model::{ConceptEntry, ConceptId, PartOfSpeech, TermStatus, TermType, UnitId};

/// One unit as the checks of the memory see it.
#[derive(Debug, Clone, Copy)]
pub struct SeenUnit<'u> {
    /// Its id.
    pub id: UnitId,
    /// The source.
    pub source: &'u str,
    /// The translation.
    pub target: &'u str,
    /// Its day, year first.
    pub day: Option<&'u str>,
}

/// What is kept of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Pair {
    source: u64,
    target: u64,
    id: UnitId,
}

/// How many units are named of each use.
const NAMED: usize = 3;

/// How often something is used, and when.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Used {
    /// In how many units.
    pub count: usize,
    /// The first and the last day.
    pub days: Option<(String, String)>,
    /// Some of the units.
    pub units: Vec<UnitId>,
}

impl Used {
    /// Counts a unit, with its day.
    pub fn take(&mut self, id: UnitId, day: Option<&str>) {
        self.count += 1;
        if self.units.len() < NAMED {
            self.units.push(id);
        }
        if let Some(day) = day {
            self.add_days(day, day);
        }
    }

    fn add_days(&mut self, first: &str, last: &str) {
        match &mut self.days {
            None => self.days = Some((first.to_owned(), last.to_owned())),
            Some((from, until)) => {
                if first < from.as_str() {
                    *from = first.to_owned();
                }
                if last > until.as_str() {
                    *until = last.to_owned();
                }
            }
        }
    }

    fn merge(&mut self, other: Self) {
        self.count += other.count;
        let free = NAMED.saturating_sub(self.units.len());
        self.units.extend(other.units.into_iter().take(free));
        if let Some((first, last)) = other.days {
            self.add_days(&first, &last);
        }
    }
}

/// How a concept is rendered.
#[derive(Debug, Clone)]
pub struct ConceptUses {
    /// The concept.
    pub entry: Arc<ConceptEntry>,
    /// The term of the entry by which, or none that was recognised.
    pub renderings: HashMap<Option<usize>, Used>,
}

impl ConceptUses {
    /// Whether a deprecated or forbidden term is among the renderings.
    pub fn has_outdated(&self) -> bool {
        self.renderings.keys().flatten().any(|term| {
            let status = self.entry.terms.get(*term).map(|term| term.status);
            status.is_some_and(|status| status > TermStatus::Admitted)
        })
    }
}

/// What was seen of the units of a memory between two languages.
#[derive(Debug, Default)]
pub struct Scan {
    pairs: Vec<Pair>,
    concepts: HashMap<ConceptId, ConceptUses>,
}

/// Units that share something: those of each use, the most frequent use first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The units of each use.
    pub uses: Vec<Vec<UnitId>>,
    /// How many units do not have the most frequent use.
    pub weight: usize,
}

/// All groups of a kind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Groups {
    /// How many there are.
    pub count: usize,
    /// The heaviest of them, the heaviest first.
    pub heaviest: Vec<Group>,
}

impl Scan {
    /// Takes a unit, and the concepts of a glossary in it where one is given.
    pub fn take(
        &mut self,
        unit: &SeenUnit<'_>,
        (from, to): (&LanguageTag, &LanguageTag),
        glossary: Option<&Glossary>,
    ) {
        self.pairs.push(Pair {
            source: xxh3_64(unit.source.as_bytes()),
            target: xxh3_64(unit.target.as_bytes()),
            id: unit.id,
        });
        if let Some(glossary) = glossary {
            self.take_concepts(unit, (from, to), glossary);
        }
    }

    fn take_concepts(
        &mut self,
        unit: &SeenUnit<'_>,
        (from, to): (&LanguageTag, &LanguageTag),
        glossary: &Glossary,
    ) {
        let mut named = glossary.mentions(unit.source, from);
        named.retain(|mention| mention.nesting == Nesting::Outer);
        if named.is_empty() {
            return;
        }
        let rendered = glossary.mentions(unit.target, to);
        let mut told: Vec<&ConceptId> = Vec::new();
        for mention in &named {
            let id = &mention.entry.id;
            if told.contains(&id) || mention.entry.terms_in(to).next().is_none() {
                continue;
            }
            told.push(id);
            let rendering = rendered.iter().find(|own| own.entry.id == *id);
            let uses = self
                .concepts
                .entry(id.clone())
                .or_insert_with(|| ConceptUses {
                    entry: mention.entry.clone(),
                    renderings: HashMap::new(),
                });
            if rendering.is_some_and(|own| is_other_form(mention, own)) {
                continue;
            }
            let term = rendering.map(|own| own.term);
            let used = uses.renderings.entry(term).or_default();
            used.take(unit.id, unit.day);
        }
    }

    /// Adds what another scan saw.
    #[must_use]
    pub fn merged(mut self, mut other: Self) -> Self {
        if self.pairs.len() < other.pairs.len() {
            std::mem::swap(&mut self.pairs, &mut other.pairs);
        }
        self.pairs.append(&mut other.pairs);
        for (id, theirs) in other.concepts {
            match self.concepts.get_mut(&id) {
                None => {
                    self.concepts.insert(id, theirs);
                }
                Some(own) => {
                    for (term, used) in theirs.renderings {
                        own.renderings.entry(term).or_default().merge(used);
                    }
                }
            }
        }
        self
    }

    /// How many units were seen.
    pub fn units(&self) -> usize {
        self.pairs.len()
    }

    /// How many different sources there are.
    pub fn sources(&mut self) -> usize {
        self.pairs.sort_unstable();
        self.pairs
            .chunk_by(|one, two| one.source == two.source)
            .count()
    }

    /// Sources with several translations; at most so many groups are kept.
    pub fn translations(&mut self, limit: usize) -> Groups {
        self.pairs.sort_unstable();
        groups(&self.pairs, limit, |pair| pair.source, |pair| pair.target)
    }

    /// Translations of several sources.
    pub fn several_sources(&mut self, limit: usize) -> Groups {
        self.pairs
            .sort_unstable_by_key(|pair| (pair.target, pair.source, pair.id));
        groups(&self.pairs, limit, |pair| pair.target, |pair| pair.source)
    }

    /// Units that are there more than once.
    pub fn duplicates(&mut self, limit: usize) -> Groups {
        self.pairs.sort_unstable();
        let both = |pair: &Pair| (pair.source, pair.target);
        let mut found: Vec<&[Pair]> = self
            .pairs
            .chunk_by(|one, two| both(one) == both(two))
            .filter(|pairs| pairs.len() > 1)
            .collect();
        let count = found.len();
        found.sort_by_key(|pairs| std::cmp::Reverse(pairs.len()));
        let group = |pairs: &[Pair]| Group {
            uses: vec![pairs.iter().map(|pair| pair.id).collect()],
            weight: pairs.len() - 1,
        };
        Groups {
            count,
            heaviest: found.into_iter().take(limit).map(group).collect(),
        }
    }

    /// Concepts that are rendered in several ways or by a term that should not be used, the
    /// heaviest first, each with the units that do not have its usual rendering.
    pub fn concepts(&self) -> Vec<(&ConceptUses, usize)> {
        let mut found: Vec<_> = self
            .concepts
            .values()
            .filter_map(|uses| {
                let known = || uses.renderings.iter().filter(|(term, _)| term.is_some());
                let all: usize = known().map(|(_, used)| used.count).sum();
                let most = known().map(|(_, used)| used.count).max()?;
                let is_one = known().count() < 2 && !uses.has_outdated();
                (!is_one).then_some((uses, if most == all { all } else { all - most }))
            })
            .collect();
        found.sort_by(|one, two| {
            let weights = two.1.cmp(&one.1);
            weights.then_with(|| one.0.entry.id.cmp(&two.0.entry.id))
        });
        found
    }
}

/// Whether a rendering says nothing of how the concept is called: an adjective (Iranian), or an
/// acronym or short form for an acronym.
fn is_other_form(own: &Mention, other: &Mention) -> bool {
    let is_adjective = |own: &Mention| own.term().part_of_speech == Some(PartOfSpeech::Adjective);
    let is_short = |own: &Mention| {
        own.kind == MentionKind::Acronym
            || matches!(own.term().kind, Some(TermType::Acronym | TermType::Short))
    };
    is_adjective(own) || is_adjective(other) || is_short(own) && is_short(other)
}

/// The runs of pairs with the same key and several values, the heaviest first. Pairs are in the
/// order of key, value and id.
fn groups(
    pairs: &[Pair],
    limit: usize,
    key: impl Fn(&Pair) -> u64,
    value: impl Fn(&Pair) -> u64,
) -> Groups {
    let weigh = |run: &[Pair]| {
        let uses = run.chunk_by(|one, two| value(one) == value(two));
        run.len() - uses.map(<[Pair]>::len).max().unwrap_or(0)
    };
    let mut found: Vec<(usize, &[Pair])> = pairs
        .chunk_by(|one, two| key(one) == key(two))
        .map(|run| (weigh(run), run))
        .filter(|(weight, _)| *weight > 0)
        .collect();
    let count = found.len();
    found.sort_by_key(|(weight, run)| {
        let first = run.iter().map(|pair| pair.id).min();
        (std::cmp::Reverse(*weight), first)
    });
    let group = |(weight, run): (usize, &[Pair])| {
        let uses = run.chunk_by(|one, two| value(one) == value(two));
        let mut uses: Vec<Vec<UnitId>> = uses
            .map(|pairs| pairs.iter().map(|pair| pair.id).collect())
            .collect();
        uses.sort_by_key(|ids| (std::cmp::Reverse(ids.len()), ids.first().copied()));
        Group { uses, weight }
    };
    Groups {
        count,
        heaviest: found.into_iter().take(limit).map(group).collect(),
    }
}
