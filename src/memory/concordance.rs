//! Concordance: every unit that uses some words.

use std::ops::Range;
use std::sync::Arc;

use super::keys::hash;
use super::scan::TokenSet;
use super::selection::Selection;
use super::shard::Shard;
use super::wording::{Element, Forms, Kind, Wording, places_of};
use super::{Memory, MemoryError};
use crate::lang::LanguageTag;
use crate::model::{Unit, UnitId};
use crate::similarity::AnalysedText;
use crate::store::Store;
use crate::text::{Analyser, TokenClass};

/// Where and how much to search.
#[derive(Debug, Clone, Default)]
pub struct ConcordanceOptions {
    /// The language to search in; all where it is `None`.
    pub language: Option<LanguageTag>,
    /// A language that the unit must have too.
    pub with: Option<LanguageTag>,
    /// How many units at the most; all where it is `None`.
    pub limit: Option<usize>,
    /// In which forms the words are found.
    pub forms: Forms,
    /// Within how many tokens all parts must stand; anywhere in the segment where it is `None`.
    pub near: Option<usize>,
}

/// The units that use some words.
#[derive(Debug, Clone, Default)]
pub struct Concordances {
    /// The first of them, in the order of their ids.
    pub units: Vec<Concordance>,
    /// How many there are.
    pub total: Total,
}

/// How many units there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Total {
    /// So many.
    Exactly(usize),
    /// No more than so many: counting them would need reading all of them.
    AtMost(usize),
}

impl Default for Total {
    fn default() -> Self {
        Self::Exactly(0)
    }
}

/// A unit that uses the words.
#[derive(Debug, Clone)]
pub struct Concordance {
    /// The unit's id.
    pub id: UnitId,
    /// The unit.
    pub unit: Arc<Unit>,
    /// The place in [`Unit::variants`] of the text that uses them.
    pub variant: usize,
    /// The bytes of that text which each use takes.
    pub spans: Vec<Range<usize>>,
}

/// What is searched for, in the language of one shard.
struct Searched {
    analyser: Analyser,
    parts: Vec<Vec<Element>>,
    near: Option<usize>,
}

impl Memory {
    /// The units of a selection that use some words, in the order of their ids: each word in any
    /// inflected form, case and letter forms (or in the form that is given), the words of a phrase
    /// one after the other, whatever punctuation stands between them. Linear in the index, at
    /// memory speed; then one unit is read for each that is returned.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn concordance(
        &self,
        store: &Store,
        wording: &Wording,
        options: &ConcordanceOptions,
        selection: &Selection,
    ) -> Result<Concordances, MemoryError> {
        let (searched, found) = self.candidates_of(wording, options, selection);
        let mut answer = Concordances::default();
        for (seen, (id, place)) in found.iter().enumerate() {
            if options
                .limit
                .is_some_and(|limit| answer.units.len() >= limit)
            {
                answer.total = match is_decided(&searched, options, selection) {
                    true => Total::Exactly(found.len()),
                    false => Total::AtMost(answer.units.len() + found.len() - seen),
                };
                return Ok(answer);
            }
            let (Some(own), Some(language)) = (&searched[*place], self.language_at(*place)) else {
                continue;
            };
            if let Some(concordance) = own.read(store, *id, language, options, selection)? {
                answer.units.push(concordance);
            }
        }
        answer.total = Total::Exactly(answer.units.len());
        Ok(answer)
    }

    /// How many units of a selection use some words, wherever the limit lies. Units are read only
    /// where the index does not decide it.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn count_of(
        &self,
        store: &Store,
        wording: &Wording,
        options: &ConcordanceOptions,
        selection: &Selection,
    ) -> Result<usize, MemoryError> {
        let (searched, found) = self.candidates_of(wording, options, selection);
        if is_decided(&searched, options, selection) {
            return Ok(found.len());
        }
        let mut count = 0;
        for (id, place) in found {
            if let (Some(own), Some(language)) = (&searched[place], self.language_at(place)) {
                let read = own.read(store, id, language, options, selection)?;
                count += usize::from(read.is_some());
            }
        }
        Ok(count)
    }

    /// What is searched for in each shard and each language of the fresh part, and the units that may have it, with their shards, in
    /// the order of their ids.
    fn candidates_of(
        &self,
        wording: &Wording,
        options: &ConcordanceOptions,
        selection: &Selection,
    ) -> (Vec<Option<Searched>>, Vec<(UnitId, usize)>) {
        let mut found: Vec<(UnitId, usize)> = Vec::new();
        let mut searched: Vec<Option<Searched>> = Vec::with_capacity(self.shards.len());
        for (place, shard) in self.shards.iter().enumerate() {
            let wanted = options.language.as_ref();
            let serves = wanted.is_none_or(|language| selection.serves(shard.language(), language));
            let own = serves
                .then(|| Searched::new(shard.language(), wording, options))
                .flatten();
            if let Some(own) = &own {
                let ids = own.segments(shard).into_iter().map(|one| shard.unit(one));
                let live = ids.filter(|id| self.is_current(place, *id));
                found.extend(live.map(|id| (id, place)));
            }
            searched.push(own);
        }
        for (place, language) in self.fresh_places() {
            let wanted = options.language.as_ref();
            let serves = wanted.is_none_or(|wanted| selection.serves(language, wanted));
            let own = serves
                .then(|| Searched::new(language, wording, options))
                .flatten();
            if let Some(own) = &own {
                let ids = own.among(self.fresh.keys_in(language));
                found.extend(ids.into_iter().map(|id| (id, place)));
            }
            searched.push(own);
        }
        found.sort_unstable();
        (searched, found)
    }
}

