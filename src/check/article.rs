//! The side of a subject that its author can still change, as one article: paragraphs with the
//! sentences in them.
//!
//! Checks of typing look at paragraphs, for a quotation, a bracket or a doubled space crosses the
//! ends of sentences.

use std::ops::Range;

use super::{Check, Finding, Passage, Side, Subject};
use crate::lang::LanguageTag;

/// Fewer lines than this are no text of which to say how it is divided.
const FEW_LINES: usize = 5;

/// One side's text in paragraphs.
pub(super) struct Article<'s, 't> {
    /// Which side it is.
    pub(super) side: Side,
    /// Its language.
    pub(super) language: &'s LanguageTag,
    /// Its paragraphs in the order of the text; none is empty.
    pub(super) paragraphs: Vec<Paragraph<'t>>,
    /// Whether empty lines part them.
    has_empty_lines: bool,
}

/// A paragraph of an article; a segment alone where the text around the segments is not known.
pub(super) struct Paragraph<'t> {
    /// From its first sentence to its last.
    pub(super) text: &'t str,
    /// The byte offset at which it starts in the whole text.
    pub(super) start: usize,
    /// Its sentences, with the numbers of their segments.
    pub(super) sentences: Vec<(usize, Passage<'t>)>,
}

/// What a check has to say of a place in a paragraph.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Remark {
    /// The bytes of the paragraph's text.
    pub(super) span: Range<usize>,
    /// What is wrong.
    pub(super) message: String,
    /// What to write in the place of the span.
    pub(super) suggestion: Option<String>,
    /// How sure the check is, 0–1.
    pub(super) confidence: f64,
}

impl<'s, 't> Article<'s, 't> {
    /// The article that a subject is, or has as its translation. Linear in the text.
    pub(super) fn of(subject: &'s Subject<'t>) -> Self {
        Self::of_side(subject, subject.own_side())
    }

    /// One side of a subject as an article.
    pub(super) fn of_side(subject: &'s Subject<'t>, side: Side) -> Self {
        let whole = match side {
            Side::Source => subject.whole.source,
            Side::Target => subject.whole.target,
        };
        let sentences: Vec<_> = subject
            .passages(side)
            .filter(|(_, passage)| !passage.text.trim().is_empty())
            .collect();
        let paragraphs = match whole {
            Some(whole) => joined(whole, &sentences),
            None => sentences.chunks(1).filter_map(alone).collect(),
        };
        Self {
            side,
            language: subject.language(side),
            paragraphs,
            has_empty_lines: whole
                .is_some_and(|whole| whole.contains("\n\n") || whole.contains("\n\r\n")),
        }
    }

    /// What a check that looks at each paragraph by itself has to say.
    pub(super) fn each(
        &self,
        check: &dyn Check,
        mut look: impl FnMut(&Paragraph<'t>) -> Vec<Remark>,
    ) -> Vec<Finding> {
        let remarks = |paragraph: &Paragraph<'t>| {
            let said = look(paragraph).into_iter();
            said.map(|remark| self.finding(check, paragraph, remark))
                .collect::<Vec<_>>()
        };
        self.paragraphs.iter().flat_map(remarks).collect()
    }

    /// Whether the text has lost its paragraphs: a sentence to each line, without empty lines, as
    /// corpora and exports have them. What goes on over paragraphs cannot be judged there.
    pub(super) fn is_a_sentence_to_a_line(&self) -> bool {
        let lines = self.paragraphs.len();
        let inner_ends = |own: &Paragraph<'_>| {
            let text = own.text.trim_end();
            let is_end = |(at, mark): (usize, &str)| {
                let behind = text[at + mark.len()..].chars().next();
                behind.is_some_and(|c| c.is_whitespace() || !c.is_ascii())
            };
            let marks = text.match_indices(['.', '!', '?', '。', '！', '？', '؟']);
            marks.map(is_end).filter(|is_end| *is_end).count()
        };
        lines >= FEW_LINES
            && !self.has_empty_lines
            && self.paragraphs.iter().map(inner_ends).sum::<usize>() * 2 <= lines
    }

    /// A remark on a paragraph as a finding of a check.
    pub(super) fn finding(
        &self,
        check: &dyn Check,
        paragraph: &Paragraph<'t>,
        remark: Remark,
    ) -> Finding {
        let span = paragraph.start + remark.span.start..paragraph.start + remark.span.end;
        Finding {
            check: check.id(),
            severity: check.severity(),
            message: remark.message,
            suggestion: remark.suggestion,
            confidence: remark.confidence,
            side: self.side,
            segment: paragraph.segment_at(span.start),
            span,
        }
    }
}

