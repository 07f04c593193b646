//! Articles that are nearly the same as one that the memory has.

use super::ProjectError;
use crate::lang::LanguageTag;
use crate::model::{Document, DocumentId, Property};
use crate::similarity::Signature;
use crate::store::Store;
use crate::text::Analyser;

/// From which resemblance on two articles are nearly the same.
const NEAR: f64 = 0.5;

/// The property of a document that holds the signature of its first language.
const SIGNATURE: &str = "x-signature";

/// Keeps the signature of a text with its document.
pub(super) fn sign(document: &mut Document, language: &LanguageTag, text: &str) {
    if let Some(signature) = Signature::of(&Analyser::new(language), text) {
        document.properties.push(Property {
            name: SIGNATURE.to_owned(),
            language: None,
            value: signature.to_string(),
        });
    }
}

fn signature_of(document: &Document) -> Option<Signature> {
    let mut properties = document.properties.iter();
    let found = properties.find(|own| own.name == SIGNATURE)?;
    found.value.parse().ok()
}

/// The documents of a memory by their signatures: read once, however many are asked for.
#[derive(Debug, Default)]
pub(super) struct KnownDocuments {
    documents: Vec<(DocumentId, Signature)>,
}

impl KnownDocuments {
    /// Those of a store. Linear in its documents.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(super) fn of(store: &Store) -> Result<Self, ProjectError> {
        let mut known = Self::default();
        for document in store.documents() {
            known.add(&document?);
        }
        Ok(known)
    }

    /// One more.
    pub(super) fn add(&mut self, document: &Document) {
        let signature = signature_of(document);
        self.documents
            .extend(signature.map(|signature| (document.id.clone(), signature)));
    }

    /// The documents that are nearly the same as one, but not itself, each once with its
    /// resemblance, 0–1, the most alike first. Some nanoseconds for each that is known.
    pub(super) fn near(&self, document: &Document) -> Vec<(DocumentId, f64)> {
        let Some(own) = signature_of(document) else {
            return Vec::new();
        };
        let mut near: Vec<(DocumentId, f64)> = self
            .documents
            .iter()
            .map(|(id, theirs)| (id, own.resemblance(theirs)))
            .filter(|(id, likeness)| *likeness >= NEAR && **id != document.id)
            .map(|(id, likeness)| (id.clone(), likeness))
            .collect();
        near.sort_by(|one, other| other.1.total_cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
        near.dedup_by(|later, earlier| later.0 == earlier.0);
        near
    }
}
