//! `name`: a name of the source in whose place the translation has another.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::reading::Reading;
use crate::check::{Check, Example, Examples, Finding, Knowledge, Passage, Side, Subject};
use crate::glossary::Glossary;
use crate::lang::profile_of;
use crate::model::Severity;
use crate::similarity::{name_key, name_similarity};
use crate::text::{Token, TokenClass};

/// Finds names that the translation writes by their sound elsewhere, but not here, where another
/// word or name stands instead.
///
/// That a name is not found by its sound says little by itself: a fifth of them are not, for they
/// are translated (Germany, the White House), shortened or replaced by "he". So something else has
/// to speak for it: the other half of the same full name is there with a stranger beside it, or a
/// name that the document uses for somebody else.
pub(in crate::check) struct Names;

/// From here on two keys are one name.
const SAME: f64 = 0.7;

/// From here on there is no doubt, whatever ending the name has.
const SURE: f64 = 0.8;

/// Below, they are two.
const OTHER: f64 = 0.5;

/// How many consonants a name needs to be told by its sound.
const SHORTEST_KEY: usize = 3;

impl Check for Names {
    fn id(&self) -> &'static str {
        "name"
    }

    fn severity(&self) -> Severity {
        Severity::Note
    }

    fn about(&self) -> &'static str {
        "A name of the source is not in the translation, where another name stands instead"
    }

    fn explains(&self) -> &'static str {
        "Names are compared by their consonants across scripts (Trump, Трамп, ترامپ). A finding needs \
         more than a name that is not found: the first name is there and another surname beside it, or \
         a name that the document uses elsewhere for somebody else. Chinese and other scripts that do \
         not write sounds are left out."
    }

    // One in ten of its findings on professional news is right: a hint for who asks for it.
    fn by_default(&self) -> bool {
        false
    }

    fn examples(&self) -> Examples {
        let source = (
            "en",
            &[
                "Talks with Marko Petrovic went well.",
                "Later Jana Novotna spoke.",
                "Nobody else was there.",
                "The report by Petrovic was short.",
            ][..],
        );
        Examples {
            bad: Example {
                source,
                target: Some((
                    "ru",
                    &[
                        "Переговоры с Марко Петровичем прошли хорошо.",
                        "Потом говорила Яна Новотна.",
                        "Больше никого не было.",
                        "Доклад Новотны был коротким.",
                    ],
                )),
            },
            good: Example {
                source,
                target: Some((
                    "ru",
                    &[
                        "Переговоры с Марко Петровичем прошли хорошо.",
                        "Потом говорила Яна Новотна.",
                        "Больше никого не было.",
                        "Доклад Петровича был коротким.",
                    ],
                )),
            },
        }
    }

    fn run(&self, subject: &Subject<'_>, knowledge: &Knowledge<'_>) -> Vec<Finding> {
        let glossary = knowledge.glossary;
        let segments: Vec<Sides<'_>> = subject
            .both_readings()
            .map(|(segment, source, target)| Sides {
                segment,
                names: names(source, glossary),
                words: words(target),
                source: source.passage(),
            })
            .collect();
        let known = Known::of(&segments);
        let mut findings = Vec::new();
        for at in 0..segments.len() {
            let own = &segments[at];
            let mut told = BTreeSet::new();
            for (place, name) in own.names.iter().enumerate() {
                if own.finds(&name.key).is_some() || !told.insert(&name.key) {
                    continue;
                }
                if !known.is_sounded(&segments, &name.key) {
                    continue;
                }
                let stranger = own
                    .beside(place)
                    .or_else(|| known.somebody_else(&segments, at, &name.key));
                if let Some(stranger) = stranger {
                    let word = &own.words[stranger];
                    findings.push(Finding {
                        check: self.id(),
                        severity: self.severity(),
                        message: format!(
                            "{} is not in the translation, {} is",
                            name.text, word.text
                        ),
                        suggestion: known.written(&name.key).map(str::to_owned),
                        confidence: 0.6,
                        side: Side::Target,
                        segment: own.segment,
                        span: word.span.clone(),
                    });
                }
            }
        }
        findings
    }
}

/// A word with its sound.
struct Sounded {
    text: String,
    key: String,
    span: std::ops::Range<usize>,
    /// Whether the word before it belongs to the same name.
    goes_on: bool,
}

/// The names of a source sentence, and the words of its translation.
struct Sides<'t> {
    segment: usize,
    names: Vec<Sounded>,
    words: Vec<Sounded>,
    source: Passage<'t>,
}

impl Sides<'_> {
    /// The word that a name may be.
    fn finds(&self, key: &str) -> Option<usize> {
        let likeness = |word: &Sounded| name_similarity(key, &word.key);
        let best = (0..self.words.len()).max_by(|left, right| {
            likeness(&self.words[*left]).total_cmp(&likeness(&self.words[*right]))
        })?;
        (likeness(&self.words[best]) >= SAME).then_some(best)
    }

    /// The word that stands where a surname should, beside the first name, and sounds otherwise.
    fn beside(&self, place: usize) -> Option<usize> {
        let own = &self.names[place];
        let first = place.checked_sub(1).filter(|_| own.goes_on)?;
        let found = self.finds(&self.names[first].key)?;
        let is_behind = |next: &usize| self.words[*next].span.start > self.words[found].span.start;
        let next = (found + 1..self.words.len()).find(is_behind)?;
        let word = &self.words[next];
        let is_stranger = word.goes_on
            && word.key.len() >= SHORTEST_KEY
            && name_similarity(&own.key, &word.key) < OTHER
            && !self.may_be_near(&own.key, found);
        is_stranger.then_some(next)
    }

    /// Whether a word near a place may be a name, or two words together.
    fn may_be_near(&self, key: &str, place: usize) -> bool {
        let near = self.words[place.saturating_sub(3)..self.words.len().min(place + 5)].windows(2);
        near.into_iter().any(|two| {
            let joined = format!("{}{}", two[0].key, two[1].key);
            [&two[0].key, &two[1].key, &joined]
                .iter()
                .any(|other| name_similarity(key, other) >= OTHER)
        })
    }
}

