//! Numbers as they are written: digits of a script, separators, an ending; read and written.

use super::fold::decimal_value;
use crate::lang::{LanguageTag, NumberAgreement, NumberProfile, profile_of};

/// A number as one language writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numeral {
    /// The sign before it.
    pub sign: Option<char>,
    /// The digits before the decimals, as 0–9.
    pub whole: String,
    /// The decimals, as 0–9; empty for none.
    pub decimals: String,
    /// The character between thousands, where one is written.
    pub group: Option<char>,
    /// The character before the decimals, where there are some.
    pub point: Option<char>,
    /// The zero of its digits.
    pub zero: char,
    /// What is written to its end: the ending of an ordinal number.
    pub ending: String,
}

/// A date, a time, or other numbers that are written as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberSeries {
    /// Their digits, as 0–9.
    pub parts: Vec<String>,
    /// What stands between them.
    pub separators: Vec<char>,
    /// The zero of their digits.
    pub zero: char,
}

/// What a token of the class of numbers is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WrittenNumber {
    /// One number.
    One(Numeral),
    /// Several that belong together.
    Series(NumberSeries),
}

impl WrittenNumber {
    /// Reads a token as a language writes numbers; `None` where it is not clear, such as for
    /// digits of two scripts. Linear in it.
    pub fn read(token: &str, language: &LanguageTag) -> Option<Self> {
        let (sign, rest) = match token.chars().next()? {
            sign @ ('-' | '+' | '−') => (Some(sign), &token[sign.len_utf8()..]),
            _ => (None, token),
        };
        let zero = zero_of(rest.chars().next()?)?;
        let end = rest
            .char_indices()
            .rfind(|(_, character)| decimal_value(*character).is_some())
            .map(|(at, character)| at + character.len_utf8())?;
        let (digits, ending) = rest.split_at(end);
        let mut parts = vec![String::new()];
        let mut separators = Vec::new();
        for character in digits.chars() {
            match decimal_value(character) {
                Some(value) if zero_of(character) == Some(zero) => {
                    parts.last_mut()?.push(char::from(b'0' + value));
                }
                Some(_) => return None,
                None => {
                    separators.push(character);
                    parts.push(String::new());
                }
            }
        }
        if parts.iter().any(String::is_empty) {
            return None;
        }
        let profile = &profile_of(language).numbers;
        let numeral = |whole: &[String], decimals: &str, group, point| Numeral {
            sign,
            whole: whole.concat(),
            decimals: decimals.to_owned(),
            group,
            point,
            zero,
            ending: ending.to_owned(),
        };
        let last = parts.len() - 1;
        match separators.as_slice() {
            [] => return Some(Self::One(numeral(&parts, "", None, None))),
            [group, rest @ ..] if is_grouped(&parts, *group, rest, profile) => {
                return Some(Self::One(numeral(&parts, "", Some(*group), None)));
            }
            [groups @ .., point] if is_point(*point, profile) => {
                let group = groups.first().copied();
                let is_number = match group {
                    None => true,
                    Some(group) => is_grouped(&parts[..last], group, &groups[1..], profile),
                };
                if is_number {
                    let decimals = &parts[last];
                    return Some(Self::One(numeral(
                        &parts[..last],
                        decimals,
                        group,
                        Some(*point),
                    )));
                }
            }
            _ => {}
        }
        let is_plain = sign.is_none() && ending.is_empty();
        is_plain.then_some(Self::Series(NumberSeries {
            parts,
            separators,
            zero,
        }))
    }
}

/// The zero of the digits that a digit belongs to; `None` for what is no digit.
pub fn zero_of(digit: char) -> Option<char> {
    let value = u32::from(decimal_value(digit)?);
    char::from_u32(u32::from(digit) - value)
}

fn is_point(separator: char, profile: &NumberProfile) -> bool {
    separator == '٫' || profile.decimal.contains(separator)
}

/// Whether groups of digits are thousands with one separator between them.
fn is_grouped(parts: &[String], group: char, rest: &[char], profile: &NumberProfile) -> bool {
    let is_separator = profile.group.contains(group)
        || matches!(
            group,
            ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '٬' | '\'' | '’'
        );
    is_separator
        && rest.iter().all(|other| *other == group)
        && parts[0].len() <= 3
        && parts[1..].iter().all(|part| part.len() == 3)
}

impl Numeral {
    /// Its value as digits without zeros at either end, and the power of ten that they are to
    /// be multiplied by, with so many zeros more: equal for equal values.
    pub fn value(&self, zeros: u32) -> (String, i64) {
        let digits = format!("{}{}", self.whole, self.decimals);
        let digits = digits.trim_start_matches('0');
        let bare = digits.trim_end_matches('0');
        if bare.is_empty() {
            return ("0".to_owned(), 0);
        }
        let power = i64::from(zeros) + length(digits) - length(bare) - length(&self.decimals);
        (bare.to_owned(), power)
    }

