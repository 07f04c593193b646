//! The rules that mend the boundaries of UAX #29, in the order in which they are asked.

use unicode_segmentation::UnicodeSegmentation;

use super::Verdict::{self, Break, Join};
use super::marks;
use super::place::{Place, last_word};
use crate::lang::LanguageProfile;

/// One rule: where it applies, its verdict stands whatever the rules behind it and UAX #29 say.
pub(super) struct Rule {
    /// The name, as `segment --explain` prints it and `docs/segmentation.md` describes it.
    pub(super) name: &'static str,
    pub(super) verdict: Verdict,
    applies: fn(&Place<'_>) -> bool,
}

const fn rule(name: &'static str, verdict: Verdict, applies: fn(&Place<'_>) -> bool) -> Rule {
    Rule {
        name,
        verdict,
        applies,
    }
}

/// All rules, the first that applies decides.
pub(super) const RULES: &[Rule] = &[
    rule("inside an address", Join, is_inside_address),
    rule("inside brackets", Join, is_inside_brackets),
    rule("inside a quotation", Join, is_inside_quotation),
    rule("list marker", Join, is_behind_list_marker),
    rule("abbreviation", Join, is_behind_abbreviation),
    rule(
        "abbreviation before a number",
        Join,
        is_behind_number_abbreviation,
    ),
    rule("time of day", Break, is_behind_time),
    rule(
        "abbreviation that may end",
        Join,
        is_behind_final_abbreviation,
    ),
    rule("ordinal", Join, is_behind_ordinal),
    rule("initial", Join, is_behind_initial),
    rule("abbreviation with points", Join, is_behind_pointed),
    rule("end mark of the language", Break, is_own_mark),
    rule("missing space", Break, is_missing_space),
    rule("reference", Break, is_behind_reference),
    rule("number begins a sentence", Break, is_before_number),
    rule(
        "small letter begins a sentence",
        Break,
        is_before_small_letter,
    ),
    rule("reported speech", Join, is_before_speech_verb),
    rule("question inside a sentence", Join, is_quoted_inside),
    rule("name with a mark", Join, is_behind_marked_name),
    rule("marks with spaces", Join, is_behind_spaced_marks),
    rule("ellipsis", Join, is_ellipsis_inside),
    rule(
        "ellipsis before a capital",
        Break,
        is_ellipsis_before_capital,
    ),
    rule("attribution", Join, is_before_attribution),
    rule("dash begins a sentence", Break, is_before_dash),
    rule("emoji", Break, is_behind_emoji),
];

/// The first rule that applies to a place; `None` leaves it to UAX #29.
pub(super) fn decide(place: &Place<'_>) -> Option<&'static Rule> {
    RULES.iter().find(|rule| (rule.applies)(place))
}

/// `https://example.org/?id=5`, `a?b`: no sentence begins inside a word.
fn is_inside_address(place: &Place<'_>) -> bool {
    if !place.gap().is_empty() || place.end > place.mark_end {
        return false;
    }
    let behind = place.behind();
    let (word, _) = place.last_word();
    let is_address = word.contains('@')
        || word.starts_with("www.")
        || place
            .before()
            .rfind("://")
            .is_some_and(|at| !place.before()[at..].contains(char::is_whitespace));
    // "7.Bg5", "Gare 10.JPG", but "in 2020.The".
    let next = place.next_word();
    let is_code = place.is_point()
        && word.ends_with(char::is_numeric)
        && behind.starts_with(next)
        && next.chars().skip(1).any(|c| !c.is_lowercase());
    let is_mark = matches!(place.mark(), "?" | "!")
        && behind.starts_with(|c: char| {
            c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '=' | '/' | '&' | '_')
        });
    is_address && behind.starts_with(|c: char| c.is_ascii()) || is_code || is_mark
}

