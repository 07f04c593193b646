//! `placeables`: addresses, placeholders and tags that the translation does not have as they are.

use std::collections::BTreeMap;

use super::both;
use crate::check::{Check, Example, Examples, Finding, Knowledge, Passage, Side, Subject};
use crate::model::Severity;
use crate::text::{Analyser, TokenClass};

/// Finds addresses of the web and of mail, placeholders and tags of the source that are missing
/// in the translation or differ, and those that only the translation has.
pub(in crate::check) struct Placeables;

impl Check for Placeables {
    fn id(&self) -> &'static str {
        "placeables"
    }

    fn severity(&self) -> Severity {
        Severity::Error
    }

    fn about(&self) -> &'static str {
        "An address, placeholder or tag of the source is missing from the translation or differs"
    }

    fn explains(&self) -> &'static str {
        "Addresses of the web and of mail, `{name}`, `%s`, `$(name)`, `@name@`, `%name%` and tags. Of \
         tags the name and the names of attributes count, not their values, for these are translated. \
         An address that a translation leaves out is a warning, for a press agency may do so."
    }

    fn examples(&self) -> Examples {
        let source = (
            "en",
            &["Write to press@example.org or see https://example.org/a."][..],
        );
        Examples {
            bad: Example {
                source,
                target: Some((
                    "fa",
                    &["به press@example.com بنویسید یا https://example.org/a را ببینید."],
                )),
            },
            good: Example {
                source,
                target: Some((
                    "fa",
                    &["به press@example.org بنویسید یا https://example.org/a را ببینید."],
                )),
            },
        }
    }

    fn run(&self, subject: &Subject<'_>, _: &Knowledge<'_>) -> Vec<Finding> {
        let Some(to) = &subject.to else {
            return Vec::new();
        };
        let (from, to) = (Analyser::new(&subject.from), Analyser::new(to));
        let mut findings = Vec::new();
        for (segment, source, target) in both(subject) {
            let own = placeables(&from, source.text);
            let other = placeables(&to, target.text);
            let lacks = |have: &BTreeMap<String, usize>, one: &str, count: usize| {
                have.get(one).copied().unwrap_or(0) < count
            };
            for (one, count) in &own {
                if lacks(&other, one, *count) && !is_written(target.text, one, *count) {
                    let message = format!("{one} is missing from the translation");
                    findings.push(self.finding(message, one, segment, target));
                }
            }
            for (one, count) in &other {
                if lacks(&own, one, *count) && !is_written(source.text, one, *count) {
                    let message = format!("{one} is not in the source");
                    findings.push(self.finding(message, one, segment, target));
                }
            }
        }
        findings
    }
}

impl Placeables {
    fn finding(&self, message: String, one: &str, segment: usize, target: Passage<'_>) -> Finding {
        let is_address = one.contains("://") || one.contains('@') && one.contains('.');
        let at = target.text.find(one).map(|at| at..at + one.len());
        Finding {
            check: self.id(),
            severity: if is_address && at.is_none() {
                Severity::Warning
            } else {
                self.severity()
            },
            message,
            suggestion: None,
            confidence: 0.85,
            side: Side::Target,
            segment,
            span: at.map_or_else(|| target.span(), |span| target.whole(&span)),
        }
    }
}

/// Whether a text has something, in whatever tokens, often enough.
fn is_written(text: &str, one: &str, count: usize) -> bool {
    !one.starts_with('<') && text.matches(one).count() >= count
}

/// The placeables of a text as they are compared, with how often it has each.
fn placeables(analyser: &Analyser, text: &str) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    let mut add = |one: String| *found.entry(one).or_insert(0) += 1;
    let mut end = 0;
    for token in analyser.tokens(text) {
        if token.start < end {
            continue;
        }
        if let Some(length) = variable_length(&text[token.start..]) {
            add(text[token.start..token.start + length].to_owned());
            end = token.start + length;
        } else if token.class == TokenClass::Placeable {
            match token.text.strip_prefix('<') {
                Some(tag) => add(tag_key(tag)),
                None => add(token.text.trim_end_matches(['.', ',', ';', ')']).to_owned()),
            }
        }
    }
    found
}

/// `$(name)`, `${name}`, `@name@`, `%name%`, `#name#`, `$name$`: the length of a variable that
/// begins a text.
fn variable_length(rest: &str) -> Option<usize> {
    let mut letters = rest.char_indices();
    let (_, first) = letters.next()?;
    let (_, second) = letters.next()?;
    let closing = match (first, second) {
        ('$', '(') => ')',
        ('$', '{') => '}',
        ('$', '[') => ']',
        ('@' | '%' | '#' | '$', c) if c.is_ascii_alphabetic() => first,
        _ => return None,
    };
    let inside = rest[first.len_utf8()..].trim_start_matches(['(', '{', '[']);
    let from = rest.len() - inside.len();
    let length = inside
        .find(closing)
        .filter(|length| (1..=40).contains(length))?;
    let is_name = inside[..length]
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '^' | '.' | '-'));
    is_name.then(|| from + length + closing.len_utf8())
}

/// A tag by its name and the names of its attributes.
fn tag_key(tag: &str) -> String {
    let inside = tag.trim_end_matches('>');
    let (inside, closing) = match inside.trim_end().strip_suffix('/') {
        Some(inside) => (inside, "/"),
        None => (inside, ""),
    };
    let name = inside.split_whitespace().next().unwrap_or("");
    let mut attributes: Vec<&str> = inside
        .split('=')
        .filter_map(|part| part.split_whitespace().next_back())
        .collect();
    attributes.pop();
    attributes.sort_unstable();
    let mut key = format!("<{name}");
    for attribute in attributes {
        key.push(' ');
        key.push_str(attribute);
    }
    format!("{key}{closing}>")
}
