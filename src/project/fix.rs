//! Mending files: writing what checks are sure of.

use std::fs;
use std::path::{Path, PathBuf};

use super::ProjectError;
use crate::check::{Checked, edits};
use crate::model::TextEdit;

/// The changes of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileFix {
    /// The file, as the user named it.
    pub file: PathBuf,
    /// The file as seen from the project.
    pub key: String,
    /// Its text.
    pub text: String,
    /// The changes, in its order.
    pub edits: Vec<TextEdit>,
}

/// What mends the file that was checked; `None` where there is nothing to mend, or the file is
/// none that is changed: only plain text in UTF-8 is, as it lies on the disk.
///
/// # Errors
/// When the file cannot be read.
pub fn fix_of(checked: &Checked) -> Result<Option<FileFix>, ProjectError> {
    let own = checked.own();
    let edits = edits(checked);
    if edits.is_empty() || own.name == "-" {
        return Ok(None);
    }
    let file = PathBuf::from(&own.name);
    let bytes = fs::read(&file).map_err(ProjectError::io("read", &file))?;
    if without_mark(&bytes) != own.text.as_bytes() {
        return Ok(None);
    }
    Ok(Some(FileFix {
        file,
        key: own.key.clone(),
        text: own.text.clone(),
        edits,
    }))
}

/// Writes changes into their file. The file is replaced as a whole, so that it never is half
/// written.
///
/// # Errors
/// When the file cannot be written, or is no longer what it was when it was checked.
pub fn write_fix(fix: &FileFix) -> Result<(), ProjectError> {
    let bytes = fs::read(&fix.file).map_err(ProjectError::io("read", &fix.file))?;
    if without_mark(&bytes) != fix.text.as_bytes() {
        return Err(ProjectError::Changed {
            path: fix.file.clone(),
        });
    }
    let mark = &bytes[..bytes.len() - fix.text.len()];
    let mut written = mark.to_vec();
    written.extend(TextEdit::apply(&fix.text, &fix.edits).into_bytes());
    replace(&fix.file, &written)
}

/// Replaces a file; its rights stay.
pub(super) fn replace(file: &Path, bytes: &[u8]) -> Result<(), ProjectError> {
    // A link stays a link to the file that is changed.
    let file = fs::canonicalize(file).map_err(ProjectError::io("open", file))?;
    let mut fresh = file.clone().into_os_string();
    fresh.push(".new");
    let fresh = PathBuf::from(fresh);
    let rights = fs::metadata(&file).map_err(ProjectError::io("read", &file))?;
    fs::write(&fresh, bytes).map_err(ProjectError::io("write", &fresh))?;
    fs::set_permissions(&fresh, rights.permissions()).map_err(ProjectError::io("write", &fresh))?;
    fs::rename(&fresh, &file).map_err(ProjectError::io("write", &file))
}

/// Bytes without the byte order mark of UTF-8.
fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)
}
