//! Stores of an older schema: rewritten in place when they are opened.
//!
//! Schema 2 gave concept entries relations, links and definitions by language, and terms their
//! review, grammar, context and properties. Units and documents are as they were.

use serde::{Deserialize, Serialize};
use sled::Transactional;
use sled::transaction::{ConflictableTransactionError, TransactionError};

use super::block::{Packer, unpack};
use super::open::{SCHEMA, SCHEMA_KEY};
use super::{Store, StoreError};
use crate::lang::LanguageTag;
use crate::model::{
    ConceptEntry, ConceptId, Date, Location, PartOfSpeech, Property, Term, TermStatus, TermType,
};

/// A concept entry as schema 1 has it.
#[derive(Serialize, Deserialize)]
struct FirstEntry {
    id: ConceptId,
    subject: Option<String>,
    definition: Option<String>,
    terms: Vec<FirstTerm>,
    note: Option<String>,
    source: Option<String>,
    properties: Vec<Property>,
    location: Location,
}

/// A term as schema 1 has it.
#[derive(Serialize, Deserialize)]
struct FirstTerm {
    language: LanguageTag,
    text: String,
    status: TermStatus,
    kind: Option<TermType>,
    part_of_speech: Option<PartOfSpeech>,
    note: Option<String>,
    source: Option<String>,
    valid_from: Option<Date>,
    valid_until: Option<Date>,
    line: u32,
}

impl From<FirstTerm> for Term {
    fn from(first: FirstTerm) -> Self {
        Self {
            kind: first.kind,
            part_of_speech: first.part_of_speech,
            note: first.note,
            source: first.source,
            valid_from: first.valid_from,
            valid_until: first.valid_until,
            line: first.line,
            ..Self::new(first.language, first.text, first.status)
        }
    }
}

impl From<FirstEntry> for ConceptEntry {
    fn from(first: FirstEntry) -> Self {
        Self {
            subject: first.subject,
            definition: first.definition,
            terms: first.terms.into_iter().map(Term::from).collect(),
            note: first.note,
            source: first.source,
            properties: first.properties,
            ..Self::new(first.id.0, first.location)
        }
    }
}

impl Store {
    /// Rewrites the concept entries of schema 1, all of them or none.
    pub(super) fn migrate(&self) -> Result<(), StoreError> {
        let mut blocks = Vec::new();
        for block in &self.concepts {
            let (key, value) = block.map_err(|error| self.failed("read", error))?;
            blocks.push((key, self.second_block(&value)?));
        }
        let rewritten = (&self.concepts, &self.catalogue).transaction(|(concepts, catalogue)| {
            for (key, block) in &blocks {
                concepts.insert(key, block.as_slice())?;
            }
            catalogue.insert(SCHEMA_KEY, &SCHEMA.to_be_bytes())?;
            Ok::<(), ConflictableTransactionError<()>>(())
        });
        match rewritten {
            Ok(()) => self.flush(),
            Err(TransactionError::Storage(error)) => Err(self.failed("write to", error)),
            Err(TransactionError::Abort(())) => Err(self.damaged("it could not be rewritten")),
        }
    }

    fn second_block(&self, value: &[u8]) -> Result<Vec<u8>, StoreError> {
        let entries = unpack::<FirstEntry>(value).map_err(|what| self.damaged(what))?;
        let mut packer = Packer::default();
        for entry in entries {
            packer
                .add(&ConceptEntry::from(entry))
                .map_err(|error| self.damaged(error.to_string()))?;
        }
        let block = packer.take().map(|(block, _)| block);
        block.ok_or_else(|| self.damaged("a block is empty"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Fingerprint, NewSource, OpenOptions, SourceKind};

    #[test]
    fn a_store_of_schema_1_is_rewritten_and_keeps_everything() {
        let folder = tempfile::tempdir().unwrap();
        let options = OpenOptions::default();
        {
            let store = Store::open(folder.path(), &options).unwrap();
            let mut writer = store
                .begin(NewSource {
                    path: "a.tsv".to_owned(),
                    kind: SourceKind::Imported,
                    fingerprint: Fingerprint::default(),
                    format: "glossary-long".to_owned(),
                    imported: crate::model::Timestamp(0),
                })
                .unwrap();
            for place in 0..2 {
                let entry = ConceptEntry::new(format!("c{place}"), Location::file("a.tsv"));
                writer.concept(&entry).unwrap();
            }
            writer.commit().unwrap();
            let (key, _) = store.concepts.first().unwrap().unwrap();
            let mut packer = Packer::default();
            for place in 0..2 {
                packer.add(&first_entry(place)).unwrap();
            }
            store
                .concepts
                .insert(key, packer.take().unwrap().0)
                .unwrap();
            store
                .catalogue
                .insert(SCHEMA_KEY, &1u32.to_be_bytes())
                .unwrap();
        }
        for _ in 0..2 {
            let store = Store::open(folder.path(), &options).unwrap();
            let entries: Vec<ConceptEntry> = store.concepts().map(Result::unwrap).collect();
            assert_eq!(entries.len(), 2);
            assert_eq!(entries[1].id.0, "c1");
            assert_eq!(entries[1].terms[0].text, "شورای امنیت");
            assert_eq!(entries[1].terms[0].kind, Some(TermType::Full));
            assert_eq!(entries[1].note.as_deref(), Some("n"));
        }
    }

    fn first_entry(place: u32) -> FirstEntry {
        FirstEntry {
            id: ConceptId(format!("c{place}")),
            subject: None,
            definition: None,
            terms: vec![FirstTerm {
                language: LanguageTag::parse("fa").unwrap(),
                text: "شورای امنیت".to_owned(),
                status: TermStatus::Preferred,
                kind: Some(TermType::Full),
                part_of_speech: None,
                note: None,
                source: None,
                valid_from: None,
                valid_until: None,
                line: 3,
            }],
            note: Some("n".to_owned()),
            source: None,
            properties: Vec::new(),
            location: Location::line("a.tsv", 3),
        }
    }
}
