//! PO (GNU gettext): each message with its translation, each plural with its own.

use std::io::BufRead;

use super::super::po_messages::{Header, Message, read_messages};
use super::super::{ReadError, ReadOptions, Sink};
use crate::formats::glossary_table::nfc;
use crate::lang::LanguageTag;
use crate::model::{Diagnostic, Location, Note, Origin, Severity, Unit, Variant};

/// Reads all units. What is obsolete is passed over.
pub(super) fn read(
    text: &mut dyn BufRead,
    path: &str,
    options: &ReadOptions,
    sink: &mut dyn Sink,
) -> Result<(), ReadError> {
    let mut header = Header {
        from: options.from.clone(),
        to: options.to.clone(),
    };
    read_messages(text, path, &mut |message| {
        let Some(id) = message.id.clone() else {
            return Ok(());
        };
        if id.is_empty() {
            header.take(&message);
            return Ok(());
        }
        let to = header.to.clone().ok_or_else(|| {
            let location = Location::line(path, message.line);
            let said = "the header does not say which language the translations are in";
            Diagnostic::new(Severity::Error, location, said).with_advice("name it with --to")
        })?;
        let from = header.from.clone().unwrap_or_else(english);
        for (source, target) in pairs(&message, &id) {
            sink.unit(unit(&message, (&from, source), (&to, target)))
                .map_err(ReadError::Sink)?;
        }
        Ok(())
    })
}

fn english() -> LanguageTag {
    LanguageTag::parse("en").expect("\"en\" is a well-formed tag")
}

/// The texts with their translations: the first form of a plural stands for the singular, the
/// last for the plural.
fn pairs<'m>(message: &'m Message, id: &'m str) -> Vec<(&'m str, &'m str)> {
    let forms = &message.translations;
    let first = forms.first().map_or("", String::as_str);
    if message.plural.is_empty() {
        return vec![(id, first)];
    }
    let last = forms.last().map_or("", String::as_str);
    match forms.len() {
        // A language without plural has one form, which is that of many.
        1 => vec![(message.plural.as_str(), first)],
        _ => vec![(id, first), (message.plural.as_str(), last)],
    }
}

fn unit(
    message: &Message,
    (from, source): (&LanguageTag, &str),
    (to, target): (&LanguageTag, &str),
) -> Unit {
    let mut variants = vec![Variant::plain(from.clone(), nfc(source))];
    if !target.trim().is_empty() {
        variants.push(Variant::plain(to.clone(), nfc(target)));
    }
    Unit {
        variants,
        origin: Origin {
            line: message.line,
            ..Origin::default()
        },
        notes: message
            .notes
            .iter()
            .map(|note| Note {
                language: None,
                text: note.clone(),
            })
            .collect(),
        ..Unit::default()
    }
}
