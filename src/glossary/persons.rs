//! Names of countries that are first names of people: Jordan Spieth, Chad Smith.

use super::keys::Vocabulary;
use crate::text::{Token, TokenClass};

/// Whether the word at a place is the first name of a person: it can be one, and the word behind
/// it has a capital and is none of any term, while the one after that has none (`Jordan Spieth
/// said`, but `Jordan Foreign Minister`, and not in headlines, where every word has a capital).
pub(super) fn is_given_name(
    text: &str,
    tokens: &[Token<'_>],
    at: usize,
    vocabulary: &Vocabulary,
) -> bool {
    let name = tokens[at];
    let follows = |place: usize| tokens.get(place).filter(|token| has_capital(token));
    let Some(surname) = follows(at + 1) else {
        return false;
    };
    vocabulary.is_given_name(name.text)
        && text[name.end()..surname.start] == *" "
        && vocabulary.keys_of(surname).is_empty()
        && follows(at + 2).is_none()
}

fn has_capital(token: &Token<'_>) -> bool {
    let mut letters = token.text.chars();
    token.class == TokenClass::Word
        && letters.next().is_some_and(char::is_uppercase)
        && letters.next().is_some_and(char::is_lowercase)
}
