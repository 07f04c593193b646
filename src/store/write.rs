//! Writing: a source comes in as a whole or not at all.

use std::collections::BTreeMap;

use serde::Serialize;

use super::block::{self, Packer};
use super::edit::EditKind;
use super::ledger::write_ledger;
use super::open::{NEXT_IMPORT, SOURCE, number, pending_key};
use super::pack::PackWriter;
use super::source::{NewSource, SourceRecord};
use super::{Store, StoreError};
use crate::model::{ConceptEntry, Document, Unit, UnitId};

/// A source that is being written. Nothing of it counts before [`SourceWriter::commit`];
/// dropped without it, its blocks are deleted.
pub struct SourceWriter<'s> {
    store: &'s Store,
    source: NewSource,
    import: u32,
    units: Packed<'s>,
    concepts: Packed<'s>,
    documents: Packed<'s>,
    /// The units once more; `None` when the pack cannot be written: it is derived.
    pack: Option<PackWriter>,
    is_done: bool,
}

/// What an import takes over from the one that it replaces.
pub(super) enum Takes {
    /// Its edits.
    Edits,
    /// Nothing but what was deleted: the import is made of what it replaces.
    Deletions {
        /// The ordinals of units that were deleted.
        deleted: Vec<u32>,
        /// The last edit of the store that it was made with.
        last: u64,
    },
}

/// The records of one kind that are being written.
struct Packed<'s> {
    tree: &'s sled::Tree,
    packer: Packer,
    /// How many records are in the tree already.
    written: u32,
    /// How many records there are in all.
    count: u32,
}

impl Store {
    /// Begins the import of a source under a new number. Memory stays constant however long
    /// the source is.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn begin(&self, source: NewSource) -> Result<SourceWriter<'_>, StoreError> {
        let failed = |error| self.failed("write to", error);
        let import = self
            .catalogue
            .get(NEXT_IMPORT)
            .map_err(failed)?
            .map_or(Some(1), |bytes| number(&bytes))
            .ok_or_else(|| self.damaged("the number of the next import does not read"))?;
        let mut batch = sled::Batch::default();
        batch.insert(NEXT_IMPORT, &(import + 1).to_be_bytes());
        batch.insert(&pending_key(import), &[]);
        self.catalogue.apply_batch(batch).map_err(failed)?;
        let packed = |tree| Packed {
            tree,
            packer: Packer::default(),
            written: 0,
            count: 0,
        };
        Ok(SourceWriter {
            store: self,
            source,
            import,
            units: packed(&self.units),
            concepts: packed(&self.concepts),
            documents: packed(&self.documents),
            pack: Some(PackWriter::new(self.packs.folder(), import)),
            is_done: false,
        })
    }

    /// Removes a source with all its content; false when there is none of that path.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn remove_source(&self, path: &str) -> Result<bool, StoreError> {
        let Some(record) = self.source(path)? else {
            return Ok(false);
        };
        let others = self.sources()?;
        write_ledger(
            &self.folder,
            others.iter().filter(|other| other.path != path),
        )?;
        let mut batch = sled::Batch::default();
        batch.remove(source_key(path));
        batch.insert(&pending_key(record.import), &[]);
        self.catalogue
            .apply_batch(batch)
            .map_err(|error| self.failed("write to", error))?;
        self.flush()?;
        self.delete_blocks(record.import)?;
        Ok(true)
    }

    /// Notes that a source has the same content under a new fingerprint (it was touched).
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn update_record(&self, record: &SourceRecord) -> Result<(), StoreError> {
        self.catalogue
            .insert(source_key(&record.path), self.encode(record)?)
            .map(|_| ())
            .map_err(|error| self.failed("write to", error))
    }

    fn encode(&self, record: &SourceRecord) -> Result<Vec<u8>, StoreError> {
        postcard::to_stdvec(record).map_err(|error| self.damaged(error.to_string()))
    }
}

/// The key of a source's record.
pub(super) fn source_key(path: &str) -> Vec<u8> {
    let mut key = vec![SOURCE];
    key.extend_from_slice(path.as_bytes());
    key
}

impl SourceWriter<'_> {
    /// Adds a unit and returns its id: the next place in the source.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn unit(&mut self, unit: &Unit) -> Result<UnitId, StoreError> {
        let ordinal = self.units.add(self.store, self.import, unit)?;
        let pack = &mut self.pack;
        if pack.as_mut().is_some_and(|pack| pack.add(unit).is_err()) {
            *pack = None;
        }
        Ok(UnitId {
            import: self.import,
            ordinal,
        })
    }

    /// Adds a concept entry.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn concept(&mut self, entry: &ConceptEntry) -> Result<(), StoreError> {
        self.concepts
            .add(self.store, self.import, entry)
            .map(|_| ())
    }

    /// Adds a document.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn document(&mut self, document: &Document) -> Result<(), StoreError> {
        self.documents
            .add(self.store, self.import, document)
            .map(|_| ())
    }

    /// Makes the source count, durably, instead of what was imported from its path before.
    ///
    /// # Errors
    /// When the store cannot be written; then the state before stays.
    pub fn commit(self) -> Result<SourceRecord, StoreError> {
        let store = self.store;
        let mut records = store.commit_all(vec![self])?;
        Ok(records.pop().expect("there is a record for each writer"))
    }

    /// As [`SourceWriter::commit`] for a source that was folded; false, and the state before
    /// stays, when it was edited meanwhile.
    pub(super) fn commit_folded(self, takes: &Takes) -> Result<bool, StoreError> {
        let store = self.store;
        Ok(store.commit_with(vec![self], takes)?.is_some())
    }

    /// Writes what is still being packed.
    fn close(&mut self) -> Result<(), StoreError> {
        for packed in [&mut self.units, &mut self.concepts, &mut self.documents] {
            packed.close(self.store, self.import)?;
        }
        // Without its pack an import is only slower to read.
        if let Some(pack) = self.pack.take() {
            let _ = pack.finish();
        }
        Ok(())
    }

    fn record(&self) -> SourceRecord {
        SourceRecord {
            path: self.source.path.clone(),
            kind: self.source.kind,
            import: self.import,
            fingerprint: self.source.fingerprint,
            format: self.source.format.clone(),
            imported: self.source.imported,
            units: self.units.count,
            concepts: self.concepts.count,
            documents: self.documents.count,
        }
    }
}

