//! `lower-case-start`: a sentence that begins with a small letter.

use super::super::article::{Article, Remark};
use super::super::conventions::{Writing, is_within, unruled, writing_of};
use super::super::{Check, Example, Examples, Finding, Fix, Knowledge, Subject, Told};
use crate::lang::{LanguageProfile, profile_of};
use crate::model::Severity;

/// Finds a small letter behind the full stop of a sentence.
pub struct Starts;

/// Shorter words before a point are taken for abbreviations.
const SHORTEST: usize = 5;

impl Check for Starts {
    fn id(&self) -> &'static str {
        "lower-case-start"
    }

    fn severity(&self) -> Severity {
        Severity::Note
    }

    fn about(&self) -> &'static str {
        "A sentence begins with a small letter behind the full stop of the one before"
    }

    fn explains(&self) -> &'static str {
        "The word before the full stop has to be one of small letters and no abbreviation. Behind ! and ? a sentence may go on (“Why?” he asked)."
    }

    fn fix(&self) -> Fix {
        Fix::ByHand
    }

    fn told(&self) -> Told {
        Told::Habit { from: 4 }
    }

    fn examples(&self) -> Examples {
        Examples {
            bad: Example::of("en", &["They signed the agreement. the meeting ended."]),
            good: Example::of(
                "en",
                &["They signed approx. three agreements. The meeting ended... and went on."],
            ),
        }
    }

    fn run(&self, subject: &Subject<'_>, _: &Knowledge<'_>) -> Vec<Finding> {
        let article = Article::of(subject);
        if writing_of(article.language) != Writing::Cased {
            return Vec::new();
        }
        let profile = profile_of(article.language);
        article.each(self, |paragraph| {
            let text = paragraph.text;
            let unruled = unruled(text);
            text.match_indices(". ")
                .filter(|(at, _)| ends_sentence(&text[..*at], profile) && !is_within(&unruled, *at))
                .filter_map(|(at, _)| {
                    let word = text[at + 2..].split(|c: char| !c.is_alphabetic()).next()?;
                    let counts = word.chars().count() > 1 && word.chars().all(char::is_lowercase);
                    counts.then(|| {
                        let mut letters = word.chars();
                        let first = letters.next().map(|c| c.to_uppercase().to_string());
                        let capital = first.unwrap_or_default() + letters.as_str();
                        let span = at + 2..at + 2 + word.len();
                        Remark::new(span, "a sentence begins with a small letter", 0.75)
                            .instead(capital)
                    })
                })
                .collect()
        })
    }
}

/// Whether a text ends with a whole word in small letters that is no abbreviation.
fn ends_sentence(before: &str, profile: &LanguageProfile) -> bool {
    let start = before
        .char_indices()
        .rev()
        .take_while(|(_, c)| c.is_alphabetic())
        .last()
        .map_or(before.len(), |(start, _)| start);
    let word = &before[start..];
    let is_abbreviation = [
        &profile.abbreviations,
        &profile.number_abbreviations,
        &profile.final_abbreviations,
        &profile.time_abbreviations,
    ]
    .iter()
    .any(|known| known.has(word));
    word.chars().count() >= SHORTEST
        && word.chars().all(char::is_lowercase)
        && before[..start].ends_with(char::is_whitespace)
        && !is_abbreviation
        && word.contains(|c| "aeiouyàâäéèêëîïôöùûüáíóúаеёиоуыэюяієїαεηιουω".contains(c))
        && word != "approx"
}
