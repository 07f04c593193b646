//! The names of an article: words with a capital that sound alike in every language.

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::check::reading::Reading;
use crate::check::{Side, Subject};
use crate::glossary::{Glossary, Mention, Nesting};
use crate::lang::profile_of;
use crate::similarity::name_key;
use crate::text::{Analyser, Token, TokenClass, is_letter_or_digit};

/// How many consonants a name needs to be told by its sound alone.
const SHORTEST_KEY: usize = 3;

/// A word of a name.
#[derive(Debug)]
pub(super) struct Name {
    pub(super) text: String,
    pub(super) key: String,
    /// Whether the word before it belongs to the same name.
    pub(super) goes_on: bool,
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
}

/// Reads the names of one article.
pub(super) struct NameReader<'s> {
    analyser: &'s Analyser,
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
            titles: glossary.title_words(&subject.from),
            small,
        }
    }

    /// The names of a sentence that are no places or bodies of the glossary. What begins it is a
    /// name where another word of the name follows.
    pub(super) fn read(&self, source: Reading<'_, '_>, mentions: &[Mention]) -> Names {
        let tokens = source.tokens();
        let is_name = |at: usize| {
            let word = without_possessive(tokens[at].text);
            tokens[at].class == TokenClass::Word
                && is_capitalised(word)
                && !self.is_translated(word)
                && !is_term(&tokens[at], mentions)
        };
        let is_joined = |at: usize| {
            let (Some(own), Some(next)) = (tokens.get(at), tokens.get(at + 1)) else {
                return false;
            };
            let has_ending = without_possessive(own.text).len() < own.text.len();
            own.end() + 1 == next.start && !has_ending && is_name(at) && is_name(at + 1)
        };
        let mut read = Names {
            names: Vec::new(),
            capitals: Vec::new(),
        };
        // Of a headline no word says by its capital that it is a name.
        if is_headline(tokens) {
            return read;
        }
        let mut last = None;
        for (at, token) in tokens.iter().enumerate() {
            let word = without_possessive(token.text);
            if !word.starts_with(char::is_uppercase) {
                continue;
            }
            let name = |goes_on| Name {
                text: word.to_owned(),
                key: name_key(word),
                goes_on,
            };
            let is_inside = at > 0 && tokens[at - 1].class == TokenClass::Word;
            let goes_on = at > 0 && is_joined(at - 1) && last == Some(at - 1);
            let own = name(goes_on);
            if is_name(at) && (is_inside || is_joined(at)) && !own.key.is_empty() {
                last = Some(at);
                read.names.push(own);
            }
            read.capitals.push(name(false));
        }
        read
    }

    fn is_translated(&self, word: &str) -> bool {
        let folded = self.analyser.folded(word);
        let profile = profile_of(self.analyser.language());
        let lower = word.to_lowercase();
        self.analyser.is_function_word(&folded)
            || profile.name_nouns.has(&folded)
            || self.titles.contains(&lower)
            || self.small.contains(lower.as_str())
    }
}

/// Whether most words of a sentence that could be small have a capital.
fn is_headline(tokens: &[Token<'_>]) -> bool {
    let words = tokens
        .iter()
        .filter(|token| token.class == TokenClass::Word && token.text.chars().count() > 3);
    let (capitals, smalls): (Vec<&Token<'_>>, Vec<&Token<'_>>) =
        words.partition(|token| token.text.starts_with(char::is_uppercase));
    capitals.len() > 2 * smalls.len()
}

/// Whether a word belongs to a term of the glossary that is no person's name.
fn is_term(token: &Token<'_>, mentions: &[Mention]) -> bool {
    let inside = |span: &Range<usize>| span.start < token.end() && token.start < span.end;
    mentions.iter().any(|mention| {
        mention.nesting == Nesting::Outer
            && mention.entry.subject.as_deref() != Some("person")
            && inside(&mention.span)
    })
}

fn is_capitalised(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && word.contains(char::is_lowercase)
}

fn without_possessive(word: &str) -> &str {
    let bare = word.trim_end_matches(['s', 'S']);
    let host = bare.trim_end_matches(['\'', '’']);
    if host.len() < bare.len() { host } else { word }
}
