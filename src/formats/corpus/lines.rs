//! Files whose lines stand for each other, as Moses and OPUS have them.

use std::io::BufRead;

use super::super::{ReadError, Sink};
use super::{document, next_line, unit};
use crate::lang::LanguageTag;
use crate::model::{Diagnostic, Location, Severity};

/// One language of a corpus in files of lines.
pub struct Side<'s> {
    /// The language.
    pub language: LanguageTag,
    /// What diagnostics call the file.
    pub path: &'s str,
    /// Its text.
    pub text: &'s mut dyn BufRead,
}

/// Reads files of which line n of each stands for line n of the others; the first gives the
/// document its name. Memory does not grow with the files.
///
/// # Errors
/// When the files have different numbers of lines, or the receiver fails.
pub fn read_lines(sides: &mut [Side<'_>], sink: &mut dyn Sink) -> Result<(), ReadError> {
    let Some(first) = sides.first() else {
        return Ok(());
    };
    let document = document(first.path, sink)?;
    let mut line = 0_u32;
    loop {
        line = line.saturating_add(1);
        let mut texts = Vec::with_capacity(sides.len());
        for side in sides.iter_mut() {
            if let Some(text) = next_line(side.text, side.path, line)? {
                texts.push((side.language.clone(), text));
            }
        }
        if texts.is_empty() {
            return Ok(());
        }
        if texts.len() < sides.len() {
            return Err(unequal(sides, &texts, line)?.into());
        }
        let texts: Vec<(LanguageTag, &str)> = texts
            .iter()
            .map(|(language, text)| (language.clone(), text.as_str()))
            .collect();
        let unit = unit(&document, line - 1, line, &texts);
        sink.unit(unit).map_err(ReadError::Sink)?;
    }
}

/// That some files end before others, with how many lines each has.
fn unequal(
    sides: &mut [Side<'_>],
    texts: &[(LanguageTag, String)],
    line: u32,
) -> Result<Diagnostic, ReadError> {
    let mut counts = Vec::new();
    for side in sides.iter_mut() {
        let goes_on = texts.iter().any(|(language, _)| *language == side.language);
        let mut count = line - u32::from(!goes_on);
        while goes_on && next_line(side.text, side.path, count.saturating_add(1))?.is_some() {
            count = count.saturating_add(1);
        }
        counts.push(format!("{} has {count} lines", side.path));
    }
    let message = format!(
        "line n of each file has to stand for line n of the others, but {}",
        counts.join(" and ")
    );
    let location = Location::line(sides[0].path, line);
    Ok(Diagnostic::new(Severity::Error, location, message)
        .with_advice("look from which line on they do not go together"))
}
