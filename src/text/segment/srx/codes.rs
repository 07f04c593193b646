//! Inline codes: rules see a text without them, boundaries fall on the side that a file names.

use std::borrow::Cow;

/// To which side of a boundary codes between two sentences belong, by their kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CodeHandling {
    /// Codes that open: `<b>`.
    pub start: KeptWith,
    /// Codes that close: `</b>`.
    pub end: KeptWith,
    /// Codes that stand alone: `<br/>`, U+FFFC.
    pub isolated: KeptWith,
}

/// A side of a boundary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeptWith {
    /// The sentence before it.
    Before,
    /// The sentence behind it.
    Behind,
}

/// A text without its codes.
pub(super) struct Stripped<'t> {
    text: Cow<'t, str>,
    /// Where codes stood in the text without them, and where and of what kind in the whole.
    codes: Vec<Code>,
}

#[derive(Debug, Clone, Copy)]
struct Code {
    /// In the text without codes.
    at: usize,
    /// In the whole text.
    start: usize,
    end: usize,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Start,
    End,
    Isolated,
}

impl<'t> Stripped<'t> {
    pub(super) fn of(whole: &'t str) -> Self {
        let mut codes: Vec<Code> = Vec::new();
        let mut text = String::new();
        let mut kept = 0;
        let mut from = 0;
        while let Some(found) = whole[from..].find(['<', '\u{fffc}']) {
            let start = from + found;
            let Some((width, kind)) = code(&whole[start..]) else {
                from = start + 1;
                continue;
            };
            text.push_str(&whole[kept..start]);
            let end = start + width;
            codes.push(Code {
                at: text.len(),
                start,
                end,
                kind,
            });
            (kept, from) = (end, end);
        }
        if codes.is_empty() {
            return Self {
                text: Cow::Borrowed(whole),
                codes,
            };
        }
        text.push_str(&whole[kept..]);
        Self {
            text: Cow::Owned(text),
            codes,
        }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The place in the whole text of a place in the text without codes: behind the codes there
    /// that belong to the sentence before it.
    pub(super) fn original(&self, at: usize, handling: CodeHandling) -> usize {
        let first = self.codes.partition_point(|code| code.at < at);
        let mut place = match first.checked_sub(1).map(|before| self.codes[before]) {
            Some(before) => before.end + (at - before.at),
            None => at,
        };
        for code in self.codes[first..].iter().take_while(|code| code.at == at) {
            let side = match code.kind {
                Kind::Start => handling.start,
                Kind::End => handling.end,
                Kind::Isolated => handling.isolated,
            };
            if side == KeptWith::Behind || code.start != place {
                break;
            }
            place = code.end;
        }
        place
    }
}

/// The length and kind of a code at the front of a text: an element's tag, or U+FFFC.
fn code(text: &str) -> Option<(usize, Kind)> {
    /// A longer tag is none.
    const LONGEST: usize = 500;
    if text.starts_with('\u{fffc}') {
        return Some(('\u{fffc}'.len_utf8(), Kind::Isolated));
    }
    let inside = text.strip_prefix('<')?;
    let name = inside.strip_prefix('/').unwrap_or(inside);
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let width = text.bytes().take(LONGEST).position(|byte| byte == b'>')?;
    let tag = &text[1..width];
    let kind = match (name.len() < inside.len(), tag.ends_with('/')) {
        (true, _) => Kind::End,
        (false, true) => Kind::Isolated,
        (false, false) => Kind::Start,
    };
    (!tag.contains('<')).then_some((width + 1, kind))
}
