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
        let both = names(sources).into_iter().zip(names(targets));
        let examples: Vec<Example> = both
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
    pub(super) fn pairings(
        &self,
        source: &FxHashMap<&str, u32>,
        target: &FxHashMap<&str, u32>,
    ) -> Vec<Pairing> {
        let numbers = |words: &Words, known: &FxHashMap<&str, u32>| -> FxHashMap<u32, u32> {
            let words = words.0.iter();
            words
                .filter_map(|(name, own)| Some((*own, *known.get(name.as_str())?)))
                .collect()
        };
        let (source, target) = (
            numbers(&self.sources, source),
            numbers(&self.targets, target),
        );
        self.pairings
            .iter()
            .filter_map(|pairing| {
                Some(Pairing {
                    source: *source.get(&pairing.source)?,
                    target: *target.get(&pairing.target)?,
                    ..*pairing
                })
            })
            .collect()
    }
}

/// The pairings that examples teach.
pub(super) fn learn(examples: &[Example]) -> Vec<Pairing> {
    let examples: Vec<&Example> = examples
        .iter()
        .filter(|one| one.source.len() <= LONGEST && one.target.len() <= LONGEST)
        .collect();
    let together = together(&examples);
    let forward = model_one(&examples, &together, Direction::Forward);
    let backward = model_one(&examples, &together, Direction::Backward);
    let mut pairings: Vec<Pairing> = together
        .keys()
        .map(|pair| Pairing {
            source: pair.0,
            target: pair.1,
            forward: forward.get(pair).copied().unwrap_or(0.0),
            backward: backward.get(pair).copied().unwrap_or(0.0),
        })
        .filter(|pairing| pairing.forward.max(pairing.backward) >= LEAST)
        .collect();
    pairings.sort_unstable_by_key(|pairing| (pairing.source, pairing.target));
    pairings
}

type Table = FxHashMap<(u32, u32), f32>;

/// How often two words stand in one example, where that is more than once.
fn together(examples: &[&Example]) -> Table {
    let mut seen = Table::default();
    for example in examples {
        for source in &example.source {
            for target in &example.target {
                *seen.entry((*source, *target)).or_default() += example.weight;
            }
        }
    }
    seen.retain(|_, times| *times >= 1.5);
    seen.shrink_to_fit();
    seen
}

#[derive(Clone, Copy, PartialEq)]
enum Direction {
    Forward,
    Backward,
}

/// The probabilities of the words of one side where a word of the other stands.
fn model_one(examples: &[&Example], together: &Table, direction: Direction) -> Table {
    let sides = |example: &'_ Example| -> (Vec<u32>, Vec<u32>) {
        match direction {
            Direction::Forward => (example.source.clone(), example.target.clone()),
            Direction::Backward => (example.target.clone(), example.source.clone()),
        }
    };
    let pair = |given: u32, word: u32| match direction {
        Direction::Forward => (given, word),
        Direction::Backward => (word, given),
    };
    let given_of = |pair: (u32, u32)| match direction {
        Direction::Forward => pair.0,
        Direction::Backward => pair.1,
    };
    let mut frequency: FxHashMap<u32, f32> = FxHashMap::default();
    let mut all = 0.0;
    for example in examples {
        for word in sides(example).1 {
            *frequency.entry(word).or_default() += example.weight;
            all += example.weight;
        }
    }
    let mut table = normalised(together.clone(), given_of);
    let mut expected = Table::default();
    for _ in 0..ITERATIONS {
        expected = table.keys().map(|pair| (*pair, 0.0)).collect();
        for example in examples {
            let (given, words) = sides(example);
            for word in &words {
                let share = |given: &u32| table.get(&pair(*given, *word)).copied().unwrap_or(0.0);
                let from_words: f32 = given.iter().map(share).sum();
                let null = NULL_SHARE / (1.0 - NULL_SHARE)
                    * f32::from(u16::try_from(given.len()).unwrap_or(u16::MAX))
                    * frequency[word]
                    / all;
                for one in &given {
                    let pair = pair(*one, *word);
                    if let (Some(count), Some(share)) = (expected.get_mut(&pair), table.get(&pair))
                    {
                        *count +=
                            example.weight * share / (from_words + null).max(f32::MIN_POSITIVE);
                    }
                }
            }
        }
        table = normalised(expected.clone(), given_of);
    }
    for (pair, share) in &mut table {
        let times = expected.get(pair).copied().unwrap_or(0.0);
        *share *= times / (times + 1.0);
    }
    table
}

/// Counts as shares of what stands beside the same given word.
fn normalised(mut counts: Table, given_of: impl Fn((u32, u32)) -> u32) -> Table {
    let mut sums: FxHashMap<u32, f32> = FxHashMap::default();
    for (pair, count) in &counts {
        *sums.entry(given_of(*pair)).or_default() += count;
    }
    for (pair, count) in &mut counts {
        *count /= sums[&given_of(*pair)].max(1.0);
    }
    counts
}
