//! What a check has to say about one place.

use std::ops::Range;

use crate::model::Severity;

/// One thing that is wrong, or may be, at one place.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The name of the check.
    pub check: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong, as one sentence without a full stop.
    pub message: String,
    /// What to write instead, where that is known.
    pub suggestion: Option<String>,
    /// How sure the check is, 0–1.
    pub confidence: f64,
    /// In which of the two texts the place is.
    pub side: Side,
    /// The segment, counted from 0 in the order of the subject.
    pub segment: usize,
    /// The bytes of that side's whole text.
    pub span: Range<usize>,
}

/// One of two texts that are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The article.
    Source,
    /// Its translation.
    Target,
}

impl Side {
    /// The other one.
    pub fn other(self) -> Self {
        match self {
            Self::Source => Self::Target,
            Self::Target => Self::Source,
        }
    }

    /// The name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Target => "target",
        }
    }
}
