//! Reads the figures of a text.

use std::borrow::Cow;
use std::ops::Range;

use super::sum::{Joint, Sum};
use super::words::{key, key_of, words_of};
use super::{Figure, FigureForm, Unit, WrittenDate};
use crate::lang::{Calendar, FigureProfile, FigureWords, LanguageTag, NumberRole, profile_of};
use crate::text::fold::decimal_value;
use crate::text::quantity::{Quantity, read_number};
use crate::text::{Analyser, FoldedText, Token, TokenClass};

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

/// Names of months that are other words too.
const AMBIGUOUS_MONTHS: &[&str] = &["May", "March", "Mar", "Jan", "August"];

/// How many tokens a unit has at the most.
const LONGEST_UNIT: usize = 4;

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
        if read.form == FigureForm::Words && self.is_name(line, at) {
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

    /// The hour and minute that begin at a token, and the token behind them: 7:55, 07h55,
    /// `17 h 30`, 7点55分.
    fn clock(&self, line: Line<'_>, at: usize) -> Option<(f64, f64, usize)> {
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
                if !matches!(mark, "h" | "点" | "點" | "时" | "時" | "：") {
                    return None;
                }
                (series[0].value, plain(line.pieces.get(at + 2)?)?, at + 3)
            }
            _ => return None,
        };
        let is_time = (0.0..=24.0).contains(&hour) && (0.0..60.0).contains(&minute);
        let last = &tokens[end - 1].text;
        let has_two_digits = last
            .chars()
            .rev()
            .take(2)
            .all(|c| decimal_value(c).is_some());
        (is_time && has_two_digits && hour.fract() == 0.0).then_some((hour, minute, end))
    }

    /// Reads a time as one figure: 7.55 for 7:55, as some write it.
    fn read_clock(&self, line: Line<'_>, at: usize, figures: &mut Vec<Figure>) -> usize {
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
                        let scale = 10f64.powi(i32::try_from(zeros).unwrap_or(0));
                        let role = (NumberRole::Multiplier, scale);
                        sum.push_word(role, Joint::Direct, self.profile, 1.0);
                    }
                    taken
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

    /// Adds what stands around a number: its unit, a half, the time of the day.
    fn describe(&self, line: Line<'_>, start: usize, end: usize, read: Option<&mut Figure>) {
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
            read.others
                .push(read.value + 0.5 * scale.fold(1.0, f64::max));
        }
    }

    /// The unit that begins at a token, a hyphen before it passed over.
    fn unit_behind(&self, line: Line<'_>, at: usize) -> Option<Unit> {
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
                .or_else(|| beginnings(&written).find_map(known).filter(|_| length == 1));
            found.and_then(|symbol| Unit::of_symbol(symbol))
        })
    }

    fn piece(&self, token: &Token<'_>, key: &str) -> Piece {
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

    /// The dates with the name of a month, each name with the numbers beside it; the name itself
    /// becomes a loose figure, for other languages number their months.
    fn dates(&self, line: Line<'_>, figures: &mut Vec<Figure>) -> Vec<WrittenDate> {
        let tokens = line.tokens;
        let mut dates = Vec::new();
        let mut names = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            let found = (1..=3.min(tokens.len() - at)).rev().find_map(|length| {
                let stretch = &tokens[at..at + length];
                let written = line.key(at, length);
                let bare = written.trim_end_matches("'s");
                let bare = bare.strip_prefix("mid").unwrap_or(bare);
                let (calendar, month) = *self.words.months.get(bare)?;
                let span = stretch[0].start..stretch[length - 1].end();
                Some((calendar, month, span, length))
            });
            let Some((calendar, month, span, length)) = found else {
                at += 1;
                continue;
            };
            let date = date_of(calendar, month, span.clone(), tokens, at, length, figures);
            if calendar == Calendar::Gregorian {
                // Of a date the month is asked for; elsewhere May and March are other words.
                let written = tokens[at + length - 1].text;
                let written = written.split(['\'', '’']).next().unwrap_or("");
                let written = written.trim_start_matches("mid-");
                let is_name = self.profile.capitals_name
                    && written.chars().count() >= 3
                    && written.starts_with(char::is_uppercase)
                    && !AMBIGUOUS_MONTHS.contains(&written);
                let form = match date {
                    Some(_) => FigureForm::Words,
                    None => FigureForm::Loose,
                };
                let mut name = figure(f64::from(month), span, form);
                name.is_month = date.is_some() || is_name;
                names.push(name);
            }
            dates.extend(date);
            at += length;
        }
        figures.extend(names);
        dates
    }
}

