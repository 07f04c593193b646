//! `length`: a translation that is far too short or far too long for its source.

use super::both;
use crate::check::{Check, Example, Examples, Finding, Knowledge, Side, Subject};
use crate::lang::profile_of;
use crate::model::Severity;

/// Finds segments whose lengths cannot be those of a sentence and its translation.
///
/// How many characters a language takes for what English says in one is measured (`length` in
/// its profile). Of a document it is learnt again: the measured value counts as much as a text of
/// [`PRIOR`] characters. The spread of single sentences shrinks with their length as in Gale and
/// Church ("A program for aligning sentences in bilingual corpora", 1993): the deviation of the
/// logarithm of the ratio is compared with the root of the length.
pub(in crate::check) struct Length;

/// How many characters of a document weigh as much as what was measured before.
const PRIOR: f64 = 2_000.0;

/// Below so many characters a segment says nothing by its length.
const SHORTEST: f64 = 25.0;

/// From how many letters on that are to be expected one alone cannot be the translation.
const WORD: f64 = 4.0;

/// The least deviation of a text that is too short: half of the length.
const LEAST: f64 = 0.7;

/// The least deviation of a text that is too long: three times the length, for translations explain.
const LEAST_LONG: f64 = 1.1;

/// The least deviation by the spread: on human translations into six languages 0.1 % of the
/// sentences are beyond.
const LEAST_SPREAD: f64 = 7.0;

impl Check for Length {
    fn id(&self) -> &'static str {
        "length"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn about(&self) -> &'static str {
        "A translation is far too short or far too long for its source"
    }

    fn explains(&self) -> &'static str {
        "Lengths are compared by what is measured of both languages and what the rest of the document \
         shows: Chinese takes a third of the characters of English, German a fifth more. Short texts say \
         nothing by their length, unless one letter stands for a word."
    }

    fn examples(&self) -> Examples {
        let source = (
            "en",
            &[
                "The two foreign ministers discussed the situation at the border and agreed to meet \
                 again in Moscow before the end of the year.",
            ][..],
        );
        Examples {
            bad: Example {
                source,
                target: Some(("fa", &["دو وزیر گفتگو کردند."])),
            },
            good: Example {
                source,
                target: Some((
                    "fa",
                    &[
                        "وزیران امور خارجهٔ دو کشور دربارهٔ وضعیت مرز گفتگو کردند و قرار گذاشتند پیش از \
                         پایان سال بار دیگر در مسکو دیدار کنند.",
                    ],
                )),
            },
        }
    }

    fn run(&self, subject: &Subject<'_>, _: &Knowledge<'_>) -> Vec<Finding> {
        let Some(to) = &subject.to else {
            return Vec::new();
        };
        let known = |language| profile_of(language).length.unwrap_or(1.0);
        let measured = known(to) / known(&subject.from);
        let lengths: Vec<_> = both(subject)
            .map(|(segment, source, target)| {
                let own = letters(source.text, known(&subject.from));
                (segment, target, own, letters(target.text, known(to)))
            })
            .collect();
        let (own, other) = lengths.iter().fold((PRIOR, PRIOR * measured), |sum, one| {
            (sum.0 + one.2, sum.1 + one.3)
        });
        // A document that is half translated must not make half a translation the rule.
        let expected = (other / own).clamp(measured * 0.8, measured * 1.25);
        lengths
            .into_iter()
            .filter_map(|(segment, target, own, other)| {
                let deviation = (other / (own * expected)).ln();
                let spread = deviation.abs() * own.max(other / expected).sqrt();
                let is_far = own.max(other / expected) >= SHORTEST
                    && other > 0.0
                    && !(-LEAST..=LEAST_LONG).contains(&deviation)
                    && spread > LEAST_SPREAD
                    || is_lone_letter(target.text) && own * expected >= WORD;
                let what = if deviation < 0.0 { "short" } else { "long" };
                is_far.then(|| Finding {
                    check: self.id(),
                    severity: self.severity(),
                    message: format!(
                        "the translation is very {what}: {other:.0} characters for {own:.0}, about \
                         {:.0} were to be expected",
                        own * expected
                    ),
                    suggestion: None,
                    confidence: (0.4 + deviation.abs() / 4.0).min(0.9),
                    side: Side::Target,
                    segment,
                    span: target.span(),
                })
            })
            .collect()
    }
}

/// Whether a text is one letter.
fn is_lone_letter(text: &str) -> bool {
    let mut letters = text.trim().chars();
    letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
}

/// The letters, digits and marks of a text, which no invisible character adds to. In a script
/// that takes much fewer characters, foreign names and digits count by what they are elsewhere.
fn letters(text: &str, length: f64) -> f64 {
    let is_seen = |c: &char| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}');
    let weight = |c: char| match c.is_ascii() && length < 0.6 {
        true => length,
        false => 1.0,
    };
    text.trim().chars().filter(is_seen).map(weight).sum()
}
