//! Checks of the memory as a whole: what was translated in several ways, what is there twice,
//! what is no translation.
//!
//! A [`Scan`] looks at each unit once and keeps 24 bytes of it, hashes of both texts and its id;
//! sorted by either hash, equal texts lie together. Hashes have 64 bits: among a million texts
//! the chance that two different ones meet is one in thirty million. What was found is turned
//! into [`MemoryFinding`]s by whoever has the store, for the units that are shown only.

mod kinds;
mod scan;

use crate::lang::LanguageTag;
use crate::model::Severity;

pub use kinds::MemoryCheck;
pub use scan::{ConceptUses, Group, Groups, Scan, SeenUnit, Used};

/// A finding of the memory.
#[derive(Debug, Clone, PartialEq)]
pub struct MemoryFinding {
    /// Which check found it.
    pub check: MemoryCheck,
    /// How much it matters.
    pub severity: Severity,
    /// What it is, as one sentence without a full stop.
    pub message: String,
    /// The languages of the source and of the translation.
    pub languages: (LanguageTag, LanguageTag),
    /// What all its uses share: the source text, the translation, the term.
    pub text: String,
    /// In what they differ, the most frequent first.
    pub uses: Vec<MemoryUse>,
    /// How many units would have to change: by which findings are ranked.
    pub weight: usize,
}

/// One of the ways in which something is used.
#[derive(Debug, Clone, PartialEq)]
pub struct MemoryUse {
    /// The text; empty where no rendering was recognised.
    pub text: String,
    /// In how many units.
    pub count: usize,
    /// The days of the first and the last of them, where days are known.
    pub days: Option<(String, String)>,
    /// Some of the units.
    pub units: Vec<UnitPlace>,
}

/// Where a unit is from, for a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitPlace {
    /// Its name.
    pub unit: String,
    /// The path of its source.
    pub file: String,
    /// The line of its source, from 1; 0 where it is not known.
    pub line: u32,
    /// The title of its article.
    pub title: Option<String>,
    /// The day of its article.
    pub date: Option<String>,
}

/// Where one use took the place of another: its text and the day since when, if the others are
/// all older.
pub fn drift(uses: &[MemoryUse]) -> Option<(&str, &str)> {
    let dated: Vec<(&MemoryUse, &(String, String))> = uses
        .iter()
        .filter(|own| !own.text.is_empty())
        .map(|own| Some((own, own.days.as_ref()?)))
        .collect::<Option<_>>()?;
    let (newest, (since, _)) = dated.iter().max_by_key(|(_, (first, _))| first)?;
    let is_newer = |(other, (_, last)): &&(&MemoryUse, &(String, String))| {
        std::ptr::eq(*other, *newest) || last < since
    };
    (dated.len() > 1 && dated.iter().all(|own| is_newer(&own)))
        .then_some((newest.text.as_str(), since.as_str()))
}

#[cfg(test)]
mod tests;
