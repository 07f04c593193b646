//! From an entry of TBX to a concept entry.
//!
//! What a field of ours says as the file says it is only in the field. Anything else is kept in
//! properties, so that it comes back when the entry is written: a plain element under its name
//! (`termNote:geographicalUsage`), another one as XML (`tbx`), and the form of an element that
//! is in a field, but has more to it, as XML beside the field (`tbx:form`).

use super::glossary_table::{Ids, add_term, entry_column, nfc, set};
use super::tbx_write::{field_text, key_of_field};
use super::xml_tree::Node;
use super::{ReadError, Sink};
use crate::lang::LanguageTag;
use crate::model::{
    ConceptEntry, ConceptId, Definition, Diagnostic, Link, LinkKind, Location, Property, Relation,
    RelationKind, Severity, Term, TermField, TermStatus,
};

/// XML of an element that no field holds.
pub(super) const EXTRA: &str = "tbx";
/// XML of an element that a field holds in part.
pub(super) const FORM: &str = "tbx:form";
/// The attribute `id` of a term's part of the entry.
pub(super) const TERM_ID: &str = "tbx:id";
/// The status that was assumed where the file names none.
pub(super) const UNSAID: &str = "tbx:unsaid";

/// What an element or a group says.
#[derive(Debug)]
pub(super) struct Said {
    /// Its name with its type: `descrip:definition`.
    pub(super) key: String,
    pub(super) text: String,
    /// Where it is from, as a group says.
    pub(super) source: Option<String>,
    /// What it points to.
    pub(super) target: Option<String>,
    /// Whether it is only what is said here.
    pub(super) is_plain: bool,
}

/// What an element says; of a group, its first element with its source.
pub(super) fn said(node: &Node) -> Said {
    if node.name == "descripGrp" || node.name == "termNoteGrp" || node.name == "adminGrp" {
        let mut parts = node.nodes();
        if let Some(first) = parts.next() {
            let mut whole = said(first);
            let rest: Vec<&Node> = parts.collect();
            let source = |node: &&&Node| key(node) == "admin:source";
            whole.source = rest.iter().find(source).map(|node| nfc(&node.text()));
            let is_source = rest.len() == 1 && whole.source.is_some() && is_plain(rest[0]);
            whole.is_plain &= is_source && node.attributes.is_empty();
            return whole;
        }
    }
    Said {
        key: key(node),
        text: nfc(&node.text()),
        source: None,
        target: node.attribute("target").map(str::to_owned),
        is_plain: is_plain(node),
    }
}

fn key(node: &Node) -> String {
    match node.attribute("type") {
        Some(kind) => format!("{}:{kind}", node.name),
        None => node.name.clone(),
    }
}

fn is_plain(node: &Node) -> bool {
    let points = matches!(node.name.as_str(), "ref" | "xref");
    let is_known = |name: &str| name == "type" || (points && name == "target");
    node.nodes().next().is_none() && node.attributes.iter().all(|(name, _)| is_known(name))
}

/// Reads an entry whose elements have the names of TBX v3 in the style DCA.
pub(super) fn entry_of(
    node: &Node,
    ids: &mut Ids,
    path: &str,
    sink: &mut dyn Sink,
) -> Result<Option<ConceptEntry>, ReadError> {
    let location = Location::line(path, node.line);
    let mut entry = ConceptEntry::new("", location.clone());
    for part in node.nodes() {
        match part.name.as_str() {
            "langSec" => language_section(&mut entry, part, path, sink)?,
            _ => concept_part(&mut entry, part),
        }
    }
    if entry.terms.is_empty() {
        let message = "an entry without terms was skipped";
        sink.diagnostic(Diagnostic::new(Severity::Warning, location, message));
        return Ok(None);
    }
    match node.attribute("id") {
        Some(id) => {
            id.clone_into(&mut entry.id.0);
            if let Err(line) = ids.take(id, node.line) {
                let message = format!("the id {id} is there already, in line {line}");
                return Err(Diagnostic::new(Severity::Error, location, message).into());
            }
        }
        None => entry.id.0 = ids.make(&entry.terms[0].text, node.line),
    }
    settle_statuses(&mut entry);
    Ok(Some(entry))
}

