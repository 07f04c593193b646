//! Files: bytes to and from the types of `model`, one file of this room per format.
//!
//! A format is one type that implements [`Format`] and one line in [`FORMATS`]. Readers hand
//! over what they read piece by piece, so that a large file never lies in memory as a whole,
//! and collect located diagnostics; a file that is broken is refused as a whole.

pub mod articles;
pub mod bilingual;
pub mod corpus;
pub mod encoding;
mod glossary_long;
mod glossary_pairs;
mod glossary_pairs_write;
mod glossary_table;
#[cfg(test)]
mod glossary_tests;
mod glossary_wide;
mod json_glossary;
mod lines;
mod po;
mod po_messages;
pub mod review;
mod skeleton;
mod srx;
mod srx_write;
mod table;
mod table_edit;
mod tbx;
mod tbx_dialect;
mod tbx_read;
mod tbx_write;
#[cfg(test)]
mod tests;
mod tmx;
mod tmx_edit;
mod tmx_glossary;
mod tmx_inline;
mod tmx_write;
mod utx;
mod xlsx;
mod xml_tree;

use std::collections::BTreeMap;
use std::io::{BufRead, Write};

use crate::lang::LanguageTag;
use crate::model::{ConceptEntry, Diagnostic, Document, Unit};

pub use skeleton::{Skeleton, write_tmx_skeleton, write_xliff12, write_xliff21};
pub use srx::{SrxFile, read_srx};
pub use srx_write::write_srx;
pub use table_edit::{EntryChange, edit_table, is_entry_field, set_entry};
pub use tmx_edit::{SegmentChange, edit_tmx};

/// What receives the content of a file, in the order of the file.
pub trait Sink {
    /// Takes a unit.
    ///
    /// # Errors
    /// Whatever the receiver cannot do; reading stops.
    fn unit(&mut self, unit: Unit) -> Result<(), SinkError>;

    /// Takes a concept entry.
    ///
    /// # Errors
    /// Whatever the receiver cannot do; reading stops.
    fn concept(&mut self, entry: ConceptEntry) -> Result<(), SinkError>;

    /// Takes a document.
    ///
    /// # Errors
    /// Whatever the receiver cannot do; reading stops.
    fn document(&mut self, document: Document) -> Result<(), SinkError>;

    /// Takes a remark on the file that does not stop the reading.
    fn diagnostic(&mut self, diagnostic: Diagnostic);
}

/// Why a receiver could not take something.
pub type SinkError = Box<dyn std::error::Error + Send + Sync>;

/// Why a file could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The file is not what it should be; nothing of it is to be kept.
    #[error("{}: {}", .0.location, .0.message)]
    Refused(Box<Diagnostic>),
    /// The receiver failed.
    #[error(transparent)]
    Sink(SinkError),
}

impl From<Diagnostic> for ReadError {
    fn from(diagnostic: Diagnostic) -> Self {
        Self::Refused(Box::new(diagnostic))
    }
}

/// What a file of a format holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Concept entries.
    Glossary,
    /// Units.
    Memory,
    /// Units as they were gathered: they are looked at before they are taken.
    Corpus,
}

/// What a reader is told that its file does not say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// The language of the source side, for formats that name no languages.
    pub from: Option<LanguageTag>,
    /// The language of the target side.
    pub to: Option<LanguageTag>,
    /// What the columns of a table hold: from the heading (or the number, from 1, for a table
    /// without a header) to the heading that a glossary table of ours would have; `-` for a
    /// column that is to be passed over.
    pub columns: BTreeMap<String, String>,
}

/// What is to be written.
pub struct Export<'e> {
    /// The units, for formats of memories.
    pub units: &'e mut dyn Iterator<Item = Result<Unit, SinkError>>,
    /// The entries, for formats of glossaries.
    pub concepts: &'e [std::sync::Arc<ConceptEntry>],
    /// The document that the units are from, where it is one.
    pub document: Option<&'e Document>,
    /// The languages to write; all where it is empty.
    pub languages: &'e [LanguageTag],
}

/// One file format.
pub trait Format: Sync {
    /// The name by which commands and settings call it.
    fn name(&self) -> &'static str;

    /// What it is, in a few words.
    fn about(&self) -> &'static str;

    /// The endings of file names, in lower case and without the point.
    fn endings(&self) -> &'static [&'static str];

    /// What a file of it holds.
    fn holds(&self) -> Holds;

    /// Whether the beginning of a text (at least its first 4 KB, decoded) is of this format, given
    /// what the user said of the file.
    fn recognises(&self, beginning: &str, options: &ReadOptions) -> bool;

    /// Reads a text; `path` is what diagnostics call it. Line breaks and encoding are those of
    /// [`encoding::open`].
    ///
    /// # Errors
    /// When the file is refused, or the receiver fails.
    fn read(
        &self,
        text: &mut dyn BufRead,
        path: &str,
        options: &ReadOptions,
        sink: &mut dyn Sink,
    ) -> Result<(), ReadError>;

    /// Writes units or entries.
    ///
    /// # Errors
    /// When the output cannot be written or the units cannot be read.
    fn write(&self, export: Export<'_>, output: &mut dyn Write) -> Result<(), SinkError>;
}

