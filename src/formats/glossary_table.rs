//! What both shapes of glossary tables have in common.

use std::collections::HashMap;
use std::io::Write;
use std::sync::Arc;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::table::{Header, IGNORED};
use super::{Export, Sink};
use crate::lang::LanguageTag;
use crate::model::{
    ConceptEntry, Definition, Diagnostic, Link, LinkKind, Location, Property, Relation,
    RelationKind, Severity, Term,
};

/// A column of the entry that both shapes know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum EntryColumn {
    Id,
    Subject,
    Definition,
    /// The definition in one language.
    DefinitionIn(LanguageTag),
    /// Where that definition is from.
    DefinitionSource(LanguageTag),
    Link(LinkKind),
    Relation(RelationKind),
    Note,
    Source,
}

/// The column of a heading, in any case, under the names that files use.
pub(super) fn entry_column(heading: &str) -> Option<EntryColumn> {
    let name = heading.to_lowercase().replace([' ', '-'], "_");
    Some(match name.as_str() {
        "id" | "concept" | "concept_id" => EntryColumn::Id,
        "subject" | "subject_field" | "domain" => EntryColumn::Subject,
        "definition" => EntryColumn::Definition,
        "note" | "notes" | "comment" | "remark" => EntryColumn::Note,
        "source" | "reference" => EntryColumn::Source,
        _ => match (language_column(&name), name.parse(), name.parse()) {
            (Some(known), _, _) => known,
            (_, Ok(kind), _) => EntryColumn::Relation(kind),
            (_, _, Ok(kind)) => EntryColumn::Link(kind),
            _ => return None,
        },
    })
}

/// `fa:definition` and `fa:definition_source`.
fn language_column(name: &str) -> Option<EntryColumn> {
    let (language, what) = name.split_once(':')?;
    let language = LanguageTag::parse(language).ok()?;
    match what.trim() {
        "definition" => Some(EntryColumn::DefinitionIn(language)),
        "definition_source" => Some(EntryColumn::DefinitionSource(language)),
        _ => None,
    }
}

impl EntryColumn {
    /// The heading under which the column is written.
    pub(super) fn heading(&self) -> String {
        match self {
            Self::Id => "id".to_owned(),
            Self::Subject => "subject".to_owned(),
            Self::Definition => "definition".to_owned(),
            Self::DefinitionIn(language) => format!("{language}:definition"),
            Self::DefinitionSource(language) => format!("{language}:definition_source"),
            Self::Link(kind) => kind.as_str().to_owned(),
            Self::Relation(kind) => kind.as_str().replace('-', "_"),
            Self::Note => "note".to_owned(),
            Self::Source => "source".to_owned(),
        }
    }

    /// The cell of an entry.
    pub(super) fn cell(&self, entry: &ConceptEntry) -> String {
        let text = |field: &Option<String>| field.clone().unwrap_or_default();
        let in_language = |language: &LanguageTag| {
            let mut all = entry.definitions.iter();
            all.find(|own| own.language == *language)
        };
        match self {
            Self::Id => entry.id.to_string(),
            Self::Subject => text(&entry.subject),
            Self::Definition => text(&entry.definition),
            Self::DefinitionIn(language) => in_language(language)
                .map(|own| own.text.clone())
                .unwrap_or_default(),
            Self::DefinitionSource(language) => in_language(language)
                .map(|own| text(&own.source))
                .unwrap_or_default(),
            Self::Link(kind) => {
                let own = entry.links.iter().filter(|link| link.kind == *kind);
                let written: Vec<String> = own.map(link_text).collect();
                join_terms(written.iter().map(String::as_str))
            }
            Self::Relation(kind) => {
                let own = entry.related(*kind, None);
                let written: Vec<String> = own.map(ToString::to_string).collect();
                join_terms(written.iter().map(String::as_str))
            }
            Self::Note => text(&entry.note),
            Self::Source => text(&entry.source),
        }
    }
}

/// A link as a cell has it: its address, or its label with the address behind it in `<>`.
fn link_text(link: &Link) -> String {
    match &link.label {
        Some(label) => format!("{label} <{}>", link.target),
        None => link.target.clone(),
    }
}

fn link_of(kind: LinkKind, text: &str) -> Link {
    let parts = text
        .strip_suffix('>')
        .and_then(|text| text.rsplit_once('<'));
    match parts {
        Some((label, target)) => Link {
            kind,
            target: target.trim().to_owned(),
            label: Some(label.trim().to_owned()).filter(|label| !label.is_empty()),
        },
        None => Link {
            kind,
            target: text.to_owned(),
            label: None,
        },
    }
}

