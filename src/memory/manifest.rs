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
    /// Units that were edited after the groups of their imports were made; it names no imports.
    pub(super) edited: Option<Group>,
}

/// Some imports that were indexed together.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Group {
    pub(super) imports: BTreeSet<u32>,
    pub(super) units: u64,
    /// The number of the last edit of the store that its shards have.
    #[serde(default)]
    pub(super) edits: u64,
    /// The file of each language.
    pub(super) shards: Vec<(LanguageTag, String)>,
}

/// The manifest as it is written.
#[derive(Serialize, Deserialize)]
struct Written {
    version: u32,
    next: u32,
    groups: Vec<Group>,
    #[serde(default)]
    edited: Option<Group>,
}

impl Manifest {
    /// Reads the manifest of a folder; `None` when there is none of this version.
    pub(super) fn read(folder: &Path) -> Option<Self> {
        let text = fs::read(folder.join(FILE)).ok()?;
        let written: Written = serde_json::from_slice(&text).ok()?;
        (written.version == VERSION).then_some(Self {
            next: written.next,
            groups: written.groups,
            edited: written.edited,
        })
    }

    /// Writes the manifest, so that it is the new one or still the old one.
    pub(super) fn write(&self, folder: &Path) -> Result<(), MemoryError> {
        fs::create_dir_all(folder).map_err(MemoryError::io("make the folder of", folder))?;
        let written = Written {
            version: VERSION,
            next: self.next,
            groups: self.groups.clone(),
            edited: self.edited.clone(),
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

    /// Whether some group of imports has the units of an import as an edit of some number left
    /// them.
    pub(super) fn groups_have(&self, import: u32, edit: u64) -> bool {
        let mut groups = self.groups.iter();
        let group = groups.find(|group| group.imports.contains(&import));
        group.is_some_and(|group| edit <= group.edits)
    }

    /// Whether some group at all has them.
    pub(super) fn has(&self, import: u32, edit: u64) -> bool {
        let edited = self.edited.as_ref();
        self.groups_have(import, edit) || edited.is_some_and(|group| edit <= group.edits)
    }

    /// The number of the last edit that some group has.
    pub(super) fn last_edit(&self) -> u64 {
        let last = self.all().map(|group| group.edits).max();
        last.unwrap_or(0)
    }

    /// All groups in the order of their shards.
    fn all(&self) -> impl Iterator<Item = &Group> {
        self.groups.iter().chain(&self.edited)
    }

    /// The number of the last edit that each shard has.
    pub(super) fn shard_edits(&self) -> Vec<u64> {
        let edits = |group: &Group| std::iter::repeat_n(group.edits, group.shards.len());
        self.all().flat_map(edits).collect()
    }

    /// The language and the file of every shard.
    pub(super) fn shards(&self) -> impl Iterator<Item = (&LanguageTag, &str)> {
        let shards = self.all().flat_map(|group| &group.shards);
        shards.map(|(language, file)| (language, file.as_str()))
    }
}
