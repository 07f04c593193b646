//! Decompressed blocks of units, so that units that stand together are read once.

use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;

use super::block::Content;

/// How many blocks one part of the cache keeps.
const KEPT: usize = 32;

/// How many parts there are, so that threads seldom wait for each other.
const PARTS: usize = 16;

/// The units of a block.
pub(super) type Units = Arc<Content>;

/// A bounded cache of blocks by their keys.
#[derive(Debug, Default)]
pub(super) struct Cache {
    parts: [Mutex<FxHashMap<[u8; 8], Units>>; PARTS],
}

impl Cache {
    /// A block, made by `read` when it is not here.
    pub(super) fn get<E>(
        &self,
        key: [u8; 8],
        read: impl FnOnce() -> Result<Content, E>,
    ) -> Result<Units, E> {
        let part = &self.parts[(key[7] as usize ^ key[6] as usize ^ key[5] as usize) % PARTS];
        let lock = || part.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(units) = lock().get(&key) {
            return Ok(Arc::clone(units));
        }
        let units = Arc::new(read()?);
        let mut kept = lock();
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(key, Arc::clone(&units));
        Ok(units)
    }
}
