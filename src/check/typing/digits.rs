//! `mixed-digits`: two kinds of digits in one text.

use super::super::article::{Article, Remark};
use super::super::conventions::{Writing, is_within, unruled, writing_of};
use super::super::{Check, Example, Examples, Finding, Knowledge, Subject};
use crate::model::Severity;

/// Finds numbers in other digits than most of the text has.
pub struct Digits;

impl Check for Digits {
    fn id(&self) -> &'static str {
        "mixed-digits"
    }

    fn severity(&self) -> Severity {
        Severity::Note
    }

    fn about(&self) -> &'static str {
        "One text has two kinds of digits, such as ۱۴۰۳ and 2024"
    }

    fn explains(&self) -> &'static str {
        "Told once for a document, at the first number of the rarer kind; a number that mixes them is always told. Digits beside Latin letters (G7, F-35, km 5) and in addresses are left alone."
    }

    fn examples(&self) -> Examples {
        Examples {
            bad: Example::of("fa", &["در سال ۱۴۰۳ و ۱۴۰۴", "و در سال 2024"]),
            good: Example::of("fa", &["در سال ۱۴۰۳ گروه G7 و COVID-19"]),
        }
    }

    fn run(&self, subject: &Subject<'_>, _: &Knowledge<'_>) -> Vec<Finding> {
        let article = Article::of(subject);
        let mut counts = [0usize; 5];
        let mut numbers = Vec::new();
        let mut findings = Vec::new();
        for (at, paragraph) in article.paragraphs.iter().enumerate() {
            for (span, kinds) in numbers_of(paragraph.text) {
                if kinds.len() > 1 {
                    let message = "a number with two kinds of digits";
                    findings.push(article.finding(
                        self,
                        paragraph,
                        Remark::new(span, message, 0.95),
                    ));
                } else if let Some(kind) = kinds.first() {
                    counts[*kind] += 1;
                    numbers.push((at, span, *kind));
                }
            }
        }
        // Beside Latin letters European digits are not counted, so there they are the usual ones.
        let usual = match writing_of(article.language) {
            Writing::Cased => 0,
            _ => (0..5).max_by_key(|kind| counts[*kind]).unwrap_or(0),
        };
        let others: Vec<_> = numbers
            .iter()
            .filter(|(_, _, kind)| *kind != usual)
            .collect();
        if let Some((at, span, _)) = others.first() {
            let paragraph = &article.paragraphs[*at];
            let more = match others.len() {
                1 => String::new(),
                count => format!(" (and {} more)", count - 1),
            };
            let number = &paragraph.text[span.clone()];
            let message = match counts[usual] {
                0 => format!("{number}{more} in the digits of another script"),
                1 => format!("{number}{more} in other digits than another number of the text"),
                many => format!("{number}{more} in other digits than {many} numbers of the text"),
            };
            findings.push(article.finding(
                self,
                paragraph,
                Remark::new(span.clone(), message, 0.9),
            ));
        }
        findings
    }
}

/// The kind of a digit: European, Arabic, Persian, any other, full-width.
fn kind_of(c: char) -> Option<usize> {
    Some(match c {
        '0'..='9' => 0,
        '٠'..='٩' => 1,
        '۰'..='۹' => 2,
        '\u{966}'..='\u{96f}'
        | '\u{9e6}'..='\u{9ef}'
        | '\u{e50}'..='\u{e59}'
        | '\u{1040}'..='\u{1049}' => 3,
        '０'..='９' => 4,
        _ => return None,
    })
}

/// The numbers of a text with the kinds of digits in each; those that belong to a Latin name or
/// an address are left out.
fn numbers_of(text: &str) -> Vec<(std::ops::Range<usize>, Vec<usize>)> {
    let unruled = unruled(text);
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = text[from..]
        .find(|c| kind_of(c).is_some())
        .map(|at| from + at)
    {
        let is_inside =
            |c: char| kind_of(c).is_some() || matches!(c, '.' | ',' | '٫' | '٬' | '/' | ':' | '-');
        let length = text[start..]
            .find(|c| !is_inside(c))
            .unwrap_or(text.len() - start);
        let end = start
            + text[start..start + length]
                .trim_end_matches(|c| kind_of(c).is_none())
                .len();
        from = end;
        let mut kinds: Vec<usize> = text[start..end].chars().filter_map(kind_of).collect();
        kinds.sort_unstable();
        kinds.dedup();
        // Of a Latin name only European digits are a part.
        let is_of_name = kinds == [0] && is_latin_beside(text, start, end);
        if !is_of_name && !is_within(&unruled, start) {
            found.push((start..end, kinds));
        }
    }
    found
}

fn is_latin_beside(text: &str, start: usize, end: usize) -> bool {
    let is_joint = |c: char| {
        matches!(
            c,
            ' ' | '-' | '‑' | '–' | '_' | '\u{200c}' | '(' | ')' | '.' | '@' | '#' | '+' | '/'
        )
    };
    let before = text[..start].trim_end_matches(is_joint).chars().next_back();
    let behind = text[end..].trim_start_matches(is_joint).chars().next();
    [before, behind]
        .into_iter()
        .flatten()
        .any(|c| c.is_ascii_alphabetic())
}
