//! The content of a TMX segment: text with inline codes taken out.

use quick_xml::XmlVersion;
use quick_xml::events::BytesStart;

use super::glossary_table::nfc;
use crate::model::{CODE, CodeKind, InlineCode, Segment};

/// Builds a segment from the events inside a `seg`.
#[derive(Debug, Default)]
pub(super) struct InlineBuilder {
    text: String,
    codes: Vec<InlineCode>,
    /// The code whose native content is being read, with how deep it is.
    native: Option<(InlineCode, usize)>,
    /// Numbers of the open elements that enclose text (`hi`), with their names.
    open: Vec<u32>,
}

/// Elements whose content is native code and no text (TMX 1.4b, section 3.3).
const NATIVE: &[&str] = &["bpt", "ept", "ph", "it", "ut"];

impl InlineBuilder {
    /// Takes text as it is to be read.
    pub(super) fn text(&mut self, text: &str) {
        match &mut self.native {
            Some((code, _)) => code.raw.push_str(text),
            // A literal replacement character would be taken for a code.
            None if text.contains(CODE) => self.text.push_str(&text.replace(CODE, "")),
            None => self.text.push_str(text),
        }
    }

    /// Takes a reference such as `&lt;`: what it stands for, and how it was written.
    pub(super) fn reference(&mut self, meaning: &str, name: &str) {
        match &mut self.native {
            Some((code, _)) => {
                code.raw.push('&');
                code.raw.push_str(name);
                code.raw.push(';');
            }
            None => self.text(meaning),
        }
    }

    /// Takes the start of an element.
    pub(super) fn start(&mut self, element: &BytesStart<'_>) {
        let tag = format!("<{}>", &**element);
        if let Some((code, depth)) = &mut self.native {
            code.raw.push_str(&tag);
            *depth += 1;
            return;
        }
        let name = element.local_name();
        let name = name.as_ref();
        if NATIVE.contains(&name) {
            let code = InlineCode {
                number: self.number(element),
                kind: kind_of(name, element),
                raw: tag,
            };
            self.native = Some((code, 1));
        } else {
            let number = self.number(element);
            self.open.push(number);
            self.push(InlineCode {
                number,
                kind: CodeKind::Open,
                raw: tag,
            });
        }
    }

    /// Takes an element without content.
    pub(super) fn empty(&mut self, element: &BytesStart<'_>) {
        let tag = format!("<{}/>", &**element);
        match &mut self.native {
            Some((code, _)) => code.raw.push_str(&tag),
            None => {
                let code = InlineCode {
                    number: self.number(element),
                    kind: kind_of(element.local_name().as_ref(), element),
                    raw: tag,
                };
                self.push(code);
            }
        }
    }

    /// Takes the end of an element by its name.
    pub(super) fn end(&mut self, name: &str) {
        let tag = format!("</{name}>");
        match self.native.take() {
            Some((mut code, depth)) => {
                code.raw.push_str(&tag);
                if depth > 1 {
                    self.native = Some((code, depth - 1));
                } else {
                    self.push(code);
                }
            }
            None => {
                let number = self.open.pop().unwrap_or(0);
                self.push(InlineCode {
                    number,
                    kind: CodeKind::Close,
                    raw: tag,
                });
            }
        }
    }

    /// The segment.
    pub(super) fn finish(self) -> Segment {
        Segment {
            text: nfc(&self.text),
            codes: self.codes,
        }
    }

    fn push(&mut self, code: InlineCode) {
        self.text.push(CODE);
        self.codes.push(code);
    }

    /// The number of a code: its `i` (or `x`) attribute, or the next free one.
    fn number(&self, element: &BytesStart<'_>) -> u32 {
        ["i", "x"]
            .iter()
            .find_map(|name| attribute(element, name)?.parse().ok())
            .unwrap_or_else(|| {
                let next = self.codes.iter().map(|code| code.number).max();
                next.map_or(1, |number| number.saturating_add(1))
            })
    }
}

fn kind_of(name: &str, element: &BytesStart<'_>) -> CodeKind {
    match name {
        "bpt" => CodeKind::Open,
        "ept" => CodeKind::Close,
        "it" => match attribute(element, "pos").as_deref() {
            Some("begin") => CodeKind::Open,
            Some("end") => CodeKind::Close,
            _ => CodeKind::Alone,
        },
        _ => CodeKind::Alone,
    }
}

/// The value of an attribute by its local name.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    element
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)
        .and_then(|attribute| {
            Some(
                attribute
                    .normalized_value(XmlVersion::Implicit1_0)
                    .ok()?
                    .into_owned(),
            )
        })
}
