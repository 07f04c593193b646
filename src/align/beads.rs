//! Beads and the search for the best sequence of them.

use std::collections::BTreeSet;
use std::ops::Range;

use super::anchors::{anchors_of, compare};
use crate::lang::LanguageTag;

/// Sentences of the source and of the target that stand for each other; one of the ranges is
/// empty for a sentence that the other side does not have.
#[derive(Debug, Clone, PartialEq)]
pub struct Bead {
    /// The sentences of the source, counted from 0.
    pub source: Range<usize>,
    /// The sentences of the target, counted from 0.
    pub target: Range<usize>,
}

/// The shapes that a bead may have, with how often they occur (Gale and Church, table 5).
const SHAPES: &[(usize, usize, f64)] = &[
    (1, 1, 0.89),
    (1, 0, 0.00495),
    (0, 1, 0.00495),
    (2, 1, 0.0445),
    (1, 2, 0.0445),
    (2, 2, 0.011),
];

/// The variance of the length of a translation for each character of the source (Gale and
/// Church, section 3).
const VARIANCE: f64 = 6.8;

/// What one shared anchor is worth, in natural logarithms of probability.
const ANCHOR: f64 = 4.0;

/// What an anchor costs that only one side of a bead has, in the same measure.
const LONELY_ANCHOR: f64 = 0.5;

/// Sentences this far from the diagonal are not compared, so that time and memory grow with
/// the length of the text and not with its square.
const BAND: usize = 200;

/// The best sequence of beads for two texts in sentences. Every sentence of both sides is in
/// exactly one bead, in order. Time and memory are linear in the sentences times a band.
pub fn align(source: (&[&str], &LanguageTag), target: (&[&str], &LanguageTag)) -> Vec<Bead> {
    let lengths = |sentences: &[&str]| -> Vec<f64> {
        sentences
            .iter()
            .map(|sentence| sentence.chars().filter(|c| !c.is_whitespace()).count())
            .map(|count| f64::from(u32::try_from(count).unwrap_or(u32::MAX)))
            .collect()
    };
    let texts = Texts {
        source: lengths(source.0),
        target: lengths(target.0),
        source_anchors: anchors_of(source.0, source.1),
        target_anchors: anchors_of(target.0, target.1),
    };
    best_path(&texts)
}

struct Texts {
    source: Vec<f64>,
    target: Vec<f64>,
    source_anchors: Vec<BTreeSet<String>>,
    target_anchors: Vec<BTreeSet<String>>,
}

impl Texts {
    /// How many characters of the target stand for one of the source.
    fn ratio(&self) -> f64 {
        let source: f64 = self.source.iter().sum();
        let target: f64 = self.target.iter().sum();
        if source > 0.0 && target > 0.0 {
            target / source
        } else {
            1.0
        }
    }

    /// The cost of a bead: the negative logarithm of its probability.
    fn cost(&self, source: Range<usize>, target: Range<usize>, prior: f64, ratio: f64) -> f64 {
        let own: f64 = self.source[source.clone()].iter().sum();
        let other: f64 = self.target[target.clone()].iter().sum();
        if source.is_empty() || target.is_empty() {
            return -prior.ln();
        }
        let expected = own * ratio;
        let mean = f64::midpoint(expected, other).max(1.0);
        let surprise = (other - expected) / (mean * VARIANCE).sqrt();
        let (shared, lonely) = compare(&self.source_anchors[source], &self.target_anchors[target]);
        -prior.ln() + surprise * surprise / 2.0 - ANCHOR * shared + LONELY_ANCHOR * lonely
    }
}

/// One cell of the table: the cost of the best way there and the shape of its last bead.
#[derive(Clone, Copy)]
struct Cell {
    cost: f64,
    shape: (u8, u8),
}

fn best_path(texts: &Texts) -> Vec<Bead> {
    let (rows, columns) = (texts.source.len(), texts.target.len());
    let ratio = texts.ratio();
    let first = |row: usize| diagonal(row, rows, columns).saturating_sub(BAND);
    let last = |row: usize| (diagonal(row, rows, columns) + BAND).min(columns);
    let mut table: Vec<Vec<Cell>> = Vec::with_capacity(rows + 1);
    for row in 0..=rows {
        let mut cells = Vec::with_capacity(last(row) - first(row) + 1);
        for column in first(row)..=last(row) {
            let mut best = Cell {
                cost: if row + column == 0 {
                    0.0
                } else {
                    f64::INFINITY
                },
                shape: (0, 0),
            };
            for &(down, across, prior) in SHAPES {
                if down > row || across > column {
                    continue;
                }
                let (from_row, from_column) = (row - down, column - across);
                let before = if down == 0 {
                    cells.get((from_column).wrapping_sub(first(row)))
                } else {
                    table[from_row].get(from_column.wrapping_sub(first(from_row)))
                };
                let Some(before) = before.filter(|cell: &&Cell| cell.cost.is_finite()) else {
                    continue;
                };
                let cost =
                    before.cost + texts.cost(from_row..row, from_column..column, prior, ratio);
                if cost < best.cost {
                    best = Cell {
                        cost,
                        shape: (shape_part(down), shape_part(across)),
                    };
                }
            }
            cells.push(best);
        }
        table.push(cells);
    }
    walk_back(&table, rows, columns, first)
}

