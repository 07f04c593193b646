//! What there is to say of each check: for help, the reference page and reports.

use super::{CHECKS, Check, Example, MemoryCheck};
use crate::model::Severity;

/// Whether the suggestions of a check may be written into a text without a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fix {
    /// They are advice: a person has to look.
    ByHand,
    /// Each is exactly what has to stand in the place of the finding, and nothing else changes.
    Safe,
}

/// What a check looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// One text: an article, or the side of a translation that can still be changed.
    Text,
    /// A translation beside its article.
    Translation,
    /// The memory as a whole.
    Memory,
}

impl Scope {
    /// The name in JSON and on the terminal.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Translation => "translation",
            Self::Memory => "memory",
        }
    }
}

/// What there is to say of a check.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    /// Its name.
    pub id: &'static str,
    /// How much its findings matter by default.
    pub severity: Severity,
    /// What it looks at.
    pub scope: Scope,
    /// Whether `--fix` writes its suggestions.
    pub fix: Fix,
    /// Whether it runs where nobody asks for it by name.
    pub by_default: bool,
    /// What it finds, in one sentence.
    pub about: &'static str,
    /// Why it matters and what exactly counts; may be empty.
    pub explains: &'static str,
    /// A text that it finds something in.
    pub bad: Example,
    /// The same without the fault.
    pub good: Example,
}

impl Page {
    /// The page of a check.
    pub fn of(check: &dyn Check) -> Self {
        let examples = check.examples();
        Self {
            id: check.id(),
            severity: check.severity(),
            scope: match examples.bad.target {
                Some(_) => Scope::Translation,
                None => Scope::Text,
            },
            fix: check.fix(),
            by_default: check.by_default(),
            about: check.about(),
            explains: check.explains(),
            bad: examples.bad,
            good: examples.good,
        }
    }
}

/// The pages of all checks, in their order; those of the memory last.
pub fn pages() -> Vec<Page> {
    let checks = CHECKS.iter().map(|check| Page::of(*check));
    let of_memory = MemoryCheck::ALL.into_iter().map(MemoryCheck::page);
    checks.chain(of_memory).collect()
}

/// The page of a check of a name.
pub fn page_of(id: &str) -> Option<Page> {
    pages().into_iter().find(|page| page.id == id)
}