/// `《摔跤吧！爸爸》`, `(see p. 4. It is short)`: what stands in brackets is a part of its sentence.
fn is_inside_brackets(place: &Place<'_>) -> bool {
    /// No bracket is looked for further away than this, in bytes.
    const REACH: usize = 200;
    let before = place.before();
    let near = &before[before.ceil_char_boundary(before.len().saturating_sub(REACH))..];
    // Wide brackets begin with one of two bytes.
    if !near
        .bytes()
        .any(|byte| matches!(byte, b'(' | b'[' | 0xe3 | 0xef))
    {
        return false;
    }
    let found = near
        .char_indices()
        .rev()
        .find(|(_, c)| marks::is_bracket(*c));
    let Some((at, open, close)) =
        found.and_then(|(at, open)| Some((at, open, marks::closer_of(open)?)))
    else {
        return false;
    };
    if open.is_ascii() {
        let is_parted = at == 0 || near[..at].ends_with(char::is_whitespace);
        // Reversed brackets, as in text that was converted from a visual order: `) ع (`.
        let first = near.chars().find(|c| matches!(c, '(' | ')' | '[' | ']'));
        if !is_parted || matches!(first, Some(')' | ']')) {
            return false;
        }
    }
    place.text[place.end..]
        .char_indices()
        .take_while(|(width, c)| *width < REACH && !super::stops::is_line_end(*c))
        .find(|(_, c)| *c == open || *c == close)
        .is_some_and(|(_, c)| c == close)
}

/// `"How many? I do not know."`: a short quotation that is a whole line.
fn is_inside_quotation(place: &Place<'_>) -> bool {
    /// A longer line, in bytes, is divided.
    const LONGEST: usize = 100;
    let before = place.before();
    if place.gap().is_empty() || before.len() > LONGEST || !before.starts_with(['"', '“', '\'']) {
        return false;
    }
    let starts_line = place.text[..place.start].trim_end().is_empty()
        || place.text[..place.start].ends_with(super::stops::is_line_end);
    let near = &place.behind()[..place.behind().floor_char_boundary(LONGEST + 2)];
    let line = near[..near.find(super::stops::is_line_end).unwrap_or(near.len())].trim_end();
    let closes = |c: char| {
        matches!(
            (before.chars().next(), c),
            (Some('"'), '"') | (Some('“'), '”') | (Some('\''), '\'')
        )
    };
    let is_parted =
        |(at, c): (usize, char)| !line[..at].ends_with(char::is_alphanumeric) && closes(c);
    starts_line
        && line.len() <= LONGEST
        && !before.chars().skip(1).any(marks::is_double_quote)
        && line.ends_with(closes)
        && line
            .char_indices()
            .find(|found| is_parted(*found))
            .is_some_and(|(at, c)| at + c.len_utf8() == line.len())
}

/// `1. The first`, `ii. The second`, `a. The third` at the front of a sentence.
fn is_behind_list_marker(place: &Place<'_>) -> bool {
    if !place.is_point() || place.gap().is_empty() && !place.tail.has_bracket {
        return false;
    }
    let (word, lead) = place.last_word();
    let lead = lead.trim();
    (lead.is_empty()
        || lead
            .chars()
            .all(|c| matches!(c, '(' | '•' | '-' | '*' | '–')))
        && is_marker(word)
}

/// A number, a letter or a small Roman number, which counts items.
fn is_marker(word: &str) -> bool {
    let is_number = word.len() <= 3 && word.chars().all(char::is_numeric);
    let is_letter = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    !word.is_empty() && (is_number || is_letter || roman(word).is_some())
}

/// The value of a Roman number up to 39, in either case.
fn roman(word: &str) -> Option<u32> {
    if word.is_empty()
        || word.len() > 7
        || !(word.chars().all(|c| "ivx".contains(c)) || word.chars().all(|c| "IVX".contains(c)))
    {
        return None;
    }
    let digit = |c: char| match c.to_ascii_lowercase() {
        'i' => 1,
        'v' => 5,
        _ => 10,
    };
    let digits: Vec<u32> = word.chars().map(digit).collect();
    let value = |at: usize| match digits.get(at + 1) {
        Some(next) if *next > digits[at] => -(digits[at] as i32),
        _ => digits[at] as i32,
    };
    u32::try_from((0..digits.len()).map(value).sum::<i32>()).ok()
}

