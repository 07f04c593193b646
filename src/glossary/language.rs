//! The terms of one language as a trie over the keys of their words.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::couples::{self, Couples};
use super::entries::Entries;
use super::keys::{Key, Vocabulary, VocabularyBuilder};
use super::recognise::{Owners, is_name};
use super::table::{Number, Origin, Section, Table, TableBuilder, number_of};
use super::variant::{Titles, TitlesBuilder};
use crate::lang::LanguageTag;
use crate::model::{ConceptEntry, Term};
use crate::text::{Analyser, Token, TokenClass};

/// A term in the index: its entry and its place there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct IndexedTerm {
    /// The number of the entry in the glossary.
    pub(super) entry: u32,
    /// Its place in [`ConceptEntry::terms`].
    pub(super) term: usize,
    /// In which form it stands here.
    pub(super) form: TermForm,
}

/// In which form a term is in the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TermForm {
    /// Whole.
    Whole,
    /// By one character, which counts in a pair of such only.
    Short,
}

/// Everything that recognition needs of one language.
pub(super) struct LanguageIndex {
    pub(super) vocabulary: Vocabulary,
    entries: Arc<Entries>,
    table: Arc<Table>,
    titles: Titles,
}

/// Marks on the place of a term in its entry: a term of one word that is written with a capital, a
/// country, an organisation, a name by one character.
const NAME: u32 = 1 << 31;
const COUNTRY: u32 = 1 << 30;
const ORGANISATION: u32 = 1 << 29;
const SHORT: u32 = 1 << 28;
const MARKS: u32 = NAME | COUNTRY | ORGANISATION | SHORT;

/// The node at which every term starts.
pub(super) const ROOT: u32 = 0;

impl LanguageIndex {
    /// Makes the index of a language. Linear in the terms.
    pub(super) fn new(entries: &Arc<Entries>, language: &LanguageTag, origin: Origin) -> Self {
        let mut trie = Trie::new(language);
        for (entry, known) in (0..).zip(entries.all()) {
            for (term, own) in known.terms.iter().enumerate() {
                if own.language.goes_with(language) {
                    let form = TermForm::Whole;
                    trie.add(&own.text, IndexedTerm { entry, term, form });
                }
            }
        }
        let mut titles = TitlesBuilder::new(&mut trie.vocabulary);
        let mut table = TableBuilder::new();
        trie.write(entries.all(), &mut table);
        let index = Self::of_table(entries, language, table.table(origin));
        titles.take_forms(&index, trie.terms.iter().flatten());
        titles.write(&index, trie.vocabulary.len(), &mut table);
        Self::of_table(entries, language, table.table(origin))
    }

    /// The index that a table holds, which was made from these entries.
    pub(super) fn of_table(entries: &Arc<Entries>, language: &LanguageTag, table: Table) -> Self {
        let table = Arc::new(table);
        let vocabulary = Vocabulary::new(Analyser::new(language), Arc::clone(&table));
        Self {
            titles: Titles::new(&vocabulary, Arc::clone(&table)),
            vocabulary,
            entries: Arc::clone(entries),
            table,
        }
    }

    /// The sections of the index.
    pub(super) fn table(&self) -> &Table {
        &self.table
    }

    /// Whether the language has no terms.
    pub(super) fn is_empty(&self) -> bool {
        self.table.count(Section::TermEntries) == 0
    }

    /// Whether terms end at a node; of those that are names of one word, only where the word is
    /// written with a capital.
    pub(super) fn has_terms(&self, node: u32, is_capital: bool) -> bool {
        let ends = Ends::at(&self.table, node);
        ends == Ends::Always || is_capital && ends == Ends::Capital
    }

    /// Whether any terms end at a node.
    pub(super) fn ends_terms(&self, node: u32) -> bool {
        let places = self.table.places(Section::TermStarts, node as usize);
        !places.is_empty()
    }

    /// The node that a key leads to.
    pub(super) fn child(&self, node: u32, key: Key) -> Option<u32> {
        if node == ROOT {
            let child = self.table.number(Section::Roots, key as usize);
            return (child != 0).then_some(child);
        }
        if !Couples::of(&self.table, Section::Followers).may_have(node, key) {
            return None;
        }
        let places = self.table.places(Section::ChildStarts, node as usize);
        let keys = self.table.numbers(Section::ChildKeys);
        let keys = keys.get(places.clone())?;
        let own = |number: &Number| u32::from_le_bytes(*number);
        let at = keys.binary_search_by_key(&key, own).ok()?;
        Some(self.table.number(Section::ChildNodes, places.start + at))
    }

