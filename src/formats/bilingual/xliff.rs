//! XLIFF 1.0–1.2 (OASIS, 2008) and 2.0–2.2 (OASIS, 2014–2025), as far as checks need it: the
//! segments of both sides, with their inline elements as codes.

use std::io::BufRead;

use super::super::xml_tree::{Child, Node, Step, TreeReader};
use super::super::{ReadError, ReadOptions, Sink};
use crate::lang::LanguageTag;
use crate::model::{CODE, CodeKind, InlineCode, Note, Origin, Segment, Unit, Variant};

/// Inline elements that stand around text which belongs to the sentence.
const AROUND: &[&str] = &["g", "pc"];

/// Inline elements of which nothing is to be seen.
const UNSEEN: &[&str] = &["mrk", "sm", "em"];

/// Reads all units.
pub(super) fn read(
    text: &mut dyn BufRead,
    path: &str,
    options: &ReadOptions,
    sink: &mut dyn Sink,
) -> Result<(), ReadError> {
    let mut reader = TreeReader::new(text, path);
    let mut languages = Languages {
        from: options.from.clone(),
        to: options.to.clone(),
    };
    loop {
        let node = match reader.step()? {
            Step::Start(node) => node,
            Step::End(_) => continue,
            Step::EndOfFile => return Ok(()),
        };
        match node.name.as_str() {
            "xliff" => languages.take(&node, ["srcLang", "trgLang"], options),
            "file" => languages.take(&node, ["source-language", "target-language"], options),
            "trans-unit" | "unit" => {
                let is_old = node.name == "trans-unit";
                let unit = reader.fill(node, sink)?;
                let refuse = || reader.refuse("the file does not say which languages it is in");
                let from = languages.from.clone().ok_or_else(refuse)?;
                let segments = match is_old {
                    true => segments_of_1(&unit),
                    false => segments_of_2(&unit),
                };
                let to = languages.to.clone();
                if to.is_none() && segments.iter().any(|own| own.target.is_some()) {
                    return Err(refuse()
                        .with_advice("name them with --from and --to")
                        .into());
                }
                for own in segments {
                    sink.unit(own.unit(&unit, from.clone(), to.clone()))
                        .map_err(ReadError::Sink)?;
                }
            }
            _ => {}
        }
    }
}

/// The languages of the file that is being read.
struct Languages {
    from: Option<LanguageTag>,
    to: Option<LanguageTag>,
}

impl Languages {
    fn take(&mut self, node: &Node, names: [&str; 2], options: &ReadOptions) {
        let said = |name: &str| LanguageTag::parse(node.attribute(name)?).ok();
        let [from, to] = names.map(said);
        self.from = options.from.clone().or(from).or(self.from.take());
        self.to = options.to.clone().or(to).or(self.to.take());
    }
}

/// One segment of a unit.
struct Pair<'n> {
    line: u32,
    source: Segment,
    target: Option<Segment>,
    unit: &'n Node,
}

impl Pair<'_> {
    fn unit(self, node: &Node, from: LanguageTag, to: Option<LanguageTag>) -> Unit {
        let variant = |language: LanguageTag, segment: Segment| Variant {
            segment,
            ..Variant::plain(language, "")
        };
        let target = self.target.zip(to);
        let mut variants = vec![variant(from, self.source)];
        variants.extend(target.map(|(segment, language)| variant(language, segment)));
        Unit {
            name: node.attribute("id").map(str::to_owned),
            variants,
            origin: Origin {
                line: self.line,
                ..Origin::default()
            },
            notes: notes_of(self.unit),
            ..Unit::default()
        }
    }
}

/// The notes of a unit: its own (1.2), or those in `notes` (2.0).
fn notes_of(unit: &Node) -> Vec<Note> {
    let within = unit.node("notes").into_iter().flat_map(Node::nodes);
    unit.nodes()
        .chain(within)
        .filter(|node| node.name == "note")
        .map(|node| Note {
            language: None,
            text: node.text(),
        })
        .collect()
}

/// The segments of a `trans-unit`: those that `seg-source` marks, or the whole.
fn segments_of_1(unit: &Node) -> Vec<Pair<'_>> {
    let Some(source) = unit.node("source") else {
        return Vec::new();
    };
    if unit.attribute("translate") == Some("no") {
        return Vec::new();
    }
    let target = unit.node("target");
    let marked = unit.node("seg-source").map(marks).unwrap_or_default();
    if marked.is_empty() {
        return vec![pair(unit, unit.line, source, target)];
    }
    let others = target.map(marks).unwrap_or_default();
    marked
        .into_iter()
        .map(|own| {
            let mid = own.attribute("mid");
            let other = others.iter().find(|other| other.attribute("mid") == mid);
            pair(unit, own.line, own, other.copied())
        })
        .collect()
}

/// The marked segments of a side, inside other inline elements too.
fn marks(side: &Node) -> Vec<&Node> {
    let mut found = Vec::new();
    for node in side.nodes() {
        match node.name == "mrk" && node.attribute("mtype") == Some("seg") {
            true => found.push(node),
            false => found.extend(marks(node)),
        }
    }
    found
}

/// The segments of a `unit`; what is ignorable is passed over.
fn segments_of_2(unit: &Node) -> Vec<Pair<'_>> {
    if unit.attribute("translate") == Some("no") {
        return Vec::new();
    }
    let segments = unit.nodes().filter(|node| node.name == "segment");
    segments
        .filter_map(|node| {
            let source = node.node("source")?;
            Some(pair(unit, node.line, source, node.node("target")))
        })
        .collect()
}

fn pair<'n>(unit: &'n Node, line: u32, source: &Node, target: Option<&Node>) -> Pair<'n> {
    let target = target
        .map(segment_of)
        .filter(|segment| !segment.text.trim().is_empty());
    Pair {
        line,
        source: segment_of(source),
        target,
        unit,
    }
}

/// The text of a side with its inline elements as codes.
fn segment_of(node: &Node) -> Segment {
    let mut segment = Segment::default();
    collect(node, &mut segment);
    segment.text = crate::formats::glossary_table::nfc(segment.text.trim());
    segment
}

fn collect(node: &Node, segment: &mut Segment) {
    for child in &node.children {
        match child {
            Child::Text(text) => segment.text.push_str(&text.replace(CODE, "")),
            Child::Node(inline) if UNSEEN.contains(&inline.name.as_str()) => {
                collect(inline, segment);
            }
            Child::Node(inline) if AROUND.contains(&inline.name.as_str()) => {
                push(inline, CodeKind::Open, segment);
                collect(inline, segment);
                push(inline, CodeKind::Close, segment);
            }
            Child::Node(inline) => push(inline, CodeKind::Alone, segment),
        }
    }
}

fn push(inline: &Node, kind: CodeKind, segment: &mut Segment) {
    let id = inline.attribute("id").and_then(|id| id.parse().ok());
    let number = u32::try_from(segment.codes.len()).unwrap_or(u32::MAX);
    segment.codes.push(InlineCode {
        number: id.unwrap_or(number),
        kind,
        raw: match kind {
            CodeKind::Alone => inline.to_xml(),
            CodeKind::Open => format!("<{}>", inline.name),
            CodeKind::Close => format!("</{}>", inline.name),
        },
    });
    segment.text.push(CODE);
}
