//! `letter-forms`: Arabic letters in Persian text, Persian ones in Arabic text.

use super::{Check, Example, Examples, Finding, Fix, Knowledge, Subject, Told};
use crate::model::Severity;
use crate::text::is_letter_or_digit;

/// Finds words with letters of the neighbouring language's keyboard.
pub struct Letters;

/// Letters that one language writes otherwise, with the letter that it writes.
const WRONG_LETTERS: &[(&str, &[(char, char)])] = &[
    ("ar", &[('ی', 'ي'), ('ک', 'ك')]),
    ("ckb", &[('ي', 'ی'), ('ى', 'ی'), ('ك', 'ک')]),
    ("fa", &[('ي', 'ی'), ('ى', 'ی'), ('ك', 'ک')]),
    ("ur", &[('ي', 'ی'), ('ى', 'ی'), ('ك', 'ک'), ('ه', 'ہ')]),
];

impl Check for Letters {
    fn id(&self) -> &'static str {
        "letter-forms"
    }

    fn severity(&self) -> Severity {
        Severity::Note
    }

    fn about(&self) -> &'static str {
        "A word is written with letters of another language's keyboard (ي or ك in Persian)"
    }

    fn explains(&self) -> &'static str {
        "Texts typed on an Arabic keyboard have ي and ك where Persian has ی and ک, and the other way \
         round. They look alike and are not found by a search for the right word."
    }

    fn fix(&self) -> Fix {
        Fix::Safe
    }

    fn told(&self) -> Told {
        Told::Habit { from: 3 }
    }

    fn examples(&self) -> Examples {
        let example = |text| Example {
            source: ("fa", text),
            target: None,
        };
        Examples {
            bad: example(&["وزير امور خارجه كشور"]),
            good: example(&["وزیر امور خارجه کشور"]),
        }
    }

    fn run(&self, subject: &Subject<'_>, _: &Knowledge<'_>) -> Vec<Finding> {
        let side = subject.own_side();
        let language = subject.language(side).primary();
        let Some((_, wrong)) = WRONG_LETTERS.iter().find(|(tag, _)| *tag == language) else {
            return Vec::new();
        };
        let right = |letter: char| {
            wrong
                .iter()
                .find(|(found, _)| *found == letter)
                .map_or(letter, |(_, right)| *right)
        };
        let is_wrong = |letter: char| right(letter) != letter;
        let mut findings = Vec::new();
        for (segment, passage) in subject.passages(side) {
            for (start, word) in words(passage.text) {
                if word.contains(is_wrong) {
                    let mended: String = word.chars().map(right).collect();
                    findings.push(Finding {
                        check: self.id(),
                        severity: self.severity(),
                        message: format!("{word} has letters of another keyboard"),
                        suggestion: Some(mended),
                        confidence: 0.95,
                        side,
                        segment,
                        span: passage.whole(&(start..start + word.len())),
                    });
                }
            }
        }
        findings
    }
}

/// The runs of letters and joiners of a text, with their places.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_inside = |c: char| is_letter_or_digit(c) || c == '\u{200c}';
    text.split(move |c| !is_inside(c))
        .filter(|word| !word.is_empty())
        .map(move |word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}
