//! The lattice of all sequences of beads: the probability of each bead, and the best sequence.
//!
//! Forward and backward sums (as for hidden Markov models) give for each bead the probability
//! that it is in the true sequence; the sequence chosen is the one in which most beads are
//! expected to be right. What is estimated of the texts is estimated from those probabilities,
//! a few times over (expectation maximisation).

use std::ops::Range;

use rayon::prelude::*;

use super::band::{Band, Line, corridor};
use super::coverage::Coverage;
use super::crossing::{crossings, realigned};
use super::lexicon::{Example, Pairing, distinct, learn};
use super::links::{Links, from_lexicon, visible};
use super::model::{Counts, Model, as_float};
use super::side::{Kind, Side};
use super::{AlignOptions, Alignment, Bead, Evidence, Judged, Text, translation};

/// The most sentences of one side in a bead.
pub(super) const MOST: usize = 4;

/// The shapes that a bead may have: sentences of the source, of the target.
pub(super) const SHAPES: [(usize, usize); 18] = [
    (1, 1),
    (1, 0),
    (0, 1),
    (2, 1),
    (1, 2),
    (2, 2),
    (3, 1),
    (1, 3),
    (3, 2),
    (2, 3),
    (4, 1),
    (1, 4),
    (3, 3),
    (4, 2),
    (2, 4),
    (4, 3),
    (3, 4),
    (4, 4),
];

/// How often what is estimated of the texts is bettered before words are learnt.
const ROUNDS: usize = 1;

/// How often for large texts, whose band is set right at the same time.
const LARGE_ROUNDS: usize = 3;

/// From how many places on a band is narrowed to what is likely.
const LARGE: usize = 100_000;

/// Lattices of fewer places are worked out on one thread: texts of this size come by the
/// thousand, and are shared out among the threads as wholes.
const SMALL: usize = 10_000;

/// How far a narrowed band goes beyond the likely places.
const MARGIN: usize = 6;

/// How far it goes where the likely places are at its edge.
const WIDE_MARGIN: usize = 60;

/// The share of the work that is done when the texts are read.
const READ: f64 = 0.4;

/// The probability that makes a bead worth choosing: that of being right at which precision and
/// recall balance.
const WORTH: f32 = 0.4;

pub(super) fn align(source: &Text<'_>, target: &Text<'_>, options: &AlignOptions<'_>) -> Alignment {
    if source.sentences.is_empty() || target.sentences.is_empty() {
        return only_gaps(source.sentences.len(), target.sentences.len());
    }
    let tell = |share: f64| {
        if let Some(progress) = options.progress {
            progress(share);
        }
    };
    let own = Side::of(source, options, &|share| tell(share * READ / 2.0));
    let other = Side::of(target, options, &|share| tell((1.0 + share) * READ / 2.0));
    let sides = (&own, &other);
    let mut pairings = visible(&own, &other, options.evidence);
    if let Some(lexicon) = options
        .lexicon
        .filter(|_| options.evidence.has(Evidence::MEMORY))
    {
        pairings.extend(from_lexicon(&own, &other, lexicon));
    }
    let mut model = Model::new(&own, &other, (options.evidence, options.expected));
    let mut band = corridor(&own, &other, &pairings);
    let mut coverage = Coverage::of(&own, &other, &Links::of(&own, &other, &pairings), &band);
    let mut lattice = Lattice::new(sides, &model, &coverage, &band);
    let rounds = if band.size() > LARGE {
        LARGE_ROUNDS
    } else {
        ROUNDS
    };
    let passed = |passes: usize| {
        let share = as_float(passes) / as_float(rounds + 2);
        tell(READ + share * (1.0 - READ));
    };
    for round in 0..rounds {
        passed(round + 1);
        model.learn(&lattice.counts(sides, &model));
        if rounds > ROUNDS {
            band = lattice.likely();
            coverage = Coverage::of(&own, &other, &Links::of(&own, &other, &pairings), &band);
        }
        lattice = Lattice::new(sides, &model, &coverage, &band);
    }
    passed(rounds + 1);
    if options.evidence.has(Evidence::LEARNT) {
        pairings.extend(learn(&lattice.examples(sides)));
        coverage = Coverage::of(&own, &other, &Links::of(&own, &other, &pairings), &band);
        model.learn(&lattice.counts(sides, &model));
        lattice = Lattice::new(sides, &model, &coverage, &band);
    }
    let beads = lattice.best();
    let mut found = Found {
        sides,
        model: &model,
        pairings: &pairings,
        links: &Links::of(&own, &other, &pairings),
        coverage: &coverage,
        gain: lattice.gain,
        covered: 0.0,
    };
    let crossings = crossings(&found, &beads);
    let beads = match crossings.is_empty() {
        true => beads,
        false => realigned(&found, &crossings),
    };
    found.covered = covered(&beads, sides) + covered(&crossings, sides);
    Alignment {
        confidence: match options.judged {
            Judged::Texts => translation::confidence(&found),
            Judged::Beads => found.covered,
        },
        beads,
        crossings,
    }
}

