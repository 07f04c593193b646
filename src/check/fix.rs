//! Findings that can be mended without a person.

use super::{Checked, Finding, Fix, Places, Side, check_of};
use crate::model::TextEdit;

/// Findings below this confidence are never mended.
const SURE: f64 = 0.9;

/// Whether a finding may be mended by its suggestion: its check says that suggestions are safe,
/// and it is sure.
pub fn is_safe(finding: &Finding) -> bool {
    finding.confidence >= SURE
        && finding.suggestion.is_some()
        && check_of(finding.check).is_some_and(|check| check.fix() == Fix::Safe)
}

/// The changes that mend what counts of the text that is checked, in its order. Of findings
/// that overlap the first is mended. Nothing where the text is not the file itself.
pub fn edits(checked: &Checked) -> Vec<TextEdit> {
    let own = match checked.target {
        Some(_) => Side::Target,
        None => Side::Source,
    };
    if checked.places != Places::File {
        return Vec::new();
    }
    let mut found: Vec<TextEdit> = checked
        .counting()
        .filter(|finding| finding.side == own && is_safe(finding))
        .filter(|finding| checked.own().text.get(finding.span.clone()).is_some())
        .filter_map(|finding| {
            Some(TextEdit {
                span: finding.span.clone(),
                text: finding.suggestion.clone()?,
            })
        })
        .collect();
    found.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let mut end = 0;
    found.retain(|edit| {
        let is_free = edit.span.start >= end;
        if is_free {
            end = edit.span.end;
        }
        is_free
    });
    found
}
