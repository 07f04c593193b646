//! Folding: which differences between two texts are differences of typing, not of words.

use std::borrow::Cow;
use std::fmt;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::lang::LanguageTag;

/// One kind of difference that folding removes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Folding {
    /// Arabic and Persian letters that stand for one another: ي ى ی, ك ک, ه‌ forms.
    Letters,
    /// Digits of different scripts.
    Digits,
    /// Zero-width characters: ZWNJ, ZWJ, soft hyphen.
    ZeroWidth,
    /// The Arabic tatweel.
    Tatweel,
    /// Arabic vowel signs, Hebrew points.
    VowelSigns,
    /// Full-width and half-width forms, presentation forms.
    Width,
    /// Controls of writing direction.
    BidiControls,
    /// Kinds of quotation marks and apostrophes.
    Quotes,
    /// Kinds of dashes.
    Dashes,
    /// Kinds and runs of white space.
    Spaces,
    /// Upper and lower case.
    Case,
    /// Accents and other marks on letters, ё, hamza.
    Diacritics,
}

/// A set of foldings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Foldings(u16);

impl Foldings {
    /// No folding: only NFC.
    pub const NONE: Self = Self(0);
    /// Differences of typing that a reader does not see as another text.
    pub const TYPING: Self = Self(0x03ff);
    /// All of them: what the matching of words ignores.
    pub const ALL: Self = Self(0x0fff);

    /// Every folding, in the order of their severity.
    pub const EACH: [Folding; 12] = [
        Folding::Letters,
        Folding::Digits,
        Folding::ZeroWidth,
        Folding::Tatweel,
        Folding::VowelSigns,
        Folding::Width,
        Folding::BidiControls,
        Folding::Quotes,
        Folding::Dashes,
        Folding::Spaces,
        Folding::Case,
        Folding::Diacritics,
    ];

    /// Whether the set has a folding.
    pub fn has(self, folding: Folding) -> bool {
        self.0 & (1 << folding as u8) != 0
    }

    /// The set with one more folding.
    pub fn with(self, folding: Folding) -> Self {
        Self(self.0 | (1 << folding as u8))
    }

    /// The set without a folding.
    pub fn without(self, folding: Folding) -> Self {
        Self(self.0 & !(1 << folding as u8))
    }

    /// The foldings of the set in the order of [`Foldings::EACH`].
    pub fn iter(self) -> impl Iterator<Item = Folding> {
        Self::EACH
            .into_iter()
            .filter(move |folding| self.has(*folding))
    }
}

impl fmt::Display for Folding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Letters => "letter forms",
            Self::Digits => "digits",
            Self::ZeroWidth => "zero-width characters",
            Self::Tatweel => "tatweel",
            Self::VowelSigns => "vowel signs",
            Self::Width => "width",
            Self::BidiControls => "bidi controls",
            Self::Quotes => "quotation marks",
            Self::Dashes => "dashes",
            Self::Spaces => "spaces",
            Self::Case => "case",
            Self::Diacritics => "diacritics",
        })
    }
}

/// The text in Unicode normalisation form C.
pub fn nfc(text: &str) -> Cow<'_, str> {
    if is_nfc(text) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfc().collect())
    }
}

/// The text in NFC with the differences of a set of foldings removed.
pub fn fold(text: &str, _language: &LanguageTag, foldings: Foldings) -> String {
    let mut folded = String::with_capacity(text.len());
    for character in text.nfc() {
        let kept = match character {
            'ي' | 'ى' if foldings.has(Folding::Letters) => Some('ی'),
            'ك' if foldings.has(Folding::Letters) => Some('ک'),
            '\u{200c}' | '\u{200d}' | '\u{ad}' if foldings.has(Folding::ZeroWidth) => None,
            'ـ' if foldings.has(Folding::Tatweel) => None,
            '\u{64b}'..='\u{652}' | '\u{670}' if foldings.has(Folding::VowelSigns) => None,
            '۰'..='۹' if foldings.has(Folding::Digits) => {
                char::from_digit(character as u32 - '۰' as u32, 10)
            }
            '٠'..='٩' if foldings.has(Folding::Digits) => {
                char::from_digit(character as u32 - '٠' as u32, 10)
            }
            other => Some(other),
        };
        match kept {
            Some(character) if foldings.has(Folding::Case) => {
                folded.extend(character.to_lowercase());
            }
            Some(character) => folded.push(character),
            None => {}
        }
    }
    folded
}

/// The foldings that are needed to make two texts equal, or `None` when no set of them does.
/// The set is minimal: without any one of them the texts would differ.
pub fn foldings_between(left: &str, right: &str, language: &LanguageTag) -> Option<Foldings> {
    let equal = |set| fold(left, language, set) == fold(right, language, set);
    if equal(Foldings::NONE) {
        return Some(Foldings::NONE);
    }
    if !equal(Foldings::ALL) {
        return None;
    }
    Some(
        Foldings::EACH
            .into_iter()
            .rev()
            .fold(Foldings::ALL, |set, folding| {
                let smaller = set.without(folding);
                if equal(smaller) { smaller } else { set }
            }),
    )
}
