//! Checks of names: acronyms, offices and bodies, persons, and what they were called when.

pub(super) mod acronym_early;
pub(super) mod acronym_meanings;
pub(super) mod acronym_twice;
pub(super) mod acronym_unexplained;
pub(super) mod names;
pub(super) mod outdated;
pub(super) mod two_names;

mod acronyms;
