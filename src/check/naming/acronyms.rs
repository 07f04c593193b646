//! Acronyms of an article: where each is used, and where it is introduced.
//!
//! An introduction is a long form with the acronym in brackets behind it, `Shanghai Cooperation
//! Organization (SCO)`, or the other way round. The long form is found as Schwartz and Hearst do
//! ("A simple algorithm for identifying abbreviation definitions in biomedical text", 2003), by
//! initials only, which running news keeps to; where the script of acronym and text differ, a
//! mention of the glossary that ends at the bracket is the long form.

use std::ops::Range;

use super::super::article::Article;
use super::super::{Knowledge, Subject};
use crate::model::ConceptId;
use crate::text::{Analyser, TokenClass, is_letter_or_digit};

/// A place where an article introduces an acronym.
#[derive(Debug, Clone)]
pub(super) struct Introduction {
    /// The acronym as it is written.
    pub(super) acronym: String,
    /// The number of the paragraph.
    pub(super) paragraph: usize,
    /// The long form with the acronym, in bytes of the paragraph.
    pub(super) span: Range<usize>,
    /// What it stands for, as it is written.
    pub(super) meaning: String,
    /// The stems of its words that carry meaning.
    pub(super) stems: Vec<String>,
    /// The concept, where the glossary has it.
    pub(super) concept: Option<ConceptId>,
}

/// A place where an acronym is used, introductions too.
#[derive(Debug, Clone)]
pub(super) struct Use {
    /// The acronym.
    pub(super) acronym: String,
    /// The number of the paragraph.
    pub(super) paragraph: usize,
    /// In bytes of the paragraph.
    pub(super) span: Range<usize>,
}

/// The introductions of an article, in its order.
pub(super) fn introductions(
    article: &Article<'_, '_>,
    knowledge: &Knowledge<'_>,
) -> Vec<Introduction> {
    let analyser = Analyser::new(article.language);
    let mut found = Vec::new();
    for (number, paragraph) in article.paragraphs.iter().enumerate() {
        let text = paragraph.text;
        for (open, inside, end) in brackets(text) {
            let named = match is_acronym(inside) {
                true => long_form_before(&text[..open], inside)
                    .map(|start| (start..end, inside, text[start..open].trim_end())),
                false => acronym_before(&text[..open], inside)
                    .map(|start| (start..end, text[start..open].trim_end(), inside)),
            };
            let long = named.or_else(|| {
                let (span, meaning) = mention_before(article, knowledge, text, open)?;
                is_acronym(inside).then_some((span.start..end, inside, meaning))
            });
            let Some((span, acronym, meaning)) = long else {
                continue;
            };
            found.push(Introduction {
                acronym: acronym.to_owned(),
                paragraph: number,
                span,
                meaning: meaning.to_owned(),
                stems: stems(meaning, &analyser),
                concept: concept_of(article, knowledge, meaning),
            });
        }
    }
    found
}

/// Every acronym of an article, in its order.
pub(super) fn uses(article: &Article<'_, '_>) -> Vec<Use> {
    let mut found = Vec::new();
    for (number, paragraph) in article.paragraphs.iter().enumerate() {
        let text = paragraph.text;
        let is_inside = |c: char| is_letter_or_digit(c) || c == '&';
        for part in text
            .split(|c: char| !is_inside(c))
            .filter(|part| is_acronym(part))
        {
            let start = part.as_ptr() as usize - text.as_ptr() as usize;
            found.push(Use {
                acronym: part.to_owned(),
                paragraph: number,
                span: start..start + part.len(),
            });
        }
    }
    found
}

/// Capitals, two to eight, and perhaps digits: of a script that has them.
pub(super) fn is_acronym(word: &str) -> bool {
    let length = word.chars().count();
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    (2..=8).contains(&length)
        && capitals >= 2
        && word.starts_with(char::is_uppercase)
        && word.chars().all(|c| c.is_uppercase() || c.is_numeric() || c == '&')
        // A Roman number.
        && !word.chars().all(|c| "IVXLCM".contains(c))
}

/// The brackets of a text: where each opens, what stands inside, and its end.
fn brackets(text: &str) -> Vec<(usize, &str, usize)> {
    text.char_indices()
        .filter(|(_, c)| matches!(c, '(' | '（'))
        .filter_map(|(open, mark)| {
            let start = open + mark.len_utf8();
            let (end, close) = text[start..]
                .char_indices()
                .find(|(_, c)| matches!(c, ')' | '）'))?;
            let inside = text[start..start + end].trim_matches(['"', '“', '”', '«', '»', ' ']);
            Some((open, inside, start + end + close.len_utf8()))
        })
        .collect()
}

/// Where the long form of an acronym begins that ends at the end of a text: its words have the
/// letters of the acronym as initials, in order; small words between may be skipped.
fn long_form_before(text: &str, acronym: &str) -> Option<usize> {
    initials_before(text, acronym, is_small).or_else(|| initials_before(text, acronym, |_| false))
}

