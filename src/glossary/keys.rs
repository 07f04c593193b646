//! Keys: what two written words have in common when they count as the same word.
//!
//! Every word of a text has one key by its stem, and further ones where a particle may be
//! written to it or it may be mistyped. A term is a sequence of keys.

use rustc_hash::FxHashMap;

use crate::lang::profile_of;
use crate::similarity::edit_distance;
use crate::text::{Analyser, Token, TokenClass};

/// The number of a stem in one language's index.
pub(super) type Key = u32;

/// How a word of a text came to a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Way {
    /// By its own stem.
    Stem,
    /// With a particle taken off: so many bytes of the word before and behind it.
    Clitic { before: usize, behind: usize },
    /// By one typing mistake.
    Misspelt,
}

/// The stems that the terms of a language use, numbered.
pub(super) struct Vocabulary {
    analyser: Analyser,
    keys: FxHashMap<String, Key>,
    /// Stems by their length in characters, for the search of mistyped ones.
    by_length: Vec<Vec<(String, Key)>>,
    proclitics: &'static [String],
    enclitics: &'static [String],
    phrase_enclitics: &'static [String],
}

/// How many letters a word must have for one typing mistake in it to be forgiven.
const SHORTEST_MISSPELT: usize = 6;

/// How many letters must stay of a word when a particle is taken off it.
const SHORTEST_HOST: usize = 3;

impl Vocabulary {
    pub(super) fn new(analyser: Analyser) -> Self {
        let profile = profile_of(analyser.language());
        Self {
            analyser,
            keys: FxHashMap::default(),
            by_length: Vec::new(),
            proclitics: &profile.proclitics,
            enclitics: &profile.enclitics,
            phrase_enclitics: &profile.phrase_enclitics,
        }
    }

    pub(super) fn analyser(&self) -> &Analyser {
        &self.analyser
    }

    /// The key of a word of a term, numbered if it is new.
    pub(super) fn learn(&mut self, token: &Token<'_>) -> Key {
        let stem = self.stem(token.text, token.class);
        if let Some(key) = self.keys.get(&stem) {
            return *key;
        }
        let key = Key::try_from(self.keys.len()).unwrap_or(Key::MAX);
        let length = stem.chars().count();
        if length >= SHORTEST_MISSPELT - 1 && token.class == TokenClass::Word {
            if self.by_length.len() <= length {
                self.by_length.resize(length + 1, Vec::new());
            }
            self.by_length[length].push((stem.clone(), key));
        }
        self.keys.insert(stem, key);
        key
    }

    /// Whether a word has come to its key only by a particle that makes another word of a
    /// single one.
    pub(super) fn is_phrase_enclitic(&self, particle: &str, host: &str) -> bool {
        let is_sure = self
            .enclitics
            .iter()
            .filter_map(|enclitic| enclitic.split_once('|'))
            .any(|(end, sure)| sure == particle && host.ends_with(end));
        !is_sure && self.phrase_enclitics.iter().any(|own| own == particle)
    }

    /// The keys that a word of a text may have, the surest first.
    pub(super) fn keys_of(&self, token: &Token<'_>) -> Vec<(Key, Way)> {
        let stem = self.stem(token.text, token.class);
        let mut found = Vec::new();
        if let Some(key) = self.keys.get(&stem) {
            found.push((*key, Way::Stem));
        }
        if token.class == TokenClass::Word {
            self.without_clitics(token.text, &mut found);
            if found.is_empty() {
                self.mistyped(&stem, &mut found);
            }
        }
        found
    }

    fn stem(&self, word: &str, class: TokenClass) -> String {
        let folded = self.analyser.folded(word);
        match class {
            TokenClass::Word => self.analyser.stem(&folded),
            _ => folded,
        }
    }

    fn without_clitics(&self, word: &str, found: &mut Vec<(Key, Way)>) {
        let mut add = |before: usize, behind: usize| {
            let host = &word[before..word.len() - behind];
            if host.chars().count() < SHORTEST_HOST {
                return;
            }
            let stem = self.stem(host, TokenClass::Word);
            if let Some(key) = self.keys.get(&stem)
                && !found.iter().any(|(known, _)| known == key)
            {
                found.push((*key, Way::Clitic { before, behind }));
            }
        };
        if let Some(apostrophe) = word.find(['\'', '’', 'ʼ'])
            && apostrophe > 0
        {
            add(0, word.len() - apostrophe);
        }
        for proclitic in self
            .proclitics
            .iter()
            .filter(|p| word.starts_with(p.as_str()))
        {
            add(proclitic.len(), 0);
        }
        for particle in self
            .phrase_enclitics
            .iter()
            .filter(|p| word.ends_with(p.as_str()))
        {
            add(0, particle.len());
        }
        for (host, particle) in self.enclitics.iter().filter_map(|e| e.split_once('|')) {
            if word
                .strip_suffix(particle)
                .is_some_and(|rest| rest.ends_with(host))
            {
                add(0, particle.len());
            }
        }
    }

    /// Stems one edit away that begin with the same letter.
    fn mistyped(&self, stem: &str, found: &mut Vec<(Key, Way)>) {
        let length = stem.chars().count();
        if length < SHORTEST_MISSPELT || !stem.chars().all(char::is_alphabetic) {
            return;
        }
        let first = stem.chars().next();
        for lengths in length - 1..=length + 1 {
            for (known, key) in self.by_length.get(lengths).into_iter().flatten() {
                if known.chars().next() == first && edit_distance(known, stem) == 1 {
                    found.push((*key, Way::Misspelt));
                }
            }
        }
    }
}