/// Sets what a cell says of an entry, if it is not empty and not yet set.
///
/// # Errors
/// What the cell should have been, as one sentence.
pub(super) fn set(
    entry: &mut ConceptEntry,
    column: &EntryColumn,
    value: &str,
) -> Result<(), String> {
    if value.is_empty() {
        return Ok(());
    }
    let field = match column {
        EntryColumn::Id => return Ok(()),
        EntryColumn::DefinitionIn(language) => {
            let own = definition_in(entry, language);
            if own.text.is_empty() {
                own.text = nfc(value);
            }
            return Ok(());
        }
        EntryColumn::DefinitionSource(language) => {
            definition_in(entry, language)
                .source
                .get_or_insert_with(|| nfc(value));
            return Ok(());
        }
        EntryColumn::Link(kind) => {
            for link in split_terms(value).iter().map(|text| link_of(*kind, text)) {
                if !entry.links.contains(&link) {
                    entry.links.push(link);
                }
            }
            return Ok(());
        }
        EntryColumn::Relation(kind) => {
            for text in split_terms(value) {
                let mut relation: Relation = text.parse()?;
                relation.kind = *kind;
                if !entry.relations.contains(&relation) {
                    entry.relations.push(relation);
                }
            }
            return Ok(());
        }
        EntryColumn::Subject => &mut entry.subject,
        EntryColumn::Definition => &mut entry.definition,
        EntryColumn::Note => &mut entry.note,
        EntryColumn::Source => &mut entry.source,
    };
    field.get_or_insert_with(|| nfc(value));
    Ok(())
}

fn definition_in<'e>(entry: &'e mut ConceptEntry, language: &LanguageTag) -> &'e mut Definition {
    let found = entry
        .definitions
        .iter()
        .position(|own| own.language == *language);
    let place = found.unwrap_or_else(|| {
        entry.definitions.push(Definition {
            language: language.clone(),
            text: String::new(),
            source: None,
        });
        entry.definitions.len() - 1
    });
    &mut entry.definitions[place]
}

/// The columns behind the terms that some entries need.
pub(super) fn entry_columns(entries: &[Arc<ConceptEntry>]) -> Vec<EntryColumn> {
    let mut columns = vec![EntryColumn::Definition];
    let mut add = |column: EntryColumn| {
        if !columns.contains(&column) {
            columns.push(column);
        }
    };
    for entry in entries {
        for definition in &entry.definitions {
            add(EntryColumn::DefinitionIn(definition.language.clone()));
            if definition.source.is_some() {
                add(EntryColumn::DefinitionSource(definition.language.clone()));
            }
        }
        for relation in &entry.relations {
            add(EntryColumn::Relation(relation.kind));
        }
        for link in &entry.links {
            add(EntryColumn::Link(link.kind));
        }
    }
    columns.extend([EntryColumn::Note, EntryColumn::Source]);
    columns
}

/// The names of the properties of some entries, in the order in which they come.
pub(super) fn property_names(entries: &[Arc<ConceptEntry>]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for property in entries.iter().flat_map(|entry| &entry.properties) {
        if !names.contains(&property.name) {
            names.push(property.name.clone());
        }
    }
    names
}

/// The value of a property of an entry; empty where it has none.
pub(super) fn property_value(entry: &ConceptEntry, name: &str) -> String {
    let mut own = entry.properties.iter();
    own.find(|property| property.name == name)
        .map(|property| property.value.clone())
        .unwrap_or_default()
}

/// Keeps a value that no column of ours has a place for; the first value of a name counts.
pub(super) fn keep(entry: &mut ConceptEntry, name: &str, value: &str) {
    let is_known = entry.properties.iter().any(|own| own.name == name);
    if !is_known && !value.is_empty() {
        entry.properties.push(Property {
            name: name.to_owned(),
            language: None,
            value: nfc(value),
        });
    }
}

/// Refuses a column that is there twice and tells which ones are kept as properties.
pub(super) fn check_columns<C: PartialEq>(
    header: &Header,
    columns: &[C],
    is_property: impl Fn(&C) -> bool,
    path: &str,
    sink: &mut dyn Sink,
) -> Result<(), Diagnostic> {
    let location = || Location::line(path, header.line.max(1));
    for (place, column) in columns.iter().enumerate() {
        let name = &header.names[place];
        let is_ignored = name == IGNORED || name.is_empty();
        if !is_ignored && columns[..place].contains(column) {
            let message = format!("column {name:?} is there twice");
            return Err(Diagnostic::new(Severity::Error, location(), message));
        }
        if is_property(column) && !is_ignored && !header.is_mapped[place] {
            let message = format!("column {name:?} is kept as a property");
            sink.diagnostic(Diagnostic::new(Severity::Note, location(), message));
        }
    }
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

/// Whether an export wants a term.
pub(super) fn is_wanted(term: &Term, export: &Export<'_>) -> bool {
    let mut languages = export.languages.iter();
    export.languages.is_empty() || languages.any(|tag| term.language.goes_with(tag))
}

/// A text in NFC.
pub(super) fn nfc(text: &str) -> String {
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => text.to_owned(),
        _ => text.nfc().collect(),
    }
}

