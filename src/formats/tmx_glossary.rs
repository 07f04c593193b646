//! TMX as a glossary: each unit an entry, each variant a term.
//!
//! Nothing in a file tells a glossary in TMX from a memory, so the user says `--format
//! tmx-glossary`.

use std::io::{BufRead, Write};

use super::glossary_table::{Ids, add_term};
use super::tmx::Tmx;
use super::{Export, Format, Holds, ReadError, ReadOptions, Sink, SinkError};
use crate::model::{
    CODE, ConceptEntry, Diagnostic, Document, Location, Note, Origin, Property, Term, TermStatus,
    Unit, UnitStatus, Variant,
};

/// Glossaries in TMX.
pub(super) struct TmxGlossary;

impl Format for TmxGlossary {
    fn name(&self) -> &'static str {
        "tmx-glossary"
    }

    fn about(&self) -> &'static str {
        "TMX whose units are terms"
    }

    fn endings(&self) -> &'static [&'static str] {
        &[]
    }

    fn holds(&self) -> Holds {
        Holds::Glossary
    }

    fn recognises(&self, _: &str, _: &ReadOptions) -> bool {
        false
    }

    fn read(
        &self,
        text: &mut dyn BufRead,
        path: &str,
        options: &ReadOptions,
        sink: &mut dyn Sink,
    ) -> Result<(), ReadError> {
        let mut entries = Entries {
            sink,
            path,
            ids: Ids::default(),
        };
        Tmx.read(text, path, options, &mut entries)
    }

    fn write(&self, export: Export<'_>, output: &mut dyn Write) -> Result<(), SinkError> {
        let mut units = export.concepts.iter().map(|entry| Ok(unit_of(entry)));
        let export = Export {
            units: &mut units,
            ..export
        };
        Tmx.write(export, output)
    }
}

/// Makes entries of units.
struct Entries<'e> {
    sink: &'e mut dyn Sink,
    path: &'e str,
    ids: Ids,
}

impl Sink for Entries<'_> {
    fn unit(&mut self, unit: Unit) -> Result<(), SinkError> {
        let line = unit.origin.line;
        let location = Location::line(self.path, line);
        let mut entry = ConceptEntry::new("", location.clone());
        for variant in &unit.variants {
            let text = variant.segment.text.replace(CODE, "");
            let mut term = Term::new(variant.language.clone(), text.trim(), TermStatus::Preferred);
            term.line = line;
            term.note = variant.notes.first().map(|note| note.text.clone());
            if !term.text.is_empty() {
                add_term(&mut entry, term, location.clone());
            }
        }
        let Some(first) = entry.terms.first() else {
            return Ok(());
        };
        let named = unit.name.filter(|name| self.ids.take(name, line).is_ok());
        entry.id.0 = named.unwrap_or_else(|| self.ids.make(&first.text, line));
        entry.subject = unit.subject;
        entry.note = unit.notes.first().map(|note| note.text.clone());
        entry.properties = unit
            .properties
            .into_iter()
            .filter(is_no_attribute)
            .collect();
        self.sink.concept(entry)
    }

    fn concept(&mut self, entry: ConceptEntry) -> Result<(), SinkError> {
        self.sink.concept(entry)
    }

    fn document(&mut self, _: Document) -> Result<(), SinkError> {
        Ok(())
    }

    fn diagnostic(&mut self, diagnostic: Diagnostic) {
        self.sink.diagnostic(diagnostic);
    }
}

/// Attributes are of the unit, not of the concept.
fn is_no_attribute(property: &Property) -> bool {
    !property.name.starts_with('@')
}

fn unit_of(entry: &ConceptEntry) -> Unit {
    let mut variants: Vec<Variant> = Vec::new();
    for term in &entry.terms {
        let is_there = variants.iter().any(|own| own.language == term.language);
        let main = entry.preferred(&term.language);
        if let Some(main) = main.filter(|_| !is_there) {
            let mut variant = Variant::plain(term.language.clone(), main.text.as_str());
            variant.notes.extend(main.note.clone().map(|text| Note {
                language: None,
                text,
            }));
            variants.push(variant);
        }
    }
    Unit {
        name: Some(entry.id.0.clone()),
        variants,
        origin: Origin::default(),
        status: UnitStatus::Approved,
        subject: entry.subject.clone(),
        notes: entry
            .note
            .clone()
            .into_iter()
            .map(|text| Note {
                language: None,
                text,
            })
            .collect(),
        ..Unit::default()
    }
}
