//! TBX, the exchange format of terminology: ISO 30042:2008 (`martif`) and ISO 30042:2019 in the
//! dialects Core, Min, Basic and Linguist, in both styles (DCA and DCT).
//!
//! Read entry by entry: whatever the version and the style, an entry becomes one of TBX v3 in
//! the style DCA first. The header and what stands behind the entries are kept as properties of
//! a document, so that they come back. No entity is ever read from outside or expanded.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, Write};

use super::glossary_table::Ids;
use super::tbx_dialect::{Dialect, Style, element_of, module_of};
use super::tbx_read::{TERM_ID, entry_of};
use super::tbx_write::{Writing, entry_node};
use super::xml_tree::{Child, Node, Step, TreeReader, parse};
use super::{Export, Format, Holds, ReadError, ReadOptions, Sink, SinkError};
use crate::model::{ConceptEntry, Document, Property};

/// Glossaries in TBX.
pub(super) struct Tbx {
    /// The name of the format.
    name: &'static str,
    /// What is written; `None` for what the file was that the entries came from.
    form: Option<(Dialect, Style)>,
}

impl Tbx {
    /// Reads any TBX, writes what was read.
    pub(super) const AS_READ: Self = Self {
        name: "tbx",
        form: None,
    };
    pub(super) const TBX_2008: Self = Self::written("tbx-2008", Dialect::Tbx2008, Style::Dca);
    pub(super) const CORE: Self = Self::written("tbx-core", Dialect::Core, Style::Dca);
    pub(super) const MIN: Self = Self::written("tbx-min", Dialect::Min, Style::Dca);
    pub(super) const MIN_DCT: Self = Self::written("tbx-min-dct", Dialect::Min, Style::Dct);
    pub(super) const BASIC: Self = Self::written("tbx-basic", Dialect::Basic, Style::Dca);
    pub(super) const BASIC_DCT: Self = Self::written("tbx-basic-dct", Dialect::Basic, Style::Dct);
    pub(super) const LINGUIST: Self = Self::written("tbx-linguist", Dialect::Linguist, Style::Dca);
    pub(super) const LINGUIST_DCT: Self =
        Self::written("tbx-linguist-dct", Dialect::Linguist, Style::Dct);

    const fn written(name: &'static str, dialect: Dialect, style: Style) -> Self {
        Self {
            name,
            form: Some((dialect, style)),
        }
    }
}

/// Properties of the document of a TBX file.
const HEADER: &str = "tbx:header";
const BACK: &str = "tbx:back";
const DIALECT: &str = "tbx:dialect";
const STYLE: &str = "tbx:style";
const LANGUAGE: &str = "tbx:language";

impl Format for Tbx {
    fn name(&self) -> &'static str {
        self.name
    }

    fn about(&self) -> &'static str {
        match self.form {
            None => "TBX 2008 and v3 in all dialects; written as it was read, else as 2008",
            Some((Dialect::Tbx2008, _)) => "TBX 2008 (martif), which most tools read",
            Some((Dialect::Core, _)) => "TBX v3, dialect Core",
            Some((Dialect::Min, Style::Dca)) => "TBX v3, dialect Min, style DCA",
            Some((Dialect::Min, Style::Dct)) => "TBX v3, dialect Min, style DCT",
            Some((Dialect::Basic, Style::Dca)) => "TBX v3, dialect Basic, style DCA",
            Some((Dialect::Basic, Style::Dct)) => "TBX v3, dialect Basic, style DCT",
            Some((Dialect::Linguist, Style::Dca)) => "TBX v3, dialect Linguist, style DCA",
            Some((Dialect::Linguist, Style::Dct)) => "TBX v3, dialect Linguist, style DCT",
        }
    }

    fn endings(&self) -> &'static [&'static str] {
        match self.form {
            None => &["tbx"],
            Some(_) => &[],
        }
    }

    fn holds(&self) -> Holds {
        Holds::Glossary
    }

    fn recognises(&self, beginning: &str, _: &ReadOptions) -> bool {
        let is_root = |name: &&str| beginning.contains(*name);
        self.form.is_none() && ["<martif", "<tbx ", "<tbx>", "<tbx\n"].iter().any(is_root)
    }

    fn read(
        &self,
        text: &mut dyn BufRead,
        path: &str,
        _: &ReadOptions,
        sink: &mut dyn Sink,
    ) -> Result<(), ReadError> {
        let reader = TreeReader::new(text, path);
        FileReader::new(reader, path, sink).read()
    }

    fn write(&self, export: Export<'_>, output: &mut dyn Write) -> Result<(), SinkError> {
        let form = self.form.unwrap_or_else(|| form_of(export.document));
        write_tbx(&export, form, output)
    }
}

