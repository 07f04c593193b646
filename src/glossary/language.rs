//! The terms of one language as a trie over the keys of their words.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::keys::{Key, Vocabulary};
use crate::lang::LanguageTag;
use crate::model::ConceptEntry;
use crate::text::{Analyser, Token, TokenClass};

/// A term in the index: its entry and its place there.
#[derive(Debug, Clone)]
pub(super) struct IndexedTerm {
    pub(super) entry: Arc<ConceptEntry>,
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

/// Everything that recognition needs of one language. Making it is linear in the terms.
pub(super) struct LanguageIndex {
    pub(super) vocabulary: Vocabulary,
    children: FxHashMap<(u32, Key), u32>,
    terms: Vec<Vec<IndexedTerm>>,
}

/// The node at which every term starts.
pub(super) const ROOT: u32 = 0;

impl LanguageIndex {
    pub(super) fn new(entries: &[Arc<ConceptEntry>], language: &LanguageTag) -> Self {
        let mut index = Self {
            vocabulary: Vocabulary::new(Analyser::new(language)),
            children: FxHashMap::default(),
            terms: vec![Vec::new()],
        };
        for entry in entries {
            for (term, known) in entry.terms.iter().enumerate() {
                if known.language.goes_with(language) {
                    index.add(
                        &known.text,
                        IndexedTerm {
                            entry: Arc::clone(entry),
                            term,
                            form: TermForm::Whole,
                        },
                    );
                }
            }
        }
        index
    }

    fn add(&mut self, text: &str, term: IndexedTerm) {
        if self.vocabulary.is_common_word(text) {
            return;
        }
        let tokens = self.vocabulary.analyser().tokens(text);
        let mut node = ROOT;
        for token in tokens.iter().filter(|token| carries_meaning(token)) {
            let key = self.vocabulary.learn(token);
            node = self.step_into(node, key);
        }
        if node != ROOT {
            self.terms[node as usize].push(term.clone());
        }
        let words: Vec<_> = tokens.into_iter().filter(carries_meaning).collect();
        if let Some(short) = self.vocabulary.short_name_of(text) {
            self.add_short(short, &term);
        }
        if let Some(key) = self.vocabulary.learn_glued(&words) {
            let node = self.step_into(ROOT, key);
            self.terms[node as usize].push(term);
        }
    }

    /// Adds a term by the one character that stands for it in pairs.
    fn add_short(&mut self, short: &str, term: &IndexedTerm) {
        let tokens = self.vocabulary.analyser().tokens(short);
        if let Some(token) = tokens.first() {
            let key = self.vocabulary.learn(token);
            let node = self.step_into(ROOT, key);
            self.terms[node as usize].push(IndexedTerm {
                form: TermForm::Short,
                ..term.clone()
            });
        }
    }

    /// The node that a key leads to, made if it is new.
    fn step_into(&mut self, node: u32, key: Key) -> u32 {
        let fresh = u32::try_from(self.terms.len()).unwrap_or(u32::MAX);
        let node = *self.children.entry((node, key)).or_insert(fresh);
        if node == fresh {
            self.terms.push(Vec::new());
        }
        node
    }

    /// Whether the language has no terms.
    pub(super) fn is_empty(&self) -> bool {
        self.children.is_empty()
    }

    /// The node that a key leads to.
    pub(super) fn child(&self, node: u32, key: Key) -> Option<u32> {
        self.children.get(&(node, key)).copied()
    }

    /// The terms that end at a node.
    pub(super) fn terms_at(&self, node: u32) -> &[IndexedTerm] {
        &self.terms[node as usize]
    }
}

/// Whether a token is part of a term's sequence: words and numbers are, punctuation is not.
pub(super) fn carries_meaning(token: &Token<'_>) -> bool {
    matches!(token.class, TokenClass::Word | TokenClass::Number)
}
