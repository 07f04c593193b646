//! The one lexer: cuts a text into tokens.
//!
//! Word boundaries are those of UAX #29 (`unicode-segmentation`), so that ideographs come one by
//! one; numbers, placeables, acronyms with points, elided words and loose affixes are put
//! together or apart on top of them.

use unicode_segmentation::UnicodeSegmentation;

use super::fold::decimal_value;
use super::letter::{is_letter, is_letter_or_digit};
use super::token::{Token, TokenClass};
use crate::lang::LanguageProfile;

/// The tokens of a text in their order; white space is none. Linear in the text.
pub(super) fn tokens<'t>(text: &'t str, profile: &LanguageProfile) -> Vec<Token<'t>> {
    let mut lexer = Lexer {
        text,
        profile,
        tokens: Vec::with_capacity(text.len() / 5 + 1),
    };
    let mut at = 0;
    while at < text.len() {
        at = lexer.step(at);
    }
    if !profile.loose_prefixes.is_empty() || !profile.loose_suffixes.is_empty() {
        join_affixes(text, lexer.tokens, profile)
    } else {
        lexer.tokens
    }
}

struct Lexer<'t, 'p> {
    text: &'t str,
    profile: &'p LanguageProfile,
    tokens: Vec<Token<'t>>,
}

impl<'t> Lexer<'t, '_> {
    /// Takes what starts at a byte offset and returns the offset behind it.
    fn step(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        if let Some(length) = closed_word_length(rest.as_bytes()) {
            return self.push(TokenClass::Word, at, length);
        }
        let Some(first) = rest.chars().next() else {
            return self.text.len();
        };
        if first.is_whitespace() || is_invisible(first) {
            return at + first.len_utf8();
        }
        if let Some(length) = placeable_length(rest, first) {
            return self.push(TokenClass::Placeable, at, length);
        }
        let signed = matches!(first, '-' | '+' | '−') && self.may_be_sign(at);
        let digits_at = if signed { first.len_utf8() } else { 0 };
        if let Some(length) = number_length(&rest[digits_at..], self.profile) {
            let length = digits_at + length;
            let tail = word_tail(&rest[length..]);
            if tail.is_empty() || self.is_ordinal(tail) {
                return self.push(TokenClass::Number, at, length + tail.len());
            }
        }
        let word = plain_word(rest)
            .or_else(|| rest.split_word_bounds().next())
            .unwrap_or(rest);
        if word.starts_with(is_word_character) {
            self.word(at, word)
        } else {
            self.push(
                TokenClass::Punctuation,
                at,
                first.len_utf8().max(word.len()),
            )
        }
    }

    fn push(&mut self, class: TokenClass, start: usize, length: usize) -> usize {
        let text = &self.text[start..start + length];
        self.tokens.push(Token { class, text, start });
        start + length
    }

    /// A sign stands before a number and behind nothing, white space or a bracket.
    fn may_be_sign(&self, at: usize) -> bool {
        self.text[..at]
            .chars()
            .next_back()
            .is_none_or(|before| before.is_whitespace() || matches!(before, '(' | '[' | '$' | '€'))
    }

    fn is_ordinal(&self, tail: &str) -> bool {
        let tail = tail.trim_start_matches('-').to_lowercase();
        self.profile.ordinal_suffixes.contains(&tail)
    }

    /// A word by UAX #29, mended: an address, an acronym with its last point, an elided word
    /// taken off, a ZWNJ dividing.
    fn word(&mut self, at: usize, word: &'t str) -> usize {
        let rest = &self.text[at..];
        if let Some(length) = address_length(rest, word) {
            return self.push(TokenClass::Placeable, at, length);
        }
        if is_initials(word) && rest[word.len()..].starts_with('.') {
            return self.push(TokenClass::Word, at, word.len() + 1);
        }
        if let Some(apostrophe) = word.find(['\'', '’', 'ʼ']) {
            let elided = word[..apostrophe].to_lowercase();
            let behind = apostrophe + word[apostrophe..].chars().next().map_or(0, char::len_utf8);
            if behind < word.len() && self.profile.elisions.contains(&elided) {
                return self.push(TokenClass::Word, at, behind);
            }
        }
        match word.find('\u{200c}') {
            Some(joint) if joint > 0 => self.push(TokenClass::Word, at, joint),
            _ => self.push(TokenClass::Word, at, word.len()),
        }
    }
}

