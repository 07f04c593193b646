//! `decomposed-letter`: letters in two pieces, a letter and a mark, where Unicode has one.

use super::super::article::{Article, Remark};
use super::super::conventions::words;
use super::super::{Check, Example, Examples, Finding, Fix, Knowledge, Subject, Told};
use crate::model::Severity;
use crate::text::nfc;

/// Finds words that are not in normalisation form C.
pub struct Decomposed;

impl Check for Decomposed {
    fn id(&self) -> &'static str {
        "decomposed-letter"
    }

    fn severity(&self) -> Severity {
        Severity::Note
    }

    fn about(&self) -> &'static str {
        "A letter is stored as two characters where one exists (e and ´ for é)"
    }

    fn explains(&self) -> &'static str {
        "Such text comes from file names of macOS and from PDF files; it looks right and is not found by searches. Only the order of marks is never told."
    }

    fn fix(&self) -> Fix {
        Fix::Safe
    }

    fn told(&self) -> Told {
        Told::Habit { from: 2 }
    }

    fn examples(&self) -> Examples {
        Examples {
            bad: Example::of("fr", &["un e\u{301}tat"]),
            good: Example::of("fr", &["un état"]),
        }
    }

    fn run(&self, subject: &Subject<'_>, _: &Knowledge<'_>) -> Vec<Finding> {
        Article::of(subject).each(self, |paragraph| {
            if paragraph.text.is_ascii() {
                return Vec::new();
            }
            words(paragraph.text)
                .filter_map(|(start, word)| {
                    let composed = nfc(word);
                    let is_shorter = composed.chars().count() < word.chars().count();
                    is_shorter.then(|| {
                        let message = format!("{word} has letters in two pieces");
                        Remark::new(start..start + word.len(), message, 0.95).instead(composed)
                    })
                })
                .collect()
        })
    }
}
