//! JSON Lines: an object per unit, with a text for each language.

use std::io::{BufRead, Write};

use serde_json::{Map, Value};

use super::super::{Export, Format, Holds, ReadError, ReadOptions, Sink, SinkError};
use super::columns::is_sentence;
use super::{document, next_line, unit};
use crate::lang::LanguageTag;
use crate::model::{Diagnostic, Location, Severity};

/// `{"en": "…", "fa": "…"}`, or the same under `translation`, as collections of data sets have it.
pub(crate) struct Objects;

impl Format for Objects {
    fn name(&self) -> &'static str {
        "jsonl"
    }

    fn about(&self) -> &'static str {
        "corpus: JSON Lines, a text for each language"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["jsonl", "ndjson"]
    }

    fn holds(&self) -> Holds {
        Holds::Corpus
    }

    /// Lines of which most hold sentences in two languages: a glossary has terms there.
    fn recognises(&self, beginning: &str, _: &ReadOptions) -> bool {
        if !beginning.trim_start().starts_with('{') {
            return false;
        }
        let lines = beginning.lines().filter(|line| !line.trim().is_empty());
        let (mut all, mut sentences) = (0, 0);
        for line in lines.take(100) {
            // The last line of a beginning may be cut off.
            let Ok(object) = serde_json::from_str::<Value>(line) else {
                continue;
            };
            let own = texts(&object);
            let own = own.iter().filter(|(_, text)| is_sentence(text));
            all += 1;
            sentences += usize::from(own.count() >= 2);
        }
        sentences > 0 && sentences * 2 >= all
    }

    fn read(
        &self,
        text: &mut dyn BufRead,
        path: &str,
        _: &ReadOptions,
        sink: &mut dyn Sink,
    ) -> Result<(), ReadError> {
        let document = document(path, sink)?;
        let (mut line, mut position) = (0_u32, 0);
        loop {
            line = line.saturating_add(1);
            let Some(row) = next_line(text, path, line)? else {
                return Ok(());
            };
            if row.trim().is_empty() {
                continue;
            }
            let object: Value = serde_json::from_str(&row).map_err(|error| {
                let location = Location::line(path, line);
                Diagnostic::new(
                    Severity::Error,
                    location,
                    format!("the line is no JSON: {error}"),
                )
            })?;
            let unit = unit(&document, position, line, &texts(&object));
            sink.unit(unit).map_err(ReadError::Sink)?;
            position += 1;
        }
    }

    fn write(&self, export: Export<'_>, output: &mut dyn Write) -> Result<(), SinkError> {
        for unit in export.units {
            let unit = unit?;
            let is_wanted = |tag: &LanguageTag| {
                let mut languages = export.languages.iter();
                export.languages.is_empty() || languages.any(|wanted| tag.goes_with(wanted))
            };
            let variants = unit
                .variants
                .iter()
                .filter(|variant| is_wanted(&variant.language));
            let texts: Map<String, Value> = variants
                .map(|own| {
                    (
                        own.language.to_string(),
                        Value::from(own.segment.text.as_str()),
                    )
                })
                .collect();
            if texts.len() >= 2 {
                writeln!(output, "{}", Value::Object(texts))?;
            }
        }
        Ok(())
    }
}

/// The texts of an object by language.
fn texts(object: &Value) -> Vec<(LanguageTag, &str)> {
    let Some(own) = object.as_object() else {
        return Vec::new();
    };
    let inner = own.get("translation").and_then(Value::as_object);
    let mut texts: Vec<(LanguageTag, &str)> = Vec::new();
    for (name, value) in inner.unwrap_or(own) {
        // A word of three letters, such as "url", would pass for a language.
        let is_code = name.len() == 2 || name.contains(['-', '_']) || inner.is_some();
        if let (true, Ok(language), Some(text)) =
            (is_code, LanguageTag::parse(name), value.as_str())
            && texts.iter().all(|(other, _)| *other != language)
        {
            texts.push((language, text));
        }
    }
    texts
}
