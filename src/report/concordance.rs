//! `search`: the units that use some words.

use std::collections::BTreeMap;

use serde::Serialize;

use super::json::OriginJson;
use super::marks::{marked, pairs};
use super::suggest::lineage_line;
use super::terminal::{Layout, Role};
use crate::lang::LanguageTag;
use crate::memory::Concordance;
use crate::suggest::{Lineage, Marks, Origins};

/// A unit of a concordance with what is shown of it.
#[derive(Clone, Copy)]
pub struct ConcordanceView<'c> {
    /// The unit.
    pub found: &'c Concordance,
    /// What stands for the words in its other languages.
    pub renderings: &'c Marks,
    /// Where it came from.
    pub lineage: &'c Lineage,
    /// The language to show beside that of the words; all where it is `None`.
    pub with: Option<&'c LanguageTag>,
}

/// A unit of a concordance as a block of lines: the text with the words marked, the other
/// languages with what stands for them, where it is from.
pub fn concordance_block(layout: &Layout, view: ConcordanceView<'_>) -> String {
    let found = view.found;
    let own = &found.unit.variants[found.variant];
    let text = marked(&own.segment.text, &found.spans);
    let lead = |tag: &LanguageTag| layout.paint(Role::Figure, &format!("{:<5} ", tag.as_str()));
    let mut lines = vec![layout.paragraph(&lead(&own.language), Some(Role::Heading), &text)];
    for (place, variant) in found.unit.variants.iter().enumerate() {
        let wanted = view
            .with
            .is_none_or(|tag| variant.language.primary() == tag.primary());
        if wanted && place != found.variant {
            let renderings = view.renderings.get(&place).map_or(&[][..], Vec::as_slice);
            let text = marked(&variant.segment.text, renderings);
            lines.push(layout.paragraph(&lead(&variant.language), None, &text));
        }
    }
    lines.push(layout.paragraph("      ", Some(Role::Faint), &lineage_line(view.lineage)));
    lines.join("\n")
}

/// `search --json`: one unit.
#[derive(Debug, Serialize)]
pub struct ConcordanceJson<'c> {
    unit: String,
    language: &'c str,
    spans: Vec<[usize; 2]>,
    texts: BTreeMap<&'c str, &'c str>,
    renderings: BTreeMap<&'c str, Vec<[usize; 2]>>,
    status: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<&'c str>,
    origin: OriginJson<'c>,
}

impl<'c> ConcordanceJson<'c> {
    /// The shape of a unit of a concordance.
    pub fn new(view: ConcordanceView<'c>) -> Self {
        let unit = &view.found.unit;
        let language = |place: &usize| unit.variants[*place].language.as_str();
        let texts = unit.variants.iter();
        Self {
            unit: view.lineage.unit.clone(),
            language: language(&view.found.variant),
            spans: pairs(&view.found.spans),
            texts: texts
                .map(|variant| (variant.language.as_str(), variant.segment.text.as_str()))
                .collect(),
            renderings: view
                .renderings
                .iter()
                .map(|(place, places)| (language(place), pairs(places)))
                .collect(),
            status: unit.status.to_string(),
            subject: unit.subject.as_deref(),
            origin: OriginJson::new(view.lineage),
        }
    }
}

/// `search --count --json`: how many units.
#[derive(Debug, Serialize)]
pub struct CountJson {
    /// How many units use the words.
    pub units: usize,
}

/// The lineage of a unit of a concordance, with the title in the language of its text.
pub fn concordance_lineage(origins: &Origins, found: &Concordance) -> Lineage {
    let language = &found.unit.variants[found.variant].language;
    origins.lineage(found.id, &found.unit, language)
}
