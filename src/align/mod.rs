//! Alignment: which sentences of a translation stand for which sentences of the article.
//!
//! Dynamic programming over beads of 1–1, 1–2, 2–1, 2–2 sentences and gaps (Gale and Church,
//! "A program for aligning sentences in bilingual corpora", 1993), with the ratio of lengths
//! estimated from the two texts, and anchors: numbers and Latin words that both sides have.

mod anchors;
mod beads;

pub use beads::{Bead, align};
