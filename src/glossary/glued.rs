//! Words that are run together: in Arabic script a space cannot be seen behind a letter that does
//! not join the next (كورياالشمالية), and whole lines lose their spaces on the way through other
//! programs (ترامبفيسنغافورة).

use std::collections::{BTreeMap, BTreeSet};

use super::keys::{Key, Way};
use super::table::{Section, Table, TableBuilder};
use crate::text::Analyser;

/// How many letters a word must have for others to be looked for inside it. Longer words of
/// Arabic and Persian are rare: of the words of 1,045 sentences of news, 1 in 500.
const SHORTEST_RUN: usize = 12;

/// How many letters a word must have to be found inside another.
const SHORTEST_PART: usize = 5;

/// Gathers what can be found inside words that run together.
#[derive(Default)]
pub(super) struct GluedBuilder {
    parts: BTreeMap<String, Key>,
}

impl GluedBuilder {
    /// Adds a folded word of a term.
    pub(super) fn add(&mut self, folded: String, key: Key) {
        if folded.chars().count() >= SHORTEST_PART {
            self.parts.entry(folded).or_insert(key);
        }
    }

    /// The key of a part.
    pub(super) fn key_of(&self, part: &str) -> Option<Key> {
        self.parts.get(part).copied()
    }

    /// Writes the sections of the parts: they in the order of their bytes, and their lengths.
    pub(super) fn write(&self, table: &mut TableBuilder) {
        let mut lengths: BTreeSet<u32> = BTreeSet::new();
        for (part, key) in &self.parts {
            let start = table.length(Section::PartBytes);
            table.push(Section::PartStarts, start);
            table.push_bytes(Section::PartBytes, part.as_bytes());
            table.push(Section::PartKeys, *key);
            lengths.extend(u32::try_from(part.chars().count()));
        }
        let end = table.length(Section::PartBytes);
        table.push(Section::PartStarts, end);
        for length in lengths.into_iter().rev() {
            table.push(Section::PartLengths, length);
        }
    }
}

/// Adds the keys of a word that is several: of a term without its spaces, or of the parts of a
/// word too long to be one; the word as it is written and folded. Linear in the word times the
/// number of lengths of parts.
pub(super) fn add_keys(
    table: &Table,
    (word, folded): (&str, &str),
    analyser: &Analyser,
    found: &mut Vec<(Key, Way)>,
) {
    if let Some(key) = part_key(table, folded) {
        let whole = Way::Glued {
            before: 0,
            behind: 0,
        };
        return found.push((key, whole));
    }
    let lengths = 0..table.count(Section::PartLengths);
    if lengths.is_empty() || folded.chars().count() < SHORTEST_RUN {
        return;
    }
    let letters = folded_letters(word, analyser);
    let mut start = 0;
    while start < letters.len() {
        let mut parts = lengths.clone().filter_map(|at| {
            let length = table.number(Section::PartLengths, at) as usize;
            let part = letters.get(start..start + length)?;
            let text: String = part.iter().map(|(_, letter)| *letter).collect();
            Some((length, part_key(table, &text)?))
        });
        let Some((length, key)) = parts.next() else {
            start += 1;
            continue;
        };
        let before = letters[start].0;
        let end = letters
            .get(start + length)
            .map_or(word.len(), |(at, _)| *at);
        let behind = word.len() - end;
        found.push((key, Way::Glued { before, behind }));
        start += length;
    }
}

/// The key of a part, by bisection.
fn part_key(table: &Table, part: &str) -> Option<Key> {
    let mut places = 0..table.count(Section::PartKeys);
    while !places.is_empty() {
        let middle = places.start + places.len() / 2;
        let own = table.places(Section::PartStarts, middle);
        let own = table.section(Section::PartBytes).get(own)?;
        match own.cmp(part.as_bytes()) {
            std::cmp::Ordering::Equal => return Some(table.number(Section::PartKeys, middle)),
            std::cmp::Ordering::Less => places.start = middle + 1,
            std::cmp::Ordering::Greater => places.end = middle,
        }
    }
    None
}

/// The letters of a word as matching sees them, each with its byte offset in the word.
fn folded_letters(word: &str, analyser: &Analyser) -> Vec<(usize, char)> {
    let mut letters = Vec::with_capacity(word.len() / 2);
    for (at, letter) in word.char_indices() {
        let mut bytes = [0; 4];
        let folded = analyser.folded(letter.encode_utf8(&mut bytes));
        letters.extend(folded.chars().map(|letter| (at, letter)));
    }
    letters
}

/// Whether a word ends in a letter of the Arabic script that does not join the next.
pub(super) fn ends_unjoined(word: &str) -> bool {
    word.ends_with([
        'ا', 'أ', 'إ', 'آ', 'د', 'ذ', 'ر', 'ز', 'ژ', 'و', 'ؤ', 'ة', 'ى', 'ء', 'ڈ', 'ڑ', 'ے',
    ])
}
