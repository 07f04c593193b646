//! Rules for places at which a sentence begins though UAX #29 goes on.

use super::abbreviations::is_any_abbreviation;
use crate::text::segment::marks;
use crate::text::segment::place::{Place, last_word};

/// Armenian `:`, Greek `;`.
pub(super) fn is_own_mark(place: &Place<'_>) -> bool {
    !place.gap().is_empty()
        && place
            .mark()
            .contains(|c| place.profile.terminators.contains(c))
}

/// `It was over.The next day`, not `example.Com`.
pub(super) fn is_missing_space(place: &Place<'_>) -> bool {
    if !place.is_point() || place.next > place.mark_end {
        return false;
    }
    let (word, behind) = (last_word(place.before()).0, place.behind());
    let word = word
        .rsplit(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '-' | '_' | '@'))
        .next()
        .unwrap_or(word);
    let is_word = word.chars().count() >= 3 && word.chars().skip(1).all(char::is_lowercase);
    let next = place.next_word();
    let mut letters = next.chars();
    let is_capitalised = letters.next().is_some_and(char::is_uppercase)
        && match letters.next() {
            Some(second) => second.is_lowercase(),
            None => place.profile.letter_words.has(next) || place.profile.capital_words.has(next),
        };
    if !is_word || !is_capitalised || !behind.starts_with(next) {
        return false;
    }
    // "example.Com" is an address; "ended.The next" goes on with a space.
    let is_domain = matches!(
        next.to_lowercase().as_str(),
        "com" | "org" | "net" | "info" | "gov" | "edu"
    );
    let rest = &behind[next.len()..];
    let is_abbreviation = rest.starts_with('.') && place.profile.abbreviations.has(next);
    !is_domain && (rest.starts_with([' ', '\u{a0}', ',', '\'', '’']) || is_abbreviation)
}

/// `It is a gas.[4] It has`, `as was shown.23 The`.
pub(super) fn is_behind_reference(place: &Place<'_>) -> bool {
    place.tail.has_reference
        && !place.gap().is_empty()
        && (place.begins_with_capital() || place.next_letter().is_some_and(char::is_numeric))
}

/// `They left. 20 people stayed`: UAX #29 goes on before the small letter behind the number.
pub(super) fn is_before_number(place: &Place<'_>) -> bool {
    let (word, _) = place.last_word();
    place.is_point()
        && place.end == place.mark_end
        && !place.gap().is_empty()
        && place.behind().starts_with(|c: char| c.is_ascii_digit())
        && is_whole_word(word, 4)
        && !is_any_abbreviation(place, word)
}

/// `the end. and then`: in texts that are written without capitals.
pub(super) fn is_before_small_letter(place: &Place<'_>) -> bool {
    let (word, lead) = place.last_word();
    place.is_point()
        && place.end == place.mark_end
        && !place.gap().is_empty()
        && !lead.trim_end().ends_with(char::is_numeric)
        && place.behind().starts_with(char::is_lowercase)
        && !place.profile.abbreviations.is_empty()
        && !place.text[place.next + place.next_word().len()..].starts_with(')')
        && is_small_word(word, 3)
        && !is_any_abbreviation(place, word)
        && !place.profile.speech_words.has(place.next_word())
}

/// Letters, of which only the first may be a capital.
fn is_whole_word(word: &str, least: usize) -> bool {
    word.chars().count() >= least
        && word.chars().all(char::is_alphabetic)
        && word.chars().skip(1).all(char::is_lowercase)
}

fn is_small_word(word: &str, least: usize) -> bool {
    word.chars().count() >= least && word.chars().all(char::is_lowercase)
}

/// `What do you see? — Nothing.`, and items after a whole word and a full stop:
/// `la banque. - 13 octobre 2004 : recours`.
pub(super) fn is_before_dash(place: &Place<'_>) -> bool {
    let behind = place.behind();
    let bare = behind.trim_start_matches(marks::is_dash);
    if bare.len() == behind.len() || place.gap().is_empty() {
        return false;
    }
    let (word, _) = place.last_word();
    let is_item = place.is_point()
        && place.end == place.mark_end
        && bare.starts_with(char::is_whitespace)
        && is_small_word(word, 4)
        && !is_any_abbreviation(place, word);
    bare.trim_start().starts_with(|c: char| {
        c.is_uppercase()
            || marks::is_quote(c)
            || marks::is_opener(c)
            || is_item && c.is_alphanumeric()
    })
}

/// `Спасибо 😀 Я`: an emoji ends a sentence before a capital.
pub(super) fn is_behind_emoji(place: &Place<'_>) -> bool {
    place.tail.has_emoji
        && !place.gap().is_empty()
        && place.next_letter().is_some_and(char::is_uppercase)
}