fn is_small(word: &str) -> bool {
    word.chars().count() <= 3 && word.starts_with(char::is_lowercase)
}

/// The same, without the words that do not count.
fn initials_before(text: &str, acronym: &str, skips: impl Fn(&str) -> bool) -> Option<usize> {
    let letters: Vec<char> = acronym
        .chars()
        .filter(|c| c.is_alphabetic())
        .flat_map(char::to_lowercase)
        .collect();
    let mut wanted = letters.len();
    let mut skipped = 0;
    for (start, word) in words_backwards(text).filter(|(_, word)| !skips(word)) {
        let initial = word.chars().flat_map(char::to_lowercase).next()?;
        if initial == letters[wanted - 1] {
            wanted -= 1;
            skipped = 0;
        } else {
            skipped += 1;
            let is_small = word.chars().count() <= 4 && word.starts_with(char::is_lowercase);
            if !is_small || skipped > 2 {
                return None;
            }
        }
        if wanted == 0 {
            return Some(start);
        }
    }
    None
}

/// Where an acronym begins that ends at the end of a text and whose long form is given.
fn acronym_before(text: &str, long: &str) -> Option<usize> {
    let (start, word) = words_backwards(text).next()?;
    let is_whole = text[start..].trim_end() == word;
    let words = long.split_whitespace().count();
    let counts = is_whole && is_acronym(word) && words > 1 && words < 12;
    (counts && long_form_before(long, word) == Some(0)).then_some(start)
}

/// The words of a text from its end to the last mark that parts sentences or clauses.
fn words_backwards(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let end = text.trim_end().trim_end_matches(['"', '”', '»', '’']).len();
    let clause = text[..end].rfind(['.', ';', ':', '!', '?', '(', ')', '"', '“', '«', '\n']);
    let start = clause.map_or(0, |at| {
        at + text[at..].chars().next().map_or(0, char::len_utf8)
    });
    let inside = &text[start..end];
    inside
        .rsplit(|c: char| !(c.is_alphanumeric() || matches!(c, '’' | '\'' | '&')))
        .filter(|word| !word.is_empty())
        .map(move |word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

/// The mention of the glossary that ends where a bracket opens.
fn mention_before<'t>(
    article: &Article<'_, '_>,
    knowledge: &Knowledge<'_>,
    text: &'t str,
    open: usize,
) -> Option<(Range<usize>, &'t str)> {
    let end = text[..open]
        .trim_end_matches([' ', '"', '”', '»', '\u{a0}', '’'])
        .len();
    let mentions = knowledge.glossary.mentions(&text[..open], article.language);
    let last = mentions.into_iter().find(|own| own.span.end == end)?;
    Some((last.span.clone(), &text[last.span]))
}

fn concept_of(
    article: &Article<'_, '_>,
    knowledge: &Knowledge<'_>,
    meaning: &str,
) -> Option<ConceptId> {
    let mentions = knowledge.glossary.mentions(meaning, article.language);
    let whole = mentions
        .into_iter()
        .find(|own| own.span == (0..meaning.len()))?;
    Some(whole.entry.id.clone())
}

fn stems(text: &str, analyser: &Analyser) -> Vec<String> {
    let tokens = analyser.tokens(text);
    let words = tokens
        .iter()
        .filter(|token| token.class == TokenClass::Word);
    words
        .map(|token| analyser.folded(token.text))
        .filter(|folded| !analyser.is_function_word(folded))
        .map(|folded| analyser.stem(&folded))
        .collect()
}

/// Whether a text to check has acronyms at all, and is an article of several paragraphs.
pub(super) fn has_acronyms(subject: &Subject<'_>) -> bool {
    let is_upper = |c: char| c.is_uppercase();
    subject
        .passages(subject.own_side())
        .any(|(_, passage)| passage.text.contains(is_upper))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_forms_are_found_by_initials() {
        for (text, acronym, long) in [
            (
                "in the Shanghai Cooperation Organization ",
                "SCO",
                "Shanghai Cooperation Organization ",
            ),
            (
                "the Organization of the Petroleum Exporting Countries ",
                "OPEC",
                "Organization of the Petroleum Exporting Countries ",
            ),
            (
                "в Организации Объединённых Наций ",
                "ООН",
                "Организации Объединённых Наций ",
            ),
        ] {
            let start = long_form_before(text, acronym);
            assert_eq!(start.map(|start| &text[start..]), Some(long));
        }
        assert_eq!(long_form_before("It ended. Nations ", "UN"), None);
        assert_eq!(
            acronym_before("the SCO ", "Shanghai Cooperation Organization"),
            Some(4)
        );
        assert_eq!(acronym_before("the SCO ", "see below"), None);
    }

    #[test]
    fn acronyms_are_capitals() {
        for word in ["SCO", "G7", "ООН", "R&D"] {
            assert_eq!(is_acronym(word), word != "G7", "{word}");
        }
        for word in ["I", "Iran", "XIV", "ПРЕЗИДЕНТ"] {
            assert!(!is_acronym(word), "{word}");
        }
    }
}