/// Gives a status to the terms that name none: the first of a language that prefers none is
/// preferred, the others are admitted.
fn settle_statuses(entry: &mut ConceptEntry) {
    let is_unsaid = |term: &Term| term.properties.iter().any(|own| own.name == UNSAID);
    let mut settled: Vec<LanguageTag> = Vec::new();
    let said = entry.terms.iter().filter(|term| !is_unsaid(term));
    let preferred = said.filter(|term| term.status == TermStatus::Preferred);
    settled.extend(preferred.map(|term| term.language.clone()));
    for term in &mut entry.terms {
        if !is_unsaid(term) {
            continue;
        }
        if !settled.contains(&term.language) {
            settled.push(term.language.clone());
            term.status = TermStatus::Preferred;
        }
        let status = term.status.to_string();
        if let Some(own) = term.properties.iter_mut().find(|own| own.name == UNSAID) {
            own.value = status;
        }
    }
}

fn property(name: &str, language: Option<&LanguageTag>, value: String) -> Property {
    Property {
        name: name.to_owned(),
        language: language.cloned(),
        value,
    }
}

/// Keeps an element that no field holds.
fn keep(properties: &mut Vec<Property>, language: Option<&LanguageTag>, node: &Node, said: &Said) {
    let is_simple = said.is_plain && said.target.is_none() && said.source.is_none();
    let kept = match is_simple {
        true => property(&said.key, language, said.text.clone()),
        false => property(EXTRA, language, node.to_xml()),
    };
    properties.push(kept);
}

fn concept_part(entry: &mut ConceptEntry, node: &Node) {
    let said = said(node);
    if let Some((name, value)) = own_note(&said) {
        match entry_column(name) {
            Some(known) if set(entry, &known, value).is_ok() => {}
            _ => entry
                .properties
                .push(property(name, None, value.to_owned())),
        }
        return;
    }
    let taken = match said.key.as_str() {
        "descrip:subjectField" => fill(&mut entry.subject, &said.text),
        "descrip:definition" => fill(&mut entry.definition, &said.text),
        "admin:source" => fill(&mut entry.source, &said.text),
        "note" => fill(&mut entry.note, &said.text),
        "xref:xGraphic" => link(entry, LinkKind::Image, &said),
        "xref:externalCrossReference" => link(entry, LinkKind::Page, &said),
        "ref:crossReference" => related(entry, &said),
        _ => false,
    };
    let is_whole = said.is_plain && said.source.is_none() && said.key != "ref:crossReference";
    match (taken, is_whole) {
        (true, true) => {}
        (true, false) => entry.properties.push(property(FORM, None, node.to_xml())),
        (false, _) => keep(&mut entry.properties, None, node, &said),
    }
}

/// A note in which Tarjuman wrote what the dialect cannot say: `x-until: 2018-04-18`.
fn own_note(said: &Said) -> Option<(&str, &str)> {
    let text = said
        .text
        .strip_prefix("x-")
        .filter(|_| said.key == "note" && said.is_plain)?;
    let (name, value) = text.split_once(": ")?;
    let is_name =
        |character: char| character.is_alphanumeric() || matches!(character, '-' | ':' | '_');
    name.chars().all(is_name).then_some((name, value))
}

fn fill(field: &mut Option<String>, text: &str) -> bool {
    let is_free = field.is_none() && !text.is_empty();
    if is_free {
        *field = Some(text.to_owned());
    }
    is_free
}

fn link(entry: &mut ConceptEntry, kind: LinkKind, said: &Said) -> bool {
    let Some(target) = &said.target else {
        return false;
    };
    entry.links.push(Link {
        kind,
        target: target.clone(),
        label: Some(said.text.clone()).filter(|label| !label.is_empty()),
    });
    true
}

fn related(entry: &mut ConceptEntry, said: &Said) -> bool {
    let Some(target) = &said.target else {
        return false;
    };
    entry.relations.push(Relation {
        kind: RelationKind::Related,
        target: ConceptId(target.clone()),
        from: None,
        until: None,
    });
    true
}

fn language_section(
    entry: &mut ConceptEntry,
    section: &Node,
    path: &str,
    sink: &mut dyn Sink,
) -> Result<(), ReadError> {
    let refuse = |message: String| {
        let location = Location::line(path, section.line);
        ReadError::from(Diagnostic::new(Severity::Error, location, message))
    };
    let found = section
        .attribute("xml:lang")
        .ok_or_else(|| refuse("a part of the entry names no language".to_owned()))?;
    let language = LanguageTag::parse(found).map_err(|error| refuse(error.to_string()))?;
    for part in section.nodes() {
        match part.name.as_str() {
            "termSec" => {
                let term = term_of(&language, part, path)?;
                let location = Location::line(path, part.line);
                let double = add_term(entry, term, location);
                double.into_iter().for_each(|said| sink.diagnostic(said));
            }
            _ => language_part(entry, &language, part),
        }
    }
    Ok(())
}

