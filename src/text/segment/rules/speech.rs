//! Rules for what stands behind a quotation.

use crate::text::segment::marks;
use crate::text::segment::place::Place;

/// `"Why?" he asked`, `“好吗？”他问。`, `«بله!» او گفت`: the clause behind a quotation says who spoke.
pub(super) fn is_before_speech_verb(place: &Place<'_>) -> bool {
    if place.is_point() && !place.tail.has_quote {
        return false;
    }
    let behind = place.behind();
    let is_cased = match behind.chars().next() {
        Some(c) if c.is_lowercase() => true,
        Some(c) if c.is_alphabetic() && !c.is_uppercase() => false,
        _ => return false,
    };
    if !is_cased && !place.tail.has_quote {
        return false;
    }
    let clause = &behind[..behind
        .find(|c: char| {
            matches!(
                c,
                ',' | '.'
                    | '!'
                    | '?'
                    | '،'
                    | '؟'
                    | '，'
                    | '。'
                    | '！'
                    | '？'
                    | ':'
                    | '：'
                    | '“'
                    | '"'
                    | '«'
                    | '\n'
                    | '؛'
            )
        })
        .unwrap_or(behind.len())];
    if clause.chars().nth(40).is_some() || behind[clause.len()..].starts_with([':', '：']) {
        return false;
    }
    let speech = &place.profile.speech_words;
    match is_cased {
        true => clause
            .split_whitespace()
            .take(3)
            .any(|word| speech.has(word)),
        false if clause.contains(' ') => clause
            .split_whitespace()
            .take(4)
            .any(|word| speech.has(word)),
        false => clause.chars().count() <= 8 && speech.iter().any(|word| clause.contains(word)),
    }
}

/// `"Why?" he asked`: a small letter behind a closed quotation.
pub(super) fn is_quoted_inside(place: &Place<'_>) -> bool {
    place.tail.has_quote && !place.is_point() && place.behind().starts_with(char::is_lowercase)
}

/// `"It is a long game." — Matthew Ingram` at the end of a paragraph or before a quotation: who
/// said it.
pub(super) fn is_before_attribution(place: &Place<'_>) -> bool {
    if place.gap().is_empty() || !place.behind().starts_with(marks::is_dash) {
        return false;
    }
    let name = place.behind().trim_start_matches(marks::is_dash);
    let end = name.find(|c: char| !c.is_alphabetic() && c != ' ');
    let (name, rest) = name.split_at(end.unwrap_or(name.len()));
    let mut words = name.split_whitespace();
    let is_last = rest.trim_start().is_empty()
        || rest.starts_with(['\n', '\r'])
        || place.tail.has_quote && rest.starts_with(marks::is_quote);
    is_last
        && (2..=4).contains(&words.clone().count())
        && words.all(|word| word.starts_with(char::is_uppercase))
}
