//! `align`, `add` and `show`: rows of texts side by side, what became of articles, a unit in its
//! place.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Serialize;

use crate::align::{Row, RowPlace};
use crate::lang::LanguageTag;
use crate::model::Unit;
use crate::suggest::Lineage;

use super::json::OriginJson;
use super::suggest::lineage_line;
use super::terminal::{Layout, Role};

/// From which confidence on a row is shown as good.
const GOOD: f64 = 0.93;

/// A row as a block of lines: how sure it is, then the text of each language with the numbers of
/// its sentences.
pub fn row_block(layout: &Layout, row: &Row, texts: &[(&LanguageTag, &str)]) -> String {
    let role = match row.confidence {
        _ if !row.is_whole() => Role::Faint,
        sure if sure >= GOOD => Role::Good,
        _ => Role::Warning,
    };
    let share = layout.paint(role, &format!("{:>4.0} %", row.confidence * 100.0));
    let mut lines = Vec::new();
    for (number, ((language, text), span)) in texts.iter().zip(&row.spans).enumerate() {
        let before = if number == 0 {
            share.as_str()
        } else {
            "      "
        };
        let name = format!("{:<5} {:<6} ", language.as_str(), numbers(span));
        let lead = format!("{before}  {}", layout.paint(Role::Figure, &name));
        let shown = if text.is_empty() { "—" } else { text };
        lines.push(layout.paragraph(&lead, None, shown));
    }
    if row.place == RowPlace::Moved {
        lines.push(layout.paint(Role::Warning, "        moved"));
    }
    lines.join("\n")
}

/// Sentences counted from 1: `3`, `3–5`.
fn numbers(span: &Range<usize>) -> String {
    match span.len() {
        0 => String::new(),
        1 => span.end.to_string(),
        _ => format!("{}–{}", span.start + 1, span.end),
    }
}

/// `align --json`: one bead. `source` is the first text and `target` the second; where there are
/// more, `targets` has all of them by language. `moved` is there where a text has it elsewhere.
#[derive(Debug, Serialize)]
pub struct RowJson<'r> {
    source: Vec<usize>,
    target: Vec<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    targets: Option<BTreeMap<&'r str, Vec<usize>>>,
    confidence: f64,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    moved: bool,
}

impl<'r> RowJson<'r> {
    /// The shape of a row of texts in some languages.
    pub fn new(row: &Row, languages: &[&'r LanguageTag]) -> Self {
        let list = |span: &Range<usize>| span.clone().collect::<Vec<_>>();
        let targets = || {
            let named = languages.iter().zip(&row.spans).skip(1);
            named
                .map(|(tag, span)| (tag.as_str(), list(span)))
                .collect()
        };
        Self {
            source: row.spans.first().map(list).unwrap_or_default(),
            target: row.spans.get(1).map(list).unwrap_or_default(),
            targets: (row.spans.len() > 2).then(targets),
            confidence: (row.confidence * 10_000.0).round() / 10_000.0,
            moved: row.place == RowPlace::Moved,
        }
    }
}

/// A unit in its place: the units before and behind it in the same document.
#[derive(Debug)]
pub struct PlaceView<'p> {
    /// Where the unit came from.
    pub lineage: &'p Lineage,
    /// The units in their order.
    pub units: &'p [Unit],
    /// The place of the unit among them.
    pub own: usize,
}

/// A unit in its place as a block of lines, its own texts as headings.
pub fn place_block(layout: &Layout, view: &PlaceView<'_>) -> String {
    let mut lines = vec![layout.paragraph("", Some(Role::Faint), &lineage_line(view.lineage))];
    for (at, unit) in view.units.iter().enumerate() {
        let position = format!("{:>4}", unit.origin.position + 1);
        let (mark, role) = match at == view.own {
            true => (" ▸ ", Some(Role::Heading)),
            false => ("   ", Some(Role::Faint)),
        };
        for (number, variant) in unit.variants.iter().enumerate() {
            let before = match number {
                0 => format!("{position}{mark}"),
                _ => "       ".to_owned(),
            };
            let name = layout.paint(Role::Figure, &format!("{:<5} ", variant.language.as_str()));
            lines.push(layout.paragraph(&format!("{before}{name}"), role, &variant.segment.text));
        }
    }
    lines.join("\n")
}

/// `show --json`: one unit with its neighbours.
#[derive(Debug, Serialize)]
pub struct PlaceJson<'p> {
    unit: &'p str,
    texts: BTreeMap<&'p str, &'p str>,
    status: String,
    origin: OriginJson<'p>,
    before: Vec<BTreeMap<&'p str, &'p str>>,
    after: Vec<BTreeMap<&'p str, &'p str>>,
}

impl<'p> PlaceJson<'p> {
    /// The shape of a unit in its place.
    pub fn new(view: &PlaceView<'p>) -> Self {
        let texts = |unit: &'p Unit| -> BTreeMap<&'p str, &'p str> {
            let variants = unit.variants.iter();
            variants
                .map(|variant| (variant.language.as_str(), variant.segment.text.as_str()))
                .collect()
        };
        let (before, rest) = view.units.split_at(view.own.min(view.units.len()));
        Self {
            unit: &view.lineage.unit,
            texts: rest.first().map(texts).unwrap_or_default(),
            status: rest
                .first()
                .map(|unit| unit.status.to_string())
                .unwrap_or_default(),
            origin: OriginJson::new(view.lineage),
            before: before.iter().map(texts).collect(),
            after: rest.iter().skip(1).map(texts).collect(),
        }
    }
}
