//! `doubled-mark`: a punctuation mark typed twice.

use super::super::article::{Article, Remark};
use super::super::conventions::{is_within, unruled};
use super::super::{Check, Example, Examples, Finding, Fix, Knowledge, Subject, Told};
use crate::model::Severity;

/// Finds commas, semicolons, colons and full stops that stand twice.
pub struct DoubledMark;

impl Check for DoubledMark {
    fn id(&self) -> &'static str {
        "doubled-mark"
    }

    fn severity(&self) -> Severity {
        Severity::Note
    }

    fn about(&self) -> &'static str {
        "A comma, semicolon, colon or full stop stands twice"
    }

    fn explains(&self) -> &'static str {
        "Three dots are an ellipsis, and ?.. and !.. are right in Russian; !! and ?? are emphasis."
    }

    fn fix(&self) -> Fix {
        Fix::Safe
    }

    fn told(&self) -> Told {
        Told::Habit { from: 3 }
    }

    fn examples(&self) -> Examples {
        Examples {
            bad: Example::of("en", &["The two sides met,, and agreed.."]),
            good: Example::of("en", &["The two sides met, and agreed... Really?!"]),
        }
    }

    fn run(&self, subject: &Subject<'_>, _: &Knowledge<'_>) -> Vec<Finding> {
        const MARKS: &str = ",;:.،؛，。、；：۔";
        Article::of(subject).each(self, |paragraph| {
            let text = paragraph.text;
            let unruled = unruled(text);
            let mut found = Vec::new();
            let mut at = 0;
            while let Some(mark) = text[at..].chars().next() {
                let rest = text[at..].trim_start_matches(mark);
                let end = text.len() - rest.len();
                let count = (end - at) / mark.len_utf8();
                let last = text[..at].chars().next_back().unwrap_or(' ');
                let is_typed_twice = count == 2
                    && MARKS.contains(mark)
                    && (last.is_alphanumeric() || matches!(last, ')' | '"' | '”' | '»'))
                    && !rest.starts_with(['/', ':'])
                    && !(mark == ':' && rest.starts_with(char::is_alphanumeric))
                    && !is_within(&unruled, at);
                if is_typed_twice {
                    let message = format!("{mark} stands twice");
                    found.push(Remark::new(at..end, message, 0.92).instead(mark));
                }
                at = end;
            }
            found
        })
    }
}
