//! Findings of the memory as findings in the files of its units, so that ignores, baselines and
//! reports treat them as those of texts.

use std::collections::BTreeMap;
use std::ops::Range;

use super::fingerprint::fingerprints;
use super::{
    Checked, CheckedText, Finding, Judged, MemoryCheck, MemoryFinding, MemoryUse, Places, Policy,
    SegmentSpans, Side,
};
use crate::lang::LanguageTag;

/// How sure the checks of the memory are: they count what is there, but several ways may be
/// right.
const CONFIDENCE: f64 = 0.8;

/// How many ways of saying a thing a message names.
const SHOWN: usize = 5;

/// The findings of a file of units.
#[derive(Debug, Clone, PartialEq)]
pub struct MemoryText {
    /// The file with its findings; a segment for each.
    pub checked: Checked,
    /// Which of the memory's findings the segments are.
    pub places: Vec<usize>,
}

/// The findings of the memory between two languages by the file that has the rarest way of
/// saying a thing, which is where somebody would mend it. `policy` says what holds for a file.
/// Findings below its confidence are left out. The order is that of the files' names.
pub fn memory_texts(
    languages: &(LanguageTag, LanguageTag),
    findings: &[MemoryFinding],
    policy: impl Fn(&str) -> Policy,
) -> Vec<MemoryText> {
    let mut files: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (place, finding) in findings.iter().enumerate() {
        let file = rarest(finding).and_then(|own| own.units.last());
        let file = file.map_or("", |unit| unit.file.as_str());
        files.entry(file).or_default().push(place);
    }
    files
        .into_iter()
        .map(|(file, places)| {
            let policy = policy(file);
            let is_sure = CONFIDENCE >= policy.min_confidence;
            let places: Vec<usize> = places.into_iter().filter(|_| is_sure).collect();
            let own: Vec<&MemoryFinding> = places.iter().map(|at| &findings[*at]).collect();
            let checked = text_of(file, languages, &own, &policy);
            MemoryText { checked, places }
        })
        .filter(|text| !text.places.is_empty())
        .collect()
}

fn rarest(finding: &MemoryFinding) -> Option<&MemoryUse> {
    let named = finding.uses.iter().rfind(|own| !own.text.is_empty());
    named.or(finding.uses.last())
}

fn text_of(
    file: &str,
    (from, to): &(LanguageTag, LanguageTag),
    findings: &[&MemoryFinding],
    policy: &Policy,
) -> Checked {
    let (mut source, mut target) = (String::new(), String::new());
    let mut segments = Vec::new();
    let mut lines = Vec::new();
    let mut found = Vec::new();
    for (segment, finding) in findings.iter().enumerate() {
        let use_text = rarest(finding).map_or("", |own| own.text.as_str());
        let (own, other, side) = match finding.check {
            MemoryCheck::Sources => (use_text, finding.text.as_str(), Side::Source),
            _ => (finding.text.as_str(), use_text, Side::Target),
        };
        let spans = (added(&mut source, own), added(&mut target, other));
        let span = match side {
            Side::Source => spans.0.clone(),
            Side::Target => spans.1.clone(),
        };
        segments.push(SegmentSpans {
            source: Some(spans.0),
            target: Some(spans.1),
        });
        let unit = rarest(finding).and_then(|own| own.units.last());
        lines.push(unit.map_or(0, |unit| unit.line));
        found.push(Finding {
            check: finding.check.id(),
            severity: finding.severity,
            message: message(finding),
            suggestion: suggestion(finding),
            confidence: CONFIDENCE,
            side,
            segment,
            span,
        });
    }
    let text = |language: &LanguageTag, text: String| CheckedText {
        name: file.to_owned(),
        key: file.to_owned(),
        language: language.clone(),
        text,
    };
    let mut checked = Checked {
        source: text(from, source),
        target: Some(text(to, target)),
        places: Places::Units(lines),
        segments,
        findings: Vec::new(),
    };
    let prints = fingerprints(&checked, &found);
    checked.findings = found
        .into_iter()
        .zip(prints)
        .map(|(finding, fingerprint)| Judged {
            others: Vec::new(),
            silence: policy.silence(&checked, &finding),
            finding,
            fingerprint,
        })
        .collect();
    checked
}

/// Adds a line to a text; where it stands.
fn added(text: &mut String, line: &str) -> Range<usize> {
    let start = text.len();
    text.push_str(line);
    let end = text.len();
    text.push('\n');
    start..end
}

/// What the finding is about, what it says, and the ways with how often and where.
fn message(finding: &MemoryFinding) -> String {
    let ways = finding.uses.iter().take(SHOWN).map(|own| {
        let text = match own.text.as_str() {
            "" => "no rendering recognised",
            text => text,
        };
        let days = own.days.as_ref().map(|(first, last)| match first == last {
            true => format!(", {first}"),
            false => format!(", {first} to {last}"),
        });
        let place = own.units.first().map(|unit| format!(", {}", unit.unit));
        format!(
            "{} × {text}{}{}",
            own.count,
            days.unwrap_or_default(),
            place.unwrap_or_default()
        )
    });
    let ways = ways.collect::<Vec<_>>().join("; ");
    match finding.check {
        MemoryCheck::Terms => format!("{} ({ways})", finding.message),
        _ => format!("{}: {} ({ways})", finding.text, finding.message),
    }
}

/// The translation that most units have, where one comes before all others.
fn suggestion(finding: &MemoryFinding) -> Option<String> {
    match (finding.check, finding.uses.as_slice()) {
        (MemoryCheck::Translations, [first, second, ..]) if first.count > second.count => {
            Some(first.text.clone())
        }
        _ => None,
    }
}
