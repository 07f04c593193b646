//! What can go wrong with the memory.

use std::path::PathBuf;

use crate::store::StoreError;

/// Why the memory cannot be searched or brought in step.
#[derive(Debug, thiserror::Error)]
pub enum MemoryError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file of the index cannot be written or read.
    #[error("cannot {doing} the index file {}: {cause}", path.display())]
    Io {
        /// What was being done.
        doing: &'static str,
        /// The file.
        path: PathBuf,
        /// Why not.
        cause: std::io::Error,
    },
    /// A file of the index is not what it should be.
    #[error(
        "the index file {} is damaged ({what}); run `tarjuman doctor --rebuild`",
        path.display()
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        what: &'static str,
    },
    /// There are more segments or tokens than one index file can number.
    #[error("one import has more than 4 billion tokens in one language; divide the file")]
    TooLarge,
}

impl MemoryError {
    /// An error of reading or writing a file.
    pub(super) fn io(
        doing: &'static str,
        path: impl Into<PathBuf>,
    ) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |cause| Self::Io { doing, path, cause }
    }
}
