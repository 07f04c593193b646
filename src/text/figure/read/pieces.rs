//! What each token is to a number.

use super::{FigureReader, Piece};
use crate::lang::{NumberRole, profile_of};
use crate::text::figure::sum::{Joint, Sum};
use crate::text::fold::decimal_value;
use crate::text::quantity::read_number;
use crate::text::{Token, TokenClass};

impl FigureReader {
    pub(super) fn piece(&self, token: &Token<'_>, key: &str) -> Piece {
        match token.class {
            TokenClass::Number => Piece::Digits(read_number(token), String::new()),
            TokenClass::Word => self.word(token, key),
            TokenClass::Punctuation => match token.text {
                "-" | "‐" | "‑" => Piece::Hyphen,
                "." => Piece::Point,
                _ => Piece::Other,
            },
            TokenClass::Placeable => Piece::Other,
        }
    }

    fn word(&self, token: &Token<'_>, key: &str) -> Piece {
        if let Some((digits, tail)) = leading_digits(token) {
            return Piece::Digits(read_number(&digits), self.analyser.folded(tail));
        }
        if self.joiners.iter().any(|joiner| joiner == key) {
            return Piece::Joiner;
        }
        // Arabic says "per hundred" for percent.
        if self.words.units.get(key).is_some_and(|unit| unit == "%") {
            return Piece::Other;
        }
        if let Some((role, value, joint)) = self.number_word(key) {
            return Piece::Word(role, value, joint);
        }
        if self.profile.compounds
            && let Some(value) = self.compound(key)
        {
            return Piece::Word(NumberRole::Cardinal, value, Joint::Direct);
        }
        Piece::Other
    }

    /// The number that a folded word says, with particles and an article before it taken off.
    fn number_word(&self, folded: &str) -> Option<(NumberRole, f64, Joint)> {
        let known = |word: &str| {
            let direct = self.words.numbers.get(word);
            direct.copied()
        };
        if let Some((role, value)) = known(folded) {
            return Some((role, value, Joint::Direct));
        }
        let stem = self.analyser.stem(folded);
        if let Some((NumberRole::Multiplier, value)) = known(&stem) {
            return Some((NumberRole::Multiplier, value, Joint::Direct));
        }
        let bare = self
            .before_apostrophe(folded)
            .or_else(|| self.without_ending(folded));
        if let Some((role, value)) = bare.and_then(known) {
            return Some((role, value, Joint::Direct));
        }
        let proclitics = &profile_of(self.analyser.language()).proclitics;
        if proclitics.is_empty() {
            return None;
        }
        let and = self.joiners.iter().find(|and| folded.starts_with(*and));
        let joint = if and.is_some() {
            Joint::Joined
        } else {
            Joint::Direct
        };
        let mut bare = vec![folded];
        bare.extend(
            proclitics
                .iter()
                .filter_map(|one| folded.strip_prefix(one.as_str())),
        );
        let article = "ال";
        bare.iter().find_map(|word| {
            let without = word
                .strip_prefix(article)
                .or_else(|| word.strip_prefix('ل'));
            let (role, value) = known(word).or_else(|| without.and_then(known))?;
            Some((role, value, joint))
        })
    }

    /// A folded word without what an apostrophe parts from it, in languages that part endings so
    /// (milyon'dan).
    pub(super) fn before_apostrophe<'w>(&self, folded: &'w str) -> Option<&'w str> {
        let stemmer = &profile_of(self.analyser.language()).stemmer;
        let (bare, _) = folded.split_once(['\'', '’'])?;
        stemmer.cuts_at_apostrophe.then_some(bare)
    }

    /// A folded word without its ending, where that leaves a word of numbers, months or units, in
    /// languages that hang endings on them (milyondan, sekizi).
    pub(super) fn without_ending<'w>(&self, folded: &'w str) -> Option<&'w str> {
        let stemmer = &profile_of(self.analyser.language()).stemmer;
        let is_known = |word: &&str| {
            let words = self.words;
            let is_number = |(role, _): &(NumberRole, f64)| *role != NumberRole::Loose;
            word.chars().count() >= 3
                && (words.numbers.get(*word).is_some_and(is_number)
                    || words.months.contains_key(*word)
                    || words.units.contains_key(*word))
        };
        let endings = stemmer
            .suffixes
            .iter()
            .filter(|_| stemmer.cuts_at_apostrophe);
        let mut bare = endings.filter_map(|ending| folded.strip_suffix(ending.as_str()));
        bare.find(is_known)
    }

    /// The value of number words that are written as one.
    fn compound(&self, folded: &str) -> Option<f64> {
        let mut sum = Sum::default();
        let mut rest = folded;
        let mut joint = Joint::Direct;
        while !rest.is_empty() {
            let joiner = self.joiners.iter().find(|and| rest.starts_with(*and));
            let ends: Vec<usize> = rest
                .char_indices()
                .map(|(at, c)| at + c.len_utf8())
                .collect();
            let longest = ends.iter().rev().find_map(|end| {
                let known = self.words.numbers.get(&rest[..*end])?;
                (known.0 != NumberRole::Loose).then_some((*end, *known))
            });
            match (longest, joiner) {
                (Some((end, word)), _)
                    if sum.push_word(word, joint, self.profile, self.words.group) =>
                {
                    rest = &rest[end..];
                    joint = Joint::Direct;
                }
                (_, Some(joiner)) if !sum.is_empty() && joint == Joint::Direct => {
                    rest = &rest[joiner.len()..];
                    joint = Joint::Joined;
                }
                _ => return None,
            }
        }
        (sum.parts.len() > 1 && sum.has_words).then(|| sum.value())
    }
}

/// The number at the front of a word such as `5.2m` or `1960er`, and the rest.
fn leading_digits<'t>(token: &Token<'t>) -> Option<(Token<'t>, &'t str)> {
    let first = token.text.chars().next()?;
    decimal_value(first)?;
    let end = token
        .text
        .char_indices()
        .take_while(|(_, c)| {
            decimal_value(*c).is_some() || matches!(c, '.' | ',' | '٫' | '٬' | ':')
        })
        .filter(|(_, c)| decimal_value(*c).is_some())
        .last()
        .map(|(at, c)| at + c.len_utf8())?;
    let (digits, tail) = token.text.split_at(end);
    let number = Token {
        class: TokenClass::Number,
        text: digits,
        start: token.start,
    };
    Some((number, tail.trim_start_matches('-')))
}
