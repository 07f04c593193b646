//! Which words of one language stand for which of another, learnt from sentences and their
//! translations.
//!
//! IBM Model 1 (Brown and others, "The mathematics of statistical machine translation", 1993) in
//! both directions, on stems, with a null word whose probabilities are those of the language, as
//! Moore advises ("Improving IBM word-alignment model 1", 2004). Only words are learnt that stand
//! together at least twice, and what is seen little is believed little.

use rustc_hash::FxHashMap;

use super::Text;
use super::side::lexical_names;
use crate::lang::LanguageTag;

/// How often the estimates are bettered.
const ITERATIONS: usize = 5;

/// The share of words that no word of the other side stands for.
const NULL_SHARE: f32 = 0.3;

/// A probability below this is not kept.
const LEAST: f32 = 0.03;

/// How often two words have to stand together, in examples counted by their weight.
const LEAST_TIMES: f32 = 1.5;

/// The largest number of different words of one sentence that are learnt from; longer ones are
/// lists or damaged.
const LONGEST: usize = 150;

/// One way in which two words may stand for each other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Pairing {
    pub(super) source: u32,
    pub(super) target: u32,
    /// The probability of the target word where the source word stands.
    pub(super) forward: f32,
    /// The probability of the source word where the target word stands.
    pub(super) backward: f32,
}

/// The different words of a sentence and of its translation, by number, and how sure it is that
/// it is one.
#[derive(Debug, Clone, Default)]
pub(super) struct Example {
    pub(super) source: Vec<u32>,
    pub(super) target: Vec<u32>,
    pub(super) weight: f32,
}

/// A lexicon between two languages: stems with the probabilities that one stands for the other.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    sources: Words,
    targets: Words,
    /// By source and target.
    pairings: Vec<Pairing>,
}

#[derive(Debug, Clone, Default)]
struct Words(FxHashMap<String, u32>);

impl Words {
    fn numbered(&mut self, names: Vec<String>) -> Vec<u32> {
        let numbers = names.into_iter().map(|name| {
            let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
            *self.0.entry(name).or_insert(next)
        });
        distinct(numbers.collect())
    }
}

