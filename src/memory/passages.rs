//! Shared passages: stretches of a text that segments of the memory have too.
//!
//! A passage is a stretch of at least three tokens, one of them a word that is no function word,
//! that stands in a segment one after the other. Of a text the longest passage is taken (of
//! several the one that more segments have, then the first), then the longest in what is left
//! before it and behind it, and so on. Nothing is missed: `memory/tests.rs` holds this against
//! that definition.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::keys::hash;
use super::layout::signature_bit;
use super::selection::Selection;
use super::shard::Shard;
use super::windows::SHORTEST;
use super::{Memory, MemoryError, Query};
use crate::model::{Unit, UnitId};
use crate::similarity::AnalysedText;
use crate::store::Store;
use crate::text::{Analyser, TokenClass};

/// How many passages are shown, and with how many units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PassageOptions {
    /// How many passages at the most.
    pub limit: usize,
    /// How many units of each at the most.
    pub units: usize,
}

impl Default for PassageOptions {
    fn default() -> Self {
        Self { limit: 3, units: 2 }
    }
}

/// A stretch of a text that segments of the memory have too.
#[derive(Debug, Clone)]
pub struct SharedPassage {
    /// The bytes of the text that it takes.
    pub span: Range<usize>,
    /// How many tokens it has.
    pub tokens: usize,
    /// How many segments of the language have it.
    pub count: usize,
    /// Some units that have it, those with the shortest segments first; no two with the same
    /// texts.
    pub uses: Vec<PassageUse>,
}

/// A unit that has a passage.
#[derive(Debug, Clone)]
pub struct PassageUse {
    /// The unit's id.
    pub id: UnitId,
    /// The unit.
    pub unit: Arc<Unit>,
    /// The place in [`Unit::variants`] of the text that has the passage.
    pub source: usize,
    /// The place of the text in the language that was asked for.
    pub target: Option<usize>,
    /// The bytes of the passage in the text that has it.
    pub span: Range<usize>,
}

/// A stretch of the query's tokens in one segment, as long as it can be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Run {
    start: usize,
    end: usize,
    shard: usize,
    segment: u32,
}

/// The tokens of a query as passages see them.
struct Tokens {
    keys: Vec<u64>,
    /// Whether a token is a word that is no function word.
    is_content: Vec<bool>,
}

impl Tokens {
    fn new(text: &AnalysedText, analyser: &Analyser) -> Self {
        let is_content = text.tokens.iter().map(|token| {
            let written = &text.text[token.span.clone()];
            token.class == TokenClass::Word && !analyser.is_function_word(&analyser.folded(written))
        });
        Self {
            keys: text.keys().map(hash).collect(),
            is_content: is_content.collect(),
        }
    }

    /// Whether a stretch may be a passage.
    fn is_passage(&self, stretch: Range<usize>) -> bool {
        stretch.len() >= SHORTEST && self.is_content[stretch].contains(&true)
    }
}

impl Memory {
    /// The passages that a text shares with segments of a selection, the best first: the
    /// longest, then the most frequent, then the first. No two overlap.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn passages(
        &self,
        store: &Store,
        query: &Query<'_>,
        options: &PassageOptions,
        selection: &Selection,
    ) -> Result<Vec<SharedPassage>, MemoryError> {
        let analyser = Analyser::new(query.from);
        let text = AnalysedText::new(query.text, &analyser);
        let tokens = Tokens::new(&text, &analyser);
        let reader = Reader {
            memory: self,
            store,
            query,
            selection,
            analyser: &analyser,
        };
        let mut gaps = vec![0..tokens.keys.len()];
        let mut passages = Vec::new();
        // Long passages are found by rare tokens, so they come first; and when there are enough
        // of them, shorter ones need not be looked for.
        for least in LEVELS {
            if passages.len() < options.limit {
                gaps = divide(&reader, &tokens, gaps, least, &mut passages)?;
            }
        }
        passages.sort_by_key(|(stretch, own)| {
            (std::cmp::Reverse((stretch.len(), own.len())), stretch.start)
        });
        passages.truncate(options.limit);
        let shown = passages.into_iter().map(|(stretch, own)| {
            let keys = &tokens.keys[stretch.clone()];
            Ok(SharedPassage {
                span: text.tokens[stretch.start].span.start..text.tokens[stretch.end - 1].span.end,
                tokens: stretch.len(),
                count: own.len(),
                uses: reader.uses(&own, keys, options.units)?,
            })
        });
        shown.collect()
    }
}

/// The lengths from which on passages are looked for, one after the other.
const LEVELS: [usize; 4] = [10, 6, 4, SHORTEST];

