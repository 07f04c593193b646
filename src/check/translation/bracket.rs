//! `bracket`: brackets of the source that the translation does not have.

use super::both;
use super::placeables::spans;
use crate::check::{Check, Example, Examples, Finding, Knowledge, Side, Subject};
use crate::model::Severity;
use crate::text::Analyser;

/// Finds square and curly brackets of the source that are missing from the translation.
///
/// Round ones are not compared: of the translations of 1,045 sentences of news into six languages
/// two in a hundred put round brackets where the source has none, or write commas for them.
pub(in crate::check) struct Bracket;

/// The brackets, each with those that other scripts and houses write for it.
const BRACKETS: &[(char, &str)] = &[
    ('[', "[［【〔("),
    (']', "]］】〕)"),
    ('{', "{｛"),
    ('}', "}｝"),
];

impl Check for Bracket {
    fn id(&self) -> &'static str {
        "bracket"
    }

    fn severity(&self) -> Severity {
        Severity::Note
    }

    fn about(&self) -> &'static str {
        "Square or curly brackets of the source are missing from the translation"
    }

    fn explains(&self) -> &'static str {
        "What an editor put into a quotation stands in square brackets, and without them it is what \
         the speaker said. Full-width and round brackets may stand for them; round ones of the source \
         may become commas or dashes. Placeholders in braces have a check of their own."
    }

    fn examples(&self) -> Examples {
        let source = ("en", &["\"They [the ministers] agreed,\" he said."][..]);
        Examples {
            bad: Example {
                source,
                target: Some(("ru", &["«Они, министры, договорились», — сказал он."])),
            },
            good: Example {
                source,
                target: Some(("ru", &["«Они [министры] договорились», — сказал он."])),
            },
        }
    }

    fn run(&self, subject: &Subject<'_>, _: &Knowledge<'_>) -> Vec<Finding> {
        let Some(to) = &subject.to else {
            return Vec::new();
        };
        let (from, to) = (Analyser::new(&subject.from), Analyser::new(to));
        both(subject)
            .filter(|(_, source, _)| source.text.contains(['[', ']', '{', '}']))
            .filter_map(|(segment, source, target)| {
                let own = outside(&from, source.text);
                let other = outside(&to, target.text);
                let count =
                    |text: &str, marks: &str| text.chars().filter(|c| marks.contains(*c)).count();
                let is_lost = |(mark, marks): &&(char, &str)| {
                    count(&own, mark.encode_utf8(&mut [0; 4])) > count(&other, marks)
                };
                let lost = BRACKETS.iter().find(is_lost)?;
                Some(Finding {
                    check: self.id(),
                    severity: self.severity(),
                    message: format!(
                        "a bracket {} of the source is missing from the translation",
                        lost.0
                    ),
                    suggestion: None,
                    confidence: 0.6,
                    side: Side::Target,
                    segment,
                    span: target.span(),
                })
            })
            .collect()
    }
}

/// A text without its placeables.
fn outside(analyser: &Analyser, text: &str) -> String {
    let mut left = String::with_capacity(text.len());
    let mut end = 0;
    for span in spans(analyser, text) {
        left.push_str(&text[end..span.start]);
        end = span.end;
    }
    left.push_str(&text[end..]);
    left
}
