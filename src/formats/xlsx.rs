//! Glossary tables in XLSX: the same shapes as in CSV, in the first sheet that has cells.
//!
//! A table is refused when a cell is a formula or is merged with others: what it says would
//! depend on a program, or on which of its cells is meant. The archive is measured before
//! anything is read, so that a small file cannot become a large one.

use std::collections::BTreeMap;
use std::io::{BufRead, Cursor, Read, Write};

use calamine::{Data, DataRef, Reader as _, Xlsx as Workbook};

use super::table::{Row, Rows};
use super::{
    Export, Format, Holds, ReadError, ReadOptions, Sink, SinkError, glossary_long, glossary_pairs,
    glossary_wide,
};
use crate::model::{Diagnostic, Location, Severity};

/// Glossary tables in XLSX.
pub(super) struct Xlsx;

/// The largest file that is read, packed and unpacked.
const LARGEST: u64 = 256 * 1024 * 1024;

/// More columns than any glossary has.
const MOST_COLUMNS: u32 = 1000;

impl Format for Xlsx {
    fn name(&self) -> &'static str {
        "xlsx"
    }

    fn about(&self) -> &'static str {
        "glossary table in XLSX, in the shapes of CSV; written with a column per language"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["xlsx"]
    }

    fn holds(&self) -> Holds {
        Holds::Glossary
    }

    fn recognises(&self, beginning: &str, _: &ReadOptions) -> bool {
        // Other archives have no folder of that name.
        beginning.starts_with("PK\u{3}\u{4}") && beginning.contains("xl/")
    }

    fn read(
        &self,
        bytes: &mut dyn BufRead,
        path: &str,
        options: &ReadOptions,
        sink: &mut dyn Sink,
    ) -> Result<(), ReadError> {
        let mut rows = Sheet::read(bytes, path, sink)?;
        let first = rows.rows.first();
        let header: Vec<String> = first.map_or_else(Vec::new, |first| {
            let mapped = |name: &String| options.columns.get(name).unwrap_or(name).clone();
            first.cells.iter().map(mapped).collect()
        });
        let by_number = |name: &String| name.parse::<u32>().is_ok();
        if glossary_long::is_long(&header) {
            glossary_long::read_rows(&mut rows, path, options, sink)
        } else if glossary_pairs::is_pairs(&header)
            || (glossary_pairs::is_headless(&rows.rows, b'\t')
                && !options.columns.keys().any(by_number))
        {
            glossary_pairs::read_rows(&mut rows, path, options, sink)
        } else {
            glossary_wide::read_rows(&mut rows, path, options, sink)
        }
    }

    fn write(&self, export: Export<'_>, output: &mut dyn Write) -> Result<(), SinkError> {
        let mut workbook = rust_xlsxwriter::Workbook::new();
        let sheet = workbook.add_worksheet();
        let bold = rust_xlsxwriter::Format::new().set_bold();
        for (line, row) in (0u32..).zip(glossary_wide::rows(&export)) {
            for (column, cell) in (0u16..).zip(&row) {
                if line == 0 {
                    sheet.write_string_with_format(line, column, cell, &bold)?;
                    sheet.set_column_width(column, 24)?;
                } else if !cell.is_empty() {
                    // Always as text, so that no cell becomes a formula.
                    sheet.write_string(line, column, cell)?;
                }
            }
        }
        sheet.set_freeze_panes(1, 0)?;
        output.write_all(&workbook.save_to_buffer()?)?;
        Ok(())
    }
}

/// The rows of a sheet.
struct Sheet {
    rows: Vec<Row>,
    next: usize,
}

impl Rows for Sheet {
    fn next_row(&mut self) -> Result<Option<Row>, Diagnostic> {
        self.next += 1;
        Ok(self.rows.get(self.next - 1).cloned())
    }
}

impl Sheet {
    fn read(bytes: &mut dyn BufRead, path: &str, sink: &mut dyn Sink) -> Result<Self, ReadError> {
        let refuse = |location: Location, message: String| {
            ReadError::from(Diagnostic::new(Severity::Error, location, message))
        };
        let failed = |what: String| {
            refuse(
                Location::file(path),
                format!("the workbook does not read: {what}"),
            )
        };
        let mut whole = Vec::new();
        bytes
            .take(LARGEST + 1)
            .read_to_end(&mut whole)
            .map_err(|error| failed(error.to_string()))?;
        measure(&whole).map_err(|what| refuse(Location::file(path), what))?;
        let mut workbook: Workbook<_> =
            calamine::open_workbook_from_rs(Cursor::new(whole.as_slice()))
                .map_err(|error: calamine::XlsxError| failed(error.to_string()))?;
        let mut found = None;
        for name in workbook.sheet_names() {
            let rows = rows_of(&mut workbook, &name, path)?;
            match (&found, rows.is_empty()) {
                (_, true) => {}
                (None, false) => found = Some((name, rows)),
                (Some(_), false) => {
                    let message =
                        format!("sheet {name:?} was not read: only the first with cells is");
                    let location = Location::file(path);
                    sink.diagnostic(Diagnostic::new(Severity::Warning, location, message));
                }
            }
        }
        let Some((name, rows)) = found else {
            return Err(refuse(
                Location::file(path),
                "the workbook has no cells".to_owned(),
            ));
        };
        refuse_formulas(&mut workbook, &name, path)?;
        refuse_merged(&mut workbook, &name, path)?;
        Ok(Self { rows, next: 0 })
    }
}

