//! UTX 1.11, the simple glossary format of AAMT: tab-separated, with its languages and its
//! columns in lines that start with `#`.
//!
//! Rows of one concept id are one concept. A term status is `provisional`, `approved`,
//! `non-standard`, `forbidden` or `rejected`; it is of the translation.

use std::collections::HashMap;
use std::io::{BufRead, Write};

use super::glossary_pairs_write::{pairs, two_languages};
use super::glossary_table::{EntryColumn, Ids, add_term, entry_column, flat, keep, nfc, set};
use super::{Export, Format, Holds, ReadError, ReadOptions, Sink, SinkError};
use crate::lang::LanguageTag;
use crate::model::{
    ConceptEntry, Diagnostic, Location, PartOfSpeech, Review, Severity, Term, TermField, TermStatus,
};

/// Glossaries in UTX.
pub(super) struct Utx;

impl Format for Utx {
    fn name(&self) -> &'static str {
        "utx"
    }

    fn about(&self) -> &'static str {
        "UTX 1.11, the simple glossary format of AAMT"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["utx"]
    }

    fn holds(&self) -> Holds {
        Holds::Glossary
    }

    fn recognises(&self, beginning: &str, _: &ReadOptions) -> bool {
        let start = beginning.get(..8).unwrap_or("").to_lowercase();
        start.starts_with("#utx")
            && matches!(start.as_bytes().get(4), Some(b' ' | b'-' | b';' | b'\t'))
    }

    fn read(
        &self,
        text: &mut dyn BufRead,
        path: &str,
        _: &ReadOptions,
        sink: &mut dyn Sink,
    ) -> Result<(), ReadError> {
        let mut reader = Reader::new(path, sink);
        let mut line = Vec::new();
        for number in 1u32.. {
            line.clear();
            let read = text.read_until(b'\n', &mut line).map_err(|error| {
                reader.refuse(number, format!("the file cannot be read: {error}"))
            })?;
            if read == 0 {
                break;
            }
            let text = String::from_utf8_lossy(&line);
            reader.line(text.trim_end_matches(['\n', '\r']), number)?;
        }
        reader.finish()
    }

    fn write(&self, export: Export<'_>, output: &mut dyn Write) -> Result<(), SinkError> {
        write_utx(&export, output)
    }
}

/// What a column holds.
#[derive(Debug, Clone, PartialEq)]
enum Column {
    Source,
    Target,
    SourceField(TermField),
    TargetField(TermField),
    Status,
    Entry(EntryColumn),
    Property(String),
}

fn column(heading: &str) -> Column {
    let name = heading.to_lowercase().replace([' ', '_'], "-");
    match name.as_str() {
        "src" | "source" => return Column::Source,
        "tgt" | "target" => return Column::Target,
        "term-status" | "status" | "tgt:term-status" => return Column::Status,
        _ => {}
    }
    let field = |name: &str| {
        name.parse()
            .ok()
            .filter(|field| *field != TermField::Status)
    };
    let side = name
        .split_once(':')
        .and_then(|(side, what)| match (side, field(what)) {
            ("src", Some(field)) => Some(Column::SourceField(field)),
            ("tgt", Some(field)) => Some(Column::TargetField(field)),
            _ => None,
        });
    let known = || entry_column(heading).map(Column::Entry);
    side.or_else(known)
        .unwrap_or_else(|| Column::Property(heading.to_owned()))
}

struct Reader<'r> {
    path: &'r str,
    sink: &'r mut dyn Sink,
    languages: Option<(LanguageTag, LanguageTag)>,
    columns: Vec<Column>,
    ids: Ids,
    entries: Vec<ConceptEntry>,
    places: HashMap<String, usize>,
}

impl<'r> Reader<'r> {
    fn new(path: &'r str, sink: &'r mut dyn Sink) -> Self {
        Self {
            path,
            sink,
            languages: None,
            columns: Vec::new(),
            ids: Ids::default(),
            entries: Vec::new(),
            places: HashMap::new(),
        }
    }

