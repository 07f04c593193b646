//! Writing what the project holds to files that others can read.

use std::io::Write;

use super::{Project, ProjectError};
use crate::formats::{self, Export, FORMATS, Holds, SinkError};
use crate::lang::LanguageTag;
use crate::model::{Diagnostic, Location, Severity};

/// What is to be written.
#[derive(Debug, Clone)]
pub struct ExportRequest<'r> {
    /// The name of the format.
    pub format: &'r str,
    /// From which sources.
    pub scope: ExportScope,
    /// The languages; all where it is empty.
    pub languages: &'r [LanguageTag],
}

/// From which sources something is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExportScope {
    /// All.
    All,
    /// The source of a path.
    Source(String),
}

impl Project {
    /// Writes units or entries in a format.
    ///
    /// # Errors
    /// When the format or the source is not known, or the output cannot be written.
    pub fn export(
        &self,
        request: &ExportRequest<'_>,
        output: &mut dyn Write,
    ) -> Result<(), ProjectError> {
        let format = formats::format_of(request.format).ok_or_else(|| ProjectError::Unknown {
            what: "format",
            name: request.format.to_owned(),
            known: FORMATS
                .iter()
                .map(|format| format.name())
                .collect::<Vec<_>>()
                .join(", "),
        })?;
        let mut sources = self.store.sources()?;
        if let ExportScope::Source(path) = &request.scope {
            let known: Vec<String> = sources.iter().map(|source| source.path.clone()).collect();
            sources.retain(|source| source.path == *path);
            if sources.is_empty() {
                return Err(ProjectError::Unknown {
                    what: "source",
                    name: path.clone(),
                    known: known.join(", "),
                });
            }
        }
        let mut entries = self.glossary.entries().to_vec();
        if let ExportScope::Source(path) = &request.scope {
            entries.retain(|entry| entry.location.path == *path);
        }
        let mut units = sources.iter().flat_map(|source| {
            self.store
                .units(source.import)
                .map(|unit| unit.map(|(_, unit)| unit).map_err(SinkError::from))
        });
        let document = match (format.holds(), sources.as_slice()) {
            (Holds::Memory, [only]) => self.only_document(only)?,
            (Holds::Glossary, [only]) => self.store.documents_of(only.import).next().transpose()?,
            _ => None,
        };
        let export = Export {
            units: &mut units,
            concepts: &entries,
            document: document.as_ref(),
            languages: request.languages,
        };
        format.write(export, output).map_err(|error| {
            let message = format!("the export cannot be written: {error}");
            let location = Location::file("output");
            ProjectError::Refused(Box::new(Diagnostic::new(
                Severity::Error,
                location,
                message,
            )))
        })
    }

    /// The document of a source that has only one.
    fn only_document(
        &self,
        source: &crate::store::SourceRecord,
    ) -> Result<Option<crate::model::Document>, ProjectError> {
        if source.documents != 1 {
            return Ok(None);
        }
        let Some(first) = self.store.units(source.import).next().transpose()? else {
            return Ok(None);
        };
        for document in self.store.documents() {
            let document = document?;
            if Some(&document.id) == first.1.origin.document.as_ref() {
                return Ok(Some(document));
            }
        }
        Ok(None)
    }
}
