//! What stands for candidates in another language: association in units, and the sound of names.

use rustc_hash::{FxHashMap, FxHashSet};

use super::measure::{association, dice};
use super::sequences::{Key, Sequencer};
use super::{Candidate, CandidateKind};
use crate::glossary::across::Names;
use crate::lang::LanguageTag;
use crate::text::Analyser;

/// A unit in the two languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PairUnit {
    /// The text in the language of the candidates.
    pub source: String,
    /// The text in the other language.
    pub target: String,
}

/// What probably stands for a candidate.
#[derive(Debug, Clone, PartialEq)]
pub struct CandidateRendering {
    /// The language.
    pub language: LanguageTag,
    /// The form that is written most often.
    pub text: String,
    /// In how many units both stand.
    pub count: usize,
    /// How far both stand in the same units, 0–1 (Dice).
    pub association: f64,
    /// Log-likelihood that they do so not by chance.
    pub log_likelihood: f64,
    /// How alike both sound, 0–1, where they are names in two scripts.
    pub transliteration: Option<f64>,
}

/// How many units of a candidate are looked at.
const UNITS: usize = 300;

/// What association is enough by itself: a chance of 1 %, and a Dice of this much, or of more where
/// both stand together in two units only.
const SURE: f64 = 6.63;
const TOGETHER: f64 = 0.5;
const TWICE_TOGETHER: f64 = 0.8;

/// What stands in less than one in so many units of a candidate is no name for it.
const SELDOM: usize = 4;

/// How much a like sound counts beside association.
const SOUND: f64 = 0.5;

/// Finds renderings; see [`crate::glossary::Glossary::pair_candidates`].
///
/// A rendering is kept where each is the best of the other (competitive linking, Melamed 2000).
pub(super) fn pair(
    candidates: &mut [Candidate],
    from: &LanguageTag,
    units: &[PairUnit],
    to: &LanguageTag,
) {
    let (own, other) = (Sequencer::new(from), Sequencer::new(to));
    let uses = uses_of(candidates, &own, units);
    let targets = Targets::of(&uses, &other, units);
    let (source, target) = (Analyser::new(from), Analyser::new(to));
    let mut found: Vec<Vec<(Key, CandidateRendering)>> = Vec::with_capacity(candidates.len());
    for (candidate, uses) in candidates.iter().zip(&uses) {
        let names = match candidate.kind {
            CandidateKind::Phrase => None,
            _ => Names::of(&source.tokens(&candidate.text)),
        };
        let sound = |text: &str| names.as_ref()?.likeness(&target.tokens(text));
        found.push(targets.renderings(uses, units.len(), to, &sound));
    }
    let best = best_of_targets(&found);
    for (nth, renderings) in found.into_iter().enumerate() {
        let mutual = renderings
            .into_iter()
            .find(|(key, _)| best.get(key).is_some_and(|(_, place)| *place == nth));
        candidates[nth]
            .renderings
            .extend(mutual.map(|(_, own)| own));
    }
}

/// In which units each candidate stands.
fn uses_of(candidates: &[Candidate], own: &Sequencer, units: &[PairUnit]) -> Vec<Vec<usize>> {
    let mut places: FxHashMap<Key, usize> = FxHashMap::default();
    for (nth, candidate) in candidates.iter().enumerate() {
        let line = own.line(&candidate.text);
        places.insert(line.key(0..line.len()), nth);
    }
    let mut uses: Vec<Vec<usize>> = vec![Vec::new(); candidates.len()];
    for (unit, pair) in units.iter().enumerate() {
        for sequence in own.line(&pair.source).sequences() {
            if let Some(nth) = places.get(&sequence.key) {
                let own = &mut uses[*nth];
                if own.last() != Some(&unit) {
                    own.push(unit);
                }
            }
        }
    }
    uses
}

/// The sequences of the other language that stand in units of candidates.
struct Targets {
    /// By unit: its sequences.
    of_unit: FxHashMap<usize, Vec<Key>>,
    /// By sequence: in how many units it stands, how it is written and how often, its length.
    known: FxHashMap<Key, Target>,
}

struct Target {
    units: usize,
    length: usize,
    written: FxHashMap<String, usize>,
}

