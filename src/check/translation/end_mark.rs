//! `end-mark`: a sentence and its translation that end with different marks.

use super::{both, is_exclamation_mark, is_question_mark, last_place, without_closers};
use crate::check::{Check, Example, Examples, Finding, Knowledge, Passage, Side, Subject, Told};
use crate::model::Severity;

/// Finds translations without the mark that their source ends with, with one that their source
/// does not have, or with another, by the marks of any script. Questions have a check of their own.
pub(in crate::check) struct EndMark;

/// What a text ends with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Stop,
    Colon,
    Semicolon,
    Ellipsis,
    Exclamation,
    Question,
    /// A dash or whatever else is no letter.
    OtherMark,
    Word,
}

/// What is different.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    Lost,
    Won,
    Other,
}

/// From which share of sentences on that end without a mark it is the way of the document.
const HABIT: usize = 4;

impl Check for EndMark {
    fn id(&self) -> &'static str {
        "end-mark"
    }

    fn severity(&self) -> Severity {
        Severity::Note
    }

    fn about(&self) -> &'static str {
        "The source and the translation end with different marks, or one of them without any"
    }

    fn explains(&self) -> &'static str {
        "Stops, colons, semicolons, ellipses and exclamation marks of all scripts count (。 ۔ । ። ։). A \
         quotation may end the sentence by itself; a stop and a semicolon, and \
         an exclamation mark for a stop, are no finding, nor a mark behind the headline. Where a quarter of the sentences \
         differ in one way, that is the way of the document and no finding."
    }

    fn told(&self) -> Told {
        Told::Slips { from: 4 }
    }

    fn examples(&self) -> Examples {
        let source = ("en", &["They said:", "The talks will go on."][..]);
        Examples {
            bad: Example {
                source,
                target: Some(("ru", &["Они сказали:", "Переговоры продолжатся"])),
            },
            good: Example {
                source,
                target: Some(("ru", &["Они сказали:", "Переговоры продолжатся."])),
            },
        }
    }

    fn run(&self, subject: &Subject<'_>, _: &Knowledge<'_>) -> Vec<Finding> {
        let Some(to) = &subject.to else {
            return Vec::new();
        };
        // Thai and Lao write no stops.
        if matches!(to.primary(), "th" | "lo") {
            return Vec::new();
        }
        let (from, into) = (subject.from.primary(), to.primary());
        let mut count = 0;
        let mut changed: Vec<(Change, Finding)> = Vec::new();
        for (segment, source, target) in both(subject) {
            count += 1;
            let Some((change, message)) = compare((source.text, from), (target.text, into)) else {
                continue;
            };
            // A headline may be a sentence in another language.
            let is_headline = segment == 0 && subject.segments.len() > 1;
            if change != Change::Won || !is_headline {
                changed.push((change, self.finding(change, message, segment, target)));
            }
        }
        let is_habit = |change: Change| {
            let alike = changed.iter().filter(|one| one.0 == change).count();
            alike > 2 && alike * HABIT > count
        };
        let habits = [Change::Lost, Change::Won, Change::Other].map(|one| (one, is_habit(one)));
        changed
            .into_iter()
            .filter(|(change, _)| !habits.contains(&(*change, true)))
            .map(|(_, finding)| finding)
            .collect()
    }
}

impl EndMark {
    fn finding(
        &self,
        change: Change,
        message: String,
        segment: usize,
        target: Passage<'_>,
    ) -> Finding {
        Finding {
            check: self.id(),
            severity: self.severity(),
            message,
            suggestion: None,
            confidence: match change {
                Change::Lost => 0.7,
                Change::Other => 0.6,
                Change::Won => 0.55,
            },
            side: Side::Target,
            segment,
            span: target.whole(&last_place(target.text)),
        }
    }
}

