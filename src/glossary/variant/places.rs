//! Where the words and owners of a text stand, and which titles may be there.

use super::atom::OWNER;
use super::fit::MOST_LINKS;
use super::form::Titles;
use crate::glossary::keys::Key;

/// From how many places on it is worth while to know at once that a key is at none of them.
const MANY: usize = 256;

/// How many bits tell whether a key may be in a text.
const BITS: usize = 1 << 15;

/// Where each word and owner of a stretch of text stands.
pub(super) struct Places {
    /// By their keys, ascending.
    places: Vec<(Key, usize)>,
    /// For each key one of these bits, where there are many places: most keys are at none.
    bits: Vec<u64>,
    /// How many places more than atoms the words of one title may be apart.
    slack: usize,
}

/// A word that leads to a form of which everything is near that no text may lack.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lead {
    /// Where the word stands.
    pub(super) at: usize,
    /// The number of the form.
    pub(super) form: u32,
    /// How far before and behind the word the title may reach.
    pub(super) reach: usize,
}

impl Places {
    /// The places of keys, and how many more of them than atoms the words of one title may be
    /// apart.
    pub(super) fn new(mut places: Vec<(Key, usize)>, slack: usize) -> Self {
        places.sort_unstable();
        let mut bits = Vec::new();
        if places.len() >= MANY {
            bits.resize(BITS / 64, 0);
            for (key, _) in &places {
                let (place, bit) = bit_of(*key);
                bits[place] |= bit;
            }
        }
        Self {
            places,
            bits,
            slack,
        }
    }

    /// The words that lead to forms of which everything is near that no text may lack.
    pub(super) fn leads<'p>(&'p self, titles: &'p Titles) -> impl Iterator<Item = Lead> + 'p {
        let words = self.places.iter().take_while(|(key, _)| key & OWNER == 0);
        words.flat_map(move |(key, at)| {
            titles.anchored(*key).filter_map(move |(other, form)| {
                if !self.may_have(other) {
                    return None;
                }
                let reach = atoms_of(titles.length(form)) + self.slack;
                let is_near = |key| self.is_near(key, *at, reach);
                let is_there = is_near(other) && titles.needed(form).all(is_near);
                is_there.then_some(Lead {
                    at: *at,
                    form,
                    reach,
                })
            })
        })
    }

    fn may_have(&self, key: Key) -> bool {
        let (place, bit) = bit_of(key);
        self.bits.get(place).is_none_or(|bits| bits & bit != 0)
    }

    fn is_near(&self, key: Key, at: usize, reach: usize) -> bool {
        let from = (key, at.saturating_sub(reach));
        let first = self.places.partition_point(|place| *place < from);
        let there = self.places.get(first);
        there.is_some_and(|(own, place)| *own == key && *place <= at + reach)
    }
}

/// How many atoms a title of so many content words takes at the most: they, one that was added,
/// and function words between them.
fn atoms_of(words: usize) -> usize {
    words + 1 + words * MOST_LINKS
}

fn bit_of(key: Key) -> (usize, u64) {
    let bit = (key ^ key >> 15) as usize % BITS;
    (bit / 64, 1 << (bit % 64))
}
