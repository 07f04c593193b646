//! Which units of a corpus are worth keeping.
//!
//! Corpora are gathered by machines: lines slip, pages are half translated, menus repeat. Each
//! filter has a name by which it is set and counted; the first that finds something decides.
//! The limits are such that they leave out next to nothing of careful translations (measured in
//! `docs/formats.md`).

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::fmt;
use std::str::FromStr;
use std::sync::{LazyLock, Mutex, PoisonError};

use unicode_script::{Script, UnicodeScript};
use xxhash_rust::xxh3::Xxh3;

use crate::lang::LanguageTag;
use crate::model::{Unit, Variant};
use crate::text::{can_identify, identifies_only, identify, is_plainly};

/// One filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Filter {
    /// There is text in one language only.
    Empty,
    /// A text is longer than so many characters.
    TooLong,
    /// A text has no letters.
    NoLetters,
    /// Two texts have the same letters.
    Untranslated,
    /// A text is so many times as long as another.
    LengthRatio,
    /// A text is in another language than it should be, as sure as so much (0 to 1).
    WrongLanguage,
    /// The same texts were there before.
    Duplicate,
}

/// Every filter in the order in which they look, with its name, its limit, and what it leaves out.
pub const FILTERS: &[(Filter, &str, Option<f64>, &str)] = &[
    (Filter::Empty, "empty", None, "text in one language only"),
    (
        Filter::TooLong,
        "too-long",
        Some(1500.0),
        "a text of more characters",
    ),
    (
        Filter::NoLetters,
        "no-letters",
        None,
        "a text of digits and marks only",
    ),
    (
        Filter::Untranslated,
        "untranslated",
        None,
        "the same text in both languages",
    ),
    (
        Filter::LengthRatio,
        "length-ratio",
        Some(3.0),
        "a text so many times as long as the other",
    ),
    (
        Filter::WrongLanguage,
        "wrong-language",
        Some(0.95),
        "a text surely in another language",
    ),
    (
        Filter::Duplicate,
        "duplicate",
        None,
        "what the corpus had before",
    ),
];

impl Filter {
    /// Its name.
    pub fn name(self) -> &'static str {
        FILTERS
            .iter()
            .find(|(filter, ..)| *filter == self)
            .map_or("", |(_, name, ..)| name)
    }
}

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A change of the filters, as a user writes it: `duplicate=off`, `length-ratio=4`, `off`, `on`.
#[derive(Debug, Clone, PartialEq)]
pub enum FilterSetting {
    /// All as they are, of every format.
    On,
    /// None.
    Off,
    /// One off.
    Without(Filter),
    /// One with a limit, or with its own.
    With(Filter, Option<f64>),
}

/// Why a text is no setting of filters.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{found:?} is no filter setting, such as length-ratio=4, duplicate=off, off, on; filters are {}",
    names()
)]
pub struct FilterError {
    /// The text as it was given.
    pub found: String,
}

fn names() -> String {
    let names: Vec<&str> = FILTERS.iter().map(|(_, name, ..)| *name).collect();
    names.join(", ")
}

impl FromStr for FilterSetting {
    type Err = FilterError;

    fn from_str(text: &str) -> Result<Self, FilterError> {
        let error = || FilterError {
            found: text.to_owned(),
        };
        let (name, value) = match text.split_once('=') {
            Some((name, value)) => (name.trim(), Some(value.trim())),
            None => (text.trim(), None),
        };
        let known = FILTERS.iter().find(|(_, own, ..)| *own == name);
        match (name, value, known) {
            ("on", None, _) => Ok(Self::On),
            ("off", None, _) => Ok(Self::Off),
            (_, None | Some("on"), Some((filter, ..))) => Ok(Self::With(*filter, None)),
            (_, Some("off"), Some((filter, ..))) => Ok(Self::Without(*filter)),
            (_, Some(value), Some((filter, _, Some(_), _))) => match value.parse::<f64>() {
                Ok(limit) if limit > 0.0 && limit.is_finite() => {
                    Ok(Self::With(*filter, Some(limit)))
                }
                _ => Err(error()),
            },
            _ => Err(error()),
        }
    }
}

