//! A document with its translation: how it writes each name, and where one is missing.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use super::sides::{SAME, SURE, Sides, is_cased};
use super::source::{Name, NameReader};
use super::target::{Word, is_han, words};
use crate::check::{Knowledge, Subject};
use crate::similarity::name_similarity;

/// From how many consonants on a word that has them all is the name, however common it is.
const TELLING: usize = 5;

/// From here on one other use does not make a word a common one.
const CLEAR: f64 = 0.9;

/// How much less a word may be like a name than the one by which the document writes it elsewhere.
const CLEARER: f64 = 0.15;

/// The names of an article and the words of its translation.
pub(super) struct Document<'t> {
    pub(super) sides: Vec<Sides<'t>>,
    /// The names that are found by their sound.
    found: Vec<Found>,
    /// Where words stand, as far as it has been asked: the sentence, and whether its source, or
    /// that of a sentence beside, has a name that sounds like it.
    uses: RefCell<FxHashMap<String, Vec<(usize, bool)>>>,
}

/// A name that is found in a sentence.
struct Found {
    at: usize,
    key: String,
    /// The word as it is written.
    word: String,
    likeness: f64,
}

/// A name that is missing.
pub(super) enum Absence {
    /// A word stands in its place.
    Replaced(usize),
    /// Nothing is seen to stand there.
    Lost,
}

impl<'t> Document<'t> {
    pub(super) fn read(subject: &Subject<'t>, knowledge: &Knowledge<'_>) -> Self {
        let glossary = knowledge.glossary;
        let reader = NameReader::new(subject, glossary);
        let mut sides: Vec<Sides<'t>> = subject
            .both_readings()
            .map(|(segment, source, target)| {
                let words = words(target, target.mentions(glossary));
                Sides {
                    segment,
                    names: Vec::new(),
                    capitals: Vec::new(),
                    is_cased: is_cased(&words),
                    is_han: target.text().contains(is_han),
                    words,
                    source: source.text(),
                    target: target.passage(),
                }
            })
            .collect();
        let names = reader.read_all(subject, glossary);
        for (own, read) in sides.iter_mut().zip(names) {
            own.names = read.names;
            own.capitals = read.capitals;
        }
        let found = sides.iter().enumerate().flat_map(|(at, own)| {
            let names = own.names.iter().filter(|name| name.is_clear());
            names.filter_map(move |name| {
                let word = &own.words[own.finds(name)?];
                Some(Found {
                    at,
                    key: name.key.clone(),
                    word: word.text.clone(),
                    likeness: word.likeness(name),
                })
            })
        });
        let found = found.collect();
        Self {
            sides,
            found,
            uses: RefCell::default(),
        }
    }

    /// Whether the translation of a sentence may have the name at a place.
    fn may_have(&self, at: usize, place: usize) -> bool {
        self.sides[at].may_have(place, &|word, name, likeness| {
            self.may_be(at, word, name, likeness)
        })
    }

    /// What says that a name which is not found is not there: a stranger beside the other part of
    /// the full name; a word in Latin letters that the source has not; a full name of which
    /// nothing is there; a name that the document writes by its sound elsewhere, and somebody
    /// else's name here.
    pub(super) fn absence(&self, at: usize, place: usize) -> Option<Absence> {
        let own = &self.sides[at];
        let name = &own.names[place];
        if let Some(word) = own.pointed_stranger(place) {
            return Some(Absence::Replaced(word));
        }
        if self.may_have(at, place) {
            return None;
        }
        let may_be = |word: &Word, name: &Name, likeness| self.may_be(at, word, name, likeness);
        let beside = own.beside(place, &may_be);
        if let Some(word) = beside.or_else(|| own.new_in_latin()) {
            return Some(Absence::Replaced(word));
        }
        let new_name = own.new_name();
        let begins = own.before(place).is_none();
        let may_be_lost = begins && (new_name.is_some() || !own.is_han);
        if may_be_lost && own.lacks_whole(place, &may_be) {
            return Some(new_name.map_or(Absence::Lost, Absence::Replaced));
        }
        let is_part = own.capital_before(place).is_some() || own.behind(place).is_some();
        if own.is_cased && is_part && name.is_clear() && new_name.is_some() {
            return new_name.map(Absence::Replaced);
        }
        let may_be_there = !own.is_cased && own.best(name) >= SAME;
        if !name.is_clear() || may_be_there || !self.is_known(at, name) {
            return None;
        }
        let stranger = self.somebody_else(at, name).or(new_name)?;
        Some(Absence::Replaced(stranger))
    }

