//! `unbalanced-quote`: a quotation that is opened and not closed, or closed and not opened.

use std::collections::BTreeSet;

use super::super::article::{Article, Remark};
use super::super::conventions::{is_within, unruled};
use super::super::{Check, Example, Examples, Finding, Knowledge, Side, Subject, Told};
use super::balance::{Habit, Lonely, Mark, Role, lonely};
use super::quotes_beside::unclosed;
use crate::lang::LanguageTag;
use crate::model::Severity;

/// Finds quotation marks without their fellow, over the whole document.
pub struct Quotes;

impl Check for Quotes {
    fn id(&self) -> &'static str {
        "unbalanced-quote"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn about(&self) -> &'static str {
        "A quotation is opened and not closed, or closed and not opened"
    }

    fn explains(&self) -> &'static str {
        "Judged over the whole document: a quotation over several paragraphs whose opening mark is repeated at each is right, and so is one that just goes on over lines. Straight marks open or close by what stands beside them. A text with a sentence to each line and no empty lines has lost its paragraphs, and is not judged. Apostrophes and single marks are not looked at. In a translation a sentence is left alone whose source has such a mark too; and where the source closes its quotations within a sentence, the translation has to close them there or in the two sentences behind."
    }

    fn told(&self) -> Told {
        Told::Habit { from: 4 }
    }

    fn examples(&self) -> Examples {
        Examples {
            bad: Example::of(
                "en",
                &[
                    "Patrushev said: \"We must plan ahead.",
                    "He added: \"We will.\"",
                ],
            ),
            good: Example::of(
                "en",
                &["Patrushev said: \"We must plan ahead.", "\"And we will.\""],
            ),
        }
    }

    fn run(&self, subject: &Subject<'_>, _: &Knowledge<'_>) -> Vec<Finding> {
        let article = Article::of(subject);
        if article.is_a_sentence_to_a_line() {
            return Vec::new();
        }
        let mut findings = self.in_text(subject, &article);
        for finding in self.beside_source(subject) {
            if !findings.iter().any(|own| own.segment == finding.segment) {
                findings.push(finding);
            }
        }
        findings.sort_by_key(|own| (own.segment, own.span.start));
        findings
    }
}

impl Quotes {
    /// What the translation does not close though its source does, sentence by sentence.
    fn beside_source(&self, subject: &Subject<'_>) -> Vec<Finding> {
        unclosed(subject)
            .into_iter()
            .map(|(segment, start, mark)| {
                let said = said_of(&mark);
                Finding {
                    check: self.id(),
                    severity: self.severity(),
                    message: format!("{}, the source closes it", said.message),
                    suggestion: None,
                    confidence: 0.8,
                    side: Side::Target,
                    segment,
                    span: start + said.span.start..start + said.span.end,
                }
            })
            .collect()
    }

    /// What a text does not close, or open, as a whole.
    fn in_text(&self, subject: &Subject<'_>, article: &Article<'_, '_>) -> Vec<Finding> {
        let excused: BTreeSet<usize> = match subject.to {
            Some(_) => {
                let source = Article::of_side(subject, Side::Source);
                let places = lonely_in(&source).into_iter();
                places
                    .map(|(number, mark)| {
                        let paragraph = &source.paragraphs[number];
                        paragraph.segment_at(paragraph.start + mark.at)
                    })
                    .collect()
            }
            None => BTreeSet::new(),
        };
        lonely_in(article)
            .into_iter()
            .map(|(number, mark)| {
                article.finding(self, &article.paragraphs[number], said_of(&mark))
            })
            .filter(|finding| !excused.contains(&finding.segment))
            .collect()
    }
}

/// What there is to say of a mark without a fellow.
fn said_of(mark: &Mark) -> Remark {
    let end = mark.at + mark.character.len_utf8();
    let what = match mark.role {
        Role::Close => "closed here and not opened",
        _ => "opened here and not closed",
    };
    Remark::new(mark.at..end, format!("a quotation is {what}"), 0.85)
}

/// The quotation marks of an article without a fellow.
fn lonely_in(article: &Article<'_, '_>) -> Vec<Lonely> {
    let marks = |text| marks(text, article.language);
    let paragraphs: Vec<Vec<Mark>> = article
        .paragraphs
        .iter()
        .map(|own| marks(own.text))
        .collect();
    lonely(&paragraphs, habit_of(article.language))
}

