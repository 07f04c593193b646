//! Short texts: titles, names and headings, where whole words are too coarse a measure.
//!
//! One wrong letter in a title of two words would cost half of it. So where both texts have at
//! most three tokens, their letters are compared too: the folded words written together. A
//! word more or less (`health care`, `healthcare`) is one edit.

use super::distance::Pattern;
use super::score::Score;
use super::segment::base_score;

/// Texts with at most so many tokens are compared by letters too.
pub const SHORT_TOKENS: usize = 3;

/// Of so many letters one may differ.
const LETTERS_FOR_EACH: usize = 5;

/// More letters than these never differ.
const MOST_EDITS: usize = 4;

/// How many letters may differ in all, by the number of letters of the longer text: a fifth of
/// them, and never more than four.
pub fn letters_that_may_differ(longer: usize) -> usize {
    (longer / LETTERS_FOR_EACH).min(MOST_EDITS)
}

/// The letters of a short text, ready to be compared with others.
#[derive(Debug, Clone)]
pub struct ShortPattern {
    pattern: Pattern,
    letters: usize,
    tokens: usize,
}

impl ShortPattern {
    /// Prepares the letters of a text with so many tokens.
    pub fn new(letters: &str, tokens: usize) -> Self {
        let letters: Vec<u32> = letters.chars().map(u32::from).collect();
        Self {
            letters: letters.len(),
            pattern: Pattern::new(&letters),
            tokens,
        }
    }

    /// The base by letters of another short text, where few enough differ. A text without
    /// letters has none. Only texts whose tokens differ are compared by letters, so that at
    /// least one edit is counted. The same whichever of the two is prepared.
    pub fn base(&self, letters: &str, tokens: usize) -> Option<Score> {
        let count = letters.chars().count();
        let longer = count.max(self.letters);
        let most = letters_that_may_differ(longer);
        let divided = self.tokens.abs_diff(tokens);
        let left = most.checked_sub(divided)?;
        if most == 0 || count.abs_diff(self.letters) > left {
            return None;
        }
        let mut others = [0; 4 * LETTERS_FOR_EACH * MOST_EDITS];
        let distance = match others.get_mut(..count) {
            Some(others) => {
                for (other, letter) in others.iter_mut().zip(letters.chars()) {
                    *other = u32::from(letter);
                }
                self.pattern.distance(others.iter().copied(), left)?
            }
            None => {
                let others: Vec<u32> = letters.chars().map(u32::from).collect();
                self.pattern.distance(others.into_iter(), left)?
            }
        };
        let edits = (distance + divided).max(1);
        (edits <= most).then(|| base_score(edits, self.letters, count))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base(left: (&str, usize), right: (&str, usize)) -> Option<u16> {
        let one = ShortPattern::new(left.0, left.1).base(right.0, right.1);
        let other = ShortPattern::new(right.0, right.1).base(left.0, left.1);
        assert_eq!(one, other);
        one.map(Score::hundredths)
    }

    #[test]
    fn few_letters_may_differ() {
        assert_eq!(
            base(("securitycouncil", 2), ("securtycouncil", 2)),
            Some(9333)
        );
        assert_eq!(base(("healthcare", 2), ("healthcare", 1)), Some(9000));
        assert_eq!(base(("iran", 1), ("iraq", 1)), None);
        assert_eq!(base(("شورا", 1), ("شوری", 1)), None);
        assert_eq!(base(("russia", 1), ("prussia", 1)), Some(8571));
        assert_eq!(base(("", 0), ("", 0)), None);
    }
}
