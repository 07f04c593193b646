//! What a cell of a column of the concept says, by the column's heading.

use crate::formats::glossary_table::{EntryColumn, entry_column, keep, set};
use crate::model::ConceptEntry;

/// Whether a heading names a field of a concept, and no property.
pub fn is_entry_field(heading: &str) -> bool {
    entry_column(heading).is_some()
}

/// Sets what a cell of a column of the concept, by its heading, is to say; the empty text says
/// nothing.
///
/// # Errors
/// What the value should have been, as one sentence.
pub fn set_entry(entry: &mut ConceptEntry, heading: &str, value: &str) -> Result<(), String> {
    let Some(column) = entry_column(heading) else {
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
    set(entry, &column, value)?;
    entry
        .definitions
        .retain(|own| !own.text.is_empty() || own.source.is_some());
    Ok(())
}
