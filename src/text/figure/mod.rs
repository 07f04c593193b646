//! The figures of a text: its numbers in digits and in words, with units, money and dates.
//!
//! A number word is put together with its neighbours (`sum`), digits with the words of magnitude
//! behind them. What a number word can mean beside a number ("second", both) is kept apart as
//! [`FigureForm::Loose`]: it answers for a number of another text, and nobody asks for it.

mod calendar;
mod read;
mod sum;
mod unit;
mod words;

pub use calendar::{WrittenDate, years_overlap};
pub use read::FigureReader;
pub use unit::{Unit, may_be_degrees, may_be_rounded};

use std::ops::Range;

/// A number of a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// The bytes of the text that it takes, without its unit.
    pub span: Range<usize>,
    /// Its value by the likeliest reading.
    pub value: f64,
    /// Its value by other readings: `1.234`, two and a half.
    pub others: Vec<f64>,
    /// The numbers that it was put together from, where it is not certain that they are one.
    pub parts: Vec<f64>,
    /// How it is written.
    pub form: FigureForm,
    /// What it counts or measures, where that is known.
    pub unit: Option<Unit>,
    /// Whether it is an ordinal number in words.
    pub is_ordinal: bool,
    /// Whether it is the name of a month and no other word that is written so.
    pub is_month: bool,
    /// Whether it is an hour of the afternoon or the evening.
    pub is_afternoon: bool,
}

/// How a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FigureForm {
    /// In digits, with or without a word of magnitude.
    Digits,
    /// In words that mean a number and nothing else.
    Words,
    /// In words or letters that may mean one: both, second, XIX, G7, the name of a month.
    Loose,
}

impl Figure {
    /// All its readings, the likeliest first.
    pub fn readings(&self) -> impl Iterator<Item = f64> {
        std::iter::once(self.value).chain(self.others.iter().copied())
    }

    /// Whether two figures have the same value by some reading of both.
    pub fn may_equal(&self, other: &Self) -> bool {
        self.readings()
            .any(|left| other.readings().any(|right| is_same(left, right)))
    }
}

/// Whether two values are the same but for the error of floating point.
pub fn is_same(left: f64, right: f64) -> bool {
    (left - right).abs() <= 1e-9 * left.abs().max(1.0)
}
