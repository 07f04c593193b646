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
    let together = Together::of(&examples);
    let (forward, backward) = rayon::join(
        || model_one(&examples, &together, Direction::Forward),
        || model_one(&examples, &together, Direction::Backward),
    );
    let mut pairings: Vec<Pairing> = together
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
        .collect();
    pairings.sort_unstable_by_key(|pairing| (pairing.source, pairing.target));
    pairings
}

/// The words that stand together often enough to be learnt, each pair with a number.
struct Together {
    numbers: FxHashMap<(u32, u32), u32>,
    pairs: Vec<(u32, u32)>,
    /// How often each pair stands together.
    times: Vec<f32>,
}

impl Together {
    fn of(examples: &[&Example]) -> Self {
        let mut seen: FxHashMap<(u32, u32), f32> = FxHashMap::default();
        for example in examples {
            for source in &example.source {
                for target in &example.target {
                    *seen.entry((*source, *target)).or_default() += example.weight;
                }
            }
        }
        let mut kept: Vec<_> = seen
            .into_iter()
            .filter(|(_, times)| *times >= LEAST_TIMES)
            .collect();
        kept.sort_unstable_by_key(|(pair, _)| *pair);
        Self {
            numbers: kept.iter().map(|(pair, _)| *pair).zip(0..).collect(),
            pairs: kept.iter().map(|(pair, _)| *pair).collect(),
            times: kept.iter().map(|(_, times)| *times).collect(),
        }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Direction {
    Forward,
    Backward,
}

impl Direction {
    /// The words that are given, and those that are explained by them.
    fn sides(self, example: &Example) -> (&[u32], &[u32]) {
        match self {
            Self::Forward => (&example.source, &example.target),
            Self::Backward => (&example.target, &example.source),
        }
    }

    /// A pair as source and target.
    fn pair(self, given: u32, word: u32) -> (u32, u32) {
        match self {
            Self::Forward => (given, word),
            Self::Backward => (word, given),
        }
    }

    fn given(self, pair: (u32, u32)) -> u32 {
        match self {
            Self::Forward => pair.0,
            Self::Backward => pair.1,
        }
    }
}

/// For each pair the probability of its word of one side where its word of the other stands.
fn model_one(examples: &[&Example], together: &Together, direction: Direction) -> Vec<f32> {
    let mut frequency: FxHashMap<u32, f32> = FxHashMap::default();
    let mut all = 0.0;
    for example in examples {
        for word in direction.sides(example).1 {
            *frequency.entry(*word).or_default() += example.weight;
            all += example.weight;
        }
    }
    let mut expected = together.times.clone();
    let mut shares = shares(&expected, together, direction);
    let mut here: Vec<usize> = Vec::new();
    for _ in 0..ITERATIONS {
        expected.fill(0.0);
        for example in examples {
            let (given, words) = direction.sides(example);
            let size = f32::from(u16::try_from(given.len()).unwrap_or(u16::MAX));
            for word in words {
                here.clear();
                let numbers = given
                    .iter()
                    .filter_map(|given| together.numbers.get(&direction.pair(*given, *word)));
                here.extend(numbers.map(|number| *number as usize));
                let from_words: f32 = here.iter().map(|pair| shares[*pair]).sum();
                let null = NULL_SHARE / (1.0 - NULL_SHARE) * size * frequency[word] / all;
                let whole = (from_words + null).max(f32::MIN_POSITIVE);
                for pair in &here {
                    expected[*pair] += example.weight * shares[*pair] / whole;
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
    let mut sums: FxHashMap<u32, f32> = FxHashMap::default();
    for (pair, count) in together.pairs.iter().zip(counts) {
        *sums.entry(direction.given(*pair)).or_default() += count;
    }
    let both = together.pairs.iter().zip(counts);
    both.map(|(pair, count)| count / sums[&direction.given(*pair)].max(1.0))
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
}