/// The alignment of texts of which one is empty.
fn only_gaps(rows: usize, columns: usize) -> Alignment {
    let gap = |source, target| Bead {
        source,
        target,
        confidence: 1.0,
    };
    let own = (0..rows).map(|row| gap(row..row + 1, 0..0));
    let other = (0..columns).map(|column| gap(rows..rows, column..column + 1));
    Alignment {
        beads: own.chain(other).collect(),
        crossings: Vec::new(),
        confidence: 0.0,
    }
}

/// What an alignment came to, to judge whether the texts are translations of each other.
pub(super) struct Found<'f> {
    pub(super) sides: (&'f Side, &'f Side),
    pub(super) model: &'f Model,
    pub(super) pairings: &'f [Pairing],
    /// The same pairings, by their words.
    pub(super) links: &'f Links,
    /// What they say of the sentences that can meet.
    pub(super) coverage: &'f Coverage,
    /// See [`gain_of`].
    pub(super) gain: f64,
    /// See [`covered`].
    pub(super) covered: f64,
}

/// The confidence of the beads that have both sides, on average over all sentences; a gap counts
/// as nothing.
fn covered(beads: &[Bead], sides: (&Side, &Side)) -> f64 {
    let whole = beads
        .iter()
        .filter(|bead| !bead.source.is_empty() && !bead.target.is_empty());
    let sum: f64 = whole
        .map(|bead| bead.confidence * as_float(bead.source.len() + bead.target.len()))
        .sum();
    sum / as_float((sides.0.sentences.len() + sides.1.sentences.len()).max(1))
}

/// By how much two texts explain each other better than if they were unrelated, as a logarithm
/// for each sentence, with a model that is given. They are texts that were aligned, or the same
/// in another order.
pub(super) fn gain_of(sides: (&Side, &Side), model: &Model, found: &Found<'_>) -> f64 {
    let band = corridor(sides.0, sides.1, found.pairings);
    let coverage = Coverage::of(sides.0, sides.1, found.links, &band);
    gain_in(sides, model, &coverage, &band)
}

/// By how much texts explain each other better than two unrelated ones, within a band: what a
/// lattice says of them, without the probabilities of the beads.
pub(super) fn gain_in(
    sides: (&Side, &Side),
    model: &Model,
    coverage: &Coverage,
    band: &Band,
) -> f64 {
    let forward = forward(band, &gains(sides, model, coverage, band));
    gain_for_each(sides, model, &forward)
}

/// The gain for each sentence, with the sums over all ways from the first place.
fn gain_for_each(sides: (&Side, &Side), model: &Model, forward: &[f64]) -> f64 {
    let all = forward.last().copied().unwrap_or(0.0);
    let sentences = sides.0.sentences.len() + sides.1.sentences.len();
    (all - model.unrelated(sides)) / as_float(sentences.max(1))
}

