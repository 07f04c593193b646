//! From a concept entry to an entry of TBX, in what a dialect can say.
//!
//! What it cannot say becomes a note, `x-until: 2018-04-18`, which other tools show and
//! Tarjuman reads back.

use std::collections::BTreeSet;

use super::tbx_dialect::{Dialect, Level, allows};
use super::tbx_read::{EXTRA, FORM, Said, TERM_ID, UNSAID, field_of, said};
use super::xml_tree::{Node, parse};
use crate::lang::LanguageTag;
use crate::model::{
    ConceptEntry, Gender, LinkKind, Number, PartOfSpeech, Property, RelationKind, Review, Term,
    TermField, TermStatus, TermType,
};

/// The data category in which a field of a term is written, with its element.
pub(super) fn key_of_field(field: TermField) -> Option<&'static str> {
    Some(match field {
        TermField::Status => "termNote:administrativeStatus",
        TermField::Type => "termNote:termType",
        TermField::PartOfSpeech => "termNote:partOfSpeech",
        TermField::Gender => "termNote:grammaticalGender",
        TermField::Number => "termNote:grammaticalNumber",
        TermField::Review => "termNote:processStatus",
        TermField::Note => "note",
        TermField::Source => "admin:source",
        TermField::Context => "descrip:context",
        TermField::Scheme
        | TermField::From
        | TermField::Until
        | TermField::Reviewer
        | TermField::ContextSource => return None,
    })
}

/// What a field of a term says in the words of TBX.
pub(super) fn field_text(field: TermField, term: &Term) -> Option<String> {
    let word = match field {
        TermField::Status => match term.status {
            TermStatus::Preferred => "preferredTerm-admn-sts",
            TermStatus::Admitted => "admittedTerm-admn-sts",
            TermStatus::Deprecated | TermStatus::Forbidden => "deprecatedTerm-admn-sts",
        },
        TermField::Type => match term.kind? {
            TermType::Full => "fullForm",
            TermType::Short => "shortForm",
            TermType::Acronym => "acronym",
            TermType::Transliteration => "transliteratedForm",
            TermType::Variant => "variant",
            TermType::Phrase => "phrase",
        },
        TermField::PartOfSpeech => match term.part_of_speech? {
            PartOfSpeech::ProperNoun => "properNoun",
            other => other.as_str(),
        },
        TermField::Gender => match term.gender? {
            Gender::Other => "other",
            other => other.as_str(),
        },
        TermField::Number => match term.number? {
            Number::Other => "otherNumber",
            other => other.as_str(),
        },
        TermField::Review => match term.review? {
            Review::Proposed => "provisionallyProcessed",
            Review::Approved => "finalized",
            Review::Rejected => "rejected",
        },
        other => return other.of(term),
    };
    Some(word.to_owned())
}

/// What an entry is written for.
pub(super) struct Writing<'w> {
    pub(super) dialect: Dialect,
    /// The ids that elements may point to.
    pub(super) ids: &'w BTreeSet<String>,
    /// The languages that are written; all where it is empty.
    pub(super) languages: &'w [LanguageTag],
}

/// The element of a key, with a text.
fn element(key: &str, text: &str) -> Node {
    match key.split_once(':') {
        Some((name, kind)) => Node::new(name).with("type", kind).saying(text),
        None => Node::new(key).saying(text),
    }
}

/// A note that says what the dialect cannot.
fn own_note(name: &str, text: &str) -> Node {
    Node::new("note").saying(format!("x-{name}: {text}"))
}

/// The elements of one level, those that our fields are first.
struct Part<'p> {
    writing: &'p Writing<'p>,
    level: Level,
    nodes: Vec<Node>,
    /// The forms in which the file had what is in fields.
    forms: Vec<Node>,
}

