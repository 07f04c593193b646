//! The folding of single characters.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_canonical, decompose_compatible, is_combining_mark};

use super::digits::decimal_value;
use super::{Folding, Foldings};
use crate::lang::{LanguageTag, profile_of};
use crate::text::traditional::simplified;

/// What the language decides about the folding of single characters.
#[derive(Clone, Copy)]
pub(super) struct LanguageRules {
    arabic: bool,
    tajik: bool,
    pub(super) turkic_i: bool,
    /// Writes the vowel e with its own letter ە, and h as ه or ھ (Kurdish, Uyghur).
    pub(super) vowel_heh: bool,
    /// Tells the aspirate ھ from the letter ہ (Urdu and its neighbours).
    aspirate_heh: bool,
    /// Tells ي from ی (Pashto).
    two_yehs: bool,
    /// Is written in Chinese characters of one kind or the other.
    two_kinds_of_characters: bool,
    own_letters: &'static str,
}

impl LanguageRules {
    pub(super) fn of(language: &LanguageTag) -> Self {
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
pub(super) fn has_turkic_i(language: &LanguageTag) -> bool {
    matches!(language.primary(), "tr" | "az")
}

pub(super) struct Folder {
    pub(super) language: LanguageRules,
    pub(super) foldings: Foldings,
    pub(super) folded: String,
}

impl Folder {
    pub(super) fn has(&self, folding: Folding) -> bool {
        self.foldings.has(folding)
    }

    pub(super) fn push(&mut self, character: char) {
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
    pub(super) fn push_mapped(&mut self, character: char) {
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
