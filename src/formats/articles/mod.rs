//! Articles and documents: bytes to [`Article`]s, one file of this folder per format.
//!
//! A format is one type that implements [`ArticleFormat`] and one line in [`ARTICLES`]. The
//! content of a file decides on its format, its name only where the content can be either
//! (Markdown is plain text). Nothing outside the file is ever read, and whatever the bytes are,
//! a reader gives an article or one sentence that says why not.

mod builder;
mod docx;
mod html;
mod markdown;
mod odt;
mod package;
mod plain;
#[cfg(test)]
mod tests;
mod xml;

use crate::model::{Article, Diagnostic, Location, Severity};

/// An article with what its reader had to say.
#[derive(Debug, Clone)]
pub struct ReadArticle {
    /// The article.
    pub article: Article,
    /// The name of its format.
    pub format: &'static str,
    /// Remarks that did not stop the reading.
    pub remarks: Vec<Diagnostic>,
}

/// One format of articles.
pub trait ArticleFormat: Sync {
    /// The name by which commands call it.
    fn name(&self) -> &'static str;

    /// What it is, in a few words.
    fn about(&self) -> &'static str;

    /// The endings of file names, in lower case and without the point.
    fn endings(&self) -> &'static [&'static str];

    /// Whether some bytes are of this format.
    fn recognises(&self, bytes: &[u8], ending: &str) -> bool;

    /// Reads an article; `path` is what diagnostics call the file.
    ///
    /// # Errors
    /// When the file is broken or there is no text in it.
    fn read(&self, bytes: &[u8], path: &str) -> Result<ReadArticle, Box<Diagnostic>>;
}

/// Every format of articles, in the order in which they are tried. The last takes any text.
pub const ARTICLES: &[&dyn ArticleFormat] = &[
    &docx::Docx,
    &odt::Odt,
    &html::Html,
    &markdown::Markdown,
    &plain::Plain,
];

/// Reads an article of whatever format its bytes are.
///
/// # Errors
/// When the file is of a format that is not read, is broken, or has no text.
pub fn read_article(bytes: &[u8], path: &str) -> Result<ReadArticle, Box<Diagnostic>> {
    let ending = ending_of(path);
    if let Some((what, advice)) = foreign(bytes) {
        let message = format!("the file is {what}, which is not read");
        return Err(refuse(path, message, advice));
    }
    let format = ARTICLES
        .iter()
        .find(|format| format.recognises(bytes, &ending));
    match format {
        Some(format) => format.read(bytes, path),
        None => Err(refuse(
            path,
            "the file is no text and no document that is known".to_owned(),
            "save it as text, HTML, DOCX or ODT",
        )),
    }
}

/// Reads a file as plain text, whatever else it may be.
///
/// # Errors
/// When it is no text.
pub fn read_plain(bytes: &[u8], path: &str) -> Result<ReadArticle, Box<Diagnostic>> {
    plain::Plain.read(bytes, path)
}

/// The ending of a file name in lower case, empty where there is none.
fn ending_of(path: &str) -> String {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    name.rsplit_once('.')
        .map_or(String::new(), |(_, ending)| ending.to_lowercase())
}

/// Formats that people take for documents that can be read, by their first bytes.
const FOREIGN: &[(&[u8], &str, &str)] = &[
    (
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
        "a document of Word 97 to 2003 (or an encrypted one)",
        "open it in a word processor and save it as DOCX or ODT",
    ),
    (
        b"{\\rtf",
        "in Rich Text Format",
        "open it in a word processor and save it as DOCX or ODT",
    ),
    (
        b"%PDF-",
        "a PDF",
        "take its text out, or ask for the document that it was made from",
    ),
];

fn foreign(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    let found = FOREIGN.iter().find(|(start, ..)| bytes.starts_with(start));
    found.map(|(_, what, advice)| (*what, *advice))
}

/// A refusal of a whole file.
fn refuse(path: &str, message: String, advice: &str) -> Box<Diagnostic> {
    let diagnostic = Diagnostic::new(Severity::Error, Location::file(path), message);
    Box::new(diagnostic.with_advice(advice))
}