/// Refuses an archive that is or becomes too large. What an archive says of its own size is not
/// believed: everything is unpacked once, into nothing.
fn measure(bytes: &[u8]) -> Result<(), String> {
    let too_large = || {
        let megabytes = LARGEST / 1024 / 1024;
        format!("the workbook is larger than {megabytes} MB when it is unpacked")
    };
    if bytes.len() as u64 > LARGEST {
        return Err(too_large());
    }
    let broken =
        |error: zip::result::ZipError| format!("the workbook is no readable archive: {error}");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    let mut left = LARGEST;
    for place in 0..archive.len() {
        let part = archive.by_index(place).map_err(broken)?;
        let unpacked = std::io::copy(&mut part.take(left + 1), &mut std::io::sink())
            .map_err(|error| format!("the workbook is damaged: {error}"))?;
        left = left.checked_sub(unpacked).ok_or_else(too_large)?;
    }
    Ok(())
}

type Book<'b> = Workbook<Cursor<&'b [u8]>>;

/// The rows of a sheet that are not empty.
fn rows_of(workbook: &mut Book<'_>, name: &str, path: &str) -> Result<Vec<Row>, ReadError> {
    let failed = |error: calamine::XlsxError| {
        let message = format!("sheet {name:?} does not read: {error}");
        ReadError::from(Diagnostic::new(
            Severity::Error,
            Location::file(path),
            message,
        ))
    };
    let mut sheet = match workbook.worksheet_cells_reader(name) {
        Ok(sheet) => sheet,
        // Sheets of diagrams have no cells.
        Err(calamine::XlsxError::NotAWorksheet(_)) => return Ok(Vec::new()),
        Err(error) => return Err(failed(error)),
    };
    let mut cells: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    while let Some(cell) = sheet.next_cell().map_err(failed)? {
        let (row, column) = cell.get_position();
        let place = place(path, (row, column));
        let text = text_of(cell.get_value()).map_err(|what| {
            let message = format!("cell {} of sheet {name:?} {what}", named((row, column)));
            ReadError::from(Diagnostic::new(Severity::Error, place.clone(), message))
        })?;
        if text.is_empty() {
            continue;
        }
        if column >= MOST_COLUMNS {
            let message = format!(
                "cell {} stands in more columns than a glossary has",
                named((row, column))
            );
            return Err(Diagnostic::new(Severity::Error, place, message).into());
        }
        let own = cells.entry(row).or_default();
        let column = column as usize;
        if own.len() <= column {
            own.resize(column + 1, String::new());
        }
        own[column] = text;
    }
    Ok(cells
        .into_iter()
        .map(|(row, cells)| Row {
            line: row.saturating_add(1),
            columns: (1..).take(cells.len()).collect(),
            cells,
        })
        .collect())
}

fn text_of(value: &DataRef<'_>) -> Result<String, String> {
    Ok(match Data::from(value.clone()) {
        Data::Empty => String::new(),
        Data::String(text) => text.replace("\r\n", "\n").trim().to_owned(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number.to_string(),
        Data::Bool(value) => value.to_string(),
        Data::DateTime(time) => {
            let (year, month, day, ..) = time.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::DateTimeIso(text) => text.get(..10).unwrap_or(&text).to_owned(),
        Data::DurationIso(text) => text,
        Data::Error(error) => return Err(format!("holds the error {error}")),
    })
}

fn refuse_formulas(workbook: &mut Book<'_>, name: &str, path: &str) -> Result<(), ReadError> {
    let Ok(mut sheet) = workbook.worksheet_cells_reader(name) else {
        return Ok(());
    };
    while let Ok(Some(cell)) = sheet.next_formula() {
        if cell.get_value().is_empty() {
            continue;
        }
        let at = cell.get_position();
        let message = format!("cell {} of sheet {name:?} holds a formula", named(at));
        return Err(Diagnostic::new(Severity::Error, place(path, at), message)
            .with_advice("replace formulas by what they show (copy, paste as values)")
            .into());
    }
    Ok(())
}

fn refuse_merged(workbook: &mut Book<'_>, name: &str, path: &str) -> Result<(), ReadError> {
    let merged = workbook.merge_cells_by_sheet_name(name).unwrap_or_default();
    let Some(first) = merged.first() else {
        return Ok(());
    };
    let message = format!(
        "cells {}:{} of sheet {name:?} are merged",
        named(first.start),
        named(first.end)
    );
    Err(
        Diagnostic::new(Severity::Error, place(path, first.start), message)
            .with_advice("unmerge them, and write in each what it stands for")
            .into(),
    )
}

fn place(path: &str, (row, column): (u32, u32)) -> Location {
    Location::line(path, row.saturating_add(1)).at_column(column.saturating_add(1))
}

/// A cell by its name, such as `B10`.
fn named((row, column): (u32, u32)) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    loop {
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        if rest < 26 {
            break;
        }
        rest = rest / 26 - 1;
    }
    let letters: String = letters.iter().rev().collect();
    format!("{letters}{}", row.saturating_add(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_people_see_them() {
        for (at, name) in [
            ((0, 0), "A1"),
            ((9, 25), "Z10"),
            ((0, 26), "AA1"),
            ((6, 701), "ZZ7"),
            ((0, 702), "AAA1"),
        ] {
            assert_eq!(named(at), name);
        }
    }
}
