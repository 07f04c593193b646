//! ODT (OpenDocument text, ISO/IEC 26300), packed or as one flat XML file.
//!
//! As with DOCX: tracked deletions, comments, headers and footers, tables of contents are not
//! text of the article.

use std::collections::HashMap;

use super::builder::{BREAK, Builder, day};
use super::package::{self, Package};
use super::xml::{Step, Tag};
use super::{ArticleFormat, ReadArticle, refuse};
use crate::formats::encoding;
use crate::lang::LanguageTag;
use crate::model::{BlockKind, Diagnostic, Facts};

/// Documents of LibreOffice and of what writes its format.
pub(super) struct Odt;

impl ArticleFormat for Odt {
    fn name(&self) -> &'static str {
        "odt"
    }

    fn about(&self) -> &'static str {
        "document of LibreOffice and others (ODT, flat ODT)"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["odt", "fodt", "ott"]
    }

    fn recognises(&self, bytes: &[u8], ending: &str) -> bool {
        let is_named = self.endings().contains(&ending);
        match bytes.starts_with(b"PK") {
            // By the standard the type is the first part; some programs leave it out.
            true => match Package::open(bytes, "") {
                Ok(package) => package.has("content.xml"),
                Err(_) => is_named,
            },
            false => {
                let start = &bytes[..bytes.len().min(2048)];
                let start = encoding::decode(start, "").text;
                start.contains("<office:document ") && start.contains("opendocument")
            }
        }
    }

    fn read(&self, bytes: &[u8], path: &str) -> Result<ReadArticle, Box<Diagnostic>> {
        let mut body = Body::default();
        if bytes.starts_with(b"PK") {
            let mut package = Package::open(bytes, path)?;
            let Some(content) = package.part("content.xml")? else {
                return Err(package.is_none());
            };
            for name in ["meta.xml", "styles.xml"] {
                if let Some(text) = package.part(name)? {
                    package.walk(name, &text, |step| body.step(step))?;
                }
            }
            // Styles hold headers and footers, which are no text of the article.
            body.blocks.clear();
            body.notes.clear();
            package.walk("content.xml", &content, |step| body.step(step))?;
        } else {
            let text = encoding::decode(bytes, path).text;
            package::walk(path, "the file", &text, &mut |step| body.step(step))?;
        }
        let mut builder = Builder::new(body.facts);
        let blocks = body.blocks.iter().chain(&body.notes);
        blocks.for_each(|(kind, text)| builder.push(*kind, text));
        if builder.is_empty() {
            return Err(empty(path));
        }
        Ok(ReadArticle {
            article: builder.finish(),
            format: self.name(),
            remarks: Vec::new(),
        })
    }
}

/// That a document has no text.
pub(super) fn empty(path: &str) -> Box<Diagnostic> {
    let message = "there is no text in the document".to_owned();
    refuse(path, message, "look whether it is the file that you mean")
}

/// What is passed over with all that is in it.
const SKIPPED: &[&str] = &[
    "text:tracked-changes",
    "office:annotation",
    "office:annotation-end",
    "text:note-citation",
    "text:ruby-text",
    "text:table-of-content",
    "text:alphabetical-index",
    "text:illustration-index",
    "text:table-index",
    "text:object-index",
    "text:user-index",
    "text:bibliography",
    "text:hidden-text",
    "text:hidden-paragraph",
    "office:scripts",
    "office:master-styles",
    "office:forms",
    "svg:title",
    "svg:desc",
    "style:header",
    "style:footer",
];

/// A paragraph that is being read. Frames and notes have paragraphs in a paragraph.
#[derive(Debug, Default)]
struct Paragraph {
    text: String,
    kind: Option<BlockKind>,
    inner: Vec<(BlockKind, String)>,
}

/// What reads the parts of a document.
#[derive(Debug, Default)]
struct Body {
    facts: Facts,
    /// The parent of each style.
    styles: HashMap<String, String>,
    blocks: Vec<(BlockKind, String)>,
    notes: Vec<(BlockKind, String)>,
    paragraphs: Vec<Paragraph>,
    open: Vec<String>,
    skipped: usize,
    items: usize,
    cells: usize,
    in_notes: usize,
}

