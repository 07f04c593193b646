//! What both shapes of glossary tables have in common.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use crate::model::{ConceptEntry, Diagnostic, Location, Severity, Term};

/// A column of the entry that both shapes know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EntryColumn {
    Id,
    Subject,
    Definition,
    Note,
    Source,
}

/// The column of a heading, in any case, under the names that files use.
pub(super) fn entry_column(heading: &str) -> Option<EntryColumn> {
    Some(
        match heading.to_lowercase().replace([' ', '-'], "_").as_str() {
            "id" | "concept" | "concept_id" => EntryColumn::Id,
            "subject" | "subject_field" | "domain" => EntryColumn::Subject,
            "definition" => EntryColumn::Definition,
            "note" | "notes" | "comment" | "remark" => EntryColumn::Note,
            "source" | "reference" => EntryColumn::Source,
            _ => return None,
        },
    )
}

/// Sets a field of an entry, if it is not empty and not yet set.
pub(super) fn set(entry: &mut ConceptEntry, column: EntryColumn, value: &str) {
    let field = match column {
        EntryColumn::Id => return,
        EntryColumn::Subject => &mut entry.subject,
        EntryColumn::Definition => &mut entry.definition,
        EntryColumn::Note => &mut entry.note,
        EntryColumn::Source => &mut entry.source,
    };
    if field.is_none() && !value.is_empty() {
        *field = Some(nfc(value));
    }
}

/// A text in NFC.
pub(super) fn nfc(text: &str) -> String {
    text.nfc().collect()
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
    first_lines: BTreeMap<String, u32>,
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
        let mut id = slug.to_owned();
        let mut number = 2;
        while self.take(&id, line).is_err() {
            id = format!("{slug}-{number}");
            number += 1;
        }
        id
    }
}

/// The cells of a term list: divided at `|`, where `\|` stands for the character itself.
pub(super) fn split_terms(cell: &str) -> Vec<String> {
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
    terms
        .into_iter()
        .map(|term| nfc(term.trim()))
        .filter(|term| !term.is_empty())
        .collect()
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
