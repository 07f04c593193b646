//! `doubled-space`: more than one space between two words.

use std::ops::Range;

use super::super::article::{Article, Paragraph, Remark};
use super::super::conventions::marks_behind_space;
use super::super::{Check, Example, Examples, Finding, Fix, Knowledge, Subject, Told};
use crate::lang::{LanguageTag, profile_of};
use crate::model::Severity;

/// Finds runs of spaces inside paragraphs.
pub struct DoubledSpace;

impl Check for DoubledSpace {
    fn id(&self) -> &'static str {
        "doubled-space"
    }

    fn severity(&self) -> Severity {
        Severity::Note
    }

    fn about(&self) -> &'static str {
        "Two or more spaces stand where one belongs"
    }

    fn explains(&self) -> &'static str {
        "Between sentences two spaces are left alone where the whole text has two there, as older typists write. In a translation a segment is left alone whose source has as many."
    }

    fn fix(&self) -> Fix {
        Fix::Safe
    }

    fn told(&self) -> Told {
        Told::Slips { from: 4 }
    }

    fn examples(&self) -> Examples {
        Examples {
            bad: Example::of(
                "en",
                &["The pact is between  Australia and the United States."],
            ),
            good: Example::of(
                "en",
                &["The pact is between Australia and the United States."],
            ),
        }
    }

    fn run(&self, subject: &Subject<'_>, _: &Knowledge<'_>) -> Vec<Finding> {
        let article = Article::of(subject);
        let has_wide_sentences = has_wide_sentences(&article);
        article.each(self, |paragraph| {
            if subject.source_matches(paragraph, |text| {
                runs(text).len() == runs(paragraph.text).len()
            }) {
                return Vec::new();
            }
            let found = runs(paragraph.text).into_iter();
            found
                .filter(|run| !(has_wide_sentences && ends_sentence(&paragraph.text[..run.start])))
                .map(|run| {
                    let spaces = paragraph.text[run.clone()].chars().count();
                    let kept = kept_space(paragraph.text, &run, article.language);
                    Remark::new(run, format!("{spaces} spaces in a row"), 0.98).instead(kept)
                })
                .collect()
        })
    }
}

/// The space that stays: a plain one, or one that does not break where there is one and the
/// language wants one: at its marks («\u{a0}…\u{a0}», French ! and ?), between groups of digits.
fn kept_space(text: &str, run: &Range<usize>, language: &LanguageTag) -> &'static str {
    let unbroken = match text[run.clone()].chars().find(|c| *c != ' ') {
        Some('\u{202f}') => "\u{202f}",
        Some('\u{a0}') => "\u{a0}",
        _ => return " ",
    };
    let before = text[..run.start].chars().next_back();
    let behind = text[run.end..].chars().next();
    let marks = marks_behind_space(language);
    let is_at_mark = behind.is_some_and(|mark| marks.contains(mark))
        || before == Some('«') && marks.contains('»');
    let is_digit = |c: Option<char>| c.is_some_and(char::is_numeric);
    let group = &profile_of(language).numbers.group;
    let is_in_number =
        is_digit(before) && is_digit(behind) && group.contains(['\u{a0}', '\u{202f}']);
    match is_at_mark || is_in_number {
        true => unbroken,
        false => " ",
    }
}

/// The runs of two spaces and more between two words of a line.
fn runs(text: &str) -> Vec<Range<usize>> {
    let is_space = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}');
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = text[from..].find(is_space).map(|at| from + at) {
        let length = text[start..].find(|c| !is_space(c));
        let Some(end) = length.map(|length| start + length) else {
            break;
        };
        let is_indent = start == 0 || text[..start].ends_with('\n');
        let is_trailing = text[end..].starts_with(['\n', '\r']);
        if text[start..end].chars().count() > 1 && !is_indent && !is_trailing {
            found.push(start..end);
        }
        from = end;
    }
    found
}

fn ends_sentence(before: &str) -> bool {
    before
        .trim_end_matches(['"', '”', '»', ')', '’', '\''])
        .ends_with(['.', '!', '?', '…', ':'])
}

/// Whether two spaces between sentences are the habit of the text: most ends of sentences
/// inside paragraphs have them, and at least three.
fn has_wide_sentences(article: &Article<'_, '_>) -> bool {
    let ends = |paragraph: &Paragraph<'_>, wide: &str| {
        let text = paragraph.text;
        let places = text.match_indices(wide);
        places
            .filter(|(at, _)| ends_sentence(&text[..*at]) && !text[..*at].ends_with(' '))
            .count()
    };
    let count =
        |wide: &str| -> usize { article.paragraphs.iter().map(|own| ends(own, wide)).sum() };
    let (wide, all) = (count("  "), count(" "));
    wide >= 3 && wide * 2 > all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_between_words_of_a_line() {
        assert_eq!(runs("  a  b \u{a0}c  \n  d  "), [3..5, 6..9]);
    }

    #[test]
    fn a_space_that_does_not_break_stays_where_the_language_wants_it() {
        for (language, text, expected) in [
            ("en", "two\u{a0} words", " "),
            ("en", "a  b", " "),
            ("fr", "Oui\u{a0} !", "\u{a0}"),
            ("fr", "«\u{202f} oui", "\u{202f}"),
            ("fr", "deux\u{a0} mots", " "),
            ("ru", "12\u{a0} 500", "\u{a0}"),
            ("en", "12\u{a0} 500", " "),
            ("fa", "دو\u{a0} واژه", " "),
        ] {
            let run = runs(text).remove(0);
            let language = LanguageTag::parse(language).unwrap();
            assert_eq!(kept_space(text, &run, &language), expected, "{text}");
        }
    }
}
