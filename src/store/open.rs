//! Opening a store.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::StoreError;
use super::block;
use super::cache::Cache;
use super::edit::KnownEdits;
use super::ledger::{missing, read_ledger};
use super::lock::{Lock, PAUSE};
use super::pack::{self, PackWriter, Packs};

/// The schema that this version writes. Model types are stored without field names: whoever
/// changes one of them counts this up.
pub(super) const SCHEMA: u32 = 2;

/// How a store is opened.
#[derive(Debug, Clone, Copy)]
pub struct OpenOptions {
    /// How long to wait for another process that has the store open.
    pub patience: Duration,
    /// How much memory sled may use for its pages, in bytes.
    pub page_cache: u64,
}

impl Default for OpenOptions {
    fn default() -> Self {
        Self {
            patience: Duration::from_secs(10),
            page_cache: 64 * 1024 * 1024,
        }
    }
}

/// An open store. Dropping it makes everything durable and lets the next process in.
#[derive(Debug)]
pub struct Store {
    pub(super) folder: PathBuf,
    pub(super) units: sled::Tree,
    pub(super) concepts: sled::Tree,
    pub(super) documents: sled::Tree,
    /// Records of sources by path, and numbers of imports that are not (or no longer) theirs.
    pub(super) catalogue: sled::Tree,
    /// Units that were edited since their import.
    pub(super) edited: sled::Tree,
    pub(super) edits: KnownEdits,
    pub(super) cache: Cache,
    pub(super) packs: Packs,
    // Declared last, so that sled has closed its files before another process may open them.
    database: sled::Db,
    _lock: Lock,
}

/// Prefixes of the keys of the catalogue.
pub(super) const SOURCE: u8 = b's';
/// An import whose blocks are to be deleted when nobody is writing them.
pub(super) const PENDING: u8 = b'p';
/// The folder of derived files.
const DERIVED: &str = "derived";
/// The schema.
pub(super) const SCHEMA_KEY: &[u8] = b"m-schema";
/// The number of the next import.
pub(super) const NEXT_IMPORT: &[u8] = b"m-next-import";

impl Store {
    /// Opens the store in a folder, making it when it is not there.
    ///
    /// What a killed import left behind is removed.
    ///
    /// # Errors
    /// When another process keeps it open, when it is of a newer schema, when it is damaged,
    /// or when the folder cannot be read and written.
    pub fn open(folder: &Path, options: &OpenOptions) -> Result<Self, StoreError> {
        fs::create_dir_all(folder).map_err(|cause| StoreError::Io {
            doing: "make",
            path: folder.to_owned(),
            cause,
        })?;
        let lock = Lock::take(folder, options.patience)?;
        let failed = |error| StoreError::of(folder, "open", error);
        let config = sled::Config::new()
            .path(folder.join("sled"))
            .cache_capacity(options.page_cache)
            .flush_every_ms(None);
        let database = opened(&config, options.patience).map_err(failed)?;
        let tree = |name: &str| database.open_tree(name).map_err(failed);
        let store = Self {
            folder: folder.to_owned(),
            units: tree("units")?,
            concepts: tree("concepts")?,
            documents: tree("documents")?,
            catalogue: tree("catalogue")?,
            edited: tree("edits")?,
            edits: KnownEdits::default(),
            cache: Cache::default(),
            packs: Packs::new(folder.join(DERIVED)),
            database,
            _lock: lock,
        };
        store.check_schema()?;
        if let Some(lost) = missing(&read_ledger(folder), &store.sources()?) {
            return Err(store.damaged(format!("{} is missing", lost.path)));
        }
        store.read_edits()?;
        store.sweep()?;
        Ok(store)
    }

    /// The folder for files that are made from the store and can be made anew.
    pub fn derived_folder(&self) -> PathBuf {
        self.folder.join(DERIVED)
    }

    /// The folder of the store.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Makes everything that was written durable.
    ///
    /// # Errors
    /// When the disk refuses it.
    pub fn flush(&self) -> Result<(), StoreError> {
        self.database
            .flush()
            .map(|_| ())
            .map_err(|error| self.failed("write to", error))
    }

