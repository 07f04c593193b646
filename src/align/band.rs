//! The band of the lattice that is looked at: for each place in the source, a stretch of places
//! in the target.
//!
//! Small texts are looked at whole. Of large ones blocks of sentences are compared first, by the
//! tokens that may stand for each other and are rare, and the best monotone way through the
//! blocks is taken as the middle of the band; so time and memory grow with the length of the
//! texts, not with its square.

use std::ops::RangeInclusive;

use super::lexicon::Pairing;
use super::side::Side;

/// How many places a lattice may have to be looked at whole.
const SMALL: usize = 250_000;

/// The most blocks that a text is divided into.
const MOST_BLOCKS: usize = 1_000;

/// How many blocks on both sides of the way are looked at.
const MARGIN: usize = 3;

/// Types that stand in more blocks than this say little about where one is.
const MOST_PLACES: usize = 60;

/// Places between sentences: place `i` of the source is before its sentence `i`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Band {
    first: Vec<usize>,
    last: Vec<usize>,
    offsets: Vec<usize>,
}

impl Band {
    /// The whole lattice of two texts of so many sentences.
    pub(super) fn whole(rows: usize, columns: usize) -> Self {
        Self::new(vec![0; rows + 1], vec![columns; rows + 1])
    }

    /// A band between limits, made such that it has both corners, neither limit ever falls, and
    /// from every row one can go on to the next.
    pub(super) fn new(mut first: Vec<usize>, mut last: Vec<usize>) -> Self {
        let rows = first.len();
        let columns = last.iter().copied().max().unwrap_or(0);
        if let (Some(begin), Some(end)) = (first.first_mut(), last.last_mut()) {
            *begin = 0;
            *end = columns;
        }
        for row in 1..rows {
            last[row] = last[row].max(last[row - 1]);
        }
        for row in (1..rows).rev() {
            first[row - 1] = first[row - 1].min(first[row]);
        }
        for row in 1..rows {
            first[row] = first[row].min(last[row - 1]);
        }
        for row in (1..rows).rev() {
            first[row - 1] = first[row - 1].min(first[row]);
        }
        let mut offsets = Vec::with_capacity(rows + 1);
        let mut offset = 0;
        for row in 0..rows {
            offsets.push(offset);
            offset += last[row] + 1 - first[row];
        }
        offsets.push(offset);
        Self {
            first,
            last,
            offsets,
        }
    }

    /// How many rows there are: one more than sentences of the source.
    pub(super) fn rows(&self) -> usize {
        self.first.len()
    }

    /// The columns of a row.
    pub(super) fn columns(&self, row: usize) -> RangeInclusive<usize> {
        self.first[row]..=self.last[row]
    }

    /// How many places the band has.
    pub(super) fn size(&self) -> usize {
        self.offsets.last().copied().unwrap_or(0)
    }

    /// The number of a place among those of the band, if it is within.
    pub(super) fn index(&self, row: usize, column: usize) -> Option<usize> {
        self.line(row)?.index(column)
    }

    /// A row, if it is within.
    pub(super) fn line(&self, row: usize) -> Option<Line> {
        Some(Line {
            first: *self.first.get(row)?,
            last: *self.last.get(row)?,
            offset: *self.offsets.get(row)?,
        })
    }
}

/// A row of a band.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    first: usize,
    last: usize,
    offset: usize,
}

impl Line {
    /// The number of a place among those of the band, if it is within.
    pub(super) fn index(&self, column: usize) -> Option<usize> {
        let within = self.first <= column && column <= self.last;
        within.then(|| self.offset + column - self.first)
    }
}

/// The band in which two texts are aligned first.
pub(super) fn corridor(source: &Side, target: &Side, pairings: &[Pairing]) -> Band {
    let (rows, columns) = (source.sentences.len(), target.sentences.len());
    if (rows + 1).saturating_mul(columns + 1) <= SMALL {
        return Band::whole(rows, columns);
    }
    let size = rows.max(columns).div_ceil(MOST_BLOCKS).max(4);
    let way = way(&likeness(source, target, pairings, size));
    let mut first = vec![columns; rows + 1];
    let mut last = vec![0; rows + 1];
    for (block, other) in way {
        let begin = block.saturating_sub(MARGIN) * size;
        let end = ((block + MARGIN + 1) * size).min(rows);
        for row in begin..=end {
            first[row] = first[row].min(other.saturating_sub(MARGIN) * size);
            last[row] = last[row].max(((other + MARGIN + 1) * size).min(columns));
        }
    }
    Band::new(first, last)
}

