//! Verification: every block is read.

use super::edit::EditKind;
use super::source::SourceRecord;
use super::{Store, StoreError};
use crate::model::{ConceptEntry, Document, UnitId};

/// What a verification counted.
#[derive(Debug, Clone, Default)]
pub struct Verified {
    /// Sources.
    pub sources: usize,
    /// Units that read.
    pub units: u64,
    /// Concept entries that read.
    pub concepts: u64,
    /// Documents that read.
    pub documents: u64,
    /// What is wrong.
    pub problems: Vec<Problem>,
}

/// Something that is wrong with a source in the store.
#[derive(Debug, Clone)]
pub struct Problem {
    /// The source.
    pub source: SourceRecord,
    /// What is wrong, as one sentence without a full stop.
    pub message: String,
}

impl Store {
    /// Reads everything and compares it with the records of the sources.
    ///
    /// # Errors
    /// When the list of sources itself cannot be read.
    pub fn verify(&self) -> Result<Verified, StoreError> {
        let mut verified = Verified::default();
        for source in self.sources()? {
            verified.sources += 1;
            let units = self
                .imported_units(source.import)
                .map(|unit| unit.map(|_| ()));
            let concepts = self.records_of::<ConceptEntry>(&self.concepts, source.import);
            let documents = self.records_of::<Document>(&self.documents, source.import);
            let kinds = [
                ("units", source.units, count(units)),
                ("concept entries", source.concepts, count(concepts)),
                ("documents", source.documents, count(documents)),
            ];
            for (kind, expected, (read, error)) in &kinds {
                let message = match error {
                    Some(error) => error.to_string(),
                    None if *read != u64::from(*expected) => {
                        format!("{read} of {expected} {kind} are there")
                    }
                    None => continue,
                };
                verified.problems.push(Problem {
                    source: source.clone(),
                    message,
                });
            }
            let unread = self.unread_edits(source.import);
            if let Some((id, why)) = unread.first() {
                verified.problems.push(Problem {
                    source: source.clone(),
                    message: format!(
                        "{} edited units do not read, the first is #{}: {why}",
                        unread.len(),
                        id.ordinal.saturating_add(1)
                    ),
                });
            }
            let now = kinds[0].2.0 + self.unit_count(&source);
            verified.units += now.saturating_sub(u64::from(source.units));
            verified.concepts += kinds[1].2.0;
            verified.documents += kinds[2].2.0;
        }
        Ok(verified)
    }

    /// Deletes edits whose units do not read, so that the units are as they were imported.
    /// Returns the names of the units.
    ///
    /// # Errors
    /// When the list of sources cannot be read, or the store not be written.
    pub fn delete_damaged_edits(&self) -> Result<Vec<String>, StoreError> {
        let mut names = Vec::new();
        for source in self.sources()? {
            for (id, _) in self.unread_edits(source.import) {
                self.delete_edit(id)?;
                names.push(format!("{}#{}", source.path, id.ordinal.saturating_add(1)));
            }
        }
        Ok(names)
    }

    /// The edits of an import that have a unit which does not read, with the reason.
    fn unread_edits(&self, import: u32) -> Vec<(UnitId, String)> {
        let edited = self.edits_of(import).into_iter();
        let edited = edited.filter(|(_, edit)| edit.kind != EditKind::Deleted);
        let unread = edited.filter_map(|(id, _)| match self.edited_unit(id) {
            Ok(Some(_)) => None,
            Ok(None) => Some((id, "it is not there".to_owned())),
            Err(error) => Some((id, error.to_string())),
        });
        unread.collect()
    }
}

/// How many records read before the first that does not, and why that one does not.
fn count(records: impl Iterator<Item = Result<(), StoreError>>) -> (u64, Option<StoreError>) {
    let mut read = 0;
    for record in records {
        match record {
            Ok(()) => read += 1,
            Err(error) => return (read, Some(error)),
        }
    }
    (read, None)
}
