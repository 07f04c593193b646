//! Coverage: how well the tokens of each sentence are explained by sentences of the other text.
//!
//! A token that may have a counterpart is taken to come from the other side with probability
//! λ·(its chance there) + (1 − λ)·(its frequency), against its frequency alone; its chance is
//! the mean over the tokens of the sentences that are held to be its originals, as in IBM
//! Model 1. The logarithms of that ratio are added over the different tokens of a sentence.

use std::ops::Range;

use super::band::Band;
use super::lattice::MOST;
use super::links::Links;
use super::side::{Kind, Side};

/// λ: the share of tokens of a kind that have a counterpart, of those that may have one.
const NUMBER_SHARE: f32 = 0.8;
const CONCEPT_SHARE: f32 = 0.85;
const WORD_SHARE: f32 = 0.5;
const MARK_SHARE: f32 = 0.5;

/// For stretches of one to four sentences of one side that end at a sentence, and one sentence of
/// the other side, by how much the stretch makes the tokens of the one sentence likelier.
pub(super) struct Coverage {
    cells: Band,
    /// By the length of the stretch of the source less one; of the target's tokens.
    forward: [Vec<f32>; MOST],
    /// By the length of the stretch of the target less one; of the source's tokens.
    backward: [Vec<f32>; MOST],
}

impl Coverage {
    /// Measures the sentences that can meet in a band of places.
    pub(super) fn of(source: &Side, target: &Side, links: &Links, band: &Band) -> Self {
        let cells = cells_of(band);
        let own = Texture::of(source, &links.forward);
        let other = Texture::of(target, &links.backward);
        let empty = || [const { Vec::new() }; MOST].map(|_: Vec<f32>| vec![0.0; cells.size()]);
        let mut coverage = Self {
            forward: empty(),
            backward: empty(),
            cells,
        };
        let mut rows: Vec<Vec<Meeting>> = Vec::new();
        let places = places(target);
        for row in 0..source.sentences.len() {
            let meetings = meetings(&own.tokens[row], links, &places, &coverage.cells, row);
            coverage.fill_backward(row, &meetings, &own, &other);
            rows.push(meetings);
            if rows.len() > MOST {
                rows.remove(0);
            }
            coverage.fill_forward(row, &rows, &own, &other);
        }
        coverage
    }

    /// What some source sentences explain of some target sentences, and the other way round,
    /// added up.
    pub(super) fn both_ways(&self, rows: &Range<usize>, columns: &Range<usize>) -> f64 {
        let mut sum = 0.0;
        let (Some(last_row), Some(last_column)) = (rows.clone().last(), columns.clone().last())
        else {
            return sum;
        };
        let forward = &self.forward[rows.len() - 1];
        if let Some(line) = self.cells.line(last_row) {
            for column in columns.clone() {
                sum += line
                    .index(column)
                    .map_or(0.0, |cell| f64::from(forward[cell]));
            }
        }
        let backward = &self.backward[columns.len() - 1];
        for row in rows.clone() {
            let cell = self.cells.index(row, last_column);
            sum += cell.map_or(0.0, |cell| f64::from(backward[cell]));
        }
        sum
    }

    fn fill_forward(&mut self, row: usize, rows: &[Vec<Meeting>], own: &Texture, other: &Texture) {
        let mut cursors: Vec<&[Meeting]> = rows.iter().rev().map(Vec::as_slice).collect();
        let mut together: Vec<(u32, f32)> = Vec::new();
        for column in self.cells.columns(row) {
            let Some(cell) = self.cells.index(row, column) else {
                continue;
            };
            together.clear();
            let mut size = 0.0;
            for (count, cursor) in cursors.iter_mut().enumerate() {
                size += own.sizes[row - count];
                for meeting in taken(cursor, column) {
                    add(&mut together, meeting.target, meeting.forward);
                }
                self.forward[count][cell] = other.explained(column, &together, size);
            }
        }
    }

    fn fill_backward(&mut self, row: usize, meetings: &[Meeting], own: &Texture, other: &Texture) {
        let mut together: Vec<(u32, f32)> = Vec::new();
        for column in self.cells.columns(row) {
            let Some(cell) = self.cells.index(row, column) else {
                continue;
            };
            together.clear();
            let mut size = 0.0;
            for count in 0..MOST.min(column + 1) {
                size += other.sizes[column - count];
                let begin = meetings.partition_point(|one| one.column < column - count);
                let met = meetings[begin..].iter();
                for meeting in met.take_while(|one| one.column == column - count) {
                    add(&mut together, meeting.source, meeting.backward);
                }
                self.backward[count][cell] = own.explained(row, &together, size);
            }
        }
    }
}

/// The sentences of the target that a bead within the band can bring together with each sentence
/// of the source.
fn cells_of(band: &Band) -> Band {
    let sentences = band.rows() - 1;
    let columns = band.columns(band.rows() - 1).last().unwrap_or(0);
    let last_sentence = columns.saturating_sub(1);
    let first = (0..sentences).map(|row| *band.columns((row + 1).saturating_sub(MOST)).start());
    let last = (0..sentences).map(|row| *band.columns((row + MOST).min(sentences)).end());
    let last: Vec<usize> = last.map(|end| end.saturating_sub(1)).collect();
    let first = first.map(|begin| begin.min(last_sentence)).collect();
    Band::new(first, last)
}