/// The filters of one import, with what they have seen.
#[derive(Debug, Clone, Default)]
pub struct Filters {
    limits: BTreeMap<Filter, f64>,
    seen: HashSet<u64>,
}

/// What a filter left out, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct LeftOut {
    /// The filter.
    pub filter: Filter,
    /// What it found, in a few words.
    pub found: String,
}

impl Filters {
    /// No filters.
    pub fn none() -> Self {
        Self::default()
    }

    /// All filters with their own limits.
    pub fn all() -> Self {
        let limits = FILTERS
            .iter()
            .map(|(filter, _, limit, _)| (*filter, limit.unwrap_or(0.0)));
        Self {
            limits: limits.collect(),
            seen: HashSet::new(),
        }
    }

    /// The filters changed by settings, one after the other.
    pub fn with(mut self, settings: &[FilterSetting]) -> Self {
        for setting in settings {
            match setting {
                FilterSetting::On => self.limits = Self::all().limits,
                FilterSetting::Off => self.limits.clear(),
                FilterSetting::Without(filter) => {
                    self.limits.remove(filter);
                }
                FilterSetting::With(filter, limit) => {
                    let own = Self::all().limits[filter];
                    self.limits.insert(*filter, limit.unwrap_or(own));
                }
            }
        }
        self
    }

    /// Why a unit is to be left out; `None` for one to be kept.
    pub fn look(&mut self, unit: &Unit) -> Option<LeftOut> {
        let order = FILTERS.iter().map(|(filter, ..)| *filter);
        for filter in order {
            let Some(limit) = self.limits.get(&filter).copied() else {
                continue;
            };
            let found = match filter {
                Filter::Duplicate => self.repeats(unit),
                other => found(other, limit, unit),
            };
            if let Some(found) = found {
                return Some(LeftOut { filter, found });
            }
        }
        None
    }

    fn repeats(&mut self, unit: &Unit) -> Option<String> {
        let mut texts: Vec<(&LanguageTag, &str)> = unit
            .variants
            .iter()
            .map(|own| (&own.language, own.segment.text.as_str()))
            .collect();
        texts.sort();
        let mut hasher = Xxh3::new();
        for (language, text) in texts {
            hasher.update(language.as_str().as_bytes());
            for word in text.split_whitespace() {
                hasher.update(b" ");
                hasher.update(word.as_bytes());
            }
            hasher.update(b"\n");
        }
        // Two in a million units are taken for each other once in some ten million imports.
        let is_new = self.seen.insert(hasher.digest());
        (!is_new).then(|| "the same texts were there before".to_owned())
    }
}

fn found(filter: Filter, limit: f64, unit: &Unit) -> Option<String> {
    let variants = &unit.variants;
    match filter {
        Filter::Empty => (variants.len() < 2).then(|| "text in one language only".to_owned()),
        Filter::TooLong => variants.iter().find_map(|own| {
            let length = own.segment.text.chars().count();
            (length as f64 > limit).then(|| format!("{length} characters in {}", own.language))
        }),
        Filter::NoLetters => {
            let own = variants.iter().find(|own| letters(own).next().is_none())?;
            Some(format!("no letters in {}", own.language))
        }
        Filter::Untranslated => pairs(variants).find_map(|(one, other)| {
            let is_same =
                one.language.primary() != other.language.primary() && lower(one).eq(lower(other));
            is_same.then(|| format!("{} and {} are the same", one.language, other.language))
        }),
        Filter::LengthRatio => pairs(variants).find_map(|(one, other)| {
            let ratio = ratio(one, other);
            (ratio > limit).then(|| {
                format!(
                    "{} and {} differ {ratio:.1} times in length",
                    one.language, other.language
                )
            })
        }),
        Filter::WrongLanguage => variants.iter().find_map(|own| strange(own, limit)),
        Filter::Duplicate => None,
    }
}

