//! Folding: which differences between two texts are differences of typing, not of words.
//!
//! `docs/normalisation.md` holds the table of what is folded for which language.

mod digits;
mod folder;

use std::borrow::Cow;
use std::fmt;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::decompose_compatible;

use crate::lang::LanguageTag;
use folder::{Folder, LanguageRules, has_turkic_i};

pub use digits::decimal_value;

/// One kind of difference that folding removes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Folding {
    /// Letters of the Arabic script that keyboards confuse (ي ى ی, ك ک), Tajik ў for ӯ.
    Letters,
    /// Digits of different scripts.
    Digits,
    /// Zero-width characters: ZWNJ, ZWJ, soft hyphen, zero-width space, word joiner.
    ZeroWidth,
    /// The Arabic tatweel.
    Tatweel,
    /// Arabic vowel signs, Hebrew points.
    VowelSigns,
    /// Full-width and half-width forms, presentation forms, ligatures, the ellipsis character.
    Width,
    /// Controls of writing direction.
    BidiControls,
    /// Kinds of quotation marks and apostrophes.
    Quotes,
    /// Kinds of dashes.
    Dashes,
    /// Punctuation of another script: ، for a comma, ؟ for a question mark, 。 for a full stop.
    Punctuation,
    /// Kinds and runs of white space; a ZWNJ counts as a space where it is not removed.
    Spaces,
    /// Upper and lower case.
    Case,
    /// Accents and other marks that the language's alphabet does not count as letters of their
    /// own; ё; hamza, alef maksura and teh marbuta.
    Diacritics,
    /// Traditional Chinese characters for simplified ones.
    Characters,
}

/// A set of foldings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Foldings(u16);

impl Foldings {
    /// No folding: only NFC.
    pub const NONE: Self = Self(0);
    /// Differences of typing that a reader does not see as another text.
    pub const TYPING: Self = Self((1 << Folding::Case as u8) - 1);
    /// All of them: what the matching of words ignores.
    pub const ALL: Self = Self((1 << (Folding::Characters as u8 + 1)) - 1);

    /// Every folding, in the order of their severity.
    pub const EACH: [Folding; 14] = [
        Folding::Letters,
        Folding::Digits,
        Folding::ZeroWidth,
        Folding::Tatweel,
        Folding::VowelSigns,
        Folding::Width,
        Folding::BidiControls,
        Folding::Quotes,
        Folding::Dashes,
        Folding::Punctuation,
        Folding::Spaces,
        Folding::Case,
        Folding::Diacritics,
        Folding::Characters,
    ];

    /// Whether the set has a folding.
    pub fn has(self, folding: Folding) -> bool {
        self.0 & (1 << folding as u8) != 0
    }

    /// Whether every folding of this set is one of the other.
    pub fn is_within(self, other: Self) -> bool {
        self.0 & !other.0 == 0
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
            Self::Punctuation => "punctuation forms",
            Self::Spaces => "spaces",
            Self::Case => "case",
            Self::Diacritics => "diacritics",
            Self::Characters => "traditional characters",
        })
    }
}

/// The text in Unicode normalisation form C.
pub fn nfc(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_composed) || unicode_normalization::is_nfc(text) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfc().collect())
    }
}