impl<'p> Part<'p> {
    fn new<'q>(
        writing: &'p Writing<'p>,
        level: Level,
        properties: impl Iterator<Item = &'q Property>,
    ) -> Self {
        let forms = properties.filter(|own| own.name == FORM);
        Self {
            writing,
            level,
            nodes: Vec::new(),
            forms: forms.filter_map(|own| parse(&own.value)).collect(),
        }
    }

    /// Adds what a field says: in the form that the file had, else in the usual one, else as a
    /// note under a name of ours.
    fn field(&mut self, node: Node, name: &str, value: &str) {
        let wanted = said(&node);
        let is_form = |own: &Said| {
            own.key == wanted.key
                && own.text == wanted.text
                && own.target == wanted.target
                && (wanted.source.is_none() || own.source == wanted.source)
        };
        self.field_in_form(node, (name, value), is_form);
    }

    /// As [`Part::field`], where a form is one that `is_form` takes.
    fn field_in_form(
        &mut self,
        node: Node,
        (name, value): (&str, &str),
        is_form: impl Fn(&Said) -> bool,
    ) {
        let form = self.forms.iter().position(|form| is_form(&said(form)));
        let form = form.map(|place| self.forms.remove(place));
        let form = form.map(|form| self.pointed(form));
        if let Some(form) = form.filter(|form| allows(self.writing.dialect, form, self.level)) {
            self.nodes.push(form);
        } else if allows(self.writing.dialect, &node, self.level) {
            self.nodes.push(node);
        } else {
            self.nodes.push(own_note(name, value));
        }
    }

    /// An element without what points to nothing.
    fn pointed(&self, mut node: Node) -> Node {
        let is_outside = node.name == "xref";
        node.attributes.retain(|(name, value)| {
            name != "target" || is_outside || self.writing.ids.contains(value)
        });
        for child in &mut node.children {
            if let super::xml_tree::Child::Node(own) = child {
                *own = self.pointed(std::mem::take(own));
            }
        }
        node
    }

    /// Adds what the file had beside our fields.
    fn properties<'q>(&mut self, properties: impl Iterator<Item = &'q Property>) {
        for own in properties {
            match own.name.as_str() {
                FORM | TERM_ID | UNSAID => {}
                EXTRA => {
                    let Some(node) = parse(&own.value).map(|node| self.pointed(node)) else {
                        continue;
                    };
                    if allows(self.writing.dialect, &node, self.level) {
                        self.nodes.push(node);
                    } else if node.name != "transacGrp" {
                        let said = said(&node);
                        self.nodes.push(own_note(&said.key, &node.text()));
                    }
                }
                name => {
                    let node = element(name, &own.value);
                    let is_known = name.contains(':') || name == "note";
                    if is_known && allows(self.writing.dialect, &node, self.level) {
                        self.nodes.push(node);
                    } else {
                        self.nodes
                            .push(own_note(&name.replace(' ', "_"), &own.value));
                    }
                }
            }
        }
    }

    /// The elements, those that belong to the term itself first, as the schemas ask.
    fn finish(self) -> Vec<Node> {
        let is_of_term =
            |node: &Node| node.name.starts_with("termNote") || node.name == "termCompList";
        let (mut first, rest): (Vec<Node>, Vec<Node>) =
            self.nodes.into_iter().partition(is_of_term);
        first.extend(rest);
        first
    }
}

/// An entry as an element; `None` when it has no term in the languages asked for.
pub(super) fn entry_node(entry: &ConceptEntry, id: &str, writing: &Writing<'_>) -> Option<Node> {
    let sections = language_sections(entry, writing);
    if sections.is_empty() {
        return None;
    }
    let own = || entry.properties.iter().filter(|own| own.language.is_none());
    let mut part = Part::new(writing, Level::Concept, own());
    let simple = [
        ("descrip:subjectField", "subject", &entry.subject),
        ("descrip:definition", "definition", &entry.definition),
        ("admin:source", "source", &entry.source),
        ("note", "note", &entry.note),
    ];
    for (key, name, value) in simple {
        if let Some(value) = value {
            part.field(element(key, value), name, value);
        }
    }
    for link in &entry.links {
        let kind = match link.kind {
            LinkKind::Image => "xGraphic",
            LinkKind::Page => "externalCrossReference",
        };
        let node = Node::new("xref")
            .with("type", kind)
            .with("target", &link.target);
        let label = link.label.as_deref().unwrap_or("");
        let written = match label.is_empty() {
            true => link.target.clone(),
            false => format!("{label} <{}>", link.target),
        };
        let node = if label.is_empty() {
            node
        } else {
            node.saying(label)
        };
        part.field(node, link.kind.as_str(), &written);
    }
    for relation in &entry.relations {
        let written = relation.to_string();
        let is_known = writing.ids.contains(&relation.target.0);
        if relation.kind == RelationKind::Related && is_known {
            reference(&mut part, &relation.target.0, &written);
        } else {
            part.nodes.push(own_note(relation.kind.as_str(), &written));
        }
    }
    part.properties(own());
    let node = Node::new("conceptEntry").with("id", id);
    Some(node.holding(part.finish()).holding(sections))
}

/// A reference to another entry, in the words of the file where it had some.
fn reference(part: &mut Part<'_>, target: &str, written: &str) {
    let points_there = |form: &Node| {
        form.attribute("type") == Some("crossReference") && form.attribute("target") == Some(target)
    };
    let form = part.forms.iter().find(|form| points_there(form));
    let text = form.map_or(target.to_owned(), Node::text);
    let node = Node::new("ref")
        .with("type", "crossReference")
        .with("target", target);
    let node = if text.is_empty() {
        node
    } else {
        node.saying(text)
    };
    part.field(node, RelationKind::Related.as_str(), written);
}