/// Every two variants.
fn pairs(variants: &[Variant]) -> impl Iterator<Item = (&Variant, &Variant)> {
    let firsts = variants.iter().enumerate();
    firsts.flat_map(|(place, one)| variants[place + 1..].iter().map(move |other| (one, other)))
}

fn letters(variant: &Variant) -> impl Iterator<Item = char> {
    let text = &variant.segment.text;
    text.chars().filter(|c| c.is_alphabetic())
}

fn lower(variant: &Variant) -> impl Iterator<Item = char> {
    let text = &variant.segment.text;
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
}

/// So many letters are added to both lengths, so that short texts may differ by a word or two.
const SLACK: f64 = 12.0;

/// How many times as long the longer of two texts is, an ideograph counted as three letters.
fn ratio(one: &Variant, other: &Variant) -> f64 {
    let length = |variant: &Variant| {
        let letters = variant.segment.text.chars().filter(|c| c.is_alphanumeric());
        letters.map(width).sum::<usize>() as f64 + SLACK
    };
    let (one, other) = (length(one), length(other));
    one.max(other) / one.min(other)
}

/// The script of a letter, without a search in the tables for those that news are written in.
fn script_of(letter: char) -> Script {
    match letter {
        'A'..='Z' | 'a'..='z' => Script::Latin,
        '\u{620}'..='\u{63F}' | '\u{641}'..='\u{64A}' | '\u{671}'..='\u{6D3}' => Script::Arabic,
        '\u{400}'..='\u{481}' => Script::Cyrillic,
        '\u{4E00}'..='\u{9FFF}' => Script::Han,
        other => other.script(),
    }
}

/// How many letters a character stands for.
fn width(character: char) -> usize {
    match script_of(character) {
        Script::Han | Script::Hiragana | Script::Katakana | Script::Hangul => 3,
        _ => 1,
    }
}

/// A text needs so many letters for its language to be judged.
const LETTERS_FOR_SCRIPT: usize = 12;
const LETTERS_FOR_LANGUAGE: usize = 60;

/// Whether a text is in another language than it is said to be: most of its letters are of
/// another script, or its words are surely of a language that is not close to it.
fn strange(variant: &Variant, sure: f64) -> Option<String> {
    let language = &variant.language;
    let count: usize = letters(variant).map(width).sum();
    if count < LETTERS_FOR_SCRIPT {
        return None;
    }
    let script = language.script();
    let own = letters(variant).filter(|letter| is_written_in(*letter, script));
    let own: usize = own.map(width).sum();
    if !has_two_scripts(language) && own * 6 < count {
        return Some(format!("{language} is not in the script of {language}"));
    }
    if count < LETTERS_FOR_LANGUAGE || !can_identify(language) {
        return None;
    }
    // Names in Latin letters say nothing of the language around them.
    let text: Cow<'_, str> = match script {
        "Latn" => Cow::Borrowed(&variant.segment.text),
        _ => {
            let letters = variant.segment.text.chars();
            letters.filter(|c| script_of(*c) != Script::Latin).collect()
        }
    };
    let count: usize = text.chars().filter(|c| c.is_alphabetic()).map(width).sum();
    if count < LETTERS_FOR_LANGUAGE {
        return None;
    }
    // Two quick answers before the slow one.
    if own * 2 > count && has_close_ones_only(language) || is_plainly(&text, language) {
        return None;
    }
    let found = identify(&text)?;
    let other = found.language.primary();
    let is_other = other != language.primary() && !is_close(other, language.primary());
    (is_other && found.confidence >= sure).then(|| format!("{language} seems to be {other}"))
}

