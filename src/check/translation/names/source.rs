//! The names of an article: words with a capital that sound alike in every language.

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::sides::{SAME, SURE};
use crate::check::reading::Reading;
use crate::check::{Side, Subject};
use crate::glossary::{Glossary, Mention, Nesting};
use crate::lang::{LanguageTag, profile_of};
use crate::similarity::{name_key, name_similarity};
use crate::text::{Analyser, Token, TokenClass, is_letter_or_digit};

/// How many consonants a name needs to be told by its sound alone.
const SHORTEST_KEY: usize = 3;

/// The sorts of concepts whose terms are no names, or whose names `term-rendering` follows.
const NO_NAMES: &[&str] = &[
    "country",
    "territory",
    "capital",
    "concept",
    "office",
    "rank",
    "person",
];

/// A word of a name.
#[derive(Debug)]
pub(super) struct Name {
    pub(super) text: String,
    pub(super) key: String,
    /// Whether the word before it belongs to the same name.
    pub(super) goes_on: bool,
    /// Its place among the words with a capital.
    pub(super) capital: usize,
    /// Whether only the glossary says that it may be translated, for a title has it (David, of
    /// Camp David).
    pub(super) is_title_word: bool,
}

impl Name {
    /// Whether it can be told by its sound.
    pub(super) fn is_clear(&self) -> bool {
        self.key.len() >= SHORTEST_KEY
    }
}

/// The names of a source sentence, and every word of it that has a capital.
pub(super) struct Names {
    pub(super) names: Vec<Name>,
    pub(super) capitals: Vec<Name>,
    /// Whether some of it is a headline or a title.
    has_title: bool,
}

/// Reads the names of one article.
pub(super) struct NameReader<'s> {
    analyser: &'s Analyser,
    to: Option<&'s LanguageTag>,
    /// Words of titles and of names of bodies, in small letters: they are translated by their
    /// meaning.
    titles: Arc<FxHashSet<String>>,
    /// The words that the article writes small somewhere.
    small: FxHashSet<&'s str>,
}

impl<'s> NameReader<'s> {
    /// A reader that knows which words of an article are no names: those that it writes small
    /// somewhere, and those of which the glossary makes titles and names of bodies.
    pub(super) fn new(subject: &'s Subject<'_>, glossary: &Glossary) -> Self {
        let mut small = FxHashSet::default();
        for (_, passage) in subject.passages(Side::Source) {
            let words = passage.text.split(|c| !is_letter_or_digit(c));
            small.extend(words.filter(|word| word.starts_with(char::is_lowercase)));
        }
        Self {
            analyser: subject.analyser(Side::Source),
            to: subject.to.as_ref(),
            titles: glossary.title_words(&subject.from),
            small,
        }
    }

    /// The names of the segments that have both sides. In headlines and titles those count that
    /// the article has elsewhere.
    pub(super) fn read_all(&self, subject: &Subject<'_>, glossary: &Glossary) -> Vec<Names> {
        let sources: Vec<Reading<'_, '_>> = subject.both_readings().map(|own| own.1).collect();
        let none = FxHashSet::default();
        let read = |source: &Reading<'_, '_>, known: &FxHashSet<String>| {
            self.read(*source, source.mentions(glossary), known)
        };
        let mut names: Vec<Names> = sources.iter().map(|source| read(source, &none)).collect();
        let texts = names.iter().flat_map(|own| &own.names);
        let known: FxHashSet<String> = texts.map(|name| name.text.clone()).collect();
        for (own, source) in names.iter_mut().zip(&sources) {
            if own.has_title {
                *own = read(source, &known);
            }
        }
        names
    }

    /// The names of a sentence that are no places or bodies of the glossary. What begins it is a
    /// name where another word of the name follows.
    fn read(
        &self,
        source: Reading<'_, '_>,
        mentions: &[Mention],
        known: &FxHashSet<String>,
    ) -> Names {
        let tokens = source.tokens();
        let is_name = |at: usize| {
            let word = without_possessive(tokens[at].text);
            tokens[at].class == TokenClass::Word
                && is_capitalised(word)
                && (self.is_sound_of_term(&tokens[at], mentions)
                    || !self.is_translated(word) && !is_term(&tokens[at], mentions))
        };
        let is_joined = |at: usize| {
            let (Some(own), Some(next)) = (tokens.get(at), tokens.get(at + 1)) else {
                return false;
            };
            let has_ending = without_possessive(own.text).len() < own.text.len();
            own.end() + 1 == next.start && !has_ending && is_name(at) && is_name(at + 1)
        };
        let is_title_word = |at: usize| {
            let word = without_possessive(tokens[at].text);
            let may_be =
                self.titles.contains(&word.to_lowercase()) || is_term(&tokens[at], mentions);
            is_capitalised(word) && !self.is_common(word) && may_be
        };
        // Whether a word with a capital stands directly before, or an initial between them.
        let follows = |at: usize, last: Option<usize>| {
            last.is_some_and(|last| {
                let before = tokens[last].text;
                let folded = self.analyser.folded(before);
                let between = &source.text()[tokens[last].end()..tokens[at].start];
                is_gap_of_name(between)
                    && without_possessive(before).len() == before.len()
                    && !self.analyser.is_function_word(&folded)
            })
        };
        let titled = titled(tokens);
        let mut read = Names {
            names: Vec::new(),
            capitals: Vec::new(),
            has_title: titled.contains(&true),
        };
        let mut last = None;
        let mut last_capital = None;
        for (at, token) in tokens.iter().enumerate() {
            let word = without_possessive(token.text);
            let is_initial = word.chars().nth(1).is_none();
            if !word.starts_with(char::is_uppercase) || is_initial {
                continue;
            }
            let name = |goes_on| Name {
                text: word.to_owned(),
                key: name_key(word),
                goes_on,
                capital: read.capitals.len(),
                is_title_word: is_title_word(at),
            };
            let is_inside = at > 0 && tokens[at - 1].class == TokenClass::Word;
            let goes_on = at > 0 && is_joined(at - 1) && last == Some(at - 1);
            let own = name(goes_on);
            let may_be_told = known.contains(word) || !titled[at] && (is_inside || is_joined(at));
            if is_name(at) && may_be_told && !own.key.is_empty() {
                last = Some(at);
                read.names.push(own);
            }
            let capital = name(follows(at, last_capital));
            read.capitals.push(capital);
            last_capital = Some(at);
        }
        read
    }

