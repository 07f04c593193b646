//! Which entries may answer a query, by a look at a few numbers of each term: all that answer are
//! among them, and few others.

use super::super::entries::Entries;
use super::super::table::{Number, Origin, Section, Table};
use super::LookupOptions;
use super::facts::{Letters, hash_of, hash_of_stems, table_of};
use super::query::{QueryForm, is_begun_near, is_near};
use crate::lang::LanguageTag;

/// In what way a query is compared with terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    /// As a whole, by its words, or by all its letters.
    Words,
    /// By initials, or by the sound of names.
    Names,
    /// By its words, some of them misspelt.
    MisspeltWords,
}

/// What is kept of all terms of a glossary.
pub(in crate::glossary) struct Sieve {
    table: Table,
    languages: Vec<LanguageTag>,
}

/// Which of some numbered texts are meant, in bits.
type Set = Vec<u64>;

impl Sieve {
    /// The sieve that a table holds; `None` when it reads no languages.
    pub(in crate::glossary) fn of_table(table: Table) -> Option<Self> {
        let tags = std::str::from_utf8(table.section(Section::RowLanguages)).ok()?;
        let languages: Result<Vec<LanguageTag>, _> = tags.lines().map(LanguageTag::parse).collect();
        Some(Self {
            languages: languages.ok()?,
            table,
        })
    }

    /// The table of a sieve of some entries. Linear in their terms, on all threads.
    pub(in crate::glossary) fn table_of(entries: &Entries, origin: Origin) -> Table {
        table_of(entries, origin)
    }

    /// The languages of the terms, in the order in which they come first.
    pub(super) fn languages(&self) -> &[LanguageTag] {
        &self.languages
    }

    /// The numbers of the entries that may answer a query, ascending. Linear in the terms, a few
    /// nanoseconds for each.
    pub(super) fn candidates(&self, query: &str, by: By, options: &LookupOptions) -> Vec<u32> {
        let mut entries: Vec<u32> = Vec::new();
        // Most languages see the same words in a query.
        let mut known: Option<(Vec<String>, Vec<Set>)> = None;
        for (number, language) in self.languages.iter().enumerate() {
            let from = options.from.as_ref();
            if from.is_some_and(|from| !language.goes_with(from)) {
                continue;
            }
            let form = QueryForm::new(query, language);
            if by != By::Names && known.as_ref().is_none_or(|(stems, _)| *stems != form.stems) {
                known = Some((form.stems.clone(), self.words_of(&form, by)));
            }
            let sets = match by {
                By::Names => self.sounds_of(&form),
                _ => known
                    .as_ref()
                    .map(|(_, sets)| sets.clone())
                    .unwrap_or_default(),
            };
            let rows = self.table.places(Section::RowStarts, number);
            let numbers = self.table.numbers(Section::RowEntries);
            let entry = |row: usize| numbers.get(row).copied().map_or(0, u32::from_le_bytes);
            let lists = Lists::of(&self.table, by);
            let holds = |row: usize| !sets.is_empty() && lists.hold(row, &sets);
            match by {
                By::Words => {
                    let whole = Whole::of(&self.table, &form, options.similarity);
                    let found = rows.filter(|row| whole.may_be(*row) || holds(*row));
                    entries.extend(found.map(entry));
                }
                By::Names => {
                    let initials = form.initials.as_deref().map_or(0, hash_of);
                    let own = self.table.numbers(Section::RowInitials);
                    let is_short =
                        |row: usize| initials != 0 && own.get(row) == Some(&initials.to_le_bytes());
                    let whole = self.whole_sound_of(&form);
                    let is_whole = |row: usize| {
                        let whole = whole.as_ref();
                        whole.is_some_and(|set| lists.hold(row, std::slice::from_ref(set)))
                    };
                    let found = rows.filter(|row| is_short(*row) || holds(*row) || is_whole(*row));
                    entries.extend(found.map(entry));
                }
                By::MisspeltWords => entries.extend(rows.filter(|row| holds(*row)).map(entry)),
            }
        }
        entries.sort_unstable();
        entries.dedup();
        entries
    }

    /// For each word of a query the words of terms that it may be; none when it can be no part.
    fn words_of(&self, form: &QueryForm, by: By) -> Vec<Set> {
        let Some((last, before)) = form.stems.split_last() else {
            return Vec::new();
        };
        if by == By::Words {
            if before.is_empty() && last.chars().count() < 2 {
                return Vec::new();
            }
            let mut sets: Vec<Set> = before
                .iter()
                .map(|word| self.set(Section::WordStarts, Section::WordBytes, |own| own == word))
                .collect();
            let begins = |own: &str| own.starts_with(last.as_str());
            sets.push(self.set(Section::WordStarts, Section::WordBytes, begins));
            return sets;
        }
        let mut sets: Vec<Set> = before
            .iter()
            .map(|word| {
                self.set(Section::WordStarts, Section::WordBytes, |own| {
                    is_near(word, own)
                })
            })
            .collect();
        let begins = |own: &str| is_begun_near(last, own);
        sets.push(self.set(Section::WordStarts, Section::WordBytes, begins));
        sets
    }

