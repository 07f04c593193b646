//! The long shape of a glossary table: a row per term, with all its fields.
//!
//! `docs/glossary-format.md` describes it for users.

use std::collections::HashMap;
use std::io::{BufRead, Write};

use super::glossary_table::{
    EntryColumn, Ids, add_term, check_columns, entry_column, entry_columns, flat, is_wanted, keep,
    nfc, property_names, property_value, set, tsv,
};
use super::table::{self, Row, Rows, Table, TextRows};
use super::{Export, Format, Holds, ReadError, ReadOptions, Sink, SinkError};
use crate::lang::LanguageTag;
use crate::model::{ConceptEntry, Diagnostic, Location, Severity, Term, TermField, TermStatus};

/// Glossary tables with a row per term.
pub(super) struct GlossaryLong;

/// What a column holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Column {
    Entry(EntryColumn),
    Language,
    Text,
    Field(TermField),
    Property(String),
}

/// The column of a heading. `note` and `source` are of the concept, `term_note` and
/// `term_source` of the term.
pub(super) fn column(heading: &str) -> Column {
    if let Some(known) = entry_column(heading) {
        return Column::Entry(known);
    }
    match heading.to_lowercase().replace([' ', '-'], "_").as_str() {
        "language" | "lang" => Column::Language,
        "term" => Column::Text,
        name => match name.parse() {
            Ok(field) => Column::Field(field),
            Err(_) => Column::Property(heading.to_owned()),
        },
    }
}

/// The heading under which a field of a term is written.
pub(super) fn field_heading(field: TermField) -> String {
    match field {
        TermField::Note => "term_note".to_owned(),
        TermField::Source => "term_source".to_owned(),
        other => other.as_str().replace('-', "_"),
    }
}

/// Whether a header is one of this shape.
pub(super) fn is_long(header: &[String]) -> bool {
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

    fn recognises(&self, beginning: &str, options: &ReadOptions) -> bool {
        is_long(&table::header_of(beginning, options).names)
    }

    fn read(
        &self,
        text: &mut dyn BufRead,
        path: &str,
        options: &ReadOptions,
        sink: &mut dyn Sink,
    ) -> Result<(), ReadError> {
        read_rows(&mut TextRows::new(text, path), path, options, sink)
    }

    fn write(&self, export: Export<'_>, output: &mut dyn Write) -> Result<(), SinkError> {
        let mut writer = tsv(output);
        for row in rows(&export) {
            writer.write_record(row.iter().map(|cell| flat(cell)))?;
        }
        writer.flush()?;
        Ok(())
    }
}

/// Reads the rows of a table of this shape.
pub(super) fn read_rows(
    rows: &mut dyn Rows,
    path: &str,
    options: &ReadOptions,
    sink: &mut dyn Sink,
) -> Result<(), ReadError> {
    let mut table = Table::new(rows, path, options)?;
    let columns = columns_of(&table, path, sink)?;
    let mut ids = Ids::default();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut entries: Vec<ConceptEntry> = Vec::new();
    while let Some(row) = table.next_row()? {
        let term = term_of(&row, &columns, path)?;
        let id = cell(&row, &columns, &Column::Entry(EntryColumn::Id));
        let id = match id.is_empty() {
            true => ids.make(&term.text, row.line),
            false => nfc(id),
        };
        let place = *places.entry(id).or_insert_with_key(|id| {
            entries.push(ConceptEntry::new(
                id.as_str(),
                Location::line(path, row.line),
            ));
            entries.len() - 1
        });
        fill(&mut entries[place], &row, &columns, path)?;
        let double = add_term(&mut entries[place], term, Location::line(path, row.line));
        double.into_iter().for_each(|said| sink.diagnostic(said));
    }
    for entry in entries {
        sink.concept(entry).map_err(ReadError::Sink)?;
    }
    Ok(())
}

fn columns_of(
    table: &Table<'_>,
    path: &str,
    sink: &mut dyn Sink,
) -> Result<Vec<Column>, ReadError> {
    let header = &table.header;
    if !is_long(&header.names) {
        let message = "the header names neither languages nor the columns language and term";
        let location = Location::line(path, header.line.max(1));
        return Err(Diagnostic::new(Severity::Error, location, message)
            .with_advice(
                "name what the columns hold, such as --map NAME=en --map ANOTHER=fa; docs/glossary-format.md describes the shapes",
            )
            .into());
    }
    let columns: Vec<Column> = header.names.iter().map(|heading| column(heading)).collect();
    let is_property = |column: &Column| matches!(column, Column::Property(_));
    check_columns(header, &columns, is_property, path, sink)?;
    Ok(columns)
}

