//! Crossings: sentences that the translation has in another place.
//!
//! The lattice only goes forward, so what was moved is left over on both sides. Stretches of the
//! source that are left over are held against stretches of the target that are, by the model of
//! the two texts. Among so many stretches some go together by chance: a crossing has to be
//! likelier than what its stretches gain anywhere else in the texts, by far.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Bead;
use super::band::{Band, corridor};
use super::coverage::Coverage;
use super::lattice::{Found, Lattice, gain_in};
use super::model::{Model, as_float, words};
use super::side::{Kind, Side};

/// A bead below this confidence leaves its sentences over.
const UNSURE: f64 = 0.8;

/// So does one whose words say that much against it, as a logarithm: where the true counterpart
/// is no choice, another may look sure.
const AGAINST: f64 = 0.0;

/// Beads from this confidence on surely stand where they should.
const SURE: f64 = 0.95;

/// A longer stretch is no moved paragraph: one text has a part that the other does not.
const LONGEST: usize = 40;

/// So many pairs of stretches are looked at, those first that share the most.
const MOST_PAIRS: usize = 100;

/// So many other places of each text are tried for what chance gains.
const PLACES: usize = 12;

/// What the best of many ways to exchange parts is ahead by chance.
const CHOICE: f64 = 5.0;

/// Stretches of fewer sentences are not tried with their parts exchanged.
const LEAST_EXCHANGED: usize = 4;

/// By how much two stretches have to explain each other better than if they were unrelated, as a
/// logarithm, before anything else is tried.
const LEAST: f64 = 6.0;

/// How far ahead of chance a crossing is as likely as not, and how much more makes it surer.
const AHEAD: f64 = 5.0;
const STEP: f64 = 1.0;

/// The beads of sentences that stand in another place in the target, in the order of the source;
/// no sentence is in two of them. They are taken from those that `beads` leaves over.
pub(super) fn crossings(found: &Found<'_>, beads: &[Bead]) -> Vec<Bead> {
    let stretches = Stretches::of(beads, |bead| {
        bead.confidence >= UNSURE && words(found.coverage, &bead.source, &bead.target) >= AGAINST
    });
    // What was moved begins where it began, or within another paragraph.
    let trial = Trial {
        found,
        model: found.model.without_paragraphs(),
    };
    let pairs = stretches.pairs(found).into_iter();
    let mut moved: Vec<Moved> = pairs
        .filter_map(|pair| Moved::of(&trial, beads, &pair))
        .chain(
            stretches
                .opposite()
                .filter_map(|pair| Moved::exchanged(&trial, &pair)),
        )
        .collect();
    moved.sort_by(|one, other| other.ahead.total_cmp(&one.ahead));
    let mut taken = (FxHashSet::default(), FxHashSet::default());
    let mut crossings: Vec<Bead> = Vec::new();
    for one in moved {
        let is_free = one.beads.iter().all(|bead| {
            bead.source.clone().all(|at| !taken.0.contains(&at))
                && bead.target.clone().all(|at| !taken.1.contains(&at))
        });
        if is_free {
            for bead in &one.beads {
                taken.0.extend(bead.source.clone());
                taken.1.extend(bead.target.clone());
            }
            crossings.extend(one.beads);
        }
    }
    crossings.sort_by_key(|bead| bead.source.start);
    crossings
}

/// The beads of the texts without the sentences of crossings, which are gaps among them.
pub(super) fn realigned(found: &Found<'_>, crossings: &[Bead]) -> Vec<Bead> {
    let (source, target) = found.sides;
    let crossed: FxHashSet<usize> = crossings
        .iter()
        .flat_map(|one| one.source.clone())
        .collect();
    let rows = 0..source.sentences.len();
    let rows: Vec<usize> = rows.filter(|at| !crossed.contains(at)).collect();
    let crossed: FxHashSet<usize> = crossings
        .iter()
        .flat_map(|one| one.target.clone())
        .collect();
    let columns = 0..target.sentences.len();
    let columns: Vec<usize> = columns.filter(|at| !crossed.contains(at)).collect();
    if rows.is_empty() || columns.is_empty() {
        return in_whole(Vec::new(), source.sentences.len(), target.sentences.len());
    }
    let own = source.part(rows.iter().copied());
    let other = target.part(columns.iter().copied());
    let band = corridor(&own, &other, found.pairings);
    let coverage = Coverage::of(&own, &other, found.links, &band);
    let lattice = Lattice::new((&own, &other), found.model, &coverage, &band);
    let beads = lattice.best().into_iter().filter_map(|bead| {
        Some(Bead {
            source: placed(&rows, &bead.source)?,
            target: placed(&columns, &bead.target)?,
            confidence: bead.confidence,
        })
    });
    in_whole(
        beads.collect(),
        source.sentences.len(),
        target.sentences.len(),
    )
}

