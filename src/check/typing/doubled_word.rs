//! `doubled-word`: a word typed twice.

use super::super::article::{Article, Remark};
use super::super::conventions::{doubled_on_purpose, is_spaced};
use super::super::{Check, Example, Examples, Finding, Fix, Knowledge, Subject, Told};
use crate::model::Severity;
use crate::text::{Analyser, Token, TokenClass};

/// Finds a word that stands twice with nothing but space between.
pub struct DoubledWord;

impl Check for DoubledWord {
    fn id(&self) -> &'static str {
        "doubled-word"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn about(&self) -> &'static str {
        "A word stands twice in a row"
    }

    fn explains(&self) -> &'static str {
        "Words that a language doubles on purpose (English “had had”, French “nous nous”) and names (“Duran Duran”) do not count; in languages that double words as a matter of grammar (Persian, Turkish, Hindi) only function words do."
    }

    fn fix(&self) -> Fix {
        Fix::Safe
    }

    fn told(&self) -> Told {
        Told::Habit { from: 4 }
    }

    fn examples(&self) -> Examples {
        Examples {
            bad: Example::of("en", &["He stressed the the need to cooperate."]),
            good: Example::of("en", &["He stressed the need that that pact had had."]),
        }
    }

    fn run(&self, subject: &Subject<'_>, _: &Knowledge<'_>) -> Vec<Finding> {
        let article = Article::of(subject);
        if !is_spaced(article.language) {
            return Vec::new();
        }
        let analyser = Analyser::new(article.language);
        let on_purpose = doubled_on_purpose(article.language);
        article.each(self, |paragraph| {
            let tokens = analyser.tokens(paragraph.text);
            tokens
                .windows(2)
                .filter_map(|pair| {
                    let (first, second) = (pair[0], pair[1]);
                    let between = &paragraph.text[first.end()..second.start];
                    let is_doubled = !between.is_empty()
                        && between.chars().all(char::is_whitespace)
                        && counts(first, second, &analyser, on_purpose)
                        && is_word(first)
                        && is_word(second);
                    is_doubled.then(|| {
                        let span = first.start..second.end();
                        let confidence = if first.text == second.text {
                            0.92
                        } else {
                            0.85
                        };
                        Remark::new(span, format!("{} stands twice", second.text), confidence)
                            .instead(first.text)
                    })
                })
                .collect()
        })
    }
}

fn is_word(token: Token<'_>) -> bool {
    token.class == TokenClass::Word
        && token
            .text
            .chars()
            .all(|c| c.is_alphabetic() || c == '\u{200c}')
}

/// Whether two words are one that was typed twice.
fn counts(
    first: Token<'_>,
    second: Token<'_>,
    analyser: &Analyser,
    on_purpose: Option<&[&str]>,
) -> bool {
    let first_letter = |word: Token<'_>| word.text.chars().next().map(char::to_lowercase);
    // Most words are told apart by their first letters, without a copy of either.
    if !first_letter(first)
        .into_iter()
        .flatten()
        .eq(first_letter(second).into_iter().flatten())
    {
        return false;
    }
    let lower = second.text.to_lowercase();
    if first.text.to_lowercase() != lower {
        return false;
    }
    match on_purpose {
        Some(words) => {
            let is_name = second.text.contains(char::is_uppercase);
            !is_name && !words.contains(&lower.as_str())
        }
        // Short ones may be letters of a foreign name (سي إن إن).
        None => {
            analyser.is_function_word(&analyser.folded(second.text)) && lower.chars().count() > 2
        }
    }
}
