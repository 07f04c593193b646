//! Chinese names with a point between their parts, against the full names of the source.

use super::sides::{SAME, SURE, Sides};
use super::source::Name;
use super::target::Word;

/// From here on both parts together are the full name.
const LIKE: f64 = 0.65;

/// Below, a part is another name though the other part is the same.
const PART: f64 = 0.4;

impl Sides<'_> {
    /// The part of a Chinese name that stands in the place of the full name to which the name at a
    /// place belongs: no name with a point is this one, and one with a point is nobody's whom the
    /// source names.
    pub(super) fn pointed_stranger(&self, place: usize) -> Option<usize> {
        let last = &self.names[place];
        let first = self.capital_before(place)?;
        let names = self.pointed();
        let is_there = |(own, other): &(usize, usize)| self.are(first, last, *own, *other);
        if names.is_empty() || names.iter().any(is_there) {
            return None;
        }
        let (own, other) = names.into_iter().find(|name| self.is_nobody(name))?;
        let is_first_same = self.words[own].likeness(first) >= SAME;
        Some(if is_first_same { other } else { own })
    }

    /// The names with a point, by their two parts.
    fn pointed(&self) -> Vec<(usize, usize)> {
        let firsts = (0..self.words.len().saturating_sub(1)).step_by(2);
        firsts
            .map(|at| (at, at + 1))
            .filter(|(own, other)| self.words[*own].is_han() && self.words[*other].is_han())
            .collect()
    }

    /// Whether two parts are those of a full name.
    fn are(&self, first: &Name, last: &Name, own: usize, other: usize) -> bool {
        let (own, other) = (
            self.words[own].likeness(first),
            self.words[other].likeness(last),
        );
        f64::midpoint(own, other) >= LIKE && own.min(other) >= PART
            || last.key.len() > 3 && other >= SURE
    }

    /// Whether a name with a point is that of nobody whom the source names by a full name, nor by
    /// the last part alone.
    fn is_nobody(&self, (own, other): &(usize, usize)) -> bool {
        let words: [&Word; 2] = [&self.words[*own], &self.words[*other]];
        let is_alone = |at: usize| {
            let next = self.capitals.get(at + 1);
            !self.capitals[at].goes_on && !next.is_some_and(|next| next.goes_on)
        };
        let capitals = || (0..self.capitals.len()).map(|at| (at, &self.capitals[at]));
        words.iter().all(|word| word.is_name)
            && !capitals().any(|(at, name)| {
                name.is_clear()
                    && is_alone(at)
                    && words.iter().any(|word| word.likeness(name) >= SAME)
                    || self
                        .followers(at)
                        .any(|last| self.are(name, last, *own, *other))
            })
    }

    /// The words with a capital that follow one in the same run.
    fn followers(&self, at: usize) -> impl Iterator<Item = &Name> {
        self.capitals[at + 1..]
            .iter()
            .take_while(|name| name.goes_on)
    }
}
