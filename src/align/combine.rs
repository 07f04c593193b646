//! Alignments of one text with several others as rows over all of them.

use std::ops::Range;

use super::{Alignment, Bead};

/// Sentences of all texts that stand for each other; a text that has none there has an empty
/// range.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The sentences of each text, the first text first, counted from 0.
    pub spans: Vec<Range<usize>>,
    /// How likely it is that these sentences and no others stand for each other, 0–1.
    pub confidence: f64,
    /// Whether some text has its sentences elsewhere.
    pub place: RowPlace,
}

/// Where the sentences of a row stand in their texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RowPlace {
    /// In the order of the rows.
    #[default]
    InOrder,
    /// In another place in at least one text.
    Moved,
}

impl Row {
    /// Whether at least two texts have something there.
    pub fn is_whole(&self) -> bool {
        self.spans.iter().filter(|span| !span.is_empty()).count() > 1
    }
}

/// Joins the alignments of a first text of so many sentences with each of the others: where their
/// beads overlap in the first text they become one row, as sure as the least sure of them. Every
/// sentence of every text is in exactly one row. Rows are in the order of the first text, those
/// of crossings too. Linear in the beads, and in the rows for each crossing.
pub fn combine(sentences: usize, alignments: &[Alignment]) -> Vec<Row> {
    let cuts = common_cuts(sentences, alignments);
    let mut at = vec![0_usize; alignments.len()];
    let mut rows = Vec::new();
    let mut begin = 0;
    for end in cuts {
        lonely(begin, alignments, &mut at, &mut rows);
        if end > begin {
            rows.push(joined(begin..end, alignments, &mut at));
        }
        begin = end;
    }
    lonely(begin, alignments, &mut at, &mut rows);
    for (text, alignment) in alignments.iter().enumerate() {
        for crossing in &alignment.crossings {
            cross(&mut rows, text + 1, crossing);
        }
    }
    rows
}

/// Makes one row of the rows that lack a text, and of those that have of it what a crossing says
/// stands for them. Where other texts have joined its sentences with more, nothing is done.
fn cross(rows: &mut Vec<Row>, text: usize, crossing: &Bead) {
    let within = |inner: &Range<usize>, outer: &Range<usize>| {
        !inner.is_empty() && outer.start <= inner.start && inner.end <= outer.end
    };
    let is_own = |row: &Row| within(&row.spans[0], &crossing.source) && row.spans[text].is_empty();
    let is_other =
        |row: &Row| row.spans[0].is_empty() && within(&row.spans[text], &crossing.target);
    let own: Vec<&Row> = rows.iter().filter(|row| is_own(row)).collect();
    let other = rows.iter().filter(|row| is_other(row));
    let other: usize = other.map(|row| row.spans[text].len()).sum();
    let Some(mut joined) = united(&own) else {
        return;
    };
    if joined.spans[0] != crossing.source || other != crossing.target.len() {
        return;
    }
    joined.spans[text] = crossing.target.clone();
    joined.confidence = joined.confidence.min(crossing.confidence);
    joined.place = RowPlace::Moved;
    if let Some(first) = rows.iter().position(is_own) {
        // It is neither any more.
        rows[first] = joined;
        rows.retain(|row| !is_own(row) && !is_other(row));
    }
}

/// Rows as one, where in no text anything stands between them; `None` where something does, and
/// for no rows.
fn united(rows: &[&Row]) -> Option<Row> {
    let mut united = (*rows.first()?).clone();
    for (text, span) in united.spans.iter_mut().enumerate() {
        let spans = rows.iter().map(|row| &row.spans[text]);
        let full: Vec<_> = spans.filter(|span| !span.is_empty()).collect();
        if let (Some(first), Some(last)) = (full.first(), full.last()) {
            *span = first.start..last.end;
        }
        let sum: usize = full.iter().map(|span| span.len()).sum();
        if sum != span.len() {
            return None;
        }
    }
    let whole = rows.iter().filter(|row| row.is_whole());
    united.confidence = whole.map(|row| row.confidence).fold(1.0, f64::min);
    Some(united)
}

/// The places of the first text at which a bead of every alignment ends.
fn common_cuts(sentences: usize, alignments: &[Alignment]) -> Vec<usize> {
    let mut ends = vec![0_usize; sentences + 1];
    for alignment in alignments {
        let mut before = None;
        for bead in &alignment.beads {
            if before != Some(bead.source.end) {
                ends[bead.source.end] += 1;
            }
            before = Some(bead.source.end);
        }
    }
    (1..=sentences)
        .filter(|place| *place == sentences || ends[*place] >= alignments.len())
        .collect()
}

