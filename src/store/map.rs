//! Mapped files: the one place where files are mapped into memory.

use std::fs::File;
use std::io;
use std::ops::Deref;
use std::path::Path;

use memmap2::Mmap;

/// A file whose bytes are read where they lie, when they are asked for.
#[derive(Debug)]
pub struct MappedFile(Mmap);

impl MappedFile {
    /// Maps a derived file of the store. The time does not depend on its length.
    ///
    /// # Errors
    /// When the file cannot be opened or mapped.
    pub fn open(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        // SAFETY: derived files are never changed in place; they are written under another
        // name, renamed, and only deleted. The folder belongs to the store, whose lock is held.
        // Mapped because a copy in memory would cost time and room that grow with the memory,
        // which the start of every command would pay (measured in docs/performance.md).
        #[allow(unsafe_code)]
        unsafe { Mmap::map(&file) }.map(Self)
    }
}

impl Deref for MappedFile {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}