/// The length of a word of plain letters with a space, a comma or a closing bracket behind it:
/// such a word is nothing else and goes no further, which spares most words of many languages
/// every other question.
fn closed_word_length(bytes: &[u8]) -> Option<usize> {
    let mut end = 0;
    loop {
        end += match bytes[end..] {
            [letter, ..] if letter.is_ascii_alphabetic() => 1,
            [lead, trail, ..] if is_plain_letter(lead, trail) => 2,
            _ => break,
        };
    }
    let is_closed = match bytes[end..] {
        [b' ' | b'\n' | b')', ..] => true,
        [b',', next, ..] => next == b' ',
        _ => false,
    };
    (end > 0 && is_closed).then_some(end)
}

/// Whether two bytes of UTF-8 are a letter that by UAX #29 goes on with the letters beside it and
/// is never broken from them: Latin but × and ÷, Cyrillic, Arabic without vowel signs.
fn is_plain_letter(lead: u8, trail: u8) -> bool {
    match lead {
        // U+00C0 to U+00FF.
        0xC3 => !matches!(trail, 0x97 | 0xB7),
        // U+0100 to U+023F.
        0xC4..=0xC8 => true,
        // U+0400 to U+047F, U+04C0 to U+04FF.
        0xD0 | 0xD1 | 0xD3 => true,
        // U+0480, U+0481, U+048A to U+04BF.
        0xD2 => !matches!(trail, 0x82..=0x89),
        // U+0620 to U+063F.
        0xD8 => trail >= 0xA0,
        // U+0640 to U+064A, U+066E, U+066F, U+0671 to U+067F.
        0xD9 => matches!(trail, 0x80..=0x8A | 0xAE | 0xAF | 0xB1..=0xBF),
        // U+0680 to U+06BF.
        0xDA => true,
        // U+06C0 to U+06D3.
        0xDB => trail <= 0x93,
        _ => false,
    }
}

/// A word of ASCII letters and digits with white space, a bracket, a hyphen or the end of the
/// text behind it: such a word ends there by UAX #29, and most words of many languages are
/// found so without a look at the tables.
fn plain_word(rest: &str) -> Option<&str> {
    let bytes = rest.as_bytes();
    let end = bytes
        .iter()
        .position(|byte| !byte.is_ascii_alphanumeric())
        .unwrap_or(bytes.len());
    let is_closed = match bytes.get(end..) {
        None | Some([]) => true,
        Some([b' ' | b'\n' | b'\t' | b'(' | b')' | b'[' | b']' | b'-', ..]) => true,
        Some([b',' | b';' | b'.' | b'!' | b'?' | b'"', next, ..]) => {
            matches!(next, b' ' | b'\n' | b'"' | b')')
        }
        Some(_) => false,
    };
    (end > 0 && is_closed).then(|| &rest[..end])
}

/// Characters that are no token of their own where they stand outside a word.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{61c}'
        | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
}

fn is_word_character(character: char) -> bool {
    is_letter_or_digit(character) || character == '_'
}

/// The word characters that stand directly behind a number, with a hyphen before letters.
fn word_tail(rest: &str) -> &str {
    let hyphen = usize::from(rest.starts_with('-'));
    let letters: usize = rest[hyphen..]
        .chars()
        .take_while(|character| is_letter(*character) && !is_ideographic(*character))
        .map(char::len_utf8)
        .sum();
    let is_closed = !rest[hyphen + letters..].starts_with(is_word_character)
        || rest[hyphen + letters..].starts_with(is_ideographic);
    match (hyphen, letters) {
        (_, 0) => "",
        (1, 1..=8) if is_closed => &rest[..hyphen + letters],
        (1, _) => "",
        _ => &rest[..letters],
    }
}

