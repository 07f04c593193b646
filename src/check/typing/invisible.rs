//! `invisible-character`: characters that nobody sees, where they do nothing good.

use super::super::article::{Article, Remark};
use super::super::conventions::{is_arabic, is_mark};
use super::super::{Check, Example, Examples, Finding, Fix, Knowledge, Subject, Told};
use crate::lang::{Direction, LanguageTag};
use crate::model::Severity;

/// Finds zero-width characters, soft hyphens and direction marks that are left from elsewhere.
pub struct Invisible;

impl Check for Invisible {
    fn id(&self) -> &'static str {
        "invisible-character"
    }

    fn severity(&self) -> Severity {
        Severity::Note
    }

    fn about(&self) -> &'static str {
        "An invisible character is left in the text: a zero-width space, a soft hyphen, a ZWNJ beside a space"
    }

    fn explains(&self) -> &'static str {
        "A ZWNJ counts where no letter stands on one of its sides, or two of them stand together; direction marks in text that has no letter of the other direction; zero-width spaces but in Thai, Khmer and the like. They keep searches from finding the word."
    }

    fn fix(&self) -> Fix {
        Fix::Safe
    }

    fn told(&self) -> Told {
        Told::Slips { from: 2 }
    }

    fn examples(&self) -> Examples {
        Examples {
            bad: Example::of("fa", &["کتاب\u{200c} را می\u{200c}خواند"]),
            good: Example::of("fa", &["کتاب‌ها را می\u{200c}خواند"]),
        }
    }

    fn run(&self, subject: &Subject<'_>, _: &Knowledge<'_>) -> Vec<Finding> {
        let article = Article::of(subject);
        article.each(self, |paragraph| {
            let text = paragraph.text;
            if text.is_ascii() {
                return Vec::new();
            }
            let is_one_way = is_one_way(text, article.language);
            text.char_indices()
                .filter_map(|(at, c)| {
                    let before = text[..at].chars().next_back().unwrap_or(' ');
                    if before == c {
                        // Told with the first of the run.
                        return None;
                    }
                    let behind = text[at + c.len_utf8()..].chars().next().unwrap_or(' ');
                    let name = name_of(c)?;
                    let counts = match c {
                        '\u{200c}' => is_idle_joiner(before, behind),
                        '\u{200d}' => !joins(before) && !joins(behind),
                        '\u{200e}' | '\u{200f}' => is_one_way,
                        '\u{200b}' => !has_zero_width_spaces(article.language),
                        _ => true,
                    };
                    let counts =
                        counts && !subject.source_matches(paragraph, |source| source.contains(c));
                    let message = format!("{name} does nothing here");
                    let run = text[at..].len() - text[at..].trim_start_matches(c).len();
                    counts.then(|| Remark::new(at..at + run, message, 0.93).instead(""))
                })
                .collect()
        })
    }
}

fn name_of(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{ad}' => "a soft hyphen (U+00AD)",
        '\u{200b}' => "a zero-width space (U+200B)",
        '\u{200c}' => "a ZWNJ (U+200C)",
        '\u{200d}' => "a ZWJ (U+200D)",
        '\u{200e}' => "a left-to-right mark (U+200E)",
        '\u{200f}' => "a right-to-left mark (U+200F)",
        '\u{2060}' => "a word joiner (U+2060)",
        '\u{feff}' => "a byte order mark (U+FEFF)",
        '\u{180e}' => "a Mongolian vowel separator (U+180E)",
        '\u{2061}'..='\u{2064}' => "an invisible sign of mathematics",
        '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' => "a Hangul filler",
        _ => return None,
    })
}

/// A ZWNJ keeps two letters from joining: it needs both.
fn is_idle_joiner(before: char, behind: char) -> bool {
    let is_letter = |c: char| c.is_alphanumeric() || is_mark(c) || matches!(c, '»' | ')' | '"');
    !(is_letter(before) && (behind.is_alphanumeric() || is_mark(behind)))
}

/// What a ZWJ stands beside with good reason: letters of joining scripts, emoji.
fn joins(c: char) -> bool {
    is_arabic(c)
        || is_mark(c)
        || matches!(c, '\u{900}'..='\u{dff}' | '\u{2190}'..='\u{2bff}'
        | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}')
}

fn has_zero_width_spaces(language: &LanguageTag) -> bool {
    matches!(
        language.script(),
        "Thai" | "Khmr" | "Laoo" | "Mymr" | "Tibt" | "Jpan"
    )
}

/// Whether all letters of a text run as its language does.
fn is_one_way(text: &str, language: &LanguageTag) -> bool {
    let is_right_to_left = |c: char| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fefc}');
    match language.direction() {
        Direction::LeftToRight => !text.contains(is_right_to_left),
        Direction::RightToLeft => false,
    }
}
