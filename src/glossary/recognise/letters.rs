//! What the letters of words and the marks between them say.

use crate::text::{Token, TokenClass};

/// Whether a token may stand between two words of a term.
pub(in crate::glossary) fn is_joint(token: &Token<'_>) -> bool {
    token.class == TokenClass::Punctuation
        && matches!(
            token.text,
            "-" | "‐"
                | "‑"
                | "–"
                | "—"
                | "'"
                | "’"
                | "·"
                | "・"
                | "־"
                | "«"
                | "»"
                | "“"
                | "”"
                | "\""
        )
}

/// The bytes of an English possessive ending, which is no part of a mention.
pub(super) fn possessive_length(word: &str) -> usize {
    ["'s", "’s", "'", "’"]
        .iter()
        .find(|ending| word.ends_with(*ending))
        .map_or(0, |ending| ending.len())
}

/// Whether a word is written in capitals alone, with digits and points at most between them; one
/// letter needs a digit (G7).
pub(in crate::glossary) fn is_capitals(word: &str) -> bool {
    let letters = || word.chars().filter(|letter| letter.is_alphabetic());
    if !letters().all(char::is_uppercase) {
        return false;
    }
    let least = match word.contains(char::is_numeric) {
        true => 1,
        false => 2,
    };
    letters().take(least).count() == least
}

/// Whether a script with capital letters is used.
pub(in crate::glossary) fn is_cased(word: &str) -> bool {
    word.chars()
        .any(|letter| letter.is_uppercase() || letter.is_lowercase())
}

/// A term of one word with a capital letter is a name: written without, it is another word.
pub(super) fn capitals_fit(term: &str, written: &str) -> bool {
    !is_name(term) || begins_with_capital(written)
}

/// Whether a term is a name of one word, by its first letter.
pub(in crate::glossary) fn is_name(term: &str) -> bool {
    begins_with_capital(term) && !term.contains([' ', '-'])
}

pub(super) fn begins_with_capital(text: &str) -> bool {
    let first = text.chars().find(|letter| letter.is_alphabetic());
    first.is_some_and(char::is_uppercase)
}
