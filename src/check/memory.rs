//! Checks of the memory as a whole: what was translated in several ways, what is there twice,
//! what is no translation.
//!
//! A [`Scan`] looks at each unit once and keeps 24 bytes of it, hashes of both texts and its id;
//! sorted by either hash, equal texts lie together. Hashes have 64 bits: among a million texts
//! the chance that two different ones meet is one in thirty million. What was found is turned
//! into [`MemoryFinding`]s by whoever has the store, for the units that are shown only.

use std::collections::HashMap;
use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_64;

use super::{Example, Fix, Page, Scope};
use crate::glossary::{Glossary, Mention, MentionKind, Nesting};
use crate::lang::LanguageTag;
use crate::model::{ConceptEntry, ConceptId, PartOfSpeech, Severity, TermStatus, TermType, UnitId};

/// A check of the memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MemoryCheck {
    /// One concept rendered by several terms, or by one that it should not.
    Terms,
    /// One source with several translations.
    Translations,
    /// One translation of several sources.
    Sources,
    /// The same source and translation more than once.
    Duplicates,
    /// A unit that is no translation.
    Broken,
}

impl MemoryCheck {
    /// All of them, in the order in which findings are shown.
    pub const ALL: [Self; 5] = [
        Self::Terms,
        Self::Translations,
        Self::Sources,
        Self::Duplicates,
        Self::Broken,
    ];

    /// Its name.
    pub fn id(self) -> &'static str {
        match self {
            Self::Terms => "memory-terms",
            Self::Translations => "memory-translations",
            Self::Sources => "memory-sources",
            Self::Duplicates => "memory-duplicates",
            Self::Broken => "memory-broken",
        }
    }

    /// Its page.
    pub fn page(self) -> Page {
        let (severity, about, explains) = self.says();
        let (bad, good) = self.examples();
        Page {
            id: self.id(),
            severity,
            scope: Scope::Memory,
            fix: Fix::ByHand,
            by_default: true,
            about,
            explains,
            bad,
            good,
        }
    }

    fn says(self) -> (Severity, &'static str, &'static str) {
        match self {
            Self::Terms => (
                Severity::Note,
                "The memory renders a concept of the glossary by several of its terms",
                "A warning where a deprecated or forbidden term is among them. Renderings are \
                 ranked by how often they are used, with the first and the last day of each; \
                 where one took the place of another, the finding says when. Units in which no \
                 term was recognised are counted, but are no finding of their own.",
            ),
            Self::Translations => (
                Severity::Warning,
                "A source text has several translations in the memory",
                "Texts are compared letter by letter. A note where the translations differ only \
                 in typing (letter forms, digits, quotation marks, spaces). `harmonise` proposes \
                 one of them for all.",
            ),
            Self::Sources => (
                Severity::Note,
                "A translation stands for several source texts in the memory",
                "Often right: two ways to say a thing may be one in the other language. Worth a \
                 look where the sources mean different things.",
            ),
            Self::Duplicates => (
                Severity::Note,
                "The memory has the same source with the same translation more than once",
                "Harmless for suggestions, which show such units as one, but it makes counts \
                 wrong and files long.",
            ),
            Self::Broken => (
                Severity::Warning,
                "A unit of the memory is no translation",
                "An empty side, the same text on both sides, one side many times as long as the \
                 other, a side in another language, inline codes that differ, characters that \
                 were lost in a conversion (U+FFFD).",
            ),
        }
    }

    fn examples(self) -> (Example, Example) {
        type Texts = &'static [&'static str];
        let (source, bad, good): (Texts, Texts, Texts) = match self {
            Self::Terms => (
                &["The SCO met.", "The SCO summit opened."],
                &[
                    "سازمان همکاری شانگهای تشکیل جلسه داد.",
                    "اجلاس پیمان شانگهای آغاز شد.",
                ],
                &[
                    "سازمان همکاری شانگهای تشکیل جلسه داد.",
                    "اجلاس سازمان همکاری شانگهای آغاز شد.",
                ],
            ),
            Self::Translations => (
                &["Related news:", "Related news:"],
                &["اخبار مرتبط:", "خبرهای مرتبط:"],
                &["اخبار مرتبط:", "اخبار مرتبط:"],
            ),
            Self::Sources => (
                &["foreign minister", "prime minister"],
                &["وزیر امور خارجه", "وزیر امور خارجه"],
                &["وزیر امور خارجه", "نخست‌وزیر"],
            ),
            Self::Duplicates => (
                &["Related news:", "Related news:"],
                &["اخبار مرتبط:", "اخبار مرتبط:"],
                &["اخبار مرتبط:", "بیشتر بخوانید:"],
            ),
            Self::Broken => (
                &["Trade between the two countries grew."],
                &["Trade between the two countries grew."],
                &["تجارت میان دو کشور رشد کرد."],
            ),
        };
        let example = |target| Example {
            source: ("en", source),
            target: Some(("fa", target)),
        };
        (example(bad), example(good))
    }
}

/// A finding of the memory.
#[derive(Debug, Clone, PartialEq)]
pub struct MemoryFinding {
    /// Which check found it.
    pub check: MemoryCheck,
    /// How much it matters.
    pub severity: Severity,
    /// What it is, as one sentence without a full stop.
    pub message: String,
    /// The languages of the source and of the translation.
    pub languages: (LanguageTag, LanguageTag),
    /// What all its uses share: the source text, the translation, the term.
    pub text: String,
    /// In what they differ, the most frequent first.
    pub uses: Vec<MemoryUse>,
    /// How many units would have to change: by which findings are ranked.
    pub weight: usize,
}

