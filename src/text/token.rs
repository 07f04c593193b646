//! Tokens: words, numbers and other placeables, punctuation.

use std::ops::Range;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TokenClass {
    /// A word; a single ideograph; an acronym, with its points.
    Word,
    /// A number in the digits of any script with its separators and sign, a date or a time in
    /// digits, an ordinal such as `43rd`.
    Number,
    /// An inline code (`model::CODE`), an address of the web or of mail, a placeholder or tag.
    Placeable,
    /// Punctuation or a symbol.
    Punctuation,
}

impl TokenClass {
    /// The name of the class in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Word => "word",
            Self::Number => "number",
            Self::Placeable => "placeable",
            Self::Punctuation => "punctuation",
        }
    }
}

/// One token of a text, with its place in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'t> {
    /// What it is.
    pub class: TokenClass,
    /// The token as it stands in the text. A word may hold a ZWNJ or a space where its
    /// language writes affixes apart (Persian `می رود`).
    pub text: &'t str,
    /// The byte offset in the text at which it starts.
    pub start: usize,
}

impl Token<'_> {
    /// The bytes of the text that the token takes.
    pub fn span(&self) -> Range<usize> {
        self.start..self.end()
    }

    /// The byte offset in the text behind the token.
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }
}
