//! `acronym-meanings`: an acronym that is introduced with two long forms.

use super::super::article::{Article, Remark};
use super::super::{Check, Example, Examples, Finding, Knowledge, Subject};
use super::acronym_twice::is_same;
use super::acronyms::{has_acronyms, introductions};
use crate::model::Severity;

/// Finds acronyms whose long form changes.
pub struct AcronymMeanings;

impl Check for AcronymMeanings {
    fn id(&self) -> &'static str {
        "acronym-meanings"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn about(&self) -> &'static str {
        "An acronym is introduced with two different long forms"
    }

    fn examples(&self) -> Examples {
        Examples {
            bad: Example::of(
                "en",
                &[
                    "The Shanghai Cooperation Organization (SCO) met.",
                    "Iran joined the Shanghai Cooperative Office (SCO).",
                ],
            ),
            good: Example::of(
                "en",
                &[
                    "The Shanghai Cooperation Organization (SCO) met.",
                    "The European Union (EU) did not.",
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
        let mut findings = Vec::new();
        for (at, own) in all.iter().enumerate() {
            let earlier = all[..at].iter().find(|other| other.acronym == own.acronym);
            let Some(first) = earlier.filter(|first| !is_same(first, own)) else {
                continue;
            };
            let message = format!("{} stood for {} before", own.acronym, first.meaning);
            let remark = Remark::new(own.span.clone(), message, 0.85);
            findings.push(article.finding(self, &article.paragraphs[own.paragraph], remark));
        }
        findings
    }
}
