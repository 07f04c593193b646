//! `end-mark`: a sentence that ends with a mark in the source and without one in the translation.

use super::{both, without_closers};
use crate::check::{Check, Example, Examples, Finding, Knowledge, Side, Subject};
use crate::model::Severity;

/// Finds translations without the stop, colon or ellipsis that their source ends with, by the
/// marks of any script. Questions have a check of their own.
pub(in crate::check) struct EndMark;

/// What a text ends with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Stop,
    Colon,
    Ellipsis,
    /// A question or exclamation mark, a semicolon, a dash.
    OtherMark,
    Word,
}

/// From which share of sentences on that end without a mark it is the way of the document.
const HABIT: usize = 4;

impl Check for EndMark {
    fn id(&self) -> &'static str {
        "end-mark"
    }

    fn severity(&self) -> Severity {
        Severity::Note
    }

    fn about(&self) -> &'static str {
        "The source ends with a stop, colon or ellipsis, and the translation without any mark"
    }

    fn explains(&self) -> &'static str {
        "Marks of all scripts count (。 ۔ । ። ։). A quotation may end the sentence by itself. Where a \
         quarter of the sentences end without a mark, that is the way of the document and no finding."
    }

    fn examples(&self) -> Examples {
        let source = ("en", &["They said:", "The talks will go on."][..]);
        Examples {
            bad: Example {
                source,
                target: Some(("ru", &["Они сказали:", "Переговоры продолжатся"])),
            },
            good: Example {
                source,
                target: Some(("ru", &["Они сказали:", "Переговоры продолжатся."])),
            },
        }
    }

    fn run(&self, subject: &Subject<'_>, _: &Knowledge<'_>) -> Vec<Finding> {
        let Some(to) = &subject.to else {
            return Vec::new();
        };
        // Thai and Lao write no stops.
        if matches!(to.primary(), "th" | "lo") {
            return Vec::new();
        }
        let ends: Vec<_> = both(subject)
            .map(|(segment, source, target)| (segment, end_of(source.text), target))
            .collect();
        let is_bare = |text: &str| end_of(text) == End::Word && !ends_in_closer(text);
        let bare: Vec<_> = ends
            .iter()
            .filter(|(_, end, target)| {
                matches!(end, End::Stop | End::Colon | End::Ellipsis) && is_bare(target.text)
            })
            .collect();
        if bare.len() > 2 && bare.len() * HABIT > ends.len() {
            return Vec::new();
        }
        bare.into_iter()
            .map(|(segment, end, target)| Finding {
                check: self.id(),
                severity: self.severity(),
                message: format!(
                    "the source ends with {}, the translation without a mark",
                    named(*end)
                ),
                suggestion: None,
                confidence: 0.7,
                side: Side::Target,
                segment: *segment,
                span: {
                    let end = target.text.trim_end().len();
                    let last = target.text[..end]
                        .chars()
                        .next_back()
                        .map_or(0, char::len_utf8);
                    target.whole(&(end - last..end))
                },
            })
            .collect()
    }
}

fn named(end: End) -> &'static str {
    match end {
        End::Colon => "a colon",
        End::Ellipsis => "an ellipsis",
        _ => "a full stop",
    }
}

fn ends_in_closer(text: &str) -> bool {
    without_closers(text).len() < text.trim_end().len()
}

fn end_of(text: &str) -> End {
    let text = without_closers(text);
    if text.ends_with("...") || text.ends_with(['…', '⋯']) {
        return End::Ellipsis;
    }
    match text.chars().next_back() {
        Some(
            '.' | '。' | '۔' | '।' | '॥' | '።' | '։' | '．' | '｡' | '᱾' | '။' | '៕' | '។' | '܀',
        ) => End::Stop,
        Some(':' | '：' | '՝' | '`' | '፡' | '፦' | '჻') => End::Colon,
        Some(last) if last.is_alphanumeric() => End::Word,
        None => End::Word,
        Some(_) => End::OtherMark,
    }
}
