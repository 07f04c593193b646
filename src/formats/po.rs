//! PO (GNU gettext) as a glossary, as Weblate and Pootle keep terminology in it.
//!
//! `msgid` is a term, `msgstr` its translation. The language of the translations is in the
//! header (`Language`) or is named by the user; that of `msgid` is English, as gettext asks,
//! unless the header (`X-Source-Language`) or the user names another. Obsolete entries (`#~`)
//! and those without a translation are passed over.

use std::io::{BufRead, Write};

use super::glossary_pairs_write::{pairs, two_languages};
use super::glossary_table::{Ids, add_term, keep, nfc};
use super::{Export, Format, Holds, ReadError, ReadOptions, Sink, SinkError};
use crate::lang::LanguageTag;
use crate::model::{
    ConceptEntry, Diagnostic, Location, Number, Review, Severity, Term, TermStatus,
};

/// Glossaries in PO.
pub(super) struct Po;

impl Format for Po {
    fn name(&self) -> &'static str {
        "po-glossary"
    }

    fn about(&self) -> &'static str {
        "PO catalogue (gettext) as a glossary"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["po", "pot"]
    }

    fn holds(&self) -> Holds {
        Holds::Glossary
    }

    fn recognises(&self, beginning: &str, _: &ReadOptions) -> bool {
        let mut lines = beginning.lines().map(str::trim_start);
        lines
            .find(|line| !line.is_empty() && !line.starts_with('#') && !line.starts_with("domain "))
            .is_some_and(|line| line.starts_with("msgid ") || line.starts_with("msgctxt "))
    }

    fn read(
        &self,
        text: &mut dyn BufRead,
        path: &str,
        options: &ReadOptions,
        sink: &mut dyn Sink,
    ) -> Result<(), ReadError> {
        let mut reader = Reader {
            path,
            from: options.from.clone(),
            to: options.to.clone(),
            sink,
            message: Message::default(),
            place: Place::None,
            ids: Ids::default(),
            taken: 0,
        };
        let mut line = Vec::new();
        for number in 1u32.. {
            line.clear();
            let read = text.read_until(b'\n', &mut line).map_err(|error| {
                reader.refuse(number, format!("the file cannot be read: {error}"))
            })?;
            if read == 0 {
                break;
            }
            reader.line(String::from_utf8_lossy(&line).trim(), number)?;
        }
        reader.finish()
    }

    fn write(&self, export: Export<'_>, output: &mut dyn Write) -> Result<(), SinkError> {
        write_po(&export, output)
    }
}

/// One entry of the file.
#[derive(Debug, Default)]
struct Message {
    line: u32,
    context: String,
    id: Option<String>,
    plural: String,
    translations: Vec<String>,
    notes: Vec<String>,
    flags: Vec<String>,
}

/// To what a continued text belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    None,
    Context,
    Id,
    Plural,
    Translation,
}

struct Reader<'r> {
    path: &'r str,
    from: Option<LanguageTag>,
    to: Option<LanguageTag>,
    sink: &'r mut dyn Sink,
    message: Message,
    place: Place,
    ids: Ids,
    taken: u32,
}