    /// The terms that end at a node.
    pub(super) fn terms_at(&self, node: u32) -> impl Iterator<Item = IndexedTerm> + '_ {
        self.marked_terms_at(node).map(|(term, _)| term)
    }

    /// The terms that end at a node and name what may own an office or body.
    pub(super) fn owners_at(
        &self,
        node: u32,
        owners: Owners,
    ) -> impl Iterator<Item = IndexedTerm> + '_ {
        let wanted = match owners {
            Owners::Countries => COUNTRY,
            Owners::All => COUNTRY | ORGANISATION,
        };
        let terms = self.marked_terms_at(node);
        terms
            .filter(move |(_, marks)| marks & wanted != 0)
            .map(|(term, _)| term)
    }

    fn marked_terms_at(&self, node: u32) -> impl Iterator<Item = (IndexedTerm, u32)> + '_ {
        let places = self.table.places(Section::TermStarts, node as usize);
        places.map(|at| {
            let place = self.table.number(Section::TermPlaces, at);
            let term = IndexedTerm {
                entry: self.table.number(Section::TermEntries, at),
                term: (place & !MARKS) as usize,
                form: if place & SHORT == 0 {
                    TermForm::Whole
                } else {
                    TermForm::Short
                },
            };
            (term, place & MARKS)
        })
    }

    /// The entry of a term.
    pub(super) fn entry(&self, term: &IndexedTerm) -> &Arc<ConceptEntry> {
        self.entries.get(term.entry)
    }

    /// A term as its entry has it.
    pub(super) fn term(&self, term: &IndexedTerm) -> &Term {
        &self.entry(term).terms[term.term]
    }

    /// How many entries there are.
    pub(super) fn count(&self) -> usize {
        self.entries.len()
    }

    /// Whether a term names what may own an office or body: a country, or an organisation.
    pub(super) fn is_owner(&self, term: &IndexedTerm, owners: Owners) -> bool {
        match owner_mark(self.entry(term)) {
            COUNTRY => true,
            ORGANISATION => owners == Owners::All,
            _ => false,
        }
    }

    /// What reads the words of the language.
    pub(super) fn analyser(&self) -> &Analyser {
        self.vocabulary.analyser()
    }

    /// Whether a term names a part of the world, whose words in another order name another part.
    pub(super) fn is_place(&self, term: &IndexedTerm) -> bool {
        let subject = self.entry(term).subject.as_deref();
        matches!(subject, Some("region" | "sea" | "capital" | "city"))
    }

    /// The entries of terms, each once, without that of one of them.
    pub(super) fn others<'t>(
        &self,
        best: &IndexedTerm,
        terms: impl Iterator<Item = &'t IndexedTerm>,
    ) -> Vec<Arc<ConceptEntry>> {
        let mut seen: FxHashSet<u32> = FxHashSet::default();
        let fresh = terms.filter(|term| term.entry != best.entry && seen.insert(term.entry));
        fresh.map(|term| Arc::clone(self.entry(term))).collect()
    }

    /// What recognition knows of titles.
    pub(super) fn titles(&self) -> &Titles {
        &self.titles
    }
}

/// Whether terms end at a node.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Ends {
    /// None do.
    #[default]
    Never,
    /// Names of one word do, which are written with a capital.
    Capital,
    /// Others do.
    Always,
}

impl Ends {
    /// Whether terms end at a node of a table.
    pub(super) fn at(table: &Table, node: u32) -> Self {
        let places = table.places(Section::TermStarts, node as usize);
        let ends = places.map(|at| match table.number(Section::TermPlaces, at) & NAME {
            0 => Self::Always,
            _ => Self::Capital,
        });
        ends.max().unwrap_or_default()
    }
}

/// The mark of the terms of an entry that may own offices and bodies, by its subject field; 0 of
/// others.
fn owner_mark(entry: &ConceptEntry) -> u32 {
    match entry.subject.as_deref() {
        Some("country" | "state" | "territory") => COUNTRY,
        Some("organisation" | "organization") => ORGANISATION,
        _ => 0,
    }
}

