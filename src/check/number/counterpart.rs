//! Which figure of a translation stands for which of its source.

use std::ops::Range;

use crate::check::reading::Reading;
use crate::lang::Calendar;
use crate::text::{
    Figure, FigureForm, Unit, WrittenDate, decimal_value, is_same, may_be_degrees, may_be_rounded,
    years_overlap,
};

/// The figures and dates of one side of a segment, and which of them are answered for.
pub(super) struct Sums {
    pub(super) figures: Vec<Figure>,
    pub(super) dates: Vec<WrittenDate>,
    answered: Vec<bool>,
    runs: Vec<Run>,
    /// Which figures are parts of a score, as in 2:1 and 1–0.
    scores: Vec<bool>,
}

/// Figures in digits with one character between each and the next, such as a telephone number.
struct Run {
    digits: String,
    figures: Vec<usize>,
}

/// A figure of the source and one of the translation that contradict each other.
pub(super) struct Contradiction {
    pub(super) source: usize,
    pub(super) target: usize,
}

impl Sums {
    pub(super) fn of(reading: Reading<'_, '_>) -> Self {
        let (figures, dates) = reading.figures().clone();
        Self {
            answered: vec![false; figures.len()],
            runs: runs(reading.text(), &figures),
            scores: scores(reading.text(), &figures),
            figures,
            dates,
        }
    }

    /// The figures that nothing answers for.
    pub(super) fn left(&self) -> impl Iterator<Item = usize> {
        (0..self.figures.len()).filter(|at| !self.answered[*at])
    }

    pub(super) fn answer(&mut self, at: usize) {
        self.answered[at] = true;
    }

    pub(super) fn is_answered(&self, at: usize) -> bool {
        self.answered[at]
    }

    pub(super) fn is_in_score(&self, at: usize) -> bool {
        self.scores[at]
    }

    /// The places of the figures that are answered for: their words say nothing else.
    pub(super) fn said(&self) -> Vec<Range<usize>> {
        let answered = (0..self.figures.len()).filter(|at| self.answered[*at]);
        answered.map(|at| self.figures[at].span.clone()).collect()
    }

    /// Whether a figure, answered or not, can stand for another.
    pub(super) fn has_same(&self, other: &Figure) -> bool {
        let ways = [Figure::may_equal, same_hour, converted];
        self.figures
            .iter()
            .any(|figure| ways.iter().any(|way| way(figure, other)))
    }

    /// Whether a figure that nothing answers for yet, and that is surely one, has a reading of
    /// another one.
    pub(super) fn has_another(&self, other: &Figure) -> bool {
        self.left().any(|at| {
            let own = &self.figures[at];
            own.form != FigureForm::Loose && own.may_equal(other)
        })
    }

    /// Whether a figure is the second of two that belong together, such as a score or a time, and
    /// the first is not answered for either: both are one finding.
    pub(super) fn is_told_with_another(&self, at: usize, text: &str) -> bool {
        let Some(before) = at.checked_sub(1).filter(|before| !self.answered[*before]) else {
            return false;
        };
        let (own, next) = (&self.figures[before], &self.figures[at]);
        let gap = text.get(own.span.end..next.span.start).unwrap_or(" and ");
        let are_digits = own.form == FigureForm::Digits && next.form == FigureForm::Digits;
        are_digits
            && matches!(
                gap.trim(),
                ":" | "-" | "–" | "—" | "‑" | "−" | "：" | "‐" | "."
            )
    }

    /// Answers for the figures inside a date.
    fn answer_date(&mut self, date: usize) {
        let date = &self.dates[date];
        let numbers = [
            date.day.map(f64::from),
            date.year.map(f64::from),
            Some(f64::from(date.month)),
        ];
        let near = |figure: &Figure| {
            figure.span.end + 24 >= date.span.start && figure.span.start <= date.span.end + 24
        };
        for (figure, answered) in self.figures.iter().zip(&mut self.answered) {
            let is_part = figure.span == date.span
                || (near(figure) && numbers.iter().flatten().any(|n| is_same(*n, figure.value)));
            *answered |= is_part;
        }
    }
}

/// Two figures by the ways in which one can stand for the other, the surest first.
const WAYS: &[fn(&Figure, &Figure) -> bool] = &[
    |own, other| own.form == other.form && own.is_month == other.is_month && is_equal(own, other),
    is_equal,
    converted,
    same_hour,
    same_year,
    same_degrees,
    roughly_converted,
];