/// The probabilities of all beads within a band.
pub(super) struct Lattice {
    band: Band,
    /// For each place and shape the probability of the bead that ends there.
    probabilities: Vec<[f32; SHAPES.len()]>,
    /// By how much two translations explain the texts better than two unrelated texts, as a
    /// logarithm for each sentence.
    gain: f64,
}

impl Lattice {
    pub(super) fn new(
        sides: (&Side, &Side),
        model: &Model,
        coverage: &Coverage,
        band: &Band,
    ) -> Self {
        let mut edges = gains(sides, model, coverage, band);
        let (forward, backward) = match band.size() < SMALL {
            true => (forward(band, &edges), backward(band, &edges)),
            false => rayon::join(|| forward(band, &edges), || backward(band, &edges)),
        };
        let all = forward.last().copied().unwrap_or(0.0);
        for_each_edge(band, |place, shape, _, _, before| {
            let log = forward[before] + f64::from(edges[place][shape]) + backward[place] - all;
            edges[place][shape] = if log > -40.0 { log.exp() as f32 } else { 0.0 };
        });
        Self {
            band: band.clone(),
            gain: gain_for_each(sides, model, &forward),
            probabilities: edges,
        }
    }

    /// The band of the places that are at all likely, and some way beyond.
    fn likely(&self) -> Band {
        let rows = self.band.rows();
        let columns = *self.band.columns(rows - 1).end();
        let mut first = vec![columns; rows];
        let mut last = vec![0; rows];
        for row in 0..rows {
            for column in self.band.columns(row) {
                let Some(place) = self.band.index(row, column) else {
                    continue;
                };
                let reached: f32 = self.probabilities[place].iter().sum();
                if reached > 1e-4 || row + column == 0 {
                    let margin = self.margin(row, column);
                    for near in row.saturating_sub(margin)..(row + margin + 1).min(rows) {
                        first[near] = first[near].min(column.saturating_sub(margin));
                        last[near] = last[near].max((column + margin).min(columns));
                    }
                }
            }
        }
        Band::new(first, last)
    }

    /// How far to look beyond a likely place: farther where it is at the edge of the band, for
    /// then the true way may lie outside.
    fn margin(&self, row: usize, column: usize) -> usize {
        let columns = self.band.columns(row);
        let whole = self.band.columns(self.band.rows() - 1);
        let is_edge =
            |near: usize, edge: usize, end: usize| near.abs_diff(edge) < MARGIN / 2 && edge != end;
        if is_edge(column, *columns.start(), 0) || is_edge(column, *columns.end(), *whole.end()) {
            WIDE_MARGIN
        } else {
            MARGIN
        }
    }

    fn counts(&self, sides: (&Side, &Side), model: &Model) -> Counts {
        let mut counts = Counts::default();
        for_each_edge(&self.band, |place, shape, rows, columns, _| {
            let probability = f64::from(self.probabilities[place][shape]);
            if probability > 1e-4 {
                model.count(sides, &mut counts, shape, (rows, columns), probability);
            }
        });
        counts
    }

    /// The words of the beads that are likely, to learn from.
    fn examples(&self, sides: (&Side, &Side)) -> Vec<Example> {
        let mut examples = Vec::new();
        let words = |side: &Side, range: Range<usize>| {
            let tokens = side.sentences[range].iter().flat_map(|one| &one.tokens);
            let is_word = |of: &&u32| {
                matches!(
                    side.types[**of as usize].kind,
                    Kind::Word { .. } | Kind::Ideographs
                )
            };
            distinct(tokens.filter(is_word).copied().collect())
        };
        for_each_edge(&self.band, |place, shape, rows, columns, _| {
            let probability = self.probabilities[place][shape];
            if probability >= 0.3 && !rows.is_empty() && !columns.is_empty() {
                examples.push(Example {
                    source: words(sides.0, rows),
                    target: words(sides.1, columns),
                    weight: probability,
                });
            }
        });
        examples
    }

