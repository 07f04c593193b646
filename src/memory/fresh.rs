//! The fresh part: units that were edited after the shards were made.
//!
//! They are few beside what the shards hold, so they are compared one after the other, the
//! signature first: some ten nanoseconds each. An update of the index takes them into shards when
//! they have become many.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::keys::{KeyMaker, hash};
use super::look::signature_of;
use super::runs::{Run, SegmentAt, Tokens, extended};
use super::{Memory, MemoryError};
use crate::lang::LanguageTag;
use crate::model::{Unit, UnitId};
use crate::similarity::{Pattern, Score, ShortPattern, base_score, largest_distance};
use crate::store::{EditKind, Store};
use crate::text::Analyser;

/// The units that no shard has as they are now.
#[derive(Debug, Default)]
pub(super) struct Fresh {
    /// The number of the last edit of every edited unit, those included that shards have.
    edited: FxHashMap<UnitId, u64>,
    /// The number of the last edit that is known here.
    last: u64,
    /// How many edits there are that no shard has.
    len: usize,
    languages: BTreeMap<LanguageTag, Part>,
}

/// The fresh units in one language.
#[derive(Debug)]
struct Part {
    maker: KeyMaker,
    entries: Vec<Entry>,
}

/// One language of a fresh unit.
#[derive(Debug)]
struct Entry {
    id: UnitId,
    keys: Box<[u64]>,
    signature: u128,
    letters: String,
}

/// The lower half of a key: two keys that share one only make a candidate more.
fn lower(key: u64) -> u32 {
    u32::try_from(key & u64::from(u32::MAX)).unwrap_or(0)
}

impl Fresh {
    /// The edits of a store that no shard has; `has` says whether one has the edit of a unit by
    /// its number. Linear in the edits.
    pub(super) fn open(
        store: &Store,
        has: impl Fn(UnitId, u64) -> bool,
    ) -> Result<Self, MemoryError> {
        let mut fresh = Self {
            last: store.last_edit(),
            ..Self::default()
        };
        for (id, edit) in store.edits() {
            fresh.edited.insert(id, edit.number);
            if has(id, edit.number) {
                continue;
            }
            fresh.len += 1;
            if edit.kind != EditKind::Deleted
                && let Some(unit) = store.unit(id)?
            {
                fresh.put(id, &unit);
            }
        }
        Ok(fresh)
    }

    /// How many edits no shard has.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// The number of the last edit that is known here.
    pub(super) fn last(&self) -> u64 {
        self.last
    }

    /// Whether what a shard says of a unit still holds, when the shard has the edits up to a
    /// number.
    pub(super) fn agrees(&self, id: UnitId, number: u64) -> bool {
        self.edited.is_empty() || self.edited.get(&id).is_none_or(|edit| *edit <= number)
    }

    /// Takes an edit in: what a unit is now; `None` where it was deleted.
    fn edit(&mut self, id: UnitId, number: u64, unit: Option<&Unit>) {
        self.last = number;
        self.len += 1;
        if self.edited.insert(id, number).is_some() {
            for part in self.languages.values_mut() {
                part.entries.retain(|entry| entry.id != id);
            }
        }
        if let Some(unit) = unit {
            self.put(id, unit);
        }
    }

    fn put(&mut self, id: UnitId, unit: &Unit) {
        let mut keys = Vec::new();
        for variant in &unit.variants {
            let language = &variant.language;
            if !self.languages.contains_key(language) {
                let part = Part {
                    maker: KeyMaker::new(Analyser::new(language)),
                    entries: Vec::new(),
                };
                self.languages.insert(language.clone(), part);
            }
            let Some(part) = self.languages.get_mut(language) else {
                continue;
            };
            let letters = part.maker.keys(&variant.segment.text, &mut keys);
            // Words that are only begun are looked for in the texts.
            part.maker.take_words();
            part.entries.push(Entry {
                id,
                signature: signature_of(&keys),
                keys: keys.as_slice().into(),
                letters,
            });
        }
    }

    /// The languages, in the order of their places.
    pub(super) fn languages(&self) -> impl Iterator<Item = &LanguageTag> {
        self.languages.keys()
    }

    /// The units of a language with the keys of their tokens.
    pub(super) fn keys_in(
        &self,
        language: &LanguageTag,
    ) -> impl ExactSizeIterator<Item = (UnitId, &[u64])> {
        let part = self.languages.get(language);
        let entries = part.map_or(&[][..], |part| &part.entries[..]);
        entries.iter().map(|entry| (entry.id, &entry.keys[..]))
    }

    /// A unit by the place of its language and its own in that, with the number of its tokens.
    pub(super) fn unit(&self, language: usize, place: u32) -> Option<(UnitId, usize)> {
        let part = self.languages.values().nth(language)?;
        let entry = part.entries.get(place as usize)?;
        Some((entry.id, entry.keys.len()))
    }

    /// Hands every unit of a language over whose base reaches a threshold.
    pub(super) fn candidates(
        &self,
        language: &LanguageTag,
        (keys, letters): (&[u64], &str),
        threshold: Score,
        mut found: impl FnMut(Score, UnitId),
    ) {
        let Some(part) = self.languages.get(language) else {
            return;
        };
        let tokens: Vec<u32> = keys.iter().map(|key| lower(*key)).collect();
        let pattern = Pattern::new(&tokens);
        let signature = signature_of(keys);
        let short = ShortPattern::new(letters, tokens.len());
        for entry in &part.entries {
            let length = entry.keys.len();
            let most = largest_distance(threshold, tokens.len(), length);
            let distance = match one_sided(signature, entry.signature) <= most {
                true => pattern.distance(entry.keys.iter().map(|key| lower(*key)), most),
                false => None,
            };
            let by_tokens = distance.map(|distance| base_score(distance, tokens.len(), length));
            let are_short = !letters.is_empty() && !entry.letters.is_empty();
            let by_letters = match are_short {
                true => short.base(&entry.letters, length),
                false => None,
            };
            if let Some(base) = by_tokens.max(by_letters).filter(|base| *base >= threshold) {
                found(base, entry.id);
            }
        }
    }

