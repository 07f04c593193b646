//! Tables: CSV and TSV as rows of cells with their places.

use std::io::BufRead;

use crate::model::{Diagnostic, Location, Severity};

/// A table: its header and its rows.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) header: Vec<String>,
    pub(super) header_line: u32,
    pub(super) rows: Vec<Row>,
    path: String,
}

/// One row, with as many cells as the header.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) line: u32,
    pub(super) cells: Vec<String>,
    /// The column in characters, counted from 1, at which each cell starts on its line.
    columns: Vec<u32>,
}

impl Row {
    /// The place of a cell.
    pub(super) fn location(&self, path: &str, cell: usize) -> Location {
        let location = Location::line(path, self.line);
        match self.columns.get(cell) {
            Some(column) => location.at_column(*column),
            None => location,
        }
    }
}

/// The longest row that is read: what is longer is no row of a glossary.
const LONGEST_ROW: usize = 1024 * 1024;

/// The delimiter of a table: the one of tab, comma and semicolon that its header has most of.
pub(super) fn delimiter(beginning: &str) -> u8 {
    let header = beginning
        .lines()
        .find(|line| !line.starts_with('#') && !line.trim().is_empty())
        .unwrap_or("");
    let count = |delimiter: &u8| header.bytes().filter(|byte| byte == delimiter).count();
    // `max_by_key` takes the last of equals.
    [b';', b',', b'\t']
        .into_iter()
        .max_by_key(count)
        .unwrap_or(b'\t')
}

/// The header cells of the beginning of a table, trimmed; empty where there is none.
pub(super) fn header_of(beginning: &str) -> Vec<String> {
    let delimiter = delimiter(beginning);
    let mut reader = csv_reader(delimiter, beginning.as_bytes());
    match reader.records().next() {
        Some(Ok(record)) => record.iter().map(|cell| cell.trim().to_owned()).collect(),
        _ => Vec::new(),
    }
}

fn csv_reader(delimiter: u8, text: &[u8]) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .delimiter(delimiter)
        // In tab-separated files a quotation mark is a character like any other.
        .quoting(delimiter != b'\t')
        .comment(Some(b'#'))
        .has_headers(false)
        .flexible(true)
        .from_reader(text)
}

/// Reads a whole table. Lines that start with `#` and empty lines are passed over; a row with
/// fewer cells than the header is filled up.
pub(super) fn read(text: &mut dyn BufRead, path: &str) -> Result<Table, Diagnostic> {
    let refuse = |location, message: String| Diagnostic::new(Severity::Error, location, message);
    let mut whole = String::new();
    text.read_to_string(&mut whole).map_err(|error| {
        refuse(
            Location::file(path),
            format!("the file cannot be read: {error}"),
        )
    })?;
    let delimiter = delimiter(&whole);
    let mut reader = csv_reader(delimiter, whole.as_bytes());
    let mut table: Option<Table> = None;
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).map_err(|error| {
        refuse(
            Location::file(path),
            format!("the table does not read: {error}"),
        )
    })? {
        let position = record
            .position()
            .cloned()
            .unwrap_or_else(csv::Position::new);
        let line = u32::try_from(position.line()).unwrap_or(u32::MAX);
        let start = usize::try_from(position.byte()).unwrap_or(0);
        let end = usize::try_from(reader.position().byte()).unwrap_or(whole.len());
        let raw = whole.get(start..end).unwrap_or("");
        if raw.len() > LONGEST_ROW {
            let message = format!("the row has {} bytes, more than a row can have", raw.len());
            let diagnostic = refuse(Location::line(path, line), message);
            return Err(diagnostic.with_advice("look for a quotation mark that is not closed"));
        }
        let cells: Vec<String> = record.iter().map(|cell| cell.trim().to_owned()).collect();
        if cells.iter().all(String::is_empty) {
            continue;
        }
        match &mut table {
            None => {
                table = Some(Table {
                    header: cells,
                    header_line: line,
                    rows: Vec::new(),
                    path: path.to_owned(),
                });
            }
            Some(table) => table.push(cells, line, columns(raw, delimiter))?,
        }
    }
    table.ok_or_else(|| refuse(Location::file(path), "the table has no header".to_owned()))
}

impl Table {
    fn push(
        &mut self,
        mut cells: Vec<String>,
        line: u32,
        columns: Vec<u32>,
    ) -> Result<(), Diagnostic> {
        while cells.len() > self.header.len() && cells.last().is_some_and(String::is_empty) {
            cells.pop();
        }
        if cells.len() > self.header.len() {
            let message = format!(
                "the row has {} cells, the header {}",
                cells.len(),
                self.header.len()
            );
            let location = Location::line(self.path.as_str(), line);
            return Err(Diagnostic::new(Severity::Error, location, message)
                .with_advice("put a cell that holds the delimiter in quotation marks"));
        }
        cells.resize(self.header.len(), String::new());
        self.rows.push(Row {
            line,
            cells,
            columns,
        });
        Ok(())
    }
}

/// The columns at which the cells of a raw row start.
fn columns(raw: &str, delimiter: u8) -> Vec<u32> {
    let mut columns = vec![1];
    let mut column = 1;
    let mut is_quoted = false;
    for character in raw.chars() {
        column += 1;
        match character {
            '"' if delimiter != b'\t' => is_quoted = !is_quoted,
            '\n' => column = 1,
            _ if !is_quoted && character == char::from(delimiter) => columns.push(column),
            _ => {}
        }
    }
    columns
}
