//! `separate-affix`: every Persian affix that is written apart, for those who want to mend them.

use super::super::article::Article;
use super::super::{Check, Example, Examples, Finding, Fix, Knowledge, Subject};
use super::zwnj::apart;
use crate::model::Severity;

/// Finds each place that `missing-zwnj` looks for, however the rest of the text is written.
pub struct SeparateAffix;

impl Check for SeparateAffix {
    fn id(&self) -> &'static str {
        "separate-affix"
    }

    fn severity(&self) -> Severity {
        Severity::Note
    }

    fn about(&self) -> &'static str {
        "Each place where a Persian affix is written apart, whatever the habit of the text"
    }

    fn explains(&self) -> &'static str {
        "For desks that mend them all: it runs only where it is asked for."
    }

    fn by_default(&self) -> bool {
        false
    }

    fn fix(&self) -> Fix {
        Fix::Safe
    }

    fn examples(&self) -> Examples {
        Examples {
            bad: Example::of("fa", &["نمی خواهد کتاب هایش را ببرد."]),
            good: Example::of("fa", &["نمی‌خواهد کتاب‌هایش را ببرد."]),
        }
    }

    fn run(&self, subject: &Subject<'_>, _: &Knowledge<'_>) -> Vec<Finding> {
        let article = Article::of(subject);
        if article.language.primary() != "fa" {
            return Vec::new();
        }
        article.each(self, |paragraph| apart(paragraph.text))
    }
}
