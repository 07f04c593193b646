//! DOCX (WordprocessingML, ISO/IEC 29500), transitional and strict.
//!
//! The text as it stands when all tracked changes are accepted: what was inserted is read, what
//! was deleted or moved away is not; comments, field codes, hidden text, headers and footers,
//! tables of contents are not text of the article.

use std::collections::HashMap;

use super::builder::{BREAK, Builder, day};
use super::package::Package;
use super::xml::{Step, Tag};
use super::{ArticleFormat, ReadArticle};
use crate::lang::LanguageTag;
use crate::model::{BlockKind, Diagnostic, Facts};

/// Documents of Word and of what writes its format.
pub(super) struct Docx;

impl ArticleFormat for Docx {
    fn name(&self) -> &'static str {
        "docx"
    }

    fn about(&self) -> &'static str {
        "document of Word and others (DOCX)"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["docx", "docm"]
    }

    fn recognises(&self, bytes: &[u8], ending: &str) -> bool {
        bytes.starts_with(b"PK") && !super::odt::Odt.recognises(bytes, ending)
    }

    fn read(&self, bytes: &[u8], path: &str) -> Result<ReadArticle, Box<Diagnostic>> {
        let mut package = Package::open(bytes, path)?;
        let main = main_part(&mut package)?;
        let Some(document) = package.part(&main)? else {
            return Err(package.is_none());
        };
        let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
        let beside = |name: &str| match folder {
            "" => name.to_owned(),
            folder => format!("{folder}/{name}"),
        };
        let styles = Styles::read(&mut package, &beside("styles.xml"))?;
        let mut body = Body::new(&styles);
        package.walk(&main, &document, |step| body.step(step))?;
        let mut builder = Builder::new(facts(&mut package)?);
        body.blocks
            .iter()
            .for_each(|(kind, text)| builder.push(*kind, text));
        for (name, wanted) in [
            ("footnotes.xml", &body.footnotes),
            ("endnotes.xml", &body.endnotes),
        ] {
            let name = beside(name);
            let Some(text) = package.part(&name)?.filter(|_| !wanted.is_empty()) else {
                continue;
            };
            let mut notes = Body::new(&styles);
            package.walk(&name, &text, |step| notes.step(step))?;
            for id in wanted {
                let own = notes.notes.get(id).into_iter().flatten();
                own.for_each(|text| builder.push(BlockKind::Note, text));
            }
        }
        if builder.is_empty() {
            return Err(super::odt::empty(path));
        }
        Ok(ReadArticle {
            article: builder.finish(),
            format: self.name(),
            remarks: Vec::new(),
        })
    }
}

/// The name of the part that holds the text, as the package says, else the usual one.
fn main_part(package: &mut Package<'_>) -> Result<String, Box<Diagnostic>> {
    const RELATIONS: &str = "_rels/.rels";
    let mut main = "word/document.xml".to_owned();
    if let Some(text) = package.part(RELATIONS)? {
        package.walk(RELATIONS, &text, |step| {
            if let Step::Open(tag) = step
                && let (Some(kind), Some(target)) = (tag.attribute("Type"), tag.attribute("Target"))
                && kind.ends_with("/officeDocument")
                && target.ends_with(".xml")
            {
                main = target.trim_start_matches('/').to_owned();
            }
        })?;
    }
    Ok(main)
}

/// What the document says of itself in its core properties. The language is left to the text:
/// what Word writes there, and at its runs, is mostly that of the author's keyboard.
fn facts(package: &mut Package<'_>) -> Result<Facts, Box<Diagnostic>> {
    const CORE: &str = "docProps/core.xml";
    let mut facts = Facts::default();
    let Some(text) = package.part(CORE)? else {
        return Ok(facts);
    };
    let mut name = String::new();
    package.walk(CORE, &text, |step| match step {
        Step::Open(tag) => name = tag.name,
        Step::Close | Step::End => name.clear(),
        Step::Text(text) => match name.as_str() {
            "dc:creator" => facts.author = Some(text).filter(|text| !text.trim().is_empty()),
            "dc:language" => facts.language = LanguageTag::parse(&text).ok(),
            // When it was written last: the day of creation is often that of the template.
            "dcterms:modified" => facts.date = day(&text),
            _ => {}
        },
    })?;
    Ok(facts)
}

/// The styles of a document.
#[derive(Debug, Default)]
struct Styles(HashMap<String, Style>);

#[derive(Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    is_outlined: bool,
    is_numbered: bool,
}