/// Where neighbouring sentences of what was kept of a text stand in it; `None` where something
/// was taken out between them, and for none: gaps are made by [`in_whole`].
fn placed(kept: &[usize], span: &Range<usize>) -> Option<Range<usize>> {
    let kept = kept.get(span.clone())?;
    let (first, last) = (kept.first()?, kept.last()?);
    (last + 1 - first == kept.len()).then(|| *first..last + 1)
}

/// Beads with both sides in order, and gaps for all other sentences of texts of so many.
fn in_whole(beads: Vec<Bead>, rows: usize, columns: usize) -> Vec<Bead> {
    let (mut row, mut column) = (0, 0);
    let mut whole = Vec::with_capacity(beads.len());
    let end = Bead {
        source: rows..rows,
        target: columns..columns,
        confidence: 1.0,
    };
    for bead in beads.into_iter().chain([end]) {
        let gap = |source, target| Bead {
            source,
            target,
            confidence: 1.0,
        };
        whole.extend((row..bead.source.start).map(|at| gap(at..at + 1, column..column)));
        row = bead.source.start;
        whole.extend((column..bead.target.start).map(|at| gap(row..row, at..at + 1)));
        (row, column) = (bead.source.end, bead.target.end);
        // All but the end.
        if !bead.source.is_empty() {
            whole.push(bead);
        }
    }
    whole
}

/// Sentences of the source and of the target.
type Spans = (Range<usize>, Range<usize>);

/// Neighbouring sentences of one text that are left over, with the number of sure beads before
/// them.
#[derive(Debug, Clone, PartialEq)]
struct Stretch {
    span: Range<usize>,
    place: usize,
}

/// What beads leave over of both texts.
#[derive(Debug, Default)]
struct Stretches {
    source: Vec<Stretch>,
    target: Vec<Stretch>,
}

impl Stretches {
    /// What is left over by beads that do not stand where they should.
    fn of(beads: &[Bead], stands: impl Fn(&Bead) -> bool) -> Self {
        let mut stretches = Self::default();
        let mut place = 0;
        for bead in beads {
            let is_whole = !bead.source.is_empty() && !bead.target.is_empty();
            if is_whole && stands(bead) {
                place += 1;
                continue;
            }
            lengthen(&mut stretches.source, &bead.source, place);
            lengthen(&mut stretches.target, &bead.target, place);
        }
        stretches.source.retain(|one| one.span.len() <= LONGEST);
        stretches.target.retain(|one| one.span.len() <= LONGEST);
        stretches
    }

    /// The pairs of longer stretches in the same place: within them what follows may stand
    /// before what it followed.
    fn opposite(&self) -> impl Iterator<Item = Spans> {
        let own = self.source.iter();
        own.filter_map(|one| {
            let mut others = self.target.iter();
            let other = others.find(|other| other.place == one.place)?;
            let is_long = one.span.len().min(other.span.len()) >= LEAST_EXCHANGED;
            is_long.then(|| (one.span.clone(), other.span.clone()))
        })
    }

    /// The pairs of stretches in different places that share words, those that share the most
    /// first.
    fn pairs(&self, found: &Found<'_>) -> Vec<Spans> {
        let (source, target) = found.sides;
        let (own, other) = (
            stretches_of_types(&self.source, source),
            stretches_of_types(&self.target, target),
        );
        let mut shared: FxHashMap<(usize, usize), f64> = FxHashMap::default();
        for pairing in found.pairings {
            let (Some(here), Some(there)) = (own.get(&pairing.source), other.get(&pairing.target))
            else {
                continue;
            };
            let rarity = -source.frequency(pairing.source).ln();
            let worth = rarity * f64::from(pairing.forward.max(pairing.backward));
            for one in here {
                for another in there {
                    if self.source[*one].place != self.target[*another].place {
                        *shared.entry((*one, *another)).or_default() += worth;
                    }
                }
            }
        }
        let mut shared: Vec<_> = shared.into_iter().collect();
        shared.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
        shared.truncate(MOST_PAIRS);
        let pairs = shared.into_iter();
        pairs
            .map(|((one, other), _)| {
                (
                    self.source[one].span.clone(),
                    self.target[other].span.clone(),
                )
            })
            .collect()
    }
}

