//! Links: which tokens of the source may stand for which of the target, and how likely one is
//! where the other stands.

use rustc_hash::FxHashMap;

use super::Evidence;
use super::lexicon::{Lexicon, Pairing};
use super::side::{Kind, Side, TokenType};
use crate::similarity::{character_similarity, name_similarity};

/// All links of two texts, from each side.
#[derive(Debug, Clone, Default)]
pub(super) struct Links {
    /// For each type of the source its counterparts with their probability.
    pub(super) forward: Vec<Vec<(u32, f32)>>,
    /// For each type of the target its counterparts with their probability.
    pub(super) backward: Vec<Vec<(u32, f32)>>,
}

impl Links {
    /// Brings pairings together; of several for the same two types the likeliest stands.
    pub(super) fn of(source: &Side, target: &Side, pairings: &[Pairing]) -> Self {
        let mut best: FxHashMap<(u32, u32), (f32, f32)> = FxHashMap::default();
        for pairing in pairings {
            let known = best.entry((pairing.source, pairing.target)).or_default();
            known.0 = known.0.max(pairing.forward);
            known.1 = known.1.max(pairing.backward);
        }
        let mut links = Self {
            forward: vec![Vec::new(); source.types.len()],
            backward: vec![Vec::new(); target.types.len()],
        };
        for ((own, other), (forward, backward)) in best {
            links.forward[own as usize].push((other, forward));
            links.backward[other as usize].push((own, backward));
        }
        for list in links.forward.iter_mut().chain(&mut links.backward) {
            list.sort_unstable_by_key(|(of, _)| *of);
        }
        links
    }
}

/// How likely a counterpart of some kind is where its original stands.
const NUMBER: f32 = 0.8;
const EQUAL: f32 = 0.8;
const CONCEPT: f32 = 0.7;
const MARK: f32 = 0.7;

/// The pairings that are seen from the texts alone: equal numbers, words, marks, concepts and
/// codes, and words that sound or look alike.
pub(super) fn visible(source: &Side, target: &Side, evidence: Evidence) -> Vec<Pairing> {
    let mut pairings = equal(source, target, evidence);
    if evidence.has(Evidence::NUMBERS) {
        pairings.extend(numbers(source, target));
    }
    if evidence.has(Evidence::NAMES) {
        pairings.extend(alike(source, target));
    }
    pairings
}

/// The pairings that a lexicon has for two texts.
pub(super) fn from_lexicon(source: &Side, target: &Side, lexicon: &Lexicon) -> Vec<Pairing> {
    lexicon.pairings(&words_of(source), &words_of(target))
}

fn words_of(side: &Side) -> FxHashMap<&str, u32> {
    numbered(&side.types)
        .filter(|(_, one)| matches!(one.kind, Kind::Word { .. } | Kind::Ideographs))
        .map(|(of, one)| (one.name.as_str(), of))
        .collect()
}

fn numbered(types: &[TokenType]) -> impl Iterator<Item = (u32, &TokenType)> {
    (0..).zip(types)
}

fn equal(source: &Side, target: &Side, evidence: Evidence) -> Vec<Pairing> {
    let mut known: FxHashMap<(u8, &str), u32> = FxHashMap::default();
    let key = |one: &'_ TokenType| -> Option<(u8, f32)> {
        match &one.kind {
            Kind::Word { .. } if evidence.has(Evidence::WORDS) => Some((0, EQUAL)),
            Kind::Ideographs if evidence.has(Evidence::WORDS) => Some((1, EQUAL)),
            Kind::Placeable if evidence.has(Evidence::WORDS) => Some((2, EQUAL)),
            Kind::Mark if evidence.has(Evidence::MARKS) => Some((3, MARK)),
            Kind::Concept if evidence.has(Evidence::GLOSSARY) => Some((4, CONCEPT)),
            _ => None,
        }
    };
    let name = |one: &'_ TokenType| -> String {
        match &one.kind {
            Kind::Word { folded, .. } => folded.clone(),
            _ => one.name.clone(),
        }
    };
    let target_names: Vec<String> = target.types.iter().map(name).collect();
    for (of, one) in numbered(&target.types) {
        if let Some((class, _)) = key(one) {
            known
                .entry((class, &target_names[of as usize]))
                .or_insert(of);
        }
    }
    numbered(&source.types)
        .filter_map(|(of, one)| {
            let (class, likelihood) = key(one)?;
            let name = name(one);
            let other = *known.get(&(class, name.as_str()))?;
            Some(Pairing {
                source: of,
                target: other,
                forward: likelihood,
                backward: likelihood,
            })
        })
        .collect()
}