fn language_sections(entry: &ConceptEntry, writing: &Writing<'_>) -> Vec<Node> {
    let mut languages: Vec<&LanguageTag> = Vec::new();
    for term in &entry.terms {
        let mut wanted = writing.languages.iter();
        let is_wanted =
            writing.languages.is_empty() || wanted.any(|tag| term.language.goes_with(tag));
        if is_wanted && !languages.contains(&&term.language) {
            languages.push(&term.language);
        }
    }
    let section = |language: &&LanguageTag| {
        let own = || {
            let all = entry.properties.iter();
            all.filter(|own| own.language.as_ref() == Some(language))
        };
        let mut part = Part::new(writing, Level::Language, own());
        for definition in entry
            .definitions
            .iter()
            .filter(|own| own.language == **language)
        {
            let node = sourced(
                "descrip:definition",
                &definition.text,
                definition.source.as_deref(),
            );
            part.field(node, "definition", &definition.text);
            note_source(&mut part, "definition-source", definition.source.as_deref());
        }
        part.properties(own());
        let terms = entry
            .terms
            .iter()
            .filter(|term| term.language == **language);
        Node::new("langSec")
            .with("xml:lang", language.as_str())
            .holding(part.finish())
            .holding(terms.map(|term| term_node(term, writing)))
    };
    languages.iter().map(section).collect()
}

/// An element, in a group with its source where it has one.
fn sourced(key: &str, text: &str, source: Option<&str>) -> Node {
    let node = element(key, text);
    match source {
        Some(source) => Node::new("descripGrp").holding([node, element("admin:source", source)]),
        None => node,
    }
}

/// Adds the source of what just became a note.
fn note_source(part: &mut Part<'_>, name: &str, source: Option<&str>) {
    let is_note = part.nodes.last().is_some_and(|node| node.name == "note");
    if let Some(source) = source.filter(|_| is_note) {
        part.nodes.push(own_note(name, source));
    }
}

fn term_node(term: &Term, writing: &Writing<'_>) -> Node {
    let mut part = Part::new(writing, Level::Term, term.properties.iter());
    let named = |form: &Node| form.name == "term" && said(form).text == term.text;
    let form = part.forms.iter().position(named);
    let name = match form {
        Some(place) => part.forms.remove(place),
        None => Node::new("term").saying(&term.text),
    };
    for field in TermField::ALL {
        term_field(&mut part, *field, term);
    }
    part.properties(term.properties.iter());
    let mut node = Node::new("termSec");
    if let Some(id) = term.properties.iter().find(|own| own.name == TERM_ID) {
        node = node.with("id", &id.value);
    }
    node.holding([name]).holding(part.finish())
}

fn term_field(part: &mut Part<'_>, field: TermField, term: &Term) {
    let Some(value) = field.of(term) else {
        return;
    };
    let name = field.as_str();
    let mut properties = term.properties.iter();
    let is_unsaid = properties.any(|own| own.name == UNSAID && own.value == value);
    match (field, key_of_field(field), field_text(field, term)) {
        (TermField::Status, ..) if is_unsaid => {}
        (TermField::ContextSource, ..) => {}
        (TermField::Context, Some(key), _) => {
            let source = TermField::ContextSource.of(term);
            let source = source.as_deref();
            part.field(sourced(key, &value, source), name, &value);
            note_source(part, TermField::ContextSource.as_str(), source);
        }
        (_, Some(key), Some(text)) => {
            if !nearest(part, field, term) {
                let says_it = |own: &Said| says(own, field, term);
                part.field_in_form(element(key, &text), (name, &value), says_it);
            }
        }
        _ => part.nodes.push(own_note(name, &value)),
    }
}

/// Whether an element says of a field what the term says, maybe in another word.
fn says(own: &Said, field: TermField, term: &Term) -> bool {
    let mut other = Term::new(term.language.clone(), "", term.status);
    field_of(&own.key) == Some(field)
        && field.set(&mut other, &own.text).is_ok()
        && field.of(&other) == field.of(term)
}

/// Writes a value that the dialect has only something like: that, with ours in a note.
fn nearest(part: &mut Part<'_>, field: TermField, term: &Term) -> bool {
    let is_old = part.writing.dialect == Dialect::Tbx2008;
    let near = match field {
        TermField::Status if term.status == TermStatus::Forbidden => "deprecatedTerm-admn-sts",
        TermField::PartOfSpeech
            if !is_old && term.part_of_speech == Some(PartOfSpeech::ProperNoun) =>
        {
            "noun"
        }
        _ => return false,
    };
    let Some(key) = key_of_field(field) else {
        return false;
    };
    let node = element(key, near);
    if allows(part.writing.dialect, &node, Level::Term) {
        part.nodes.push(node);
    }
    let value = field.of(term).unwrap_or_default();
    part.nodes.push(own_note(field.as_str(), &value));
    true
}
