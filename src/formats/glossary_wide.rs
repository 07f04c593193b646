//! The wide shape of a glossary table: a row per concept, a column per language.
//!
//! `docs/glossary-format.md` describes it for users.

use std::io::{BufRead, Write};

use super::glossary_table::{
    EntryColumn, Ids, add_term, entry_column, join_terms, nfc, set, split_terms,
};
use super::table::{self, Row, Table};
use super::{Export, Format, Holds, ReadError, Sink, SinkError};
use crate::lang::LanguageTag;
use crate::model::{
    ConceptEntry, Diagnostic, Location, PartOfSpeech, Property, Severity, Term, TermStatus,
    TermType,
};

/// Glossary tables with a column per language.
pub(super) struct GlossaryWide;

/// What a column holds.
#[derive(Debug, Clone, PartialEq)]
enum Column {
    Entry(EntryColumn),
    /// Terms of a language: preferred first, then admitted.
    Terms(LanguageTag),
    /// Terms of a language with a status of their own.
    Status(LanguageTag, TermStatus),
    /// Admitted terms of a type.
    Type(LanguageTag, TermType),
    /// Adjectives.
    Adjectives(LanguageTag),
    /// A remark on the terms of a language.
    TermNote(LanguageTag),
    /// Something that is kept as it is.
    Property(String),
}

/// Reads a heading: `LANG`, `LANG:what`, or a column of the entry.
fn column(heading: &str) -> Column {
    if let Some(known) = entry_column(heading) {
        return Column::Entry(known);
    }
    let (language, what) = match heading.split_once(':') {
        Some((language, what)) => (language, what.trim()),
        None => (heading, ""),
    };
    let Ok(language) = LanguageTag::parse(language) else {
        return Column::Property(heading.to_owned());
    };
    match what.to_lowercase().as_str() {
        "" => Column::Terms(language),
        "adjective" => Column::Adjectives(language),
        "note" => Column::TermNote(language),
        other => match (other.parse(), other.parse()) {
            (Ok(status), _) => Column::Status(language, status),
            (_, Ok(kind)) => Column::Type(language, kind),
            _ => Column::Property(heading.to_owned()),
        },
    }
}

fn is_wide(header: &[String]) -> bool {
    let terms = |heading: &String| matches!(column(heading), Column::Terms(_));
    header.iter().any(terms)
}

impl Format for GlossaryWide {
    fn name(&self) -> &'static str {
        "glossary-wide"
    }

    fn about(&self) -> &'static str {
        "glossary table (TSV or CSV) with a column per language"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["tsv", "csv"]
    }

    fn holds(&self) -> Holds {
        Holds::Glossary
    }

    fn recognises(&self, beginning: &str) -> bool {
        is_wide(&table::header_of(beginning))
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
        for row in &table.rows {
            if let Some(entry) = entry_of(row, &columns, path, &mut ids, sink)? {
                sink.concept(entry).map_err(ReadError::Sink)?;
            }
        }
        Ok(())
    }

    fn write(&self, export: Export<'_>, output: &mut dyn Write) -> Result<(), SinkError> {
        write_wide(&export, output)
    }
}

/// The columns of a table; unknown ones are kept as properties, with a word about it.
fn columns_of(table: &Table, path: &str, sink: &mut dyn Sink) -> Result<Vec<Column>, ReadError> {
    let location = || Location::line(path, table.header_line);
    if !is_wide(&table.header) {
        let message = "no column of the header is a language".to_owned();
        return Err(Diagnostic::new(Severity::Error, location(), message)
            .with_advice("head each column of terms with a language tag such as en or fa")
            .into());
    }
    let columns: Vec<Column> = table.header.iter().map(|heading| column(heading)).collect();
    for (place, column) in columns.iter().enumerate() {
        if let Column::Property(name) = column {
            let message = format!("column {name:?} is kept as a property");
            sink.diagnostic(Diagnostic::new(Severity::Note, location(), message));
        }
        if columns[..place].contains(column) {
            let heading = &table.header[place];
            let message = format!("column {heading:?} is there twice");
            return Err(Diagnostic::new(Severity::Error, location(), message).into());
        }
    }
    Ok(columns)
}

