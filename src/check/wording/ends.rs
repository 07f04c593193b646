//! `missing-end-mark`: a paragraph of running text without a mark at its end.

use super::super::article::{Article, Paragraph, Remark};
use super::super::conventions::{Writing, unruled, writing_of};
use super::super::{Check, Example, Examples, Finding, Knowledge, Subject, Told};
use crate::lang::{LanguageTag, profile_of};
use crate::model::Severity;

/// Finds the ends of paragraphs where the last sentence has no mark.
pub struct Ends;

/// A paragraph of one sentence without a mark is a heading or a caption up to this many
/// characters; of ideographs a third.
const HEADING: usize = 240;

impl Check for Ends {
    fn id(&self) -> &'static str {
        "missing-end-mark"
    }

    fn severity(&self) -> Severity {
        Severity::Note
    }

    fn about(&self) -> &'static str {
        "The last sentence of a paragraph of running text has no full stop or other end mark"
    }

    fn explains(&self) -> &'static str {
        "A paragraph counts as running text where it has several sentences, or one too long for a heading. Languages whose sentences need no mark (Thai, Khmer) are left out."
    }

    fn told(&self) -> Told {
        Told::Slips { from: 4 }
    }

    fn examples(&self) -> Examples {
        Examples {
            bad: Example::of(
                "en",
                &[
                    "Under the pact, the United States and the United Kingdom will help Australia to acquire submarines, and a group of officials of the three states will work for the next eighteen months to find out how this can be done in the shortest possible time and at the lowest cost",
                ],
            ),
            good: Example::of(
                "en",
                &[
                    "Related news",
                    "Under the pact, the United States will help Australia.",
                ],
            ),
        }
    }

    fn run(&self, subject: &Subject<'_>, _: &Knowledge<'_>) -> Vec<Finding> {
        let article = Article::of(subject);
        if writing_of(article.language) == Writing::Unspaced {
            return Vec::new();
        }
        let own_marks = &profile_of(article.language).terminators;
        article.each(self, |paragraph| {
            let text = paragraph.text.trim_end();
            let lacks = is_running(paragraph, article.language)
                && !ends_with_mark(text, own_marks)
                && unruled(text)
                    .last()
                    .is_none_or(|span| span.end < text.len());
            let last = text.char_indices().next_back();
            last.filter(|_| lacks)
                .map(|(at, _)| Remark::new(at..text.len(), "no mark ends the sentence", 0.7))
                .into_iter()
                .collect()
        })
    }
}

fn is_running(paragraph: &Paragraph<'_>, language: &LanguageTag) -> bool {
    let longest = match writing_of(language) {
        Writing::FullWidth => HEADING / 3,
        _ => HEADING,
    };
    let (first, rest) = match paragraph.sentences.split_first() {
        Some((first, rest)) => (first.1.text, rest.len()),
        None => return false,
    };
    let own_marks = &profile_of(language).terminators;
    paragraph.text.chars().count() > longest
        || rest > 1 && first.chars().count() > longest / 4 && ends_with_mark(first, own_marks)
}

/// Whether a text ends with a mark that may end a sentence, before quotation marks and brackets.
pub(super) fn ends_with_mark(text: &str, own_marks: &str) -> bool {
    let closes = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '"' | '”' | '“' | '»' | '«' | '’' | '\'' | ')' | ']' | '」' | '』' | '）' | '》'
            )
            || matches!(c, '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let last = text.trim_end_matches(closes).chars().next_back();
    last.is_none_or(|c| {
        matches!(
            c,
            '.' | '!'
                | '?'
                | '…'
                | ':'
                | ';'
                | '。'
                | '！'
                | '？'
                | '：'
                | '；'
                | '؟'
                | '؛'
                | '۔'
                | '।'
                | '։'
                | '።'
                | '．'
                | '⁉'
                | '‼'
                | '—'
                | '–'
        ) || own_marks.contains(c)
            || !c.is_alphanumeric()
                && u32::from(c) > 0x2190
                && !('\u{3000}'..'\u{fb00}').contains(&c)
    })
}