    /// How many bytes the store takes on disk, without derived files.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn size_on_disk(&self) -> Result<u64, StoreError> {
        self.database
            .size_on_disk()
            .map_err(|error| self.failed("measure", error))
    }

    pub(super) fn failed(&self, doing: &'static str, error: sled::Error) -> StoreError {
        StoreError::of(&self.folder, doing, error)
    }

    pub(super) fn damaged(&self, what: impl Into<String>) -> StoreError {
        StoreError::Damaged {
            path: self.folder.clone(),
            what: what.into(),
        }
    }

    fn check_schema(&self) -> Result<(), StoreError> {
        let found = self
            .catalogue
            .get(SCHEMA_KEY)
            .map_err(|error| self.failed("read", error))?;
        let Some(found) = found else {
            return self
                .catalogue
                .insert(SCHEMA_KEY, &SCHEMA.to_be_bytes())
                .map(|_| ())
                .map_err(|error| self.failed("write to", error));
        };
        let found = number(&found).ok_or_else(|| self.damaged("its schema does not read"))?;
        if found > SCHEMA {
            return Err(StoreError::NewerSchema {
                path: self.folder.clone(),
                found,
                known: SCHEMA,
            });
        }
        if found < SCHEMA {
            self.migrate()?;
        }
        Ok(())
    }

    /// Deletes the blocks of imports that were begun and not finished, or replaced.
    fn sweep(&self) -> Result<(), StoreError> {
        let pending: Vec<_> = self
            .catalogue
            .scan_prefix([PENDING])
            .keys()
            .collect::<Result<_, _>>()
            .map_err(|error| self.failed("read", error))?;
        for key in pending {
            if let Some(import) = number(&key[1..]) {
                self.delete_blocks(import)?;
            }
        }
        Ok(())
    }

    /// Makes the packs of imports that should have one and have none.
    ///
    /// # Errors
    /// When the store cannot be read. A pack that cannot be written is left out.
    pub fn mend_packs(&self) -> Result<(), StoreError> {
        for source in self.sources()? {
            let is_missing = source.units as usize >= pack::LEAST_UNITS
                && self.packs.get(source.import).is_none();
            if is_missing {
                match self.make_pack(source.import) {
                    // Without its pack an import is only slower to read.
                    Ok(()) | Err(StoreError::Io { .. }) => {}
                    Err(error) => return Err(error),
                }
            }
        }
        Ok(())
    }

    fn make_pack(&self, import: u32) -> Result<(), StoreError> {
        self.packs.delete(import);
        let io = |cause| self.cannot_write(cause);
        let mut writer = PackWriter::new(self.packs.folder(), import);
        for unit in self.imported_units(import) {
            writer.add(&unit?.1).map_err(io)?;
        }
        writer.finish().map_err(io)?;
        self.packs.forget(import);
        Ok(())
    }

    /// Deletes packs that are damaged, so that they are made anew. Reads all of them.
    ///
    /// # Errors
    /// When the list of sources cannot be read.
    pub fn delete_damaged_packs(&self) -> Result<(), StoreError> {
        for source in self.sources()? {
            if self.packs.verify(source.import).is_some() {
                self.packs.delete(source.import);
            }
        }
        Ok(())
    }

    /// What is wrong with the packs. Reads all of them.
    ///
    /// # Errors
    /// When the list of sources cannot be read.
    pub fn verify_packs(&self) -> Result<Vec<String>, StoreError> {
        let sources = self.sources()?;
        let imports = sources.iter().map(|source| source.import);
        Ok(imports
            .filter_map(|import| self.packs.verify(import))
            .collect())
    }

    pub(super) fn cannot_write(&self, cause: std::io::Error) -> StoreError {
        StoreError::Io {
            doing: "write to",
            path: self.folder.clone(),
            cause,
        }
    }

    /// Deletes all blocks of an import and forgets that they were to be deleted.
    pub(super) fn delete_blocks(&self, import: u32) -> Result<(), StoreError> {
        self.packs.delete(import);
        self.delete_edits(import)?;
        for tree in [&self.units, &self.concepts, &self.documents] {
            let mut batch = sled::Batch::default();
            let last = block::key(import, u32::MAX);
            for key in tree.range(block::key(import, 0)..=last).keys() {
                batch.remove(key.map_err(|error| self.failed("read", error))?);
            }
            tree.apply_batch(batch)
                .map_err(|error| self.failed("write to", error))?;
        }
        self.catalogue
            .remove(pending_key(import))
            .map(|_| ())
            .map_err(|error| self.failed("write to", error))
    }
}

/// Opens the database of whoever holds the lock of the store. sled has a lock of its own, which a
/// thread of sled's may still hold for a moment after the store was closed in this process; no
/// other process can, so that is waited for.
fn opened(config: &sled::Config, patience: Duration) -> sled::Result<sled::Db> {
    let start = Instant::now();
    loop {
        match config.open() {
            Err(sled::Error::Io(cause)) if is_lock(&cause) && start.elapsed() < patience => {
                std::thread::sleep(PAUSE);
            }
            done => return done,
        }
    }
}

/// Whether sled says by an error that its lock is held: it has no error of its own for that.
fn is_lock(cause: &std::io::Error) -> bool {
    cause.raw_os_error().is_none() && cause.to_string().contains("could not acquire lock")
}

/// The key under which an import is marked for deletion.
pub(super) fn pending_key(import: u32) -> [u8; 5] {
    let mut key = [PENDING; 5];
    key[1..].copy_from_slice(&import.to_be_bytes());
    key
}

/// A number as the catalogue keeps it.
pub(super) fn number(bytes: &[u8]) -> Option<u32> {
    bytes.try_into().ok().map(u32::from_be_bytes)
}
