//! Whether a text may say a number or names a unit, in any form that is known.

use std::borrow::Cow;
use std::ops::Range;

use super::{FigureReader, Line};
use crate::text::FoldedText;
use crate::text::figure::Unit;

impl FigureReader {
    /// Whether some word of a text may say a number, in any form that is known: as a part of a
    /// longer word, where it is long enough for that to be no accident.
    pub fn may_say(&self, text: &FoldedText<'_>, value: f64) -> bool {
        self.may_say_beside(text, value, &[])
    }

    /// The same, but for words that touch one of some places, which say something else.
    pub fn may_say_beside(&self, text: &FoldedText<'_>, value: f64, said: &[Range<usize>]) -> bool {
        let Some(forms) = self.words.forms.get(&value.to_bits()) else {
            return false;
        };
        // Ideographs are tokens of their own, whatever word they make.
        let is_word = |form: &&String| form.chars().count() > 1 && is_in_ideographs(form);
        if forms
            .iter()
            .filter(is_word)
            .any(|form| text.text.contains(form.as_str()))
        {
            return true;
        }
        let tokens = &text.tokens;
        tokens
            .iter()
            .zip(&text.folded)
            .enumerate()
            .any(|(at, (token, word))| {
                let is_said = said
                    .iter()
                    .any(|place| place.start < token.end() && token.start < place.end);
                // A hundred is no number in Arabic "per hundred".
                if is_said || self.words.units.contains_key(word) {
                    return false;
                }
                let before = at.checked_sub(1).map_or("", |at| tokens[at].text);
                forms
                    .iter()
                    .any(|form| says(word, form) && !is_weekday(before, word, form))
            })
    }

    /// Whether a text names a unit, with or without a number.
    pub fn names_unit(&self, text: &FoldedText<'_>, unit: Unit) -> bool {
        let keys: Vec<Cow<'_, str>> = self.keyed(text).map(|(_, key)| key).collect();
        let line = Line {
            tokens: &text.tokens,
            folded: &text.folded,
            keys: &keys,
            pieces: &[],
        };
        (0..text.tokens.len()).any(|at| self.unit_behind(line, at) == Some(unit))
    }
}

/// Whether a folded word says a number by one of its forms: a short form alone, a form of four
/// letters at the beginning of the word or behind its particles (двухлетний), a longer one
/// anywhere. Ideographs say what they say wherever they stand; in Hangul a form of one syllable
/// stands alone.
fn says(word: &str, form: &str) -> bool {
    if form.starts_with(|c| matches!(c, '\u{ac00}'..='\u{d7a3}')) {
        return word == form || form.chars().count() > 1 && word.starts_with(form);
    }
    if is_in_ideographs(form) {
        return word.contains(form);
    }
    match form.chars().count() {
        0..=3 => word == form || word.strip_prefix("ال").is_some_and(|bare| bare == form),
        4 => {
            let particles = word.char_indices().take(4).map(|(at, _)| &word[at..]);
            let is_arabic = form.starts_with(|c| matches!(c, '\u{620}'..='\u{6ff}'));
            word.starts_with(form)
                || is_arabic && particles.into_iter().any(|rest| rest.starts_with(form))
        }
        _ => word.contains(form),
    }
}

fn is_in_ideographs(form: &str) -> bool {
    form.chars()
        .all(|c| c >= '\u{2e80}' && !matches!(c, '\u{ac00}'..='\u{d7a3}'))
}

pub(super) fn is_week(text: &str) -> bool {
    text.ends_with(['周', '週', '期', '拜'])
}

/// Whether the number in an ideograph is that of a day of the week: 周六, 星期六.
fn is_weekday(before: &str, word: &str, form: &str) -> bool {
    let inside = word.split(form).next().unwrap_or("");
    match inside {
        "" => form.chars().all(|c| c >= '\u{2e80}') && is_week(before),
        inside => is_week(inside),
    }
}
