//! Tables: rows of cells with their places, from CSV and TSV read as a stream.

use std::collections::BTreeMap;
use std::io::BufRead;

use super::ReadOptions;
use crate::model::{Diagnostic, Location, Severity};

/// Where the rows of a table come from.
pub(super) trait Rows {
    /// The next row that is not empty; `None` at the end.
    fn next_row(&mut self) -> Result<Option<Row>, Diagnostic>;

    /// Whether quotation marks enclose cells; known once a row was read.
    fn quoting(&self) -> Quoting {
        Quoting::None
    }
}

/// One row.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) line: u32,
    /// The cells, without white space around them.
    pub(super) cells: Vec<String>,
    /// The column in characters, counted from 1, at which each cell starts on its line.
    pub(super) columns: Vec<u32>,
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

    fn is_empty(&self) -> bool {
        self.cells.iter().all(String::is_empty)
    }
}

/// The header of a table.
#[derive(Debug, Clone)]
pub(super) struct Header {
    /// The headings, after the mapping that the user gave; `-` for what is to be ignored.
    pub(super) names: Vec<String>,
    pub(super) line: u32,
    /// Which headings the user named: nothing has to be told of them.
    pub(super) is_mapped: Vec<bool>,
}

/// A heading of a column that is passed over.
pub(super) const IGNORED: &str = "-";

impl Header {
    /// The header of a first row, with the headings that the user gave others for.
    fn of(row: &Row, map: &BTreeMap<String, String>) -> Self {
        let mapped = |name: &String| map.get(name).cloned();
        Self {
            names: row
                .cells
                .iter()
                .map(|name| mapped(name).unwrap_or_else(|| name.clone()))
                .collect(),
            line: row.line,
            is_mapped: row
                .cells
                .iter()
                .map(|name| map.contains_key(name))
                .collect(),
        }
    }

    /// The header that a mapping by numbers (`2=en`) gives a table without one.
    fn of_numbers(map: &BTreeMap<String, String>, width: usize) -> Option<Self> {
        let names: Vec<String> = (1..=width)
            .map(|number| map.get(&number.to_string()).cloned())
            .map(|name| name.unwrap_or_else(|| IGNORED.to_owned()))
            .collect();
        let is_given = names.iter().any(|name| name != IGNORED);
        is_given.then(|| Self {
            is_mapped: vec![true; names.len()],
            names,
            line: 0,
        })
    }
}

/// A table whose header was read.
pub(super) struct Table<'t> {
    pub(super) header: Header,
    /// The first row, where it is no header.
    first: Option<Row>,
    rows: &'t mut dyn Rows,
    path: String,
}

impl<'t> Table<'t> {
    /// Reads the header of a table: its first row, or, where the user mapped columns by number
    /// and no heading is such a number, those names.
    pub(super) fn new(
        rows: &'t mut dyn Rows,
        path: &str,
        options: &ReadOptions,
    ) -> Result<Self, Diagnostic> {
        let Some(first) = rows.next_row()? else {
            let location = Location::file(path);
            let message = "the table has no header and no rows";
            return Err(Diagnostic::new(Severity::Error, location, message));
        };
        // A cell that is a number is no heading: the number names its column.
        let is_named =
            |name: &String| options.columns.contains_key(name) && name.parse::<u32>().is_err();
        let by_name = first.cells.iter().any(is_named);
        let numbers = match by_name {
            true => None,
            false => Header::of_numbers(&options.columns, first.cells.len()),
        };
        Ok(match numbers {
            Some(header) => Self {
                header,
                first: Some(first),
                rows,
                path: path.to_owned(),
            },
            None => Self {
                header: Header::of(&first, &options.columns),
                first: None,
                rows,
                path: path.to_owned(),
            },
        })
    }

