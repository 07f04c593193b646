//! `question`: a question that became a statement, or a statement that became a question.

use super::{both, is_question_mark, without_closers};
use crate::check::{Check, Example, Examples, Finding, Knowledge, Passage, Side, Subject};
use crate::model::Severity;

/// Finds questions of one side that the other side does not ask.
pub(in crate::check) struct Question;

impl Check for Question {
    fn id(&self) -> &'static str {
        "question"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn about(&self) -> &'static str {
        "A question of the source is a statement in the translation, or the other way round"
    }

    fn explains(&self) -> &'static str {
        "Question marks of all scripts count, wherever in the sentence they stand: ? ؟ ？ ՞, in Greek \
         the semicolon. Where a language needs none (Burmese, Thai), nothing is said. An exclamation \
         that became a plain sentence is a note."
    }

    fn examples(&self) -> Examples {
        let source = ("en", &["Will Iran attend the talks?"][..]);
        Examples {
            bad: Example {
                source,
                target: Some(("fa", &["ایران در گفتگوها شرکت خواهد کرد."])),
            },
            good: Example {
                source,
                target: Some(("fa", &["آیا ایران در گفتگوها شرکت خواهد کرد؟"])),
            },
        }
    }

    fn run(&self, subject: &Subject<'_>, _: &Knowledge<'_>) -> Vec<Finding> {
        let Some(to) = &subject.to else {
            return Vec::new();
        };
        let needs_none = |language: &str| matches!(language, "my" | "th" | "km" | "lo");
        if needs_none(to.primary()) || needs_none(subject.from.primary()) {
            return Vec::new();
        }
        let asks = |text: &str, language: &str| {
            text.contains(is_question_mark) || (language == "el" && text.contains([';', '\u{37e}']))
        };
        let ends_asking = |text: &str, language: &str| {
            let last = without_closers(text).chars().next_back();
            last.is_some_and(|c| asks(&c.to_string(), language) || c == '!' && text.contains("?!"))
        };
        let exclaims = |text: &str| text.contains(['!', '！', '՜', '⁈', '⁉', '‼', '߹', '᥄']);
        let (from, into) = (subject.from.primary(), to.primary());
        let mut findings = Vec::new();
        for (segment, source, target) in both(subject) {
            if !target.text.contains(char::is_alphanumeric) {
                continue;
            }
            let lost = ends_asking(source.text, from) && !asks(target.text, into);
            let won = ends_asking(target.text, into) && !asks(source.text, from);
            let plain = without_closers(source.text).ends_with(['!', '！'])
                && !exclaims(target.text)
                && !asks(target.text, into);
            let (message, severity, confidence) = if lost {
                (
                    "the source is a question, the translation is none",
                    self.severity(),
                    0.85,
                )
            } else if won {
                (
                    "the translation is a question, the source is none",
                    self.severity(),
                    0.75,
                )
            } else if plain {
                (
                    "the source is an exclamation, the translation is none",
                    Severity::Note,
                    0.6,
                )
            } else {
                continue;
            };
            findings.push(self.finding(message, severity, confidence, segment, target));
        }
        findings
    }
}

impl Question {
    fn finding(
        &self,
        message: &str,
        severity: Severity,
        confidence: f64,
        segment: usize,
        target: Passage<'_>,
    ) -> Finding {
        let end = without_closers(target.text).len();
        let last = target.text[..end]
            .chars()
            .next_back()
            .map_or(0, char::len_utf8);
        Finding {
            check: self.id(),
            severity,
            message: message.to_owned(),
            suggestion: None,
            confidence,
            side: Side::Target,
            segment,
            span: target.whole(&(end - last..end)),
        }
    }
}