/// The names that a document writes by their sound: key of the name, and how it is written.
struct Known(BTreeMap<String, BTreeMap<String, usize>>);

impl Known {
    fn of(segments: &[Sides<'_>]) -> Self {
        let mut known: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
        for sides in segments {
            for name in &sides.names {
                if let Some(found) = sides.finds(&name.key) {
                    let written = sides.words[found].text.clone();
                    *known
                        .entry(name.key.clone())
                        .or_default()
                        .entry(written)
                        .or_insert(0) += 1;
                }
            }
        }
        Self(known)
    }

    /// Whether a name is written by its sound in most of the sentences that have it, so that it can
    /// be missed in the others: Friday and the White House are not.
    fn is_sounded(&self, segments: &[Sides<'_>], key: &str) -> bool {
        let Some(written) = self.0.get(key) else {
            return false;
        };
        let has_name = |sides: &&Sides<'_>| sides.names.iter().any(|name| name.key == key);
        let named = segments.iter().filter(has_name).count();
        written.values().sum::<usize>() * 2 >= named
    }

    /// How a name is mostly written.
    fn written(&self, key: &str) -> Option<&str> {
        let written = self.0.get(key)?;
        let best = written.iter().max_by_key(|(_, count)| **count)?;
        Some(best.0)
    }

    /// A word that is somebody else's name, whom the source names neither here nor beside.
    fn somebody_else(&self, segments: &[Sides<'_>], at: usize, key: &str) -> Option<usize> {
        let around = &segments[at.saturating_sub(1)..segments.len().min(at + 2)];
        let is_around = |word: &str| {
            around.iter().any(|sides| {
                sides
                    .names
                    .iter()
                    .any(|name| name_similarity(&name.key, word) >= OTHER)
                    || sides
                        .source
                        .text
                        .split(|c: char| !c.is_alphanumeric())
                        .any(|own| name_similarity(&name_key(own), word) >= SAME)
            })
        };
        segments[at].words.iter().position(|word| {
            word.key.len() >= SHORTEST_KEY
                && name_similarity(key, &word.key) < OTHER
                && self
                    .0
                    .keys()
                    .any(|other| name_similarity(other, &word.key) >= SURE)
                && !is_around(&word.key)
        })
    }
}

/// The words with a capital inside a sentence that belong to no term of the glossary.
fn names(source: Reading<'_, '_>, glossary: &Glossary) -> Vec<Sounded> {
    let (analyser, passage) = (source.analyser(), source.passage());
    let mentions = source.mentions(glossary);
    let is_term = |token: &Token<'_>| {
        let inside =
            |span: &std::ops::Range<usize>| span.start < token.end() && token.start < span.end;
        mentions.iter().any(|mention| inside(&mention.span))
    };
    let tokens = source.tokens();
    let mut names: Vec<Sounded> = Vec::new();
    let mut last_end = usize::MAX;
    for (at, token) in tokens.iter().enumerate() {
        let is_inside = at > 0 && tokens[at - 1].class == TokenClass::Word;
        let word = token
            .text
            .trim_end_matches(['s', 'S'])
            .trim_end_matches(['\'', '’']);
        let word = if word.len() + 2 <= token.text.len() {
            word
        } else {
            token.text
        };
        let has_small = word.chars().skip(1).all(char::is_lowercase);
        let is_name = token.class == TokenClass::Word
            && is_inside
            && has_small
            && word.starts_with(char::is_uppercase)
            && !is_term(token)
            && !analyser.is_function_word(&analyser.folded(word));
        let key = if is_name {
            name_key(word)
        } else {
            String::new()
        };
        if key.len() >= SHORTEST_KEY {
            names.push(Sounded {
                text: word.to_owned(),
                key,
                span: passage.whole(&token.span()),
                goes_on: last_end + 1 == token.start,
            });
        }
        last_end = if is_name { token.end() } else { usize::MAX - 1 };
    }
    names
}

/// The words of a translation, each with its sound, without particles before it.
fn words(target: Reading<'_, '_>) -> Vec<Sounded> {
    let passage = target.passage();
    let proclitics = &profile_of(target.language()).proclitics;
    let mut words = Vec::new();
    let mut last_end = usize::MAX - 1;
    for token in target.tokens() {
        if token.class != TokenClass::Word {
            continue;
        }
        let goes_on = last_end + 1 == token.start;
        let mut add = |text: &str| {
            words.push(Sounded {
                text: text.to_owned(),
                key: name_key(text),
                span: passage.whole(&token.span()),
                goes_on,
            });
        };
        let bare = proclitics
            .iter()
            .find_map(|one| token.text.strip_prefix(one.as_str()));
        add(token.text);
        if let Some(bare) = bare.filter(|bare| bare.chars().count() >= 3) {
            add(bare);
        }
        last_end = token.end();
    }
    words
}