    /// The next row, with as many cells as the header has.
    pub(super) fn next_row(&mut self) -> Result<Option<Row>, Diagnostic> {
        let next = match self.first.take() {
            Some(first) => Some(first),
            None => self.rows.next_row()?,
        };
        let Some(mut row) = next else {
            return Ok(None);
        };
        let width = self.header.names.len();
        while row.cells.len() > width && row.cells.last().is_some_and(String::is_empty) {
            row.cells.pop();
        }
        if row.cells.len() > width {
            let message = format!("the row has {} cells, the header {width}", row.cells.len());
            let location = Location::line(self.path.as_str(), row.line);
            return Err(Diagnostic::new(Severity::Error, location, message)
                .with_advice("put a cell that holds the delimiter in quotation marks"));
        }
        row.cells.resize(width, String::new());
        Ok(Some(row))
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

/// The header of the beginning of a table, after the mapping; no names where there is none.
pub(super) fn header_of(beginning: &str, options: &ReadOptions) -> Header {
    let mut text = beginning.as_bytes();
    let mut rows = TextRows::new(&mut text, "");
    match Table::new(&mut rows, "", options) {
        Ok(table) => table.header,
        Err(_) => Header {
            names: Vec::new(),
            line: 0,
            is_mapped: Vec::new(),
        },
    }
}

/// The rows of a beginning that are whole: the last one may be cut.
pub(super) fn first_rows(beginning: &str) -> Vec<Row> {
    let whole = match beginning.len() < 1024 {
        true => beginning,
        false => beginning.rsplit_once('\n').map_or("", |(whole, _)| whole),
    };
    let mut text = whole.as_bytes();
    let mut rows = TextRows::new(&mut text, "");
    let mut found = Vec::new();
    while let Ok(Some(row)) = rows.next_row() {
        found.push(row);
    }
    found
}

/// The rows of a text. In CSV a cell may stand in quotation marks (RFC 4180); in TSV a quotation
/// mark is a character like any other. Lines that start with `#` and empty lines are passed over.
pub(super) struct TextRows<'r> {
    text: &'r mut dyn BufRead,
    path: String,
    delimiter: Option<u8>,
    /// The number of the last line that was read.
    line: u32,
    buffer: Vec<u8>,
}

impl<'r> TextRows<'r> {
    pub(super) fn new(text: &'r mut dyn BufRead, path: &str) -> Self {
        Self {
            text,
            path: path.to_owned(),
            delimiter: None,
            line: 0,
            buffer: Vec::new(),
        }
    }

    fn refuse(&self, line: u32, message: impl Into<String>) -> Diagnostic {
        let location = Location::line(self.path.as_str(), line);
        Diagnostic::new(Severity::Error, location, message)
    }

    /// Appends the next line, with its break, to the buffer; false at the end. `start` is the
    /// line that the row starts on.
    fn read_line(&mut self, start: u32) -> Result<bool, Diagnostic> {
        let before = self.buffer.len();
        loop {
            let available = match self.text.fill_buf() {
                Ok(available) => available,
                Err(error) => {
                    let message = format!("the file cannot be read: {error}");
                    return Err(self.refuse(self.line + 1, message));
                }
            };
            let end = available.iter().position(|byte| *byte == b'\n');
            let taken = end.map_or(available.len(), |end| end + 1);
            self.buffer.extend_from_slice(&available[..taken]);
            self.text.consume(taken);
            if self.buffer.len() > LONGEST_ROW {
                let message = "the row is longer than a megabyte, more than a row can be";
                return Err(self
                    .refuse(start, message)
                    .with_advice("look for a quotation mark that is not closed"));
            }
            if end.is_some() || taken == 0 {
                break;
            }
        }
        let is_read = self.buffer.len() > before;
        self.line += u32::from(is_read);
        Ok(is_read)
    }

