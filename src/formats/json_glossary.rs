//! Glossaries in JSON: a list of entries, or one on each line.
//!
//! An entry has the shape of `tarjuman lookup --json`, or is only an object of languages with
//! their terms (`{"en":"Iran","fa":["ایران"]}`), or a unit of a memory as Weblate writes it
//! (`source_language`, `source`, `target_language`, `target`). `docs/formats.md` has examples.

use std::io::{BufRead, Write};

use serde::de::{DeserializeSeed, Deserializer as _, Error as _, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::glossary_table::{Ids, add_term, entry_column, is_wanted, nfc, set};
use super::lines::{Counting, LineCount};
use super::{Export, Format, Holds, ReadError, ReadOptions, Sink, SinkError};
use crate::lang::LanguageTag;
use crate::model::{
    ConceptEntry, Definition, Diagnostic, Link, Location, Property, Relation, Severity, Term,
    TermField, TermStatus,
};

/// Glossaries in JSON.
pub(super) struct JsonGlossary;

impl Format for JsonGlossary {
    fn name(&self) -> &'static str {
        "json-glossary"
    }

    fn about(&self) -> &'static str {
        "glossary in JSON: a list of entries, or one on each line"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["json", "jsonl", "ndjson"]
    }

    fn holds(&self) -> Holds {
        Holds::Glossary
    }

    fn recognises(&self, beginning: &str, _: &ReadOptions) -> bool {
        let mut characters = beginning
            .chars()
            .filter(|character| !character.is_whitespace());
        match characters.next() {
            Some('{') => characters.next() == Some('"'),
            Some('[') => characters.next() == Some('{'),
            _ => false,
        }
    }

    fn read(
        &self,
        text: &mut dyn BufRead,
        path: &str,
        _: &ReadOptions,
        sink: &mut dyn Sink,
    ) -> Result<(), ReadError> {
        let is_list = text
            .fill_buf()
            .is_ok_and(|start| start.trim_ascii_start().starts_with(b"["));
        let (counting, line) = Counting::new(text);
        let mut reader = Reader {
            path,
            line,
            sink,
            ids: Ids::default(),
            failure: None,
        };
        let mut json = serde_json::Deserializer::from_reader(counting);
        let read = match is_list {
            true => json
                .deserialize_seq(List(&mut reader))
                .and_then(|()| json.end()),
            false => json
                .into_iter::<Value>()
                .try_for_each(|value| reader.take(value?).map_err(|()| stop())),
        };
        match (reader.failure.take(), read) {
            (Some(failure), _) => Err(failure),
            (None, Ok(())) => Ok(()),
            (None, Err(error)) => Err(refused(path, &error)),
        }
    }

    fn write(&self, export: Export<'_>, output: &mut dyn Write) -> Result<(), SinkError> {
        for entry in export.concepts {
            serde_json::to_writer(&mut *output, &entry_value(entry, &export))?;
            writeln!(output)?;
        }
        Ok(())
    }
}

/// What stops serde when the reader has failed; never told.
fn stop() -> serde_json::Error {
    serde_json::Error::custom("stopped")
}

fn refused(path: &str, error: &serde_json::Error) -> ReadError {
    let place = format!(" at line {} column {}", error.line(), error.column());
    let message = error.to_string().replace(&place, "");
    let mut location = Location::file(path);
    if error.line() > 0 {
        location.line = u32::try_from(error.line()).ok();
        location.column = u32::try_from(error.column())
            .ok()
            .filter(|column| *column > 0);
    }
    let message = format!("the JSON is broken: {message}");
    Diagnostic::new(Severity::Error, location, message).into()
}

/// Takes the entries of a list one after the other.
struct List<'l, 'r>(&'l mut Reader<'r>);

impl<'de> Visitor<'de> for List<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a list of entries")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while list.next_element_seed(Taking(self.0))?.is_some() {}
        Ok(())
    }
}

struct Taking<'l, 'r>(&'l mut Reader<'r>);

impl<'de> DeserializeSeed<'de> for Taking<'_, '_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, value: D) -> Result<(), D::Error> {
        let value = serde::Deserialize::deserialize(value)?;
        self.0.take(value).map_err(|()| D::Error::custom("stopped"))
    }
}

struct Reader<'r> {
    path: &'r str,
    line: LineCount,
    sink: &'r mut dyn Sink,
    ids: Ids,
    failure: Option<ReadError>,
}

