//! The words of a language's figures, folded, to be looked up.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use crate::lang::{
    Calendar, FigureProfile, FigureWords, NumberRole, NumberedWords, ValuedWords, profile_of,
};
use crate::text::Analyser;

/// The folded words of the language of an analyser; made once for each language.
pub(super) fn words_of(analyser: &Analyser) -> &'static FigureWords {
    let profile = profile_of(analyser.language());
    profile
        .figures
        .folded
        .get_or_init(|| fold_all(analyser, &profile.figures))
}

/// What may stand between the parts of a key.
const BETWEEN: [char; 3] = [' ', '-', '\u{200c}'];

/// Several words as one key: what stands between them does not count.
pub(super) fn key(analyser: &Analyser, text: &str) -> String {
    let parts = text.split(BETWEEN);
    let folded: Vec<String> = parts.map(|part| analyser.folded(part)).collect();
    folded.concat()
}

/// The key of a token whose folded form is known: that form, for most.
pub(super) fn key_of<'f>(analyser: &Analyser, text: &str, folded: &'f str) -> Cow<'f, str> {
    match text.contains(BETWEEN) {
        true => Cow::Owned(key(analyser, text)),
        false => Cow::Borrowed(folded),
    }
}

/// Symbols that are written in texts of every language.
const SYMBOLS: &[&str] = &["km", "cm", "mm", "kg", "mph", "ft", "lb", "oz", "ha"];

fn fold_all(analyser: &Analyser, figures: &FigureProfile) -> FigureWords {
    let mut words = FigureWords::default();
    let roles = [
        (&figures.loose, NumberRole::Loose),
        (&figures.ordinals, NumberRole::Ordinal),
        (&figures.cardinals, NumberRole::Cardinal),
        (&figures.multipliers, NumberRole::Multiplier),
    ];
    for (list, role) in roles {
        for (value, word) in list.iter() {
            words.numbers.insert(key(analyser, word), (role, value));
        }
    }
    let magnitudes = &profile_of(analyser.language()).magnitudes;
    for (word, zeros) in magnitudes {
        let value = 10f64.powi(i32::try_from(*zeros).unwrap_or(0));
        let folded = analyser.folded(word);
        let role = (NumberRole::Multiplier, value);
        words.numbers.entry(analyser.stem(&folded)).or_insert(role);
        words.numbers.insert(folded, role);
    }
    let ten_thousand = |(_, value): &(NumberRole, f64)| (*value - 1e4).abs() < 1.0;
    words.group = if words.numbers.values().any(ten_thousand) {
        1e4
    } else {
        1e3
    };
    months(analyser, figures, &mut words.months);
    words.weekdays = numbered(analyser, &figures.weekdays);
    words.ranks = numbered(analyser, &figures.ranks);
    for symbol in SYMBOLS.iter().chain(&["m"]) {
        if !figures.tails.contains_key(*symbol) {
            words
                .units
                .insert((*symbol).to_owned(), (*symbol).to_owned());
        }
    }
    for line in &figures.units {
        let mut parts = line.split_whitespace();
        let Some(symbol) = parts.next() else { continue };
        for written in parts {
            let written = written.replace('_', " ");
            words
                .units
                .insert(key(analyser, &written), symbol.to_owned());
        }
    }
    let said = [
        &figures.cardinals,
        &figures.ordinals,
        &figures.loose,
        &figures.beginnings,
    ];
    forms(analyser, &said, &mut words.forms);
    words
}

fn months(
    analyser: &Analyser,
    figures: &FigureProfile,
    months: &mut FxHashMap<String, (Calendar, u8)>,
) {
    let lists = [
        (&figures.solar_months, Calendar::SolarHijri),
        (&figures.islamic_months, Calendar::Islamic),
        (&figures.months, Calendar::Gregorian),
    ];
    for (list, calendar) in lists {
        for (number, word) in list.iter() {
            let number = (1..=12u8).find(|month| (f64::from(*month) - number).abs() < 0.5);
            if let Some(number) = number {
                months.insert(key(analyser, word), (calendar, number));
            }
        }
    }
}

/// Words with numbers from one on, to be looked up.
fn numbered(analyser: &Analyser, named: &ValuedWords) -> NumberedWords {
    let mut words = NumberedWords::default();
    for (value, word) in named.iter() {
        let Some(number) = (1..=12u8).find(|one| (f64::from(*one) - value).abs() < 0.5) else {
            continue;
        };
        let is_ideographic = word
            .chars()
            .all(|c| c >= '\u{2e80}' && !matches!(c, '\u{ac00}'..='\u{d7a3}'));
        match is_ideographic {
            true => words.ideographic.push((word.to_owned(), number)),
            false => {
                words.by_key.insert(key(analyser, word), number);
            }
        }
    }
    words
}

/// What a word may begin with, or hold, to answer for a value.
fn forms(analyser: &Analyser, said: &[&ValuedWords], forms: &mut FxHashMap<u64, Vec<String>>) {
    for list in said {
        for (value, word) in list.iter() {
            let known = forms.entry(value.to_bits()).or_default();
            known.push(key(analyser, word));
        }
    }
}
