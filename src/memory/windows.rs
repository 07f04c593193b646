//! Postings of the tokens that are the rarest of three neighbours.
//!
//! A passage of three tokens or more that two texts share has, in each three of its tokens, the
//! same rarest one in both. So it is enough to have, for each token, the segments in which it is
//! the rarest of some three neighbours (the local minima of Schleimer, Wilkerson and Aiken,
//! "Winnowing", 2003, with rarity for the hash). The postings of fuzzy search hold most of
//! these already; only the rest is kept beside them.

use rayon::prelude::*;

use super::layout::{Section, posted_prefix};
use super::shard::Shard;

/// The fewest tokens of a passage.
pub(super) const SHORTEST: usize = 3;

/// How many segments are looked at in one piece.
const PIECE: usize = 16_384;

/// For each token the start of its postings, one more for the end, and the postings: the segments
/// in which the token is the rarest of three neighbours, but is not among the postings of their
/// prefix. Takes the starts of the segments with the end, and the tokens of all. Linear in them.
pub(super) fn window_postings(
    starts: &[usize],
    tokens: &[u32],
    vocabulary: usize,
) -> (Vec<u32>, Vec<u32>) {
    let segments = starts.len().saturating_sub(1);
    let pieces: Vec<Vec<(u32, u32)>> = (0..segments.div_ceil(PIECE))
        .into_par_iter()
        .map(|piece| {
            let mut found = Vec::new();
            let mut sorted = Vec::new();
            for segment in piece * PIECE..((piece + 1) * PIECE).min(segments) {
                let own = &tokens[starts[segment]..starts[segment + 1]];
                let number = u32::try_from(segment).unwrap_or(u32::MAX);
                missing(own, &mut sorted, |token| found.push((token, number)));
            }
            found
        })
        .collect();
    let mut places = vec![0u32; vocabulary + 1];
    for (token, _) in pieces.iter().flatten() {
        places[*token as usize + 1] += 1;
    }
    for token in 1..places.len() {
        places[token] += places[token - 1];
    }
    let mut next = places.clone();
    let mut postings = vec![0; places.last().map_or(0, |end| *end as usize)];
    for (token, segment) in pieces.into_iter().flatten() {
        let place = &mut next[token as usize];
        postings[*place as usize] = segment;
        *place += 1;
    }
    (places, postings)
}

/// The distinct tokens of a segment that are the rarest of three neighbours and lie outside the
/// prefix.
fn missing(tokens: &[u32], sorted: &mut Vec<u32>, mut found: impl FnMut(u32)) {
    let prefix = posted_prefix(tokens.len());
    if tokens.len() < SHORTEST || prefix >= tokens.len() {
        return;
    }
    sorted.clear();
    sorted.extend_from_slice(tokens);
    let (_, cut, _) = sorted.select_nth_unstable(prefix - 1);
    let cut = *cut;
    sorted.clear();
    let least = |window: &[u32]| window.iter().copied().min();
    for token in tokens.windows(SHORTEST).filter_map(least) {
        if token > cut && !sorted.contains(&token) {
            sorted.push(token);
            found(token);
        }
    }
}

impl Shard {
    /// The segments in which a token is the rarest of three neighbours, and some others that
    /// have it; each once, in no order.
    pub(super) fn with_rare_neighbour(&self, token: u32) -> impl Iterator<Item = u32> {
        let start = self.number(Section::WindowStarts, token as usize) as usize;
        let end = self.number(Section::WindowStarts, token as usize + 1) as usize;
        let rest = self.numbers(Section::WindowPostings, start..end.max(start));
        let prefix = self.posting_list(token, 0);
        prefix.segments(0..prefix.len()).chain(rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;

    proptest::proptest! {
        #[test]
        fn prefix_and_rest_hold_every_rarest_of_three(
            segments in vec(vec(0u32..12, 0..14), 0..8),
        ) {
            let mut starts = vec![0];
            let mut tokens = Vec::new();
            for segment in &segments {
                tokens.extend(segment);
                starts.push(tokens.len());
            }
            let (places, postings) = window_postings(&starts, &tokens, 12);
            for (number, segment) in segments.iter().enumerate() {
                let mut prefix = segment.clone();
                prefix.sort_unstable();
                prefix.truncate(posted_prefix(segment.len()));
                for window in segment.windows(SHORTEST) {
                    let least = *window.iter().min().unwrap();
                    let own = places[least as usize] as usize..places[least as usize + 1] as usize;
                    let posted = postings[own].iter().filter(|one| **one as usize == number).count();
                    proptest::prop_assert_eq!(posted, usize::from(!prefix.contains(&least)));
                }
            }
        }
    }
}
