//! `question`: a question that became a statement, or a statement that became a question.

use super::{both, is_question_mark, last_place, without_closers};
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
         the semicolon, in Burmese the particle at the end. Where a language needs none (Burmese, Thai), \
         a translation without one is no finding."
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
        let (from, into) = (subject.from.primary(), to.primary());
        let mut findings = Vec::new();
        for (segment, source, target) in both(subject) {
            if !target.text.contains(char::is_alphanumeric) {
                continue;
            }
            let lost =
                !needs_none(into) && ends_asking(source.text, from) && !asks(target.text, into);
            let won =
                !needs_none(from) && ends_asking(target.text, into) && !asks(source.text, from);
            let (message, confidence) = if lost {
                ("the source is a question, the translation is none", 0.85)
            } else if won {
                ("the translation is a question, the source is none", 0.75)
            } else {
                continue;
            };
            findings.push(self.finding(message, confidence, segment, target));
        }
        findings
    }
}

impl Question {
    fn finding(
        &self,
        message: &str,
        confidence: f64,
        segment: usize,
        target: Passage<'_>,
    ) -> Finding {
        Finding {
            check: self.id(),
            severity: self.severity(),
            message: message.to_owned(),
            suggestion: None,
            confidence,
            side: Side::Target,
            segment,
            span: target.whole(&last_place(target.text)),
        }
    }
}

/// Whether a language asks without a question mark.
fn needs_none(language: &str) -> bool {
    matches!(language, "my" | "th" | "km" | "lo")
}

/// Whether a text asks, wherever in it.
fn asks(text: &str, language: &str) -> bool {
    text.contains(is_question_mark)
        || language == "el" && text.contains([';', '\u{37e}'])
        || language == "my" && ends_with_particle(text)
}

/// Whether a text ends as a question.
fn ends_asking(text: &str, language: &str) -> bool {
    let last = without_closers(text).chars().next_back();
    last.is_some_and(|c| asks(&c.to_string(), language) || c == '!' && text.contains("?!"))
        || language == "my" && ends_with_particle(text)
}

/// Whether a Burmese sentence ends with one of the particles that ask (လား, လဲ; Okell and Allott,
/// "Burmese/Myanmar Dictionary of Grammatical Forms", 2001).
fn ends_with_particle(text: &str) -> bool {
    let words = without_closers(text).trim_end_matches(['။', '၊', ' ']);
    words.ends_with("လား") || words.ends_with("လဲ")
}