fn is_equal(own: &Figure, other: &Figure) -> bool {
    own.may_equal(other) && !contradict(own, other)
}

/// Highs in the 80s, 27 градусов: where Fahrenheit is in use people leave the degrees out.
fn same_degrees(own: &Figure, other: &Figure) -> bool {
    let is_like = |bare: &Figure, named: &Figure| {
        let is_bare = bare.unit.is_none_or(Unit::is_time) && !bare.is_month;
        let decade = if bare.value % 10.0 == 0.0 { 10 } else { 1 };
        let mut degrees = (0..decade).map(|more| bare.value + f64::from(more));
        is_bare
            && (30.0..=120.0).contains(&bare.value)
            && named.unit.is_some_and(Unit::is_temperature)
            && degrees.any(|own| ((own - 32.0) / 1.8 - named.value).abs() <= 1.0)
    };
    is_like(own, other) || is_like(other, own)
}

/// Answers for every figure of two sides that stand for each other; what contradicts comes back.
pub(super) fn answer(source: &mut Sums, target: &mut Sums) -> Vec<Contradiction> {
    dates(source, target);
    let sure = |figure: &Figure| figure.form != FigureForm::Loose;
    for way in WAYS {
        each(source, target, |own, other| {
            sure(own) && sure(other) && way(own, other)
        });
    }
    compound_measures(source, target);
    same_runs(source, target);
    put_together(source, target);
    put_together(target, source);
    // The same value in another unit or in other money first, then what is converted wrongly.
    let unconverted = |own: &Figure, other: &Figure| own.may_equal(other) && contradict(own, other);
    let mut contradictions = contradicting(source, target, unconverted);
    contradictions.extend(contradicting(source, target, is_foreign_measure));
    for way in WAYS {
        let scores = (source.scores.clone(), target.scores.clone());
        each_of(source, target, |(own_at, own), (other_at, other)| {
            // "A" and "one" are no goals.
            let is_goal = scores.0[own_at] || scores.1[other_at];
            !is_goal && (sure(own) || sure(other)) && way(own, other)
        });
    }
    contradictions
}

/// Answers for the figures that a relation holds between, in the order of the source.
fn each(source: &mut Sums, target: &mut Sums, holds: impl Fn(&Figure, &Figure) -> bool) {
    each_of(source, target, |(_, own), (_, other)| holds(own, other));
}

/// The same with the number of each figure.
fn each_of(
    source: &mut Sums,
    target: &mut Sums,
    holds: impl Fn((usize, &Figure), (usize, &Figure)) -> bool,
) {
    for own in 0..source.figures.len() {
        if source.answered[own] {
            continue;
        }
        let found = target.left().find(|other| {
            holds(
                (own, &source.figures[own]),
                (*other, &target.figures[*other]),
            )
        });
        if let Some(other) = found {
            source.answer(own);
            target.answer(other);
        }
    }
}

/// Dates of two calendars that are the same day or month answer for all their numbers.
fn dates(source: &mut Sums, target: &mut Sums) {
    let mut taken = vec![false; target.dates.len()];
    for own in 0..source.dates.len() {
        let found = (0..target.dates.len()).find(|other| {
            let (left, right) = (&source.dates[own], &target.dates[*other]);
            !taken[*other] && left.calendar != right.calendar && left.may_equal(right)
        });
        if let Some(other) = found {
            taken[other] = true;
            source.answer_date(own);
            target.answer_date(other);
        }
    }
}

/// Whether two figures of the same value measure different things.
fn contradict(own: &Figure, other: &Figure) -> bool {
    match (own.unit, other.unit) {
        (Some(left), Some(right)) if left.is_ambiguous() || right.is_ambiguous() => false,
        (Some(left), Some(right)) if left.is_like(right) => {
            let converted = left.convert(own.value, right);
            !converted.is_some_and(|value| may_be_rounded(value, other.value))
        }
        (Some(left), Some(right)) => left.is_money() && right.is_money(),
        _ => false,
    }
}

/// Whether a figure is another one converted into another unit.
pub(super) fn converted(own: &Figure, other: &Figure) -> bool {
    let (Some(from), Some(to)) = (own.unit, other.unit) else {
        return false;
    };
    if from.is_temperature() && to.is_temperature() {
        return may_be_degrees(own.value, other.value);
    }
    let may_be =
        |exact: Option<f64>, rounded| exact.is_some_and(|one| may_be_rounded(one, rounded));
    let there = may_be(from.convert(own.value, to), other.value);
    from != to && (there || may_be(to.convert(other.value, from), own.value))
}

