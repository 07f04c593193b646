//! Reading a glossary file for what it says, without the store.

use std::path::{Path, PathBuf};

use super::ProjectError;
use crate::formats::{self, FORMATS, Format, Holds, ReadError, ReadOptions, Sink, SinkError};
use crate::model::{ConceptEntry, Diagnostic, Document, Location, Severity, Unit};

/// Keeps entries.
#[derive(Default)]
struct Entries(Vec<ConceptEntry>);

impl Sink for Entries {
    fn unit(&mut self, _: Unit) -> Result<(), SinkError> {
        Ok(())
    }

    fn concept(&mut self, entry: ConceptEntry) -> Result<(), SinkError> {
        self.0.push(entry);
        Ok(())
    }

    fn document(&mut self, _: Document) -> Result<(), SinkError> {
        Ok(())
    }

    fn diagnostic(&mut self, _: Diagnostic) {}
}

fn read_error(error: ReadError) -> ProjectError {
    match error {
        ReadError::Refused(diagnostic) => ProjectError::Refused(diagnostic),
        ReadError::Sink(error) => ProjectError::Refused(Box::new(Diagnostic::new(
            Severity::Error,
            Location::default(),
            error.to_string(),
        ))),
    }
}

/// The format of a file that holds a glossary; `None` for any other.
pub(super) fn glossary_format(
    file: &Path,
    path: &str,
    options: &ReadOptions,
) -> Result<Option<&'static dyn Format>, ProjectError> {
    let opened = formats::encoding::open(file, path).map_err(ProjectError::io("read", file))?;
    let format = formats::detect_with(path, &opened.beginning, options);
    Ok(format.filter(|format| format.holds() == Holds::Glossary))
}

/// The entries of a file.
pub(super) fn read_entries(
    format: &dyn Format,
    file: &Path,
    path: &str,
    options: &ReadOptions,
) -> Result<Vec<ConceptEntry>, ProjectError> {
    let mut opened = formats::encoding::open(file, path).map_err(ProjectError::io("read", file))?;
    let mut entries = Entries::default();
    format
        .read(&mut opened.reader, path, options, &mut entries)
        .map_err(read_error)?;
    Ok(entries.0)
}

/// The entries of a text that has the name of a file.
pub(super) fn read_text(
    text: &str,
    path: &str,
    options: &ReadOptions,
) -> Result<Vec<ConceptEntry>, ProjectError> {
    read_bytes(text.as_bytes().to_vec(), path, options)
}

/// The entries of the bytes of a file of a name.
pub(super) fn read_bytes(
    bytes: Vec<u8>,
    path: &str,
    options: &ReadOptions,
) -> Result<Vec<ConceptEntry>, ProjectError> {
    let mut opened = formats::encoding::open_bytes(bytes, path);
    let format = formats::detect_with(path, &opened.beginning, options)
        .filter(|format| format.holds() == Holds::Glossary)
        .ok_or_else(|| {
            let glossaries = FORMATS
                .iter()
                .filter(|format| format.holds() == Holds::Glossary);
            let names: Vec<&str> = glossaries.map(|format| format.name()).collect();
            ProjectError::UnknownFormat {
                path: PathBuf::from(path),
                known: names.join(", "),
            }
        })?;
    let mut entries = Entries::default();
    format
        .read(&mut opened.reader, path, options, &mut entries)
        .map_err(read_error)?;
    Ok(entries.0)
}
