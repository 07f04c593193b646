//! The rules that take boundaries back and add others.

use crate::lang::LanguageProfile;

/// The name of the rule by which a boundary between two texts is none; `None` when it stands.
pub(super) fn joins(left: &str, right: &str, profile: &LanguageProfile) -> Option<&'static str> {
    let sentence = left.trim_end();
    let next = right.chars().next()?;
    if let Some(before) = sentence.strip_suffix('.') {
        return joins_after_point(before, right, profile);
    }
    let bare = sentence.trim_end_matches(['"', '”', '»', '’', '\'', '」', '』', ')']);
    let is_quoted = bare.len() < sentence.len();
    if is_quoted && bare.ends_with(['!', '?', '…', '！', '？']) && next.is_lowercase() {
        return Some("question inside a sentence");
    }
    None
}

fn joins_after_point(before: &str, right: &str, profile: &LanguageProfile) -> Option<&'static str> {
    let word_start = before
        .rfind(|c: char| {
            c.is_whitespace() || matches!(c, '(' | '[' | '"' | '“' | '«' | '„' | '—' | '/')
        })
        .map_or(0, |at| {
            at + before[at..].chars().next().map_or(1, char::len_utf8)
        });
    let word = &before[word_start..];
    let lead = before[..word_start].trim();
    let next_word = next_word(right);
    if word.is_empty() {
        return None;
    }
    if is_list_marker(word) && lead.is_empty() {
        return Some("list marker");
    }
    if profile
        .abbreviations
        .iter()
        .any(|known| is_same(known, word))
    {
        return Some("abbreviation");
    }
    if profile.ordinal_point && word.chars().all(|c| c.is_ascii_digit()) && word.len() <= 2 {
        return Some("ordinal");
    }
    let starts_sentence = || {
        let lower = next_word.to_lowercase();
        profile.sentence_starters.contains(&lower)
    };
    if is_initial(word) && next_word.starts_with(char::is_uppercase) && !starts_sentence() {
        return Some("initial");
    }
    let is_letter = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    let next_is_letter = next_word.chars().count() == 1;
    let behind = right.trim_start().strip_prefix(next_word);
    if is_letter && next_is_letter && behind.is_some_and(|behind| behind.starts_with('.')) {
        return Some("initial");
    }
    if is_pointed(word) && !profile.sentence_starters.is_empty() && !starts_sentence() {
        return Some("abbreviation with points");
    }
    None
}

/// Whether a word is an abbreviation, in any case.
fn is_same(known: &str, word: &str) -> bool {
    known.len() == word.len() && (known == word || known == word.to_lowercase())
        || known.chars().count() == word.chars().count() && known == word.to_lowercase()
}

/// The first word of a text.
fn next_word(text: &str) -> &str {
    let word = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let end = word.find(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
    &word[..end.unwrap_or(word.len())]
}

/// A number, a letter or a small Roman number, which counts items.
fn is_list_marker(word: &str) -> bool {
    let is_number = word.len() <= 3 && word.chars().all(char::is_numeric);
    let is_roman = word.len() <= 4
        && word
            .chars()
            .all(|c| matches!(c, 'i' | 'v' | 'x' | 'I' | 'V' | 'X'));
    let is_letter = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    is_number || is_roman || is_letter
}

/// One capital letter, as of a first name.
fn is_initial(word: &str) -> bool {
    let mut characters = word.chars();
    characters.next().is_some_and(char::is_uppercase) && characters.next().is_none()
}

/// Single letters with points between them: `U.S`, `p.m`, `С.-Петербург` not.
fn is_pointed(word: &str) -> bool {
    word.contains('.')
        && word.split('.').all(|part| {
            let mut characters = part.chars();
            characters.next().is_some_and(char::is_alphabetic) && characters.next().is_none()
        })
}

/// Boundaries that UAX #29 does not see, by their offsets in a piece.
pub(super) fn inner_boundaries(
    piece: &str,
    profile: &LanguageProfile,
    mut each: impl FnMut(usize, &'static str),
) {
    let bytes = piece.as_bytes();
    let mut from = 0;
    while let Some(found) = bytes[from..]
        .iter()
        .position(|byte| matches!(byte, b'.' | b'?' | b'!'))
    {
        let at = from + found;
        from = at + 1;
        if from >= bytes.len() {
            return;
        }
        if is_missing_space(piece, at) {
            each(from, "missing space");
        } else if let Some(offset) = number_begins(piece, at, profile) {
            each(offset, "number begins a sentence");
        }
    }
}

/// A word in small letters, a full stop, and a word with a capital: `end.The`.
fn is_missing_space(piece: &str, at: usize) -> bool {
    let (before, behind) = (&piece[..at], &piece[at + 1..]);
    let mut next = behind.chars();
    let is_capitalised = next.next().is_some_and(char::is_uppercase)
        && next.next().is_some_and(char::is_lowercase)
        && next.next().is_some_and(char::is_alphabetic);
    if !is_capitalised {
        return false;
    }
    let word_start = before
        .rfind(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '-' | '_' | '@' | '/'))
        .map_or(0, |at| {
            at + before[at..].chars().next().map_or(1, char::len_utf8)
        });
    let word = &before[word_start..];
    let is_word = word.chars().count() >= 3 && word.chars().skip(1).all(char::is_lowercase);
    // "example.Com" is an address; "ended.The next" goes on with a space.
    let end = behind.find(|c: char| !c.is_alphanumeric());
    let goes_on = end.is_some_and(|end| behind[end..].starts_with([' ', '\u{a0}', ',', '\'', '’']));
    let is_domain = end.is_some_and(|end| {
        matches!(
            behind[..end].to_lowercase().as_str(),
            "com" | "org" | "net" | "info" | "gov" | "edu"
        )
    });
    is_word && goes_on && !is_domain
}

/// A sentence that begins with a number, which UAX #29 takes for a part of the one before when a
/// small letter follows: `They left. 20 people stayed.`
fn number_begins(piece: &str, at: usize, profile: &LanguageProfile) -> Option<usize> {
    let behind = &piece[at + 1..];
    let spaces = behind.len() - behind.trim_start().len();
    if spaces == 0 || !behind[spaces..].starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let before = &piece[..at];
    let word_start = before
        .rfind(|c: char| !c.is_alphanumeric() && c != '.')
        .map_or(0, |at| {
            at + before[at..].chars().next().map_or(1, char::len_utf8)
        });
    let word = &before[word_start..];
    let is_word = word.chars().count() >= 4 && word.chars().all(char::is_lowercase);
    let is_abbreviation = profile
        .abbreviations
        .iter()
        .any(|known| is_same(known, word));
    (is_word && !is_abbreviation).then_some(at + 1 + spaces)
}