/// One of the ways in which something is used.
#[derive(Debug, Clone, PartialEq)]
pub struct MemoryUse {
    /// The text; empty where no rendering was recognised.
    pub text: String,
    /// In how many units.
    pub count: usize,
    /// The days of the first and the last of them, where days are known.
    pub days: Option<(String, String)>,
    /// Some of the units.
    pub units: Vec<UnitPlace>,
}

/// Where a unit is from, for a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitPlace {
    /// Its name.
    pub unit: String,
    /// The path of its source.
    pub file: String,
    /// The line of its source, from 1; 0 where it is not known.
    pub line: u32,
    /// The title of its article.
    pub title: Option<String>,
    /// The day of its article.
    pub date: Option<String>,
}

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

/// How many units are named of each use.
const NAMED: usize = 3;

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

impl ConceptUses {
    /// Whether a deprecated or forbidden term is among the renderings.
    pub fn has_outdated(&self) -> bool {
        self.renderings.keys().flatten().any(|term| {
            let status = self.entry.terms.get(*term).map(|term| term.status);
            status.is_some_and(|status| status > TermStatus::Admitted)
        })
    }
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

/// Where one use took the place of another: its text and the day since when, if the others are
/// all older.
pub fn drift(uses: &[MemoryUse]) -> Option<(&str, &str)> {
    let dated: Vec<(&MemoryUse, &(String, String))> = uses
        .iter()
        .filter(|own| !own.text.is_empty())
        .map(|own| Some((own, own.days.as_ref()?)))
        .collect::<Option<_>>()?;
    let (newest, (since, _)) = dated.iter().max_by_key(|(_, (first, _))| first)?;
    let is_newer = |(other, (_, last)): &&(&MemoryUse, &(String, String))| {
        std::ptr::eq(*other, *newest) || last < since
    };
    (dated.len() > 1 && dated.iter().all(|own| is_newer(&own)))
        .then_some((newest.text.as_str(), since.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn id(ordinal: usize) -> UnitId {
        UnitId {
            import: 1,
            ordinal: u32::try_from(ordinal).unwrap(),
        }
    }

    fn scan(units: &[(String, String)]) -> Scan {
        let tag = |text| LanguageTag::parse(text).unwrap();
        let mut scan = Scan::default();
        for (number, (source, target)) in units.iter().enumerate() {
            let seen = SeenUnit {
                id: id(number),
                source,
                target,
                day: None,
            };
            scan.take(&seen, (&tag("en"), &tag("fa")), None);
        }
        scan
    }

    proptest! {
        /// The groups are those of a map from each text to what stands beside it.
        #[test]
        fn groups_are_those_of_a_plain_count(
            units in prop::collection::vec(("[abж]{0,2}", "[یک二]{0,2}"), 0..60),
            cut in 0usize..60,
        ) {
            let cut = cut.min(units.len());
            // In two parts, as threads do it; the ids of the second begin anew and do not matter.
            let mut scan = scan(&units[..cut]).merged(scan(&units[cut..]));
            let several = |pairs: &[(String, String)]| {
                let mut beside: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
                for (own, other) in pairs {
                    *beside.entry(own).or_default().entry(other).or_default() += 1;
                }
                let mut weights: Vec<usize> = beside
                    .values()
                    .map(|uses| uses.values().sum::<usize>() - uses.values().max().unwrap())
                    .filter(|weight| *weight > 0)
                    .collect();
                weights.sort_unstable_by(|one, two| two.cmp(one));
                (beside.len(), weights)
            };
            let weights = |groups: &Groups| -> Vec<usize> {
                groups.heaviest.iter().map(|group| group.weight).collect()
            };
            let swapped: Vec<_> = units.iter().map(|(own, other)| (other.clone(), own.clone())).collect();
            let (sources, expected) = several(&units);
            prop_assert_eq!(scan.sources(), sources);
            prop_assert_eq!(weights(&scan.translations(usize::MAX)), expected);
            prop_assert_eq!(weights(&scan.several_sources(usize::MAX)), several(&swapped).1);
            let mut counts: BTreeMap<_, usize> = BTreeMap::new();
            for unit in &units {
                *counts.entry(unit).or_default() += 1;
            }
            let twice = counts.values().filter(|count| **count > 1).count();
            let found = scan.duplicates(2);
            prop_assert_eq!(found.count, twice);
            prop_assert!(found.heaviest.len() <= 2);
        }
    }

    #[test]
    fn one_rendering_takes_the_place_of_another() {
        let used = |text: &str, first: &str, last: &str| MemoryUse {
            text: text.to_owned(),
            count: 1,
            days: Some((first.to_owned(), last.to_owned())),
            units: Vec::new(),
        };
        let (old, new) = (
            used("a", "2025-01-01", "2025-09-30"),
            used("b", "2025-10-01", "2026-01-01"),
        );
        assert_eq!(
            drift(&[old.clone(), new.clone()]),
            Some(("b", "2025-10-01"))
        );
        let between = used("c", "2025-02-01", "2025-11-01");
        assert_eq!(drift(&[old.clone(), new, between]), None);
        assert_eq!(drift(&[old]), None);
    }
}
