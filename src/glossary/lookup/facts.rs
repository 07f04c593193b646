//! What is kept of every term, so that a query reads only the entries that may answer it.
//!
//! One row of numbers for each term, language by language; its words and the sounds of its words
//! are numbered. Derived data, made when something is looked up for the first time.

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::xxh3_64;

use super::super::across::sounds;
use super::super::entries::Entries;
use super::super::table::{Origin, Section, Table, TableBuilder, number_of};
use super::query::{initials_of, stems};
use crate::lang::LanguageTag;
use crate::model::{ConceptEntry, PartOfSpeech, Term};
use crate::text::{Analyser, Foldings, fold};

/// How many classes of letters are counted in a text.
const CLASSES: usize = 32;

/// The highest count of a class.
const MOST: u8 = 15;

/// How many letters of each class a text has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Letters(u128);

impl Letters {
    pub(super) fn of(text: &str) -> Self {
        let mut counts = [0_u8; CLASSES];
        for letter in text.chars() {
            let own = &mut counts[letter as usize % CLASSES];
            *own = (*own + 1).min(MOST);
        }
        let counts = counts.into_iter().rev();
        Self(counts.fold(0, |all, count| all << 4 | u128::from(count)))
    }

    pub(super) fn from_numbers(numbers: [u32; 4]) -> Self {
        let numbers = numbers.into_iter().rev();
        Self(numbers.fold(0, |all, number| all << 32 | u128::from(number)))
    }

    fn numbers(self) -> [u32; 4] {
        // Each a quarter of it.
        [0, 32, 64, 96].map(|shift| (self.0 >> shift & u128::from(u32::MAX)) as u32)
    }

    /// How many letters two texts have in common at the most.
    pub(super) fn common(self, other: Self) -> u32 {
        let (mut own, mut other) = (self.0, other.0);
        let mut common = 0;
        while own != 0 && other != 0 {
            let least = (own & 15).min(other & 15);
            // Of the highest count there may be any number more.
            common += if least == u128::from(MOST) {
                1 << 16
            } else {
                least as u32
            };
            own >>= 4;
            other >>= 4;
        }
        common
    }
}

/// What is kept of one term.
struct Facts {
    language: u32,
    folded: u32,
    stems: u32,
    initials: u32,
    length: u32,
    letters: Letters,
    words: Vec<String>,
    sounds: Vec<String>,
}

impl Facts {
    fn of(language: u32, analyser: &Analyser, term: &Term) -> Self {
        let tokens = analyser.tokens(&term.text);
        let folded = fold(&term.text, analyser.language(), Foldings::ALL);
        let words = stems(analyser, &term.text);
        // An adjective is no name.
        let is_name = term.part_of_speech != Some(PartOfSpeech::Adjective);
        Self {
            language,
            folded: hash_of(&folded),
            stems: hash_of_stems(&words),
            initials: if is_name {
                hash_of(&initials_of(analyser, &tokens))
            } else {
                0
            },
            length: number_of(folded.chars().count()),
            letters: Letters::of(&folded),
            words,
            sounds: if is_name { sounds(&tokens) } else { Vec::new() },
        }
    }
}

/// The hash of a text, 0 of an empty one only.
pub(super) fn hash_of(text: &str) -> u32 {
    match text.is_empty() {
        true => 0,
        false => u32::try_from(xxh3_64(text.as_bytes()) >> 32)
            .unwrap_or(0)
            .max(1),
    }
}

/// The hash of words in their order, 0 of none.
pub(super) fn hash_of_stems(stems: &[String]) -> u32 {
    hash_of(&stems.join("\u{1}"))
}

/// A row with its words and sounds by numbers.
struct Row {
    entry: u32,
    facts: Facts,
    words: Vec<u32>,
    sounds: Vec<u32>,
}

/// Texts that are numbered as they come.
#[derive(Default)]
struct Numbered(FxHashMap<String, u32>);

impl Numbered {
    fn number(&mut self, text: String) -> u32 {
        let fresh = number_of(self.0.len());
        *self.0.entry(text).or_insert(fresh)
    }

