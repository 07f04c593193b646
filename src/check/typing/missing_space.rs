//! `missing-space`: two words or sentences run together (`meetingIran`, `end.Next`).

use rustc_hash::FxHashMap;
use std::ops::Range;

use super::super::article::{Article, Remark};
use super::super::conventions::{
    Writing, is_arabic, is_spaced, is_within, unruled, words, writing_of,
};
use super::super::{Check, Example, Examples, Finding, Knowledge, Subject, Told};
use crate::lang::{LanguageTag, profile_of};
use crate::model::Severity;

/// Finds places where a space is missing between words, or behind a mark.
pub struct MissingSpace;

impl Check for MissingSpace {
    fn id(&self) -> &'static str {
        "missing-space"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn about(&self) -> &'static str {
        "A space is missing between two words or behind a punctuation mark"
    }

    fn explains(&self) -> &'static str {
        "Two words in one (meetingIran) count where both stand alone elsewhere in the text, of a word in small letters the second alone, so that names such as YouTube are left alone. Behind a full stop the next word has to begin with a capital, where the script has them."
    }

    fn told(&self) -> Told {
        Told::Slips { from: 4 }
    }

    fn examples(&self) -> Examples {
        Examples {
            bad: Example::of(
                "en",
                &[
                    "Iran opened the meeting.",
                    "At the meetingIran spoke.Then it ended.",
                ],
            ),
            good: Example::of(
                "en",
                &[
                    "Iran opened the meeting on YouTube.",
                    "See www.example.org/a.B, p.m. and number(s).",
                ],
            ),
        }
    }

    fn run(&self, subject: &Subject<'_>, _: &Knowledge<'_>) -> Vec<Finding> {
        let article = Article::of(subject);
        if !is_spaced(article.language) {
            return Vec::new();
        }
        let known = known_words(&article);
        article.each(self, |paragraph| {
            let text = paragraph.text;
            let mut found = joined_words(text, &known);
            found.extend(behind_marks(text, article.language));
            found.extend(at_brackets(text, article.language));
            let unruled = unruled(text);
            found.retain(|remark| !is_within(&unruled, remark.span.start));
            found.sort_by_key(|remark| remark.span.start);
            found
        })
    }
}

/// The words of an article that stand alone, with how often.
fn known_words<'t>(article: &Article<'_, 't>) -> FxHashMap<&'t str, usize> {
    let mut known: FxHashMap<&'t str, usize> = FxHashMap::default();
    if writing_of(article.language) == Writing::Cased {
        for paragraph in &article.paragraphs {
            for (_, word) in words(paragraph.text) {
                *known.entry(word).or_default() += 1;
            }
        }
    }
    known
}

/// Words with a capital inside, both parts of which stand alone elsewhere.
fn joined_words(text: &str, known: &FxHashMap<&str, usize>) -> Vec<Remark> {
    words(text)
        .filter_map(|(start, word)| {
            let at = inner_capital(word)?;
            let (left, right) = word.split_at(at);
            let lower = left.to_lowercase();
            let is_known = |part: &str| known.contains_key(part);
            // Names with a small beginning, iPhone or eBay, have few letters before the capital.
            let is_small =
                left.chars().count() >= 4 && left.starts_with(|c: char| c.is_lowercase());
            let counts = left.chars().count() > 1
                && known.get(word).is_none_or(|count| *count == 1)
                && is_known(right)
                && (is_small || is_known(left) || is_known(lower.as_str()));
            counts.then(|| {
                let apart = format!("{left} {right}");
                let message = format!("{word} looks like two words");
                Remark::new(start..start + word.len(), message, 0.9).instead(apart)
            })
        })
        .collect()
}

/// Where a word in small letters becomes one with a capital: `meeting|Iran`. Only one such place
/// counts, and small letters have to stand around the capital.
fn inner_capital(word: &str) -> Option<usize> {
    let letters: Vec<(usize, char)> = word.char_indices().collect();
    let mut places = letters.windows(3).filter(|three| {
        let [before, own, after] = [three[0].1, three[1].1, three[2].1];
        before.is_lowercase() && own.is_uppercase() && after.is_lowercase()
    });
    let (at, _) = places.next()?[1];
    (places.next().is_none() && word[at..].chars().count() > 2).then_some(at)
}

