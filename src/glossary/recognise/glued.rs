//! Words that a slip has glued together: `meetingIran`.

use crate::text::{Token, TokenClass};

/// How many letters each part of a glued word has at the least.
const SHORTEST_PART: usize = 3;

/// Where in a word a small letter meets a capital, so that two words may have been glued
/// together there.
pub(in crate::glossary) fn joint(token: &Token<'_>) -> Option<usize> {
    if token.class != TokenClass::Word {
        return None;
    }
    let letters = token.text.char_indices();
    let next = token.text.char_indices().skip(1);
    let (at, _) = letters
        .zip(next)
        .find(|((_, small), (_, capital))| small.is_lowercase() && capital.is_uppercase())?
        .1;
    let (first, second) = token.text.split_at(at);
    let is_long = |part: &str| part.chars().count() >= SHORTEST_PART;
    (is_long(first) && is_long(second)).then_some(at)
}

/// The two words that were glued together at a byte.
pub(super) fn parts<'t>(token: &Token<'t>, joint: usize) -> [Token<'t>; 2] {
    let (first, second) = token.text.split_at(joint);
    let part = |text, start| Token {
        class: TokenClass::Word,
        text,
        start,
    };
    [part(first, token.start), part(second, token.start + joint)]
}
