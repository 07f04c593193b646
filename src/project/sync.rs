//! Keeping the store in step with its sources.
//!
//! A file whose length and time are those of its last import is taken to be unchanged; of any
//! other the content is hashed. So a command on an unchanged project costs one look at each
//! file.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use xxhash_rust::xxh3::Xxh3;

use super::ProjectError;
use super::config::Config;
use super::import::{self, FileToImport, ImportMode};
use super::observer::{Event, Observer};
use super::sources::ImportSource;
use crate::formats::ReadOptions;
use crate::memory::Memory;
use crate::store::{Fingerprint, SourceKind, Store};

/// Imports sources that changed, forgets those that are gone.
pub(super) fn sync(
    root: &Path,
    config: &Config,
    store: &Store,
    observer: &dyn Observer,
) -> Result<(), ProjectError> {
    let files = source_files(root, config)?;
    let read = ReadOptions {
        columns: config.import.columns.clone(),
        ..ReadOptions::default()
    };
    let mut named = BTreeSet::new();
    for file in &files {
        let path = shown_path(root, file);
        sync_file(file, &path, (store, &read), observer)?;
        named.insert(path);
    }
    for source in store.sources()? {
        if source.kind == SourceKind::Synced && !named.contains(&source.path) {
            store.remove_source(&source.path)?;
            observer.event(&Event::Removed { path: &source.path });
        }
    }
    Ok(())
}

/// The memory of a store, with its index in step.
pub(super) fn index(store: &Store, observer: &dyn Observer) -> Result<Memory, ProjectError> {
    let mut memory = Memory::open(store)?;
    if memory.is_behind(store)? {
        observer.event(&Event::Indexing);
        memory.update(store)?;
    }
    Ok(memory)
}

fn sync_file(
    file: &Path,
    path: &str,
    (store, read): (&Store, &ReadOptions),
    observer: &dyn Observer,
) -> Result<(), ProjectError> {
    let known = store.source(path)?;
    // What columns hold tells nothing of a memory.
    let settings = match path.ends_with(".tmx") {
        true => 0,
        false => settings_hash(read),
    };
    let mut found = match stat(file) {
        Ok(found) => Fingerprint {
            modified: found.modified.wrapping_add(settings),
            ..found
        },
        // Removed between the listing and now.
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(ProjectError::io("read", file)(error)),
    };
    if let Some(known) = &known {
        let same_stat = known.fingerprint.length == found.length
            && known.fingerprint.modified == found.modified;
        if same_stat && known.kind == SourceKind::Synced {
            return Ok(());
        }
    }
    found.hash = hash(file).map_err(ProjectError::io("read", file))?;
    found.hash = found.hash.wrapping_add(settings as u128);
    if let Some(known) = known
        .filter(|known| known.fingerprint.hash == found.hash && known.kind == SourceKind::Synced)
    {
        let mut record = known;
        record.fingerprint = found;
        store.update_record(&record)?;
        return Ok(());
    }
    let source = ImportSource::File(file.to_owned());
    let to_import = FileToImport {
        source: &source,
        path,
        kind: SourceKind::Synced,
        fingerprint: found,
        format: None,
        read,
        filters: &[],
        known: None,
    };
    match import::import_file(store, &to_import, ImportMode::Write, observer) {
        Ok(_) | Err(ProjectError::UnknownFormat { .. }) => Ok(()),
        Err(ProjectError::Refused(diagnostic)) => {
            observer.event(&Event::Said(&diagnostic));
            Ok(())
        }
        Err(error) => Err(error),
    }
}

/// What the settings add to the fingerprint of a file, so that a file is read again when what
/// its columns hold was changed there; nothing without such settings.
fn settings_hash(read: &ReadOptions) -> i64 {
    if read.columns.is_empty() {
        return 0;
    }
    let mut hasher = Xxh3::new();
    for (name, what) in &read.columns {
        for part in [name, what] {
            hasher.update(part.as_bytes());
            hasher.update(&[0]);
        }
    }
    // Any number does, as long as it is the same for the same settings.
    hasher.digest() as i64
}

/// The files that the patterns of the settings name, each once, in order.
pub(super) fn source_files(root: &Path, config: &Config) -> Result<Vec<PathBuf>, ProjectError> {
    let mut files = BTreeSet::new();
    let sources = &config.sources;
    for pattern in sources.glossaries.iter().chain(&sources.memories) {
        let wrong = |message: String| ProjectError::Pattern {
            pattern: pattern.clone(),
            message,
        };
        let whole = format!(
            "{}/{pattern}",
            glob::Pattern::escape(&root.to_string_lossy())
        );
        for found in glob::glob(&whole).map_err(|error| wrong(error.to_string()))? {
            let found = found.map_err(|error| wrong(error.to_string()))?;
            let is_hidden = found
                .file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with('.'));
            if found.is_file() && !is_hidden {
                files.insert(found);
            }
        }
    }
    Ok(files.into_iter().collect())
}

/// A file as the user would name it: relative to the project where it lies in it.
pub(super) fn shown_path(root: &Path, file: &Path) -> String {
    let relative = file.strip_prefix(root).unwrap_or(file);
    relative.to_string_lossy().replace('\\', "/")
}

/// What a file is like, without its hash.
pub(super) fn stat(file: &Path) -> std::io::Result<Fingerprint> {
    let metadata = fs::metadata(file)?;
    let modified = metadata
        .modified()
        .ok()
        .and_then(|time| time.duration_since(UNIX_EPOCH).ok())
        .and_then(|since| i64::try_from(since.as_nanos()).ok())
        .unwrap_or(0);
    Ok(Fingerprint {
        length: metadata.len(),
        modified,
        hash: 0,
    })
}

/// The hash of a file's content.
pub(super) fn hash(file: &Path) -> std::io::Result<u128> {
    let mut file = File::open(file)?;
    let mut hasher = Xxh3::new();
    let mut buffer = vec![0; 256 * 1024];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(hasher.digest128()),
            read => hasher.update(&buffer[..read]),
        }
    }
}