/// The number of an item and how it is written: `2.`, `b)`, `(3)`, `iv.)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Marker<'t> {
    value: u32,
    kind: MarkerKind,
    opening: bool,
    suffix: &'t str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum MarkerKind {
    Number,
    Letter,
    Roman,
}

/// The markers that a text may begin with: `i)` counts as a letter or as a Roman number.
fn markers(text: &str) -> Vec<Marker<'_>> {
    /// No marker is longer, in bytes.
    const LONGEST: usize = 16;
    let text = &text[..text.floor_char_boundary(LONGEST)];
    let bare = text.strip_prefix('(').unwrap_or(text);
    let width = bare
        .find(|c: char| !c.is_alphanumeric())
        .unwrap_or(bare.len());
    let (word, rest) = bare.split_at(width);
    let suffix_width = rest.find(|c| !matches!(c, '.' | ')')).unwrap_or(rest.len());
    let suffix = &rest[..suffix_width];
    if suffix.is_empty()
        || suffix.len() > 2
        || !rest[suffix_width..].starts_with(char::is_whitespace)
    {
        return Vec::new();
    }
    let marker = |value, kind| Marker {
        value,
        kind,
        opening: bare.len() < text.len(),
        suffix,
    };
    let number = word
        .parse()
        .ok()
        .filter(|_| word.len() <= 2)
        .map(|value| marker(value, MarkerKind::Number));
    let mut characters = word.chars();
    let letter = characters
        .next()
        .filter(|c| characters.next().is_none() && c.is_alphabetic())
        .map(|c| marker(c as u32, MarkerKind::Letter));
    let roman = roman(word).map(|value| marker(value, MarkerKind::Roman));
    [number, letter, roman].into_iter().flatten().collect()
}

/// Where the next item of a list begins, if a sentence begins with a marker and the word before
/// these terminators is the marker that follows: `1.) The first 2.) The second`.
pub(super) fn next_item(sentence: &str, at: usize) -> Option<usize> {
    let (word, lead) = last_word(&sentence[..at]);
    if lead.trim().is_empty() || word.len() > 8 {
        return None;
    }
    let start = lead.len() - usize::from(lead.ends_with('('));
    let is_parted = sentence[..start].ends_with(char::is_whitespace);
    let first = markers(sentence);
    let follows = |one: &Marker<'_>| {
        let next = Marker {
            value: one.value + 1,
            ..*one
        };
        markers(&sentence[start..]).contains(&next)
    };
    (is_parted && first.iter().any(follows)).then_some(start)
}

/// `تهران - ایرنا:`, `WASHINGTON — Reuters:` at the front of a paragraph: a place and an agency, in few
/// words with a dash between them. Any other colon introduces speech or a list.
pub(super) fn is_dateline(sentence: &str) -> bool {
    /// A longer one, in bytes or words, is a sentence.
    const LONGEST: usize = 80;
    sentence.len() <= LONGEST
        && sentence.split_whitespace().count() <= 6
        && [" - ", " – ", " — "]
            .iter()
            .any(|dash| sentence.contains(dash))
        && sentence.ends_with(char::is_alphabetic)
}

/// Where a credit begins whose colon ends a text: `in Washington Image: US Navy`, `در تهران عکس: ایرنا`.
/// A caption before it seldom has a full stop.
pub(super) fn credit(sentence: &str, profile: &LanguageProfile) -> Option<usize> {
    let (word, lead) = last_word(sentence);
    let is_parted = lead.ends_with(char::is_whitespace) && !lead.trim().is_empty();
    // In a script with capitals the word shows by its own that something begins.
    let is_label = word.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase());
    (is_parted && is_label && profile.credit_words.has(word)).then_some(lead.len())
}