impl Targets {
    fn of(uses: &[Vec<usize>], other: &Sequencer, units: &[PairUnit]) -> Self {
        let looked: FxHashSet<usize> = uses
            .iter()
            .flat_map(|own| own.iter().take(UNITS).copied())
            .collect();
        let mut of_unit: FxHashMap<usize, Vec<Key>> = FxHashMap::default();
        let mut known: FxHashMap<Key, Target> = FxHashMap::default();
        for unit in looked {
            let text = &units[unit].target;
            let mut keys = Vec::new();
            for sequence in other.line(text).sequences() {
                let target = known.entry(sequence.key).or_insert_with(|| Target {
                    units: 0,
                    length: sequence.length,
                    written: FxHashMap::default(),
                });
                let written = text[sequence.span.clone()].to_owned();
                *target.written.entry(written).or_default() += 1;
                keys.push(sequence.key);
            }
            keys.sort_unstable();
            keys.dedup();
            of_unit.insert(unit, keys);
        }
        let mut targets = Self { of_unit, known };
        targets.count(other, units);
        targets
    }

    /// Counts the units that each sequence stands in, of all.
    fn count(&mut self, other: &Sequencer, units: &[PairUnit]) {
        let mut seen: FxHashSet<Key> = FxHashSet::default();
        for unit in units {
            seen.clear();
            for sequence in other.line(&unit.target).sequences() {
                if seen.insert(sequence.key)
                    && let Some(target) = self.known.get_mut(&sequence.key)
                {
                    target.units += 1;
                }
            }
        }
    }

    /// The renderings of a candidate that are sure enough, best first.
    fn renderings(
        &self,
        uses: &[usize],
        all: usize,
        to: &LanguageTag,
        sound: &dyn Fn(&str) -> Option<f64>,
    ) -> Vec<(Key, CandidateRendering)> {
        let mut together: FxHashMap<Key, usize> = FxHashMap::default();
        for key in uses
            .iter()
            .take(UNITS)
            .filter_map(|unit| self.of_unit.get(unit))
            .flatten()
        {
            *together.entry(*key).or_default() += 1;
        }
        let judged = together.into_iter().filter_map(|(key, count)| {
            let target = self.known.get(&key)?;
            let left = uses.len().min(UNITS);
            // Of the units beyond those that were looked at nothing is known.
            let right = target.units.max(count);
            let text = target.usual()?;
            // What stands in few of its units is no name for it; and to hear it takes time.
            let is_often = SELDOM * count >= left;
            let sound = is_often.then(|| sound(&text)).flatten();
            let likelihood = association(count, left, right, all.max(left + right));
            let dice = dice(count, left, right);
            let together = if count > 2 { TOGETHER } else { TWICE_TOGETHER };
            let is_sure = count >= 2 && likelihood >= SURE && dice >= together;
            (is_sure || sound.is_some()).then(|| {
                let rendering = CandidateRendering {
                    language: to.clone(),
                    text,
                    count,
                    association: dice,
                    log_likelihood: likelihood,
                    transliteration: sound,
                };
                (key, rendering)
            })
        });
        let mut judged: Vec<(Key, CandidateRendering)> = judged.collect();
        judged.sort_by(|(one_key, one), (two_key, two)| {
            let length = |key: &Key| self.known.get(key).map_or(0, |target| target.length);
            strength(two)
                .total_cmp(&strength(one))
                .then_with(|| length(two_key).cmp(&length(one_key)))
                .then_with(|| one.text.cmp(&two.text))
        });
        judged
    }
}

impl Target {
    /// The form that is written most often; of equals the one that comes first by its letters.
    fn usual(&self) -> Option<String> {
        let by_count = self
            .written
            .iter()
            .min_by_key(|(text, count)| (std::cmp::Reverse(**count), text.as_str().to_owned()));
        by_count.map(|(text, _)| text.clone())
    }
}

fn strength(rendering: &CandidateRendering) -> f64 {
    rendering.association + SOUND * rendering.transliteration.unwrap_or(0.0)
}

/// For each target the candidate that it goes with best: its strength and its place.
fn best_of_targets(found: &[Vec<(Key, CandidateRendering)>]) -> FxHashMap<Key, (f64, usize)> {
    let mut best: FxHashMap<Key, (f64, usize)> = FxHashMap::default();
    for (nth, renderings) in found.iter().enumerate() {
        for (key, rendering) in renderings {
            let own = strength(rendering);
            let known = best.entry(*key).or_insert((own, nth));
            if own > known.0 {
                *known = (own, nth);
            }
        }
    }
    best
}
