//! Fuzzy search: every unit whose score reaches a threshold, best first.
//!
//! A base of t means: the lengths are near each other, and the texts share at least ⌈t·longer⌉
//! tokens; so one of the rarest tokens of the query is among the rarest of the segment. The
//! postings of those few tokens give the candidates; a signature and the bit-parallel distance
//! throw most of them out; the texts of the rest are read from the store and scored. Penalties
//! only lower the base, so nothing is lost (`docs/index.md` has the argument).

use std::cell::RefCell;
use std::cmp::Reverse;
use std::ops::Range;
use std::sync::Arc;

use super::keys::hash;
use super::look::Look;
use super::selection::Selection;
use super::short::ShortLook;
use super::{Memory, MemoryError};
use crate::lang::LanguageTag;
use crate::model::{Origin, Unit, UnitId};
use crate::similarity::{AnalysedText, Assessment, Edit, KeyCache, Penalty, SHORT_TOKENS, Score};
use crate::store::Store;
use crate::text::Analyser;

/// What is looked for.
#[derive(Debug, Clone, Copy)]
pub struct Query<'q> {
    /// The text.
    pub text: &'q str,
    /// Its language; varieties of it are searched too.
    pub from: &'q LanguageTag,
    /// The language that a unit must have beside it, where one is wanted.
    pub to: Option<&'q LanguageTag>,
    /// The segment before it in its text, for context matches.
    pub previous: Option<&'q str>,
    /// The segment behind it.
    pub next: Option<&'q str>,
}

/// How it is looked for.
#[derive(Debug, Clone, Copy)]
pub struct SearchOptions {
    /// The least score of a match.
    pub threshold: Score,
    /// How many matches at the most.
    pub limit: usize,
    /// By which way; the answer is the same.
    pub strategy: Strategy,
}

impl Default for SearchOptions {
    fn default() -> Self {
        Self {
            threshold: Score::from_hundredths(7000),
            limit: 5,
            strategy: Strategy::Index,
        }
    }
}

/// Which segments are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strategy {
    /// Those that the index names.
    Index,
    /// All of them: slow, and there for anyone who wants to compare.
    Exhaustive,
}

/// A unit that is like the query.
#[derive(Debug, Clone)]
pub struct Match {
    /// The unit's id.
    pub id: UnitId,
    /// The unit.
    pub unit: Arc<Unit>,
    /// The place in [`Unit::variants`] of the text that is like the query.
    pub source: usize,
    /// The place of the text in the language that was asked for.
    pub target: Option<usize>,
    /// The score.
    pub score: Score,
    /// The score before penalties.
    pub base: Score,
    /// Why the score is lower than the base, the heaviest first.
    pub penalties: Vec<Penalty>,
    /// The query's tokens (left) aligned with those of the match (right).
    pub edits: Vec<Edit>,
    /// The bytes that each of the query's tokens takes in the query.
    pub query_spans: Arc<[Range<usize>]>,
    /// The bytes that each token of the match takes in its text.
    pub spans: Vec<Range<usize>>,
    /// Other units with the same text in both languages.
    pub duplicates: Vec<Duplicate>,
}

/// A unit that has the same text in both languages as a match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duplicate {
    /// Its id.
    pub id: UnitId,
    /// Where it came from.
    pub origin: Origin,
}

impl Match {
    /// The text that is like the query.
    pub fn source_text(&self) -> &str {
        &self.unit.variants[self.source].segment.text
    }

    /// The text in the language that was asked for.
    pub fn target_text(&self) -> Option<&str> {
        Some(&self.unit.variants[self.target?].segment.text)
    }
}

/// A segment that may be a match, with its base.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Candidate {
    base: Score,
    id: UnitId,
    shard: usize,
}

/// The analysis of texts in one language, with what it remembers.
struct Analysis {
    analyser: Analyser,
    cache: KeyCache,
}

impl Analysis {
    fn of(&mut self, text: &str) -> AnalysedText {
        AnalysedText::with_cache(text, &self.analyser, &mut self.cache)
    }
}

thread_local! {
    /// The analysis of the language that was asked in last.
    static ANALYSIS: RefCell<Option<Analysis>> = const { RefCell::new(None) };
}

/// Works with the analysis of a language.
fn with_analysis<T>(language: &LanguageTag, work: impl FnOnce(&mut Analysis) -> T) -> T {
    // Taken out meanwhile, so that work which searches again finds none instead of one in use.
    let known = ANALYSIS.take();
    let mut analysis = known
        .filter(|analysis| analysis.analyser.language() == language)
        .unwrap_or_else(|| Analysis {
            analyser: Analyser::new(language),
            cache: KeyCache::default(),
        });
    let done = work(&mut analysis);
    ANALYSIS.set(Some(analysis));
    done
}

