//! The manifest: which shards there are and which imports they hold.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::error::MemoryError;
use super::layout::VERSION;
use crate::lang::LanguageTag;

/// The name of the manifest.
const FILE: &str = "memory.json";

/// The shards of an index.
#[derive(Debug, Clone, Default)]
pub(super) struct Manifest {
    /// The number of the next group.
    pub(super) next: u32,
    pub(super) groups: Vec<Group>,
}

/// Some imports that were indexed together.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Group {
    pub(super) imports: BTreeSet<u32>,
    pub(super) units: u64,
    /// The file of each language.
    pub(super) shards: Vec<(LanguageTag, String)>,
}

/// The manifest as it is written.
#[derive(Serialize, Deserialize)]
struct Written {
    version: u32,
    next: u32,
    groups: Vec<Group>,
}

impl Manifest {
    /// Reads the manifest of a folder; `None` when there is none of this version.
    pub(super) fn read(folder: &Path) -> Option<Self> {
        let text = fs::read(folder.join(FILE)).ok()?;
        let written: Written = serde_json::from_slice(&text).ok()?;
        (written.version == VERSION).then_some(Self {
            next: written.next,
            groups: written.groups,
        })
    }

    /// Writes the manifest, so that it is the new one or still the old one.
    pub(super) fn write(&self, folder: &Path) -> Result<(), MemoryError> {
        fs::create_dir_all(folder).map_err(MemoryError::io("make the folder of", folder))?;
        let written = Written {
            version: VERSION,
            next: self.next,
            groups: self.groups.clone(),
        };
        let text = serde_json::to_vec(&written).unwrap_or_default();
        let path = folder.join(FILE);
        let fresh = folder.join(format!("{FILE}.new"));
        let write = || {
            let mut file = File::create(&fresh)?;
            file.write_all(&text)?;
            file.sync_all()?;
            fs::rename(&fresh, &path)
        };
        write().map_err(MemoryError::io("write", path.clone()))
    }

    /// Every import that some shard holds.
    pub(super) fn imports(&self) -> BTreeSet<u32> {
        let imports = self.groups.iter().flat_map(|group| &group.imports);
        imports.copied().collect()
    }

    /// The language and the file of every shard.
    pub(super) fn shards(&self) -> impl Iterator<Item = (&LanguageTag, &str)> {
        let shards = self.groups.iter().flat_map(|group| &group.shards);
        shards.map(|(language, file)| (language, file.as_str()))
    }
}
