//! Checks of sentences: their beginnings and ends, and what stands twice.

pub(super) mod ends;
pub(super) mod repeated;
pub(super) mod starts;
