//! The values of the numbers that a text writes in digits.

use std::ops::Range;

use super::analyser::Analyser;
use super::fold::decimal_value;
use super::token::{Token, TokenClass};

/// A number written in digits, with the word of magnitude behind it where there is one.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// Its value by the likeliest reading.
    pub value: f64,
    /// Its value by another reading of the separator: `1.234` may be 1.234 or 1234.
    pub other: Option<f64>,
    /// The bytes of the text that it takes.
    pub span: Range<usize>,
}

impl Quantity {
    /// Whether two numbers are the same by some reading of both.
    pub fn may_equal(&self, other: &Self) -> bool {
        let readings = |quantity: &Self| [Some(quantity.value), quantity.other];
        readings(self).into_iter().flatten().any(|left| {
            readings(other)
                .into_iter()
                .flatten()
                .any(|right| (left - right).abs() <= f64::EPSILON * left.abs().max(1.0) * 4.0)
        })
    }
}

/// The numbers of a text in their order. A date or a time is as many numbers as it has groups
/// of digits. Linear in the text.
pub fn quantities(analyser: &Analyser, text: &str) -> Vec<Quantity> {
    let tokens = analyser.tokens(text);
    let mut found = Vec::new();
    for (place, token) in tokens.iter().enumerate() {
        if token.class == TokenClass::Number {
            let (scale, end) = magnitude(analyser, &tokens, place);
            found.extend(read_number(token).into_iter().map(|mut quantity| {
                quantity.value *= scale;
                quantity.other = quantity.other.map(|value| value * scale);
                if scale > 1.0 {
                    quantity.span.end = end;
                }
                quantity
            }));
        }
    }
    found
}

/// What the words of magnitude behind a number multiply it by, and where they end.
fn magnitude(analyser: &Analyser, tokens: &[Token<'_>], number: usize) -> (f64, usize) {
    let mut scale = 1.0;
    let mut end = tokens[number].end();
    for token in tokens[number + 1..].iter().take(3) {
        if token.class == TokenClass::Punctuation && token.text == "." {
            continue;
        }
        match analyser.magnitude(token.text) {
            Some(zeros) => {
                scale *= 10f64.powi(i32::try_from(zeros).unwrap_or(0));
                end = token.end();
            }
            None => break,
        }
    }
    (scale, end)
}

/// The numbers of one token, without words of magnitude.
pub(super) fn read_number(token: &Token<'_>) -> Vec<Quantity> {
    let (groups, separators) = groups(token);
    let parse = |digits: &str| digits.parse::<f64>().ok();
    let quantity = |value: f64, other: Option<f64>, first: usize, last: usize| Quantity {
        value,
        other,
        span: groups[first].1.start..groups[last].1.end,
    };
    let last = groups.len().saturating_sub(1);
    let joined = || {
        parse(
            &groups
                .iter()
                .map(|(digits, _)| digits.as_str())
                .collect::<String>(),
        )
    };
    let whole = |end: usize| -> String {
        groups[..end]
            .iter()
            .map(|(digits, _)| digits.as_str())
            .collect()
    };
    let with_decimals = || parse(&format!("{}.{}", whole(last), groups[last].0));
    let in_thousands = |end: usize| {
        groups[0].0.len() <= 3 && groups[1..end].iter().all(|(digits, _)| digits.len() == 3)
    };
    let each = || {
        (0..groups.len())
            .filter_map(|at| Some(quantity(parse(&groups[at].0)?, None, at, at)))
            .collect()
    };
    let one = |value: Option<f64>, other: Option<f64>| {
        value.map_or_else(Vec::new, |value| vec![quantity(value, other, 0, last)])
    };
    let is_decimal = |separator: char| matches!(separator, '.' | ',' | '٫' | '．' | '，');
    match separators.as_slice() {
        _ if groups.is_empty() => Vec::new(),
        [] => one(joined(), None),
        _ if separators.iter().any(|s| matches!(s, ':' | '/' | '-')) => each(),
        ['٫'] => one(with_decimals(), None),
        [single] if in_thousands(groups.len()) => {
            let has_decimals = is_decimal(*single) && groups[last].0 != "000";
            one(joined(), has_decimals.then(with_decimals).flatten())
        }
        // `2٬52`: a separator of thousands that cannot be one.
        [single] if is_decimal(*single) || *single == '٬' => one(with_decimals(), None),
        _ if separators.iter().all(|s| *s == separators[0]) => {
            if in_thousands(groups.len()) {
                one(joined(), None)
            } else {
                each()
            }
        }
        [.., point] if is_decimal(*point) && in_thousands(last) => one(with_decimals(), None),
        _ => each(),
    }
}

/// The groups of digits of a number as 0–9 with their places, and the separators between them.
fn groups(token: &Token<'_>) -> (Vec<(String, Range<usize>)>, Vec<char>) {
    let mut groups: Vec<(String, Range<usize>)> = Vec::new();
    let mut separators = Vec::new();
    let mut pending = None;
    for (at, character) in token.text.char_indices() {
        let place = token.start + at;
        let Some(value) = decimal_value(character) else {
            pending = Some(character);
            continue;
        };
        let digit = char::from(b'0' + value);
        let end = place + character.len_utf8();
        match groups.last_mut() {
            Some((digits, span)) if pending.is_none() => {
                digits.push(digit);
                span.end = end;
            }
            _ => {
                separators.extend(pending.filter(|_| !groups.is_empty()));
                groups.push((digit.to_string(), place..end));
            }
        }
        pending = None;
    }
    (groups, separators)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::LanguageTag;

    fn values(language: &str, text: &str) -> Vec<f64> {
        let analyser = Analyser::new(&LanguageTag::parse(language).unwrap());
        quantities(&analyser, text)
            .iter()
            .map(|quantity| quantity.value)
            .collect()
    }

    #[test]
    fn numbers_of_many_languages() {
        for (language, text, expected) in [
            ("en", "1,234.5 and 43rd", &[1234.5, 43.0][..]),
            ("en", "3 million, 2.5 billion", &[3e6, 2.5e9]),
            ("fa", "۳ میلیون و ۱۲٫۵ درصد", &[3e6, 12.5]),
            ("ar", "١٬٢٣٤ و 2,5 مليار", &[1234.0, 2.5e9]),
            ("ru", "1\u{a0}234,5 и 3 млн", &[1234.5, 3e6]),
            ("zh", "300万人，5.2亿", &[3e6, 5.2e8]),
            (
                "en",
                "15.09.2021 at 10:30",
                &[15.0, 9.0, 2021.0, 10.0, 30.0],
            ),
            ("de", "1.234.567", &[1_234_567.0]),
            ("en", "no number, G7", &[]),
        ] {
            assert_eq!(values(language, text), expected, "{language}: {text}");
        }
    }

    #[test]
    fn an_ambiguous_separator_has_two_readings() {
        let german = Analyser::new(&LanguageTag::parse("de").unwrap());
        let english = Analyser::new(&LanguageTag::parse("en").unwrap());
        let read = |analyser, text| quantities(analyser, text).remove(0);
        assert!(read(&german, "1.234").may_equal(&read(&english, "1,234")));
        assert!(read(&german, "1,5").may_equal(&read(&english, "1.5")));
        assert!(!read(&german, "1,5").may_equal(&read(&english, "15")));
    }
}
