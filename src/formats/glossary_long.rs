//! The long shape of a glossary table: a row per term, with all its fields.
//!
//! `docs/glossary-format.md` describes it for users.

use std::collections::BTreeMap;
use std::io::{BufRead, Write};
use std::str::FromStr;

use super::glossary_table::{EntryColumn, Ids, add_term, entry_column, nfc, set};
use super::glossary_wide::{flat, tsv};
use super::table::{self, Row, Table};
use super::{Export, Format, Holds, ReadError, Sink, SinkError};
use crate::lang::LanguageTag;
use crate::model::{ConceptEntry, Diagnostic, Location, Property, Severity, Term, TermStatus};

/// Glossary tables with a row per term.
pub(super) struct GlossaryLong;

/// What a column holds.
#[derive(Debug, Clone, PartialEq)]
enum Column {
    Entry(EntryColumn),
    Language,
    Text,
    Status,
    Type,
    PartOfSpeech,
    TermNote,
    TermSource,
    From,
    Until,
    Property(String),
}

fn column(heading: &str) -> Column {
    match heading.to_lowercase().replace([' ', '-'], "_").as_str() {
        "language" | "lang" => Column::Language,
        "term" => Column::Text,
        "status" => Column::Status,
        "type" | "term_type" => Column::Type,
        "part_of_speech" | "pos" => Column::PartOfSpeech,
        "term_note" => Column::TermNote,
        "term_source" => Column::TermSource,
        "from" | "valid_from" => Column::From,
        "until" | "valid_until" => Column::Until,
        _ => match entry_column(heading) {
            Some(known) => Column::Entry(known),
            None => Column::Property(heading.to_owned()),
        },
    }
}

fn is_long(header: &[String]) -> bool {
    let has = |wanted: &Column| header.iter().any(|heading| column(heading) == *wanted);
    has(&Column::Language) && has(&Column::Text)
}

impl Format for GlossaryLong {
    fn name(&self) -> &'static str {
        "glossary-long"
    }

    fn about(&self) -> &'static str {
        "glossary table (TSV or CSV) with a row per term"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["tsv", "csv"]
    }

    fn holds(&self) -> Holds {
        Holds::Glossary
    }

    fn recognises(&self, beginning: &str) -> bool {
        is_long(&table::header_of(beginning))
    }

    fn read(
        &self,
        text: &mut dyn BufRead,
        path: &str,
        sink: &mut dyn Sink,
    ) -> Result<(), ReadError> {
        let table = table::read(text, path)?;
        let columns = columns_of(&table, path, sink)?;
        let mut ids = Ids::default();
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        let mut entries: Vec<ConceptEntry> = Vec::new();
        for row in &table.rows {
            let term = term_of(row, &columns, path)?;
            let id = cell(row, &columns, &Column::Entry(EntryColumn::Id));
            let id = match id.is_empty() {
                true => ids.make(&term.text, row.line),
                false => nfc(id),
            };
            let place = *places.entry(id.clone()).or_insert_with(|| {
                entries.push(ConceptEntry::new(id, Location::line(path, row.line)));
                entries.len() - 1
            });
            fill(&mut entries[place], row, &columns);
            let double = add_term(&mut entries[place], term, Location::line(path, row.line));
            double.into_iter().for_each(|said| sink.diagnostic(said));
        }
        for entry in entries {
            sink.concept(entry).map_err(ReadError::Sink)?;
        }
        Ok(())
    }

    fn write(&self, export: Export<'_>, output: &mut dyn Write) -> Result<(), SinkError> {
        write_long(&export, output)
    }
}

fn columns_of(table: &Table, path: &str, sink: &mut dyn Sink) -> Result<Vec<Column>, ReadError> {
    let location = || Location::line(path, table.header_line);
    if !is_long(&table.header) {
        let message = "the header names neither languages nor the columns language and term";
        return Err(Diagnostic::new(Severity::Error, location(), message)
            .with_advice("see docs/glossary-format.md for the two shapes of a glossary table")
            .into());
    }
    let columns: Vec<Column> = table.header.iter().map(|heading| column(heading)).collect();
    for (place, column) in columns.iter().enumerate() {
        if columns[..place].contains(column) {
            let message = format!("column {:?} is there twice", table.header[place]);
            return Err(Diagnostic::new(Severity::Error, location(), message).into());
        }
        if let Column::Property(name) = column {
            let message = format!("column {name:?} is kept as a property");
            sink.diagnostic(Diagnostic::new(Severity::Note, location(), message));
        }
    }
    Ok(columns)
}

