//! Acronyms that a text introduces itself: "Supreme National Security Council (SNSC)".

use std::collections::BTreeMap;
use std::ops::Range;

use memchr::memmem;

use super::{is_capitals, is_cased};
use crate::glossary::mention::{Mention, MentionKind, Nesting};
use crate::text::Analyser;

/// How many letters an acronym has.
const LETTERS: std::ops::RangeInclusive<usize> = 2..=10;

/// How many content words of a name an acronym may pass over.
const MOST_PASSED: usize = 1;

/// Marks that open and close a bracket.
const OPEN: [char; 3] = ['(', '（', '['];
const CLOSE: [char; 3] = [')', '）', ']'];
/// Quotation marks that may stand around an acronym in brackets.
const QUOTES: [char; 7] = ['"', '“', '”', '«', '»', '\'', '’'];

/// An acronym that a text introduces.
#[derive(Debug, Clone)]
struct Acronym {
    /// Its letters, without points.
    letters: String,
    /// Where it is introduced.
    start: usize,
    /// The mention that it stands for.
    mention: Mention,
    /// How that is written.
    name: String,
}

/// The acronyms that the passages of one text introduce, for the other passages of it.
#[derive(Debug, Clone, Default)]
pub struct Introduced(Vec<Acronym>);

impl Introduced {
    /// Those of one passage and its mentions.
    pub(in crate::glossary) fn of(text: &str, analyser: &Analyser, mentions: &[Mention]) -> Self {
        Self(acronyms(text, analyser, mentions))
    }

    /// Adds those of a later passage; what is known stays.
    pub(in crate::glossary) fn add(&mut self, later: Self) {
        for acronym in later.0 {
            if !self.0.iter().any(|own| own.letters == acronym.letters) {
                self.0.push(acronym);
            }
        }
    }

    /// Whether a passage may introduce one.
    pub(in crate::glossary) fn may_be_in(text: &str) -> bool {
        text.contains(OPEN)
    }

    /// Adds a mention for every place of one of the acronyms where no other mention stands.
    pub(in crate::glossary) fn add_mentions(&self, text: &str, mentions: &mut Vec<Mention>) {
        let mut added: Vec<Mention> = Vec::new();
        for acronym in &self.0 {
            added.extend(places(acronym, text, 0, mentions));
        }
        add_sorted(mentions, added);
    }
}

/// Adds a mention for every place of an acronym that stood in brackets directly behind a mention,
/// from there on, where no other mention stands. Its letters are the initials of the words of
/// that mention, or Latin capitals behind a name in another script. Linear in the text for each
/// acronym.
pub(super) fn add_introduced(text: &str, analyser: &Analyser, mentions: &mut Vec<Mention>) {
    let mut added: Vec<Mention> = Vec::new();
    for acronym in acronyms(text, analyser, mentions) {
        added.extend(places(&acronym, text, acronym.start, mentions));
    }
    add_sorted(mentions, added);
}

/// The acronyms that a text introduces, each once, by their letters.
fn acronyms(text: &str, analyser: &Analyser, mentions: &[Mention]) -> Vec<Acronym> {
    let mut introduced: BTreeMap<String, Acronym> = BTreeMap::new();
    for mention in mentions {
        let Some(place) = bracketed(text, mention.span.end) else {
            continue;
        };
        let written = &text[place.clone()];
        let name = &text[mention.span.clone()];
        if abbreviates(written, name, analyser) && is_free(mentions, &place) {
            let letters = without_points(written);
            introduced
                .entry(letters.clone())
                .or_insert_with(|| Acronym {
                    letters,
                    start: place.start,
                    mention: mention.clone(),
                    name: name.to_owned(),
                });
        }
    }
    introduced.into_values().collect()
}

/// The mentions by an acronym from a byte on, where no other mention stands.
fn places(acronym: &Acronym, text: &str, start: usize, mentions: &[Mention]) -> Vec<Mention> {
    let letters = &acronym.letters;
    let pointed: String = letters.chars().flat_map(|letter| [letter, '.']).collect();
    let mut found = Vec::new();
    for form in [letters.as_str(), pointed.as_str()] {
        let places = memmem::find_iter(&text.as_bytes()[start..], form.as_bytes());
        let places = places.map(|at| start + at..start + at + form.len());
        let free = places.filter(|place| is_word(text, place) && is_free(mentions, place));
        found.extend(free.map(|span| of_acronym(acronym, span)));
    }
    found
}

fn add_sorted(mentions: &mut Vec<Mention>, added: Vec<Mention>) {
    if !added.is_empty() {
        mentions.extend(added);
        mentions.sort_by_key(|mention| (mention.span.start, usize::MAX - mention.span.end));
    }
}

/// The word in brackets directly behind a place, without quotation marks.
fn bracketed(text: &str, at: usize) -> Option<Range<usize>> {
    let rest = text[at..].trim_start_matches([' ', '\u{a0}']);
    let inside = rest.strip_prefix(OPEN)?;
    let end = inside.find(CLOSE)?;
    let word = inside[..end].trim().trim_matches(QUOTES);
    let is_word = !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || c == '.');
    let start = text.len() - inside.len() + inside.find(word)?;
    is_word.then_some(start..start + word.len())
}

fn without_points(acronym: &str) -> String {
    acronym.chars().filter(|letter| *letter != '.').collect()
}

/// Whether a word is an acronym of a name.
fn abbreviates(acronym: &str, name: &str, analyser: &Analyser) -> bool {
    let letters = without_points(acronym);
    if !LETTERS.contains(&letters.chars().count()) {
        return false;
    }
    if is_cased(&letters) && !is_capitals(&letters) {
        return false;
    }
    let is_foreign = letters.is_ascii() && !name.contains(|c: char| c.is_ascii_alphabetic());
    is_foreign || are_initials(&letters, name, analyser)
}

/// Whether letters are the initials of the words of a name in their order: of the first, and of
/// all others but function words and at most one.
fn are_initials(letters: &str, name: &str, analyser: &Analyser) -> bool {
    let folded: Vec<char> = analyser.folded(letters).chars().collect();
    let mut left = folded.iter().peekable();
    let mut passed = 0;
    for (place, token) in analyser.tokens(name).iter().enumerate() {
        let word = analyser.folded(token.text);
        let Some(initial) = word.chars().next().filter(|first| first.is_alphanumeric()) else {
            continue;
        };
        if left.peek() == Some(&&initial) {
            left.next();
        } else if place == 0 {
            return false;
        } else if !analyser.is_function_word(&word) {
            passed += 1;
        }
    }
    left.peek().is_none() && passed <= MOST_PASSED
}

/// Whether no mention stands at a place.
fn is_free(mentions: &[Mention], place: &Range<usize>) -> bool {
    // Sorted by their starts; the longest title is far shorter than this.
    let end = mentions.partition_point(|mention| mention.span.start < place.end);
    let before = mentions[..end].iter().rev().take(16);
    before
        .into_iter()
        .all(|mention| mention.span.end <= place.start)
}

/// Whether a place is a whole word.
fn is_word(text: &str, place: &Range<usize>) -> bool {
    let before = text[..place.start].chars().next_back();
    let behind = text[place.end..].chars().next();
    let joins = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    let is_pointed = text[place.clone()].ends_with('.');
    !joins(before) && (is_pointed || !joins(behind))
}

fn of_acronym(acronym: &Acronym, span: Range<usize>) -> Mention {
    Mention {
        kind: MentionKind::Acronym,
        similarity: 1.0,
        reason: Some(format!("introduced for {}", acronym.name)),
        span,
        nesting: Nesting::Outer,
        ..acronym.mention.clone()
    }
}
