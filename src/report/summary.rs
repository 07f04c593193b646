//! `search`, `stats`, `import`: concordances, counts, summaries.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::lang::LanguageTag;
use crate::memory::Concordance;
use crate::suggest::{Lineage, Origins};

use super::json::OriginJson;
use super::suggest::lineage_line;
use super::terminal::{Layout, Role};

/// A unit of a concordance as a block of lines: the text with the words marked, the other
/// languages (those asked for, if any), where it is from.
pub fn concordance_block(
    layout: &Layout,
    found: &Concordance,
    lineage: &Lineage,
    with: Option<&LanguageTag>,
) -> String {
    let own = &found.unit.variants[found.variant];
    let mut text = String::new();
    let mut end = 0;
    for span in &found.spans {
        text.push_str(&own.segment.text[end..span.start]);
        text.push('[');
        text.push_str(&own.segment.text[span.clone()]);
        text.push(']');
        end = span.end;
    }
    text.push_str(&own.segment.text[end..]);
    let lead = |tag: &LanguageTag| layout.paint(Role::Figure, &format!("{:<5} ", tag.as_str()));
    let mut lines = vec![layout.paragraph(&lead(&own.language), Some(Role::Heading), &text)];
    for variant in &found.unit.variants {
        let wanted = with.is_none_or(|tag| variant.language.goes_with(tag));
        if wanted && variant.language != own.language {
            lines.push(layout.paragraph(&lead(&variant.language), None, &variant.segment.text));
        }
    }
    lines.push(layout.paragraph("      ", Some(Role::Faint), &lineage_line(lineage)));
    lines.join("\n")
}

/// `search --json`: one unit.
#[derive(Debug, Serialize)]
pub struct ConcordanceJson<'c> {
    unit: String,
    language: &'c str,
    spans: Vec<[usize; 2]>,
    texts: BTreeMap<&'c str, &'c str>,
    origin: OriginJson<'c>,
}

impl<'c> ConcordanceJson<'c> {
    /// The shape of a concordance.
    pub fn new(found: &'c Concordance, lineage: &'c Lineage) -> Self {
        let texts = found.unit.variants.iter();
        Self {
            unit: lineage.unit.clone(),
            language: found.unit.variants[found.variant].language.as_str(),
            spans: found
                .spans
                .iter()
                .map(|span| [span.start, span.end])
                .collect(),
            texts: texts
                .map(|variant| (variant.language.as_str(), variant.segment.text.as_str()))
                .collect(),
            origin: OriginJson::new(lineage),
        }
    }
}

/// The lineage of a concordance, with the title in the language of its text.
pub fn concordance_lineage(origins: &Origins, found: &Concordance) -> Lineage {
    let language = &found.unit.variants[found.variant].language;
    origins.lineage(found.id, &found.unit, language)
}

/// Rows of a name and a figure, the figures under each other.
pub fn figures(layout: &Layout, rows: &[(String, String)]) -> String {
    let widest = rows
        .iter()
        .map(|(name, _)| super::terminal::visible_width(name))
        .max()
        .unwrap_or(0);
    let lines = rows.iter().map(|(name, figure)| {
        let gap = " ".repeat(widest - super::terminal::visible_width(name));
        format!("{name}{gap}  {}", layout.paint(Role::Figure, figure))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// A number with a thin mark between thousands: `1,234,567`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A number with the name of what is counted: `1 unit`, `1,234 units`.
pub fn counted(number: u32, one: &str, many: &str) -> String {
    let name = if number == 1 { one } else { many };
    format!("{} {name}", grouped(u64::from(number)))
}

/// A size in bytes for people: `12.3 MB`.
pub fn bytes(size: u64) -> String {
    const UNITS: [&str; 4] = ["B", "kB", "MB", "GB"];
    let mut unit = 0;
    let mut tenths = u128::from(size) * 10;
    while tenths >= 10_000 && unit + 1 < UNITS.len() {
        tenths /= 1000;
        unit += 1;
    }
    match unit {
        0 => format!("{size} B"),
        _ => format!("{}.{} {}", tenths / 10, tenths % 10, UNITS[unit]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_readable() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(1_234_567), "1,234,567");
        assert_eq!(counted(1, "unit", "units"), "1 unit");
        assert_eq!(bytes(999), "999 B");
        assert_eq!(bytes(12_345_678), "12.3 MB");
        assert_eq!(bytes(5_000_000_000), "5.0 GB");
        let rows = [
            ("a".to_owned(), "1".to_owned()),
            ("long".to_owned(), "22".to_owned()),
        ];
        assert_eq!(figures(&Layout::PLAIN, &rows), "a     1\nlong  22");
    }
}
