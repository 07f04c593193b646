//! Indexes and entries beside the store: made once, mapped by every later command.
//!
//! Derived data: a file that is missing, damaged, of another version or made from other entries is
//! made anew, and one that cannot be written is only made again the next time.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::entries;
use super::table::{Origin, Table};
use crate::lang::{LanguageTag, profile_source, profile_sources};
use crate::store::{Store, StoreError};

/// Where the indexes of a glossary lie, and what they must have been made from.
#[derive(Debug, Clone)]
pub(super) struct IndexFiles {
    folder: PathBuf,
    /// The sources of the entries, with what each was like.
    sources: String,
}

impl IndexFiles {
    /// The indexes of the entries that a store holds.
    pub(super) fn of(store: &Store) -> Result<Self, StoreError> {
        let sources = store.sources()?;
        let with_concepts = sources.iter().filter(|source| source.concepts > 0);
        let told = with_concepts.map(|source| {
            let hash = source.fingerprint.hash;
            format!(
                "{} {} {} {hash:x}\n",
                source.path, source.import, source.concepts
            )
        });
        Ok(Self {
            folder: store.derived_folder(),
            sources: told.collect(),
        })
    }

    /// The stored index of a language, when it was made from these entries.
    pub(super) fn open(&self, language: &LanguageTag) -> Option<Table> {
        Table::open(&self.path(language), self.origin(language))
    }

    /// The stored entries, when they are these.
    pub(super) fn open_entries(&self) -> Option<Table> {
        Table::open(&self.entries_path(), self.entries_origin())
    }

    /// What the stored entries are made from: the sources, and the shape of entries.
    pub(super) fn entries_origin(&self) -> Origin {
        let version = env!("CARGO_PKG_VERSION");
        let shape = entries::shape();
        Origin::of(format!("{version} entries {shape:?}\n{}", self.sources).as_bytes())
    }

    /// Writes the entries, so that the file is the new one or still the old one.
    pub(super) fn write_entries(&self, table: &Table) -> io::Result<()> {
        self.write_to(&self.entries_path(), table)
    }

    /// What is kept for looking terms up, when it was made from these entries.
    pub(super) fn open_lookup(&self) -> Option<Table> {
        Table::open(&self.lookup_path(), self.lookup_origin())
    }

    /// What looking terms up is prepared from: the sources, and the version that folds them.
    pub(super) fn lookup_origin(&self) -> Origin {
        let version = env!("CARGO_PKG_VERSION");
        let data: String = profile_sources().collect();
        Origin::of(format!("{version} lookup\n{data}\n{}", self.sources).as_bytes())
    }

    /// Writes what is kept for looking terms up, so that the file is the new one or still the
    /// old one.
    pub(super) fn write_lookup(&self, table: &Table) -> io::Result<()> {
        self.write_to(&self.lookup_path(), table)
    }

    /// What an index of a language is made from: the sources, and the data of the language.
    pub(super) fn origin(&self, language: &LanguageTag) -> Origin {
        let data = profile_source(language);
        let version = env!("CARGO_PKG_VERSION");
        Origin::of(format!("{version} {language} {data}\n{}", self.sources).as_bytes())
    }

    /// Writes the index of a language, so that it is the new one or still the old one.
    pub(super) fn write(&self, language: &LanguageTag, table: &Table) -> io::Result<()> {
        self.write_to(&self.path(language), table)
    }

    fn write_to(&self, path: &Path, table: &Table) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        let fresh = path.with_extension("new");
        let mut file = File::create(&fresh)?;
        file.write_all(table.as_bytes())?;
        file.sync_all()?;
        fs::rename(&fresh, path)
    }

    fn entries_path(&self) -> PathBuf {
        self.folder.join("entries.pack")
    }

    fn lookup_path(&self) -> PathBuf {
        self.folder.join("lookup.index")
    }

    fn path(&self, language: &LanguageTag) -> PathBuf {
        self.folder.join(format!("terms-{language}.index"))
    }
}
