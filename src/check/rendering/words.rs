//! The words of both sides, by which renderings are found that are no mentions.

use std::ops::Range;

use super::super::reading::Reading;
use crate::glossary::Mention;
use crate::lang::LanguageTag;
use crate::model::{ConceptEntry, Term, TermStatus};
use crate::similarity::{name_key, name_similarity};
use crate::text::{Analyser, TokenClass, is_letter_or_digit};

/// From here on a word of the source and one of the translation are one name.
const SAME_SOUND: f64 = 0.8;

/// How many consonants a word needs to be told by its sound.
const SHORTEST_KEY: usize = 3;

/// The words of a translation, to find a rendering inside a longer term of another concept
/// ("Foreign Minister" inside "Foreign Minister of Tajikistan").
pub(super) struct Words<'a> {
    analyser: &'a Analyser,
    stems: Vec<String>,
}

impl<'a> Words<'a> {
    pub(super) fn of(reading: Reading<'a, '_>) -> Self {
        let tokens = reading.tokens().iter().zip(reading.stems());
        let words = tokens.filter(|(token, _)| token.class != TokenClass::Punctuation);
        Self {
            analyser: reading.analyser(),
            stems: words.map(|(_, stem)| stem.clone()).collect(),
        }
    }

    /// Whether a rendering stands there in some form.
    pub(super) fn have_one_of(&self, entry: &ConceptEntry, language: &LanguageTag) -> bool {
        let usable = |term: &&Term| term.status <= TermStatus::Admitted;
        entry.terms_in(language).filter(usable).any(|term| {
            let wanted = stems(&term.text, self.analyser);
            !wanted.is_empty()
                && self
                    .stems
                    .windows(wanted.len())
                    .any(|words| words == wanted)
        })
    }

    /// Whether half of the words of a rendering, or words that begin as they do, stand there: an
    /// adjective made of the name, a title cut short.
    pub(super) fn have_part_of(&self, entry: &ConceptEntry, language: &LanguageTag) -> bool {
        let usable = |term: &&Term| term.status <= TermStatus::Admitted;
        let is_there = |part: &&String| {
            let beginning = beginning_of(part);
            self.stems.iter().any(|word| word.contains(beginning))
        };
        entry.terms_in(language).filter(usable).any(|term| {
            let mut parts = stems(&term.text, self.analyser);
            parts.retain(|part| !self.analyser.is_function_word(part));
            let found = parts.iter().filter(is_there).count();
            found > 0 && found * 2 >= parts.len()
        })
    }

    /// Whether the words of a mention are all among those of a rendering of an entry: the ministry,
    /// for the ministry of a state.
    pub(super) fn is_part_of(&self, mention: &Mention, entry: &ConceptEntry) -> bool {
        let words = stems(&mention.term().text, self.analyser);
        entry.terms_in(self.analyser.language()).any(|term| {
            let whole = stems(&term.text, self.analyser);
            words.iter().all(|word| whole.contains(word))
        })
    }

    /// Whether two notions have a word in common, or words that begin alike, in the language of
    /// the translation: disarmament and nuclear disarmament. Names, offices and bodies of two
    /// states share most of their words, and are no less different.
    pub(super) fn share_a_notion(&self, left: &ConceptEntry, right: &ConceptEntry) -> bool {
        let words = |entry: &ConceptEntry| -> Vec<String> {
            let terms = entry.terms_in(self.analyser.language());
            let mut words: Vec<String> = terms
                .flat_map(|term| stems(&term.text, self.analyser))
                .collect();
            words.retain(|word| !self.analyser.is_function_word(word));
            words
        };
        let (left_words, right_words) = (words(left), words(right));
        left.subject.as_deref() == Some("concept")
            && left_words.iter().any(|word| right_words.contains(word))
    }
}

/// The words of a source sentence that belong to no mention, and the sound of its names.
pub(super) struct FreeWords {
    stems: Vec<String>,
    names: Vec<String>,
}

impl FreeWords {
    pub(super) fn of(reading: Reading<'_, '_>, mentions: &[Mention]) -> Self {
        let is_taken = |span: &Range<usize>| {
            let touches = |own: &Range<usize>| own.start < span.end && span.start < own.end;
            mentions.iter().any(|mention| touches(&mention.span))
        };
        let (mut free, mut names) = (Vec::new(), Vec::new());
        for (token, stem) in reading.tokens().iter().zip(reading.stems()) {
            if token.class == TokenClass::Punctuation {
                continue;
            }
            if token.text.chars().any(char::is_uppercase) {
                names.push(name_key(token.text));
            }
            if !is_taken(&token.span()) {
                free.push(stem.clone());
            }
        }
        Self { stems: free, names }
    }

    /// Whether half of the words of a term of an entry stand free in the source.
    pub(super) fn have_half_of(&self, entry: &ConceptEntry, analyser: &Analyser) -> bool {
        entry.terms_in(analyser.language()).any(|term| {
            let mut parts = stems(&term.text, analyser);
            parts.retain(|part| !analyser.is_function_word(part));
            let is_there = |part: &&String| {
                let beginning = beginning_of(part);
                let is_long = beginning.chars().count() >= 4;
                let like = |word: &String| word == *part || is_long && word.starts_with(beginning);
                self.stems.iter().any(like)
            };
            let found = parts.iter().filter(is_there).count();
            found > 0 && found * 2 >= parts.len()
        })
    }

    /// Whether half of the words of a translation, or more, sound like names of the source.
    pub(super) fn sound_like(&self, written: &str) -> bool {
        let words = written.split(|letter: char| !is_letter_or_digit(letter));
        let keys: Vec<String> = words
            .map(name_key)
            .filter(|key| key.len() >= SHORTEST_KEY)
            .collect();
        let is_there = |key: &String| {
            let like = |name: &String| name_similarity(key, name) >= SAME_SOUND;
            self.names.iter().any(like)
        };
        let found = keys.iter().filter(|key| is_there(key)).count();
        found > 0 && found * 2 >= keys.len()
    }
}

/// The stems of the words of a text.
pub(super) fn stems(text: &str, analyser: &Analyser) -> Vec<String> {
    let tokens = analyser.tokens(text);
    let words = tokens
        .iter()
        .filter(|token| token.class != TokenClass::Punctuation);
    words
        .map(|token| analyser.stem(&analyser.folded(token.text)))
        .collect()
}

/// What a word and those made of it begin with: five letters, or all but one of a short word.
fn beginning_of(word: &str) -> &str {
    let letters = word.chars().count();
    let keep = if letters > 5 {
        5
    } else {
        letters.max(2) - usize::from(letters > 3)
    };
    word.char_indices()
        .nth(keep)
        .map_or(word, |(at, _)| &word[..at])
}