    /// The sequence in which the most beads are expected to be right.
    pub(super) fn best(&self) -> Vec<Bead> {
        let mut best: Vec<(f64, u8)> = vec![(f64::NEG_INFINITY, 0); self.band.size()];
        if let Some(first) = best.first_mut() {
            *first = (0.0, 0);
        }
        for_each_edge(&self.band, |place, shape, _, _, before| {
            let probability = self.probabilities[place][shape];
            let value = best[before].0 + f64::from(probability - WORTH);
            if value > best[place].0 {
                best[place] = (value, shape as u8);
            }
        });
        self.walk_back(&best)
    }

    fn walk_back(&self, best: &[(f64, u8)]) -> Vec<Bead> {
        let mut row = self.band.rows() - 1;
        let mut column = *self.band.columns(row).end();
        let mut beads = Vec::new();
        while let Some(place) = self.band.index(row, column).filter(|_| row + column > 0) {
            let shape = usize::from(best[place].1);
            let (down, across) = SHAPES[shape];
            beads.push(Bead {
                source: row - down..row,
                target: column - across..column,
                confidence: f64::from(self.probabilities[place][shape]),
            });
            row -= down;
            column -= across;
        }
        beads.reverse();
        beads
    }
}

/// The gain of every bead within a band, by the place where it ends and its shape; rows on all
/// threads of the current pool.
fn gains(
    sides: (&Side, &Side),
    model: &Model,
    coverage: &Coverage,
    band: &Band,
) -> Vec<[f32; SHAPES.len()]> {
    let of_row = |row: usize| {
        let lines = lines_before(band, row);
        band.columns(row).map(move |column| {
            let mut gains = [f32::NEG_INFINITY; SHAPES.len()];
            for (shape, (down, across)) in SHAPES.into_iter().enumerate() {
                if place_before(&lines, column, (down, across)).is_some() {
                    let span = (row - down..row, column - across..column);
                    gains[shape] = model.gain(sides, coverage, shape, span) as f32;
                }
            }
            gains
        })
    };
    let rows = 0..band.rows();
    if band.size() >= SMALL {
        return rows.into_par_iter().flat_map_iter(of_row).collect();
    }
    let mut all = Vec::with_capacity(band.size());
    rows.for_each(|row| all.extend(of_row(row)));
    all
}

/// The rows of a band in which beads begin that end in a row, by how many sentences of the source
/// they have.
fn lines_before(band: &Band, row: usize) -> [Option<Line>; MOST + 1] {
    std::array::from_fn(|down| band.line(row.checked_sub(down)?))
}

/// The place before a bead of some shape that ends in a column, if it is within the band.
fn place_before(
    lines: &[Option<Line>; MOST + 1],
    column: usize,
    (down, across): (usize, usize),
) -> Option<usize> {
    lines[down].as_ref()?.index(column.checked_sub(across)?)
}

/// Calls for every bead within a band, in the order of where they end: with the place where it
/// ends, its shape, its sentences, and the place before it.
fn for_each_edge(
    band: &Band,
    mut each: impl FnMut(usize, usize, Range<usize>, Range<usize>, usize),
) {
    for row in 0..band.rows() {
        let lines = lines_before(band, row);
        for column in band.columns(row) {
            let Some(place) = place_before(&lines, column, (0, 0)) else {
                continue;
            };
            for (shape, (down, across)) in SHAPES.into_iter().enumerate() {
                if let Some(before) = place_before(&lines, column, (down, across)) {
                    each(
                        place,
                        shape,
                        row - down..row,
                        column - across..column,
                        before,
                    );
                }
            }
        }
    }
}

