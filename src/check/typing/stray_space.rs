//! `stray-space`: a space where the language has none: before a comma, inside brackets, behind
//! the hyphen of a word.

use super::super::article::{Article, Remark};
use super::super::conventions::{
    Writing, has_tight_guillemets, is_within, marks_without_space, unruled, writing_of,
};
use super::super::{Check, Example, Examples, Finding, Fix, Knowledge, Subject, Told};
use crate::lang::LanguageTag;
use crate::model::Severity;
use crate::text::Analyser;

/// Finds spaces that no convention of the language puts there.
pub struct StraySpace;

impl Check for StraySpace {
    fn id(&self) -> &'static str {
        "stray-space"
    }

    fn severity(&self) -> Severity {
        Severity::Note
    }

    fn about(&self) -> &'static str {
        "A space stands before a mark, inside brackets or behind a hyphen, where the language has none"
    }

    fn explains(&self) -> &'static str {
        "By the language's own conventions: French has a space before ! ? ; : and inside « », Persian and Arabic have none before ، ؛ ؟, Chinese has none at full-width marks."
    }

    fn fix(&self) -> Fix {
        Fix::Safe
    }

    fn told(&self) -> Told {
        Told::Slips { from: 3 }
    }

    fn examples(&self) -> Examples {
        Examples {
            bad: Example::of("en", &["Australia , Britain ( and others ) met."]),
            good: Example::of(
                "en",
                &["Australia, Britain (and others) met ... on two- and three-day visits."],
            ),
        }
    }

    fn run(&self, subject: &Subject<'_>, _: &Knowledge<'_>) -> Vec<Finding> {
        let article = Article::of(subject);
        let analyser = Analyser::new(article.language);
        article.each(self, |paragraph| {
            let text = paragraph.text;
            let mut found = before_marks(text, article.language);
            found.extend(behind_openings(text, article.language));
            if writing_of(article.language) == Writing::Cased {
                found.extend(behind_hyphens(text, &analyser));
            }
            let unruled = unruled(text);
            found.retain(|remark| !is_within(&unruled, remark.span.end.saturating_sub(1)));
            found.sort_by_key(|remark| remark.span.start);
            found
        })
    }
}

/// Spaces before marks that stand to the word before them.
fn before_marks(text: &str, language: &LanguageTag) -> Vec<Remark> {
    let marks = marks_without_space(language);
    let closes = |c: char| {
        c == '»' && has_tight_guillemets(language) || c == '”' && language.primary() == "en"
    };
    text.char_indices()
        .filter(|(_, c)| marks.contains(*c) || closes(*c))
        .filter_map(|(at, mark)| {
            let before = text[..at].trim_end_matches(is_space);
            let last = before.chars().next_back()?;
            let behind = text[at + mark.len_utf8()..].chars().next();
            let counts = before.len() < at
                && stands_to(last)
                && !has_meaning(last, mark, behind)
                && !is_beside_latin(last, language);
            counts.then(|| {
                let span = before.len()..at + mark.len_utf8();
                Remark::new(span, format!("a space before {mark}"), 0.93).instead(mark)
            })
        })
        .collect()
}

/// Whether a space stands beside a Latin word or a number in Chinese or Japanese, where many put
/// one.
fn is_beside_latin(beside: char, language: &LanguageTag) -> bool {
    writing_of(language) == Writing::FullWidth && beside.is_ascii()
}

/// Whether a mark has to follow a character at once.
fn stands_to(last: char) -> bool {
    last.is_alphanumeric()
        || matches!(
            last,
            ')' | ']' | '"' | '”' | '»' | '%' | '\'' | '’' | '」' | '』'
        )
}

/// Whether a mark behind a space means something else: dots (`… ...`, `.NET`, `.5`), times and
/// scores (`3 : 2`), smileys.
fn has_meaning(last: char, mark: char, behind: Option<char>) -> bool {
    let next = behind.unwrap_or(' ');
    match mark {
        '.' => next == '.' || next.is_alphanumeric(),
        ':' => matches!(next, ')' | '(' | '-' | '/' | ':' | 'D' | 'P') || last.is_numeric(),
        ';' => matches!(next, ')' | '-'),
        '!' => next == '=' || next.is_alphanumeric(),
        '?' => next.is_alphanumeric(),
        ')' => last == ':',
        _ => false,
    }
}

/// Spaces behind brackets and quotation marks that open.
fn behind_openings(text: &str, language: &LanguageTag) -> Vec<Remark> {
    if matches!(writing_of(language), Writing::Unspaced) {
        return Vec::new();
    }
    let opens = |c: char| {
        matches!(c, '(' | '[' | '（' | '「' | '『' | '《')
            || c == '«' && has_tight_guillemets(language)
            || c == '“' && language.primary() == "en"
    };
    text.char_indices()
        .filter(|(_, c)| opens(*c))
        .filter_map(|(at, mark)| {
            let start = at + mark.len_utf8();
            let behind = text[start..].trim_start_matches(is_space);
            let is_stray = behind.len() < text.len() - start
                && behind.starts_with(|c: char| c.is_alphanumeric())
                && !text[..at].ends_with([':', ';'])
                && !behind.starts_with(|c| is_beside_latin(c, language));
            is_stray.then(|| {
                let span = at..text.len() - behind.len();
                Remark::new(span, format!("a space behind {mark}"), 0.92).instead(mark)
            })
        })
        .collect()
}

/// `nuclear- powered`, but not `two- and three-day` and not a hyphen that stands for a dash
/// on both sides.
fn behind_hyphens(text: &str, analyser: &Analyser) -> Vec<Remark> {
    text.match_indices("- ")
        .filter_map(|(at, _)| {
            let before = text[..at].chars().next_back()?;
            let behind = text[at + 2..].split(|c: char| !c.is_alphabetic()).next()?;
            let is_word = behind.chars().count() > 2 && behind.starts_with(char::is_lowercase);
            let counts = before.is_lowercase()
                && is_word
                && !analyser.is_function_word(&analyser.folded(behind))
                && !text[..at].ends_with('-');
            counts.then(|| {
                let message = "a space behind the hyphen of a word";
                Remark::new(at..at + 2, message, 0.8).instead("-")
            })
        })
        .collect()
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{3000}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(language: &str, text: &str) -> usize {
        let language = LanguageTag::parse(language).unwrap();
        before_marks(text, &language).len() + behind_openings(text, &language).len()
    }

    #[test]
    fn each_language_has_its_own_conventions() {
        for (language, text, count) in [
            ("en", "States , announced ; ( x )", 4),
            ("fr", "Quoi ? « Oui » ; non : si !", 0),
            ("fr", "oui , non .", 2),
            ("fa", "تهران ، مسکو ؟ « سلام »", 4),
            ("ar", "طهران ، موسكو", 1),
            ("ru", "Москва , « Ария »", 3),
            ("zh", "北京 ，上海 。", 2),
            ("zh", "见 BBC ，（ BBC）", 0),
            ("en", "wait ... .NET and 3 : 2 :) ;)", 0),
            ("de", "so , „wie“", 1),
        ] {
            assert_eq!(found(language, text), count, "{language}: {text}");
        }
    }
}
