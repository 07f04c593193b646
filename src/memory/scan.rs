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
        let tokens = self.bytes(Section::Tokens).as_chunks::<4>().0;
        let mut found = Segments {
            shard: self,
            segments: Vec::new(),
            next: 0,
        };
        match set {
            TokenSet::One(wanted) => {
                let wanted = wanted.to_le_bytes();
                for (number, block) in tokens.chunks(BLOCK).enumerate() {
                    let is_hit = block
                        .iter()
                        .fold(false, |hit, token| hit | (*token == wanted));
                    if is_hit {
                        let places = block.iter().enumerate();
                        let hits = places.filter(|(_, token)| **token == wanted);
                        hits.for_each(|(at, _)| found.add(number * BLOCK + at));
                    }
                }
            }
            TokenSet::Many(wanted) => {
                let sieve = Sieve::new(wanted);
                for (number, block) in tokens.chunks(BLOCK).enumerate() {
                    let may_hit = block.iter().fold(false, |hit, token| {
                        hit | sieve.passes(u32::from_le_bytes(*token))
                    });
                    if may_hit {
                        let places = block.iter().enumerate();
                        let hits = places.filter(|(_, token)| set.has(u32::from_le_bytes(**token)));
                        hits.for_each(|(at, _)| found.add(number * BLOCK + at));
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

/// How many segments are stepped over before the next one is searched by halves.
const STEPS: usize = 16;

impl Segments<'_> {
    fn add(&mut self, place: usize) {
        if place < self.next {
            return;
        }
        let end_of = |segment: usize| self.shard.number(Section::TokenStarts, segment + 1) as usize;
        let all = self.shard.len();
        let mut segment = self.segments.last().map_or(0, |last| *last as usize + 1);
        let mut steps = 0;
        while segment < all && end_of(segment) <= place {
            segment += 1;
            steps += 1;
            if steps == STEPS {
                let (mut low, mut high) = (segment, all);
                while low < high {
                    let middle = usize::midpoint(low, high);
                    if end_of(middle) <= place {
                        low = middle + 1;
                    } else {
                        high = middle;
                    }
                }
                segment = low;
            }
        }
        if let Ok(number) = u32::try_from(segment)
            && segment < all
        {
            self.segments.push(number);
            self.next = end_of(segment);
        }
    }
}