/// Languages that are written in more than one script.
const TWO_SCRIPTS: &[&str] = &[
    "az", "bs", "crh", "ha", "kk", "ks", "ku", "ky", "mn", "ms", "pa", "sd", "sh", "sr", "tk",
    "tt", "ug", "uz",
];

/// Whether a language is written in more than one script, and its tag names none of them.
pub(super) fn has_two_scripts(language: &LanguageTag) -> bool {
    language.explicit_script().is_none() && TWO_SCRIPTS.contains(&language.primary())
}

/// Whether a letter is of a script, by the code of the script; any is of one that is not known.
fn is_written_in(letter: char, code: &str) -> bool {
    let script = script_of(letter);
    let codes: &[&str] = match script {
        Script::Common | Script::Inherited => return true,
        Script::Han => &["Hans", "Hant", "Hani", "Jpan", "Kore"],
        Script::Hiragana | Script::Katakana => &["Jpan"],
        Script::Hangul => &["Kore", "Hang"],
        other => return other.short_name() == code || code == "Zyyy",
    };
    codes.contains(&code)
}

/// Languages that are taken for each other in a sentence; and any two varieties of one language.
const CLOSE: &[&[&str]] = &[
    &["bs", "hr", "sr", "sl", "sh", "me", "mk", "bg"],
    &[
        "be", "ru", "uk", "bg", "mk", "sr", "kk", "ky", "mn", "tg", "tt", "uz",
    ],
    &["da", "nb", "nn", "no", "sv", "is", "fo"],
    &["cs", "sk", "sl", "pl"],
    &["es", "pt", "gl", "ca", "it", "oc", "ast", "fr", "ro", "la"],
    &["id", "ms", "jv", "su", "tl"],
    &["nl", "af", "de", "lb", "fy", "yi"],
    &["hi", "mr", "ne", "sa", "mai", "bho"],
    &["fa", "ur", "ar", "ps", "ckb", "ku", "sd", "ug"],
    &["tr", "az", "tk", "uz", "gag", "crh"],
    &["et", "fi", "lv", "lt"],
    &["zu", "xh", "sn", "ss", "nr", "st", "tn", "ts", "ve", "sw"],
    &["zh", "yue", "ja"],
    &["ga", "gd", "cy"],
];

/// Whether all languages that can be found in the script of a language are close to it.
fn has_close_ones_only(language: &LanguageTag) -> bool {
    static KNOWN: LazyLock<Mutex<BTreeMap<LanguageTag, bool>>> = LazyLock::new(Mutex::default);
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = known.get(language) {
        return *known;
    }
    let own = language.primary();
    let only = identifies_only(language, |other| other == own || is_close(other, own));
    known.insert(language.clone(), only);
    only
}

