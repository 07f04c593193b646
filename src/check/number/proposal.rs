//! How a number of the source is written in the translation: what a finding proposes.

use std::collections::BTreeMap;

use crate::check::{Side, Subject};
use crate::lang::profile_of;
use crate::text::{
    Analyser, Figure, FigureForm, Numeral, TokenClass, WrittenNumber, is_same, separators, zero_of,
};

/// How the numbers of a translation are written: in the digits that most of it has, with the
/// separators of its language.
pub(super) struct Style<'s> {
    from: &'s Analyser,
    to: &'s Analyser,
    zero: char,
}

/// A number in digits with the words of magnitude behind it.
struct Written<'w> {
    number: WrittenNumber,
    /// The zeros that the words behind it stand for.
    zeros: u32,
    /// Those words, with the space before them.
    tail: &'w str,
}

impl<'s> Style<'s> {
    /// The style of the target side of a subject. Linear in it.
    pub(super) fn of(subject: &'s Subject<'_>) -> Self {
        let mut counts: BTreeMap<char, usize> = BTreeMap::new();
        for (_, passage) in subject.passages(Side::Target) {
            for zero in passage.text.chars().filter_map(zero_of) {
                *counts.entry(zero).or_default() += 1;
            }
        }
        let usual = counts.into_iter().max_by_key(|(_, count)| *count);
        let language = subject.language(Side::Target);
        Self {
            from: subject.analyser(Side::Source),
            to: subject.analyser(Side::Target),
            zero: usual.map_or(profile_of(language).numbers.zero, |(zero, _)| zero),
        }
    }

    /// A figure of the source, `written` there, as the translation would write it, in place of
    /// what it has instead. `None` where that is not clear.
    pub(super) fn proposal(
        &self,
        figure: &Figure,
        written: &str,
        instead: Option<&str>,
    ) -> Option<String> {
        if figure.form != FigureForm::Digits {
            return self.in_words(figure);
        }
        let there = instead.and_then(|text| read(text, self.to));
        let (numeral, zeros) = match read(written, self.from) {
            Some(Written {
                number: WrittenNumber::One(numeral),
                zeros,
                ..
            }) => (numeral, zeros),
            Some(Written {
                number: WrittenNumber::Series(mut series),
                ..
            }) => {
                series.zero = self.zero;
                return Some(series.written());
            }
            None => return self.value(&format!("{}", figure.value)),
        };
        let is_plain = zeros == 0 && there.as_ref().is_none_or(|there| there.zeros == 0);
        let (whole, decimals, tail) = match is_plain {
            true => (numeral.whole, numeral.decimals, String::new()),
            false => self.scaled(&numeral.value(zeros), zeros, there.as_ref())?,
        };
        let of_there = match there.map(|there| there.number) {
            Some(WrittenNumber::One(there)) => there.group,
            _ => None,
        };
        let is_grouped = numeral.group.is_some() || of_there.is_some() || zeros > 0;
        let new = Numeral {
            whole,
            decimals,
            ..numeral
        };
        Some(self.written(new, of_there, is_grouped) + &tail)
    }

    /// A value that was written in European digits with a point, as the translation would.
    pub(super) fn value(&self, written: &str) -> Option<String> {
        let numeral = plain(written)?;
        let is_grouped = numeral.whole.len() > 4;
        Some(self.written(numeral, None, is_grouped))
    }

    fn written(&self, numeral: Numeral, group: Option<char>, is_grouped: bool) -> String {
        let (point, usual) = separators(self.to.language(), self.zero);
        let number = Numeral {
            group: is_grouped.then_some(group.unwrap_or(usual)),
            point: Some(point),
            zero: self.zero,
            // The ending of an ordinal number is one of the other language.
            ending: String::new(),
            ..numeral
        };
        number.written()
    }

    /// A value with the words of magnitude that stand there already, else with one for the zeros
    /// that the source has in words, else in digits alone: before and behind the point, and the
    /// words.
    fn scaled(
        &self,
        value: &(String, i64),
        zeros: u32,
        there: Option<&Written<'_>>,
    ) -> Option<(String, String, String)> {
        let with = |zeros: u32, tail: &str| {
            let (whole, decimals) = Numeral::of_value(value, zeros)?;
            Some((whole, decimals, tail.to_owned()))
        };
        there
            .and_then(|there| with(there.zeros, there.tail))
            .or_else(|| with(zeros, &self.magnitude_word(zeros)?))
            .or_else(|| with(0, ""))
    }

    /// The word of so many zeros, where the language has one word for it and no
    /// forms of it.
    fn magnitude_word(&self, zeros: u32) -> Option<String> {
        let profile = profile_of(self.to.language());
        let mut words = profile.magnitudes.iter();
        let (word, _) = words.find(|(_, own)| **own == zeros && zeros > 0)?;
        let is_sure = profile.exchange.invariable && words.all(|(_, own)| *own != zeros);
        is_sure.then(|| format!(" {word}"))
    }