/// A token of a source sentence that may stand for one of a target sentence.
#[derive(Debug, Clone, Copy)]
struct Meeting {
    column: usize,
    source: u32,
    target: u32,
    forward: f32,
    backward: f32,
}

/// In which sentences each type stands, in order.
fn places(side: &Side) -> Vec<Vec<usize>> {
    let mut places: Vec<Vec<usize>> = vec![Vec::new(); side.types.len()];
    for (at, sentence) in side.sentences.iter().enumerate() {
        for of in &sentence.tokens {
            let known = &mut places[*of as usize];
            if known.last() != Some(&at) {
                known.push(at);
            }
        }
    }
    places
}

/// All meetings of one source sentence with the target sentences of its row, by column.
fn meetings(
    tokens: &[(u32, f32)],
    links: &Links,
    places: &[Vec<usize>],
    cells: &Band,
    row: usize,
) -> Vec<Meeting> {
    let columns = cells.columns(row);
    let mut found = Vec::new();
    for (source, _) in tokens {
        for (target, forward) in &links.forward[*source as usize] {
            let backward = links.backward[*target as usize]
                .binary_search_by_key(source, |(of, _)| *of)
                .map_or(0.0, |at| links.backward[*target as usize][at].1);
            let stands = &places[*target as usize];
            let begin = stands.partition_point(|at| at < columns.start());
            for column in stands[begin..].iter().take_while(|at| *at <= columns.end()) {
                found.push(Meeting {
                    column: *column,
                    source: *source,
                    target: *target,
                    forward: *forward,
                    backward,
                });
            }
        }
    }
    found.sort_unstable_by_key(|meeting| meeting.column);
    found
}

/// The meetings of a column at the head of a list that is read column by column.
fn taken<'m>(list: &mut &'m [Meeting], column: usize) -> &'m [Meeting] {
    let skipped = list.iter().take_while(|one| one.column < column).count();
    *list = &list[skipped..];
    let count = list.iter().take_while(|one| one.column == column).count();
    let (head, rest) = list.split_at(count);
    *list = rest;
    head
}

fn add(together: &mut Vec<(u32, f32)>, of: u32, chance: f32) {
    match together.iter_mut().find(|(known, _)| *known == of) {
        Some((_, sum)) => *sum += chance,
        None => together.push((of, chance)),
    }
}

/// What coverage has to know of one side.
struct Texture {
    /// The different tokens of each sentence that may have a counterpart, with the odds by which
    /// a certain counterpart makes them likelier than chance.
    tokens: Vec<Vec<(u32, f32)>>,
    /// The odds by type; 0 for types without counterparts.
    odds: Vec<f32>,
    /// How many tokens each sentence has.
    sizes: Vec<f32>,
    /// The logarithm for a sentence of whose tokens none is explained.
    unexplained: Vec<f32>,
}

impl Texture {
    fn of(side: &Side, links: &[Vec<(u32, f32)>]) -> Self {
        let share = |of: usize| -> f32 {
            let likeliest = links[of]
                .iter()
                .map(|(_, chance)| *chance)
                .fold(0.0, f32::max);
            match side.types[of].kind {
                _ if links[of].is_empty() => 0.0,
                Kind::Number(..) => NUMBER_SHARE,
                Kind::Mark => MARK_SHARE,
                Kind::Concept | Kind::Placeable => CONCEPT_SHARE,
                // Little is lost where a word has only doubtful counterparts.
                Kind::Word { .. } | Kind::Ideographs => WORD_SHARE * likeliest.min(1.0),
            }
        };
        let shares: Vec<f32> = (0..side.types.len()).map(share).collect();
        let odds: Vec<f32> = (0..)
            .zip(&shares)
            .map(|(of, share)| {
                let frequency = side.frequency(of).max(1e-9) as f32;
                share / (1.0 - share) / frequency
            })
            .collect();
        let mut texture = Self {
            tokens: Vec::new(),
            sizes: Vec::new(),
            unexplained: Vec::new(),
            odds,
        };
        for sentence in &side.sentences {
            let different = super::lexicon::distinct(sentence.tokens.clone());
            texture.sizes.push(different.len().max(1) as f32);
            let linked: Vec<(u32, f32)> = different
                .into_iter()
                .filter(|of| shares[*of as usize] > 0.0)
                .map(|of| (of, shares[of as usize]))
                .collect();
            texture
                .unexplained
                .push(linked.iter().map(|(_, share)| (1.0 - share).ln()).sum());
            texture.tokens.push(linked);
        }
        texture
    }

    /// The logarithm for a sentence some of whose tokens are explained, by a stretch of a size
    /// in tokens.
    fn explained(&self, sentence: usize, together: &[(u32, f32)], size: f32) -> f32 {
        let gains = together
            .iter()
            .map(|(of, chance)| (self.odds[*of as usize] * chance / size).ln_1p());
        self.unexplained[sentence] + gains.sum::<f32>()
    }
}