struct FileReader<'r> {
    reader: TreeReader<'r>,
    path: &'r str,
    sink: &'r mut dyn Sink,
    document: Document,
    /// The module of each prefix, for the style DCT.
    modules: BTreeMap<String, String>,
    ids: Ids,
}

impl<'r> FileReader<'r> {
    fn new(reader: TreeReader<'r>, path: &'r str, sink: &'r mut dyn Sink) -> Self {
        let stem = path.rsplit(['/', '\\']).next().unwrap_or(path);
        let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
        Self {
            reader,
            path,
            sink,
            document: Document::named(stem),
            modules: BTreeMap::new(),
            ids: Ids::default(),
        }
    }

    fn read(mut self) -> Result<(), ReadError> {
        self.root()?;
        loop {
            match self.reader.step()? {
                Step::Start(node) => match node.name.as_str() {
                    "conceptEntry" | "termEntry" => self.entry(node)?,
                    "tbxHeader" | "martifHeader" => self.aside(node, HEADER)?,
                    "back" => self.aside(node, BACK)?,
                    "text" | "body" => {}
                    _ => {
                        let name = node.name.clone();
                        self.reader.fill(node, self.sink)?;
                        let message = format!("<{name}> has no meaning here and was skipped");
                        let location = self.reader.location();
                        self.sink.diagnostic(crate::model::Diagnostic::new(
                            crate::model::Severity::Warning,
                            location,
                            message,
                        ));
                    }
                },
                Step::End(name) if name == "tbx" || name == "martif" => break,
                Step::End(_) => {}
                Step::EndOfFile => {
                    let message = "the file ends before its root does: it was cut off";
                    return Err(self.reader.refuse(message).into());
                }
            }
        }
        if let Step::Start(node) = self.reader.step()? {
            let message = format!("<{}> stands behind the end of the file's root", node.name);
            return Err(self.reader.refuse(message).into());
        }
        match self.document.properties.is_empty() {
            true => Ok(()),
            false => self.sink.document(self.document).map_err(ReadError::Sink),
        }
    }

    fn root(&mut self) -> Result<(), ReadError> {
        let root = match self.reader.step()? {
            Step::Start(root) => root,
            Step::End(_) | Step::EndOfFile => {
                return Err(self.reader.refuse("the file is empty or no XML").into());
            }
        };
        let dialect = match root.name.as_str() {
            "martif" => Dialect::Tbx2008,
            "tbx" => Dialect::named(root.attribute("type").unwrap_or("")),
            other => {
                let message = format!("the file is no TBX: it starts with <{other}>");
                return Err(self.reader.refuse(message).into());
            }
        };
        for (name, value) in &root.attributes {
            if let Some(prefix) = name.strip_prefix("xmlns:") {
                let module = value.rsplit('/').next().unwrap_or(prefix);
                self.modules.insert(prefix.to_owned(), module.to_owned());
            }
        }
        let style = root.attribute("style").unwrap_or("dca");
        let language = root.attribute("xml:lang").unwrap_or("en");
        for (name, value) in [
            (DIALECT, dialect.as_str()),
            (STYLE, style),
            (LANGUAGE, language),
        ] {
            self.keep(name, value.to_owned());
        }
        Ok(())
    }

