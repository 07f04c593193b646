//! The memory: an index over the units of the store, fuzzy search, concordance.
//!
//! The index is derived from the store: per group of imports and language one immutable,
//! memory-mapped file (a *shard*), and a manifest that names them. A new import becomes a new
//! group; small groups are merged into it, so that there are never many. An import that the
//! store no longer has is masked. Single units that were added, changed or deleted since are a
//! small fresh part in memory (`fresh`), of which an update makes shards when it has grown
//! (`update`). Whatever is wrong with these files, they are made anew from the store.
//! `docs/index.md` explains the search.
//!
//! ```
//! use tarjuman::lang::LanguageTag;
//! use tarjuman::memory::{Memory, Query, SearchOptions};
//! use tarjuman::model::{Unit, Variant};
//! use tarjuman::store::{OpenOptions, Store};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let temporary = tempfile::tempdir()?;
//! # let folder = temporary.path();
//! let store = Store::open(folder, &OpenOptions::default())?;
//! let mut memory = Memory::open(&store)?;
//! let (english, persian) = (LanguageTag::parse("en")?, LanguageTag::parse("fa")?);
//! let unit = Unit {
//!     variants: vec![
//!         Variant::plain(english.clone(), "The council met on Monday."),
//!         Variant::plain(persian.clone(), "شورا روز دوشنبه تشکیل جلسه داد."),
//!     ],
//!     ..Unit::default()
//! };
//! let id = memory.add(&store, "desk", &unit)?;
//!
//! let query = Query {
//!     text: "The council met on Tuesday.",
//!     from: &english,
//!     to: Some(&persian),
//!     previous: None,
//!     next: None,
//! };
//! let matches = memory.search(&store, &query, &SearchOptions::default())?;
//! assert_eq!(matches[0].score.to_string(), "80");
//! assert_eq!(matches[0].target_text(), Some("شورا روز دوشنبه تشکیل جلسه داد."));
//!
//! memory.delete(&store, id)?;
//! assert!(memory.search(&store, &query, &SearchOptions::default())?.is_empty());
//! store.flush()?;
//! # Ok(())
//! # }
//! ```

mod background;
mod build;
mod concordance;
mod error;
mod fresh;
mod keys;
mod layout;
mod look;
mod manifest;
mod passages;
mod runs;
mod scan;
mod search;
mod selection;
mod shard;
mod short;
#[cfg(test)]
mod tests;
mod update;
mod windows;
mod wording;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use crate::lang::LanguageTag;
use crate::model::UnitId;
use crate::store::Store;

pub use concordance::{Concordance, ConcordanceOptions, Concordances, Total};
pub use error::MemoryError;
pub use passages::{PassageOptions, PassageUse, SharedPassage};
pub use search::{Duplicate, Match, Query, SearchOptions, Strategy};
pub use selection::{Selection, SelectionOptions, UserPenalties, Varieties};
pub use wording::{Forms, Wording};

use fresh::Fresh;
use manifest::Manifest;
use shard::Shard;
use update::live_imports;

/// The index of a store.
#[derive(Debug)]
pub struct Memory {
    folder: PathBuf,
    manifest: Manifest,
    shards: Vec<Shard>,
    /// For each shard the number of the last edit that it has.
    shard_edits: Vec<u64>,
    fresh: Fresh,
    /// The imports that have units in the store now.
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
        let (live, _) = live_imports(store)?;
        // An index that has edits which the store has not is none of it.
        let manifest = Manifest::read(&folder)
            .filter(|manifest| manifest.last_edit() <= store.last_edit())
            .unwrap_or_default();
        let opened: Result<Vec<Shard>, _> = manifest
            .shards()
            .map(|(language, file)| Shard::open(&folder.join(file), language))
            .collect();
        let (manifest, shards) = match opened {
            Ok(shards) => (manifest, shards),
            Err(_) => (Manifest::default(), Vec::new()),
        };
        let has = |id: UnitId, edit| manifest.has(id.import, edit);
        Ok(Self {
            fresh: Fresh::open(store, has)?,
            shard_edits: manifest.shard_edits(),
            folder,
            manifest,
            shards,
            live,
        })
    }

    /// The languages of the units, with the number of their segments. Linear in the segments
    /// when there are edits or imports have gone.
    pub fn languages(&self) -> Vec<(LanguageTag, u64)> {
        let mut languages: BTreeMap<LanguageTag, u64> = BTreeMap::new();
        let is_whole = self.fresh.last() == 0 && self.manifest.imports().is_subset(&self.live);
        for (place, shard) in self.shards.iter().enumerate() {
            let count = match is_whole {
                true => shard.len(),
                false => {
                    let segments = shard.of_lengths(0, usize::MAX);
                    let units = segments.map(|segment| shard.unit(segment));
                    units.filter(|id| self.is_current(place, *id)).count()
                }
            };
            *languages.entry(shard.language().clone()).or_default() += count as u64;
        }
        for (_, language) in self.fresh_places() {
            let count = self.fresh.keys_in(language).len() as u64;
            *languages.entry(language.clone()).or_default() += count;
        }
        languages.retain(|_, count| *count > 0);
        languages.into_iter().collect()
    }

    /// The bytes of the index on disk.
    pub fn size_on_disk(&self) -> u64 {
        self.shards.iter().map(Shard::size).sum()
    }
}
