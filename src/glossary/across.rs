//! Names across scripts: whether words in one script are words of a term in another by their
//! sound, as پاتروشف and Патрушев are Patrushev.
//!
//! The key of [`name_key`] keeps the consonants by classes. Arabic letters leave open whether a و
//! inside a word is a vowel or the consonant of Лавров, so such a word has a key for each reading
//! of its first ones, and the nearest counts. Chinese characters next to one another are one word,
//! with a key for each way to read them; where that word is a whole name of several words (习近平,
//! Xi Jinping), it is held against all of them together.

use crate::similarity::{han_keys, han_likeness, name_key, name_similarity};
use crate::text::{Token, TokenClass};

/// How like its key a word must be to count as the same name.
const LIKE: f64 = 0.7;

/// How alike all words together must be. One consonant in seven may differ, or one in four that
/// scripts often exchange.
const ALL_ALIKE: f64 = 0.85;

/// How many consonants names must have, all together.
const SHORTEST_NAME: usize = 3;

/// The same where neither script says by a capital that a name is meant.
const SHORTEST_WORD: usize = 4;

/// How many و inside a word are read in both ways.
const READ_BOTH_WAYS: usize = 2;

/// How many words in an alphabet may be one in Chinese characters.
const WORDS_OF_ONE: std::ops::RangeInclusive<usize> = 2..=3;

/// How many characters a word of a Chinese name has at the most.
const LONGEST_HAN: usize = 8;

/// The words of a query as names, of which terms in other scripts are asked.
pub(super) struct Names {
    words: Vec<Name>,
    /// All of them together, where they may be one word in Chinese characters.
    whole: Option<Name>,
}

/// A word with what is known of its sound.
struct Name {
    script: Script,
    is_capitalised: bool,
    keys: Vec<String>,
}

/// Scripts whose letters have a sound here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Greek,
    Cyrillic,
    Arabic,
    Hebrew,
    Kana,
    Han,
}

impl Script {
    /// The letter that stands for it before a sound.
    fn letter(self) -> char {
        match self {
            Self::Latin => 'L',
            Self::Greek => 'G',
            Self::Cyrillic => 'C',
            Self::Arabic => 'A',
            Self::Hebrew => 'H',
            Self::Kana => 'K',
            Self::Han => 'Z',
        }
    }
}

