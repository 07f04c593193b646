//! Folding: the units of a source that has no file, written into blocks.
//!
//! Every edit is a small value of its own, known from the opening of the store on: good for
//! hundreds, not for the tens of thousands of units that a desk adds in years. So when they have
//! become many, the units of such a source are written as a new import of it. Every unit keeps
//! its ordinal, and such sources have nothing but units. What was deleted stays an edit, over the unit that it deletes.
//!
//! Sources of files are not folded: of them it has to be known what the file said, so that a new
//! import finds what was edited.

use super::edit::{EditKind, FORMAT};
use super::source::{NewSource, SourceRecord};
use super::write::Takes;
use super::{Store, StoreError};
use crate::model::UnitId;

/// A source is folded when it has more edits with units than this, and they are more than a
/// quarter of its units: so a unit is written again some four times at the most.
const MOST_EDITS: u64 = 1024;

impl Store {
    /// Folds the sources without files that have many edits. Their units have other ids
    /// afterwards, with the same ordinals, so this is for the opening of a project.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub fn fold_edits(&self) -> Result<(), StoreError> {
        for source in self.sources()? {
            let edits = self.edits_of(source.import);
            let with_unit = edits
                .iter()
                .filter(|(_, edit)| edit.kind != EditKind::Deleted);
            let count = with_unit.count() as u64;
            if count > MOST_EDITS && count * 4 > self.unit_count(&source) {
                self.fold(&source)?;
            }
        }
        Ok(())
    }

    /// Writes the units of a source without a file into blocks; false when it has a file, or was
    /// edited meanwhile.
    pub(crate) fn fold(&self, source: &SourceRecord) -> Result<bool, StoreError> {
        if source.format != FORMAT {
            return Ok(false);
        }
        let last = self.last_edit();
        let mut writer = self.begin(NewSource {
            path: source.path.clone(),
            kind: source.kind,
            fingerprint: source.fingerprint,
            format: source.format.clone(),
            imported: source.imported,
        })?;
        let mut deleted = Vec::new();
        for ordinal in 0..self.end_of_units(source) {
            let id = UnitId {
                import: source.import,
                ordinal,
            };
            let unit = self.unit(id)?;
            if unit.is_none() {
                deleted.push(ordinal);
            }
            writer.unit(&unit.unwrap_or_default())?;
        }
        writer.commit_folded(&Takes::Deletions { deleted, last })
    }
}
