//! Numbers carried over into a target, in its digits and with its separators.

use super::repair::{ChangeKind, Compared, Read, Replacement};
use crate::lang::profile_of;
use crate::text::{Analyser, Numeral, Token, TokenClass, WrittenNumber, agree_alike, separators};

/// A number of a text with the zeros that the words behind it stand for.
struct Found {
    place: usize,
    written: WrittenNumber,
    zeros: u32,
}

impl Found {
    /// Whether both stand for the same.
    fn is_same(&self, other: &Self) -> bool {
        match (&self.written, &other.written) {
            (WrittenNumber::One(own), WrittenNumber::One(theirs)) => {
                own.sign.is_some() == theirs.sign.is_some()
                    && own.value(self.zeros) == theirs.value(other.zeros)
            }
            (WrittenNumber::Series(own), WrittenNumber::Series(theirs)) => {
                let bare = |part: &String| part.trim_start_matches('0').to_owned();
                own.parts.len() == theirs.parts.len()
                    && own.parts.iter().map(bare).eq(theirs.parts.iter().map(bare))
            }
            _ => false,
        }
    }
}

/// Exchanges the numbers that differ between query and source, each of which must stand in the
/// target as often as in the source; `None` where it is not certain how.
pub(super) fn numbers(
    compared: &Compared<'_>,
    pairs: &[(usize, usize)],
    target: &Read<'_>,
    (from, to): (&Analyser, &Analyser),
) -> Option<Vec<Replacement>> {
    let numbers = |read: &Read<'_>, analyser: &Analyser| -> Vec<Option<Found>> {
        let number = |(place, token): (usize, &Token<'_>)| {
            (token.class == TokenClass::Number).then(|| found(read, place, analyser))?
        };
        read.tokens.iter().enumerate().map(number).collect()
    };
    let is_changed = |&(left, right): &(usize, usize)| {
        let (own, other) = (&compared.query.tokens[left], &compared.source.tokens[right]);
        own.class == TokenClass::Number && from.folded(own.text) != from.folded(other.text)
    };
    if !pairs.iter().any(is_changed) {
        return Some(Vec::new());
    }
    let queries = numbers(&compared.query, from);
    let sources = numbers(&compared.source, from);
    let targets = numbers(target, to);
    let mut replacements = Vec::new();
    let mut done: Vec<&Found> = Vec::new();
    for &(left, right) in pairs.iter().filter(|pair| is_changed(pair)) {
        let (own, other) = (queries[left].as_ref()?, sources[right].as_ref()?);
        if own.is_same(other) || done.iter().any(|known| known.is_same(other)) {
            continue;
        }
        done.push(other);
        // Wherever the source has this number, the query must have the same instead.
        let is_old = |place: usize| {
            sources[place]
                .as_ref()
                .is_some_and(|one| one.is_same(other))
        };
        let become_own = pairs
            .iter()
            .filter(|pair| is_old(pair.1))
            .all(|pair| queries[pair.0].as_ref().is_some_and(|one| one.is_same(own)));
        let in_source = (0..sources.len()).filter(|place| is_old(*place)).count();
        let places: Vec<&Found> = targets
            .iter()
            .flatten()
            .filter(|one| one.is_same(other))
            .collect();
        if !become_own || places.is_empty() || places.len() != in_source {
            return None;
        }
        for place in places {
            replacements.push(Replacement {
                span: target.tokens[place.place].span(),
                text: rewritten(own, other, place, target, to)?,
                kind: ChangeKind::Number,
            });
        }
    }
    Some(replacements)
}

fn found(read: &Read<'_>, place: usize, analyser: &Analyser) -> Option<Found> {
    let token = &read.tokens[place];
    let mut zeros = 0;
    for behind in read.tokens[place + 1..].iter().take(3) {
        if behind.class == TokenClass::Punctuation && behind.text == "." {
            continue;
        }
        match analyser.magnitude(behind.text) {
            Some(more) => zeros += more,
            None => break,
        }
    }
    Some(Found {
        place,
        written: WrittenNumber::read(token.text, analyser.language())?,
        zeros,
    })
}

