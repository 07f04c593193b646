//! Dates in the Gregorian, the Islamic and the Solar Hijri calendar, and which are the same.
//!
//! Solar Hijri dates follow the 33-year rule with the corrections of `calendrical_calculations`,
//! which is exact for the years in use. Islamic months begin when the moon is seen, so the
//! tabular calendar may be a day or two off: two days either way count as the same.

use std::ops::{Range, RangeInclusive};

use calendrical_calculations::{gregorian, islamic, persian, rata_die::RataDie};

use crate::lang::Calendar;

/// A date as a text writes it: a month, with a day, a year, or both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenDate {
    /// The calendar of its month.
    pub calendar: Calendar,
    /// The year, in its calendar.
    pub year: Option<i32>,
    /// The month, 1–12.
    pub month: u8,
    /// The day, 1–31.
    pub day: Option<u8>,
    /// The bytes of the text that it takes.
    pub span: Range<usize>,
}

/// Years between which a date without a year may lie.
const YEARS_IN_USE: RangeInclusive<i32> = 1990..=2035;

impl WrittenDate {
    /// Whether two dates can be the same day, or the same month where one has no day.
    pub fn may_equal(&self, other: &Self) -> bool {
        if self.calendar == other.calendar {
            let alike = |left: Option<i32>, right: Option<i32>| {
                left.is_none() || right.is_none() || left == right
            };
            return self.month == other.month
                && alike(self.day.map(i32::from), other.day.map(i32::from))
                && alike(self.year, other.year);
        }
        let slack = match (self.calendar, other.calendar) {
            (Calendar::Islamic, _) | (_, Calendar::Islamic) => 2,
            _ => 1,
        };
        self.stretches().any(|own| {
            other.stretches().any(|theirs| {
                own.start() - slack <= *theirs.end() && theirs.start() - slack <= *own.end()
            })
        })
    }

    /// The days that the date can be: for each year that it may lie in, from the first to the
    /// last.
    fn stretches(&self) -> impl Iterator<Item = RangeInclusive<i64>> {
        let years = match self.year {
            Some(year) => year..=year,
            None => {
                let shift = |year: &i32| year_of(self.calendar, *year);
                shift(YEARS_IN_USE.start())..=shift(YEARS_IN_USE.end()) + 1
            }
        };
        years.filter_map(|year| {
            let first = day_number(self.calendar, year, self.month, self.day.unwrap_or(1))?;
            let last = match self.day {
                Some(_) => first,
                None => first + 29,
            };
            Some(first..=last)
        })
    }
}

/// The year of a calendar that begins in a Gregorian year, or just before.
fn year_of(calendar: Calendar, gregorian: i32) -> i32 {
    match calendar {
        Calendar::Gregorian => gregorian,
        Calendar::SolarHijri => gregorian - 622,
        Calendar::Islamic => (gregorian - 622) * 33 / 32,
    }
}

/// Whether a year of one calendar and a year of the Gregorian one share some days.
pub fn years_overlap(calendar: Calendar, year: i32, gregorian: i32) -> bool {
    let first = |calendar, year| day_number(calendar, year, 1, 1);
    let stretch = |calendar, year| Some((first(calendar, year)?, first(calendar, year + 1)?));
    let (Some(own), Some(theirs)) = (
        stretch(calendar, year),
        stretch(Calendar::Gregorian, gregorian),
    ) else {
        return false;
    };
    own.0 < theirs.1 && theirs.0 < own.1
}

/// The number of a day on one count for all calendars; `None` for what is no date of the years
/// in use or written history.
fn day_number(calendar: Calendar, year: i32, month: u8, day: u8) -> Option<i64> {
    if !(1..=4000).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let date: RataDie = match calendar {
        Calendar::Gregorian => gregorian::fixed_from_gregorian(year, month, day),
        Calendar::SolarHijri => persian::fixed_from_fast_persian(year, month, day),
        Calendar::Islamic => {
            islamic::fixed_from_tabular_islamic(year, month, day, islamic::ISLAMIC_EPOCH_FRIDAY)
        }
    };
    Some(date.to_i64_date())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(calendar: Calendar, year: Option<i32>, month: u8, day: Option<u8>) -> WrittenDate {
        WrittenDate {
            calendar,
            year,
            month,
            day,
            span: 0..0,
        }
    }

    #[test]
    fn the_same_day_in_three_calendars() {
        use Calendar::{Gregorian, Islamic, SolarHijri};
        let september = date(Gregorian, Some(2021), 9, Some(6));
        assert!(september.may_equal(&date(SolarHijri, Some(1400), 6, Some(15))));
        assert!(september.may_equal(&date(Islamic, Some(1443), 1, Some(28))));
        assert!(!september.may_equal(&date(SolarHijri, Some(1400), 6, Some(25))));
        assert!(!september.may_equal(&date(SolarHijri, Some(1399), 6, Some(15))));
        // Nowruz of a leap year, and of the year before it.
        assert!(date(Gregorian, Some(2025), 3, Some(21)).may_equal(&date(
            SolarHijri,
            Some(1404),
            1,
            Some(1)
        )));
        // Without a year, and without a day.
        let without_year = date(Gregorian, None, 9, Some(6));
        assert!(without_year.may_equal(&date(SolarHijri, None, 6, Some(15))));
        assert!(!without_year.may_equal(&date(SolarHijri, None, 7, Some(15))));
        let month = date(Gregorian, Some(2021), 9, None);
        assert!(month.may_equal(&date(SolarHijri, Some(1400), 6, None)));
        assert!(month.may_equal(&date(SolarHijri, Some(1400), 7, None)));
        assert!(!month.may_equal(&date(SolarHijri, Some(1400), 9, None)));
    }

    #[test]
    fn years_that_share_days() {
        assert!(years_overlap(Calendar::SolarHijri, 1400, 2021));
        assert!(years_overlap(Calendar::SolarHijri, 1400, 2022));
        assert!(!years_overlap(Calendar::SolarHijri, 1400, 2020));
        assert!(years_overlap(Calendar::Islamic, 1443, 2021));
        assert!(!years_overlap(Calendar::Islamic, 1443, 2024));
    }
}
