//! The memory: an index over the units of the store, fuzzy search, concordance.
//!
//! The index is derived from the store: per group of imports and language one immutable,
//! memory-mapped file (a *shard*), and a manifest that names them. A new import becomes a new
//! group; small groups are merged into it, so that there are never many. An import that the
//! store no longer has is masked. Whatever is wrong with these files, they are made anew from
//! the store. `docs/index.md` explains the search.

mod background;
mod build;
mod concordance;
mod error;
mod keys;
mod layout;
mod manifest;
mod passages;
mod runs;
mod scan;
mod search;
mod selection;
mod shard;
#[cfg(test)]
mod tests;
mod windows;
mod wording;
mod words;

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use crate::store::Store;

pub use concordance::{Concordance, ConcordanceOptions, Concordances, Total};
pub use error::MemoryError;
pub use passages::{PassageOptions, PassageUse, SharedPassage};
pub use search::{Duplicate, Match, Query, SearchOptions, Strategy};
pub use selection::{Selection, SelectionOptions, UserPenalties, Varieties};
pub use wording::{Forms, Wording};

use manifest::{Group, Manifest};
use shard::Shard;

/// The index of a store.
#[derive(Debug)]
pub struct Memory {
    folder: PathBuf,
    manifest: Manifest,
    shards: Vec<Shard>,
    /// The imports that the store has now.
    live: BTreeSet<u32>,
}

impl Memory {
    /// Opens the index of a store. The time does not depend on the size of the index. An index
    /// that is not there, of another version, or damaged, counts as empty.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn open(store: &Store) -> Result<Self, MemoryError> {
        let folder = store.derived_folder();
        let live = live_imports(store)?;
        let manifest = Manifest::read(&folder).unwrap_or_default();
        let opened: Result<Vec<Shard>, _> = manifest
            .shards()
            .map(|(language, file)| Shard::open(&folder.join(file), language))
            .collect();
        let (manifest, shards) = match opened {
            Ok(shards) => (manifest, shards),
            Err(_) => (Manifest::default(), Vec::new()),
        };
        Ok(Self {
            folder,
            manifest,
            shards,
            live,
        })
    }

    /// Whether the store has imports that the index lacks, or lacks many that the index has.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn is_behind(&self, store: &Store) -> Result<bool, MemoryError> {
        let live = live_imports(store)?;
        let indexed = self.manifest.imports();
        Ok(live != self.live || !live.is_subset(&indexed) || !indexed.is_subset(&live))
    }

    /// Brings the index in step with the store. The time is that of indexing the new imports,
    /// and now and then of merging others with them.
    ///
    /// # Errors
    /// When the store cannot be read or the index cannot be written; the index stays as it was.
    pub fn update(&mut self, store: &Store) -> Result<(), MemoryError> {
        let sources = store.sources()?;
        let sizes = |import: &u32| {
            let source = sources.iter().find(|source| source.import == *import);
            source.map_or(0, |source| u64::from(source.units))
        };
        let live = live_imports(store)?;
        let indexed = self.manifest.imports();
        let mut fresh: BTreeSet<u32> = live.difference(&indexed).copied().collect();
        let mut kept: Vec<Group> = Vec::new();
        let mut groups = self.manifest.groups.clone();
        groups.retain(|group| group.imports.iter().any(|import| live.contains(import)));
        groups.sort_by_key(|group| group.imports.iter().map(sizes).sum::<u64>());
        for group in groups {
            let alive: Vec<u32> = group.imports.intersection(&live).copied().collect();
            let size: u64 = alive.iter().map(sizes).sum();
            let fresh_size: u64 = fresh.iter().map(sizes).sum();
            let is_small = !fresh.is_empty() && size <= 2 * fresh_size;
            let is_mostly_dead = alive.len() < group.imports.len() && size * 4 < group.units * 3;
            if is_small || is_mostly_dead {
                fresh.extend(alive);
            } else {
                kept.push(group);
            }
        }
        let mut manifest = Manifest {
            next: self.manifest.next.max(1),
            groups: kept,
        };
        if !fresh.is_empty() {
            let group = build::build_group(store, &self.folder, manifest.next, &fresh)?;
            manifest.next += 1;
            manifest.groups.push(group);
        }
        manifest.write(&self.folder)?;
        *self = Self::open(store)?;
        self.sweep();
        Ok(())
    }

    /// Throws the index away and makes it anew.
    ///
    /// # Errors
    /// See [`Memory::update`].
    pub fn rebuild(&mut self, store: &Store) -> Result<(), MemoryError> {
        self.manifest = Manifest {
            next: self.manifest.next,
            groups: Vec::new(),
        };
        self.shards = Vec::new();
        self.update(store)
    }

    /// What is wrong with the files of the index; nothing when all checksums are right. Reads
    /// all of it.
    pub fn verify(&self) -> Vec<String> {
        self.shards.iter().filter_map(Shard::verify).collect()
    }

    /// The languages that have an index, with the number of their segments.
    pub fn languages(&self) -> Vec<(crate::lang::LanguageTag, u64)> {
        let mut languages = std::collections::BTreeMap::new();
        for shard in &self.shards {
            *languages.entry(shard.language().clone()).or_insert(0) += shard.len() as u64;
        }
        languages.into_iter().collect()
    }

    /// The bytes of the index on disk.
    pub fn size_on_disk(&self) -> u64 {
        self.shards.iter().map(Shard::size).sum()
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

/// The imports of a store that have units.
fn live_imports(store: &Store) -> Result<BTreeSet<u32>, MemoryError> {
    let sources = store.sources()?;
    let with_units = sources.iter().filter(|source| source.units > 0);
    Ok(with_units.map(|source| source.import).collect())
}