/// Adds a term unless the entry has it; then says so.
pub(super) fn add_term(
    entry: &mut ConceptEntry,
    term: Term,
    location: Location,
) -> Option<Diagnostic> {
    let known = entry.terms.iter().any(|own| {
        own.language == term.language
            && own.text == term.text
            && own.part_of_speech == term.part_of_speech
    });
    if known {
        let message = format!("{:?} is there twice in {}", term.text, term.language);
        return Some(Diagnostic::new(Severity::Warning, location, message));
    }
    entry.terms.push(term);
    None
}

/// Makes ids for entries that have none: the letters and digits of their first term, with a
/// number behind it where that is taken.
#[derive(Debug, Default)]
pub(super) struct Ids {
    first_lines: HashMap<String, u32>,
    /// The last number that was put behind a slug, so that many equal ones stay cheap.
    numbers: HashMap<String, u32>,
}

impl Ids {
    /// Takes an id; `Err` with the line that has it already.
    pub(super) fn take(&mut self, id: &str, line: u32) -> Result<(), u32> {
        match self.first_lines.get(id) {
            Some(first) => Err(*first),
            None => {
                self.first_lines.insert(id.to_owned(), line);
                Ok(())
            }
        }
    }

    /// A free id made of a term.
    pub(super) fn make(&mut self, term: &str, line: u32) -> String {
        let mut slug = String::new();
        for character in term.to_lowercase().chars() {
            if character.is_alphanumeric() {
                slug.push(character);
            } else if !slug.is_empty() && !slug.ends_with('-') {
                slug.push('-');
            }
        }
        let slug = slug.trim_end_matches('-');
        let slug = if slug.is_empty() { "entry" } else { slug };
        if self.take(slug, line).is_ok() {
            return slug.to_owned();
        }
        let mut number = self.numbers.get(slug).copied().unwrap_or(1);
        let id = loop {
            number += 1;
            let id = format!("{slug}-{number}");
            if self.take(&id, line).is_ok() {
                break id;
            }
        };
        self.numbers.insert(slug.to_owned(), number);
        id
    }
}

/// The cells of a term list: divided at `|`, where `\|` stands for the character itself.
pub(super) fn split_terms(cell: &str) -> Vec<String> {
    let mut terms = split_places(cell);
    terms.retain(|term| !term.is_empty());
    terms
}

/// As [`split_terms`], with what is empty: each value stands for a term in its place.
pub(super) fn split_places(cell: &str) -> Vec<String> {
    let mut terms = vec![String::new()];
    let mut characters = cell.chars().peekable();
    while let Some(character) = characters.next() {
        match (character, characters.peek(), terms.last_mut()) {
            ('\\', Some('|'), Some(last)) => {
                characters.next();
                last.push('|');
            }
            ('|', _, _) => terms.push(String::new()),
            (_, _, Some(last)) => last.push(character),
            (_, _, None) => {}
        }
    }
    terms.iter().map(|term| nfc(term.trim())).collect()
}

/// The reverse of [`split_terms`].
pub(super) fn join_terms<'t>(terms: impl Iterator<Item = &'t str>) -> String {
    let escaped: Vec<String> = terms.map(|term| term.replace('|', "\\|")).collect();
    escaped.join("|")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn term_lists_are_divided_and_joined() {
        assert_eq!(split_terms(" a | b|c\\|d||"), ["a", "b", "c|d"]);
        assert_eq!(join_terms(["a", "c|d"].into_iter()), "a|c\\|d");
        assert!(split_terms("").is_empty());
    }

    #[test]
    fn ids_are_made_of_terms_and_stay_apart() {
        let mut ids = Ids::default();
        assert_eq!(ids.make("Security Council (UN)", 1), "security-council-un");
        assert_eq!(ids.make("security council, UN", 2), "security-council-un-2");
        assert_eq!(ids.make("شورای امنیت", 3), "شورای-امنیت");
        assert_eq!(ids.make("—", 4), "entry");
        assert_eq!(ids.take("entry", 9), Err(4));
    }
}