impl Names {
    /// The names that the words of a text may be; `None` where a word has no sound, or where the
    /// text is in several scripts.
    pub(super) fn of(tokens: &[Token<'_>]) -> Option<Self> {
        let texts = words(tokens);
        let words: Option<Vec<Name>> = texts.iter().map(|word| Name::of(word)).collect();
        let words = words.filter(|words| !words.is_empty())?;
        let is_one_script = words.iter().all(|word| word.script == words[0].script);
        is_one_script.then(|| Self {
            whole: whole_of(&texts),
            words,
        })
    }

    /// How many words there are.
    pub(super) fn count(&self) -> usize {
        self.words.len()
    }

    /// Whether a word may be one of a term by its sound, one of [`sounds`].
    pub(super) fn may_be(&self, word: usize, sound: &str) -> bool {
        let mut sound = sound.chars();
        let letter = sound.next().filter(|letter| letter.is_uppercase());
        letter.is_some_and(|letter| self.words[word].may_be(letter, sound.as_str()))
    }

    /// Whether all words together may be one of a term, or the only one all of a term, by its
    /// sound, one of [`sounds`]: one of the two is in Chinese characters.
    pub(super) fn may_be_whole(&self, sound: &str) -> bool {
        let mut sound = sound.chars();
        let Some(letter) = sound.next() else {
            return false;
        };
        match (self.only_han(), &self.whole) {
            (Some(only), _) => {
                letter.is_lowercase() && only.may_be(letter.to_ascii_uppercase(), sound.as_str())
            }
            (None, Some(whole)) => {
                letter == Script::Han.letter() && whole.may_be(letter, sound.as_str())
            }
            (None, None) => false,
        }
    }

    /// The only word, in Chinese characters.
    fn only_han(&self) -> Option<&Name> {
        let [only] = self.words.as_slice() else {
            return None;
        };
        Some(only).filter(|only| only.script == Script::Han)
    }

    /// How like the words of a term in another script these are, 0–1: all of them stand there in
    /// their order. `None` where they do not, or are too short to be sure. Linear in the term
    /// times the length of its words.
    pub(super) fn likeness(&self, term: &[Token<'_>]) -> Option<f64> {
        let texts = words(term);
        let by_words = self.likeness_by_words(&texts);
        by_words.or_else(|| self.likeness_as_a_whole(&texts))
    }

    /// The likeness of all words together to the only one of a term, or of the only one to all of
    /// a term.
    fn likeness_as_a_whole(&self, term: &[String]) -> Option<f64> {
        let (own, other) = match (self.only_han(), term) {
            (Some(only), _) => (only, whole_of(term)?),
            (None, [only]) => {
                let only = Name::of(only).filter(|only| only.script == Script::Han);
                (self.whole.as_ref()?, only?)
            }
            (None, _) => return None,
        };
        let (likeness, consonants) = own.likeness(&other)?;
        let is_name = own.is_capitalised || other.is_capitalised;
        is_sure(likeness, consonants, is_name).then_some(likeness)
    }

    fn likeness_by_words(&self, term: &[String]) -> Option<f64> {
        let own: Vec<Option<Name>> = term.iter().map(|word| Name::of(word)).collect();
        let (mut place, mut agreeing, mut consonants) = (0, 0.0, 0);
        let mut is_name = false;
        for word in &self.words {
            let (at, likeness, length) =
                own[place..].iter().enumerate().find_map(|(at, other)| {
                    let other = other.as_ref().filter(|own| own.script != word.script)?;
                    let (likeness, length) = word.likeness(other)?;
                    is_name |= word.is_capitalised || other.is_capitalised;
                    Some((at, likeness, length))
                })?;
            place += at + 1;
            agreeing += likeness * float(length);
            consonants += length;
        }
        let likeness = agreeing / float(consonants.max(1));
        // A term that is the whole query stands before one that has other words beside it.
        let share = 0.9 + 0.1 * float(self.words.len()) / float(own.len().max(1));
        is_sure(likeness, consonants, is_name).then_some(likeness * share)
    }
}

/// Whether so many consonants are alike enough to be one name.
fn is_sure(likeness: f64, consonants: usize, is_name: bool) -> bool {
    let shortest = if is_name {
        SHORTEST_NAME
    } else {
        SHORTEST_WORD
    };
    consonants >= shortest && likeness >= ALL_ALIKE
}

/// The sounds of the words of a term: for each way to read one its script and its key; those of
/// several words together with the script in a small letter.
pub(super) fn sounds(term: &[Token<'_>]) -> Vec<String> {
    let texts = words(term);
    let mut sounds: Vec<String> = Vec::new();
    for name in texts.iter().filter_map(|word| Name::of(word)) {
        let script = name.script.letter();
        sounds.extend(name.keys.iter().map(|key| format!("{script}{key}")));
    }
    if let Some(whole) = whole_of(&texts) {
        let script = whole.script.letter().to_ascii_lowercase();
        sounds.extend(whole.keys.iter().map(|key| format!("{script}{key}")));
    }
    sounds
}

/// The words of a text; Chinese characters next to one another are one.
fn words(tokens: &[Token<'_>]) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut han_end = None;
    for token in tokens.iter().filter(|own| own.class == TokenClass::Word) {
        let is_han = token.text.chars().all(is_han);
        match words.last_mut() {
            Some(last) if is_han && han_end == Some(token.start) => last.push_str(token.text),
            _ => words.push(token.text.to_owned()),
        }
        han_end = is_han.then(|| token.end());
    }
    words
}

/// Several words in one alphabet as one name; `None` of one word or of too many.
fn whole_of(words: &[String]) -> Option<Name> {
    if !WORDS_OF_ONE.contains(&words.len()) {
        return None;
    }
    let names: Option<Vec<Name>> = words.iter().map(|word| Name::of(word)).collect();
    let names = names?;
    let script = names[0].script;
    let is_alphabet = script != Script::Han && names.iter().all(|own| own.script == script);
    is_alphabet.then(|| Name::of(&words.concat())).flatten()
}

impl Name {
    fn of(word: &str) -> Option<Self> {
        let first = word.chars().find(|letter| letter.is_alphabetic())?;
        let script = script_of(first)?;
        let keys: Vec<String> = match script {
            Script::Han if word.chars().count() > LONGEST_HAN => Vec::new(),
            Script::Han => han_keys(word),
            _ => readings(word).iter().map(|word| name_key(word)).collect(),
        };
        let has_sound = keys.iter().any(|key| !key.is_empty());
        has_sound.then(|| Self {
            script,
            is_capitalised: first.is_uppercase(),
            keys,
        })
    }

    /// Whether it may be a word in the script of a letter with a key.
    fn may_be(&self, letter: char, key: &str) -> bool {
        let is_foreign = letter != self.script.letter();
        let is_han = self.script == Script::Han || letter == Script::Han.letter();
        is_foreign
            && self.keys.iter().any(|own| {
                let length = own.len().max(key.len());
                // What is missing in the shorter costs half a consonant at the least.
                let missing = length - own.len().min(key.len());
                let is_near = is_han || missing * 5 <= length * 3;
                is_near && is_like(self.key_likeness(own, key, letter), length)
            })
    }

    /// How alike a key of this and one in the script of a letter are.
    fn key_likeness(&self, own: &str, other: &str, letter: char) -> f64 {
        match () {
            () if self.script == Script::Han => han_likeness(other, own),
            () if letter == Script::Han.letter() => han_likeness(own, other),
            () => name_similarity(own, other),
        }
    }

    /// How alike the nearest keys of two words are, with the length of the longer.
    fn likeness(&self, other: &Self) -> Option<(f64, usize)> {
        let pairs = self
            .keys
            .iter()
            .flat_map(|own| other.keys.iter().map(move |other| (own, other)));
        let letter = other.script.letter();
        let judged = pairs.map(|(own, other)| {
            let likeness = self.key_likeness(own, other, letter);
            (likeness, own.len().max(other.len()))
        });
        let (likeness, length) = judged.max_by(|one, two| one.0.total_cmp(&two.0))?;
        is_like(likeness, length).then_some((likeness, length))
    }
}

/// Whether keys are alike enough to be the same name; short ones must be the same.
fn is_like(likeness: f64, length: usize) -> bool {
    let least = if length < SHORTEST_NAME { 1.0 } else { LIKE };
    likeness >= least
}

/// A word with each و inside it as a vowel or, written ڤ, as a consonant.
fn readings(word: &str) -> Vec<String> {
    let word = word.to_lowercase();
    let inside = word.char_indices().skip(1);
    let waws: Vec<usize> = inside
        .filter(|(_, letter)| *letter == 'و')
        .map(|(at, _)| at)
        .take(READ_BOTH_WAYS)
        .collect();
    let mut readings = vec![word];
    for at in waws {
        for reading in readings.clone() {
            let mut other = reading;
            // Both letters take two bytes, so the places of the others stay right.
            other.replace_range(at..at + 'و'.len_utf8(), "ڤ");
            readings.push(other);
        }
    }
    readings
}

fn script_of(letter: char) -> Option<Script> {
    match letter {
        'A'..='Z' | 'a'..='z' | 'À'..='ɏ' | 'Ḁ'..='ỿ' => Some(Script::Latin),
        'Ͱ'..='Ͽ' | 'ἀ'..='῿' => Some(Script::Greek),
        'Ѐ'..='ԯ' => Some(Script::Cyrillic),
        '\u{600}'..='\u{6FF}' | '\u{750}'..='\u{77F}' => Some(Script::Arabic),
        '\u{590}'..='\u{5FF}' => Some(Script::Hebrew),
        '\u{3040}'..='\u{30FF}' => Some(Script::Kana),
        letter if is_han(letter) => Some(Script::Han),
        _ => None,
    }
}

fn is_han(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{9FFF}')
}

fn float(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::LanguageTag;
    use crate::text::Analyser;

    fn likeness((language, query): (&str, &str), (other, term): (&str, &str)) -> Option<f64> {
        let analyser = |tag: &str| Analyser::new(&LanguageTag::parse(tag).unwrap());
        Names::of(&analyser(language).tokens(query))?.likeness(&analyser(other).tokens(term))
    }

    #[test]
    fn names_are_found_across_scripts() {
        for (query, term) in [
            (("fa", "پاتروشف"), ("en", "Nikolai Patrushev")),
            (("fa", "نیکلای پاتروشف"), ("ru", "Николай Патрушев")),
            (("fa", "لاوروف"), ("ru", "Лавров")),
            (("en", "patrushev"), ("ru", "Патрушев")),
            (("en", "Ghalibaf"), ("fa", "محمدباقر قالیباف")),
            (("en", "Ali Larijani"), ("fa", "علی لاریجانی")),
            (("ru", "Лариджани"), ("fa", "علی لاریجانی")),
            (("ar", "بوتين"), ("en", "Vladimir Putin")),
            (("fa", "ماتوینکو"), ("ru", "Валентина Матвиенко")),
            (("en", "Patrushev"), ("zh", "帕特鲁舍夫")),
            (("en", "Nikolai Patrushev"), ("zh", "尼古拉·帕特鲁舍夫")),
            (("zh", "帕特鲁舍夫"), ("en", "Nikolai Patrushev")),
            (("zh", "帕特魯舍夫"), ("ru", "Николай Патрушев")),
            (("zh", "拉夫罗夫"), ("fa", "سرگئی لاوروف")),
            (("zh", "拉里贾尼"), ("fa", "علی لاریجانی")),
            (("zh", "习近平"), ("en", "Xi Jinping")),
            (("zh", "習近平"), ("en", "Xi Jinping")),
            (("zh", "习近平"), ("ru", "Си Цзиньпин")),
            (("zh", "习近平"), ("fa", "شی جین‌پینگ")),
            (("en", "Xi Jinping"), ("zh", "习近平")),
            (("ru", "Ли Кэцян"), ("zh", "李克强")),
            (("zh", "特朗普"), ("en", "Donald Trump")),
        ] {
            assert!(likeness(query, term).is_some(), "{query:?} {term:?}");
        }
    }

    #[test]
    fn other_words_are_not() {
        for (query, term) in [
            (("fa", "پاتروشف"), ("en", "Nikolai Petrov")),
            (("en", "embassy"), ("ar", "المبعوث الخاص")),
            (("en", "Ali Larijani"), ("fa", "لاریجانی علی")),
            (("en", "Ali"), ("fa", "علی")),
            (("en", "Iran"), ("en", "Iran")),
            (("zh", "习近平"), ("en", "Li Keqiang")),
            (("zh", "帕特鲁舍夫"), ("en", "Nikolai Petrov")),
            (("zh", "联合国"), ("en", "United Nations")),
            (("en", "Patrushev"), ("zh", "特鲁舍夫秘书处")),
            (("fa", "۱۲"), ("en", "Twelve")),
        ] {
            assert_eq!(likeness(query, term), None, "{query:?} {term:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_words_have_a_likeness_between_0_and_1(query in "\\PC{0,16}", term in "\\PC{0,16}") {
            let likeness = likeness(("fa", &query), ("ru", &term)).unwrap_or(0.0);
            proptest::prop_assert!((0.0..=1.0).contains(&likeness));
        }
    }
}
