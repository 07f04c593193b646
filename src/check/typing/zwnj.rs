//! `missing-zwnj`: Persian affixes written apart with a space (می شود, کتاب ها).

use super::super::article::{Article, Remark};
use super::super::conventions::words;
use super::super::{Check, Example, Examples, Finding, Fix, Knowledge, Subject, Told};
use crate::model::Severity;

/// Finds می, نمی and ها with a space where a ZWNJ belongs.
pub struct Zwnj;

/// The plural with what may follow it. The comparative is left out: تر is a word too (wet).
const PLURALS: &[&str] = &[
    "ها",
    "های",
    "هایی",
    "هایم",
    "هایت",
    "هایش",
    "هایمان",
    "هایتان",
    "هایشان",
];

/// A text with this many right ones for each other one means to write them right.
const RIGHT_ONES: usize = 3;

impl Check for Zwnj {
    fn id(&self) -> &'static str {
        "missing-zwnj"
    }

    fn severity(&self) -> Severity {
        Severity::Note
    }

    fn about(&self) -> &'static str {
        "A Persian affix is written apart with a space: می شود, کتاب ها (write می‌شود, کتاب‌ها)"
    }

    fn explains(&self) -> &'static str {
        "By the orthography of the Academy of Persian Language, in texts that keep to it: three right ones for each that is apart. Of texts that write them apart as a habit `separate-affix` tells each."
    }

    fn fix(&self) -> Fix {
        Fix::Safe
    }

    fn told(&self) -> Told {
        Told::Slips { from: 2 }
    }

    fn examples(&self) -> Examples {
        Examples {
            bad: Example::of("fa", &["او می‌رود و کتاب‌ها را می‌آورد و نمی آید."]),
            good: Example::of("fa", &["او می‌رود و کتاب‌ها را می‌آورد."]),
        }
    }

    fn run(&self, subject: &Subject<'_>, _: &Knowledge<'_>) -> Vec<Finding> {
        let article = Article::of(subject);
        if article.language.primary() != "fa" {
            return Vec::new();
        }
        let joined: usize = article.paragraphs.iter().map(|own| joined(own.text)).sum();
        let found = article.each(self, |paragraph| apart(paragraph.text));
        match found.len() * RIGHT_ONES <= joined {
            true => found,
            false => Vec::new(),
        }
    }
}

/// How many affixes are written right.
fn joined(text: &str) -> usize {
    let is_joined = |(_, word): &(usize, &str)| {
        word.split_once('\u{200c}').is_some_and(|(first, last)| {
            matches!(first, "می" | "نمی") || PLURALS.iter().any(|plural| last.ends_with(plural))
        })
    };
    words(text).filter(is_joined).count()
}

/// The affixes of a text that are written apart.
pub(super) fn apart(text: &str) -> Vec<Remark> {
    let words: Vec<(usize, &str)> = words(text).collect();
    words
        .windows(2)
        .filter_map(|pair| {
            let ((start, first), (next, second)) = (pair[0], pair[1]);
            let end = next + second.len();
            if text[start + first.len()..next] != *" " {
                return None;
            }
            let is_verb = matches!(first, "می" | "نمی") && second.chars().count() > 1;
            let is_plural = PLURALS.contains(&second) && first.chars().count() > 1;
            (is_verb || is_plural).then(|| {
                let message = format!("{first} {second} is written apart");
                Remark::new(start..end, message, 0.92).instead(format!("{first}\u{200c}{second}"))
            })
        })
        .collect()
}