/// Adds sentences to the last stretch where they go on with it, else as a new one.
fn lengthen(stretches: &mut Vec<Stretch>, span: &Range<usize>, place: usize) {
    if span.is_empty() {
        return;
    }
    match stretches.last_mut() {
        Some(last) if last.place == place && last.span.end == span.start => {
            last.span.end = span.end;
        }
        _ => stretches.push(Stretch {
            span: span.clone(),
            place,
        }),
    }
}

/// In which stretches each type stands; marks stand everywhere and say nothing.
fn stretches_of_types(stretches: &[Stretch], side: &Side) -> FxHashMap<u32, Vec<usize>> {
    let mut found: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    for (number, stretch) in stretches.iter().enumerate() {
        let sentences = &side.sentences[stretch.span.clone()];
        for of in sentences.iter().flat_map(|one| &one.tokens) {
            if side.types[*of as usize].kind == Kind::Mark {
                continue;
            }
            let known = found.entry(*of).or_default();
            if known.last() != Some(&number) {
                known.push(number);
            }
        }
    }
    found
}

/// Two stretches that stand for each other.
struct Moved {
    beads: Vec<Bead>,
    /// By how much they explain each other better than chance would have it.
    ahead: f64,
}

impl Moved {
    /// Two stretches, where they gain clearly more than either of them gains elsewhere.
    fn of(trial: &Trial<'_>, beads: &[Bead], pair: &Spans) -> Option<Self> {
        let (source, target) = pair;
        let gained = trial.gained(source.clone(), target.clone());
        if gained < LEAST {
            return None;
        }
        let sure = sure_stretches(beads, source.len().min(target.len()));
        let here = sure.1.iter().cloned();
        let there = sure.0.iter().cloned();
        let opposite = |bead: &Bead| meet(&bead.source, source).then(|| bead.target.clone());
        let here = here.chain(hull(beads.iter().filter_map(opposite)));
        let opposite = |bead: &Bead| meet(&bead.target, target).then(|| bead.source.clone());
        let there = there.chain(hull(beads.iter().filter_map(opposite)));
        let elsewhere = here
            .map(|window| trial.gained(source.clone(), window))
            .chain(there.map(|window| trial.gained(window, target.clone())));
        let ahead = gained - elsewhere.fold(0.0, f64::max);
        Self::ahead_by(ahead, || trial.beads(pair))
    }

    /// Two stretches in the same place of which the end of one goes with the beginning of the
    /// other and the beginning with the end, where that gains clearly more than their order.
    fn exchanged(trial: &Trial<'_>, (source, target): &Spans) -> Option<Self> {
        let in_order = trial.gained(source.clone(), target.clone());
        let mut best: Option<(f64, [Spans; 2])> = None;
        for at in source.start + 1..source.end {
            // As many sentences as go with them, one more or less.
            let rest = (source.end - at) * target.len() / source.len();
            for rest in rest.saturating_sub(1)..=rest + 1 {
                let other = target.start + rest;
                if rest == 0 || other >= target.end {
                    continue;
                }
                let first = (source.start..at, other..target.end);
                let second = (at..source.end, target.start..other);
                let gains =
                    [&first, &second].map(|(own, other)| trial.gained(own.clone(), other.clone()));
                let gained: f64 = gains.iter().sum();
                let is_both = gains.iter().all(|gain| *gain >= LEAST);
                if is_both && best.as_ref().is_none_or(|best| gained > best.0) {
                    best = Some((gained, [first, second]));
                }
            }
        }
        let (gained, [first, second]) = best?;
        // The shorter part is what was moved; the other stays in the order of the texts.
        let moved = match first.0.len() + first.1.len() <= second.0.len() + second.1.len() {
            true => first,
            false => second,
        };
        Self::ahead_by(gained - in_order - CHOICE, || trial.beads(&moved))
    }

    fn ahead_by(ahead: f64, beads: impl FnOnce() -> Vec<Bead>) -> Option<Self> {
        let likely = 1.0 / (1.0 + (-(ahead - AHEAD) / STEP).exp());
        if likely < 0.5 {
            return None;
        }
        let mut beads = beads();
        for bead in &mut beads {
            bead.confidence *= likely;
        }
        (!beads.is_empty()).then_some(Self { beads, ahead })
    }
}