fn numbers(source: &Side, target: &Side) -> Vec<Pairing> {
    let values = |one: &TokenType| match one.kind {
        Kind::Number(value, other) => [Some(value), other],
        _ => [None, None],
    };
    let mut known: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
    for (of, one) in numbered(&target.types) {
        for value in values(one).into_iter().flatten() {
            known.entry(value.to_bits()).or_default().push(of);
        }
    }
    let mut pairings = Vec::new();
    for (of, one) in numbered(&source.types) {
        for value in values(one).into_iter().flatten() {
            for other in known.get(&value.to_bits()).into_iter().flatten() {
                pairings.push(Pairing {
                    source: of,
                    target: *other,
                    forward: NUMBER,
                    backward: NUMBER,
                });
            }
        }
    }
    pairings
}

/// A word with what is compared of it.
struct Named<'s> {
    of: u32,
    folded: &'s str,
    key: &'s str,
    /// Whether it has a capital wherever it stands; `None` in a script without capitals.
    is_name: Option<bool>,
}

fn named(side: &Side) -> Vec<Named<'_>> {
    numbered(&side.types)
        .filter_map(|(of, one)| match &one.kind {
            Kind::Word {
                folded,
                key,
                capitals,
                smalls,
            } => Some(Named {
                of,
                folded,
                key,
                is_name: (capitals + smalls > 0).then_some(*smalls == 0),
            }),
            _ => None,
        })
        .collect()
}

/// Words that sound alike, or in one script look alike.
fn alike(source: &Side, target: &Side) -> Vec<Pairing> {
    let (own, others) = (named(source), named(target));
    let mut index: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (place, one) in others.iter().enumerate() {
        for handle in handles(one) {
            index.entry(handle).or_default().push(place);
        }
    }
    let mut found: Vec<(u32, u32, f32)> = Vec::new();
    for one in &own {
        let mut places: Vec<usize> = handles(one)
            .iter()
            .flat_map(|handle| index.get(handle).into_iter().flatten().copied())
            .collect();
        places.sort_unstable();
        places.dedup();
        for place in places {
            let likeness = likeness(one, &others[place]);
            if likeness > 0.05 {
                found.push((one.of, others[place].of, likeness));
            }
        }
    }
    shared_out(&found)
}

/// By what a word is found: its consonants, those without one of them, its first letters.
fn handles(one: &Named<'_>) -> Vec<String> {
    let mut handles = Vec::new();
    let length = one.key.len();
    if length >= 3 {
        handles.push(one.key.to_owned());
    }
    if length >= 4 {
        for without in 0..length {
            handles.push(format!(
                "{}{}",
                &one.key[..without],
                &one.key[without + 1..]
            ));
        }
    }
    if one.folded.chars().count() >= 5 {
        handles.push(format!(
            "={}",
            one.folded.chars().take(4).collect::<String>()
        ));
    }
    handles.sort_unstable();
    handles.dedup();
    handles
}

/// How likely one word is where the other stands, judged by their sound and letters.
fn likeness(own: &Named<'_>, other: &Named<'_>) -> f32 {
    let above = |similarity: f64, least: f64| ((similarity - least) / (1.0 - least)).max(0.0);
    let length = own.key.len().min(other.key.len());
    let trust = match length {
        0..=2 => 0.0,
        3 => 0.35,
        4 => 0.55,
        _ => 0.7,
    };
    let may_be_names = own.is_name != Some(false) && other.is_name != Some(false);
    let by_sound = if may_be_names {
        trust * above(name_similarity(own.key, other.key), 0.6)
    } else {
        0.0
    };
    let by_letters = if first_block(own.folded) == first_block(other.folded) {
        0.7 * above(character_similarity(own.folded, other.folded), 0.65)
    } else {
        0.0
    };
    by_sound.max(by_letters) as f32
}

/// The kind of script that a word is in, as far as two words may be compared letter by letter.
fn first_block(word: &str) -> u8 {
    match word.chars().next() {
        Some('\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}') => 1,
        Some('\u{370}'..='\u{3ff}') => 2,
        Some('\u{400}'..='\u{52f}') => 3,
        Some('\u{590}'..='\u{5ff}') => 4,
        Some('\u{600}'..='\u{8ff}') => 5,
        Some('\u{3040}'..='\u{30ff}') => 6,
        _ => 7,
    }
}

/// Where a word is like several, each is the less likely for the others.
fn shared_out(found: &[(u32, u32, f32)]) -> Vec<Pairing> {
    let mut own: FxHashMap<u32, f32> = FxHashMap::default();
    let mut others: FxHashMap<u32, f32> = FxHashMap::default();
    for (source, target, likeness) in found {
        *own.entry(*source).or_default() += likeness;
        *others.entry(*target).or_default() += likeness;
    }
    found
        .iter()
        .map(|(source, target, likeness)| Pairing {
            source: *source,
            target: *target,
            forward: likeness * likeness / own[source],
            backward: likeness * likeness / others[target],
        })
        .collect()
}
