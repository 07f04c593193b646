//! Points in time and calendar dates, as small values that the store can keep.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A point in time: whole seconds since 1970-01-01 00:00:00 UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// Reads the form that TMX uses, `20260314T090000Z` (ISO 8601 basic format, UTC).
    pub fn from_basic(text: &str) -> Option<Self> {
        let civil = jiff::civil::DateTime::strptime("%Y%m%dT%H%M%SZ", text.trim()).ok()?;
        let instant = jiff::tz::TimeZone::UTC.to_timestamp(civil).ok()?;
        Some(Self(instant.as_second()))
    }

    /// Writes the form that TMX uses, `20260314T090000Z`.
    pub fn to_basic(self) -> String {
        self.instant().strftime("%Y%m%dT%H%M%SZ").to_string()
    }

    /// The calendar date in UTC.
    pub fn date(self) -> Date {
        Date(self.instant().strftime("%Y-%m-%d").to_string())
    }

    fn instant(self) -> jiff::Timestamp {
        jiff::Timestamp::from_second(self.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
    }
}

impl fmt::Display for Timestamp {
    /// ISO 8601 extended format, `2026-03-14T09:00:00Z`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.instant())
    }
}

/// A Gregorian calendar date in ISO 8601 form: a year, a year and month, or a day
/// (`2026`, `2026-03`, `2026-03-14`). Ordered by time where both have the same precision.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Date(String);

/// Why a text is no date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{found:?} is not a date such as 2026-03-14, 2026-03 or 2026")]
pub struct DateError {
    /// The text as it was given.
    pub found: String,
}

impl Date {
    /// The date as ISO 8601 text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is over before another begins: the whole of `2018` is before `2019-03-14`,
    /// but not before `2018-03-14`, which is a part of it.
    pub fn is_before(&self, other: &Self) -> bool {
        let shared = self.0.len().min(other.0.len());
        // ISO 8601 dates of one precision are ordered as text; all of them are ASCII.
        self.0.get(..shared) < other.0.get(..shared)
    }
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let text = text.trim();
        let whole_day = match text.len() {
            4 => format!("{text}-01-01"),
            7 => format!("{text}-01"),
            _ => text.to_owned(),
        };
        match jiff::civil::Date::strptime("%Y-%m-%d", &whole_day) {
            Ok(_) if text.len() <= 10 => Ok(Self(text.to_owned())),
            _ => Err(DateError {
                found: text.to_owned(),
            }),
        }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tmx_times_survive_a_round_trip() {
        let time = Timestamp::from_basic("20260314T090001Z").unwrap();
        assert_eq!(time.to_basic(), "20260314T090001Z");
        assert_eq!(time.to_string(), "2026-03-14T09:00:01Z");
        assert_eq!(time.date().as_str(), "2026-03-14");
        assert_eq!(Timestamp::from_basic("yesterday"), None);
    }

    #[test]
    fn dates_of_any_precision_are_compared_as_stretches_of_time() {
        let date = |text: &str| text.parse::<Date>().unwrap();
        for (earlier, later) in [
            ("2018", "2019-03-14"),
            ("2018-03", "2018-04-01"),
            ("2017-12-31", "2018"),
        ] {
            assert!(date(earlier).is_before(&date(later)));
            assert!(!date(later).is_before(&date(earlier)));
        }
        assert!(!date("2018").is_before(&date("2018-03-14")));
        assert!(!date("2018-03-14").is_before(&date("2018")));
    }

    #[test]
    fn dates_of_three_precisions() {
        for good in ["2026", "2026-03", "2026-03-14"] {
            assert_eq!(good.parse::<Date>().unwrap().as_str(), good);
        }
        for bad in [
            "",
            "26",
            "2026-13",
            "2026-02-30",
            "14.03.2026",
            "2026-03-14T09",
        ] {
            assert!(bad.parse::<Date>().is_err(), "{bad}");
        }
    }
}
