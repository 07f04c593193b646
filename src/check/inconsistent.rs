//! `two-translations`: the same source segment translated in two ways.

use std::collections::BTreeMap;

use super::{Check, Example, Examples, Finding, Knowledge, Side, Subject};
use crate::model::Severity;
use crate::text::{Foldings, fold};

/// Finds source segments that the text itself, or the memory, translates otherwise.
pub struct Inconsistent;

impl Check for Inconsistent {
    fn id(&self) -> &'static str {
        "two-translations"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn about(&self) -> &'static str {
        "The same source sentence has another translation elsewhere in the text or in the memory"
    }

    fn explains(&self) -> &'static str {
        "Two professional translators almost never give a whole sentence in the same words, so this \
         is for what is repeated: headings, formulas, lines of a list."
    }

    fn examples(&self) -> Examples {
        let source = ("en", &["Read more about it:", "Read more about it:"][..]);
        Examples {
            bad: Example {
                source,
                target: Some(("fa", &["بیشتر بخوانید:", "ادامهٔ مطلب:"])),
            },
            good: Example {
                source,
                target: Some(("fa", &["بیشتر بخوانید:", "بیشتر بخوانید:"])),
            },
        }
    }

    fn run(&self, subject: &Subject<'_>, knowledge: &Knowledge<'_>) -> Vec<Finding> {
        let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
        let mut findings = Vec::new();
        for (segment, aligned) in subject.segments.iter().enumerate() {
            let (Some(source), Some(target)) = (aligned.source, aligned.target) else {
                continue;
            };
            let same = |other: &str| {
                let language = subject.language(Side::Target);
                let plain = |text: &str| fold(text, language, Foldings::TYPING);
                plain(other) == plain(target.text)
            };
            let known = seen
                .insert(source.text, target.text)
                .map(|text| (text.to_owned(), "earlier in this text".to_owned()))
                .filter(|(text, _)| !same(text))
                .or_else(|| {
                    let mut known = (knowledge.translations)(source.text);
                    let is_new = !known.iter().any(|(text, _)| same(text));
                    is_new.then(|| known.pop()).flatten()
                });
            if let Some((text, place)) = known {
                findings.push(Finding {
                    check: self.id(),
                    severity: self.severity(),
                    message: format!("the same sentence is translated otherwise {place}"),
                    suggestion: Some(text),
                    confidence: 0.8,
                    side: Side::Target,
                    segment,
                    span: target.span(),
                });
            }
        }
        findings
    }
}
