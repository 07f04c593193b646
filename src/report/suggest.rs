//! `suggest`: a segment with its matches and terms.

use std::ops::Range;

use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};

use crate::lang::LanguageTag;
use crate::memory::Match;
use crate::similarity::{AnalysedText, Edit, Score};
use crate::suggest::{Lineage, Origins, Repaired, SuggestedMatch, Suggestion};
use crate::text::Analyser;

use super::json::{KnownRenderings, MentionJson, Offset, OriginJson};
use super::passages::{PassageJson, passage_lines};
use super::terminal::{Layout, Role};
use super::terms::mention_block;

/// What is needed beside a suggestion to show it.
pub struct SuggestionView<'v> {
    /// Where units came from.
    pub origins: &'v Origins,
    /// The analyser of the language of the text.
    pub analyser: &'v Analyser,
    /// The language to translate into.
    pub to: &'v LanguageTag,
}

/// A suggestion as a block of lines.
pub fn suggestion_block(
    layout: &Layout,
    view: &SuggestionView<'_>,
    suggestion: &Suggestion,
    source: &str,
) -> String {
    let number = layout.paint(Role::Faint, &format!("{:>3}  ", suggestion.index + 1));
    let mut lines = vec![layout.paragraph(&number, Some(Role::Heading), source)];
    for found in &suggestion.matches {
        lines.push(match_lines(layout, view, found, source));
    }
    for passage in &suggestion.passages {
        lines.push(passage_lines(layout, view, passage));
    }
    for mention in &suggestion.terms {
        let languages = std::slice::from_ref(view.to);
        lines.push(mention_block(layout, "     • ", mention, source, languages));
    }
    lines.join("\n")
}

/// A match: its score and its translation, the repaired translation, what differs, where it is
/// from.
fn match_lines(
    layout: &Layout,
    view: &SuggestionView<'_>,
    suggested: &SuggestedMatch,
    source: &str,
) -> String {
    const INDENT: &str = "            ";
    let found = &suggested.found;
    let score = layout.paint(Role::Figure, &format!("{:>6}", found.score.to_string()));
    let lead = format!("     {score} ");
    let mut lines =
        vec![layout.paragraph(&lead, Some(Role::Good), found.target_text().unwrap_or(""))];
    if let Some(repaired) = &suggested.repaired {
        let lead = layout.paint(Role::Warning, "   repaired ");
        lines.push(layout.paragraph(&lead, Some(Role::Good), &repaired.target));
    }
    if found.source_text() != source {
        lines.push(layout.paragraph(INDENT, None, &difference(view.analyser, found, source)));
    }
    let lineage = view.origins.lineage(found.id, &found.unit, view.to);
    let mut remark = lineage_line(&lineage);
    for penalty in &found.penalties {
        let points = f64::from(penalty.hundredths) / 100.0;
        remark.push_str(&format!(
            " · {} −{points} ({})",
            penalty.kind.as_str(),
            penalty.detail
        ));
    }
    if let Some(repaired) = &suggested.repaired {
        let changes = repaired.changes.iter();
        let changes = changes.map(|change| format!("{} → {}", change.from, change.to));
        remark.push_str(&format!(
            " · repaired: {}",
            changes.collect::<Vec<_>>().join(", ")
        ));
    }
    if !found.duplicates.is_empty() {
        remark.push_str(&format!(" · {} times in all", found.duplicates.len() + 1));
        let others = found.duplicates.iter().take(DUPLICATES_SHOWN);
        let others: Vec<String> = others
            .map(|other| {
                view.origins
                    .lineage_of(other.id, &other.origin, view.to)
                    .unit
            })
            .collect();
        remark.push_str(&format!(" (also {}", others.join(", ")));
        let is_cut = found.duplicates.len() > DUPLICATES_SHOWN;
        remark.push_str(if is_cut { ", …)" } else { ")" });
    }
    lines.push(layout.paragraph(INDENT, Some(Role::Faint), &remark));
    lines.join("\n")
}

/// How many duplicates of a match are named for people.
const DUPLICATES_SHOWN: usize = 2;

