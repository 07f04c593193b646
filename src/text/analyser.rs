//! The analysis of text in one language: tokens, folded words, stems.

use unicode_segmentation::UnicodeSegmentation;

use super::fold::{Foldings, fold};
use super::token::{Token, TokenClass};
use crate::lang::LanguageTag;

/// Takes text in one language apart. Made once for each language and used for many texts.
#[derive(Debug, Clone)]
pub struct Analyser {
    language: LanguageTag,
}

impl Analyser {
    /// An analyser for a language.
    pub fn new(language: &LanguageTag) -> Self {
        Self {
            language: language.clone(),
        }
    }

    /// The language.
    pub fn language(&self) -> &LanguageTag {
        &self.language
    }

    /// The tokens of a text in their order; white space is none.
    pub fn tokens<'t>(&self, text: &'t str) -> Vec<Token<'t>> {
        text.split_word_bound_indices()
            .filter(|(_, word)| !word.trim().is_empty())
            .map(|(start, text)| {
                let class = if text.starts_with(|first: char| first.is_numeric()) {
                    TokenClass::Number
                } else if text.starts_with(char::is_alphanumeric) {
                    TokenClass::Word
                } else {
                    TokenClass::Punctuation
                };
                Token { class, text, start }
            })
            .collect()
    }

    /// A word as the matching of words sees it: without case, diacritics, letter forms,
    /// zero-width characters, vowel signs, and with its digits as 0–9.
    pub fn folded(&self, word: &str) -> String {
        fold(word, &self.language, Foldings::ALL)
    }

    /// The stem of a folded word; the word itself where the language has no stemmer.
    pub fn stem(&self, folded: &str) -> String {
        folded.to_owned()
    }
}
