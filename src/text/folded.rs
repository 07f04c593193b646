//! A text taken apart once, for whoever asks several questions of it.

use super::analyser::Analyser;
use super::token::Token;

/// A text with its tokens, and each of them folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoldedText<'t> {
    /// The text.
    pub text: &'t str,
    /// Its tokens in their order.
    pub tokens: Vec<Token<'t>>,
    /// The folded form of each token.
    pub folded: Vec<String>,
}

impl Analyser {
    /// A text with its tokens and their folded forms. Linear in the text.
    pub fn folded_text<'t>(&self, text: &'t str) -> FoldedText<'t> {
        let tokens = self.tokens(text);
        let folded = tokens.iter().map(|token| self.folded(token.text));
        FoldedText {
            text,
            folded: folded.collect(),
            tokens,
        }
    }
}