/// The bytes that each token takes.
fn spans(text: &AnalysedText) -> impl Iterator<Item = Range<usize>> {
    text.tokens.iter().map(|token| token.span.clone())
}

impl Memory {
    /// The units that are like a query: every one whose score reaches the threshold, best
    /// first, at equal score in the order of their ids; the first `limit` of them. Units with
    /// the same texts in both languages count as one.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn search(
        &self,
        store: &Store,
        query: &Query<'_>,
        options: &SearchOptions,
    ) -> Result<Vec<Match>, MemoryError> {
        self.search_selected(store, query, options, &Selection::default())
    }

    /// What [`Memory::search`] finds among the units of a selection, which may lower their
    /// scores.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn search_selected(
        &self,
        store: &Store,
        query: &Query<'_>,
        options: &SearchOptions,
        selection: &Selection,
    ) -> Result<Vec<Match>, MemoryError> {
        with_analysis(query.from, |analysis| {
            let analysed = analysis.of(query.text);
            let asked = Asked {
                store,
                query,
                spans: spans(&analysed).collect(),
                analysed,
                selection,
            };
            let candidates = self.candidates(&asked, options);
            self.assess(&asked, options, &candidates, analysis)
        })
    }

    /// The units whose base reaches the threshold, the best first.
    fn candidates(&self, asked: &Asked<'_>, options: &SearchOptions) -> Vec<Candidate> {
        let keys: Vec<u64> = asked.analysed.keys().map(hash).collect();
        let look = Look {
            keys: &keys,
            threshold: options.threshold,
        };
        let letters = asked.analysed.letters();
        let short = ShortLook::new(letters, keys.len(), options.threshold);
        let mut candidates = Vec::new();
        for (place, shard) in self.shards.iter().enumerate() {
            if !asked.selection.serves(shard.language(), asked.query.from) {
                continue;
            }
            let mut found = |base, segment| {
                let id = shard.unit(segment);
                if self.is_current(place, id) {
                    candidates.push(Candidate {
                        base,
                        id,
                        shard: place,
                    });
                }
            };
            match options.strategy {
                Strategy::Index => {
                    look.candidates(shard, &mut found);
                    short.candidates(shard, &mut found);
                }
                Strategy::Exhaustive => {
                    look.exhaustive(shard, &mut found);
                    short.exhaustive(shard, &mut found);
                }
            }
        }
        for (place, language) in self.fresh_places() {
            if asked.selection.serves(language, asked.query.from) {
                let mut found = |base, id| {
                    candidates.push(Candidate {
                        base,
                        id,
                        shard: place,
                    });
                };
                let text = (&keys[..], letters);
                self.fresh
                    .candidates(language, text, options.threshold, &mut found);
            }
        }
        if keys.len() <= SHORT_TOKENS {
            // By tokens and by letters: the better base counts.
            candidates.sort_unstable_by_key(|found| (found.id, found.shard, Reverse(found.base)));
            candidates.dedup_by_key(|found| (found.id, found.shard));
        }
        candidates.sort_unstable_by_key(|own| (Reverse(own.base), own.id, own.shard));
        candidates
    }

    /// Scores candidates, the best bases first, until no further one can be among the best.
    fn assess(
        &self,
        asked: &Asked<'_>,
        options: &SearchOptions,
        candidates: &[Candidate],
        analysis: &mut Analysis,
    ) -> Result<Vec<Match>, MemoryError> {
        let mut matches: Vec<Match> = Vec::new();
        for candidate in candidates {
            let worst = matches.get(options.limit.saturating_sub(1));
            // A context match has a point more than its base.
            let best_possible = match candidate.base {
                Score::IDENTICAL => Score::CONTEXT,
                base => base,
            };
            if worst.is_some_and(|worst| worst.score > best_possible) {
                break;
            }
            let Some(found) = self.found(asked, candidate, analysis)? else {
                continue;
            };
            if found.score >= options.threshold {
                insert(&mut matches, found);
            }
        }
        matches.truncate(options.limit);
        Ok(matches)
    }

    /// The match of a candidate; `None` when its unit has not the language that is asked for,
    /// or is none of the selection.
    fn found(
        &self,
        asked: &Asked<'_>,
        candidate: &Candidate,
        analysis: &mut Analysis,
    ) -> Result<Option<Match>, MemoryError> {
        let (query, selection) = (asked.query, asked.selection);
        let Some(unit) = asked.store.unit(candidate.id)? else {
            return Ok(None);
        };
        if !selection.admits(&unit) {
            return Ok(None);
        }
        let Some(language) = self.language_at(candidate.shard) else {
            return Ok(None);
        };
        let mut variants = unit.variants.iter();
        let Some(source) = variants.position(|variant| variant.language == *language) else {
            return Ok(None);
        };
        let target = query.to.map(|to| selection.variant(&unit, to));
        if target == Some(None) {
            return Ok(None);
        }
        let target = target.flatten();
        let segment = analysis.of(&unit.variants[source].segment.text);
        let assessment = Assessment::new(&asked.analysed, &segment, &analysis.analyser);
        let mut score = assessment.score;
        if score == Score::IDENTICAL && has_context(asked, candidate.id, &unit, language)? {
            score = Score::CONTEXT;
        }
        let mut penalties = assessment.penalties;
        let sides = [
            (source, Some(query.from)),
            (target.unwrap_or(source), query.to),
        ];
        let sides = sides
            .iter()
            .filter_map(|(place, wanted)| Some((&unit.variants[*place].language, (*wanted)?)));
        let lost = selection.penalties(&unit, sides);
        score = lost
            .iter()
            .fold(score, |score, lost| score.minus(lost.hundredths));
        penalties.extend(lost);
        Ok(Some(Match {
            id: candidate.id,
            unit: Arc::new(unit),
            source,
            target,
            score,
            base: assessment.base,
            penalties,
            edits: assessment.edits,
            query_spans: Arc::clone(&asked.spans),
            spans: spans(&segment).collect(),
            duplicates: Vec::new(),
        }))
    }
}

