//! A sentence with its translation: which names of the one are in the other.

use std::ops::Range;

use super::source::Name;
use super::target::{Word, likeness_in_han};
use crate::check::Passage;
use crate::similarity::name_similarity;

/// From here on a word is the name.
pub(super) const SAME: f64 = 0.7;

/// From here on there is no doubt, whatever ending the name has.
pub(super) const SURE: f64 = 0.8;

/// Below, what stands beside the rest of a full name is another name.
const OTHER: f64 = 0.6;

/// The same in Chinese, where any stretch beside the point may be the part.
const OTHER_IN_HAN: f64 = 0.45;

/// How far from one part of a full name the other may stand, in words.
const NEAR: usize = 3;

/// How many consonants a stranger needs.
const SHORTEST_STRANGER: usize = 2;

/// The names of a source sentence, and the words of its translation.
pub(super) struct Sides<'t> {
    pub(super) segment: usize,
    pub(super) names: Vec<Name>,
    pub(super) capitals: Vec<Name>,
    pub(super) words: Vec<Word>,
    pub(super) target: Passage<'t>,
}

impl Sides<'_> {
    /// The word that is a name.
    pub(super) fn finds(&self, name: &Name) -> Option<usize> {
        let likeness = |at: &usize| self.words[*at].likeness(name);
        let best = (0..self.words.len())
            .max_by(|left, right| likeness(left).total_cmp(&likeness(right)))?;
        (likeness(&best) >= SAME).then_some(best)
    }

    /// How like the nearest word a name sounds.
    pub(super) fn best(&self, name: &Name) -> f64 {
        let all = self.words.iter().map(|word| word.likeness(name));
        all.fold(0.0, f64::max)
    }

    /// The part of a full name before the one at a place.
    pub(super) fn before(&self, place: usize) -> Option<&Name> {
        let at = place.checked_sub(1).filter(|_| self.names[place].goes_on)?;
        self.names.get(at)
    }

    /// The part of a full name behind the one at a place.
    pub(super) fn behind(&self, place: usize) -> Option<&Name> {
        self.names.get(place + 1).filter(|next| next.goes_on)
    }

    /// Whether a word, or two together, may be a name. Where the other part of a full name is
    /// found, what stands near it may be one that sounds less like it, and what stands elsewhere
    /// has to be sure.
    pub(super) fn may_have(&self, place: usize) -> bool {
        let name = &self.names[place];
        let near = self.near_the_rest(place);
        let anywhere = if near.is_empty() { SAME } else { SURE };
        let all = 0..self.words.len();
        let runs_on = |word: &Word| name.is_clear() && word.key.contains(&name.key);
        let stands_anywhere = !self.is_han() || near.is_empty();
        stands_anywhere && name.is_clear() && self.best(name) >= anywhere
            || near
                .iter()
                .any(|near| self.may_be_among(name, near.clone(), self.least_of_other()))
            || near.is_empty() && self.may_be_among(name, all, SAME)
            || self.words.iter().any(runs_on)
            || self.target.text.contains(&name.text)
            || self.is_han() && near.is_empty() && likeness_in_han(name, self.target.text) >= SAME
    }

    /// Whether some words, or two of them together, may be a name.
    fn may_be_among(&self, name: &Name, range: Range<usize>, least: f64) -> bool {
        let words = &self.words[range];
        let joined = |two: &[Word]| format!("{}{}", two[0].key, two[1].key);
        words.iter().any(|word| word.likeness(name) >= least)
            || words
                .windows(2)
                .any(|two| name_similarity(&name.key, &joined(two)) >= SAME)
    }

    /// From where on a word beside the rest of a name may be its other part.
    fn least_of_other(&self) -> f64 {
        if self.is_han() { OTHER_IN_HAN } else { OTHER }
    }

    /// The words around the part of a full name that is found, wherever it may be; without that
    /// part.
    fn near_the_rest(&self, place: usize) -> Vec<Range<usize>> {
        let anchors = |name: &Name| -> Vec<usize> {
            let is_it = |at: &usize| self.words[*at].likeness(name) >= SAME;
            (0..self.words.len()).filter(is_it).collect()
        };
        let before = self.before(place).map(anchors).unwrap_or_default();
        let behind = self.behind(place).map(anchors).unwrap_or_default();
        let end = self.words.len();
        let nexts = before.into_iter().map(|at| at + 1..end.min(at + 1 + NEAR));
        let lasts = behind.into_iter().map(|at| at.saturating_sub(NEAR)..at);
        nexts.chain(lasts).collect()
    }

    /// Whether the translation is in a script in which names are heard in stretches of text.
    pub(super) fn is_han(&self) -> bool {
        let is_han = |letter: char| matches!(letter, '\u{3400}'..='\u{9fff}');
        self.target.text.contains(is_han)
    }

    /// Whether the translation is in a script with capitals.
    fn is_cased(&self) -> bool {
        let is_capital = |word: &&Word| {
            let first = word.text.chars().next();
            first.is_some_and(|letter| letter.is_uppercase() && !letter.is_ascii())
        };
        let smalls = self.words.iter();
        let smalls = smalls.filter(|word| word.text.starts_with(char::is_lowercase));
        self.words.iter().filter(is_capital).count() > 1 || smalls.count() * 2 > self.words.len()
    }

    /// The word that stands beside the found part of a full name where the other part should, and
    /// sounds otherwise.
    pub(super) fn beside(&self, place: usize) -> Option<usize> {
        let own = &self.names[place];
        let before = self.before(place).and_then(|name| self.finds(name));
        let word = match before {
            Some(found) => self.word_behind(found),
            None => {
                let found = self.behind(place).and_then(|name| self.finds(name))?;
                self.word_before(found)
            }
        }?;
        let stranger = &self.words[word];
        let may_be_name = match self.is_cased() {
            true => stranger.text.starts_with(char::is_uppercase),
            false => before.is_some() || stranger.is_han(),
        };
        let is_told_by_sound = before.is_some() || own.is_clear();
        let is_stranger = may_be_name
            && is_told_by_sound
            && !stranger.is_plain
            && has_sound(stranger)
            && stranger.likeness(own) < self.least_of_other()
            && !self.explains(stranger);
        is_stranger.then_some(word)
    }

    /// The word that stands directly behind another.
    fn word_behind(&self, found: usize) -> Option<usize> {
        let start = self.words[found].span.start;
        let is_next = |next: &usize| self.words[*next].span.start > start;
        let next = (found + 1..self.words.len()).find(is_next)?;
        self.words[next].goes_on.then_some(next)
    }

    /// The word that stands directly before another.
    fn word_before(&self, found: usize) -> Option<usize> {
        let start = self.words[found].span.start;
        let is_before = |before: &usize| self.words[*before].span.start < start;
        let before = (0..found).rev().find(is_before)?;
        self.words[found].goes_on.then_some(before)
    }

    /// Whether neither part of a full name is there, nor both together.
    pub(super) fn lacks_whole(&self, place: usize) -> bool {
        let own = &self.names[place];
        let (first, last) = match (self.before(place), self.behind(place)) {
            (Some(before), _) => (before, own),
            (None, Some(behind)) => (own, behind),
            (None, None) => return false,
        };
        let whole = format!("{}{}", first.key, last.key);
        let is_there = |two: &[Word]| {
            let joined = format!("{}{}", two[0].key, two[1].key);
            name_similarity(&whole, &joined) >= OTHER
        };
        let is_lost = |name: &Name| !name.is_clear() || self.best(name) < SURE;
        whole.len() > SHORTEST_STRANGER + 1
            && is_lost(first)
            && is_lost(last)
            && !self.words.windows(2).any(is_there)
    }

    /// A word that is written as a name and sounds like none of the source; in Chinese a name
    /// neither of whose parts does.
    pub(super) fn new_name(&self) -> Option<usize> {
        let is_new = |at: &usize| {
            let word = &self.words[*at];
            word.is_name
                && (word.is_han() || word.key.len() > SHORTEST_STRANGER)
                && !self.explains(word)
        };
        let mut places = 0..self.words.len();
        match self.is_han() {
            true => places.step_by(2).find(|at| is_new(at) && is_new(&(at + 1))),
            false => places.find(is_new),
        }
    }

    /// A word in Latin letters that the source has not, in a translation into another script.
    pub(super) fn new_in_latin(&self) -> Option<usize> {
        let is_latin = |word: &Word| word.text.chars().all(|c| c.is_ascii_alphabetic());
        let latin = self.words.iter().filter(|word| is_latin(word)).count();
        let is_new = |word: &Word| {
            is_latin(word)
                && word.key.len() > SHORTEST_STRANGER
                && word.text.starts_with(char::is_uppercase)
                && word.text.contains(char::is_lowercase)
                && !self.explains(word)
        };
        let is_other_script = latin * 2 < self.words.len();
        self.words
            .iter()
            .position(|word| is_other_script && is_new(word))
    }

    /// Whether a word sounds like one of the source that has a capital.
    pub(super) fn explains(&self, word: &Word) -> bool {
        self.capitals.iter().any(|own| word.likeness(own) >= SAME)
    }
}

fn has_sound(word: &Word) -> bool {
    word.is_han() || word.key.len() >= SHORTEST_STRANGER
}
