//! Scores and penalties.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

/// A match score: 0 to 101 points, kept in hundredths. 100 is the identical text, 101 the
/// identical text between the same neighbours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Score(u16);

/// Why a text is no score.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{found:?} is no score: give a share such as 0.7 or points such as 70")]
pub struct ScoreError {
    /// The text as it was given.
    pub found: String,
}

impl Score {
    /// The identical text.
    pub const IDENTICAL: Self = Self(10_000);
    /// The identical text between the same neighbours.
    pub const CONTEXT: Self = Self(10_100);
    /// The same text typed in another way.
    pub const TYPED: Self = Self(9_900);

    /// A score of so many hundredths of a point; more than 101 points become 101.
    pub const fn from_hundredths(hundredths: u16) -> Self {
        if hundredths > Self::CONTEXT.0 {
            Self::CONTEXT
        } else {
            Self(hundredths)
        }
    }

    /// The score in hundredths of a point.
    pub const fn hundredths(self) -> u16 {
        self.0
    }

    /// The score without so many hundredths, not below 0.
    pub const fn minus(self, hundredths: u16) -> Self {
        Self(self.0.saturating_sub(hundredths))
    }
}

impl fmt::Display for Score {
    /// Points without needless zeros: `87.5`, `100`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (points, rest) = (self.0 / 100, self.0 % 100);
        match rest {
            0 => write!(f, "{points}"),
            _ if rest % 10 == 0 => write!(f, "{points}.{}", rest / 10),
            _ => write!(f, "{points}.{rest:02}"),
        }
    }
}

impl FromStr for Score {
    type Err = ScoreError;

    /// Reads a share from 0 to 1 or points above 1: `0.7` and `70` are the same.
    fn from_str(text: &str) -> Result<Self, ScoreError> {
        let error = || ScoreError {
            found: text.to_owned(),
        };
        let value: f64 = text
            .trim()
            .trim_end_matches('%')
            .parse()
            .map_err(|_| error())?;
        if !(0.0..=101.0).contains(&value) {
            return Err(error());
        }
        let points = if value <= 1.0 { value * 100.0 } else { value };
        // In range by the check above.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let hundredths = (points * 100.0).round() as u16;
        Ok(Self::from_hundredths(hundredths))
    }
}

impl Serialize for Score {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(f64::from(self.0) / 100.0)
    }
}

/// Why a match has fewer points than its base.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Penalty {
    /// What it is for.
    pub kind: PenaltyKind,
    /// Hundredths of a point.
    pub hundredths: u16,
    /// What differs, such as `43 → 44` or the folding.
    pub detail: String,
}

/// What a penalty is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PenaltyKind {
    /// The same text typed in another way.
    Typing,
    /// Upper and lower case.
    Case,
    /// Accents and other marks on letters.
    Diacritics,
    /// Punctuation.
    Punctuation,
    /// White space.
    Spacing,
    /// A number that differs.
    Number,
    /// An address or another placeable that differs.
    Placeable,
    /// Inline codes.
    Codes,
    /// Another form of the same word.
    Inflection,
    /// The unit was made by a machine.
    Machine,
    /// The unit was aligned by a program.
    Aligned,
    /// The unit is neither reviewed nor approved.
    Draft,
    /// The unit is reviewed, but not approved.
    Reviewed,
    /// The unit is about another subject than the text.
    OtherSubject,
    /// The unit is in another variety of a language than the one asked for.
    OtherVariety,
}

impl PenaltyKind {
    /// The name in JSON and on the terminal.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Typing => "typing",
            Self::Case => "case",
            Self::Diacritics => "diacritics",
            Self::Punctuation => "punctuation",
            Self::Spacing => "spacing",
            Self::Number => "number",
            Self::Placeable => "placeable",
            Self::Codes => "codes",
            Self::Inflection => "inflection",
            Self::Machine => "machine",
            Self::Aligned => "aligned",
            Self::Draft => "draft",
            Self::Reviewed => "reviewed",
            Self::OtherSubject => "other-subject",
            Self::OtherVariety => "other-variety",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_read_and_write() {
        for (text, hundredths, shown) in [
            ("0.7", 7000, "70"),
            ("70", 7000, "70"),
            ("87.5", 8750, "87.5"),
            ("1", 10_000, "100"),
            ("101", 10_100, "101"),
            ("66.67%", 6667, "66.67"),
        ] {
            let score: Score = text.parse().unwrap();
            assert_eq!(score.hundredths(), hundredths, "{text}");
            assert_eq!(score.to_string(), shown);
        }
        for wrong in ["", "high", "-1", "102", "NaN"] {
            assert!(wrong.parse::<Score>().is_err(), "{wrong}");
        }
    }
}