    fn refuse(&self, line: u32, message: impl Into<String>) -> ReadError {
        let location = Location::line(self.path, line);
        Diagnostic::new(Severity::Error, location, message).into()
    }

    fn line(&mut self, text: &str, number: u32) -> Result<(), ReadError> {
        match text.strip_prefix('#') {
            _ if text.trim().is_empty() => Ok(()),
            Some(head) if number == 1 => self.languages(head, number),
            // The last line of the head names the columns.
            Some(head) if head.contains('\t') || head.trim() == "src" => {
                self.columns = head.split('\t').map(|name| column(name.trim())).collect();
                Ok(())
            }
            Some(_) => Ok(()),
            None => self.row(text, number),
        }
    }

    /// `UTX 1.11; ja-JP/en-US; 2008-05-21; …`
    fn languages(&mut self, head: &str, number: u32) -> Result<(), ReadError> {
        let named = head.split(';').nth(1).map(str::trim).unwrap_or("");
        let (from, to) = named.split_once('/').ok_or_else(|| {
            self.refuse(
                number,
                "the first line does not name two languages, such as en/fa",
            )
        })?;
        let parse = |text: &str| {
            LanguageTag::parse(text).map_err(|error| self.refuse(number, error.to_string()))
        };
        self.languages = Some((parse(from)?, parse(to)?));
        Ok(())
    }

    fn row(&mut self, text: &str, number: u32) -> Result<(), ReadError> {
        let Some((from, to)) = self.languages.clone() else {
            return Err(self.refuse(
                number,
                "the file does not begin with #UTX and its languages",
            ));
        };
        let has = |wanted: &Column| self.columns.contains(wanted);
        if !has(&Column::Source) || !has(&Column::Target) {
            return Err(self.refuse(
                number,
                "no line above the rows names the columns src and tgt",
            ));
        }
        let cells: Vec<String> = text.split('\t').map(|cell| nfc(cell.trim())).collect();
        if cells.len() > self.columns.len() {
            let message = format!(
                "the row has {} cells, the head {} columns",
                cells.len(),
                self.columns.len()
            );
            return Err(self.refuse(number, message));
        }
        let cell = |wanted: &Column| {
            let place = self.columns.iter().position(|own| own == wanted);
            let cell = place
                .and_then(|place| cells.get(place))
                .map_or("", String::as_str);
            // A hyphen stands for a part of speech that is not said.
            if cell == "-" { "" } else { cell }
        };
        let (source, target) = (cell(&Column::Source), cell(&Column::Target));
        if source.is_empty() || target.is_empty() {
            let location = Location::line(self.path, number);
            let message = "a row without a translation was skipped";
            self.sink
                .diagnostic(Diagnostic::new(Severity::Warning, location, message));
            return Ok(());
        }
        let mut source = Term::new(from, source, TermStatus::Preferred);
        let mut target = Term::new(to, target, TermStatus::Preferred);
        set_status(&mut target, cell(&Column::Status)).map_err(|what| self.refuse(number, what))?;
        let id = cell(&Column::Entry(EntryColumn::Id)).to_owned();
        let id = if id.is_empty() {
            self.ids.make(&source.text, number)
        } else {
            id
        };
        let place = *self.places.entry(id).or_insert_with_key(|id| {
            self.entries.push(ConceptEntry::new(
                id.as_str(),
                Location::line(self.path, number),
            ));
            self.entries.len() - 1
        });
        let entry = &mut self.entries[place];
        for (column, cell) in self
            .columns
            .iter()
            .zip(&cells)
            .filter(|(_, cell)| *cell != "-")
        {
            let done = match column {
                Column::SourceField(field) => set_field(&mut source, *field, cell),
                Column::TargetField(field) => set_field(&mut target, *field, cell),
                Column::Entry(known) => set(entry, known, cell),
                Column::Property(name) => {
                    keep(entry, name, cell);
                    Ok(())
                }
                _ => Ok(()),
            };
            if let Err(what) = done {
                let location = Location::line(self.path, number);
                return Err(Diagnostic::new(Severity::Error, location, what).into());
            }
        }
        let location = Location::line(self.path, number);
        for mut term in [source, target] {
            term.line = number;
            let is_known = entry
                .terms
                .iter()
                .any(|own| own.language == term.language && own.text == term.text);
            if is_known {
                continue;
            }
            let is_second = entry.terms.iter().any(|own| own.language == term.language);
            if is_second && term.status == TermStatus::Preferred {
                term.status = TermStatus::Admitted;
            }
            add_term(entry, term, location.clone());
        }
        Ok(())
    }