/// The cell of a column; empty where there is no such column.
fn cell<'r>(row: &'r Row, columns: &[Column], wanted: &Column) -> &'r str {
    let place = columns.iter().position(|column| column == wanted);
    place.map_or("", |place| row.cells[place].as_str())
}

fn term_of(row: &Row, columns: &[Column], path: &str) -> Result<Term, ReadError> {
    let missing = |what: &str| {
        let message = format!("the row has no {what}");
        let location = Location::line(path, row.line);
        ReadError::from(Diagnostic::new(Severity::Error, location, message))
    };
    let language = cell(row, columns, &Column::Language);
    if language.is_empty() {
        return Err(missing("language"));
    }
    let language = LanguageTag::parse(language)
        .map_err(|error| wrong(row, columns, &Column::Language, path, error.to_string()))?;
    let text = nfc(cell(row, columns, &Column::Text));
    if text.is_empty() {
        return Err(missing("term"));
    }
    let mut term = Term::new(language, text, TermStatus::Admitted);
    term.line = row.line;
    for (column, cell) in columns.iter().zip(&row.cells) {
        if let Column::Field(field) = column {
            field
                .set(&mut term, &nfc(cell))
                .map_err(|what| wrong(row, columns, column, path, what))?;
        }
    }
    Ok(term)
}

/// A cell that is not what its column asks for.
fn wrong(row: &Row, columns: &[Column], column: &Column, path: &str, what: String) -> ReadError {
    let place = columns.iter().position(|own| own == column);
    let location = row.location(path, place.unwrap_or(usize::MAX));
    Diagnostic::new(Severity::Error, location, what).into()
}

/// Takes from a row what it says of the concept.
fn fill(
    entry: &mut ConceptEntry,
    row: &Row,
    columns: &[Column],
    path: &str,
) -> Result<(), ReadError> {
    for (column, cell) in columns.iter().zip(&row.cells) {
        match column {
            Column::Entry(known) => {
                set(entry, known, cell).map_err(|what| wrong(row, columns, column, path, what))?
            }
            Column::Property(name) if name != table::IGNORED => keep(entry, name, cell),
            _ => {}
        }
    }
    Ok(())
}

/// The rows of a table of this shape, the header first.
pub(super) fn rows(export: &Export<'_>) -> impl Iterator<Item = Vec<String>> {
    let fields = fields(export);
    let mut behind = vec![EntryColumn::Subject];
    behind.extend(entry_columns(export.concepts));
    let properties = property_names(export.concepts);
    let mut header: Vec<String> = ["id", "language", "term"].map(str::to_owned).to_vec();
    header.extend(fields.iter().map(|field| field_heading(*field)));
    header.extend(behind.iter().map(EntryColumn::heading));
    header.extend(properties.iter().cloned());
    let terms = export.concepts.iter().flat_map(|entry| {
        let own = entry.terms.iter().filter(|term| is_wanted(term, export));
        own.map(move |term| (entry, term))
    });
    let rows = terms.map(move |(entry, term)| {
        let mut row = vec![
            entry.id.to_string(),
            term.language.to_string(),
            term.text.clone(),
        ];
        row.extend(
            fields
                .iter()
                .map(|field| field.of(term).unwrap_or_default()),
        );
        row.extend(behind.iter().map(|column| column.cell(entry)));
        row.extend(properties.iter().map(|name| property_value(entry, name)));
        row
    });
    std::iter::once(header).chain(rows)
}

/// The fields that are always written, and those that some term says something in.
fn fields(export: &Export<'_>) -> Vec<TermField> {
    const ALWAYS: [TermField; 7] = [
        TermField::Status,
        TermField::Type,
        TermField::PartOfSpeech,
        TermField::From,
        TermField::Until,
        TermField::Note,
        TermField::Source,
    ];
    let terms = export.concepts.iter().flat_map(|entry| &entry.terms);
    let is_used = |field: TermField| terms.clone().any(|term| field.of(term).is_some());
    let fields = TermField::ALL.iter().copied();
    fields
        .filter(|field| ALWAYS.contains(field) || is_used(*field))
        .collect()
}
