//! Sentences: UAX #29 boundaries.

use unicode_segmentation::UnicodeSegmentation;

use crate::lang::LanguageTag;

/// One sentence, as the bytes of the text that it takes, the white space behind it included:
/// the sentences of a text, joined, give the text back byte for byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence<'t> {
    /// The sentence with the white space around it.
    pub text: &'t str,
    /// The byte offset in the text at which it starts.
    pub start: usize,
}

impl<'t> Sentence<'t> {
    /// The sentence without the white space around it, with its place in the whole text.
    pub fn trimmed(&self) -> (usize, &'t str) {
        let trimmed = self.text.trim_start();
        let start = self.start + self.text.len() - trimmed.len();
        (start, trimmed.trim_end())
    }
}

/// Divides text in one language into sentences. Made once for each language.
#[derive(Debug, Clone)]
pub struct Segmenter {
    _language: LanguageTag,
}

impl Segmenter {
    /// A segmenter by our own rules for a language; a language without rules of its own is
    /// divided by UAX #29.
    pub fn new(language: &LanguageTag) -> Self {
        Self {
            _language: language.clone(),
        }
    }

    /// The sentences of a text in their order. Never fails; a text without a sentence end is
    /// one sentence, an empty text has none.
    pub fn sentences<'t>(&self, text: &'t str) -> Vec<Sentence<'t>> {
        text.split_sentence_bound_indices()
            .map(|(start, text)| Sentence { text, start })
            .collect()
    }
}
