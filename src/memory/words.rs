//! The words of a shard: every folded word that its segments use, in order, with the token that
//! it counts as. They answer what hashes cannot: which words begin like this.

use rustc_hash::FxHashMap;

use super::layout::Section;
use super::shard::Shard;

/// The words of one language while segments come in.
#[derive(Debug, Default)]
pub(super) struct WordList {
    words: FxHashMap<Box<str>, u64>,
}

/// The words of a shard as its sections keep them.
#[derive(Debug, Default)]
pub(super) struct WordSections {
    /// Where each word starts, and one more for the end.
    pub(super) starts: Vec<u32>,
    /// The token of each word.
    pub(super) tokens: Vec<u32>,
    /// The words, one after the other, in the order of their bytes.
    pub(super) bytes: Vec<u8>,
}

/// A word longer than this is no word, and takes no room.
const LONGEST: usize = 64;

impl WordList {
    /// Adds folded words with the keys that they count as.
    pub(super) fn add(&mut self, words: impl Iterator<Item = (Box<str>, u64)>) {
        for (word, key) in words.filter(|(word, _)| word.len() <= LONGEST) {
            self.words.entry(word).or_insert(key);
        }
    }

    /// The sections, given the token of each key, the keys ascending.
    pub(super) fn finish(self, keys: &[u64], key_tokens: &[u32]) -> WordSections {
        let mut words: Vec<(Box<str>, u64)> = self.words.into_iter().collect();
        words.sort_unstable();
        let mut sections = WordSections::default();
        for (word, key) in words {
            let Ok(place) = keys.binary_search(&key) else {
                continue;
            };
            let start = u32::try_from(sections.bytes.len()).unwrap_or(u32::MAX);
            sections.starts.push(start);
            sections.tokens.push(key_tokens[place]);
            sections.bytes.extend_from_slice(word.as_bytes());
        }
        let end = u32::try_from(sections.bytes.len()).unwrap_or(u32::MAX);
        sections.starts.push(end);
        sections
    }
}

impl Shard {
    /// The tokens of all words that begin with some letters, ascending, each once.
    pub(super) fn tokens_of_words(&self, beginning: &str) -> Vec<u32> {
        let words = self.count(Section::WordTokens, 4);
        let beginning = beginning.as_bytes();
        let first = first_where(words, |place| self.word(place) >= beginning);
        let end = first_where(words, |place| {
            let word = self.word(place);
            word > beginning && !word.starts_with(beginning)
        });
        let mut tokens: Vec<u32> = self
            .numbers(Section::WordTokens, first..end.max(first))
            .collect();
        tokens.sort_unstable();
        tokens.dedup();
        tokens
    }

    fn word(&self, place: usize) -> &[u8] {
        let start = self.number(Section::WordStarts, place) as usize;
        let end = self.number(Section::WordStarts, place + 1) as usize;
        self.bytes(Section::WordBytes)
            .get(start..end)
            .unwrap_or(&[])
    }
}

/// The first of so many places from which on something holds.
fn first_where(places: usize, holds: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, places);
    while low < high {
        let middle = usize::midpoint(low, high);
        if holds(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}
