//! A place at which a sentence may end: the terminators and what stands around them.

use super::marks;
use super::stops::{Stops, is_line_end};
use crate::lang::LanguageProfile;

/// Terminators with what belongs to the sentence before them, and the text on both sides.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'t> {
    pub(super) profile: &'t LanguageProfile,
    /// The whole text.
    pub(super) text: &'t str,
    /// Where the sentence begins, or where it is no more looked at; the terminators begin and end.
    from: usize,
    /// Where the sentence begins.
    pub(super) start: usize,
    pub(super) at: usize,
    pub(super) mark_end: usize,
    /// Where what belongs to the sentence ends: closing quotes, references, emoji.
    pub(super) end: usize,
    /// Where the next sentence would begin: the first character that is no white space.
    pub(super) next: usize,
    /// What stands between the terminators and the end.
    pub(super) tail: Tail,
    /// The length of the last word before the terminators.
    last_word: usize,
    /// Where the first word of the next sentence stands.
    next_word: (usize, usize),
    /// Whether UAX #29 has a boundary here.
    pub(super) is_boundary: bool,
}

/// What stands between the terminators and the end of the sentence.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Tail {
    pub(super) has_quote: bool,
    pub(super) has_bracket: bool,
    pub(super) has_reference: bool,
    pub(super) has_emoji: bool,
}

/// How far a place is looked around, in bytes: so that the time stays linear in the text, however
/// long its sentences are.
const REACH: usize = 1024;

/// The last bytes before an offset, at most [`REACH`], from a start on.
pub(super) fn near_before(text: &str, start: usize, at: usize) -> usize {
    start.max(text.ceil_char_boundary(at.saturating_sub(REACH)))
}

impl<'t> Place<'t> {
    /// Reads the place whose first terminator is at `at`, in a sentence that begins at `start`.
    pub(super) fn read(
        text: &'t str,
        start: usize,
        at: usize,
        stops: &Stops,
        profile: &'t LanguageProfile,
    ) -> Self {
        let mark_end = skip(text, at, |c| stops.is_terminator(c));
        let from = near_before(text, start, at);
        let mut reader = Reader {
            text,
            start: from,
            end: mark_end,
            tail: Tail::default(),
            stops,
            profile,
        };
        while reader.closing()
            || reader.spaced_terminators()
            || reader.emoji()
            || reader.references()
        {}
        let Reader { end, tail, .. } = reader;
        let next = skip(text, end, char::is_whitespace);
        Self {
            profile,
            text,
            from,
            start,
            at,
            mark_end,
            end,
            next,
            tail,
            last_word: last_word(&text[from..at]).0.len(),
            next_word: first_word(text, next),
            is_boundary: false,
        }
    }

    /// The sentence up to the terminators; of a long one the end.
    pub(super) fn before(&self) -> &'t str {
        &self.text[self.from..self.at]
    }

    /// The terminators.
    pub(super) fn mark(&self) -> &'t str {
        &self.text[self.at..self.mark_end]
    }

    /// Whether the terminator is one full stop.
    pub(super) fn is_point(&self) -> bool {
        self.mark() == "."
    }

    /// Whether the terminators are an ellipsis, without a full stop (`....`) or another end.
    pub(super) fn is_ellipsis(&self) -> bool {
        let mark = self.mark();
        let is_dotted = mark.len() > 2 && mark.len() != 4 && mark.bytes().all(|byte| byte == b'.');
        is_dotted || !mark.is_empty() && mark.chars().all(|c| c == '…')
    }

    /// The white space between the two sentences.
    pub(super) fn gap(&self) -> &'t str {
        &self.text[self.end..self.next]
    }

    /// The text from where the next sentence would begin, as far as it is looked at.
    pub(super) fn behind(&self) -> &'t str {
        let end = self.text.floor_char_boundary(self.next + REACH);
        &self.text[self.next..end]
    }

    /// The end of the first letter behind the place: up to there UAX #29 is asked.
    pub(super) fn first_letter_end(&self) -> usize {
        self.behind()
            .char_indices()
            .find(|(_, c)| c.is_alphanumeric())
            .map_or(self.next + self.behind().len(), |(width, c)| {
                self.next + width + c.len_utf8()
            })
    }

    /// The first character of the next sentence that is no quotation mark, bracket or dash.
    pub(super) fn next_letter(&self) -> Option<char> {
        self.text[self.next_word.0..].chars().next()
    }

    /// The first word of the next sentence.
    pub(super) fn next_word(&self) -> &'t str {
        &self.text[self.next_word.0..self.next_word.1]
    }

    /// Whether a capital or a letter without case comes next.
    pub(super) fn begins_with_capital(&self) -> bool {
        self.next_letter()
            .is_some_and(|c| c.is_alphabetic() && !c.is_lowercase())
    }

    /// Whether the next word begins sentences and is hardly ever a name.
    pub(super) fn begins_as_sentences_do(&self) -> bool {
        let word = self.next_word();
        word.starts_with(char::is_uppercase) && self.profile.sentence_starters.has(word)
    }

    /// The word before the terminators, with the points inside it, and the sentence before that.
    pub(super) fn last_word(&self) -> (&'t str, &'t str) {
        let (lead, word) = self.before().split_at(self.at - self.from - self.last_word);
        (word, lead)
    }
}

