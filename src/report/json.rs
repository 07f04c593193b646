//! JSON Lines: the shapes that scripts rely on (`docs/json.md`).

mod entry;
mod evidence;
mod finding;
mod mention;

use std::ops::Range;

use serde::Serialize;

use crate::model::{BlockKind, Severity};
use crate::text::{Sentence, Token, TokenKind};

pub use entry::{EntryJson, TermJson};
pub use evidence::{EvidenceJson, OriginJson};
pub use finding::FindingJson;
pub use mention::{KnownRenderings, MentionJson};

/// A place in the text, counted in bytes, in UTF-16 and in lines.
#[derive(Debug, Clone, Copy, Default)]
pub struct Offset {
    /// In bytes of UTF-8.
    pub bytes: usize,
    /// In units of UTF-16.
    pub utf16: usize,
    /// In lines, counted from 0.
    pub lines: usize,
}

impl Offset {
    /// The same place in a text, found from an earlier place in it: so that the offsets of a
    /// whole text cost one pass.
    pub fn advance(&mut self, text: &str, bytes: usize) -> Self {
        let between = text.get(self.bytes..bytes).unwrap_or("");
        self.utf16 += utf16_length(between);
        self.lines += count(between, |byte| byte == b'\n');
        self.bytes = bytes;
        *self
    }
}

/// The length of a text in UTF-16: one unit for each character, two for those of four bytes.
fn utf16_length(text: &str) -> usize {
    count(text, |byte| byte & 0xC0 != 0x80) + count(text, |byte| byte >= 0xF0)
}

/// How many bytes of a text are of a kind. They are counted in stretches of so many as one byte
/// can count, which the processor adds up many at a time.
fn count(text: &str, is: impl Fn(u8) -> bool + Copy) -> usize {
    let stretches = text.as_bytes().chunks(usize::from(u8::MAX));
    let counts = stretches.map(|stretch| {
        let count = |sum: u8, byte: &u8| sum + u8::from(is(*byte));
        usize::from(stretch.iter().fold(0, count))
    });
    counts.sum()
}

/// One line of JSON for a value, without a line break.
pub fn line(value: &impl Serialize) -> String {
    // Every shape of this room has string keys and finite numbers, so it cannot fail.
    serde_json::to_string(value).unwrap_or_default()
}

/// Offsets in UTF-16 of a byte range of a text.
pub(super) fn utf16(text: &str, span: &Range<usize>) -> (usize, usize) {
    let count = |end: usize| {
        text.get(..end)
            .map_or(0, |part| part.encode_utf16().count())
    };
    (count(span.start), count(span.end))
}

/// `segment --json`: one sentence.
#[derive(Debug, Serialize)]
pub struct SentenceJson<'t> {
    text: &'t str,
    start: usize,
    end: usize,
    start_utf16: usize,
    end_utf16: usize,
    line: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    block: Option<BlockKind>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tokens: Vec<TokenJson<'t>>,
}

#[derive(Debug, Serialize)]
struct TokenJson<'t> {
    text: &'t str,
    class: &'static str,
    kind: &'static str,
    start: usize,
    end: usize,
}

impl<'t> SentenceJson<'t> {
    /// The shape of a sentence that starts at a place of the text, in a block of a kind where
    /// the text was taken out of a file block by block.
    pub fn new(
        sentence: &Sentence<'t>,
        block: Option<BlockKind>,
        tokens: &[(Token<'t>, TokenKind)],
        at: Offset,
    ) -> Self {
        Self {
            text: sentence.text,
            start: sentence.start,
            end: sentence.start + sentence.text.len(),
            start_utf16: at.utf16,
            end_utf16: at.utf16 + sentence.text.encode_utf16().count(),
            line: at.lines + 1,
            block,
            tokens: tokens
                .iter()
                .map(|(token, kind)| TokenJson {
                    text: token.text,
                    class: token.class.as_str(),
                    kind: kind.as_str(),
                    start: sentence.start + token.start,
                    end: sentence.start + token.end(),
                })
                .collect(),
        }
    }
}

/// The name of a severity in JSON.
pub fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

/// A share rounded to four places, so that output does not depend on the last bits.
pub(super) fn rounded(share: f64) -> f64 {
    (share * 10_000.0).round() / 10_000.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::place_of;

    #[test]
    fn places_are_counted_in_characters_and_utf16() {
        let text = "یک\n𝒳 دو";
        let two = text.find("دو").unwrap();
        assert_eq!(place_of(text, two), (2, 3));
        assert_eq!(utf16(text, &(two..text.len())), (6, 8));
        assert_eq!(place_of(text, 0), (1, 1));
    }
}