/// The date of the name of a month by the numbers beside it; `None` where there are none, for
/// then it may be another word (May, Mars, مهر).
fn date_of(
    calendar: Calendar,
    month: u8,
    span: Range<usize>,
    tokens: &[Token<'_>],
    at: usize,
    length: usize,
    figures: &[Figure],
) -> Option<WrittenDate> {
    let mut date = WrittenDate {
        calendar,
        year: None,
        month,
        day: None,
        span,
    };
    let before = tokens[at.saturating_sub(2)].start..tokens[at].start;
    let last = tokens.len().min(at + length + 4);
    let behind = tokens[at + length - 1].end()..tokens[last - 1].end();
    let beside = figures.iter().filter(|figure| {
        let within =
            |range: &Range<usize>| range.start <= figure.span.start && figure.span.end <= range.end;
        figure.form != FigureForm::Loose && (within(&before) || within(&behind))
    });
    for figure in beside {
        let whole = |least: u16, most: u16| {
            (least..=most).find(|whole| (f64::from(*whole) - figure.value).abs() < 1e-9)
        };
        if let Some(day) = whole(1, 31).and_then(|day| u8::try_from(day).ok()) {
            date.day = date.day.or(Some(day));
        } else if let Some(year) = whole(1200, 2200) {
            date.year = date.year.or(Some(i32::from(year)));
        }
    }
    (date.day.is_some() || date.year.is_some()).then_some(date)
}

/// What the word behind a token multiplies it by.
fn scale_behind(line: Line<'_>, at: usize) -> f64 {
    match line.pieces.get(at + 1) {
        Some(Piece::Word(NumberRole::Multiplier, value, _)) => *value,
        _ => 1.0,
    }
}

/// Gives the first number of a range the unit of the second: "2 to 4 inches".
fn share_units(text: &str, figures: &mut [Figure]) {
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

/// Numbers inside other words: the digits of G7 and MH17, Roman numerals.
fn hidden(token: &Token<'_>) -> Vec<Figure> {
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

/// Whether a folded word says a number by one of its forms: a short form alone, a form of four
/// letters at the beginning of the word or behind its particles (двухлетний), a longer one
/// anywhere. Ideographs say what they say wherever they stand.
fn says(word: &str, form: &str) -> bool {
    if form.chars().all(|c| c >= '\u{2e80}') {
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

fn is_week(text: &str) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn reader(language: &str) -> FigureReader {
        FigureReader::new(&LanguageTag::parse(language).unwrap())
    }

    fn dates(language: &str, text: &str) -> Vec<WrittenDate> {
        let reader = reader(language);
        reader.read(&reader.analyser.folded_text(text)).1
    }

    fn may_say(language: &str, text: &str, value: f64) -> bool {
        let reader = reader(language);
        reader.may_say(&reader.analyser.folded_text(text), value)
    }

    /// The figures that are no loose ones.
    fn sure(language: &str, text: &str) -> Vec<f64> {
        let figures = reader(language).figures(text);
        let sure = figures.iter().filter(|one| one.form != FigureForm::Loose);
        sure.map(|figure| figure.value).collect()
    }

    #[test]
    fn number_words_of_many_languages() {
        for (language, text, expected) in [
            (
                "en",
                "two hundred and five thousand people",
                &[205_000.0][..],
            ),
            (
                "en",
                "twenty-five of them, 3.5 million others",
                &[25.0, 3.5e6],
            ),
            ("en", "up from 1.7 million four years ago", &[1.7e6, 4.0]),
            ("en", "£5.2bn and 30k", &[5.2e9, 30e3]),
            (
                "fa",
                "بیست و پنج نفر و ۳ میلیون و ۲۰۰ هزار نفر",
                &[25.0, 3.2e6],
            ),
            ("fa", "۲٫۸۹ میلیون و ۲٫۵۲ میلیون", &[2.89e6, 2.52e6]),
            ("ar", "خمسة وعشرون شخصا", &[25.0]),
            ("ar", "القرن التاسع عشر", &[19.0]),
            ("ru", "двести пять тысяч", &[205_000.0]),
            ("zh", "三十五万五千人，3亿5000万", &[355_000.0, 3.5e8]),
            ("de", "fünfundzwanzig Menschen", &[25.0]),
            ("tr", "yirmibeş", &[25.0]),
            ("fr", "quatre-vingt-dix-sept", &[97.0]),
            ("fr", "soixante et onze", &[71.0]),
        ] {
            assert_eq!(sure(language, text), expected, "{language}: {text}");
        }
    }

    #[test]
    fn times_are_one_figure() {
        for (language, text) in [
            ("en", "at 7:55"),
            ("fr", "à 07h55"),
            ("fr", "à 7 h 55"),
            ("zh", "7点55分"),
        ] {
            assert_eq!(sure(language, text), [7.55], "{language}: {text}");
        }
        assert!(reader("en").figures("at 5.30pm")[0].is_afternoon);
    }

    #[test]
    fn what_may_be_a_number_is_loose() {
        let loose = |language: &str, text: &str| {
            let figures = reader(language).figures(text);
            let loose = figures.iter().filter(|one| one.form == FigureForm::Loose);
            loose.map(|figure| figure.value).collect::<Vec<_>>()
        };
        assert_eq!(loose("en", "both of the G7 in the XIX"), [2.0, 7.0, 19.0]);
        assert_eq!(loose("en", "into the Four Corners"), [4.0]);
        assert!(may_say("ru", "двухлетний", 2.0));
        assert!(!may_say("ru", "летний", 2.0));
    }

    #[test]
    fn units_stand_behind_numbers_and_signs_before_them() {
        for (language, text, unit) in [
            ("en", "2 to 4 inches", "in"),
            ("en", "$5 million", "USD"),
            ("en", "12 miles per hour", "mph"),
            ("fa", "۶۰ سانتیمتری", "cm"),
            ("fa", "۴۳٪", "%"),
            ("ru", "300-килограммовый", "kg"),
            ("de", "27 ºC", "C"),
            ("zh", "620公里", "km"),
        ] {
            let figures = reader(language).figures(text);
            let found = figures[0].unit.map(Unit::symbol);
            assert_eq!(found, Some(unit), "{language}: {text}");
        }
    }

    #[test]
    fn dates_have_a_month_with_a_number() {
        for (language, text, expected) in [
            (
                "en",
                "on 6 September 2021",
                (Calendar::Gregorian, Some(2021), 9, Some(6)),
            ),
            (
                "en",
                "September 6, 2021",
                (Calendar::Gregorian, Some(2021), 9, Some(6)),
            ),
            (
                "fa",
                "۱۵ شهریور ۱۴۰۰",
                (Calendar::SolarHijri, Some(1400), 6, Some(15)),
            ),
            (
                "ar",
                "28 محرم 1443",
                (Calendar::Islamic, Some(1443), 1, Some(28)),
            ),
            (
                "ru",
                "в сентябре 2021 года",
                (Calendar::Gregorian, Some(2021), 9, None),
            ),
        ] {
            let dates = dates(language, text);
            let date = &dates[0];
            let read = (date.calendar, date.year, date.month, date.day);
            assert_eq!(read, expected, "{language}: {text}");
        }
        assert!(dates("en", "it may be so").is_empty());
    }

    proptest::proptest! {
        #[test]
        fn spans_lie_in_the_text(text in "[ 0-9٠-٩۰-۹a-zа-яآ-ی一-十百千万亿.,:٫٬%$°-]{0,40}") {
            for language in ["en", "fa", "ar", "ru", "zh", "de", "fr"] {
                for figure in reader(language).figures(&text) {
                    proptest::prop_assert!(text.get(figure.span.clone()).is_some());
                    proptest::prop_assert!(figure.value.is_finite());
                }
            }
        }
    }
}