/// A question with everything that answering it needs.
struct Asked<'a> {
    store: &'a Store,
    query: &'a Query<'a>,
    analysed: AnalysedText,
    spans: Arc<[Range<usize>]>,
    selection: &'a Selection,
}

impl Match {
    /// The match as a duplicate of another.
    fn as_duplicate(&self) -> Duplicate {
        Duplicate {
            id: self.id,
            origin: self.unit.origin.clone(),
        }
    }
}

/// Puts a match in its place, or notes it as a duplicate of one with the same texts. A unit
/// that has two varieties of a language is found once.
fn insert(matches: &mut Vec<Match>, mut found: Match) {
    let is_same = |other: &Match| {
        other.id == found.id
            || other.source_text() == found.source_text()
                && other.target_text() == found.target_text()
    };
    let Some(at) = matches.iter().position(is_same) else {
        place(matches, found);
        return;
    };
    let known = &mut matches[at];
    if found.score <= known.score {
        if found.id != known.id {
            known.duplicates.push(found.as_duplicate());
        }
        return;
    }
    found.duplicates = std::mem::take(&mut known.duplicates);
    if found.id != known.id {
        found.duplicates.push(known.as_duplicate());
    }
    matches.remove(at);
    place(matches, found);
}

fn place(matches: &mut Vec<Match>, found: Match) {
    let order = |found: &Match| (Reverse(found.score), found.id);
    let at = matches.partition_point(|other| order(other) < order(&found));
    matches.insert(at, found);
}

/// Whether the neighbours of a unit in its document are those of the query. A neighbour that the
/// query does not name (at the beginning and the end of its text) does not count against it, but
/// one of them must be there.
fn has_context(
    asked: &Asked<'_>,
    id: UnitId,
    unit: &Unit,
    language: &LanguageTag,
) -> Result<bool, MemoryError> {
    let text_at = |ordinal: Option<u32>| -> Result<Option<String>, MemoryError> {
        let Some(ordinal) = ordinal else {
            return Ok(None);
        };
        let neighbour = asked.store.unit(UnitId { ordinal, ..id })?;
        let neighbour = neighbour.filter(|own| own.origin.document == unit.origin.document);
        let variant = neighbour.and_then(|unit| {
            let mut variants = unit.variants.into_iter();
            variants.find(|variant| variant.language == *language)
        });
        Ok(variant.map(|variant| variant.segment.text))
    };
    let mut agreed = 0;
    for (wanted, ordinal) in [
        (asked.query.previous, id.ordinal.checked_sub(1)),
        (asked.query.next, id.ordinal.checked_add(1)),
    ] {
        let Some(wanted) = wanted else {
            continue;
        };
        if text_at(ordinal)?.as_deref().map(str::trim) != Some(wanted.trim()) {
            return Ok(false);
        }
        agreed += 1;
    }
    Ok(agreed > 0)
}
