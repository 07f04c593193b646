//! The rows of a table as stretches of its text.

use std::ops::Range;

use crate::formats::table::{Quoting, split};

/// A row of the text.
#[derive(Debug, Clone)]
pub(super) struct Record {
    pub(super) line: u32,
    /// Its bytes, with the line break.
    pub(super) span: Range<usize>,
}

/// A row without its line break.
pub(super) fn content(raw: &str) -> &str {
    let raw = raw.strip_suffix('\n').unwrap_or(raw);
    raw.strip_suffix('\r').unwrap_or(raw)
}

/// The rows of a text that are neither empty nor comments, the header first.
pub(super) fn records(text: &str, delimiter: u8, quoting: Quoting) -> Vec<Record> {
    let mut records = Vec::new();
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let (mut at, mut line) = (start, 1u32);
    while at < text.len() {
        let mut end = line_end(text, at);
        let is_passed = text[at..].starts_with('#') || text[at..end].trim().is_empty();
        // A quoted cell may go over several lines.
        while !is_passed && end < text.len() && split(&text[at..end], delimiter, quoting).is_err() {
            end = line_end(text, end);
        }
        let raw = &text[at..end];
        let is_blank = split(raw, delimiter, quoting)
            .is_ok_and(|cells| cells.iter().all(|cell| cell.text.is_empty()));
        if !is_passed && !is_blank {
            records.push(Record {
                line,
                span: at..end,
            });
        }
        line += u32::try_from(raw.matches('\n').count()).unwrap_or(0);
        at = end;
    }
    records
}

fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |end| at + end + 1)
}
