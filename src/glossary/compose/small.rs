//! Offices and bodies of one word in small letters, which are common words by themselves: "the
//! Iranian ambassador", "the parliament of Kenya".

use std::collections::BTreeMap;
use std::ops::Range;

use rustc_hash::FxHashSet;

use super::{Recognise, Role};
use crate::glossary::mention::{Mention, MentionKind};
use crate::model::PartOfSpeech;

/// Words of fewer letters name no office.
const SHORTEST: usize = 4;

/// Adds a mention for every word beside a country, organisation or town that would be the term of
/// an office or body if it had a capital, and gives the places of these: what then makes no title
/// with its neighbour is to be taken away again. Linear in the mentions, which are sorted by their
/// starts.
pub(super) fn add_heads(
    text: &str,
    mentions: &mut Vec<Mention>,
    recognise: Recognise<'_>,
) -> FxHashSet<Range<usize>> {
    let mut known: BTreeMap<&str, Option<Mention>> = BTreeMap::new();
    let mut added: Vec<Mention> = Vec::new();
    // The places are words: two of them are one, or do not touch.
    let mut taken: FxHashSet<Range<usize>> = FxHashSet::default();
    let reaches = reaches(mentions);
    for place in places(text, mentions) {
        if !is_free(mentions, &reaches, &place) || taken.contains(&place) {
            continue;
        }
        let word = &text[place.clone()];
        let head = known.entry(word).or_insert_with(|| head(word, recognise));
        if let Some(head) = head {
            taken.insert(place.clone());
            added.push(Mention {
                span: place,
                ..head.clone()
            });
        }
    }
    if !added.is_empty() {
        mentions.extend(added);
        mentions.sort_by_key(|mention| (mention.span.start, usize::MAX - mention.span.end));
    }
    taken
}

/// For each mention how far it and those before it reach.
fn reaches(mentions: &[Mention]) -> Vec<usize> {
    let reach = mentions.iter().scan(0, |reach, own| {
        *reach = own.span.end.max(*reach);
        Some(*reach)
    });
    reach.collect()
}

/// Whether no mention stands at a place.
fn is_free(mentions: &[Mention], reaches: &[usize], place: &Range<usize>) -> bool {
    let before = mentions.partition_point(|own| own.span.start < place.end);
    before
        .checked_sub(1)
        .is_none_or(|last| reaches[last] <= place.start)
}

/// The places of the words in small letters that stand as heads beside countries and
/// organisations: before "of", behind an adjective or a possessive.
fn places(text: &str, mentions: &[Mention]) -> Vec<Range<usize>> {
    let owners = mentions.iter().filter(|own| {
        let role = Role::of(&own.entry);
        matches!(role, Some(Role::Country | Role::Organisation | Role::Place))
    });
    let mut places = Vec::new();
    for owner in owners {
        let before = text[..owner.span.start].trim_end_matches(" the ");
        let before = before.trim_end();
        let is_beside = !text[before.len()..owner.span.start].contains("\n\n");
        if let Some(rest) = before.strip_suffix(" of").filter(|_| is_beside) {
            let start = rest.rfind(|c: char| !c.is_alphabetic()).map_or(0, |at| {
                at + rest[at..].chars().next().map_or(1, char::len_utf8)
            });
            places.push(start..rest.len());
        }
        let behind = &text[owner.span.end..];
        let is_adjective = owner.term().part_of_speech == Some(PartOfSpeech::Adjective);
        let possessive = ["\u{2019}s ", "'s "];
        let rest = match is_adjective {
            true => behind.strip_prefix(' '),
            false => possessive.iter().find_map(|own| behind.strip_prefix(own)),
        };
        if let Some(rest) = rest {
            let start = text.len() - rest.len();
            let length = rest
                .find(|c: char| !c.is_alphabetic() && c != '-')
                .unwrap_or(rest.len());
            places.push(start..start + length);
        }
    }
    places.retain(|place| {
        let word = &text[place.clone()];
        word.chars().count() >= SHORTEST && word.chars().all(char::is_lowercase)
    });
    places
}

/// The office or body that a word would be with a capital.
fn head(word: &str, recognise: Recognise<'_>) -> Option<Mention> {
    let mut letters = word.chars();
    let first = letters.next()?;
    let capital: String = first.to_uppercase().chain(letters).collect();
    let found = recognise(&capital).into_iter().next()?;
    let is_term = found.span == (0..capital.len())
        && matches!(found.kind, MentionKind::Exact | MentionKind::Folded);
    let role = Role::of(&found.entry);
    (is_term && matches!(role, Some(Role::Office | Role::Body))).then_some(found)
}
