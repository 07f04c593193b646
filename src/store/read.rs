//! Reading: sources, units by id, everything in order.

use std::collections::BTreeSet;

use serde::de::DeserializeOwned;

use super::block::{self, Content};
use super::cache::Units;
use super::edit::EditKind;
use super::open::SOURCE;
use super::source::SourceRecord;
use super::write::source_key;
use super::{Store, StoreError};
use crate::model::{ConceptEntry, Document, Unit, UnitId};

impl Store {
    /// All sources by path.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn sources(&self) -> Result<Vec<SourceRecord>, StoreError> {
        self.catalogue
            .scan_prefix([SOURCE])
            .values()
            .map(|value| {
                let value = value.map_err(|error| self.failed("read", error))?;
                self.decode(&value)
            })
            .collect()
    }

    /// The source of a path.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn source(&self, path: &str) -> Result<Option<SourceRecord>, StoreError> {
        self.catalogue
            .get(source_key(path))
            .map_err(|error| self.failed("read", error))?
            .map(|value| self.decode(&value))
            .transpose()
    }

    fn decode(&self, value: &[u8]) -> Result<SourceRecord, StoreError> {
        postcard::from_bytes(value)
            .map_err(|error| self.damaged(format!("the record of a source does not read: {error}")))
    }

    /// The unit of an id; `None` when the store has no such unit (any more). Reads only it where
    /// its import has a pack, else the block that it is in.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn unit(&self, id: UnitId) -> Result<Option<Unit>, StoreError> {
        match self.edit_of(id) {
            Some(_) => self.edited_unit(id),
            None => self.imported_unit(id),
        }
    }

    /// The unit of an id as it was imported.
    pub(super) fn imported_unit(&self, id: UnitId) -> Result<Option<Unit>, StoreError> {
        if let Some(unit) = self.packed_unit(id) {
            return Ok(Some(unit));
        }
        let Some((first, units)) = self.block_of(id)? else {
            return Ok(None);
        };
        units
            .record((id.ordinal - first) as usize)
            .transpose()
            .map_err(|what| self.damaged(what))
    }

    /// The unit of an id out of the pack of its import, where that has one which reads.
    fn packed_unit(&self, id: UnitId) -> Option<Unit> {
        self.packs.get(id.import)?.unit(id.ordinal as usize)
    }

    /// The block that a unit is in, with the ordinal of its first unit.
    fn block_of(&self, id: UnitId) -> Result<Option<(u32, Units)>, StoreError> {
        let wanted = block::key(id.import, id.ordinal);
        let found = self
            .units
            .range(block::key(id.import, 0)..=wanted)
            .next_back()
            .transpose()
            .map_err(|error| self.failed("read", error))?;
        let Some((key, value)) = found else {
            return Ok(None);
        };
        let (import, first) = block::parts(&key).ok_or_else(|| self.damaged("a key is wrong"))?;
        let units = self.cache.get(block::key(import, first), || {
            Content::new(&value).map_err(|what| self.damaged(what))
        })?;
        Ok(Some((first, units)))
    }

    /// The units of an import in their order, with their ids; those that were added behind
    /// those that were imported. Memory grows with the edits alone.
    pub fn units(
        &self,
        import: u32,
    ) -> impl Iterator<Item = Result<(UnitId, Unit), StoreError>> + '_ {
        let edits = self.edits_of(import);
        let added: Vec<UnitId> = edits
            .iter()
            .filter(|(_, edit)| edit.kind == EditKind::Added)
            .map(|(id, _)| *id)
            .collect();
        let edited: BTreeSet<UnitId> = edits.into_iter().map(|(id, _)| id).collect();
        let now = |id: UnitId| {
            let unit = self.edited_unit(id).transpose()?;
            Some(unit.map(|unit| (id, unit)))
        };
        self.imported_units(import)
            .filter_map(move |unit| match unit {
                Ok((id, _)) if edited.contains(&id) => now(id),
                other => Some(other),
            })
            .chain(added.into_iter().filter_map(now))
    }

    /// The units of an import as they were imported.
    pub(super) fn imported_units(
        &self,
        import: u32,
    ) -> impl Iterator<Item = Result<(UnitId, Unit), StoreError>> + '_ {
        self.records(&self.units, import)
            .map(move |record| record.map(|(ordinal, unit)| (UnitId { import, ordinal }, unit)))
    }

    /// All concept entries: by the paths of their sources, in the order of each.
    pub fn concepts(&self) -> impl Iterator<Item = Result<ConceptEntry, StoreError>> + '_ {
        self.in_order_of_sources(&self.concepts)
    }

    /// All documents: by the paths of their sources, in the order of each.
    pub fn documents(&self) -> impl Iterator<Item = Result<Document, StoreError>> + '_ {
        self.in_order_of_sources(&self.documents)
    }

    /// The documents of an import in their order.
    pub fn documents_of(
        &self,
        import: u32,
    ) -> impl Iterator<Item = Result<Document, StoreError>> + '_ {
        self.records(&self.documents, import)
            .map(|record| record.map(|(_, document)| document))
    }

    fn in_order_of_sources<'s, T: DeserializeOwned + 's>(
        &'s self,
        tree: &'s sled::Tree,
    ) -> impl Iterator<Item = Result<T, StoreError>> + 's {
        let (sources, error) = match self.sources() {
            Ok(sources) => (sources, None),
            Err(error) => (Vec::new(), Some(Err(error))),
        };
        let records = sources.into_iter().flat_map(move |source| {
            self.records(tree, source.import)
                .map(|record| record.map(|(_, value)| value))
        });
        error.into_iter().chain(records)
    }

    /// Whether each record of an import reads.
    pub(super) fn records_of<'s, T: DeserializeOwned + 's>(
        &'s self,
        tree: &'s sled::Tree,
        import: u32,
    ) -> impl Iterator<Item = Result<(), StoreError>> + 's {
        self.records::<T>(tree, import)
            .map(|record| record.map(|_| ()))
    }

    fn records<'s, T: DeserializeOwned + 's>(
        &'s self,
        tree: &'s sled::Tree,
        import: u32,
    ) -> impl Iterator<Item = Result<(u32, T), StoreError>> + 's {
        let range = block::key(import, 0)..=block::key(import, u32::MAX);
        tree.range(range).flat_map(move |block| {
            let records =
                block
                    .map_err(|error| self.failed("read", error))
                    .and_then(|(key, value)| {
                        let (_, first) =
                            block::parts(&key).ok_or_else(|| self.damaged("a key is wrong"))?;
                        let records =
                            block::unpack::<T>(&value).map_err(|what| self.damaged(what))?;
                        Ok((first..).zip(records))
                    });
            let (records, error) = match records {
                Ok(records) => (Some(records), None),
                Err(error) => (None, Some(Err(error))),
            };
            records.into_iter().flatten().map(Ok).chain(error)
        })
    }
}
