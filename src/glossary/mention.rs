//! Mentions: where a text names a concept.

use std::ops::Range;
use std::sync::Arc;

use crate::model::{ConceptEntry, Term};

/// One place in a text that names a concept.
#[derive(Debug, Clone)]
pub struct Mention {
    /// The entry of the concept.
    pub entry: Arc<ConceptEntry>,
    /// The index in [`ConceptEntry::terms`] of the term that is written there.
    pub term: usize,
    /// By what the words there count as the term.
    pub kind: MentionKind,
    /// How near the words are to the term, 0–1; 1 for everything but variants.
    pub similarity: f64,
    /// Why it counts, where it is not written exactly as the term, such as `letter forms` or
    /// `misspelt: Organzation`.
    pub reason: Option<String>,
    /// The bytes of the text that it takes, without possessive endings and clitics.
    pub span: Range<usize>,
    /// Whether it stands inside another mention.
    pub nesting: Nesting,
    /// Other entries that have the same term.
    pub also: Vec<Arc<ConceptEntry>>,
}

impl Mention {
    /// The term that is written there.
    pub fn term(&self) -> &Term {
        &self.entry.terms[self.term]
    }
}

/// By what the words of a text count as a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MentionKind {
    /// Letter by letter the term.
    Exact,
    /// The term typed in another way: case, letter forms, digits, ZWNJ, diacritics.
    Folded,
    /// An acronym of the concept.
    Acronym,
    /// Another inflected form of the words of the term.
    Inflected,
    /// The term with a particle written to it (Arabic و ب ل, Persian ezafe, a possessive).
    Clitic,
    /// Not the term itself, but recognisably meant as it: a typing mistake.
    Variant,
    /// No term of the glossary, but put together from mentions of several concepts, as an office
    /// with its country. Its entry is made for it, and never official.
    Composed,
}

impl MentionKind {
    /// The name of the kind in JSON and on the terminal.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Folded => "folded",
            Self::Acronym => "acronym",
            Self::Inflected => "inflected",
            Self::Clitic => "clitic",
            Self::Variant => "variant",
            Self::Composed => "composed",
        }
    }
}

/// Whether a mention stands by itself or inside a longer one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nesting {
    /// By itself.
    Outer,
    /// Inside the mention before it.
    Inner,
}