/// A trie that is being made.
struct Trie {
    vocabulary: VocabularyBuilder,
    children: FxHashMap<(u32, Key), u32>,
    terms: Vec<Vec<IndexedTerm>>,
}

impl Trie {
    fn new(language: &LanguageTag) -> Self {
        Self {
            vocabulary: VocabularyBuilder::new(Analyser::new(language)),
            children: FxHashMap::default(),
            terms: vec![Vec::new()],
        }
    }

    fn add(&mut self, text: &str, term: IndexedTerm) {
        if self.vocabulary.is_common_word(text) {
            return;
        }
        let tokens = self.vocabulary.analyser().tokens(text);
        let words: Vec<_> = tokens.into_iter().filter(carries_meaning).collect();
        let mut node = ROOT;
        for token in &words {
            let key = self.vocabulary.learn(token);
            node = self.step_into(node, key);
        }
        if node != ROOT {
            self.terms[node as usize].push(term);
        }
        for short in self.vocabulary.short_names_of(text) {
            self.add_short(short, term);
        }
        if let Some(key) = self.vocabulary.learn_glued(&words) {
            let node = self.step_into(ROOT, key);
            self.terms[node as usize].push(term);
        }
    }

    /// Adds a term by the one character that stands for it in pairs.
    fn add_short(&mut self, short: &str, term: IndexedTerm) {
        let tokens = self.vocabulary.analyser().tokens(short);
        if let Some(token) = tokens.first() {
            let key = self.vocabulary.learn(token);
            let node = self.step_into(ROOT, key);
            let form = TermForm::Short;
            self.terms[node as usize].push(IndexedTerm { form, ..term });
        }
    }

    /// The node that a key leads to, made if it is new.
    fn step_into(&mut self, node: u32, key: Key) -> u32 {
        let fresh = number_of(self.terms.len());
        let node = *self.children.entry((node, key)).or_insert(fresh);
        if node == fresh {
            self.terms.push(Vec::new());
        }
        node
    }

    fn write(&self, entries: &[Arc<ConceptEntry>], table: &mut TableBuilder) {
        self.vocabulary.write(table);
        let mut children: Vec<(u32, Key, u32)> = self
            .children
            .iter()
            .map(|((node, key), child)| (*node, *key, *child))
            .collect();
        children.sort_unstable();
        let mut roots = vec![0; self.vocabulary.len()];
        for (_, key, child) in children.iter().filter(|(node, ..)| *node == ROOT) {
            roots[*key as usize] = *child;
        }
        for child in roots {
            table.push(Section::Roots, child);
        }
        let mut next = 0;
        for node in 0..=number_of(self.terms.len()) {
            while children.get(next).is_some_and(|(own, ..)| *own < node) {
                next += 1;
            }
            table.push(Section::ChildStarts, number_of(next));
        }
        let inner = children.iter().filter(|(node, ..)| *node != ROOT);
        let followers: Vec<(u32, Key)> = inner.map(|(node, key, _)| (*node, *key)).collect();
        couples::write(&followers, Section::Followers, table);
        for (_, key, child) in children {
            table.push(Section::ChildKeys, key);
            table.push(Section::ChildNodes, child);
        }
        for terms in &self.terms {
            let start = table.count(Section::TermEntries);
            table.push(Section::TermStarts, start);
            for term in terms {
                table.push(Section::TermEntries, term.entry);
                let entry = &entries[term.entry as usize];
                let name = if is_name(&entry.terms[term.term].text) {
                    NAME
                } else {
                    0
                };
                let short = match term.form {
                    TermForm::Whole => 0,
                    TermForm::Short => SHORT,
                };
                let marks = name | short | owner_mark(entry);
                table.push(Section::TermPlaces, number_of(term.term) | marks);
            }
        }
        let end = table.count(Section::TermEntries);
        table.push(Section::TermStarts, end);
    }
}

/// Whether a token is part of a term's sequence: words and numbers are, punctuation is not.
pub(super) fn carries_meaning(token: &Token<'_>) -> bool {
    matches!(token.class, TokenClass::Word | TokenClass::Number)
}
