//! `control-character`: characters that are no text: tabs inside a line, controls, what stands
//! for a character that was lost.

use super::super::article::{Article, Remark};
use super::super::{Check, Example, Examples, Finding, Knowledge, Subject, Told};
use crate::model::Severity;

/// Finds controls, replacement characters, private and unassigned code points.
pub struct Controls;

impl Check for Controls {
    fn id(&self) -> &'static str {
        "control-character"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn about(&self) -> &'static str {
        "A character is no text: a tab in a line, a control, a replacement character where one was lost"
    }

    fn explains(&self) -> &'static str {
        "In a translation a tab is left alone where its source has as many."
    }

    fn told(&self) -> Told {
        Told::Habit { from: 4 }
    }

    fn examples(&self) -> Examples {
        Examples {
            bad: Example::of("en", &["The presi\u{fffd}ent arrived."]),
            good: Example::of("en", &["The president arrived."]),
        }
    }

    fn run(&self, subject: &Subject<'_>, _: &Knowledge<'_>) -> Vec<Finding> {
        let tabs = |text: &str| text.matches('\t').count();
        Article::of(subject).each(self, |paragraph| {
            let text = paragraph.text;
            let has_tabs = text.contains('\t')
                && subject.source_matches(paragraph, |source| tabs(source) == tabs(text));
            text.char_indices()
                .filter(|(_, c)| !(*c == '\t' && has_tabs))
                .filter_map(|(at, c)| {
                    let what = name_of(c)?;
                    let message = format!("{what} (U+{:04X}) in the text", u32::from(c));
                    let remark = Remark::new(at..at + c.len_utf8(), message, 0.95);
                    Some(match c {
                        '\t' => remark.instead(" "),
                        _ => remark,
                    })
                })
                .collect()
        })
    }
}

fn name_of(c: char) -> Option<&'static str> {
    Some(match c {
        '\n' | '\r' | '\u{fffc}' => return None,
        '\t' => "a tab",
        '\u{fffd}' => "a replacement character: a letter was lost",
        '\u{fff9}'..='\u{fffb}' => "an annotation control",
        c if c.is_control() => "a control character",
        '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}' => "a private character",
        '\u{fdd0}'..='\u{fdef}' => "no character",
        c if u32::from(c) & 0xfffe == 0xfffe => "no character",
        '\u{2028}' | '\u{2029}' => "a separator of lines",
        '\u{2800}'..='\u{28ff}' => "a Braille pattern",
        _ => return None,
    })
}