fn language_part(entry: &mut ConceptEntry, language: &LanguageTag, node: &Node) {
    let said = said(node);
    if let Some((name, value)) = own_note(&said) {
        let column = entry_column(&format!("{language}:{}", name.replace('-', "_")));
        match column {
            Some(known) if set(entry, &known, value).is_ok() => {}
            _ => entry
                .properties
                .push(property(name, Some(language), value.to_owned())),
        }
        return;
    }
    let is_free = entry
        .definitions
        .iter()
        .all(|own| own.language != *language);
    if said.key == "descrip:definition" && is_free && !said.text.is_empty() {
        if !said.is_plain {
            entry
                .properties
                .push(property(FORM, Some(language), node.to_xml()));
        }
        entry.definitions.push(Definition {
            language: language.clone(),
            text: said.text,
            source: said.source,
        });
        return;
    }
    keep(&mut entry.properties, Some(language), node, &said);
}

fn term_of(language: &LanguageTag, section: &Node, path: &str) -> Result<Term, ReadError> {
    let refuse = |line: u32, message: String| {
        ReadError::from(Diagnostic::new(
            Severity::Error,
            Location::line(path, line),
            message,
        ))
    };
    let mut own = section.nodes().filter(|node| node.name == "term");
    let named = match (own.next(), own.next()) {
        (Some(only), None) => only,
        (None, _) => {
            return Err(refuse(
                section.line,
                "a part of the entry has no <term>".to_owned(),
            ));
        }
        (Some(_), Some(second)) => {
            return Err(refuse(
                second.line,
                "a second <term> stands where one can be".to_owned(),
            ));
        }
    };
    let text = nfc(&named.text());
    if text.is_empty() {
        return Err(refuse(named.line, "the <term> is empty".to_owned()));
    }
    let mut term = Term::new(language.clone(), text, TermStatus::Admitted);
    term.line = named.line;
    term.properties.push(property(UNSAID, None, String::new()));
    if !is_plain(named) {
        term.properties.push(property(FORM, None, named.to_xml()));
    }
    if let Some(id) = section.attribute("id") {
        term.properties.push(property(TERM_ID, None, id.to_owned()));
    }
    for part in section.nodes().filter(|node| node.name != "term") {
        term_part(&mut term, part).map_err(|what| refuse(part.line, what))?;
    }
    Ok(term)
}

fn term_part(term: &mut Term, node: &Node) -> Result<(), String> {
    let said = said(node);
    if let Some((name, value)) = own_note(&said) {
        match name.parse::<TermField>() {
            Ok(field) => {
                field.set(term, value)?;
                if field == TermField::Status {
                    term.properties.retain(|own| own.name != UNSAID);
                }
            }
            Err(_) => term.properties.push(property(name, None, value.to_owned())),
        }
        return Ok(());
    }
    let Some(field) = field_of(&said.key) else {
        keep(&mut term.properties, None, node, &said);
        return Ok(());
    };
    let is_unsaid = term.properties.iter().any(|own| own.name == UNSAID);
    let is_free = match field {
        TermField::Status => is_unsaid,
        field => field.of(term).is_none(),
    };
    let is_taken = is_free && !said.text.is_empty();
    // A value that our fields do not know is kept as it is, but for a status, which decides
    // whether a term may be used.
    let is_set = match is_taken {
        false => false,
        true => match field.set(term, &said.text) {
            Ok(()) => true,
            Err(what) if field == TermField::Status => return Err(what),
            Err(_) => false,
        },
    };
    if !is_set {
        keep(&mut term.properties, None, node, &said);
        return Ok(());
    }
    if field == TermField::Status {
        term.properties.retain(|own| own.name != UNSAID);
    }
    if field == TermField::Context {
        term.change_details(|own| own.context_source.clone_from(&said.source));
    }
    let is_own_form = key_of_field(field) == Some(said.key.as_str())
        && field_text(field, term).is_some_and(|text| text == said.text)
        && (said.source.is_none() || field == TermField::Context);
    if !said.is_plain || !is_own_form {
        term.properties.push(property(FORM, None, node.to_xml()));
    }
    Ok(())
}

/// The field of a term that a data category is about.
pub(super) fn field_of(key: &str) -> Option<TermField> {
    match key {
        "termNote:usageStatus" | "termNote:normativeAuthorization" => Some(TermField::Status),
        _ => TermField::ALL
            .iter()
            .copied()
            .find(|field| key_of_field(*field) == Some(key)),
    }
}
