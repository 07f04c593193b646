//! TMX 1.4b (and 1.1 to 1.4), the exchange format of translation memories.
//!
//! Read as a stream. Beyond the standard, a header or a `tu` may name the document that it is
//! from in `prop`s of the types `x-document`, `x-title` (with `xml:lang`), `x-date`,
//! `x-address`, `x-position`, `x-status` and `x-subject`; `docs/formats.md` describes them. No
//! entity is ever read from outside or expanded from a DTD.

use std::collections::BTreeSet;
use std::io::{BufRead, Write};

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::glossary_table::nfc;
use super::lines::{Counting, LineCount};
use super::tmx_inline::{InlineBuilder, attribute};
use super::tmx_write::write_tmx;
use super::{Export, Format, Holds, ReadError, ReadOptions, Sink, SinkError};
use crate::lang::LanguageTag;
use crate::model::{
    Diagnostic, Document, DocumentId, Location, Made, Note, Origin, Property, Segment, Severity,
    Timestamp, Unit, UnitStatus, Variant,
};

/// Translation memories in TMX.
pub(super) struct Tmx;

impl Format for Tmx {
    fn name(&self) -> &'static str {
        "tmx"
    }

    fn about(&self) -> &'static str {
        "translation memory (TMX 1.1 to 1.4)"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["tmx"]
    }

    fn holds(&self) -> Holds {
        Holds::Memory
    }

    fn recognises(&self, beginning: &str, _: &ReadOptions) -> bool {
        beginning.contains("<tmx") || beginning.contains(":tmx")
    }

    fn read(
        &self,
        text: &mut dyn BufRead,
        path: &str,
        _: &ReadOptions,
        sink: &mut dyn Sink,
    ) -> Result<(), ReadError> {
        let (counting, line) = Counting::new(text);
        let mut xml = Reader::from_reader(counting);
        xml.config_mut().allow_dangling_amp = true;
        let mut parser = Parser::new(path, line, sink);
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            match xml.read_event_into(&mut buffer) {
                Ok(Event::Eof) => return parser.finish(),
                Ok(event) => parser.event(&event)?,
                Err(error) => return Err(parser.refuse(format!("the XML is broken: {error}"))),
            }
        }
    }

    fn write(&self, export: Export<'_>, output: &mut dyn Write) -> Result<(), SinkError> {
        write_tmx(export, output)
    }
}

/// Where the parser is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Start,
    Tmx,
    Header,
    Unit,
    Variant,
    Segment,
    End,
}

/// A `prop` or `note` whose text is being read.
struct Remark {
    is_note: bool,
    name: String,
    language: Option<LanguageTag>,
    text: String,
}

struct Parser<'p> {
    path: &'p str,
    line: LineCount,
    sink: &'p mut dyn Sink,
    place: Place,
    /// How deep the parser is inside an element that it passes over.
    skipped: usize,
    remark: Option<Remark>,
    document: Option<Document>,
    default_status: UnitStatus,
    default_made: Made,
    default_subject: Option<String>,
    known_documents: BTreeSet<DocumentId>,
    unit: Unit,
    /// Variants of a language that the unit has already.
    alternatives: Vec<Variant>,
    variant: Option<Variant>,
    segment: InlineBuilder,
    position: u32,
}

impl<'p> Parser<'p> {
    fn new(path: &'p str, line: LineCount, sink: &'p mut dyn Sink) -> Self {
        let stem = path.rsplit(['/', '\\']).next().unwrap_or(path);
        let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
        Self {
            path,
            line,
            sink,
            place: Place::Start,
            skipped: 0,
            remark: None,
            document: Some(Document::named(stem)),
            default_status: UnitStatus::default(),
            default_made: Made::default(),
            default_subject: None,
            known_documents: BTreeSet::new(),
            unit: Unit::default(),
            alternatives: Vec::new(),
            variant: None,
            segment: InlineBuilder::default(),
            position: 0,
        }
    }

    fn location(&self) -> Location {
        Location::line(self.path, self.line.line())
    }

    fn refuse(&self, message: String) -> ReadError {
        Diagnostic::new(Severity::Error, self.location(), message).into()
    }

    fn warn(&mut self, message: impl Into<String>) {
        let diagnostic = Diagnostic::new(Severity::Warning, self.location(), message);
        self.sink.diagnostic(diagnostic);
    }

