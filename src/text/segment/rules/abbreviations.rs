//! Rules for points that end an abbreviation, an initial or an ordinal number.

use unicode_segmentation::UnicodeSegmentation;

use super::lists::roman;
use crate::text::segment::place::{Place, last_word};

/// `Dr. Smith`, `z. B. Wasser`: abbreviations that never end a sentence.
pub(super) fn is_behind_abbreviation(place: &Place<'_>) -> bool {
    if !place.is_point() || place.end > place.mark_end {
        return false;
    }
    let (word, lead) = last_word(place.before().trim_end());
    let known = &place.profile.abbreviations;
    known.has(word) || is_single_letter(word) && known.has(&with_letters_before(word, lead))
}

/// A letter with the letters and points before it, spaces left out: `z. B` gives `z.B`.
fn with_letters_before(word: &str, mut lead: &str) -> String {
    /// No abbreviation has more letters.
    const MOST: usize = 6;
    let mut whole = word.to_owned();
    for _ in 1..MOST {
        let Some(bare) = lead.trim_end().strip_suffix('.') else {
            break;
        };
        let (letter, before) = last_word(bare);
        if !is_single_letter(letter) {
            break;
        }
        whole = format!("{letter}.{whole}");
        lead = before;
    }
    whole
}

/// One letter as a reader sees it, with the signs on it.
fn is_single_letter(word: &str) -> bool {
    /// No letter with its signs is longer, in bytes.
    const LONGEST: usize = 24;
    word.len() <= LONGEST
        && word.starts_with(char::is_alphabetic)
        && word.graphemes(true).nth(1).is_none()
}

/// `No. 5`, `pp. III`: abbreviations that go with a number, and else end a sentence as any word.
pub(super) fn is_behind_number_abbreviation(place: &Place<'_>) -> bool {
    let (word, _) = place.last_word();
    let is_number = || {
        let next = place.next_word();
        next.starts_with(char::is_numeric) || !next.is_empty() && roman(next).is_some()
    };
    place.is_point()
        && place.end == place.mark_end
        && is_number()
        && place.profile.number_abbreviations.has(word)
}

/// `He left at 6 p.m. Travellers waited`: a time ends a sentence before a capital or a number; not
/// where it only opens one (`At 5 a.m. Mr. Smith went`).
pub(super) fn is_behind_time(place: &Place<'_>) -> bool {
    /// More words than these hold a verb.
    const OPENING: usize = 6;
    let (word, lead) = place.last_word();
    let begins =
        || place.begins_with_capital() || place.next_letter().is_some_and(char::is_numeric);
    let is_opening = || {
        let words = lead.split_whitespace().count();
        let first = lead.split_whitespace().next().unwrap_or("");
        words < 2 || words <= OPENING && place.profile.adverbial_starters.has(first)
    };
    place.is_point()
        && !place.gap().is_empty()
        && place.profile.time_abbreviations.has(word)
        && begins()
        && !is_opening()
}

/// `Acme Inc. announced`, `Jan. Miller`: abbreviations that end a sentence only before a word that
/// begins sentences.
pub(super) fn is_behind_final_abbreviation(place: &Place<'_>) -> bool {
    let (word, lead) = place.last_word();
    // "in 1991 г. Иванов", "5 km. Then": a unit behind a number, before a capital.
    let is_unit =
        || word.starts_with(char::is_lowercase) && lead.trim_end().ends_with(char::is_numeric);
    place.is_point()
        && place.end == place.mark_end
        && (place.profile.final_abbreviations.has(word)
            || place.profile.time_abbreviations.has(word))
        && !is_unit()
        && !place.begins_as_sentences_do()
}

/// German `3. Oktober`, Turkish `II. Mehmed`.
pub(super) fn is_behind_ordinal(place: &Place<'_>) -> bool {
    let (word, _) = place.last_word();
    let is_number = || {
        let digits = word.trim_start_matches('-');
        !digits.is_empty() && digits.len() <= 2 && digits.chars().all(|c| c.is_ascii_digit())
    };
    let is_roman = || word.starts_with(|c: char| c.is_uppercase()) && roman(word).is_some();
    place.profile.ordinal_point
        && place.is_point()
        && place.end == place.mark_end
        && (is_number() || is_roman())
}

/// `J. R. Jones`, `J.-P. Sartre`, `Л.Н. Толстой`, and the first letters of `z. B.`.
pub(super) fn is_behind_initial(place: &Place<'_>) -> bool {
    if !place.is_point() || place.end > place.mark_end {
        return false;
    }
    let (word, lead) = place.last_word();
    let next = place.next_word();
    let goes_on = is_single_letter(next)
        && place.behind().starts_with(next)
        && place.text[place.next + next.len()..].starts_with('.');
    if is_single_letter(word) && goes_on {
        return true;
    }
    let mut parts = word
        .split(['.', '-'])
        .filter(|part| !part.is_empty())
        .peekable();
    if !place.begins_with_capital() || parts.peek().is_none() || !parts.all(is_capital_letter) {
        return false;
    }
    let is_single = word.chars().count() == 1;
    let is_letter_word = is_single
        && (place.profile.letter_words.has(word) || place.profile.capital_words.has(word))
        && last_word(lead.trim_end()).0.starts_with(char::is_lowercase);
    let is_unit = lead.trim_end().ends_with('°');
    let is_name = is_single || lead.trim().is_empty() || word.contains('-');
    is_name && !is_letter_word && !is_unit && !place.begins_as_sentences_do()
}

fn is_capital_letter(word: &str) -> bool {
    let mut characters = word.chars();
    characters.next().is_some_and(char::is_uppercase) && characters.next().is_none()
}

/// `the U.S. Senate`, `ق.م`: single letters with points between them.
pub(super) fn is_behind_pointed(place: &Place<'_>) -> bool {
    let (word, _) = place.last_word();
    if place.is_point() && place.next == place.mark_end && is_single_letter(word) {
        return is_single_letter(place.next_word());
    }
    place.is_point()
        && place.end == place.mark_end
        && word.contains('.')
        && word.split('.').all(is_single_letter)
        && (!place.profile.sentence_starters.is_empty()
            || !word.contains(|c: char| c.is_uppercase()))
        && !place.begins_as_sentences_do()
        && !place.next_letter().is_some_and(char::is_numeric)
}

pub(super) fn is_any_abbreviation(place: &Place<'_>, word: &str) -> bool {
    let profile = place.profile;
    profile.abbreviations.has(word)
        || profile.number_abbreviations.has(word)
        || profile.final_abbreviations.has(word)
        || profile.time_abbreviations.has(word)
}
