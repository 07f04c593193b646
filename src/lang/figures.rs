//! How a language says numbers in words, and what it writes beside numbers.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;

/// Number words, units, months and what else the figures of a text are read by.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FigureProfile {
    /// Cardinal numbers, every form: `"5 пять пяти пятью"`.
    pub cardinals: ValuedWords,
    /// Ordinal numbers: they end a number.
    pub ordinals: ValuedWords,
    /// Words that multiply what stands before them, beside the magnitudes (hundred).
    pub multipliers: ValuedWords,
    /// Words that may say a number but often do not (both, dozen, half): they answer for a number
    /// of the other side and are never asked for.
    pub loose: ValuedWords,
    /// Beginnings of words that say a number (`дву`, `deux`), to answer for it.
    pub beginnings: ValuedWords,
    /// Words between the parts of one number (English "two hundred and five").
    pub joiners: Vec<String>,
    /// Whether several number words may be written as one word (German, Turkish).
    pub compounds: bool,
    /// Whether units stand before tens (Arabic, German).
    pub units_first: bool,
    /// Whether tens are counted by twenties (French quatre-vingt-dix).
    pub vigesimal: bool,
    /// Whether digits may go on behind a magnitude (Persian `۳ میلیون و ۲۰۰ هزار`, Chinese).
    pub adds_digits: bool,
    /// Whether a number word with a capital inside a sentence is part of a name (Four Corners).
    pub capitals_name: bool,
    /// Whether two of a thing can be said by a form of its word alone (Arabic).
    pub dual: bool,
    /// Letters written directly behind digits that multiply them, with their zeros (`bn`).
    pub tails: BTreeMap<String, u32>,
    /// Names of the months of the Gregorian calendar, by their number.
    pub months: ValuedWords,
    /// Names of the months of the Islamic calendar, by their number.
    pub islamic_months: ValuedWords,
    /// Names of the months of the Solar Hijri calendar, by their number.
    pub solar_months: ValuedWords,
    /// Names of the days of the week, every form, Monday being 1.
    pub weekdays: ValuedWords,
    /// Ordinal numbers in words from the first to the twelfth, every form.
    pub ranks: ValuedWords,
    /// Words that say that an hour is one of the afternoon or the evening.
    pub afternoon: Vec<String>,
    /// Units of measure and of money: their symbol, then every way of writing them, with `_`
    /// for a space: `"sqmi square_mile square_miles"`. `text::Unit` has the symbols.
    pub units: Vec<String>,
    /// The same as reading sees them; whoever folds words fills it in.
    #[serde(skip)]
    pub(crate) folded: OnceLock<FigureWords>,
}

/// Words with a value: each string is a value and the words that have it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(try_from = "Vec<String>")]
pub struct ValuedWords(Vec<(f64, String)>);

impl ValuedWords {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Value and word of each, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = (f64, &str)> {
        self.0.iter().map(|(value, word)| (*value, word.as_str()))
    }
}

impl TryFrom<Vec<String>> for ValuedWords {
    type Error = String;

    fn try_from(lines: Vec<String>) -> Result<Self, String> {
        let mut words = Vec::new();
        for line in &lines {
            let mut parts = line.split_whitespace();
            let value = parts.next().and_then(|value| value.parse().ok());
            let value = value.ok_or_else(|| format!("{line} does not begin with a number"))?;
            words.extend(parts.map(|word| (value, word.replace('_', " "))));
        }
        Ok(Self(words))
    }
}

/// Words that have a small number, folded, to be looked up: days of the week, ordinal numbers.
#[derive(Debug, Clone, Default)]
pub(crate) struct NumberedWords {
    pub(crate) by_key: FxHashMap<String, u8>,
    /// Those in ideographs, which are found as they are written.
    pub(crate) ideographic: Vec<(String, u8)>,
}

/// The words of a [`FigureProfile`], folded, to be looked up.
#[derive(Debug, Clone, Default)]
pub(crate) struct FigureWords {
    pub(crate) numbers: FxHashMap<String, (NumberRole, f64)>,
    pub(crate) months: FxHashMap<String, (Calendar, u8)>,
    pub(crate) weekdays: NumberedWords,
    pub(crate) ranks: NumberedWords,
    pub(crate) units: FxHashMap<String, String>,
    /// What answers for a value, shortest words left out where they must stand alone.
    pub(crate) forms: FxHashMap<u64, Vec<String>>,
    /// Multipliers from here on close a group of digits: a thousand, or ten thousand in Chinese.
    pub(crate) group: f64,
}

/// What a number word does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NumberRole {
    Cardinal,
    Ordinal,
    Multiplier,
    Loose,
}

/// The calendar that a month or a date belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Calendar {
    /// January to December.
    Gregorian,
    /// Muharram to Dhu al-Hijjah, by the moon.
    Islamic,
    /// Farvardin to Esfand, by the sun, of Iran and Afghanistan.
    SolarHijri,
}

#[cfg(test)]
mod tests {
    use super::ValuedWords;

    #[test]
    fn a_line_is_a_value_and_its_words() {
        let lines = vec!["5 five".to_owned(), "0.5 half a_half".to_owned()];
        let words = ValuedWords::try_from(lines).unwrap();
        let read: Vec<_> = words.iter().collect();
        assert_eq!(read, [(5.0, "five"), (0.5, "half"), (0.5, "a half")]);
        assert!(ValuedWords::try_from(vec!["five".to_owned()]).is_err());
    }
}
