//! Fuzzy search: every unit whose score reaches a threshold, best first.
//!
//! A base of t means: the lengths are near each other, and the texts share at least ⌈t·longer⌉
//! tokens; so one of the rarest tokens of the query is among the rarest of the segment. The
//! postings of those few tokens give the candidates; a signature and the bit-parallel distance
//! throw most of them out; the texts of the rest are read from the store and scored. Penalties
//! only lower the base, so nothing is lost (`docs/index.md` has the argument).

use std::cell::RefCell;
use std::sync::Arc;

use super::keys::hash;
use super::layout::{LEAST_BASE, overlap, signature_bit};
use super::selection::Selection;
use super::shard::Shard;
use super::{Memory, MemoryError};
use crate::lang::LanguageTag;
use crate::model::{Origin, Unit, UnitId};
use crate::similarity::{
    AnalysedText, Assessment, Edit, Pattern, Penalty, Score, base_score, largest_distance,
};
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

thread_local! {
    /// How many tokens each segment of the window shares with the query.
    static COUNTS: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
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
        let analyser = Analyser::new(query.from);
        let analysed = AnalysedText::new(query.text, &analyser);
        let keys: Vec<u64> = analysed.keys().map(hash).collect();
        let mut candidates = Vec::new();
        for (place, shard) in self.shards.iter().enumerate() {
            if selection.serves(shard.language(), query.from) {
                let look = Look {
                    keys: &keys,
                    threshold: options.threshold,
                    strategy: options.strategy,
                };
                look.candidates(shard, |base, id| {
                    if self.live.contains(&id.import) {
                        candidates.push(Candidate {
                            base,
                            id,
                            shard: place,
                        });
                    }
                });
            }
        }
        candidates.sort_unstable_by(|left, right| {
            let order = |own: &Candidate| (std::cmp::Reverse(own.base), own.id, own.shard);
            order(left).cmp(&order(right))
        });
        let asked = Asked {
            store,
            query,
            analysed: &analysed,
            analyser: &analyser,
            selection,
        };
        self.assess(&asked, options, &candidates)
    }

    /// Scores candidates, the best bases first, until no further one can be among the best.
    fn assess(
        &self,
        asked: &Asked<'_>,
        options: &SearchOptions,
        candidates: &[Candidate],
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
            let Some(found) = self.found(asked, candidate)? else {
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
    ) -> Result<Option<Match>, MemoryError> {
        let (query, selection) = (asked.query, asked.selection);
        let Some(unit) = asked.store.unit(candidate.id)? else {
            return Ok(None);
        };
        if !selection.admits(&unit) {
            return Ok(None);
        }
        let language = self.shards[candidate.shard].language();
        let mut variants = unit.variants.iter();
        let Some(source) = variants.position(|variant| variant.language == *language) else {
            return Ok(None);
        };
        let target = query.to.map(|to| selection.variant(&unit, to));
        if target == Some(None) {
            return Ok(None);
        }
        let target = target.flatten();
        let segment = AnalysedText::new(&unit.variants[source].segment.text, asked.analyser);
        let assessment = Assessment::new(asked.analysed, &segment, asked.analyser);
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
            duplicates: Vec::new(),
        }))
    }
}

/// A question with everything that answering it needs.
struct Asked<'a> {
    store: &'a Store,
    query: &'a Query<'a>,
    analysed: &'a AnalysedText,
    analyser: &'a Analyser,
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
    let order = |found: &Match| (std::cmp::Reverse(found.score), found.id);
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

/// A query against one shard.
struct Look<'l> {
    keys: &'l [u64],
    threshold: Score,
    strategy: Strategy,
}