    fn keep(&mut self, name: &str, value: String) {
        self.document.properties.push(Property {
            name: name.to_owned(),
            language: None,
            value,
        });
    }

    fn aside(&mut self, node: Node, name: &str) -> Result<(), ReadError> {
        let node = self.reader.fill(node, self.sink)?;
        self.keep(name, self.normal(node).to_xml());
        Ok(())
    }

    fn entry(&mut self, node: Node) -> Result<(), ReadError> {
        let node = self.reader.fill(node, self.sink)?;
        let node = self.normal(node);
        let entry = entry_of(&node, &mut self.ids, self.path, self.sink)?;
        match entry {
            Some(entry) => self.sink.concept(entry).map_err(ReadError::Sink),
            None => Ok(()),
        }
    }

    /// An element as TBX v3 in the style DCA has it.
    fn normal(&self, mut node: Node) -> Node {
        let children = std::mem::take(&mut node.children);
        node.children = Vec::with_capacity(children.len());
        for child in children {
            match child {
                Child::Node(own) if own.name == "termGrp" && node.name == "ntig" => {
                    // The old TBX has the term and what belongs to it in a group of its own.
                    node.children.extend(self.normal(own).children);
                }
                Child::Node(own) => node.children.push(Child::Node(self.normal(own))),
                Child::Text(text) => node.children.push(Child::Text(text)),
            }
        }
        node.name = v3_name(&node.name).to_owned();
        for (name, _) in &mut node.attributes {
            if name == "lang" {
                "xml:lang".clone_into(name);
            }
        }
        node.attributes
            .retain(|(name, _)| !name.starts_with("xmlns"));
        let is_category = self.modules.contains_key(&node.space) && !node.space.is_empty();
        if is_category {
            let element = element_of(&node.name).unwrap_or("admin");
            node.attributes
                .insert(0, ("type".to_owned(), std::mem::take(&mut node.name)));
            element.clone_into(&mut node.name);
        }
        node.space.clear();
        without_layout(node)
    }
}

/// An element without the white space between the elements in it.
fn without_layout(mut node: Node) -> Node {
    let has_elements = node.nodes().next().is_some();
    let is_layout =
        |child: &Child| matches!(child, Child::Text(text) if text.trim_ascii().is_empty());
    let is_mixed = node
        .children
        .iter()
        .any(|child| matches!(child, Child::Text(text) if !text.trim_ascii().is_empty()));
    if has_elements && !is_mixed {
        node.children.retain(|child| !is_layout(child));
    }
    if !has_elements {
        let text = node.text();
        node.children = match text.is_empty() {
            true => Vec::new(),
            false => vec![Child::Text(text)],
        };
    }
    node
}

/// The names of TBX 2008 with those of v3.
const NAMES: &[(&str, &str)] = &[
    ("martifHeader", "tbxHeader"),
    ("termEntry", "conceptEntry"),
    ("langSet", "langSec"),
    ("ntig", "termSec"),
    ("tig", "termSec"),
    ("refObjectList", "refObjectSec"),
];

fn v3_name(name: &str) -> &str {
    let mut all = NAMES.iter();
    all.find(|(old, _)| *old == name)
        .map_or(name, |(_, new)| new)
}

/// An element of TBX v3 as TBX 2008 has it.
fn old(mut node: Node) -> Node {
    let mut all = NAMES.iter().rev();
    if let Some((old, _)) = all.find(|(_, new)| *new == node.name) {
        (*old).clone_into(&mut node.name);
    }
    for child in &mut node.children {
        if let Child::Node(own) = child {
            *own = old(std::mem::take(own));
        }
    }
    node
}

