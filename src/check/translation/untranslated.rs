//! `untranslated`: a sentence, or words of one, left as they are in the source.

use std::ops::Range;

use super::both;
use crate::check::{Check, Example, Examples, Finding, Knowledge, Passage, Side, Subject};
use crate::lang::{LanguageTag, likely_script};
use crate::model::Severity;
use crate::text::{Analyser, TokenClass, identify};

/// Finds translations that are the source itself, that are in the letters of its language, or that
/// hold a long run of its words.
pub(in crate::check) struct Untranslated;

/// From how many words on a run of the source's words counts: titles of books and films are left
/// as they are, and hardly one is longer.
const LONGEST_TITLE: usize = 6;

/// How many of its words have to be written small, as those of titles and names are not.
const SMALL_WORDS: usize = 4;

/// From how many words on a text without a letter of its language's script counts.
const LONGEST_NAME: usize = 4;

impl Check for Untranslated {
    fn id(&self) -> &'static str {
        "untranslated"
    }

    fn severity(&self) -> Severity {
        Severity::Error
    }

    fn about(&self) -> &'static str {
        "A sentence, or a long stretch of one, is left as it is in the source"
    }

    fn explains(&self) -> &'static str {
        "A line of names, numbers, addresses and placeholders may stay as it is; a word that is \
         written small may not. A translation without a letter of its language's script counts too, and \
         so does a run of six words of the source, four of them written small."
    }

    fn examples(&self) -> Examples {
        let source = (
            "en",
            &["Officials said the talks would go on for another week."][..],
        );
        Examples {
            bad: Example {
                source,
                target: Some((
                    "de",
                    &["Officials said the talks would go on for another week."],
                )),
            },
            good: Example {
                source,
                target: Some((
                    "de",
                    &["Beamte sagten, die Gespräche dauerten noch eine Woche."],
                )),
            },
        }
    }

    fn run(&self, subject: &Subject<'_>, _: &Knowledge<'_>) -> Vec<Finding> {
        let Some(to) = &subject.to else {
            return Vec::new();
        };
        if to.primary() == subject.from.primary() {
            return Vec::new();
        }
        let (from, into) = (Analyser::new(&subject.from), Analyser::new(to));
        let has_other_script = script(to) != script(&subject.from);
        let mut findings = Vec::new();
        for (segment, source, target) in both(subject) {
            let found = if source.text.trim() == target.text.trim() {
                (has_small_word(&from, source.text) && !is_quoted(source.text, &subject.from))
                    .then_some(("this is the text of the source", 0..target.text.len()))
            } else if has_other_script && is_foreign(&into, target.text, &subject.from) {
                Some((
                    "this is not in the language of the translation",
                    0..target.text.len(),
                ))
            } else {
                left_run(&from, &into, source, target)
                    .map(|span| ("these words of the source are not translated", span))
            };
            if let Some((message, span)) = found {
                findings.push(Finding {
                    check: self.id(),
                    severity: self.severity(),
                    message: message.to_owned(),
                    suggestion: None,
                    confidence: 0.85,
                    side: Side::Target,
                    segment,
                    span: target.whole(&span),
                });
            }
        }
        findings
    }
}

/// Whether a text is surely in another language than its article: a saying in French stays so.
fn is_quoted(text: &str, from: &LanguageTag) -> bool {
    identify(text)
        .is_some_and(|found| found.language.primary() != from.primary() && found.confidence > 0.8)
}

fn script(language: &LanguageTag) -> &'static str {
    match likely_script(language.primary(), None) {
        "Hans" | "Hant" | "Jpan" | "Hrkt" => "Hani",
        script => script,
    }
}

/// Whether a word is written small and is no mark of a unit.
fn is_small(word: &str) -> bool {
    word.chars().count() >= 3
        && word.chars().all(char::is_alphabetic)
        && !word.contains(char::is_uppercase)
        && !word.starts_with("http")
}

/// Whether a text has a word that has to be translated; entities such as `&amp;` are none.
fn has_small_word(analyser: &Analyser, text: &str) -> bool {
    analyser.tokens(text).iter().any(|token| {
        let before = text[..token.start].chars().next_back();
        let behind = text[token.end()..].chars().next();
        let is_code = matches!(before, Some('&' | '$' | '@' | '%' | '#' | '/' | '_' | ':'))
            || matches!(behind, Some('@' | '_' | '`') | Some('$' | '%'));
        token.class == TokenClass::Word && is_small(token.text) && !is_code
    })
}

/// Whether a text of several words has letters of the source's script alone.
fn is_foreign(analyser: &Analyser, text: &str, from: &LanguageTag) -> bool {
    let tokens = analyser.tokens(text);
    let words = tokens
        .iter()
        .filter(|token| token.class == TokenClass::Word);
    let is_latin = script(from) == "Latn";
    let own = |c: char| match is_latin {
        true => c.is_ascii_alphabetic() || ('\u{c0}'..='\u{24f}').contains(&c),
        false => c.is_alphabetic() && !c.is_ascii(),
    };
    let letters = || text.chars().filter(|c| c.is_alphabetic());
    let small = words.clone().filter(|token| is_small(token.text)).count();
    words.count() >= LONGEST_NAME && small >= 2 && is_latin && letters().all(own)
}

/// The longest run of words that a translation has from its source, where it is long enough.
fn left_run(
    from: &Analyser,
    into: &Analyser,
    source: Passage<'_>,
    target: Passage<'_>,
) -> Option<Range<usize>> {
    let words = |analyser: &Analyser, text: &str| -> Vec<(String, Range<usize>)> {
        let tokens = analyser.tokens(text);
        let words = tokens
            .iter()
            .filter(|token| token.class == TokenClass::Word);
        words
            .map(|token| (token.text.to_owned(), token.span()))
            .collect()
    };
    let own = words(from, source.text);
    let other = words(into, target.text);
    let mut best: Option<Range<usize>> = None;
    let mut longest = LONGEST_TITLE - 1;
    // The length of the run that ends at each word of the source, word by word of the target.
    let mut row = vec![0usize; own.len() + 1];
    for (end, (word, span)) in other.iter().enumerate() {
        for at in (0..own.len()).rev() {
            row[at + 1] = if own[at].0 == *word { row[at] + 1 } else { 0 };
            let length = row[at + 1];
            if length > longest {
                let run = &other[end + 1 - length..=end];
                let small = run.iter().filter(|(word, _)| is_small(word)).count();
                if small >= SMALL_WORDS {
                    longest = length;
                    best = Some(run[0].1.start..span.end);
                }
            }
        }
    }
    best
}
