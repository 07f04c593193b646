//! `deprecated-term`: a term that the glossary asks to replace.

use super::{Check, Example, Examples, Finding, Knowledge, Subject};
use crate::model::{Severity, TermStatus};

/// Finds deprecated and forbidden terms in the text that can still be changed.
pub struct Deprecated;

impl Check for Deprecated {
    fn id(&self) -> &'static str {
        "deprecated-term"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn about(&self) -> &'static str {
        "A term is used that the glossary calls deprecated or forbidden"
    }

    fn explains(&self) -> &'static str {
        "The suggestion is the preferred term of the same concept, unless that is only proposed. A forbidden term is an error. A \
         deprecated organ inside a deprecated office is told once, with the office."
    }

    fn examples(&self) -> Examples {
        let example = |text| Example {
            source: ("en", text),
            target: None,
        };
        Examples {
            bad: example(&["The President of Swaziland arrived."]),
            good: example(&["The President of Eswatini arrived."]),
        }
    }

    fn run(&self, subject: &Subject<'_>, knowledge: &Knowledge<'_>) -> Vec<Finding> {
        let side = subject.own_side();
        // A deprecated organ inside a deprecated office is one thing to mend, not two.
        let mut told = 0..0;
        subject
            .own_mentions(knowledge.glossary)
            .filter_map(|(segment, passage, mention)| {
                let term = mention.term();
                let severity = match term.status {
                    TermStatus::Deprecated => self.severity(),
                    TermStatus::Forbidden => Severity::Error,
                    TermStatus::Preferred | TermStatus::Admitted => return None,
                };
                let span = passage.whole(&mention.span);
                if told.contains(&span.start) {
                    return None;
                }
                told = span.clone();
                let preferred = mention
                    .entry
                    .preferred(&term.language)
                    .filter(|term| !term.is_unsettled());
                Some(Finding {
                    check: self.id(),
                    severity,
                    message: format!(
                        "{} is a {} term for {}",
                        &passage.text[mention.span.clone()],
                        term.status,
                        mention.entry.id
                    ),
                    suggestion: preferred.map(|term| term.text.clone()),
                    confidence: 0.95,
                    side,
                    segment,
                    span,
                })
            })
            .collect()
    }
}
