//! One query against one shard: which of its segments have a base that reaches the threshold.
//!
//! Two texts that share α tokens share at least k among the n − α + k rarest of the one and the
//! m − α + k rarest of the other. So the postings of the rarest tokens of the query are read one
//! token after the other, and each makes every candidate have to share one more, until reading
//! the next would cost more than looking at the candidates that are left. `docs/index.md` has
//! the argument in full.

use std::cell::RefCell;
use std::ops::Range;

use super::layout::{LEAST_BASE, overlap, signature_bit};
use super::shard::{Postings, Shard};
use crate::similarity::{Pattern, Score, base_score, largest_distance};

/// A query as keys, with the least base that is looked for.
pub(super) struct Look<'l> {
    /// The keys of its tokens in their order.
    pub(super) keys: &'l [u64],
    /// The least base.
    pub(super) threshold: Score,
}

/// Room that one query after the other uses.
#[derive(Default)]
struct Scratch {
    /// How many of the tokens read so far each segment of a stretch has in its prefix.
    counts: Vec<u8>,
    /// The segments that were seen a second time, as many as `again_count` says.
    again: Vec<u32>,
    again_count: usize,
    /// Segments that share enough tokens, each with the place of its band.
    candidates: Vec<(u32, u32)>,
}

impl Scratch {
    /// Begins to count a stretch.
    fn clear(&mut self, stretch: &Range<u32>) {
        self.counts.clear();
        self.counts.resize(stretch.len(), 0);
        self.again_count = 0;
    }

    /// Counts one more shared token for each segment of a stretch that a list has, from a place
    /// of the list on.
    fn add(&mut self, list: &mut List<'_>, from: usize, stretch: &Range<u32>) {
        let end = list.postings.len();
        let longest = end.saturating_sub(from).min(stretch.len());
        if self.again.len() < self.again_count + longest {
            self.again.resize(self.again_count + longest, 0);
        }
        let again = &mut self.again[self.again_count..];
        let counts = &mut self.counts[..];
        let times = list.times;
        let mut seen = 0;
        let read = list.postings.visit(from, |segment| {
            let Some(count) = counts.get_mut(segment.wrapping_sub(stretch.start) as usize) else {
                return false;
            };
            let before = *count;
            *count = before.saturating_add(times);
            // Written always, kept only when it is the second time: no branch to mispredict.
            if let Some(slot) = again.get_mut(seen) {
                *slot = segment;
            }
            seen += usize::from((before < 2) & (*count >= 2));
            true
        });
        self.again_count += seen;
        list.counted = from..from + read;
    }

    /// How many segments of the stretch have so many of the tokens, of at least two.
    fn reaching(&self, least: usize, stretch: &Range<u32>) -> usize {
        let reaches = |segment: &&u32| {
            let count = self.counts[(**segment - stretch.start) as usize];
            usize::from(count) >= least
        };
        let again = &self.again[..self.again_count];
        again.iter().filter(reaches).count()
    }
}

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

/// How many segments are counted at a time: so many counts stay in the fastest cache, which
/// makes reading a posting twice as fast (measured; see docs/performance.md).
const STRETCH: u32 = 1 << 15;

/// What looking at one candidate costs, in postings read (measured; see docs/performance.md).
const CANDIDATE_COST: u64 = 16;

/// Tokens that a shard does not know have numbers from here on.
const UNKNOWN: u32 = u32::MAX / 2;

/// The signature of a text with some keys.
pub(super) fn signature_of(keys: &[u64]) -> u128 {
    keys.iter().fold(0, |bits, key| bits | signature_bit(*key))
}

impl Look<'_> {
    /// Hands every segment over whose base reaches the threshold, by the index.
    pub(super) fn candidates(&self, shard: &Shard, found: impl FnMut(Score, u32)) {
        let tokens = self.tokens(shard);
        let base = self.base();
        let (shortest, longest) = self.lengths(tokens.len());
        let longest = longest.min(shard.longest());
        if base < LEAST_BASE || tokens.is_empty() {
            return self.compare_all(shard, shortest..=longest, found);
        }
        if shortest > longest {
            return;
        }
        let window = Window::new(shard, &tokens, self.threshold, shortest..=longest);
        if !window.segments.is_empty() {
            SCRATCH
                .with_borrow_mut(|scratch| window.search(scratch, signature_of(self.keys), found));
        }
    }

    /// Hands every segment over whose base reaches the threshold, by comparing all of them.
    pub(super) fn exhaustive(&self, shard: &Shard, found: impl FnMut(Score, u32)) {
        self.compare_all(shard, 0..=shard.longest(), found);
    }

    fn compare_all(
        &self,
        shard: &Shard,
        lengths: std::ops::RangeInclusive<usize>,
        mut found: impl FnMut(Score, u32),
    ) {
        let tokens = self.tokens(shard);
        let pattern = Pattern::new(&tokens);
        for length in lengths {
            let most = largest_distance(self.threshold, tokens.len(), length);
            for segment in shard.of_length(length) {
                let other = shard.tokens_of(segment, length);
                if let Some(distance) = pattern.distance(other, most) {
                    found(base_score(distance, tokens.len(), length), segment);
                }
            }
        }
    }

    fn base(&self) -> u16 {
        self.threshold.hundredths().min(10_000)
    }

    /// The query in the tokens of a shard; tokens that the shard does not know get numbers of
    /// their own, which no segment has.
    fn tokens(&self, shard: &Shard) -> Vec<u32> {
        let mut unknown: Vec<u64> = Vec::new();
        let mut number_of = |key: u64| {
            shard.token(key).unwrap_or_else(|| {
                let known = unknown.iter().position(|known| *known == key);
                let place = known.unwrap_or_else(|| {
                    unknown.push(key);
                    unknown.len() - 1
                });
                u32::MAX - u32::try_from(place).unwrap_or(0)
            })
        };
        self.keys.iter().map(|key| number_of(*key)).collect()
    }

    /// The shortest and the longest segment that can reach the base.
    fn lengths(&self, length: usize) -> (usize, usize) {
        let base = usize::from(self.base());
        let shortest = (length * base).div_ceil(10_000);
        let longest = (length * 10_000).checked_div(base).unwrap_or(usize::MAX);
        (shortest, longest)
    }
}