/// Whether the index alone knows which units use the words.
fn is_decided(
    searched: &[Option<Searched>],
    options: &ConcordanceOptions,
    selection: &Selection,
) -> bool {
    options.with.is_none()
        && selection.admits_all()
        && searched.iter().flatten().all(Searched::is_decided_by_index)
}

impl Searched {
    fn new(
        language: &LanguageTag,
        wording: &Wording,
        options: &ConcordanceOptions,
    ) -> Option<Self> {
        let analyser = Analyser::new(language);
        let parts = wording.analysed(&analyser, options.forms)?;
        (!parts.is_empty()).then_some(Self {
            analyser,
            parts,
            near: options.near,
        })
    }

    /// Whether the index alone knows which segments have the words: it keeps stems, and all
    /// numbers as one.
    fn is_decided_by_index(&self) -> bool {
        let mut elements = self.parts.iter().flatten();
        elements.all(|element| element.kind == Kind::AnyForm)
    }

    /// The segments of a shard that may have the words.
    fn segments(&self, shard: &Shard) -> Vec<u32> {
        let sets = |part: &Vec<Element>| -> Option<Vec<TokenSet>> {
            part.iter().map(|own| self.tokens_of(own, shard)).collect()
        };
        // A word of which the shard knows no form stands in none of its segments.
        let parts: Option<Vec<Vec<TokenSet>>> = self.parts.iter().map(sets).collect();
        let Some(parts) = parts else {
            return Vec::new();
        };
        let rarest = parts.iter().flatten().min_by_key(|set| set.frequency());
        let Some(rarest) = rarest else {
            return Vec::new();
        };
        let mut segments = shard.segments_with(rarest);
        let lengths: Vec<usize> = parts.iter().map(Vec::len).collect();
        if lengths != [1] {
            let mut tokens: Vec<u32> = Vec::new();
            segments.retain(|segment| {
                tokens.clear();
                tokens.extend(shard.tokens(*segment));
                let is_like =
                    |part: usize, word: usize, place: usize| parts[part][word].has(tokens[place]);
                places_of(&lengths, tokens.len(), self.near, is_like).is_some()
            });
        }
        segments
    }

    /// Those of some units that may have the words, by the keys of their tokens.
    fn among<'k>(&self, units: impl Iterator<Item = (UnitId, &'k [u64])>) -> Vec<UnitId> {
        let keys = |part: &Vec<Element>| part.iter().map(|own| self.key_of(own)).collect();
        let parts: Vec<Vec<Option<u64>>> = self.parts.iter().map(keys).collect();
        let lengths: Vec<usize> = parts.iter().map(Vec::len).collect();
        // Most units lack one of the words, which is seen at once.
        let wanted: Vec<u64> = parts.iter().flatten().flatten().copied().collect();
        let has = |(_, own): &(UnitId, &[u64])| {
            wanted.iter().all(|key| own.contains(key))
                && places_of(&lengths, own.len(), self.near, |part, word, place| {
                    parts[part][word].is_none_or(|key| key == own[place])
                })
                .is_some()
        };
        units.filter(has).map(|(id, _)| id).collect()
    }

    /// The key that a word has; `None` where it is only begun and may have any.
    fn key_of(&self, element: &Element) -> Option<u64> {
        match element.kind {
            Kind::AnyForm | Kind::Given => Some(hash(&element.stem)),
            Kind::Begun => None,
            Kind::Number | Kind::Placeable => {
                let alone = AnalysedText::new(&element.folded, &self.analyser);
                alone.keys().next().map(hash)
            }
        }
    }

    /// The tokens that a word may be in a shard; `None` for none.
    fn tokens_of(&self, element: &Element, shard: &Shard) -> Option<TokenSet> {
        match element.kind {
            Kind::Begun => {
                let tokens = shard.tokens_of_words(&element.folded);
                (!tokens.is_empty()).then_some(TokenSet::Many(tokens))
            }
            _ => shard.token(self.key_of(element)?).map(TokenSet::One),
        }
    }

    /// Reads a unit and finds the words in its text; `None` where they are not there, or the
    /// unit does not count.
    fn read(
        &self,
        store: &Store,
        id: UnitId,
        language: &LanguageTag,
        options: &ConcordanceOptions,
        selection: &Selection,
    ) -> Result<Option<Concordance>, MemoryError> {
        let Some(unit) = store.unit(id)?.filter(|unit| selection.admits(unit)) else {
            return Ok(None);
        };
        let has_other = |with: &LanguageTag| selection.variant(&unit, with).is_some();
        if !options.with.as_ref().is_none_or(has_other) {
            return Ok(None);
        }
        let mut variants = unit.variants.iter();
        let Some(variant) = variants.position(|variant| variant.language == *language) else {
            return Ok(None);
        };
        let spans = self.spans(&unit.variants[variant].segment.text);
        Ok((!spans.is_empty()).then(|| Concordance {
            id,
            unit: Arc::new(unit),
            variant,
            spans,
        }))
    }

    /// The bytes of each use of the words in a text.
    fn spans(&self, text: &str) -> Vec<Range<usize>> {
        let mut tokens = self.analyser.tokens(text);
        tokens.retain(|token| token.class != TokenClass::Punctuation);
        let folded: Vec<String> = tokens
            .iter()
            .map(|token| self.analyser.folded(token.text))
            .collect();
        let lengths: Vec<usize> = self.parts.iter().map(Vec::len).collect();
        let places = places_of(&lengths, tokens.len(), self.near, |part, word, place| {
            let element = &self.parts[part][word];
            element.is_like(&folded[place], tokens[place].class, &self.analyser)
        });
        let span = |place: Range<usize>| tokens[place.start].start..tokens[place.end - 1].end();
        places.unwrap_or_default().into_iter().map(span).collect()
    }
}
