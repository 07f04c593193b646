//! Whether two texts are translations of each other at all.
//!
//! Any two texts can be aligned, and the best of so many alignments always looks better than
//! none. So the texts are aligned again with the sentences of one in another order: what is gained
//! then is what chance gains with these very lengths and words. Translations gain clearly more
//! in their own order. Beside that it counts how sure the beads are. The weights of the two were
//! fitted (logistic regression) on news in twelve languages, each article against its own
//! translation and against that of the next article; one pair in a hundred is then misjudged.

use super::lattice::{Found, gain_of};

/// Texts of more sentences are not aligned again: there chance gains next to nothing.
const LONG: usize = 400;

/// Texts of so few sentences are tried in more orders.
const FEW: usize = 12;

/// No two texts that are not translations of each other gained as much, in three thousand pairs;
/// so nothing has to be tried.
const CLEAR_GAIN: f64 = 3.6;
const CLEAR_BEADS: f64 = 0.85;

const GAIN_WEIGHT: f64 = 11.7;
const BEAD_WEIGHT: f64 = 13.7;
const BIAS: f64 = 15.0;

/// How likely it is that two texts are translations of each other, 0–1.
pub(super) fn confidence(found: &Found<'_>) -> f64 {
    let (source, target) = found.sides;
    if source.sentences.is_empty() || target.sentences.is_empty() {
        return 0.0;
    }
    if found.gain > CLEAR_GAIN && found.covered > CLEAR_BEADS {
        return found.covered;
    }
    // Paragraphs are alike in any two articles: a heading, then short ones.
    let model = &found.model.without_paragraphs();
    let gain = gain_of((source, target), model, found);
    let chance = if source.sentences.len().max(target.sentences.len()) > LONG {
        0.0
    } else {
        orders(target.sentences.len())
            .iter()
            .map(|order| {
                let reordered = target.part(order.iter().copied());
                gain_of((source, &reordered), found.model, found)
            })
            .fold(f64::NEG_INFINITY, f64::max)
    };
    let odds = GAIN_WEIGHT * (gain - chance) + BEAD_WEIGHT * found.covered - BIAS;
    1.0 / (1.0 + (-odds).exp())
}

/// Other orders of so many sentences: backward, and beginning at other places; more of them for
/// few sentences, which chance favours more.
fn orders(sentences: usize) -> Vec<Vec<usize>> {
    let rotated = |by: usize| (by..sentences).chain(0..by).collect::<Vec<_>>();
    let parts = if sentences <= FEW { 4 } else { 2 };
    let mut orders: Vec<Vec<usize>> = (1..parts)
        .map(|part| rotated((sentences * part).div_ceil(parts)))
        .collect();
    orders.push((0..sentences).rev().collect());
    orders
}
