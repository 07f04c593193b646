//! The doctor: is everything whole, and what can be made anew.

use std::fs;
use std::path::Path;

use super::observer::Observer;
use super::open::{locate, store_folder};
use super::sync;
use super::{ImportMode, ImportRequest, ImportSource, OpenRequest, Project, ProjectError};
use crate::formats::ReadOptions;
use crate::memory::Memory;
use crate::store::{Fingerprint, LedgerLine, SourceKind, Store, StoreError, Verified, read_ledger};

/// What the doctor may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repair {
    /// Look, and make the index anew if it is damaged.
    Derived,
    /// Make the store anew from its sources, as far as it cannot be read.
    Everything,
}

/// What the doctor found.
#[derive(Debug, Clone)]
pub struct Diagnosis {
    /// What the store holds and what is wrong with it; `None` where it could not be opened.
    pub verified: Option<Verified>,
    /// What was wrong with the index.
    pub index_problems: Vec<String>,
    /// What was done.
    pub repairs: Vec<String>,
    /// Sources that were imported by command and could not be brought back, because their
    /// files are gone.
    pub lost: Vec<String>,
}

impl Project {
    /// Examines the store and the index of a project, and mends what may be mended. A store
    /// that does not open is never deleted: it is moved aside.
    ///
    /// # Errors
    /// When there is no project, or the store is in use or damaged and may not be made anew.
    pub fn examine(
        request: &OpenRequest,
        repair: Repair,
        observer: &dyn Observer,
    ) -> Result<Diagnosis, ProjectError> {
        let (root, config) = locate(request)?;
        let folder = store_folder(&root, &config, request);
        let mut diagnosis = Diagnosis {
            verified: None,
            index_problems: Vec::new(),
            repairs: Vec::new(),
            lost: Vec::new(),
        };
        // Files that were imported by command and are to be read again.
        let mut again: Vec<ImportSource> = Vec::new();
        let store = match Store::open(&folder, &request.options) {
            Ok(store) => store,
            Err(StoreError::Damaged { .. }) if repair == Repair::Everything => {
                let wanted = read_ledger(&folder);
                let gone = |line: &LedgerLine| !is_there(&root, &line.path);
                let by_command = wanted
                    .into_iter()
                    .filter(|line| line.kind == SourceKind::Imported);
                let (lost, there): (Vec<_>, Vec<_>) = by_command.partition(gone);
                diagnosis
                    .lost
                    .extend(lost.into_iter().map(|line| line.path));
                again.extend(
                    there
                        .iter()
                        .map(|line| ImportSource::of_path(&root, &line.path)),
                );
                let aside = folder.with_extension("damaged");
                let _ = fs::remove_dir_all(&aside);
                fs::rename(&folder, &aside).map_err(ProjectError::io("move aside", &folder))?;
                diagnosis.repairs.push(format!(
                    "the store could not be read; it was moved to {} and made anew",
                    aside.display()
                ));
                Store::open(&folder, &request.options)?
            }
            Err(error) => return Err(error.into()),
        };
        let verified = store.verify()?;
        if repair == Repair::Everything {
            let edits = store.delete_damaged_edits()?;
            let problems = match edits.is_empty() {
                true => verified.problems.clone(),
                false => store.verify()?.problems,
            };
            diagnosis.lost.extend(edits);
            for problem in &problems {
                let source = &problem.source;
                match (source.kind, is_there(&root, &source.path)) {
                    // What was edited since goes over to what is read now.
                    (SourceKind::Imported, true) => {
                        again.push(ImportSource::of_path(&root, &source.path));
                    }
                    (SourceKind::Imported, false) => {
                        store.remove_source(&source.path)?;
                        diagnosis.lost.push(source.path.clone());
                    }
                    (SourceKind::Synced, _) => {
                        let mut unknown = source.clone();
                        unknown.fingerprint = Fingerprint::default();
                        store.update_record(&unknown)?;
                        diagnosis
                            .repairs
                            .push(format!("{} is read again", source.path));
                    }
                }
            }
            sync::sync(&root, &config, &store, observer)?;
        }
        let mut memory = Memory::open(&store)?;
        diagnosis.index_problems = memory.verify();
        diagnosis.index_problems.extend(store.verify_packs()?);
        if !diagnosis.index_problems.is_empty() || repair == Repair::Everything {
            memory.rebuild(&store)?;
            diagnosis.repairs.push("the index was made anew".to_owned());
        }
        let mut project = Self::with_store(root, config, store, observer)?;
        if !again.is_empty() {
            let request = ImportRequest {
                sources: &again,
                format: None,
                filters: &[],
                mode: ImportMode::Write,
                read: ReadOptions::default(),
            };
            let read = project.import(&request, observer)?;
            let names = read
                .iter()
                .map(|imported| format!("{} was read again", imported.path));
            diagnosis.repairs.extend(names);
        }
        diagnosis.verified = Some(verified);
        Ok(diagnosis)
    }
}

/// Whether all files of a source are there.
fn is_there(root: &Path, path: &str) -> bool {
    let source = ImportSource::of_path(root, path);
    source.files().iter().all(|file| file.is_file())
}
