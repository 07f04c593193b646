//! `presentation-form`: Arabic letters in the shapes of old fonts, and words stretched with
//! kashida.

use unicode_normalization::UnicodeNormalization;

use super::super::article::{Article, Remark};
use super::super::conventions::{is_arabic, is_mark, words};
use super::super::{Check, Example, Examples, Finding, Fix, Knowledge, Subject, Told};
use crate::model::Severity;

/// Finds letters that are shapes, and tatweel between letters.
pub struct Presentation;

impl Check for Presentation {
    fn id(&self) -> &'static str {
        "presentation-form"
    }

    fn severity(&self) -> Severity {
        Severity::Note
    }

    fn about(&self) -> &'static str {
        "A word is written with Arabic presentation forms or stretched with kashida (ﺍﻳﺮﺍﻥ, إيـــران)"
    }

    fn explains(&self) -> &'static str {
        "They come out of PDF files and old programs, and no search finds them. The signs ﷺ, ﷲ and ﷼, ornate brackets, and a tatweel at an end of a word (هـ, بـ) are right."
    }

    fn fix(&self) -> Fix {
        Fix::Safe
    }

    fn told(&self) -> Told {
        Told::Habit { from: 2 }
    }

    fn examples(&self) -> Examples {
        Examples {
            bad: Example::of("ar", &["قال الرئيس الإيــــراني"]),
            good: Example::of("ar", &["قال الرئيس الإيراني عام 1443هـ ﷺ"]),
        }
    }

    fn run(&self, subject: &Subject<'_>, _: &Knowledge<'_>) -> Vec<Finding> {
        Article::of(subject).each(self, |paragraph| {
            if !paragraph.text.contains(|c| is_shape(c) || c == TATWEEL) {
                return Vec::new();
            }
            words(paragraph.text)
                .filter_map(|(start, word)| {
                    let mended = mended(word);
                    (mended != word).then(|| {
                        let message = format!("{word} is written with shapes, not letters");
                        Remark::new(start..start + word.len(), message, 0.93).instead(mended)
                    })
                })
                .chain(alone(paragraph.text))
                .collect()
        })
    }
}

const TATWEEL: char = 'ـ';

/// A shape of an Arabic letter or vowel sign (U+FB50–FDFB, U+FE70–FEFC).
fn is_shape(c: char) -> bool {
    matches!(c, '\u{fb50}'..='\u{fd3d}' | '\u{fd50}'..='\u{fdcf}' | '\u{fe70}'..='\u{fefc}')
}

/// Shapes of signs that stand in no word.
fn alone(text: &str) -> impl Iterator<Item = Remark> {
    text.char_indices()
        .filter(|(_, c)| is_shape(*c) && !c.is_alphabetic())
        .map(|(at, c)| Remark::new(at..at + c.len_utf8(), "a shape, not a letter", 0.9))
}

/// The word in letters, without a tatweel between two of them.
fn mended(word: &str) -> String {
    let letters: Vec<char> = word
        .chars()
        .flat_map(|c| {
            let shape = is_shape(c);
            let kept = (!shape).then_some(c);
            let other = shape.then(|| c.nfkc()).into_iter().flatten();
            kept.into_iter().chain(other.filter(|c| *c != ' '))
        })
        .collect();
    let is_letter = |c: &&char| is_arabic(**c) || is_mark(**c);
    let at_inside = |at: usize| {
        let before = letters[..at].iter().rev().find(|c| **c != TATWEEL);
        let behind = letters[at + 1..].iter().find(|c| **c != TATWEEL);
        before.filter(is_letter).is_some() && behind.filter(is_letter).is_some()
    };
    let kept = letters.iter().enumerate();
    kept.filter(|(at, c)| **c != TATWEEL || !at_inside(*at))
        .map(|(_, c)| *c)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_become_letters() {
        assert_eq!(mended("ﺍﻳﺮﺍﻥ"), "ايران");
        assert_eq!(mended("إيـــران"), "إيران");
        assert_eq!(mended("هـ"), "هـ");
        assert_eq!(mended("بـ"), "بـ");
    }
}