/// Half an inch, 1,5 см: a half that is said in a word is converted roughly.
fn roughly_converted(own: &Figure, other: &Figure) -> bool {
    let is_half = |figure: &Figure| figure.form == FigureForm::Loose && figure.value < 1.0;
    let is_rough = is_half(own) || is_half(other);
    let (Some(from), Some(to)) = (own.unit, other.unit) else {
        return false;
    };
    let exact = from.convert(own.value, to).filter(|_| from != to);
    is_rough && exact.is_some_and(|exact| (exact - other.value).abs() <= 0.2 * exact.abs())
}

/// 3 p.m. and 15:00.
fn same_hour(own: &Figure, other: &Figure) -> bool {
    // 3.30 p.m. and 15:30 are read as decimals.
    let later = |early: &Figure, late: &Figure| {
        let is_late = |hour: f64| late.readings().any(|other| is_same(hour + 12.0, other));
        early.is_afternoon && early.value < 12.0 && early.readings().any(is_late)
    };
    later(own, other) || later(other, own)
}

/// 1990s and 90-е, 2018 and '18, 2021 and ۱۴۰۰.
fn same_year(own: &Figure, other: &Figure) -> bool {
    let is_whole =
        |value: f64, least: f64, most: f64| value.fract() == 0.0 && (least..=most).contains(&value);
    let shortened = |long: &Figure, short: &Figure| {
        is_whole(long.value, 1900.0, 2099.0)
            && is_whole(short.value, 0.0, 99.0)
            && is_same(long.value % 100.0, short.value)
    };
    let as_year = |value: f64| {
        let whole = (1000..=2200).find(|year| is_same(f64::from(*year), value));
        whole.unwrap_or(0)
    };
    let of_calendar = |hijri: &Figure, gregorian: &Figure| {
        is_whole(hijri.value, 1250.0, 1500.0)
            && is_whole(gregorian.value, 1850.0, 2100.0)
            && [Calendar::SolarHijri, Calendar::Islamic]
                .iter()
                .any(|calendar| {
                    years_overlap(*calendar, as_year(hijri.value), as_year(gregorian.value))
                })
    };
    shortened(own, other)
        || shortened(other, own)
        || of_calendar(own, other)
        || of_calendar(other, own)
}

/// Numbers that were read as one on one side, and apart on the other.
fn put_together(whole: &mut Sums, parts: &mut Sums) {
    let left: Vec<usize> = whole.left().collect();
    for at in left {
        let mut found: Vec<usize> = Vec::new();
        let wanted = &whole.figures[at].parts;
        for value in wanted {
            let part = parts.left().find(|place| {
                let figure = &parts.figures[*place];
                !found.contains(place) && is_same(figure.value, *value)
            });
            found.extend(part);
        }
        // A minute of nought need not be said.
        let asked_for = wanted.iter().filter(|value| **value != 0.0).count();
        if asked_for > 0 && found.len() >= asked_for {
            whole.answer(at);
            found.into_iter().for_each(|place| parts.answer(place));
        }
    }
}

/// Runs of digits that are the same when nothing stands between them.
fn same_runs(source: &mut Sums, target: &mut Sums) {
    let same: Vec<(usize, usize)> = source
        .runs
        .iter()
        .enumerate()
        .filter_map(|(own, run)| {
            let other = target
                .runs
                .iter()
                .position(|other| other.digits == run.digits)?;
            Some((own, other))
        })
        .collect();
    for (own, other) in same {
        let figures = source.runs[own].figures.clone();
        figures.into_iter().for_each(|at| source.answer(at));
        let figures = target.runs[other].figures.clone();
        figures.into_iter().for_each(|at| target.answer(at));
    }
}

/// Which figures are parts of a score: two small numbers in digits, a colon or dash between them,
/// neither of them measuring anything.
fn scores(text: &str, figures: &[Figure]) -> Vec<bool> {
    let mut scores = vec![false; figures.len()];
    let is_goals = |figure: &Figure| {
        figure.form == FigureForm::Digits
            && figure.unit.is_none()
            && figure.parts.is_empty()
            && figure.span.len() <= 6
            && figure.value.fract() == 0.0
            && figure.value < 100.0
    };
    for second in 1..figures.len() {
        let (own, next) = (&figures[second - 1], &figures[second]);
        let gap = text.get(own.span.end..next.span.start).unwrap_or("");
        let is_between = matches!(gap.trim(), ":" | "-" | "–" | "—" | "‑" | "−" | "：" | "‐");
        let is_score = is_goals(own) && is_goals(next) && is_between;
        scores[second] |= is_score && own.value.min(next.value) < 10.0;
        scores[second - 1] |= scores[second] && is_score;
    }
    scores
}

