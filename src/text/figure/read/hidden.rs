//! Numbers inside other words.

use super::figure;
use crate::text::figure::{Figure, FigureForm};
use crate::text::fold::decimal_value;
use crate::text::quantity::read_number;
use crate::text::{Token, TokenClass};

/// Numbers inside other words: the digits of G7 and MH17, Roman numerals.
pub(super) fn hidden(token: &Token<'_>) -> Vec<Figure> {
    if token.class != TokenClass::Word {
        return Vec::new();
    }
    if let Some(value) = roman(token.text) {
        return vec![figure(value, token.span(), FigureForm::Loose)];
    }
    if !token.text.contains(|c| decimal_value(c).is_some()) {
        return Vec::new();
    }
    let digits = Token {
        class: TokenClass::Number,
        ..*token
    };
    let mut found: Vec<Figure> = read_number(&digits)
        .into_iter()
        .map(|quantity| figure(quantity.value, quantity.span, FigureForm::Loose))
        .collect();
    found.truncate(4);
    found
}

/// The value of a Roman numeral in capitals, an ordinal ending behind it passed over (XIXe).
fn roman(word: &str) -> Option<f64> {
    let capitals = word.trim_end_matches(|c: char| c.is_lowercase());
    if capitals.is_empty() || capitals.len() > 9 || word.len() - capitals.len() > 3 {
        return None;
    }
    let digit = |letter: char| {
        Some(match letter {
            'I' | 'І' => 1.0,
            'V' => 5.0,
            'X' | 'Х' => 10.0,
            'L' => 50.0,
            'C' => 100.0,
            'M' => 1000.0,
            _ => return None,
        })
    };
    let digits: Vec<f64> = capitals.chars().map(digit).collect::<Option<_>>()?;
    let mut value = 0.0;
    for (at, own) in digits.iter().enumerate() {
        let next = digits.get(at + 1).copied().unwrap_or(0.0);
        value += if next > *own { -own } else { *own };
    }
    Some(value)
}
