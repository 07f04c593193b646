//! Tab-separated texts: a column per language, a unit per row.

use std::io::{BufRead, Write};

use super::super::{Export, Format, Holds, ReadError, ReadOptions, Sink, SinkError};
use super::{document, next_line, unit};
use crate::lang::LanguageTag;
use crate::model::{Diagnostic, Location, Severity};

/// Tab-separated texts with the languages in the first row.
pub(crate) struct Columns;

impl Format for Columns {
    fn name(&self) -> &'static str {
        "columns"
    }

    fn about(&self) -> &'static str {
        "corpus: tab-separated texts, a column per language"
    }

    fn endings(&self) -> &'static [&'static str] {
        &[]
    }

    fn holds(&self) -> Holds {
        Holds::Corpus
    }

    /// A first row that names two languages, and rows of sentences: a glossary has the same
    /// first row, and rows of terms.
    fn recognises(&self, beginning: &str, _: &ReadOptions) -> bool {
        let mut lines = beginning.lines();
        let Some(languages) = lines.next().map(header) else {
            return false;
        };
        let columns: Vec<usize> = (0..languages.len())
            .filter(|column| languages[*column].is_some())
            .collect();
        if columns.len() < 2 || columns.len() < languages.len() {
            return false;
        }
        let (mut rows, mut sentences) = (0, 0);
        for line in lines.filter(|line| line.contains('\t')).take(200) {
            let cells: Vec<&str> = line.split('\t').collect();
            let texts = columns.iter().filter_map(|column| cells.get(*column));
            rows += 1;
            sentences += usize::from(texts.filter(|text| is_sentence(text)).count() >= 2);
        }
        rows > 0 && sentences * 2 >= rows
    }

    fn read(
        &self,
        text: &mut dyn BufRead,
        path: &str,
        _: &ReadOptions,
        sink: &mut dyn Sink,
    ) -> Result<(), ReadError> {
        let first = next_line(text, path, 1)?.unwrap_or_default();
        let languages = header(&first);
        if languages.iter().flatten().count() < 2 {
            let message = "the first row names no two languages";
            let diagnostic = Diagnostic::new(Severity::Error, Location::line(path, 1), message);
            let advice =
                "write the language tags into the first row, or name them with --columns en,fa";
            return Err(diagnostic.with_advice(advice).into());
        }
        read_rows(text, path, &languages, 1, sink)
    }

    fn write(&self, export: Export<'_>, output: &mut dyn Write) -> Result<(), SinkError> {
        let languages = export.languages;
        if languages.len() < 2 {
            return Err("name the languages of the columns with --lang en,fa".into());
        }
        let names: Vec<&str> = languages.iter().map(LanguageTag::as_str).collect();
        writeln!(output, "{}", names.join("\t"))?;
        for unit in export.units {
            let unit = unit?;
            let texts = languages.iter().map(|language| {
                let text = unit
                    .variant(language)
                    .map_or("", |own| own.segment.text.as_str());
                text.split_whitespace().collect::<Vec<_>>().join(" ")
            });
            let texts: Vec<String> = texts.collect();
            if texts.iter().filter(|text| !text.is_empty()).count() >= 2 {
                writeln!(output, "{}", texts.join("\t"))?;
            }
        }
        Ok(())
    }
}

/// Whether a text is more than a term is: it has several words, or ends as a sentence does.
pub(super) fn is_sentence(text: &str) -> bool {
    let text = text.trim();
    let ideographs = text
        .chars()
        .filter(|c| matches!(c, '\u{3040}'..='\u{9FFF}'))
        .count();
    text.split_whitespace().count() >= 6
        || ideographs >= 12
        || text.ends_with(['.', '!', '?', '؟', '。', '！', '？', '۔'])
}

/// The languages of a first row; `None` for a column of something else.
fn header(row: &str) -> Vec<Option<LanguageTag>> {
    let cells = row.split('\t').map(str::trim);
    cells.map(|cell| LanguageTag::parse(cell).ok()).collect()
}

/// Reads tab-separated texts whose first row is a unit already; the columns are those of some
/// languages in order.
///
/// # Errors
/// When a row has more cells than there are columns, or the receiver fails.
pub fn read_columns(
    text: &mut dyn BufRead,
    path: &str,
    languages: &[LanguageTag],
    sink: &mut dyn Sink,
) -> Result<(), ReadError> {
    let columns: Vec<Option<LanguageTag>> = languages.iter().cloned().map(Some).collect();
    read_rows(text, path, &columns, 0, sink)
}

/// Reads rows; so many lines were read before them.
fn read_rows(
    text: &mut dyn BufRead,
    path: &str,
    columns: &[Option<LanguageTag>],
    before: u32,
    sink: &mut dyn Sink,
) -> Result<(), ReadError> {
    let document = document(path, sink)?;
    let mut line = before;
    let mut position = 0;
    loop {
        line = line.saturating_add(1);
        let Some(row) = next_line(text, path, line)? else {
            return Ok(());
        };
        if row.trim().is_empty() {
            continue;
        }
        let cells: Vec<&str> = row.split('\t').collect();
        if cells.len() > columns.len() {
            let message = format!(
                "the row has {} cells, and there are {} columns",
                cells.len(),
                columns.len()
            );
            let diagnostic = Diagnostic::new(Severity::Error, Location::line(path, line), message);
            return Err(diagnostic
                .with_advice("look for a tab within a text")
                .into());
        }
        let both = columns.iter().zip(cells);
        let texts: Vec<(LanguageTag, &str)> = both
            .filter_map(|(language, cell)| Some((language.clone()?, cell)))
            .collect();
        let unit = unit(&document, position, line, &texts);
        sink.unit(unit).map_err(ReadError::Sink)?;
        position += 1;
    }
}