/// An element of the style DCA in the style DCT.
fn as_dct(mut node: Node) -> Node {
    for child in &mut node.children {
        if let Child::Node(own) = child {
            *own = as_dct(std::mem::take(own));
        }
    }
    let is_category = matches!(
        node.name.as_str(),
        "descrip"
            | "admin"
            | "termNote"
            | "transac"
            | "transacNote"
            | "ref"
            | "xref"
            | "adminNote"
            | "descripNote"
    );
    let kind = node.attribute("type").map(str::to_owned);
    let Some(kind) = kind.filter(|_| is_category) else {
        return node;
    };
    // The modules declare these elements as text alone, with a target where they point.
    let text = node.text();
    let points = matches!(node.name.as_str(), "ref" | "xref" | "transacNote");
    node.attributes
        .retain(|(name, _)| name == "target" && points);
    node.children = match text.is_empty() {
        true => Vec::new(),
        false => vec![Child::Text(text)],
    };
    module_of(&kind).clone_into(&mut node.space);
    node.name = kind;
    node
}

/// The dialect and the style of the file that a document stands for.
fn form_of(document: Option<&Document>) -> (Dialect, Style) {
    let said = |name: &str| property(document, name);
    let dialect = match said(DIALECT) {
        None | Some("TBX") => Dialect::Tbx2008,
        Some(other) => Dialect::named(other),
    };
    let style = match said(STYLE) {
        Some("dct") => Style::Dct,
        _ => Style::Dca,
    };
    (dialect, style)
}

fn property<'d>(document: Option<&'d Document>, name: &str) -> Option<&'d str> {
    let mut own = document?.properties.iter();
    own.find(|own| own.name == name)
        .map(|own| own.value.as_str())
}