fn runs(text: &str, figures: &[Figure]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut last_end = None;
    for (at, figure) in figures.iter().enumerate() {
        if figure.form != FigureForm::Digits {
            continue;
        }
        let digits = text[figure.span.clone()].chars().filter_map(decimal_value);
        let digits: String = digits.map(|digit| char::from(b'0' + digit)).collect();
        let gap = last_end.and_then(|end: usize| text.get(end..figure.span.start));
        let goes_on = gap.is_some_and(|gap| gap.chars().count() == 1);
        match runs.last_mut().filter(|_| goes_on) {
            Some(run) => {
                run.digits.push_str(&digits);
                run.figures.push(at);
            }
            None => runs.push(Run {
                digits,
                figures: vec![at],
            }),
        }
        last_end = Some(figure.span.end);
    }
    runs.retain(|run| run.digits.len() > 3);
    runs
}

/// Answers for a measure that one text says in two units, 300 km (190 miles), where the other text
/// does not name its unit at all.
pub(super) fn said_twice(sums: &mut Sums, names_unit: impl Fn(Unit) -> bool) {
    let left: Vec<usize> = sums.left().collect();
    for at in left {
        let own = &sums.figures[at];
        let is_same = |other: &Figure| match (own.unit, other.unit) {
            (Some(from), Some(to)) if from != to && !from.is_time() && !names_unit(from) => {
                let exact = from.convert(own.value, to);
                exact.is_some_and(|exact| (exact - other.value).abs() <= 0.1 * exact.abs())
            }
            _ => false,
        };
        let found = (0..sums.figures.len())
            .any(|other| sums.is_answered(other) && is_same(&sums.figures[other]));
        if found {
            sums.answer(at);
        }
    }
}

/// Six feet two, 1.88 m: two figures of one side beside each other that measure the same.
fn compound_measures(source: &mut Sums, target: &mut Sums) {
    fn joined(two: &mut Sums, one: &mut Sums) {
        for first in 0..two.figures.len().saturating_sub(1) {
            let (own, next) = (&two.figures[first], &two.figures[first + 1]);
            let (Some(large), Some(small)) = (own.unit, next.unit) else {
                continue;
            };
            let is_beside = next.span.start < own.span.end + 16 && large != small;
            let Some(more) = small.convert(next.value, large).filter(|_| is_beside) else {
                continue;
            };
            let found = one.left().find(|other| {
                let other = &one.figures[*other];
                let into = other
                    .unit
                    .and_then(|unit| large.convert(own.value + more, unit));
                into.is_some_and(|value| may_be_rounded(value, other.value))
            });
            if let Some(other) = found {
                two.answer(first);
                two.answer(first + 1);
                one.answer(other);
            }
        }
    }
    joined(source, target);
    joined(target, source);
}

/// The figures that are left and contradict each other in one way.
fn contradicting(
    source: &mut Sums,
    target: &mut Sums,
    contradict: impl Fn(&Figure, &Figure) -> bool,
) -> Vec<Contradiction> {
    let mut found = Vec::new();
    let is_sure = |figure: &Figure| figure.form != FigureForm::Loose;
    for own in 0..source.figures.len() {
        if source.is_answered(own) || !is_sure(&source.figures[own]) {
            continue;
        }
        let other = target.left().find(|other| {
            let other = &target.figures[*other];
            is_sure(other) && contradict(&source.figures[own], other)
        });
        if let Some(other) = other {
            source.answer(own);
            target.answer(other);
            found.push(Contradiction {
                source: own,
                target: other,
            });
        }
    }
    found
}

/// Whether two figures measure the same in units of two systems, so that one has to be the other
/// converted. Stretches of time are told in many ways (a year and a half).
fn is_foreign_measure(own: &Figure, other: &Figure) -> bool {
    match (own.unit, other.unit) {
        (Some(left), Some(right)) => {
            left != right && left.is_like(right) && !left.is_time() && !left.is_money()
        }
        _ => false,
    }
}
