//! Anchors: what a sentence and its translation share whatever the languages.

use std::collections::BTreeSet;

use crate::lang::LanguageTag;
use crate::text::{Analyser, TokenClass, quantities};

/// The anchors of each sentence: values of numbers, and words in Latin letters where the
/// language is not written in them or the word has capitals or digits.
pub(super) fn anchors_of(sentences: &[&str], language: &LanguageTag) -> Vec<BTreeSet<String>> {
    let analyser = Analyser::new(language);
    sentences
        .iter()
        .map(|sentence| {
            let numbers = quantities(&analyser, sentence)
                .into_iter()
                .filter(|quantity| quantity.value >= 10.0)
                .map(|quantity| quantity.value.to_string());
            let words = analyser
                .tokens(sentence)
                .into_iter()
                .filter(|token| matches!(token.class, TokenClass::Word | TokenClass::Placeable))
                .filter(|token| token.text.len() > 1 && token.text.is_ascii())
                .map(|token| token.text.to_lowercase());
            numbers.chain(words).collect()
        })
        .collect()
}

/// How many anchors both sides of a bead have, and how many only one of them has.
pub(super) fn compare(source: &[BTreeSet<String>], target: &[BTreeSet<String>]) -> (f64, f64) {
    let distinct = |sides: &[BTreeSet<String>]| -> BTreeSet<String> {
        sides.iter().flatten().cloned().collect()
    };
    if source.iter().chain(target).all(BTreeSet::is_empty) {
        return (0.0, 0.0);
    }
    let (own, other) = (distinct(source), distinct(target));
    let shared = own.intersection(&other).count();
    let lonely = own.len() + other.len() - 2 * shared;
    let count = |number: usize| f64::from(u32::try_from(number).unwrap_or(u32::MAX));
    (count(shared), count(lonely))
}
