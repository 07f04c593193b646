//! The ledger: which imports the store has to have.
//!
//! sled answers damage at the end of its log by leaving the end out, without a word. So the
//! imports that count are noted in a small file beside it as well: behind the store when an
//! import is added, before it when one is removed. A store that lacks an import of the ledger
//! has lost it.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::StoreError;
use super::source::{SourceKind, SourceRecord};

/// One import that the store has to have.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct LedgerLine {
    /// The path of the source.
    pub path: String,
    /// How it is kept in step.
    pub kind: SourceKind,
    /// The number of the import.
    pub import: u32,
}

fn file(folder: &Path) -> PathBuf {
    folder.join("ledger.json")
}

/// Reads the ledger of a store's folder; empty where there is none.
pub fn read_ledger(folder: &Path) -> Vec<LedgerLine> {
    let text = fs::read(file(folder)).unwrap_or_default();
    serde_json::from_slice(&text).unwrap_or_default()
}

/// Writes the ledger, so that it is the new one or still the old one.
pub(super) fn write_ledger<'r>(
    folder: &Path,
    records: impl Iterator<Item = &'r SourceRecord>,
) -> Result<(), StoreError> {
    let lines: Vec<LedgerLine> = records
        .map(|record| LedgerLine {
            path: record.path.clone(),
            kind: record.kind,
            import: record.import,
        })
        .collect();
    let text = serde_json::to_vec(&lines).unwrap_or_default();
    let fresh = folder.join("ledger.json.new");
    let write = || {
        let mut output = File::create(&fresh)?;
        output.write_all(&text)?;
        output.sync_all()?;
        fs::rename(&fresh, file(folder))
    };
    write().map_err(|cause| StoreError::Io {
        doing: "write to",
        path: folder.to_owned(),
        cause,
    })
}

/// The first import of the ledger that is missing from the records of a store.
pub(super) fn missing<'l>(
    ledger: &'l [LedgerLine],
    records: &[SourceRecord],
) -> Option<&'l LedgerLine> {
    ledger.iter().find(|line| {
        !records
            .iter()
            .any(|record| record.path == line.path && record.import >= line.import)
    })
}
