//! XML as small trees: an element with what is in it, for formats whose entries are small.
//!
//! No entity is ever read from outside or expanded from a DTD: a text that uses one is refused.

use std::io::BufRead;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::lines::{Counting, LineCount};
use super::{ReadError, Sink};
use crate::model::{Diagnostic, Location, Severity};

/// An element.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Node {
    /// Its local name.
    pub(super) name: String,
    /// The prefix or the address of its namespace, where it is not the default one.
    pub(super) space: String,
    /// Its attributes without declarations of namespaces, `xml:lang` as such.
    pub(super) attributes: Vec<(String, String)>,
    pub(super) children: Vec<Child>,
    pub(super) line: u32,
}

/// What stands in an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Child {
    Node(Node),
    Text(String),
}

impl Node {
    /// An element without anything in it.
    pub(super) fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            ..Self::default()
        }
    }

    /// The same with an attribute.
    pub(super) fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.attributes.push((name.to_owned(), value.into()));
        self
    }

    /// The same with a text in it.
    pub(super) fn saying(mut self, text: impl Into<String>) -> Self {
        self.children.push(Child::Text(text.into()));
        self
    }

    /// The same with elements in it.
    pub(super) fn holding(mut self, nodes: impl IntoIterator<Item = Self>) -> Self {
        self.children.extend(nodes.into_iter().map(Child::Node));
        self
    }

    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let mut own = self.attributes.iter();
        own.find(|(own, _)| own == name)
            .map(|(_, value)| value.as_str())
    }

    /// The elements in it.
    pub(super) fn nodes(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|child| match child {
            Child::Node(node) => Some(node),
            Child::Text(_) => None,
        })
    }

    /// The first element of a name in it.
    pub(super) fn node(&self, name: &str) -> Option<&Self> {
        self.nodes().find(|node| node.name == name)
    }

    /// All text in it, with white space of XML as one space and none around it.
    pub(super) fn text(&self) -> String {
        let mut whole = String::new();
        self.collect(&mut whole);
        collapsed(&whole)
    }

    fn collect(&self, whole: &mut String) {
        for child in &self.children {
            match child {
                Child::Text(text) => whole.push_str(text),
                Child::Node(node) => node.collect(whole),
            }
        }
    }

    /// The element as XML on one line.
    pub(super) fn to_xml(&self) -> String {
        let mut xml = String::new();
        self.write(&mut xml);
        xml
    }

    fn write(&self, xml: &mut String) {
        self.open(xml);
        if self.children.is_empty() {
            xml.insert(xml.len() - 1, '/');
            return;
        }
        for child in &self.children {
            match child {
                Child::Text(text) => xml.push_str(&escaped(text)),
                Child::Node(node) => node.write(xml),
            }
        }
        self.close(xml);
    }

    fn full_name(&self) -> String {
        match self.space.is_empty() {
            true => self.name.clone(),
            false => format!("{}:{}", self.space, self.name),
        }
    }

    fn open(&self, xml: &mut String) {
        xml.push('<');
        xml.push_str(&self.full_name());
        for (name, value) in &self.attributes {
            xml.push_str(&format!(
                " {name}=\"{}\"",
                escaped(value).replace('"', "&quot;")
            ));
        }
        xml.push('>');
    }

    fn close(&self, xml: &mut String) {
        xml.push_str(&format!("</{}>", self.full_name()));
    }

    /// The element as XML with an element on each line; one with text in it stays on its line.
    pub(super) fn to_lines(&self, indent: usize) -> String {
        let space = "  ".repeat(indent);
        let has_text = self
            .children
            .iter()
            .any(|child| matches!(child, Child::Text(_)));
        if has_text || self.children.is_empty() {
            return format!("{space}{}\n", self.to_xml());
        }
        let mut xml = space.clone();
        self.open(&mut xml);
        xml.push('\n');
        for node in self.nodes() {
            xml.push_str(&node.to_lines(indent + 1));
        }
        xml.push_str(&space);
        self.close(&mut xml);
        xml.push('\n');
        xml
    }
}