    fn row(&mut self) -> Result<Option<Row>, Diagnostic> {
        loop {
            self.buffer.clear();
            let start = self.line + 1;
            if !self.read_line(start)? {
                return Ok(None);
            }
            if self.buffer.starts_with(b"#") || self.buffer.trim_ascii().is_empty() {
                continue;
            }
            let delimiter = match self.delimiter {
                Some(delimiter) => delimiter,
                None => *self
                    .delimiter
                    .insert(delimiter(&String::from_utf8_lossy(&self.buffer))),
            };
            let quoting = self.quoting();
            loop {
                let text = String::from_utf8_lossy(&self.buffer);
                let problem = match split(&text, delimiter, quoting) {
                    Ok(cells) => return Ok(Some(row_of(start, &text, cells))),
                    Err(problem) => problem,
                };
                let Problem { offset, what } = problem;
                if what == What::Open && self.read_to_quote(start)? {
                    continue;
                }
                return Err(self.misquoted(start, offset, what));
            }
        }
    }

    /// Appends lines until one has a quotation mark; false when none has.
    fn read_to_quote(&mut self, start: u32) -> Result<bool, Diagnostic> {
        loop {
            let before = self.buffer.len();
            if !self.read_line(start)? {
                return Ok(false);
            }
            if self.buffer[before..].contains(&b'"') {
                return Ok(true);
            }
        }
    }

    fn misquoted(&self, start: u32, offset: usize, what: What) -> Diagnostic {
        let text = String::from_utf8_lossy(&self.buffer);
        let before = text.get(..offset).unwrap_or("");
        let line = start + u32::try_from(before.matches('\n').count()).unwrap_or(0);
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        let (message, advice) = match what {
            What::Open => (
                "the quotation mark that opens here is never closed",
                "close it, or double it if it is meant as a character: \"\"",
            ),
            What::Behind => (
                "text stands behind the end of a quoted cell",
                "double a quotation mark inside a quoted cell: \"\"",
            ),
        };
        let column = u32::try_from(column).unwrap_or(u32::MAX);
        let location = Location::line(self.path.as_str(), line).at_column(column);
        Diagnostic::new(Severity::Error, location, message).with_advice(advice)
    }
}

impl Rows for TextRows<'_> {
    fn next_row(&mut self) -> Result<Option<Row>, Diagnostic> {
        loop {
            match self.row()? {
                Some(row) if row.is_empty() => {}
                other => return Ok(other),
            }
        }
    }

    fn quoting(&self) -> Quoting {
        match self.delimiter {
            Some(b'\t') | None => Quoting::None,
            Some(_) => Quoting::Rfc4180,
        }
    }
}

/// Whether quotation marks enclose cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quoting {
    /// They are characters like any other.
    None,
    /// They do, doubled inside (RFC 4180).
    Rfc4180,
}

/// A cell of a record: where it stands in it, and what it says.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Cell {
    /// Its bytes in the record, with quotation marks and white space.
    pub(super) span: std::ops::Range<usize>,
    /// Its text, without them.
    pub(super) text: String,
}

/// What is wrong with the quotation marks of a record, and at which byte.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Problem {
    offset: usize,
    pub(super) what: What,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// A quoted cell has no end in the record.
    Open,
    /// Something stands between the end of a quoted cell and the delimiter.
    Behind,
}

/// Divides a record, with or without the line break at its end, into cells.
pub(super) fn split(record: &str, delimiter: u8, quoting: Quoting) -> Result<Vec<Cell>, Problem> {
    let record = record.strip_suffix('\n').unwrap_or(record);
    let record = record.strip_suffix('\r').unwrap_or(record);
    let mut cells = Vec::new();
    let mut start = 0;
    loop {
        let rest = &record[start..];
        let blank = rest.len() - rest.trim_start_matches(' ').len();
        let is_quoted = quoting == Quoting::Rfc4180 && rest[blank..].starts_with('"');
        let (text, length) = match is_quoted {
            true => quoted(rest, blank, delimiter).map_err(|problem| Problem {
                offset: start + problem.offset,
                ..problem
            })?,
            false => {
                let end = rest.bytes().position(|byte| byte == delimiter);
                let cell = &rest[..end.unwrap_or(rest.len())];
                (cell.trim().to_owned(), cell.len())
            }
        };
        cells.push(Cell {
            span: start..start + length,
            text,
        });
        start += length + 1;
        if start > record.len() {
            return Ok(cells);
        }
    }
}

