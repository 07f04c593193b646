//! Evidence: how the memory really rendered a term, how often, and where.

use std::collections::BTreeMap;

use super::{Knowledge, Lineage, Origins};
use crate::lang::LanguageTag;
use crate::memory::{Concordance, ConcordanceOptions, MemoryError, Selection, Wording};
use crate::model::ConceptEntry;

/// One rendering of a term in the memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The language of the rendering.
    pub language: LanguageTag,
    /// The rendering as the memory writes it; `None` for units in which no term of the concept
    /// was recognised.
    pub rendering: Option<String>,
    /// In how many units.
    pub count: usize,
    /// Where one of them came from.
    pub lineage: Lineage,
    /// Its text in the language of the query.
    pub source: String,
    /// Its text in the language of the rendering.
    pub target: String,
}

/// How many units are looked at: enough to count what is usual.
const UNITS: usize = 500;

/// How the memory rendered a phrase of a language in some languages (in all others that its
/// units have, where none is named): by language, the most frequent rendering first. With an
/// entry, its terms are recognised in the translations; without, the units are only shown.
///
/// # Errors
/// When the store cannot be read.
pub fn evidence_of(
    knowledge: Knowledge<'_>,
    origins: &Origins,
    (phrase, from): (&str, Option<&LanguageTag>),
    entry: Option<&ConceptEntry>,
    to: &[LanguageTag],
) -> Result<Vec<Evidence>, MemoryError> {
    let options = ConcordanceOptions {
        language: from.cloned(),
        limit: Some(UNITS),
        ..ConcordanceOptions::default()
    };
    let wording = Wording::phrase(phrase);
    let selection = Selection::default();
    let uses = knowledge
        .memory
        .concordance(knowledge.store, &wording, &options, &selection)?
        .units;
    let mut found: BTreeMap<(LanguageTag, Option<String>), Evidence> = BTreeMap::new();
    for used in &uses {
        let own = &used.unit.variants[used.variant];
        for variant in &used.unit.variants {
            let is_asked = match to.is_empty() {
                true => variant.language != own.language,
                false => to.iter().any(|tag| variant.language.goes_with(tag)),
            };
            if !is_asked || variant.language == own.language {
                continue;
            }
            let text = &variant.segment.text;
            let rendering = entry.and_then(|entry| {
                let mentions = knowledge.glossary.mentions(text, &variant.language);
                let mention = mentions
                    .iter()
                    .find(|mention| mention.entry.id == entry.id)?;
                Some(text[mention.span.clone()].to_owned())
            });
            found
                .entry((variant.language.clone(), rendering.clone()))
                .and_modify(|evidence| evidence.count += 1)
                .or_insert_with(|| Evidence {
                    language: variant.language.clone(),
                    rendering,
                    count: 1,
                    lineage: lineage(origins, used, &variant.language),
                    source: own.segment.text.clone(),
                    target: text.clone(),
                });
        }
    }
    let mut evidence: Vec<Evidence> = found.into_values().collect();
    evidence.sort_by(|left, right| {
        left.language
            .cmp(&right.language)
            .then(left.rendering.is_none().cmp(&right.rendering.is_none()))
            .then(right.count.cmp(&left.count))
    });
    Ok(evidence)
}

fn lineage(origins: &Origins, used: &Concordance, language: &LanguageTag) -> Lineage {
    origins.lineage(used.id, &used.unit, language)
}
