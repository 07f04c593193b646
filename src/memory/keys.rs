//! From texts to the keys that the index is made of.
//!
//! A key is the 64-bit hash of what [`AnalysedText`](crate::similarity::AnalysedText) calls the
//! key of a token. Two different stems of one hash would only make a candidate more: the score
//! is taken from the texts themselves.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::xxh3_64;

use crate::lang::LanguageTag;
use crate::similarity::AnalysedText;
use crate::text::{Analyser, TokenClass};

/// How many words are remembered before the cache is emptied.
const REMEMBERED: usize = 200_000;

/// Makes keys of texts in one language, remembering the keys of words.
#[derive(Debug)]
pub(super) struct KeyMaker {
    analyser: Analyser,
    words: FxHashMap<String, u64>,
    /// Folded words with their keys that were not remembered when they came.
    fresh: Words,
}

/// Folded words with their keys.
pub(super) type Words = Vec<(Box<str>, u64)>;

/// Key makers of every language, by language.
pub(super) type Makers = BTreeMap<LanguageTag, KeyMaker>;

/// Key makers that wait for work: what they remember of words lasts from one piece of work to the
/// next, with no more of them than work at a time.
#[derive(Debug, Default)]
pub(super) struct MakerPool {
    waiting: Mutex<Vec<Makers>>,
}

impl MakerPool {
    /// Some makers that nobody else uses.
    pub(super) fn take(&self) -> Makers {
        self.waiting().pop().unwrap_or_default()
    }

    /// Gives makers back.
    pub(super) fn give(&self, makers: Makers) {
        self.waiting().push(makers);
    }

    fn waiting(&self) -> MutexGuard<'_, Vec<Makers>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The hash of a token's key.
pub(super) fn hash(key: &str) -> u64 {
    xxh3_64(key.as_bytes())
}

impl KeyMaker {
    pub(super) fn new(analyser: Analyser) -> Self {
        Self {
            analyser,
            words: FxHashMap::default(),
            fresh: Vec::new(),
        }
    }

    /// The folded words that have come since this was last asked, with their keys; some may have
    /// come before.
    pub(super) fn take_words(&mut self) -> Words {
        std::mem::take(&mut self.fresh)
    }

    /// The keys of a text: those of [`AnalysedText::keys`], hashed, in their order.
    pub(super) fn keys(&mut self, text: &str, keys: &mut Vec<u64>) {
        keys.clear();
        let tokens = self.analyser.tokens(text);
        for token in &tokens {
            match token.class {
                TokenClass::Word => keys.push(self.word(token.text)),
                TokenClass::Number | TokenClass::Placeable => {
                    let alone = AnalysedText::new(token.text, &self.analyser);
                    keys.extend(alone.keys().take(1).map(hash));
                }
                TokenClass::Punctuation => {}
            }
        }
        if keys.is_empty() {
            let analysed = AnalysedText::new(text, &self.analyser);
            keys.extend(analysed.keys().map(hash));
        }
    }

    fn word(&mut self, word: &str) -> u64 {
        if let Some(key) = self.words.get(word) {
            return *key;
        }
        let folded = self.analyser.folded(word);
        let key = hash(&self.analyser.stem(&folded));
        self.fresh.push((folded.into_boxed_str(), key));
        if self.words.len() >= REMEMBERED {
            self.words.clear();
        }
        self.words.insert(word.to_owned(), key);
        key
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn keys_are_those_of_the_score(text in "[\\PC ]{0,60}") {
            for language in ["en", "fa", "ar", "ru", "zh"] {
                let analyser = Analyser::new(&LanguageTag::parse(language).unwrap());
                let expected: Vec<u64> =
                    AnalysedText::new(&text, &analyser).keys().map(hash).collect();
                let mut keys = Vec::new();
                KeyMaker::new(analyser).keys(&text, &mut keys);
                proptest::prop_assert_eq!(keys, expected);
            }
        }
    }
}