/// Where a unit came from, in one line.
pub(super) fn lineage_line(lineage: &Lineage) -> String {
    let mut parts = vec![lineage.unit.clone()];
    parts.extend(lineage.title.clone());
    parts.extend(lineage.date.clone());
    parts.extend(lineage.address.clone());
    parts.join(" · ")
}

/// The text of the match with what the query has instead: `[-only the match-]` and
/// `{+only the query+}`, spaced as it is spaced in the query.
fn difference(analyser: &Analyser, found: &Match, source: &str) -> String {
    let query = AnalysedText::new(source, analyser);
    let matched = AnalysedText::new(found.source_text(), analyser);
    let own = |place: usize| &query.text[query.tokens[place].span.clone()];
    let mut shown = String::new();
    let mut end = 0;
    let mut wants_space = false;
    for edit in &found.edits {
        let right = match edit {
            Edit::Kept { right, .. } | Edit::Replaced { right, .. } | Edit::Inserted { right } => {
                Some(*right)
            }
            Edit::Deleted { .. } => None,
        };
        let mut written = "";
        if let Some(right) = right {
            let span = &matched.tokens[right].span;
            let between = &matched.text[end..span.start];
            if std::mem::take(&mut wants_space) && between.is_empty() {
                shown.push(' ');
            }
            shown.push_str(between);
            written = &matched.text[span.clone()];
            end = span.end;
        }
        match edit {
            Edit::Kept { left, .. } if own(*left) == written => shown.push_str(written),
            Edit::Kept { left, .. } | Edit::Replaced { left, .. } => {
                shown.push_str(&format!("[-{written}-]{{+{}+}}", own(*left)));
            }
            Edit::Inserted { .. } => shown.push_str(&format!("[-{written}-]")),
            Edit::Deleted { left } => {
                let spaced = spaces_around(&query, *left);
                if spaced.0 && !shown.is_empty() && !shown.ends_with(' ') {
                    shown.push(' ');
                }
                shown.push_str(&format!("{{+{}+}}", own(*left)));
                wants_space = spaced.1;
            }
        }
    }
    shown.push_str(&matched.text[end..]);
    shown
}

/// Whether white space stands between a token and the one before it, and the one behind it.
fn spaces_around(text: &AnalysedText, token: usize) -> (bool, bool) {
    let span = &text.tokens[token].span;
    let before = token
        .checked_sub(1)
        .map(|place| text.tokens[place].span.end);
    let behind = text.tokens.get(token + 1).map(|next| next.span.start);
    let has_space = |start, end| text.text[start..end].contains(char::is_whitespace);
    (
        before.is_some_and(|end| has_space(end, span.start)),
        behind.is_some_and(|start| has_space(span.end, start)),
    )
}

/// `suggest --json`: one segment.
#[derive(Debug, Serialize)]
pub struct SuggestionJson<'s> {
    index: usize,
    source: &'s str,
    start: usize,
    end: usize,
    start_utf16: usize,
    end_utf16: usize,
    line: usize,
    matches: Vec<Box<RawValue>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    passages: Vec<PassageJson>,
    terms: Vec<MentionJson>,
}

#[derive(Serialize)]
struct MatchJson<'m> {
    score: Score,
    base: Score,
    source: &'m str,
    target: Option<&'m str>,
    unit: &'m str,
    origin: OriginJson<'m>,
    status: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<&'m str>,
    made: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    repaired: Option<RepairedJson<'m>>,
    duplicates: usize,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    duplicate_origins: Vec<DuplicateJson<'m>>,
    penalties: Vec<PenaltyJson<'m>>,
    alignment: Vec<EditJson>,
}

#[derive(Serialize)]
struct PenaltyJson<'m> {
    name: &'static str,
    points: f64,
    detail: &'m str,
}

#[derive(Serialize)]
struct DuplicateJson<'m> {
    unit: &'m str,
    origin: OriginJson<'m>,
}

impl<'m> DuplicateJson<'m> {
    fn new(lineage: &'m Lineage) -> Self {
        Self {
            unit: &lineage.unit,
            origin: OriginJson::new(lineage),
        }
    }
}