/// Whether a character is surely one that NFC leaves as it is wherever it stands: a quick answer
/// for the letters that are met most, without a look at the tables.
fn is_composed(c: char) -> bool {
    matches!(c, '\0'..='\u{2ff}' | '\u{400}'..='\u{482}' | '\u{48a}'..='\u{52f}'
        | '\u{61b}'..='\u{64a}' | '\u{660}'..='\u{66f}' | '\u{671}'..='\u{6d5}'
        | '\u{6f0}'..='\u{6ff}' | '\u{2002}'..='\u{2027}' | '\u{3001}'..='\u{3029}'
        | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{4e00}'..='\u{9fff}')
}

/// The text in NFC with the differences of a set of foldings removed. Linear in the text.
pub fn fold(text: &str, language: &LanguageTag, foldings: Foldings) -> String {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if is_plain && foldings.has(Folding::Case) && !has_turkic_i(language) {
        // Most words of many languages: nothing but their case can be folded.
        return text.to_ascii_lowercase();
    }
    fold_by(text, LanguageRules::of(language), foldings)
}

/// [`fold`] by the rules of a language.
fn fold_by(text: &str, language: LanguageRules, foldings: Foldings) -> String {
    let mut folder = Folder {
        language,
        foldings,
        folded: String::with_capacity(text.len()),
    };
    let mut composed = nfc(text);
    if foldings.has(Folding::Width) && composed.contains(HALF_WIDTH_MARKS) {
        composed = Cow::Owned(with_whole_kana(&composed));
    }
    let mut characters = composed.chars().peekable();
    while let Some(character) = characters.next() {
        let is_vowel = folder.language.vowel_heh
            && character == 'ه'
            && characters.peek() == Some(&'\u{200c}')
            && folder.has(Folding::Letters);
        if is_vowel {
            // The vowel typed on a keyboard without it, with a ZWNJ to keep it from joining.
            characters.next();
            folder.push_mapped('ە');
        } else {
            folder.push(character);
        }
    }
    if foldings.has(Folding::Spaces) {
        folder.folded.truncate(folder.folded.trim_end().len());
    }
    // What stood between two marks may be gone: they take the order that NFC gives them.
    match nfc(&folder.folded) {
        Cow::Borrowed(_) => folder.folded,
        Cow::Owned(composed) => composed,
    }
}

/// The half-width marks of voice, each a character behind the kana that it belongs to.
const HALF_WIDTH_MARKS: [char; 2] = ['\u{ff9e}', '\u{ff9f}'];

/// Half-width kana as full-width ones, composed with the marks of voice behind them.
fn with_whole_kana(text: &str) -> String {
    let mut wide = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\u{ff65}'..='\u{ff9f}' => decompose_compatible(character, |part| wide.push(part)),
            _ => wide.push(character),
        }
    }
    nfc(&wide).into_owned()
}

/// The foldings that are needed to make two texts equal, or `None` when no set of them does.
/// The set is minimal: without any one of them the texts would differ.
pub fn foldings_between(left: &str, right: &str, language: &LanguageTag) -> Option<Foldings> {
    if left == right {
        return Some(Foldings::NONE);
    }
    if surely_differ(left, right) {
        return None;
    }
    let rules = LanguageRules::of(language);
    if left.eq_ignore_ascii_case(right) && left.is_ascii() && !rules.turkic_i {
        return Some(Foldings::NONE.with(Folding::Case));
    }
    let equal = |set| fold_by(left, rules, set) == fold_by(right, rules, set);
    // Without ZeroWidth a ZWNJ counts as a space: two ways in which a ZWNJ can be missing.
    let widest = [Foldings::ALL, Foldings::ALL.without(Folding::ZeroWidth)]
        .into_iter()
        .find(|set| equal(*set))?;
    if equal(Foldings::NONE) {
        return Some(Foldings::NONE);
    }
    let smallest = widest.iter().collect::<Vec<_>>().into_iter().rev();
    Some(smallest.fold(widest, |set, folding| {
        let smaller = set.without(folding);
        if equal(smaller) { smaller } else { set }
    }))
}

/// Whether two ASCII texts have other letters or digits, which no folding makes equal. Only
/// a quick answer for texts that have nothing else; `false` says nothing.
fn surely_differ(left: &str, right: &str) -> bool {
    if !left.is_ascii() || !right.is_ascii() {
        return false;
    }
    let own = left.bytes().filter(u8::is_ascii_alphanumeric);
    let other = right.bytes().filter(u8::is_ascii_alphanumeric);
    own.map(|byte| byte.to_ascii_lowercase())
        .ne(other.map(|byte| byte.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests;
