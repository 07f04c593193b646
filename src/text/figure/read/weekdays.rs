//! Days of the week.

use std::borrow::Cow;
use std::ops::Range;

use super::{FigureReader, hangul_beginnings};
use crate::lang::profile_of;
use crate::text::FoldedText;

/// How many tokens the name of a day has at the most.
const LONGEST_DAY: usize = 2;

impl FigureReader {
    /// The days of the week that a text names, Monday being 1, with the bytes of each, in no
    /// particular order. Linear in the text.
    pub fn weekdays(&self, text: &FoldedText<'_>) -> Vec<(u8, Range<usize>)> {
        let tokens = &text.tokens;
        let keys: Vec<Cow<'_, str>> = self.keyed(text).map(|(_, key)| key).collect();
        let mut found = in_ideographs(&self.words.ideographic_days, text.text);
        let mut at = 0;
        while at < tokens.len() {
            let day = (1..=LONGEST_DAY.min(tokens.len() - at))
                .rev()
                .find_map(|length| Some((self.day(&keys[at..at + length].concat())?, length)))
                .or_else(|| Some((self.inflected_day(&keys[at])?, 1)));
            let Some((day, length)) = day else {
                at += 1;
                continue;
            };
            found.push((day, tokens[at].start..tokens[at + length - 1].end()));
            at += length;
        }
        found
    }

    /// The day of a name, particles before it passed over.
    fn day(&self, key: &str) -> Option<u8> {
        let known = |word: &str| self.words.weekdays.get(word).copied();
        let particles = profile_of(self.language()).proclitics.iter();
        let mut without = particles.filter_map(|one| key.strip_prefix(one.as_str()));
        known(key).or_else(|| without.find_map(known))
    }

    /// The day that a word names with something written to it: Monday's, Perşembe'den, 월요일에.
    fn inflected_day(&self, key: &str) -> Option<u8> {
        let known = |word: &str| self.words.weekdays.get(word).copied();
        known(key.strip_suffix("'s").unwrap_or(key))
            .or_else(|| known(self.before_apostrophe(key)?))
            .or_else(|| hangul_beginnings(key).find_map(known))
    }
}

/// The days that are named in ideographs, which are tokens of their own; not 周六天 (six days a
/// week).
fn in_ideographs(days: &[(String, u8)], text: &str) -> Vec<(u8, Range<usize>)> {
    let mut found = Vec::new();
    for (name, day) in days {
        for (at, _) in text.match_indices(name.as_str()) {
            let end = at + name.len();
            if !text[end..].starts_with(['天', '小', '个', '個']) {
                found.push((*day, at..end));
            }
        }
    }
    found
}
