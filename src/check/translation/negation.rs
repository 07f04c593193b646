//! `negation`: a sentence that denies on one side only.

use crate::check::reading::Reading;
use crate::check::{Check, Example, Examples, Finding, Knowledge, Side, Subject};
use crate::lang::{NegationProfile, profile_of};
use crate::model::Severity;

/// Finds sentences with a plain negation ("not", لم, не) whose translation has nothing that could
/// deny: no negative word, and no word with a beginning that may be one.
pub(in crate::check) struct Negation;

impl Check for Negation {
    fn id(&self) -> &'static str {
        "negation"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn about(&self) -> &'static str {
        "The source denies something, and nothing in the translation does"
    }

    fn explains(&self) -> &'static str {
        "Only plain negations of the source count, one in a sentence, and not those that often vanish \
         (not only, not least). In the translation anything that may deny is enough: a negative verb, \
         without, un-, ن-. So it is silent where it is not sure, and in languages without data. Of what it finds in good translations little is true (an opposite word denies as well), so it runs only where it is asked for."
    }

    fn by_default(&self) -> bool {
        false
    }

    fn examples(&self) -> Examples {
        let source = ("en", &["Russia did not accept the offer."][..]);
        Examples {
            bad: Example {
                source,
                target: Some(("fa", &["روسیه پیشنهاد را پذیرفت."])),
            },
            good: Example {
                source,
                target: Some(("fa", &["روسیه پیشنهاد را نپذیرفت."])),
            },
        }
    }

    fn run(&self, subject: &Subject<'_>, _: &Knowledge<'_>) -> Vec<Finding> {
        let Some(to) = &subject.to else {
            return Vec::new();
        };
        let (from, into) = (
            &profile_of(&subject.from).negation,
            &profile_of(to).negation,
        );
        if from.plain.is_empty() || into.possible.is_empty() {
            return Vec::new();
        }
        subject
            .both_readings()
            .filter(|(_, source, target)| {
                target.text().contains(char::is_alphabetic)
                    && denies_plainly(from, *source)
                    && !may_deny(into, *target)
            })
            .map(|(segment, _, target)| Finding {
                check: self.id(),
                severity: self.severity(),
                message: "the source denies something, the translation does not".to_owned(),
                suggestion: None,
                confidence: 0.6,
                side: Side::Target,
                segment,
                span: target.passage().span(),
            })
            .collect()
    }
}

/// The words of a passage in small letters.
fn words(reading: Reading<'_, '_>) -> Vec<String> {
    let lower = reading
        .tokens()
        .iter()
        .map(|token| token.text.to_lowercase());
    lower.map(|word| word.replace('’', "'")).collect()
}

/// Whether a text has exactly one negation, a plain one that does not often vanish.
fn denies_plainly(profile: &NegationProfile, reading: Reading<'_, '_>) -> bool {
    let words = words(reading);
    let is_plain = |word: &String| {
        let plain = &profile.plain;
        plain
            .iter()
            .any(|one| word == one || one.starts_with('*') && word.ends_with(&one[1..]))
    };
    let mut plain = words.iter().enumerate().filter(|(_, word)| is_plain(word));
    let (Some((at, _)), None) = (plain.next(), plain.next()) else {
        return false;
    };
    let next = words.get(at + 1).map_or("", String::as_str);
    !profile.vanishing.iter().any(|one| one == next)
}

/// Whether a text has anything that may deny. Languages that write no spaces are searched for
/// the letters.
fn may_deny(profile: &NegationProfile, reading: Reading<'_, '_>) -> bool {
    let lower = reading.text().to_lowercase().replace('’', "'");
    let words = words(reading);
    profile
        .possible
        .iter()
        .any(|one| match one.split_once('*') {
            Some(("", "")) => false,
            Some(("", ending)) => words.iter().any(|word| word.ends_with(ending)),
            Some((beginning, "")) => words.iter().any(|word| word.starts_with(beginning)),
            Some((_, _)) => false,
            None if one.chars().all(|c| c >= '\u{2e80}') => lower.contains(one.as_str()),
            None => words.iter().any(|word| word == one),
        })
}