/// Whether two stretches of a text have a sentence in common.
fn meet(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

/// From the first sentence of some stretches to the last.
fn hull(spans: impl Iterator<Item = Range<usize>>) -> Option<Range<usize>> {
    spans
        .filter(|span| !span.is_empty())
        .reduce(|one, other| one.start.min(other.start)..one.end.max(other.end))
}

/// Stretches of sure beads of each text that stand for nothing but each other: what others gain
/// with them is chance.
fn sure_stretches(beads: &[Bead], size: usize) -> (Vec<Range<usize>>, Vec<Range<usize>>) {
    let mut stretches = (Vec::new(), Vec::new());
    let is_sure =
        |bead: &Bead| !bead.source.is_empty() && !bead.target.is_empty() && bead.confidence >= SURE;
    for run in beads.chunk_by(|one, other| is_sure(one) == is_sure(other)) {
        for part in run.chunks(size).filter(|part| is_sure(&part[0])) {
            let (first, last) = (&part[0], &part[part.len() - 1]);
            stretches.0.push(first.source.start..last.source.end);
            stretches.1.push(first.target.start..last.target.end);
        }
    }
    (some_of(stretches.0), some_of(stretches.1))
}

/// At most so many of some stretches, evenly.
fn some_of(stretches: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let step = stretches.len().div_ceil(PLACES).max(1);
    stretches.into_iter().step_by(step).collect()
}

/// What stretches are tried with.
struct Trial<'t> {
    found: &'t Found<'t>,
    model: Model,
}

impl Trial<'_> {
    /// What is found out about two stretches.
    fn of<T>(
        &self,
        (source, target): (Range<usize>, Range<usize>),
        find_out: impl FnOnce((&Side, &Side), &Model, &Coverage, &Band) -> T,
    ) -> T {
        let (own, other) = self.found.sides;
        let (own, other) = (own.part(source), other.part(target));
        let band = Band::whole(own.sentences.len(), other.sentences.len());
        let coverage = Coverage::of(&own, &other, self.found.links, &band);
        find_out((&own, &other), &self.model, &coverage, &band)
    }

    /// By how much two stretches explain each other better than if all their sentences were
    /// gaps, as a logarithm.
    fn gained(&self, source: Range<usize>, target: Range<usize>) -> f64 {
        let sentences = as_float(source.len() + target.len());
        self.of((source, target), gain_in) * sentences
    }

    /// The beads of two stretches that have both sides.
    fn beads(&self, (source, target): &Spans) -> Vec<Bead> {
        let lattice = self.of((source.clone(), target.clone()), Lattice::new);
        let beads = lattice.best().into_iter();
        let whole = beads.filter(|bead| !bead.source.is_empty() && !bead.target.is_empty());
        let placed = |span: Range<usize>, start: usize| start + span.start..start + span.end;
        whole
            .map(|bead| Bead {
                source: placed(bead.source, source.start),
                target: placed(bead.target, target.start),
                confidence: bead.confidence,
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bead(source: Range<usize>, target: Range<usize>, confidence: f64) -> Bead {
        Bead {
            source,
            target,
            confidence,
        }
    }

    #[test]
    fn what_is_left_over_is_gathered_in_stretches() {
        let beads = [
            bead(0..1, 0..1, 0.9),
            bead(1..2, 1..1, 0.9),
            bead(2..3, 1..2, 0.2),
            bead(3..4, 2..3, 0.9),
            bead(4..4, 3..4, 0.9),
        ];
        let found = Stretches::of(&beads, |bead| bead.confidence >= UNSURE);
        let stretch = |span, place| Stretch { span, place };
        assert_eq!(found.source, [stretch(1..3, 1)]);
        assert_eq!(found.target, [stretch(1..2, 1), stretch(3..4, 2)]);
    }

    #[test]
    fn what_beads_leave_out_is_gaps() {
        let beads = vec![bead(0..1, 1..2, 0.9), bead(2..4, 2..3, 0.9)];
        let spans: Vec<_> = in_whole(beads, 5, 5)
            .into_iter()
            .map(|bead| (bead.source, bead.target))
            .collect();
        assert_eq!(
            spans,
            [
                (0..0, 0..1),
                (0..1, 1..2),
                (1..2, 2..2),
                (2..4, 2..3),
                (4..5, 3..3),
                (5..5, 3..4),
                (5..5, 4..5)
            ]
        );
        assert_eq!(placed(&[0, 1, 4, 5], &(0..2)), Some(0..2));
        assert_eq!(
            placed(&[0, 1, 4, 5], &(1..3)),
            None,
            "something was between"
        );
        assert_eq!(placed(&[0, 1], &(1..1)), None);
        assert_eq!(placed(&[0, 1], &(0..0)), None);
    }
}
