//! Folding: which differences between two texts are differences of typing, not of words.
//!
//! `docs/normalisation.md` holds the table of what is folded for which language.

use std::borrow::Cow;
use std::fmt;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_canonical, decompose_compatible, is_combining_mark};

use super::traditional::simplified;
use crate::lang::{LanguageTag, profile_of};

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
    let mut folder = Folder {
        language: LanguageRules::of(language),
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
    if left.eq_ignore_ascii_case(right) && left.is_ascii() && !LanguageRules::of(language).turkic_i
    {
        return Some(Foldings::NONE.with(Folding::Case));
    }
    let equal = |set| fold(left, language, set) == fold(right, language, set);
    if equal(Foldings::NONE) {
        return Some(Foldings::NONE);
    }
    // Without ZeroWidth a ZWNJ counts as a space: two ways in which a ZWNJ can be missing.
    let widest = [Foldings::ALL, Foldings::ALL.without(Folding::ZeroWidth)]
        .into_iter()
        .find(|set| equal(*set))?;
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

/// What the language decides about the folding of single characters.
#[derive(Clone, Copy)]
struct LanguageRules {
    arabic: bool,
    tajik: bool,
    turkic_i: bool,
    /// Writes the vowel e with its own letter ە, and h as ه or ھ (Kurdish, Uyghur).
    vowel_heh: bool,
    /// Tells the aspirate ھ from the letter ہ (Urdu and its neighbours).
    aspirate_heh: bool,
    /// Tells ي from ی (Pashto).
    two_yehs: bool,
    /// Is written in Chinese characters of one kind or the other.
    two_kinds_of_characters: bool,
    own_letters: &'static str,
}

impl LanguageRules {
    fn of(language: &LanguageTag) -> Self {
        Self {
            arabic: language.primary() == "ar",
            tajik: language.primary() == "tg",
            turkic_i: has_turkic_i(language),
            vowel_heh: matches!(language.primary(), "ckb" | "ku" | "ug"),
            aspirate_heh: matches!(language.primary(), "ur" | "pa" | "pnb" | "sd" | "skr"),
            two_yehs: language.primary() == "ps",
            two_kinds_of_characters: matches!(language.primary(), "zh" | "cmn" | "yue" | "lzh"),
            own_letters: &profile_of(language).own_letters,
        }
    }
}

/// Whether a language has a letter ı beside i.
fn has_turkic_i(language: &LanguageTag) -> bool {
    matches!(language.primary(), "tr" | "az")
}

struct Folder {
    language: LanguageRules,
    foldings: Foldings,
    folded: String,
}

impl Folder {
    fn has(&self, folding: Folding) -> bool {
        self.foldings.has(folding)
    }

    fn push(&mut self, character: char) {
        if character.is_ascii_alphanumeric() {
            return self.push_cased(character);
        }
        if self.is_removed(character) {
            return;
        }
        if self.has(Folding::Spaces) && (character.is_whitespace() || character == '\u{200c}') {
            if !self.folded.is_empty() && !self.folded.ends_with(' ') {
                self.folded.push(' ');
            }
            return;
        }
        if self.has(Folding::Width)
            && let Some(shape) = has_another_width(character)
        {
            let mut wide = Vec::new();
            decompose_compatible(shape, |part| wide.push(part));
            wide.retain(|part| has_another_width(*part).is_none());
            return wide.into_iter().nfc().for_each(|part| self.push(part));
        }
        self.push_mapped(character);
    }

    fn is_removed(&self, character: char) -> bool {
        let reason = match character {
            '\u{200b}'..='\u{200d}'
            | '\u{ad}'
            | '\u{34f}'
            | '\u{180e}'
            | '\u{2060}'..='\u{2064}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}' => Folding::ZeroWidth,
            'ـ' => Folding::Tatweel,
            '\u{610}'..='\u{61a}'
            | '\u{64b}'..='\u{652}'
            | '\u{656}'..='\u{65f}'
            | '\u{670}'
            | '\u{6d6}'..='\u{6dc}'
            | '\u{6df}'..='\u{6e4}'
            | '\u{6e7}'..='\u{6e8}'
            | '\u{6ea}'..='\u{6ed}'
            | '\u{591}'..='\u{5bd}'
            | '\u{5bf}'
            | '\u{5c1}'..='\u{5c2}'
            | '\u{5c4}'..='\u{5c5}'
            | '\u{5c7}' => Folding::VowelSigns,
            '\u{200e}'
            | '\u{200f}'
            | '\u{61c}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{206f}' => Folding::BidiControls,
            '\u{653}'..='\u{655}' => Folding::Diacritics,
            _ => return false,
        };
        self.has(reason)
    }

    /// Maps one character to another of the same kind, then folds case and diacritics.
    fn push_mapped(&mut self, character: char) {
        let mapped = match character {
            'ي' | 'ى' | 'ې' | 'ۍ' | 'ﻯ' if self.has(Folding::Letters) => self.yeh(character),
            'ك' | 'ڪ' if self.has(Folding::Letters) => 'ک',
            'ۀ' | 'ۂ' if self.has(Folding::Diacritics) => 'ه',
            'ە' if self.language.vowel_heh => character,
            'ھ' if self.language.aspirate_heh => character,
            'ہ' | 'ە' | 'ھ' if self.has(Folding::Letters) => 'ه',
            'ў' if self.language.tajik && self.has(Folding::Letters) => 'ӯ',
            'Ў' if self.language.tajik && self.has(Folding::Letters) => 'Ӯ',
            _ if self.has(Folding::Digits) => match decimal_value(character) {
                Some(value) => char::from(b'0' + value),
                None => self.mark(character),
            },
            _ => self.mark(character),
        };
        self.push_cased(mapped);
    }

    /// In Arabic ى and ي end different words, and so do ي and ی in Pashto; elsewhere they are one
    /// letter typed differently.
    fn yeh(&self, character: char) -> char {
        match character {
            'ي' if self.language.two_yehs && !self.has(Folding::Diacritics) => 'ي',
            'ى' if self.language.arabic && !self.has(Folding::Diacritics) => 'ى',
            'ې' | 'ۍ' => character,
            _ => 'ی',
        }
    }

    /// Quotation marks, dashes and the punctuation of other scripts.
    fn mark(&self, character: char) -> char {
        match character {
            '“' | '”' | '„' | '‟' | '«' | '»' | '「' | '」' | '『' | '』' | '〝' | '〞' | '〟'
            | '״' | '″' | '❝' | '❞' | '⹂' | '﹁' | '﹂' | '﹃' | '﹄'
                if self.has(Folding::Quotes) =>
            {
                '"'
            }
            '‘' | '’' | '‚' | '‛' | '‹' | '›' | 'ʼ' | 'ʻ' | 'ʹ' | '′' | '`' | '´' | '׳' | 'ʿ'
            | 'ʾ' | '❛' | '❜'
                if self.has(Folding::Quotes) =>
            {
                '\''
            }
            _ if is_dash(character) && self.has(Folding::Dashes) => '-',
            '،' | '、' | '՝' if self.has(Folding::Punctuation) => ',',
            '؛' if self.has(Folding::Punctuation) => ';',
            '؟' if self.has(Folding::Punctuation) => '?',
            '٪' if self.has(Folding::Punctuation) => '%',
            '。' | '۔' | '।' | '።' | '။' | '។' if self.has(Folding::Punctuation) => '.',
            '٫' if self.has(Folding::Punctuation) => '.',
            '٬' if self.has(Folding::Punctuation) => ',',
            other if self.language.two_kinds_of_characters && self.has(Folding::Characters) => {
                simplified(other)
            }
            other => other,
        }
    }

    fn push_cased(&mut self, character: char) {
        if !self.has(Folding::Case) {
            return self.push_bare(character);
        }
        match character {
            'I' if self.language.turkic_i => self.push_bare('ı'),
            'İ' if self.language.turkic_i => self.push_bare('i'),
            'İ' => self.push_bare('i'),
            'ß' | 'ẞ' => self.folded.push_str("ss"),
            'ς' => self.push_bare('σ'),
            _ if character.is_ascii() => self.folded.push(character.to_ascii_lowercase()),
            _ => character
                .to_lowercase()
                .for_each(|lower| self.push_bare(lower)),
        }
    }

    /// The character without marks that its language does not count as part of the letter.
    fn push_bare(&mut self, character: char) {
        if character.is_ascii() || !self.has(Folding::Diacritics) {
            return self.folded.push(character);
        }
        if self.language.own_letters.contains(character) {
            return self.folded.push(character);
        }
        match character {
            'ё' => self.folded.push('е'),
            'Ё' => self.folded.push('Е'),
            'ة' => self.folded.push('ه'),
            'أ' | 'إ' | 'ٱ' => self.folded.push('ا'),
            'آ' if self.language.arabic => self.folded.push('ا'),
            'ؤ' => self.folded.push('و'),
            'ئ' => self.folded.push('ی'),
            'ӣ' if self.language.tajik => self.folded.push('и'),
            'ӯ' if self.language.tajik => self.folded.push('у'),
            'ҳ' if self.language.tajik => self.folded.push('х'),
            'қ' if self.language.tajik => self.folded.push('к'),
            'ғ' if self.language.tajik => self.folded.push('г'),
            'ҷ' if self.language.tajik => self.folded.push('ч'),
            'ø' => self.folded.push('o'),
            'ł' => self.folded.push('l'),
            'đ' => self.folded.push('d'),
            'æ' => self.folded.push_str("ae"),
            'œ' => self.folded.push_str("oe"),
            _ if is_latin_or_greek(character) => {
                let mut bare = Vec::new();
                decompose_canonical(character, |part| bare.push(part));
                bare.retain(|part| !is_combining_mark(*part));
                // What is left may be folded itself: ǣ is æ with a mark.
                match bare.as_slice() {
                    [part] if *part == character => self.folded.push(character),
                    _ => bare.into_iter().for_each(|part| self.push_bare(part)),
                }
            }
            '\u{300}'..='\u{36f}' => {}
            other => self.folded.push(other),
        }
    }
}

/// What Unicode calls `Dash` and no arrow, swung dash or script of its own stands behind.
fn is_dash(character: char) -> bool {
    matches!(
        character,
        '‐'
            ..='―'
                | '−'
                | '⸺'
                | '⸻'
                | '⸗'
                | '⸚'
                | '⹀'
                | '⹝'
                | '־'
                | '֊'
                | '〰'
                | '﹘'
                | '﹣'
                | '︱'
                | '︲'
    )
}

fn is_latin_or_greek(character: char) -> bool {
    matches!(character, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}'
        | '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}')
}