/// Whether a character is written without spaces between words (Han, kana, Thai and others),
/// so that it may stand directly behind a number.
fn is_ideographic(character: char) -> bool {
    matches!(character, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{ac00}'..='\u{d7af}' | '\u{20000}'..='\u{3ffff}')
}

/// The length of a number that starts a text: groups of digits with separators between them,
/// which covers dates (2021-09-15, 15/09/2021) and times (10:30) too. Where a language divides
/// thousands by a space, it may be any space.
fn number_length(text: &str, profile: &LanguageProfile) -> Option<usize> {
    let mut end = digits_length(text);
    if end == 0 {
        return None;
    }
    let first_group = end;
    let has_spaces = profile.numbers.group.contains(['\u{a0}', '\u{202f}']);
    let mut hyphens = 0;
    loop {
        let rest = &text[end..];
        let Some(separator) = rest.chars().next() else {
            break;
        };
        let behind = separator.len_utf8();
        let group = digits_length(&rest[behind..]);
        let joins = group > 0
            && match separator {
                '.' | ',' | ':' | '/' | '٫' | '٬' | '\'' | '’' | '．' | '，' => true,
                '\u{a0}' | '\u{202f}' | '\u{2009}' | ' ' if separator != ' ' || has_spaces => {
                    rest[behind..behind + group].chars().count() == 3
                        && text[..first_group].chars().count() <= 3
                }
                // Only a date of the form 2021-09-15 has hyphens; 10-15 are two numbers.
                '-' => {
                    hyphens += 1;
                    text[..first_group].chars().count() == 4
                        && rest[behind..behind + group].chars().count() == 2
                        && (hyphens == 2 || is_month_and_day(&rest[behind + group..]))
                }
                _ => false,
            };
        if !joins {
            break;
        }
        end += behind + group;
    }
    Some(end)
}

fn is_month_and_day(rest: &str) -> bool {
    rest.strip_prefix('-')
        .is_some_and(|day| digits_length(day) > 0)
}

fn digits_length(text: &str) -> usize {
    text.chars()
        .take_while(|character| decimal_value(*character).is_some())
        .map(char::len_utf8)
        .sum()
}

/// Whether a word is initials with points between them, such as `U.S` or `О.О.Н`.
fn is_initials(word: &str) -> bool {
    let mut parts = word.split('.');
    let single = |part: &str| {
        let mut characters = part.chars();
        characters.next().is_some_and(is_letter) && characters.next().is_none()
    };
    word.contains('.') && parts.all(single)
}

/// The length of a placeable that starts with a sign: an inline code, a placeholder, a tag.
fn placeable_length(rest: &str, first: char) -> Option<usize> {
    match first {
        '\u{FFFC}' => Some(first.len_utf8()),
        '{' => braced(rest, 0),
        '$' if rest[1..].starts_with('{') => braced(rest, 1),
        '%' => percent_placeholder(rest),
        '<' => tag_length(rest),
        _ => None,
    }
}

/// `{name}`, `{0}`, `{{name}}`: short, and nothing inside that running text would hold.
fn braced(rest: &str, open: usize) -> Option<usize> {
    let inside = rest[open..].trim_start_matches('{');
    let opened = rest.len() - open - inside.len();
    let close = inside.find('}').filter(|close| (1..=40).contains(close))?;
    let named = inside[..close]
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | ':' | '-' | ',' | '#'));
    let closing = &inside[close..];
    let closed = closing.len() - closing.trim_start_matches('}').len();
    (named && opened <= 2 && closed >= opened).then_some(open + opened + close + opened)
}

/// `%s`, `%d`, `%1$s`, `%(name)s`, `%.2f`, `%@`.
fn percent_placeholder(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let mut at = 1;
    if bytes.get(at) == Some(&b'(') {
        at += rest[at..].find(')').filter(|close| *close <= 40)? + 1;
    }
    while bytes
        .get(at)
        .is_some_and(|byte| byte.is_ascii_digit() || matches!(byte, b'$' | b'.'))
    {
        at += 1;
    }
    let ends_word = bytes
        .get(at + 1)
        .is_none_or(|next| !next.is_ascii_alphanumeric());
    match bytes.get(at) {
        Some(b's' | b'd' | b'i' | b'f' | b'u' | b'x' | b'c' | b'@') if ends_word => Some(at + 1),
        _ => None,
    }
}