fn write_tbx(
    export: &Export<'_>,
    (dialect, style): (Dialect, Style),
    output: &mut dyn Write,
) -> Result<(), SinkError> {
    let back = property(export.document, BACK).and_then(parse);
    let ids = EntryIds::of(export.concepts, back.as_ref());
    let language = property(export.document, LANGUAGE)
        .or_else(|| export.languages.first().map(|tag| tag.as_str()))
        .unwrap_or("en");
    let header = header(property(export.document, HEADER).and_then(parse), dialect);
    let shaped = |node: Node| match (dialect, style) {
        (Dialect::Tbx2008, _) => old(node),
        (_, Style::Dca) => node,
        (_, Style::Dct) => as_dct(node),
    };
    let root = match dialect {
        Dialect::Tbx2008 => "martif",
        _ => "tbx",
    };
    writeln!(output, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(output, "{}", opening(dialect, style, language))?;
    write!(output, "{}", shaped(header).to_lines(1))?;
    writeln!(output, "  <text>\n    <body>")?;
    let writing = Writing {
        dialect,
        ids: &ids.known,
        languages: export.languages,
    };
    for (entry, id) in export.concepts.iter().zip(&ids.own) {
        if let Some(node) = entry_node(entry, id, &writing) {
            write!(output, "{}", shaped(node).to_lines(3))?;
        }
    }
    writeln!(output, "    </body>")?;
    if let Some(back) = back {
        write!(output, "{}", shaped(back).to_lines(2))?;
    }
    writeln!(output, "  </text>\n</{root}>")?;
    Ok(())
}

fn opening(dialect: Dialect, style: Style, language: &str) -> String {
    if dialect == Dialect::Tbx2008 {
        return format!("<martif type=\"TBX\" xml:lang=\"{language}\">");
    }
    let modules: &[&str] = match (style, dialect) {
        (Style::Dca, _) | (_, Dialect::Core | Dialect::Tbx2008) => &[],
        (_, Dialect::Min) => &["min"],
        (_, Dialect::Basic) => &["min", "basic"],
        (_, Dialect::Linguist) => &["min", "basic", "linguist"],
    };
    let declared: String = modules
        .iter()
        .map(|module| format!(" xmlns:{module}=\"http://www.tbxinfo.net/ns/{module}\""))
        .collect();
    let style = match style {
        Style::Dca => "dca",
        Style::Dct => "dct",
    };
    format!(
        "<tbx type=\"{}\" style=\"{style}\" xml:lang=\"{language}\" xmlns=\"urn:iso:std:iso:30042:ed-2\"{declared}>",
        dialect.as_str()
    )
}

/// The header, with what a known one says in the places that the schemas have.
fn header(known: Option<Node>, dialect: Dialect) -> Node {
    let known = known.unwrap_or_default();
    let description = known.node("fileDesc").cloned().unwrap_or_default();
    let mut file = Node::new("fileDesc");
    let title = description
        .node("titleStmt")
        .filter(|own| own.node("title").is_some());
    file = file.holding(title.cloned());
    let paragraphs =
        |node: &&Node| node.nodes().next().is_some() && node.nodes().all(|own| own.name == "p");
    file = file.holding(
        description
            .node("publicationStmt")
            .filter(paragraphs)
            .cloned(),
    );
    let sources: Vec<Node> = description
        .nodes()
        .filter(|own| own.name == "sourceDesc")
        .filter(paragraphs)
        .cloned()
        .collect();
    file = file.holding(match sources.is_empty() {
        false => sources,
        true => {
            let own = description.children.iter().find_map(|child| match child {
                Child::Text(text) if !text.trim_ascii().is_empty() => Some(text.trim_ascii()),
                _ => None,
            });
            let text = own.unwrap_or("glossary written by tarjuman");
            vec![Node::new("sourceDesc").holding([Node::new("p").saying(text)])]
        }
    });
    let mut header = Node::new("tbxHeader").holding([file]);
    let encoding = known.node("encodingDesc").filter(paragraphs).cloned();
    let constraints = || {
        let address = "http://www.lisa.org/fileadmin/standards/tbx/TBXXCSV02.xcs";
        Node::new("encodingDesc").holding([Node::new("p").with("type", "XCSURI").saying(address)])
    };
    header = header.holding(match dialect {
        Dialect::Tbx2008 => Some(encoding.unwrap_or_else(constraints)),
        _ => encoding,
    });
    header.holding(known.node("revisionDesc").cloned())
}

/// The ids of entries as XML has them, and all ids that a file may point to.
struct EntryIds {
    own: Vec<String>,
    known: BTreeSet<String>,
}

impl EntryIds {
    fn of(entries: &[std::sync::Arc<ConceptEntry>], back: Option<&Node>) -> Self {
        let mut known = BTreeSet::new();
        back.into_iter()
            .for_each(|node| collect_ids(node, &mut known));
        for property in entries
            .iter()
            .flat_map(|entry| &entry.terms)
            .flat_map(|term| &term.properties)
        {
            match property.name.as_str() {
                TERM_ID => {
                    known.insert(property.value.clone());
                }
                super::tbx_read::FORM | super::tbx_read::EXTRA => {
                    let node = parse(&property.value);
                    node.iter().for_each(|node| collect_ids(node, &mut known));
                }
                _ => {}
            }
        }
        let own = entries
            .iter()
            .map(|entry| {
                let wanted = xml_id(&entry.id.0);
                let mut id = wanted.clone();
                let mut number = 2;
                while !known.insert(id.clone()) {
                    id = format!("{wanted}-{number}");
                    number += 1;
                }
                id
            })
            .collect();
        Self { own, known }
    }
}

fn collect_ids(node: &Node, ids: &mut BTreeSet<String>) {
    ids.extend(node.attribute("id").map(str::to_owned));
    node.nodes().for_each(|own| collect_ids(own, ids));
}

/// An id as XML asks: letters, digits, `-`, `_`, `.`, beginning with a letter or `_`.
fn xml_id(id: &str) -> String {
    let kept = |character: char| match character {
        '-' | '_' | '.' => character,
        other if other.is_alphanumeric() && !matches!(other, '²' | '³' | '¹' | 'ª' | 'º') => {
            other
        }
        _ => '_',
    };
    let id: String = id.chars().map(kept).collect();
    match id
        .chars()
        .next()
        .is_some_and(|first| first.is_alphabetic() || first == '_')
    {
        true => id,
        false => format!("_{id}"),
    }
}
