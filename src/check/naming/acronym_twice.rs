//! `acronym-twice`: an acronym that is introduced a second time.

use super::super::article::{Article, Remark};
use super::super::{Check, Example, Examples, Finding, Knowledge, Subject};
use super::acronyms::{Introduction, has_acronyms, introductions};
use crate::model::Severity;

/// Finds second introductions of acronyms.
pub struct AcronymTwice;

impl Check for AcronymTwice {
    fn id(&self) -> &'static str {
        "acronym-twice"
    }

    fn severity(&self) -> Severity {
        Severity::Note
    }

    fn about(&self) -> &'static str {
        "An acronym is introduced with its long form a second time"
    }

    fn examples(&self) -> Examples {
        Examples {
            bad: Example::of(
                "en",
                &[
                    "The Shanghai Cooperation Organization (SCO) met.",
                    "Iran joined the Shanghai Cooperation Organization (SCO).",
                ],
            ),
            good: Example::of(
                "en",
                &[
                    "The Shanghai Cooperation Organization (SCO) met.",
                    "Iran joined the SCO.",
                ],
            ),
        }
    }

    fn run(&self, subject: &Subject<'_>, knowledge: &Knowledge<'_>) -> Vec<Finding> {
        if !has_acronyms(subject) {
            return Vec::new();
        }
        let article = Article::of(subject);
        let all = introductions(&article, knowledge);
        let second = all
            .iter()
            .enumerate()
            .filter(|(at, own)| all[..*at].iter().any(|other| is_same(own, other)));
        second
            .map(|(_, own)| {
                let message = format!("{} was introduced before", own.acronym);
                let remark =
                    Remark::new(own.span.clone(), message, 0.9).instead(own.acronym.clone());
                article.finding(self, &article.paragraphs[own.paragraph], remark)
            })
            .collect()
    }
}

/// Whether two introductions give one acronym one meaning.
pub(super) fn is_same(one: &Introduction, other: &Introduction) -> bool {
    let is_one_concept = one.concept.is_some() && one.concept == other.concept;
    one.acronym == other.acronym && (is_one_concept || one.stems == other.stems)
}