/// An XML or HTML tag or an entity-like end of one: `<b>`, `</b>`, `<ph id="1"/>`.
fn tag_length(rest: &str) -> Option<usize> {
    let name = rest[1..].strip_prefix('/').unwrap_or(&rest[1..]);
    if !name.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return None;
    }
    let close = rest.find('>').filter(|close| *close <= 200)?;
    (!rest[1..close].contains('<')).then_some(close + 1)
}

/// The length of a web or mail address that starts with a word.
fn address_length(rest: &str, word: &str) -> Option<usize> {
    let end = || {
        let end = rest
            .find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '«' | '»' | '”'))
            .unwrap_or(rest.len());
        rest[..end]
            .trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '،', '؛', '؟', '。'])
            .len()
    };
    let behind = &rest[word.len()..];
    let has_scheme = behind.starts_with("://") && word.is_ascii();
    if has_scheme || word.starts_with("www.") {
        return Some(end().max(word.len()));
    }
    if word.is_ascii() && behind.starts_with(['@', '-', '+', '_', '.']) {
        let mail = &rest[..end()];
        let (name, host) = mail.split_once('@')?;
        let is_name = name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b'+'));
        let is_host = host.contains('.')
            && host
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-'));
        return (is_name && is_host).then_some(mail.len());
    }
    None
}

/// Joins affixes that a space or a ZWNJ divides from their word (Persian می‌رود, می رود).
fn join_affixes<'t>(
    text: &'t str,
    apart: Vec<Token<'t>>,
    profile: &LanguageProfile,
) -> Vec<Token<'t>> {
    let mut joined: Vec<Token<'t>> = Vec::with_capacity(apart.len());
    let mut is_prefix_open = false;
    for token in apart {
        let is_word = token.class == TokenClass::Word;
        if let Some(last) = joined.last_mut() {
            let near = is_word
                && last.class == TokenClass::Word
                && matches!(
                    &text[last.end()..token.start],
                    " " | "\u{200c}" | " \u{200c}" | "\u{200c} "
                );
            let is_suffix = near && is_among(&profile.loose_suffixes, token.text);
            if near && (is_prefix_open || is_suffix) {
                last.text = &text[last.start..token.end()];
                is_prefix_open = false;
                continue;
            }
        }
        is_prefix_open = is_word && is_among(&profile.loose_prefixes, token.text);
        joined.push(token);
    }
    joined
}

/// Whether a word is one of some affixes, with either yeh.
fn is_among(affixes: &[String], word: &str) -> bool {
    let plain = |letter: char| if letter == 'ي' { 'ی' } else { letter };
    // Both take two bytes.
    let mut alike = affixes.iter().filter(|affix| affix.len() == word.len());
    alike.any(|affix| affix.chars().eq(word.chars().map(plain)))
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn a_closed_word_is_one_by_the_standard(
            text in "[a-cA-C0-2.,;:!?'\"_()@ \n\t\u{301}\u{200d}\u{200c}À-ɏЀ-ӿ\u{600}-\u{6ff}×÷я-]{1,12}",
            space in "[ \n),]",
        ) {
            let text = text + &space + " ";
            if let Some(length) = closed_word_length(text.as_bytes()) {
                proptest::prop_assert_eq!(Some(&text[..length]), text.split_word_bounds().next());
                proptest::prop_assert!(text[..length].chars().all(is_letter));
                if text.is_ascii() {
                    proptest::prop_assert_eq!(plain_word(&text), Some(&text[..length]));
                }
            }
        }

        #[test]
        fn each_plain_letter_is_one_by_the_standard(letters in "[À-ɏЀ-ӿ\u{600}-\u{6ff}×÷]{2}") {
            let text = format!("a{letters}b ");
            if closed_word_length(text.as_bytes()).is_some() {
                proptest::prop_assert_eq!(text.split_word_bounds().next(), Some(text.trim_end()));
            }
        }

        #[test]
        fn a_plain_word_is_one_by_the_standard(text in "[a-c0-2.,;:!?'\"_() \n\t\u{301}\u{200d}я-]{1,12}") {
            if let Some(word) = plain_word(&text) {
                proptest::prop_assert_eq!(Some(word), text.split_word_bounds().next());
            }
        }
    }
}