/// The last word of a text and what stands before it. Of a longer one than any abbreviation, as in
/// scripts without spaces, only the end is looked at.
pub(super) fn last_word(text: &str) -> (&str, &str) {
    const LONGEST: usize = 48;
    let from = text.ceil_char_boundary(text.len().saturating_sub(LONGEST));
    let start = text[from..]
        .char_indices()
        .rev()
        .find(|(_, c)| {
            c.is_whitespace()
                || marks::is_opener(*c)
                || matches!(c, '"' | '“' | '‘' | '—' | '/' | '–')
        })
        .map_or(from, |(at, c)| from + at + c.len_utf8());
    (&text[start..], &text[..start])
}

/// Where the first word at or behind an offset begins and ends, quotation marks, brackets and
/// dashes passed.
fn first_word(text: &str, from: usize) -> (usize, usize) {
    let start = skip(text, from, is_lead);
    let end = skip(text, start, |c| {
        c.is_alphanumeric() || c == '\'' || c == '’'
    });
    (start, end)
}

/// What may stand in front of the first word of a sentence.
fn is_lead(c: char) -> bool {
    marks::is_quote(c)
        || marks::is_opener(c)
        || marks::is_dash(c)
        || c.is_whitespace()
        || is_control(c)
}

fn is_control(c: char) -> bool {
    marks::is_trailing_control(c) || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2068}')
}

/// The first offset behind `from` whose character is not of a kind.
fn skip(text: &str, from: usize, is_of_kind: impl Fn(char) -> bool) -> usize {
    text[from..]
        .char_indices()
        .find(|(_, c)| !is_of_kind(*c))
        .map_or(text.len(), |(width, _)| from + width)
}

/// White space inside a line.
fn is_space(c: char) -> bool {
    c.is_whitespace() && !is_line_end(c)
}

/// Reads what belongs to the sentence behind its terminators. Every step returns whether it went
/// on.
struct Reader<'t> {
    text: &'t str,
    start: usize,
    end: usize,
    tail: Tail,
    stops: &'t Stops,
    profile: &'t LanguageProfile,
}