/// A text for XML; characters that XML 1.0 has no place for are left out.
pub(super) fn escaped(text: &str) -> String {
    let allowed: String = text
        .chars()
        .filter(|character| is_allowed(*character))
        .collect();
    quick_xml::escape::partial_escape(allowed.as_str()).into_owned()
}

/// Whether XML 1.0 allows a character.
pub(super) fn is_allowed(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// A text with the white space of XML as one space and none around it; other spaces, such as
/// the no-break space, are characters like any other.
pub(super) fn collapsed(text: &str) -> String {
    let is_space = |character: char| matches!(character, ' ' | '\t' | '\r' | '\n');
    let words = text.split(is_space).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// The most that an element may hold, in characters of text and elements together.
const LARGEST: usize = 16 * 1024 * 1024;

/// How deep elements may stand in each other.
const DEEPEST: usize = 64;

/// Reads XML element by element.
pub(super) struct TreeReader<'r> {
    xml: Reader<Counting<'r>>,
    line: LineCount,
    path: String,
    buffer: Vec<u8>,
}

/// What comes next outside of trees.
pub(super) enum Step {
    /// An element begins; it is without children.
    Start(Node),
    /// An element ends.
    End(String),
    /// The text is over.
    EndOfFile,
}

impl<'r> TreeReader<'r> {
    pub(super) fn new(text: &'r mut dyn BufRead, path: &str) -> Self {
        let (counting, line) = Counting::new(text);
        let mut xml = Reader::from_reader(counting);
        xml.config_mut().allow_dangling_amp = true;
        xml.config_mut().expand_empty_elements = true;
        Self {
            xml,
            line,
            path: path.to_owned(),
            buffer: Vec::new(),
        }
    }

    pub(super) fn location(&self) -> Location {
        Location::line(self.path.as_str(), self.line.line())
    }

    pub(super) fn refuse(&self, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Error, self.location(), message)
    }

    /// The next beginning or end of an element; text between them is passed over.
    pub(super) fn step(&mut self) -> Result<Step, ReadError> {
        loop {
            self.buffer.clear();
            let line = self.line.line();
            let event = match self.xml.read_event_into(&mut self.buffer) {
                Ok(event) => event,
                Err(error) => return Err(broken(&self.path, self.line.line(), &error)),
            };
            match event {
                Event::Start(element) => {
                    return node_of(&element, line)
                        .map(Step::Start)
                        .map_err(|what| broken(&self.path, line, &what));
                }
                Event::End(element) => {
                    return Ok(Step::End(element.local_name().as_ref().to_owned()));
                }
                Event::Eof => return Ok(Step::EndOfFile),
                _ => {}
            }
        }
    }

    /// Reads what stands in an element that has just begun, up to its end.
    pub(super) fn fill(&mut self, root: Node, sink: &mut dyn Sink) -> Result<Node, ReadError> {
        let mut open = vec![root];
        let mut size = 0usize;
        loop {
            self.buffer.clear();
            let line = self.line.line();
            let event = match self.xml.read_event_into(&mut self.buffer) {
                Ok(event) => event,
                Err(error) => return Err(broken(&self.path, self.line.line(), &error)),
            };
            let Some(current) = open.last_mut() else {
                return Err(broken(&self.path, line, &"an element has no beginning"));
            };
            match event {
                Event::Start(element) => {
                    let node =
                        node_of(&element, line).map_err(|what| broken(&self.path, line, &what))?;
                    size += 64;
                    open.push(node);
                }
                Event::End(_) => {
                    let done = open.pop();
                    match (done, open.last_mut()) {
                        (Some(done), Some(parent)) => parent.children.push(Child::Node(done)),
                        (Some(done), None) => return Ok(done),
                        (None, _) => {}
                    }
                }
                Event::Text(text) => {
                    if text.contains('&') {
                        let location = Location::line(self.path.as_str(), line);
                        let message = "a lone & was read as itself; it should be &amp;";
                        sink.diagnostic(Diagnostic::new(Severity::Warning, location, message));
                    }
                    let text = text.xml_content(XmlVersion::Implicit1_0);
                    size += text.len();
                    add_text(current, &text);
                }
                Event::CData(text) => {
                    let text = text.xml_content(XmlVersion::Implicit1_0);
                    size += text.len();
                    add_text(current, &text);
                }
                Event::GeneralRef(reference) => {
                    let name: &str = &reference;
                    let meaning = match reference.resolve_char_ref() {
                        Ok(Some(character)) if is_allowed(character) => character.to_string(),
                        Ok(Some(_)) => String::new(),
                        Ok(None) => match quick_xml::escape::resolve_predefined_entity(name) {
                            Some(meaning) => meaning.to_owned(),
                            None => {
                                let location = Location::line(self.path.as_str(), line);
                                let message = format!("the entity &{name}; is not known");
                                return Err(Diagnostic::new(Severity::Error, location, message)
                                    .with_advice(
                                        "entities of a DTD are never read; write the text itself",
                                    )
                                    .into());
                            }
                        },
                        Err(error) => return Err(broken(&self.path, line, &error)),
                    };
                    add_text(current, &meaning);
                }
                Event::Eof => {
                    let name = &open[0].name;
                    let message = format!("the file ends before </{name}>: it was cut off");
                    let location = Location::line(self.path.as_str(), line);
                    return Err(Diagnostic::new(Severity::Error, location, message).into());
                }
                _ => {}
            }
            if size > LARGEST || open.len() > DEEPEST {
                let location = Location::line(self.path.as_str(), line);
                let message = "an entry is larger or deeper than any glossary entry can be";
                return Err(Diagnostic::new(Severity::Error, location, message).into());
            }
        }
    }
}

