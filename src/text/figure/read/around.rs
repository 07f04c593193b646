//! What stands around a number: its unit, a half, the time of the day.

use super::clock::is_hour_mark;
use super::{FigureReader, Line, Piece, hangul_beginnings};
use crate::lang::NumberRole;
use crate::text::Token;
use crate::text::figure::{Figure, FigureForm, Unit};

/// How many tokens a unit has at the most.
const LONGEST_UNIT: usize = 4;

impl FigureReader {
    /// Adds what stands around a number: its unit, a half, the time of the day.
    pub(super) fn describe(
        &self,
        line: Line<'_>,
        start: usize,
        end: usize,
        read: Option<&mut Figure>,
    ) {
        let tokens = line.tokens;
        let Some(read) = read else { return };
        let tail = match &line.pieces[end - 1] {
            Piece::Digits(_, tail) => tail.as_str(),
            _ => "",
        };
        let is_short_hour = matches!(tail, "pm" | "p");
        read.unit = self
            .words
            .units
            .get(tail)
            .and_then(|symbol| Unit::of_symbol(symbol))
            .or_else(|| self.unit_behind(line, end))
            .or_else(|| start.checked_sub(1).and_then(|at| sign(&tokens[at])));
        let around = line.folded[end..].iter().take(3);
        let before = tokens[start.saturating_sub(3)..start].iter();
        let says_afternoon = |folded: &String| self.afternoon.contains(folded);
        let joined_before: String = before.map(|token| token.text).collect();
        read.is_afternoon = is_short_hour
            || around.clone().any(says_afternoon)
            || self
                .afternoon
                .iter()
                .any(|word| word.chars().all(|c| c >= '\u{2e80}') && joined_before.contains(word));
        let has_half = around.take(3).any(|folded| {
            let known = self.words.numbers.get(folded);
            matches!(known, Some((NumberRole::Loose, value)) if *value == 0.5)
        });
        if has_half {
            let scale = read.parts.iter().copied().filter(|part| *part >= 1e3);
            let scale = scale.fold(1.0, f64::max);
            read.others.push(read.value + 0.5 * scale);
            // 5時半 is written 5.30 elsewhere.
            let is_hour = tokens
                .get(end)
                .is_some_and(|token| is_hour_mark(token.text));
            read.others.extend(is_hour.then_some(read.value + 0.3));
        }
    }

    /// The unit that begins at a token, a hyphen before it passed over.
    pub(super) fn unit_behind(&self, line: Line<'_>, at: usize) -> Option<Unit> {
        let tokens = line.tokens;
        let skip = usize::from(tokens.get(at).is_some_and(|token| token.text == "-"));
        let rest = tokens.get(at + skip..)?;
        let first = rest.first()?;
        if let Some(unit) = sign(first) {
            return Some(unit);
        }
        if first.text.starts_with(['°', 'º', '˚', '℃', '℉']) {
            return degrees(&rest[..rest.len().min(2)]);
        }
        (1..=LONGEST_UNIT.min(rest.len())).rev().find_map(|length| {
            let written = line.key(at + skip, length);
            let known = |written: &str| self.words.units.get(written);
            // Persian writes the unit of "a 60-centimetre brim" with an i.
            let found = known(&written)
                .or_else(|| known(written.strip_suffix('ی')?))
                .or_else(|| {
                    hangul_beginnings(&written)
                        .find_map(known)
                        .filter(|_| length == 1)
                })
                .or_else(|| known(self.without_ending(&written)?))
                .or_else(|| beginnings(&written).find_map(known).filter(|_| length == 1));
            found.and_then(|symbol| Unit::of_symbol(symbol))
        })
    }
}

/// Gives the first number of a range the unit of the second: "2 to 4 inches".
pub(super) fn share_units(text: &str, figures: &mut [Figure]) {
    for second in (1..figures.len()).rev() {
        let (before, behind) = figures.split_at_mut(second);
        let (own, next) = (&mut before[second - 1], &behind[0]);
        let gap = text.get(own.span.end..next.span.start).unwrap_or("");
        let is_range = gap.chars().count() <= 6 && !gap.contains([',', '،', '，', '(', '.', ';']);
        let both_digits = own.form == FigureForm::Digits && next.form == FigureForm::Digits;
        if own.unit.is_none() && is_range && (both_digits || next.form == FigureForm::Words) {
            own.unit = next.unit;
        }
    }
}

/// The beginnings of a long word, the longest first: adjectives are made of units
/// (300-килограммовый).
fn beginnings(word: &str) -> impl Iterator<Item = &str> {
    let ends = word.char_indices().skip(5).map(|(at, _)| at);
    ends.collect::<Vec<_>>()
        .into_iter()
        .rev()
        .map(|end| &word[..end])
}

/// The unit of a sign of degrees with its letter.
fn degrees(tokens: &[Token<'_>]) -> Option<Unit> {
    let written: String = tokens.iter().map(|token| token.text).collect();
    let symbol = match written.trim_start_matches(['°', 'º', '˚']).chars().next() {
        Some('C' | 'С' | '℃') => "C",
        Some('F' | '℉') => "F",
        _ => "deg",
    };
    Unit::of_symbol(symbol)
}

fn sign(token: &Token<'_>) -> Option<Unit> {
    Unit::of_sign(token.text)
}