/// For each place the logarithm of the sum over all ways from the first place to it.
fn forward(band: &Band, edges: &[[f32; SHAPES.len()]]) -> Vec<f64> {
    let mut sums = vec![f64::NEG_INFINITY; band.size()];
    for row in 0..band.rows() {
        let lines = lines_before(band, row);
        for column in band.columns(row) {
            let Some(place) = place_before(&lines, column, (0, 0)) else {
                continue;
            };
            if row + column == 0 {
                sums[place] = 0.0;
                continue;
            }
            let mut ways = Ways::default();
            for (shape, edge) in SHAPES.into_iter().zip(&edges[place]) {
                if let Some(before) = place_before(&lines, column, shape) {
                    ways.add(sums[before] + f64::from(*edge));
                }
            }
            sums[place] = ways.sum();
        }
    }
    sums
}

/// For each place the logarithm of the sum over all ways from it to the last place.
fn backward(band: &Band, edges: &[[f32; SHAPES.len()]]) -> Vec<f64> {
    let mut sums = vec![f64::NEG_INFINITY; band.size()];
    let end = band.size().saturating_sub(1);
    for row in (0..band.rows()).rev() {
        let lines: [Option<Line>; MOST + 1] = std::array::from_fn(|down| band.line(row + down));
        for column in band.columns(row).rev() {
            let Some(place) = place_before(&lines, column, (0, 0)) else {
                continue;
            };
            if place == end {
                sums[place] = 0.0;
                continue;
            }
            let mut ways = Ways::default();
            for (shape, (down, across)) in SHAPES.into_iter().enumerate() {
                let line = lines[down].as_ref();
                if let Some(behind) = line.and_then(|line| line.index(column + across)) {
                    ways.add(sums[behind] + f64::from(edges[behind][shape]));
                }
            }
            sums[place] = ways.sum();
        }
    }
    sums
}

/// The ways that come together in one place, as logarithms.
#[derive(Default)]
struct Ways {
    logs: [f64; SHAPES.len()],
    count: usize,
}

impl Ways {
    fn add(&mut self, log: f64) {
        if log > f64::NEG_INFINITY {
            self.logs[self.count] = log;
            self.count += 1;
        }
    }

