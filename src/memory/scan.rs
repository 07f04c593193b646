//! Segments that have a token, found by looking at all of them: the tokens of a shard lie one
//! after the other, and memory is read faster than postings of all tokens would be worth.

use super::layout::Section;
use super::shard::Shard;

/// Some tokens of a shard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TokenSet {
    /// One.
    One(u32),
    /// Several, ascending.
    Many(Vec<u32>),
}

/// How many tokens are compared at a time.
const BLOCK: usize = 64;

impl TokenSet {
    /// Whether a token is one of the set.
    pub(super) fn has(&self, token: u32) -> bool {
        match self {
            Self::One(own) => *own == token,
            Self::Many(own) => own.binary_search(&token).is_ok(),
        }
    }

    /// A measure of how frequent the set is: tokens are numbered by rarity.
    pub(super) fn frequency(&self) -> (u32, usize) {
        match self {
            Self::One(own) => (*own, 1),
            Self::Many(own) => (own.last().copied().unwrap_or(0), own.len()),
        }
    }
}

impl Shard {
    /// The segments that have a token of a set, ascending, each once. Linear in the shard, at
    /// the speed of memory.
    pub(super) fn segments_with(&self, set: &TokenSet) -> Vec<u32> {
        match self.token_width() {
            3 => self.scan::<3>(set),
            _ => self.scan::<4>(set),
        }
    }

    /// The segments that have a token of a set, where tokens take so many bytes.
    fn scan<const WIDTH: usize>(&self, set: &TokenSet) -> Vec<u32> {
        let tokens = self.bytes(Section::Tokens).as_chunks::<WIDTH>().0;
        let number = |token: &[u8; WIDTH]| {
            let bytes = token.iter().rev();
            bytes.fold(0u32, |number, byte| number << 8 | u32::from(*byte))
        };
        let mut found = Segments {
            shard: self,
            segments: Vec::new(),
            next: 0,
        };
        match set {
            TokenSet::One(wanted) => {
                for (place, block) in tokens.chunks(BLOCK).enumerate() {
                    let is_hit = block
                        .iter()
                        .fold(false, |hit, token| hit | (number(token) == *wanted));
                    if is_hit {
                        let places = block.iter().enumerate();
                        let hits = places.filter(|(_, token)| number(token) == *wanted);
                        hits.for_each(|(at, _)| found.add(place * BLOCK + at));
                    }
                }
            }
            TokenSet::Many(wanted) => {
                let sieve = Sieve::new(wanted);
                for (place, block) in tokens.chunks(BLOCK).enumerate() {
                    let may_hit = block
                        .iter()
                        .fold(false, |hit, token| hit | sieve.passes(number(token)));
                    if may_hit {
                        let places = block.iter().enumerate();
                        let hits = places.filter(|(_, token)| set.has(number(token)));
                        hits.for_each(|(at, _)| found.add(place * BLOCK + at));
                    }
                }
            }
        }
        found.segments
    }
}

/// Bits of the tokens of a set by their last 16 bits: small enough for the nearest cache, and
/// hardly any other token passes.
struct Sieve([u64; 1024]);

impl Sieve {
    fn new(tokens: &[u32]) -> Self {
        let mut sieve = Self([0; 1024]);
        for token in tokens {
            sieve.0[(token >> 6) as usize & 1023] |= 1 << (token & 63);
        }
        sieve
    }

    fn passes(&self, token: u32) -> bool {
        self.0[(token >> 6) as usize & 1023] >> (token & 63) & 1 == 1
    }
}

/// The segments of ascending places of tokens.
struct Segments<'s> {
    shard: &'s Shard,
    segments: Vec<u32>,
    /// The place behind the last segment that was found.
    next: usize,
}

impl Segments<'_> {
    fn add(&mut self, place: usize) {
        if place < self.next {
            return;
        }
        if let Some((segment, end)) = self.shard.segment_at(place) {
            self.segments.push(segment);
            self.next = end;
        }
    }
}
