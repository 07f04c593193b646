//! Units of measure and of money, and what one is in another.

use std::fmt;

/// A unit, by its place in the table of units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Unit(usize);

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dimension {
    Length,
    Area,
    Mass,
    Volume,
    Speed,
    Temperature,
    Time,
    Share,
    /// Money of one country or more under one name; no rate of exchange is known.
    Money(&'static str),
}

use Dimension::{Area, Length, Mass, Money, Share, Speed, Temperature, Time, Volume};

/// Symbol, dimension, how many of the first unit of the dimension it is. Factors are exact by
/// the definitions of 1959 (yard and pound) but for months and years, which are means.
const UNITS: &[(&str, Dimension, f64)] = &[
    ("m", Length, 1.0),
    ("km", Length, 1000.0),
    ("cm", Length, 0.01),
    ("mm", Length, 0.001),
    ("mi", Length, 1609.344),
    ("yd", Length, 0.9144),
    ("ft", Length, 0.3048),
    ("in", Length, 0.0254),
    ("nmi", Length, 1852.0),
    ("m2", Area, 1.0),
    ("km2", Area, 1e6),
    ("ha", Area, 1e4),
    ("ac", Area, 4_046.856_422_4),
    // The metric one of Turkey, Israel and their neighbours.
    ("dunam", Area, 1000.0),
    ("sqmi", Area, 2_589_988.110_336),
    ("sqft", Area, 0.092_903_04),
    ("kg", Mass, 1.0),
    ("g", Mass, 0.001),
    ("t", Mass, 1000.0),
    ("ton", Mass, 1000.0),
    ("lb", Mass, 0.453_592_37),
    // A word that means money as well.
    ("pound", Mass, 0.453_592_37),
    ("oz", Mass, 0.028_349_523_125),
    ("st", Mass, 6.350_293_18),
    ("l", Volume, 1.0),
    ("gal", Volume, 3.785_411_784),
    ("kmh", Speed, 1.0),
    ("mph", Speed, 1.609_344),
    ("kn", Speed, 1.852),
    ("C", Temperature, 1.0),
    ("F", Temperature, 1.0),
    // Degrees of either scale, or of an angle.
    ("deg", Temperature, 1.0),
    ("s", Time, 1.0),
    ("min", Time, 60.0),
    ("h", Time, 3600.0),
    ("d", Time, 86_400.0),
    ("wk", Time, 604_800.0),
    ("mo", Time, 2_629_746.0),
    ("y", Time, 31_556_952.0),
    ("%", Share, 1.0),
    ("USD", Money("dollar"), 1.0),
    ("EUR", Money("euro"), 1.0),
    ("GBP", Money("pound"), 1.0),
    ("JPY", Money("yen"), 1.0),
    ("CNY", Money("yuan"), 1.0),
    ("RUB", Money("rouble"), 1.0),
    ("IRR", Money("rial"), 1.0),
    ("IRT", Money("rial"), 10.0),
    ("INR", Money("rupee"), 1.0),
    ("CHF", Money("franc"), 1.0),
    ("TRY", Money("lira"), 1.0),
];

/// Signs of money and of shares.
const SIGNS: &[(&str, &str)] = &[
    ("$", "USD"),
    ("＄", "USD"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("₽", "RUB"),
    ("₹", "INR"),
    ("﷼", "IRR"),
    ("%", "%"),
    ("٪", "%"),
    ("％", "%"),
];

impl Unit {
    /// The unit of a symbol, such as `km` or `USD`.
    pub fn of_symbol(symbol: &str) -> Option<Self> {
        let found = UNITS.iter().position(|(known, ..)| *known == symbol);
        found.map(Self)
    }

    /// The unit of a sign of money or share (`$`, `٪`).
    pub fn of_sign(sign: &str) -> Option<Self> {
        let (_, symbol) = SIGNS.iter().find(|(known, _)| *known == sign)?;
        Self::of_symbol(symbol)
    }

    /// Its symbol.
    pub fn symbol(self) -> &'static str {
        UNITS[self.0].0
    }

    /// Whether both measure the same.
    pub fn is_like(self, other: Self) -> bool {
        UNITS[self.0].1 == UNITS[other.0].1
    }

    /// Whether it is a sum of money.
    pub fn is_money(self) -> bool {
        matches!(UNITS[self.0].1, Money(_))
    }

    /// Whether it is a temperature, or degrees of some kind.
    pub fn is_temperature(self) -> bool {
        UNITS[self.0].1 == Temperature
    }

    /// Whether its word has another meaning too (pound, degree).
    pub fn is_ambiguous(self) -> bool {
        matches!(self.symbol(), "pound" | "deg")
    }

    /// Whether it is a share: percent.
    pub fn is_share(self) -> bool {
        UNITS[self.0].1 == Share
    }

    /// Whether it is a stretch of time.
    pub fn is_time(self) -> bool {
        UNITS[self.0].1 == Time
    }

    /// A value of this unit in another that measures the same; `None` where it does not.
    ///
    /// ```
    /// use tarjuman::text::Unit;
    ///
    /// let unit = |symbol| Unit::of_symbol(symbol).unwrap();
    /// assert_eq!(unit("mi").convert(240.0, unit("km")).unwrap().round(), 386.0);
    /// assert_eq!(unit("F").convert(50.0, unit("C")).unwrap().round(), 10.0);
    /// ```
    pub fn convert(self, value: f64, into: Self) -> Option<f64> {
        if !self.is_like(into) {
            return None;
        }
        Some(match (self.symbol(), into.symbol()) {
            ("F", "C" | "deg") | ("deg", "C") => (value - 32.0) / 1.8,
            ("C", "F" | "deg") | ("deg", "F") => value * 1.8 + 32.0,
            _ => value * UNITS[self.0].2 / UNITS[into.0].2,
        })
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.symbol())
    }
}