impl Store {
    /// Makes several sources count at once, durably, each instead of what was imported from its
    /// path before; of two of one path, the later. It takes about as long as one alone: what
    /// takes time is to make it durable. The records are in the order of the writers.
    ///
    /// # Errors
    /// When the store cannot be written; then the state before stays for all of them.
    pub fn commit_all(
        &self,
        writers: Vec<SourceWriter<'_>>,
    ) -> Result<Vec<SourceRecord>, StoreError> {
        let records = self.commit_with(writers, &Takes::Edits)?;
        Ok(records.unwrap_or_default())
    }

    /// Makes several sources count with what they take over; `None`, and the state before
    /// stays, when there were edits that what they take over does not know.
    fn commit_with(
        &self,
        mut writers: Vec<SourceWriter<'_>>,
        takes: &Takes,
    ) -> Result<Option<Vec<SourceRecord>>, StoreError> {
        if writers.is_empty() {
            return Ok(Some(Vec::new()));
        }
        for writer in &mut writers {
            writer.close()?;
        }
        // The blocks have to be on disk before the records that make them count.
        self.flush()?;
        let records: Vec<SourceRecord> = writers.iter().map(SourceWriter::record).collect();
        // Held until the records count, so that no edit of what they replace is left behind.
        let mut edits = self.edits_mut();
        let replaced = self.replaced_by(&records)?;
        for (old, new) in &replaced {
            match takes {
                Takes::Edits => self.carry_edits(&mut edits, old, (new.import, new.units))?,
                Takes::Deletions { last, .. } if edits.last() != *last => return Ok(None),
                Takes::Deletions { deleted, .. } => {
                    for ordinal in deleted {
                        let id = UnitId {
                            import: new.import,
                            ordinal: *ordinal,
                        };
                        self.write_edit(&mut edits, id, EditKind::Deleted, None)?;
                    }
                }
            }
        }
        if !replaced.is_empty() {
            self.flush()?;
        }
        let mut batch = sled::Batch::default();
        for record in &records {
            batch.insert(source_key(&record.path), self.encode(record)?);
            batch.remove(&pending_key(record.import));
        }
        for (old, _) in &replaced {
            batch.insert(&pending_key(old.import), &[]);
        }
        self.catalogue
            .apply_batch(batch)
            .map_err(|error| self.failed("write to", error))?;
        drop(edits);
        for writer in &mut writers {
            writer.is_done = true;
        }
        self.flush()?;
        write_ledger(&self.folder, self.sources()?.iter())?;
        for (old, _) in &replaced {
            self.delete_blocks(old.import)?;
        }
        Ok(Some(records))
    }

    /// What new records replace: each old record with the new one of its path.
    fn replaced_by<'r>(
        &self,
        records: &'r [SourceRecord],
    ) -> Result<Vec<(SourceRecord, &'r SourceRecord)>, StoreError> {
        let mut before: BTreeMap<&str, &SourceRecord> = BTreeMap::new();
        let mut replaced = Vec::new();
        for record in records {
            let old = match before.insert(&record.path, record) {
                Some(earlier) => Some(earlier.clone()),
                None => self.source(&record.path)?,
            };
            replaced.extend(old.map(|old| (old, record)));
        }
        Ok(replaced)
    }
}

impl Drop for SourceWriter<'_> {
    fn drop(&mut self) {
        if !self.is_done {
            // If this fails too, the next opening sweeps the blocks away.
            let _ = self.store.delete_blocks(self.import);
        }
    }
}

impl Packed<'_> {
    fn add(
        &mut self,
        store: &Store,
        import: u32,
        record: &impl Serialize,
    ) -> Result<u32, StoreError> {
        let ordinal = self.count;
        let is_full = self
            .packer
            .add(record)
            .map_err(|error| store.damaged(error.to_string()))?;
        self.count += 1;
        if is_full {
            self.close(store, import)?;
        }
        Ok(ordinal)
    }

    fn close(&mut self, store: &Store, import: u32) -> Result<(), StoreError> {
        let Some((block, count)) = self.packer.take() else {
            return Ok(());
        };
        self.tree
            .insert(block::key(import, self.written), block)
            .map_err(|error| store.failed("write to", error))?;
        self.written += count;
        Ok(())
    }
}
