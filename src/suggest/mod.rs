//! What memory and glossary say together of a text: for each segment its matches and its terms,
//! and for a term how the memory rendered it.

mod evidence;
mod lineage;
mod repair;
mod repair_number;
mod repair_term;

use std::ops::Range;

use rayon::prelude::*;

use crate::glossary::{Glossary, Mention};
use crate::lang::LanguageTag;
use crate::memory::{Match, Memory, MemoryError, Query, SearchOptions};
use crate::store::Store;

pub use evidence::{Evidence, evidence_of};
pub use lineage::{Lineage, Origins};
pub use repair::{Change, ChangeKind, Repaired, Repairer};

/// What suggestions are made from.
#[derive(Clone, Copy)]
pub struct Knowledge<'k> {
    /// The store that the memory's units are in.
    pub store: &'k Store,
    /// The memory.
    pub memory: &'k Memory,
    /// The glossary.
    pub glossary: &'k Glossary,
}

/// Between which languages suggestions are made, and how units are searched.
#[derive(Debug, Clone)]
pub struct SuggestOptions {
    /// The language of the text.
    pub from: LanguageTag,
    /// The language to translate into.
    pub to: LanguageTag,
    /// How units are searched.
    pub search: SearchOptions,
}

/// A segment of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Passage<'t> {
    /// The segment.
    pub text: &'t str,
    /// The byte offset in the whole text at which it starts.
    pub start: usize,
}

/// What memory and glossary say of one segment.
#[derive(Debug, Clone)]
pub struct Suggestion {
    /// The place of the segment in the text, counted from 0.
    pub index: usize,
    /// The bytes of the whole text that it takes.
    pub span: Range<usize>,
    /// Units that are like it, best first.
    pub matches: Vec<Match>,
    /// The terms in it; their spans are in the segment.
    pub terms: Vec<Mention>,
}

/// How many segments are worked on before their suggestions are handed over.
const BATCH: usize = 256;

/// Makes suggestions for the segments of a text on all threads of the current pool, and hands
/// them over in the order of the text, while later ones are still to come.
///
/// # Errors
/// When the store cannot be read, or whatever `each` returns.
pub fn suggest<E: From<MemoryError>>(
    knowledge: Knowledge<'_>,
    passages: &[Passage<'_>],
    options: &SuggestOptions,
    mut each: impl FnMut(Suggestion) -> Result<(), E>,
) -> Result<(), E> {
    for first in (0..passages.len()).step_by(BATCH) {
        let last = (first + BATCH).min(passages.len());
        let batch: Vec<Result<Suggestion, MemoryError>> = (first..last)
            .into_par_iter()
            .map(|index| suggest_one(knowledge, passages, index, options))
            .collect();
        for suggestion in batch {
            each(suggestion?)?;
        }
    }
    Ok(())
}

fn suggest_one(
    knowledge: Knowledge<'_>,
    passages: &[Passage<'_>],
    index: usize,
    options: &SuggestOptions,
) -> Result<Suggestion, MemoryError> {
    let passage = passages[index];
    let text_at = |index: Option<usize>| Some(passages.get(index?)?.text);
    let query = Query {
        text: passage.text,
        from: &options.from,
        to: Some(&options.to),
        previous: text_at(index.checked_sub(1)),
        next: text_at(index.checked_add(1)),
    };
    let matches = if passage.text.trim().is_empty() {
        Vec::new()
    } else {
        knowledge
            .memory
            .search(knowledge.store, &query, &options.search)?
    };
    Ok(Suggestion {
        index,
        span: passage.start..passage.start + passage.text.len(),
        matches,
        terms: knowledge.glossary.mentions(passage.text, &options.from),
    })
}
