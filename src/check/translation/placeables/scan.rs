//! The placeables of a text, as the two sides are compared by them.

use std::ops::Range;

use super::code::{code_length, printf, sign_length};
use super::tag::{is_literal, tag_key};
use crate::text::{Analyser, TokenClass};

/// What sort of thing a placeable is; one that is missing and one that is new are told as one
/// change where they are of one sort.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Of the web or of mail.
    Address,
    /// A placeholder or a piece of code.
    Code,
    /// A placeholder of printf, whose number says for which it stands.
    Printf,
    /// A number behind # or %, as programs fill them in: a change is seen, an added one is text.
    Numbered,
    /// A sign that stands by itself.
    Sign,
    /// A tag.
    Tag,
}

impl Kind {
    /// Whether one that only the translation has is a mistake.
    pub(super) fn is_kept(self) -> bool {
        !matches!(self, Self::Numbered | Self::Sign)
    }
}

/// One placeable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Placeable {
    /// What it is compared by.
    pub(super) key: String,
    /// It, as it is shown.
    pub(super) text: String,
    pub(super) kind: Kind,
    pub(super) span: Range<usize>,
}

impl Placeable {
    /// Whether another text has it so often, in whatever tokens, or says it in another way.
    pub(super) fn is_written(&self, text: &str, count: usize) -> bool {
        match self.kind {
            Kind::Tag | Kind::Printf => false,
            Kind::Address | Kind::Code => text.matches(&self.key).count() >= count,
            // "№ 1" and "1 %" say it too.
            Kind::Numbered => {
                let sign = &self.key[..1];
                let has_number = |(at, _): (usize, &str)| {
                    text[at + 1..].starts_with(|c: char| c.is_ascii_digit())
                };
                !text.match_indices(sign).any(has_number)
                    || text.matches(&self.key).count() >= count
            }
            Kind::Sign => match self.key.as_str() {
                "%" => text.contains(['%', '٪', '％']),
                _ => text.contains(['#', '＃', '№']),
            },
        }
    }
}

/// Whether a text has anything that could be a placeable; most have not.
pub(super) fn has_any(text: &str) -> bool {
    let is_sign = |byte: u8| {
        matches!(
            byte,
            b'{' | b'%' | b'$' | b'<' | b'@' | b'#' | b'&' | b'\\' | b'[' | b'|'
        )
    };
    text.bytes().any(is_sign)
        || ["://", "www.", "()", "--", "\u{fffc}"]
            .iter()
            .any(|part| text.contains(part))
}

/// The placeables of a text in their order. Linear in the text but for pairs of brackets.
pub(super) fn placeables(analyser: &Analyser, text: &str) -> Vec<Placeable> {
    if !has_any(text) {
        return Vec::new();
    }
    let tokens = analyser.tokens(text);
    let mut tokens = tokens
        .iter()
        .filter(|token| token.class == TokenClass::Placeable)
        .peekable();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        while tokens.next_if(|token| token.start < at).is_some() {}
        let token = tokens.peek().filter(|token| token.start == at);
        let one =
            coded(text, at).or_else(|| token.and_then(|token| of_token(text, at, token.text)));
        let end = match (one, token) {
            (Some(one), _) => {
                let end = one.span.end;
                found.push(one);
                end
            }
            (None, Some(token)) if !token.text.starts_with('%') => token.end(),
            _ => at + first.len_utf8(),
        };
        at = end.max(at + first.len_utf8());
    }
    found
}

/// Where the placeables of a text stand.
pub(in super::super) fn spans(analyser: &Analyser, text: &str) -> Vec<Range<usize>> {
    let found = placeables(analyser, text).into_iter();
    found.map(|one| one.span).collect()
}

/// The placeholder or sign that starts at an offset.
fn coded(text: &str, at: usize) -> Option<Placeable> {
    let of = |kind: Kind, length: usize| Placeable {
        key: text[at..at + length].to_owned(),
        text: text[at..at + length].to_owned(),
        kind,
        span: at..at + length,
    };
    if let Some(length) = code_length(text, at) {
        return Some(of(Kind::Code, length));
    }
    if let Some((key, length)) = printf(text, at) {
        return Some(Placeable {
            key,
            ..of(Kind::Printf, length)
        });
    }
    let (kind, length) = sign_length(text, at)?;
    Some(of(kind, length))
}

/// What the lexer took for a placeable: an address, a tag, something in braces.
fn of_token(text: &str, at: usize, token: &str) -> Option<Placeable> {
    let (key, kind, length) = match token.chars().next()? {
        '<' if is_literal(text, at, token) => return None,
        '<' => (tag_key(token), Kind::Tag, token.len()),
        '%' => return None,
        '{' | '$' | '\u{fffc}' => (token.to_owned(), Kind::Code, token.len()),
        _ => {
            let address = token.trim_end_matches(['.', ',', ';', ')']);
            (address.to_owned(), Kind::Address, address.len())
        }
    };
    Some(Placeable {
        key,
        text: token[..length].to_owned(),
        kind,
        span: at..at + length,
    })
}