/// The text and the length of the quoted cell that a text begins with, after some blanks.
fn quoted(rest: &str, blank: usize, delimiter: u8) -> Result<(String, usize), Problem> {
    let mut text = String::new();
    let mut at = blank + 1;
    loop {
        let Some(found) = rest[at..].find('"') else {
            return Err(Problem {
                offset: blank,
                what: What::Open,
            });
        };
        text.push_str(&rest[at..at + found]);
        at += found + 1;
        if rest[at..].starts_with('"') {
            text.push('"');
            at += 1;
            continue;
        }
        let behind = rest[at..].bytes().position(|byte| byte == delimiter);
        let end = behind.map_or(rest.len(), |behind| at + behind);
        if !rest[at..end].trim().is_empty() {
            return Err(Problem {
                offset: at,
                what: What::Behind,
            });
        }
        let text = text.trim().replace("\r\n", "\n");
        return Ok((text, end));
    }
}

/// A row of cells that start on a line; columns are counted in characters, and from the start
/// of the line on which the cell starts.
fn row_of(line: u32, record: &str, cells: Vec<Cell>) -> Row {
    let mut columns = Vec::with_capacity(cells.len());
    let mut texts = Vec::with_capacity(cells.len());
    let (mut at, mut column) = (0, 1);
    for cell in cells {
        let between = &record[at..cell.span.start];
        column = match between.rsplit_once('\n') {
            Some((_, last)) => 1 + last.chars().count(),
            None => column + between.chars().count(),
        };
        at = cell.span.start;
        columns.push(u32::try_from(column).unwrap_or(u32::MAX));
        texts.push(cell.text);
    }
    Row {
        line,
        cells: texts,
        columns,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(record: &str, delimiter: u8, quoting: Quoting) -> Result<Vec<String>, Problem> {
        let cells = split(record, delimiter, quoting)?;
        Ok(cells.into_iter().map(|cell| cell.text).collect())
    }

    #[test]
    fn records_are_divided_as_rfc_4180_says() {
        let csv = |record: &str| texts(record, b',', Quoting::Rfc4180).unwrap();
        assert_eq!(csv("a,b\r\n"), ["a", "b"]);
        assert_eq!(csv("a,,\n"), ["a", "", ""]);
        assert_eq!(
            csv("\"a,\"\"b\"\"\", \"c\" ,5\" pipe"),
            ["a,\"b\"", "c", "5\" pipe"]
        );
        assert_eq!(csv("\"one\r\ntwo\",x\n"), ["one\ntwo", "x"]);
        assert_eq!(csv(""), [""]);
        let tsv = texts("\"a\t\"b\"", b'\t', Quoting::None).unwrap();
        assert_eq!(tsv, ["\"a", "\"b\""]);
    }

    #[test]
    fn wrong_quotation_marks_have_their_place() {
        let problem = |record| split(record, b',', Quoting::Rfc4180).unwrap_err();
        assert_eq!(problem("a,\"b").what, What::Open);
        assert_eq!(problem("a,\"b").offset, 2);
        assert_eq!(problem("\"one \\\"two\\\"\",x").what, What::Behind);
        assert_eq!(problem("820,\"\"text\"\"").offset, 6);
    }

    proptest::proptest! {
        #[test]
        fn what_is_written_is_read(cells in proptest::collection::vec("[a-z\"',;\t \nبу中]{0,8}", 1..6)) {
            let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
            writer.write_record(&cells).unwrap();
            let written = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            let read = texts(&written, b',', Quoting::Rfc4180).unwrap();
            let trimmed: Vec<&str> = cells.iter().map(|cell| cell.trim()).collect();
            proptest::prop_assert_eq!(read, trimmed);
        }
    }
}