/// Every format, in the order in which they are tried on a file of unknown ending.
pub const FORMATS: &[&dyn Format] = &[
    &tmx::Tmx,
    &corpus::Wmt,
    &corpus::Objects,
    &corpus::Columns,
    &tbx::Tbx::AS_READ,
    &tbx::Tbx::TBX_2008,
    &tbx::Tbx::CORE,
    &tbx::Tbx::MIN,
    &tbx::Tbx::MIN_DCT,
    &tbx::Tbx::BASIC,
    &tbx::Tbx::BASIC_DCT,
    &tbx::Tbx::LINGUIST,
    &tbx::Tbx::LINGUIST_DCT,
    &xlsx::Xlsx,
    &utx::Utx,
    &po::Po,
    &json_glossary::JsonGlossary,
    &tmx_glossary::TmxGlossary,
    &glossary_long::GlossaryLong,
    &glossary_wide::GlossaryWide,
    &glossary_pairs::GlossaryPairs::Weblate,
    &glossary_pairs::GlossaryPairs::DeepL,
    &glossary_pairs::GlossaryPairs::OmegaT,
];

/// The format of a name.
pub fn format_of(name: &str) -> Option<&'static dyn Format> {
    FORMATS.iter().copied().find(|format| format.name() == name)
}

/// The format of a file by its name and its beginning: a corpus, which is only recognised by what
/// nothing else has; else one that recognises the beginning and has the ending, else one that recognises the beginning, else one that has the ending.
pub fn detect(path: &str, beginning: &str) -> Option<&'static dyn Format> {
    detect_with(path, beginning, &ReadOptions::default())
}

/// As [`detect`], knowing what the user said of the file.
pub fn detect_with(
    path: &str,
    beginning: &str,
    options: &ReadOptions,
) -> Option<&'static dyn Format> {
    let ending = path.rsplit('.').next().unwrap_or("").to_lowercase();
    let has_ending = |format: &&dyn Format| format.endings().contains(&ending.as_str());
    let recognised = |format: &&dyn Format| format.recognises(beginning, options);
    let formats = || FORMATS.iter().copied();
    formats()
        .find(|format| format.holds() == Holds::Corpus && recognised(format))
        .or_else(|| formats().find(|format| has_ending(format) && recognised(format)))
        .or_else(|| formats().find(recognised))
        .or_else(|| formats().find(has_ending))
}

#[cfg(test)]
pub(crate) mod testing {
    //! A receiver that keeps everything, for tests.

    use super::*;

    /// Everything that a reader handed over.
    #[derive(Debug, Default)]
    pub(crate) struct Kept {
        pub(crate) units: Vec<Unit>,
        pub(crate) concepts: Vec<ConceptEntry>,
        pub(crate) documents: Vec<Document>,
        pub(crate) diagnostics: Vec<Diagnostic>,
    }

    impl Sink for Kept {
        fn unit(&mut self, unit: Unit) -> Result<(), SinkError> {
            self.units.push(unit);
            Ok(())
        }

        fn concept(&mut self, entry: ConceptEntry) -> Result<(), SinkError> {
            self.concepts.push(entry);
            Ok(())
        }

        fn document(&mut self, document: Document) -> Result<(), SinkError> {
            self.documents.push(document);
            Ok(())
        }

        fn diagnostic(&mut self, diagnostic: Diagnostic) {
            self.diagnostics.push(diagnostic);
        }
    }

    /// Reads bytes as a file of a name.
    pub(crate) fn read(path: &str, bytes: &[u8]) -> Result<Kept, String> {
        read_with(path, bytes, &ReadOptions::default())
    }

    /// As [`read`], knowing what the user said of the file.
    pub(crate) fn read_with(
        path: &str,
        bytes: &[u8],
        options: &ReadOptions,
    ) -> Result<Kept, String> {
        let mut kept = Kept::default();
        let mut opened = encoding::open_bytes(bytes.to_vec(), path);
        kept.diagnostics.extend(opened.diagnostic.take());
        let format = detect_with(path, &opened.beginning, options).ok_or("no format")?;
        match format.read(&mut opened.reader, path, options, &mut kept) {
            Ok(()) => Ok(kept),
            Err(error) => Err(error.to_string()),
        }
    }
}
