//! Right-to-left words inside sentences of ours: where they stand, so that they can be set apart.

use std::ops::Range;

use crate::lang::{Direction, direction_of_text};

/// The right-to-left stretches of a sentence: words with only white space between them.
pub(super) fn right_to_left(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for word in text.split_whitespace() {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        let inside = word.trim_end_matches([',', ';', ':', '.', ')', '"']);
        if direction_of_text(inside) != Some(Direction::RightToLeft) {
            continue;
        }
        let end = start + inside.len();
        match found.last_mut() {
            Some(last) if text[last.end..start].trim().is_empty() => last.end = end,
            _ => found.push(start..end),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_are_words_with_space_between_them() {
        let text = "Iran is not rendered: ایران | جمهوری اسلامی ایران, as said";
        let found: Vec<_> = right_to_left(text)
            .into_iter()
            .map(|place| &text[place])
            .collect();
        assert_eq!(found, ["ایران", "جمهوری اسلامی ایران"]);
        assert!(right_to_left("nothing here").is_empty());
    }
}
