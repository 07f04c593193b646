//! `name`: a name of the source in whose place the translation has another.

mod document;
mod pointed;
mod sides;
mod source;
mod target;

use std::collections::BTreeSet;

use crate::check::{Check, Example, Examples, Finding, Knowledge, Side, Subject};
use crate::lang::LanguageTag;
use crate::model::Severity;
use document::{Absence, Document};
use sides::Sides;
use target::Word;

/// Finds names that the translation does not have by their sound, where something says that
/// another stands instead.
///
/// That a name is not found by its sound says little by itself: a fifth of them are not, for they
/// are translated (Germany, the White House), shortened or replaced by "he". So something else has
/// to speak for it ([`Document::absence`]).
pub(in crate::check) struct Names;

impl Check for Names {
    fn id(&self) -> &'static str {
        "name"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn about(&self) -> &'static str {
        "A name of the source is not in the translation, where another name stands instead"
    }

    fn explains(&self) -> &'static str {
        "Names are compared by their consonants across scripts (Trump, Трамп, ترامپ, 特朗普). A name \
         that is not found is told where something speaks for it: another word beside the other part of \
         a full name; a full name of which nothing is there; a word in Latin letters that the source has \
         not; a new name with a capital, where a part of a full name is missing; a name that the document \
         writes elsewhere, where somebody else's stands. A name in Latin letters that only a translation \
         into another script has is told by itself. Words that names are made of and that are translated \
         (Street, University) are left out, and so are places and bodies of the glossary that the \
         translation does not write by their sound, which `term-rendering` looks at. In Chinese, names \
         with a point between their parts count."
    }

    fn examples(&self) -> Examples {
        let source = (
            "en",
            &[
                "Talks with Marko Petrovic went well.",
                "Later Jana Novotna spoke.",
                "Nobody else was there.",
                "The report by Petrovic was short.",
            ][..],
        );
        Examples {
            bad: Example {
                source,
                target: Some((
                    "ru",
                    &[
                        "Переговоры с Марко Петровичем прошли хорошо.",
                        "Потом говорила Яна Новотна.",
                        "Больше никого не было.",
                        "Доклад Новотны был коротким.",
                    ],
                )),
            },
            good: Example {
                source,
                target: Some((
                    "ru",
                    &[
                        "Переговоры с Марко Петровичем прошли хорошо.",
                        "Потом говорила Яна Новотна.",
                        "Больше никого не было.",
                        "Доклад Петровича был коротким.",
                    ],
                )),
            },
        }
    }

    fn run(&self, subject: &Subject<'_>, knowledge: &Knowledge<'_>) -> Vec<Finding> {
        let are_sounded = [Side::Source, Side::Target]
            .iter()
            .all(|side| is_sounded(subject.language(*side)));
        if subject.to.is_none() || !are_sounded {
            return Vec::new();
        }
        let document = Document::read(subject, knowledge);
        let mut findings = Vec::new();
        for (at, own) in document.sides.iter().enumerate() {
            let (mut told, mut strangers) = (BTreeSet::new(), BTreeSet::new());
            let before = findings.len();
            for (place, name) in own.names.iter().enumerate() {
                if told.contains(&name.key) {
                    continue;
                }
                let Some(absence) = document.absence(at, place) else {
                    continue;
                };
                let stranger = match absence {
                    Absence::Replaced(word) => Some(&own.words[word]),
                    Absence::Lost => None,
                };
                // One stranger stands in the place of one name.
                if stranger.is_some_and(|word| !strangers.insert(word.span.start)) {
                    continue;
                }
                told.insert(&name.key);
                let message = match stranger {
                    Some(word) => {
                        format!("{} is not in the translation, {} is", name.text, word.text)
                    }
                    None => format!("{} is not in the translation", name.text),
                };
                findings.push(self.finding(own, message, document.written(&name.key), stranger));
            }
            if findings.len() == before {
                findings.extend(self.added(&document, own));
            }
        }
        findings
    }
}

/// Whether the letters of a language have sounds by which names can be compared.
fn is_sounded(language: &LanguageTag) -> bool {
    matches!(
        language.script(),
        "Latn" | "Cyrl" | "Grek" | "Arab" | "Hebr" | "Jpan" | "Hans" | "Hant"
    )
}

impl Names {
    /// A finding of a name that only the translation has, in another script than the source: one in
    /// Latin letters, or one behind a word in them.
    fn added(&self, document: &Document<'_>, own: &Sides<'_>) -> Option<Finding> {
        let is_new = |at: &usize| !document.has_in_source(&own.words[*at].text);
        let place = own.new_in_latin().filter(is_new);
        let word = &own.words[place.or_else(|| own.new_behind_latin())?];
        let message = format!("only the translation has {}", word.text);
        Some(self.finding(own, message, None, Some(word)))
    }

    fn finding(
        &self,
        own: &Sides<'_>,
        message: String,
        written: Option<&str>,
        stranger: Option<&Word>,
    ) -> Finding {
        Finding {
            check: self.id(),
            severity: self.severity(),
            message,
            suggestion: written.map(str::to_owned),
            confidence: if stranger.is_some() { 0.7 } else { 0.6 },
            side: Side::Target,
            segment: own.segment,
            span: stranger.map_or(own.target.span(), |word| own.target.whole(&word.span)),
        }
    }
}

#[cfg(test)]
mod tests;
