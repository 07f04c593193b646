//! The words of a translation by their sound.

use std::ops::Range;

use super::source::Name;
use crate::check::reading::Reading;
use crate::glossary::Mention;
use crate::lang::profile_of;
use crate::similarity::{han_similarity, name_key, name_similarity};
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
    /// The pieces that the part of a Chinese name may be; nothing in other scripts.
    pieces: Vec<String>,
}

impl Word {
    /// How like a name it sounds, 0–1.
    pub(super) fn likeness(&self, name: &Name) -> f64 {
        let mut best = name_similarity(&name.key, &self.key);
        for piece in &self.pieces {
            best = best.max(han_similarity(&name.text, piece));
        }
        best
    }

    /// Whether it is a part of a Chinese name.
    pub(super) fn is_han(&self) -> bool {
        !self.pieces.is_empty()
    }
}

/// The most characters that a part of a Chinese name has.
const LONGEST_PART: usize = 6;

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
                is_name: is_written_as_name(target.text(), token.start, text)
                    && !touches(mentions, &token.span()),
                is_plain,
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

fn touches(mentions: &[Mention], span: &Range<usize>) -> bool {
    let mut mentions = mentions.iter();
    mentions.any(|mention| mention.span.start < span.end && span.start < mention.span.end)
}

/// Whether a word has a capital inside a sentence, or is in Latin letters in a text of others.
fn is_written_as_name(text: &str, start: usize, word: &str) -> bool {
    let before = text[..start].trim_end();
    let mut letters = word.chars();
    let is_inside = before.ends_with(|c: char| is_letter_or_digit(c) || c == ',');
    is_inside && letters.next().is_some_and(char::is_uppercase) && letters.all(char::is_lowercase)
}

fn is_han(letter: char) -> bool {
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
        let mut add = |span: Range<usize>, pieces: Vec<String>| {
            words.push(Word {
                text: text(span.clone()),
                key: String::new(),
                is_name: !touches(mentions, &span),
                goes_on: span.start == start,
                span,
                is_plain: false,
                pieces,
            });
        };
        let lefts = before.iter().map(|place| text(letters[*place].0..*point));
        add(letters[*first].0..*point, lefts.collect());
        let rights = behind.iter().map(|place| text(start..end_of(*place)));
        add(start..end_of(*last), rights.collect());
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
