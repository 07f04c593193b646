//! The wide shape of a glossary table: a row per concept, a column per language.
//!
//! `docs/glossary-format.md` describes it for users.

use std::io::{BufRead, Write};

use super::glossary_table::{
    EntryColumn, Ids, add_term, check_columns, entry_column, entry_columns, flat, is_wanted,
    join_terms, keep, nfc, property_names, property_value, set, split_places, split_terms, tsv,
};
use super::table::{self, Row, Rows, Table, TextRows};
use super::{Export, Format, Holds, ReadError, ReadOptions, Sink, SinkError, glossary_pairs};
use crate::lang::LanguageTag;
use crate::model::{
    ConceptEntry, Diagnostic, Location, PartOfSpeech, Severity, Term, TermField, TermStatus,
    TermType,
};

/// Glossary tables with a column per language.
pub(super) struct GlossaryWide;

/// Which terms of a language stand together in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Group {
    /// The preferred term first, then admitted ones.
    Main,
    /// Those of a status.
    Status(TermStatus),
    /// Admitted ones of a type.
    Type(TermType),
    /// Admitted adjectives.
    Adjectives,
}

/// What a column holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Column {
    Entry(EntryColumn),
    /// Terms of a language.
    Terms(LanguageTag, Group),
    /// What a field says of each of those terms, in their order.
    Field(LanguageTag, Group, TermField),
    /// Something that is kept as it is.
    Property(String),
}

/// Reads a heading: `LANG`, `LANG:group`, `LANG:field`, `LANG:group:field`, or a column of the
/// entry.
pub(super) fn column(heading: &str) -> Column {
    if let Some(known) = entry_column(heading) {
        return Column::Entry(known);
    }
    let mut parts = heading.split(':').map(str::trim);
    let language = parts.next().unwrap_or("");
    let language = language_heading(language);
    let known = match (language, parts.next(), parts.next(), parts.next()) {
        (Some(language), None, None, None) => Some(Column::Terms(language, Group::Main)),
        (Some(language), Some(what), None, None) => match (group(what), what.parse()) {
            (Some(group), _) => Some(Column::Terms(language, group)),
            (None, Ok(field)) => Some(Column::Field(language, Group::Main, field)),
            (None, Err(_)) => None,
        },
        (Some(language), Some(of), Some(what), None) => match (group(of), what.parse()) {
            (Some(group), Ok(field)) => Some(Column::Field(language, group, field)),
            _ => None,
        },
        _ => None,
    };
    known.unwrap_or_else(|| Column::Property(heading.to_owned()))
}

fn group(name: &str) -> Option<Group> {
    if name.eq_ignore_ascii_case("adjective") {
        return Some(Group::Adjectives);
    }
    let status = name.parse().map(Group::Status);
    status.or_else(|_| name.parse().map(Group::Type)).ok()
}

impl Group {
    /// A term of the group as its column says it; `place` is the place in the cell.
    fn term(self, language: &LanguageTag, text: &str, place: usize) -> Term {
        let mut term = Term::new(language.clone(), text, TermStatus::Admitted);
        match self {
            Self::Main if place == 0 => term.status = TermStatus::Preferred,
            Self::Main => {}
            Self::Status(status) => term.status = status,
            Self::Type(kind) => term.kind = Some(kind),
            Self::Adjectives => term.part_of_speech = Some(PartOfSpeech::Adjective),
        }
        term
    }

    /// The part of a heading that names it; empty for the main one.
    fn heading(self) -> String {
        match self {
            Self::Main => String::new(),
            Self::Status(status) => format!(":{status}"),
            Self::Type(kind) => format!(":{kind}"),
            Self::Adjectives => ":adjective".to_owned(),
        }
    }
}

/// Headings that have the form of a language tag of three letters and mean something else.
const NO_LANGUAGES: &[&str] = &[
    "abb", "abk", "cat", "def", "doc", "iso", "key", "nom", "num", "pos", "ref", "row", "src",
    "tag", "tgt", "tid", "trg", "uid", "url", "val",
];

