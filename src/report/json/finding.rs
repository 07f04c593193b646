//! Findings as JSON.

use serde::Serialize;

use super::{rounded, severity_name, utf16};
use crate::check::{Checked, Judged, Side, Silence, Spot};

/// `check --json`: one finding.
#[derive(Debug, Serialize)]
pub struct FindingJson<'f> {
    check: &'static str,
    severity: &'static str,
    message: &'f str,
    #[serde(skip_serializing_if = "Option::is_none")]
    suggestion: Option<&'f str>,
    confidence: f64,
    file: &'f str,
    line: usize,
    column: usize,
    start: usize,
    end: usize,
    start_utf16: usize,
    end_utf16: usize,
    side: &'static str,
    segment: usize,
    text: &'f str,
    #[serde(skip_serializing_if = "Option::is_none")]
    other: Option<&'f str>,
    fingerprint: &'f str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    more: Vec<SpotJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    silenced: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'f str>,
}

/// Another place of a finding that is told once.
#[derive(Debug, Serialize)]
struct SpotJson {
    line: usize,
    column: usize,
    start: usize,
    end: usize,
    segment: usize,
}

impl SpotJson {
    fn new(checked: &Checked, side: Side, spot: &Spot) -> Self {
        let place = checked.place_at(side, spot.segment, spot.span.start);
        Self {
            line: place.line,
            column: place.column,
            start: spot.span.start,
            end: spot.span.end,
            segment: spot.segment,
        }
    }
}

impl<'f> FindingJson<'f> {
    /// The shape of a finding in what was checked.
    pub fn new(checked: &'f Checked, judged: &'f Judged) -> Self {
        let finding = &judged.finding;
        let (start_utf16, end_utf16) = utf16(&checked.side(finding.side).text, &finding.span);
        let place = checked.place(finding);
        let (silenced, reason) = match &judged.silence {
            Some(Silence::Ignored { reason, .. }) => (Some("ignored"), Some(reason.as_str())),
            Some(Silence::Known) => (Some("baseline"), None),
            Some(Silence::Slip) => (Some("slip"), None),
            None => (None, None),
        };
        Self {
            check: finding.check,
            severity: severity_name(finding.severity),
            message: &finding.message,
            suggestion: finding.suggestion.as_deref(),
            confidence: rounded(finding.confidence),
            file: place.file,
            line: place.line,
            column: place.column,
            start: finding.span.start,
            end: finding.span.end,
            start_utf16,
            end_utf16,
            side: finding.side.as_str(),
            segment: finding.segment,
            text: checked.segment(finding.segment, finding.side),
            other: checked.counterpart(finding).map(|(_, text)| text),
            fingerprint: &judged.fingerprint.0,
            more: judged
                .others
                .iter()
                .map(|spot| SpotJson::new(checked, finding.side, spot))
                .collect(),
            silenced,
            reason,
        }
    }
}
