//! Keys: what two written words have in common when they count as the same word.
//!
//! Every word of a text has one key by its stem, and further ones where a particle may be
//! written to it or it may be mistyped. A term is a sequence of keys.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rustc_hash::{FxHashMap, FxHashSet};
use xxhash_rust::xxh3::xxh3_64;

use super::glued::{self, GluedBuilder, ends_unjoined};
use super::language::Ends;
use super::met::Met;
use super::recognise::joint;
use super::table::{Section, Table, TableBuilder, number_of};
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

/// What is known of a word of a text.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// The keys that it may have, the surest first.
    pub(super) keys: Vec<(Key, Way)>,
    /// Whether it begins a term, and is one by itself.
    pub(super) ends: Option<Ends>,
    /// Where in the trie the keys lead from the root with which longer terms begin.
    pub(super) nodes: Vec<u32>,
    /// Which of the keys lead to titles that are written in other ways, one bit for each.
    pub(super) leads: u64,
    /// Whether it is a function word that joins the words of a title.
    pub(super) is_link: bool,
    /// At which of its bytes it is to be taken apart, when a slip has glued two words together.
    pub(super) joint: Option<usize>,
}

/// The stems that the terms of a language use.
pub(super) struct Vocabulary {
    analyser: Analyser,
    table: Arc<Table>,
    links: FxHashSet<String>,
    profile: &'static LanguageProfile,
    /// Tells this vocabulary from all others of the process.
    number: u64,
}

/// How many letters a word must have for one typing mistake in it to be forgiven.
const SHORTEST_MISSPELT: usize = 6;

/// How many letters must stay of a word when a particle is taken off it.
const SHORTEST_HOST: usize = 3;

thread_local! {
    /// Words that were met, by vocabulary: running text repeats itself.
    static MET: RefCell<FxHashMap<u64, Met>> = RefCell::default();
}