impl Reader<'_> {
    fn refuse(&self, line: u32, message: impl Into<String>) -> ReadError {
        let location = Location::line(self.path, line);
        Diagnostic::new(Severity::Error, location, message).into()
    }

    fn line(&mut self, text: &str, number: u32) -> Result<(), ReadError> {
        let is_over = !self.message.translations.is_empty();
        if text.is_empty() || text.starts_with("domain ") {
            return Ok(());
        }
        if let Some(comment) = text.strip_prefix('#') {
            if is_over {
                self.close()?;
            }
            self.comment(comment);
            return Ok(());
        }
        let (keyword, rest) = match text.starts_with('"') {
            true => ("", text),
            false => text.split_once([' ', '\t']).unwrap_or((text, "")),
        };
        if is_over && matches!(keyword, "msgctxt" | "msgid") {
            self.close()?;
        }
        if self.message.line == 0 {
            self.message.line = number;
        }
        let said = unquoted(rest.trim()).ok_or_else(|| {
            self.refuse(
                number,
                "the line is no text in quotation marks, nor a word of PO before one",
            )
        })?;
        let message = &mut self.message;
        match keyword {
            "msgctxt" => self.place = Place::Context,
            "msgid" => {
                message.id = Some(String::new());
                self.place = Place::Id;
            }
            "msgid_plural" => self.place = Place::Plural,
            "" => {}
            _ if keyword == "msgstr" || keyword.starts_with("msgstr[") => {
                message.translations.push(String::new());
                self.place = Place::Translation;
            }
            other => {
                let message = format!("{other:?} is no word of PO");
                return Err(self.refuse(number, message));
            }
        }
        let text = match self.place {
            Place::Context => Some(&mut message.context),
            Place::Id => message.id.as_mut(),
            Place::Plural => Some(&mut message.plural),
            Place::Translation => message.translations.last_mut(),
            Place::None => None,
        };
        match text {
            Some(text) => text.push_str(&said),
            None => return Err(self.refuse(number, "a text stands before any msgid")),
        }
        Ok(())
    }

    fn comment(&mut self, comment: &str) {
        let message = &mut self.message;
        match comment.chars().next() {
            Some(',') => {
                let flags = comment[1..].split(',').map(|flag| flag.trim().to_owned());
                message.flags.extend(flags);
            }
            Some(' ' | '.') => {
                let note = comment[1..].trim();
                if !note.is_empty() && !note.starts_with('~') {
                    message.notes.push(note.to_owned());
                }
            }
            _ => {}
        }
    }

    /// Takes the entry that is over.
    fn close(&mut self) -> Result<(), ReadError> {
        let message = std::mem::take(&mut self.message);
        self.place = Place::None;
        let Some(id) = message.id.clone() else {
            return Ok(());
        };
        if id.is_empty() {
            return self.header(&message);
        }
        if message
            .translations
            .iter()
            .all(|text| text.trim().is_empty())
        {
            let location = Location::line(self.path, message.line);
            let said = "an entry without a translation was skipped";
            self.sink
                .diagnostic(Diagnostic::new(Severity::Warning, location, said));
            return Ok(());
        }
        let to = self.to.clone().ok_or_else(|| {
            let location = Location::line(self.path, message.line);
            let said = "the header does not say which language the translations are in";
            ReadError::from(
                Diagnostic::new(Severity::Error, location, said).with_advice("name it with --to"),
            )
        })?;
        let from = self.source_language(message.line);
        let entry = self.entry(&message, &id, (from, to));
        self.taken += 1;
        self.sink.concept(entry).map_err(ReadError::Sink)
    }

    /// The language of the terms; where nobody names it, English, with a word about it.
    fn source_language(&mut self, line: u32) -> LanguageTag {
        if let Some(from) = &self.from {
            return from.clone();
        }
        let english = LanguageTag::parse("en").expect("\"en\" is a well-formed tag");
        let location = Location::line(self.path, line);
        let said = "the terms are taken to be English; --from names another language";
        self.sink
            .diagnostic(Diagnostic::new(Severity::Note, location, said));
        self.from = Some(english.clone());
        english
    }

    fn entry(
        &mut self,
        message: &Message,
        id: &str,
        (from, to): (LanguageTag, LanguageTag),
    ) -> ConceptEntry {
        let name = self.ids.make(id, message.line);
        let mut entry = ConceptEntry::new(name, Location::line(self.path, message.line));
        let is_forbidden = message.flags.iter().any(|flag| flag == "forbidden");
        let is_fuzzy = message.flags.iter().any(|flag| flag == "fuzzy");
        let has_plural = !message.plural.is_empty();
        let mut add = |language: &LanguageTag, text: &str, place: usize| {
            let status = match (is_forbidden && *language == to, place) {
                (true, _) => TermStatus::Forbidden,
                (false, 0) => TermStatus::Preferred,
                (false, _) => TermStatus::Admitted,
            };
            let text = nfc(text.trim());
            if text.is_empty() {
                return;
            }
            let mut term = Term::new(language.clone(), text, status);
            term.line = message.line;
            term.number = match (has_plural, place) {
                (false, _) => None,
                (true, 0) => Some(Number::Singular),
                (true, _) => Some(Number::Plural),
            };
            term.review = (is_fuzzy && *language == to).then_some(Review::Proposed);
            add_term(&mut entry, term, Location::line(self.path, message.line));
        };
        add(&from, id, 0);
        add(&from, &message.plural, 1);
        for (place, text) in message.translations.iter().enumerate() {
            add(&to, text, place);
        }
        if !message.notes.is_empty() {
            entry.note = Some(nfc(&message.notes.join(" ")));
        }
        keep(&mut entry, "context", &message.context);
        entry
    }

    fn header(&mut self, message: &Message) -> Result<(), ReadError> {
        let header = message.translations.first().map_or("", String::as_str);
        let value = |name: &str| {
            let mut lines = header.lines();
            lines.find_map(|line| {
                line.strip_prefix(name)
                    .map(str::trim)
                    .filter(|value| !value.is_empty())
            })
        };
        for (name, language) in [
            ("Language:", &mut self.to),
            ("X-Source-Language:", &mut self.from),
        ] {
            if let (Some(value), None) = (value(name), &language) {
                // A header that was never filled in has a word here, which is none.
                *language = LanguageTag::parse(value).ok();
            }
        }
        Ok(())
    }

    fn finish(mut self) -> Result<(), ReadError> {
        let line = self.message.line;
        if self.message.id.is_some() && self.message.translations.is_empty() {
            return Err(self.refuse(line, "the file ends within an entry: it was cut off"));
        }
        self.close()?;
        if self.taken == 0 {
            let location = Location::file(self.path);
            let message = "no entry of the file has a translation";
            return Err(Diagnostic::new(Severity::Error, location, message).into());
        }
        Ok(())
    }
}

