//! `first-letter`: a translation that begins with a small letter where its source has a capital,
//! or the other way round.

use super::both;
use crate::check::conventions::{Writing, writing_of};
use crate::check::{Check, Example, Examples, Finding, Knowledge, Side, Subject};
use crate::model::Severity;

/// Finds segments whose first letters differ in case, in scripts that have capitals.
pub(in crate::check) struct FirstLetter;

/// From which share of the segments on it is how the document is divided: sentences that the
/// translation puts together begin small.
const HABIT: usize = 4;

impl Check for FirstLetter {
    fn id(&self) -> &'static str {
        "first-letter"
    }

    fn severity(&self) -> Severity {
        Severity::Note
    }

    fn about(&self) -> &'static str {
        "The translation begins with a small letter and the source with a capital, or the other way \
         round"
    }

    fn explains(&self) -> &'static str {
        "Only between scripts that have capitals, and only where both sides begin with a letter, \
         before which quotation marks and dashes do not count. Names such as iPhone, and a text that \
         goes on with the sentence before, are left alone."
    }

    fn examples(&self) -> Examples {
        let source = ("en", &["The ministers met in Moscow."][..]);
        Examples {
            bad: Example {
                source,
                target: Some(("ru", &["министры встретились в Москве."])),
            },
            good: Example {
                source,
                target: Some(("ru", &["Министры встретились в Москве."])),
            },
        }
    }

    fn run(&self, subject: &Subject<'_>, _: &Knowledge<'_>) -> Vec<Finding> {
        let Some(to) = &subject.to else {
            return Vec::new();
        };
        if writing_of(&subject.from) != Writing::Cased || writing_of(to) != Writing::Cased {
            return Vec::new();
        }
        let mut goes_on = false;
        let mut findings = Vec::new();
        let mut count = 0;
        for (segment, source, target) in both(subject) {
            count += 1;
            let is_joined = std::mem::replace(&mut goes_on, !ends(target.text));
            let (Some(own), Some(other)) = (first_case(source.text), first_case(target.text))
            else {
                continue;
            };
            let message = match (own.is_capital, other.is_capital) {
                (true, false) if segment == 0 || !is_joined => {
                    "this begins with a small letter, the source with a capital"
                }
                (false, true) => "this begins with a capital, the source with a small letter",
                _ => continue,
            };
            findings.push(Finding {
                check: self.id(),
                severity: self.severity(),
                message: message.to_owned(),
                suggestion: None,
                confidence: 0.6,
                side: Side::Target,
                segment,
                span: target.whole(&(other.at..other.at + other.length)),
            });
        }
        let is_habit = findings.len() > 2 && findings.len() * HABIT > count;
        if is_habit { Vec::new() } else { findings }
    }
}

/// The first letter of a text.
struct First {
    at: usize,
    length: usize,
    is_capital: bool,
}

/// The first letter, where nothing but marks stands before it and its word is written as others
/// are: not iPhone, not the 'n of Afrikaans, no address.
fn first_case(text: &str) -> Option<First> {
    let (at, letter) = text.char_indices().find(|(_, c)| c.is_alphanumeric())?;
    let before = &text[..at];
    let word_end = text[at..]
        .find(|c: char| !c.is_alphanumeric())
        .map_or(text.len(), |end| at + end);
    let word = &text[at..word_end];
    let is_elided = before.ends_with(['\'', '’', 'ʼ']) && word.chars().count() == 1;
    if is_elided {
        let rest = first_case(&text[word_end..])?;
        return Some(First {
            at: word_end + rest.at,
            ..rest
        });
    }
    let has_case = letter.is_uppercase() || letter.is_lowercase();
    let is_code = before.contains(['<', '{', '%', '@', '/', '#', '$', '\\'])
        || text[word_end..].starts_with("://")
        || text[word_end..].starts_with(['@', '_', '(']);
    let is_name = letter.is_lowercase() && word.contains(char::is_uppercase);
    (has_case && !is_code && !is_name).then(|| First {
        at,
        length: letter.len_utf8(),
        is_capital: letter.is_uppercase(),
    })
}

/// Whether a text ends a sentence, so that the next one begins anew.
fn ends(text: &str) -> bool {
    let last = super::without_closers(text).chars().next_back();
    last.is_none_or(|c| matches!(c, '.' | '!' | '?' | '…' | ';' | '։' | ':'))
}
