//! `hyphen-for-dash`: a hyphen where the language has a dash.

use super::super::article::{Article, Remark};
use super::super::conventions::{is_within, unruled};
use super::super::{Check, Example, Examples, Finding, Fix, Knowledge, Subject, Told};
use crate::model::Severity;

/// Finds hyphens between spaces in languages whose dash is certain, and doubled hyphens in all.
pub struct Hyphens;

/// Languages written with Cyrillic letters in which a hyphen between spaces is always a mistake.
const WITH_DASH: &[&str] = &["ru", "uk", "be", "bg", "kk", "ky", "tg", "mn", "tt"];

impl Check for Hyphens {
    fn id(&self) -> &'static str {
        "hyphen-for-dash"
    }

    fn severity(&self) -> Severity {
        Severity::Note
    }

    fn about(&self) -> &'static str {
        "A hyphen stands for a dash: -- in any language, a hyphen between spaces in Russian and its neighbours"
    }

    fn explains(&self) -> &'static str {
        "In English, German or French a hyphen between spaces is left alone: many houses write so."
    }

    fn fix(&self) -> Fix {
        Fix::Safe
    }

    fn told(&self) -> Told {
        Told::Slips { from: 2 }
    }

    fn examples(&self) -> Examples {
        Examples {
            bad: Example::of("ru", &["Москва - столица России."]),
            good: Example::of("ru", &["Москва — столица России, Санкт-Петербург — нет."]),
        }
    }

    fn run(&self, subject: &Subject<'_>, _: &Knowledge<'_>) -> Vec<Finding> {
        let article = Article::of(subject);
        let has_dash = WITH_DASH.contains(&article.language.primary());
        article.each(self, |paragraph| {
            let text = paragraph.text;
            let unruled = unruled(text);
            let between_spaces = text.match_indices(" - ").filter(|_| has_dash);
            let single = between_spaces
                .filter(|(at, _)| has_word_beside(text, *at, at + 3))
                .map(|(at, _)| at + 1..at + 2);
            let doubled = text.match_indices("--").filter(|(at, _)| {
                !text[..*at].ends_with('-')
                    && !text[at + 2..].starts_with(['-', '>'])
                    && has_word_beside(text, *at, at + 2)
                    && text[at + 2..].starts_with(char::is_whitespace)
                        == text[..*at].ends_with(char::is_whitespace)
            });
            let mut spans: Vec<_> = single.chain(doubled.map(|(at, _)| at..at + 2)).collect();
            spans.retain(|span| !is_within(&unruled, span.start));
            spans.sort_by_key(|span| span.start);
            let remark = |span| Remark::new(span, "a hyphen stands for a dash", 0.91).instead("—");
            spans.into_iter().map(remark).collect()
        })
    }
}

/// Whether letters, not digits, stand on both sides.
fn has_word_beside(text: &str, start: usize, end: usize) -> bool {
    let is_wordy =
        |c: char| c.is_alphabetic() || matches!(c, '»' | '”' | '"' | ')' | '«' | '“' | '(');
    let before = text[..start].trim_end().chars().next_back();
    let behind = text[end..].trim_start().chars().next();
    // Speech in Russian: «Да», - сказал он.
    let ends_speech = |c: char| is_wordy(c) || matches!(c, ',' | '.' | '!' | '?' | '…');
    before.is_some_and(ends_speech) && behind.is_some_and(is_wordy)
}
