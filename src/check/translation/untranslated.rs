//! `untranslated`: a sentence, or words of one, left as they are in the source.

use std::ops::Range;

use super::without_closers;
use crate::check::reading::Reading;
use crate::check::{Check, Example, Examples, Finding, Knowledge, Passage, Side, Subject};
use crate::lang::{LanguageTag, likely_script};
use crate::model::Severity;
use crate::text::{Analyser, Token, TokenClass, identify, is_letter, is_letter_or_digit};

/// Finds translations that are the source itself, that are in the letters of its language, or that
/// hold a long run of its words.
pub(in crate::check) struct Untranslated;

/// From how many words on a run of the source's words counts: titles of books and films are left
/// as they are, and hardly one is longer.
const LONGEST_TITLE: usize = 6;

/// How many of its words have to be written small, as those of titles and names are not.
const SMALL_WORDS: usize = 4;

/// From how many lines of a single word on that stay as they are they are a list of names.
const NAMES: usize = 3;

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
         written small may not, nor a sentence with function words, nor a single word with a capital \
         (a note) unless the glossary or the rest of the text shows it to be a name. A translation without a letter of its language's script counts too, and \
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

    fn run(&self, subject: &Subject<'_>, knowledge: &Knowledge<'_>) -> Vec<Finding> {
        let Some(to) = &subject.to else {
            return Vec::new();
        };
        if to.primary() == subject.from.primary() {
            return Vec::new();
        }
        let from = subject.analyser(Side::Source);
        let has_other_script = script(to) != script(&subject.from);
        let mut findings = Vec::new();
        let mut lone = Vec::new();
        for (segment, own, other) in subject.both_readings() {
            let (source, target) = (own.passage(), other.passage());
            let all = 0..target.text.len();
            if source.text.trim() == target.text.trim() {
                let is_language = || !is_quoted(source.text, &subject.from);
                if has_words(from, source.text) {
                    if is_language() {
                        let message = "this is the text of the source";
                        findings.push(self.finding(message, segment, target, all));
                    }
                } else if let Some(word) = lone_word(from, source.text) {
                    lone.push((segment, target, word));
                }
            } else if has_other_script && is_foreign(other, &subject.from) {
                let message = "this is not in the language of the translation";
                findings.push(self.finding(message, segment, target, all));
            } else if let Some(span) = left_run(own, other) {
                let message = "these words of the source are not translated";
                findings.push(self.finding(message, segment, target, span));
            }
        }
        // Many of them are a list of names.
        if lone.len() < NAMES {
            let is_name = |word: &str| is_name(word, subject, knowledge);
            let unknown = lone.into_iter().filter(|(_, _, word)| !is_name(word));
            findings.extend(unknown.map(|(segment, target, _)| Finding {
                severity: Severity::Note,
                confidence: 0.5,
                ..self.finding(
                    "this word of the source is not translated",
                    segment,
                    target,
                    0..target.text.len(),
                )
            }));
            findings.sort_by_key(|finding| finding.segment);
        }
        findings
    }
}

impl Untranslated {
    fn finding(
        &self,
        message: &str,
        segment: usize,
        target: Passage<'_>,
        span: Range<usize>,
    ) -> Finding {
        Finding {
            check: self.id(),
            severity: self.severity(),
            message: message.to_owned(),
            suggestion: None,
            confidence: 0.85,
            side: Side::Target,
            segment,
            span: target.whole(&span),
        }
    }
}

/// Whether a word is known as a name: by the glossary, or because the text writes it with a
/// capital inside a sentence.
fn is_name(word: &str, subject: &Subject<'_>, knowledge: &Knowledge<'_>) -> bool {
    let is_inside = |(_, passage): (usize, Passage<'_>)| {
        let mut places = passage.text.match_indices(word);
        places.any(|(at, _)| passage.text[..at].trim_end().ends_with(is_letter_or_digit))
    };
    subject.passages(Side::Source).any(is_inside)
        || !knowledge.glossary.mentions(word, &subject.from).is_empty()
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
        && word.chars().all(is_letter)
        && !word.contains(char::is_uppercase)
        && !word.starts_with("http")
}