impl Vocabulary {
    /// The vocabulary of a table.
    pub(super) fn new(analyser: Analyser, table: Arc<Table>) -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let profile = profile_of(analyser.language());
        let links = profile.titles.links.iter();
        Self {
            links: links.map(|word| analyser.folded(word)).collect(),
            analyser,
            table,
            profile,
            number: NEXT.fetch_add(1, Ordering::Relaxed),
        }
    }

    pub(super) fn analyser(&self) -> &Analyser {
        &self.analyser
    }

    /// The data of the language.
    pub(super) fn profile(&self) -> &'static LanguageProfile {
        self.profile
    }

    /// What tells this vocabulary from all others of the process.
    pub(super) fn number(&self) -> u64 {
        self.number
    }

    /// Whether a folded character stands for a name in pairs.
    pub(super) fn is_short_name(&self, character: &str) -> bool {
        characters(&self.profile.short_names).any(|(short, _)| short == character)
    }

    /// Whether a pair of names by one character may stand before a text.
    pub(super) fn may_follow_pair(&self, text: &str) -> bool {
        self.begins_with_one(text, &self.profile.pair_followers)
    }

    /// Whether a name by one character may stand between two texts as the place to which
    /// somebody is posted.
    pub(super) fn is_post(&self, before: &str, behind: &str) -> bool {
        let mut words = self.profile.posted_before.iter();
        words.any(|own| before.ends_with(own.as_str()))
            && self.begins_with_one(behind, &self.profile.posted_behind)
    }

    /// Whether the first four characters of a text, folded, begin with one of some words.
    fn begins_with_one(&self, text: &str, words: &[String]) -> bool {
        let text: String = text.chars().take(4).collect();
        let text = self.analyser.folded(&text);
        words.iter().any(|own| text.starts_with(own.as_str()))
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

    /// Hands a function over that says what is known of words, `None` of words that are in no
    /// term.
    pub(super) fn with_words<T>(
        &self,
        read: impl FnOnce(&mut dyn FnMut(&Token<'_>) -> Option<Rc<Known>>) -> T,
    ) -> T {
        let mut met = MET
            .with_borrow_mut(|all| all.remove(&self.number))
            .unwrap_or_else(Met::new);
        let read = read(&mut |token| met.known(token.text, || self.known(token)));
        MET.with_borrow_mut(|all| all.insert(self.number, met));
        read
    }

    fn known(&self, token: &Token<'_>) -> Option<Known> {
        let mut known = Known {
            is_link: token.class == TokenClass::Word
                && self.links.contains(&self.analyser.folded(token.text)),
            ..Known::default()
        };
        known.keys = self.keys_of(token);
        let keys = known.keys.iter().map(|(key, _)| *key as usize);
        let nodes = keys
            .clone()
            .map(|key| self.table.number(Section::Roots, key));
        let nodes = nodes.filter(|node| *node != 0);
        known.ends = nodes.clone().map(|node| Ends::at(&self.table, node)).max();
        let has_children = |node: &u32| {
            let children = self.table.places(Section::ChildStarts, *node as usize);
            !children.is_empty()
        };
        known.nodes = nodes.filter(has_children).collect();
        for (place, key) in keys.enumerate() {
            let leads = !self.table.places(Section::AnchorStarts, key).is_empty();
            known.leads |= u64::from(leads) << place.min(63);
        }
        let is_known = known.keys.iter().any(|(_, way)| *way != Way::Misspelt);
        if !is_known {
            known.joint = self.joint(token);
        }
        let says_something = known.is_link || !known.keys.is_empty() || known.joint.is_some();
        says_something.then_some(known)
    }

    /// Where two glued words are to be taken apart: terms have the second, and the first too or
    /// it begins with a small letter.
    fn joint(&self, token: &Token<'_>) -> Option<usize> {
        let at = joint(token)?;
        let (first, second) = token.text.split_at(at);
        let knows = |part: &str| self.key_of(&self.stem(part, TokenClass::Word)).is_some();
        let is_glued = knows(second) && (first.starts_with(char::is_lowercase) || knows(first));
        is_glued.then_some(at)
    }

    /// The keys that a word of a text may have, the surest first.
    pub(super) fn keys_of(&self, token: &Token<'_>) -> Vec<(Key, Way)> {
        let folded = self.analyser.folded(token.text);
        let stem = match token.class {
            TokenClass::Word => self.analyser.stem(&folded),
            _ => folded.clone(),
        };
        let mut found = Vec::new();
        if let Some(key) = self.key_of(&stem) {
            found.push((key, Way::Stem));
        }
        if token.class == TokenClass::Word {
            self.without_clitics(token.text, &mut found);
            if found.is_empty() {
                let word = (token.text, folded.as_str());
                glued::add_keys(&self.table, word, &self.analyser, &mut found);
            }
            if found.is_empty() {
                self.mistyped(&stem, &mut found);
            }
        }
        found
    }

    /// The key of a stem.
    pub(super) fn key_of(&self, stem: &str) -> Option<Key> {
        let slots = self.table.count(Section::StemSlots);
        let mut at = slot(stem, slots)?;
        loop {
            let key = self.table.number(Section::StemSlots, at).checked_sub(1)?;
            if self.stem_of(key) == stem.as_bytes() {
                return Some(key);
            }
            at = (at + 1) % slots;
        }
    }

    fn stem_of(&self, key: Key) -> &[u8] {
        let place = self.table.places(Section::StemStarts, key as usize);
        let stems = self.table.section(Section::StemBytes);
        stems.get(place).unwrap_or_default()
    }

    fn stem(&self, word: &str, class: TokenClass) -> String {
        stem(&self.analyser, word, class)
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
        if let Some(key) = self.key_of(&stem)
            && !found.iter().any(|(known, _)| *known == key)
        {
            found.push((key, way));
        }
    }

    /// Stems one edit away that begin with the same letter. Two words are one edit apart only
    /// when they are equal after one letter of each is left out, or of one of them (the deletion
    /// neighbourhood of Mor and Fraenkel, 1982); so it is enough to look these up.
    fn mistyped(&self, stem: &str, found: &mut Vec<(Key, Way)>) {
        let length = stem.chars().count();
        if length < SHORTEST_MISSPELT || !stem.chars().all(char::is_alphabetic) {
            return;
        }
        let first = stem.chars().next();
        for hash in shortened(stem) {
            let bits = typo_bits(self.table.count(Section::TypoHashes));
            let bucket = self.table.places(Section::TypoStarts, bucket(hash, bits));
            for at in bucket {
                if self.table.number(Section::TypoHashes, at) != hash {
                    continue;
                }
                let key = self.table.number(Section::TypoKeys, at);
                let Ok(known) = std::str::from_utf8(self.stem_of(key)) else {
                    continue;
                };
                let is_near = known.chars().next() == first && edit_distance(known, stem) == 1;
                if is_near && !found.iter().any(|(own, _)| *own == key) {
                    found.push((key, Way::Misspelt));
                }
            }
        }
        found.sort_unstable();
    }
}

impl Drop for Vocabulary {
    fn drop(&mut self) {
        // A thread that is ending has nothing to forget any more.
        let _ = MET.try_with(|all| all.borrow_mut().remove(&self.number));
    }
}

fn stem(analyser: &Analyser, word: &str, class: TokenClass) -> String {
    let folded = analyser.folded(word);
    match class {
        TokenClass::Word => analyser.stem(&folded),
        _ => folded,
    }
}

/// Where in a hash table of so many slots a stem is looked for first; `None` in an empty one.
fn slot(stem: &str, slots: usize) -> Option<usize> {
    let hash = usize::try_from(xxh3_64(stem.as_bytes()) >> 1).unwrap_or(0);
    hash.checked_rem(slots)
}

/// The hashes of a stem without one letter that is not the first, and whole.
fn shortened(stem: &str) -> Vec<u32> {
    // The upper half of a hash is as good as the whole.
    let hash = |text: &str| u32::try_from(xxh3_64(text.as_bytes()) >> 32).unwrap_or(0);
    let mut hashes = vec![hash(stem)];
    let mut shorter = String::with_capacity(stem.len());
    for (at, letter) in stem.char_indices().skip(1) {
        shorter.clear();
        shorter.push_str(&stem[..at]);
        shorter.push_str(&stem[at + letter.len_utf8()..]);
        hashes.push(hash(&shorter));
    }
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

/// How many bits of a hash name its bucket, so that about two are in one.
fn typo_bits(hashes: usize) -> u32 {
    (hashes / 2).max(1).ilog2()
}

fn bucket(hash: u32, bits: u32) -> usize {
    hash.checked_shr(32 - bits).unwrap_or(0) as usize
}

/// The names by one character of a list of a profile, each with the name that it stands for.
fn characters(list: &'static [String]) -> impl Iterator<Item = (&'static str, &'static str)> {
    list.iter().filter_map(|name| name.split_once('|'))
}

/// Numbers the stems of terms.
pub(super) struct VocabularyBuilder {
    analyser: Analyser,
    profile: &'static LanguageProfile,
    keys: FxHashMap<String, Key>,
    stems: Vec<(String, TokenClass)>,
    /// Folded words and terms that are recognised inside words that run together.
    glued: GluedBuilder,
}

/// What stands before a term without its spaces among the stems: no word begins so.
const GLUED: char = '\u{1}';

impl VocabularyBuilder {
    pub(super) fn new(analyser: Analyser) -> Self {
        Self {
            profile: profile_of(analyser.language()),
            analyser,
            keys: FxHashMap::default(),
            stems: Vec::new(),
            glued: GluedBuilder::default(),
        }
    }

    pub(super) fn analyser(&self) -> &Analyser {
        &self.analyser
    }

    /// The key of a word of a term, numbered if it is new.
    pub(super) fn learn(&mut self, token: &Token<'_>) -> Key {
        let stem = stem(&self.analyser, token.text, token.class);
        if let Some(key) = self.keys.get(&stem) {
            return *key;
        }
        let key = self.number(stem, token.class);
        if self.profile.runs_words_together && token.class == TokenClass::Word {
            self.glued.add(self.analyser.folded(token.text), key);
        }
        key
    }

    fn number(&mut self, stem: String, class: TokenClass) -> Key {
        let key = number_of(self.stems.len());
        self.stems.push((stem.clone(), class));
        self.keys.insert(stem, key);
        key
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
        if !fits {
            return None;
        }
        let parts = tokens.iter().map(|token| self.analyser.folded(token.text));
        let words: String = parts.collect();
        if let Some(known) = self.glued.key_of(&words) {
            return Some(known);
        }
        // Not a word, so that no typing mistake is looked for in it.
        let key = self.number(format!("{GLUED}{words}"), TokenClass::Number);
        self.glued.add(words, key);
        Some(key)
    }

    /// The single characters that stand for a name.
    pub(super) fn short_names_of(&self, name: &str) -> Vec<&'static str> {
        let profile = self.profile;
        let all = characters(&profile.short_names).chain(characters(&profile.post_names));
        all.filter_map(|(short, own)| (own == name).then_some(short))
            .collect()
    }

    /// Whether a word is far more often another one than the name that it can be.
    pub(super) fn is_common_word(&self, word: &str) -> bool {
        self.profile.common_words.has(word)
    }

    /// How many keys there are.
    pub(super) fn len(&self) -> usize {
        self.stems.len()
    }

    /// Writes the sections of the stems.
    pub(super) fn write(&self, table: &mut TableBuilder) {
        let slots = (self.stems.len() * 2).next_power_of_two();
        let mut filled = vec![0_u32; slots];
        for (key, (stem, _)) in (1..).zip(&self.stems) {
            let start = table.length(Section::StemBytes);
            table.push(Section::StemStarts, start);
            table.push_bytes(Section::StemBytes, stem.as_bytes());
            let mut at = slot(stem, slots).unwrap_or(0);
            while filled[at] != 0 {
                at = (at + 1) % slots;
            }
            filled[at] = key;
        }
        let end = table.length(Section::StemBytes);
        table.push(Section::StemStarts, end);
        for key in filled {
            table.push(Section::StemSlots, key);
        }
        self.write_typos(table);
        self.glued.write(table);
    }

    fn write_typos(&self, table: &mut TableBuilder) {
        let mut typos: Vec<(u32, Key)> = Vec::new();
        for (key, (stem, class)) in (0..).zip(&self.stems) {
            let is_long = stem.chars().count() >= SHORTEST_MISSPELT - 1;
            if is_long && *class == TokenClass::Word {
                typos.extend(shortened(stem).into_iter().map(|hash| (hash, key)));
            }
        }
        typos.sort_unstable();
        let bits = typo_bits(typos.len());
        let mut next = 0;
        for beginning in 0..=1_usize << bits {
            while typos
                .get(next)
                .is_some_and(|(hash, _)| bucket(*hash, bits) < beginning)
            {
                next += 1;
            }
            table.push(Section::TypoStarts, number_of(next));
        }
        for (hash, key) in typos {
            table.push(Section::TypoHashes, hash);
            table.push(Section::TypoKeys, key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glossary::table::Origin;
    use crate::lang::LanguageTag;

    proptest::proptest! {
        #[test]
        fn typing_mistakes_are_found_as_by_comparing_all(
            words in proptest::collection::hash_set("[abcдеغف]{4,9}", 0..40),
            queries in proptest::collection::vec("[abcдеغف]{5,9}", 1..10),
        ) {
            let mut builder = VocabularyBuilder::new(Analyser::new(&LanguageTag::parse("eo").unwrap()));
            let mut stems = Vec::new();
            for word in &words {
                let token = Token { class: TokenClass::Word, text: word, start: 0 };
                builder.learn(&token);
                stems.push(builder.analyser.stem(&builder.analyser.folded(word)));
            }
            let mut table = TableBuilder::new();
            builder.write(&mut table);
            let table = Arc::new(table.table(Origin::of(b"")));
            let vocabulary = Vocabulary::new(builder.analyser.clone(), table);
            for (key, stem) in (0..).zip(&stems) {
                proptest::prop_assert_eq!(vocabulary.key_of(stem), Some(key));
            }
            for query in queries {
                let mut found = Vec::new();
                vocabulary.mistyped(&query, &mut found);
                let near = |known: &String| {
                    query.chars().count() >= SHORTEST_MISSPELT
                        && known.chars().count() >= SHORTEST_MISSPELT - 1
                        && known.chars().next() == query.chars().next()
                        && edit_distance(known, &query) == 1
                };
                let all: Vec<(Key, Way)> = (0..)
                    .zip(&stems)
                    .filter(|(_, known)| near(known))
                    .map(|(key, _)| (key, Way::Misspelt))
                    .collect();
                proptest::prop_assert_eq!(found, all);
            }
        }
    }
}