/// What a segment of one length has to be like.
#[derive(Clone, Copy)]
struct Band {
    length: usize,
    /// The first segment of the length.
    first: u32,
    /// How many edits it may be away.
    most: u32,
    /// How many tokens it shares at least with the query, counting all of both.
    overlap: usize,
    /// How many it can be asked to share at the most, because its postings are a prefix.
    askable: usize,
}

/// A query against the segments of a shard that have a fitting length.
struct Window<'w> {
    shard: &'w Shard,
    tokens: &'w [u32],
    pattern: Pattern,
    segments: Range<u32>,
    bands: Vec<Band>,
    threshold: Score,
}

/// The postings of one token of the query, from the window on.
struct List<'s> {
    postings: Postings<'s>,
    /// How often the query has the token.
    times: u8,
    /// The places of the postings of the stretch that is counted.
    counted: Range<usize>,
}

impl List<'_> {
    /// The segments of the stretch that is counted.
    fn segments(&self) -> impl Iterator<Item = u32> {
        self.postings.segments(self.counted.clone())
    }
}

/// Which tokens are read: the rarest ones of the query, so many that reading one more would
/// cost more than it saves.
struct Plan<'s> {
    lists: Vec<List<'s>>,
    /// How many of the rarest tokens of the query they are, unknown ones and repetitions
    /// included.
    prefix: usize,
}

impl<'w> Window<'w> {
    fn new(
        shard: &'w Shard,
        tokens: &'w [u32],
        threshold: Score,
        lengths: std::ops::RangeInclusive<usize>,
    ) -> Self {
        let base = threshold.hundredths().min(10_000);
        let bands: Vec<Band> = lengths
            .map(|length| {
                let overlap_with = overlap(tokens.len().max(length), base);
                Band {
                    length,
                    first: shard.of_length(length).start,
                    most: u32::try_from(largest_distance(threshold, tokens.len(), length))
                        .unwrap_or(u32::MAX),
                    overlap: overlap_with,
                    askable: (overlap_with + 1).saturating_sub(overlap(length, LEAST_BASE)),
                }
            })
            .collect();
        let first = bands.first().map_or(0, |band| band.first);
        let last = bands
            .last()
            .map_or(0, |band| shard.of_length(band.length).end);
        Self {
            shard,
            tokens,
            pattern: Pattern::new(tokens),
            segments: first..last,
            bands,
            threshold,
        }
    }

    /// The place of the band that a segment lies in.
    fn band(&self, segment: u32) -> usize {
        // The first band starts at the first segment of the window.
        let behind = self.bands.partition_point(|band| band.first <= segment);
        behind.max(1) - 1
    }

    /// How many tokens a segment of a band has to share with a prefix of the query: the texts
    /// share α tokens, at most n − p of them outside the prefix.
    fn needed(&self, band: &Band, prefix: usize) -> usize {
        (band.overlap + prefix)
            .saturating_sub(self.tokens.len())
            .min(band.askable)
            .max(1)
    }

    fn search(&self, scratch: &mut Scratch, signature: u128, mut found: impl FnMut(Score, u32)) {
        let sample = self.sample();
        let mut plan = self.plan(scratch, &sample);
        let needs: Vec<u8> = self
            .bands
            .iter()
            .map(|band| u8::try_from(self.needed(band, plan.prefix)).unwrap_or(u8::MAX))
            .collect();
        // What was counted for the sample is not counted again.
        self.choose(scratch, &plan, &needs, &sample);
        self.verify(&scratch.candidates, signature, &mut found);
        let behind_sample: Vec<usize> = plan.lists.iter().map(|list| list.counted.end).collect();
        for list in &mut plan.lists {
            list.counted = 0..0;
        }
        let mut start = self.segments.start;
        while start < self.segments.end {
            if start == sample.start {
                for (list, behind) in plan.lists.iter_mut().zip(&behind_sample) {
                    list.counted = *behind..*behind;
                }
                start = sample.end;
                continue;
            }
            let end = self.segments.end.min(start + STRETCH);
            let end = if start < sample.start {
                end.min(sample.start)
            } else {
                end
            };
            let stretch = start..end;
            scratch.clear(&stretch);
            for list in &mut plan.lists {
                scratch.add(list, list.counted.end, &stretch);
            }
            self.choose(scratch, &plan, &needs, &stretch);
            self.verify(&scratch.candidates, signature, &mut found);
            start = end;
        }
    }