/// How the ends of a text and its translation differ, each with its language.
fn compare(source: (&str, &str), target: (&str, &str)) -> Option<(Change, String)> {
    let has_words = |text: &str| text.contains(char::is_alphanumeric);
    if !has_words(source.0) || !has_words(target.0) {
        return None;
    }
    let (own, other) = (end_of(source.0, source.1), end_of(target.0, target.1));
    let has_closer = |text: &str| without_closers(text).len() < text.trim_end().len();
    let exclaims = |text: &str| text.contains(is_exclamation_mark);
    match (own, other) {
        (own, other) if own == other => None,
        (End::Question | End::OtherMark, _) | (_, End::Question | End::OtherMark) => None,
        (End::Exclamation, _) => (!exclaims(target.0)).then(|| {
            let message = "the source is an exclamation, the translation is none";
            (Change::Lost, message.to_owned())
        }),
        (own, End::Word) => (!has_closer(target.0)).then(|| {
            let message = format!(
                "the source ends with {}, the translation without a mark",
                named(own)
            );
            (Change::Lost, message)
        }),
        (End::Word, other) => {
            let is_known = has_closer(source.0) || other == End::Exclamation && exclaims(source.0);
            (!is_known).then(|| {
                let message = format!(
                    "the translation ends with {}, the source without a mark",
                    named(other)
                );
                (Change::Won, message)
            })
        }
        (_, End::Exclamation) | (End::Stop, End::Semicolon) | (End::Semicolon, End::Stop) => None,
        (own, other) => {
            let message = format!(
                "the source ends with {}, the translation with {}",
                named(own),
                named(other)
            );
            Some((Change::Other, message))
        }
    }
}

fn named(end: End) -> &'static str {
    match end {
        End::Colon => "a colon",
        End::Semicolon => "a semicolon",
        End::Ellipsis => "an ellipsis",
        End::Exclamation => "an exclamation mark",
        End::Question => "a question mark",
        End::Stop | End::OtherMark | End::Word => "a full stop",
    }
}

fn end_of(text: &str, language: &str) -> End {
    let text = without_closers(text);
    if text.ends_with("...") || text.ends_with(['…', '⋯']) {
        return End::Ellipsis;
    }
    match text.chars().next_back() {
        Some(';' | '\u{37e}') if language == "el" => End::Question,
        Some('·' | '\u{387}') if language == "el" => End::Semicolon,
        // The entity `&nbsp;` is no semicolon.
        Some(';') if ends_with_entity(text) => End::Word,
        Some('.' | '。' | '۔' | '।' | '॥' | '።' | '։' | '．' | '｡' | '᱾' | '။' | '៕' | '܀') => {
            End::Stop
        }
        Some(':' | '：' | '՝' | '`' | '፡' | '፦' | '჻') => End::Colon,
        Some(';' | '；' | '؛' | '፤') => End::Semicolon,
        Some(last) if is_question_mark(last) => End::Question,
        Some(last) if is_exclamation_mark(last) => End::Exclamation,
        Some(last) if last.is_alphanumeric() => End::Word,
        None => End::Word,
        Some(_) => End::OtherMark,
    }
}

fn ends_with_entity(text: &str) -> bool {
    let name = text.trim_end_matches(';').rsplit('&').next();
    text.contains('&')
        && name.is_some_and(|name| {
            (2..=10).contains(&name.len())
                && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'#')
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_are_compared_by_what_they_mean() {
        let change = |source: &str, target: &str, to: &str| {
            compare((source, "en"), (target, to)).map(|(change, _)| change)
        };
        for (source, target, to, expected) in [
            ("It ended.", "会议结束了。", "zh", None),
            ("It ended.", "پایان یافت", "fa", Some(Change::Lost)),
            ("It ended", "Всё кончилось.", "ru", Some(Change::Won)),
            ("They said:", "Они сказали;", "ru", Some(Change::Other)),
            ("It ended.", "انتهى…", "ar", Some(Change::Other)),
            ("Will it end?", "پایان می‌یابد.", "fa", None),
            ("It ended!", "Всё кончилось.", "ru", Some(Change::Lost)),
            ("It ended!?", "Всё кончилось!", "ru", None),
            ("He said \"yes.\"", "او گفت «بله»", "fa", None),
            ("Will it end?", "Θα τελειώσει;", "el", None),
            ("R&D", "F&amp;E &amp;", "de", None),
            ("1.", "۱", "fa", Some(Change::Lost)),
        ] {
            assert_eq!(change(source, target, to), expected, "{source} {target}");
        }
    }
}