impl Look<'_> {
    /// Every segment whose base reaches the threshold.
    fn candidates(&self, shard: &Shard, mut found: impl FnMut(Score, UnitId)) {
        let tokens = self.tokens(shard);
        let pattern = Pattern::new(&tokens);
        let signature = self
            .keys
            .iter()
            .fold(0, |bits, key| bits | signature_bit(*key));
        let mut verify = |segment: u32, length: usize| {
            let most = largest_distance(self.threshold, tokens.len(), length);
            if let Some(distance) = pattern.distance(shard.tokens(segment), most) {
                found(
                    base_score(distance, tokens.len(), length),
                    shard.unit(segment),
                );
            }
        };
        if self.strategy == Strategy::Exhaustive {
            for segment in shard.of_lengths(0, usize::MAX) {
                verify(segment, shard.length(segment));
            }
            return;
        }
        let window = self.window(shard, tokens.len());
        let base = self.threshold.hundredths().min(10_000);
        if base < LEAST_BASE || tokens.is_empty() {
            for segment in window {
                verify(segment, shard.length(segment));
            }
            return;
        }
        let Some(wanted) = self.wanted(&tokens, base, &window, shard) else {
            return;
        };
        COUNTS.with_borrow_mut(|counts| {
            let size = (window.end - window.start) as usize;
            if counts.len() < size {
                counts.resize(size, 0);
            }
            counts[..size].fill(0);
            for (token, times) in &wanted.tokens {
                for segment in shard.postings(*token, &window) {
                    let count = &mut counts[(segment - window.start) as usize];
                    let before = *count;
                    *count = before.saturating_add(*times);
                    if before >= wanted.shared || *count < wanted.shared {
                        continue;
                    }
                    let length = shard.length(segment);
                    let most = largest_distance(self.threshold, tokens.len(), length);
                    let other = shard.signature(segment);
                    // Each bit that only one side has is at least one edit.
                    let one_sided = (signature & !other)
                        .count_ones()
                        .max((other & !signature).count_ones());
                    if one_sided as usize <= most {
                        verify(segment, length);
                    }
                }
            }
        });
    }

    /// Which tokens of the query to look up, and how many of them a candidate has to share.
    ///
    /// Two texts that share α tokens share at least k among the n − α + k rarest of the one
    /// and the m − α + k rarest of the other. The postings hold the m − ⌈0.35·m⌉ + 1 rarest of
    /// each segment, which bounds k. The larger k, the fewer candidates, but the more postings
    /// of frequent tokens are read: k grows while these cost less than what they save.
    fn wanted(
        &self,
        tokens: &[u32],
        base: u16,
        window: &std::ops::Range<u32>,
        shard: &Shard,
    ) -> Option<Wanted> {
        let length = tokens.len();
        let (shortest, longest) = self.lengths(length);
        let longest = longest.min(shard.longest());
        let most_shared = (shortest..=longest)
            .map(|other| {
                let alpha = overlap(length.max(other), base);
                (alpha + 1).saturating_sub(overlap(other, LEAST_BASE))
            })
            .min()?
            .clamp(1, MOST_SHARED);
        let alpha = overlap(length, base);
        let is_unknown = |token: u32| token > u32::MAX / 2;
        let mut sorted = tokens.to_vec();
        sorted.sort_unstable_by_key(|token| (!is_unknown(*token), *token));
        let mut read: usize = 0;
        let mut shared = 1;
        let first = (length - alpha + 1).min(length);
        let cost = |token: u32| match is_unknown(token) {
            true => 0,
            false => shard.posting_count(token, window),
        };
        for token in &sorted[..first] {
            read += cost(*token);
        }
        while shared < most_shared && first + shared <= length {
            let next = cost(sorted[first + shared - 1]);
            // Reading a posting is cheap, looking at a candidate is not.
            if next > CANDIDATE_COST * read / (shared * shared) {
                break;
            }
            read += next;
            shared += 1;
        }
        sorted.truncate(first + shared - 1);
        let mut wanted = Wanted {
            tokens: Vec::with_capacity(sorted.len()),
            shared: u8::try_from(shared).unwrap_or(u8::MAX),
        };
        for run in sorted.chunk_by(|left, right| left == right) {
            if !is_unknown(run[0]) {
                // How often the segment has the token is not known here: counting as often as
                // the query has it loses nothing.
                let times = u8::try_from(run.len()).unwrap_or(u8::MAX);
                wanted.tokens.push((run[0], times));
            }
        }
        Some(wanted)
    }

    /// The query in the tokens of a shard; tokens that the shard does not know get numbers of
    /// their own, which no segment has.
    fn tokens(&self, shard: &Shard) -> Vec<u32> {
        let mut unknown: Vec<u64> = Vec::new();
        let mut tokens = Vec::with_capacity(self.keys.len());
        for key in self.keys {
            let token = shard.token(*key).unwrap_or_else(|| {
                let place = unknown
                    .iter()
                    .position(|known| known == key)
                    .unwrap_or_else(|| {
                        unknown.push(*key);
                        unknown.len() - 1
                    });
                u32::MAX - u32::try_from(place).unwrap_or(0)
            });
            tokens.push(token);
        }
        tokens
    }

    /// The segments of a length at which the base can be reached at all.
    fn window(&self, shard: &Shard, length: usize) -> std::ops::Range<u32> {
        let (shortest, longest) = self.lengths(length);
        shard.of_lengths(shortest, longest)
    }

    /// The shortest and the longest segment that can reach the base.
    fn lengths(&self, length: usize) -> (usize, usize) {
        let base = usize::from(self.threshold.hundredths().min(10_000));
        let shortest = (length * base).div_ceil(10_000);
        let longest = (length * 10_000).checked_div(base).unwrap_or(usize::MAX);
        (shortest, longest)
    }
}

/// Tokens to look up, with how often the query has each, and how many a candidate must share.
struct Wanted {
    tokens: Vec<(u32, u8)>,
    shared: u8,
}

/// A candidate never has to share more tokens than this.
const MOST_SHARED: usize = 8;

/// What looking at one candidate costs, in postings read (measured; see docs/performance.md).
const CANDIDATE_COST: usize = 24;
