//! Reads the figures of a text.

mod around;
mod clock;
mod dates;
mod hidden;
mod named;
mod pieces;
mod said;

use std::borrow::Cow;
use std::ops::Range;

use super::sum::{Joint, Sum};
use super::words::{key, key_of, words_of};
use super::{Figure, FigureForm, WrittenDate};
use crate::lang::{FigureProfile, FigureWords, LanguageTag, NumberRole, profile_of};
use crate::text::quantity::Quantity;
use crate::text::{Analyser, FoldedText, Token, TokenClass};
use around::share_units;
use hidden::hidden;
use said::is_week;

/// Reads the figures of one language's texts. Made once for each language and used for many.
///
/// ```
/// use tarjuman::lang::LanguageTag;
/// use tarjuman::text::FigureReader;
///
/// let reader = FigureReader::new(&LanguageTag::parse("en").unwrap());
/// let figures = reader.figures("twenty-five of 3.5 million people");
/// let values: Vec<f64> = figures.iter().map(|figure| figure.value).collect();
/// assert_eq!(values, [25.0, 3_500_000.0]);
/// ```
#[derive(Debug)]
pub struct FigureReader {
    analyser: Analyser,
    profile: &'static FigureProfile,
    words: &'static FigureWords,
    joiners: Vec<String>,
    afternoon: Vec<String>,
}

/// The tokens of a text, each folded, with its key, by which it is looked up, and with what it
/// is to a number.
#[derive(Clone, Copy)]
struct Line<'l> {
    tokens: &'l [Token<'l>],
    folded: &'l [String],
    keys: &'l [Cow<'l, str>],
    pieces: &'l [Piece],
}

impl Line<'_> {
    /// Several tokens as one key.
    fn key(&self, from: usize, length: usize) -> String {
        self.keys[from..from + length].concat()
    }
}

/// What one token is to a number.
enum Piece {
    Digits(Vec<Quantity>, String),
    Word(NumberRole, f64, Joint),
    Joiner,
    Hyphen,
    Point,
    Other,
}

impl FigureReader {
    /// A reader for a language.
    pub fn new(language: &LanguageTag) -> Self {
        let analyser = Analyser::new(language);
        let profile = &profile_of(language).figures;
        let fold = |list: &[String]| list.iter().map(|word| key(&analyser, word)).collect();
        Self {
            words: words_of(&analyser),
            profile,
            joiners: fold(&profile.joiners),
            afternoon: fold(&profile.afternoon),
            analyser,
        }
    }

    /// The language.
    pub fn language(&self) -> &LanguageTag {
        self.analyser.language()
    }

    /// Whether the language calls the months by numbers (6月).
    pub fn numbers_months(&self) -> bool {
        matches!(self.language().primary(), "zh" | "ja" | "ko")
    }

    /// The figures of a text in their order. Linear in the text.
    pub fn figures(&self, text: &str) -> Vec<Figure> {
        self.read(&self.analyser.folded_text(text)).0
    }

