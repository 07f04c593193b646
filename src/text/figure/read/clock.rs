//! Times of the day: 7:55, 07h55, 7点55分.

use super::{FigureReader, Line, Piece, figure};
use crate::text::figure::{Figure, FigureForm};
use crate::text::fold::decimal_value;

/// Whether an ideograph or a syllable stands behind hours.
pub(super) fn is_hour_mark(text: &str) -> bool {
    matches!(text, "点" | "點" | "时" | "時" | "시")
}

impl FigureReader {
    /// The hour and minute that begin at a token, and the token behind them: 7:55, 07h55,
    /// `17 h 30`, 7点55分.
    pub(super) fn clock(&self, line: Line<'_>, at: usize) -> Option<(f64, f64, usize)> {
        let tokens = line.tokens;
        let plain = |piece: &Piece| match piece {
            Piece::Digits(series, tail) if series.len() == 1 && tail.is_empty() => {
                Some(series[0].value)
            }
            _ => None,
        };
        let (hour, minute, end) = match &line.pieces[at] {
            Piece::Digits(series, _) if series.len() == 2 && tokens[at].text.contains(':') => {
                (series[0].value, series[1].value, at + 1)
            }
            Piece::Digits(series, tail) if series.len() == 1 && tail.starts_with('h') => {
                (series[0].value, tail[1..].parse().ok()?, at + 1)
            }
            Piece::Digits(series, _) if series.len() == 1 => {
                let mark = tokens.get(at + 1)?.text;
                if !(is_hour_mark(mark) || matches!(mark, "h" | "：")) {
                    return None;
                }
                (series[0].value, plain(line.pieces.get(at + 2)?)?, at + 3)
            }
            _ => return None,
        };
        let is_time = (0.0..=24.0).contains(&hour) && (0.0..60.0).contains(&minute);
        let last = tokens[end - 1].text;
        let has_two_digits = last
            .chars()
            .rev()
            .take(2)
            .all(|c| decimal_value(c).is_some());
        (is_time && has_two_digits && hour.fract() == 0.0).then_some((hour, minute, end))
    }

    /// Reads a time as one figure: 7.55 for 7:55, as some write it.
    pub(super) fn read_clock(&self, line: Line<'_>, at: usize, figures: &mut Vec<Figure>) -> usize {
        let tokens = line.tokens;
        let Some((hour, minute, end)) = self.clock(line, at) else {
            return at + 1;
        };
        let span = tokens[at].start..tokens[end - 1].end();
        let mut read = figure(hour + minute / 100.0, span, FigureForm::Digits);
        self.describe(line, at, end, Some(&mut read));
        read.unit = None;
        read.parts = vec![hour, minute];
        figures.push(read);
        end
    }
}
