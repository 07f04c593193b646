//! Tables of a term and its translation, as OmegaT, Weblate and DeepL have them.
//!
//! With a header (`source,target`, and what else Weblate writes), or without one: two or three
//! columns (OmegaT), or a translation with the two languages behind it (DeepL). Most of these
//! files do not name their languages; then the user does.

use std::collections::{HashMap, HashSet};
use std::io::{BufRead, Write};

use super::glossary_long::is_long;
use super::glossary_pairs_write::write_pairs;
use super::glossary_table::{EntryColumn, Ids, add_term, entry_column, keep, nfc, set};
use super::glossary_wide::{is_sure, is_wide};
use super::table::{self, Header, Quoting, Row, Rows, Table, TextRows};
use super::{Export, Format, Holds, ReadError, ReadOptions, Sink, SinkError};
use crate::lang::LanguageTag;
use crate::model::{
    ConceptEntry, Diagnostic, Location, Review, Severity, Term, TermField, TermStatus,
};

/// One of the forms of such tables; all are read alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum GlossaryPairs {
    /// Tab-separated, without a header: term, translation, comment.
    OmegaT,
    /// CSV with a header.
    Weblate,
    /// CSV without a header: term, translation, language, language.
    DeepL,
}

/// What a column holds.
#[derive(Debug, Clone, PartialEq)]
enum Column {
    Source,
    Target,
    SourceLanguage,
    TargetLanguage,
    /// What tells entries of the same source apart, or names one that has no other side.
    Context,
    TargetNote,
    Fuzzy,
    Entry(EntryColumn),
    Field(TermField),
    Ignored,
    Property(String),
}

fn column(heading: &str) -> Column {
    match heading.to_lowercase().replace([' ', '-'], "_").as_str() {
        "source" | "src" | "source_term" | "source_text" => Column::Source,
        "target" | "trg" | "tgt" | "target_term" | "target_text" | "translation" => Column::Target,
        "source_lang" | "source_language" => Column::SourceLanguage,
        "target_lang" | "target_language" => Column::TargetLanguage,
        "context" => Column::Context,
        "translator_comments" => Column::TargetNote,
        "developer_comments" => Column::Entry(EntryColumn::Note),
        "explanation" => Column::Entry(EntryColumn::Definition),
        "fuzzy" => Column::Fuzzy,
        "location" | "-" | "" => Column::Ignored,
        name => match (entry_column(heading), name.parse()) {
            (Some(known), _) => Column::Entry(known),
            (None, Ok(field)) => Column::Field(field),
            (None, Err(_)) => Column::Property(heading.to_owned()),
        },
    }
}

/// Whether a header names a source or a target side, or a context with only one of them.
pub(super) fn is_pairs(header: &[String]) -> bool {
    let has = |wanted: &Column| header.iter().any(|heading| column(heading) == *wanted);
    let sides = [Column::Source, Column::Target]
        .iter()
        .filter(|side| has(side))
        .count();
    sides == 2 || (sides == 1 && has(&Column::Context))
}

/// Whether rows without a header are terms with their translations: two or three cells each, in
/// CSV always as many; no cell of the first is a heading that tables have.
pub(super) fn is_headless(rows: &[Row], delimiter: u8) -> bool {
    let Some(first) = rows.first() else {
        return false;
    };
    let filled = |row: &Row| {
        row.cells
            .iter()
            .rposition(|cell| !cell.is_empty())
            .map_or(0, |at| at + 1)
    };
    if are_deepl(rows) {
        return true;
    }
    if is_header(&first.cells) {
        return false;
    }
    let is_translated = |row: &&Row| (2..=3).contains(&filled(row)) && !row.cells[0].is_empty();
    let translated = rows.iter().filter(is_translated).count();
    let is_even = delimiter == b'\t' || rows.iter().all(|row| row.cells.len() == first.cells.len());
    rows.iter().all(|row| filled(row) <= 3) && is_even && translated * 2 >= rows.len()
}

/// Whether a first row is the header of some table. A word alone may be a term (`note`), but
/// nobody has `id` for one.
fn is_header(cells: &[String]) -> bool {
    let is_heading =
        |cell: &&String| !matches!(column(cell), Column::Property(_) | Column::Ignored);
    let is_id = |cell: &String| column(cell) == Column::Entry(EntryColumn::Id);
    cells.iter().any(is_id)
        || cells.iter().filter(is_heading).count() > 1
        || is_wide(cells)
        || is_long(cells)
}