    /// The figures of a text and the dates that have the name of a month. Linear in the text.
    pub fn read(&self, text: &FoldedText<'_>) -> (Vec<Figure>, Vec<WrittenDate>) {
        let tokens = &text.tokens;
        let keys: Vec<Cow<'_, str>> = self.keyed(text).map(|(_, key)| key).collect();
        let pieces: Vec<Piece> = tokens
            .iter()
            .zip(&keys)
            .map(|(token, key)| self.piece(token, key))
            .collect();
        let line = Line {
            tokens,
            folded: &text.folded,
            keys: &keys,
            pieces: &pieces,
        };
        let mut figures = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            at = self.read_at(line, at, &mut figures);
        }
        share_units(text.text, &mut figures);
        let dates = self.dates(line, &mut figures);
        figures.sort_by_key(|figure| figure.span.start);
        (figures, dates)
    }

    /// The tokens of a text, each with its key.
    fn keyed<'f>(
        &'f self,
        text: &'f FoldedText<'_>,
    ) -> impl Iterator<Item = (&'f Token<'f>, Cow<'f, str>)> {
        let tokens = text.tokens.iter().zip(&text.folded);
        tokens.map(|(token, folded)| (token, key_of(&self.analyser, token.text, folded)))
    }

    /// Reads what begins at a token and returns the token behind it.
    fn read_at(&self, line: Line<'_>, at: usize, figures: &mut Vec<Figure>) -> usize {
        let tokens = line.tokens;
        if self.says_no_number(line, at) {
            return at + 1;
        }
        let first: &[Quantity] = match &line.pieces[at] {
            Piece::Word(NumberRole::Loose, value, _) => {
                let mut read = figure(*value, tokens[at].span(), FigureForm::Loose);
                let is_article = |piece: &Piece| matches!(piece, Piece::Word(NumberRole::Loose, one, _) if *one == 1.0);
                let skip = usize::from(line.pieces.get(at + 1).is_some_and(is_article));
                read.unit = self.unit_behind(line, at + 1 + skip);
                figures.push(read);
                return at + 1;
            }
            Piece::Digits(series, _) if series.is_empty() => return at + 1,
            Piece::Digits(..) if self.clock(line, at).is_some() => {
                return self.read_clock(line, at, figures);
            }
            Piece::Digits(series, _) if series.len() > 1 => series,
            Piece::Digits(..) | Piece::Word(..) => &[],
            _ => {
                figures.extend(hidden(&tokens[at]));
                return at + 1;
            }
        };
        for quantity in first {
            figures.push(figure(
                quantity.value,
                quantity.span.clone(),
                FigureForm::Digits,
            ));
        }
        if !first.is_empty() {
            self.describe(line, at, at + 1, figures.last_mut());
            return at + 1;
        }
        let (mut read, end) = self.compose(line, at);
        let is_name = read.form == FigureForm::Words && self.is_name(line, at);
        if is_name || self.is_rank(line, at, read.value) || self.is_age(line, end) {
            read.form = FigureForm::Loose;
        }
        self.describe(line, at, end, Some(&mut read));
        figures.push(read);
        end
    }

    /// Whether an ideograph of a number says none where it stands: in a day of the week (周六), or
    /// a myriad of which nothing says how many (the 万 of 万人, but not of 上万人).
    fn says_no_number(&self, line: Line<'_>, at: usize) -> bool {
        let token = &line.tokens[at];
        if !token.text.starts_with(|c| c >= '\u{2e80}') {
            return false;
        }
        let before = at.checked_sub(1).map_or("", |at| line.tokens[at].text);
        // 周四天 is no Thursday, but four days a week.
        let behind = line.tokens.get(at + 1).map_or("", |next| next.text);
        if is_week(before) && !behind.starts_with(['天', '日', '小']) {
            return true;
        }
        let is_myriad = matches!(token.text, "万" | "萬" | "亿" | "億");
        let counts =
            |c: char| c.is_numeric() || "上数數几幾近逾超过過成十百千两兩半多余餘".contains(c);
        is_myriad && !before.ends_with(counts)
    }

    /// The number that begins at a token, and the token behind it.
    fn compose(&self, line: Line<'_>, start: usize) -> (Figure, usize) {
        let tokens = line.tokens;
        let mut sum = Sum::default();
        let mut other = None;
        let mut joint = Joint::Direct;
        let mut at = start;
        let mut end = start;
        while let Some(token) = tokens.get(at) {
            let is_next = at > 0 && tokens[at - 1].end() == token.start;
            let taken = match &line.pieces[at] {
                Piece::Digits(series, tail)
                    if series.len() == 1 && (end == start || tail.is_empty()) =>
                {
                    let scaled = series[0].value * scale_behind(line, at);
                    let may = sum.may_go_on(scaled, joint, self.profile);
                    let taken = may && sum.push_digits(series[0].value);
                    if taken && end == start {
                        other = series[0].other;
                    }
                    let zeros = self.profile.tails.get(tail).copied();
                    if let Some(zeros) = zeros.filter(|_| taken) {
                        self.multiply(&mut sum, zeros);
                    }
                    taken
                }
                // 2000만명이
                Piece::Other if is_next && sum.has_digits => {
                    let mut beginnings = hangul_beginnings(&line.keys[at]);
                    let zeros = beginnings.find_map(|word| self.profile.tails.get(word).copied());
                    zeros.is_some_and(|zeros| self.multiply(&mut sum, zeros))
                }
                Piece::Word(role, value, own) => {
                    let (role, value, own) = (*role, *value, *own);
                    let joint = if own == Joint::Joined { own } else { joint };
                    let word = (role, value);
                    sum.push_word(word, joint, self.profile, self.words.group)
                }
                Piece::Joiner if at > start && joint == Joint::Direct => {
                    joint = Joint::Joined;
                    at += 1;
                    continue;
                }
                Piece::Hyphen if at > start && is_next => {
                    at += 1;
                    continue;
                }
                Piece::Point if at > start && end == at => {
                    at += 1;
                    continue;
                }
                _ => false,
            };
            if !taken {
                break;
            }
            joint = Joint::Direct;
            at += 1;
            end = at;
        }
        let end = end.max(start + 1);
        let span = tokens[start].start..tokens[end - 1].end();
        (self.summed(&sum, other, span), end)
    }

    /// Multiplies a number by what is written to its digits.
    fn multiply(&self, sum: &mut Sum, zeros: u32) -> bool {
        let scale = 10f64.powi(i32::try_from(zeros).unwrap_or(0));
        let role = (NumberRole::Multiplier, scale);
        sum.push_word(role, Joint::Direct, self.profile, 1.0)
    }

    /// Whether a number is a rank: No. 1 is the first or the leader, and said so.
    fn is_rank(&self, line: Line<'_>, at: usize, value: f64) -> bool {
        let before = line.tokens[at.saturating_sub(2)..at].iter().rev();
        let word = before.map(|token| token.text).find(|text| *text != ".");
        let is_sign = |word: &str| matches!(word, "No" | "No." | "no" | "Nr" | "№" | "Nº" | "N°");
        super::is_same(value, 1.0) && word.is_some_and(is_sign)
    }

    /// Whether the number that ends before a token is one of years of age that Japanese counts by
    /// tens: 10代 are teenagers.
    fn is_age(&self, line: Line<'_>, end: usize) -> bool {
        let behind = line.tokens.get(end).map(|token| token.text);
        self.language().primary() == "ja" && behind == Some("代")
    }

    /// Whether a number word is written as a name is: with a capital inside a sentence.
    fn is_name(&self, line: Line<'_>, at: usize) -> bool {
        let tokens = line.tokens;
        let has_capital = tokens[at].text.starts_with(char::is_uppercase);
        let is_inside = at > 0 && tokens[at - 1].class != TokenClass::Punctuation;
        self.profile.capitals_name && has_capital && is_inside
    }

    fn summed(&self, sum: &Sum, other: Option<f64>, span: Range<usize>) -> Figure {
        let is_ideograph = self.words.group > 1e3;
        let is_sure = sum.has_words && (!is_ideograph || sum.parts.len() > 1);
        let form = match (sum.has_digits, is_sure) {
            (true, _) => FigureForm::Digits,
            (false, true) => FigureForm::Words,
            (false, false) => FigureForm::Loose,
        };
        let mut read = figure(sum.value(), span, form);
        let first = sum.parts.first().copied().unwrap_or(0.0);
        if let Some(other) = other.filter(|_| first != 0.0) {
            read.others.push(other * (sum.value() / first));
        }
        read.is_ordinal = sum.is_closed();
        if sum.parts.len() > 1 {
            read.parts.clone_from(&sum.parts);
        }
        read
    }
}

/// What the word behind a token multiplies it by.
fn scale_behind(line: Line<'_>, at: usize) -> f64 {
    match line.pieces.get(at + 1) {
        Some(Piece::Word(NumberRole::Multiplier, value, _)) => *value,
        _ => 1.0,
    }
}

/// The beginnings of a word in Hangul, the longest first: particles are written to words.
fn hangul_beginnings(word: &str) -> impl Iterator<Item = &str> {
    let is_hangul = word.starts_with(|c| matches!(c, '\u{ac00}'..='\u{d7a3}'));
    let ends: Vec<usize> = word.char_indices().skip(1).map(|(at, _)| at).collect();
    let ends = ends.into_iter().rev().filter(move |_| is_hangul);
    ends.map(|end| &word[..end])
}

fn figure(value: f64, span: Range<usize>, form: FigureForm) -> Figure {
    Figure {
        span,
        value,
        others: Vec::new(),
        parts: Vec::new(),
        form,
        unit: None,
        is_ordinal: false,
        is_month: false,
        is_afternoon: false,
    }
}

#[cfg(test)]
mod tests;
