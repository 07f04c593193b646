//! The words of a translation by their sound.

use std::ops::Range;

use super::source::Name;
use crate::check::reading::Reading;
use crate::glossary::Mention;
use crate::lang::{LanguageTag, profile_of};
use crate::similarity::{han_likeness, han_mixed_key, han_similarity, name_key, name_similarity};
use crate::text::{TokenClass, is_letter_or_digit};

/// A word with its sound.
pub(super) struct Word {
    pub(super) text: String,
    pub(super) key: String,
    pub(super) span: Range<usize>,
    /// Whether one space alone divides it from the word before.
    pub(super) goes_on: bool,
    /// Whether it is written as a name: with a capital inside a sentence, or in Chinese as a part
    /// of a name with a point between its parts; never a term of the glossary.
    pub(super) is_name: bool,
    /// Whether it is a word that can be no name: a function word, or one that says who speaks.
    pub(super) is_plain: bool,
    /// Other ways to read it: each و as a consonant.
    readings: Vec<String>,
    /// The keys of the pieces that the part of a Chinese name may be; nothing in other scripts.
    pieces: Vec<Piece>,
}

/// What the part of a Chinese name may be.
struct Piece {
    key: String,
    is_one_character: bool,
}

impl Word {
    /// How like a name it sounds, 0–1.
    pub(super) fn likeness(&self, name: &Name) -> f64 {
        let mut best = name_similarity(&name.key, &self.key);
        for reading in &self.readings {
            best = best.max(name_similarity(&name.key, reading));
        }
        if self.pieces.is_empty() {
            return best;
        }
        // An r that no vowel follows is often not written.
        let begin = name.key.len().min(1);
        let without_r = match name.key.len() {
            ..LONG => name.key.clone(),
            _ => format!(
                "{}{}",
                &name.key[..begin],
                name.key[begin..].replace('r', "")
            ),
        };
        for piece in &self.pieces {
            // One character writes no name of several consonants.
            if !piece.is_one_character || name.key.len() <= 1 {
                best = best.max(han_likeness(&name.key, &piece.key));
                best = best.max(han_likeness(&without_r, &piece.key));
            }
        }
        best
    }

    /// Whether it begins with all the sounds of a name that has more than one.
    pub(super) fn begins_as(&self, name: &Name) -> bool {
        name.key.len() > 1 && self.key.starts_with(&name.key)
    }

    /// Whether it is a part of a Chinese name.
    pub(super) fn is_han(&self) -> bool {
        !self.pieces.is_empty()
    }
}

/// From how many consonants on a name may lose those that no vowel follows.
const LONG: usize = 5;

/// The most characters that a part of a Chinese name has.
const LONGEST_PART: usize = 6;

/// How many letters of a word are read in both ways.
const READ_BOTH_WAYS: usize = 2;

/// The words of a sentence; with particles before them and without.
pub(super) fn words(target: Reading<'_, '_>, mentions: &[Mention]) -> Vec<Word> {
    if target.text().contains(is_han) {
        return parts_of_names(target.text(), mentions);
    }
    let profile = profile_of(target.language());
    let mut words = Vec::new();
    let mut last_end: Option<usize> = None;
    for (token, folded) in target.tokens().iter().zip(&target.folded().folded) {
        if token.class != TokenClass::Word {
            continue;
        }
        let goes_on = last_end.is_some_and(|end| end + 1 == token.start);
        let is_plain =
            target.analyser().is_function_word(folded) || profile.speech_words.has(folded);
        let mut add = |text: &str| {
            words.push(Word {
                text: text.to_owned(),
                key: name_key(text),
                span: token.span(),
                goes_on,
                is_name: is_written_as_name(target.text(), token.span(), text)
                    && !touches(mentions, &token.span()),
                is_plain,
                readings: other_readings(text, target.language()),
                pieces: Vec::new(),
            });
        };
        add(token.text);
        let mut particles = profile.proclitics.iter();
        let bare = particles.find_map(|one| token.text.strip_prefix(one.as_str()));
        if let Some(bare) = bare.filter(|bare| bare.chars().count() >= 3) {
            add(bare);
        }
        last_end = Some(token.end());
    }
    words
}

/// The keys of a word read otherwise: without an ending of its case; each و as a consonant; each х or خ as the j or g of Spanish
/// that it may stand for (Хосе, José), each ج of Arabic as a g.
fn other_readings(word: &str, language: &LanguageTag) -> Vec<String> {
    let is_arabic = language.primary() == "ar";
    let ambiguous = word.char_indices().filter_map(|(at, letter)| {
        let other = match letter {
            'و' if at > 0 => 'ڤ',
            'х' | 'Х' => 'ж',
            'خ' => 'ج',
            'ج' if is_arabic => 'ك',
            _ => return None,
        };
        let behind = &word[at + letter.len_utf8()..];
        Some(name_key(&format!("{}{other}{behind}", &word[..at])))
    });
    let mut readings: Vec<String> = ambiguous.take(READ_BOTH_WAYS).collect();
    // The instrumental of Slavic names ends in m.
    let without_case = ["ом", "ем", "ым", "им"]
        .iter()
        .find_map(|end| word.strip_suffix(end));
    readings.extend(without_case.map(name_key));
    readings.dedup();
    readings
}

