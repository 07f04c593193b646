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
    let columns = right.len() + 1;
    let mut table = vec![0usize; (left.len() + 1) * columns];
    for row in 0..=left.len() {
        for column in 0..columns {
            table[row * columns + column] = match (row, column) {
                (0, _) => column,
                (_, 0) => row,
                _ => {
                    let above = table[(row - 1) * columns + column] + 1;
                    let before = table[row * columns + column - 1] + 1;
                    let diagonal = table[(row - 1) * columns + column - 1];
                    let replaced = diagonal + usize::from(left[row - 1] != right[column - 1]);
                    above.min(before).min(replaced)
                }
            };
        }
    }
    let (mut row, mut column) = (left.len(), right.len());
    let mut edits = Vec::with_capacity(row.max(column));
    while row > 0 || column > 0 {
        let here = table[row * columns + column];
        let is_same = row > 0 && column > 0 && left[row - 1] == right[column - 1];
        let diagonal = |extra: usize| {
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
    edits.reverse();
    edits
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
