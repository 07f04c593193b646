//! Extraction: terms that texts use and the glossary lacks.
//!
//! Candidates are sequences of words that could be a term by how they are written (`sequences`);
//! they are ranked by how they are used here and elsewhere (`measure`); what stands
//! for them in a memory is found by association and by the sound of names (`pairs`).
//! `docs/terminology.md` says by which rules, after which papers.

mod gather;
mod measure;
mod pairs;
mod sequences;
mod words;

use std::ops::Range;

use super::Glossary;
use crate::lang::LanguageTag;

pub use pairs::{CandidateRendering, PairUnit};

/// What is extracted, and how much.
#[derive(Debug, Clone)]
pub struct ExtractOptions {
    /// The language of the texts.
    pub language: LanguageTag,
    /// In how many places a phrase must stand that is neither a name, a title nor an acronym.
    pub least: usize,
    /// How many candidates to return at the most.
    pub limit: usize,
    /// Which words may be candidates alone.
    pub single_words: SingleWords,
}

/// Which words may be candidates alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SingleWords {
    /// Acronyms, and names in scripts that have capitals.
    Names,
    /// Every word that is no function word.
    All,
}

impl ExtractOptions {
    /// The usual options for a language: phrases that stand twice, 200 candidates, names alone.
    pub fn new(language: LanguageTag) -> Self {
        Self {
            language,
            least: 2,
            limit: 200,
            single_words: SingleWords::Names,
        }
    }
}

/// A sentence that candidates are taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExtractSentence<'t> {
    /// Its text.
    pub text: &'t str,
    /// The number of the document that it is from.
    pub document: u32,
}

/// A term that the glossary may lack.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The form that is written most often, without possessive endings.
    pub text: String,
    /// What it looks like.
    pub kind: CandidateKind,
    /// In how many places it stands.
    pub count: usize,
    /// In how many documents.
    pub documents: usize,
    /// How much it is a term by itself: C-value.
    pub c_value: f64,
    /// How much more often it stands here than in the memory (negative: more seldom); `None`
    /// where there is nothing to compare with.
    pub log_likelihood: Option<f64>,
    /// By which it is ranked: log-odds, of no meaning but for comparing candidates of one list.
    pub score: f64,
    /// The forms in which it is written, the most frequent first, with their counts.
    pub forms: Vec<(String, usize)>,
    /// Some of its places, in the order of the texts.
    pub uses: Vec<CandidateUse>,
    /// What stands for it in other languages, the likeliest first.
    pub renderings: Vec<CandidateRendering>,
}

/// A place of a candidate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CandidateUse {
    /// The number of the sentence.
    pub sentence: usize,
    /// The bytes of the sentence that it takes.
    pub span: Range<usize>,
}

/// What a candidate looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CandidateKind {
    /// Capitals alone: an acronym.
    Acronym,
    /// Words with a word for an office among them.
    Title,
    /// Words with capitals: a name.
    Name,
    /// Any other words.
    Phrase,
}

impl CandidateKind {
    /// The name in JSON and in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Acronym => "acronym",
            Self::Title => "title",
            Self::Name => "name",
            Self::Phrase => "phrase",
        }
    }
}

impl Glossary {
    /// The terms that sentences use and this glossary lacks, best first. `background` hands over
    /// the texts that they are compared with, if there are any. Sentences that are repeated count
    /// once. Time is linear in all texts; memory is bounded, by dropping the rarest sequences of
    /// very large texts (lossy counting, Manku and Motwani 2002).
    pub fn extract(
        &self,
        sentences: &[ExtractSentence<'_>],
        background: Option<&mut dyn Iterator<Item = String>>,
        options: &ExtractOptions,
    ) -> Vec<Candidate> {
        gather::extract(self, sentences, background, options)
    }

    /// Finds what stands for candidates in one language, out of units that have both.
    /// Linear in the units times the candidates that a unit has.
    pub fn pair_candidates(
        &self,
        candidates: &mut [Candidate],
        from: &LanguageTag,
        units: &[PairUnit],
        to: &LanguageTag,
    ) {
        pairs::pair(candidates, from, units, to);
    }
}

#[cfg(test)]
mod tests;
