//! `suggest`: passages of a segment that other units have.

use serde::Serialize;

use super::json::{Offset, OriginJson, utf16};
use super::marks::{marked, pairs};
use super::suggest::{SuggestionView, lineage_line};
use super::terminal::{Layout, Role};
use crate::suggest::SuggestedPassage;

/// A passage: how long it is, the texts that have it with it marked, their translations with what
/// stands for its terms and numbers, where they are from.
pub(super) fn passage_lines(
    layout: &Layout,
    view: &SuggestionView<'_>,
    passage: &SuggestedPassage,
) -> String {
    const INDENT: &str = "            ";
    let shared = &passage.shared;
    let words = layout.paint(Role::Figure, &format!("{:>5} words ", shared.tokens));
    let mut lines = Vec::new();
    for (nth, (used, renderings)) in shared.uses.iter().zip(&passage.renderings).enumerate() {
        let text = |place: usize| used.unit.variants[place].segment.text.as_str();
        let source = marked(text(used.source), std::slice::from_ref(&used.span));
        let lead = if nth == 0 { &words } else { INDENT };
        lines.push(layout.paragraph(lead, None, &source));
        if let Some(target) = used.target {
            let target = marked(text(target), renderings);
            lines.push(layout.paragraph(INDENT, Some(Role::Good), &target));
        }
        let lineage = view.origins.lineage(used.id, &used.unit, view.to);
        let mut remark = lineage_line(&lineage);
        if nth == 0 && shared.count > 1 {
            remark.push_str(&format!(" · in {} segments", shared.count));
        }
        lines.push(layout.paragraph(INDENT, Some(Role::Faint), &remark));
    }
    lines.join("\n")
}

/// `passages` inside `suggest --json`: one passage.
#[derive(Debug, Serialize)]
pub(super) struct PassageJson {
    text: String,
    start: usize,
    end: usize,
    start_utf16: usize,
    end_utf16: usize,
    words: usize,
    count: usize,
    units: Vec<serde_json::Value>,
}

#[derive(Serialize)]
struct UseJson<'u> {
    source: &'u str,
    span: [usize; 2],
    target: Option<&'u str>,
    renderings: Vec<[usize; 2]>,
    unit: &'u str,
    origin: OriginJson<'u>,
    status: String,
}

impl PassageJson {
    /// The shape of a passage of a segment that starts at a place of the input.
    pub(super) fn new(
        view: &SuggestionView<'_>,
        passage: &SuggestedPassage,
        source: &str,
        at: Offset,
    ) -> Self {
        let shared = &passage.shared;
        let (start_utf16, end_utf16) = utf16(source, &shared.span);
        let uses = shared.uses.iter().zip(&passage.renderings);
        let units = uses.map(|(used, renderings)| {
            let text = |place: usize| used.unit.variants[place].segment.text.as_str();
            let lineage = view.origins.lineage(used.id, &used.unit, view.to);
            let shape = UseJson {
                source: text(used.source),
                span: [used.span.start, used.span.end],
                target: used.target.map(text),
                renderings: pairs(renderings),
                unit: &lineage.unit,
                origin: OriginJson::new(&lineage),
                status: used.unit.status.to_string(),
            };
            serde_json::to_value(shape).unwrap_or_default()
        });
        Self {
            text: source[shared.span.clone()].to_owned(),
            start: at.bytes + shared.span.start,
            end: at.bytes + shared.span.end,
            start_utf16: at.utf16 + start_utf16,
            end_utf16: at.utf16 + end_utf16,
            words: shared.tokens,
            count: shared.count,
            units: units.collect(),
        }
    }
}
