//! `term-added`: a name of the glossary that only the translation has.

use super::super::{Check, Example, Examples, Finding, Knowledge, Side, Subject};
use super::compared::Compared;
use crate::model::Severity;

/// Finds countries, organisations and persons that a translation names and its article does not.
pub(in crate::check) struct Added;

impl Check for Added {
    fn id(&self) -> &'static str {
        "term-added"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn about(&self) -> &'static str {
        "The translation names a country, organisation or person that the article nowhere names"
    }

    fn explains(&self) -> &'static str {
        "Names count that the glossary has. The article names it too where it has the people, the \
         adjective, an acronym, a related concept, half of the words of its name, or beside the sentence \
         a name that sounds like it. Where a concept of the same sort is missing, `term-rendering` tells \
         both."
    }

    fn examples(&self) -> Examples {
        let source = ("en", &["The ministers met in the capital on Monday."][..]);
        Examples {
            bad: Example {
                source,
                target: Some((
                    "fa",
                    &["وزیران روز دوشنبه در پایتخت تاجیکستان دیدار کردند."],
                )),
            },
            good: Example {
                source,
                target: Some(("fa", &["وزیران روز دوشنبه در پایتخت دیدار کردند."])),
            },
        }
    }

    fn run(&self, subject: &Subject<'_>, knowledge: &Knowledge<'_>) -> Vec<Finding> {
        let Some(to) = &subject.to else {
            return Vec::new();
        };
        let compared = Compared::new(subject, to, knowledge);
        let mut findings: Vec<Finding> = Vec::new();
        for (at, own) in compared.sides.iter().enumerate() {
            let swaps = compared.swaps(at);
            let is_told = |span: &std::ops::Range<usize>| {
                let touches = |other: &std::ops::Range<usize>| {
                    other.start < span.end && span.start < other.end
                };
                swaps.iter().any(|swap| touches(&swap.other.span))
            };
            for mention in compared.added(at).filter(|one| !is_told(&one.span)) {
                let written = &own.target.text[mention.span.clone()];
                findings.push(Finding {
                    check: self.id(),
                    severity: self.severity(),
                    message: format!(
                        "only the translation names {written}, which is {}",
                        mention.entry.id
                    ),
                    suggestion: None,
                    confidence: 0.6 * mention.similarity,
                    side: Side::Target,
                    segment: own.segment,
                    span: own.target.whole(&mention.span),
                });
            }
        }
        findings
    }
}