impl Reader<'_> {
    /// Closing quotation marks and brackets that touch, or stand alone behind a space.
    fn closing(&mut self) -> bool {
        let Some(c) = self.text[self.end..].chars().next() else {
            return false;
        };
        if marks::is_trailing_control(c) {
            self.end += c.len_utf8();
            return true;
        }
        if marks::is_closer(c) || marks::is_either(c) && self.closes(self.end, c) {
            self.take(self.end, c);
            return true;
        }
        let at = skip(self.text, self.end, is_space);
        let Some(c) = self.text[at..].chars().next().filter(|_| at > self.end) else {
            return false;
        };
        // Two apostrophes stand for a quotation mark in tokenised text.
        if self.text[at..].starts_with("''")
            && self.text[self.start..at].matches("''").count() % 2 == 1
        {
            self.take(at, '\'');
            self.end += 1;
            return true;
        }
        let stands_alone = self.text[at + c.len_utf8()..]
            .chars()
            .next()
            .is_none_or(|next| {
                next.is_whitespace() || self.stops.is_terminator(next) || matches!(next, ',' | ';')
            });
        let closes = match c {
            '"' | '`' => self.is_open(at, c),
            '\'' => !self.tail.has_quote,
            '”' | '’' | '»' | ')' | ']' => true,
            _ => false,
        };
        if stands_alone && closes {
            self.take(at, c);
        }
        stands_alone && closes
    }

    fn take(&mut self, at: usize, c: char) {
        self.tail.has_quote |= marks::is_quote(c);
        self.tail.has_bracket |= !marks::is_quote(c);
        self.end = at + c.len_utf8();
    }

    /// Whether a mark that may open or close closes here, where it touches the terminators.
    fn closes(&self, at: usize, c: char) -> bool {
        let next = self.text[at + c.len_utf8()..].chars().next();
        match next {
            None => true,
            Some(next) if next.is_alphanumeric() || marks::is_opener(next) => {
                matches!(c, '"' | '\'') && self.is_open(at, c)
            }
            Some(_) => true,
        }
    }

    /// Whether a straight quotation mark was opened in this sentence and not closed. Apostrophes
    /// inside words do not count.
    fn is_open(&self, at: usize, mark: char) -> bool {
        let before = &self.text[self.start..at];
        let is_inside = |place: usize| {
            before[..place].ends_with(char::is_alphanumeric)
                && before[place + mark.len_utf8()..].starts_with(char::is_alphanumeric)
        };
        before
            .match_indices(mark)
            .filter(|(place, _)| !is_inside(*place))
            .count()
            % 2
            == 1
    }

    /// More terminators behind a space: `! !`, `? ...`.
    fn spaced_terminators(&mut self) -> bool {
        let at = skip(self.text, self.end, is_space);
        let end = skip(self.text, at, |c| self.stops.is_terminator(c));
        let goes_on =
            end > at && at > self.end && !self.text[end..].starts_with(char::is_alphanumeric);
        if goes_on || end > at && at == self.end {
            self.end = end;
            return true;
        }
        false
    }

    /// Emoji and emoticons, which belong to what was said before them.
    fn emoji(&mut self) -> bool {
        let at = skip(self.text, self.end, is_space);
        let rest = &self.text[at..];
        let width = marks::emoji(rest).max(marks::emoticon(rest));
        let is_last = rest[width..]
            .chars()
            .next()
            .is_none_or(|c| c.is_whitespace() || self.stops.is_terminator(c));
        if width > 0 && is_last {
            self.end = at + width;
            self.tail.has_emoji = true;
        }
        width > 0 && is_last
    }

    /// References: `[4]`, and raised ones that became plain digits.
    fn references(&mut self) -> bool {
        let rest = &self.text[self.end..];
        let width = marks::references(rest);
        let width = match width {
            0 if self.text[..self.end].ends_with('.') && self.follows_word() => {
                marks::raised_references(rest).max(self.parted_reference(rest))
            }
            _ => width,
        };
        let behind = &rest[width..];
        let is_last = behind
            .chars()
            .next()
            .is_none_or(|c| c.is_whitespace() || self.stops.is_terminator(c));
        if width > 0 && is_last {
            self.end += width;
            self.tail.has_reference = true;
        }
        width > 0 && is_last
    }

    /// How many bytes of a raised reference behind a space stand at the front of a text: in
    /// `a fee. 8 Yet some` no sentence begins with the number, for a word that begins sentences
    /// comes next.
    fn parted_reference(&self, text: &str) -> usize {
        let bare = text.trim_start_matches([' ', '\u{a0}']);
        let digits = bare.bytes().take_while(u8::is_ascii_digit).count();
        let behind = bare[digits..].trim_start_matches([' ', '\u{a0}']);
        let word = &behind[..behind
            .find(|c: char| !c.is_alphanumeric())
            .unwrap_or(behind.len())];
        let is_reference = bare.len() < text.len()
            && (1..=3).contains(&digits)
            && behind.len() < bare.len() - digits
            && word.starts_with(char::is_uppercase)
            && self.profile.sentence_starters.has(word);
        match is_reference {
            true => text.len() - bare.len() + digits,
            false => 0,
        }
    }

    /// Whether a whole word or a closing mark stands before the full stop: not `No.5`, `v.2`.
    fn follows_word(&self) -> bool {
        let before = &self.text[self.start..self.end - 1];
        let letters = before
            .chars()
            .rev()
            .take_while(|c| c.is_lowercase())
            .count();
        letters >= 4 || before.ends_with([')', ']', '"', '”', '’', '»'])
    }
}
