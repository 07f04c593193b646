//! Dates with the name of a month.

use std::ops::Range;

use super::{FigureReader, Line, figure};
use crate::lang::{Calendar, profile_of};
use crate::text::Token;
use crate::text::figure::{Figure, FigureForm, WrittenDate};

/// Names of months that are other words too.
const AMBIGUOUS_MONTHS: &[&str] = &["May", "March", "Mar", "Jan", "August"];

impl FigureReader {
    /// The dates with the name of a month, each name with the numbers beside it; the name itself
    /// becomes a loose figure, for other languages number their months.
    pub(super) fn dates(&self, line: Line<'_>, figures: &mut Vec<Figure>) -> Vec<WrittenDate> {
        let tokens = line.tokens;
        let mut dates = Vec::new();
        let mut names = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            let found = (1..=3.min(tokens.len() - at)).rev().find_map(|length| {
                let stretch = &tokens[at..at + length];
                let written = line.key(at, length);
                let inflected = || self.inflected_month(&written).filter(|_| length == 1);
                let (calendar, month) = self.month(&written).or_else(inflected)?;
                let span = stretch[0].start..stretch[length - 1].end();
                Some((calendar, month, span, length))
            });
            let Some((calendar, month, span, length)) = found else {
                at += 1;
                continue;
            };
            let date = date_of(calendar, month, span.clone(), tokens, at, length, figures);
            if calendar == Calendar::Gregorian {
                // Of a date the month is asked for; elsewhere May and March are other words.
                let written = tokens[at + length - 1].text;
                let written = written.split(['\'', '’']).next().unwrap_or("");
                let written = written.trim_start_matches("mid-");
                let is_name = self.profile.capitals_name
                    && written.chars().count() >= 3
                    && written.starts_with(char::is_uppercase)
                    && !AMBIGUOUS_MONTHS.contains(&written);
                let form = match date {
                    Some(_) => FigureForm::Words,
                    None => FigureForm::Loose,
                };
                let mut name = figure(f64::from(month), span, form);
                name.is_month = date.is_some() || is_name;
                names.push(name);
            }
            dates.extend(date);
            at += length;
        }
        figures.extend(names);
        dates
    }
}

impl FigureReader {
    /// The month of a name: June's, mid-June.
    fn month(&self, written: &str) -> Option<(Calendar, u8)> {
        let known = |word: &str| self.words.months.get(word).copied();
        let bare = written.trim_end_matches("'s");
        known(bare.strip_prefix("mid").unwrap_or(bare))
    }

    /// The month that a word names with something written to it: Kasım'dan, בספטמבר.
    fn inflected_month(&self, word: &str) -> Option<(Calendar, u8)> {
        let known = |word: &str| self.words.months.get(word).copied();
        let particles = profile_of(self.analyser.language()).proclitics.iter();
        let mut without = particles.filter_map(|one| word.strip_prefix(one.as_str()));
        known(self.before_apostrophe(word).unwrap_or(""))
            .or_else(|| known(self.without_ending(word)?))
            .or_else(|| without.find_map(known))
    }
}

/// The date of the name of a month by the numbers beside it; `None` where there are none, for
/// then it may be another word (May, Mars, مهر).
fn date_of(
    calendar: Calendar,
    month: u8,
    span: Range<usize>,
    tokens: &[Token<'_>],
    at: usize,
    length: usize,
    figures: &[Figure],
) -> Option<WrittenDate> {
    let mut date = WrittenDate {
        calendar,
        year: None,
        month,
        day: None,
        span,
    };
    let before = tokens[at.saturating_sub(2)].start..tokens[at].start;
    let last = tokens.len().min(at + length + 4);
    let behind = tokens[at + length - 1].end()..tokens[last - 1].end();
    let beside = figures.iter().filter(|figure| {
        let within =
            |range: &Range<usize>| range.start <= figure.span.start && figure.span.end <= range.end;
        figure.form != FigureForm::Loose && (within(&before) || within(&behind))
    });
    for figure in beside {
        let whole = |least: u16, most: u16| {
            (least..=most).find(|whole| (f64::from(*whole) - figure.value).abs() < 1e-9)
        };
        if let Some(day) = whole(1, 31).and_then(|day| u8::try_from(day).ok()) {
            date.day = date.day.or(Some(day));
        } else if let Some(year) = whole(1200, 2200) {
            date.year = date.year.or(Some(i32::from(year)));
        }
    }
    (date.day.is_some() || date.year.is_some()).then_some(date)
}
