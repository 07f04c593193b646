//! The probabilities of beads: their shapes, the lengths of their sides, stops, paragraphs.

use std::ops::Range;

use super::coverage::Coverage;
use super::lattice::{MOST, SHAPES};
use super::side::Side;
use super::{Evidence, Expected};

/// How often beads of each shape are, before anything is known of a text; in the order of
/// [`SHAPES`].
const PRIORS: [f64; SHAPES.len()] = [
    0.80, 0.02, 0.02, 0.05, 0.05, 0.012, 0.008, 0.008, 0.004, 0.004, 0.002, 0.002, 0.002, 0.001,
    0.001, 0.0004, 0.0004, 0.0002,
];

/// By what the logarithms of the [`PRIORS`] of gaps, and of all shapes but one sentence for one,
/// are raised where what was left out is looked for.
const PROOF: (f64, f64) = (1.2, -0.5);

/// What is estimated of a pair of texts.
#[derive(Debug, Clone)]
pub(super) struct Model {
    /// The logarithms of the probabilities of the shapes.
    shapes: [f64; SHAPES.len()],
    /// By what they are raised.
    raised: [f64; SHAPES.len()],
    /// Characters of the target for one of the source.
    ratio: f64,
    /// Its logarithm.
    ratio_log: f64,
    /// The variance of a length for each character.
    variance: f64,
    source_lengths: Spread,
    target_lengths: Spread,
    source_stops: Stops,
    target_stops: Stops,
    /// How often both sides of a bead have as many stops: of beads of as many sentences on both
    /// sides, and of others.
    same_stops: [f64; 2],
    stop_logs: [StopLogs; 2],
    /// What each stop more makes less likely, as a logarithm.
    stop_more: f64,
    /// Logarithms by whether a paragraph begins at a place: in neither, in one, in both.
    paragraphs: [f64; 3],
    inner_paragraph: f64,
    /// Whether stops are counted.
    counts_stops: bool,
}

/// How much is believed of what tokens say: the words of a sentence do not say it independently
/// of one another. Chosen, with [`SMOOTHING`], so that confidence is right on average.
const TOKEN_WEIGHT: f64 = 0.7;

/// By what all logarithms are multiplied, for the kinds of evidence do not speak independently
/// of one another either.
const SMOOTHING: f64 = 0.8;

/// What it costs that a line without words stands with one that has some.
const BARE: f64 = -6.0;

/// The variance of a length for each character (Gale and Church found 6.8), and how many beads
/// that is worth.
const VARIANCE: (f64, f64) = (5.0, 10.0);

/// How often the stops of both sides are as many, for beads of as many sentences on both sides
/// and for others, and how many beads that is worth.
const SAME_STOPS: ([f64; 2], f64) = ([0.8, 0.5], 6.0);

/// How many beads the [`PRIORS`] are worth.
const PRIOR_BEADS: f64 = 30.0;

/// Mean and variance of the lengths of a text's sentences.
#[derive(Debug, Clone)]
struct Spread {
    mean: f64,
    variance: f64,
    /// The logarithm in [`normal`] for the length of so many sentences.
    logs: [f64; MOST + 1],
}

impl Spread {
    fn of(side: &Side) -> Self {
        let lengths: Vec<f64> = side
            .sentences
            .iter()
            .filter(|one| !one.is_bare)
            .map(|one| one.length)
            .collect();
        let count = as_float(lengths.len()).max(1.0);
        let mean = lengths.iter().sum::<f64>() / count;
        let squares: f64 = lengths.iter().map(|one| (one - mean).powi(2)).sum();
        let variance = (squares / count).max(mean * mean * 0.1).max(1.0);
        Self {
            mean,
            variance,
            logs: std::array::from_fn(|count| log_of(as_float(count) * variance)),
        }
    }

    /// The logarithm of the probability that so many sentences have a length together.
    fn chance(&self, count: usize, length: f64) -> f64 {
        let log = self.logs[count];
        let count = as_float(count);
        normal(length - count * self.mean, count * self.variance, log)
    }
}

/// How often so many neighbouring sentences have so many stops.
#[derive(Debug, Clone)]
struct Stops(Vec<Vec<f64>>);

const MOST_STOPS: usize = 12;

impl Stops {
    fn of(side: &Side) -> Self {
        let text: Vec<usize> = side
            .sentences
            .iter()
            .filter(|one| !one.is_bare)
            .map(|one| one.stops)
            .collect();
        let table = (1..=MOST).map(|count| {
            let mut counts = [0.3; MOST_STOPS + 1];
            for window in text.windows(count) {
                counts[window.iter().sum::<usize>().min(MOST_STOPS)] += 1.0;
            }
            let all: f64 = counts.iter().sum();
            counts.iter().map(|one| (one / all).ln()).collect()
        });
        Self(table.collect())
    }

    fn chance(&self, count: usize, stops: usize) -> f64 {
        self.0[count - 1][stops.min(MOST_STOPS)]
    }
}