/// The text between quotation marks, with its escapes resolved; `None` where there are none.
fn unquoted(text: &str) -> Option<String> {
    let inside = text.strip_prefix('"')?.strip_suffix('"')?;
    let mut said = String::new();
    let mut characters = inside.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next()? {
                'n' => said.push('\n'),
                't' => said.push('\t'),
                'r' => said.push('\r'),
                other => said.push(other),
            },
            '"' => return None,
            other => said.push(other),
        }
    }
    Some(said)
}

fn quoted(text: &str) -> String {
    let escaped = text
        .replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('\n', "\\n");
    format!("\"{escaped}\"")
}

fn write_po(export: &Export<'_>, output: &mut dyn Write) -> Result<(), SinkError> {
    let (from, to) = two_languages(export)?;
    writeln!(
        output,
        "msgid \"\"\nmsgstr \"\"\n\"MIME-Version: 1.0\\n\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n\"Content-Transfer-Encoding: 8bit\\n\"\n\"Language: {to}\\n\"\n\"X-Source-Language: {from}\\n\"\n\"X-Generator: tarjuman\\n\""
    )?;
    let mut written = std::collections::BTreeSet::new();
    for entry in export.concepts {
        for (source, target) in pairs(entry, (&from, &to)) {
            // PO knows a term only once: another concept of the same term has its id as context.
            let is_first = written.insert((source.text.clone(), String::new()));
            if !is_first && !written.insert((source.text.clone(), entry.id.0.clone())) {
                continue;
            }
            writeln!(output)?;
            if let Some(note) = &entry.note {
                writeln!(output, "#. {}", note.replace('\n', " "))?;
            }
            if target.is_unsettled() {
                writeln!(output, "#, fuzzy")?;
            }
            if !is_first {
                writeln!(output, "msgctxt {}", quoted(&entry.id.0))?;
            }
            writeln!(output, "msgid {}", quoted(&source.text))?;
            writeln!(output, "msgstr {}", quoted(&target.text))?;
        }
    }
    Ok(())
}