    /// The stretch that is counted first to see how many tokens are worth reading: where the
    /// segments are about as long as the query.
    fn sample(&self) -> Range<u32> {
        let near = self
            .bands
            .iter()
            .find(|band| band.length >= self.tokens.len());
        let start = near.map_or(self.segments.start, |band| band.first);
        let start = start.clamp(self.segments.start, self.segments.end.saturating_sub(1));
        start..self.segments.end.min(start + STRETCH)
    }

    /// Reads postings for the sample, the rarest token first, until looking at the candidates
    /// is cheaper than reading on.
    fn plan(&self, scratch: &mut Scratch, sample: &Range<u32>) -> Plan<'w> {
        let mut sorted = self.tokens.to_vec();
        sorted.sort_unstable_by_key(|token| (*token < UNKNOWN, *token));
        let least_overlap = self.bands.iter().map(|band| band.overlap).min();
        let must = sorted.len() + 1 - least_overlap.unwrap_or(1).min(sorted.len());
        let mut plan = Plan {
            lists: Vec::with_capacity(sorted.len()),
            prefix: 0,
        };
        scratch.clear(sample);
        let mut read = 0;
        for run in sorted.chunk_by(|left, right| left == right) {
            let token = run[0];
            if token >= UNKNOWN {
                plan.prefix += run.len();
                continue;
            }
            if plan.prefix >= must && self.is_enough(scratch, &plan, token, (sample, read)) {
                break;
            }
            let mut list = List {
                postings: self.shard.posting_list(token, self.segments.start),
                // How often the segment has the token is not known here: counting as often as
                // the query has it loses nothing.
                times: u8::try_from(run.len()).unwrap_or(u8::MAX),
                counted: 0..0,
            };
            let first = self.shard.seek(list.postings, sample.start);
            scratch.add(&mut list, first, sample);
            read += list.counted.len();
            plan.lists.push(list);
            plan.prefix += run.len();
        }
        plan
    }

    /// Whether looking at the candidates of the sample costs less than reading one more token.
    fn is_enough(
        &self,
        scratch: &Scratch,
        plan: &Plan<'_>,
        token: u32,
        (sample, read): (&Range<u32>, usize),
    ) -> bool {
        let least = self.bands.iter().map(|band| self.needed(band, plan.prefix));
        let least = least.min().unwrap_or(1);
        let left = match least {
            1 => read,
            _ => scratch.reaching(least, sample),
        };
        let all = self.shard.posting_total(token) as u64;
        let next = all * sample.len() as u64 / self.shard.len().max(1) as u64;
        // About three of four candidates lack the next token.
        next * 4 > left as u64 * CANDIDATE_COST * 3
    }

    /// The segments of a counted stretch that share enough tokens with the query.
    fn choose(&self, scratch: &mut Scratch, plan: &Plan<'_>, needs: &[u8], stretch: &Range<u32>) {
        let Scratch {
            counts,
            again,
            again_count,
            candidates,
        } = scratch;
        candidates.clear();
        let first = self.band(stretch.start);
        let last = self.band(stretch.end - 1);
        let least = needs[first..=last].iter().copied().min().unwrap_or(1);
        let mut take = |segment: u32, count: u8| {
            if count >= least {
                let band = self.band(segment);
                if count >= needs[band] {
                    candidates.push((segment, u32::try_from(band).unwrap_or(u32::MAX)));
                }
            }
        };
        let at = |segment: u32| (segment - stretch.start) as usize;
        if least > 1 {
            for segment in &again[..*again_count] {
                take(*segment, counts[at(*segment)]);
            }
            return;
        }
        for list in &plan.lists {
            for segment in list.segments() {
                // Taken out, so that it is not looked at again.
                take(segment, std::mem::take(&mut counts[at(segment)]));
            }
        }
    }

    /// Compares candidates: their signatures, and the tokens of those whose signatures are
    /// near enough.
    fn verify(
        &self,
        candidates: &[(u32, u32)],
        signature: u128,
        found: &mut impl FnMut(Score, u32),
    ) {
        for (segment, band) in candidates {
            let band = &self.bands[*band as usize];
            let other = self.shard.signature(*segment);
            // Each bit that only one side has is at least one edit.
            let one_sided = (signature & !other)
                .count_ones()
                .max((other & !signature).count_ones());
            if one_sided > band.most {
                continue;
            }
            let other = self.shard.tokens_of(*segment, band.length);
            if let Some(distance) = self.pattern.distance(other, band.most as usize) {
                let base = base_score(distance, self.tokens.len(), band.length);
                debug_assert!(base >= self.threshold);
                found(base, *segment);
            }
        }
    }
}
