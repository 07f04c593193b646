//! What can go wrong with the store.

use std::path::PathBuf;

/// Why the store cannot be opened, read or written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another process has the store open and did not end in time.
    #[error("the store {} is in use by {owner}; try again when it has finished", path.display())]
    Busy {
        /// The folder of the store.
        path: PathBuf,
        /// What is known of the other process.
        owner: String,
    },
    /// The store was written by a newer version of the program.
    #[error(
        "the store {} has schema {found}, this tarjuman knows up to {known}; update tarjuman or name another store with --store",
        path.display()
    )]
    NewerSchema {
        /// The folder of the store.
        path: PathBuf,
        /// The schema that was found.
        found: u32,
        /// The newest schema that this version knows.
        known: u32,
    },
    /// A value does not read: its checksum, version or content is wrong.
    #[error(
        "the store {} is damaged ({what}); run `tarjuman doctor --rebuild` to make it anew from its sources",
        path.display()
    )]
    Damaged {
        /// The folder of the store.
        path: PathBuf,
        /// What does not read.
        what: String,
    },
    /// The operating system refused something.
    #[error("cannot {doing} the store {}: {cause}", path.display())]
    Io {
        /// What was being done, such as `write to`.
        doing: &'static str,
        /// The folder or file.
        path: PathBuf,
        /// Why not.
        cause: std::io::Error,
    },
}

impl StoreError {
    /// The error of a sled operation: input and output as such, anything else as damage.
    pub(super) fn of(path: &std::path::Path, doing: &'static str, error: sled::Error) -> Self {
        match error {
            // sled makes the message of the system one for programmers; the kind is for people.
            sled::Error::Io(cause) if cause.raw_os_error().is_none() => Self::Io {
                doing,
                path: path.to_owned(),
                cause: cause.kind().into(),
            },
            sled::Error::Io(cause) => Self::Io {
                doing,
                path: path.to_owned(),
                cause,
            },
            other => Self::Damaged {
                path: path.to_owned(),
                what: other.to_string(),
            },
        }
    }
}