fn shape_part(count: usize) -> u8 {
    u8::try_from(count).unwrap_or(u8::MAX)
}

/// The column that a row would have if the texts ran evenly.
fn diagonal(row: usize, rows: usize, columns: usize) -> usize {
    (row * columns).checked_div(rows).unwrap_or(columns)
}

fn walk_back(
    table: &[Vec<Cell>],
    rows: usize,
    columns: usize,
    first: impl Fn(usize) -> usize,
) -> Vec<Bead> {
    let mut beads = Vec::new();
    let (mut row, mut column) = (rows, columns);
    while row + column > 0 {
        let reached = table[row].get(column.wrapping_sub(first(row)));
        let (down, across) = match reached.map(|cell| cell.shape) {
            Some((down, across)) if down + across > 0 => (usize::from(down), usize::from(across)),
            // Off the band: what is left has no counterpart.
            _ if row > 0 => (1, 0),
            _ => (0, 1),
        };
        beads.push(Bead {
            source: row - down..row,
            target: column - across..column,
        });
        row -= down;
        column -= across;
    }
    beads.reverse();
    beads
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(text: &str) -> LanguageTag {
        LanguageTag::parse(text).unwrap()
    }

    fn shown(source: &[&str], target: &[&str]) -> Vec<(Range<usize>, Range<usize>)> {
        align((source, &tag("en")), (target, &tag("fa")))
            .into_iter()
            .map(|bead| (bead.source, bead.target))
            .collect()
    }

    #[test]
    fn sentences_of_like_length_go_together() {
        let source = [
            "A short one.",
            "This sentence is a good deal longer than the first.",
            "End.",
        ];
        let target = [
            "کوتاه است.",
            "این جمله به مراتب بلندتر از جملهٔ نخست است و ادامه دارد.",
            "پایان.",
        ];
        assert_eq!(
            shown(&source, &target),
            [(0..1, 0..1), (1..2, 1..2), (2..3, 2..3)]
        );
    }

    #[test]
    fn a_divided_sentence_and_a_missing_one_are_found() {
        let source = [
            "The council met on 15 September 2021 in Dushanbe and adopted resolution 2593 on the matter.",
            "Nobody spoke to the press after the long closed meeting had come to its end.",
            "Trade grew by 43 percent.",
        ];
        let target = [
            "شورا ۱۵ سپتامبر ۲۰۲۱ در دوشنبه تشکیل جلسه داد.",
            "این شورا قطعنامه ۲۵۹۳ را در این باره تصویب کرد.",
            "تجارت ۴۳ درصد رشد کرد.",
        ];
        assert_eq!(
            shown(&source, &target),
            [(0..1, 0..2), (1..2, 2..2), (2..3, 2..3)]
        );
    }

    #[test]
    fn nothing_is_lost_when_one_side_is_empty() {
        assert_eq!(shown(&["a", "b"], &[]), [(0..1, 0..0), (1..2, 0..0)]);
        assert_eq!(shown(&[], &["ا"]), [(0..0, 0..1)]);
        assert!(shown(&[], &[]).is_empty());
    }

    proptest::proptest! {
        #[test]
        fn every_sentence_is_in_one_bead(
            source in proptest::collection::vec("[a-z0-9 ]{0,40}", 0..30),
            target in proptest::collection::vec("[ا-ی0-9 ]{0,40}", 0..30),
        ) {
            let source: Vec<&str> = source.iter().map(String::as_str).collect();
            let target: Vec<&str> = target.iter().map(String::as_str).collect();
            let (mut row, mut column) = (0, 0);
            for (own, other) in shown(&source, &target) {
                proptest::prop_assert_eq!((own.start, other.start), (row, column));
                (row, column) = (own.end, other.end);
            }
            proptest::prop_assert_eq!((row, column), (source.len(), target.len()));
        }
    }
}
