//! `mixed-quotes`: two kinds of quotation marks in one text.

use super::super::article::{Article, Remark};
use super::super::{Check, Example, Examples, Finding, Knowledge, Subject};
use super::balance::{Mark, Role};
use super::quotes::marks;
use crate::model::Severity;

/// Finds quotations that are marked in another way than those of the rest of the text.
pub struct QuoteKinds;

impl Check for QuoteKinds {
    fn id(&self) -> &'static str {
        "mixed-quotes"
    }

    fn severity(&self) -> Severity {
        Severity::Note
    }

    fn about(&self) -> &'static str {
        "Quotations of one text are marked in two ways, such as \"…\" and “…”"
    }

    fn explains(&self) -> &'static str {
        "Told once for a document, at the first quotation of the rarer kind. Quotations inside quotations may have other marks, so a text that has lost its paragraphs, with a sentence to each line, is not judged."
    }

    fn examples(&self) -> Examples {
        Examples {
            bad: Example::of(
                "en",
                &["“Yes,” he said.", "“No,” she said.", "\"Well,\" he said."],
            ),
            good: Example::of("en", &["“Yes,” he said.", "“No ‘no’,” she said."]),
        }
    }

    fn run(&self, subject: &Subject<'_>, _: &Knowledge<'_>) -> Vec<Finding> {
        let article = Article::of(subject);
        if article.is_a_sentence_to_a_line() {
            return Vec::new();
        }
        let mut opened: Vec<(usize, Mark, Kind)> = Vec::new();
        for (number, paragraph) in article.paragraphs.iter().enumerate() {
            let marks = marks(paragraph.text, article.language);
            opened.extend(
                outer(&marks)
                    .into_iter()
                    .map(|(mark, kind)| (number, mark, kind)),
            );
        }
        let count = |kind: Kind| opened.iter().filter(|(_, _, own)| *own == kind).count();
        let Some(usual) = Kind::ALL.into_iter().max_by_key(|kind| count(*kind)) else {
            return Vec::new();
        };
        let others: Vec<_> = opened
            .iter()
            .filter(|(_, _, kind)| *kind != usual)
            .collect();
        let Some((number, mark, _)) = others.first() else {
            return Vec::new();
        };
        let more = match others.len() {
            1 => String::new(),
            count => format!(" (and {} more)", count - 1),
        };
        let message = format!(
            "a quotation with {}{more}; the text has {} of another kind",
            mark.character,
            count(usual)
        );
        let span = mark.at..mark.at + mark.character.len_utf8();
        let remark = Remark::new(span, message, 0.9);
        vec![article.finding(self, &article.paragraphs[*number], remark)]
    }
}

/// How a quotation is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Straight,
    Curly,
    Guillemets,
    Corners,
}

impl Kind {
    const ALL: [Self; 4] = [Self::Corners, Self::Guillemets, Self::Curly, Self::Straight];

    fn of(character: char) -> Option<Self> {
        Some(match character {
            '"' | '＂' => Self::Straight,
            '“' | '”' | '„' | '‟' => Self::Curly,
            '«' | '»' => Self::Guillemets,
            '「' | '」' => Self::Corners,
            _ => return None,
        })
    }
}

/// The quotations of a paragraph outside any other that are closed there, by the mark that opens
/// them; where another kind of mark closes one, that mark too.
fn outer(marks: &[Mark]) -> Vec<(Mark, Kind)> {
    let mut open: Vec<Mark> = Vec::new();
    let mut found = Vec::new();
    for mark in marks {
        let closes = match mark.role {
            Role::Close => true,
            Role::Open => false,
            Role::Either => open.iter().any(|other| other.kind == mark.kind),
        };
        if !closes {
            open.push(*mark);
            continue;
        }
        let fellow = open.iter().rposition(|other| other.kind == mark.kind);
        let Some(fellow) = fellow.or(open.len().checked_sub(1)) else {
            continue;
        };
        let opened = open[fellow];
        open.truncate(fellow);
        if !open.is_empty() {
            continue;
        }
        let (start, end) = (Kind::of(opened.character), Kind::of(mark.character));
        found.extend(start.map(|kind| (opened, kind)));
        found.extend(end.filter(|_| start != end).map(|kind| (*mark, kind)));
    }
    found
}
