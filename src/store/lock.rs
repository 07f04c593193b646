//! One process at a time: a lock on a file, and a word on who holds it.

use std::fs::{self, File, TryLockError};
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use super::StoreError;

/// How long to sleep between two tries.
pub(super) const PAUSE: Duration = Duration::from_millis(20);

/// A held lock; let go when dropped, and by the system when the process ends in any way.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock of a store's folder, waiting for another process for a while.
    pub(super) fn take(folder: &Path, patience: Duration) -> Result<Self, StoreError> {
        let path = folder.join("lock");
        let io = |cause| StoreError::Io {
            doing: "lock",
            path: folder.to_owned(),
            cause,
        };
        let mut file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(io)?;
        let start = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) if start.elapsed() < patience => {
                    std::thread::sleep(PAUSE);
                }
                Err(TryLockError::WouldBlock) => {
                    return Err(StoreError::Busy {
                        path: folder.to_owned(),
                        owner: owner(&path),
                    });
                }
                Err(TryLockError::Error(cause)) => return Err(io(cause)),
            }
        }
        // Only for the message of another process: not worth failing for.
        let command: Vec<String> = std::env::args().take(2).collect();
        let _ = file.set_len(0).and_then(|()| {
            file.write_all(
                format!("process {} ({})", std::process::id(), command.join(" ")).as_bytes(),
            )
        });
        Ok(Self { _file: file })
    }
}

fn owner(path: &Path) -> String {
    match fs::read_to_string(path) {
        Ok(owner) if !owner.trim().is_empty() => owner.trim().to_owned(),
        _ => "another process".to_owned(),
    }
}
