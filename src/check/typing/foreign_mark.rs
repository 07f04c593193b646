//! `foreign-mark`: marks of another script's keyboard: a Latin comma in Persian, a half-width
//! one in Chinese, a full-width one in English.

use super::super::article::{Article, Remark};
use super::super::conventions::{
    Writing, is_arabic, is_full_width_letter, is_mark, is_within, unruled, writing_of,
};
use super::super::{Check, Example, Examples, Finding, Fix, Knowledge, Subject, Told};
use crate::model::Severity;

/// Finds marks that the script of the word before them does not have.
pub struct ForeignMark;

const ARABIC: &[(char, char)] = &[(',', '،'), (';', '؛'), ('?', '؟')];
const FULL_WIDTH: &[(char, char)] = &[
    (',', '，'),
    (';', '；'),
    ('?', '？'),
    ('!', '！'),
    (':', '：'),
];
const HALF_WIDTH: &[(char, char)] = &[
    ('，', ','),
    ('；', ';'),
    ('？', '?'),
    ('！', '!'),
    ('：', ':'),
    ('。', '.'),
    ('、', ','),
    ('،', ','),
    ('؛', ';'),
    ('؟', '?'),
];

impl Check for ForeignMark {
    fn id(&self) -> &'static str {
        "foreign-mark"
    }

    fn severity(&self) -> Severity {
        Severity::Note
    }

    fn about(&self) -> &'static str {
        "A punctuation mark of another script: a Latin comma in Persian, a half-width one in Chinese"
    }

    fn explains(&self) -> &'static str {
        "The letter before the mark decides, so a Latin name in Persian text may keep its comma. Hebrew writes Latin marks. Brackets and full stops are left alone in Chinese, where both widths are in use, and a mark that most of the text has half-width."
    }

    fn fix(&self) -> Fix {
        Fix::Safe
    }

    fn told(&self) -> Told {
        Told::Slips { from: 2 }
    }

    fn examples(&self) -> Examples {
        Examples {
            bad: Example::of("fa", &["تهران, مسکو و پکن گفتگو کردند."]),
            good: Example::of("fa", &["تهران، مسکو و پکن (BBC, CNN) گفتگو کردند."]),
        }
    }

    fn run(&self, subject: &Subject<'_>, _: &Knowledge<'_>) -> Vec<Finding> {
        let article = Article::of(subject);
        let writing = writing_of(article.language);
        let (marks, is_own): (_, fn(char) -> bool) = match writing {
            Writing::Arabic => (ARABIC, |c| is_arabic(c) || is_mark(c)),
            Writing::FullWidth => (FULL_WIDTH, is_full_width_letter),
            Writing::Cased => (HALF_WIDTH, |c| {
                c.is_alphabetic() && !is_full_width_letter(c) && !is_arabic(c)
            }),
            Writing::Caseless | Writing::Unspaced => return Vec::new(),
        };
        // A Chinese text that has one mark half-width throughout means it so.
        let count = |mark: char| -> usize {
            let texts = article.paragraphs.iter().map(|own| own.text);
            texts.map(|text| text.matches(mark).count()).sum()
        };
        let is_habit =
            |foreign: char, own: char| writing == Writing::FullWidth && count(foreign) > count(own);
        let meant: Vec<char> = marks
            .iter()
            .filter(|(foreign, own)| is_habit(*foreign, *own))
            .map(|(foreign, _)| *foreign)
            .collect();
        article.each(self, |paragraph| {
            let text = paragraph.text;
            let unruled = unruled(text);
            text.char_indices()
                .filter_map(|(at, mark)| {
                    let (_, own) = marks.iter().find(|(foreign, _)| *foreign == mark)?;
                    let before = text[..at].chars().next_back()?;
                    let end = at + mark.len_utf8();
                    let is_time =
                        mark == ':' && text[end..].starts_with(|c: char| c.is_ascii_alphanumeric());
                    if meant.contains(&mark) || is_time || is_within(&unruled, at) {
                        return None;
                    }
                    let rest = text[end..].trim_start();
                    let is_before_own = rest.len() < text.len() - end && rest.starts_with(is_own);
                    let is_behind_other =
                        before.is_numeric() || matches!(before, '"' | '»' | '”' | ')');
                    let counts = is_own(before)
                        || writing == Writing::Arabic && is_behind_other && is_before_own;
                    counts.then(|| {
                        Remark::new(at..end, format!("{mark} is {own} in this language"), 0.92)
                            .instead(*own)
                    })
                })
                .collect()
        })
    }
}
