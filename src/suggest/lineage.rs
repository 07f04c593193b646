//! Where a unit came from, in words that a person can follow.

use std::collections::BTreeMap;

use crate::lang::LanguageTag;
use crate::model::{Document, DocumentId, Origin, Unit, UnitId};
use crate::store::{Store, StoreError};

/// The sources and documents of a store, to name where units came from.
#[derive(Debug, Default)]
pub struct Origins {
    sources: BTreeMap<u32, String>,
    documents: BTreeMap<DocumentId, Document>,
}

/// Where one unit came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lineage {
    /// The name of the unit: the path of its source and its place in it, counted from 1.
    pub unit: String,
    /// The path of its source.
    pub file: String,
    /// The line of the source; 0 when not known.
    pub line: u32,
    /// The document that it is from.
    pub document: Option<String>,
    /// The title of the document.
    pub title: Option<String>,
    /// The day of the document.
    pub date: Option<String>,
    /// The address of the document.
    pub address: Option<String>,
    /// The place in the document, counted from 1.
    pub position: u32,
}

impl Origins {
    /// The origins of a store.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn of(store: &Store) -> Result<Self, StoreError> {
        let sources = store.sources()?;
        let mut documents = BTreeMap::new();
        for document in store.documents() {
            let document = document?;
            documents.insert(document.id.clone(), document);
        }
        Ok(Self {
            sources: sources
                .into_iter()
                .map(|source| (source.import, source.path))
                .collect(),
            documents,
        })
    }

    /// Where a unit came from, with the title in a language if there is one in it.
    pub fn lineage(&self, id: UnitId, unit: &Unit, language: &LanguageTag) -> Lineage {
        self.lineage_of(id, &unit.origin, language)
    }

    /// What [`Origins::lineage`] says, for a unit of which only the origin is at hand.
    pub fn lineage_of(&self, id: UnitId, origin: &Origin, language: &LanguageTag) -> Lineage {
        let file = self.sources.get(&id.import).cloned().unwrap_or_default();
        let document = origin.document.as_ref();
        let known = document.and_then(|id| self.documents.get(id));
        Lineage {
            unit: format!("{file}#{}", id.ordinal + 1),
            line: origin.line,
            document: document.map(ToString::to_string),
            title: known
                .and_then(|known| known.title(language))
                .map(str::to_owned),
            date: known.and_then(|known| Some(known.date.as_ref()?.to_string())),
            address: known.and_then(|known| known.address.clone()),
            position: origin.position + 1,
            file,
        }
    }
}
