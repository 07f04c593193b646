//! Couples of numbers in bits: whether a word goes on from a node of the trie, whether two words
//! lead to a title. Nearly all couples that a text asks for are none, and one look says so for
//! fifteen of sixteen of them (Bloom, 1970, with a single hash).

use super::table::{Number, Section, Table, TableBuilder};

/// How many bits a couple has at the least.
const BITS: usize = 16;

/// The couples of a section.
#[derive(Debug, Clone, Copy)]
pub(super) struct Couples<'t> {
    /// The bits; a power of two of numbers.
    bits: &'t [Number],
}

impl<'t> Couples<'t> {
    /// The couples of a section of a table.
    pub(super) fn of(table: &'t Table, section: Section) -> Self {
        Self {
            bits: table.numbers(section),
        }
    }

    /// Whether two numbers may be a couple; if not, they are none.
    pub(super) fn may_have(self, one: u32, other: u32) -> bool {
        let (at, bit) = place(one, other, self.bits.len());
        let bits = self.bits.get(at).copied();
        bits.map_or(0, u32::from_le_bytes) & bit != 0
    }
}

/// Writes couples as a section.
pub(super) fn write(couples: &[(u32, u32)], section: Section, table: &mut TableBuilder) {
    let numbers = (couples.len() * BITS / 32).next_power_of_two();
    let mut bits = vec![0; numbers];
    for (one, other) in couples {
        let (at, bit) = place(*one, *other, numbers);
        bits[at] |= bit;
    }
    for number in bits {
        table.push(section, number);
    }
}

/// The number, of a power of two of them, and the bit of a couple.
fn place(one: u32, other: u32, numbers: usize) -> (usize, u32) {
    let couple = u64::from(one) << 32 | u64::from(other);
    let spread = couple.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mixed = (spread ^ (spread >> 32)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let at = usize::try_from(mixed >> 33).unwrap_or(0) & numbers.saturating_sub(1);
    (at, 1 << (mixed & 31))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glossary::table::Origin;

    #[test]
    fn couples_are_found_and_most_others_are_not() {
        for count in [0, 1, 7, 5000] {
            let couple = |at: u32| (at * 7919 % 1009, at);
            let couples: Vec<(u32, u32)> = (0..count).map(couple).collect();
            let mut table = TableBuilder::new();
            write(&couples, Section::Followers, &mut table);
            let table = table.table(Origin::of(b""));
            let known = Couples::of(&table, Section::Followers);
            assert!(couples.iter().all(|own| known.may_have(own.0, own.1)));
            let others = (0..10_000).filter(|at| known.may_have(at % 1009, at + 5000));
            assert!(others.count() < 1000, "{count}");
        }
    }
}
