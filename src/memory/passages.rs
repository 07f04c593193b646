//! Shared passages: stretches of a text that segments of the memory have too.
//!
//! A passage is a stretch of at least three tokens, two of them words that are no function words,
//! that stands in a segment one after the other. Of a text the longest passage is taken (of
//! several the one that more segments have, then the first), then the longest in what is left
//! before it and behind it, and so on. Nothing is missed: `memory/tests/asked.rs` holds this against
//! that definition.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::keys::hash;
use super::runs::{Run, SegmentAt, Tokens, collect_runs};
use super::selection::Selection;
use super::windows::SHORTEST;
use super::{Memory, MemoryError, Query};
use crate::model::{Unit, UnitId};
use crate::similarity::AnalysedText;
use crate::store::Store;
use crate::text::Analyser;

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

impl PassageUse {
    /// The text of one of the unit's variants.
    fn text(&self, variant: usize) -> &str {
        &self.unit.variants[variant].segment.text
    }

    fn has_texts_of(&self, other: &Self) -> bool {
        self.text(self.source) == other.text(other.source)
            && self.target.map(|at| self.text(at)) == other.target.map(|at| other.text(at))
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
        let mut gaps: Vec<Range<usize>> = std::iter::once(0..tokens.keys.len()).collect();
        let mut passages = Vec::new();
        // Long passages are found by rare tokens, so they come first; and when there are enough
        // of them, shorter ones need not be looked for.
        for least in LEVELS {
            if passages.len() < options.limit {
                gaps = divide(&reader, &tokens, gaps, least, &mut passages)?;
            }
        }
        passages.sort_by_key(|Found { stretch, segments }| {
            let size = (stretch.len(), segments.len());
            (std::cmp::Reverse(size), stretch.start)
        });
        passages.truncate(options.limit);
        let shown = passages.into_iter().map(|Found { stretch, segments }| {
            let (first, last) = (&text.tokens[stretch.start], &text.tokens[stretch.end - 1]);
            Ok(SharedPassage {
                span: first.span.start..last.span.end,
                tokens: stretch.len(),
                count: segments.len(),
                uses: reader.uses(&segments, &tokens.keys[stretch], options.units)?,
            })
        });
        shown.collect()
    }
}

/// A passage with the segments that have it, ascending.
struct Found {
    stretch: Range<usize>,
    segments: Vec<SegmentAt>,
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
    passages: &mut Vec<Found>,
) -> Result<Vec<Range<usize>>, MemoryError> {
    let mut runs = reader.runs(tokens, &gaps, least);
    let mut left = Vec::new();
    while let Some(gap) = gaps.pop() {
        match longest(reader, tokens, &mut runs, &gap, least)? {
            Some(found) => {
                gaps.extend([gap.start..found.stretch.start, found.stretch.end..gap.end]);
                passages.push(found);
            }
            None => left.push(gap),
        }
    }
    Ok(left)
}

/// The longest passage of at least so many tokens in a stretch of the query, with the segments
/// that have it. Runs whose units do not count are taken out.
fn longest(
    reader: &Reader<'_>,
    tokens: &Tokens,
    runs: &mut Vec<Run>,
    gap: &Range<usize>,
    least: usize,
) -> Result<Option<Found>, MemoryError> {
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
        let mut by_start: BTreeMap<usize, Vec<SegmentAt>> = BTreeMap::new();
        for (stretch, run) in fitting().filter(|(stretch, _)| stretch.len() == length) {
            let own = by_start.entry(stretch.start).or_default();
            own.push(run.segment);
        }
        let mut stretches: Vec<(usize, Vec<SegmentAt>)> = by_start.into_iter().collect();
        for (_, own) in &mut stretches {
            own.sort_unstable();
            own.dedup();
        }
        stretches.sort_by_key(|(start, own)| (std::cmp::Reverse(own.len()), *start));
        for (start, own) in stretches {
            if reader.has_use(&own)? {
                return Ok(Some(Found {
                    stretch: start..start + length,
                    segments: own,
                }));
            }
            runs.retain(|run| own.binary_search(&run.segment).is_err());
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
        for (place, language) in memory.fresh_places() {
            if self.selection.serves(language, self.query.from) {
                let own = (place, language);
                memory.fresh.collect_runs(own, tokens, least, &mut runs);
            }
        }
        runs.retain(|run| {
            let at = run.segment;
            let unit = memory.segment_at(at);
            unit.is_some_and(|(id, _)| memory.is_current(at.shard, id))
        });
        runs.sort_unstable();
        runs.dedup();
        runs
    }

    /// The unit of a segment as a use without its span; `None` where it does not count.
    fn unit(&self, at: SegmentAt) -> Result<Option<PassageUse>, MemoryError> {
        let memory = self.memory;
        let place = memory.segment_at(at).zip(memory.language_at(at.shard));
        let Some(((id, _), language)) = place else {
            return Ok(None);
        };
        let unit = self.store.unit(id)?;
        let Some(unit) = unit.filter(|unit| self.selection.admits(unit)) else {
            return Ok(None);
        };
        let mut variants = unit.variants.iter();
        let source = variants.position(|variant| variant.language == *language);
        let target = self.query.to.map(|to| self.selection.variant(&unit, to));
        Ok(match (source, target) {
            (None, _) | (_, Some(None)) => None,
            (Some(source), target) => Some(PassageUse {
                id,
                unit: Arc::new(unit),
                source,
                target: target.flatten(),
                span: 0..0,
            }),
        })
    }

    fn has_use(&self, segments: &[SegmentAt]) -> Result<bool, MemoryError> {
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
        segments: &[SegmentAt],
        keys: &[u64],
        limit: usize,
    ) -> Result<Vec<PassageUse>, MemoryError> {
        let mut ordered = segments.to_vec();
        ordered.sort_by_cached_key(|at| {
            let segment = self.memory.segment_at(*at);
            (segment.map(|(id, length)| (length, id)), at.shard)
        });
        let mut uses: Vec<PassageUse> = Vec::new();
        for segment in ordered {
            if uses.len() >= limit {
                break;
            }
            let Some(found) = self.unit(segment)? else {
                continue;
            };
            let span = self.span(found.text(found.source), keys);
            let is_new = !uses.iter().any(|known| known.has_texts_of(&found));
            if let Some(span) = span.filter(|_| is_new) {
                uses.push(PassageUse { span, ..found });
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