/// The languages with a code of two letters (ISO 639-1). Two words of any text are likely to
/// have the form of a tag (`one`, `kde`); one of these, or a tag with a script or a region, is a
/// language for sure.
const TWO_LETTER_CODES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

/// The language of a heading: a tag with at most a script and a region, so that `id_field` is
/// none.
fn language_heading(heading: &str) -> Option<LanguageTag> {
    let mut subtags = heading.split(['-', '_']).skip(1);
    let is_plain = |subtag: &str| match subtag.len() {
        2 | 4 => subtag.bytes().all(|byte| byte.is_ascii_alphabetic()),
        3 => subtag.bytes().all(|byte| byte.is_ascii_digit()),
        _ => false,
    };
    if NO_LANGUAGES.contains(&heading.to_lowercase().as_str()) || !subtags.all(is_plain) {
        return None;
    }
    LanguageTag::parse(heading).ok()
}

/// Whether a tag is one of a language for sure, and not any word of two or three letters.
pub(super) fn is_sure(tag: &LanguageTag) -> bool {
    let mut codes = TWO_LETTER_CODES.split(' ');
    tag.as_str() != tag.primary() || codes.any(|code| code == tag.primary())
}

/// Whether a header is one of this shape: one of its headings is a language for sure, and if it
/// is the only heading that is known, it is the only one.
pub(super) fn is_wide(header: &[String]) -> bool {
    let columns = || header.iter().map(|heading| column(heading));
    let known = columns()
        .filter(|own| !matches!(own, Column::Property(_)))
        .count();
    columns().any(|own| matches!(own, Column::Terms(tag, _) if is_sure(&tag)))
        && (known > 1 || header.len() == 1)
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

    fn recognises(&self, beginning: &str, options: &ReadOptions) -> bool {
        is_wide(&table::header_of(beginning, options).names)
            && !glossary_pairs::are_deepl(&table::first_rows(beginning))
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
    while let Some(row) = table.next_row()? {
        if let Some(entry) = entry_of(&row, &columns, path, &mut ids, sink)? {
            sink.concept(entry).map_err(ReadError::Sink)?;
        }
    }
    Ok(())
}

/// The columns of a table; unknown ones are kept as properties, with a word about it.
fn columns_of(
    table: &Table<'_>,
    path: &str,
    sink: &mut dyn Sink,
) -> Result<Vec<Column>, ReadError> {
    let header = &table.header;
    if !is_wide(&header.names) {
        let location = Location::line(path, header.line.max(1));
        let message = "no column of the header is a language".to_owned();
        return Err(Diagnostic::new(Severity::Error, location, message)
            .with_advice("head each column of terms with a language tag such as en or fa, or name what the columns hold: --map NAME=en")
            .into());
    }
    let columns = columns_named(&header.names);
    let is_property =
        |column: &Column| matches!(column, Column::Property(name) if !is_status(name));
    check_columns(header, &columns, is_property, path, sink)?;
    Ok(columns)
}

/// What the columns of a header hold. `id` is the name of a concept and the code of Indonesian:
/// between languages it is the latter.
pub(super) fn columns_named(names: &[String]) -> Vec<Column> {
    let mut columns: Vec<Column> = names.iter().map(|heading| column(heading)).collect();
    let is_language = |own: &Column| matches!(own, Column::Terms(_, Group::Main));
    let languages = columns.iter().filter(|own| is_language(own)).count();
    let place = columns
        .iter()
        .position(|own| *own == Column::Entry(EntryColumn::Id));
    if let Some(place) = place.filter(|place| languages > 2 && names[*place] == "id") {
        let before = place.checked_sub(1).map(|before| &columns[before]);
        let behind = columns.get(place + 1);
        if before.is_some_and(is_language)
            && behind.is_none_or(is_language)
            && let Some(language) = language_heading("id")
        {
            columns[place] = Column::Terms(language, Group::Main);
        }
    }
    columns
}

/// Whether a column says the status of the terms of its row, those of the plain columns of
/// languages. What it says is kept as a property too, so that an edit leaves the cell as it is.
fn is_status(heading: &str) -> bool {
    heading.eq_ignore_ascii_case("status")
}

/// The status that the column of a row says, and where it says so.
fn status_of(row: &Row, columns: &[Column], path: &str) -> Result<Option<TermStatus>, ReadError> {
    let mut said = None;
    for (place, (column, cell)) in columns.iter().zip(&row.cells).enumerate() {
        if matches!(column, Column::Property(name) if is_status(name)) && !cell.is_empty() {
            let status = cell.parse::<TermStatus>();
            said = Some(status.map_err(|error| wrong(row, place, path, error.to_string()))?);
        }
    }
    Ok(said)
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
    let status = status_of(row, columns, path)?;
    for (place, (column, cell)) in columns.iter().zip(&row.cells).enumerate() {
        if cell.is_empty() {
            continue;
        }
        match column {
            Column::Entry(EntryColumn::Id) => entry.id.0 = nfc(cell),
            Column::Entry(known) => {
                set(&mut entry, known, cell).map_err(|what| wrong(row, place, path, what))?
            }
            Column::Property(name) if name != table::IGNORED => keep(&mut entry, name, cell),
            Column::Property(_) | Column::Field(..) => {}
            Column::Terms(language, group) => {
                let texts = split_terms(cell);
                let mut terms: Vec<Term> = texts
                    .iter()
                    .enumerate()
                    .map(|(place, text)| group.term(language, text, place))
                    .collect();
                if let (Group::Main, Some(status)) = (group, status) {
                    let own = terms.iter_mut();
                    own.for_each(|term| term.status = term.status.max(status));
                }
                fill(&mut terms, (language, *group), columns, row, path)?;
                for term in terms {
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

/// Sets what the columns of fields say of the terms of a column.
fn fill(
    terms: &mut [Term],
    (language, group): (&LanguageTag, Group),
    columns: &[Column],
    row: &Row,
    path: &str,
) -> Result<(), ReadError> {
    terms.iter_mut().for_each(|term| term.line = row.line);
    for (place, column) in columns.iter().enumerate() {
        let Column::Field(of, own, field) = column else {
            continue;
        };
        if of != language || *own != group || row.cells[place].is_empty() {
            continue;
        }
        let values = split_places(&row.cells[place]);
        if values.len() > terms.len() {
            let (have, want) = (values.len(), terms.len());
            let what = format!("{have} values are given for the {want} terms of {language}");
            return Err(wrong(row, place, path, what));
        }
        for (term, value) in terms.iter_mut().zip(&values) {
            field
                .set(term, value)
                .map_err(|what| wrong(row, place, path, what))?;
        }
    }
    Ok(())
}

/// A cell that is not what its column asks for.
fn wrong(row: &Row, place: usize, path: &str, what: String) -> ReadError {
    Diagnostic::new(Severity::Error, row.location(path, place), what).into()
}

/// The column that a term is written to.
fn home(entry: &ConceptEntry, term: &Term) -> Group {
    if term.part_of_speech == Some(PartOfSpeech::Adjective) && term.status == TermStatus::Admitted {
        return Group::Adjectives;
    }
    // Without a preferred term the first of the main column would become one.
    let mut others = entry.terms.iter();
    let first =
        others.find(|own| own.language == term.language && own.status == TermStatus::Preferred);
    match (term.kind, term.status) {
        (Some(kind), TermStatus::Admitted) => Group::Type(kind),
        (None, TermStatus::Admitted) if first.is_some() => Group::Main,
        (_, TermStatus::Preferred) if first.is_some_and(|first| std::ptr::eq(first, term)) => {
            Group::Main
        }
        (_, status) => Group::Status(status),
    }
}

pub(super) fn heading(column: &Column) -> String {
    match column {
        Column::Entry(known) => known.heading(),
        Column::Terms(language, group) => format!("{language}{}", group.heading()),
        Column::Field(language, group, field) => {
            let field = field.as_str().replace('-', "_");
            format!("{language}{}:{field}", group.heading())
        }
        Column::Property(name) => name.clone(),
    }
}

/// The rows of a table of this shape, the header first.
pub(super) fn rows(export: &Export<'_>) -> impl Iterator<Item = Vec<String>> {
    let columns = written_columns(export);
    let header = columns.iter().map(heading).collect();
    let rows = export.concepts.iter().map(move |entry| {
        let cells = columns.iter().map(|column| cell_of(entry, column));
        cells.collect()
    });
    std::iter::once(header).chain(rows)
}

/// The columns that an export needs: main terms, then others and fields, then the rest.
fn written_columns(export: &Export<'_>) -> Vec<Column> {
    let mut plain: Vec<Column> = Vec::new();
    let mut special: Vec<Column> = Vec::new();
    let mut add = |column: Column| {
        let list = match column {
            Column::Terms(_, Group::Main) => &mut plain,
            _ => &mut special,
        };
        if !list.contains(&column) {
            list.push(column);
        }
    };
    for entry in export.concepts {
        for term in entry.terms.iter().filter(|term| is_wanted(term, export)) {
            let group = home(entry, term);
            add(Column::Terms(term.language.clone(), group));
            let place = usize::from(term.status != TermStatus::Preferred);
            for field in said_by_fields(term, group, place) {
                add(Column::Field(term.language.clone(), group, field));
            }
        }
    }
    let mut columns = vec![
        Column::Entry(EntryColumn::Id),
        Column::Entry(EntryColumn::Subject),
    ];
    columns.append(&mut plain);
    columns.append(&mut special);
    columns.extend(
        entry_columns(export.concepts)
            .into_iter()
            .map(Column::Entry),
    );
    columns.extend(
        property_names(export.concepts)
            .into_iter()
            .map(Column::Property),
    );
    columns
}

/// The columns that one entry needs.
pub(super) fn needed_columns(entry: &ConceptEntry) -> Vec<Column> {
    let export = Export {
        units: &mut std::iter::empty(),
        concepts: &[std::sync::Arc::new(entry.clone())],
        document: None,
        languages: &[],
    };
    written_columns(&export)
}

/// The fields of a term that its column does not say by itself.
fn said_by_fields(term: &Term, group: Group, place: usize) -> impl Iterator<Item = TermField> {
    let implied = group.term(&term.language, &term.text, place);
    let fields = TermField::ALL.iter().copied();
    fields.filter(move |field| field.of(term) != field.of(&implied))
}

pub(super) fn cell_of(entry: &ConceptEntry, column: &Column) -> String {
    match column {
        Column::Entry(known) => known.cell(entry),
        Column::Property(name) => property_value(entry, name),
        Column::Terms(language, group) => {
            let own = terms_of(entry, language, *group);
            join_terms(own.iter().map(|term| term.text.as_str()))
        }
        Column::Field(language, group, field) => {
            let own = terms_of(entry, language, *group);
            let mut values: Vec<String> = own
                .iter()
                .enumerate()
                .map(|(place, term)| {
                    let mut said = said_by_fields(term, *group, place);
                    let is_said = said.any(|own| own == *field);
                    is_said
                        .then(|| field.of(term))
                        .flatten()
                        .unwrap_or_default()
                })
                .collect();
            while values.last().is_some_and(String::is_empty) {
                values.pop();
            }
            join_terms(values.iter().map(String::as_str))
        }
    }
}

/// The terms of a column, in the order in which they are written.
fn terms_of<'e>(entry: &'e ConceptEntry, language: &LanguageTag, group: Group) -> Vec<&'e Term> {
    let mut own: Vec<&Term> = entry
        .terms
        .iter()
        .filter(|term| term.language == *language && home(entry, term) == group)
        .collect();
    own.sort_by_key(|term| term.status);
    own
}
