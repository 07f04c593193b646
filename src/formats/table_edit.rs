//! Changing one entry of a glossary table, and nothing else in it: order, comments, quotation
//! marks and line ends of all other rows, and of all other cells of the row, stay as they are.
//!
//! The entry before and the entry after are both put into the columns of the table; only cells
//! that come out differently are written. A column that the table lacks is added at its end,
//! where only its heading and this row change.

mod fields;
mod records;
mod rows;

use super::glossary_long::{self, Column as LongColumn};
use super::glossary_table::flat;
use super::glossary_wide::{self, Column as WideColumn};
use super::table::{Cell, Quoting, delimiter, split};
use super::{ReadOptions, table};
use crate::model::{ConceptEntry, Diagnostic, Location, Severity};
use records::{Record, content, records};
use rows::{LongChange, long_cell, long_changes, long_columns, long_rows, wide_row};

pub use fields::{is_entry_field, set_entry};

/// A change of an entry: from what the table says to what it is to say.
#[derive(Debug, Clone, Copy)]
pub enum EntryChange<'c> {
    /// The entry is new and comes behind all others.
    Add(&'c ConceptEntry),
    /// The entry as its table was read, and as it is to be. A term keeps its row by its
    /// [`line`](crate::model::Term::line); one of line 0 is new.
    Replace(&'c ConceptEntry, &'c ConceptEntry),
    /// The entry goes.
    Remove(&'c ConceptEntry),
}

/// The text of a table after a change. `path` is what errors call it.
///
/// # Errors
/// When the text is no table in one of the two shapes of ours, or a row of the entry is not
/// where it was.
pub fn edit_table(
    text: &str,
    path: &str,
    options: &ReadOptions,
    change: EntryChange<'_>,
) -> Result<String, Diagnostic> {
    let mut sheet = Sheet::read(text, path, options)?;
    match change {
        EntryChange::Add(entry) => sheet.add(entry),
        EntryChange::Replace(old, new) => sheet.replace(old, new)?,
        EntryChange::Remove(old) => sheet.remove(old)?,
    }
    Ok(sheet.text)
}

/// The shape of a table with what its columns hold.
enum Columns {
    Long(Vec<LongColumn>),
    Wide(Vec<WideColumn>),
}

struct Sheet {
    text: String,
    path: String,
    delimiter: u8,
    quoting: Quoting,
    newline: &'static str,
    header: Record,
    records: Vec<Record>,
    columns: Columns,
}

impl Sheet {
    fn read(text: &str, path: &str, options: &ReadOptions) -> Result<Self, Diagnostic> {
        let delimiter = delimiter(text.trim_start_matches('\u{feff}'));
        let quoting = match delimiter {
            b'\t' => Quoting::None,
            _ => Quoting::Rfc4180,
        };
        let refuse = |message: &str| {
            Diagnostic::new(Severity::Error, Location::file(path), message)
                .with_advice("only glossary tables with a column per language or a row per term can be edited so")
        };
        let mut records = records(text, delimiter, quoting);
        if records.is_empty() {
            return Err(refuse("the table has no header"));
        }
        let header = records.remove(0);
        let names = table::header_of(text.trim_start_matches('\u{feff}'), options).names;
        let columns = match (
            glossary_long::is_long(&names),
            glossary_wide::is_wide(&names),
        ) {
            (true, _) => Columns::Long(
                names
                    .iter()
                    .map(|name| glossary_long::column(name))
                    .collect(),
            ),
            (false, true) => Columns::Wide(glossary_wide::columns_named(&names)),
            (false, false) => return Err(refuse("the file is no glossary table")),
        };
        let newline = match text[header.span.clone()].ends_with("\r\n") {
            true => "\r\n",
            false => "\n",
        };
        Ok(Self {
            text: text.to_owned(),
            path: path.to_owned(),
            delimiter,
            quoting,
            newline,
            header,
            records,
            columns,
        })
    }

    fn record(&self, line: u32) -> Result<Record, Diagnostic> {
        let found = self.records.iter().find(|record| record.line == line);
        found.cloned().ok_or_else(|| {
            let location = Location::line(self.path.as_str(), line);
            Diagnostic::new(Severity::Error, location, "the row is not where it was")
        })
    }

    fn add(&mut self, entry: &ConceptEntry) {
        self.add_columns(None, entry);
        let rows = match &self.columns {
            Columns::Wide(columns) => vec![wide_row(entry, columns)],
            Columns::Long(columns) => long_rows(entry, columns),
        };
        for row in rows {
            self.insert(self.text.len(), &row);
        }
    }

    fn replace(&mut self, old: &ConceptEntry, new: &ConceptEntry) -> Result<(), Diagnostic> {
        let before = self.text.len();
        self.add_columns(Some(old), new);
        let grown = self.text.len() - before;
        for record in &mut self.records {
            record.span = record.span.start + grown..record.span.end + grown;
        }
        match &self.columns {
            Columns::Wide(columns) => {
                let (before, after) = (wide_row(old, columns), wide_row(new, columns));
                let record = self.record(old.location.line.unwrap_or(0))?;
                self.change(&record, &before, &after);
                Ok(())
            }
            Columns::Long(columns) => {
                let changes = long_changes(old, new, columns);
                // From the last row to the first, so that what stands before stays in place.
                for change in changes.into_iter().rev() {
                    self.change_long(change)?;
                }
                Ok(())
            }
        }
    }

    fn change_long(&mut self, change: LongChange) -> Result<(), Diagnostic> {
        match change {
            LongChange::Cells(line, before, after) => {
                let record = self.record(line)?;
                self.change(&record, &before, &after);
            }
            LongChange::Remove(line) => {
                let record = self.record(line)?;
                self.text.replace_range(record.span, "");
            }
            LongChange::Insert(line, row) => {
                let record = self.record(line)?;
                self.insert(record.span.end, &row);
            }
        }
        Ok(())
    }

    fn remove(&mut self, old: &ConceptEntry) -> Result<(), Diagnostic> {
        let mut lines: Vec<u32> = match &self.columns {
            Columns::Wide(_) => old.location.line.into_iter().collect(),
            Columns::Long(_) => old.terms.iter().map(|term| term.line).collect(),
        };
        lines.sort_unstable();
        lines.dedup();
        for line in lines.into_iter().rev() {
            let record = self.record(line)?;
            self.text.replace_range(record.span, "");
        }
        Ok(())
    }

    /// Adds the columns that the new entry needs and the table lacks.
    fn add_columns(&mut self, old: Option<&ConceptEntry>, new: &ConceptEntry) {
        let mut headings = Vec::new();
        match &mut self.columns {
            Columns::Wide(columns) => {
                for column in glossary_wide::needed_columns(new) {
                    let cell = glossary_wide::cell_of(new, &column);
                    let was = old.map(|old| glossary_wide::cell_of(old, &column));
                    let is_new = !cell.is_empty() && was.is_none_or(|was| was != cell);
                    if is_new && !columns.contains(&column) {
                        headings.push(glossary_wide::heading(&column));
                        columns.push(column);
                    }
                }
            }
            Columns::Long(columns) => {
                for (column, heading) in long_columns(new) {
                    let says = |entry: &ConceptEntry| {
                        let terms = entry.terms.iter();
                        terms
                            .map(|term| long_cell(entry, term, &column))
                            .collect::<Vec<_>>()
                    };
                    let now = says(new);
                    let is_new = now.iter().any(|cell| !cell.is_empty())
                        && old.is_none_or(|old| says(old) != now);
                    if is_new && !columns.contains(&column) {
                        headings.push(heading);
                        columns.push(column);
                    }
                }
            }
        }
        let end = self.header.span.start + content(&self.text[self.header.span.clone()]).len();
        let added: String = headings
            .iter()
            .map(|heading| format!("{}{}", char::from(self.delimiter), self.quoted(heading)))
            .collect();
        self.text.insert_str(end, &added);
        self.header.span.end += added.len();
    }

    /// Writes the cells of a row that are to be others than they were.
    fn change(&mut self, record: &Record, before: &[String], after: &[String]) {
        let raw = self.text[record.span.clone()].to_owned();
        let body = content(&raw);
        // The row was read before, so it divides.
        let cells = split(body, self.delimiter, self.quoting).unwrap_or_default();
        let mut written = String::new();
        let mut end = 0;
        let last = (0..after.len())
            .rev()
            .find(|place| before.get(*place) != after.get(*place));
        for (place, value) in after.iter().enumerate() {
            let is_changed = before.get(place) != Some(value);
            match cells.get(place) {
                Some(cell) if is_changed => {
                    written.push_str(&body[end..cell.span.start]);
                    written.push_str(&self.in_place_of(cell, body, value));
                    end = cell.span.end;
                }
                Some(_) => {}
                None if last.is_some_and(|last| place <= last) => {
                    written.push_str(&body[end..]);
                    end = body.len();
                    written.push(char::from(self.delimiter));
                    written.push_str(&self.quoted(value));
                }
                None => {}
            }
        }
        written.push_str(&body[end..]);
        written.push_str(&raw[body.len()..]);
        self.text.replace_range(record.span.clone(), &written);
    }

    /// A value in the style of the cell that it replaces.
    fn in_place_of(&self, cell: &Cell, body: &str, value: &str) -> String {
        let was_quoted = self.quoting == Quoting::Rfc4180
            && body[cell.span.clone()].trim_start().starts_with('"');
        match was_quoted {
            true => format!("\"{}\"", value.replace('"', "\"\"")),
            false => self.quoted(value),
        }
    }

    /// A value as a cell, in quotation marks where it needs them.
    fn quoted(&self, value: &str) -> String {
        if self.quoting == Quoting::None {
            return flat(value);
        }
        let special = ['"', '\n', '\r', char::from(self.delimiter)];
        match value.contains(special) || value.starts_with('#') {
            true => format!("\"{}\"", value.replace('"', "\"\"")),
            false => value.to_owned(),
        }
    }

    /// Writes a row at a place that is the end of a row.
    fn insert(&mut self, at: usize, row: &[String]) {
        let cells: Vec<String> = row.iter().map(|cell| self.quoted(cell)).collect();
        let delimiter = char::from(self.delimiter).to_string();
        let row = cells.join(&delimiter);
        let is_open = !self.text[..at].ends_with('\n') && at > 0;
        let (first, last) = match is_open {
            // The last row of a file may lack its line break.
            true => (self.newline, ""),
            false => ("", self.newline),
        };
        self.text.insert_str(at, &format!("{first}{row}{last}"));
    }
}

#[cfg(test)]
mod tests;
