//! The glossary: concept entries, their mentions in running text, and looking them up.
//!
//! [`Glossary::mentions`] recognises terms as people write them: in other letter forms and
//! digits, inflected, with clitics and possessives, as acronyms, with a typing mistake.
//! [`Glossary::lookup`] answers like a dictionary, from any language to any.
//! `docs/terminology.md` says by which rules.

mod across;
mod compose;
mod conflict;
mod diff;
mod extract;
mod glued;
mod keys;
mod language;
mod lookup;
mod mention;
mod met;
mod pairs;
mod persons;
mod recognise;
mod shortened;
mod stored;
mod table;
mod variant;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::lang::LanguageTag;
use crate::model::{ConceptEntry, ConceptId, Definition, PartOfSpeech, Term, TermStatus};
use crate::store::{Store, StoreError};

pub use conflict::{Comparison, Conflict, Duplicate};
pub use diff::{Change, What, diff};
pub use extract::{
    Candidate, CandidateKind, CandidateRendering, CandidateUse, ExtractOptions, ExtractSentence,
    PairUnit, SingleWords,
};
pub use lookup::{Found, FoundBy, LookupOptions};
pub use mention::{Mention, MentionKind, Nesting};

use language::LanguageIndex;
use stored::IndexFiles;
use table::Origin;

/// All concept entries of a project, ready to be recognised and looked up.
///
/// What recognition needs of a language is made when the language is first asked for; for the
/// entries of a store it is kept beside the store, and mapped by every later command.
pub struct Glossary {
    entries: Arc<[Arc<ConceptEntry>]>,
    indexes: Mutex<BTreeMap<LanguageTag, Arc<LanguageIndex>>>,
    composer: compose::Composer,
    /// Where the indexes are kept, when the entries are those of a store.
    files: Option<IndexFiles>,
}

impl Glossary {
    /// The glossary of the entries that a store holds.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn open(store: &Store) -> Result<Self, StoreError> {
        let mut glossary = Self::new(store.concepts().collect::<Result<_, _>>()?);
        glossary.files = Some(IndexFiles::of(store)?);
        Ok(glossary)
    }

    /// A glossary of some entries. Entries of the same id become one: what the first says of
    /// the concept stands, the terms of all are kept.
    pub fn new(entries: Vec<ConceptEntry>) -> Self {
        Self {
            entries: merged(entries).into_iter().map(Arc::new).collect(),
            indexes: Mutex::new(BTreeMap::new()),
            composer: compose::Composer::default(),
            files: None,
        }
    }

    /// The entries in the order of their sources.
    pub fn entries(&self) -> &[Arc<ConceptEntry>] {
        &self.entries
    }

    /// The entry of an id.
    pub fn entry(&self, id: &ConceptId) -> Option<&Arc<ConceptEntry>> {
        self.entries.iter().find(|entry| entry.id == *id)
    }

    /// Every mention of a concept in a text in one language, in the order of the text; of
    /// mentions that start together the longer first. A mention inside another (the
    /// organisation inside the office) is marked [`Nesting::Inner`]; other overlaps are
    /// resolved for the leftmost, then the longest. A title that no entry has as a whole is put
    /// together from its parts ([`MentionKind::Composed`]); a body without its owner is the one
    /// that the text names with it.
    pub fn mentions(&self, text: &str, language: &LanguageTag) -> Vec<Mention> {
        let index = self.index(language);
        let recognise = |text: &str| recognise::mentions(&index, text);
        let found = recognise(text);
        let mut found = self.composer.add(language, text, found, &recognise);
        shortened::resolve(text, index.analyser(), &mut found);
        found
    }

    /// The entries that answer a query in any language, best first.
    pub fn lookup(&self, query: &str, options: &LookupOptions) -> Vec<Found> {
        lookup::lookup(self, query, options)
    }

    /// The index of a language, made or mapped once.
    fn index(&self, language: &LanguageTag) -> Arc<LanguageIndex> {
        let mut indexes = self.indexes.lock().unwrap_or_else(PoisonError::into_inner);
        let index = indexes
            .entry(language.clone())
            .or_insert_with(|| Arc::new(self.open_index(language)));
        Arc::clone(index)
    }

    fn open_index(&self, language: &LanguageTag) -> LanguageIndex {
        let Some(files) = &self.files else {
            return LanguageIndex::new(&self.entries, language, Origin::of(&[]));
        };
        if let Some(table) = files.open(language) {
            return LanguageIndex::of_table(&self.entries, language, table);
        }
        let index = LanguageIndex::new(&self.entries, language, files.origin(language));
        // Without the file the next command makes the index again, and loses only time.
        let _ = files.write(language, index.table());
        index
    }
}

/// How a term of an entry is rendered in a language: the preferred term first, then the
/// admitted ones, nothing deprecated, and nothing that is only proposed or was rejected. An
/// adjective is rendered by adjectives and a noun by nouns, unless the language has only the
/// others.
pub fn renderings<'e>(
    entry: &'e ConceptEntry,
    term: &Term,
    language: &LanguageTag,
) -> Vec<&'e Term> {
    let usable =
        |candidate: &&Term| candidate.status <= TermStatus::Admitted && !candidate.is_unsettled();
    let is_adjective = |term: &Term| term.part_of_speech == Some(PartOfSpeech::Adjective);
    let mut found: Vec<&Term> = entry.terms_in(language).filter(usable).collect();
    if found
        .iter()
        .any(|own| is_adjective(own) == is_adjective(term))
    {
        found.retain(|own| is_adjective(own) == is_adjective(term));
    }
    found.sort_by_key(|candidate| candidate.status);
    found
}

fn merged(entries: Vec<ConceptEntry>) -> Vec<ConceptEntry> {
    let mut place: BTreeMap<ConceptId, usize> = BTreeMap::new();
    let mut merged: Vec<ConceptEntry> = Vec::with_capacity(entries.len());
    for entry in entries {
        match place.get(&entry.id) {
            None => {
                place.insert(entry.id.clone(), merged.len());
                merged.push(entry);
            }
            Some(&at) => merge_into(&mut merged[at], entry),
        }
    }
    merged
}

fn merge_into(kept: &mut ConceptEntry, other: ConceptEntry) {
    for term in other.terms {
        let known = kept
            .terms
            .iter()
            .any(|own| own.language == term.language && own.text == term.text);
        if !known {
            kept.terms.push(term);
        }
    }
    kept.subject = kept.subject.take().or(other.subject);
    kept.definition = kept.definition.take().or(other.definition);
    kept.note = kept.note.take().or(other.note);
    kept.source = kept.source.take().or(other.source);
    for definition in other.definitions {
        let known = |own: &Definition| own.language == definition.language;
        if !kept.definitions.iter().any(known) {
            kept.definitions.push(definition);
        }
    }
    add_new(&mut kept.links, other.links);
    add_new(&mut kept.relations, other.relations);
    add_new(&mut kept.properties, other.properties);
}

/// Adds what is not there yet.
fn add_new<T: PartialEq>(kept: &mut Vec<T>, others: Vec<T>) {
    for other in others {
        if !kept.contains(&other) {
            kept.push(other);
        }
    }
}
