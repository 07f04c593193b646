//! Entries of the glossary as JSON.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value};

use super::{EvidenceJson, rounded};
use crate::model::{Date, RelatedEntry, Term, TermField};
use crate::report::lookup::EntryView;
use crate::suggest::Evidence;

/// A term of an entry: its text, and each of its fields that says something under its name.
#[derive(Debug, Clone, Serialize)]
pub struct TermJson {
    text: String,
    #[serde(flatten)]
    fields: Map<String, Value>,
    /// The last day on which it was right, where that is over.
    #[serde(skip_serializing_if = "Option::is_none")]
    outdated_since: Option<String>,
}

impl TermJson {
    /// The shape of a term on a day.
    pub fn new(term: &Term, day: &Date) -> Self {
        let said = TermField::ALL.iter().filter_map(|field| {
            let value = Value::String(field.of(term)?);
            Some((field.as_str().replace('-', "_"), value))
        });
        Self {
            text: term.text.clone(),
            fields: said.collect(),
            outdated_since: term.outdated_since(day).map(ToString::to_string),
        }
    }
}

/// How an entry stands to another.
#[derive(Debug, Serialize)]
struct RelationJson {
    #[serde(rename = "type")]
    kind: &'static str,
    concept: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<String>,
    /// The preferred terms of the other entry.
    names: BTreeMap<String, String>,
}

impl RelationJson {
    fn new(related: &RelatedEntry) -> Self {
        let relation = &related.relation;
        let mut names = BTreeMap::new();
        for term in related.entry.iter().flat_map(|entry| &entry.terms) {
            let preferred = related
                .entry
                .as_ref()
                .and_then(|entry| entry.preferred(&term.language));
            if let Some(preferred) = preferred {
                names.insert(term.language.to_string(), preferred.text.clone());
            }
        }
        Self {
            kind: relation.kind.as_str(),
            concept: relation.target.to_string(),
            from: relation.from.as_ref().map(ToString::to_string),
            until: relation.until.as_ref().map(ToString::to_string),
            names,
        }
    }
}

/// A definition in one language.
#[derive(Debug, Serialize)]
struct DefinitionJson {
    language: String,
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<String>,
}

/// Something to be looked at elsewhere.
#[derive(Debug, Serialize)]
struct LinkJson {
    #[serde(rename = "type")]
    kind: &'static str,
    target: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<String>,
}

/// `lookup --json`: one entry.
#[derive(Debug, Serialize)]
pub struct EntryJson<'e> {
    concept: Option<String>,
    by: &'static str,
    similarity: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    term: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    definition: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    definitions: Vec<DefinitionJson>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    links: Vec<LinkJson>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    relations: Vec<RelationJson>,
    terms: BTreeMap<String, Vec<TermJson>>,
    evidence: Vec<EvidenceJson<'e>>,
}

impl<'e> EntryJson<'e> {
    /// The shape of an entry that answers a query, in some languages or in all.
    pub fn new(view: &EntryView<'_>, evidence: &'e [Evidence]) -> Self {
        let (found, languages) = (view.found, view.languages);
        let entry = &found.entry;
        let mut terms: BTreeMap<String, Vec<TermJson>> = BTreeMap::new();
        for term in &entry.terms {
            let wanted = languages.is_empty()
                || languages.iter().any(|tag| term.language.goes_with(tag))
                || term.language == entry.terms[found.term].language;
            if wanted {
                terms
                    .entry(term.language.to_string())
                    .or_default()
                    .push(TermJson::new(term, view.day));
            }
        }
        Self {
            concept: Some(entry.id.to_string()),
            by: found.by.as_str(),
            similarity: rounded(found.similarity),
            reason: found.reason.clone(),
            term: entry.terms[found.term].text.clone(),
            subject: entry.subject.clone(),
            definition: entry.definition.clone(),
            note: entry.note.clone(),
            source: entry.source.clone(),
            location: Some(entry.location.to_string()),
            definitions: entry
                .definitions
                .iter()
                .map(|own| DefinitionJson {
                    language: own.language.to_string(),
                    text: own.text.clone(),
                    source: own.source.clone(),
                })
                .collect(),
            links: entry
                .links
                .iter()
                .map(|own| LinkJson {
                    kind: own.kind.as_str(),
                    target: own.target.clone(),
                    label: own.label.clone(),
                })
                .collect(),
            relations: view.relations.iter().map(RelationJson::new).collect(),
            terms,
            evidence: evidence.iter().map(EvidenceJson::new).collect(),
        }
    }

    /// The shape of words that only the memory knows.
    pub fn of_memory(term: &str, evidence: &'e [Evidence]) -> Self {
        Self {
            concept: None,
            by: "memory",
            similarity: 1.0,
            reason: None,
            term: term.to_owned(),
            subject: None,
            definition: None,
            note: None,
            source: None,
            location: None,
            definitions: Vec::new(),
            links: Vec::new(),
            relations: Vec::new(),
            terms: BTreeMap::new(),
            evidence: evidence.iter().map(EvidenceJson::new).collect(),
        }
    }
}
