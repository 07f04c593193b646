//! Alignments of one text with several others as rows over all of them.

use std::ops::Range;

use super::Alignment;

/// Sentences of all texts that stand for each other; a text that has none there has an empty
/// range.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The sentences of each text, the first text first, counted from 0.
    pub spans: Vec<Range<usize>>,
    /// How likely it is that these sentences and no others stand for each other, 0–1.
    pub confidence: f64,
}

impl Row {
    /// Whether at least two texts have something there.
    pub fn is_whole(&self) -> bool {
        self.spans.iter().filter(|span| !span.is_empty()).count() > 1
    }
}

/// Joins the alignments of a first text of so many sentences with each of the others: where their
/// beads overlap in the first text they become one row, as sure as the least sure of them. Every
/// sentence of every text is in exactly one row. Linear in the beads.
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
    rows
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
    Row { spans, confidence }
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
            confidence: 1.0,
        }
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
