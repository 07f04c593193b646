//! Tokens: words, numbers and other placeables, punctuation.

use std::ops::Range;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TokenClass {
    /// A word; a single ideograph.
    Word,
    /// A number in the digits of any script, with its separators, sign and percent.
    Number,
    /// Another placeable: an address, an inline code, a placeholder.
    Placeable,
    /// Punctuation or a symbol.
    Punctuation,
}

/// One token of a text, with its place in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'t> {
    /// What it is.
    pub class: TokenClass,
    /// The token as it stands in the text.
    pub text: &'t str,
    /// The byte offset in the text at which it starts.
    pub start: usize,
}

impl Token<'_> {
    /// The bytes of the text that the token takes.
    pub fn span(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }
}