impl Reader<'_> {
    /// Takes an entry; `Err` after a failure, which is kept.
    fn take(&mut self, value: Value) -> Result<(), ()> {
        let line = self.line.line();
        let done = self
            .entry(&value, line)
            .map_err(|what| {
                let message = format!("the entry that ends here is none: {what}");
                Diagnostic::new(Severity::Error, Location::line(self.path, line), message).into()
            })
            .and_then(|entry| self.sink.concept(entry).map_err(ReadError::Sink));
        done.map_err(|failure| self.failure = Some(failure))
    }

    fn entry(&mut self, value: &Value, line: u32) -> Result<ConceptEntry, String> {
        let object = value.as_object().ok_or("it is no object")?;
        let location = Location::line(self.path, line);
        let mut entry = ConceptEntry::new("", location.clone());
        for (language, value) in terms(object)? {
            let mut terms = terms_of(&language, value)?;
            terms.iter_mut().for_each(|term| term.line = line);
            for term in terms {
                let double = add_term(&mut entry, term, location.clone());
                double
                    .into_iter()
                    .for_each(|said| self.sink.diagnostic(said));
            }
        }
        describe(&mut entry, object)?;
        let first = entry.terms.first().ok_or("it has no terms")?;
        let named = ["concept", "id"]
            .iter()
            .find_map(|key| object.get(*key)?.as_str());
        entry.id.0 = match named {
            Some(id) => match self.ids.take(id, line) {
                Ok(()) => id.to_owned(),
                Err(first) => return Err(format!("the id {id} is there already, in line {first}")),
            },
            None => self.ids.make(&first.text, line),
        };
        Ok(entry)
    }
}

/// The terms of an entry by language, whatever its shape.
fn terms(object: &Map<String, Value>) -> Result<Vec<(String, &Value)>, String> {
    if let Some(terms) = object.get("terms") {
        let terms = terms
            .as_object()
            .ok_or("`terms` is no object of languages")?;
        return Ok(terms
            .iter()
            .map(|(language, value)| (language.clone(), value))
            .collect());
    }
    if object.contains_key("source_language") {
        let text = |key: &str| {
            let value = object.get(key).ok_or(format!("`{key}` is missing"))?;
            value.as_str().ok_or(format!("`{key}` is no text"))
        };
        let pair = [("source_language", "source"), ("target_language", "target")];
        return pair
            .into_iter()
            .map(|(language, key)| {
                text(key)?;
                Ok((text(language)?.to_owned(), &object[key]))
            })
            .collect();
    }
    let is_language = |key: &String| entry_column(key).is_none() && LanguageTag::parse(key).is_ok();
    let languages = object.iter().filter(|(key, _)| is_language(key));
    Ok(languages
        .map(|(language, value)| (language.clone(), value))
        .collect())
}

fn terms_of(language: &str, value: &Value) -> Result<Vec<Term>, String> {
    let language = LanguageTag::parse(language).map_err(|error| error.to_string())?;
    let single = std::slice::from_ref(value);
    let values = value.as_array().map_or(single, Vec::as_slice);
    let mut terms = Vec::new();
    for value in values {
        let status = match terms.is_empty() {
            true => TermStatus::Preferred,
            false => TermStatus::Admitted,
        };
        terms.push(term_of(language.clone(), value, status)?);
    }
    Ok(terms)
}

fn term_of(language: LanguageTag, value: &Value, status: TermStatus) -> Result<Term, String> {
    let text = value.as_str().or_else(|| value.get("text")?.as_str());
    let text = text
        .map(|text| nfc(text.trim()))
        .filter(|text| !text.is_empty());
    let text = text.ok_or_else(|| format!("a term in {language} has no text"))?;
    let mut term = Term::new(language, text, status);
    let Some(object) = value.as_object() else {
        return Ok(term);
    };
    for field in TermField::ALL {
        if let Some(value) = object.get(&key_of(*field)) {
            let value = value
                .as_str()
                .ok_or(format!("`{}` is no text", key_of(*field)))?;
            field.set(&mut term, value)?;
        }
    }
    term.properties = properties(object.get("properties"))?;
    Ok(term)
}

/// The name of a field in JSON.
fn key_of(field: TermField) -> String {
    field.as_str().replace('-', "_")
}

fn describe(entry: &mut ConceptEntry, object: &Map<String, Value>) -> Result<(), String> {
    for key in ["subject", "definition", "note"] {
        if let (Some(value), Some(column)) = (
            object.get(key).filter(|value| !value.is_null()),
            entry_column(key),
        ) {
            set(
                entry,
                &column,
                value.as_str().ok_or(format!("`{key}` is no text"))?,
            )?;
        }
    }
    let is_pair = object.contains_key("source_language");
    if let Some(source) = object.get("source").filter(|_| !is_pair) {
        entry.source = source.as_str().map(nfc);
    }
    let list = |key: &str| {
        object
            .get(key)
            .and_then(Value::as_array)
            .map_or(&[][..], Vec::as_slice)
    };
    let text = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
    for value in list("definitions") {
        let language = text(value, "language").ok_or("a definition names no language")?;
        entry.definitions.push(Definition {
            language: LanguageTag::parse(&language).map_err(|error| error.to_string())?,
            text: text(value, "text").unwrap_or_default(),
            source: text(value, "source"),
        });
    }
    for value in list("links") {
        let kind = text(value, "type").unwrap_or_default();
        entry.links.push(Link {
            kind: kind
                .parse()
                .map_err(|error: crate::model::UnknownName| error.to_string())?,
            target: text(value, "target").ok_or("a link has no target")?,
            label: text(value, "label"),
        });
    }
    for value in list("relations") {
        entry.relations.push(relation(value)?);
    }
    entry.properties = properties(object.get("properties"))?;
    Ok(())
}

