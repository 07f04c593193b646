//! The ZIP file that an office document is.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::refuse;
use super::xml::{Step, Xml};
use crate::formats::encoding;
use crate::model::Diagnostic;

/// A document in its ZIP file.
pub(super) struct Package<'p> {
    archive: ZipArchive<Cursor<&'p [u8]>>,
    path: &'p str,
}

/// The largest part that is unpacked: that of a book has some 10 MB, and a ZIP file of a few
/// kilobytes can unpack to any size.
const LARGEST_PART: u64 = 128 * 1024 * 1024;

impl<'p> Package<'p> {
    /// Opens a document; `path` is what diagnostics call it.
    pub(super) fn open(bytes: &'p [u8], path: &'p str) -> Result<Self, Box<Diagnostic>> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| {
            let message = "the document is cut off or broken: it is no whole ZIP file".to_owned();
            refuse(path, message, "get the file again, or save it again")
        })?;
        Ok(Self { archive, path })
    }

    /// Whether there is a part of a name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// The text of a part; `None` where there is no such part.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, Box<Diagnostic>> {
        let path = self.path;
        let broken = |why: String| {
            let message = format!("the document is broken: {name} does not unpack: {why}");
            refuse(path, message, "get the file again, or save it again")
        };
        let part = match self.archive.by_name(name) {
            Ok(part) => part,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(broken(error.to_string())),
        };
        let mut bytes = Vec::new();
        let mut part = part.take(LARGEST_PART + 1);
        part.read_to_end(&mut bytes)
            .map_err(|error| broken(error.to_string()))?;
        if bytes.len() as u64 > LARGEST_PART {
            return Err(broken(format!("it has more than {LARGEST_PART} bytes")));
        }
        Ok(Some(encoding::decode(&bytes, path).text.into_owned()))
    }

    /// Walks through a part of the document and hands over its steps.
    pub(super) fn walk(
        &self,
        name: &str,
        text: &str,
        mut each: impl FnMut(Step),
    ) -> Result<(), Box<Diagnostic>> {
        walk(self.path, name, text, &mut each)
    }

    /// That the document lacks what makes it one.
    pub(super) fn is_none(&self) -> Box<Diagnostic> {
        let message = "the file is a ZIP file, but no DOCX or ODT document".to_owned();
        refuse(
            self.path,
            message,
            "save the text as DOCX, ODT, HTML or text",
        )
    }
}

/// Walks through XML and hands over its steps.
pub(super) fn walk(
    path: &str,
    name: &str,
    text: &str,
    each: &mut impl FnMut(Step),
) -> Result<(), Box<Diagnostic>> {
    let mut xml = Xml::new(text);
    loop {
        match xml.step() {
            Ok(Step::End) => return Ok(()),
            Ok(step) => each(step),
            Err(why) => {
                let message = format!("the document is broken: the XML of {name} {why}");
                return Err(refuse(path, message, "save it again in a word processor"));
            }
        }
    }
}