/// The cell of a column; empty where there is no such column.
fn cell<'r>(row: &'r Row, columns: &[Column], wanted: &Column) -> &'r str {
    let place = columns.iter().position(|column| column == wanted);
    place.map_or("", |place| row.cells[place].as_str())
}

/// Reads a cell as a value; `None` when it is empty.
fn value<T>(
    row: &Row,
    columns: &[Column],
    wanted: &Column,
    path: &str,
) -> Result<Option<T>, ReadError>
where
    T: FromStr,
    T::Err: std::fmt::Display,
{
    let text = cell(row, columns, wanted);
    if text.is_empty() {
        return Ok(None);
    }
    let place = columns.iter().position(|column| column == wanted);
    text.parse().map(Some).map_err(|error: T::Err| {
        let location = row.location(path, place.unwrap_or(usize::MAX));
        Diagnostic::new(Severity::Error, location, error.to_string()).into()
    })
}

fn term_of(row: &Row, columns: &[Column], path: &str) -> Result<Term, ReadError> {
    let missing = |what: &str| {
        let message = format!("the row has no {what}");
        ReadError::from(Diagnostic::new(
            Severity::Error,
            Location::line(path, row.line),
            message,
        ))
    };
    let language: LanguageTag =
        value(row, columns, &Column::Language, path)?.ok_or_else(|| missing("language"))?;
    let text = nfc(cell(row, columns, &Column::Text));
    if text.is_empty() {
        return Err(missing("term"));
    }
    let status = value(row, columns, &Column::Status, path)?.unwrap_or(TermStatus::Admitted);
    let note = |column: &Column| {
        let text = cell(row, columns, column);
        (!text.is_empty()).then(|| nfc(text))
    };
    Ok(Term {
        kind: value(row, columns, &Column::Type, path)?,
        part_of_speech: value(row, columns, &Column::PartOfSpeech, path)?,
        note: note(&Column::TermNote),
        source: note(&Column::TermSource),
        valid_from: value(row, columns, &Column::From, path)?,
        valid_until: value(row, columns, &Column::Until, path)?,
        line: row.line,
        ..Term::new(language, text, status)
    })
}

/// Takes from a row what it says of the concept.
fn fill(entry: &mut ConceptEntry, row: &Row, columns: &[Column]) {
    for (column, cell) in columns.iter().zip(&row.cells) {
        match column {
            Column::Entry(known) => set(entry, *known, cell),
            Column::Property(name) if !cell.is_empty() => {
                let known = entry.properties.iter().any(|own| own.name == *name);
                if !known {
                    entry.properties.push(Property {
                        name: name.clone(),
                        language: None,
                        value: nfc(cell),
                    });
                }
            }
            _ => {}
        }
    }
}

fn write_long(export: &Export<'_>, output: &mut dyn Write) -> Result<(), SinkError> {
    let mut writer = tsv(output);
    writer.write_record([
        "id",
        "language",
        "term",
        "status",
        "type",
        "part_of_speech",
        "from",
        "until",
        "term_note",
        "term_source",
        "subject",
        "definition",
        "note",
        "source",
    ])?;
    for entry in export.concepts {
        for term in &entry.terms {
            let wanted = export.languages.is_empty()
                || export
                    .languages
                    .iter()
                    .any(|tag| term.language.goes_with(tag));
            if !wanted {
                continue;
            }
            let text = |field: &Option<String>| flat(field.as_deref().unwrap_or(""));
            let date = |field: &Option<crate::model::Date>| {
                field.as_ref().map(ToString::to_string).unwrap_or_default()
            };
            writer.write_record([
                flat(&entry.id.0),
                term.language.to_string(),
                flat(&term.text),
                term.status.to_string(),
                term.kind.map(|kind| kind.to_string()).unwrap_or_default(),
                term.part_of_speech
                    .map(|part| part.to_string())
                    .unwrap_or_default(),
                date(&term.valid_from),
                date(&term.valid_until),
                text(&term.note),
                text(&term.source),
                text(&entry.subject),
                text(&entry.definition),
                text(&entry.note),
                text(&entry.source),
            ])?;
        }
    }
    writer.flush()?;
    Ok(())
}
