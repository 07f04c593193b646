//! Alignment: which sentences of a translation stand for which sentences of the article.
//!
//! Beads of up to four sentences a side and gaps, over a lattice whose sums give the probability
//! of each bead; [`docs/alignment.md`](../../../docs/alignment.md) says what the evidence is and
//! what each kind of it adds.

mod band;
mod combine;
mod coverage;
mod crossing;
mod lattice;
mod lexicon;
mod links;
mod model;
mod side;
mod translation;

use std::ops::Range;

use crate::glossary::Glossary;
use crate::lang::LanguageTag;

pub use combine::{Row, RowPlace, combine};
pub use lexicon::Lexicon;

/// A text to align.
#[derive(Debug, Clone, Copy)]
pub struct Text<'t> {
    /// Its sentences in their order.
    pub sentences: &'t [&'t str],
    /// Its language.
    pub language: &'t LanguageTag,
    /// The sentences that begin paragraphs, in order; none where paragraphs are not known.
    pub paragraphs: &'t [usize],
}

/// Kinds of evidence, as a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Evidence(u16);

impl Evidence {
    /// Only lengths.
    pub const NONE: Self = Self(0);
    /// Equal numbers.
    pub const NUMBERS: Self = Self(1);
    /// Equal words: names in the same letters, addresses, codes.
    pub const WORDS: Self = Self(1 << 1);
    /// Words that sound alike, in one script or two.
    pub const NAMES: Self = Self(1 << 2);
    /// Marks that translations keep, and how many stops there are.
    pub const MARKS: Self = Self(1 << 3);
    /// Concepts of the glossary.
    pub const GLOSSARY: Self = Self(1 << 4);
    /// The words of the two texts themselves, learnt in a second pass.
    pub const LEARNT: Self = Self(1 << 5);
    /// The words of the memory.
    pub const MEMORY: Self = Self(1 << 6);
    /// Paragraphs.
    pub const PARAGRAPHS: Self = Self(1 << 7);
    /// All kinds.
    pub const ALL: Self = Self((1 << 8) - 1);

    /// Whether the set has a kind.
    pub fn has(self, kind: Self) -> bool {
        self.0 & kind.0 != 0
    }

    /// The set with the kinds of another.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The set without the kinds of another.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

/// What is expected of a translation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Expected {
    /// Sentences put together and divided as translators do, hardly any left out.
    #[default]
    Translation,
    /// Sentences left out by mistake: where the sentences of two beads could also be one bead, a
    /// gap is looked for.
    Omissions,
}

/// What of an alignment is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Judged {
    /// Each bead, and whether one text is a translation of the other.
    #[default]
    Texts,
    /// Each bead, where it is known that the texts belong together: the confidence of the whole is
    /// only that of the beads on average.
    Beads,
}

/// What the aligner may use beside the texts.
#[derive(Clone, Copy)]
pub struct AlignOptions<'o> {
    /// The glossary.
    pub glossary: Option<&'o Glossary>,
    /// A lexicon between the two languages, learnt from a memory.
    pub lexicon: Option<&'o Lexicon>,
    /// The kinds of evidence to use.
    pub evidence: Evidence,
    /// What is expected of the translation.
    pub expected: Expected,
    /// What is judged.
    pub judged: Judged,
    /// Is told the share of the work that is done, 0–1, now and then.
    pub progress: Option<&'o dyn Fn(f64)>,
}

impl Default for AlignOptions<'_> {
    fn default() -> Self {
        Self {
            glossary: None,
            lexicon: None,
            evidence: Evidence::ALL,
            expected: Expected::default(),
            judged: Judged::default(),
            progress: None,
        }
    }
}

/// Sentences of the source and of the target that stand for each other; one of the ranges is
/// empty for a sentence that the other side does not have.
#[derive(Debug, Clone, PartialEq)]
pub struct Bead {
    /// The sentences of the source, counted from 0.
    pub source: Range<usize>,
    /// The sentences of the target, counted from 0.
    pub target: Range<usize>,
    /// How likely it is that these sentences and no others stand for each other, 0–1.
    pub confidence: f64,
}

/// Two texts aligned.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Alignment {
    /// The beads in the order of the texts; each sentence is in exactly one.
    pub beads: Vec<Bead>,
    /// Beads of sentences that stand in another place in the target, in the order of the
    /// source; among `beads` they are gaps.
    pub crossings: Vec<Bead>,
    /// How likely it is that one text is a translation of the other, 0–1.
    pub confidence: f64,
}

/// Aligns two texts.
pub fn align(source: &Text<'_>, target: &Text<'_>, options: &AlignOptions<'_>) -> Alignment {
    lattice::align(source, target, options)
}
