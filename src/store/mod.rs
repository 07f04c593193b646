//! The store: what was imported, packed and durable, in sled.
//!
//! Units, concept entries and documents lie many to a value (`block`), because sled is slow and
//! large with many small keys. Every import of a source gets a number of its own; its blocks are
//! written first and the source's record, written last and at once, makes them count. So a crash
//! leaves the old or the new state of a source, never a half. `docs/store.md` says more.

mod block;
mod cache;
mod carry;
mod edit;
mod error;
mod fold;
mod ledger;
mod lock;
mod map;
mod migrate;
mod open;
mod pack;
mod read;
mod source;
#[cfg(test)]
mod tests;
mod verify;
mod write;

pub use edit::{EditKind, EditRecord};
pub use error::StoreError;
pub use ledger::{LedgerLine, read_ledger};
pub use map::MappedFile;
pub use open::{OpenOptions, Store};
pub use source::{Fingerprint, NewSource, SourceKind, SourceRecord};
pub use verify::{Problem, Verified};
pub use write::SourceWriter;