    fn event(&mut self, event: &Event<'_>) -> Result<(), ReadError> {
        match event {
            Event::Start(element) => self.start(element),
            Event::Empty(element) => self.empty(element),
            Event::End(element) => self.end(element.name().as_ref(), element.local_name().as_ref()),
            Event::Text(text) => {
                if text.contains('&') && self.takes_text() {
                    self.warn("a lone & was read as itself; it should be &amp;");
                }
                self.text(&text.xml_content(XmlVersion::Implicit1_0));
                Ok(())
            }
            Event::CData(text) => {
                self.text(&text.xml_content(XmlVersion::Implicit1_0));
                Ok(())
            }
            Event::GeneralRef(reference) => self.reference(reference),
            _ => Ok(()),
        }
    }

    /// Whether text at this place means something.
    fn takes_text(&self) -> bool {
        self.skipped == 0 && (self.remark.is_some() || self.place == Place::Segment)
    }

    fn text(&mut self, text: &str) {
        if self.skipped > 0 {
            return;
        }
        match &mut self.remark {
            Some(remark) => remark.text.push_str(text),
            None if self.place == Place::Segment => self.segment.text(text),
            None => {}
        }
    }

    fn reference(&mut self, reference: &BytesRef<'_>) -> Result<(), ReadError> {
        if !self.takes_text() {
            return Ok(());
        }
        let name: &str = reference;
        let meaning = match reference.resolve_char_ref() {
            Ok(Some(character)) if is_allowed(character) => character.to_string(),
            Ok(Some(_)) => {
                self.warn(format!("the control character &{name}; was left out"));
                return Ok(());
            }
            Ok(None) => match quick_xml::escape::resolve_predefined_entity(name) {
                Some(meaning) => meaning.to_owned(),
                None => {
                    let message = format!("the entity &{name}; is not known");
                    let diagnostic = Diagnostic::new(Severity::Error, self.location(), message);
                    return Err(diagnostic
                        .with_advice("entities of a DTD are never read; write the text itself")
                        .into());
                }
            },
            Err(error) => return Err(self.refuse(format!("&{name}; is no character: {error}"))),
        };
        match &mut self.remark {
            Some(remark) => remark.text.push_str(&meaning),
            None => self.segment.reference(&meaning, name),
        }
        Ok(())
    }

    fn start(&mut self, element: &BytesStart<'_>) -> Result<(), ReadError> {
        if self.skipped > 0 {
            self.skipped += 1;
            return Ok(());
        }
        let local = element.local_name();
        let name = local.as_ref();
        match (self.place, name) {
            _ if self.remark.is_some() => self.skipped = 1,
            (Place::Segment, _) => self.segment.start(element),
            (Place::Start, "tmx") => self.place = Place::Tmx,
            (Place::Start, other) => {
                return Err(self.refuse(format!("the file is no TMX: it starts with <{other}>")));
            }
            (Place::End, other) => {
                return Err(self.refuse(format!("<{other}> stands behind the end of <tmx>")));
            }
            (Place::Tmx, "header") => self.place = Place::Header,
            (Place::Tmx, "body") => {}
            (Place::Tmx, "tu") => self.start_unit(element)?,
            (Place::Unit, "tuv") => self.start_variant(element)?,
            (Place::Variant, "seg") => {
                self.segment = InlineBuilder::default();
                self.place = Place::Segment;
            }
            (Place::Header | Place::Unit | Place::Variant, "prop" | "note") => {
                self.remark = Some(remark_of(element, name));
            }
            _ => self.skipped = 1,
        }
        Ok(())
    }

    fn empty(&mut self, element: &BytesStart<'_>) -> Result<(), ReadError> {
        if self.skipped > 0 || self.remark.is_some() {
            return Ok(());
        }
        if self.place == Place::Segment {
            self.segment.empty(element);
            return Ok(());
        }
        self.start(element)?;
        self.end(element.name().as_ref(), element.local_name().as_ref())
    }