pub(super) fn as_float(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// What the tokens of a bead with both sides say for it, as a logarithm; less than nothing where
/// they have their counterparts elsewhere.
pub(super) fn words(coverage: &Coverage, rows: &Range<usize>, columns: &Range<usize>) -> f64 {
    coverage.both_ways(rows, columns) / 2.0
}

/// The logarithm of the density of a normal distribution; `log` is [`log_of`] its variance.
fn normal(difference: f64, variance: f64, log: f64) -> f64 {
    -0.5 * (log + difference * difference / variance)
}

fn log_of(variance: f64) -> f64 {
    (std::f64::consts::TAU * variance).ln()
}

/// How likely stops are as many, and how likely they are not, as logarithms.
#[derive(Debug, Clone, Copy)]
struct StopLogs {
    same: f64,
    apart: f64,
}

impl StopLogs {
    fn of(same: f64) -> Self {
        Self {
            same: same.ln(),
            apart: ((1.0 - same) * 0.65).ln(),
        }
    }
}

fn raised_for_omissions() -> [f64; SHAPES.len()] {
    let (gaps, others) = PROOF;
    std::array::from_fn(|shape| match SHAPES[shape] {
        (1, 1) => 0.0,
        (0, _) | (_, 0) => gaps,
        _ => others,
    })
}

/// What is counted over the beads of a lattice, each by its probability.
#[derive(Debug, Clone)]
pub(super) struct Counts {
    pub(super) shapes: [f64; SHAPES.len()],
    source_length: f64,
    target_length: f64,
    surprise: f64,
    beads: [f64; 2],
    same_stops: [f64; 2],
}

impl Default for Counts {
    fn default() -> Self {
        Self {
            shapes: [0.0; SHAPES.len()],
            source_length: 0.0,
            target_length: 0.0,
            surprise: 0.0,
            beads: [0.0; 2],
            same_stops: [0.0; 2],
        }
    }
}

impl Model {
    /// What can be said before the first alignment.
    pub(super) fn new(
        source: &Side,
        target: &Side,
        (evidence, expected): (Evidence, Expected),
    ) -> Self {
        let whole = |side: &Side| side.length(0..side.sentences.len());
        let (own, other) = (whole(source), whole(target));
        let all: f64 = PRIORS.iter().sum();
        let knows = |side: &Side| side.sentences.iter().any(|one| one.begins_paragraph);
        let ratio = if own > 0.0 && other > 0.0 {
            other / own
        } else {
            1.0
        };
        let has_paragraphs = evidence.has(Evidence::PARAGRAPHS) && knows(source) && knows(target);
        Self {
            shapes: PRIORS.map(|prior| (prior / all).ln()),
            raised: match expected {
                Expected::Translation => [0.0; SHAPES.len()],
                Expected::Omissions => raised_for_omissions(),
            },
            ratio,
            ratio_log: ratio.ln(),
            variance: VARIANCE.0,
            source_lengths: Spread::of(source),
            target_lengths: Spread::of(target),
            source_stops: Stops::of(source),
            target_stops: Stops::of(target),
            same_stops: SAME_STOPS.0,
            stop_logs: SAME_STOPS.0.map(StopLogs::of),
            stop_more: 0.35_f64.ln(),
            paragraphs: if has_paragraphs {
                [0.1, -1.5, 1.5]
            } else {
                [0.0; 3]
            },
            inner_paragraph: if has_paragraphs { -2.0 } else { 0.0 },
            counts_stops: evidence.has(Evidence::MARKS),
        }
    }

    /// The same model for texts whose paragraphs are not known.
    pub(super) fn without_paragraphs(&self) -> Self {
        Self {
            paragraphs: [0.0; 3],
            inner_paragraph: 0.0,
            ..self.clone()
        }
    }

    /// The logarithm of the probability that no sentence of either text stands for any other.
    pub(super) fn unrelated(&self, (source, target): (&Side, &Side)) -> f64 {
        let gaps = as_float(source.sentences.len()) * self.shapes[1]
            + as_float(target.sentences.len()) * self.shapes[2];
        SMOOTHING * gaps
    }

    /// The logarithm of how much likelier it is that sentences stand for each other than that
    /// they only happen to stand here, with the probability of the shape.
    pub(super) fn gain(
        &self,
        (source, target): (&Side, &Side),
        coverage: &Coverage,
        shape: usize,
        span: (Range<usize>, Range<usize>),
    ) -> f64 {
        SMOOTHING * self.whole_gain((source, target), coverage, shape, span)
    }

    fn whole_gain(
        &self,
        (source, target): (&Side, &Side),
        coverage: &Coverage,
        shape: usize,
        (rows, columns): (Range<usize>, Range<usize>),
    ) -> f64 {
        let mut gain = self.shapes[shape] + self.raised[shape];
        if rows.is_empty() || columns.is_empty() {
            return gain + self.place(source, target, &rows, &columns);
        }
        let bare = source.bare(&rows) + target.bare(&columns);
        if bare > 0 && bare < rows.len() + columns.len() {
            return gain + BARE * as_float(bare);
        }
        gain += TOKEN_WEIGHT * words(coverage, &rows, &columns);
        if bare == 0 {
            gain += self.length_gain((source, target), &rows, &columns);
            gain += self.stop_gain((source, target), &rows, &columns);
        }
        gain + self.place(source, target, &rows, &columns)
    }

    fn length_gain(
        &self,
        (source, target): (&Side, &Side),
        rows: &Range<usize>,
        columns: &Range<usize>,
    ) -> f64 {
        let (own, other) = (source.length(rows.clone()), target.length(columns.clone()));
        let expected = own * self.ratio;
        let mean = f64::midpoint(expected, other).max(1.0);
        let variance = self.variance * mean * self.ratio.max(0.2);
        let log = log_of(variance);
        let forward = normal(other - expected, variance, log);
        // The same difference measured the other way, with a variance that is less by the square
        // of the ratio.
        let backward = forward + self.ratio_log;
        let chance = self.target_lengths.chance(columns.len(), other);
        let chance_back = self.source_lengths.chance(rows.len(), own);
        f64::midpoint(forward - chance, backward - chance_back)
    }

    fn stop_gain(
        &self,
        (source, target): (&Side, &Side),
        rows: &Range<usize>,
        columns: &Range<usize>,
    ) -> f64 {
        if !self.counts_stops {
            return 0.0;
        }
        let (own, other) = (source.stops(rows.clone()), target.stops(columns.clone()));
        let apart = own.abs_diff(other);
        let logs = self.stop_logs[usize::from(rows.len() != columns.len())];
        let likely = match apart {
            0 => logs.same,
            _ => logs.apart + self.stop_more * as_float(apart - 1),
        };
        let chance = f64::midpoint(
            self.target_stops.chance(columns.len(), other),
            self.source_stops.chance(rows.len(), own),
        );
        likely - chance
    }

    /// What paragraphs say of a bead: whether they begin together, and that it has none within.
    fn place(
        &self,
        source: &Side,
        target: &Side,
        rows: &Range<usize>,
        columns: &Range<usize>,
    ) -> f64 {
        if self.paragraphs[2] == 0.0 {
            return 0.0;
        }
        let begins = |side: &Side, at: usize| {
            side.sentences
                .get(at)
                .is_none_or(|one| one.begins_paragraph)
        };
        let both =
            usize::from(begins(source, rows.start)) + usize::from(begins(target, columns.start));
        let within = |side: &Side, range: &Range<usize>| match range.is_empty() {
            true => 0,
            false => side.paragraphs(&(range.start + 1..range.end)),
        };
        self.paragraphs[both]
            + self.inner_paragraph * as_float(within(source, rows) + within(target, columns))
    }

    /// Counts a bead with its probability.
    pub(super) fn count(
        &self,
        (source, target): (&Side, &Side),
        counts: &mut Counts,
        shape: usize,
        (rows, columns): (Range<usize>, Range<usize>),
        probability: f64,
    ) {
        counts.shapes[shape] += probability;
        let bare = source.bare(&rows) + target.bare(&columns);
        if rows.is_empty() || columns.is_empty() || bare > 0 {
            return;
        }
        let (own, other) = (source.length(rows.clone()), target.length(columns.clone()));
        counts.source_length += probability * own;
        counts.target_length += probability * other;
        let expected = own * self.ratio;
        let mean = f64::midpoint(expected, other).max(1.0);
        counts.surprise += probability * (other - expected).powi(2) / mean / self.ratio.max(0.2);
        let uneven = usize::from(rows.len() != columns.len());
        counts.beads[uneven] += probability;
        if source.stops(rows) == target.stops(columns) {
            counts.same_stops[uneven] += probability;
        }
    }

    /// Estimates anew from what was counted, as far as there is enough of it.
    pub(super) fn learn(&mut self, counts: &Counts) {
        let prior: f64 = PRIORS.iter().sum();
        let all: f64 = counts.shapes.iter().sum::<f64>() + PRIOR_BEADS;
        for (shape, prior_share) in PRIORS.iter().enumerate() {
            let share = (counts.shapes[shape] + PRIOR_BEADS * prior_share / prior) / all;
            self.shapes[shape] = share.ln();
        }
        if counts.source_length > 0.0 && counts.target_length > 0.0 {
            self.ratio = counts.target_length / counts.source_length;
            self.ratio_log = self.ratio.ln();
        }
        let beads: f64 = counts.beads.iter().sum();
        self.variance = (counts.surprise + VARIANCE.0 * VARIANCE.1) / (beads + VARIANCE.1);
        let (priors, weight) = SAME_STOPS;
        for (uneven, prior) in priors.into_iter().enumerate() {
            self.same_stops[uneven] =
                (counts.same_stops[uneven] + weight * prior) / (counts.beads[uneven] + weight);
        }
        self.stop_logs = self.same_stops.map(StopLogs::of);
    }
}