    /// The number of a value (see [`Numeral::value`]) with so many zeros left to the word behind
    /// it, without separators; `None` where that needs more than three decimals.
    pub fn of_value((digits, power): &(String, i64), zeros: u32) -> Option<(String, String)> {
        let power = power - i64::from(zeros);
        if let Ok(more) = usize::try_from(power) {
            return (more <= 15).then(|| (format!("{digits}{}", "0".repeat(more)), String::new()));
        }
        let decimals = usize::try_from(-power).ok().filter(|count| *count <= 3)?;
        let padded = format!("{digits:0>width$}", width = decimals + 1);
        let (whole, decimals) = padded.split_at(padded.len() - decimals);
        Some((whole.to_owned(), decimals.to_owned()))
    }

    /// The number as text.
    pub fn written(&self) -> String {
        let mut text = String::new();
        text.extend(self.sign);
        for (place, digit) in self.whole.bytes().enumerate() {
            if place > 0 && (self.whole.len() - place).is_multiple_of(3) {
                text.extend(self.group);
            }
            text.push(in_digits(digit, self.zero));
        }
        if !self.decimals.is_empty() {
            text.extend(self.point);
            text.extend(
                self.decimals
                    .bytes()
                    .map(|digit| in_digits(digit, self.zero)),
            );
        }
        text.push_str(&self.ending);
        text
    }
}

impl NumberSeries {
    /// The numbers as text.
    pub fn written(&self) -> String {
        let mut text = String::new();
        for (place, part) in self.parts.iter().enumerate() {
            if place > 0 {
                text.extend(self.separators.get(place - 1));
            }
            text.extend(part.bytes().map(|digit| in_digits(digit, self.zero)));
        }
        text
    }
}

fn length(digits: &str) -> i64 {
    i64::try_from(digits.len()).unwrap_or(i64::MAX)
}

fn in_digits(digit: u8, zero: char) -> char {
    char::from_u32(u32::from(zero) + u32::from(digit - b'0')).unwrap_or(char::from(digit))
}

/// The separators that a language writes with digits of a script: before decimals, between
/// thousands. Arabic separators go with Arabic digits only.
pub fn separators(language: &LanguageTag, zero: char) -> (char, char) {
    let profile = &profile_of(language).numbers;
    let fitting = |text: &str, otherwise: char| {
        let mut characters = text.chars();
        characters
            .find(|separator| zero != '0' || !matches!(separator, '٫' | '٬'))
            .unwrap_or(otherwise)
    };
    (fitting(&profile.decimal, '.'), fitting(&profile.group, ','))
}

/// Whether two numbers ask for the same form of the words beside them, given their digits before
/// the decimals and the decimals.
pub fn agree_alike(left: (&str, &str), right: (&str, &str), language: &LanguageTag) -> bool {
    let agreement = profile_of(language).numbers.agreement;
    if agreement == NumberAgreement::None {
        return true;
    }
    match (left.1.is_empty(), right.1.is_empty()) {
        (true, true) => class(left.0, agreement) == class(right.0, agreement),
        // With decimals most languages have one form, whatever they are.
        (false, false) => {
            agreement != NumberAgreement::Unknown
                && (agreement != NumberAgreement::Few || is_small(left.0) == is_small(right.0))
        }
        _ => false,
    }
}

fn is_small(whole: &str) -> bool {
    matches!(whole.trim_start_matches('0'), "" | "1")
}

