//! `name-spelling`: a name that one text spells in two ways (Rostamkhani, Rostamkhany).

use std::collections::BTreeMap;
use std::ops::Range;

use rustc_hash::FxHashSet;

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
        "Words of six letters and more with a capital in the midst of sentences, that differ by one letter, sound the same by their consonants and are no inflected forms of one another. The rarer has to be a single slip against two places or against a name that the glossary has, or the word before has to be the same. In scripts without capitals (Persian, Arabic) only the latter counts, and only where a letter of a vowel inside the word differs. Names that the glossary has are left alone."
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
        let judge = Judge::new(article.language);
        let all: Vec<Spelling<'_>> = spellings
            .into_iter()
            .map(|(word, places)| judge.spelling(word, places))
            .collect();
        let mut findings = Vec::new();
        for own in &all {
            let is_usual = |other: &&Spelling<'_>| {
                judge.is_slip(own, other)
                    || judge.may_be_slip(own, other)
                        && is_known(other.word, article.language, knowledge)
            };
            let Some(usual) = all.iter().find(is_usual) else {
                continue;
            };
            if is_known(own.word, article.language, knowledge) {
                continue;
            }
            for place in &own.places {
                let times = match usual.places.len() {
                    1 => "once".to_owned(),
                    many => format!("{many} times"),
                };
                let message = format!("{} is spelt {} elsewhere ({times})", own.word, usual.word);
                let remark = Remark::new(place.span.clone(), message, 0.75).instead(usual.word);
                findings.push(article.finding(self, &article.paragraphs[place.paragraph], remark));
            }
        }
        findings.sort_by_key(|finding| finding.span.start);
        findings
    }
}

/// Where a spelling stands.
struct Place<'t> {
    paragraph: usize,
    span: Range<usize>,
    /// The word before it, where only a space lies between.
    before: Option<&'t str>,
}

/// A spelling with what it is compared by, found out once.
struct Spelling<'t> {
    word: &'t str,
    places: Vec<Place<'t>>,
    folded: String,
    /// The first letter of the folded word.
    first: Option<char>,
    /// How many letters the folded word has.
    letters: usize,
    /// The names that stand before it.
    first_names: Vec<&'t str>,
}

/// The long words of an article with a capital, none of them only at beginnings of sentences.
fn capitalised<'t>(article: &Article<'_, 't>) -> BTreeMap<&'t str, Vec<Place<'t>>> {
    let mut found = long_words(article, |word| {
        word.starts_with(char::is_uppercase) && word.chars().skip(1).all(char::is_lowercase)
    });
    // A word that also stands in small letters, or only where sentences begin, is none.
    let small: FxHashSet<&str> = article
        .paragraphs
        .iter()
        .flat_map(|own| words(own.text))
        .filter(|(_, word)| word.starts_with(char::is_lowercase))
        .map(|(_, word)| word)
        .collect();
    found.retain(|word, places| {
        !small.contains(word.to_lowercase().as_str())
            && places.iter().any(|place| place.before.is_some())
    });
    found
}

/// The long words of an article that stand behind another long word, as names behind first names.
fn following<'t>(article: &Article<'_, 't>) -> BTreeMap<&'t str, Vec<Place<'t>>> {
    let mut found = long_words(article, |_| true);
    found.retain(|_, places| places.iter().any(|place| place.before.is_some()));
    found
}

fn is_long(word: &str) -> bool {
    word.len() >= SHORTEST && word.chars().nth(SHORTEST - 1).is_some()
}

fn long_words<'t>(
    article: &Article<'_, 't>,
    counts: impl Fn(&str) -> bool,
) -> BTreeMap<&'t str, Vec<Place<'t>>> {
    let mut found: BTreeMap<&'t str, Vec<Place<'t>>> = BTreeMap::new();
    for (number, paragraph) in article.paragraphs.iter().enumerate() {
        let unruled = unruled(paragraph.text);
        let mut last: Option<Range<usize>> = None;
        for (start, word) in words(paragraph.text) {
            let span = start..start + word.len();
            if is_long(word) && counts(word) && !is_within(&unruled, start) {
                let before = last
                    .clone()
                    .filter(|last| paragraph.text[last.end..start] == *" ")
                    .map(|last| &paragraph.text[last]);
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
    writing: Writing,
    analyser: Analyser,
}

impl<'l> Judge<'l> {
    fn new(language: &'l LanguageTag) -> Self {
        Self {
            language,
            writing: writing_of(language),
            analyser: Analyser::new(language),
        }
    }

    fn spelling<'t>(&self, word: &'t str, places: Vec<Place<'t>>) -> Spelling<'t> {
        let folded = self.analyser.folded(word);
        let is_name = |before: &&str| before.chars().count() > 2 && self.is_name(before);
        let before = places.iter().filter_map(|place| place.before);
        Spelling {
            word,
            first: folded.chars().next(),
            letters: folded.chars().count(),
            first_names: before.filter(is_name).collect(),
            places,
            folded,
        }
    }

    /// Whether a spelling is a slip for a more frequent one.
    fn is_slip(&self, own: &Spelling<'_>, usual: &Spelling<'_>) -> bool {
        // What is quickly seen comes first: most of all words are asked about most others.
        if !are_near(own, usual) {
            return false;
        }
        let (places, others) = (&own.places, &usual.places);
        let is_rarer = places.len() < others.len()
            || places.len() == others.len() && places_later(places, others);
        let is_single = self.is_cased() && places.len() == 1 && others.len() >= 2;
        is_rarer
            && (is_single || own.shares_first_name(usual))
            && self.sounds_alike(&own.folded, &usual.folded)
    }

    /// Whether a spelling is a slip for another one if that is a known name.
    fn may_be_slip(&self, own: &Spelling<'_>, usual: &Spelling<'_>) -> bool {
        are_near(own, usual)
            && self.is_cased()
            && own.places.len() <= usual.places.len()
            && self.sounds_alike(&own.folded, &usual.folded)
    }

    /// Whether a capital makes a name. German nouns have capitals, all of them.
    fn is_cased(&self) -> bool {
        self.writing == Writing::Cased && !matches!(self.language.primary(), "de" | "lb")
    }

    fn is_name(&self, word: &str) -> bool {
        let folded = self.analyser.folded(word);
        !self.analyser.is_function_word(&folded)
            && (self.writing != Writing::Cased || word.starts_with(char::is_uppercase))
    }

    /// Whether two folded words differ by one letter inside, and sound alike.
    fn sounds_alike(&self, own: &str, other: &str) -> bool {
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
            && !is_ending
            && edit_distance(own, other) == 1
            && name_key(own) == name_key(other)
            && (self.writing == Writing::Cased || has_other_vowel(own, other, shared))
    }
}

impl Spelling<'_> {
    /// Whether a name stands before both.
    fn shares_first_name(&self, other: &Spelling<'_>) -> bool {
        self.first_names
            .iter()
            .any(|first| other.places.iter().any(|place| place.before == Some(first)))
    }
}

/// Whether two words may differ by one letter.
fn are_near(own: &Spelling<'_>, other: &Spelling<'_>) -> bool {
    own.first == other.first && own.letters.abs_diff(other.letters) <= 1
}

fn places_later(places: &[Place<'_>], others: &[Place<'_>]) -> bool {
    let first = |places: &[Place<'_>]| places.first().map(|own| (own.paragraph, own.span.start));
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
