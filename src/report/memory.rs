//! `check --memory`: what the memory has several ways, with the articles and days.

use serde::Serialize;

use super::json::severity_name;
use super::terminal::{Layout, Role};
use crate::check::{MemoryFinding, MemoryUse, UnitPlace};
use crate::model::Severity;

/// A finding of the memory as a block of lines.
///
/// ```text
/// note memory-terms en→fa: Iran is rendered in 2 ways, 84 % ایران
///       21 × ایران  2026-03-14 – 2026-10-20
///            tm/a.tmx#3 · Title · 2026-03-14
/// ```
pub fn memory_block(layout: &Layout, finding: &MemoryFinding) -> String {
    let role = match finding.severity {
        Severity::Error => Role::Bad,
        Severity::Warning => Role::Warning,
        Severity::Note => Role::Figure,
    };
    let (from, to) = &finding.languages;
    let severity = layout.paint(role, severity_name(finding.severity));
    let head = format!(
        "{severity} {} {from}→{to}: {}",
        finding.check.id(),
        super::findings::isolated(layout, &finding.message)
    );
    let mut lines = vec![head];
    // Of a term the message has the name.
    if finding.check != crate::check::MemoryCheck::Terms {
        lines.push(layout.paragraph("    ", Some(Role::Heading), &finding.text));
    }
    for own in &finding.uses {
        lines.extend(use_lines(layout, own));
    }
    lines.join("\n")
}

fn use_lines(layout: &Layout, own: &MemoryUse) -> Vec<String> {
    let lead = format!("  {:>6} × ", super::grouped(own.count as u64));
    let text = match own.text.as_str() {
        "" => "(no rendering recognised)",
        text => text,
    };
    let mut lines = vec![layout.paragraph(&lead, None, text)];
    if let Some((first, last)) = &own.days {
        let days = match first == last {
            true => first.clone(),
            false => format!("{first} – {last}"),
        };
        lines.push(format!("           {}", layout.paint(Role::Faint, &days)));
    }
    for place in own.units.iter().take(1) {
        let parts = [Some(&place.unit), place.title.as_ref(), place.date.as_ref()];
        let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
        lines.push(layout.paragraph("           ", Some(Role::Faint), &parts.join(" · ")));
    }
    lines
}

/// `check --memory --json`: one finding.
#[derive(Debug, Serialize)]
pub struct MemoryFindingJson<'f> {
    check: &'static str,
    severity: &'static str,
    message: &'f str,
    from: &'f str,
    to: &'f str,
    text: &'f str,
    weight: usize,
    uses: Vec<UseJson<'f>>,
}

#[derive(Debug, Serialize)]
struct UseJson<'f> {
    text: &'f str,
    count: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    first: Option<&'f str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last: Option<&'f str>,
    units: Vec<PlaceJson<'f>>,
}

#[derive(Debug, Serialize)]
struct PlaceJson<'f> {
    unit: &'f str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'f str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<&'f str>,
}

impl<'f> MemoryFindingJson<'f> {
    /// The shape of a finding of the memory.
    pub fn new(finding: &'f MemoryFinding) -> Self {
        let place = |own: &'f UnitPlace| PlaceJson {
            unit: &own.unit,
            title: own.title.as_deref(),
            date: own.date.as_deref(),
        };
        let uses = finding.uses.iter().map(|own| UseJson {
            text: &own.text,
            count: own.count,
            first: own.days.as_ref().map(|(first, _)| first.as_str()),
            last: own.days.as_ref().map(|(_, last)| last.as_str()),
            units: own.units.iter().map(place).collect(),
        });
        Self {
            check: finding.check.id(),
            severity: severity_name(finding.severity),
            message: &finding.message,
            from: finding.languages.0.as_str(),
            to: finding.languages.1.as_str(),
            text: &finding.text,
            weight: finding.weight,
            uses: uses.collect(),
        }
    }
}