/// Marks with a word written to them from behind.
fn behind_marks(text: &str, language: &LanguageTag) -> Vec<Remark> {
    let marks = text.match_indices(['.', '!', '?', '…', ',', ';', ':', '،', '؛', '؟', '۔']);
    marks
        .filter_map(|(at, mark)| {
            let before = word_before(&text[..at]);
            let behind = word_behind(&text[at + mark.len()..]);
            if !misses_space(text, at, (before, mark, behind), language) {
                return None;
            }
            let start = at - before.len();
            let end = at + mark.len() + behind.len();
            let message = format!("the space behind {mark} is missing");
            let confidence = if mark == "." { 0.85 } else { 0.92 };
            Some(
                Remark::new(start..end, message, confidence)
                    .instead(format!("{before}{mark} {behind}")),
            )
        })
        .collect()
}

fn misses_space(
    text: &str,
    at: usize,
    (before, mark, behind): (&str, &str, &str),
    language: &LanguageTag,
) -> bool {
    let length = |word: &str| word.chars().count();
    // Behind a number, a quotation or a bracket, only what is surely a word.
    let is_behind_others = before.is_empty() && is_end_of_other(&text[..at]);
    if is_behind_others && matches!(mark, "," | ";" | "،" | "؛" | "؟") {
        return length(behind) > 2;
    }
    if length(before) < 2 || behind.is_empty() {
        return false;
    }
    let behind_it = &text[at + mark.len() + behind.len()..];
    let is_cased = writing_of(language) == Writing::Cased;
    let starts_sentence = begins_like_sentence(behind) && ends_in_small_letters(before);
    match mark {
        // A chain such as example.Com or U.S.Army is a name.
        "." | "!" | "?" | "…" if is_cased => {
            starts_sentence
                && !text[..at - before.len()].ends_with('.')
                && !(mark == "." && behind_it.starts_with('.'))
        }
        "." | "!" | "…" => {
            is_arabic_sentence(before, behind) && !is_abbreviation(before, language)
        }
        ":" => is_cased && starts_sentence && length(before) > 2,
        // `c;d` may be code.
        "," | ";" => length(before) > 1 && (length(behind) > 1 || mark == ","),
        _ => true,
    }
}

/// Whether a text ends with a number of some length, or with a mark that closes.
fn is_end_of_other(text: &str) -> bool {
    let digits = text.chars().rev().take_while(|c| c.is_numeric()).count();
    digits > 1 || text.ends_with(['”', '“', '»', ')', '"'])
}

/// Whether Arabic letters stand on both sides, enough of them to be words.
fn is_arabic_sentence(before: &str, behind: &str) -> bool {
    let is_word = |word: &str| {
        word.chars().count() > 2 && word.chars().all(|c| is_arabic(c) || c == '\u{200c}')
    };
    is_word(before) && is_word(behind)
}

fn is_abbreviation(word: &str, language: &LanguageTag) -> bool {
    profile_of(language).abbreviations.has(word)
}

fn begins_like_sentence(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase)
        && letters.next().is_none_or(char::is_lowercase)
        && (word.chars().count() > 1 || matches!(word, "A" | "I" | "В" | "Я" | "И" | "О"))
}

fn ends_in_small_letters(word: &str) -> bool {
    word.chars().rev().take(2).all(char::is_lowercase)
}

/// Words written to a bracket or a guillemet on the wrong side.
fn at_brackets(text: &str, language: &LanguageTag) -> Vec<Remark> {
    let mut found = Vec::new();
    for (at, mark) in text.match_indices(['(', ')', '«', '»']) {
        let (before, behind) = (
            word_before(&text[..at]),
            word_behind(&text[at + mark.len()..]),
        );
        let misses = match mark {
            "(" => opens_run_on(text, at, before),
            ")" => closes_run_on(text, at, behind),
            "«" => hugs_outside(language, before),
            _ => hugs_outside(language, behind) && !is_suffix(behind, language),
        };
        if !misses {
            continue;
        }
        let is_opening = matches!(mark, "(" | "«");
        let (span, apart): (Range<usize>, String) = if is_opening {
            (
                at - before.len()..at + mark.len(),
                format!("{before} {mark}"),
            )
        } else {
            (
                at..at + mark.len() + behind.len(),
                format!("{mark} {behind}"),
            )
        };
        let side = if is_opening { "before" } else { "behind" };
        let message = format!("the space {side} {mark} is missing");
        found.push(Remark::new(span, message, 0.85).instead(apart));
    }
    found
}