    /// Whether a word belongs to the name of a place or body that is no state, and that the
    /// translation writes by its sound too (Las Vegas, Der Spiegel).
    fn is_sound_of_term(&self, token: &Token<'_>, mentions: &[Mention]) -> bool {
        let word = without_possessive(token.text);
        let Some(mention) = mentions.iter().find(|mention| is_inside(token, mention)) else {
            return false;
        };
        let subject = mention.entry.subject.as_deref().unwrap_or_default();
        let key = name_key(word);
        let is_it = |text: &str| {
            let other = name_key(text);
            let least = if key.len() > SHORTEST_KEY { SAME } else { SURE };
            other == key || key.len() >= SHORTEST_KEY && name_similarity(&key, &other) >= least
        };
        let terms = self.to.iter().flat_map(|to| mention.entry.terms_in(to));
        let mut words = terms.flat_map(|term| term.text.split(|c| !is_letter_or_digit(c)));
        !NO_NAMES.contains(&subject) && !self.is_common(word) && key.len() > 1 && words.any(is_it)
    }

    fn is_translated(&self, word: &str) -> bool {
        self.is_common(word) || self.titles.contains(&word.to_lowercase())
    }

    /// Whether the language or the article says that a word is no name.
    fn is_common(&self, word: &str) -> bool {
        let folded = self.analyser.folded(word);
        let profile = profile_of(self.analyser.language());
        self.analyser.is_function_word(&folded)
            || profile.name_nouns.has(&folded)
            || self.small.contains(word.to_lowercase().as_str())
    }
}

/// For each token whether it stands in a headline or in a title between quotation marks, where no
/// word says by its capital that it is a name.
fn titled(tokens: &[Token<'_>]) -> Vec<bool> {
    let is_mark = |token: &Token<'_>| token.text.contains(['"', '“', '”', '„', '«', '»']);
    let stretches: Vec<&[Token<'_>]> = tokens.split_inclusive(is_mark).collect();
    // Every other stretch is between marks.
    let outside = stretches.iter().step_by(2).flat_map(|own| own.iter());
    let is_title_outside = is_headline(outside);
    let mut titled = Vec::with_capacity(tokens.len());
    for (number, stretch) in stretches.iter().enumerate() {
        let is_title = match number % 2 {
            0 => is_title_outside,
            _ => is_headline(stretch.iter()),
        };
        titled.extend(stretch.iter().map(|_| is_title));
    }
    titled
}

/// Whether most words of a stretch that could be small have a capital.
fn is_headline<'s>(tokens: impl Iterator<Item = &'s Token<'s>>) -> bool {
    let words =
        tokens.filter(|token| token.class == TokenClass::Word && token.text.chars().count() > 3);
    let (capitals, smalls): (Vec<&Token<'_>>, Vec<&Token<'_>>) =
        words.partition(|token| token.text.starts_with(char::is_uppercase));
    capitals.len() > 2 * smalls.len()
}

/// Whether a word belongs to a term of the glossary that is no person's name.
fn is_term(token: &Token<'_>, mentions: &[Mention]) -> bool {
    mentions.iter().any(|mention| {
        mention.entry.subject.as_deref() != Some("person") && is_inside(token, mention)
    })
}

fn is_inside(token: &Token<'_>, mention: &Mention) -> bool {
    let span: &Range<usize> = &mention.span;
    let touches = span.start < token.end() && token.start < span.end;
    mention.nesting == Nesting::Outer && touches
}

/// Whether what stands between two words leaves them one name: a space, or an initial.
fn is_gap_of_name(between: &str) -> bool {
    let inside = between.trim();
    let mut letters = inside.trim_end_matches('.').chars();
    let is_initial = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
    between == " " || inside.ends_with('.') && is_initial
}

fn is_capitalised(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && word.contains(char::is_lowercase)
}

fn without_possessive(word: &str) -> &str {
    let bare = word.trim_end_matches(['s', 'S']);
    let host = bare.trim_end_matches(['\'', '’']);
    if host.len() < bare.len() { host } else { word }
}