/// Whether two numbers of degrees may be one temperature, or one difference of temperatures, on
/// two scales.
pub fn may_be_degrees(left: f64, right: f64) -> bool {
    let is_same = |fahrenheit: f64, celsius: f64| {
        ((fahrenheit - 32.0) / 1.8 - celsius).abs() <= 1.0
            || (fahrenheit / 1.8 - celsius).abs() <= 0.6
    };
    is_same(left, right) || is_same(right, left)
}

/// Whether a number may be another one, converted and rounded as people round: to the digits
/// that it shows, to a half of them, or within 2 %.
pub fn may_be_rounded(exact: f64, rounded: f64) -> bool {
    let difference = (exact - rounded).abs();
    if difference <= 0.02 * exact.abs().max(f64::MIN_POSITIVE) {
        return true;
    }
    difference <= 0.5 * last_place(rounded) * (1.0 + 1e-9) && difference <= 0.1 * exact.abs()
}

/// The value of the last place of a number that is no zero: 100 for 300, 0.1 for 1.8.
fn last_place(value: f64) -> f64 {
    if value == 0.0 {
        return 1.0;
    }
    let mut place = 1e-3;
    while place < value.abs() {
        let scaled = value / (place * 10.0);
        if (scaled - scaled.round()).abs() > 1e-6 {
            return place;
        }
        place *= 10.0;
    }
    place
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conversions_are_taken_as_people_round() {
        let is_right = |value: f64, from: &str, to: &str, written: f64| {
            let unit = |symbol: &str| Unit::of_symbol(symbol).unwrap();
            may_be_rounded(unit(from).convert(value, unit(to)).unwrap(), written)
        };
        assert!(is_right(240.0, "mi", "km", 386.0));
        assert!(is_right(60.0, "mph", "kmh", 100.0));
        assert!(is_right(6.0, "ft", "m", 1.8));
        assert!(is_right(20.0, "ft", "m", 6.0));
        assert!(is_right(200.0, "lb", "kg", 90.0));
        assert!(is_right(2.0, "wk", "d", 14.0));
        assert!(is_right(5000.0, "IRR", "IRT", 500.0));
        assert!(!is_right(385.0, "mi", "km", 360.0));
        assert!(!is_right(385.0, "mi", "km", 385.0));
        assert!(!is_right(10.0, "ft", "m", 10.0));
        assert!(Unit::of_sign("٪").is_some_and(|unit| unit.symbol() == "%"));
        let unit = |symbol: &str| Unit::of_symbol(symbol).unwrap();
        assert!(unit("USD").convert(1.0, unit("EUR")).is_none());
    }
}
