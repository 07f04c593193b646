//! Checks: where a text departs from the glossary, from the memory, or from its source.
//!
//! Each check is one file with one type that implements [`Check`], and one line in [`CHECKS`].
//! Help, the reference page and the tests of the examples are made from that table.

mod deprecated;
mod finding;
mod inconsistent;
mod letters;
mod misspelt;
mod number;
mod page;
mod rendering;
mod subject;

pub use finding::{Finding, Side};
pub use page::{Fix, Page, Scope, pages};
pub use subject::{Aligned, Knowledge, Passage, Subject};

use crate::model::Severity;

/// One kind of thing that can be wrong.
pub trait Check: Sync {
    /// The name by which findings, settings and pages call it.
    fn id(&self) -> &'static str;

    /// How much its findings matter by default.
    fn severity(&self) -> Severity;

    /// What it finds, in one sentence.
    fn about(&self) -> &'static str;

    /// Why it matters and what exactly counts, for its page: sentences of Markdown, or nothing.
    fn explains(&self) -> &'static str {
        ""
    }

    /// Whether `--fix` may write its suggestions: only if each is exactly what has to stand in
    /// the place of the finding. Findings of a confidence below 0.9 are never fixed.
    fn fix(&self) -> Fix {
        Fix::ByHand
    }

    /// A text that it finds something in, and one that it does not.
    fn examples(&self) -> Examples;

    /// The findings in a text or a text and its translation, in the order of the text.
    fn run(&self, subject: &Subject<'_>, knowledge: &Knowledge<'_>) -> Vec<Finding>;
}

/// Examples of a check for its page; the tests run them against the shipped glossaries.
#[derive(Debug, Clone, Copy)]
pub struct Examples {
    /// Language, text, and language and text of the translation if the check is of one.
    pub bad: Example,
    /// The same without the fault.
    pub good: Example,
}

/// A text with its language, and its translation where there is one.
#[derive(Debug, Clone, Copy)]
pub struct Example {
    /// Language and text of each segment of the article.
    pub source: (&'static str, &'static [&'static str]),
    /// Language and text of each segment of the translation.
    pub target: Option<(&'static str, &'static [&'static str])>,
}

/// Every check, in the order in which findings at one place are shown.
pub const CHECKS: &[&dyn Check] = &[
    &rendering::Rendering,
    &deprecated::Deprecated,
    &misspelt::Misspelt,
    &number::Number,
    &inconsistent::Inconsistent,
    &letters::Letters,
];

/// The check of a name.
pub fn check_of(id: &str) -> Option<&'static dyn Check> {
    CHECKS.iter().copied().find(|check| check.id() == id)
}

/// The findings of some checks in the order of the text, the source side before the target
/// side of the same segment.
pub fn run(
    checks: &[&dyn Check],
    subject: &Subject<'_>,
    knowledge: &Knowledge<'_>,
) -> Vec<Finding> {
    let mut findings: Vec<Finding> = checks
        .iter()
        .flat_map(|check| check.run(subject, knowledge))
        .collect();
    findings.sort_by_key(|finding| (finding.segment, finding.side, finding.span.start));
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checks_have_names_of_their_own() {
        let mut names: Vec<_> = CHECKS.iter().map(|check| check.id()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), CHECKS.len());
        for name in names {
            assert!(
                name.bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte == b'-')
            );
            assert!(check_of(name).is_some());
        }
    }
}
