//! The boundaries of UAX #29, asked for only where one can be.

use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

use super::stops::is_line_end;

/// Answers for one text, front to back. `unicode-segmentation` looks at the characters around
/// the terminators only: a text without them has no boundary.
#[derive(Debug)]
pub(super) struct Boundaries<'t> {
    text: &'t str,
    found: Vec<usize>,
    /// Up to where boundaries were looked for.
    covered: usize,
}

impl<'t> Boundaries<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Self {
            text,
            found: Vec::new(),
            covered: 0,
        }
    }

    /// Whether a boundary stands behind the terminator at `at`, at most at `to`; no line ends
    /// between the two. Asked in the order of the text.
    pub(super) fn any(&mut self, at: usize, to: usize) -> bool {
        if at >= self.covered {
            self.look(at);
        }
        let next = self.found.partition_point(|found| *found <= at);
        self.found.get(next).is_some_and(|found| *found <= to)
    }

    /// Finds the boundaries between a terminator and the next letter. What comes before the
    /// terminator matters by its last letter only (SB7), what comes behind up to the next letter
    /// or line end (SB8).
    fn look(&mut self, at: usize) {
        let before = &self.text[..at];
        let start = before
            .char_indices()
            .rev()
            .find(|(_, c)| {
                c.is_ascii() || (c.is_alphanumeric() && !is_combining_mark(*c)) || c.is_whitespace()
            })
            .map_or(0, |(start, _)| start);
        let end = self.text[at..]
            .char_indices()
            .find(|(_, c)| (c.is_alphabetic() && !is_combining_mark(*c)) || is_line_end(*c))
            .map_or(self.text.len(), |(width, c)| {
                at + width + if is_line_end(c) { 0 } else { c.len_utf8() }
            });
        self.found.clear();
        let window = &self.text[start..end];
        let bounds = window
            .split_sentence_bound_indices()
            .map(|(width, _)| start + width);
        self.found.extend(bounds.filter(|found| *found > at));
        self.covered = end;
    }
}

#[cfg(test)]
mod tests {
    use super::super::stops::is_terminator;
    use super::*;

    proptest::proptest! {
        #[test]
        fn windows_find_what_the_whole_text_has(text in "(\\PC|[aA1é\u{301}\u{200d}\n.!?؟۔。\"«»,) -]){0,40}") {
            let whole: Vec<usize> = text.split_sentence_bound_indices().map(|(at, _)| at).collect();
            let mut boundaries = Boundaries::of(&text);
            for (at, c) in text.char_indices().filter(|(_, c)| is_terminator(*c)) {
                let line_end = text[at..].find(is_line_end).map_or(text.len(), |width| at + width);
                let behind = at + c.len_utf8();
                let letter = text[behind..]
                    .char_indices()
                    .find(|(_, c)| c.is_alphabetic() && !is_combining_mark(*c))
                    .map_or(text.len(), |(width, _)| behind + width);
                let to = letter.min(line_end);
                // A boundary at a line end is none behind a terminator but behind the line.
                let expected = whole.iter().any(|found| at < *found && *found <= to && *found < text.len());
                proptest::prop_assert_eq!(boundaries.any(at, to.min(text.len().saturating_sub(1))), expected, "{:?} at {}", text, at);
            }
        }
    }
}