/// Whether rows are those of a DeepL glossary, whose first row is no header.
pub(super) fn are_deepl(rows: &[Row]) -> bool {
    let is_heading = |cell: &String| !matches!(column(cell), Column::Property(_));
    let first = rows.first();
    first.is_some_and(|first| !first.cells.iter().take(2).any(is_heading))
        && rows.iter().all(names_languages)
}

/// Whether a row is one of DeepL's: its third and fourth cell are languages.
fn names_languages(row: &Row) -> bool {
    let is_language = |cell: &String| LanguageTag::parse(cell).is_ok_and(|tag| is_sure(&tag));
    row.cells.len() == 4 && row.cells[2..].iter().all(is_language)
}

impl Format for GlossaryPairs {
    fn name(&self) -> &'static str {
        match self {
            Self::OmegaT => "omegat",
            Self::Weblate => "weblate-csv",
            Self::DeepL => "deepl",
        }
    }

    fn about(&self) -> &'static str {
        match self {
            Self::OmegaT => "OmegaT glossary: term, translation, comment",
            Self::Weblate => "source and target columns as Weblate has them (CSV)",
            Self::DeepL => "DeepL glossary: term, translation, languages (CSV)",
        }
    }

    fn endings(&self) -> &'static [&'static str] {
        match self {
            Self::OmegaT => &["txt", "tab", "utf8", "tsv", "csv"],
            Self::Weblate | Self::DeepL => &["csv", "tsv"],
        }
    }

    fn holds(&self) -> Holds {
        Holds::Glossary
    }

    fn recognises(&self, beginning: &str, options: &ReadOptions) -> bool {
        match self {
            Self::Weblate => is_pairs(&table::header_of(beginning, options).names),
            Self::DeepL | Self::OmegaT => {
                let rows = table::first_rows(beginning);
                are_deepl(&rows) == (*self == Self::DeepL)
                    && is_headless(&rows, table::delimiter(beginning))
            }
        }
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
        write_pairs(*self, &export, output)
    }
}

/// Reads the rows of such a table, with or without a header.
pub(super) fn read_rows(
    rows: &mut dyn Rows,
    path: &str,
    options: &ReadOptions,
    sink: &mut dyn Sink,
) -> Result<(), ReadError> {
    let mut reader = Reader {
        path,
        options,
        sink,
        columns: Vec::new(),
        ids: Ids::default(),
        seen: HashSet::new(),
        entries: Vec::new(),
        places: HashMap::new(),
    };
    let mut rows = Peeked { rows, first: None };
    let first = rows.peek()?;
    let header = first.map(|first| {
        first
            .cells
            .iter()
            .map(|name| options.columns.get(name).unwrap_or(name).clone())
            .collect::<Vec<_>>()
    });
    if header.is_some_and(|header| is_pairs(&header)) {
        let mut table = Table::new(&mut rows, path, options)?;
        reader.columns = reader.header(&table.header)?;
        while let Some(row) = table.next_row()? {
            reader.row(&row)?;
        }
    } else {
        reader.headless(&mut rows)?;
    }
    reader.finish()
}

/// Rows of which the first can be looked at.
struct Peeked<'r> {
    rows: &'r mut dyn Rows,
    first: Option<Row>,
}

impl Peeked<'_> {
    fn peek(&mut self) -> Result<Option<&Row>, Diagnostic> {
        if self.first.is_none() {
            self.first = self.rows.next_row()?;
        }
        Ok(self.first.as_ref())
    }
}

impl Rows for Peeked<'_> {
    fn next_row(&mut self) -> Result<Option<Row>, Diagnostic> {
        match self.first.take() {
            Some(first) => Ok(Some(first)),
            None => self.rows.next_row(),
        }
    }

    fn quoting(&self) -> Quoting {
        self.rows.quoting()
    }
}

/// The columns of a row without a header.
fn headless(row: &Row, path: &str) -> Result<Vec<Column>, Diagnostic> {
    let mut columns = vec![Column::Source, Column::Target];
    if names_languages(row) {
        columns.extend([Column::SourceLanguage, Column::TargetLanguage]);
        return Ok(columns);
    }
    columns.push(Column::Entry(EntryColumn::Note));
    let filled = row.cells.iter().rposition(|cell| !cell.is_empty());
    match filled {
        Some(last) if last < columns.len() => Ok(columns),
        _ => {
            let message = format!(
                "the row has {} cells; a table without a header has two or three: term, translation, comment",
                row.cells.len()
            );
            let location = Location::line(path, row.line);
            Err(Diagnostic::new(Severity::Error, location, message).with_advice(
                "name what the columns hold, such as --map 1=en --map 2=fa, or --map NAME=en where there is a header",
            ))
        }
    }
}