/// Numbers in order, each once.
pub(super) fn distinct(mut numbers: Vec<u32>) -> Vec<u32> {
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

impl Lexicon {
    /// Learns from sentences and their translations, the n-th of one for the n-th of the other.
    /// Time and memory grow with the sum of the products of their lengths in words.
    pub fn learn(sources: (&[&str], &LanguageTag), targets: (&[&str], &LanguageTag)) -> Self {
        let names = |(sentences, language)| {
            lexical_names(&Text {
                sentences,
                language,
                paragraphs: &[],
            })
        };
        let mut lexicon = Self::default();
        let (own, other) = rayon::join(|| names(sources), || names(targets));
        let examples: Vec<Example> = own
            .into_iter()
            .zip(other)
            .map(|(source, target)| Example {
                source: lexicon.sources.numbered(source),
                target: lexicon.targets.numbered(target),
                weight: 1.0,
            })
            .collect();
        lexicon.pairings = learn(&examples);
        lexicon
    }

    /// Whether nothing was learnt.
    pub fn is_empty(&self) -> bool {
        self.pairings.is_empty()
    }

    /// How many pairs of words it holds.
    pub fn len(&self) -> usize {
        self.pairings.len()
    }

    /// The pairings whose words have a number of the caller's on both sides, by those numbers.
    /// The time is that of the words that are asked for, whatever else the lexicon holds.
    pub(super) fn pairings(
        &self,
        source: &FxHashMap<&str, u32>,
        target: &FxHashMap<&str, u32>,
    ) -> Vec<Pairing> {
        let known = |words: &Words, asked: &FxHashMap<&str, u32>| -> Vec<(u32, u32)> {
            let asked = asked.iter();
            let mut known: Vec<(u32, u32)> = asked
                .filter_map(|(name, theirs)| Some((*words.0.get(*name)?, *theirs)))
                .collect();
            known.sort_unstable();
            known
        };
        let targets: FxHashMap<u32, u32> = known(&self.targets, target).into_iter().collect();
        let mut found = Vec::new();
        for (own, theirs) in known(&self.sources, source) {
            let start = self.pairings.partition_point(|one| one.source < own);
            let row = self.pairings[start..].iter();
            for pairing in row.take_while(|one| one.source == own) {
                if let Some(target) = targets.get(&pairing.target) {
                    found.push(Pairing {
                        source: theirs,
                        target: *target,
                        ..*pairing
                    });
                }
            }
        }
        found
    }
}

/// The pairings that examples teach, by source and target. Time and memory grow with the sum of
/// the products of the lengths of the examples.
pub(super) fn learn(examples: &[Example]) -> Vec<Pairing> {
    let examples: Vec<&Example> = examples
        .iter()
        .filter(|one| one.source.len() <= LONGEST && one.target.len() <= LONGEST)
        .collect();
    let together = Together::of(&examples);
    let (forward, backward) = rayon::join(
        || model_one(&examples, &together, Direction::Forward),
        || model_one(&examples, &together, Direction::Backward),
    );
    together
        .pairs
        .iter()
        .zip(forward.into_iter().zip(backward))
        .map(|((source, target), (forward, backward))| Pairing {
            source: *source,
            target: *target,
            forward,
            backward,
        })
        .filter(|pairing| pairing.forward.max(pairing.backward) >= LEAST)
        .collect()
}

/// The number of no pair.
const NONE: u32 = u32::MAX;

/// The words that stand together often enough to be learnt, each pair with a number.
struct Together {
    /// The pairs by their numbers, in order.
    pairs: Vec<(u32, u32)>,
    /// How often each pair stands together.
    times: Vec<f32>,
    /// For each example the numbers of its pairs: of its first source word with each of its
    /// target words, then of its second; [`NONE`] for those that are not learnt.
    cells: Vec<Vec<u32>>,
}

impl Together {
    /// Counts word by word, in one list of all target words that is used again for each: no
    /// hashing of pairs, of which there are many more than words.
    fn of(examples: &[&Example]) -> Self {
        let mut together = Self {
            pairs: Vec::new(),
            times: Vec::new(),
            cells: examples
                .iter()
                .map(|one| vec![NONE; one.source.len() * one.target.len()])
                .collect(),
        };
        let targets = examples.iter().flat_map(|one| &one.target).max();
        let mut counts = vec![0.0_f32; targets.map_or(0, |most| *most as usize + 1)];
        let mut numbers = vec![NONE; counts.len()];
        for (source, places) in (0..).zip(places(examples)) {
            together.add(source, &places, examples, (&mut counts, &mut numbers));
        }
        together
    }

    /// Adds the pairs of a source word that stands at some places: in which example, as its
    /// how-manyeth word.
    fn add(
        &mut self,
        source: u32,
        places: &[(u32, u32)],
        examples: &[&Example],
        (counts, numbers): (&mut [f32], &mut [u32]),
    ) {
        // No weight is above 1: what stands in one example is not seen often enough.
        if places.len() < 2 {
            return;
        }
        let mut met = Vec::new();
        for (example, _) in places {
            let example = examples[*example as usize];
            for target in &example.target {
                let count = &mut counts[*target as usize];
                if *count == 0.0 {
                    met.push(*target);
                }
                *count += example.weight;
            }
        }
        met.sort_unstable();
        met.dedup();
        for target in &met {
            let count = std::mem::take(&mut counts[*target as usize]);
            if count >= LEAST_TIMES {
                numbers[*target as usize] = u32::try_from(self.pairs.len()).unwrap_or(NONE);
                self.pairs.push((source, *target));
                self.times.push(count);
            }
        }
        for (example, word) in places {
            let targets = &examples[*example as usize].target;
            let row = *word as usize * targets.len();
            let cells = &mut self.cells[*example as usize][row..row + targets.len()];
            for (cell, target) in cells.iter_mut().zip(targets) {
                *cell = numbers[*target as usize];
            }
        }
        for target in met {
            numbers[target as usize] = NONE;
        }
    }
}

/// Where each source word stands: in which example, as its how-manyeth word.
fn places(examples: &[&Example]) -> Vec<Vec<(u32, u32)>> {
    let sources = examples.iter().flat_map(|one| &one.source).max();
    let mut places = vec![Vec::new(); sources.map_or(0, |most| *most as usize + 1)];
    for (number, example) in (0..).zip(examples) {
        for (word, source) in (0..).zip(&example.source) {
            places[*source as usize].push((number, word));
        }
    }
    places
}

#[derive(Clone, Copy, PartialEq)]
enum Direction {
    Forward,
    Backward,
}

impl Direction {
    /// The words that are explained by those of the other side.
    fn explained(self, example: &Example) -> &[u32] {
        match self {
            Self::Forward => &example.target,
            Self::Backward => &example.source,
        }
    }

    /// The word of a pair that is given.
    fn given(self, pair: (u32, u32)) -> u32 {
        match self {
            Self::Forward => pair.0,
            Self::Backward => pair.1,
        }
    }

    /// The numbers of the pairs of one explained word of an example, those of no pair too.
    fn line<'c>(
        self,
        word: usize,
        example: &Example,
        cells: &'c [u32],
    ) -> impl Iterator<Item = u32> + Clone + 'c {
        let width = example.target.len();
        let (skip, step, take) = match self {
            Self::Forward => (word, width, example.source.len()),
            Self::Backward => (word * width, 1, width),
        };
        cells
            .iter()
            .skip(skip)
            .step_by(step.max(1))
            .take(take)
            .copied()
    }
}