/// The keys of a stretch of Chinese characters as a part of a name, none where it writes none. A
/// 约 stands for a vowel or for a J (约翰, John).
fn pieces_of(text: &str) -> impl Iterator<Item = Piece> {
    let with_j = text.contains('约').then(|| text.replace('约', "朱"));
    let is_one_character = text.chars().nth(1).is_none();
    let keys = [
        han_mixed_key(text),
        with_j.and_then(|text| han_mixed_key(&text)),
    ];
    keys.into_iter().flatten().map(move |key| Piece {
        key,
        is_one_character,
    })
}

fn touches(mentions: &[Mention], span: &Range<usize>) -> bool {
    let mut mentions = mentions.iter();
    mentions.any(|mention| mention.span.start < span.end && span.start < mention.span.end)
}

/// What adjectives end in where names are translated (Элитной лиги).
const ADJECTIVE_ENDINGS: &[&str] = &[
    "ый", "ий", "ой", "ей", "ая", "яя", "ое", "ее", "ого", "его", "ому", "ему", "ые", "ие", "ых",
    "их", "ую", "юю",
];

/// Whether a word has a capital inside a sentence, or is in Latin letters in a text of others.
fn is_written_as_name(text: &str, span: Range<usize>, word: &str) -> bool {
    let before = text[..span.start].trim_end();
    let mut letters = word.chars();
    let is_inside = before.ends_with(|c: char| is_letter_or_digit(c) || c == ',');
    let is_adjective = || {
        ADJECTIVE_ENDINGS
            .iter()
            .any(|ending| word.chars().count() > 4 && word.ends_with(ending))
    };
    let is_half = text[span.end..].starts_with('-');
    is_inside
        && !is_half
        && !is_adjective()
        && letters.next().is_some_and(char::is_uppercase)
        && letters.all(char::is_lowercase)
}

/// Whether a character is a Chinese one.
pub(super) fn is_han(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{9fff}')
}

fn is_point(letter: char) -> bool {
    matches!(letter, '·' | '•' | '・' | '‧')
}

/// The parts of Chinese names with points, two for each point: what stands before it and behind
/// cannot be told from the words around, so any length counts.
fn parts_of_names(target: &str, mentions: &[Mention]) -> Vec<Word> {
    let letters: Vec<(usize, char)> = target.char_indices().collect();
    let is_part = |place: &usize| is_han(letters[*place].1);
    let end_of = |place: usize| letters[place].0 + letters[place].1.len_utf8();
    let mut words = Vec::new();
    for (at, (point, letter)) in letters.iter().enumerate() {
        if !is_point(*letter) {
            continue;
        }
        let before: Vec<usize> = (0..at)
            .rev()
            .take(LONGEST_PART)
            .take_while(is_part)
            .collect();
        let behind: Vec<usize> = (at + 1..letters.len())
            .take(LONGEST_PART)
            .take_while(is_part)
            .collect();
        let (Some(first), Some(last)) = (before.last(), behind.last()) else {
            continue;
        };
        let text = |span: Range<usize>| target[span].to_owned();
        let start = point + letter.len_utf8();
        let mut add = |span: Range<usize>, nearest: Range<usize>, pieces: Vec<&str>| {
            words.push(Word {
                text: text(span.clone()),
                key: String::new(),
                is_name: !touches(mentions, &nearest),
                goes_on: span.start == start,
                span,
                is_plain: false,
                readings: Vec::new(),
                pieces: pieces.into_iter().flat_map(pieces_of).collect(),
            });
        };
        let lefts = before
            .iter()
            .map(|place| &target[letters[*place].0..*point]);
        let nearest = letters[before[before.len().min(2) - 1]].0..*point;
        add(letters[*first].0..*point, nearest, lefts.collect());
        let rights = behind.iter().map(|place| &target[start..end_of(*place)]);
        let nearest = start..end_of(behind[behind.len().min(2) - 1]);
        add(start..end_of(*last), nearest, rights.collect());
    }
    words
}

/// How like a name the nearest stretch of a text in Chinese characters sounds, 0–1.
pub(super) fn likeness_in_han(name: &Name, text: &str) -> f64 {
    let letters: Vec<char> = text.chars().collect();
    let mut best = 0.0_f64;
    for start in 0..letters.len() {
        for end in start + 1..=letters.len().min(start + LONGEST_PART) {
            if !is_han(letters[end - 1]) {
                break;
            }
            let stretch: String = letters[start..end].iter().collect();
            best = best.max(han_similarity(&name.text, &stretch));
        }
    }
    best
}
