//! Rules for what stands inside something: an address, brackets, a quotation.

use crate::text::segment::place::Place;
use crate::text::segment::{marks, stops};

/// `https://example.org/?id=5`, `a?b`: no sentence begins inside a word.
pub(super) fn is_inside_address(place: &Place<'_>) -> bool {
    if !place.gap().is_empty() || place.end > place.mark_end {
        return false;
    }
    let behind = place.behind();
    let (word, _) = place.last_word();
    let is_address = word.contains('@')
        || word.starts_with("www.")
        || place
            .before()
            .rfind("://")
            .is_some_and(|at| !place.before()[at..].contains(char::is_whitespace));
    // "7.Bg5", "Gare 10.JPG", but "in 2020.The".
    let next = place.next_word();
    let is_code = place.is_point()
        && word.ends_with(char::is_numeric)
        && behind.starts_with(next)
        && next.chars().skip(1).any(|c| !c.is_lowercase());
    let is_mark = matches!(place.mark(), "?" | "!")
        && behind.starts_with(|c: char| {
            c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '=' | '/' | '&' | '_')
        });
    is_address && behind.starts_with(|c: char| c.is_ascii()) || is_code || is_mark
}

/// `《摔跤吧！爸爸》`, `(see p. 4. It is short)`: what stands in brackets is a part of its sentence.
pub(super) fn is_inside_brackets(place: &Place<'_>) -> bool {
    /// No bracket is looked for further away than this, in bytes.
    const REACH: usize = 200;
    let before = place.before();
    let near = &before[before.ceil_char_boundary(before.len().saturating_sub(REACH))..];
    // Wide brackets begin with one of two bytes.
    if !near
        .bytes()
        .any(|byte| matches!(byte, b'(' | b'[' | 0xe3 | 0xef))
    {
        return false;
    }
    let found = near
        .char_indices()
        .rev()
        .find(|(_, c)| marks::is_bracket(*c));
    let Some((at, open, close)) =
        found.and_then(|(at, open)| Some((at, open, marks::closer_of(open)?)))
    else {
        return false;
    };
    if open.is_ascii() {
        let is_parted = at == 0 || near[..at].ends_with(char::is_whitespace);
        // Reversed brackets, as in text that was converted from a visual order: `) ع (`.
        let first = near.chars().find(|c| matches!(c, '(' | ')' | '[' | ']'));
        if !is_parted || matches!(first, Some(')' | ']')) {
            return false;
        }
    }
    place.text[place.end..]
        .char_indices()
        .take_while(|(width, c)| *width < REACH && !stops::is_line_end(*c))
        .find(|(_, c)| *c == open || *c == close)
        .is_some_and(|(_, c)| c == close)
}

/// `"How many? I do not know."`: a short quotation that is a whole line.
pub(super) fn is_inside_quotation(place: &Place<'_>) -> bool {
    /// A longer line, in bytes, is divided.
    const LONGEST: usize = 100;
    let before = place.before();
    if place.gap().is_empty() || before.len() > LONGEST || !before.starts_with(['"', '“', '\'']) {
        return false;
    }
    let starts_line = place.text[..place.start].trim_end().is_empty()
        || place.text[..place.start].ends_with(stops::is_line_end);
    let near = &place.behind()[..place.behind().floor_char_boundary(LONGEST + 2)];
    let line = near[..near.find(stops::is_line_end).unwrap_or(near.len())].trim_end();
    let closes = |c: char| {
        matches!(
            (before.chars().next(), c),
            (Some('"'), '"') | (Some('“'), '”') | (Some('\''), '\'')
        )
    };
    let is_parted =
        |(at, c): (usize, char)| !line[..at].ends_with(char::is_alphanumeric) && closes(c);
    starts_line
        && line.len() <= LONGEST
        && !before.chars().skip(1).any(marks::is_double_quote)
        && line.ends_with(closes)
        && line
            .char_indices()
            .find(|found| is_parted(*found))
            .is_some_and(|(at, c)| at + c.len_utf8() == line.len())
}