impl Paragraph<'_> {
    /// The segment in which a byte of the whole text lies, or behind which.
    pub(super) fn segment_at(&self, at: usize) -> usize {
        let begun = self
            .sentences
            .iter()
            .rev()
            .find(|(_, sentence)| sentence.start <= at);
        begun
            .or(self.sentences.first())
            .map_or(0, |(segment, _)| *segment)
    }

    /// The bytes of the paragraph that one of its sentences takes.
    pub(super) fn span_of(&self, sentence: &Passage<'_>) -> Range<usize> {
        let start = sentence.start - self.start;
        start..start + sentence.text.len()
    }
}

impl Remark {
    /// A remark of which a person has to make something.
    pub(super) fn new(span: Range<usize>, message: impl Into<String>, confidence: f64) -> Self {
        Self {
            span,
            message: message.into(),
            suggestion: None,
            confidence,
        }
    }

    /// The remark with what to write instead.
    pub(super) fn instead(self, suggestion: impl Into<String>) -> Self {
        Self {
            suggestion: Some(suggestion.into()),
            ..self
        }
    }
}

/// A sentence as a paragraph of its own.
fn alone<'t>(sentences: &[(usize, Passage<'t>)]) -> Option<Paragraph<'t>> {
    let (_, passage) = sentences.first()?;
    Some(Paragraph {
        text: passage.text,
        start: passage.start,
        sentences: sentences.to_vec(),
    })
}

/// The sentences of a text by paragraphs. A line break ends a paragraph, unless the lines are
/// wrapped: then an empty line does.
fn joined<'t>(whole: &'t str, sentences: &[(usize, Passage<'t>)]) -> Vec<Paragraph<'t>> {
    let is_wrapped = sentences.iter().any(|(_, own)| own.text.contains('\n'));
    let breaks = if is_wrapped { 2 } else { 1 };
    let are_together = |before: &(usize, Passage<'t>), after: &(usize, Passage<'t>)| {
        let end = before.1.span().end;
        let between = whole.get(end..after.1.start);
        between.is_some_and(|between| between.matches('\n').count() < breaks)
    };
    sentences
        .chunk_by(are_together)
        .filter_map(|sentences| {
            let (first, last) = (sentences.first()?.1, sentences.last()?.1);
            Some(Paragraph {
                text: whole.get(first.start..last.span().end)?,
                start: first.start,
                sentences: sentences.to_vec(),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Aligned, Whole};

    fn paragraphs(whole: &str, sentences: &[&str]) -> Vec<String> {
        let mut from = 0;
        let segments = sentences.iter().map(|sentence| {
            let start = from + whole[from..].find(sentence).unwrap();
            from = start + sentence.len();
            Aligned {
                source: Some(Passage {
                    text: &whole[start..from],
                    start,
                }),
                target: None,
            }
        });
        let subject = Subject {
            from: LanguageTag::parse("en").unwrap(),
            to: None,
            segments: segments.collect(),
            whole: Whole {
                source: Some(whole),
                ..Whole::default()
            },
        };
        let article = Article::of(&subject);
        let texts = article.paragraphs.iter().map(|own| own.text.to_owned());
        texts.collect()
    }

    #[test]
    fn a_text_of_sentences_on_lines_is_known() {
        let is_so = |whole: &str| {
            let segments = whole.lines().map(|line| Aligned {
                source: Some(Passage {
                    text: line,
                    start: line.as_ptr() as usize - whole.as_ptr() as usize,
                }),
                target: None,
            });
            let subject = Subject {
                from: LanguageTag::parse("en").unwrap(),
                to: None,
                segments: segments.collect(),
                whole: Whole {
                    source: Some(whole),
                    ..Whole::default()
                },
            };
            Article::of(&subject).is_a_sentence_to_a_line()
        };
        assert!(is_so("One.\nTwo.\nThree.\nFour.\nFive."));
        assert!(!is_so("One.\n\nTwo.\n\nThree.\n\nFour.\n\nFive."));
        assert!(!is_so("One. A.\nTwo. B.\nThree. C.\nFour. D.\nFive. E."));
    }

    #[test]
    fn a_line_break_ends_a_paragraph_unless_lines_are_wrapped() {
        assert_eq!(
            paragraphs("A.  B.\nC.", &["A.", "B.", "C."]),
            ["A.  B.", "C."]
        );
        assert_eq!(
            paragraphs("A a\na.\nB.\n\nC.", &["A a\na.", "B.", "C."]),
            ["A a\na.\nB.", "C."]
        );
    }
}
