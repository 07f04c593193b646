//! Edits: single units that are added, changed or deleted after their source was imported.
//!
//! An edit is one small value beside the blocks of the import, under the same key as a block
//! that began with the unit: what it says of a unit counts instead of what the blocks say. It
//! costs the same whatever the store holds. A new import of the source takes them over
//! (`carry`); they go when the source is removed.
//!
//! The value is the number of the edit (the edits of a store are numbered from 1, and no number
//! comes twice), what it does, and the unit as a block of one record.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use super::block::{self, Content, Packer};
use super::source::{Fingerprint, NewSource, SourceKind, SourceRecord};
use super::{Store, StoreError};
use crate::model::{Timestamp, Unit, UnitId};

/// The last edit of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EditRecord {
    /// The number of the edit.
    pub number: u64,
    /// What it did.
    pub kind: EditKind,
}

/// What the edits did to a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum EditKind {
    /// It is new, and stands behind the units of its import.
    Added = 1,
    /// It has another content.
    Changed = 2,
    /// It is gone.
    Deleted = 3,
}

/// The edits of a store, known without reading their units.
#[derive(Debug, Default)]
pub(super) struct Edits {
    units: BTreeMap<UnitId, EditRecord>,
    /// The number of the last edit that there ever was.
    last: u64,
}

impl Edits {
    /// The number of the last edit that there ever was.
    pub(super) fn last(&self) -> u64 {
        self.last
    }

    /// What the last edit of a unit did, where it has one.
    pub(super) fn kind_of(&self, id: UnitId) -> Option<EditKind> {
        self.units.get(&id).map(|edit| edit.kind)
    }

    /// The place behind the last unit that a source has or had.
    pub(super) fn end_of(&self, source: &SourceRecord) -> u32 {
        let last = self.units.range(ids_of(source.import)).next_back();
        let behind_edits = last.map_or(0, |(id, _)| id.ordinal.saturating_add(1));
        source.units.max(behind_edits)
    }

    /// The edits of the units of an import, by their ids.
    pub(super) fn of(&self, import: u32) -> impl Iterator<Item = (UnitId, EditRecord)> {
        let own = self.units.range(ids_of(import));
        own.map(|(id, edit)| (*id, *edit))
    }
}

/// What the store knows of edits while it is open.
#[derive(Debug, Default)]
pub(super) struct KnownEdits {
    edits: RwLock<Edits>,
    /// Whether there is any: asked for every unit that is read.
    are_any: AtomicBool,
    /// Held while a source for units that are added is made.
    making: Mutex<()>,
}

/// The format of sources that have no file.
pub(super) const FORMAT: &str = "edits";

/// What a value of the tree of edits begins with: the number and the kind.
const HEAD: usize = 9;

/// The key of the number of the last edit. Keys of edits are longer.
const LAST: &[u8] = b"last";

fn record_of(value: &[u8]) -> Option<EditRecord> {
    let (number, rest) = value.split_first_chunk::<8>()?;
    let kind = match rest.first()? {
        1 => EditKind::Added,
        2 => EditKind::Changed,
        3 => EditKind::Deleted,
        _ => return None,
    };
    Some(EditRecord {
        number: u64::from_be_bytes(*number),
        kind,
    })
}

fn ids_of(import: u32) -> std::ops::RangeInclusive<UnitId> {
    let id = |ordinal| UnitId { import, ordinal };
    id(0)..=id(u32::MAX)
}

