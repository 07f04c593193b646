//! Offices that a text names with their owner, found by their words.

use std::collections::BTreeMap;

use crate::glossary::compose::Definite;
use crate::glossary::mention::Mention;
use crate::text::Analyser;

/// Offices in the order of the text, found by their words.
#[derive(Default)]
pub(super) struct Offices {
    pub(super) all: Vec<Named>,
    places: BTreeMap<Vec<String>, Vec<usize>>,
}

impl Offices {
    /// Offices by their words, and by the word that may stand for all of them.
    pub(super) fn new(all: Vec<Named>, bare_words: &BareWords) -> Self {
        let mut places: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
        for (at, named) in all.iter().enumerate() {
            places.entry(named.words.clone()).or_default().push(at);
            let bare = named.bare(bare_words);
            if let Some(bare) = bare.filter(|_| named.words.len() > 1) {
                places.entry(vec![bare.to_owned()]).or_default().push(at);
            }
        }
        Self { all, places }
    }

    /// The last office of some words before a place.
    pub(super) fn last(&self, words: &[String], place: usize) -> Option<&Named> {
        let places = self.places.get(words)?;
        let end = places.partition_point(|at| self.all[*at].start < place);
        Some(&self.all[places[end.checked_sub(1)?]])
    }

    /// The first office of some words, where all of them are one.
    pub(super) fn only(&self, words: &[String]) -> Option<&Named> {
        let places = self.places.get(words)?;
        let first = &self.all[*places.first()?];
        // Of many the first two differ, or none do; a text that names thousands is no article.
        let id = &first.mention.entry.id;
        let mut others = places.iter().take(MOST_NAMED);
        others
            .all(|at| self.all[*at].mention.entry.id == *id)
            .then_some(first)
    }
}

/// How many offices of the same words are compared.
const MOST_NAMED: usize = 1000;

/// Words that may stand for the whole title that they are in (minister), and words beside which
/// they do not (deputy, prime), by their stems.
pub(super) struct BareWords {
    bare: Vec<String>,
    not_bare: Vec<String>,
}

impl BareWords {
    /// Those of a language.
    pub(super) fn of(definite: &Definite, analyser: &Analyser) -> Self {
        let stem = |word: &String| analyser.stem(&analyser.folded(word));
        let stems = |words: &[String]| words.iter().map(stem).collect();
        Self {
            bare: stems(&definite.bare),
            not_bare: stems(&definite.not_bare),
        }
    }
}

/// An office that the text names with its owner or holder.
#[derive(Clone)]
pub(super) struct Named {
    pub(super) start: usize,
    /// The words of the office without its owner, by their stems.
    pub(super) words: Vec<String>,
    /// The same as it is written, in small letters.
    pub(super) written: String,
    /// The mention, of the whole.
    pub(super) mention: Mention,
    /// How the whole is called.
    pub(super) title: String,
}

impl Named {
    /// The only word that a text may leave of the title (minister), as a stem.
    pub(super) fn bare(&self, words: &BareWords) -> Option<&str> {
        let word = self.words.iter().find(|word| words.bare.contains(word))?;
        let is_other = words.not_bare.iter().any(|own| self.words.contains(own));
        (!is_other).then_some(word)
    }
}
