//! Keys: what two written words have in common when they count as the same word.
//!
//! Every word of a text has one key by its stem, and further ones where a particle may be
//! written to it or it may be mistyped. A term is a sequence of keys.

use rustc_hash::FxHashMap;

use super::glued::{Glued, ends_unjoined};
use crate::lang::{LanguageProfile, profile_of};
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
    /// With an ending of inflection taken off.
    Ending,
    /// As a part of a word that runs several together: so many bytes lie before and behind it.
    Glued { before: usize, behind: usize },
    /// By one typing mistake.
    Misspelt,
}

/// The stems that the terms of a language use, numbered.
pub(super) struct Vocabulary {
    analyser: Analyser,
    keys: FxHashMap<String, Key>,
    /// Stems by their length in characters, for the search of mistyped ones.
    by_length: Vec<Vec<(String, Key)>>,
    /// Folded words and terms that are recognised inside words that run together.
    glued: Glued,
    profile: &'static LanguageProfile,
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
            glued: Glued::default(),
            profile,
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
        let key = self.fresh_key();
        if self.profile.runs_words_together && token.class == TokenClass::Word {
            self.glued.add(self.analyser.folded(token.text), key);
        }
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

    fn fresh_key(&self) -> Key {
        Key::try_from(self.keys.len() + self.glued.terms).unwrap_or(Key::MAX)
    }

    /// The key of a term of several words written without the spaces that would not be seen;
    /// `None` where the language does not do so, or a space would be missed.
    pub(super) fn learn_glued(&mut self, tokens: &[Token<'_>]) -> Option<Key> {
        let is_word = |token: &Token<'_>| token.class == TokenClass::Word;
        let (_, first) = tokens.split_last()?;
        let fits = self.profile.runs_words_together
            && !first.is_empty()
            && tokens.iter().all(is_word)
            && first.iter().all(|token| ends_unjoined(token.text));
        fits.then(|| {
            let parts = tokens.iter().map(|token| self.analyser.folded(token.text));
            let key = self.fresh_key();
            self.glued.add_term(parts.collect(), key)
        })
    }

    /// The one character that stands for a name in pairs.
    pub(super) fn short_name_of(&self, name: &str) -> Option<&'static str> {
        let mut names = self.short_names();
        names.find_map(|(short, own)| (own == name).then_some(short))
    }

    /// Whether a folded character stands for a name in pairs.
    pub(super) fn is_short_name(&self, character: &str) -> bool {
        self.short_names().any(|(short, _)| short == character)
    }

    fn short_names(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let names = self.profile.short_names.iter();
        names.filter_map(|name| name.split_once('|'))
    }

    /// Whether a pair of names by one character may stand before a text.
    pub(super) fn may_follow_pair(&self, text: &str) -> bool {
        let text: String = text.chars().take(4).collect();
        let text = self.analyser.folded(&text);
        let followers = &self.profile.pair_followers;
        followers.iter().any(|own| text.starts_with(own.as_str()))
    }

    /// Whether a word is far more often another one than the name that it can be.
    pub(super) fn is_common_word(&self, word: &str) -> bool {
        self.profile.common_words.has(word)
    }

    /// Whether a word in small letters is a name of people too.
    pub(super) fn is_given_name(&self, word: &str) -> bool {
        self.profile.given_names.has(&word.to_lowercase())
    }

    /// Whether a word has come to its key only by a particle that makes another word of a
    /// single one.
    pub(super) fn is_phrase_enclitic(&self, particle: &str, host: &str) -> bool {
        let is_sure = self
            .profile
            .enclitics
            .iter()
            .filter_map(|enclitic| enclitic.split_once('|'))
            .any(|(end, sure)| sure == particle && host.ends_with(end));
        let loose = &self.profile.phrase_enclitics;
        !is_sure && loose.iter().any(|own| own == particle)
    }

    /// The keys that a word of a text may have, the surest first.
    pub(super) fn keys_of(&self, token: &Token<'_>) -> Vec<(Key, Way)> {
        let folded = self.analyser.folded(token.text);
        let stem = match token.class {
            TokenClass::Word => self.analyser.stem(&folded),
            _ => folded.clone(),
        };
        let mut found = Vec::new();
        if let Some(key) = self.keys.get(&stem) {
            found.push((*key, Way::Stem));
        }
        if token.class == TokenClass::Word {
            self.without_clitics(token.text, &mut found);
            if found.is_empty() {
                let word = (token.text, folded.as_str());
                self.glued.keys_of(word, &self.analyser, &mut found);
            }
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
        let profile = self.profile;
        for (host, ending) in profile.endings.iter().filter_map(|e| e.split_once('|')) {
            let rest = word.strip_suffix(ending).unwrap_or_default();
            if rest.ends_with(host) {
                self.add_host(rest, Way::Ending, found);
            }
        }
        let mut add = |before: usize, behind: usize| {
            let host = &word[before..word.len() - behind];
            self.add_host(host, Way::Clitic { before, behind }, found);
        };
        if let Some(apostrophe) = word.find(['\'', '’', 'ʼ'])
            && apostrophe > 0
        {
            add(0, word.len() - apostrophe);
        }
        let proclitics = profile.proclitics.iter();
        for proclitic in proclitics.filter(|p| word.starts_with(p.as_str())) {
            add(proclitic.len(), 0);
        }
        let loose = profile.phrase_enclitics.iter();
        for particle in loose.filter(|p| word.ends_with(p.as_str())) {
            add(0, particle.len());
        }
        for (host, particle) in profile.enclitics.iter().filter_map(|e| e.split_once('|')) {
            if word
                .strip_suffix(particle)
                .is_some_and(|rest| rest.ends_with(host))
            {
                add(0, particle.len());
            }
        }
    }

    /// Adds the key of a word without what was written to it, if it has one and enough letters.
    fn add_host(&self, host: &str, way: Way, found: &mut Vec<(Key, Way)>) {
        if host.chars().count() < SHORTEST_HOST {
            return;
        }
        let stem = self.stem(host, TokenClass::Word);
        if let Some(key) = self.keys.get(&stem)
            && !found.iter().any(|(known, _)| known == key)
        {
            found.push((*key, way));
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
