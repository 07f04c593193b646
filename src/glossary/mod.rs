//! The glossary: concept entries, their mentions in running text, and looking them up.
//!
//! [`Glossary::mentions`] recognises terms as people write them: in other letter forms and
//! digits, inflected, with clitics and possessives, as acronyms, with a typing mistake.
//! [`Glossary::lookup`] answers like a dictionary, from any language to any.
//! `docs/terminology.md` says by which rules.

mod across;
mod compose;
mod conflict;
mod couples;
mod diff;
mod entries;
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
mod titles;
mod variant;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::lang::{LanguageTag, profile_of};
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
pub use recognise::introduced::Introduced;

use entries::Entries;
use language::LanguageIndex;
use lookup::Sieve;
use stored::IndexFiles;
use table::Origin;

/// All concept entries of a project, ready to be recognised and looked up.
///
/// What recognition needs of a language is made when the language is first asked for; for the
/// entries of a store it is kept beside the store, as the entries are, and mapped by every later
/// command, which reads only the entries that it meets.
pub struct Glossary {
    entries: Arc<Entries>,
    indexes: Mutex<BTreeMap<LanguageTag, Arc<LanguageIndex>>>,
    composer: compose::Composer,
    /// See [`Glossary::title_words`].
    title_words: Mutex<BTreeMap<LanguageTag, Arc<FxHashSet<String>>>>,
    /// What is kept for looking terms up; `None` where all entries are looked at.
    sieve: OnceLock<Option<Sieve>>,
    /// Where the indexes are kept, when the entries are those of a store.
    files: Option<IndexFiles>,
}