/// Whether a text has a word that has to be translated: one that is written small, or a function
/// word in a sentence or without any name beside it (University of Chicago is a name).
fn has_words(analyser: &Analyser, text: &str) -> bool {
    let words = words_outside_code(analyser, text);
    let is_function = |word: &&str| {
        word.chars().count() > 1 && word.chars().all(char::is_lowercase) && {
            let folded = analyser.folded(word);
            analyser.is_function_word(&folded)
        }
    };
    let is_capital = |word: &&str| word.starts_with(char::is_uppercase);
    let is_sentence = || without_closers(text).ends_with(['.', '!', '?', '؟', '。', '？', '！']);
    words
        .iter()
        .any(|word| is_small(word) && !is_function(word))
        || words.iter().any(is_function) && (is_sentence() || !words.iter().any(is_capital))
}

/// The only word of a text beside numbers, addresses and placeholders, where it has a capital and
/// then small letters: not IBM, not MockProject, and no label before a colon.
fn lone_word(analyser: &Analyser, text: &str) -> Option<String> {
    let words = words_outside_code(analyser, text);
    let [word] = words[..] else {
        return None;
    };
    let mut letters = word.chars();
    let is_written = letters.next().is_some_and(char::is_uppercase)
        && letters.all(char::is_lowercase)
        && word.chars().count() >= 3;
    let is_label = text.contains(&format!("{word}:"));
    (is_written && !is_label).then(|| word.to_owned())
}

/// The words of a text that are no part of a placeholder, of an entity such as `&amp;`, of a path
/// or of what stands between backticks.
fn words_outside_code<'t>(analyser: &Analyser, text: &'t str) -> Vec<&'t str> {
    let quoted: Vec<usize> = text.match_indices('`').map(|(at, _)| at).collect();
    let is_quoted = |at: usize| {
        quoted.chunks(2).any(|two| match two {
            [open, close] => (*open..*close).contains(&at),
            _ => false,
        })
    };
    let is_code = |at: usize, end: usize| {
        let before = text[..at].chars().next_back();
        let behind = text[end..].chars().next();
        let chunk = text[..at]
            .rfind(char::is_whitespace)
            .map_or(0, |space| space + 1);
        matches!(
            before,
            Some('&' | '$' | '@' | '%' | '#' | '/' | '_' | ':' | '{')
        ) || matches!(behind, Some('@' | '_' | '`' | '$' | '%'))
            || text[chunk..].trim_start().starts_with('/')
            || is_quoted(at)
    };
    let tokens = analyser.tokens(text);
    let words = tokens
        .iter()
        .filter(|token| token.class == TokenClass::Word && !is_code(token.start, token.end()));
    words.map(|token| token.text).collect()
}

/// Whether a text of several words has letters of the source's script alone.
fn is_foreign(reading: Reading<'_, '_>, from: &LanguageTag) -> bool {
    let words = reading
        .tokens()
        .iter()
        .filter(|token| token.class == TokenClass::Word);
    let is_latin = script(from) == "Latn";
    let own = |c: char| match is_latin {
        true => c.is_ascii_alphabetic() || ('\u{c0}'..='\u{24f}').contains(&c),
        false => is_letter(c) && !c.is_ascii(),
    };
    let letters = || reading.text().chars().filter(|c| is_letter(*c));
    let small = words.clone().filter(|token| is_small(token.text)).count();
    words.count() >= LONGEST_NAME && small >= 2 && is_latin && letters().all(own)
}

/// The words of a passage.
fn words<'s, 't>(reading: Reading<'s, 't>) -> Vec<&'s Token<'t>> {
    let tokens = reading.tokens().iter();
    tokens
        .filter(|token| token.class == TokenClass::Word)
        .collect()
}

/// The longest run of words that a translation has from its source, where it is long enough.
fn left_run(source: Reading<'_, '_>, target: Reading<'_, '_>) -> Option<Range<usize>> {
    let own = words(source);
    let other = words(target);
    let mut best: Option<Range<usize>> = None;
    let mut longest = LONGEST_TITLE - 1;
    // The length of the run that ends at each word of the source, word by word of the target.
    let mut row = vec![0usize; own.len() + 1];
    for (end, word) in other.iter().enumerate() {
        for at in (0..own.len()).rev() {
            let is_same = own[at].text == word.text;
            row[at + 1] = if is_same { row[at] + 1 } else { 0 };
            let length = row[at + 1];
            if length > longest {
                let run = &other[end + 1 - length..=end];
                let small = run.iter().filter(|word| is_small(word.text)).count();
                if small >= SMALL_WORDS {
                    longest = length;
                    best = Some(run[0].start..word.end());
                }
            }
        }
    }
    best
}
