//! `unspaced-mark`: French marks without the space that belongs before them.

use super::super::article::{Article, Remark};
use super::super::conventions::{is_within, marks_behind_space, unruled};
use super::super::{Check, Example, Examples, Finding, Fix, Knowledge, Subject, Told};
use crate::model::Severity;

/// Finds double marks and guillemets that stand to their words in French.
pub struct UnspacedMark;

impl Check for UnspacedMark {
    fn id(&self) -> &'static str {
        "unspaced-mark"
    }

    fn severity(&self) -> Severity {
        Severity::Note
    }

    fn about(&self) -> &'static str {
        "A French mark (! ? ; : « ») has no space on the inner side"
    }

    fn explains(&self) -> &'static str {
        "Any kind of space will do; one that does not break is suggested. In the French of Canada and Switzerland only the colon and the guillemets count."
    }

    fn fix(&self) -> Fix {
        Fix::Safe
    }

    fn told(&self) -> Told {
        Told::Slips { from: 2 }
    }

    fn examples(&self) -> Examples {
        Examples {
            bad: Example::of("fr", &["Pourquoi? «Parce que», dit-il."]),
            good: Example::of("fr", &["Pourquoi ? « Parce que », dit-il à 10:30."]),
        }
    }

    fn run(&self, subject: &Subject<'_>, _: &Knowledge<'_>) -> Vec<Finding> {
        let article = Article::of(subject);
        let marks = marks_behind_space(article.language);
        if marks.is_empty() {
            return Vec::new();
        }
        article.each(self, |paragraph| {
            let text = paragraph.text;
            let unruled = unruled(text);
            text.char_indices()
                .filter(|(at, _)| !is_within(&unruled, *at))
                .filter_map(|(at, mark)| match mark {
                    '«' => opening(text, at),
                    mark if marks.contains(mark) => closing(text, at, mark),
                    _ => None,
                })
                .collect()
        })
    }
}

fn opening(text: &str, at: usize) -> Option<Remark> {
    let end = at + '«'.len_utf8();
    let next = text[end..].chars().next()?;
    next.is_alphanumeric()
        .then(|| Remark::new(at..end, "the space behind « is missing", 0.92).instead("«\u{a0}"))
}

fn closing(text: &str, at: usize, mark: char) -> Option<Remark> {
    let end = at + mark.len_utf8();
    let last = text[..at].chars().next_back()?;
    let next = text[end..].chars().next().unwrap_or(' ');
    let stands_to =
        last.is_alphanumeric() || matches!(last, ')' | '»' | '”' | '"' | '%' | '.' | '’');
    let is_inside = match mark {
        // Times, addresses, emphasis in code.
        ':' => next.is_alphanumeric() || matches!(next, '/' | ':') || last == '.',
        ';' | '!' | '?' => next.is_alphanumeric() || last == '.',
        _ => false,
    };
    (stands_to && !is_inside).then(|| {
        Remark::new(at..end, format!("the space before {mark} is missing"), 0.92)
            .instead(format!("\u{a0}{mark}"))
    })
}
