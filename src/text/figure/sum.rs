//! How number words make a number: "two hundred and five thousand", 三万五千, خمسة وعشرون.

use crate::lang::{FigureProfile, NumberRole};

/// Numbers beyond are no numbers but words that happen to follow one another.
const LARGEST: f64 = 1e18;

/// A number that is being put together.
#[derive(Debug, Default)]
pub(super) struct Sum {
    total: f64,
    group: f64,
    pending: f64,
    last_multiplier: Option<f64>,
    /// What was put together.
    pub(super) parts: Vec<f64>,
    /// Whether digits were among it.
    pub(super) has_digits: bool,
    /// Whether a cardinal or ordinal word was among it.
    pub(super) has_words: bool,
    is_closed: bool,
}

/// How a number word goes on behind another: directly, or with a word such as "and" between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    Direct,
    Joined,
}

impl Sum {
    pub(super) fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Whether an ordinal word has ended it.
    pub(super) fn is_closed(&self) -> bool {
        self.is_closed
    }

    /// The value so far.
    pub(super) fn value(&self) -> f64 {
        self.total + self.group + self.pending
    }

    /// Whether digits, multiplied by the word behind them, can go on here.
    pub(super) fn may_go_on(&self, scaled: f64, joint: Joint, profile: &FigureProfile) -> bool {
        let is_joint = profile.joiners.is_empty() || joint == Joint::Joined;
        self.is_empty()
            || (profile.adds_digits
                && is_joint
                && !self.is_closed
                && self.pending == 0.0
                && self.last_multiplier.is_some_and(|last| scaled < last))
    }

    /// Takes digits on.
    pub(super) fn push_digits(&mut self, value: f64) -> bool {
        self.pending = value;
        self.parts.push(value);
        self.has_digits = true;
        true
    }

    /// Takes a number word on, where it can go on here. A group of digits is closed by
    /// multipliers from `group` on.
    pub(super) fn push_word(
        &mut self,
        (role, value): (NumberRole, f64),
        joint: Joint,
        profile: &FigureProfile,
        group: f64,
    ) -> bool {
        let taken = !self.is_closed
            && match role {
                NumberRole::Multiplier => self.multiply(value, group),
                NumberRole::Cardinal | NumberRole::Ordinal => self.add(value, joint, profile),
                NumberRole::Loose => false,
            };
        if taken {
            self.parts.push(value);
            self.has_words |= role != NumberRole::Multiplier;
            self.is_closed |= role == NumberRole::Ordinal;
        }
        taken
    }

    fn multiply(&mut self, by: f64, group: f64) -> bool {
        if self.value().max(1.0) * by > LARGEST {
            return false;
        }
        let one_at_least = |value: f64| if value == 0.0 { 1.0 } else { value };
        if by < group {
            // Behind digits in a group only where the language counts so (3千).
            if self.pending >= by || (self.group > 0.0 && self.pending == 0.0) {
                return false;
            }
            self.group += one_at_least(self.pending) * by;
            self.pending = 0.0;
            return true;
        }
        let below = self.group + self.pending;
        match self.last_multiplier {
            Some(last) if by >= last => self.total = (self.total + below) * by,
            Some(_) if below == 0.0 => return false,
            _ => self.total += one_at_least(below) * by,
        }
        self.group = 0.0;
        self.pending = 0.0;
        self.last_multiplier = Some(by);
        true
    }

    fn add(&mut self, value: f64, joint: Joint, profile: &FigureProfile) -> bool {
        let whole = self.group + self.pending;
        let goes_on = profile.adds_digits && self.last_multiplier.is_some();
        if self.has_digits && !goes_on {
            return false;
        }
        if self.last_multiplier.is_some_and(|last| value >= last) {
            return false;
        }
        let fits = whole == 0.0
            || Self::fits_below(whole, value)
            || (profile.units_first && Self::is_unit_first(whole, value, joint))
            || (profile.vigesimal && Self::is_by_twenties(whole, value));
        if !fits {
            return false;
        }
        if profile.vigesimal && (value - 20.0).abs() < 0.5 && (whole % 100.0 - 4.0).abs() < 0.5 {
            self.pending += 76.0;
        } else {
            self.pending += value;
        }
        true
    }

    /// Whether a value stands in lower places than those already taken: 5 behind 20, not
    /// behind 15.
    fn fits_below(whole: f64, value: f64) -> bool {
        let place = [10.0, 100.0, 1000.0, 1e4, 1e5, 1e6]
            .into_iter()
            .find(|place| value < *place);
        place.is_some_and(|place| whole >= place && whole % place == 0.0)
    }

    /// Five and twenty; in Arabic five ten, for fifteen.
    fn is_unit_first(whole: f64, value: f64, joint: Joint) -> bool {
        let unit = whole % 100.0;
        let is_ten = match joint {
            Joint::Joined => (20.0..=90.0).contains(&value) && value % 10.0 == 0.0,
            Joint::Direct => value == 10.0,
        };
        is_ten && unit > 0.0 && unit < 10.0
    }

    /// French soixante-quinze, quatre-vingt-dix.
    fn is_by_twenties(whole: f64, value: f64) -> bool {
        let below = whole % 100.0;
        ((10.0..20.0).contains(&value) && (below == 60.0 || below == 80.0))
            || (value == 20.0 && below == 4.0)
    }
}