/// `Iran(IP)`, but not `number(s)`, `Fe(II)` or `f(x)`.
fn opens_run_on(text: &str, at: usize, before: &str) -> bool {
    let Some(length) = text[at..].find(')') else {
        return false;
    };
    let inside = &text[at + 1..at + length];
    let behind = text[at + length + 1..].chars().next();
    before.chars().count() > 2
        && ends_in_words(before)
        && inside.chars().count() > 4
        && inside.contains(char::is_alphabetic)
        && !behind.is_some_and(char::is_alphabetic)
}

fn ends_in_words(word: &str) -> bool {
    word.chars()
        .last()
        .is_some_and(|c| c.is_lowercase() || is_arabic(c))
}

/// `(IP)said`, but not `(s)he` or `re(construct)ed`.
fn closes_run_on(text: &str, at: usize, behind: &str) -> bool {
    let Some(open) = text[..at].rfind('(') else {
        return false;
    };
    let inside = &text[open + 1..at];
    behind.chars().count() > 2
        && inside.chars().count() > 2
        && !inside.ends_with(['-', '‑', '\u{200c}'])
        && inside.contains(char::is_alphabetic)
        && !text[..open].ends_with(char::is_alphabetic)
        && !inside.chars().all(char::is_lowercase)
}

/// Whether a word stands to a guillemet from outside, in languages that never do that. Arabic
/// particles of one letter or two are written to what is quoted.
fn hugs_outside(language: &LanguageTag, word: &str) -> bool {
    let length = word.chars().count();
    match language.primary() {
        "ar" | "ckb" => length > 3,
        "fa" | "ur" | "ps" => length > 1,
        "fr" | "es" | "it" | "pt" => length > 1,
        _ => language.script() == "Cyrl" && length > 1,
    }
}

fn is_suffix(word: &str, language: &LanguageTag) -> bool {
    let profile = profile_of(language);
    let is_loose = profile.loose_suffixes.iter().any(|suffix| suffix == word);
    is_loose || word.starts_with('\u{200c}') || word.starts_with("های")
}

/// The run of letters that a text ends with.
fn word_before(text: &str) -> &str {
    let start = text
        .char_indices()
        .rev()
        .take_while(|(_, c)| c.is_alphabetic() || *c == '\u{200c}')
        .last();
    start.map_or("", |(start, _)| &text[start..])
}

/// The run of letters that a text begins with.
fn word_behind(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphabetic() && c != '\u{200c}');
    &text[..end.unwrap_or(text.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(language: &str, text: &str) -> Vec<String> {
        let language = LanguageTag::parse(language).unwrap();
        let mut found = behind_marks(text, &language);
        found.extend(at_brackets(text, &language));
        found.into_iter().filter_map(|own| own.suggestion).collect()
    }

    #[test]
    fn marks_want_a_space_behind_them() {
        for (language, text, apart) in [
            ("en", "It ended.Then he left", "ended. Then"),
            ("en", "one,two", "one, two"),
            ("fa", "رفت.سپس برگشت", "رفت. سپس"),
            ("fa", "ایران،روسیه", "ایران، روسیه"),
            ("ar", "قال ذلك،ثم ذهب", "ذلك، ثم"),
            ("ru", "конец.Начало", "конец. Начало"),
            ("en", "in Iran(Islamic Republic of)", "Iran ("),
            ("ru", "агентство«Фарс»", "агентство «"),
            ("en", "in 1996,killing nine", ", killing"),
            ("fr", "« Oui »,dit-il", ", dit"),
            ("ar", "في 2016،هاجم", "، هاجم"),
        ] {
            assert_eq!(found(language, text), [apart], "{text}");
        }
    }

    #[test]
    fn names_abbreviations_and_brackets_in_words_are_left_alone() {
        for (language, text) in [
            (
                "en",
                "Node.js, rt.com, Ph.D. and U.S.Army; 1,000 number(s), (s)he, f(x)",
            ),
            ("en", "Booking.com said 10.Then e.g.This"),
            ("ru", "А.С.Пушкин и т.е. это"),
            ("fa", "ق.م. و «کتاب»ها و ۱٫۵"),
            ("ar", "و«النص» بـ«القدس»"),
            ("fr", "l’ONU(s) d’« accord »"),
            ("de", "»Zitat« und (Bundes-)Kanzler"),
        ] {
            assert!(
                found(language, text).is_empty(),
                "{text} {:?}",
                found(language, text)
            );
        }
    }

    #[test]
    fn a_capital_inside_parts_a_word_once() {
        assert_eq!(inner_capital("meetingIran"), Some(7));
        assert_eq!(inner_capital("McDonaldMc"), None);
        assert_eq!(inner_capital("macOS"), None);
        assert_eq!(inner_capital("Iran"), None);
    }
}