    /// Whether a word of a sentence that sounds so much like a name may be it: it has a capital
    /// where names have one, the document does not write the name more clearly elsewhere, and does
    /// not use the word as a common one, unless it has all sounds of a long name.
    fn may_be(&self, at: usize, word: &Word, name: &Name, likeness: f64) -> bool {
        let own = &self.sides[at];
        if own.writes_another(word, name, likeness) {
            return false;
        }
        if own.is_cased {
            return word.text.starts_with(char::is_uppercase);
        }
        let is_written = own.is_han || likeness + CLEARER > self.clearest(at, name);
        let is_telling = likeness >= 1.0 && name.key.len() >= TELLING;
        is_written && (is_telling || !self.is_common(at, word, likeness))
    }

    /// How clearly other sentences write a name.
    fn clearest(&self, at: usize, name: &Name) -> f64 {
        let same = self
            .found
            .iter()
            .filter(|one| one.key == name.key && one.at != at);
        same.map(|one| one.likeness).fold(0.0, f64::max)
    }

    /// Whether the other sentences use a word more often where the source has no name that sounds
    /// like it, here nor beside, than where it has one.
    fn is_common(&self, at: usize, word: &Word, likeness: f64) -> bool {
        let mut known = self.uses.borrow_mut();
        let uses = known
            .entry(word.text.clone())
            .or_insert_with(|| self.uses_of(word));
        let others = || uses.iter().filter(|(sentence, _)| *sentence != at);
        let named = others().filter(|(_, is_named)| *is_named).count();
        // A translation may have the name where the source has "he", once.
        let least = if likeness >= CLEAR { 1 } else { 0 };
        others().count() > least.max(2 * named)
    }

    fn uses_of(&self, word: &Word) -> Vec<(usize, bool)> {
        let has_it = |own: &Sides<'_>| own.words.iter().any(|other| other.text == word.text);
        let sentences = (0..self.sides.len()).filter(|at| has_it(&self.sides[*at]));
        sentences
            .map(|at| {
                let around = &self.sides[at.saturating_sub(1)..self.sides.len().min(at + 2)];
                (at, around.iter().any(|own| own.explains(word)))
            })
            .collect()
    }

    /// Whether the article has a word anywhere, in whatever case.
    pub(super) fn has_in_source(&self, word: &str) -> bool {
        let word = word.to_lowercase();
        self.sides
            .iter()
            .any(|own| own.source.to_lowercase().contains(&word))
    }

    /// Whether a name is found in another sentence.
    fn is_known(&self, at: usize, name: &Name) -> bool {
        let mut found = self.found.iter();
        found.any(|one| one.at != at && one.key == name.key)
    }

    /// How a name is written.
    pub(super) fn written(&self, key: &str) -> Option<&str> {
        let mut found = self.found.iter();
        let one = found.find(|one| one.key == key)?;
        Some(&one.word)
    }

    /// A word that is somebody else's name, whom the source names neither here nor beside.
    fn somebody_else(&self, at: usize, name: &Name) -> Option<usize> {
        let own = &self.sides[at];
        let around = &self.sides[at.saturating_sub(1)..self.sides.len().min(at + 2)];
        own.words.iter().position(|word| {
            let is_known = |one: &Found| match own.is_cased {
                true => name_similarity(&one.key, &word.key) >= SURE,
                false => one.word == word.text,
            };
            word.key.len() > 2
                && (!own.is_cased || word.is_name)
                && word.likeness(name) < SAME
                && !around.iter().any(|own| own.explains(word))
                && self.found.iter().any(is_known)
        })
    }
}