/// The character, where it is a presentation form or a full-width or half-width form.
fn has_another_width(character: char) -> Option<char> {
    matches!(character, '\u{ff01}'..='\u{ffee}' | '\u{fb00}'..='\u{fb06}'
        | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '…' | '‼'..='⁉' | '﹐'..='﹫')
    .then_some(character)
}

/// The first digit of every run of ten decimal digits (general category Nd).
const ZEROS: &[u32] = &[
    0x30, 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66,
    0xde6, 0xe50, 0xed0, 0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90,
    0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10,
    0x104a0, 0x10d30, 0x10d40, 0x11066, 0x110f0, 0x11136, 0x111d0, 0x112f0, 0x11450, 0x114d0,
    0x11650, 0x116c0, 0x116d0, 0x116da, 0x11730, 0x118e0, 0x11950, 0x11bf0, 0x11c50, 0x11d50,
    0x11da0, 0x11de0, 0x11f50, 0x16130, 0x16a60, 0x16ac0, 0x16b50, 0x16d70, 0x1ccf0, 0x1d7ce,
    0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1e140, 0x1e2f0, 0x1e4f0, 0x1e5f1, 0x1e950, 0x1fbf0,
];

/// The value of a decimal digit of any script, 0 to 9.
pub fn decimal_value(character: char) -> Option<u8> {
    let code = u32::from(character);
    if code < 0x660 {
        return character
            .to_digit(10)
            .and_then(|value| u8::try_from(value).ok());
    }
    let run = ZEROS.partition_point(|zero| *zero <= code);
    let value = code - ZEROS.get(run.checked_sub(1)?)?;
    u8::try_from(value).ok().filter(|value| *value < 10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

    fn tag(text: &str) -> LanguageTag {
        LanguageTag::parse(text).unwrap()
    }

    #[test]
    fn what_is_quickly_composed_is_composed_anywhere() {
        use unicode_normalization::{IsNormalized, char::canonical_combining_class, is_nfc_quick};
        for c in ('\0'..=char::MAX).filter(|c| is_composed(*c)) {
            let alone = is_nfc_quick(std::iter::once(c));
            assert_eq!(alone, IsNormalized::Yes, "U+{:04X}", c as u32);
            assert_eq!(canonical_combining_class(c), 0, "U+{:04X}", c as u32);
        }
    }

    #[test]
    fn digits_are_those_of_unicode() {
        for character in '\0'..=char::MAX {
            let is_digit = character.general_category() == GeneralCategory::DecimalNumber;
            if is_digit {
                assert!(decimal_value(character).is_some(), "{:x}", character as u32);
            }
        }
        assert_eq!(decimal_value('۴'), Some(4));
        assert_eq!(decimal_value('٩'), Some(9));
        assert_eq!(decimal_value('७'), Some(7));
        assert_eq!(decimal_value('五'), None);
        assert_eq!(decimal_value('x'), None);
    }

    #[test]
    fn typing_differences_fold_away() {
        for (language, left, right) in [
            ("fa", "علي كريمي", "علی کریمی"),
            ("fa", "۱۲۳ تحریم‌ها", "123 تحريمها"),
            ("fa", "آ\u{200f}ب", "آب"),
            ("ar", "مُحَمَّد", "محمد"),
            ("ar", "الأمـــن", "الأمن"),
            ("zh", "ＡＢＣ１２", "ABC12"),
            ("en", "“It’s”—so…", "\"It's\"-so..."),
            ("fa", "ایران، تهران؟", "ایران, تهران?"),
            ("he", "שָׁלוֹם", "שלום"),
            ("en", "a\u{a0} b ", "a b"),
        ] {
            let language = tag(language);
            assert_eq!(
                fold(left, &language, Foldings::TYPING),
                fold(right, &language, Foldings::TYPING),
                "{left} {right}"
            );
        }
    }

    #[test]
    fn words_that_differ_stay_apart() {
        for (language, left, right) in [
            ("de", "schon", "schön"),
            ("tr", "ılık", "ilik"),
            ("ru", "май", "маи"),
            ("ja", "国", "國"),
            ("fa", "آن", "ان"),
            ("uk", "її", "іі"),
        ] {
            let language = tag(language);
            assert_ne!(
                fold(left, &language, Foldings::ALL),
                fold(right, &language, Foldings::ALL),
                "{left} {right}"
            );
        }
        let arabic = tag("ar");
        assert_ne!(
            fold("على", &arabic, Foldings::TYPING),
            fold("علي", &arabic, Foldings::TYPING)
        );
    }

    #[test]
    fn the_foldings_between_two_texts_are_named_and_minimal() {
        let name = |left: &str, right: &str, language: &str| {
            foldings_between(left, right, &tag(language)).map(|set| {
                set.iter()
                    .map(|folding| folding.to_string())
                    .collect::<Vec<_>>()
            })
        };
        let named = |names: &[&str]| Some(names.iter().map(ToString::to_string).collect());
        assert_eq!(name("a", "a", "en"), named(&[]));
        assert_eq!(name("a", "b", "en"), None);
        assert_eq!(name("كتاب", "کتاب", "fa"), named(&["letter forms"]));
        assert_eq!(name("می‌رود", "می رود", "fa"), named(&["spaces"]));
        assert_eq!(
            name("می‌رود", "میرود", "fa"),
            named(&["zero-width characters"])
        );
        assert_eq!(name("۱۲ Mai", "12 mai", "de"), named(&["digits", "case"]));
        assert_eq!(name("Ещё", "ещe", "ru"), None);
        assert_eq!(name("Ещё", "еще", "ru"), named(&["case", "diacritics"]));
        assert_eq!(name("STRASSE", "Straße", "de"), named(&["case"]));
        assert_eq!(name("İstanbul", "istanbul", "tr"), named(&["case"]));
        assert_eq!(name("e\u{301}tat", "état", "fr"), named(&[]));
    }

    #[test]
    fn the_table_of_languages_is_true() {
        let page = include_str!("../../docs/normalisation.md");
        let section = page.split("## By language").nth(1).unwrap();
        let section = section.split("\n## ").next().unwrap();
        let rows = section.lines().filter(|line| line.starts_with("| "));
        let (mut count, mut wrong) = (0, Vec::new());
        for row in rows.skip(1) {
            let cells: Vec<&str> = row.split('|').map(|cell| cell.trim_matches(' ')).collect();
            let (language, left, right) = (tag(cells[1]), cells[2], cells[3]);
            let found = foldings_between(left, right, &language);
            let names = found.map_or("apart".to_owned(), |set| {
                let names: Vec<_> = set.iter().map(|folding| folding.to_string()).collect();
                names.join(", ")
            });
            let score = match found {
                None => "–",
                Some(Foldings::NONE) => "100",
                Some(set) if set.is_within(Foldings::TYPING) => "99",
                Some(_) => "penalty",
            };
            if (names.as_str(), score) != (cells[4], cells[5]) {
                wrong.push(format!("{row} {names} {score}"));
            }
            count += 1;
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
        assert!(count > 50, "only {count} rows");
    }

    #[test]
    fn dashes_quotes_and_spaces_are_those_of_unicode() {
        use GeneralCategory::{
            DashPunctuation, FinalPunctuation, InitialPunctuation, SpaceSeparator,
        };
        // Dashes of other scripts, the wave dash, and brackets of critical editions stay.
        let stays = ['\u{1400}', '\u{1806}', '〜', '゠', '\u{10d6e}', '\u{10ead}'];
        let language = tag("en");
        for character in '\0'..=char::MAX {
            let expected = match character.general_category() {
                _ if stays.contains(&character) => continue,
                _ if matches!(character, '\u{2e02}'..='\u{2e21}') => continue,
                DashPunctuation => &["-"][..],
                InitialPunctuation | FinalPunctuation => &["\"", "'"],
                SpaceSeparator => &[" "],
                _ => continue,
            };
            let folded = fold(&format!("a{character}b"), &language, Foldings::TYPING);
            let middle = &folded[1..folded.len() - 1];
            assert!(expected.contains(&middle), "U+{:04X}", character as u32);
        }
    }

    #[test]
    fn folding_any_character_twice_changes_nothing_more() {
        let languages = [
            "en", "fa", "ar", "ru", "tr", "ckb", "ps", "ur", "tg", "da", "de",
        ];
        let mut wrong = Vec::new();
        for language in languages {
            let language = tag(language);
            for character in '\0'..=char::MAX {
                let once = fold(&character.to_string(), &language, Foldings::ALL);
                if fold(&once, &language, Foldings::ALL) != once {
                    wrong.push((language.clone(), character, once));
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:?}");
    }

    proptest::proptest! {
        #[test]
        fn folding_twice_changes_nothing_more(text in "\\PC{0,40}") {
            for language in ["en", "fa", "ar", "ru", "zh", "tr", "ckb", "ps"] {
                let language = tag(language);
                for set in [Foldings::NONE, Foldings::TYPING, Foldings::ALL] {
                    let once = fold(&text, &language, set);
                    proptest::prop_assert_eq!(&fold(&once, &language, set), &once);
                }
            }
        }
    }
}
