//! Sources: the files that the content of the store came from.

use serde::{Deserialize, Serialize};

use crate::model::Timestamp;

/// How a source is kept in step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SourceKind {
    /// A file that the project names: its content follows the file, and goes with it.
    Synced,
    /// A file that a command imported once: its content stays until it is removed.
    Imported,
}

impl SourceKind {
    /// The name in JSON and on the terminal.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Synced => "synced",
            Self::Imported => "imported",
        }
    }
}

/// What a file was like when it was imported.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fingerprint {
    /// Its length in bytes.
    pub length: u64,
    /// When it was last changed, in nanoseconds since 1970; 0 when not known.
    pub modified: i64,
    /// The XXH3 hash of its content, 128 bits.
    pub hash: u128,
}

/// A source that is about to be imported.
#[derive(Debug, Clone)]
pub struct NewSource {
    /// Its path as the user names it, relative to the project where it lies in it. The name of
    /// the source: a new import of the same path replaces the one before.
    pub path: String,
    /// How it is kept in step.
    pub kind: SourceKind,
    /// What the file is like.
    pub fingerprint: Fingerprint,
    /// The name of its format.
    pub format: String,
    /// When it is imported.
    pub imported: Timestamp,
}

/// A source whose content the store holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceRecord {
    /// Its path; see [`NewSource::path`].
    pub path: String,
    /// How it is kept in step.
    pub kind: SourceKind,
    /// The number of the import: the first half of the ids of its units.
    pub import: u32,
    /// What the file was like.
    pub fingerprint: Fingerprint,
    /// The name of its format.
    pub format: String,
    /// When it was imported.
    pub imported: Timestamp,
    /// How many units it brought.
    pub units: u32,
    /// How many concept entries it brought.
    pub concepts: u32,
    /// How many documents it brought.
    pub documents: u32,
}
