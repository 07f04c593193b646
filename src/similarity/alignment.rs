//! The alignment of two token sequences: what was kept, replaced, inserted, deleted.

/// One step of an alignment, by the places of the tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edit {
    /// The same token.
    Kept {
        /// Its place on the left.
        left: usize,
        /// Its place on the right.
        right: usize,
    },
    /// Another token.
    Replaced {
        /// The place on the left.
        left: usize,
        /// The place on the right.
        right: usize,
    },
    /// A token that only the left has.
    Deleted {
        /// Its place.
        left: usize,
    },
    /// A token that only the right has.
    Inserted {
        /// Its place.
        right: usize,
    },
}

/// A shortest alignment of two sequences, in their order. Of several the one that keeps tokens
/// as late as possible. Time and memory are the product of the lengths.
pub fn align_tokens<T: PartialEq>(left: &[T], right: &[T]) -> Vec<Edit> {
    let mut edits = Vec::with_capacity(left.len().max(right.len()));
    // What both end with is kept whatever stands before it, and needs no table.
    let same = |(own, other): &(&T, &T)| own == other;
    let ending = left.iter().rev().zip(right.iter().rev());
    let ending = ending.take_while(same).count();
    for place in 1..=ending {
        edits.push(Edit::Kept {
            left: left.len() - place,
            right: right.len() - place,
        });
    }
    let left = &left[..left.len() - ending];
    let right = &right[..right.len() - ending];
    align_by_table(left, right, &mut edits);
    edits.reverse();
    edits
}

/// Aligns two sequences and puts the steps behind others, the last first.
fn align_by_table<T: PartialEq>(left: &[T], right: &[T], edits: &mut Vec<Edit>) {
    let columns = right.len() + 1;
    let mut table = vec![0u32; (left.len() + 1) * columns];
    for (column, cell) in (0..).zip(&mut table[..columns]) {
        *cell = column;
    }
    let mut rows = table.chunks_exact_mut(columns);
    let mut above = rows.next().unwrap_or_default();
    for (own, row) in left.iter().zip(rows) {
        row[0] = above[0] + 1;
        for (column, other) in right.iter().enumerate() {
            let replaced = above[column] + u32::from(own != other);
            row[column + 1] = replaced.min(above[column + 1] + 1).min(row[column] + 1);
        }
        above = row;
    }
    let (mut row, mut column) = (left.len(), right.len());
    while row > 0 || column > 0 {
        let here = table[row * columns + column];
        let is_same = row > 0 && column > 0 && left[row - 1] == right[column - 1];
        let diagonal = |extra: u32| {
            row > 0 && column > 0 && table[(row - 1) * columns + column - 1] + extra == here
        };
        if is_same && diagonal(0) {
            (row, column) = (row - 1, column - 1);
            edits.push(Edit::Kept {
                left: row,
                right: column,
            });
        } else if diagonal(1) {
            (row, column) = (row - 1, column - 1);
            edits.push(Edit::Replaced {
                left: row,
                right: column,
            });
        } else if row > 0 && table[(row - 1) * columns + column] + 1 == here {
            row -= 1;
            edits.push(Edit::Deleted { left: row });
        } else {
            column -= 1;
            edits.push(Edit::Inserted { right: column });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::similarity::token_distance;
    use proptest::collection::vec;

    proptest::proptest! {
        #[test]
        fn an_alignment_is_complete_and_shortest(left in vec(0u32..4, 0..20), right in vec(0u32..4, 0..20)) {
            let edits = align_tokens(&left, &right);
            let (mut row, mut column, mut cost) = (0, 0, 0);
            for edit in edits {
                match edit {
                    Edit::Kept { left: l, right: r } => {
                        proptest::prop_assert_eq!((l, r), (row, column));
                        proptest::prop_assert_eq!(left[l], right[r]);
                        (row, column) = (row + 1, column + 1);
                    }
                    Edit::Replaced { left: l, right: r } => {
                        proptest::prop_assert_eq!((l, r), (row, column));
                        (row, column, cost) = (row + 1, column + 1, cost + 1);
                    }
                    Edit::Deleted { left: l } => {
                        proptest::prop_assert_eq!(l, row);
                        (row, cost) = (row + 1, cost + 1);
                    }
                    Edit::Inserted { right: r } => {
                        proptest::prop_assert_eq!(r, column);
                        (column, cost) = (column + 1, cost + 1);
                    }
                }
            }
            proptest::prop_assert_eq!((row, column), (left.len(), right.len()));
            proptest::prop_assert_eq!(cost, token_distance(&left, &right));
        }
    }
}
