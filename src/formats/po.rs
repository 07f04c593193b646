//! PO (GNU gettext) as a glossary, as Weblate and Pootle keep terminology in it.
//!
//! `msgid` is a term, `msgstr` its translation. The language of the translations is in the
//! header (`Language`) or is named by the user; that of `msgid` is English, as gettext asks,
//! unless the header (`X-Source-Language`) or the user names another. Obsolete entries (`#~`)
//! and those without a translation are passed over.

use std::io::{BufRead, Write};

use super::glossary_pairs_write::{pairs, two_languages};
use super::glossary_table::{Ids, add_term, keep, nfc};
use super::po_messages::{Header, Message, read_messages};
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
            header: Header {
                from: options.from.clone(),
                to: options.to.clone(),
            },
            sink,
            ids: Ids::default(),
            taken: 0,
        };
        read_messages(text, path, &mut |message| reader.take(&message))?;
        reader.finish()
    }

    fn write(&self, export: Export<'_>, output: &mut dyn Write) -> Result<(), SinkError> {
        write_po(&export, output)
    }
}

struct Reader<'r> {
    path: &'r str,
    header: Header,
    sink: &'r mut dyn Sink,
    ids: Ids,
    taken: u32,
}

impl Reader<'_> {
    /// Takes a message.
    fn take(&mut self, message: &Message) -> Result<(), ReadError> {
        let Some(id) = message.id.clone() else {
            return Ok(());
        };
        if id.is_empty() {
            self.header.take(message);
            return Ok(());
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
        let to = self.header.to.clone().ok_or_else(|| {
            let location = Location::line(self.path, message.line);
            let said = "the header does not say which language the translations are in";
            ReadError::from(
                Diagnostic::new(Severity::Error, location, said).with_advice("name it with --to"),
            )
        })?;
        let from = self.source_language(message.line);
        let entry = self.entry(message, &id, (from, to));
        self.taken += 1;
        self.sink.concept(entry).map_err(ReadError::Sink)
    }

    /// The language of the terms; where nobody names it, English, with a word about it.
    fn source_language(&mut self, line: u32) -> LanguageTag {
        if let Some(from) = &self.header.from {
            return from.clone();
        }
        let english = LanguageTag::parse("en").expect("\"en\" is a well-formed tag");
        let location = Location::line(self.path, line);
        let said = "the terms are taken to be English; --from names another language";
        self.sink
            .diagnostic(Diagnostic::new(Severity::Note, location, said));
        self.header.from = Some(english.clone());
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

    fn finish(self) -> Result<(), ReadError> {
        if self.taken == 0 {
            let location = Location::file(self.path);
            let message = "no entry of the file has a translation";
            return Err(Diagnostic::new(Severity::Error, location, message).into());
        }
        Ok(())
    }
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
