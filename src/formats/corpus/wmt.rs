//! Test sets of WMT: the SGML of earlier years (a file of sources and files of references, NIST
//! MT evaluation) and the XML of later ones (all in one file).
//!
//! The SGML is none that an XML parser takes: `&` and `<` stand in texts as they are. So tags are
//! found by their names, and everything else is text.

use std::collections::{BTreeMap, HashMap};
use std::io::{BufRead, Read, Write};

use super::super::{Export, Format, Holds, ReadError, ReadOptions, Sink, SinkError};
use super::unit;
use crate::lang::LanguageTag;
use crate::model::{Diagnostic, Document, DocumentId, Location, Severity};

/// Test sets of WMT.
pub(crate) struct Wmt;

/// What a file of a test set holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WmtPart {
    /// Sources or references alone: it goes with other files.
    One,
    /// Sources and references.
    Whole,
}

/// What a file of a test set holds, by its beginning; `None` for another file.
pub fn wmt_part(beginning: &str) -> Option<WmtPart> {
    let start = beginning.trim_start().to_lowercase();
    let has = |tag: &str| start.contains(tag);
    if !start.starts_with('<') {
        return None;
    }
    if has("<dataset") && has("<doc") || has("<mteval") {
        return Some(WmtPart::Whole);
    }
    (has("<srcset") || has("<refset") || has("<tstset")).then_some(WmtPart::One)
}

impl Format for Wmt {
    fn name(&self) -> &'static str {
        "wmt"
    }

    fn about(&self) -> &'static str {
        "corpus: test sets of WMT (SGML and XML)"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["sgm", "sgml"]
    }

    fn holds(&self) -> Holds {
        Holds::Corpus
    }

    fn recognises(&self, beginning: &str, _: &ReadOptions) -> bool {
        wmt_part(beginning).is_some()
    }

    fn read(
        &self,
        text: &mut dyn BufRead,
        path: &str,
        _: &ReadOptions,
        sink: &mut dyn Sink,
    ) -> Result<(), ReadError> {
        read_wmt(&mut [(path, text)], sink)
    }

    fn write(&self, _: Export<'_>, _: &mut dyn Write) -> Result<(), SinkError> {
        Err("test sets of WMT are not written; write tmx, columns or jsonl".into())
    }
}

/// Reads the files of one test set together: segments of the same document and number stand for
/// each other. Outputs of systems (`hyp`, `tstset`) are left out; a second reference in one
/// language makes a second unit.
///
/// # Errors
/// When a file is cut off or has no segments, when there is one language only, or when the
/// receiver fails.
pub fn read_wmt(
    files: &mut [(&str, &mut dyn BufRead)],
    sink: &mut dyn Sink,
) -> Result<(), ReadError> {
    let mut set = Set::default();
    for (path, text) in files.iter_mut() {
        let mut whole = String::new();
        text.read_to_string(&mut whole).map_err(|error| {
            let message = format!("the file cannot be read: {error}");
            Diagnostic::new(Severity::Error, Location::file(*path), message)
        })?;
        set.read(&whole, path)?;
    }
    let path = files.first().map_or("", |(path, _)| *path);
    set.hand_over(path, sink)
}

/// What is translated, or how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    Source,
    Reference,
    /// The output of a system.
    Other,
}

/// The segments of a test set.
#[derive(Default)]
struct Set {
    /// The documents in the order in which they came.
    documents: Vec<String>,
    places: HashMap<String, usize>,
    /// By document and number of the segment in it: its texts, with the lines they stand on.
    segments: BTreeMap<(usize, u32), Vec<Segment>>,
}

struct Segment {
    language: LanguageTag,
    text: String,
    line: u32,
}

/// Where the reader is in a file.
struct Place {
    role: Role,
    language: Option<LanguageTag>,
    document: usize,
    /// How many segments the document had in this set of it.
    count: u32,
    number: Option<u32>,
    /// Where the text of the open segment begins.
    text: Option<usize>,
}

impl Set {
    fn read(&mut self, whole: &str, path: &str) -> Result<(), ReadError> {
        let mut place = Place {
            role: Role::Other,
            language: None,
            document: 0,
            count: 0,
            number: None,
            text: None,
        };
        let (mut line, mut counted) = (1_u32, 0);
        let mut found = 0;
        for tag in tags(whole) {
            let breaks = whole[counted..tag.start].matches('\n').count();
            line = line.saturating_add(u32::try_from(breaks).unwrap_or(u32::MAX));
            counted = tag.start;
            match (tag.name.as_str(), tag.is_end) {
                ("seg", false) => {
                    place.text = Some(tag.end);
                    place.number = tag.attribute("id").and_then(|id| id.parse().ok());
                }
                ("seg", true) => {
                    if let Some(start) = place.text.take() {
                        found +=
                            u32::from(self.segment(&mut place, &whole[start..tag.start], line));
                    }
                }
                _ => self.place(&mut place, &tag),
            }
        }
        let refuse = |message: &str| {
            Diagnostic::new(Severity::Error, Location::line(path, line), message)
                .with_advice("get the file again")
        };
        if place.text.is_some() {
            return Err(refuse("the file is cut off in a segment").into());
        }
        if found == 0 {
            return Err(refuse("the file has no segments with a language").into());
        }
        Ok(())
    }

