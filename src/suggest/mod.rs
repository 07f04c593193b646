//! What memory and glossary say together of a text: for each segment its matches and its terms,
//! and for a term how the memory rendered it.

mod evidence;
mod lineage;
mod marks;
mod repair;
mod repair_number;
mod repair_term;

use std::ops::Range;
use std::time::{Duration, Instant};

use rayon::prelude::*;

use crate::glossary::{Glossary, Introduced, Mention};
use crate::lang::LanguageTag;
use crate::memory::{
    Match, Memory, MemoryError, PassageOptions, Query, SearchOptions, Selection, SharedPassage,
};
use crate::similarity::{Edit, Penalty, PenaltyKind, Score};
use crate::store::Store;
use marks::{Marked, by_knowledge};

pub use evidence::{ArticleUse, Asked, Evidence, evidence_of};
pub use lineage::{Lineage, Origins};
pub use marks::{Marks, renderings_of};
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
    /// Which units count, and what they lose.
    pub selection: Selection,
    /// For which segments passages are looked for.
    pub passages: PassagesFor,
}

/// For which segments of a text the passages that they share with the memory are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PassagesFor {
    /// For none.
    None,
    /// For those that no unit matches as a whole.
    Unmatched(PassageOptions),
    /// For all.
    All(PassageOptions),
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
    pub matches: Vec<SuggestedMatch>,
    /// Passages of it that other units have, best first; their spans are in the segment.
    pub passages: Vec<SuggestedPassage>,
    /// The terms in it; their spans are in the segment.
    pub terms: Vec<Mention>,
}

/// A unit that is like a segment.
#[derive(Debug, Clone)]
pub struct SuggestedMatch {
    /// The match.
    pub found: Match,
    /// Its target with what differs carried over, where that is certain.
    pub repaired: Option<Repaired>,
}

/// A passage that other units have.
#[derive(Debug, Clone)]
pub struct SuggestedPassage {
    /// The passage.
    pub shared: SharedPassage,
    /// For each of its uses the bytes of the target that stand for terms and numbers in it.
    pub renderings: Vec<Vec<Range<usize>>>,
}

/// How many segments are worked on before the first suggestions are handed over, and at most.
const BATCHES: (usize, usize) = (64, 2048);

/// A batch that takes less than this is followed by a larger one: threads wait for each other
/// only at the end of a batch, and whoever watches waits no longer than this.
const PATIENCE: Duration = Duration::from_millis(200);

/// Makes suggestions for the segments of a text on all threads of the current pool, and hands
/// what `make` makes of them (on those threads too) to `each`, in the order of the text, while
/// later ones are still to come.
///
/// # Errors
/// When the store cannot be read, or whatever `each` returns.
pub fn suggest<T: Send, E: From<MemoryError>>(
    knowledge: Knowledge<'_>,
    passages: &[Passage<'_>],
    options: &SuggestOptions,
    make: impl Fn(Suggestion) -> T + Sync,
    mut each: impl FnMut(T) -> Result<(), E>,
) -> Result<(), E> {
    let suggester = Suggester {
        knowledge,
        passages,
        options,
        repairer: Repairer::new(knowledge.glossary, &options.from, &options.to),
        introduced: knowledge
            .glossary
            .introduced(passages.iter().map(|passage| passage.text), &options.from),
    };
    let mut size = BATCHES.0;
    let mut batch_from = |first: usize| -> Vec<Result<T, MemoryError>> {
        let begun = Instant::now();
        let last = (first + size).min(passages.len());
        let batch = (first..last)
            .into_par_iter()
            .with_max_len(1)
            .map(|index| suggester.suggest(index).map(&make))
            .collect();
        if begun.elapsed() < PATIENCE {
            size = (size * 2).min(BATCHES.1);
        }
        batch
    };
    let mut ready = batch_from(0);
    let mut next = ready.len();
    while !ready.is_empty() {
        let mut behind = Vec::new();
        // The next batch is made on the other threads while this one is handed over.
        rayon::in_place_scope(|scope| {
            scope.spawn(|_| behind = batch_from(next));
            for made in ready.drain(..) {
                each(made?)?;
            }
            Ok::<(), E>(())
        })?;
        next += behind.len();
        ready = behind;
    }
    Ok(())
}

/// Makes the suggestions for one text.
struct Suggester<'s> {
    knowledge: Knowledge<'s>,
    passages: &'s [Passage<'s>],
    options: &'s SuggestOptions,
    repairer: Repairer<'s>,
    /// The acronyms that the text introduces.
    introduced: Introduced,
}