/// Rows for the sentences of other texts for which the first has none at a place.
fn lonely(place: usize, alignments: &[Alignment], at: &mut [usize], rows: &mut Vec<Row>) {
    for (text, alignment) in alignments.iter().enumerate() {
        while let Some(bead) = alignment.beads.get(at[text]) {
            if !bead.source.is_empty() || bead.source.start != place {
                break;
            }
            let mut spans = vec![place..place; alignments.len() + 1];
            for (other, span) in spans.iter_mut().enumerate().skip(1) {
                *span = reached(&alignments[other - 1], at[other - 1]);
            }
            spans[text + 1] = bead.target.clone();
            rows.push(Row {
                spans,
                confidence: bead.confidence,
                place: RowPlace::InOrder,
            });
            at[text] += 1;
        }
    }
}

/// The empty range where a text has come to.
fn reached(alignment: &Alignment, at: usize) -> Range<usize> {
    let place = match at.checked_sub(1) {
        Some(before) => alignment.beads[before].target.end,
        None => 0,
    };
    place..place
}

fn joined(source: Range<usize>, alignments: &[Alignment], at: &mut [usize]) -> Row {
    let mut spans = vec![source.clone()];
    let mut confidence = 1.0_f64;
    for (alignment, at) in alignments.iter().zip(at) {
        let mut span = reached(alignment, *at);
        while let Some(bead) = alignment.beads.get(*at) {
            // A gap of the other text behind the row is a row of its own.
            if bead.source.end > source.end
                || (bead.source.is_empty() && bead.source.start == source.end)
            {
                break;
            }
            span.end = bead.target.end;
            confidence = confidence.min(bead.confidence);
            *at += 1;
        }
        spans.push(span);
    }
    Row {
        spans,
        confidence,
        place: RowPlace::InOrder,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::Bead;

    fn alignment(beads: &[(Range<usize>, Range<usize>)]) -> Alignment {
        Alignment {
            beads: beads
                .iter()
                .map(|(source, target)| Bead {
                    source: source.clone(),
                    target: target.clone(),
                    confidence: 0.9,
                })
                .collect(),
            crossings: Vec::new(),
            confidence: 1.0,
        }
    }

    #[test]
    fn what_was_moved_is_a_row_at_its_place_in_the_first_text() {
        let mut one = alignment(&[
            (0..1, 0..1),
            (1..2, 1..1),
            (2..3, 1..1),
            (3..4, 1..2),
            (4..4, 2..3),
        ]);
        one.crossings.push(Bead {
            source: 1..3,
            target: 2..3,
            confidence: 0.8,
        });
        let rows = combine(4, std::slice::from_ref(&one));
        let spans: Vec<_> = rows.iter().map(|row| row.spans.clone()).collect();
        assert_eq!(
            spans,
            [vec![0..1, 0..1], vec![1..3, 2..3], vec![3..4, 1..2]]
        );
        assert_eq!(rows[1].place, RowPlace::Moved);
        assert_eq!(rows[1].confidence, 0.8);
        let other = alignment(&[(0..1, 0..1), (1..2, 1..2), (2..3, 2..3), (3..4, 3..4)]);
        let rows = combine(4, &[one.clone(), other]);
        assert_eq!(rows[1].spans, [1..3, 2..3, 1..3]);
        // Here the second text has joined what is before with what was moved.
        let joined = alignment(&[(0..2, 0..1), (2..3, 1..2), (3..4, 2..3)]);
        let rows = combine(4, &[one, joined]);
        assert!(rows.iter().all(|row| row.place == RowPlace::InOrder));
        let all: usize = rows.iter().map(|row| row.spans[1].len()).sum();
        assert_eq!(all, 3, "nothing is lost");
    }

    #[test]
    fn rows_are_the_beads_of_two_texts_and_join_those_of_three() {
        let one = alignment(&[(0..1, 0..1), (1..1, 1..2), (1..3, 2..3), (3..4, 3..3)]);
        let spans = |rows: Vec<Row>| rows.into_iter().map(|row| row.spans).collect::<Vec<_>>();
        assert_eq!(
            spans(combine(4, std::slice::from_ref(&one))),
            [
                vec![0..1, 0..1],
                vec![1..1, 1..2],
                vec![1..3, 2..3],
                vec![3..4, 3..3]
            ]
        );
        let other = alignment(&[(0..2, 0..1), (2..3, 1..2), (3..4, 2..4), (4..4, 4..5)]);
        assert_eq!(
            spans(combine(4, &[one, other])),
            [
                vec![0..3, 0..3, 0..2],
                vec![3..4, 3..3, 2..4],
                vec![4..4, 3..3, 4..5]
            ]
        );
        assert!(combine(0, &[alignment(&[])]).is_empty());
    }
}
