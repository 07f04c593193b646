//! Words that were met: what is known of them is found again by a hash of their letters.

use std::rc::Rc;

use xxhash_rust::xxh3::xxh3_64;

use super::keys::Known;

/// How many places there are at the most; when half are filled, all words are forgotten.
const PLACES: usize = 1 << 18;

/// How many places there are at the least.
const FEWEST_PLACES: usize = 1 << 10;

/// What is known of the words that were met. Two words of one hash would be taken for each other;
/// with 64 bits of hash and so few words that happens once in 2^31 tables.
pub(super) struct Met {
    /// The hash of a word and the place of what is known of it; 0 and nothing where it is free.
    places: Vec<(u64, u32)>,
    known: Vec<Rc<Known>>,
    filled: usize,
}

/// The place of words that are in no term.
const NOTHING: u32 = u32::MAX;

impl Met {
    pub(super) fn new() -> Self {
        Self {
            places: Vec::new(),
            known: Vec::new(),
            filled: 0,
        }
    }

    /// What is known of a word, found out when it is met for the first time.
    pub(super) fn known(
        &mut self,
        word: &str,
        find_out: impl FnOnce() -> Option<Known>,
    ) -> Option<Rc<Known>> {
        if self.filled * 2 >= self.places.len() {
            self.make_room();
        }
        // No hash is 0, the mark of free places.
        let hash = xxh3_64(word.as_bytes()) | 1;
        let mask = self.places.len() - 1;
        let mut at = usize::try_from(hash >> 32).unwrap_or(0) & mask;
        while self.places[at].0 != 0 {
            if self.places[at].0 == hash {
                return self.known.get(self.places[at].1 as usize).cloned();
            }
            at = (at + 1) & mask;
        }
        let found = find_out().map(Rc::new);
        let place = match &found {
            None => NOTHING,
            Some(known) => {
                self.known.push(Rc::clone(known));
                u32::try_from(self.known.len() - 1).unwrap_or(NOTHING)
            }
        };
        self.places[at] = (hash, place);
        self.filled += 1;
        found
    }

    /// Makes the table larger, or forgets all words when it is as large as it may be.
    fn make_room(&mut self) {
        let old = std::mem::take(&mut self.places);
        if old.len() == PLACES {
            *self = Self::new();
            self.places = vec![(0, 0); FEWEST_PLACES];
            return;
        }
        let size = (old.len() * 4).clamp(FEWEST_PLACES, PLACES);
        self.places = vec![(0, 0); size];
        for (hash, place) in old.into_iter().filter(|(hash, _)| *hash != 0) {
            let mut at = usize::try_from(hash >> 32).unwrap_or(0) & (size - 1);
            while self.places[at].0 != 0 {
                at = (at + 1) & (size - 1);
            }
            self.places[at] = (hash, place);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_remembered_and_forgotten() {
        let mut met = Met::new();
        let known = |number: usize| Known {
            joint: Some(number),
            ..Known::default()
        };
        for round in 0..2 {
            for number in 0..200_000 {
                let word = format!("word{number}");
                let find_out = || (number % 3 == 0).then(|| known(number));
                let found = met.known(&word, find_out);
                let expected = (number % 3 == 0).then_some(number);
                assert_eq!(found.and_then(|known| known.joint), expected, "{round}");
            }
        }
        let again = met.known("word199999", || panic!("it was met"));
        assert!(again.is_none());
        let again = met.known("word199998", || panic!("it was met"));
        assert_eq!(again.and_then(|known| known.joint), Some(199_998));
    }
}
