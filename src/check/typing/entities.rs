//! `leftover-entity`: entities of HTML in running text (`&nbsp;`, `&#8217;`).

use super::super::article::{Article, Remark};
use super::super::{Check, Example, Examples, Finding, Fix, Knowledge, Subject, Told};
use crate::model::Severity;

/// Finds character references that were to be characters.
pub struct Entities;

const NAMED: &[(&str, &str)] = &[
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", "\u{a0}"),
    ("laquo", "«"),
    ("raquo", "»"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("ndash", "–"),
    ("mdash", "—"),
    ("hellip", "…"),
    ("zwnj", "\u{200c}"),
    ("shy", ""),
    ("eacute", "é"),
    ("egrave", "è"),
    ("agrave", "à"),
    ("ccedil", "ç"),
    ("ouml", "ö"),
    ("uuml", "ü"),
    ("auml", "ä"),
    ("szlig", "ß"),
    ("euro", "€"),
    ("deg", "°"),
    ("lrm", "\u{200e}"),
    ("rlm", "\u{200f}"),
];

impl Check for Entities {
    fn id(&self) -> &'static str {
        "leftover-entity"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn about(&self) -> &'static str {
        "An entity of HTML is left in the text (&nbsp; &amp; &#8217;)"
    }

    fn explains(&self) -> &'static str {
        "In a translation it is left alone where its source has entities too."
    }

    fn fix(&self) -> Fix {
        Fix::Safe
    }

    fn told(&self) -> Told {
        Told::Habit { from: 3 }
    }

    fn examples(&self) -> Examples {
        Examples {
            bad: Example::of("en", &["Iran&nbsp;and Russia didn&#8217;t agree."]),
            good: Example::of("en", &["AT&T; R&D and Q&A do not count."]),
        }
    }

    fn run(&self, subject: &Subject<'_>, _: &Knowledge<'_>) -> Vec<Finding> {
        Article::of(subject).each(self, |paragraph| {
            let text = paragraph.text;
            let has_entity = |text: &str| {
                text.match_indices('&')
                    .any(|(at, _)| entity(&text[at..]).is_some())
            };
            if !text.contains('&') || subject.source_matches(paragraph, has_entity) {
                return Vec::new();
            }
            text.match_indices('&')
                .filter_map(|(at, _)| {
                    let (length, meant) = entity(&text[at..])?;
                    let message = format!("{} is left from HTML", &text[at..at + length]);
                    Some(Remark::new(at..at + length, message, 0.95).instead(meant))
                })
                .collect()
        })
    }
}

/// The entity that a text begins with: its length, and the character that it stands for.
fn entity(text: &str) -> Option<(usize, String)> {
    let end = text.find(';').filter(|end| *end < 12)?;
    let name = text.get(1..end)?;
    let meant = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)?.to_string()
        }
        None => NAMED.iter().find(|(known, _)| *known == name)?.1.to_owned(),
    };
    Some((end + 1, meant))
}
