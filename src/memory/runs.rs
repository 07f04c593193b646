//! Runs: stretches of a query's tokens that stand in a segment one after the other.

use std::collections::BTreeMap;
use std::ops::Range;

use super::keys::hash;
use super::layout::signature_bit;
use super::shard::Shard;
use super::windows::SHORTEST;
use crate::similarity::AnalysedText;
use crate::text::{Analyser, TokenClass};

/// A stretch of the query's tokens in one segment, as long as it can be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Run {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) segment: SegmentAt,
}

/// A segment of one of the shards, or, behind them, of one of the languages of the fresh part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct SegmentAt {
    pub(super) shard: usize,
    pub(super) segment: u32,
}

/// How many words of a passage are no function words at least: "of the council" helps nobody.
const CONTENT_WORDS: usize = 2;

/// The tokens of a query as passages see them.
pub(super) struct Tokens {
    pub(super) keys: Vec<u64>,
    /// Whether a token is a word that is no function word.
    is_content: Vec<bool>,
}

impl Tokens {
    pub(super) fn new(text: &AnalysedText, analyser: &Analyser) -> Self {
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
    pub(super) fn is_passage(&self, stretch: Range<usize>) -> bool {
        stretch.len() >= SHORTEST && self.content_words(stretch) >= CONTENT_WORDS
    }

    /// How many words of a stretch are no function words.
    fn content_words(&self, stretch: Range<usize>) -> usize {
        let is_content = self.is_content[stretch].iter();
        is_content.filter(|is_content| **is_content).count()
    }
}

/// Adds every run of a shard's segments that has a passage of at least so many tokens in one of
/// the gaps. Reads the postings of the rarest of each so many tokens in a row, of which one must
/// be no function word.
pub(super) fn collect_runs(
    (place, shard): (usize, &Shard),
    query: &Tokens,
    gaps: &[Range<usize>],
    least: usize,
    runs: &mut Vec<Run>,
) {
    let own: Vec<Option<u32>> = query.keys.iter().map(|key| shard.token(*key)).collect();
    let rarest = rarest_of_windows(&own, query, gaps, least);
    let mut tokens: Vec<u32> = Vec::new();
    for (token, Rarest { places, signatures }) in rarest {
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
                            segment: SegmentAt {
                                shard: place,
                                segment,
                            },
                        });
                    }
                }
            }
        }
    }
}

/// Where a token is the rarest of so many in a row, and the signatures of those.
#[derive(Debug, Default)]
struct Rarest {
    places: Vec<usize>,
    signatures: Vec<u128>,
}

/// Every token that is the rarest of so many in a row within a gap.
fn rarest_of_windows(
    own: &[Option<u32>],
    query: &Tokens,
    gaps: &[Range<usize>],
    least: usize,
) -> BTreeMap<u32, Rarest> {
    let mut rarest: BTreeMap<u32, Rarest> = BTreeMap::new();
    let windows = gaps
        .iter()
        .flat_map(|gap| gap.start..(gap.end + 1).saturating_sub(least).max(gap.start));
    for start in windows {
        let stretch = start..start + least;
        // A token that the shard does not know stands in no passage.
        let known: Option<Vec<u32>> = own[stretch.clone()].iter().copied().collect();
        let token = known.and_then(|known| known.into_iter().min());
        // Content words may stand far from each other in a passage, but some stretch has one.
        let Some(token) = token.filter(|_| query.content_words(stretch.clone()) > 0) else {
            continue;
        };
        let signature = query.keys[stretch.clone()]
            .iter()
            .fold(0, |bits, key| bits | signature_bit(*key));
        let Rarest { places, signatures } = rarest.entry(token).or_default();
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
pub(super) fn extended<T: Copy + PartialEq>(
    left: &[Option<T>],
    here: usize,
    right: &[T],
    there: usize,
) -> Range<usize> {
    let is_same = |(own, other): &(&Option<T>, &T)| **own == Some(**other);
    let before = left[..here].iter().rev().zip(right[..there].iter().rev());
    let behind = left[here..].iter().zip(&right[there..]);
    here - before.take_while(is_same).count()..here + behind.take_while(is_same).count()
}
