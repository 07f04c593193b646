//! Keeping the index in step with the store: new imports, merging, edits.
//!
//! Shards come in groups. A group of imports has all their units, as they were up to an edit of
//! the store that is noted with it. The edits behind that, once they have become many, are in
//! one more group, that of edited units, and what the others say of those no longer counts. The
//! last edits are in no shard (`fresh`).

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use super::manifest::{Group, Manifest};
use super::shard::Shard;
use super::{Memory, MemoryError, build, layout};
use crate::store::{EditKind, Store};

/// So many fresh units cost the opening of a memory about a hundredth of a second. When there
/// are more, an update takes them into the group of edited units.
const MOST_FRESH: usize = 256;

/// So many units may be in the group of edited units. When there are more, an update makes those
/// groups anew of which more than a sixteenth was edited: so a unit is indexed again for at most
/// sixteen edits or so, and the group of edited units stays small beside the others.
const MOST_EDITED: u64 = 4096;

impl Memory {
    /// Whether the store has imports that the index lacks, or lacks some that the index has, or
    /// has been edited without the memory, or so often that an update is worth it.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn is_behind(&self, store: &Store) -> Result<bool, MemoryError> {
        let (live, with_imported) = live_imports(store)?;
        let indexed = self.manifest.imports();
        Ok(live != self.live
            || !with_imported.is_subset(&indexed)
            || !indexed.is_subset(&live)
            || self.fresh.last() != store.last_edit()
            || self.fresh.len() > MOST_FRESH)
    }

    /// Brings the index in step with the store. The time is that of indexing the new imports
    /// and the edited units, and now and then of merging others with them.
    ///
    /// # Errors
    /// When the store cannot be read or the index cannot be written; the index stays as it was.
    pub fn update(&mut self, store: &Store) -> Result<(), MemoryError> {
        store.mend_packs()?;
        let Plan { new, kept } = self.plan(store)?;
        let mut manifest = Manifest {
            next: self.manifest.next.max(1),
            groups: kept,
            edited: None,
        };
        if !new.is_empty() {
            let group = self.group_of(store, manifest.next, new)?;
            manifest.next += 1;
            manifest.groups.push(group);
        }
        manifest.edited = self.group_of_edits(store, &manifest)?;
        manifest.next += u32::from(manifest.edited.is_some());
        // What the shards have must not be lost when the machine stops now.
        store.flush()?;
        manifest.write(&self.folder)?;
        *self = Self::open(store)?;
        self.sweep();
        Ok(())
    }

    /// Which groups stay, and which imports make a new one: those that are new, and those of
    /// groups that are small beside them, mostly gone, or much edited.
    fn plan(&self, store: &Store) -> Result<Plan, MemoryError> {
        let (live, with_imported) = live_imports(store)?;
        let sizes = Sizes::of(store)?;
        let indexed = self.manifest.imports();
        let edits = store.edits().into_iter();
        let in_no_group =
            edits.filter(|(id, edit)| !self.manifest.groups_have(id.import, edit.number));
        let is_crowded = in_no_group.count() as u64 > MOST_EDITED;
        let is_new = |import: &u32| with_imported.contains(import) || is_crowded;
        let mut new: BTreeSet<u32> = live.difference(&indexed).copied().collect();
        new.retain(is_new);
        let mut groups = self.manifest.groups.clone();
        groups.retain(|group| group.imports.iter().any(|import| live.contains(import)));
        groups.sort_by_key(|group| sizes.units(&group.imports));
        let mut kept: Vec<Group> = Vec::new();
        for group in groups {
            let alive: Vec<u32> = group.imports.intersection(&live).copied().collect();
            let own = sizes.units(&alive);
            let edited = sizes.edits(&alive, group.edits);
            let is_small = !new.is_empty() && own <= 2 * sizes.units(&new);
            let is_mostly_dead = alive.len() < group.imports.len() && own * 4 < group.units * 3;
            let is_much_edited = is_crowded && edited * 16 > own;
            if is_small || is_mostly_dead || is_much_edited {
                new.extend(alive);
            } else {
                kept.push(group);
            }
        }
        Ok(Plan { new, kept })
    }

    /// Indexes some imports as one group.
    fn group_of(
        &self,
        store: &Store,
        number: u32,
        imports: BTreeSet<u32>,
    ) -> Result<Group, MemoryError> {
        // Before the units are read: one that is edited meanwhile counts as not in the group.
        let edits = store.last_edit();
        let units = imports.iter().flat_map(|import| store.units(*import));
        let (units, shards) = build::build_shards(&self.folder, number, units)?;
        Ok(Group {
            imports,
            units,
            edits,
            shards,
        })
    }

    /// Indexes the units that were edited since the groups of their imports were made; `None`
    /// where there are none.
    fn group_of_edits(
        &self,
        store: &Store,
        manifest: &Manifest,
    ) -> Result<Option<Group>, MemoryError> {
        let last = store.last_edit();
        let edits = store.edits().into_iter();
        let edits = edits.filter(|(id, edit)| !manifest.groups_have(id.import, edit.number));
        let edits: Vec<_> = edits.collect();
        if edits.is_empty() {
            return Ok(None);
        }
        let there = edits
            .iter()
            .filter(|(_, edit)| edit.kind != EditKind::Deleted);
        let units = there.filter_map(|(id, _)| {
            let unit = store.unit(*id).transpose()?;
            Some(unit.map(|unit| (*id, unit)))
        });
        let (units, shards) = build::build_shards(&self.folder, manifest.next, units)?;
        Ok(Some(Group {
            imports: BTreeSet::new(),
            units,
            edits: last,
            shards,
        }))
    }

    /// Throws the index away and makes it anew.
    ///
    /// # Errors
    /// See [`Memory::update`].
    pub fn rebuild(&mut self, store: &Store) -> Result<(), MemoryError> {
        store.delete_damaged_packs()?;
        self.manifest = Manifest {
            next: self.manifest.next,
            ..Manifest::default()
        };
        self.shards = Vec::new();
        self.shard_edits = Vec::new();
        self.update(store)
    }

    /// What is wrong with the files of the index; nothing when all checksums are right. Reads
    /// all of it.
    pub fn verify(&self) -> Vec<String> {
        self.shards.iter().filter_map(Shard::verify).collect()
    }

    /// Deletes files that the manifest does not name (any more). Only tidying up: a file that
    /// stays does no harm.
    fn sweep(&self) {
        let named: BTreeSet<&str> = self.manifest.shards().map(|(_, file)| file).collect();
        let Ok(files) = fs::read_dir(&self.folder) else {
            return;
        };
        for file in files.flatten() {
            let name = file.file_name();
            let name = name.to_string_lossy();
            if name.ends_with(layout::ENDING) && !named.contains(&*name) {
                let _ = fs::remove_file(file.path());
            }
        }
    }
}

