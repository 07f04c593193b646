//! Checking a file of units: XLIFF, TMX, PO.

use std::fs;
use std::ops::Range;

use super::{Checker, ProjectError};
use crate::check::{
    Aligned, Checked, CheckedText, Ignore, Passage, Places, Subject, Whole, ignore_of,
};
use crate::formats::bilingual::{Bilingual, read_bilingual};
use crate::formats::{ReadError, ReadOptions};
use crate::lang::LanguageTag;
use crate::model::{Diagnostic, Location, Severity, Unit};

/// What came of checking a file of units.
#[derive(Debug)]
pub struct CheckedUnits {
    /// The findings, for each language that the units are translated into.
    pub checked: Vec<Checked>,
    /// What the reader had to say, and what is wrong with notes that ask to ignore something.
    pub remarks: Vec<Diagnostic>,
}

impl Checker<'_> {
    /// Checks the units of a file, each translation beside its source. The source is the
    /// language that is named, else the first of the project's languages that the file has, else
    /// the first of the file.
    ///
    /// # Errors
    /// When the file cannot be read or is no file of units.
    pub fn units(&self, name: &str) -> Result<CheckedUnits, ProjectError> {
        let bytes = fs::read(name).map_err(ProjectError::io("read", name))?;
        let options = ReadOptions {
            from: self.options().from.clone(),
            to: self.options().to.clone(),
            ..ReadOptions::default()
        };
        let file = read_bilingual(bytes, name, &options).map_err(|error| match error {
            ReadError::Refused(diagnostic) => ProjectError::Refused(diagnostic),
            ReadError::Sink(cause) => ProjectError::Io {
                doing: "read",
                path: name.into(),
                cause: std::io::Error::other(cause),
            },
        })?;
        let Bilingual {
            units, mut remarks, ..
        } = file;
        let languages = languages_of(&units);
        let Some(from) = self.source_among(&languages) else {
            return Ok(CheckedUnits {
                checked: Vec::new(),
                remarks,
            });
        };
        let wanted = &self.options().to;
        let to: Vec<&LanguageTag> = languages
            .iter()
            .filter(|own| **own != from)
            .filter(|own| wanted.as_ref().is_none_or(|to| own.goes_with(to)))
            .collect();
        let ignores = ignores_of(name, &units, &mut remarks);
        let checked = to
            .into_iter()
            .map(|to| self.check_units(name, &units, (&from, to), &ignores));
        Ok(CheckedUnits {
            checked: checked.collect(),
            remarks,
        })
    }

    fn source_among(&self, languages: &[LanguageTag]) -> Option<LanguageTag> {
        let found = |wanted: &LanguageTag| languages.iter().find(|own| own.goes_with(wanted));
        match &self.options().from {
            Some(from) => found(from),
            None => self
                .languages()
                .iter()
                .find_map(found)
                .or(languages.first()),
        }
        .cloned()
    }

    fn check_units(
        &self,
        name: &str,
        units: &[Unit],
        (from, to): (&LanguageTag, &LanguageTag),
        ignores: &[Ignore],
    ) -> Checked {
        let (mut source, mut target) = (Side::default(), Side::default());
        let mut lines = Vec::new();
        for unit in units {
            let Some(own) = unit.variant(from) else {
                continue;
            };
            source.push(Some(&own.segment.text));
            target.push(unit.variant(to).map(|other| other.segment.text.as_str()));
            lines.push(unit.origin.line);
        }
        let segments = source.spans.iter().zip(&target.spans);
        let segments = segments.map(|(own, other)| Aligned {
            source: source.passage(own),
            target: target.passage(other),
        });
        let subject = Subject {
            from: from.clone(),
            to: Some(to.clone()),
            segments: segments.collect(),
            // Each unit is a paragraph of its own.
            whole: Whole {
                date: self.date_of(None),
                ..Whole::default()
            },
        };
        let text = |language: &LanguageTag, text: &str| CheckedText {
            name: name.to_owned(),
            key: self.key_of(name),
            language: language.clone(),
            text: text.to_owned(),
        };
        let texts = (text(from, &source.text), Some(text(to, &target.text)));
        let mut policy = self.policy(name);
        policy.ignores.extend(ignores.iter().cloned());
        self.run(&subject, texts, Places::Units(lines), &policy)
    }
}

/// One side of all units, one under the other.
#[derive(Default)]
struct Side {
    text: String,
    spans: Vec<Option<Range<usize>>>,
}

impl Side {
    fn push(&mut self, segment: Option<&str>) {
        let start = self.text.len();
        let span = segment.map(|segment| {
            self.text.push_str(segment);
            start..self.text.len()
        });
        self.text.push('\n');
        self.spans.push(span);
    }

    fn passage(&self, span: &Option<Range<usize>>) -> Option<Passage<'_>> {
        let span = span.as_ref()?;
        Some(Passage {
            text: self.text.get(span.clone())?,
            start: span.start,
        })
    }
}

/// The languages of some units, in the order in which they come up.
fn languages_of(units: &[Unit]) -> Vec<LanguageTag> {
    let mut languages: Vec<LanguageTag> = Vec::new();
    for variant in units.iter().flat_map(|unit| &unit.variants) {
        if !languages.contains(&variant.language) {
            languages.push(variant.language.clone());
        }
    }
    languages
}

/// What the notes of units ask to be ignored, each for its own line.
fn ignores_of(name: &str, units: &[Unit], remarks: &mut Vec<Diagnostic>) -> Vec<Ignore> {
    let mut ignores = Vec::new();
    for unit in units {
        let of_variants = unit.variants.iter().flat_map(|variant| &variant.notes);
        for note in unit.notes.iter().chain(of_variants) {
            match ignore_of(&note.text) {
                Some(Ok(ignore)) => ignores.push(Ignore {
                    line: Some(unit.origin.line),
                    ..ignore
                }),
                Some(Err(message)) => {
                    let place = Location::line(name, unit.origin.line);
                    remarks.push(Diagnostic::new(Severity::Warning, place, message));
                }
                None => {}
            }
        }
    }
    ignores
}