/// `Dr. Smith`, `z. B. Wasser`: abbreviations that never end a sentence.
fn is_behind_abbreviation(place: &Place<'_>) -> bool {
    if !place.is_point() || place.end > place.mark_end {
        return false;
    }
    let (word, lead) = last_word(place.before().trim_end());
    let known = &place.profile.abbreviations;
    known.has(word) || is_single_letter(word) && known.has(&with_letters_before(word, lead))
}

/// A letter with the letters and points before it, spaces left out: `z. B` gives `z.B`.
fn with_letters_before(word: &str, mut lead: &str) -> String {
    /// No abbreviation has more letters.
    const MOST: usize = 6;
    let mut whole = word.to_owned();
    for _ in 1..MOST {
        let Some(bare) = lead.trim_end().strip_suffix('.') else {
            break;
        };
        let (letter, before) = last_word(bare);
        if !is_single_letter(letter) {
            break;
        }
        whole = format!("{letter}.{whole}");
        lead = before;
    }
    whole
}

/// One letter as a reader sees it, with the signs on it.
fn is_single_letter(word: &str) -> bool {
    /// No letter with its signs is longer, in bytes.
    const LONGEST: usize = 24;
    word.len() <= LONGEST
        && word.starts_with(char::is_alphabetic)
        && word.graphemes(true).nth(1).is_none()
}

/// `No. 5`, `pp. III`: abbreviations that go with a number, and else end a sentence as any word.
fn is_behind_number_abbreviation(place: &Place<'_>) -> bool {
    let (word, _) = place.last_word();
    let is_number = || {
        let next = place.next_word();
        next.starts_with(char::is_numeric) || !next.is_empty() && roman(next).is_some()
    };
    place.is_point()
        && place.end == place.mark_end
        && is_number()
        && place.profile.number_abbreviations.has(word)
}

/// `He left at 6 p.m. Travellers waited`: a time ends a sentence before a capital or a number; not
/// where it only opens one (`At 5 a.m. Mr. Smith went`).
fn is_behind_time(place: &Place<'_>) -> bool {
    /// More words than these hold a verb.
    const OPENING: usize = 6;
    let (word, lead) = place.last_word();
    let begins =
        || place.begins_with_capital() || place.next_letter().is_some_and(char::is_numeric);
    let is_opening = || {
        let words = lead.split_whitespace().count();
        let first = lead.split_whitespace().next().unwrap_or("");
        words < 2 || words <= OPENING && place.profile.adverbial_starters.has(first)
    };
    place.is_point()
        && !place.gap().is_empty()
        && place.profile.time_abbreviations.has(word)
        && begins()
        && !is_opening()
}

/// `Acme Inc. announced`, `Jan. Miller`: abbreviations that end a sentence only before a word that
/// begins sentences.
fn is_behind_final_abbreviation(place: &Place<'_>) -> bool {
    let (word, lead) = place.last_word();
    // "in 1991 г. Иванов", "5 km. Then": a unit behind a number, before a capital.
    let is_unit =
        || word.starts_with(char::is_lowercase) && lead.trim_end().ends_with(char::is_numeric);
    place.is_point()
        && place.end == place.mark_end
        && (place.profile.final_abbreviations.has(word)
            || place.profile.time_abbreviations.has(word))
        && !is_unit()
        && !place.begins_as_sentences_do()
}

/// German `3. Oktober`, Turkish `II. Mehmed`.
fn is_behind_ordinal(place: &Place<'_>) -> bool {
    let (word, _) = place.last_word();
    let is_number = || {
        let digits = word.trim_start_matches('-');
        !digits.is_empty() && digits.len() <= 2 && digits.chars().all(|c| c.is_ascii_digit())
    };
    let is_roman = || word.starts_with(|c: char| c.is_uppercase()) && roman(word).is_some();
    place.profile.ordinal_point
        && place.is_point()
        && place.end == place.mark_end
        && (is_number() || is_roman())
}