/// How the marks of a language stand in a document.
pub(super) fn habit_of(language: &LanguageTag) -> Habit {
    match language.script() {
        "Cyrl" => Habit::Merged,
        _ => Habit::Repeated,
    }
}

/// The kinds of marks: all that hang up or down are one, for they are mixed freely.
pub(super) const CURLED: u8 = 0;
const GUILLEMETS: u8 = 1;
const CORNERS: u8 = 2;
const WHITE_CORNERS: u8 = 3;
const TITLES: u8 = 4;

/// The quotation marks of a paragraph, each with what it does there.
pub(super) fn marks(text: &str, language: &LanguageTag) -> Vec<Mark> {
    if !text.contains([
        '"', '“', '”', '„', '‟', '«', '»', '「', '」', '『', '』', '《', '》', '＂',
    ]) {
        return Vec::new();
    }
    let unruled = unruled(text);
    let mut found: Vec<Mark> = Vec::new();
    for (at, character) in text.char_indices() {
        let Some((kind, role)) = role_of(text, at, character, language) else {
            continue;
        };
        if is_within(&unruled, at) && !is_edge(text, at, character) {
            continue;
        }
        let is_first = text[..at]
            .trim_start_matches(['-', '–', '—', ' ', '\u{a0}', '…', '.', '•'])
            .is_empty();
        found.push(Mark {
            at,
            character,
            kind,
            role,
            is_free: is_free(character, language),
            is_first,
        });
    }
    found
}

/// Whether a mark stands at an end of the word that it is in: it then quotes, whatever the word.
fn is_edge(text: &str, at: usize, character: char) -> bool {
    let (before, behind) = neighbours(text, at, character);
    (!before.is_alphanumeric() && before != '='
        || !behind.is_alphanumeric() && behind != '>' && before != '=')
        && before != '\\'
}

fn neighbours(text: &str, at: usize, character: char) -> (char, char) {
    let before = text[..at].chars().next_back().unwrap_or(' ');
    let behind = text[at + character.len_utf8()..]
        .chars()
        .next()
        .unwrap_or(' ');
    (before, behind)
}

/// What kind of mark a character is, and what it does at its place; `None` where it is none.
fn role_of(text: &str, at: usize, character: char, language: &LanguageTag) -> Option<(u8, Role)> {
    let (before, behind) = neighbours(text, at, character);
    Some(match character {
        '"' | '＂' | '‟' => (CURLED, straight_role(before, behind, language)?),
        '“' if closes_low_mark(language) => (CURLED, by_neighbours(before, behind)),
        '“' => (CURLED, Role::Open),
        '„' => (CURLED, Role::Open),
        '”' if opens_as_it_closes(language) => (CURLED, by_neighbours(before, behind)),
        '”' => (CURLED, Role::Close),
        '«' | '»' => (
            GUILLEMETS,
            guillemet_role(character, before, behind, language),
        ),
        '「' => (CORNERS, Role::Open),
        '」' => (CORNERS, Role::Close),
        '『' => (WHITE_CORNERS, Role::Open),
        '』' => (WHITE_CORNERS, Role::Close),
        '《' => (TITLES, Role::Open),
        '》' => (TITLES, Role::Close),
        _ => return None,
    })
}

/// Marks that do not say by their shape what they do, or that typists mix up.
fn is_free(character: char, language: &LanguageTag) -> bool {
    match character {
        '"' | '＂' | '‟' => true,
        '“' | '”' => !matches!(language.script(), "Latn" | "Cyrl"),
        _ => false,
    }
}

/// Languages that write „so“.
fn closes_low_mark(language: &LanguageTag) -> bool {
    matches!(
        language.primary(),
        "de" | "cs"
            | "sk"
            | "bg"
            | "sl"
            | "hr"
            | "sr"
            | "lt"
            | "lv"
            | "et"
            | "is"
            | "ka"
            | "mk"
            | "ru"
            | "uk"
            | "be"
            | "sq"
            | "hsb"
            | "dsb"
    )
}

/// Languages that write ”so”, and scripts whose typists take what the keyboard gives.
fn opens_as_it_closes(language: &LanguageTag) -> bool {
    matches!(language.primary(), "sv" | "fi" | "nb" | "nn" | "no" | "da")
        || matches!(language.script(), "Arab" | "Hebr")
}

