//! Short segments by their letters.
//!
//! Of letters cut into k + 1 parts at least one part comes through k edits untouched, and lies
//! at most k places from where it was (the pigeonhole principle; Li, Deng, Wang and Feng,
//! "Pass-Join", VLDB 2012). So the parts of the letters of every short segment are in a table,
//! and every stretch of the query that could be such a part is looked up in it.

use xxhash_rust::xxh3::xxh3_64;

use super::shard::Shard;
use crate::similarity::{
    SHORT_TOKENS, Score, ShortPattern, largest_distance, letters_that_may_differ,
};

/// In how many parts letters are cut, by their number: one more than may differ from a text
/// that is as long or longer. Shorter texts that are near enough need no more.
fn part_count(letters: usize) -> usize {
    let most = (0..)
        .map(|more| (more, letters_that_may_differ(letters + more)))
        .take_while(|(more, most)| *more <= (*most).max(FURTHEST))
        .filter(|(more, most)| more <= most)
        .map(|(_, most)| most)
        .max();
    most.unwrap_or(0) + 1
}

/// A text that is longer by more letters than this is never near enough.
const FURTHEST: usize = 4;

/// Where a part of some letters starts; the part behind the last starts at their end.
fn part_start(letters: usize, part: usize) -> usize {
    part * letters / part_count(letters)
}

/// The hash of a part: of its characters, its place, and the number of letters of the whole.
fn part_hash(letters: usize, part: usize, characters: &[char], buffer: &mut Vec<u8>) -> u32 {
    buffer.clear();
    buffer.extend_from_slice(&(letters as u64).to_le_bytes());
    buffer.extend_from_slice(&(part as u64).to_le_bytes());
    for character in characters {
        buffer.extend_from_slice(&u32::from(*character).to_le_bytes());
    }
    let hash = xxh3_64(buffer) >> 32;
    u32::try_from(hash).unwrap_or(u32::MAX)
}

/// The letters of the short segments of a shard that is being made.
#[derive(Debug, Default)]
pub(super) struct ShortDraft {
    /// Where the letters of each short segment start, and where the last end.
    pub(super) starts: Vec<u32>,
    pub(super) letters: String,
    /// Hashes of parts with their segments, ascending.
    pub(super) parts: Vec<u64>,
}

impl ShortDraft {
    /// Takes the letters of the short segments in their order.
    pub(super) fn new<'l>(segments: impl Iterator<Item = &'l str>) -> Self {
        let mut draft = Self::default();
        let mut buffer = Vec::new();
        for (segment, letters) in segments.enumerate() {
            draft.starts.push(end_of(&draft.letters));
            draft.letters.push_str(letters);
            let characters: Vec<char> = letters.chars().collect();
            let count = part_count(characters.len());
            // One part alone is the whole: nothing may differ.
            for part in (0..count).filter(|_| count > 1) {
                let place =
                    part_start(characters.len(), part)..part_start(characters.len(), part + 1);
                let hash = part_hash(characters.len(), part, &characters[place], &mut buffer);
                draft.parts.push(u64::from(hash) << 32 | segment as u64);
            }
        }
        draft.starts.push(end_of(&draft.letters));
        draft.parts.sort_unstable();
        draft
    }
}

/// The length of letters as the files keep it: short segments are some dozen bytes each.
fn end_of(letters: &str) -> u32 {
    u32::try_from(letters.len()).unwrap_or(u32::MAX)
}

/// A short query.
pub(super) struct ShortLook {
    letters: Vec<char>,
    pattern: ShortPattern,
    /// Whether the query is short and has letters.
    is_short: bool,
    threshold: Score,
}

impl ShortLook {
    /// A query with its letters and the number of its tokens.
    pub(super) fn new(letters: &str, tokens: usize, threshold: Score) -> Self {
        Self {
            letters: letters.chars().collect(),
            pattern: ShortPattern::new(letters, tokens),
            is_short: tokens <= SHORT_TOKENS && !letters.is_empty(),
            threshold,
        }
    }

    /// Hands every short segment over whose base by letters reaches the threshold, by the
    /// index.
    pub(super) fn candidates(&self, shard: &Shard, mut found: impl FnMut(Score, u32)) {
        if !self.is_short {
            return;
        }
        let own = self.letters.len();
        let mut near = Vec::new();
        let mut buffer = Vec::new();
        for other in own.saturating_sub(FURTHEST)..=own + FURTHEST {
            let most = letters_that_may_differ(own.max(other)).min(largest_distance(
                self.threshold,
                own,
                other,
            ));
            if most >= own.abs_diff(other).max(1) {
                self.look_up(shard, other, most, &mut near, &mut buffer);
            }
        }
        near.sort_unstable();
        near.dedup();
        for segment in near {
            self.compare(shard, segment, &mut found);
        }
    }

    /// Adds the segments with so many letters that share a part with the query, when so many
    /// letters differ at the most.
    fn look_up(
        &self,
        shard: &Shard,
        other: usize,
        most: usize,
        near: &mut Vec<u32>,
        buffer: &mut Vec<u8>,
    ) {
        let own = self.letters.len();
        // Of more parts than edits + 1 any edits + 1 will do.
        for part in 0..=most {
            let start = part_start(other, part);
            let length = part_start(other, part + 1) - start;
            // A part that moved by x has at least |x| edits on its left, and on its right at
            // least as many as the rest of the difference in length.
            for at in start.saturating_sub(most)..=start + most {
                let left = at.abs_diff(start);
                let right = (at + other).abs_diff(start + own);
                if left + right > most || at + length > own {
                    continue;
                }
                let part = part_hash(other, part, &self.letters[at..at + length], buffer);
                near.extend(shard.segments_with_part(part));
            }
        }
    }

    /// Hands every short segment over whose base by letters reaches the threshold, by
    /// comparing all of them.
    pub(super) fn exhaustive(&self, shard: &Shard, mut found: impl FnMut(Score, u32)) {
        if self.is_short {
            for segment in shard.short_segments() {
                self.compare(shard, segment, &mut found);
            }
        }
    }

    fn compare(&self, shard: &Shard, segment: u32, found: &mut impl FnMut(Score, u32)) {
        if !shard.short_segments().contains(&segment) {
            return;
        }
        let base = self
            .pattern
            .base(shard.letters(segment), shard.length(segment));
        if let Some(base) = base.filter(|base| *base >= self.threshold) {
            found(base, segment);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_enough_parts_for_every_text_that_is_near_enough() {
        for own in 1..60usize {
            for other in 1..60usize {
                let most = letters_that_may_differ(own.max(other));
                if most >= own.abs_diff(other) && most > 0 {
                    assert!(part_count(other) > most, "{own} {other}");
                    assert!(own.abs_diff(other) <= FURTHEST);
                    assert!(part_count(other) <= other, "{other}");
                }
            }
        }
    }
}
