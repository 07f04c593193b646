//! `name-spelling`: a name that one text spells in two ways (Rostamkhani, Rostamkhany).

use std::collections::BTreeMap;
use std::ops::Range;

use super::super::article::{Article, Remark};
use super::super::conventions::{Writing, is_within, unruled, words, writing_of};
use super::super::{Check, Example, Examples, Finding, Knowledge, Subject};
use crate::lang::LanguageTag;
use crate::model::Severity;
use crate::similarity::{edit_distance, name_key};
use crate::text::Analyser;

/// Finds names that differ from a more frequent one by a letter and sound the same.
pub struct Names;

/// Shorter words are too often near to another one.
const SHORTEST: usize = 6;

impl Check for Names {
    fn id(&self) -> &'static str {
        "name-spelling"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn about(&self) -> &'static str {
        "A name is spelt in two ways in one text (Rostamkhani, Rostamkhany)"
    }

    fn explains(&self) -> &'static str {
        "Words of six letters and more with a capital in the midst of sentences, that differ by one letter, sound the same by their consonants and are no inflected forms of one another. The rarer has to be a single slip against two places, or the word before has to be the same. In scripts without capitals (Persian, Arabic) only the latter counts, and only where a letter of a vowel inside the word differs. Names that the glossary has are left alone."
    }

    fn examples(&self) -> Examples {
        Examples {
            bad: Example::of(
                "en",
                &[
                    "Then Ali Rostamkhani spoke.",
                    "In the end Ali Rostamkhani left, and with him Rostamkhany was seen.",
                ],
            ),
            good: Example::of(
                "en",
                &["Then Johnson met Johnston, and Johnson met Johnston again."],
            ),
        }
    }

    fn run(&self, subject: &Subject<'_>, knowledge: &Knowledge<'_>) -> Vec<Finding> {
        let article = Article::of(subject);
        let spellings = match writing_of(article.language) {
            Writing::Cased => capitalised(&article),
            Writing::Arabic => following(&article),
            _ => return Vec::new(),
        };
        let judge = Judge {
            language: article.language,
            analyser: Analyser::new(article.language),
        };
        let all: Vec<(&str, &Vec<Place>)> = spellings
            .iter()
            .map(|(word, places)| (*word, places))
            .collect();
        let mut findings = Vec::new();
        for (word, places) in &all {
            let other = all
                .iter()
                .find(|(other, others)| judge.is_slip((word, places), (other, others)));
            let Some((usual, others)) = other else {
                continue;
            };
            if is_known(word, article.language, knowledge) {
                continue;
            }
            for place in places.iter() {
                let message = format!("{word} is spelt {usual} elsewhere ({} times)", others.len());
                let remark = Remark::new(place.span.clone(), message, 0.75).instead(*usual);
                findings.push(article.finding(self, &article.paragraphs[place.paragraph], remark));
            }
        }
        findings.sort_by_key(|finding| finding.span.start);
        findings
    }
}

/// Where a spelling stands.
struct Place {
    paragraph: usize,
    span: Range<usize>,
    /// The word before it, where only a space lies between.
    before: Option<String>,
}

/// The long words of an article with a capital, none of them only at beginnings of sentences.
fn capitalised<'t>(article: &Article<'_, 't>) -> BTreeMap<&'t str, Vec<Place>> {
    let mut found = long_words(article, |word| {
        word.starts_with(char::is_uppercase) && word.chars().skip(1).all(char::is_lowercase)
    });
    // A word that also stands in small letters, or only where sentences begin, is none.
    let small: std::collections::BTreeSet<String> = article
        .paragraphs
        .iter()
        .flat_map(|own| words(own.text))
        .filter(|(_, word)| word.starts_with(char::is_lowercase))
        .map(|(_, word)| word.to_owned())
        .collect();
    found.retain(|word, places| {
        !small.contains(&word.to_lowercase()) && places.iter().any(|place| place.before.is_some())
    });
    found
}

/// The long words of an article that stand behind another long word, as names behind first names.
fn following<'t>(article: &Article<'_, 't>) -> BTreeMap<&'t str, Vec<Place>> {
    let mut found = long_words(article, |_| true);
    found.retain(|_, places| places.iter().any(|place| place.before.is_some()));
    found
}