impl Glossary {
    /// The glossary of the entries that a store holds.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn open(store: &Store) -> Result<Self, StoreError> {
        let files = IndexFiles::of(store)?;
        if let Some(table) = files.open_entries() {
            return Ok(Self::of_entries(Entries::of_table(table), Some(files)));
        }
        let entries = store.concepts().collect::<Result<_, _>>()?;
        let entries = Entries::new(merged(entries));
        if let Some(table) = entries.to_table(files.entries_origin()) {
            // Without the file the next command makes it again, and loses only time.
            let _ = files.write_entries(&table);
        }
        Ok(Self::of_entries(entries, Some(files)))
    }

    /// A glossary of some entries. Entries of the same id become one: what the first says of
    /// the concept stands, the terms of all are kept.
    pub fn new(entries: Vec<ConceptEntry>) -> Self {
        Self::of_entries(Entries::new(merged(entries)), None)
    }

    fn of_entries(entries: Entries, files: Option<IndexFiles>) -> Self {
        Self {
            entries: Arc::new(entries),
            indexes: Mutex::new(BTreeMap::new()),
            composer: compose::Composer::default(),
            title_words: Mutex::default(),
            sieve: OnceLock::new(),
            files,
        }
    }

    /// The entries in the order of their sources. Reads all of them, if that was not done yet:
    /// what asks for few entries asks for them by [`Glossary::entry`].
    pub fn entries(&self) -> &[Arc<ConceptEntry>] {
        self.entries.all()
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The entry of an id.
    pub fn entry(&self, id: &ConceptId) -> Option<&Arc<ConceptEntry>> {
        self.entries.of_id(id)
    }

    /// The entries that have a relation to the entry of an id, in the order of
    /// [`Glossary::entries`].
    pub fn related_to(&self, id: &ConceptId) -> Vec<&Arc<ConceptEntry>> {
        self.entries.related_to(id)
    }

    /// Every mention of a concept in a text in one language, in the order of the text; of
    /// mentions that start together the longer first. A mention inside another (the
    /// organisation inside the office) is marked [`Nesting::Inner`]; other overlaps are
    /// resolved for the leftmost, then the longest. A title that no entry has as a whole is put
    /// together from its parts ([`MentionKind::Composed`]); a body without its owner is the one
    /// that the text names with it.
    pub fn mentions(&self, text: &str, language: &LanguageTag) -> Vec<Mention> {
        self.mentions_by_parts(text, language, recognise::PART)
    }

    /// [`Self::mentions`] of a text that is read in parts of so many bytes at the least, at the
    /// same time. What is found does not depend on them.
    fn mentions_by_parts(&self, text: &str, language: &LanguageTag, part: usize) -> Vec<Mention> {
        let index = self.index(language);
        let recognise = |text: &str| recognise::mentions(&index, text);
        let found = recognise::mentions_by_parts(&index, text, part);
        let found = recognise::in_parts(text, found, part);
        let compose = |found| self.composer.add(language, text, found, &recognise);
        let composed: Vec<Vec<Mention>> = match found.len() {
            1 => found.into_iter().map(compose).collect(),
            _ => found.into_par_iter().map(compose).collect(),
        };
        let mut found = composed.into_iter().flatten().collect::<Vec<_>>();
        shortened::resolve(text, index.analyser(), &mut found);
        found
    }

    /// [`Self::mentions`] of a whole article, in which an office without its owner ("the
    /// president") is the one that the article names last with it, and an office before the name
    /// of its holder is the one that he holds.
    pub fn article_mentions(&self, text: &str, language: &LanguageTag) -> Vec<Mention> {
        let mut found = self.mentions(text, language);
        let index = self.index(language);
        let known = shortened::Known {
            language,
            analyser: index.analyser(),
            recognise: &|text| recognise::mentions(&index, text),
            entry: &|id| self.entry(id).cloned(),
        };
        shortened::resolve_offices(text, &mut found, &known);
        if profile_of(language).titles.capitalised {
            shortened::add_bodies(text, &mut found, &known);
        }
        found
    }

    /// The acronyms that the passages of a text introduce in brackets behind a name, for
    /// [`Self::mentions_knowing`]. Only passages with a bracket are recognised.
    pub fn introduced<'t>(
        &self,
        passages: impl IntoIterator<Item = &'t str>,
        language: &LanguageTag,
    ) -> Introduced {
        let bracketed = passages
            .into_iter()
            .filter(|text| Introduced::may_be_in(text));
        let bracketed: Vec<&str> = bracketed.collect();
        if bracketed.is_empty() {
            return Introduced::default();
        }
        let index = self.index(language);
        let each: Vec<Introduced> = bracketed
            .par_iter()
            .map(|text| {
                let found = recognise::by_terms(&index, text);
                Introduced::of(text, index.analyser(), &found)
            })
            .collect();
        let mut introduced = Introduced::default();
        for own in each {
            introduced.add(own);
        }
        introduced
    }

    /// [`Self::mentions`] of a passage of a text that introduces acronyms elsewhere.
    pub fn mentions_knowing(
        &self,
        text: &str,
        language: &LanguageTag,
        introduced: &Introduced,
    ) -> Vec<Mention> {
        let mut found = self.mentions(text, language);
        introduced.add_mentions(text, &mut found);
        found
    }

    /// The entries that answer a query in any language, best first.
    pub fn lookup(&self, query: &str, options: &LookupOptions) -> Vec<Found> {
        lookup::lookup(self, query, options)
    }

    /// The entry of a number.
    fn numbered(&self, number: u32) -> &Arc<ConceptEntry> {
        self.entries.get(number)
    }

    /// What is kept of the terms of a stored glossary for looking them up, made or mapped once.
    fn sieve(&self) -> Option<&Sieve> {
        let sieve = self.sieve.get_or_init(|| {
            let files = self.files.as_ref()?;
            if let Some(table) = files.open_lookup() {
                return Sieve::of_table(table);
            }
            let table = Sieve::table_of(&self.entries, files.lookup_origin());
            // Without the file the next command makes it again, and loses only time.
            let _ = files.write_lookup(&table);
            Sieve::of_table(table)
        });
        sieve.as_ref()
    }

    /// The same entries, looked up as those of a store are.
    #[cfg(test)]
    fn sieved(&self) -> Self {
        let entries = self.entries().iter().map(|entry| (**entry).clone());
        let sieved = Self::new(entries.collect());
        let table = Sieve::table_of(&sieved.entries, Origin::of(&[]));
        let _ = sieved.sieve.set(Sieve::of_table(table));
        sieved
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
