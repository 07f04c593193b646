//! What the words of titles weigh: words that many entries share tell little apart.

use rustc_hash::{FxHashMap, FxHashSet};

use super::atom::OWNER;
use crate::glossary::keys::Key;

/// How many entries must leave a word out of one of their terms for it to be a qualifier.
const LEAST_SUPPORT: u32 = 2;

/// The weight of an owner, of a qualifier at the most, and of any word at the least.
const OWNER_WEIGHT: f64 = 0.5;
const QUALIFIER_WEIGHT: f64 = 0.4;
const LEAST_WEIGHT: f64 = 0.1;

/// What the words of one language's terms weigh, and which may be missing or added.
#[derive(Debug, Default)]
pub(super) struct Weights {
    words: Vec<f32>,
    qualifiers: FxHashSet<Key>,
    roles: FxHashSet<Key>,
    modifiers: FxHashSet<Key>,
}

/// The content words of a term, as the weights see them.
pub(super) struct Words<'f> {
    /// The number of the entry.
    pub(super) entry: u32,
    /// Its keys in their order.
    pub(super) keys: &'f [Key],
    /// Whether it names an office or a rank.
    pub(super) is_office: bool,
}

impl Weights {
    /// The weights of the words of all terms. `named` are the qualifiers that the data of the
    /// language names; others are learnt: words that entries leave out of one of their own terms
    /// ("Minister of National Defence", "Minister of Defence") and that never tell two entries
    /// apart. Linear in the words of the terms.
    pub(super) fn of(terms: &[Words<'_>], keys: usize, named: &[Key]) -> Self {
        let (qualifiers, modifiers) = optional_and_telling(terms);
        let mut weights = Self {
            words: inverse_frequencies(terms, keys),
            qualifiers,
            roles: roles(terms),
            modifiers,
        };
        weights.qualifiers.extend(named);
        let roles = &weights.roles;
        weights.modifiers.retain(|key| roles.contains(key));
        weights
            .qualifiers
            .retain(|key| named.contains(key) || !roles.contains(key));
        weights
    }

    /// Keeps only some qualifiers: of ideographs, one that was learnt is a part of a word (大 in 大会).
    pub(super) fn keep_only(&mut self, named: &[Key]) {
        self.qualifiers.retain(|key| named.contains(key));
    }

    /// The weight of a word or owner, 0–1: the inverse of how many entries have it
    /// (ln(1 + n/df) ÷ ln(1 + n)), at the most 0.4 for a qualifier.
    pub(super) fn of_key(&self, key: Key) -> f64 {
        Self::limited(key, self.is_qualifier(key), || self.of_word(key))
    }

    /// The weight of a key whose own weight as a word something knows.
    pub(super) fn limited(key: Key, is_qualifier: bool, own: impl Fn() -> f32) -> f64 {
        if key & OWNER != 0 {
            return OWNER_WEIGHT;
        }
        let own = f64::from(own());
        if is_qualifier {
            own.min(QUALIFIER_WEIGHT)
        } else {
            own
        }
    }

    /// The weight of a word by how many entries have it.
    pub(super) fn of_word(&self, key: Key) -> f32 {
        self.words.get(key as usize).copied().unwrap_or(1.0)
    }

    /// Whether a title may be meant as well without a word as with it.
    pub(super) fn is_qualifier(&self, key: Key) -> bool {
        self.qualifiers.contains(&key)
    }

    /// Whether a word before the name of an office makes another office of it (deputy, vice,
    /// acting): entries have it and others are the same without it.
    pub(super) fn is_modifier(&self, key: Key) -> bool {
        self.modifiers.contains(&key)
    }

    /// Whether a word is part of the names of offices and ranks and of nothing else
    /// (secretary, minister, deputy).
    pub(super) fn is_role(&self, key: Key) -> bool {
        self.roles.contains(&key)
    }
}

fn inverse_frequencies(terms: &[Words<'_>], keys: usize) -> Vec<f32> {
    let mut last_entry = vec![u32::MAX; keys];
    let mut counts = vec![0_u32; keys];
    let mut entries = 0_u32;
    let mut last = u32::MAX;
    let mut in_order: Vec<&Words<'_>> = terms.iter().collect();
    in_order.sort_by_key(|words| words.entry);
    for words in in_order {
        entries += u32::from(words.entry != last);
        last = words.entry;
        for key in words.keys.iter().filter(|key| **key & OWNER == 0) {
            let key = *key as usize;
            if last_entry[key] != words.entry {
                last_entry[key] = words.entry;
                counts[key] += 1;
            }
        }
    }
    let all = f64::from(entries.max(1));
    let weight = |count: &u32| (1.0 + all / f64::from((*count).max(1))).ln() / (1.0 + all).ln();
    // Stored for every word of a large glossary: single precision is more than enough.
    #[allow(clippy::cast_possible_truncation)]
    let stored = |count: &u32| weight(count).clamp(LEAST_WEIGHT, 1.0) as f32;
    counts.iter().map(stored).collect()
}

fn roles(terms: &[Words<'_>]) -> FxHashSet<Key> {
    let keys_where = |is_office: bool| {
        terms
            .iter()
            .filter(move |words| words.is_office == is_office)
            .flat_map(|words| words.keys)
            .copied()
    };
    let others: FxHashSet<Key> = keys_where(false).collect();
    keys_where(true)
        .filter(|key| !others.contains(key))
        .collect()
}

/// Words that entries leave out of one of their own terms and that tell no two entries apart; and
/// the first words of entries that are others without them.
fn optional_and_telling(terms: &[Words<'_>]) -> (FxHashSet<Key>, FxHashSet<Key>) {
    let mut whole: FxHashMap<u64, u32> = FxHashMap::default();
    for words in terms {
        whole
            .entry(signature(words.keys, None))
            .or_insert(words.entry);
    }
    let mut support: FxHashMap<Key, FxHashSet<u32>> = FxHashMap::default();
    let mut telling: FxHashSet<Key> = FxHashSet::default();
    let mut modifiers: FxHashSet<Key> = FxHashSet::default();
    for words in terms.iter().filter(|words| words.keys.len() > 1) {
        for (place, key) in words.keys.iter().enumerate() {
            if *key & OWNER != 0 {
                continue;
            }
            match whole.get(&signature(words.keys, Some(*key))) {
                Some(entry) if *entry == words.entry => {
                    support.entry(*key).or_default().insert(words.entry);
                }
                Some(_) => {
                    telling.insert(*key);
                    if place == 0 && words.is_office {
                        modifiers.insert(*key);
                    }
                }
                None => {}
            }
        }
    }
    let optional = support
        .into_iter()
        .filter(|(key, entries)| {
            let count = u32::try_from(entries.len()).unwrap_or(u32::MAX);
            count >= LEAST_SUPPORT && !telling.contains(key)
        })
        .map(|(key, _)| key)
        .collect();
    (optional, modifiers)
}

/// A number that content words have in common in any order; equal sets have equal numbers, others
/// hardly ever.
fn signature(keys: &[Key], without: Option<Key>) -> u64 {
    let mixed = |key: &Key| {
        let spread = (u64::from(*key) + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (spread ^ (spread >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9)
    };
    let all = keys.iter().map(mixed).fold(0, u64::wrapping_add);
    without.map_or(all, |key| all.wrapping_sub(mixed(&key)))
}