fn long_words<'t>(
    article: &Article<'_, 't>,
    counts: impl Fn(&str) -> bool,
) -> BTreeMap<&'t str, Vec<Place>> {
    let mut found: BTreeMap<&'t str, Vec<Place>> = BTreeMap::new();
    for (number, paragraph) in article.paragraphs.iter().enumerate() {
        let unruled = unruled(paragraph.text);
        let mut last: Option<Range<usize>> = None;
        for (start, word) in words(paragraph.text) {
            let span = start..start + word.len();
            if word.chars().count() >= SHORTEST && counts(word) && !is_within(&unruled, start) {
                let before = last
                    .clone()
                    .filter(|last| paragraph.text[last.end..start] == *" ")
                    .map(|last| paragraph.text[last].to_owned());
                let place = Place {
                    paragraph: number,
                    span: span.clone(),
                    before,
                };
                found.entry(word).or_default().push(place);
            }
            last = Some(span);
        }
    }
    found
}

struct Judge<'l> {
    language: &'l LanguageTag,
    analyser: Analyser,
}

impl Judge<'_> {
    /// Whether a spelling is a slip for a more frequent one.
    fn is_slip(&self, own: (&str, &[Place]), other: (&str, &[Place])) -> bool {
        let ((word, places), (usual, others)) = (own, other);
        let has_one_first_name = places.iter().any(|place| {
            let first = place
                .before
                .as_ref()
                .filter(|before| before.chars().count() > 2 && self.is_name(before));
            first.is_some_and(|first| {
                others
                    .iter()
                    .any(|other| other.before.as_ref() == Some(first))
            })
        });
        // German nouns have capitals, all of them.
        let is_cased = writing_of(self.language) == Writing::Cased
            && !matches!(self.language.primary(), "de" | "lb");
        let is_rarer = places.len() < others.len()
            || places.len() == others.len() && places_later(places, others);
        let counts = is_rarer
            && (is_cased && places.len() == 1 && others.len() >= 2
                || has_one_first_name && is_rarer);
        counts && self.sounds_alike(word, usual)
    }

    fn is_name(&self, word: &str) -> bool {
        let folded = self.analyser.folded(word);
        !self.analyser.is_function_word(&folded)
            && (writing_of(self.language) != Writing::Cased || word.starts_with(char::is_uppercase))
    }

    fn sounds_alike(&self, word: &str, usual: &str) -> bool {
        let (own, other) = (self.analyser.folded(word), self.analyser.folded(usual));
        let shared = own
            .chars()
            .zip(other.chars())
            .take_while(|(one, two)| one == two)
            .count();
        let longest = own.chars().count().max(other.chars().count());
        // An ending of inflection is at most the last three letters where the language inflects.
        let is_last = shared + 1 >= longest;
        let is_ending = match self.language.primary() {
            "en" => own.trim_end_matches('s') == other.trim_end_matches('s'),
            "fr" | "es" | "it" | "pt" => is_last,
            _ => shared + 3 >= longest,
        };
        shared > 0
            && own != other
            && edit_distance(&own, &other) == 1
            && name_key(&own) == name_key(&other)
            && !is_ending
            && (writing_of(self.language) == Writing::Cased
                || has_other_vowel(&own, &other, shared))
    }
}

fn places_later(places: &[Place], others: &[Place]) -> bool {
    let first = |places: &[Place]| places.first().map(|own| (own.paragraph, own.span.start));
    first(places) > first(others)
}

/// Whether two words differ by a letter of a vowel in their inside.
fn has_other_vowel(own: &str, other: &str, shared: usize) -> bool {
    let (longer, shorter) = match own.chars().count() > other.chars().count() {
        true => (own, other),
        false => (other, own),
    };
    let is_vowel = |c: char| matches!(c, 'ا' | 'و' | 'ی' | 'ي');
    longer.chars().count() == shorter.chars().count() + 1
        && longer.chars().nth(shared).is_some_and(is_vowel)
        && shared > 1
}

/// Whether the glossary has a word as a name of its own.
fn is_known(word: &str, language: &LanguageTag, knowledge: &Knowledge<'_>) -> bool {
    let mentions = knowledge.glossary.mentions(word, language);
    mentions.iter().any(|own| own.similarity >= 1.0)
}