/// How alike blocks of the source and of the target are, in rows: the rarer a shared token, the
/// more it counts; less what is to be expected by chance.
fn likeness(source: &Side, target: &Side, pairings: &[Pairing], size: usize) -> Vec<Vec<f32>> {
    let (own, other) = (blocks_of(source, size), blocks_of(target, size));
    let rows = source.sentences.len().div_ceil(size).max(1);
    let columns = target.sentences.len().div_ceil(size).max(1);
    let mut table = vec![vec![0.0_f32; columns]; rows];
    for pairing in pairings {
        let here = &own[pairing.source as usize];
        let there = &other[pairing.target as usize];
        if here.is_empty() || here.len().max(there.len()) > MOST_PLACES || there.is_empty() {
            continue;
        }
        let rarity = (columns as f32 / there.len() as f32).max(1.0).ln();
        let worth = rarity * pairing.forward.max(pairing.backward);
        for row in here {
            for column in there {
                table[*row][*column] += worth / here.len().min(there.len()) as f32;
            }
        }
    }
    less_chance(&mut table);
    table
}

/// Takes from each cell what its row and its column would give it if it did not matter which
/// blocks stand where.
fn less_chance(table: &mut [Vec<f32>]) {
    let of_rows: Vec<f32> = table.iter().map(|row| row.iter().sum()).collect();
    let mut of_columns = vec![0.0_f32; table[0].len()];
    for row in table.iter() {
        for (sum, cell) in of_columns.iter_mut().zip(row) {
            *sum += cell;
        }
    }
    let all: f32 = of_rows.iter().sum();
    for (row, of_row) in table.iter_mut().zip(of_rows) {
        for (cell, of_column) in row.iter_mut().zip(&of_columns) {
            *cell -= of_row * of_column / all.max(f32::MIN_POSITIVE);
        }
    }
}

/// In which blocks each type stands.
fn blocks_of(side: &Side, size: usize) -> Vec<Vec<usize>> {
    let mut blocks: Vec<Vec<usize>> = vec![Vec::new(); side.types.len()];
    for (at, sentence) in side.sentences.iter().enumerate() {
        for of in &sentence.tokens {
            let known = &mut blocks[*of as usize];
            if known.last() != Some(&(at / size)) {
                known.push(at / size);
            }
        }
    }
    blocks
}

/// The monotone way from the first cell to the last along which the sum is largest; between ways
/// that are equal, the one that is nearer to the diagonal.
fn way(table: &[Vec<f32>]) -> Vec<(usize, usize)> {
    let (rows, columns) = (table.len(), table[0].len());
    let mut sums = vec![vec![0.0_f32; columns]; rows];
    let mut steps = vec![vec![(0_u8, 0_u8); columns]; rows];
    for row in 0..rows {
        for column in 0..columns {
            let off = (row as f32 / rows as f32 - column as f32 / columns as f32).abs();
            let mut best = (f32::NEG_INFINITY, (0, 0));
            for (down, across) in [(1_u8, 1_u8), (1, 0), (0, 1)] {
                // A step aside brings half, or the way would go by steps aside to see more.
                let share = f32::from(down + across) / 2.0;
                let above = row.checked_sub(usize::from(down));
                let before = column.checked_sub(usize::from(across));
                if let (Some(above), Some(before)) = (above, before)
                    && sums[above][before] + share * (table[row][column] - off) > best.0
                {
                    let sum = sums[above][before] + share * (table[row][column] - off);
                    best = (sum, (down, across));
                }
            }
            sums[row][column] = if row + column == 0 { 0.0 } else { best.0 };
            steps[row][column] = best.1;
        }
    }
    let (mut row, mut column) = (rows - 1, columns - 1);
    let mut way = vec![(row, column)];
    while row + column > 0 {
        let (down, across) = steps[row][column];
        row -= usize::from(down);
        column -= usize::from(across);
        way.push((row, column));
    }
    way
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn a_band_has_both_corners_and_a_way_between_them(
            limits in proptest::collection::vec((0..40_usize, 0..40_usize), 1..40),
        ) {
            let (first, last): (Vec<_>, Vec<_>) = limits
                .into_iter()
                .map(|(one, other)| (one.min(other), one.max(other)))
                .unzip();
            let columns = last.iter().copied().max().unwrap();
            let band = Band::new(first, last);
            proptest::prop_assert_eq!(band.index(0, 0), Some(0));
            proptest::prop_assert_eq!(band.index(band.rows() - 1, columns), Some(band.size() - 1));
            for row in 1..band.rows() {
                let (above, own) = (band.columns(row - 1), band.columns(row));
                proptest::prop_assert!(above.start() <= own.start() && above.end() <= own.end());
                proptest::prop_assert!(own.start() <= above.end());
            }
        }
    }
}