/// The new number as the target writes the old one.
fn rewritten(
    own: &Found,
    old: &Found,
    place: &Found,
    target: &Read<'_>,
    to: &Analyser,
) -> Option<String> {
    match (&own.written, &old.written, &place.written) {
        (WrittenNumber::Series(own), WrittenNumber::Series(old), WrittenNumber::Series(there)) => {
            if own.separators != old.separators || own.parts.len() != there.parts.len() {
                return None;
            }
            let mut new = there.clone();
            for (at, part) in own.parts.iter().enumerate() {
                let bare = part.trim_start_matches('0');
                new.parts[at] = match (old.parts[at].len(), there.parts[at].len()) {
                    (before, here) if before == here => part.clone(),
                    (before, here) if here < before && !bare.is_empty() => bare.to_owned(),
                    _ => return None,
                };
            }
            Some(new.written())
        }
        (WrittenNumber::One(number), WrittenNumber::One(before), WrittenNumber::One(there)) => {
            let is_alike =
                number.sign == before.sign && number.ending.is_empty() == before.ending.is_empty();
            if !is_alike || own.zeros != old.zeros {
                return None;
            }
            let new = in_the_way_of((number, before), (own.zeros, place.zeros), there, to)?;
            let new = match there.ending.is_empty() {
                true => agrees(&new, there, place.place, target, to).then_some(new)?,
                false => Numeral {
                    ending: ordinal_ending(&new, there, to)?,
                    ..new
                },
            };
            Some(new.written())
        }
        _ => None,
    }
}

/// A number written as another one of the target is: its digits, and its separators where it
/// shows them; else those of the language.
fn in_the_way_of(
    (own, old): (&Numeral, &Numeral),
    (own_zeros, zeros): (u32, u32),
    there: &Numeral,
    to: &Analyser,
) -> Option<Numeral> {
    let (whole, decimals) = match own_zeros == zeros {
        true => (own.whole.clone(), own.decimals.clone()),
        false => Numeral::of_value(&own.value(own_zeros), zeros)?,
    };
    let (point, group) = separators(to.language(), there.zero);
    // Three digits do not show whether the target divides thousands; four only where the source
    // divides them.
    let shows = match there.whole.len() {
        ..=3 => false,
        4 => old.group.is_some() || own.whole.len() == 4,
        _ => true,
    };
    let is_divided = there.group.is_some() || (own.group.is_some() && !shows);
    Some(Numeral {
        sign: there.sign,
        group: is_divided.then(|| there.group.unwrap_or(group)),
        point: Some(there.point.unwrap_or(point)),
        zero: there.zero,
        ending: there.ending.clone(),
        whole,
        decimals,
    })
}

/// Whether the words beside a number of the target need not change with it.
fn agrees(new: &Numeral, old: &Numeral, place: usize, target: &Read<'_>, to: &Analyser) -> bool {
    let language = to.language();
    let alike = (&*new.whole, &*new.decimals);
    if agree_alike(alike, (&old.whole, &old.decimals), language) {
        return true;
    }
    let neighbour = |at: Option<usize>| at.and_then(|at| target.tokens.get(at));
    let behind = neighbour(place.checked_add(1));
    let is_year = |number: &Numeral| number.whole.len() == 4 && number.group.is_none();
    let year_words = &profile_of(language).numbers.year_words;
    let names_year = |token: Option<&Token<'_>>| {
        let is_word = |token: &Token<'_>| year_words.contains(&token.text.to_lowercase());
        token.is_some_and(is_word)
    };
    let in_year = is_year(new)
        && is_year(old)
        && (names_year(behind) || names_year(neighbour(place.checked_sub(1))));
    in_year || behind.is_none_or(|token| CLOSING.contains(token.text))
}

/// What shows, behind a number, that no word behind it is counted by it.
const CLOSING: &str = "%٪％‰)]».,;:!?،؛؟。，、；：！？）";

/// The ending of an ordinal number of the target; `None` where it would change and is not known.
fn ordinal_ending(new: &Numeral, old: &Numeral, to: &Analyser) -> Option<String> {
    if to.language().primary() != "en" {
        let last = |number: &Numeral| {
            let start = number.whole.len().saturating_sub(2);
            number.whole[start..].to_owned()
        };
        // Endings of ordinals go by the last digits (French 1er, Russian 3-я and 4-я).
        let is_alike = last(new) == last(old) || has_one_ending(to);
        return is_alike.then(|| old.ending.clone());
    }
    if old.ending == "s" {
        return Some(old.ending.clone());
    }
    let is_english = ["st", "nd", "rd", "th"].contains(&&*old.ending.to_lowercase());
    let teens = matches!(new.whole.as_bytes(), [.., b'1', _]);
    let ending = match new.whole.as_bytes().last()? {
        b'1' if !teens => "st",
        b'2' if !teens => "nd",
        b'3' if !teens => "rd",
        _ => "th",
    };
    is_english.then(|| ending.to_owned())
}

/// Whether a language ends all ordinals alike (Persian ۴۳ام, ۴۴ام).
fn has_one_ending(to: &Analyser) -> bool {
    profile_of(to.language()).exchange.invariable
}
