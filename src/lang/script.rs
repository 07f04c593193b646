//! Scripts (ISO 15924) and the direction they are written in.

use serde::{Deserialize, Serialize};
use unicode_bidi::{BidiClass, bidi_class};

/// The direction in which a line of text runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// From left to right, as in English or Chinese.
    #[serde(rename = "ltr")]
    LeftToRight,
    /// From right to left, as in Persian or Arabic.
    #[serde(rename = "rtl")]
    RightToLeft,
}

/// Languages that are not written in Latin script by default (CLDR likely subtags), with the
/// regions in which they use another one.
const LIKELY_SCRIPTS: &[(&str, &str)] = &[
    ("am", "Ethi"),
    ("ar", "Arab"),
    ("ba", "Cyrl"),
    ("be", "Cyrl"),
    ("bg", "Cyrl"),
    ("bn", "Beng"),
    ("ckb", "Arab"),
    ("dv", "Thaa"),
    ("el", "Grek"),
    ("fa", "Arab"),
    ("gu", "Gujr"),
    ("he", "Hebr"),
    ("hi", "Deva"),
    ("hy", "Armn"),
    ("ja", "Jpan"),
    ("ka", "Geor"),
    ("kk", "Cyrl"),
    ("km", "Khmr"),
    ("kn", "Knda"),
    ("ko", "Kore"),
    ("ks", "Arab"),
    ("ky", "Cyrl"),
    ("lo", "Laoo"),
    ("mk", "Cyrl"),
    ("ml", "Mlym"),
    ("mn", "Cyrl"),
    ("mr", "Deva"),
    ("my", "Mymr"),
    ("mzn", "Arab"),
    ("ne", "Deva"),
    ("or", "Orya"),
    ("pa", "Guru"),
    ("ps", "Arab"),
    ("ru", "Cyrl"),
    ("sa", "Deva"),
    ("sd", "Arab"),
    ("si", "Sinh"),
    ("sr", "Cyrl"),
    ("ta", "Taml"),
    ("te", "Telu"),
    ("tg", "Cyrl"),
    ("th", "Thai"),
    ("ti", "Ethi"),
    ("tt", "Cyrl"),
    ("ug", "Arab"),
    ("uk", "Cyrl"),
    ("ur", "Arab"),
    ("yi", "Hebr"),
    ("yue", "Hant"),
    ("zh", "Hans"),
];

/// Scripts that are written from right to left.
const RIGHT_TO_LEFT: &[&str] = &[
    "Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Syrc", "Thaa",
];

/// The script that a language is written in when its tag names none, in a region if one is given.
pub fn likely_script(primary: &str, region: Option<&str>) -> &'static str {
    match (primary, region) {
        ("zh", Some("TW" | "HK" | "MO")) => "Hant",
        ("pa", Some("PK")) => "Arab",
        ("uz", Some("AF")) | ("az", Some("IR" | "IQ")) | ("kk" | "ky", Some("CN")) => "Arab",
        ("tg", Some("PK")) => "Arab",
        ("sr", Some("ME")) => "Latn",
        _ => LIKELY_SCRIPTS
            .binary_search_by_key(&primary, |(language, _)| language)
            .map_or("Latn", |found| LIKELY_SCRIPTS[found].1),
    }
}

/// The direction of a script by its ISO 15924 code.
pub(super) fn script_direction(script: &str) -> Direction {
    if RIGHT_TO_LEFT.contains(&script) {
        Direction::RightToLeft
    } else {
        Direction::LeftToRight
    }
}

/// The direction of a text by its first strong character (UAX #9, rules P2 and P3), or `None`
/// when it has no strong character.
pub fn direction_of_text(text: &str) -> Option<Direction> {
    text.chars()
        .find_map(|character| match bidi_class(character) {
            BidiClass::L => Some(Direction::LeftToRight),
            BidiClass::R | BidiClass::AL => Some(Direction::RightToLeft),
            _ => None,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_likely_scripts_is_sorted() {
        assert!(LIKELY_SCRIPTS.is_sorted());
    }

    #[test]
    fn direction_follows_the_first_strong_character() {
        assert_eq!(
            direction_of_text("12 — تهران (Tehran)"),
            Some(Direction::RightToLeft)
        );
        assert_eq!(direction_of_text("«Москва»"), Some(Direction::LeftToRight));
        assert_eq!(direction_of_text("12, 13"), None);
    }
}
