//! `bidi-control`: controls of direction that are opened and not closed, or closed and not opened.

use super::super::article::{Article, Remark};
use super::super::{Check, Example, Examples, Finding, Fix, Knowledge, Subject};
use crate::model::Severity;

/// Finds embeddings, overrides and isolates without their end, and ends without a beginning.
pub struct Directions;

impl Check for Directions {
    fn id(&self) -> &'static str {
        "bidi-control"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn about(&self) -> &'static str {
        "A control of direction is opened and not closed in its paragraph, or closed and not opened"
    }

    fn explains(&self) -> &'static str {
        "Their effect ends with the paragraph (UAX #9), so what is not closed turns the rest of it around, and what is not opened does nothing. An override (U+202D, U+202E) always counts: it can make text read otherwise than it is stored."
    }

    fn fix(&self) -> Fix {
        Fix::Safe
    }

    fn examples(&self) -> Examples {
        Examples {
            bad: Example::of("fa", &["نشست \u{202a}SCO در دوشنبه برگزار شد."]),
            good: Example::of("fa", &["نشست \u{202a}SCO\u{202c} در دوشنبه برگزار شد."]),
        }
    }

    fn run(&self, subject: &Subject<'_>, _: &Knowledge<'_>) -> Vec<Finding> {
        Article::of(subject).each(self, |paragraph| {
            let remark = |(at, control): (usize, char)| {
                let span = at..at + control.len_utf8();
                let message = format!(
                    "a control of direction (U+{:04X}) without its fellow",
                    u32::from(control)
                );
                Remark::new(span, message, 0.92).instead("")
            };
            lonely(paragraph.text).into_iter().map(remark).collect()
        })
    }
}

/// The controls of a paragraph without their fellow, and all overrides.
fn lonely(text: &str) -> Vec<(usize, char)> {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut found = Vec::new();
    for (at, c) in text.char_indices() {
        let closes = |opened: char| match c {
            '\u{202c}' => matches!(opened, '\u{202a}'..='\u{202e}'),
            _ => matches!(opened, '\u{2066}'..='\u{2068}'),
        };
        match c {
            '\u{202a}' | '\u{202b}' | '\u{202d}' | '\u{202e}' | '\u{2066}'..='\u{2068}' => {
                open.push((at, c));
            }
            '\u{202c}' | '\u{2069}' => match open.iter().rposition(|(_, opened)| closes(*opened)) {
                Some(fellow) => {
                    let (start, opened) = open.remove(fellow);
                    if matches!(opened, '\u{202d}' | '\u{202e}') {
                        found.extend([(start, opened), (at, c)]);
                    }
                }
                None => found.push((at, c)),
            },
            _ => {}
        }
    }
    found.append(&mut open);
    found.sort_unstable();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_balanced_and_overrides_never_right() {
        assert!(lonely("\u{2067}a\u{2066}b\u{2069}\u{2069} \u{202b}c\u{202c}").is_empty());
        assert_eq!(lonely("a\u{202c}"), [(1, '\u{202c}')]);
        assert_eq!(lonely("\u{202e}a\u{202c}").len(), 2);
    }
}