fn is_close(one: &str, other: &str) -> bool {
    CLOSE
        .iter()
        .any(|group| group.contains(&one) && group.contains(&other))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(texts: &[(&str, &str)]) -> Unit {
        let variants = texts
            .iter()
            .map(|(tag, text)| Variant::plain(LanguageTag::parse(tag).unwrap(), *text));
        Unit {
            variants: variants.collect(),
            ..Unit::default()
        }
    }

    fn reason(texts: &[(&str, &str)]) -> Option<Filter> {
        Filters::all().look(&unit(texts)).map(|found| found.filter)
    }

    #[test]
    fn translations_pass_and_others_do_not() {
        for (texts, expected) in [
            (
                &[
                    ("en", "Iran and Russia signed a treaty."),
                    ("fa", "ایران و روسیه پیمانی امضا کردند."),
                ][..],
                None,
            ),
            (&[("en", "Iran"), ("zh", "伊朗")], None),
            (
                &[
                    ("en", "The Security Council met on Monday."),
                    ("zh", "安全理事会星期一开会。"),
                ],
                None,
            ),
            (&[("en", "NATO"), ("ru", "НАТО")], None),
            (
                &[("en", "Reuters"), ("de", "reuters.")],
                Some(Filter::Untranslated),
            ),
            (
                &[("en", "The same words"), ("en-GB", "The same words")],
                None,
            ),
            (&[("en", "2026"), ("fa", "۲۰۲۶")], Some(Filter::NoLetters)),
            (&[("en", "Alone")], Some(Filter::Empty)),
            (
                &[
                    ("en", "Yes, they did."),
                    (
                        "ru",
                        "Министры иностранных дел двух стран встретились в Вене и обсудили подготовку договора.",
                    ),
                ],
                Some(Filter::LengthRatio),
            ),
            (
                &[
                    ("en", "The ministers met in Vienna."),
                    ("fa", "The ministers meet at Vienna today."),
                ],
                Some(Filter::WrongLanguage),
            ),
            (
                &[
                    (
                        "en",
                        "Die Minister trafen sich in Wien und sprachen lange über den neuen Vertrag zwischen beiden Ländern.",
                    ),
                    (
                        "fa",
                        "وزیران در وین دیدار کردند و دربارهٔ پیمان تازه میان دو کشور گفت‌وگو کردند.",
                    ),
                ],
                Some(Filter::WrongLanguage),
            ),
            (
                &[
                    ("en", "Birkenhead, Merseyside"),
                    ("zh-TW", "今晨在 Birkenhead, Merseyside 發現女屍。"),
                ],
                None,
            ),
            (
                &[
                    ("en", "They came from the village."),
                    ("sr", "Došli su iz sela i otišli."),
                ],
                None,
            ),
        ] {
            assert_eq!(reason(texts), expected, "{texts:?}");
        }
    }

    /// Where every language of a script is close, none is ever another one: what is then not asked
    /// for would have changed nothing.
    #[test]
    fn close_ones_are_not_asked_for() {
        let tag = |text: &str| LanguageTag::parse(text).unwrap();
        for (language, expected) in [
            ("fa", true),
            ("ar", true),
            ("zh", true),
            ("el", true),
            // Bashkir is close to none.
            ("ru", false),
            ("en", false),
        ] {
            assert_eq!(has_close_ones_only(&tag(language)), expected, "{language}");
        }
        for text in [
            "ەۇ بۇ يەردە ياشايدىغان كىشىلەر ھەر كۈنى ئىشقا بارىدۇ ۋە كەچتە قايتىپ كېلىدۇ",
            "د افغانستان د بهرنیو چارو وزیر وویل چې دوی به په دې اړه خبرې وکړي او ښه به شي",
            "وزیر خارجہ نے کہا کہ دونوں ملکوں کے درمیان بات چیت جاری رہے گی اور اچھی ہے",
        ] {
            let found = identify(text).unwrap();
            assert!(is_close("fa", found.language.primary()), "{text}");
        }
    }

    #[test]
    fn limits_can_be_set() {
        let long = "слово ".repeat(400);
        let texts = [("en", "a"), ("ru", long.as_str())];
        let with = |settings: &[&str]| {
            let settings: Vec<FilterSetting> =
                settings.iter().map(|text| text.parse().unwrap()).collect();
            let mut filters = Filters::all().with(&settings);
            filters.look(&unit(&texts)).map(|found| found.filter)
        };
        assert_eq!(with(&[]), Some(Filter::TooLong));
        assert_eq!(with(&["too-long=5000"]), Some(Filter::LengthRatio));
        assert_eq!(with(&["too-long=off", "length-ratio=off"]), None);
        assert_eq!(with(&["off"]), None);
        assert_eq!(with(&["off", "too-long"]), Some(Filter::TooLong));
        for wrong in [
            "length-ratio=0",
            "length-ratio=x",
            "spelling",
            "duplicate=3",
            "",
        ] {
            assert!(wrong.parse::<FilterSetting>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn scripts_are_those_of_the_tables() {
        for letter in '\u{0}'..='\u{FFFF}' {
            if letter.is_alphabetic() {
                assert_eq!(script_of(letter), letter.script(), "{letter:?}");
            }
        }
    }
}