fn guillemet_role(character: char, before: char, behind: char, language: &LanguageTag) -> Role {
    let is_reversed = matches!(
        language.primary(),
        "de" | "da" | "sl" | "hr" | "cs" | "sk" | "hu"
    ) && language.region() != Some("CH");
    if is_reversed && by_neighbours(before, behind) != Role::Either {
        return by_neighbours(before, behind);
    }
    match character {
        '«' => Role::Open,
        _ => Role::Close,
    }
}

/// What a straight mark does; `None` where it is none: inches, seconds, Hebrew abbreviations.
fn straight_role(before: char, behind: char, language: &LanguageTag) -> Option<Role> {
    let is_in_word = before.is_alphabetic() && behind.is_alphabetic();
    if is_in_word && language.script() == "Hebr" || before == '=' || before == '\\' {
        return None;
    }
    Some(match by_neighbours(before, behind) {
        // A closing one, if any is open: else inches.
        Role::Close if before.is_numeric() && !behind.is_alphanumeric() => {
            return Some(Role::Either);
        }
        role => role,
    })
}

/// What the neighbours of a mark say that it does.
fn by_neighbours(before: char, behind: char) -> Role {
    let is_open_side = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '(' | '['
                    | '—'
                    | '–'
                    | '-'
                    | '/'
                    | '‘'
                    | '\''
                    | '«'
                    | '“'
                    | '„'
                    | '\u{200f}'
                    | '\u{200e}'
            )
    };
    let is_close_side = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                ')' | ']'
                    | ','
                    | '.'
                    | ';'
                    | ':'
                    | '!'
                    | '?'
                    | '…'
                    | '—'
                    | '–'
                    | '-'
                    | '/'
                    | '’'
                    | '\''
                    | '»'
                    | '”'
                    | '“'
                    | '،'
                    | '؛'
                    | '؟'
                    | '。'
                    | '，'
                    | '\u{200f}'
                    | '\u{200e}'
            )
    };
    match (is_open_side(before), is_close_side(behind)) {
        (true, false) => Role::Open,
        (false, true) => Role::Close,
        _ if before.is_whitespace() && !behind.is_whitespace() => Role::Open,
        _ if behind.is_whitespace() && !before.is_whitespace() => Role::Close,
        _ => Role::Either,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lonely_of(language: &str, paragraphs: &[&str]) -> Vec<(usize, usize)> {
        let language = LanguageTag::parse(language).unwrap();
        let read: Vec<_> = paragraphs
            .iter()
            .map(|text| marks(text, &language))
            .collect();
        lonely(&read, habit_of(&language))
            .into_iter()
            .map(|(number, mark)| (number, mark.at))
            .collect()
    }

    #[test]
    fn quotations_of_each_language_are_balanced() {
        for (language, paragraphs) in [
            ("en", &["He said: \"Yes.\" \"No,\" she said. (\"Oh!\")"][..]),
            ("en", &["“One.", "“Two.", "“Three,” he said."]),
            ("de", &["„Ja“, sagte er. »Nein« und „so“."]),
            ("sv", &["”Ja”, sade han."]),
            ("fa", &["«سلام»، گفت. «یک", "دو»"]),
            ("ar", &["قال \"نعم\" ثم ”لا”."]),
            ("ru", &["ООО «Компания «Север», «да»."]),
            ("zh", &["他说“是”，《书》「好」。", "他说\"是\"的"]),
            ("he", &["ארה\"ב אמרה \"כן\"."]),
            ("en", &["A 12\" gun and \"so\"."][..0]),
            ("en", &["<a href=\"x\">so</a>"]),
        ] {
            assert!(
                lonely_of(language, paragraphs).is_empty(),
                "{language} {paragraphs:?}"
            );
        }
    }

    #[test]
    fn what_is_open_or_closed_alone_is_found() {
        assert_eq!(lonely_of("en", &["It is so.\" He left."]), [(0, 9)]);
        assert_eq!(
            lonely_of("en", &["He said: \"So.", "None. \"Yes.\""]),
            [(0, 9)]
        );
        assert_eq!(lonely_of("fa", &["گفت: «سلام", "رفت."]), [(0, 8)]);
        assert_eq!(lonely_of("zh", &["他说：“是。", "他走了。"]), [(0, 9)]);
    }
}