fn relation(value: &Value) -> Result<Relation, String> {
    let text = |key: &str| value.get(key).and_then(Value::as_str);
    let kind = text("type").ok_or("a relation has no type")?;
    let date = |key: &str| {
        let date = text(key).map(str::parse::<crate::model::Date>);
        date.transpose().map_err(|error| error.to_string())
    };
    Ok(Relation {
        kind: kind
            .parse()
            .map_err(|error: crate::model::UnknownName| error.to_string())?,
        target: crate::model::ConceptId(
            text("concept")
                .ok_or("a relation names no concept")?
                .to_owned(),
        ),
        from: date("from")?,
        until: date("until")?,
    })
}

fn properties(value: Option<&Value>) -> Result<Vec<Property>, String> {
    let list = value
        .and_then(Value::as_array)
        .map_or(&[][..], Vec::as_slice);
    list.iter()
        .map(|value| {
            let text = |key: &str| value.get(key).and_then(Value::as_str);
            let language = text("language").map(LanguageTag::parse).transpose();
            Ok(Property {
                name: text("name").ok_or("a property has no name")?.to_owned(),
                language: language.map_err(|error| error.to_string())?,
                value: text("value").unwrap_or("").to_owned(),
            })
        })
        .collect()
}

/// An object of what is there.
fn object<const N: usize>(fields: [(&str, Option<String>); N]) -> Map<String, Value> {
    let fields = fields.into_iter();
    let said = fields.filter_map(|(key, value)| Some((key.to_owned(), Value::String(value?))));
    said.collect()
}

fn entry_value(entry: &ConceptEntry, export: &Export<'_>) -> Value {
    let mut value = object([
        ("concept", Some(entry.id.0.clone())),
        ("subject", entry.subject.clone()),
        ("definition", entry.definition.clone()),
        ("note", entry.note.clone()),
        ("source", entry.source.clone()),
    ]);
    let mut list = |key: &str, items: Vec<Value>| {
        if !items.is_empty() {
            value.insert(key.to_owned(), Value::Array(items));
        }
    };
    let definitions = entry.definitions.iter().map(|own| {
        Value::Object(object([
            ("language", Some(own.language.to_string())),
            ("text", Some(own.text.clone())),
            ("source", own.source.clone()),
        ]))
    });
    list("definitions", definitions.collect());
    let links = entry.links.iter().map(|own| {
        Value::Object(object([
            ("type", Some(own.kind.to_string())),
            ("target", Some(own.target.clone())),
            ("label", own.label.clone()),
        ]))
    });
    list("links", links.collect());
    let relations = entry.relations.iter().map(|own| {
        let date = |date: &Option<crate::model::Date>| date.as_ref().map(ToString::to_string);
        Value::Object(object([
            ("type", Some(own.kind.to_string())),
            ("concept", Some(own.target.0.clone())),
            ("from", date(&own.from)),
            ("until", date(&own.until)),
        ]))
    });
    list("relations", relations.collect());
    list(
        "properties",
        entry.properties.iter().map(property_value).collect(),
    );
    let mut terms = Map::new();
    for term in entry.terms.iter().filter(|term| is_wanted(term, export)) {
        let language = terms
            .entry(term.language.as_str())
            .or_insert(Value::Array(Vec::new()));
        if let Value::Array(own) = language {
            own.push(term_value(term));
        }
    }
    value.insert("terms".to_owned(), Value::Object(terms));
    Value::Object(value)
}

fn property_value(own: &Property) -> Value {
    Value::Object(object([
        ("name", Some(own.name.clone())),
        ("language", own.language.as_ref().map(ToString::to_string)),
        ("value", Some(own.value.clone())),
    ]))
}

fn term_value(term: &Term) -> Value {
    let mut value = object([("text", Some(term.text.clone()))]);
    for field in TermField::ALL {
        if let Some(said) = field.of(term) {
            value.insert(key_of(*field), Value::String(said));
        }
    }
    if !term.properties.is_empty() {
        let own = term.properties.iter().map(property_value).collect();
        value.insert("properties".to_owned(), Value::Array(own));
    }
    Value::Object(value)
}
