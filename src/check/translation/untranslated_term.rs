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
        "Countries, bodies, treaties, offices and ranks count, and what is written in small letters; \
         between languages of one script only the latter, since names are often kept. Told once for each \
         concept. Left alone are acronyms, persons, media and towns, a term in brackets or inside a \
         longer name in the letters of the source (BBC Scotland), and one that the sentence translates as \
         well."
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
        let keeps_names = subject.from.script() == to.script();
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
                let is_common = !written.contains(char::is_uppercase);
                let counts = is_common || !keeps_names && is_of_desk(mention);
                if !is_plain(mention, written) || !counts || is_translated {
                    continue;
                }
                let place = match keeps_names {
                    true => whole_words(target.text(), written).next(),
                    false => place_of_name(target.text(), written),
                };
                let Some(at) = place else { continue };
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

/// Whether a mention is of what a desk renders by its glossary: no person, paper or town, whose
/// names some houses leave in their letters.
fn is_of_desk(mention: &Mention) -> bool {
    let entry = &mention.entry;
    match entry.subject.as_deref().unwrap_or_default() {
        "organisation" | "organ" | "parliament" | "ministry" | "armed-forces" | "forum"
        | "treaty" | "agreement" | "office" | "rank" => true,
        "country" | "territory" => {
            let name = entry.preferred(&mention.term().language);
            name.is_some_and(|name| name.text == mention.term().text)
        }
        _ => false,
    }
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
fn whole_words<'t>(text: &'t str, words: &'t str) -> impl Iterator<Item = usize> + 't {
    let places = text.match_indices(words).map(|(at, _)| at);
    places.filter(move |at| {
        let before = text[..*at].chars().next_back();
        let behind = text[at + words.len()..].chars().next();
        !before.is_some_and(is_letter_or_digit) && !behind.is_some_and(is_letter_or_digit)
    })
}

/// Where a text has some words that are no part of a longer name either, and stand in no bracket.
fn place_of_name(text: &str, words: &str) -> Option<usize> {
    whole_words(text, words).find(|at| {
        let before = text[..*at].trim_end_matches([' ', '-']).chars().next_back();
        let behind = text[at + words.len()..].trim_start_matches([' ', '-']);
        let is_of_name = |c: Option<char>| c.is_some_and(|c| is_like(c, words));
        let is_in_bracket = matches!(before, Some('(' | '（' | '['));
        !is_of_name(before) && !is_of_name(behind.chars().next()) && !is_in_bracket
    })
}

/// Whether a character is a letter of the script of some words, in Latin, Greek or Cyrillic.
fn is_like(c: char, words: &str) -> bool {
    let is_cased = |c: char| c.is_uppercase() || c.is_lowercase();
    let is_latin = |c: char| matches!(c, 'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}');
    is_cased(c)
        && words
            .chars()
            .find(|own| is_cased(*own))
            .is_some_and(|own| is_latin(own) == is_latin(c))
}

#[cfg(test)]
mod tests {
    use super::{place_of_name, whole_words};

    #[test]
    fn words_are_whole_and_no_part_of_a_name() {
        assert_eq!(place_of_name("Irans در Iran.", "Iran"), Some(11));
        assert_eq!(place_of_name("Iranian", "Iran"), None);
        assert_eq!(place_of_name("از BBC Scotland", "Scotland"), None);
        assert_eq!(place_of_name("Canada plus plus", "Canada"), None);
        assert_eq!(place_of_name("梅(Theresa May)", "Theresa May"), None);
        assert_eq!(place_of_name("об Organization", "Organization"), Some(5));
        assert_eq!(whole_words("das veto war", "veto").next(), Some(4));
    }
}