/// What an update does.
struct Plan {
    /// The imports that make a new group.
    new: BTreeSet<u32>,
    /// The groups that stay as they are.
    kept: Vec<Group>,
}

/// How large imports are.
struct Sizes {
    units: BTreeMap<u32, u64>,
    /// The numbers of their edits.
    edits: BTreeMap<u32, Vec<u64>>,
}

impl Sizes {
    fn of(store: &Store) -> Result<Self, MemoryError> {
        let sources = store.sources()?;
        let units = sources.iter();
        let units = units.map(|source| (source.import, store.unit_count(source)));
        let mut edits: BTreeMap<u32, Vec<u64>> = BTreeMap::new();
        for (id, edit) in store.edits() {
            edits.entry(id.import).or_default().push(edit.number);
        }
        Ok(Self {
            units: units.collect(),
            edits,
        })
    }

    /// How many units some imports have.
    fn units<'i>(&self, imports: impl IntoIterator<Item = &'i u32>) -> u64 {
        let own = imports
            .into_iter()
            .filter_map(|import| self.units.get(import));
        own.sum()
    }

    /// How many of their units were edited behind an edit.
    fn edits(&self, imports: &[u32], behind: u64) -> u64 {
        let numbers = imports.iter().filter_map(|import| self.edits.get(import));
        numbers.flatten().filter(|number| **number > behind).count() as u64
    }
}

/// The imports of a store that have or had units, and those of them that brought some when they
/// were imported.
pub(super) fn live_imports(store: &Store) -> Result<(BTreeSet<u32>, BTreeSet<u32>), MemoryError> {
    let sources = store.sources()?;
    let with_units = sources.iter().filter(|source| source.units > 0);
    let imported: BTreeSet<u32> = with_units.map(|source| source.import).collect();
    let edited = store.edits().into_iter().map(|(id, _)| id.import);
    let live = imported.iter().copied().chain(edited).collect();
    Ok((live, imported))
}
