//! Quotations that a translation does not close where its source does, sentence by sentence.
//!
//! Over a document alone, a mark that is opened and not closed cannot be told from a quotation
//! that goes on in the next paragraph, which opens it again. The source tells: where it closes its
//! quotations within the sentence, the translation has to close them there too, or in the
//! sentences behind.

use super::super::{Passage, Subject};
use super::balance::{Lonely, Mark, Role, lonely};
use super::quotes::{habit_of, marks};

/// How many sentences behind may close a quotation that the source closes at once: a translator
/// may draw together what the source quotes piece by piece.
const REACH: usize = 2;

/// A sentence by its marks.
struct Sentence {
    segment: usize,
    source: Vec<Mark>,
    target_start: usize,
    /// The marks of the translation without a fellow in the sentence.
    lonely: Vec<Lonely>,
}

/// The marks that open a quotation in a translation and do not close it: the segment of each, and
/// the place of its sentence in the whole text. Nothing in an article alone. Linear in the text.
pub(super) fn unclosed(subject: &Subject<'_>) -> Vec<(usize, usize, Mark)> {
    let Some(to) = subject.to.as_ref() else {
        return Vec::new();
    };
    let sentence = |(segment, source, target): (usize, Passage<'_>, Passage<'_>)| {
        let of_target = [marks(target.text, to)];
        Sentence {
            segment,
            source: marks(source.text, &subject.from),
            target_start: target.start,
            lonely: lonely(&of_target, habit_of(to)),
        }
    };
    let pairs = subject.segments.iter().enumerate();
    let sentences: Vec<Sentence> = pairs
        .filter_map(|(segment, own)| Some(sentence((segment, own.source?, own.target?))))
        .collect();
    let is_closed = |own: &Sentence| {
        !own.source.is_empty()
            && lonely(std::slice::from_ref(&own.source), habit_of(&subject.from)).is_empty()
    };
    let opens = |own: &Sentence| match own.lonely.as_slice() {
        [(_, mark)] if mark.role == Role::Open => Some(*mark),
        _ => None,
    };
    let closes = |own: &Sentence| own.lonely.iter().any(|(_, mark)| mark.role == Role::Close);
    let unclosed = sentences.iter().enumerate().filter_map(|(at, own)| {
        let mark = opens(own).filter(|_| is_closed(own))?;
        let behind = &sentences[at + 1..sentences.len().min(at + 1 + REACH)];
        (!behind.iter().any(closes)).then_some((own.segment, own.target_start, mark))
    });
    unclosed.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Aligned, Whole};
    use crate::lang::LanguageTag;

    /// The segments of a translation whose quotation is not closed.
    fn open_in(to: &str, sides: &[(&str, &str)]) -> Vec<usize> {
        let passage = |text| Some(Passage { text, start: 0 });
        let tag = |text| LanguageTag::parse(text).unwrap();
        let segments = sides.iter().map(|(source, target)| Aligned {
            source: passage(*source),
            target: passage(*target),
        });
        let subject = Subject {
            from: tag("en"),
            to: Some(tag(to)),
            segments: segments.collect(),
            whole: Whole::default(),
        };
        let found = unclosed(&subject).into_iter();
        found.map(|(segment, ..)| segment).collect()
    }

    #[test]
    fn what_the_source_closes_is_closed_there_or_behind() {
        let (said, more) = ("\"We go on,\" he said.", "\"All of us,\" he added.");
        for (to, open, closed, next) in [
            (
                "fa",
                "او گفت: «ادامه می‌دهیم.",
                "او گفت: «ادامه می‌دهیم.»",
                "«همهٔ ما».",
            ),
            ("ar", "وقال: «سنواصل.", "وقال: «سنواصل.»", "«جميعنا»."),
            (
                "ru",
                "«Мы продолжим, — сказал он.",
                "«Мы продолжим», — сказал он.",
                "«Мы все».",
            ),
            (
                "zh",
                "他说：“我们继续。",
                "他说：“我们继续。”",
                "“我们所有人。”",
            ),
            (
                "de",
                "„Wir machen weiter, sagte er.",
                "„Wir machen weiter“, sagte er.",
                "„Wir alle.“",
            ),
        ] {
            assert_eq!(open_in(to, &[(said, open), (more, next)]), [0], "{to}");
            assert!(
                open_in(to, &[(said, closed), (more, next)]).is_empty(),
                "{to}"
            );
        }
        let goes_on = [
            (said, "او گفت: «ادامه می‌دهیم."),
            (more, "همهٔ ما ادامه می‌دهیم.»"),
        ];
        assert!(open_in("fa", &goes_on).is_empty());
        let not_closed = [("\"We go on.", "«ادامه می‌دهیم."), (more, "«همهٔ ما».")];
        assert!(open_in("fa", &not_closed).is_empty());
    }
}
