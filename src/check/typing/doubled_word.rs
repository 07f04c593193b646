//! `doubled-word`: a word typed twice.

use super::super::article::{Article, Remark};
use super::super::conventions::{Writing, doubled_on_purpose, is_spaced, writing_of};
use super::super::{Check, Example, Examples, Finding, Fix, Knowledge, Subject, Told};
use crate::model::Severity;
use crate::text::{Analyser, Token, TokenClass, is_letter};

/// Finds a word that stands twice with nothing but space between.
pub struct DoubledWord;

impl Check for DoubledWord {
    fn id(&self) -> &'static str {
        "doubled-word"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn about(&self) -> &'static str {
        "A word stands twice in a row"
    }

    fn explains(&self) -> &'static str {
        "Words that a language doubles on purpose (English “had had”, French “nous nous”) and names (“Duran Duran”) do not count; in languages that double words as a matter of grammar (Persian, Turkish, Hindi) only function words do. In Chinese and Japanese a run of three ideographs and more counts."
    }

    fn fix(&self) -> Fix {
        Fix::Safe
    }

    fn told(&self) -> Told {
        Told::Habit { from: 4 }
    }

    fn examples(&self) -> Examples {
        Examples {
            bad: Example::of("en", &["He stressed the the need to cooperate."]),
            good: Example::of("en", &["He stressed the need that that pact had had."]),
        }
    }

    fn run(&self, subject: &Subject<'_>, _: &Knowledge<'_>) -> Vec<Finding> {
        let article = Article::of(subject);
        if writing_of(article.language) == Writing::FullWidth {
            return article.each(self, |paragraph| runs_twice(paragraph.text));
        }
        if !is_spaced(article.language) {
            return Vec::new();
        }
        let analyser = Analyser::new(article.language);
        let on_purpose = doubled_on_purpose(article.language);
        article.each(self, |paragraph| {
            let tokens = analyser.tokens(paragraph.text);
            tokens
                .windows(2)
                .filter_map(|pair| {
                    let (first, second) = (pair[0], pair[1]);
                    let between = &paragraph.text[first.end()..second.start];
                    let is_doubled = !between.is_empty()
                        && between.chars().all(char::is_whitespace)
                        && counts(first, second, &analyser, on_purpose)
                        && is_word(first)
                        && is_word(second);
                    is_doubled.then(|| {
                        let span = first.start..second.end();
                        let confidence = if first.text == second.text {
                            0.92
                        } else {
                            0.85
                        };
                        Remark::new(span, format!("{} stands twice", second.text), confidence)
                            .instead(first.text)
                    })
                })
                .collect()
        })
    }
}

/// Runs of three to ten ideographs that stand twice: verbs of one or two are doubled as a matter
/// of grammar (看看, 研究研究). Linear in the text.
fn runs_twice(text: &str) -> Vec<Remark> {
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let is_ideograph = |c: char| matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}');
    let end_of = |at: usize| letters.get(at).map_or(text.len(), |(start, _)| *start);
    let mut found = Vec::new();
    let mut at = 0;
    while at + 6 <= letters.len() {
        let is_double = |length: &usize| {
            let Some(both) = letters.get(at..at + 2 * length) else {
                return false;
            };
            let (one, two) = both.split_at(*length);
            let is_same = one.iter().zip(two).all(|(own, other)| own.1 == other.1);
            let is_one_letter = one.iter().all(|own| own.1 == one[0].1);
            is_same && !is_one_letter && one.iter().all(|own| is_ideograph(own.1))
        };
        match (3..=10).find(is_double) {
            Some(length) => {
                let span = end_of(at)..end_of(at + 2 * length);
                let words = &text[end_of(at)..end_of(at + length)];
                let message = format!("{words} stands twice");
                found.push(Remark::new(span, message, 0.85).instead(words));
                at += 2 * length;
            }
            None => at += 1,
        }
    }
    found
}

fn is_word(token: Token<'_>) -> bool {
    token.class == TokenClass::Word && token.text.chars().all(|c| is_letter(c) || c == '\u{200c}')
}

/// Whether two words are one that was typed twice.
fn counts(
    first: Token<'_>,
    second: Token<'_>,
    analyser: &Analyser,
    on_purpose: Option<&[&str]>,
) -> bool {
    let first_letter = |word: Token<'_>| word.text.chars().next().map(char::to_lowercase);
    // Most words are told apart by their first letters, without a copy of either.
    if !first_letter(first)
        .into_iter()
        .flatten()
        .eq(first_letter(second).into_iter().flatten())
    {
        return false;
    }
    let lower = second.text.to_lowercase();
    if first.text.to_lowercase() != lower {
        return false;
    }
    match on_purpose {
        Some(words) => {
            let is_name = second.text.contains(char::is_uppercase);
            !is_name && !words.contains(&lower.as_str())
        }
        // Short ones may be letters of a foreign name (سي إن إن).
        None => {
            analyser.is_function_word(&analyser.folded(second.text)) && lower.chars().count() > 2
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_ideographs_are_found_and_grammar_is_not() {
        let found = |text: &str| -> Vec<String> {
            let found = runs_twice(text).into_iter();
            found.filter_map(|own| own.suggestion).collect()
        };
        assert_eq!(found("上合组织秘书长秘书长表示"), ["秘书长"]);
        for text in ["研究研究", "看看，看看", "哈哈哈哈哈哈", "2026年2026年", ""]
        {
            assert!(found(text).is_empty(), "{text}");
        }
    }
}
