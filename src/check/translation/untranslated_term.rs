//! `term-untranslated`: a term of the glossary that stands in the translation as in the source.

use std::collections::BTreeSet;

use crate::check::{Check, Example, Examples, Finding, Knowledge, Side, Subject};
use crate::glossary::{Mention, MentionKind, Nesting, renderings};
use crate::lang::LanguageTag;
use crate::model::Severity;
use crate::text::is_letter_or_digit;

/// Finds terms that were left in the language of the source though the glossary has a term for
/// them in that of the translation.
pub(in crate::check) struct UntranslatedTerm;

/// How many letters a term needs: shorter ones are acronyms and may be words of the other language.
const SHORTEST: usize = 5;

impl Check for UntranslatedTerm {
    fn id(&self) -> &'static str {
        "term-untranslated"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn about(&self) -> &'static str {
        "A term of the source is left as it is, though the glossary has a term for it"
    }

    fn explains(&self) -> &'static str {
        "Told once for each concept. Acronyms are left alone, and so is a term that the sentence \
         translates as well (its original in brackets behind it), or that is written alike in both \
         languages."
    }

    fn examples(&self) -> Examples {
        let source = ("en", &["The Shanghai Cooperation Organization met."][..]);
        Examples {
            bad: Example {
                source,
                target: Some(("fa", &["نشست Shanghai Cooperation Organization برگزار شد."])),
            },
            good: Example {
                source,
                target: Some((
                    "fa",
                    &["نشست سازمان همکاری شانگهای (Shanghai Cooperation Organization) برگزار شد."],
                )),
            },
        }
    }

    fn run(&self, subject: &Subject<'_>, knowledge: &Knowledge<'_>) -> Vec<Finding> {
        let Some(to) = &subject.to else {
            return Vec::new();
        };
        let mut told = BTreeSet::new();
        let mut findings = Vec::new();
        for (segment, source, target) in subject.both_readings() {
            if source.text().trim() == target.text().trim() {
                continue;
            }
            let others = target.mentions(knowledge.glossary);
            for mention in source.mentions(knowledge.glossary) {
                let written = &source.text()[mention.span.clone()];
                let is_translated = others.iter().any(|other| {
                    other.entry.id == mention.entry.id
                        && target.text().get(other.span.clone()) != Some(written)
                });
                if !is_plain(mention, written) || is_translated {
                    continue;
                }
                let Some(at) = place_of_word(target.text(), written) else {
                    continue;
                };
                let wanted = renderings(&mention.entry, mention.term(), to);
                let Some(first) = wanted.first().filter(|_| !is_alike(mention, written, to)) else {
                    continue;
                };
                if told.insert(mention.entry.id.clone()) {
                    findings.push(Finding {
                        check: self.id(),
                        severity: self.severity(),
                        message: format!("{written} is left untranslated"),
                        suggestion: Some(first.text.clone()),
                        confidence: 0.8,
                        side: Side::Target,
                        segment,
                        span: target.passage().whole(&(at..at + written.len())),
                    });
                }
            }
        }
        findings
    }
}

/// Whether a mention is a term as the glossary has it, long enough and no acronym.
fn is_plain(mention: &Mention, written: &str) -> bool {
    let is_term = !matches!(
        mention.kind,
        MentionKind::Acronym | MentionKind::Variant | MentionKind::Composed
    );
    is_term
        && mention.nesting == Nesting::Outer
        && mention.also.is_empty()
        && written.chars().count() >= SHORTEST
        && written.chars().any(char::is_lowercase)
}

/// Whether the other language has a term that is written so.
fn is_alike(mention: &Mention, written: &str, to: &LanguageTag) -> bool {
    let lower = written.to_lowercase();
    mention
        .entry
        .terms_in(to)
        .any(|term| term.text.to_lowercase().contains(&lower))
}

/// Where a text has some words that are no part of longer ones.
fn place_of_word(text: &str, words: &str) -> Option<usize> {
    let mut places = text.match_indices(words).map(|(at, _)| at);
    places.find(|at| {
        let before = text[..*at].chars().next_back();
        let behind = text[at + words.len()..].chars().next();
        !before.is_some_and(is_letter_or_digit) && !behind.is_some_and(is_letter_or_digit)
    })
}

#[cfg(test)]
mod tests {
    use super::place_of_word;

    #[test]
    fn words_are_whole() {
        assert_eq!(place_of_word("Irans Iran", "Iran"), Some(6));
        assert_eq!(place_of_word("در Iran.", "Iran"), Some(5));
        assert_eq!(place_of_word("Iranian", "Iran"), None);
    }
}
