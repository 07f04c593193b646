//! XML of office documents as a stream of tags and text.

use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::{NsReader, XmlVersion};

/// A reader of one part of a document. No entity beyond the five of XML and numbers is ever
/// expanded, from inside or outside.
pub(super) struct Xml<'x> {
    reader: NsReader<&'x [u8]>,
    depth: usize,
    /// An empty element was opened and is to be closed.
    closes: bool,
}

/// A step in a part.
#[derive(Debug)]
pub(super) enum Step {
    /// An element begins.
    Open(Tag),
    /// An element ends.
    Close,
    /// Text.
    Text(String),
    /// The part is at its end.
    End,
}

/// The beginning of an element.
#[derive(Debug)]
pub(super) struct Tag {
    /// Its name with the usual prefix of its namespace, such as `w:p`, whatever prefix the file
    /// uses; without one where the namespace is not known.
    pub(super) name: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    /// The value of an attribute by its local name.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let mut attributes = self.attributes.iter();
        let found = attributes.find(|(own, _)| own == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// Real documents stay below 100.
const DEEPEST: usize = 1000;

/// Namespaces by their beginnings, with the prefixes that they usually have.
const NAMESPACES: &[(&str, &str)] = &[
    ("http://schemas.openxmlformats.org/wordprocessingml/", "w"),
    ("http://purl.oclc.org/ooxml/wordprocessingml/", "w"),
    (
        "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "m",
    ),
    ("http://purl.oclc.org/ooxml/officeDocument/math", "m"),
    (
        "http://schemas.openxmlformats.org/markup-compatibility/",
        "mc",
    ),
    (
        "http://schemas.openxmlformats.org/package/2006/relationships",
        "rel",
    ),
    ("urn:oasis:names:tc:opendocument:xmlns:text:", "text"),
    ("urn:oasis:names:tc:opendocument:xmlns:table:", "table"),
    ("urn:oasis:names:tc:opendocument:xmlns:office:", "office"),
    ("urn:oasis:names:tc:opendocument:xmlns:drawing:", "draw"),
    ("urn:oasis:names:tc:opendocument:xmlns:style:", "style"),
    ("urn:oasis:names:tc:opendocument:xmlns:meta:", "meta"),
    (
        "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:",
        "svg",
    ),
    ("http://purl.org/dc/elements/1.1/", "dc"),
    ("http://purl.org/dc/terms/", "dcterms"),
];

impl<'x> Xml<'x> {
    /// A reader of a text.
    pub(super) fn new(text: &'x str) -> Self {
        let mut reader = NsReader::from_str(text);
        reader.config_mut().allow_dangling_amp = true;
        Self {
            reader,
            depth: 0,
            closes: false,
        }
    }

    /// The next step.
    ///
    /// # Errors
    /// When the XML is broken, cut off, nested without end, or uses an entity of its own; in
    /// words that go on after "the XML".
    pub(super) fn step(&mut self) -> Result<Step, String> {
        if std::mem::take(&mut self.closes) {
            return Ok(Step::Close);
        }
        loop {
            let (namespace, event) = self
                .reader
                .read_resolved_event()
                .map_err(|error| format!("is broken: {error}"))?;
            let step = match event {
                Event::Start(element) => {
                    let step = Step::Open(tag(&namespace, &element));
                    self.depth += 1;
                    if self.depth > DEEPEST {
                        return Err(format!("is nested more than {DEEPEST} elements deep"));
                    }
                    step
                }
                Event::Empty(element) => {
                    let step = Step::Open(tag(&namespace, &element));
                    self.closes = true;
                    step
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    Step::Close
                }
                Event::Text(text) => {
                    Step::Text(text.xml_content(XmlVersion::Implicit1_0).into_owned())
                }
                Event::CData(text) => {
                    Step::Text(text.xml_content(XmlVersion::Implicit1_0).into_owned())
                }
                Event::GeneralRef(reference) => match reference.resolve_char_ref() {
                    Ok(Some(character)) => Step::Text(character.to_string()),
                    _ => {
                        let name: &str = &reference;
                        let meaning = quick_xml::escape::resolve_predefined_entity(name)
                            .ok_or_else(|| {
                                format!("uses the entity &{name};, which is not expanded")
                            })?;
                        Step::Text(meaning.to_owned())
                    }
                },
                Event::Eof if self.depth > 0 => return Err("is cut off".to_owned()),
                Event::Eof => Step::End,
                _ => continue,
            };
            return Ok(step);
        }
    }
}

fn tag(namespace: &ResolveResult<'_>, element: &BytesStart<'_>) -> Tag {
    let prefix = match namespace {
        ResolveResult::Bound(Namespace(name)) => NAMESPACES
            .iter()
            .find(|(start, _)| name.starts_with(start))
            .map_or("", |(_, prefix)| *prefix),
        _ => "",
    };
    let local = element.local_name();
    let local: &str = local.as_ref();
    let mut attributes = Vec::new();
    for attribute in element.attributes().with_checks(false).flatten() {
        if let Ok(value) = attribute.normalized_value(XmlVersion::Implicit1_0) {
            let name = attribute.key.local_name();
            attributes.push((name.as_ref().to_owned(), value.into_owned()));
        }
    }
    Tag {
        name: match prefix {
            "" => local.to_owned(),
            prefix => format!("{prefix}:{local}"),
        },
        attributes,
    }
}