    /// For each word of a query the sounds of words that it may be.
    fn sounds_of(&self, form: &QueryForm) -> Vec<Set> {
        let Some(names) = &form.names else {
            return Vec::new();
        };
        (0..names.count())
            .map(|word| {
                self.set(Section::SoundStarts, Section::SoundBytes, |sound| {
                    names.may_be(word, sound)
                })
            })
            .collect()
    }

    /// The sounds of words or names that all words of a query together may be.
    fn whole_sound_of(&self, form: &QueryForm) -> Option<Set> {
        let names = form.names.as_ref()?;
        let is_meant = |sound: &str| names.may_be_whole(sound);
        Some(self.set(Section::SoundStarts, Section::SoundBytes, is_meant))
    }

    /// The numbered texts of which something is true.
    fn set(&self, starts: Section, bytes: Section, is_meant: impl Fn(&str) -> bool) -> Set {
        let count = self.table.count(starts).saturating_sub(1);
        let bytes = self.table.section(bytes);
        let mut set = vec![0; count.div_ceil(64)];
        for number in 0..count {
            let own = bytes.get(self.table.places(starts, number));
            let own = own.and_then(|own| std::str::from_utf8(own).ok());
            if own.is_some_and(&is_meant) {
                set[number / 64] |= 1 << (number % 64);
            }
        }
        set
    }
}

/// The words or the sounds of rows.
struct Lists<'t> {
    starts: &'t [Number],
    numbers: &'t [Number],
}

impl<'t> Lists<'t> {
    fn of(table: &'t Table, by: By) -> Self {
        let (starts, numbers) = match by {
            By::Names => (Section::RowSoundStarts, Section::RowSounds),
            By::Words | By::MisspeltWords => (Section::RowWordStarts, Section::RowWords),
        };
        Self {
            starts: table.numbers(starts),
            numbers: table.numbers(numbers),
        }
    }

    /// Whether a row has something of each set.
    fn hold(&self, row: usize, sets: &[Set]) -> bool {
        let start = |row: usize| {
            let start = self.starts.get(row).copied();
            start.map_or(0, u32::from_le_bytes) as usize
        };
        let own = self
            .numbers
            .get(start(row)..start(row + 1))
            .unwrap_or_default();
        let is_in = |set: &Set, number: &Number| {
            let number = u32::from_le_bytes(*number) as usize;
            set.get(number / 64)
                .is_some_and(|bits| bits >> (number % 64) & 1 == 1)
        };
        let has_one = |set: &Set| own.iter().any(|number| is_in(set, number));
        sets.iter().all(has_one)
    }
}

/// A query as a whole, among the rows.
struct Whole<'t> {
    table: &'t Table,
    folded: Number,
    stems: Number,
    has_stems: bool,
    length: u32,
    letters: Letters,
    least: f64,
    lengths: &'t [Number],
    all_folded: &'t [Number],
    all_stems: &'t [Number],
}

impl<'t> Whole<'t> {
    fn of(table: &'t Table, form: &QueryForm, least: f64) -> Self {
        Self {
            folded: hash_of(&form.folded).to_le_bytes(),
            stems: hash_of_stems(&form.stems).to_le_bytes(),
            has_stems: !form.stems.is_empty(),
            length: u32::try_from(form.folded.chars().count()).unwrap_or(u32::MAX),
            letters: Letters::of(&form.folded),
            least,
            lengths: table.numbers(Section::RowLengths),
            all_folded: table.numbers(Section::RowFolded),
            all_stems: table.numbers(Section::RowStems),
            table,
        }
    }

    /// Whether the term of a row may be the query, in other letters or another form of its words
    /// or with typing mistakes.
    fn may_be(&self, row: usize) -> bool {
        self.all_folded.get(row) == Some(&self.folded)
            || self.has_stems && self.all_stems.get(row) == Some(&self.stems)
            || self.may_be_misspelt(row)
    }

    /// Whether a term has letters enough in common with the query to be as near as is wanted.
    fn may_be_misspelt(&self, row: usize) -> bool {
        let length = self.lengths.get(row).copied().map_or(0, u32::from_le_bytes);
        let shorter = self.length.min(length);
        if most_alike(shorter, (self.length, length)) < self.least {
            return false;
        }
        let letters = [0, 1, 2, 3].map(|at| self.table.number(Section::RowLetters, 4 * row + at));
        let common = self
            .letters
            .common(Letters::from_numbers(letters))
            .min(shorter);
        most_alike(common, (self.length, length)) >= self.least
    }
}

/// How similar two texts can be at the most that have so many letters in common: the mean of
/// Jaro–Winkler, with the longest prefix that counts, and of the edit distance, which is not
/// less than the letters of the longer that the shorter does not have.
fn most_alike(common: u32, (one, other): (u32, u32)) -> f64 {
    let (longest, shortest) = (one.max(other), one.min(other));
    if shortest == 0 {
        return 1.0;
    }
    let common = f64::from(common);
    let jaro = (common / f64::from(one) + common / f64::from(other) + 1.0) / 3.0;
    let winkler = jaro + 0.4 * (1.0 - jaro);
    // Sums of floating numbers in another order.
    f64::midpoint(winkler, common / f64::from(longest)) + 1e-9
}
