//! `check`: findings with the place, both sides, why, and what to write instead.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::check::{Checked, Finding, Judged, Silence};
use crate::model::Severity;

use super::bidi::right_to_left;
use super::json::severity_name;
use super::summary::counted;
use super::terminal::{Colour, Isolation, Layout, Role};

/// How many characters of the sentence are shown on each side of the place.
const CONTEXT: usize = 60;

/// What stands around a place until its line is laid out: no text has these characters.
const OPEN: char = '\u{1}';
const CLOSE: char = '\u{2}';

/// A finding as a block of lines, in the form that editors and code hosts recognise.
///
/// ```text
/// article.fa.txt:12:5: error number: 43 became ۳۴
///     fa  … تجارت [۳۴] درصد رشد کرد …
///     en  Trade grew by 43 percent …
///     write: 43
/// ```
///
/// With colours the place is underlined instead of being set in brackets.
pub fn finding_block(layout: &Layout, checked: &Checked, judged: &Judged) -> String {
    let finding = &judged.finding;
    let place = checked.place(finding);
    let place = format!("{}:{}:{}:", place.file, place.line, place.column);
    let severity = layout.paint(role_of(finding.severity), severity_name(finding.severity));
    let head = format!(
        "{} {severity} {}: {}",
        layout.paint(Role::Faint, &place),
        finding.check,
        isolated(layout, &finding.message)
    );
    let own = checked.side(finding.side);
    let mut lines = vec![head];
    let counterpart = checked.counterpart(finding);
    let lead = |language: &dyn std::fmt::Display| match checked.target {
        Some(_) => format!("    {}  ", layout.paint(Role::Faint, &language.to_string())),
        None => "    ".to_owned(),
    };
    let excerpt = excerpt(&own.text, &finding.span);
    let shown = layout.paragraph(&lead(&own.language), None, &excerpt);
    lines.push(with_place(layout, &shown));
    if let Some((language, text)) = counterpart.filter(|(_, text)| !text.trim().is_empty()) {
        lines.push(layout.paragraph(&lead(language), None, &beginning(text)));
    }
    if let Some(suggestion) = finding.suggestion.as_ref().filter(|text| !text.is_empty()) {
        lines.push(layout.paragraph("    write: ", Some(Role::Good), readable(suggestion)));
    }
    match &judged.silence {
        Some(Silence::Ignored { reason, .. }) => {
            lines.push(layout.paragraph("    ignored: ", Some(Role::Faint), reason));
        }
        Some(Silence::Known) => lines.push("    in the baseline".to_owned()),
        Some(Silence::Slip) | None => {}
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

/// A sentence of ours with what is right-to-left in it set apart, on a terminal.
pub(super) fn isolated(layout: &Layout, text: &str) -> String {
    if layout.isolation == Isolation::Off {
        return text.to_owned();
    }
    let mut shown = String::new();
    let mut end = 0;
    for place in right_to_left(text) {
        shown.push_str(&text[end..place.start]);
        shown.push_str(&layout.isolate(&text[place.clone()]));
        end = place.end;
    }
    shown + &text[end..]
}

/// Lines in which the place is underlined, or in brackets where there are no colours. A place
/// that goes over the end of a line is underlined on each.
fn with_place(layout: &Layout, lines: &str) -> String {
    if layout.colour == Colour::Off {
        return lines.replace(OPEN, "[").replace(CLOSE, "]");
    }
    let mut is_open = false;
    let mut shown: Vec<String> = Vec::new();
    for line in lines.split('\n') {
        let (indent, rest) = line.split_at(line.len() - line.trim_start().len());
        let mut parts = String::from(indent);
        for part in rest.split_inclusive([OPEN, CLOSE]) {
            let words = part.trim_end_matches([OPEN, CLOSE]);
            parts.push_str(&match is_open {
                true => layout.paint(Role::Place, words),
                false => words.to_owned(),
            });
            match part.chars().last() {
                Some(OPEN) => is_open = true,
                Some(CLOSE) => is_open = false,
                _ => {}
            }
        }
        shown.push(parts);
    }
    shown.join("\n")
}

/// The place between two marks with some text of its line on both sides; a place that is a
/// whole long sentence is shown by its beginning, without marks.
fn excerpt(text: &str, span: &Range<usize>) -> String {
    let Some(written) = text.get(span.clone()) else {
        return String::new();
    };
    if written.chars().count() > 2 * CONTEXT {
        return beginning(written);
    }
    let before = &text[..span.start];
    let before = &before[before.rfind('\n').map_or(0, |at| at + 1)..];
    let after = &text[span.end..];
    let after = &after[..after.find('\n').unwrap_or(after.len())];
    let skipped = before.chars().count().saturating_sub(CONTEXT);
    let shown_before: String = before.chars().skip(skipped).collect();
    let shown_after: String = after.chars().take(CONTEXT).collect();
    let bare = |text: &str| text.replace([OPEN, CLOSE], "");
    format!(
        "{}{}{OPEN}{}{CLOSE}{}{}",
        if skipped > 0 { "…" } else { "" },
        bare(&shown_before),
        bare(written),
        bare(&shown_after),
        if shown_after.len() < after.len() {
            "…"
        } else {
            ""
        }
    )
}

/// The beginning of a sentence.
fn beginning(text: &str) -> String {
    let text = text.trim();
    let start: String = text.chars().take(2 * CONTEXT).collect();
    match start.len() < text.len() {
        true => format!("{}…", start.trim_end()),
        false => start,
    }
}

/// One line that counts findings by severity, and those that do not count.
pub fn summary_line(checked: &[Checked]) -> String {
    let all = || checked.iter().flat_map(Checked::counting);
    let count = |severity| {
        all()
            .filter(|finding: &&Finding| finding.severity == severity)
            .count()
    };
    let named = |count: usize, name: &str| match count {
        0 => None,
        1 => Some(format!("1 {name}")),
        _ => Some(format!("{count} {name}s")),
    };
    let silenced = |is_of: fn(&Silence) -> bool| {
        let judged = checked.iter().flat_map(|own| &own.findings);
        judged
            .filter_map(|judged| judged.silence.as_ref())
            .filter(|silence| is_of(silence))
            .count()
    };
    let ignored = silenced(|silence| matches!(silence, Silence::Ignored { .. }));
    let known = silenced(|silence| *silence == Silence::Known);
    let mut parts: Vec<String> = [
        named(count(Severity::Error), "error"),
        named(count(Severity::Warning), "warning"),
        named(count(Severity::Note), "note"),
    ]
    .into_iter()
    .flatten()
    .collect();
    if parts.is_empty() {
        parts.push("nothing found".to_owned());
    }
    let more = [(ignored, "ignored"), (known, "in the baseline")];
    for (count, what) in more.into_iter().filter(|(count, _)| *count > 0) {
        parts.push(format!("{count} {what}"));
    }
    parts.join(", ")
}

/// One line that counts the slips of typing that are not told, by check, the most first; `None`
/// where there are none.
///
/// ```text
/// 7 slips of typing not shown (doubled-space 4, stray-space 3): --show-slips tells them
/// ```
pub fn slips_line(checked: &[Checked]) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in checked.iter().flat_map(Checked::slips) {
        *counts.entry(finding.check).or_default() += 1;
    }
    let all: usize = counts.values().sum();
    let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let checks = counts
        .iter()
        .map(|(check, count)| format!("{check} {count}"));
    let checks = checks.collect::<Vec<_>>().join(", ");
    let slips = counted(all, "slip", "slips");
    (all > 0).then(|| format!("{slips} of typing not shown ({checks}): --show-slips tells them"))
}

/// A suggestion as a reader sees it: what cannot be seen by its name.
pub(super) fn readable(suggestion: &str) -> &str {
    match suggestion {
        " " => "a space",
        "\u{200c}" => "a zero-width non-joiner",
        "\u{a0}" | "\u{202f}" => "a non-breaking space",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str, span: Range<usize>) -> String {
        with_place(&Layout::PLAIN, &excerpt(text, &span))
    }

    #[test]
    fn the_place_is_shown_in_its_line() {
        assert_eq!(plain("یک\nدو سه چهار\nپنج", 10..14), "دو [سه] چهار");
        let long = "x".repeat(300);
        assert!(plain(&long, 0..300).ends_with('…'));
        assert_eq!(plain("abc", 0..0), "[]abc");
        assert_eq!(plain("a\u{1}b", 0..3), "[ab]");
    }

    #[test]
    fn the_place_is_underlined_where_there_are_colours() {
        let layout = Layout {
            colour: Colour::On,
            ..Layout::PLAIN
        };
        let shown = with_place(&layout, "    one \u{1}two\n    three\u{2} four");
        let words: Vec<String> = shown
            .split('\n')
            .map(|line| anstream::adapter::strip_str(line).to_string())
            .collect();
        assert_eq!(words, ["    one two", "    three four"]);
        assert_eq!(shown.matches("\u{1b}[4m").count(), 2, "{shown:?}");
    }
}
