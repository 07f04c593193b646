//! Corpora: texts and their translations segment by segment, as collections of them come.
//!
//! Everything is read as a stream. A corpus is as good as what it was gathered from, so whoever
//! receives its units looks at each; see `src/project/filter.rs`.

mod columns;
mod lines;
mod objects;
mod wmt;

use std::io::{self, BufRead};

use super::glossary_table::nfc;
use super::{ReadError, Sink};
use crate::lang::LanguageTag;
use crate::model::{
    CODE, Diagnostic, Document, DocumentId, Location, Origin, Severity, Unit, Variant,
};

pub(super) use columns::Columns;
pub use columns::read_columns;
pub use lines::{Side, read_lines};
pub(super) use objects::Objects;
pub(super) use wmt::Wmt;
pub use wmt::{WmtPart, read_wmt, wmt_part};

/// The longest line that is read, in bytes.
const LONGEST_LINE: usize = 16 * 1024 * 1024;

/// The next line of a text without its break; `None` at the end. Bytes that are not UTF-8 become
/// U+FFFD.
fn next_line(text: &mut dyn BufRead, path: &str, line: u32) -> Result<Option<String>, ReadError> {
    let refuse =
        |message: String| Diagnostic::new(Severity::Error, Location::line(path, line), message);
    let mut bytes = Vec::new();
    let mut limited = io::Read::take(text, LONGEST_LINE as u64 + 1);
    let read = limited
        .read_until(b'\n', &mut bytes)
        .map_err(|error| refuse(format!("the file cannot be read: {error}")))?;
    if read == 0 {
        return Ok(None);
    }
    if bytes.len() > LONGEST_LINE {
        let diagnostic = refuse(format!("the line has more than {LONGEST_LINE} bytes"));
        let advice = "look whether it is a corpus with a segment on each line";
        return Err(diagnostic.with_advice(advice).into());
    }
    while matches!(bytes.last(), Some(b'\n' | b'\r')) {
        bytes.pop();
    }
    Ok(Some(match String::from_utf8(bytes) {
        Ok(line) => line,
        Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
    }))
}

/// A unit of a corpus. A blank text makes no variant.
fn unit(document: &DocumentId, position: u32, line: u32, texts: &[(LanguageTag, &str)]) -> Unit {
    let texts = texts.iter().map(|(language, text)| (language, text.trim()));
    let variants = texts
        .filter(|(_, text)| !text.is_empty())
        .map(|(language, text)| {
            let text = nfc(text);
            match text.contains(CODE) {
                true => Variant::plain(language.clone(), text.replace(CODE, "")),
                false => Variant::plain(language.clone(), text),
            }
        });
    Unit {
        variants: variants.collect(),
        origin: Origin {
            document: Some(document.clone()),
            position,
            line,
        },
        ..Unit::default()
    }
}

/// Tells the receiver of the document that a corpus is, and returns its name: that of the file.
fn document(path: &str, sink: &mut dyn Sink) -> Result<DocumentId, ReadError> {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let document = Document::named(stem);
    let id = document.id.clone();
    sink.document(document).map_err(ReadError::Sink)?;
    Ok(id)
}