/// The class of a whole number.
fn class(whole: &str, agreement: NumberAgreement) -> u32 {
    let digits = whole.trim_start_matches('0');
    let is_one = digits == "1";
    let last = |count: usize| -> u32 {
        let start = digits.len().saturating_sub(count);
        digits[start..].parse().unwrap_or(0)
    };
    let few = |digit: u32, tens: u32| (2..=4).contains(&digit) && !(12..=14).contains(&tens);
    match agreement {
        NumberAgreement::None => 0,
        NumberAgreement::One => u32::from(is_one),
        NumberAgreement::Few => u32::from(is_small(digits)),
        NumberAgreement::EastSlavic => match (last(1), last(2)) {
            (1, tens) if tens != 11 => 1,
            (digit, tens) if few(digit, tens) => 2,
            _ => 0,
        },
        NumberAgreement::WestSlavic => match digits {
            "1" => 1,
            "2" | "3" | "4" => 2,
            _ => 0,
        },
        NumberAgreement::Polish if is_one => 1,
        NumberAgreement::Polish => 2 * u32::from(few(last(1), last(2))),
        NumberAgreement::Arabic => match (digits.len(), last(2)) {
            (1, 1) => 1,
            (1, 2) => 2,
            (_, 3..=10) => 3,
            (_, 11..=99) => 4,
            _ => 0,
        },
        // Every rule of CLDR looks at no more than the last two digits, and at small numbers.
        NumberAgreement::Unknown if digits.len() < 3 => 1000 + last(2),
        NumberAgreement::Unknown => last(2),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(text: &str) -> LanguageTag {
        LanguageTag::parse(text).unwrap()
    }

    #[test]
    fn numbers_are_written_back_as_they_were_read() {
        for (language, text, whole, decimals) in [
            ("en", "1,234.50", "1234", "50"),
            ("de", "1.234,5", "1234", "5"),
            ("ru", "1\u{a0}234,5", "1234", "5"),
            ("fa", "۱٬۲۳۴٫۵", "1234", "5"),
            ("ar", "٤٧", "47", ""),
            ("fa", "47", "47", ""),
            ("zh", "300", "300", ""),
            ("en", "43rd", "43", ""),
            ("en", "-5", "5", ""),
            ("fr", "12\u{202f}000", "12000", ""),
        ] {
            let Some(WrittenNumber::One(read)) = WrittenNumber::read(text, &tag(language)) else {
                panic!("{text}");
            };
            assert_eq!(
                (read.whole.as_str(), read.decimals.as_str()),
                (whole, decimals)
            );
            assert_eq!(read.written(), text);
        }
    }

    #[test]
    fn dates_and_times_are_series_and_what_is_unclear_is_nothing() {
        for (language, text) in [("en", "15.09.2021"), ("fa", "۱۰:۳۰"), ("de", "2021-09-15")] {
            let Some(WrittenNumber::Series(read)) = WrittenNumber::read(text, &tag(language))
            else {
                panic!("{text}");
            };
            assert_eq!(read.written(), text);
        }
        for (language, text) in [("fa", "4۷"), ("en", ""), ("en", "x"), ("en", "1,,2")] {
            assert_eq!(WrittenNumber::read(text, &tag(language)), None, "{text}");
        }
    }

    #[test]
    fn values_are_equal_however_they_are_written() {
        let value =
            |language: &str, text: &str, zeros| match WrittenNumber::read(text, &tag(language)) {
                Some(WrittenNumber::One(read)) => read.value(zeros),
                other => panic!("{other:?}"),
            };
        assert_eq!(value("en", "3.0", 6), value("zh", "300", 4));
        assert_eq!(value("en", "1,234.5", 0), value("fa", "۱٬۲۳۴٫۵۰", 0));
        assert_ne!(value("en", "12", 0), value("en", "120", 0));
        let four = value("en", "4", 6);
        assert_eq!(
            Numeral::of_value(&four, 4),
            Some(("400".to_owned(), String::new()))
        );
        assert_eq!(
            Numeral::of_value(&four, 8),
            Some(("0".to_owned(), "04".to_owned()))
        );
        assert_eq!(Numeral::of_value(&value("en", "1234", 0), 8), None);
    }

    #[test]
    fn numbers_ask_for_forms() {
        for (language, left, right, expected) in [
            ("ru", "43", "44", true),
            ("ru", "44", "45", false),
            ("ru", "1", "21", true),
            ("ru", "11", "21", false),
            ("ar", "43", "47", true),
            ("ar", "9", "11", false),
            ("ar", "103", "5", true),
            ("en", "1", "2", false),
            ("en", "2", "1000", true),
            ("zh", "1", "2", true),
            ("fr", "0", "1", true),
            ("pl", "22", "25", false),
            ("cs", "22", "25", true),
            ("eo", "143", "143", true),
            ("eo", "143", "144", false),
        ] {
            let found = agree_alike((left, ""), (right, ""), &tag(language));
            assert_eq!(found, expected, "{language} {left} {right}");
        }
    }

    proptest::proptest! {
        #[test]
        fn nothing_panics(text in "[-+0-9۰-۹٠-٩.,:/٫٬ a-zم]{0,12}") {
            for language in ["en", "fa", "de"] {
                if let Some(WrittenNumber::One(read)) = WrittenNumber::read(&text, &tag(language)) {
                    let (whole, decimals) = Numeral::of_value(&read.value(3), 3).unwrap_or_default();
                    let back = Numeral { whole, decimals, ..read.clone() };
                    if !back.whole.is_empty() {
                        proptest::prop_assert_eq!(back.value(0), read.value(0));
                    }
                }
            }
        }
    }
}
