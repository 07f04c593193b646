//! `repeated-sentence`: a sentence or paragraph that stands twice.

use rustc_hash::FxHashMap;

use super::super::article::{Article, Remark};
use super::super::conventions::{Writing, writing_of};
use super::super::{Check, Example, Examples, Finding, Knowledge, Subject, Told};
use crate::model::Severity;
use crate::text::{Foldings, fold};

/// Finds sentences that an article has word for word before.
pub struct Repeated;

/// Shorter ones may well be repeated: headings, formulas, refrains.
const SHORTEST: usize = 60;

impl Check for Repeated {
    fn id(&self) -> &'static str {
        "repeated-sentence"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn about(&self) -> &'static str {
        "A sentence stands in the text a second time"
    }

    fn explains(&self) -> &'static str {
        "Only what is long enough not to be a formula counts (60 characters; 20 in Chinese and Japanese), however it is typed. In a translation a sentence is left alone whose source is repeated too."
    }

    fn told(&self) -> Told {
        Told::Habit { from: 4 }
    }

    fn examples(&self) -> Examples {
        Examples {
            bad: Example::of(
                "en",
                &[
                    "The two sides stressed the need to formulate a system of cooperation.",
                    "The meeting ended.",
                    "The two sides stressed the need to formulate a system of cooperation.",
                ],
            ),
            good: Example::of(
                "en",
                &[
                    "Related News:",
                    "The two sides stressed cooperation.",
                    "Related News:",
                ],
            ),
        }
    }

    fn run(&self, subject: &Subject<'_>, _: &Knowledge<'_>) -> Vec<Finding> {
        let article = Article::of(subject);
        let shortest = match writing_of(article.language) {
            Writing::FullWidth => SHORTEST / 3,
            _ => SHORTEST,
        };
        let mut seen: FxHashMap<String, usize> = FxHashMap::default();
        let mut findings = Vec::new();
        for paragraph in &article.paragraphs {
            for (segment, sentence) in &paragraph.sentences {
                if sentence.text.chars().count() < shortest {
                    continue;
                }
                let typed = fold(sentence.text, article.language, Foldings::TYPING);
                let Some(first) = seen.insert(typed, *segment) else {
                    continue;
                };
                let source = |segment: usize| {
                    let source = subject.segments.get(segment)?.source?;
                    subject.to.as_ref().map(|_| source.text)
                };
                if source(first).is_some() && source(first) == source(*segment) {
                    continue;
                }
                let message = format!("the same sentence as segment {}", first + 1);
                let remark = Remark::new(paragraph.span_of(sentence), message, 0.9);
                findings.push(article.finding(self, paragraph, remark));
            }
        }
        findings
    }
}
