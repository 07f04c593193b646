//! Which words of a translation stand for some words of its source: by the glossary, by numbers,
//! and by what comes again and again in the translations of the same words.

use std::collections::BTreeMap;
use std::ops::Range;

use rustc_hash::FxHashSet;

use super::Knowledge;
use crate::glossary::{Glossary, Mention};
use crate::lang::LanguageTag;
use crate::memory::Concordance;
use crate::text::{Analyser, TokenClass, quantities};

/// Places of a text, by variants of its unit.
pub type Marks = BTreeMap<usize, Vec<Range<usize>>>;

/// A text in a language with some places in it.
#[derive(Clone, Copy)]
pub(super) struct Marked<'t> {
    pub(super) text: &'t str,
    pub(super) language: &'t LanguageTag,
    pub(super) spans: &'t [Range<usize>],
}

/// The bytes of a translation that stand for places of its source, where terms of the glossary
/// and numbers in them say so; in the order of the translation.
pub(super) fn by_knowledge(
    glossary: &Glossary,
    source: Marked<'_>,
    target: &str,
    language: &LanguageTag,
) -> Vec<Range<usize>> {
    let touched = touched_terms(glossary, source);
    let mut marks: Vec<Range<usize>> = Vec::new();
    if !touched.is_empty() {
        let mentions = glossary.mentions(target, language);
        let is_touched =
            |mention: &&Mention| touched.iter().any(|own| own.entry.id == mention.entry.id);
        marks.extend(
            mentions
                .iter()
                .filter(is_touched)
                .map(|mention| mention.span.clone()),
        );
    }
    let mut numbers = quantities(&Analyser::new(source.language), source.text);
    numbers.retain(|number| source.spans.iter().any(|span| holds(span, &number.span)));
    if !numbers.is_empty() {
        let others = quantities(&Analyser::new(language), target);
        let same = others
            .into_iter()
            .filter(|other| numbers.iter().any(|number| number.may_equal(other)));
        marks.extend(same.map(|number| number.span));
    }
    disjoint(marks)
}

/// The terms inside some places of a text; where there are none, those that the places are inside
/// of.
fn touched_terms(glossary: &Glossary, source: Marked<'_>) -> Vec<Mention> {
    let mentions = glossary.mentions(source.text, source.language);
    let (inside, rest): (Vec<_>, Vec<_>) = mentions
        .into_iter()
        .partition(|mention| source.spans.iter().any(|span| holds(span, &mention.span)));
    if !inside.is_empty() {
        return inside;
    }
    let around = |mention: &Mention| source.spans.iter().any(|span| holds(&mention.span, span));
    // The innermost of nested terms comes last.
    rest.into_iter().rfind(around).into_iter().collect()
}

fn holds(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// Places in their order, those that overlap as one.
fn disjoint(mut places: Vec<Range<usize>>) -> Vec<Range<usize>> {
    places.sort_by_key(|place| (place.start, place.end));
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(places.len());
    for place in places {
        match merged.last_mut() {
            Some(last) if place.start < last.end => last.end = last.end.max(place.end),
            _ => merged.push(place),
        }
    }
    merged
}

/// For each unit of a concordance, what stands for the words in its other languages: by the
/// glossary and by numbers, else by what their translations have in common.
pub fn renderings_of(knowledge: Knowledge<'_>, units: &[Concordance]) -> Vec<Marks> {
    let mut all: Vec<Marks> = units.iter().map(|_| Marks::new()).collect();
    let mut open: BTreeMap<&LanguageTag, Vec<(usize, usize)>> = BTreeMap::new();
    for (place, found) in units.iter().enumerate() {
        let own = &found.unit.variants[found.variant];
        let source = Marked {
            text: &own.segment.text,
            language: &own.language,
            spans: &found.spans,
        };
        for (at, variant) in found.unit.variants.iter().enumerate() {
            if at == found.variant {
                continue;
            }
            let text = &variant.segment.text;
            let marks = by_knowledge(knowledge.glossary, source, text, &variant.language);
            if marks.is_empty() {
                open.entry(&variant.language).or_default().push((place, at));
            } else {
                all[place].insert(at, marks);
            }
        }
    }
    for (language, places) in open {
        let text = |&(place, at): &(usize, usize)| -> &str {
            &units[place].unit.variants[at].segment.text
        };
        let texts: Vec<&str> = places.iter().map(text).collect();
        let marks = by_repetition(knowledge, &texts, language);
        for ((place, at), marks) in places.into_iter().zip(marks) {
            if !marks.is_empty() {
                all[place].insert(at, marks);
            }
        }
    }
    all
}

/// How many translations there must be for what they have in common to mean something.
const FEWEST: usize = 4;

/// The share of the translations that a word must stand in.
const SHARE: f64 = 0.5;

/// How many times more often than elsewhere it must stand in them.
const LIFT: f64 = 8.0;

/// The words that translations have in common, though they are not usual in their language.
fn by_repetition(
    knowledge: Knowledge<'_>,
    texts: &[&str],
    language: &LanguageTag,
) -> Vec<Vec<Range<usize>>> {
    let distinct: FxHashSet<&str> = texts.iter().copied().collect();
    if distinct.len() < FEWEST {
        return vec![Vec::new(); texts.len()];
    }
    let analyser = Analyser::new(language);
    let words = |text: &str| -> Vec<(String, Range<usize>)> {
        let tokens = analyser.tokens(text);
        let words = tokens
            .iter()
            .filter(|token| token.class == TokenClass::Word);
        words
            .map(|token| (analyser.folded(token.text), token.span()))
            .filter(|(folded, _)| !analyser.is_function_word(folded))
            .map(|(folded, span)| (analyser.stem(&folded), span))
            .collect()
    };
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for text in &distinct {
        let stems: FxHashSet<String> = words(text).into_iter().map(|(stem, _)| stem).collect();
        for stem in stems {
            *counts.entry(stem).or_default() += 1;
        }
    }
    // Neither count comes near the limits of a float.
    #[expect(clippy::cast_precision_loss)]
    let share = |count: usize| count as f64 / distinct.len() as f64;
    counts.retain(|_, count| share(*count) >= SHARE);
    let stems: Vec<&str> = counts.keys().map(String::as_str).collect();
    let usual = knowledge.memory.shares_of_segments(language, &stems);
    let common: FxHashSet<&str> = counts
        .iter()
        .zip(usual)
        .filter(|((_, count), usual)| share(**count) >= LIFT * usual)
        .map(|((stem, _), _)| stem.as_str())
        .collect();
    let marks = texts.iter().map(|text| {
        let own = words(text);
        let common = own.into_iter().filter(|(stem, _)| common.contains(&**stem));
        disjoint(common.map(|(_, span)| span).collect())
    });
    marks.collect()
}
