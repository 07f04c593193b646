//! `number`: a number of the source that the translation does not have.

use super::{Check, Example, Examples, Finding, Knowledge, Side, Subject};
use crate::lang::LanguageTag;
use crate::model::Severity;
use crate::text::{Analyser, Quantity, quantities};

/// Finds numbers in digits that differ between a sentence and its translation.
///
/// Numbers are compared by their value: digits of any script, separators of any language, and
/// with the word of magnitude behind them (3 million = ۳ میلیون = 300万). Small whole numbers
/// may be written as words, so they count only where the other side has a number left over too.
pub struct Number;

/// Numbers from here on are hardly ever written as words.
const LARGEST_WORD: f64 = 20.0;

impl Check for Number {
    fn id(&self) -> &'static str {
        "number"
    }

    fn severity(&self) -> Severity {
        Severity::Error
    }

    fn about(&self) -> &'static str {
        "A number of the source is missing from the translation or has another value"
    }

    fn explains(&self) -> &'static str {
        "Numbers are compared by value: digits of any script, separators by both readings (1.234), words \
         of magnitude (3 million = ۳ میلیون = 300万). Whole numbers up to 20 may be written as words, so \
         one counts only where the other side has a number left over too."
    }

    fn examples(&self) -> Examples {
        let source = (
            "en",
            &["Trade grew by 43 percent to 1.5 million tonnes."][..],
        );
        Examples {
            bad: Example {
                source,
                target: Some(("fa", &["تجارت ۳۴ درصد رشد کرد و به ۱٫۵ میلیون تن رسید."])),
            },
            good: Example {
                source,
                target: Some(("fa", &["تجارت ۴۳ درصد رشد کرد و به ۱٫۵ میلیون تن رسید."])),
            },
        }
    }

    fn run(&self, subject: &Subject<'_>, _: &Knowledge<'_>) -> Vec<Finding> {
        let Some(to) = &subject.to else {
            return Vec::new();
        };
        let source_reader = Reader::new(&subject.from);
        let target_reader = Reader::new(to);
        let mut findings = Vec::new();
        for (segment, aligned) in subject.segments.iter().enumerate() {
            let (Some(source), Some(target)) = (aligned.source, aligned.target) else {
                continue;
            };
            let mut own = source_reader.read(source.text);
            let mut other = target_reader.read(target.text);
            remove_equal(&mut own, &mut other);
            let both_left = !own.is_empty() && !other.is_empty();
            for missing in own {
                if !both_left && missing.value <= LARGEST_WORD {
                    continue;
                }
                let nearest = (!other.is_empty()).then(|| other.remove(0));
                let written = &source.text[missing.span.clone()];
                let (message, span, confidence) = match &nearest {
                    Some(found) => (
                        format!("{written} became {}", &target.text[found.span.clone()]),
                        target.whole(&found.span),
                        0.8,
                    ),
                    None => (
                        format!("{written} is missing from the translation"),
                        target.span(),
                        0.7,
                    ),
                };
                findings.push(Finding {
                    check: self.id(),
                    severity: self.severity(),
                    message,
                    suggestion: Some(written.to_owned()),
                    confidence,
                    side: Side::Target,
                    segment,
                    span,
                });
            }
        }
        findings
    }
}

/// Reads the numbers of one language's text.
struct Reader {
    analyser: Analyser,
}

impl Reader {
    fn new(language: &LanguageTag) -> Self {
        Self {
            analyser: Analyser::new(language),
        }
    }

    fn read(&self, text: &str) -> Vec<Quantity> {
        quantities(&self.analyser, text)
    }
}

/// Takes the numbers that both sides have from both.
fn remove_equal(own: &mut Vec<Quantity>, other: &mut Vec<Quantity>) {
    own.retain(|quantity| {
        let found = other.iter().position(|theirs| quantity.may_equal(theirs));
        if let Some(found) = found {
            other.remove(found);
        }
        found.is_none()
    });
}
