//! Changing one entry of a glossary table, and nothing else in it: order, comments, quotation
//! marks and line ends of all other rows, and of all other cells of the row, stay as they are.
//!
//! The entry before and the entry after are both put into the columns of the table; only cells
//! that come out differently are written. A column that the table lacks is added at its end,
//! where only its heading and this row change.

use std::ops::Range;

use super::glossary_long::{self, Column as LongColumn, field_heading};
use super::glossary_table::{EntryColumn, flat, keep, property_value};
use super::glossary_wide::{self, Column as WideColumn};
use super::table::{Cell, Quoting, delimiter, split};
use super::{ReadOptions, table};
use crate::model::{ConceptEntry, Diagnostic, Location, Severity, Term, TermField};

/// A change of an entry: from what the table says to what it is to say.
#[derive(Debug, Clone, Copy)]
pub enum EntryChange<'c> {
    /// The entry is new and comes behind all others.
    Add(&'c ConceptEntry),
    /// The entry as its table was read, and as it is to be. A term keeps its row by its
    /// [`Term::line`]; one of line 0 is new.
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

/// A row of the text.
#[derive(Debug, Clone)]
struct Record {
    line: u32,
    /// Its bytes, with the line break.
    span: Range<usize>,
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

/// A row without its line break.
fn content(raw: &str) -> &str {
    let raw = raw.strip_suffix('\n').unwrap_or(raw);
    raw.strip_suffix('\r').unwrap_or(raw)
}

/// The rows of a text that are neither empty nor comments, the header first.
fn records(text: &str, delimiter: u8, quoting: Quoting) -> Vec<Record> {
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

fn wide_row(entry: &ConceptEntry, columns: &[WideColumn]) -> Vec<String> {
    let cells = columns
        .iter()
        .map(|column| glossary_wide::cell_of(entry, column));
    cells.collect()
}

/// What happens to a row of the long shape.
enum LongChange {
    /// Cells of the row of a line, as they were and as they are to be.
    Cells(u32, Vec<String>, Vec<String>),
    /// The row of a line goes.
    Remove(u32),
    /// A row comes behind that of a line.
    Insert(u32, Vec<String>),
}

/// What happens to the rows of an entry, in the order of their lines.
fn long_changes(old: &ConceptEntry, new: &ConceptEntry, columns: &[LongColumn]) -> Vec<LongChange> {
    let mut changes = Vec::new();
    let first = old.terms.iter().map(|term| term.line).min();
    for term in &old.terms {
        let after = new.terms.iter().find(|own| own.line == term.line);
        changes.push(match after {
            None => LongChange::Remove(term.line),
            Some(after) => {
                let is_first = first == Some(term.line);
                let (before, after) = long_cells((old, term), (new, after), columns, is_first);
                LongChange::Cells(term.line, before, after)
            }
        });
    }
    let last = old.terms.iter().map(|term| term.line).max().unwrap_or(0);
    changes.sort_by_key(|change| match change {
        LongChange::Cells(line, ..) | LongChange::Remove(line) | LongChange::Insert(line, _) => {
            *line
        }
    });
    // Done from the last to the first: each new row directly behind the last row that is there,
    // so that the first of them comes last, and all of them before that row itself changes.
    let fresh = new.terms.iter().filter(|term| term.line == 0);
    changes.extend(fresh.map(|term| LongChange::Insert(last, long_row(new, term, columns))));
    changes
}

/// The cells of a row before and after; what is said of the concept changes in its first row.
fn long_cells(
    (old, before): (&ConceptEntry, &Term),
    (new, after): (&ConceptEntry, &Term),
    columns: &[LongColumn],
    is_first: bool,
) -> (Vec<String>, Vec<String>) {
    let cells = |entry: &ConceptEntry, term: &Term| -> Vec<String> {
        let of = |column: &LongColumn| match column {
            LongColumn::Entry(EntryColumn::Id) => entry.id.to_string(),
            LongColumn::Entry(_) | LongColumn::Property(_) if !is_first => String::new(),
            column => long_cell(entry, term, column),
        };
        columns.iter().map(of).collect()
    };
    (cells(old, before), cells(new, after))
}

/// The rows of a new entry; the first says what is said of the concept.
fn long_rows(entry: &ConceptEntry, columns: &[LongColumn]) -> Vec<Vec<String>> {
    let terms = entry.terms.iter().enumerate();
    terms
        .map(|(place, term)| match place {
            0 => columns
                .iter()
                .map(|column| long_cell(entry, term, column))
                .collect(),
            _ => long_row(entry, term, columns),
        })
        .collect()
}

/// The row of a term, without what is said of the concept.
fn long_row(entry: &ConceptEntry, term: &Term, columns: &[LongColumn]) -> Vec<String> {
    let of = |column: &LongColumn| match column {
        LongColumn::Entry(EntryColumn::Id) => entry.id.to_string(),
        LongColumn::Entry(_) | LongColumn::Property(_) => String::new(),
        column => long_cell(entry, term, column),
    };
    columns.iter().map(of).collect()
}

fn long_cell(entry: &ConceptEntry, term: &Term, column: &LongColumn) -> String {
    match column {
        LongColumn::Entry(known) => known.cell(entry),
        LongColumn::Language => term.language.to_string(),
        LongColumn::Text => term.text.clone(),
        LongColumn::Field(field) => field.of(term).unwrap_or_default(),
        LongColumn::Property(name) => property_value(entry, name),
    }
}

/// The columns of the long shape that an entry may need, with their headings.
fn long_columns(entry: &ConceptEntry) -> Vec<(LongColumn, String)> {
    let fields = TermField::ALL.iter().map(|field| {
        let heading = field_heading(*field);
        (LongColumn::Field(*field), heading)
    });
    let own = std::sync::Arc::new(entry.clone());
    let of_entry = super::glossary_table::entry_columns(&[own]);
    let of_entry = of_entry
        .into_iter()
        .chain([EntryColumn::Subject])
        .map(|column| {
            let heading = column.heading();
            (LongColumn::Entry(column), heading)
        });
    fields.chain(of_entry).collect()
}

/// Whether a heading names a field of a concept, and no property.
pub fn is_entry_field(heading: &str) -> bool {
    super::glossary_table::entry_column(heading).is_some()
}

/// Sets what a cell of a column of the concept, by its heading, is to say; the empty text says
/// nothing.
///
/// # Errors
/// What the value should have been, as one sentence.
pub fn set_entry(entry: &mut ConceptEntry, heading: &str, value: &str) -> Result<(), String> {
    let Some(column) = super::glossary_table::entry_column(heading) else {
        entry.properties.retain(|own| own.name != heading);
        keep(entry, heading, value);
        return Ok(());
    };
    match &column {
        EntryColumn::Id => return Err("the id of an entry cannot be set".to_owned()),
        EntryColumn::Subject => entry.subject = None,
        EntryColumn::Definition => entry.definition = None,
        EntryColumn::Note => entry.note = None,
        EntryColumn::Source => entry.source = None,
        EntryColumn::DefinitionIn(language) | EntryColumn::DefinitionSource(language) => {
            let is_source = matches!(column, EntryColumn::DefinitionSource(_));
            let mut own = entry.definitions.iter_mut();
            if let Some(own) = own.find(|own| own.language == *language) {
                match is_source {
                    true => own.source = None,
                    false => own.text.clear(),
                }
            }
        }
        EntryColumn::Link(kind) => entry.links.retain(|own| own.kind != *kind),
        EntryColumn::Relation(kind) => entry.relations.retain(|own| own.kind != *kind),
    }
    super::glossary_table::set(entry, &column, value)?;
    entry
        .definitions
        .retain(|own| !own.text.is_empty() || own.source.is_some());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::testing::read;
    use crate::lang::LanguageTag;
    use crate::model::TermStatus;

    const WIDE: &str = "\u{feff}# ours\r\nid,en,fa,note\r\nsco,\"Shanghai CO\",سازمان|پیمان,\"a, b\"\r\n\r\n# more\r\nun,UN,سازمان ملل\r\n";
    const LONG: &str = "id\tlanguage\tterm\tstatus\tnote\nsco\ten\tSCO\tpreferred\tx\nsco\tfa\tسازمان\tpreferred\t\n# c\nun\ten\tUN\tpreferred\ty\n";

    fn entry(text: &str, path: &str, id: &str) -> ConceptEntry {
        let kept = read(path, text.as_bytes()).unwrap();
        kept.concepts
            .into_iter()
            .find(|entry| entry.id.0 == id)
            .unwrap()
    }

    fn edited(text: &str, path: &str, change: EntryChange<'_>) -> String {
        edit_table(text, path, &ReadOptions::default(), change).unwrap()
    }

    /// The lines of a text that another does not have.
    fn new_lines<'t>(before: &str, after: &'t str) -> Vec<&'t str> {
        let known: Vec<&str> = before.split_inclusive('\n').collect();
        after
            .split_inclusive('\n')
            .filter(|line| !known.contains(line))
            .collect()
    }

    fn term(language: &str, text: &str, status: TermStatus) -> Term {
        Term::new(LanguageTag::parse(language).unwrap(), text, status)
    }

    #[test]
    fn a_wide_row_changes_in_its_cell_alone() {
        let old = entry(WIDE, "x.csv", "sco");
        let mut new = old.clone();
        new.terms[0].text = "Shanghai Cooperation, Organisation".to_owned();
        let text = edited(WIDE, "x.csv", EntryChange::Replace(&old, &new));
        assert_eq!(
            new_lines(WIDE, &text),
            ["sco,\"Shanghai Cooperation, Organisation\",سازمان|پیمان,\"a, b\"\r\n"]
        );
        let mut new = old.clone();
        new.terms[2].status = TermStatus::Deprecated;
        let text = edited(WIDE, "x.csv", EntryChange::Replace(&old, &new));
        assert_eq!(
            new_lines(WIDE, &text),
            [
                "id,en,fa,note,fa:deprecated\r\n",
                "sco,\"Shanghai CO\",سازمان,\"a, b\",پیمان\r\n"
            ]
        );
        assert_eq!(entry(&text, "x.csv", "un"), {
            let mut un = entry(WIDE, "x.csv", "un");
            un.location.line = entry(&text, "x.csv", "un").location.line;
            un
        });
    }

    #[test]
    fn a_short_wide_row_is_filled_up_and_rows_come_and_go() {
        let old = entry(WIDE, "x.csv", "un");
        let mut new = old.clone();
        new.note = Some("n".to_owned());
        let text = edited(WIDE, "x.csv", EntryChange::Replace(&old, &new));
        assert_eq!(new_lines(WIDE, &text), ["un,UN,سازمان ملل,n\r\n"]);
        let mut fresh = ConceptEntry::new("eu", Location::default());
        fresh.terms.push(term("en", "EU", TermStatus::Preferred));
        let text = edited(WIDE, "x.csv", EntryChange::Add(&fresh));
        assert_eq!(text, format!("{WIDE}eu,EU,,\r\n"));
        let text = edited(WIDE, "x.csv", EntryChange::Remove(&old));
        assert_eq!(text, WIDE.replace("un,UN,سازمان ملل\r\n", ""));
    }

    #[test]
    fn a_long_table_changes_by_rows() {
        let old = entry(LONG, "x.tsv", "sco");
        let mut new = old.clone();
        new.terms[0].status = TermStatus::Admitted;
        new.terms.push(term("ru", "ШОС", TermStatus::Preferred));
        new.terms
            .push(term("zh", "上合组织", TermStatus::Preferred));
        let text = edited(LONG, "x.tsv", EntryChange::Replace(&old, &new));
        assert_eq!(
            text,
            "id\tlanguage\tterm\tstatus\tnote\nsco\ten\tSCO\tadmitted\tx\nsco\tfa\tسازمان\tpreferred\t\nsco\tru\tШОС\tpreferred\t\nsco\tzh\t上合组织\tpreferred\t\n# c\nun\ten\tUN\tpreferred\ty\n"
        );
        new.terms.remove(1);
        let text = edited(LONG, "x.tsv", EntryChange::Replace(&old, &new));
        assert!(!text.contains("سازمان") && text.contains("ШОС"), "{text}");
        let text = edited(LONG, "x.tsv", EntryChange::Remove(&old));
        assert_eq!(
            text,
            "id\tlanguage\tterm\tstatus\tnote\n# c\nun\ten\tUN\tpreferred\ty\n"
        );
    }

    #[test]
    fn a_file_without_a_last_line_break_gets_one_before_a_new_row() {
        let text = "id\ten\na\tA";
        let mut fresh = ConceptEntry::new("b", Location::default());
        fresh.terms.push(term("en", "B", TermStatus::Preferred));
        assert_eq!(
            edited(text, "x.tsv", EntryChange::Add(&fresh)),
            "id\ten\na\tA\nb\tB"
        );
    }

    #[test]
    fn other_files_are_not_edited() {
        let fresh = ConceptEntry::new("b", Location::default());
        for text in ["", "one\tyek\n", "just text"] {
            let done = edit_table(
                text,
                "x.tsv",
                &ReadOptions::default(),
                EntryChange::Add(&fresh),
            );
            assert!(done.is_err(), "{text:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn an_edit_says_what_was_meant_and_touches_nothing_else(
            words in proptest::collection::vec("[a-zбی中\",;|# ]{1,8}", 6),
            at in 0usize..3,
            delimiter in proptest::sample::select(vec![',', ';', '\t']),
        ) {
            // A row starts with a comment sign only where its id does, and none of these does.
            let cell = |text: &str| match delimiter {
                '\t' => text.to_owned(),
                _ => format!("\"{}\"", text.replace('"', "\"\"")),
            };
            let clean = |text: &String| format!("w{}", text.replace('|', "").trim());
            let rows: Vec<String> = (0..3)
                .map(|row| {
                    let cells = [format!("c{row}"), cell(&clean(&words[row])), cell(&clean(&words[row + 3]))];
                    cells.join(&delimiter.to_string())
                })
                .collect();
            let text = format!("id{delimiter}en{delimiter}fa\n# x\n{}\n", rows.join("\n"));
            let kept = read("x.csv", text.as_bytes()).unwrap();
            let old = kept.concepts[at].clone();
            let mut new = old.clone();
            new.terms[0].text = "New \"term\", here".to_owned();
            let after = edited(&text, "x.csv", EntryChange::Replace(&old, &new));
            let again = read("x.csv", after.as_bytes()).unwrap();
            for (place, (before, now)) in kept.concepts.iter().zip(&again.concepts).enumerate() {
                if place == at {
                    proptest::prop_assert_eq!(&now.terms[0].text, &new.terms[0].text);
                    proptest::prop_assert_eq!(&now.terms[1], &new.terms[1]);
                } else {
                    proptest::prop_assert_eq!(before, now);
                }
            }
            let changed = new_lines(&text, &after).len();
            proptest::prop_assert!(changed <= 1, "{} lines changed", changed);
        }
    }
}
