//! ReviewTable tables: what an aligner made of an article and its translations, for a person to
//! correct.

use super::Document;
use crate::lang::LanguageTag;

/// Units of one document that a person is to look at, or has looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewTable {
    /// The document that they are from.
    pub document: Document,
    /// The languages, the source first.
    pub languages: Vec<LanguageTag>,
    /// The rows in the order of the document.
    pub rows: Vec<ReviewRow>,
}

/// One row of a review table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewRow {
    /// What is to become of it.
    pub verdict: ReviewVerdict,
    /// How sure the aligner was, in hundredths (0–100).
    pub confidence: u8,
    /// The text in each language of the table, empty where there is none.
    pub texts: Vec<String>,
    /// The line of the table at which it was read, counted from 1; 0 when not known.
    pub line: u32,
}

/// What is to become of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReviewVerdict {
    /// It goes into the memory.
    Ok,
    /// A person has to look at it first.
    Check,
    /// It does not go into the memory: a sentence without a counterpart, or a wrong row.
    Drop,
}

impl ReviewVerdict {
    /// The word for it in a table.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Check => "check",
            Self::Drop => "drop",
        }
    }

    /// The verdict of a word in a table.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Ok, Self::Check, Self::Drop]
            .into_iter()
            .find(|verdict| verdict.as_str().eq_ignore_ascii_case(word.trim()))
    }
}