#[derive(Serialize)]
struct RepairedJson<'m> {
    target: &'m str,
    changes: Vec<ChangeJson<'m>>,
}

#[derive(Serialize)]
struct ChangeJson<'m> {
    from: &'m str,
    to: &'m str,
    kind: &'static str,
    start: usize,
    end: usize,
}

impl<'m> RepairedJson<'m> {
    fn new(repaired: &'m Repaired) -> Self {
        let changes = repaired.changes.iter().map(|change| ChangeJson {
            from: &change.from,
            to: &change.to,
            kind: change.kind.as_str(),
            start: change.span.start,
            end: change.span.end,
        });
        Self {
            target: &repaired.target,
            changes: changes.collect(),
        }
    }
}

#[derive(Serialize)]
struct EditJson {
    edit: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    query: Option<[usize; 2]>,
    #[serde(rename = "match", skip_serializing_if = "Option::is_none")]
    found: Option<[usize; 2]>,
}

impl<'s> SuggestionJson<'s> {
    /// The shape of a suggestion for a segment that starts at a place of the input.
    pub fn new(
        view: &SuggestionView<'_>,
        suggestion: &Suggestion,
        source: &'s str,
        at: Offset,
    ) -> Self {
        let renderings = KnownRenderings::new(std::slice::from_ref(view.to));
        Self {
            index: suggestion.index,
            source,
            start: suggestion.span.start,
            end: suggestion.span.end,
            start_utf16: at.utf16,
            end_utf16: at.utf16 + source.encode_utf16().count(),
            line: at.lines + 1,
            matches: suggestion
                .matches
                .iter()
                .filter_map(|found| match_json(view, found))
                .collect(),
            passages: suggestion
                .passages
                .iter()
                .map(|passage| PassageJson::new(view, passage, source, at))
                .collect(),
            terms: suggestion
                .terms
                .iter()
                .map(|mention| MentionJson::new(mention, source, at, &renderings))
                .collect(),
        }
    }
}

/// A match as it is written; `None` never, for the shape has string keys and finite numbers.
fn match_json(view: &SuggestionView<'_>, suggested: &SuggestedMatch) -> Option<Box<RawValue>> {
    let found = &suggested.found;
    let duplicates: Vec<Lineage> = found
        .duplicates
        .iter()
        .map(|other| view.origins.lineage_of(other.id, &other.origin, view.to))
        .collect();
    let lineage = view.origins.lineage(found.id, &found.unit, view.to);
    let shape = MatchJson {
        score: found.score,
        base: found.base,
        source: found.source_text(),
        target: found.target_text(),
        unit: &lineage.unit,
        origin: OriginJson::new(&lineage),
        status: found.unit.status.to_string(),
        subject: found.unit.subject.as_deref(),
        made: found.unit.made.to_string(),
        repaired: suggested.repaired.as_ref().map(RepairedJson::new),
        duplicates: found.duplicates.len(),
        duplicate_origins: duplicates.iter().map(DuplicateJson::new).collect(),
        penalties: found
            .penalties
            .iter()
            .map(|penalty| PenaltyJson {
                name: penalty.kind.as_str(),
                points: f64::from(penalty.hundredths) / 100.0,
                detail: &penalty.detail,
            })
            .collect(),
        alignment: found
            .edits
            .iter()
            .map(|edit| edit_json(edit, found))
            .collect(),
    };
    to_raw_value(&shape).ok()
}

fn edit_json(edit: &Edit, found: &Match) -> EditJson {
    let span = |spans: &[Range<usize>], place: usize| {
        let span = spans.get(place)?;
        Some([span.start, span.end])
    };
    let (name, left, right) = match *edit {
        Edit::Kept { left, right } => ("kept", Some(left), Some(right)),
        Edit::Replaced { left, right } => ("replaced", Some(left), Some(right)),
        Edit::Deleted { left } => ("only-query", Some(left), None),
        Edit::Inserted { right } => ("only-match", None, Some(right)),
    };
    EditJson {
        edit: name,
        query: left.and_then(|place| span(&found.query_spans, place)),
        found: right.and_then(|place| span(&found.spans, place)),
    }
}