    /// A number word or the name of a month in the words of a language that has no forms of
    /// them, else a number in digits.
    fn in_words(&self, figure: &Figure) -> Option<String> {
        let profile = profile_of(self.to.language());
        let words = match figure.is_month {
            true => &profile.figures.months,
            false => &profile.figures.cardinals,
        };
        let mut words = words.iter().filter(|_| profile.exchange.invariable);
        let word = words.find(|(value, _)| is_same(*value, figure.value));
        match word {
            Some((_, word)) => Some(word.to_owned()),
            None if figure.is_month => None,
            None => self.value(&format!("{}", figure.value)),
        }
    }
}

/// Reads a figure in digits.
fn read<'w>(written: &'w str, analyser: &Analyser) -> Option<Written<'w>> {
    let tokens = analyser.tokens(written);
    let (first, rest) = tokens.split_first()?;
    if first.class != TokenClass::Number {
        return None;
    }
    let mut zeros = 0;
    for token in rest.iter().filter(|token| token.text != ".") {
        zeros += analyser.magnitude(token.text)?;
    }
    Some(Written {
        number: WrittenNumber::read(first.text, analyser.language())?,
        zeros,
        tail: &written[first.end()..],
    })
}

/// European digits with a point.
fn plain(written: &str) -> Option<Numeral> {
    let (whole, decimals) = written.split_once('.').unwrap_or((written, ""));
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let is_number = !whole.is_empty() && are_digits(whole) && are_digits(decimals);
    is_number.then(|| Numeral {
        sign: None,
        whole: whole.to_owned(),
        decimals: decimals.to_owned(),
        group: None,
        point: None,
        zero: '0',
        ending: String::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Aligned, Passage, Whole};
    use crate::lang::LanguageTag;
    use crate::text::FigureReader;

    fn proposal(from: &str, source: &str, to: &str, target: &str, instead: &str) -> Option<String> {
        let tag = |text| LanguageTag::parse(text).unwrap();
        let passage = |text| Some(Passage { text, start: 0 });
        let subject = Subject {
            from: tag(from),
            to: Some(tag(to)),
            segments: vec![Aligned {
                source: passage(source),
                target: passage(target),
            }],
            whole: Whole::default(),
        };
        let figures = FigureReader::new(&tag(from)).figures(source);
        let written = &source[figures[0].span.clone()];
        let instead = (!instead.is_empty()).then_some(instead);
        Style::of(&subject).proposal(&figures[0], written, instead)
    }

    #[test]
    fn numbers_are_proposed_in_the_digits_of_the_translation() {
        for (from, source, to, target, instead, expected) in [
            ("en", "47 percent", "fa", "۷۴ درصد", "۷۴", "۴۷"),
            ("en", "47 percent", "fa", "رشد کرد", "", "۴۷"),
            ("en", "47 percent", "ar", "٧٤ في المئة", "٧٤", "٤٧"),
            ("en", "47 percent", "ar", "74 في المئة", "74", "47"),
            ("fa", "۴۷ درصد", "en", "74 percent", "74", "47"),
            ("en", "1,234.5 tonnes", "fa", "۱۲۳۴ تن", "۱۲۳۴", "۱٬۲۳۴٫۵"),
            (
                "en",
                "1,234.5 tonnes",
                "de",
                "1.243,5 t",
                "1.243,5",
                "1.234,5",
            ),
            (
                "en",
                "12,500 tonnes",
                "ru",
                "12\u{a0}600 т",
                "12\u{a0}600",
                "12\u{a0}500",
            ),
            (
                "en",
                "1.5 million",
                "fa",
                "۱٫۴ میلیون",
                "۱٫۴ میلیون",
                "۱٫۵ میلیون",
            ),
            ("en", "1.5 million", "fa", "رشد کرد", "", "۱٫۵ میلیون"),
            ("en", "1.5 million", "zh", "140万", "140万", "150万"),
            ("en", "1.5 million", "de", "Es wuchs.", "", "1.500.000"),
            ("en", "at 7:55", "fa", "در ۸:۵۵", "۸:۵۵", "۷:۵۵"),
            ("en", "in 2021", "fa", "در ۲۰۲۲", "۲۰۲۲", "۲۰۲۱"),
            ("en", "£2.8bn", "fa", "", "", "۲٬۸۰۰٬۰۰۰٬۰۰۰"),
            ("en", "the 43rd", "ru", "42-й", "42", "43"),
            ("en", "Three men", "fa", "پنج مرد", "پنج", "سه"),
            ("en", "Three men", "ru", "пятеро", "пятеро", "3"),
        ] {
            let found = proposal(from, source, to, target, instead);
            assert_eq!(found.as_deref(), Some(expected), "{source} | {target}");
        }
    }
}
