//! PO (GNU gettext) message by message.
//!
//! Obsolete entries (`#~`) are passed over; what is broken is refused with its line.

use std::io::BufRead;

use super::ReadError;
use crate::lang::LanguageTag;
use crate::model::{Diagnostic, Location, Severity};

/// One message of the file; the header is the one of an empty id.
#[derive(Debug, Default)]
pub(super) struct Message {
    pub(super) line: u32,
    pub(super) context: String,
    pub(super) id: Option<String>,
    pub(super) plural: String,
    pub(super) translations: Vec<String>,
    pub(super) notes: Vec<String>,
    pub(super) flags: Vec<String>,
}

/// The languages of a file: those that the user names, else those of its header.
#[derive(Debug, Default)]
pub(super) struct Header {
    pub(super) from: Option<LanguageTag>,
    pub(super) to: Option<LanguageTag>,
}

impl Header {
    /// Takes what the header says that nobody has said yet.
    pub(super) fn take(&mut self, message: &Message) {
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
    }
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

/// What takes the messages.
type Each<'e> = &'e mut dyn FnMut(Message) -> Result<(), ReadError>;

/// Reads a file and hands its messages over in their order.
///
/// # Errors
/// When the file is broken, or whatever `each` returns.
pub(super) fn read_messages(
    text: &mut dyn BufRead,
    path: &str,
    each: Each<'_>,
) -> Result<(), ReadError> {
    let mut reader = Reader {
        path,
        message: Message::default(),
        place: Place::None,
        each,
    };
    let mut line = Vec::new();
    for number in 1u32.. {
        line.clear();
        let read = text
            .read_until(b'\n', &mut line)
            .map_err(|error| reader.refuse(number, format!("the file cannot be read: {error}")))?;
        if read == 0 {
            break;
        }
        reader.line(String::from_utf8_lossy(&line).trim(), number)?;
    }
    reader.finish()
}

struct Reader<'r> {
    path: &'r str,
    message: Message,
    place: Place,
    each: Each<'r>,
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

    /// Hands the message that is over to whoever takes it.
    fn close(&mut self) -> Result<(), ReadError> {
        let message = std::mem::take(&mut self.message);
        self.place = Place::None;
        match message.id {
            Some(_) => (self.each)(message),
            None => Ok(()),
        }
    }

    fn finish(mut self) -> Result<(), ReadError> {
        let line = self.message.line;
        if self.message.id.is_some() && self.message.translations.is_empty() {
            return Err(self.refuse(line, "the file ends within an entry: it was cut off"));
        }
        self.close()
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