    fn end(&mut self, full_name: &str, name: &str) -> Result<(), ReadError> {
        if self.skipped > 0 {
            self.skipped -= 1;
            return Ok(());
        }
        match (self.place, name) {
            (_, "prop" | "note") if self.remark.is_some() => self.end_remark(),
            (Place::Segment, "seg") => {
                let segment = std::mem::take(&mut self.segment).finish();
                if let Some(variant) = &mut self.variant {
                    variant.segment = segment;
                }
                self.place = Place::Variant;
            }
            (Place::Segment, _) => self.segment.end(full_name),
            (Place::Header, "header") => {
                self.place = Place::Tmx;
                self.send_document()?;
            }
            (Place::Variant, "tuv") => self.end_variant(),
            (Place::Unit, "tu") => self.end_unit()?,
            (Place::Tmx, "tmx") => self.place = Place::End,
            _ => {}
        }
        Ok(())
    }

    fn finish(mut self) -> Result<(), ReadError> {
        match self.place {
            Place::End => self.send_document(),
            Place::Start => Err(self.refuse("the file is empty or no XML".to_owned())),
            _ => Err(self.refuse("the file ends before </tmx>: it was cut off".to_owned())),
        }
    }

    fn send_document(&mut self) -> Result<(), ReadError> {
        let Some(document) = self.document.take() else {
            return Ok(());
        };
        self.known_documents.insert(document.id.clone());
        let id = document.id.clone();
        self.sink.document(document).map_err(ReadError::Sink)?;
        self.unit.origin.document = Some(id);
        Ok(())
    }

    fn start_unit(&mut self, element: &BytesStart<'_>) -> Result<(), ReadError> {
        self.send_document()?;
        let document = self.unit.origin.document.take();
        self.unit = Unit {
            origin: Origin {
                document,
                position: self.position,
                line: self.line.line(),
            },
            status: self.default_status,
            made: self.default_made,
            subject: self.default_subject.clone(),
            ..Unit::default()
        };
        self.place = Place::Unit;
        for attribute in element.attributes().with_checks(false) {
            let attribute = attribute
                .map_err(|error| self.refuse(format!("an attribute of <tu> is broken: {error}")))?;
            let name = attribute.key.local_name();
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(|error| self.refuse(format!("an attribute of <tu> is broken: {error}")))?;
            self.unit_attribute(name.as_ref(), &value);
        }
        Ok(())
    }

    fn unit_attribute(&mut self, name: &str, value: &str) {
        let unit = &mut self.unit;
        let time = Timestamp::from_basic(value);
        match (name, time) {
            ("tuid", _) => unit.name = Some(value.to_owned()),
            ("creationdate", Some(time)) => unit.created = Some(time),
            ("changedate", Some(time)) => unit.changed = Some(time),
            ("creationid", _) => unit.created_by = Some(value.to_owned()),
            ("changeid", _) => unit.changed_by = Some(value.to_owned()),
            _ => unit.properties.push(Property {
                name: format!("@{name}"),
                language: None,
                value: value.to_owned(),
            }),
        }
    }

    fn start_variant(&mut self, element: &BytesStart<'_>) -> Result<(), ReadError> {
        let Some(found) = attribute(element, "lang") else {
            return Err(self.refuse("a <tuv> names no language".to_owned()));
        };
        let language =
            LanguageTag::parse(&found).map_err(|error| self.refuse(error.to_string()))?;
        let mut variant = Variant::plain(language, "");
        for attribute in element.attributes().with_checks(false).flatten() {
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .unwrap_or_default()
                .into_owned();
            let time = Timestamp::from_basic(&value);
            match (attribute.key.local_name().as_ref(), time) {
                ("lang", _) => {}
                ("changedate", Some(time)) => variant.changed = Some(time),
                ("changeid", _) => variant.changed_by = Some(value),
                (name, _) => variant.properties.push(Property {
                    name: format!("@{name}"),
                    language: None,
                    value,
                }),
            }
        }
        self.variant = Some(variant);
        self.place = Place::Variant;
        Ok(())
    }

    fn end_variant(&mut self) {
        self.place = Place::Unit;
        let Some(variant) = self.variant.take() else {
            return;
        };
        let is_there = |own: &Variant| own.language == variant.language;
        if is_empty(&variant.segment) {
            return;
        }
        if self.unit.variants.iter().any(is_there) {
            self.alternatives.push(variant);
        } else {
            self.unit.variants.push(variant);
        }
    }