    /// Writes the texts in the order of their bytes; returns for each number the place there.
    fn write(self, (starts, bytes): (Section, Section), table: &mut TableBuilder) -> Vec<u32> {
        let mut texts: Vec<(String, u32)> = self.0.into_iter().collect();
        texts.sort_unstable();
        let mut places = vec![0; texts.len()];
        for (place, (text, number)) in (0..).zip(&texts) {
            places[*number as usize] = place;
            let start = table.length(bytes);
            table.push(starts, start);
            table.push_bytes(bytes, text.as_bytes());
        }
        let end = table.length(bytes);
        table.push(starts, end);
        places
    }
}

/// How many entries are read at a time.
const CHUNK: usize = 4096;

/// The table of all terms of the entries. Linear in them, on all threads.
pub(super) fn table_of(entries: &Entries, origin: Origin) -> Table {
    let languages = languages_of(entries.all());
    let analysers: Vec<Analyser> = languages.iter().map(Analyser::new).collect();
    let number: FxHashMap<&LanguageTag, u32> = languages.iter().zip(0..).collect();
    let (mut words, mut sounds) = (Numbered::default(), Numbered::default());
    let mut rows: Vec<Row> = Vec::new();
    let mut first = 0;
    for chunk in entries.all().chunks(CHUNK) {
        let facts: Vec<Vec<Facts>> = chunk
            .par_iter()
            .map(|entry| {
                let terms = entry.terms.iter();
                terms
                    .map(|term| {
                        let language = number[&term.language];
                        Facts::of(language, &analysers[language as usize], term)
                    })
                    .collect()
            })
            .collect();
        for (entry, facts) in (first..).zip(facts) {
            rows.extend(facts.into_iter().map(|mut facts| {
                Row {
                    entry,
                    words: std::mem::take(&mut facts.words)
                        .into_iter()
                        .map(|word| words.number(word))
                        .collect(),
                    sounds: std::mem::take(&mut facts.sounds)
                        .into_iter()
                        .map(|sound| sounds.number(sound))
                        .collect(),
                    facts,
                }
            }));
        }
        first += number_of(chunk.len());
    }
    // Stable: within a language in the order of the glossary.
    rows.sort_by_key(|row| row.facts.language);
    let mut table = TableBuilder::new();
    let word_places = words.write((Section::WordStarts, Section::WordBytes), &mut table);
    let sound_places = sounds.write((Section::SoundStarts, Section::SoundBytes), &mut table);
    write_languages(&languages, &rows, &mut table);
    for row in &rows {
        write_row(row, (&word_places, &sound_places), &mut table);
    }
    let ends = [
        (Section::RowWordStarts, Section::RowWords),
        (Section::RowSoundStarts, Section::RowSounds),
    ];
    for (starts, numbers) in ends {
        let end = table.count(numbers);
        table.push(starts, end);
    }
    table.table(origin)
}

/// The languages of terms, in the order in which they come first.
pub(super) fn languages_of(entries: &[Arc<ConceptEntry>]) -> Vec<LanguageTag> {
    let mut languages: Vec<LanguageTag> = Vec::new();
    for term in entries.iter().flat_map(|entry| &entry.terms) {
        if !languages.contains(&term.language) {
            languages.push(term.language.clone());
        }
    }
    languages
}

fn write_languages(languages: &[LanguageTag], rows: &[Row], table: &mut TableBuilder) {
    let tags: Vec<String> = languages.iter().map(ToString::to_string).collect();
    table.push_bytes(Section::RowLanguages, tags.join("\n").as_bytes());
    for language in 0..=number_of(languages.len()) {
        let start = rows.partition_point(|row| row.facts.language < language);
        table.push(Section::RowStarts, number_of(start));
    }
}

fn write_row(row: &Row, (words, sounds): (&[u32], &[u32]), table: &mut TableBuilder) {
    let facts = &row.facts;
    table.push(Section::RowEntries, row.entry);
    table.push(Section::RowFolded, facts.folded);
    table.push(Section::RowStems, facts.stems);
    table.push(Section::RowInitials, facts.initials);
    table.push(Section::RowLengths, facts.length);
    for number in facts.letters.numbers() {
        table.push(Section::RowLetters, number);
    }
    let lists = [
        (Section::RowWordStarts, Section::RowWords, &row.words, words),
        (
            Section::RowSoundStarts,
            Section::RowSounds,
            &row.sounds,
            sounds,
        ),
    ];
    for (starts, numbers, own, places) in lists {
        let start = table.count(numbers);
        table.push(starts, start);
        for number in own {
            table.push(numbers, places[*number as usize]);
        }
    }
}