impl Body {
    fn step(&mut self, step: Step) {
        match step {
            Step::Open(_) if self.skipped > 0 => self.skipped += 1,
            Step::Close if self.skipped > 0 => self.skipped -= 1,
            Step::Open(tag) if SKIPPED.contains(&tag.name.as_str()) => self.skipped = 1,
            Step::Open(tag) => {
                self.enter(&tag);
                self.open.push(tag.name);
            }
            Step::Close => {
                if let Some(name) = self.open.pop() {
                    self.leave(&name);
                }
            }
            Step::Text(text) if self.skipped == 0 => self.text(&text),
            Step::Text(_) | Step::End => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.text.push_str(text);
            return;
        }
        match self.open.last().map_or("", String::as_str) {
            "dc:title" => {
                self.facts.title = Some(text.to_owned()).filter(|text| !text.trim().is_empty())
            }
            "dc:creator" => {
                self.facts.author = Some(text.to_owned()).filter(|text| !text.trim().is_empty())
            }
            "dc:language" => self.facts.language = LanguageTag::parse(text).ok(),
            "dc:date" => self.facts.date = day(text),
            _ => {}
        }
    }

    fn enter(&mut self, tag: &Tag) {
        match tag.name.as_str() {
            "style:style" => {
                let name = tag.attribute("name").map(str::to_owned);
                let parent = tag.attribute("parent-style-name").map(str::to_owned);
                self.styles.extend(name.zip(parent));
            }
            "text:h" => self.begin(Some(BlockKind::Heading)),
            "text:p" => {
                let kind = tag
                    .attribute("style-name")
                    .and_then(|style| self.kind_of(style));
                self.begin(kind);
            }
            "text:list-item" | "text:list-header" => self.items += 1,
            "table:table-cell" => self.cells += 1,
            "text:note" => self.in_notes += 1,
            "text:s" => self.text(" "),
            "text:tab" => self.text(" "),
            "text:line-break" => self.text(BREAK.encode_utf8(&mut [0; 4])),
            _ => {}
        }
    }

    fn begin(&mut self, kind: Option<BlockKind>) {
        self.paragraphs.push(Paragraph {
            kind,
            ..Paragraph::default()
        });
    }

    /// What a style, or what it is based on, says of a paragraph. The names of styles that the
    /// program brings are English in every language (those people see are translated).
    fn kind_of(&self, style: &str) -> Option<BlockKind> {
        let mut style = style;
        for _ in 0..12 {
            match style {
                "Title" | "Subtitle" => return Some(BlockKind::Heading),
                "Caption" | "Illustration" | "Table" | "Figure" | "Drawing" => {
                    return Some(BlockKind::Caption);
                }
                name if name.starts_with("Heading") => return Some(BlockKind::Heading),
                _ => style = self.styles.get(style)?,
            }
        }
        None
    }

    fn leave(&mut self, name: &str) {
        match name {
            "text:h" | "text:p" => self.finish_paragraph(),
            "text:list-item" | "text:list-header" => self.items = self.items.saturating_sub(1),
            "table:table-cell" => self.cells = self.cells.saturating_sub(1),
            "text:note" => self.in_notes = self.in_notes.saturating_sub(1),
            _ => {}
        }
    }

    fn finish_paragraph(&mut self) {
        let Some(paragraph) = self.paragraphs.pop() else {
            return;
        };
        if self.in_notes > 0 {
            self.notes.push((BlockKind::Note, paragraph.text));
            return;
        }
        let is_short = paragraph.text.chars().count() < LARGEST_CELL;
        let kind = match paragraph.kind {
            Some(kind) => kind,
            None if self.cells > 0 && is_short => BlockKind::Cell,
            None if self.items > 0 => BlockKind::Item,
            None => BlockKind::Paragraph,
        };
        let all = std::iter::once((kind, paragraph.text)).chain(paragraph.inner);
        match self.paragraphs.last_mut() {
            Some(outer) => outer.inner.extend(all),
            None => self.blocks.extend(all),
        }
    }
}

/// A cell with more characters than this is one of a layout, not of a table.
const LARGEST_CELL: usize = 200;