impl Styles {
    fn read(package: &mut Package<'_>, part: &str) -> Result<Self, Box<Diagnostic>> {
        let mut styles = Self::default();
        let Some(text) = package.part(part)? else {
            return Ok(styles);
        };
        let mut id = String::new();
        package.walk(part, &text, |step| {
            let Step::Open(tag) = step else { return };
            let value = tag.attribute("val");
            if tag.name == "w:style" {
                id = tag.attribute("styleId").unwrap_or("").to_owned();
            }
            if id.is_empty() {
                return;
            }
            let style = styles.0.entry(id.clone()).or_default();
            match (tag.name.as_str(), value) {
                ("w:name", Some(name)) => style.name = name.to_lowercase(),
                ("w:basedOn", Some(other)) => style.based_on = Some(other.to_owned()),
                ("w:outlineLvl", Some(level)) => style.is_outlined = level != "9",
                ("w:numPr", _) => style.is_numbered = true,
                _ => {}
            }
        })?;
        Ok(styles)
    }

    /// What a paragraph of a style is; `None` for one that is no text of the article.
    fn kind(&self, id: &str) -> Option<BlockKind> {
        let mut next = Some(id);
        // Styles may be based on each other in a circle.
        for _ in 0..12 {
            let Some(style) = next.and_then(|id| self.0.get(id)) else {
                break;
            };
            let name = style.name.as_str();
            if name.starts_with("toc")
                || name.starts_with("table of ")
                || name.starts_with("index ")
            {
                return None;
            }
            if name == "title"
                || name == "subtitle"
                || name.starts_with("heading")
                || style.is_outlined
            {
                return Some(BlockKind::Heading);
            }
            if name == "caption" {
                return Some(BlockKind::Caption);
            }
            if style.is_numbered || name.starts_with("list ") {
                return Some(BlockKind::Item);
            }
            next = style.based_on.as_deref();
        }
        Some(BlockKind::Paragraph)
    }
}

/// A paragraph that is being read. Text boxes have paragraphs in a paragraph.
#[derive(Debug, Default)]
struct Paragraph {
    text: String,
    style: Option<String>,
    is_numbered: bool,
    is_outlined: bool,
    /// Its end was deleted: it is one with the next.
    is_open: bool,
    inner: Vec<(BlockKind, String)>,
}

/// What reads the main part, or the part of the notes.
struct Body<'s> {
    styles: &'s Styles,
    blocks: Vec<(BlockKind, String)>,
    /// Which notes the text refers to, in its order.
    footnotes: Vec<String>,
    endnotes: Vec<String>,
    /// The paragraphs of each note.
    notes: HashMap<String, Vec<String>>,
    note: Option<String>,
    paragraphs: Vec<Paragraph>,
    /// The names of the open elements.
    open: Vec<String>,
    /// How deep the reader is in what is passed over.
    skipped: usize,
    cells: usize,
    is_hidden: bool,
    carried: String,
}

impl<'s> Body<'s> {
    fn new(styles: &'s Styles) -> Self {
        Self {
            styles,
            blocks: Vec::new(),
            footnotes: Vec::new(),
            endnotes: Vec::new(),
            notes: HashMap::new(),
            note: None,
            paragraphs: Vec::new(),
            open: Vec::new(),
            skipped: 0,
            cells: 0,
            is_hidden: false,
            carried: String::new(),
        }
    }

    fn step(&mut self, step: Step) {
        match step {
            Step::Open(_) if self.skipped > 0 => self.skipped += 1,
            Step::Close if self.skipped > 0 => self.skipped -= 1,
            Step::Open(tag) => {
                self.enter(&tag);
                if self.skipped == 0 {
                    self.open.push(tag.name);
                }
            }
            Step::Close => {
                if let Some(name) = self.open.pop() {
                    self.leave(&name);
                }
            }
            Step::Text(text) => {
                let is_text = matches!(self.parent(), "w:t" | "m:t");
                if is_text && self.skipped == 0 {
                    self.text(&text);
                }
            }
            Step::End => {}
        }
    }

    fn parent(&self) -> &str {
        self.open.last().map_or("", String::as_str)
    }

    fn text(&mut self, text: &str) {
        if !self.is_hidden
            && let Some(paragraph) = self.paragraphs.last_mut()
        {
            paragraph.text.push_str(text);
        }
    }