/// The entry of a row; `None`, with a warning, for one without terms.
fn entry_of(
    row: &Row,
    columns: &[Column],
    path: &str,
    ids: &mut Ids,
    sink: &mut dyn Sink,
) -> Result<Option<ConceptEntry>, ReadError> {
    let mut entry = ConceptEntry::new("", Location::line(path, row.line));
    for (place, (column, cell)) in columns.iter().zip(&row.cells).enumerate() {
        if cell.is_empty() {
            continue;
        }
        match column {
            Column::Entry(EntryColumn::Id) => entry.id.0 = nfc(cell),
            Column::Entry(known) => set(&mut entry, *known, cell),
            Column::Property(name) => entry.properties.push(Property {
                name: name.clone(),
                language: None,
                value: nfc(cell),
            }),
            Column::TermNote(_) => {}
            terms => {
                for mut term in terms_of(terms, cell) {
                    term.line = row.line;
                    term.note = note_of(&term, columns, row);
                    let double = add_term(&mut entry, term, row.location(path, place));
                    double.into_iter().for_each(|said| sink.diagnostic(said));
                }
            }
        }
    }
    let Some(first) = entry.terms.first() else {
        let message = "the row has no terms and was skipped".to_owned();
        let location = Location::line(path, row.line);
        sink.diagnostic(Diagnostic::new(Severity::Warning, location, message));
        return Ok(None);
    };
    if entry.id.0.is_empty() {
        entry.id.0 = ids.make(&first.text, row.line);
    } else if let Err(first) = ids.take(&entry.id.0, row.line) {
        let message = format!("the id {} is there already, in line {first}", entry.id);
        let location = Location::line(path, row.line);
        return Err(Diagnostic::new(Severity::Error, location, message)
            .with_advice("give each concept an id of its own, or put its terms in one row")
            .into());
    }
    Ok(Some(entry))
}

/// The terms of a cell.
fn terms_of(column: &Column, cell: &str) -> Vec<Term> {
    let texts = split_terms(cell);
    let all = |language: &LanguageTag, status: TermStatus| -> Vec<Term> {
        let term = |text: &String| Term::new(language.clone(), text, status);
        texts.iter().map(term).collect()
    };
    match column {
        Column::Terms(language) => {
            let mut terms = all(language, TermStatus::Admitted);
            if let Some(first) = terms.first_mut() {
                first.status = TermStatus::Preferred;
            }
            terms
        }
        Column::Status(language, status) => all(language, *status),
        Column::Type(language, kind) => {
            let mut terms = all(language, TermStatus::Admitted);
            terms.iter_mut().for_each(|term| term.kind = Some(*kind));
            terms
        }
        Column::Adjectives(language) => {
            let mut terms = all(language, TermStatus::Admitted);
            for term in &mut terms {
                term.part_of_speech = Some(PartOfSpeech::Adjective);
            }
            terms
        }
        Column::Entry(_) | Column::TermNote(_) | Column::Property(_) => Vec::new(),
    }
}

/// The remark of the term's language, for its preferred term.
fn note_of(term: &Term, columns: &[Column], row: &Row) -> Option<String> {
    if term.status != TermStatus::Preferred {
        return None;
    }
    let wanted = Column::TermNote(term.language.clone());
    let place = columns.iter().position(|column| *column == wanted)?;
    let note = &row.cells[place];
    (!note.is_empty()).then(|| nfc(note))
}

/// The column that a term is written to.
fn home(term: &Term) -> Column {
    let language = term.language.clone();
    match (term.part_of_speech, term.kind, term.status) {
        (Some(PartOfSpeech::Adjective), _, _) => Column::Adjectives(language),
        (_, Some(kind), TermStatus::Admitted) => Column::Type(language, kind),
        (_, _, TermStatus::Preferred | TermStatus::Admitted) => Column::Terms(language),
        (_, _, status) => Column::Status(language, status),
    }
}

