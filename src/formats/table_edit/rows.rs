//! The rows of an entry in the columns of a table.

use crate::formats::glossary_long::{Column as LongColumn, field_heading};
use crate::formats::glossary_table::{EntryColumn, entry_columns, property_value};
use crate::formats::glossary_wide::{self, Column as WideColumn};
use crate::model::{ConceptEntry, Term, TermField};

pub(super) fn wide_row(entry: &ConceptEntry, columns: &[WideColumn]) -> Vec<String> {
    let cells = columns
        .iter()
        .map(|column| glossary_wide::cell_of(entry, column));
    cells.collect()
}

/// What happens to a row of the long shape.
pub(super) enum LongChange {
    /// Cells of the row of a line, as they were and as they are to be.
    Cells(u32, Vec<String>, Vec<String>),
    /// The row of a line goes.
    Remove(u32),
    /// A row comes behind that of a line.
    Insert(u32, Vec<String>),
}

/// What happens to the rows of an entry, in the order of their lines.
pub(super) fn long_changes(
    old: &ConceptEntry,
    new: &ConceptEntry,
    columns: &[LongColumn],
) -> Vec<LongChange> {
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
pub(super) fn long_rows(entry: &ConceptEntry, columns: &[LongColumn]) -> Vec<Vec<String>> {
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

pub(super) fn long_cell(entry: &ConceptEntry, term: &Term, column: &LongColumn) -> String {
    match column {
        LongColumn::Entry(known) => known.cell(entry),
        LongColumn::Language => term.language.to_string(),
        LongColumn::Text => term.text.clone(),
        LongColumn::Field(field) => field.of(term).unwrap_or_default(),
        LongColumn::Property(name) => property_value(entry, name),
    }
}

/// The columns of the long shape that an entry may need, with their headings.
pub(super) fn long_columns(entry: &ConceptEntry) -> Vec<(LongColumn, String)> {
    let fields = TermField::ALL.iter().map(|field| {
        let heading = field_heading(*field);
        (LongColumn::Field(*field), heading)
    });
    let own = std::sync::Arc::new(entry.clone());
    let of_entry = entry_columns(&[own]);
    let of_entry = of_entry
        .into_iter()
        .chain([EntryColumn::Subject])
        .map(|column| {
            let heading = column.heading();
            (LongColumn::Entry(column), heading)
        });
    fields.chain(of_entry).collect()
}
