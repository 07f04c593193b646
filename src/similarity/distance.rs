//! The Levenshtein distance of token sequences, bit-parallel.
//!
//! Myers, "A fast bit-vector algorithm for approximate string matching based on dynamic
//! programming", JACM 46 (1999), in the form of Hyyrö (2003) for the distance of two whole
//! sequences: one machine word for patterns up to 64 tokens; longer ones by rows.

/// The number of slots of a pattern's table: four times the longest pattern, so that few
/// tokens meet in a slot.
const SLOTS: usize = 256;

/// One sequence, prepared to be compared with many others.
#[derive(Debug, Clone)]
pub struct Pattern {
    tokens: Vec<u32>,
    /// Tokens with the bits of their places, by open addressing; empty for long patterns.
    table: Vec<(u32, u64)>,
}

/// The longest pattern that one machine word holds.
const WORD: usize = 64;

impl Pattern {
    /// Prepares a sequence. Linear in it.
    pub fn new(tokens: &[u32]) -> Self {
        let mut pattern = Self {
            tokens: tokens.to_vec(),
            table: Vec::new(),
        };
        if (1..=WORD).contains(&tokens.len()) {
            pattern.table = vec![(0, 0); SLOTS];
            for (place, token) in tokens.iter().enumerate() {
                let slot = pattern.slot(*token);
                pattern.table[slot].0 = *token;
                pattern.table[slot].1 |= 1 << place;
            }
        }
        pattern
    }

    /// The slot of a token, or the empty one where it would be.
    fn slot(&self, token: u32) -> usize {
        let mut slot = (token.wrapping_mul(0x9E37_79B1) >> 24) as usize;
        while self.table[slot].1 != 0 && self.table[slot].0 != token {
            slot = (slot + 1) % SLOTS;
        }
        slot
    }

    /// The distance to another sequence, or `None` when it is more than `most`. One step for
    /// each token of the other for patterns up to 64 tokens.
    pub fn distance(
        &self,
        other: impl ExactSizeIterator<Item = u32>,
        most: usize,
    ) -> Option<usize> {
        let (length, other_length) = (self.tokens.len(), other.len());
        if length.abs_diff(other_length) > most {
            return None;
        }
        if length == 0 || other_length == 0 {
            return Some(length.max(other_length));
        }
        if self.table.is_empty() {
            let other: Vec<u32> = other.collect();
            return Some(by_rows(&self.tokens, &other)).filter(|distance| *distance <= most);
        }
        self.in_one_word(other, most)
    }

    fn in_one_word(&self, other: impl ExactSizeIterator<Item = u32>, most: usize) -> Option<usize> {
        let last = 1u64 << (self.tokens.len() - 1);
        let (mut positive, mut negative) = (u64::MAX, 0u64);
        let mut distance = self.tokens.len();
        let mut left = other.len();
        for token in other {
            let equal = self.table[self.slot(token)].1;
            let diagonal =
                (((equal & positive).wrapping_add(positive)) ^ positive) | equal | negative;
            let up = negative | !(diagonal | positive);
            let down = positive & diagonal;
            distance += usize::from(up & last != 0);
            distance -= usize::from(down & last != 0);
            left -= 1;
            // Every token that is left can lower the distance by one at the most.
            if distance > most + left {
                return None;
            }
            let up = (up << 1) | 1;
            positive = (down << 1) | !(diagonal | up);
            negative = up & diagonal;
        }
        (distance <= most).then_some(distance)
    }
}

/// The distance of two sequences. See [`Pattern`] for many comparisons with one of them.
pub fn token_distance(left: &[u32], right: &[u32]) -> usize {
    let most = left.len().max(right.len());
    Pattern::new(left)
        .distance(right.iter().copied(), most)
        .unwrap_or(most)
}

/// The distance by rows of the table (Wagner and Fischer, 1974).
fn by_rows(left: &[u32], right: &[u32]) -> usize {
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (place, token) in left.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = place + 1;
        for (column, other) in right.iter().enumerate() {
            let replaced = diagonal + usize::from(token != other);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;

    proptest::proptest! {
        #[test]
        fn one_word_gives_what_rows_give(
            left in vec(0u32..6, 0..70), right in vec(0u32..6, 0..70), most in 0usize..80,
        ) {
            let expected = by_rows(&left, &right);
            proptest::prop_assert_eq!(token_distance(&left, &right), expected);
            let cut = Pattern::new(&left).distance(right.iter().copied(), most);
            proptest::prop_assert_eq!(cut, (expected <= most).then_some(expected));
        }
    }
}