/// Takes the passages of at least so many tokens out of some stretches of the query; returns the
/// stretches that are left.
fn divide(
    reader: &Reader<'_>,
    tokens: &Tokens,
    mut gaps: Vec<Range<usize>>,
    least: usize,
    passages: &mut Vec<(Range<usize>, Vec<(usize, u32)>)>,
) -> Result<Vec<Range<usize>>, MemoryError> {
    let mut runs = reader.runs(tokens, &gaps, least);
    let mut left = Vec::new();
    while let Some(gap) = gaps.pop() {
        match longest(reader, tokens, &mut runs, &gap, least)? {
            Some((stretch, own)) => {
                gaps.extend([gap.start..stretch.start, stretch.end..gap.end]);
                passages.push((stretch, own));
            }
            None => left.push(gap),
        }
    }
    Ok(left)
}

/// Adds every run of a shard's segments that has a passage of at least so many tokens in one of
/// the gaps. Reads the postings of the rarest of each so many tokens in a row, of which one must
/// be a content word.
fn collect_runs(
    (place, shard): (usize, &Shard),
    query: &Tokens,
    gaps: &[Range<usize>],
    least: usize,
    runs: &mut Vec<Run>,
) {
    let own: Vec<Option<u32>> = query.keys.iter().map(|key| shard.token(*key)).collect();
    let rarest = rarest_of_windows(&own, query, gaps, least);
    let mut tokens: Vec<u32> = Vec::new();
    for (token, (places, signatures)) in rarest {
        for segment in shard.with_rare_neighbour(token) {
            let has = shard.signature(segment);
            if !signatures.iter().any(|wanted| has & wanted == *wanted) {
                continue;
            }
            tokens.clear();
            tokens.extend(shard.tokens(segment));
            for (there, _) in tokens.iter().enumerate().filter(|(_, own)| **own == token) {
                for here in &places {
                    let stretch = extended(&own, *here, &tokens, there);
                    if stretch.len() >= least && query.is_passage(stretch.clone()) {
                        runs.push(Run {
                            start: stretch.start,
                            end: stretch.end,
                            shard: place,
                            segment,
                        });
                    }
                }
            }
        }
    }
}

/// For each token that is the rarest of so many in a row: where, and the signatures of those.
fn rarest_of_windows(
    own: &[Option<u32>],
    query: &Tokens,
    gaps: &[Range<usize>],
    least: usize,
) -> BTreeMap<u32, (Vec<usize>, Vec<u128>)> {
    let mut rarest: BTreeMap<u32, (Vec<usize>, Vec<u128>)> = BTreeMap::new();
    let windows = gaps
        .iter()
        .flat_map(|gap| gap.start..(gap.end + 1).saturating_sub(least).max(gap.start));
    for start in windows {
        let stretch = start..start + least;
        // A token that the shard does not know stands in no passage.
        let known: Option<Vec<u32>> = own[stretch.clone()].iter().copied().collect();
        let token = known.and_then(|known| known.into_iter().min());
        let Some(token) = token.filter(|_| query.is_passage(stretch.clone())) else {
            continue;
        };
        let signature = query.keys[stretch.clone()]
            .iter()
            .fold(0, |bits, key| bits | signature_bit(*key));
        let (places, signatures) = rarest.entry(token).or_default();
        signatures.push(signature);
        for at in stretch.filter(|at| own[*at] == Some(token)) {
            if !places.contains(&at) {
                places.push(at);
            }
        }
    }
    rarest
}

/// How far two token sequences are the same around a place in each, in places of the first.
fn extended(left: &[Option<u32>], here: usize, right: &[u32], there: usize) -> Range<usize> {
    let is_same = |(own, other): &(&Option<u32>, &u32)| **own == Some(**other);
    let before = left[..here].iter().rev().zip(right[..there].iter().rev());
    let behind = left[here..].iter().zip(&right[there..]);
    here - before.take_while(is_same).count()..here + behind.take_while(is_same).count()
}

