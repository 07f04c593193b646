//! Concordance: every unit that uses some words.

use std::ops::Range;
use std::sync::Arc;

use super::keys::hash;
use super::shard::Shard;
use super::{Memory, MemoryError};
use crate::lang::LanguageTag;
use crate::model::{Unit, UnitId};
use crate::similarity::AnalysedText;
use crate::store::Store;
use crate::text::Analyser;

/// Where and how much to search.
#[derive(Debug, Clone, Default)]
pub struct ConcordanceOptions {
    /// The language to search in; all where it is `None`.
    pub language: Option<LanguageTag>,
    /// A language that the unit must have too.
    pub with: Option<LanguageTag>,
    /// How many units at the most; all where it is `None`.
    pub limit: Option<usize>,
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

impl Memory {
    /// The units that use the words of a phrase one after the other, in any inflected form,
    /// in any case and letter forms, whatever punctuation stands between them; in the order of
    /// their ids. Linear in the index, at memory speed.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn concordance(
        &self,
        store: &Store,
        phrase: &str,
        options: &ConcordanceOptions,
    ) -> Result<Vec<Concordance>, MemoryError> {
        let mut found: Vec<(UnitId, usize)> = Vec::new();
        for (place, shard) in self.shards.iter().enumerate() {
            let wanted = options.language.as_ref();
            if wanted.is_none_or(|language| shard.language().goes_with(language)) {
                let ids = segments_with(shard, phrase);
                let live = ids.into_iter().filter(|id| self.live.contains(&id.import));
                found.extend(live.map(|id| (id, place)));
            }
        }
        found.sort_unstable();
        let mut concordances: Vec<Concordance> = Vec::new();
        for (id, place) in found {
            if options
                .limit
                .is_some_and(|limit| concordances.len() >= limit)
            {
                break;
            }
            let language = self.shards[place].language();
            if let Some(concordance) = read(store, id, language, phrase, options)? {
                concordances.push(concordance);
            }
        }
        Ok(concordances)
    }
}

/// The units whose segment in a shard has the tokens of a phrase one after the other.
fn segments_with(shard: &Shard, phrase: &str) -> Vec<UnitId> {
    let analyser = Analyser::new(shard.language());
    let tokens: Option<Vec<u32>> = AnalysedText::new(phrase, &analyser)
        .keys()
        .map(|key| shard.token(hash(key)))
        .collect();
    // A token that the shard does not know stands in none of its segments.
    let Some(tokens) = tokens.filter(|tokens| !tokens.is_empty()) else {
        return Vec::new();
    };
    let mut segment_tokens = Vec::new();
    let mut found = Vec::new();
    for segment in shard.of_lengths(tokens.len(), usize::MAX) {
        segment_tokens.clear();
        segment_tokens.extend(shard.tokens(segment));
        if segment_tokens
            .windows(tokens.len())
            .any(|window| window == tokens)
        {
            found.push(shard.unit(segment));
        }
    }
    found
}

fn read(
    store: &Store,
    id: UnitId,
    language: &LanguageTag,
    phrase: &str,
    options: &ConcordanceOptions,
) -> Result<Option<Concordance>, MemoryError> {
    let Some(unit) = store.unit(id)? else {
        return Ok(None);
    };
    if let Some(with) = &options.with
        && unit.variant(with).is_none()
    {
        return Ok(None);
    }
    let mut variants = unit.variants.iter();
    let Some(variant) = variants.position(|variant| variant.language == *language) else {
        return Ok(None);
    };
    let spans = spans(&unit.variants[variant].segment.text, phrase, language);
    Ok((!spans.is_empty()).then(|| Concordance {
        id,
        unit: Arc::new(unit),
        variant,
        spans,
    }))
}

/// The bytes of each use of a phrase in a text.
fn spans(text: &str, phrase: &str, language: &LanguageTag) -> Vec<Range<usize>> {
    let analyser = Analyser::new(language);
    let text = AnalysedText::new(text, &analyser);
    let phrase = AnalysedText::new(phrase, &analyser);
    let wanted: Vec<&str> = phrase.keys().collect();
    let own: Vec<&str> = text.keys().collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    own.windows(wanted.len())
        .enumerate()
        .filter(|(_, window)| *window == wanted)
        .map(|(first, _)| {
            let last = first + wanted.len() - 1;
            text.tokens[first].span.start..text.tokens[last].span.end
        })
        .collect()
}