    /// Hands the unit over; a second variant of a language makes a second unit, with the other
    /// languages of the first.
    fn end_unit(&mut self) -> Result<(), ReadError> {
        self.place = Place::Tmx;
        self.position = self.position.saturating_add(1);
        let alternatives = std::mem::take(&mut self.alternatives);
        let unit = std::mem::take(&mut self.unit);
        self.unit.origin.document.clone_from(&unit.origin.document);
        if unit.variants.len() < 2 {
            self.warn("a unit without text in two languages was skipped");
            return Ok(());
        }
        if let Some(id) = &unit.origin.document
            && self.known_documents.insert(id.clone())
        {
            let document = Document::named(id.0.clone());
            self.sink.document(document).map_err(ReadError::Sink)?;
        }
        for alternative in alternatives {
            let mut other = unit.clone();
            let same = |own: &&mut Variant| own.language == alternative.language;
            if let Some(own) = other.variants.iter_mut().find(same) {
                *own = alternative;
            }
            self.sink.unit(other).map_err(ReadError::Sink)?;
        }
        self.sink.unit(unit).map_err(ReadError::Sink)
    }

    fn end_remark(&mut self) {
        let Some(remark) = self.remark.take() else {
            return;
        };
        let text = nfc(remark.text.trim());
        match (self.place, remark.is_note) {
            (Place::Header, _) => self.header_remark(&remark, text),
            (Place::Unit, true) => self.unit.notes.push(note(&remark, text)),
            (Place::Unit, false) => self.unit_property(remark, text),
            (_, is_note) => {
                if let Some(variant) = &mut self.variant {
                    match is_note {
                        true => variant.notes.push(note(&remark, text)),
                        false => variant.properties.push(property(remark, text)),
                    }
                }
            }
        }
    }

    fn header_remark(&mut self, remark: &Remark, text: String) {
        let Some(document) = &mut self.document else {
            return;
        };
        match remark.name.as_str() {
            "x-document" => document.id = DocumentId(text),
            "x-date" => match text.parse() {
                Ok(date) => document.date = Some(date),
                Err(error) => self.warn(error.to_string()),
            },
            "x-address" => document.address = Some(text),
            "x-title" => {
                if let Some(language) = &remark.language {
                    document.titles.push((language.clone(), text));
                }
            }
            "x-status" => match text.parse() {
                Ok(status) => self.default_status = status,
                Err(_) => self.warn(format!("{text:?} is no status of a unit")),
            },
            "x-made" => match text.parse() {
                Ok(made) => self.default_made = made,
                Err(_) => self.warn(format!("{text:?} is no way of making a unit")),
            },
            "x-subject" => self.default_subject = Some(text),
            _ => document.properties.push(Property {
                name: match remark.is_note {
                    true => "note".to_owned(),
                    false => remark.name.clone(),
                },
                language: remark.language.clone(),
                value: text,
            }),
        }
    }

    fn unit_property(&mut self, remark: Remark, text: String) {
        let unit = &mut self.unit;
        match remark.name.as_str() {
            "x-document" => unit.origin.document = Some(DocumentId(text)),
            "x-subject" => unit.subject = Some(text),
            "x-position" if keep(&text, &mut unit.origin.position) => {}
            "x-status" if keep(&text, &mut unit.status) => {}
            "x-made" if keep(&text, &mut unit.made) => {}
            _ => unit.properties.push(property(remark, text)),
        }
    }
}

/// Reads a value into its place; whether it could be read.
fn keep<T: std::str::FromStr>(text: &str, place: &mut T) -> bool {
    text.parse().map(|value| *place = value).is_ok()
}

fn remark_of(element: &BytesStart<'_>, name: &str) -> Remark {
    Remark {
        is_note: name == "note",
        name: attribute(element, "type").unwrap_or_default(),
        language: attribute(element, "lang").and_then(|tag| LanguageTag::parse(&tag).ok()),
        text: String::new(),
    }
}

fn note(remark: &Remark, text: String) -> Note {
    Note {
        language: remark.language.clone(),
        text,
    }
}

fn property(remark: Remark, value: String) -> Property {
    Property {
        name: remark.name,
        language: remark.language,
        value,
    }
}

/// Whether a segment has neither text nor codes.
fn is_empty(segment: &Segment) -> bool {
    segment.text.trim().is_empty()
}

/// Whether XML 1.0 allows a character (production 2).
fn is_allowed(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}
