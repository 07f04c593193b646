//! `two-capitals`: a word that begins with two capitals (`IRan`).

use rustc_hash::FxHashSet;

use super::super::article::{Article, Remark};
use super::super::conventions::{Writing, is_within, unruled, words, writing_of};
use super::super::{Check, Example, Examples, Finding, Fix, Knowledge, Subject, Told};
use crate::model::Severity;

/// Finds words with two capitals that the text writes with one elsewhere.
pub struct Capitals;

impl Check for Capitals {
    fn id(&self) -> &'static str {
        "two-capitals"
    }

    fn severity(&self) -> Severity {
        Severity::Note
    }

    fn about(&self) -> &'static str {
        "A word begins with two capitals, and with one elsewhere in the text (IRan, Iran)"
    }

    fn explains(&self) -> &'static str {
        "Plurals of acronyms (MPs, NGOs) and words that the text never writes otherwise are left alone."
    }

    fn fix(&self) -> Fix {
        Fix::Safe
    }

    fn told(&self) -> Told {
        Told::Habit { from: 4 }
    }

    fn examples(&self) -> Examples {
        Examples {
            bad: Example::of(
                "en",
                &["Iran and Russia agreed.", "IRan will host the meeting."],
            ),
            good: Example::of(
                "en",
                &["Iran and Russia agreed.", "MPs of NGOs and PMs met."],
            ),
        }
    }

    fn run(&self, subject: &Subject<'_>, _: &Knowledge<'_>) -> Vec<Finding> {
        let article = Article::of(subject);
        if writing_of(article.language) != Writing::Cased {
            return Vec::new();
        }
        let all = article.paragraphs.iter().flat_map(|own| words(own.text));
        let known: FxHashSet<&str> = all.map(|(_, word)| word).collect();
        article.each(self, |paragraph| {
            let unruled = unruled(paragraph.text);
            words(paragraph.text)
                .filter(|(start, _)| !is_within(&unruled, *start))
                .filter_map(|(start, word)| {
                    let usual = with_one_capital(word)?;
                    let lower = usual.to_lowercase();
                    let is_known = known.contains(usual.as_str()) || known.contains(lower.as_str());
                    is_known.then(|| {
                        let message = format!("{word} begins with two capitals");
                        Remark::new(start..start + word.len(), message, 0.92).instead(usual)
                    })
                })
                .collect()
        })
    }
}

/// A word of two capitals and at least two small letters, with one capital.
fn with_one_capital(word: &str) -> Option<String> {
    let letters: Vec<char> = word.chars().collect();
    let (capitals, small) = letters.split_at_checked(2)?;
    let is_typed_so = capitals.iter().all(|c| c.is_uppercase())
        && small.len() >= 2
        && small.iter().all(|c| c.is_lowercase());
    is_typed_so.then(|| {
        let second = capitals[1].to_lowercase();
        std::iter::once(capitals[0])
            .chain(second)
            .chain(small.iter().copied())
            .collect()
    })
}