    fn place(&mut self, place: &mut Place, tag: &Tag<'_>) {
        let language = ["lang", "language"]
            .iter()
            .find_map(|name| LanguageTag::parse(tag.attribute(name)?).ok());
        let role = match tag.name.as_str() {
            "srcset" | "src" => Role::Source,
            "refset" | "ref" => Role::Reference,
            "tstset" | "hyp" => Role::Other,
            "doc" if !tag.is_end => {
                let name = tag.attribute("docid").or(tag.attribute("id")).unwrap_or("");
                place.document = self.document(name);
                place.count = 0;
                return;
            }
            _ => return,
        };
        if tag.is_end {
            place.role = Role::Other;
            return;
        }
        (place.role, place.count) = (role, 0);
        let own = match role {
            Role::Reference => tag.attribute("trglang"),
            _ => tag.attribute("srclang"),
        };
        let own = own.and_then(|name| LanguageTag::parse(name).ok());
        // Some files have "any" for what their sources are in.
        place.language = own.or(language).filter(|tag| tag.as_str() != "any");
    }

    fn document(&mut self, name: &str) -> usize {
        if let Some(place) = self.places.get(name) {
            return *place;
        }
        let place = self.documents.len();
        self.documents.push(name.to_owned());
        self.places.insert(name.to_owned(), place);
        place
    }

    /// Takes a segment; whether it is one of the set.
    fn segment(&mut self, place: &mut Place, text: &str, line: u32) -> bool {
        place.count += 1;
        let number = place.number.unwrap_or(place.count);
        let Some(language) = place.language.clone().filter(|_| place.role != Role::Other) else {
            return false;
        };
        let key = (place.document, number);
        self.segments.entry(key).or_default().push(Segment {
            language,
            text: resolved(text),
            line,
        });
        true
    }

    fn hand_over(self, path: &str, sink: &mut dyn Sink) -> Result<(), ReadError> {
        let mut languages: Vec<&LanguageTag> = self
            .segments
            .values()
            .flatten()
            .map(|own| &own.language)
            .collect();
        languages.sort();
        languages.dedup();
        if let [only] = languages[..] {
            let message = format!("the test set is in {only} only");
            let diagnostic = Diagnostic::new(Severity::Error, Location::file(path), message);
            let advice = "import the files of the sources and of the references in one command";
            return Err(diagnostic.with_advice(advice).into());
        }
        let ids: Vec<DocumentId> = self.documents.iter().cloned().map(DocumentId).collect();
        for id in &ids {
            sink.document(Document::named(id.0.as_str()))
                .map_err(ReadError::Sink)?;
        }
        for ((document, number), segments) in &self.segments {
            for texts in readings(segments) {
                let line = segments.first().map_or(0, |first| first.line);
                let unit = unit(&ids[*document], number.saturating_sub(1), line, &texts);
                sink.unit(unit).map_err(ReadError::Sink)?;
            }
        }
        Ok(())
    }
}

/// The texts of a segment, one for each language; further ones of a language each once more
/// with the first of the others.
fn readings(segments: &[Segment]) -> Vec<Vec<(LanguageTag, &str)>> {
    let mut first: Vec<(LanguageTag, &str)> = Vec::new();
    let mut further: Vec<(LanguageTag, &str)> = Vec::new();
    for segment in segments {
        let is_known = first
            .iter()
            .any(|(language, _)| *language == segment.language);
        let list = if is_known { &mut further } else { &mut first };
        list.push((segment.language.clone(), segment.text.as_str()));
    }
    let others = further.into_iter().map(|(language, text)| {
        let mut texts: Vec<(LanguageTag, &str)> = first.clone();
        texts.retain(|(own, _)| *own != language);
        texts.push((language, text));
        texts
    });
    let others: Vec<_> = others.collect();
    std::iter::once(first).chain(others).collect()
}

/// A tag of a test set.
struct Tag<'t> {
    name: String,
    is_end: bool,
    /// The bytes that it takes.
    start: usize,
    end: usize,
    attributes: &'t str,
}

impl Tag<'_> {
    /// The value of an attribute, in quotation marks.
    fn attribute(&self, name: &str) -> Option<&str> {
        let lower = self.attributes.to_ascii_lowercase();
        let at = lower.match_indices(name).map(|(at, _)| at).find(|at| {
            let before = lower[..*at].chars().next_back();
            let behind = lower[at + name.len()..].trim_start();
            before.is_none_or(char::is_whitespace) && behind.starts_with('=')
        })?;
        let value = self.attributes[at + name.len()..].trim_start();
        let value = value.strip_prefix('=')?.trim_start();
        let mark = value
            .chars()
            .next()
            .filter(|mark| matches!(mark, '"' | '\''))?;
        value[1..].split(mark).next()
    }
}

/// Names of the tags of test sets.
const NAMES: &[&str] = &[
    "seg", "doc", "srcset", "refset", "tstset", "src", "ref", "hyp", "dataset", "mteval",
];

/// The tags of a test set in their order.
fn tags(whole: &str) -> impl Iterator<Item = Tag<'_>> {
    whole.match_indices('<').filter_map(move |(start, _)| {
        let rest = &whole[start + 1..];
        let (is_end, inner) = match rest.strip_prefix('/') {
            Some(inner) => (true, inner),
            None => (false, rest),
        };
        let length = inner
            .bytes()
            .take(10)
            .take_while(u8::is_ascii_alphabetic)
            .count();
        let name = inner[..length].to_ascii_lowercase();
        if !NAMES.contains(&name.as_str()) {
            return None;
        }
        // A tag has some attributes at the most.
        let mut bound = inner.len().min(2000);
        while !inner.is_char_boundary(bound) {
            bound -= 1;
        }
        let close = inner[..bound].find('>')?;
        Some(Tag {
            name,
            is_end,
            start,
            end: start + 1 + usize::from(is_end) + close + 1,
            attributes: &inner[length..close.max(length)],
        })
    })
}

/// A text with the five references of XML resolved; any other `&` is itself.
fn resolved(text: &str) -> String {
    let mut text = text.to_owned();
    for (reference, meaning) in [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&apos;", "'"),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ] {
        if text.contains(reference) {
            text = text.replace(reference, meaning);
        }
    }
    text
}
