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

/// How much more like a name than all others a word has to be to be the one that writes it.
const NEAREST: f64 = 0.1;

/// How far from one part of a full name the other may stand, in words.
const NEAR: usize = 3;

/// Up to how many consonants two words are alike by chance.
const LONG_WHOLE: usize = 6;

/// How many consonants a stranger needs.
const SHORTEST_STRANGER: usize = 2;

/// The names of a source sentence, and the words of its translation.
pub(super) struct Sides<'t> {
    pub(super) segment: usize,
    pub(super) names: Vec<Name>,
    pub(super) capitals: Vec<Name>,
    pub(super) words: Vec<Word>,
    /// Whether the translation is in a script with capitals.
    pub(super) is_cased: bool,
    /// Whether the translation is in a script in which names are heard in stretches of text.
    pub(super) is_han: bool,
    pub(super) source: &'t str,
    pub(super) target: Passage<'t>,
}

/// What the document says of a word that sounds so much like a name: whether it may be the name.
pub(super) type MayBe<'d> = &'d dyn Fn(&Word, &Name, f64) -> bool;

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

    /// The word with a capital directly before the name at a place: a part of the same name, or
    /// one that may be (David, though the glossary knows Camp David).
    pub(super) fn capital_before(&self, place: usize) -> Option<&Name> {
        let own = &self.names[place];
        let capital = self.capitals.get(own.capital)?;
        let before = self.capitals.get(own.capital.checked_sub(1)?)?;
        let may_be =
            capital.goes_on && before.is_title_word && before.key.len() >= SHORTEST_STRANGER;
        self.before(place).or_else(|| may_be.then_some(before))
    }

    /// The part of a full name behind the one at a place.
    pub(super) fn behind(&self, place: usize) -> Option<&Name> {
        self.names.get(place + 1).filter(|next| next.goes_on)
    }

    /// Whether a word, or two together, may be a name. Where the other part of a full name is
    /// found, what stands near it may be one that sounds less like it; what stands elsewhere has
    /// to be sure, and as often there as in the source.
    pub(super) fn may_have(&self, place: usize, may_be: MayBe<'_>) -> bool {
        let name = &self.names[place];
        let near = self.near_the_rest(place, may_be);
        if near.is_empty() {
            let all = 0..self.words.len();
            return name.is_clear() && self.times_found(name, SAME, may_be) > 0
                || self.may_be_among(name, all, SAME, may_be)
                || self.target.text.contains(&name.text)
                || self.is_han && likeness_in_han(name, self.target.text) >= SAME;
        }
        let asked = self.names.iter().filter(|own| own.key == name.key).count();
        let least = self.least_of_other();
        let is_near = |near: &Range<usize>| {
            self.may_be_among(name, near.clone(), least, may_be)
                || self.words[near.clone()]
                    .iter()
                    .any(|word| word.begins_as(name))
        };
        let is_anywhere = !self.is_han && name.is_clear();
        near.iter().any(is_near)
            || is_anywhere && self.times_found(name, SURE, may_be) >= asked
            || self.target.text.matches(&name.text).count() >= asked
    }

    /// How often words stand there that may be a name, are made of it, or ran into it.
    fn times_found(&self, name: &Name, least: f64, may_be: MayBe<'_>) -> usize {
        let runs_on = |word: &Word| match self.is_cased {
            true => word.begins_as(name) && name.key.len() > SHORTEST_STRANGER + 1,
            false => word.key.contains(&name.key),
        };
        let is_it = |word: &&Word| {
            let likeness = word.likeness(name);
            likeness >= least && may_be(word, name, likeness) || name.is_clear() && runs_on(word)
        };
        let words = self.words.iter().filter(is_it);
        let mut starts: Vec<usize> = words.map(|word| word.span.start).collect();
        starts.dedup();
        starts.len()
    }

    /// Whether some words, or two of them together, may be a name.
    fn may_be_among(
        &self,
        name: &Name,
        range: Range<usize>,
        least: f64,
        may_be: MayBe<'_>,
    ) -> bool {
        let words = &self.words[range];
        let joined = |two: &[Word]| format!("{}{}", two[0].key, two[1].key);
        let is_it = |word: &Word| {
            let likeness = word.likeness(name);
            likeness >= least && may_be(word, name, likeness)
        };
        words.iter().any(is_it)
            || words
                .windows(2)
                .any(|two| name_similarity(&name.key, &joined(two)) >= SAME)
    }

    /// From where on a word beside the rest of a name may be its other part.
    fn least_of_other(&self) -> f64 {
        if self.is_han { OTHER_IN_HAN } else { OTHER }
    }

    /// The words around the part of a full name that is found, wherever it may be; without that
    /// part.
    fn near_the_rest(&self, place: usize, may_be: MayBe<'_>) -> Vec<Range<usize>> {
        let end = self.words.len();
        let nexts = self.anchors(self.capital_before(place), may_be).into_iter();
        let lasts = self.anchors(self.behind(place), may_be).into_iter();
        nexts
            .map(|at| at + 1..end.min(at + 1 + NEAR))
            .chain(lasts.map(|at| at.saturating_sub(NEAR)..at))
            .collect()
    }

    /// The words that are most like a part of a full name, with a capital where names have one.
    fn anchors(&self, name: Option<&Name>, may_be: MayBe<'_>) -> Vec<usize> {
        let Some(name) = name else {
            return Vec::new();
        };
        let is_cased = self.is_cased;
        let likeness = |at: &usize| {
            let word = &self.words[*at];
            let is_written = !is_cased || word.text.starts_with(char::is_uppercase);
            let likeness = word.likeness(name);
            let is_it = likeness >= SAME && is_written && !word.is_plain;
            let is_it = is_it && may_be(word, name, likeness);
            if is_it { likeness } else { 0.0 }
        };
        let all: Vec<f64> = (0..self.words.len()).map(|at| likeness(&at)).collect();
        let best = all.iter().copied().fold(0.0, f64::max);
        let is_anchor = |at: &usize| all[*at] >= SAME && all[*at] + NEAREST >= best;
        (0..self.words.len()).filter(is_anchor).collect()
    }

    /// The word that stands beside the found part of a full name where the other part should, and
    /// sounds otherwise.
    pub(super) fn beside(&self, place: usize, may_be: MayBe<'_>) -> Option<usize> {
        let own = &self.names[place];
        let befores = self.anchors(self.capital_before(place), may_be);
        let is_behind = !befores.is_empty();
        let mut strangers: Vec<usize> = match is_behind {
            true => befores
                .iter()
                .filter_map(|at| self.word_behind(*at))
                .collect(),
            false => {
                let behinds = self.anchors(self.behind(place), may_be);
                behinds
                    .iter()
                    .filter_map(|at| self.word_before(*at))
                    .collect()
            }
        };
        strangers.retain(|at| {
            let stranger = &self.words[*at];
            let may_be_name = match self.is_cased {
                true => stranger.text.starts_with(char::is_uppercase),
                false => is_behind || stranger.is_han(),
            };
            let is_told_by_sound = is_behind || own.is_clear();
            may_be_name
                && is_told_by_sound
                && !stranger.is_plain
                && has_sound(stranger)
                && stranger.likeness(own) < self.least_of_other()
                && !self.explains(stranger)
        });
        strangers.first().copied()
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
    pub(super) fn lacks_whole(&self, place: usize, may_be: MayBe<'_>) -> bool {
        let own = &self.names[place];
        let (first, last) = match (self.before(place), self.behind(place)) {
            (Some(before), _) => (before, own),
            (None, Some(behind)) => (own, behind),
            (None, None) => return false,
        };
        let whole = format!("{}{}", first.key, last.key);
        // Of few consonants many are alike by chance.
        let least = if whole.len() > LONG_WHOLE {
            OTHER
        } else {
            SAME
        };
        let is_there = |two: &[Word]| {
            let is_small = |word: &Word| !word.text.starts_with(char::is_uppercase);
            if two
                .iter()
                .any(|word| word.is_plain || self.is_cased && is_small(word))
            {
                return false;
            }
            let joined = format!("{}{}", two[0].key, two[1].key);
            name_similarity(&whole, &joined) >= least
        };
        // With a capital fewer are alike by chance.
        let sure = if self.is_cased { SAME } else { SURE };
        let is_lost = |name: &Name| !name.is_clear() || self.times_found(name, sure, may_be) == 0;
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
        match self.is_han {
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
                && word.key.len() >= SHORTEST_STRANGER
                && word.text.starts_with(char::is_uppercase)
                && word.text.contains(char::is_lowercase)
                && !self.explains(word)
        };
        let of_script = |word: &&Word| word.text.starts_with(is_latin_letter);
        let all = self.words.iter().filter(of_script).count();
        let is_other_script = all * 2 < self.words.len() && latin * 2 < self.words.len();
        self.words
            .iter()
            .position(|word| is_other_script && is_new(word))
    }

    /// A new name with a capital that stands directly behind a word which the translation leaves
    /// in Latin letters, in the place of what follows that word in the source (Sinovation Менга,
    /// for Sinovation Ventures).
    pub(super) fn new_behind_latin(&self) -> Option<usize> {
        let goes_on = |word: &Word| {
            let is_it = |two: &[Name]| two[0].text == word.text && two[1].goes_on;
            word.text.is_ascii() && self.capitals.windows(2).any(is_it)
        };
        (0..self.words.len()).find(|at| {
            let word = &self.words[*at];
            let before = self.word_before(*at).map(|before| &self.words[before]);
            word.is_name
                && !word.text.starts_with(is_latin_letter)
                && !word.is_han()
                && before.is_some_and(goes_on)
                && !self.explains(word)
        })
    }

    /// Whether a word that sounds so much like a name sounds clearly more like another of the
    /// source.
    pub(super) fn writes_another(&self, word: &Word, name: &Name, likeness: f64) -> bool {
        let mut others = self.capitals.iter().filter(|other| other.key != name.key);
        others.any(|other| word.likeness(other) >= likeness + NEAREST && other.is_clear())
    }

    /// Whether a word sounds like one of the source that has a capital, and no other word is
    /// clearly the one that writes it.
    pub(super) fn explains(&self, word: &Word) -> bool {
        // With a particle before it and without, it is one word.
        let same = self.words.iter().filter(|own| own.span == word.span);
        let readings: Vec<&Word> = same.collect();
        self.capitals.iter().any(|own| {
            let each = readings.iter().map(|reading| reading.likeness(own));
            let likeness = each.fold(0.0, f64::max);
            likeness >= SAME && likeness + NEAREST >= self.best(own)
        })
    }
}

/// Whether words are in a script with capitals.
pub(super) fn is_cased(words: &[Word]) -> bool {
    let is_capital = |word: &&Word| {
        let first = word.text.chars().next();
        first.is_some_and(|letter| letter.is_uppercase() && !letter.is_ascii())
    };
    let smalls = words.iter();
    let smalls = smalls.filter(|word| word.text.starts_with(char::is_lowercase));
    words.iter().filter(is_capital).count() > 1 || smalls.count() * 2 > words.len()
}

fn has_sound(word: &Word) -> bool {
    word.is_han() || word.key.len() >= SHORTEST_STRANGER
}

/// Whether a letter is one of the Latin script, with whatever marks.
fn is_latin_letter(c: char) -> bool {
    c.is_alphabetic() && matches!(c, '\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}
