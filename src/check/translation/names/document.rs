//! A document with its translation: how it writes each name, and where one is missing.

use super::sides::{SAME, SURE, Sides};
use super::source::{Name, NameReader};
use super::target::words;
use crate::check::{Knowledge, Subject};
use crate::similarity::name_similarity;

/// The names of an article and the words of its translation.
pub(super) struct Document<'t> {
    pub(super) sides: Vec<Sides<'t>>,
    /// The names that are found by their sound: sentence, key, and the word as it is written.
    found: Vec<(usize, String, String)>,
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
        let sides: Vec<Sides<'t>> = subject
            .both_readings()
            .map(|(segment, source, target)| {
                let read = reader.read(source, source.mentions(glossary));
                Sides {
                    segment,
                    names: read.names,
                    capitals: read.capitals,
                    words: words(target, target.mentions(glossary)),
                    target: target.passage(),
                }
            })
            .collect();
        let found = sides.iter().enumerate().flat_map(|(at, own)| {
            let names = own.names.iter().filter(|name| name.is_clear());
            names.filter_map(move |name| {
                let word = own.finds(name)?;
                Some((at, name.key.clone(), own.words[word].text.clone()))
            })
        });
        let found = found.collect();
        Self { sides, found }
    }

    /// What says that a name which is not found is not there: a stranger beside the other part of
    /// the full name; a word in Latin letters that the source has not; a full name of which
    /// nothing is there; a name that the document writes by its sound elsewhere, and somebody
    /// else's name here.
    pub(super) fn absence(&self, at: usize, place: usize) -> Option<Absence> {
        let own = &self.sides[at];
        let name = &own.names[place];
        if let Some(word) = own.beside(place).or_else(|| own.new_in_latin()) {
            return Some(Absence::Replaced(word));
        }
        let new_name = own.new_name();
        let begins = own.before(place).is_none();
        if begins && own.lacks_whole(place) && (new_name.is_some() || !own.is_han()) {
            return Some(new_name.map_or(Absence::Lost, Absence::Replaced));
        }
        if !name.is_clear() || own.best(name) >= SAME || !self.is_known(at, name) {
            return None;
        }
        let stranger = self.somebody_else(at, name).or(new_name)?;
        Some(Absence::Replaced(stranger))
    }

    /// Whether a name is found in another sentence.
    fn is_known(&self, at: usize, name: &Name) -> bool {
        let mut found = self.found.iter();
        found.any(|(place, key, _)| *place != at && *key == name.key)
    }

    /// How a name is written.
    pub(super) fn written(&self, key: &str) -> Option<&str> {
        let mut found = self.found.iter();
        let one = found.find(|(_, own, _)| own == key)?;
        Some(&one.2)
    }

    /// A word that is somebody else's name, whom the source names neither here nor beside.
    fn somebody_else(&self, at: usize, name: &Name) -> Option<usize> {
        let own = &self.sides[at];
        let around = &self.sides[at.saturating_sub(1)..self.sides.len().min(at + 2)];
        own.words.iter().position(|word| {
            let is_known =
                |(_, other, _): &(usize, String, String)| name_similarity(other, &word.key) >= SURE;
            word.key.len() > 2
                && word.likeness(name) < SAME
                && !around.iter().any(|own| own.explains(word))
                && self.found.iter().any(is_known)
        })
    }
}