/// For each pair the probability of its word of one side where its word of the other stands.
fn model_one(examples: &[&Example], together: &Together, direction: Direction) -> Vec<f32> {
    let mut frequency: FxHashMap<u32, f32> = FxHashMap::default();
    let mut all = 0.0;
    for example in examples {
        for word in direction.explained(example) {
            *frequency.entry(*word).or_default() += example.weight;
            all += example.weight;
        }
    }
    let mut expected = together.times.clone();
    let mut shares = shares(&expected, together, direction);
    for _ in 0..ITERATIONS {
        expected.fill(0.0);
        for (example, cells) in examples.iter().zip(&together.cells) {
            let words = direction.explained(example);
            let given = cells.len() / words.len().max(1);
            let size = f32::from(u16::try_from(given).unwrap_or(u16::MAX));
            for (place, word) in words.iter().enumerate() {
                let line = direction.line(place, example, cells);
                let line = line.filter(|pair| *pair != NONE);
                let from_words: f32 = line.clone().map(|pair| shares[pair as usize]).sum();
                if from_words == 0.0 {
                    continue;
                }
                let null = NULL_SHARE / (1.0 - NULL_SHARE) * size * frequency[word] / all;
                let whole = (from_words + null).max(f32::MIN_POSITIVE);
                for pair in line {
                    expected[pair as usize] += example.weight * shares[pair as usize] / whole;
                }
            }
        }
        shares = self::shares(&expected, together, direction);
    }
    for (share, times) in shares.iter_mut().zip(&expected) {
        *share *= times / (times + 1.0);
    }
    shares
}

/// Counts as shares of what stands beside the same given word.
fn shares(counts: &[f32], together: &Together, direction: Direction) -> Vec<f32> {
    let words = together.pairs.iter().map(|pair| direction.given(*pair));
    let mut sums = vec![0.0_f32; words.max().map_or(0, |most| most as usize + 1)];
    for (pair, count) in together.pairs.iter().zip(counts) {
        sums[direction.given(*pair) as usize] += count;
    }
    let both = together.pairs.iter().zip(counts);
    both.map(|(pair, count)| count / sums[direction.given(*pair) as usize].max(1.0))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(text: &str) -> LanguageTag {
        LanguageTag::parse(text).unwrap()
    }

    #[test]
    fn words_that_always_stand_together_are_learnt() {
        let english = [
            "the council met",
            "the treaty ended",
            "a council spoke",
            "a treaty came",
        ];
        let russian = [
            "совет собрался",
            "договор истёк",
            "совет говорил",
            "договор пришёл",
        ];
        let lexicon = Lexicon::learn((&english, &tag("en")), (&russian, &tag("ru")));
        let names = |side: &Words| -> FxHashMap<u32, String> {
            let names = side.0.iter();
            names
                .map(|(name, number)| (*number, name.clone()))
                .collect()
        };
        let (sources, targets) = (names(&lexicon.sources), names(&lexicon.targets));
        let best = |word: &str| {
            let own = lexicon
                .pairings
                .iter()
                .filter(|one| sources[&one.source] == word);
            own.max_by(|one, other| one.forward.total_cmp(&other.forward))
                .map(|one| targets[&one.target].clone())
        };
        assert_eq!(best("counc").as_deref(), Some("совет"));
        assert_eq!(best("treat").as_deref(), Some("догов"));
        assert_eq!(best("met"), None, "once is not enough");
        assert!(Lexicon::learn((&[], &tag("en")), (&[], &tag("ru"))).is_empty());
    }

    /// What stands together, counted pair by pair.
    fn brute(examples: &[Example]) -> Vec<((u32, u32), f32)> {
        let mut seen: std::collections::BTreeMap<(u32, u32), f32> = Default::default();
        for example in examples {
            for source in &example.source {
                for target in &example.target {
                    *seen.entry((*source, *target)).or_default() += example.weight;
                }
            }
        }
        seen.into_iter()
            .filter(|(_, times)| *times >= LEAST_TIMES)
            .collect()
    }

    proptest::proptest! {
        #[test]
        fn words_are_counted_as_pair_by_pair(
            texts in proptest::collection::vec(
                (
                    proptest::collection::vec(0..9_u32, 0..6),
                    proptest::collection::vec(0..9_u32, 0..6),
                    0.3..=1.0_f32,
                ),
                0..12,
            ),
        ) {
            let examples: Vec<Example> = texts
                .into_iter()
                .map(|(source, target, weight)| Example {
                    source: distinct(source),
                    target: distinct(target),
                    weight,
                })
                .collect();
            let borrowed: Vec<&Example> = examples.iter().collect();
            let together = Together::of(&borrowed);
            let found: Vec<_> = together
                .pairs
                .iter()
                .copied()
                .zip(together.times.iter().copied())
                .collect();
            proptest::prop_assert_eq!(&found, &brute(&examples));
            for (example, cells) in examples.iter().zip(&together.cells) {
                for (row, source) in example.source.iter().enumerate() {
                    for (column, target) in example.target.iter().enumerate() {
                        let cell = cells[row * example.target.len() + column];
                        let number = found.iter().position(|(pair, _)| *pair == (*source, *target));
                        let number = number.map_or(NONE, |number| number as u32);
                        proptest::prop_assert_eq!(cell, number);
                    }
                }
            }
        }
    }
}
