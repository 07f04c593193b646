//! Words that are run together: in Arabic script a space cannot be seen behind a letter that does
//! not join the next (كورياالشمالية), and whole lines lose their spaces on the way through other
//! programs (ترامبفيسنغافورة).

use rustc_hash::FxHashMap;

use super::keys::{Key, Way};
use crate::text::Analyser;

/// How many letters a word must have for others to be looked for inside it. Longer words of
/// Arabic and Persian are rare: of the words of 1,045 sentences of news, 1 in 500.
const SHORTEST_RUN: usize = 12;

/// How many letters a word must have to be found inside another.
const SHORTEST_PART: usize = 5;

/// What can be found inside words that run together.
#[derive(Default)]
pub(super) struct Glued {
    parts: FxHashMap<String, Key>,
    /// The lengths of the parts in letters, the longest first.
    lengths: Vec<usize>,
    /// How many terms of several words are among them.
    pub(super) terms: usize,
}

impl Glued {
    /// Adds a folded word of a term.
    pub(super) fn add(&mut self, folded: String, key: Key) {
        let length = folded.chars().count();
        if length < SHORTEST_PART {
            return;
        }
        if let Err(place) = self.lengths.binary_search_by(|own| length.cmp(own)) {
            self.lengths.insert(place, length);
        }
        self.parts.entry(folded).or_insert(key);
    }

    /// Adds the folded words of a term as one, and returns its key: the one given, if it is new.
    pub(super) fn add_term(&mut self, words: String, key: Key) -> Key {
        if let Some(known) = self.parts.get(&words) {
            return *known;
        }
        self.terms += 1;
        self.add(words, key);
        key
    }

    /// The keys of a word that is several: of a term without its spaces, or of the parts of a
    /// word too long to be one; the word as it is written and folded. Linear in the word times the
    /// number of lengths.
    pub(super) fn keys_of(
        &self,
        (word, folded): (&str, &str),
        analyser: &Analyser,
        found: &mut Vec<(Key, Way)>,
    ) {
        if self.parts.is_empty() {
            return;
        }
        if let Some(key) = self.parts.get(folded) {
            let whole = Way::Glued {
                before: 0,
                behind: 0,
            };
            return found.push((*key, whole));
        }
        if folded.chars().count() < SHORTEST_RUN {
            return;
        }
        let letters = folded_letters(word, analyser);
        let mut start = 0;
        while start < letters.len() {
            let part = self.lengths.iter().copied().find_map(|length| {
                let part = letters.get(start..start + length)?;
                let text: String = part.iter().map(|(_, letter)| *letter).collect();
                Some((length, *self.parts.get(&text)?))
            });
            let Some((length, key)) = part else {
                start += 1;
                continue;
            };
            let before = letters[start].0;
            let end = letters
                .get(start + length)
                .map_or(word.len(), |(at, _)| *at);
            let behind = word.len() - end;
            found.push((key, Way::Glued { before, behind }));
            start += length;
        }
    }
}

/// The letters of a word as matching sees them, each with its byte offset in the word.
fn folded_letters(word: &str, analyser: &Analyser) -> Vec<(usize, char)> {
    let mut letters = Vec::with_capacity(word.len() / 2);
    for (at, letter) in word.char_indices() {
        let mut bytes = [0; 4];
        let folded = analyser.folded(letter.encode_utf8(&mut bytes));
        letters.extend(folded.chars().map(|letter| (at, letter)));
    }
    letters
}

/// Whether a word ends in a letter of the Arabic script that does not join the next.
pub(super) fn ends_unjoined(word: &str) -> bool {
    word.ends_with([
        'ا', 'أ', 'إ', 'آ', 'د', 'ذ', 'ر', 'ز', 'ژ', 'و', 'ؤ', 'ة', 'ى', 'ء', 'ڈ', 'ڑ', 'ے',
    ])
}