/// `J. R. Jones`, `J.-P. Sartre`, `Л.Н. Толстой`, and the first letters of `z. B.`.
fn is_behind_initial(place: &Place<'_>) -> bool {
    if !place.is_point() || place.end > place.mark_end {
        return false;
    }
    let (word, lead) = place.last_word();
    let next = place.next_word();
    let goes_on = is_single_letter(next)
        && place.behind().starts_with(next)
        && place.text[place.next + next.len()..].starts_with('.');
    if is_single_letter(word) && goes_on {
        return true;
    }
    let mut parts = word
        .split(['.', '-'])
        .filter(|part| !part.is_empty())
        .peekable();
    if !place.begins_with_capital() || parts.peek().is_none() || !parts.all(is_capital_letter) {
        return false;
    }
    let is_single = word.chars().count() == 1;
    let is_letter_word = is_single
        && (place.profile.letter_words.has(word) || place.profile.capital_words.has(word))
        && last_word(lead.trim_end()).0.starts_with(char::is_lowercase);
    let is_unit = lead.trim_end().ends_with('°');
    let is_name = is_single || lead.trim().is_empty() || word.contains('-');
    is_name && !is_letter_word && !is_unit && !place.begins_as_sentences_do()
}

fn is_capital_letter(word: &str) -> bool {
    let mut characters = word.chars();
    characters.next().is_some_and(char::is_uppercase) && characters.next().is_none()
}

/// `the U.S. Senate`, `ق.م`: single letters with points between them.
fn is_behind_pointed(place: &Place<'_>) -> bool {
    let (word, _) = place.last_word();
    if place.is_point() && place.next == place.mark_end && is_single_letter(word) {
        return is_single_letter(place.next_word());
    }
    place.is_point()
        && place.end == place.mark_end
        && word.contains('.')
        && word.split('.').all(is_single_letter)
        && (!place.profile.sentence_starters.is_empty()
            || !word.contains(|c: char| c.is_uppercase()))
        && !place.begins_as_sentences_do()
        && !place.next_letter().is_some_and(char::is_numeric)
}

/// Armenian `:`, Greek `;`.
fn is_own_mark(place: &Place<'_>) -> bool {
    !place.gap().is_empty()
        && place
            .mark()
            .contains(|c| place.profile.terminators.contains(c))
}

/// `It was over.The next day`, not `example.Com`.
fn is_missing_space(place: &Place<'_>) -> bool {
    if !place.is_point() || place.next > place.mark_end {
        return false;
    }
    let (word, behind) = (last_word(place.before()).0, place.behind());
    let word = word
        .rsplit(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '-' | '_' | '@'))
        .next()
        .unwrap_or(word);
    let is_word = word.chars().count() >= 3 && word.chars().skip(1).all(char::is_lowercase);
    let next = place.next_word();
    let mut letters = next.chars();
    let is_capitalised = letters.next().is_some_and(char::is_uppercase)
        && match letters.next() {
            Some(second) => second.is_lowercase(),
            None => place.profile.letter_words.has(next) || place.profile.capital_words.has(next),
        };
    if !is_word || !is_capitalised || !behind.starts_with(next) {
        return false;
    }
    // "example.Com" is an address; "ended.The next" goes on with a space.
    let is_domain = matches!(
        next.to_lowercase().as_str(),
        "com" | "org" | "net" | "info" | "gov" | "edu"
    );
    let rest = &behind[next.len()..];
    let is_abbreviation = rest.starts_with('.') && place.profile.abbreviations.has(next);
    !is_domain && (rest.starts_with([' ', '\u{a0}', ',', '\'', '’']) || is_abbreviation)
}