impl Store {
    /// Adds a unit to a source, which is made where there is none of its path: a source that
    /// was imported by command and has no file. The unit is read from now on, and durable at
    /// [`Store::flush`] or when the store is closed. The time does not depend on what the store
    /// holds.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn add_unit(&self, path: &str, unit: &Unit) -> Result<UnitId, StoreError> {
        self.make_source(path, unit)?;
        let mut edits = self.edits_mut();
        let gone = || self.damaged(format!("{path} was removed while a unit was added to it"));
        let source = self.source(path)?.ok_or_else(gone)?;
        let id = UnitId {
            import: source.import,
            ordinal: edits.end_of(&source),
        };
        self.write_edit(&mut edits, id, EditKind::Added, Some(unit))?;
        Ok(id)
    }

    /// Puts another unit in the place of one; false when there is none of that id. Durable as
    /// [`Store::add_unit`] says.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub fn change_unit(&self, id: UnitId, unit: &Unit) -> Result<bool, StoreError> {
        if self.unit(id)?.is_none() {
            return Ok(false);
        }
        let mut edits = self.edits_mut();
        let kind = match edits.kind_of(id) {
            Some(EditKind::Added) => EditKind::Added,
            _ => EditKind::Changed,
        };
        self.write_edit(&mut edits, id, kind, Some(unit))?;
        Ok(true)
    }

    /// Deletes a unit; false when there is none of that id. Its id is not given to another unit.
    /// Durable as [`Store::add_unit`] says.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub fn delete_unit(&self, id: UnitId) -> Result<bool, StoreError> {
        if self.unit(id)?.is_none() {
            return Ok(false);
        }
        self.write_edit(&mut self.edits_mut(), id, EditKind::Deleted, None)?;
        Ok(true)
    }

    /// The last edit of every unit that has one, by the ids of the units.
    pub fn edits(&self) -> Vec<(UnitId, EditRecord)> {
        let edits = self.edits_ref();
        edits.units.iter().map(|(id, edit)| (*id, *edit)).collect()
    }

    /// The number of the last edit that there ever was; 0 when there was none.
    pub fn last_edit(&self) -> u64 {
        self.edits_ref().last
    }

    /// How many units a source has now, those counted that were added, and those not that were
    /// deleted. Linear in the edits of the source.
    pub fn unit_count(&self, source: &SourceRecord) -> u64 {
        let edits = self.edits_ref();
        let own = edits.of(source.import).map(|(id, edit)| {
            let was_imported = id.ordinal < source.units;
            match edit.kind {
                EditKind::Added => 1,
                EditKind::Deleted if was_imported => -1,
                EditKind::Changed | EditKind::Deleted => 0,
            }
        });
        u64::from(source.units).saturating_add_signed(own.sum())
    }

    /// The place behind the last unit of a source, those counted that were deleted.
    pub fn end_of_units(&self, source: &SourceRecord) -> u32 {
        self.edits_ref().end_of(source)
    }

    /// The last edit of a unit, where it has one.
    pub(super) fn edit_of(&self, id: UnitId) -> Option<EditRecord> {
        if !self.edits.are_any.load(Ordering::Acquire) {
            return None;
        }
        self.edits_ref().units.get(&id).copied()
    }

    /// The edits of the units of an import.
    pub(super) fn edits_of(&self, import: u32) -> Vec<(UnitId, EditRecord)> {
        self.edits_ref().of(import).collect()
    }

    /// A unit as its last edit left it.
    pub(super) fn edited_unit(&self, id: UnitId) -> Result<Option<Unit>, StoreError> {
        let value = self
            .edited
            .get(block::key(id.import, id.ordinal))
            .map_err(|error| self.failed("read", error))?;
        let Some(content) = value.as_ref().and_then(|value| value.get(HEAD..)) else {
            return Ok(None);
        };
        if content.is_empty() {
            return Ok(None);
        }
        let content = Content::new(content).map_err(|what| self.damaged(what))?;
        content
            .record(0)
            .transpose()
            .map_err(|what| self.damaged(what))
    }

    /// Makes a source without units, where there is none of a path.
    fn make_source(&self, path: &str, unit: &Unit) -> Result<(), StoreError> {
        let making = self.edits.making.lock();
        let _making = making.unwrap_or_else(PoisonError::into_inner);
        if self.source(path)?.is_none() {
            let source = NewSource {
                path: path.to_owned(),
                kind: SourceKind::Imported,
                fingerprint: Fingerprint::default(),
                format: FORMAT.to_owned(),
                imported: unit.created.unwrap_or(Timestamp(0)),
            };
            self.begin(source)?.commit()?;
        }
        Ok(())
    }

    /// Writes an edit. The edits are held by the caller, so that none comes between.
    pub(super) fn write_edit(
        &self,
        edits: &mut Edits,
        id: UnitId,
        kind: EditKind,
        unit: Option<&Unit>,
    ) -> Result<(), StoreError> {
        let record = EditRecord {
            number: edits.last + 1,
            kind,
        };
        let mut value = record.number.to_be_bytes().to_vec();
        value.push(kind as u8);
        if let Some(unit) = unit {
            let mut packer = Packer::default();
            packer
                .add(unit)
                .map_err(|error| self.damaged(error.to_string()))?;
            value.extend(packer.take().map(|(block, _)| block).unwrap_or_default());
        }
        self.edited
            .insert(block::key(id.import, id.ordinal), value)
            .map_err(|error| self.failed("write to", error))?;
        edits.last = record.number;
        edits.units.insert(id, record);
        self.edits.are_any.store(true, Ordering::Release);
        Ok(())
    }

    /// Reads what edits there are, when the store is opened, and deletes those of imports that
    /// it no longer has. Linear in them.
    pub(super) fn read_edits(&self) -> Result<(), StoreError> {
        let sources = self.sources()?;
        let live: BTreeSet<u32> = sources.iter().map(|source| source.import).collect();
        let mut dead = BTreeSet::new();
        let mut edits = self.edits_mut();
        for edit in &self.edited {
            let (key, value) = edit.map_err(|error| self.failed("read", error))?;
            if &*key == LAST {
                let number = value.as_ref().try_into().map(u64::from_be_bytes);
                let number = number.map_err(|_| self.damaged("the last edit does not read"))?;
                edits.last = edits.last.max(number);
                continue;
            }
            let id = block::parts(&key).map(|(import, ordinal)| UnitId { import, ordinal });
            let Some((id, record)) = id.zip(record_of(&value)) else {
                return Err(self.damaged("an edit does not read"));
            };
            edits.last = edits.last.max(record.number);
            edits.units.insert(id, record);
            if !live.contains(&id.import) {
                dead.insert(id.import);
            }
        }
        let are_any = !edits.units.is_empty();
        self.edits.are_any.store(are_any, Ordering::Release);
        drop(edits);
        dead.into_iter()
            .try_for_each(|import| self.delete_edits(import))
    }

    /// Forgets the edits of an import. Their numbers are not given again.
    pub(super) fn delete_edits(&self, import: u32) -> Result<(), StoreError> {
        let mut edits = self.edits_mut();
        let ids: Vec<UnitId> = edits.of(import).map(|(id, _)| id).collect();
        if ids.is_empty() {
            return Ok(());
        }
        let mut batch = sled::Batch::default();
        batch.insert(LAST, &edits.last.to_be_bytes());
        for id in &ids {
            batch.remove(&block::key(id.import, id.ordinal));
        }
        self.edited
            .apply_batch(batch)
            .map_err(|error| self.failed("write to", error))?;
        for id in ids {
            edits.units.remove(&id);
        }
        Ok(())
    }

    /// Forgets the edit of a unit: it is as it was imported, or gone where it was added.
    pub(super) fn delete_edit(&self, id: UnitId) -> Result<(), StoreError> {
        let mut edits = self.edits_mut();
        let mut batch = sled::Batch::default();
        batch.insert(LAST, &edits.last.to_be_bytes());
        batch.remove(&block::key(id.import, id.ordinal));
        self.edited
            .apply_batch(batch)
            .map_err(|error| self.failed("write to", error))?;
        edits.units.remove(&id);
        Ok(())
    }

    fn edits_ref(&self) -> RwLockReadGuard<'_, Edits> {
        let edits = self.edits.edits.read();
        edits.unwrap_or_else(PoisonError::into_inner)
    }

    /// The edits, held so that nobody else edits.
    pub(super) fn edits_mut(&self) -> RwLockWriteGuard<'_, Edits> {
        let edits = self.edits.edits.write();
        edits.unwrap_or_else(PoisonError::into_inner)
    }
}
