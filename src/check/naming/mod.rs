//! Checks of names: acronyms, offices and bodies, persons, and what they were called when.

pub(super) mod acronym_early;
pub(super) mod acronym_meanings;
pub(super) mod acronym_twice;
pub(super) mod acronym_unexplained;
pub(super) mod names;
pub(super) mod outdated;
pub(super) mod title_variant;
pub(super) mod two_names;

mod acronyms;

use crate::glossary::Mention;

/// Kinds of concept whose names a text chooses freely: they have a formal and a short name each.
const PLACES: &[&str] = &[
    "country", "capital", "region", "sea", "rank", "concept", "city",
];

/// The mentions within another that stands before them.
fn inside<'m>(behind: &'m [Mention], outer: &Mention) -> &'m [Mention] {
    let end = behind
        .iter()
        .position(|own| own.span.start >= outer.span.end)
        .unwrap_or(behind.len());
    &behind[..end]
}