/// `It is a gas.[4] It has`, `as was shown.23 The`.
fn is_behind_reference(place: &Place<'_>) -> bool {
    place.tail.has_reference
        && !place.gap().is_empty()
        && (place.begins_with_capital() || place.next_letter().is_some_and(char::is_numeric))
}

/// `They left. 20 people stayed`: UAX #29 goes on before the small letter behind the number.
fn is_before_number(place: &Place<'_>) -> bool {
    let (word, _) = place.last_word();
    place.is_point()
        && place.end == place.mark_end
        && !place.gap().is_empty()
        && place.behind().starts_with(|c: char| c.is_ascii_digit())
        && is_whole_word(word, 4)
        && !is_any_abbreviation(place, word)
}

/// `the end. and then`: in texts that are written without capitals.
fn is_before_small_letter(place: &Place<'_>) -> bool {
    let (word, lead) = place.last_word();
    place.is_point()
        && place.end == place.mark_end
        && !place.gap().is_empty()
        && !lead.trim_end().ends_with(char::is_numeric)
        && place.behind().starts_with(char::is_lowercase)
        && !place.profile.abbreviations.is_empty()
        && !place.text[place.next + place.next_word().len()..].starts_with(')')
        && is_small_word(word, 3)
        && !is_any_abbreviation(place, word)
        && !place.profile.speech_words.has(place.next_word())
}

fn is_any_abbreviation(place: &Place<'_>, word: &str) -> bool {
    let profile = place.profile;
    profile.abbreviations.has(word)
        || profile.number_abbreviations.has(word)
        || profile.final_abbreviations.has(word)
        || profile.time_abbreviations.has(word)
}

/// Letters, of which only the first may be a capital.
fn is_whole_word(word: &str, least: usize) -> bool {
    word.chars().count() >= least
        && word.chars().all(char::is_alphabetic)
        && word.chars().skip(1).all(char::is_lowercase)
}

fn is_small_word(word: &str, least: usize) -> bool {
    word.chars().count() >= least && word.chars().all(char::is_lowercase)
}

/// `"Why?" he asked`, `“好吗？”他问。`, `«بله!» او گفت`: the clause behind a quotation says who spoke.
fn is_before_speech_verb(place: &Place<'_>) -> bool {
    if place.is_point() && !place.tail.has_quote {
        return false;
    }
    let behind = place.behind();
    let is_cased = match behind.chars().next() {
        Some(c) if c.is_lowercase() => true,
        Some(c) if c.is_alphabetic() && !c.is_uppercase() => false,
        _ => return false,
    };
    if !is_cased && !place.tail.has_quote {
        return false;
    }
    let clause = &behind[..behind
        .find(|c: char| {
            matches!(
                c,
                ',' | '.'
                    | '!'
                    | '?'
                    | '،'
                    | '؟'
                    | '，'
                    | '。'
                    | '！'
                    | '？'
                    | ':'
                    | '：'
                    | '“'
                    | '"'
                    | '«'
                    | '\n'
                    | '؛'
            )
        })
        .unwrap_or(behind.len())];
    if clause.chars().nth(40).is_some() || behind[clause.len()..].starts_with([':', '：']) {
        return false;
    }
    let speech = &place.profile.speech_words;
    match is_cased {
        true => clause
            .split_whitespace()
            .take(3)
            .any(|word| speech.has(word)),
        false if clause.contains(' ') => clause
            .split_whitespace()
            .take(4)
            .any(|word| speech.has(word)),
        false => clause.chars().count() <= 8 && speech.iter().any(|word| clause.contains(word)),
    }
}

/// `"Why?" he asked`: a small letter behind a closed quotation.
fn is_quoted_inside(place: &Place<'_>) -> bool {
    place.tail.has_quote && !place.is_point() && place.behind().starts_with(char::is_lowercase)
}

