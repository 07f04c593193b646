//! Names across scripts: whether words in one script are words of a term in another by their
//! sound, as پاتروشف and Патрушев are Patrushev.
//!
//! The key of [`name_key`] keeps the consonants by classes. Arabic letters leave open whether a و
//! inside a word is a vowel or the consonant of Лавров, so such a word has a key for each reading
//! of its first ones, and the nearest counts.

use crate::similarity::{name_key, name_similarity};
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

/// The words of a query as names, of which terms in other scripts are asked.
pub(super) struct Names {
    words: Vec<Name>,
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
        }
    }
}

impl Names {
    /// The names that the words of a text may be; `None` where a word has no sound, or where the
    /// text is in several scripts.
    pub(super) fn of(tokens: &[Token<'_>]) -> Option<Self> {
        let words: Option<Vec<Name>> = words(tokens).map(Name::of).collect();
        let words = words.filter(|words| !words.is_empty())?;
        let is_one_script = words.iter().all(|word| word.script == words[0].script);
        is_one_script.then_some(Self { words })
    }

    /// How many words there are.
    pub(super) fn count(&self) -> usize {
        self.words.len()
    }

    /// Whether a word may be one of a term by its sound, one of [`sounds`].
    pub(super) fn may_be(&self, word: usize, sound: &str) -> bool {
        let word = &self.words[word];
        let mut sound = sound.chars();
        let is_foreign = sound.next() != Some(word.script.letter());
        is_foreign
            && word
                .keys
                .iter()
                .any(|own| likeness_of(own, sound.as_str()).is_some())
    }

    /// How like the words of a term in another script these are, 0–1: all of them stand there in
    /// their order. `None` where they do not, or are too short to be sure. Linear in the term
    /// times the length of its words.
    pub(super) fn likeness(&self, term: &[Token<'_>]) -> Option<f64> {
        let own: Vec<Option<Name>> = words(term).map(Name::of).collect();
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
        let shortest = if is_name {
            SHORTEST_NAME
        } else {
            SHORTEST_WORD
        };
        let likeness = agreeing / float(consonants.max(1));
        // A term that is the whole query stands before one that has other words beside it.
        let share = 0.9 + 0.1 * float(self.words.len()) / float(own.len().max(1));
        (consonants >= shortest && likeness >= ALL_ALIKE).then_some(likeness * share)
    }
}

/// The sounds of the words of a term: for each way to read one its script and its key.
pub(super) fn sounds(term: &[Token<'_>]) -> Vec<String> {
    let mut sounds: Vec<String> = Vec::new();
    for name in words(term).filter_map(Name::of) {
        let script = name.script.letter();
        sounds.extend(name.keys.iter().map(|key| format!("{script}{key}")));
    }
    sounds
}

fn words<'t>(tokens: &'t [Token<'t>]) -> impl Iterator<Item = &'t str> {
    let words = tokens
        .iter()
        .filter(|token| token.class == TokenClass::Word);
    words.map(|token| token.text)
}

impl Name {
    fn of(word: &str) -> Option<Self> {
        let first = word.chars().find(|letter| letter.is_alphabetic())?;
        let keys: Vec<String> = readings(word).iter().map(|word| name_key(word)).collect();
        let has_sound = keys.iter().any(|key| !key.is_empty());
        Some(Self {
            script: script_of(first).filter(|_| has_sound)?,
            is_capitalised: first.is_uppercase(),
            keys,
        })
    }

    /// How alike the nearest keys of two words are, with the length of the longer.
    fn likeness(&self, other: &Self) -> Option<(f64, usize)> {
        let pairs = self
            .keys
            .iter()
            .flat_map(|own| other.keys.iter().map(move |other| (own, other)));
        let judged =
            pairs.map(|(own, other)| (name_similarity(own, other), own.len().max(other.len())));
        let (likeness, length) = judged.max_by(|one, two| one.0.total_cmp(&two.0))?;
        is_like(likeness, length).then_some((likeness, length))
    }
}

/// How alike two keys are that may be the same name.
fn likeness_of(own: &str, other: &str) -> Option<f64> {
    let length = own.len().max(other.len());
    // What is missing in the shorter costs half a consonant at the least.
    let missing = length - own.len().min(other.len());
    if missing * 5 > length * 3 {
        return None;
    }
    let likeness = name_similarity(own, other);
    is_like(likeness, length).then_some(likeness)
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
        _ => None,
    }
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
            (("zh", "习近平"), ("en", "Xi Jinping")),
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