struct Reader<'r> {
    path: &'r str,
    options: &'r ReadOptions,
    sink: &'r mut dyn Sink,
    columns: Vec<Column>,
    ids: Ids,
    /// The rows that were there before, to tell of double ones.
    seen: HashSet<(String, String, String)>,
    /// Entries with only one side, by their context.
    entries: Vec<ConceptEntry>,
    places: HashMap<String, usize>,
}

impl Reader<'_> {
    fn headless(&mut self, rows: &mut Peeked<'_>) -> Result<(), ReadError> {
        if let Some(first) = rows
            .peek()?
            .filter(|first| is_header(&first.cells) && !names_languages(first))
        {
            let message = "the header names neither two languages nor a source and a target";
            let location = Location::line(self.path, first.line);
            return Err(Diagnostic::new(Severity::Error, location, message)
                .with_advice("name what the columns hold, such as --map NAME=en")
                .into());
        }
        let mut width = None;
        while let Some(row) = rows.next_row()? {
            self.columns = headless(&row, self.path)?;
            let cells = row.cells.len();
            let first = *width.get_or_insert(cells);
            // With a comma any text has cells; a table has as many in each row.
            if rows.quoting() == Quoting::Rfc4180 && cells != first {
                let message = format!("the row has {cells} cells, the first row {first}");
                let location = Location::line(self.path, row.line);
                return Err(Diagnostic::new(Severity::Error, location, message)
                    .with_advice("put a cell that holds the delimiter in quotation marks")
                    .into());
            }
            self.row(&row)?;
        }
        Ok(())
    }

    fn header(&mut self, header: &Header) -> Result<Vec<Column>, ReadError> {
        let columns: Vec<Column> = header.names.iter().map(|name| column(name)).collect();
        let is_property = |column: &Column| matches!(column, Column::Property(_));
        super::glossary_table::check_columns(header, &columns, is_property, self.path, self.sink)?;
        Ok(columns)
    }

    fn cell<'c>(&self, row: &'c Row, wanted: &Column) -> &'c str {
        let place = self.columns.iter().position(|column| column == wanted);
        place
            .and_then(|place| row.cells.get(place))
            .map_or("", String::as_str)
    }

    /// The language of a side: the row's own, or the one that the user named.
    fn language(
        &self,
        row: &Row,
        column: &Column,
        named: Option<&LanguageTag>,
    ) -> Result<LanguageTag, ReadError> {
        let own = self.cell(row, column);
        if own.is_empty() {
            return named.cloned().ok_or_else(|| {
                let message = "the table names no languages";
                Diagnostic::new(Severity::Error, Location::line(self.path, row.line), message)
                    .with_advice("name those of its two columns with --from and --to, or what its columns hold with --map")
                    .into()
            });
        }
        LanguageTag::parse(own).map_err(|error| self.wrong(row, column, error.to_string()))
    }

    fn wrong(&self, row: &Row, column: &Column, what: String) -> ReadError {
        let place = self.columns.iter().position(|own| own == column);
        let location = row.location(self.path, place.unwrap_or(usize::MAX));
        Diagnostic::new(Severity::Error, location, what).into()
    }

    fn warn(&mut self, row: &Row, message: &str) {
        let location = Location::line(self.path, row.line);
        self.sink
            .diagnostic(Diagnostic::new(Severity::Warning, location, message));
    }

    fn row(&mut self, row: &Row) -> Result<(), ReadError> {
        let has = |column: &Column| self.columns.contains(column);
        if has(&Column::Source) && has(&Column::Target) {
            self.pair(row)
        } else {
            self.side(row)
        }
    }

    /// A row with both sides: an entry.
    fn pair(&mut self, row: &Row) -> Result<(), ReadError> {
        let (source, target) = (
            nfc(self.cell(row, &Column::Source)),
            nfc(self.cell(row, &Column::Target)),
        );
        if source.is_empty() || target.is_empty() {
            self.warn(row, "a row without a translation was skipped");
            return Ok(());
        }
        let context = self.cell(row, &Column::Context).to_owned();
        if !self.seen.insert((source.clone(), target.clone(), context)) {
            self.warn(row, "a row that is there twice was skipped");
            return Ok(());
        }
        let from = self.language(row, &Column::SourceLanguage, self.options.from.as_ref())?;
        let to = self.language(row, &Column::TargetLanguage, self.options.to.as_ref())?;
        let mut entry = ConceptEntry::new("", Location::line(self.path, row.line));
        let id = nfc(self.cell(row, &Column::Entry(EntryColumn::Id)));
        entry.id.0 = match id.is_empty() {
            true => self.ids.make(&source, row.line),
            false => id,
        };
        self.describe(&mut entry, row)?;
        let source = Term::new(from, source, TermStatus::Preferred);
        let mut target = Term::new(to, target, TermStatus::Preferred);
        self.describe_target(&mut target, row)?;
        for mut term in [source, target] {
            term.line = row.line;
            add_term(&mut entry, term, Location::line(self.path, row.line));
        }
        keep(&mut entry, "context", self.cell(row, &Column::Context));
        self.sink.concept(entry).map_err(ReadError::Sink)
    }

    /// A row with one side: a term of the entry that its context names.
    fn side(&mut self, row: &Row) -> Result<(), ReadError> {
        let (column, language, named) = match self.columns.contains(&Column::Source) {
            true => (
                Column::Source,
                Column::SourceLanguage,
                self.options.from.as_ref(),
            ),
            false => (
                Column::Target,
                Column::TargetLanguage,
                self.options.to.as_ref(),
            ),
        };
        let text = nfc(self.cell(row, &column));
        if text.is_empty() {
            self.warn(row, "a row without a term was skipped");
            return Ok(());
        }
        let language = self.language(row, &language, named)?;
        let context = self.cell(row, &Column::Context);
        let id = match context.is_empty() {
            true => self.ids.make(&text, row.line),
            false => nfc(context),
        };
        let place = *self.places.entry(id).or_insert_with_key(|id| {
            let location = Location::line(self.path, row.line);
            self.entries.push(ConceptEntry::new(id.as_str(), location));
            self.entries.len() - 1
        });
        let mut entry = std::mem::replace(
            &mut self.entries[place],
            ConceptEntry::new("", Location::default()),
        );
        let status = match entry.terms.is_empty() {
            true => TermStatus::Preferred,
            false => TermStatus::Admitted,
        };
        let mut term = Term::new(language, text, status);
        term.line = row.line;
        self.describe(&mut entry, row)?;
        self.describe_target(&mut term, row)?;
        let double = add_term(&mut entry, term, Location::line(self.path, row.line));
        self.entries[place] = entry;
        double
            .into_iter()
            .for_each(|said| self.sink.diagnostic(said));
        Ok(())
    }

    fn describe(&self, entry: &mut ConceptEntry, row: &Row) -> Result<(), ReadError> {
        for (column, cell) in self.columns.iter().zip(&row.cells) {
            match column {
                Column::Entry(known) => {
                    set(entry, known, cell).map_err(|what| self.wrong(row, column, what))?;
                }
                Column::Property(name) => keep(entry, name, cell),
                _ => {}
            }
        }
        Ok(())
    }

    /// What a row says of its translation.
    fn describe_target(&self, term: &mut Term, row: &Row) -> Result<(), ReadError> {
        for (column, cell) in self.columns.iter().zip(&row.cells) {
            match column {
                Column::Field(field) => field
                    .set(term, cell)
                    .map_err(|what| self.wrong(row, column, what))?,
                Column::TargetNote if !cell.is_empty() => term.note = Some(nfc(cell)),
                Column::Fuzzy if is_true(cell) => term.review = Some(Review::Proposed),
                _ => {}
            }
        }
        Ok(())
    }

    fn finish(self) -> Result<(), ReadError> {
        if self.seen.is_empty() && self.entries.is_empty() {
            let message = "no row of the file is a term with its translation";
            let location = Location::file(self.path);
            return Err(Diagnostic::new(Severity::Error, location, message)
                .with_advice("a glossary has a tab or a comma between term and translation")
                .into());
        }
        for entry in self.entries {
            self.sink.concept(entry).map_err(ReadError::Sink)?;
        }
        Ok(())
    }
}

fn is_true(cell: &str) -> bool {
    matches!(cell.to_lowercase().as_str(), "true" | "1" | "yes" | "fuzzy")
}