/// `However , 6 ... d6 ! ? is`: in text whose tokens are parted, several marks and a small letter.
fn is_behind_spaced_marks(place: &Place<'_>) -> bool {
    let tail = &place.text[place.mark_end..place.end];
    place.before().ends_with(' ')
        && tail.starts_with(' ')
        && tail.contains(['!', '?'])
        && place.behind().starts_with(char::is_lowercase)
}

/// `as popular as Yahoo! and AOL`: a capitalised word inside the sentence, and a small letter.
fn is_behind_marked_name(place: &Place<'_>) -> bool {
    let (word, lead) = last_word(place.before().trim_end());
    matches!(place.mark(), "!" | "?")
        && place.end == place.mark_end
        && place.behind().starts_with(char::is_lowercase)
        && word.starts_with(char::is_uppercase)
        && lead
            .trim_end()
            .ends_with(|c: char| c.is_alphanumeric() || c == ',')
}

/// `او... رفت`, `我……走了`: where no capital shows that a sentence begins.
fn is_ellipsis_inside(place: &Place<'_>) -> bool {
    let is_caseless = || {
        place
            .next_letter()
            .is_some_and(|c| c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase())
    };
    place.is_ellipsis()
        && !place.tail.has_quote
        && (is_caseless() || place.profile.capital_words.has(place.next_word()))
}

/// `He waited … Nobody came`: UAX #29 does not know the ellipsis character.
fn is_ellipsis_before_capital(place: &Place<'_>) -> bool {
    place.is_ellipsis()
        && !place.gap().is_empty()
        && place.next_letter().is_some_and(char::is_uppercase)
        && !place.before().trim().is_empty()
}

/// `"It is a long game." — Matthew Ingram` at the end of a paragraph or before a quotation: who
/// said it.
fn is_before_attribution(place: &Place<'_>) -> bool {
    if place.gap().is_empty() || !place.behind().starts_with(marks::is_dash) {
        return false;
    }
    let name = place.behind().trim_start_matches(marks::is_dash);
    let end = name.find(|c: char| !c.is_alphabetic() && c != ' ');
    let (name, rest) = name.split_at(end.unwrap_or(name.len()));
    let mut words = name.split_whitespace();
    let is_last = rest.trim_start().is_empty()
        || rest.starts_with(['\n', '\r'])
        || place.tail.has_quote && rest.starts_with(marks::is_quote);
    is_last
        && (2..=4).contains(&words.clone().count())
        && words.all(|word| word.starts_with(char::is_uppercase))
}

/// `What do you see? — Nothing.`, and items after a whole word and a full stop:
/// `la banque. - 13 octobre 2004 : recours`.
fn is_before_dash(place: &Place<'_>) -> bool {
    let behind = place.behind();
    let bare = behind.trim_start_matches(marks::is_dash);
    if bare.len() == behind.len() || place.gap().is_empty() {
        return false;
    }
    let (word, _) = place.last_word();
    let is_item = place.is_point()
        && place.end == place.mark_end
        && bare.starts_with(char::is_whitespace)
        && is_small_word(word, 4)
        && !is_any_abbreviation(place, word);
    bare.trim_start().starts_with(|c: char| {
        c.is_uppercase()
            || marks::is_quote(c)
            || marks::is_opener(c)
            || is_item && c.is_alphanumeric()
    })
}

/// `Спасибо 😀 Я`: an emoji ends a sentence before a capital.
fn is_behind_emoji(place: &Place<'_>) -> bool {
    place.tail.has_emoji
        && !place.gap().is_empty()
        && place.next_letter().is_some_and(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_described_in_its_order() {
        let page = include_str!("../../../docs/segmentation.md");
        let mut at = 0;
        for rule in RULES {
            let verdict = match rule.verdict {
                Break => "break",
                Join => "join",
            };
            let row = format!("\n| {} | {verdict} |", rule.name);
            let found = page[at..].find(&row);
            assert!(
                found.is_some(),
                "docs/segmentation.md lacks, or has not in its order: {row}"
            );
            at += found.unwrap_or(0);
        }
    }
}