fn add_text(node: &mut Node, text: &str) {
    match node.children.last_mut() {
        Some(Child::Text(own)) => own.push_str(text),
        _ => node.children.push(Child::Text(text.to_owned())),
    }
}

fn broken(path: &str, line: u32, what: &dyn std::fmt::Display) -> ReadError {
    let message = format!("the XML is broken: {what}");
    Diagnostic::new(Severity::Error, Location::line(path, line), message).into()
}

fn node_of(element: &BytesStart<'_>, line: u32) -> Result<Node, String> {
    let mut node = Node::new(element.local_name().as_ref());
    node.line = line;
    if let Some(prefix) = element.name().prefix() {
        node.space = prefix.as_ref().to_owned();
    }
    for attribute in element.attributes().with_checks(false) {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let value = attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .map_err(|error| error.to_string())?;
        node.attributes
            .push((attribute.key.as_ref().to_owned(), value.into_owned()));
    }
    Ok(node)
}

/// Reads an element that [`Node::to_xml`] wrote; `None` where the text is none.
pub(super) fn parse(xml: &str) -> Option<Node> {
    let mut text = xml.as_bytes();
    let mut reader = TreeReader::new(&mut text, "");
    match reader.step() {
        Ok(Step::Start(root)) => reader.fill(root, &mut Nobody).ok(),
        _ => None,
    }
}

/// A receiver that needs nothing.
struct Nobody;

impl Sink for Nobody {
    fn unit(&mut self, _: crate::model::Unit) -> Result<(), super::SinkError> {
        Ok(())
    }

    fn concept(&mut self, _: crate::model::ConceptEntry) -> Result<(), super::SinkError> {
        Ok(())
    }

    fn document(&mut self, _: crate::model::Document) -> Result<(), super::SinkError> {
        Ok(())
    }

    fn diagnostic(&mut self, _: Diagnostic) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trees_come_back() {
        let node = Node::new("descripGrp").holding([
            Node::new("descrip")
                .with("type", "a\"b")
                .saying("x < y & \u{0}z"),
            Node::new("note"),
        ]);
        let xml = node.to_xml();
        assert_eq!(
            xml,
            "<descripGrp><descrip type=\"a&quot;b\">x &lt; y &amp; z</descrip><note/></descripGrp>"
        );
        let read = parse(&xml).unwrap();
        assert_eq!(read.to_xml(), xml);
        assert_eq!(read.node("descrip").unwrap().text(), "x < y & z");
        assert!(parse("text").is_none());
        assert!(parse("<a>&boom;</a>").is_none());
    }

    #[test]
    fn only_the_white_space_of_xml_is_collapsed() {
        assert_eq!(collapsed(" a\n\t b\u{A0} c\u{3000}"), "a b\u{A0} c\u{3000}");
    }
}
