//! `acronym-early`: an acronym that is used before it is introduced.

use super::super::article::{Article, Remark};
use super::super::{Check, Example, Examples, Finding, Knowledge, Subject};
use super::acronyms::{has_acronyms, introductions, uses};
use crate::model::Severity;

/// Finds the first use of an acronym that is introduced only later.
pub struct AcronymEarly;

impl Check for AcronymEarly {
    fn id(&self) -> &'static str {
        "acronym-early"
    }

    fn severity(&self) -> Severity {
        Severity::Note
    }

    fn about(&self) -> &'static str {
        "An acronym is used before the place where it is introduced"
    }

    fn explains(&self) -> &'static str {
        "Headlines may use it: the first paragraph, and paragraphs without an end mark, do not count."
    }

    fn examples(&self) -> Examples {
        Examples {
            bad: Example::of(
                "en",
                &[
                    "Officials met in Dushanbe.",
                    "They praised the SCO member states.",
                    "The Shanghai Cooperation Organization (SCO) has ten members.",
                ],
            ),
            good: Example::of(
                "en",
                &[
                    "SCO officials meet",
                    "The Shanghai Cooperation Organization (SCO) has ten members.",
                    "They praised the SCO member states.",
                ],
            ),
        }
    }

    fn run(&self, subject: &Subject<'_>, knowledge: &Knowledge<'_>) -> Vec<Finding> {
        if !has_acronyms(subject) {
            return Vec::new();
        }
        let article = Article::of(subject);
        let uses = uses(&article);
        let mut told: Vec<String> = Vec::new();
        let mut findings = Vec::new();
        for introduction in introductions(&article, knowledge) {
            if told.contains(&introduction.acronym) {
                continue;
            }
            told.push(introduction.acronym.clone());
            let place = (introduction.paragraph, introduction.span.start);
            let early = uses.iter().find(|own| {
                own.acronym == introduction.acronym
                    && (own.paragraph, own.span.start) < place
                    && own.paragraph > 0
                    && ends_with_mark(article.paragraphs[own.paragraph].text)
            });
            let Some(early) = early else {
                continue;
            };
            let message = format!(
                "{} is used here and introduced later ({})",
                early.acronym, introduction.meaning
            );
            let remark = Remark::new(early.span.clone(), message, 0.85)
                .instead(format!("{} ({})", introduction.meaning, early.acronym));
            findings.push(article.finding(self, &article.paragraphs[early.paragraph], remark));
        }
        findings
    }
}

fn ends_with_mark(text: &str) -> bool {
    text.trim_end().ends_with(|c: char| !c.is_alphanumeric())
}
