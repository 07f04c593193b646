//! `unbalanced-bracket`: a bracket without its fellow, or with nothing inside.

use super::super::article::{Article, Remark};
use super::super::conventions::{is_within, unruled};
use super::super::{Check, Example, Examples, Finding, Knowledge, Subject, Told};
use super::balance::{Habit, Mark, Role, lonely};
use crate::model::Severity;

/// Finds brackets without their fellow, over the whole document.
pub struct Brackets;

const PAIRS: &[(char, char)] = &[
    ('(', ')'),
    ('[', ']'),
    ('{', '}'),
    ('（', '）'),
    ('【', '】'),
    ('［', '］'),
];

impl Check for Brackets {
    fn id(&self) -> &'static str {
        "unbalanced-bracket"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn about(&self) -> &'static str {
        "A bracket is opened and not closed, closed and not opened, or empty"
    }

    fn explains(&self) -> &'static str {
        "A bracket may stay open over lines. Numbers of lists, a) or 1), and smileys do not count."
    }

    fn told(&self) -> Told {
        Told::Habit { from: 4 }
    }

    fn examples(&self) -> Examples {
        Examples {
            bad: Example::of(
                "en",
                &["The organization (SCO met in Dushanbe.", "It ended."],
            ),
            good: Example::of("en", &["a) The organization (SCO) met [in Dushanbe]."]),
        }
    }

    fn run(&self, subject: &Subject<'_>, _: &Knowledge<'_>) -> Vec<Finding> {
        let article = Article::of(subject);
        let paragraphs: Vec<Vec<Mark>> = article
            .paragraphs
            .iter()
            .map(|paragraph| marks(paragraph.text))
            .collect();
        let alone = lonely(&paragraphs, Habit::Strict)
            .into_iter()
            .map(|(number, mark)| {
                let what = match mark.role {
                    Role::Close => "closed and not opened",
                    _ => "opened and not closed",
                };
                let end = mark.at + mark.character.len_utf8();
                let message = format!("a bracket is {what}");
                let remark = Remark::new(mark.at..end, message, 0.9);
                article.finding(self, &article.paragraphs[number], remark)
            });
        let empty = article.each(self, |paragraph| {
            let pairs = ["()", "[]", "«»", "“”", "（）"].into_iter();
            pairs
                .flat_map(|pair| paragraph.text.match_indices(pair))
                .filter(|(at, _)| {
                    // A call in code, a check box.
                    !paragraph.text[..*at]
                        .ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
                })
                .map(|(at, pair)| Remark::new(at..at + pair.len(), "nothing stands inside", 0.85))
                .collect()
        });
        alone.chain(empty).collect()
    }
}

/// The brackets of a paragraph.
fn marks(text: &str) -> Vec<Mark> {
    let unruled = unruled(text);
    let mut found = Vec::new();
    for (at, character) in text.char_indices() {
        let place = PAIRS
            .iter()
            .position(|(open, close)| *open == character || *close == character);
        let Some(kind) = place else {
            continue;
        };
        let role = match PAIRS[kind].0 == character {
            true => Role::Open,
            false => Role::Close,
        };
        // Full-width brackets and others close one another in Chinese.
        let kind = [0, 1, 2, 0, 1, 1][kind];
        if !is_list_number(text, at) && !is_smiley(text, at) && !is_within(&unruled, at) {
            found.push(Mark {
                at,
                character,
                kind,
                role,
                is_free: false,
                is_first: false,
            });
        }
    }
    found
}

/// `a)`, `12)`, `IV)` behind the beginning of the text or a space.
fn is_list_number(text: &str, at: usize) -> bool {
    if !text[at..].starts_with([')', '）']) {
        return false;
    }
    let before = &text[..at];
    let number = before
        .rsplit(|c: char| c.is_whitespace() || c == '(' || c == '（')
        .next()
        .unwrap_or("");
    let is_open_here =
        before.len() > number.len() && before[..before.len() - number.len()].ends_with(['(', '（']);
    let letters = number.chars().count();
    !is_open_here
        && (1..=4).contains(&letters)
        && (letters == 1
            || number
                .chars()
                .all(|c| c.is_numeric() || "ivxIVX".contains(c)))
        && opens_nothing(before)
}

/// Whether no bracket is open at the end of a text.
fn opens_nothing(text: &str) -> bool {
    let count = |marks: [char; 2]| text.chars().filter(|c| marks.contains(c)).count();
    count(['(', '（']) <= count([')', '）'])
}

fn is_smiley(text: &str, at: usize) -> bool {
    let before = &text[..at];
    [":", ";", ":-", ";-", "=", ":'"]
        .iter()
        .any(|eyes| before.ends_with(eyes))
        && before
            .trim_end_matches([':', ';', '-', '=', '\''])
            .ends_with(|c: char| c.is_whitespace() || c == '.')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lonely_of(text: &str) -> Vec<usize> {
        let found = lonely(&[marks(text)], Habit::Strict);
        found.into_iter().map(|(_, mark)| mark.at).collect()
    }

    #[test]
    fn lists_smileys_and_pairs_are_left_alone() {
        for text in ["a) one b) two (three) 12) four", "fine :) (so)", "(see 1))"] {
            assert_eq!(
                lonely_of(text),
                if text.ends_with("))") {
                    vec![7]
                } else {
                    vec![]
                },
                "{text}"
            );
        }
        assert_eq!(lonely_of("so (and [so) it]"), [8, 15]);
        assert_eq!(lonely_of("中国（北京)"), Vec::<usize>::new());
    }
}