impl Suggester<'_> {
    fn suggest(&self, index: usize) -> Result<Suggestion, MemoryError> {
        let passage = self.passages[index];
        let is_blank = |passage: &Passage<'_>| passage.text.trim().is_empty();
        let (before, behind) = (&self.passages[..index], &self.passages[index + 1..]);
        // A blank line is no neighbour: it stands between paragraphs, not in the memory.
        let query = Query {
            text: passage.text,
            from: &self.options.from,
            to: Some(&self.options.to),
            previous: before
                .iter()
                .rfind(|one| !is_blank(one))
                .map(|one| one.text),
            next: behind.iter().find(|one| !is_blank(one)).map(|one| one.text),
        };
        let mut suggestion = Suggestion {
            index,
            span: passage.start..passage.start + passage.text.len(),
            matches: Vec::new(),
            passages: Vec::new(),
            terms: self.knowledge.glossary.mentions_knowing(
                passage.text,
                &self.options.from,
                &self.introduced,
            ),
        };
        if !is_blank(&passage) {
            suggestion.matches = self.matches(&query, &suggestion.terms)?;
            suggestion.passages = match self.options.passages {
                PassagesFor::All(options) => self.shared(&query, &options)?,
                PassagesFor::Unmatched(options) if suggestion.matches.is_empty() => {
                    self.shared(&query, &options)?
                }
                PassagesFor::Unmatched(_) | PassagesFor::None => Vec::new(),
            };
        }
        Ok(suggestion)
    }

    fn matches(
        &self,
        query: &Query<'_>,
        terms: &[Mention],
    ) -> Result<Vec<SuggestedMatch>, MemoryError> {
        let Knowledge { store, memory, .. } = self.knowledge;
        let SuggestOptions {
            search, selection, ..
        } = self.options;
        let found = memory.search_selected(store, query, search, selection)?;
        let suggested = found.into_iter().map(|found| {
            let (source, target) = (found.source_text(), found.target_text());
            let repaired = target
                .filter(|_| may_be_repaired(&found, terms))
                .and_then(|target| self.repairer.repair(query.text, source, target));
            SuggestedMatch { found, repaired }
        });
        Ok(suggested.collect())
    }

    fn shared(
        &self,
        query: &Query<'_>,
        options: &PassageOptions,
    ) -> Result<Vec<SuggestedPassage>, MemoryError> {
        let Knowledge {
            store,
            memory,
            glossary,
        } = self.knowledge;
        let found = memory.passages(store, query, options, &self.options.selection)?;
        let suggested = found.into_iter().map(|shared| {
            let rendered = shared.uses.iter().map(|used| {
                let Some(target) = used.target else {
                    return Vec::new();
                };
                let (own, other) = (
                    &used.unit.variants[used.source],
                    &used.unit.variants[target],
                );
                let source = Marked {
                    text: &own.segment.text,
                    language: &own.language,
                    spans: std::slice::from_ref(&used.span),
                };
                by_knowledge(glossary, source, &other.segment.text, &other.language)
            });
            let renderings = rendered.collect();
            SuggestedPassage { shared, renderings }
        });
        Ok(suggested.collect())
    }
}

/// Whether a repair of a match is worth trying: it costs more than finding the match did. Where
/// other words differ, there must be terms; where none do, only numbers, placeables and typing may.
fn may_be_repaired(found: &Match, terms: &[Mention]) -> bool {
    let carried = |penalty: &Penalty| {
        !matches!(
            penalty.kind,
            PenaltyKind::Inflection
                | PenaltyKind::Diacritics
                | PenaltyKind::Punctuation
                | PenaltyKind::Spacing
                | PenaltyKind::Codes
        )
    };
    let is_kept = |edit: &Edit| matches!(edit, Edit::Kept { .. });
    found.score < Score::IDENTICAL
        && found.penalties.iter().all(carried)
        && (!terms.is_empty() || found.edits.iter().all(is_kept))
}