    /// Adds every run of the units of a language that has a passage of at least so many tokens;
    /// see [`collect_runs`](super::runs::collect_runs).
    pub(super) fn collect_runs(
        &self,
        (place, language): (usize, &LanguageTag),
        query: &Tokens,
        least: usize,
        runs: &mut Vec<Run>,
    ) {
        let own: Vec<Option<u64>> = query.keys.iter().map(|key| Some(*key)).collect();
        let signature = signature_of(&query.keys);
        for (segment, (_, keys)) in (0u32..).zip(self.keys_in(language)) {
            if signature & signature_of(keys) == 0 {
                continue;
            }
            let at = SegmentAt {
                shard: place,
                segment,
            };
            for here in 0..own.len() {
                for there in 0..keys.len() {
                    let goes_on = here > 0 && there > 0 && own[here - 1] == Some(keys[there - 1]);
                    if goes_on || own[here] != Some(keys[there]) {
                        continue;
                    }
                    let stretch = extended(&own, here, keys, there);
                    if stretch.len() >= least && query.is_passage(stretch.clone()) {
                        runs.push(Run {
                            start: stretch.start,
                            end: stretch.end,
                            segment: at,
                        });
                    }
                }
            }
        }
    }

    /// In how many of some units of a language, taken evenly, each of some stems stands, with
    /// how many were looked at.
    pub(super) fn sample(
        &self,
        language: &LanguageTag,
        stems: &[&str],
        most: usize,
    ) -> (Vec<usize>, usize) {
        let wanted: Vec<u64> = stems.iter().map(|stem| hash(stem)).collect();
        let mut counts = vec![0; stems.len()];
        let mut seen = 0;
        let entries = self.keys_in(language);
        let step = entries.len().div_ceil(most).max(1);
        for (_, keys) in entries.step_by(step) {
            seen += 1;
            for (count, key) in counts.iter_mut().zip(&wanted) {
                *count += usize::from(keys.contains(key));
            }
        }
        (counts, seen)
    }
}

/// Each bit that only one of two signatures has is at least one edit.
fn one_sided(left: u128, right: u128) -> usize {
    let bits = (left & !right)
        .count_ones()
        .max((right & !left).count_ones());
    bits as usize
}

/// So many fresh units make a search some tenths of a millisecond longer. Beyond, an edit takes
/// them into a shard.
const MOST_IN_MEMORY: usize = 16_384;

impl Memory {
    /// Adds a unit to a source (see [`Store::add_unit`]); it is found from now on. Takes some
    /// hundredths of a millisecond, whatever the memory holds; only one call in 16,384 edits
    /// takes them into a shard, which takes as long as indexing so many units.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn add(&mut self, store: &Store, path: &str, unit: &Unit) -> Result<UnitId, MemoryError> {
        let id = store.add_unit(path, unit)?;
        self.live.insert(id.import);
        self.take_in(store, id, Some(unit))?;
        Ok(id)
    }

    /// Puts another unit in the place of one (see [`Store::change_unit`]); false when there is
    /// none of that id. As quick as [`Memory::add`].
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub fn change(&mut self, store: &Store, id: UnitId, unit: &Unit) -> Result<bool, MemoryError> {
        let is_there = store.change_unit(id, unit)?;
        if is_there {
            self.take_in(store, id, Some(unit))?;
        }
        Ok(is_there)
    }

    /// Deletes a unit (see [`Store::delete_unit`]); false when there is none of that id. As
    /// quick as [`Memory::add`].
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub fn delete(&mut self, store: &Store, id: UnitId) -> Result<bool, MemoryError> {
        let is_there = store.delete_unit(id)?;
        if is_there {
            self.take_in(store, id, None)?;
        }
        Ok(is_there)
    }

    /// Takes the last edit of the store in.
    fn take_in(
        &mut self,
        store: &Store,
        id: UnitId,
        unit: Option<&Unit>,
    ) -> Result<(), MemoryError> {
        self.fresh.edit(id, store.last_edit(), unit);
        match self.fresh.len() > MOST_IN_MEMORY {
            true => self.update(store),
            false => Ok(()),
        }
    }

    /// The language of a shard, or, behind the shards, of the fresh part.
    pub(super) fn language_at(&self, place: usize) -> Option<&LanguageTag> {
        match self.shards.get(place) {
            Some(shard) => Some(shard.language()),
            None => self.fresh.languages().nth(place - self.shards.len()),
        }
    }

    /// The languages of the fresh part with their places, which are behind those of the shards.
    pub(super) fn fresh_places(&self) -> impl Iterator<Item = (usize, &LanguageTag)> {
        (self.shards.len()..).zip(self.fresh.languages())
    }

    /// The unit of a segment, with the number of its tokens.
    pub(super) fn segment_at(&self, at: SegmentAt) -> Option<(UnitId, usize)> {
        match self.shards.get(at.shard) {
            Some(shard) => Some((shard.unit(at.segment), shard.length(at.segment))),
            None => self.fresh.unit(at.shard - self.shards.len(), at.segment),
        }
    }

    /// Whether what a shard, or the fresh part, says of a unit still holds.
    pub(super) fn is_current(&self, place: usize, id: UnitId) -> bool {
        let is_in_step = match self.shard_edits.get(place) {
            Some(edits) => self.fresh.agrees(id, *edits),
            None => true,
        };
        is_in_step && self.live.contains(&id.import)
    }
}