    /// The logarithm of their sum, with one logarithm for all of them.
    fn sum(&self) -> f64 {
        let logs = &self.logs[..self.count];
        let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if logs.len() < 2 {
            return most;
        }
        // What is so much smaller changes nothing in double precision.
        let counting = logs.iter().filter(|log| most - **log <= 40.0);
        most + counting.map(|log| (log - most).exp()).sum::<f64>().ln()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::Expected;
    use crate::lang::LanguageTag;

    fn tag(text: &str) -> LanguageTag {
        LanguageTag::parse(text).unwrap()
    }

    fn aligned(source: &[&str], target: &[&str]) -> Vec<(Range<usize>, Range<usize>)> {
        let (english, persian) = (tag("en"), tag("fa"));
        let text = |sentences, language| Text {
            sentences,
            language,
            paragraphs: &[],
        };
        let options = AlignOptions::default();
        align(&text(source, &english), &text(target, &persian), &options)
            .beads
            .into_iter()
            .map(|bead| (bead.source, bead.target))
            .collect()
    }

    #[test]
    fn a_divided_sentence_and_a_missing_one_are_found() {
        let source = [
            "Security council adopts resolution",
            "The council met on 15 September 2021 in Dushanbe and adopted resolution 2593 on the matter.",
            "Will there be another meeting of the council in 2022?",
            "Trade grew by 43 percent.",
            "Nobody spoke to the press after the long closed meeting had come to its end.",
            "NATO was not there; the 12 members of the council were.",
        ];
        let target = [
            "شورای امنیت قطعنامه تصویب کرد",
            "شورا ۱۵ سپتامبر ۲۰۲۱ در دوشنبه تشکیل جلسه داد.",
            "این شورا قطعنامه ۲۵۹۳ را در این باره تصویب کرد.",
            "آیا در سال ۲۰۲۲ نشست دیگری از این شورا برگزار خواهد شد؟",
            "تجارت ۴۳ درصد رشد کرد.",
            "ناتو در آنجا نبود؛ ۱۲ عضو شورا بودند.",
        ];
        assert_eq!(
            aligned(&source, &target),
            [
                (0..1, 0..1),
                (1..2, 1..3),
                (2..3, 3..4),
                (3..4, 4..5),
                (4..5, 5..5),
                (5..6, 5..6)
            ]
        );
    }

    #[test]
    fn nothing_is_lost_when_one_side_is_empty() {
        assert_eq!(aligned(&["a", "b"], &[]), [(0..1, 0..0), (1..2, 0..0)]);
        assert_eq!(aligned(&[], &["ا"]), [(0..0, 0..1)]);
        assert!(aligned(&[], &[]).is_empty());
    }

    /// The sum over all ways from one place to another, by going every one of them.
    fn brute(
        from: (usize, usize),
        to: (usize, usize),
        edge: &dyn Fn((usize, usize), usize) -> f64,
    ) -> f64 {
        if from == to {
            return 1.0;
        }
        let ways = SHAPES.iter().enumerate().map(|(shape, (down, across))| {
            let next = (from.0 + down, from.1 + across);
            if next.0 > to.0 || next.1 > to.1 {
                0.0
            } else {
                edge(next, shape).exp() * brute(next, to, edge)
            }
        });
        ways.sum()
    }

    proptest::proptest! {
        #[test]
        fn every_sentence_is_in_one_bead_in_order(
            source in proptest::collection::vec("[a-z0-9 .?]{0,40}", 0..20),
            target in proptest::collection::vec("[ا-ی0-9 .؟]{0,40}", 0..20),
        ) {
            let source: Vec<&str> = source.iter().map(String::as_str).collect();
            let target: Vec<&str> = target.iter().map(String::as_str).collect();
            let (mut row, mut column) = (0, 0);
            for (own, other) in aligned(&source, &target) {
                proptest::prop_assert_eq!((own.start, other.start), (row, column));
                (row, column) = (own.end, other.end);
            }
            proptest::prop_assert_eq!((row, column), (source.len(), target.len()));
        }

        #[test]
        fn probabilities_are_those_of_going_every_way(
            source in proptest::collection::vec("[a-c1-3 .]{1,12}", 1..4),
            target in proptest::collection::vec("[a-c1-3 .]{1,12}", 1..4),
        ) {
            let (source, target): (Vec<&str>, Vec<&str>) = (
                source.iter().map(String::as_str).collect(),
                target.iter().map(String::as_str).collect(),
            );
            let (english, german) = (tag("en"), tag("de"));
            let side = |sentences, language| {
                let text = Text { sentences, language, paragraphs: &[] };
                Side::of(&text, &AlignOptions::default(), &|_| ())
            };
            let (own, other) = (side(&source, &english), side(&target, &german));
            let pairings = visible(&own, &other, Evidence::ALL);
            let model = Model::new(&own, &other, (Evidence::ALL, Expected::Translation));
            let band = corridor(&own, &other, &pairings);
            let links = Links::of(&own, &other, &pairings);
            let coverage = Coverage::of(&own, &other, &links, &band);
            let lattice = Lattice::new((&own, &other), &model, &coverage, &band);
            let edge = |end: (usize, usize), shape: usize| {
                let (down, across) = SHAPES[shape];
                let span = (end.0 - down..end.0, end.1 - across..end.1);
                model.gain((&own, &other), &coverage, shape, span)
            };
            let end = (source.len(), target.len());
            let all = brute((0, 0), end, &edge);
            for_each_edge(&band, |place, shape, rows, columns, _| {
                let through = brute((0, 0), (rows.start, columns.start), &edge)
                    * edge((rows.end, columns.end), shape).exp()
                    * brute((rows.end, columns.end), end, &edge);
                let found = f64::from(lattice.probabilities[place][shape]);
                assert!((through / all - found).abs() < 1e-3, "{} {found}", through / all);
            });
        }
    }
}
