//! `check`: findings with the place, why, and what to write instead.

use std::ops::Range;

use crate::check::Finding;
use crate::model::Severity;

use super::json::{line_and_column, severity_name};
use super::terminal::{Layout, Role};

/// How many characters of the sentence are shown on each side of the place.
const CONTEXT: usize = 60;

/// A finding as a block of lines, in the form that editors and code hosts recognise.
///
/// ```text
/// article.fa.txt:12:5: error number: 43 became ۳۴
///     … تجارت [۳۴] درصد رشد کرد …
///     write: 43
/// ```
pub fn finding_block(layout: &Layout, finding: &Finding, file: &str, text: &str) -> String {
    let (line, column) = line_and_column(text, finding.span.start);
    let place = layout.paint(Role::Faint, &format!("{file}:{line}:{column}:"));
    let severity = layout.paint(role_of(finding.severity), severity_name(finding.severity));
    let head = format!("{place} {severity} {}: {}", finding.check, finding.message);
    let mut lines = vec![
        head,
        layout.paragraph("    ", None, &excerpt(text, &finding.span)),
    ];
    if let Some(suggestion) = &finding.suggestion {
        lines.push(layout.paragraph("    write: ", Some(Role::Good), suggestion));
    }
    lines.join("\n")
}

fn role_of(severity: Severity) -> Role {
    match severity {
        Severity::Error => Role::Bad,
        Severity::Warning => Role::Warning,
        Severity::Note => Role::Figure,
    }
}

/// The place in square brackets with some text of its line on both sides; a place that is a
/// whole sentence is shown by its beginning, without brackets.
fn excerpt(text: &str, span: &Range<usize>) -> String {
    let written = &text[span.clone()];
    if written.chars().count() > 2 * CONTEXT {
        let start: String = written.chars().take(2 * CONTEXT).collect();
        return format!("{}…", start.trim_end());
    }
    let before = &text[..span.start];
    let before = &before[before.rfind('\n').map_or(0, |at| at + 1)..];
    let after = &text[span.end..];
    let after = &after[..after.find('\n').unwrap_or(after.len())];
    let skipped = before.chars().count().saturating_sub(CONTEXT);
    let shown_before: String = before.chars().skip(skipped).collect();
    let shown_after: String = after.chars().take(CONTEXT).collect();
    format!(
        "{}{shown_before}[{written}]{shown_after}{}",
        if skipped > 0 { "…" } else { "" },
        if shown_after.len() < after.len() {
            "…"
        } else {
            ""
        }
    )
}

/// One line that counts findings by severity.
pub fn summary_line(findings: &[Finding]) -> String {
    let count = |severity| {
        let found = findings
            .iter()
            .filter(|finding| finding.severity == severity);
        found.count()
    };
    let named = |count: usize, name: &str| match count {
        0 => None,
        1 => Some(format!("1 {name}")),
        _ => Some(format!("{count} {name}s")),
    };
    let parts: Vec<String> = [
        named(count(Severity::Error), "error"),
        named(count(Severity::Warning), "warning"),
        named(count(Severity::Note), "note"),
    ]
    .into_iter()
    .flatten()
    .collect();
    if parts.is_empty() {
        "nothing found".to_owned()
    } else {
        parts.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_is_shown_in_its_line() {
        assert_eq!(excerpt("یک\nدو سه چهار\nپنج", &(10..14)), "دو [سه] چهار");
        let long = "x".repeat(300);
        assert!(excerpt(&long, &(0..300)).ends_with('…'));
        assert_eq!(excerpt("abc", &(0..0)), "[]abc");
    }
}
