//! Checks of typing: spaces, marks, letters and characters, by each language's conventions.

pub(super) mod brackets;
pub(super) mod capitals;
pub(super) mod controls;
pub(super) mod decomposed;
pub(super) mod digits;
pub(super) mod directions;
pub(super) mod doubled_mark;
pub(super) mod doubled_space;
pub(super) mod doubled_word;
pub(super) mod entities;
pub(super) mod foreign_mark;
pub(super) mod hyphens;
pub(super) mod invisible;
pub(super) mod missing_space;
pub(super) mod mojibake;
pub(super) mod presentation;
pub(super) mod quote_kinds;
pub(super) mod quotes;
pub(super) mod scripts;
pub(super) mod separate_affix;
pub(super) mod stray_space;
pub(super) mod unspaced_mark;
pub(super) mod zwnj;

mod balance;
mod quotes_beside;