    fn finish(self) -> Result<(), ReadError> {
        if self.entries.is_empty() {
            return Err(self.refuse(1, "the file has no rows"));
        }
        for entry in self.entries {
            self.sink.concept(entry).map_err(ReadError::Sink)?;
        }
        Ok(())
    }
}

/// Parts of speech that UTX has and we do not are no reason to refuse a file.
fn set_field(term: &mut Term, field: TermField, cell: &str) -> Result<(), String> {
    match (field, field.set(term, cell)) {
        (TermField::PartOfSpeech, Err(_)) => {
            term.part_of_speech = Some(PartOfSpeech::Other);
            Ok(())
        }
        (_, done) => done,
    }
}

/// A term status of UTX.
fn set_status(term: &mut Term, text: &str) -> Result<(), String> {
    let (status, review) = match text.to_lowercase().as_str() {
        "" => return Ok(()),
        "approved" => (TermStatus::Preferred, Some(Review::Approved)),
        "provisional" => (TermStatus::Admitted, Some(Review::Proposed)),
        "non-standard" => (TermStatus::Deprecated, None),
        "forbidden" => (TermStatus::Forbidden, None),
        "rejected" => (TermStatus::Forbidden, Some(Review::Rejected)),
        _ => return TermField::Status.set(term, text),
    };
    term.status = status;
    term.review = review;
    Ok(())
}

fn status_text(term: &Term) -> &'static str {
    match (term.status, term.review) {
        (_, Some(Review::Rejected)) => "rejected",
        (TermStatus::Forbidden, _) => "forbidden",
        (TermStatus::Deprecated, _) => "non-standard",
        (_, Some(Review::Proposed)) => "provisional",
        (TermStatus::Preferred, _) => "approved",
        (TermStatus::Admitted, _) => "",
    }
}

fn part_text(term: &Term) -> String {
    match term.part_of_speech {
        Some(PartOfSpeech::ProperNoun) => "properNoun".to_owned(),
        Some(part) => part.to_string(),
        None => "-".to_owned(),
    }
}

fn write_utx(export: &Export<'_>, output: &mut dyn Write) -> Result<(), SinkError> {
    let (from, to) = two_languages(export)?;
    writeln!(output, "#UTX 1.11; {from}/{to}; written by tarjuman;")?;
    writeln!(
        output,
        "#src\ttgt\tsrc:pos\ttgt:pos\tterm status\tconcept ID\tcomment"
    )?;
    for entry in export.concepts {
        let avoided = entry
            .terms_in(&to)
            .filter(|term| term.status > TermStatus::Admitted);
        let main = entry.preferred(&from);
        let avoided: Vec<(&Term, &Term)> =
            main.map_or_else(Vec::new, |main| avoided.map(|term| (main, term)).collect());
        for (source, target) in pairs(entry, (&from, &to)).into_iter().chain(avoided) {
            let comment = target.note.as_ref().or(entry.note.as_ref());
            let cells = [
                flat(&source.text),
                flat(&target.text),
                part_text(source),
                part_text(target),
                status_text(target).to_owned(),
                flat(&entry.id.0),
                flat(comment.map_or("", String::as_str)),
            ];
            writeln!(output, "{}", cells.join("\t"))?;
        }
    }
    Ok(())
}