    fn enter(&mut self, tag: &Tag) {
        let is_in_run = self.parent() == "w:r";
        match tag.name.as_str() {
            "w:del" | "w:moveFrom" => self.deletion(),
            "mc:Fallback" | "w:instrText" | "w:delText" | "w:delInstrText" | "w:fldData"
            | "w:rt" => {
                self.skipped = 1;
            }
            // What the properties were before a tracked change.
            name if name.ends_with("PrChange") => self.skipped = 1,
            "w:p" => self.paragraphs.push(Paragraph {
                text: std::mem::take(&mut self.carried),
                ..Paragraph::default()
            }),
            "w:pStyle" | "w:numPr" | "w:outlineLvl" => self.property(tag),
            "w:r" => self.is_hidden = false,
            "w:vanish" | "w:webHidden" if self.is_in(&["w:r", "w:rPr"]) => {
                self.is_hidden = !matches!(tag.attribute("val"), Some("0" | "false" | "off"));
            }
            "w:tab" | "w:ptab" if is_in_run => self.text(" "),
            "w:cr" if is_in_run => self.text(BREAK.encode_utf8(&mut [0; 4])),
            "w:br" if is_in_run => match tag.attribute("type") {
                None | Some("textWrapping") => self.text(BREAK.encode_utf8(&mut [0; 4])),
                Some(_) => self.text(" "),
            },
            "w:noBreakHyphen" if is_in_run => self.text("\u{2011}"),
            "w:footnoteReference" => self
                .footnotes
                .extend(tag.attribute("id").map(str::to_owned)),
            "w:endnoteReference" => self.endnotes.extend(tag.attribute("id").map(str::to_owned)),
            "w:footnote" | "w:endnote" => self.note = tag.attribute("id").map(str::to_owned),
            "w:tc" => self.cells += 1,
            _ => {}
        }
    }

    /// Whether the innermost open elements are some, the outermost first.
    fn is_in(&self, names: &[&str]) -> bool {
        let open = self.open.iter().rev();
        let wanted = names.iter().rev();
        self.open.len() >= names.len() && open.zip(wanted).all(|(own, name)| own == name)
    }

    /// What was deleted is passed over; among the properties of a paragraph it says that its
    /// end was.
    fn deletion(&mut self) {
        self.skipped = 1;
        if self.is_in(&["w:p", "w:pPr", "w:rPr"])
            && let Some(paragraph) = self.paragraphs.last_mut()
        {
            paragraph.is_open = true;
        }
    }

    fn property(&mut self, tag: &Tag) {
        if self.parent() != "w:pPr" {
            return;
        }
        let Some(paragraph) = self.paragraphs.last_mut() else {
            return;
        };
        match tag.name.as_str() {
            "w:pStyle" => paragraph.style = tag.attribute("val").map(str::to_owned),
            "w:numPr" => paragraph.is_numbered = true,
            _ => paragraph.is_outlined = tag.attribute("val").is_some_and(|level| level != "9"),
        }
    }

    fn leave(&mut self, name: &str) {
        match name {
            "w:p" => self.finish_paragraph(),
            "w:r" => self.is_hidden = false,
            "w:tc" => self.cells = self.cells.saturating_sub(1),
            "w:footnote" | "w:endnote" => self.note = None,
            _ => {}
        }
    }

    fn finish_paragraph(&mut self) {
        let Some(paragraph) = self.paragraphs.pop() else {
            return;
        };
        if paragraph.is_open && self.paragraphs.is_empty() {
            self.carried = paragraph.text;
            self.blocks.extend(paragraph.inner);
            return;
        }
        let kind = self.kind(&paragraph);
        let own = kind.map(|kind| (kind, paragraph.text));
        let all = own.into_iter().chain(paragraph.inner);
        match (self.paragraphs.last_mut(), &self.note) {
            (Some(outer), _) => outer.inner.extend(all),
            (None, Some(note)) => {
                let texts = self.notes.entry(note.clone()).or_default();
                texts.extend(all.map(|(_, text)| text));
            }
            (None, None) => self.blocks.extend(all),
        }
    }

    fn kind(&self, paragraph: &Paragraph) -> Option<BlockKind> {
        let style = paragraph.style.as_deref().unwrap_or("");
        let kind = match self.styles.kind(style)? {
            BlockKind::Paragraph if paragraph.is_outlined => BlockKind::Heading,
            BlockKind::Paragraph if paragraph.is_numbered => BlockKind::Item,
            kind => kind,
        };
        let is_cell = self.cells > 0 && matches!(kind, BlockKind::Paragraph | BlockKind::Item);
        Some(
            match is_cell && paragraph.text.chars().count() < LARGEST_CELL {
                true => BlockKind::Cell,
                false => kind,
            },
        )
    }
}

/// A cell with more characters than this is one of a layout, not of a table.
const LARGEST_CELL: usize = 200;