fn heading(column: &Column) -> String {
    match column {
        Column::Entry(EntryColumn::Id) => "id".to_owned(),
        Column::Entry(EntryColumn::Subject) => "subject".to_owned(),
        Column::Entry(EntryColumn::Definition) => "definition".to_owned(),
        Column::Entry(EntryColumn::Note) => "note".to_owned(),
        Column::Entry(EntryColumn::Source) => "source".to_owned(),
        Column::Terms(language) => language.to_string(),
        Column::Status(language, status) => format!("{language}:{status}"),
        Column::Type(language, kind) => format!("{language}:{kind}"),
        Column::Adjectives(language) => format!("{language}:adjective"),
        Column::TermNote(language) => format!("{language}:note"),
        Column::Property(name) => name.clone(),
    }
}

fn write_wide(export: &Export<'_>, output: &mut dyn Write) -> Result<(), SinkError> {
    let wanted = |term: &Term| {
        export.languages.is_empty()
            || export
                .languages
                .iter()
                .any(|tag| term.language.goes_with(tag))
    };
    let mut plain: Vec<Column> = Vec::new();
    let mut special: Vec<Column> = Vec::new();
    let mut add = |column: Column| {
        let list = match column {
            Column::Terms(_) => &mut plain,
            _ => &mut special,
        };
        if !list.contains(&column) {
            list.push(column);
        }
    };
    for entry in export.concepts {
        for term in entry.terms.iter().filter(|term| wanted(term)) {
            add(home(term));
            if term.note.is_some() && term.status == TermStatus::Preferred {
                add(Column::TermNote(term.language.clone()));
            }
        }
        for property in &entry.properties {
            add(Column::Property(property.name.clone()));
        }
    }
    let mut columns = vec![
        Column::Entry(EntryColumn::Id),
        Column::Entry(EntryColumn::Subject),
    ];
    columns.append(&mut plain);
    columns.append(&mut special);
    columns.extend(
        [
            EntryColumn::Definition,
            EntryColumn::Note,
            EntryColumn::Source,
        ]
        .map(Column::Entry),
    );
    let mut writer = tsv(output);
    writer.write_record(columns.iter().map(heading))?;
    for entry in export.concepts {
        let cells = columns.iter().map(|column| flat(&cell_of(entry, column)));
        writer.write_record(cells)?;
    }
    writer.flush()?;
    Ok(())
}

/// A writer of tab-separated cells without quotation marks.
pub(super) fn tsv(output: &mut dyn Write) -> csv::Writer<&mut dyn Write> {
    csv::WriterBuilder::new()
        .delimiter(b'\t')
        .quote_style(csv::QuoteStyle::Never)
        .from_writer(output)
}

/// A cell without the characters that divide cells and rows.
pub(super) fn flat(cell: &str) -> String {
    cell.replace(['\t', '\n', '\r'], " ")
}

fn cell_of(entry: &ConceptEntry, column: &Column) -> String {
    let text = |field: &Option<String>| field.clone().unwrap_or_default();
    match column {
        Column::Entry(EntryColumn::Id) => entry.id.to_string(),
        Column::Entry(EntryColumn::Subject) => text(&entry.subject),
        Column::Entry(EntryColumn::Definition) => text(&entry.definition),
        Column::Entry(EntryColumn::Note) => text(&entry.note),
        Column::Entry(EntryColumn::Source) => text(&entry.source),
        Column::Property(name) => entry
            .properties
            .iter()
            .find(|property| property.name == *name)
            .map(|property| property.value.clone())
            .unwrap_or_default(),
        Column::TermNote(language) => entry
            .terms
            .iter()
            .filter(|term| term.language == *language && term.status == TermStatus::Preferred)
            .find_map(|term| term.note.clone())
            .unwrap_or_default(),
        terms => {
            let mut own: Vec<&Term> = entry
                .terms
                .iter()
                .filter(|term| home(term) == *terms)
                .collect();
            own.sort_by_key(|term| term.status);
            join_terms(own.iter().map(|term| term.text.as_str()))
        }
    }
}