/// The longest passage of at least so many tokens in a stretch of the query, with the segments
/// that have it. Runs whose units do not count are taken out.
fn longest(
    reader: &Reader<'_>,
    tokens: &Tokens,
    runs: &mut Vec<Run>,
    gap: &Range<usize>,
    least: usize,
) -> Result<Option<(Range<usize>, Vec<(usize, u32)>)>, MemoryError> {
    let within = |run: &Run| run.start.max(gap.start)..run.end.min(gap.end);
    loop {
        let fitting = || {
            let stretches = runs.iter().map(|run| (within(run), run));
            stretches
                .filter(|(stretch, _)| stretch.len() >= least && tokens.is_passage(stretch.clone()))
        };
        let Some(length) = fitting().map(|(stretch, _)| stretch.len()).max() else {
            return Ok(None);
        };
        let mut by_start: BTreeMap<usize, Vec<(usize, u32)>> = BTreeMap::new();
        for (stretch, run) in fitting().filter(|(stretch, _)| stretch.len() == length) {
            let own = by_start.entry(stretch.start).or_default();
            own.push((run.shard, run.segment));
        }
        let mut stretches: Vec<(usize, Vec<(usize, u32)>)> = by_start.into_iter().collect();
        for (_, own) in &mut stretches {
            own.sort_unstable();
            own.dedup();
        }
        stretches.sort_by_key(|(start, own)| (std::cmp::Reverse(own.len()), *start));
        for (start, own) in stretches {
            if reader.has_use(&own)? {
                return Ok(Some((start..start + length, own)));
            }
            runs.retain(|run| own.binary_search(&(run.shard, run.segment)).is_err());
        }
    }
}

/// Reads the units of segments.
struct Reader<'r> {
    memory: &'r Memory,
    store: &'r Store,
    query: &'r Query<'r>,
    selection: &'r Selection,
    analyser: &'r Analyser,
}

impl Reader<'_> {
    /// The runs of all segments in the language of the query; see [`collect_runs`].
    fn runs(&self, tokens: &Tokens, gaps: &[Range<usize>], least: usize) -> Vec<Run> {
        let memory = self.memory;
        let mut runs = Vec::new();
        for (place, shard) in memory.shards.iter().enumerate() {
            if self.selection.serves(shard.language(), self.query.from) {
                collect_runs((place, shard), tokens, gaps, least, &mut runs);
            }
        }
        runs.retain(|run| {
            let id = memory.shards[run.shard].unit(run.segment);
            memory.live.contains(&id.import)
        });
        runs.sort_unstable();
        runs.dedup();
        runs
    }

    /// The unit of a segment with the places of its source and its target; `None` where it does
    /// not count.
    fn unit(
        &self,
        (shard, segment): (usize, u32),
    ) -> Result<Option<(UnitId, Unit, usize, Option<usize>)>, MemoryError> {
        let shard = &self.memory.shards[shard];
        let id = shard.unit(segment);
        let unit = self.store.unit(id)?;
        let Some(unit) = unit.filter(|unit| self.selection.admits(unit)) else {
            return Ok(None);
        };
        let mut variants = unit.variants.iter();
        let source = variants.position(|variant| variant.language == *shard.language());
        let target = self.query.to.map(|to| self.selection.variant(&unit, to));
        Ok(match (source, target) {
            (None, _) | (_, Some(None)) => None,
            (Some(source), target) => Some((id, unit, source, target.flatten())),
        })
    }

    fn has_use(&self, segments: &[(usize, u32)]) -> Result<bool, MemoryError> {
        for segment in segments {
            if self.unit(*segment)?.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The first units that have a passage of some keys.
    fn uses(
        &self,
        segments: &[(usize, u32)],
        keys: &[u64],
        limit: usize,
    ) -> Result<Vec<PassageUse>, MemoryError> {
        let shards = &self.memory.shards;
        let mut ordered: Vec<(usize, UnitId, (usize, u32))> = segments
            .iter()
            .map(|&(shard, segment)| {
                let own = &shards[shard];
                (own.length(segment), own.unit(segment), (shard, segment))
            })
            .collect();
        ordered.sort_unstable();
        let mut uses: Vec<PassageUse> = Vec::new();
        for (_, _, segment) in ordered {
            if uses.len() >= limit {
                break;
            }
            let Some((id, unit, source, target)) = self.unit(segment)? else {
                continue;
            };
            let text = |unit: &Unit, place: usize| unit.variants[place].segment.text.clone();
            let is_known = uses.iter().any(|known| {
                text(&known.unit, known.source) == text(&unit, source)
                    && known.target.map(|at| text(&known.unit, at))
                        == target.map(|at| text(&unit, at))
            });
            let span = self.span(&unit.variants[source].segment.text, keys);
            if let Some(span) = span.filter(|_| !is_known) {
                uses.push(PassageUse {
                    id,
                    unit: Arc::new(unit),
                    source,
                    target,
                    span,
                });
            }
        }
        Ok(uses)
    }

    /// The bytes of the first stretch of a text that has some keys.
    fn span(&self, text: &str, keys: &[u64]) -> Option<Range<usize>> {
        let text = AnalysedText::new(text, self.analyser);
        let own: Vec<u64> = text.keys().map(hash).collect();
        let first = own.windows(keys.len()).position(|window| window == keys)?;
        let last = first + keys.len() - 1;
        Some(text.tokens[first].span.start..text.tokens[last].span.end)
    }
}
