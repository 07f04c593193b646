//! Rules for the markers of lists.

use crate::text::segment::place::{Place, last_word};

/// `1. The first`, `ii. The second`, `a. The third` at the front of a sentence.
pub(super) fn is_behind_list_marker(place: &Place<'_>) -> bool {
    if !place.is_point() || place.gap().is_empty() && !place.tail.has_bracket {
        return false;
    }
    let (word, lead) = place.last_word();
    let lead = lead.trim();
    (lead.is_empty()
        || lead
            .chars()
            .all(|c| matches!(c, '(' | '•' | '-' | '*' | '–')))
        && is_marker(word)
}

/// A number, a letter or a small Roman number, which counts items.
fn is_marker(word: &str) -> bool {
    let is_number = word.len() <= 3 && word.chars().all(char::is_numeric);
    let is_letter = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    !word.is_empty() && (is_number || is_letter || roman(word).is_some())
}

/// The value of a Roman number up to 39, in either case.
pub(super) fn roman(word: &str) -> Option<u32> {
    if word.is_empty()
        || word.len() > 7
        || !(word.chars().all(|c| "ivx".contains(c)) || word.chars().all(|c| "IVX".contains(c)))
    {
        return None;
    }
    let digit = |c: char| match c.to_ascii_lowercase() {
        'i' => 1,
        'v' => 5,
        _ => 10,
    };
    let digits: Vec<u32> = word.chars().map(digit).collect();
    let value = |at: usize| match digits.get(at + 1) {
        Some(next) if *next > digits[at] => -(digits[at] as i32),
        _ => digits[at] as i32,
    };
    u32::try_from((0..digits.len()).map(value).sum::<i32>()).ok()
}

/// The number of an item and how it is written: `2.`, `b)`, `(3)`, `iv.)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Marker<'t> {
    value: u32,
    kind: MarkerKind,
    opening: bool,
    suffix: &'t str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum MarkerKind {
    Number,
    Letter,
    Roman,
}

/// The markers that a text may begin with: `i)` counts as a letter or as a Roman number.
fn markers(text: &str) -> Vec<Marker<'_>> {
    /// No marker is longer, in bytes.
    const LONGEST: usize = 16;
    let text = &text[..text.floor_char_boundary(LONGEST)];
    let bare = text.strip_prefix('(').unwrap_or(text);
    let width = bare
        .find(|c: char| !c.is_alphanumeric())
        .unwrap_or(bare.len());
    let (word, rest) = bare.split_at(width);
    let suffix_width = rest.find(|c| !matches!(c, '.' | ')')).unwrap_or(rest.len());
    let suffix = &rest[..suffix_width];
    if suffix.is_empty()
        || suffix.len() > 2
        || !rest[suffix_width..].starts_with(char::is_whitespace)
    {
        return Vec::new();
    }
    let marker = |value, kind| Marker {
        value,
        kind,
        opening: bare.len() < text.len(),
        suffix,
    };
    let number = word
        .parse()
        .ok()
        .filter(|_| word.len() <= 2)
        .map(|value| marker(value, MarkerKind::Number));
    let mut characters = word.chars();
    let letter = characters
        .next()
        .filter(|c| characters.next().is_none() && c.is_alphabetic())
        .map(|c| marker(c as u32, MarkerKind::Letter));
    let roman = roman(word).map(|value| marker(value, MarkerKind::Roman));
    [number, letter, roman].into_iter().flatten().collect()
}

/// Where the next item of a list begins, if a sentence begins with a marker and the word before
/// these terminators is the marker that follows: `1.) The first 2.) The second`.
pub(in crate::text::segment) fn next_item(sentence: &str, at: usize) -> Option<usize> {
    let (word, lead) = last_word(&sentence[..at]);
    if lead.trim().is_empty() || word.len() > 8 {
        return None;
    }
    let start = lead.len() - usize::from(lead.ends_with('('));
    let is_parted = sentence[..start].ends_with(char::is_whitespace);
    let first = markers(sentence);
    let follows = |one: &Marker<'_>| {
        let next = Marker {
            value: one.value + 1,
            ..*one
        };
        markers(&sentence[start..]).contains(&next)
    };
    (is_parted && first.iter().any(follows)).then_some(start)
}
