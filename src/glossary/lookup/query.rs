//! A query as one language sees it, and how terms answer it.

use super::super::across::Names;
use super::FoundBy;
use crate::lang::LanguageTag;
use crate::model::{PartOfSpeech, Term};
use crate::similarity::{character_similarity, edit_distance};
use crate::text::{Analyser, Foldings, Token, TokenClass, fold};

/// A query as one language sees it.
pub(super) struct QueryForm {
    analyser: Analyser,
    pub(super) folded: String,
    pub(super) stems: Vec<String>,
    /// The initials that the query may be.
    pub(super) initials: Option<String>,
    /// The names that the query may be.
    pub(super) names: Option<Names>,
}

impl QueryForm {
    pub(super) fn new(query: &str, language: &LanguageTag) -> Self {
        let analyser = Analyser::new(language);
        let tokens = analyser.tokens(query);
        Self {
            folded: fold(query, language, Foldings::ALL),
            stems: stems(&analyser, query),
            initials: initials(&analyser, &tokens),
            names: Names::of(&tokens),
            analyser,
        }
    }

    /// How a term answers the query by its words or letters, and how near it is.
    pub(super) fn compare(&self, query: &str, term: &str, least: f64) -> Option<(FoundBy, f64)> {
        if query == term {
            return Some((FoundBy::Exact, 1.0));
        }
        let folded = fold(term, self.analyser.language(), Foldings::ALL);
        if folded == self.folded {
            return Some((FoundBy::Folded, 1.0));
        }
        let stems = stems(&self.analyser, term);
        if !stems.is_empty() && stems == self.stems {
            return Some((FoundBy::Inflected, 1.0));
        }
        if let Some(share) = self.share_of(&stems) {
            return Some((FoundBy::Partial, share));
        }
        let similarity = character_similarity(&self.folded, &folded);
        (similarity >= least).then_some((FoundBy::Misspelt, similarity))
    }

    /// How much of a term the query is, when all its words stand in the term in their order,
    /// the last of them perhaps only begun.
    fn share_of(&self, term: &[String]) -> Option<f64> {
        let (last, before) = self.stems.split_last()?;
        let mut rest = term.iter();
        let in_order = before.iter().all(|word| rest.any(|own| own == word));
        let is_long = !before.is_empty() || last.chars().count() >= 2;
        let begun = is_long && rest.any(|own| own.starts_with(last.as_str()));
        (in_order && begun).then(|| ratio(self.stems.len(), term.len()))
    }

    /// Whether the query is the initials of a term, or sounds like a term in another script. An
    /// adjective is no name.
    pub(super) fn compare_name(&self, term: &Term) -> Option<(FoundBy, f64)> {
        if term.part_of_speech == Some(PartOfSpeech::Adjective) {
            return None;
        }
        let tokens = self.analyser.tokens(&term.text);
        if let Some(initials) = &self.initials
            && *initials == initials_of(&self.analyser, &tokens)
        {
            return Some((FoundBy::Acronym, 1.0));
        }
        let likeness = self.names.as_ref()?.likeness(&tokens)?;
        Some((FoundBy::Transliterated, likeness))
    }

    /// Whether the words of the query stand in a term in their order, some of them misspelt.
    pub(super) fn compare_misspelt_part(&self, term: &Term) -> Option<(FoundBy, f64)> {
        let term = stems(&self.analyser, &term.text);
        let (last, before) = self.stems.split_last()?;
        let mut rest = term.iter();
        let in_order = before.iter().all(|word| rest.any(|own| is_near(word, own)));
        let ends = in_order && rest.any(|own| is_begun_near(last, own));
        // Below every term that is misspelt as a whole.
        ends.then(|| (FoundBy::Misspelt, 0.8 * ratio(self.stems.len(), term.len())))
    }
}

/// The folded initials of the content words of a term.
pub(super) fn initials_of(analyser: &Analyser, term: &[Token<'_>]) -> String {
    let words = term.iter().filter(|token| token.class == TokenClass::Word);
    let folded = words.map(|token| analyser.folded(token.text));
    folded
        .filter(|word| !analyser.is_function_word(word))
        .filter_map(|word| word.chars().next())
        .collect()
}

/// The initials that a query may be, folded: one word of letters, of two in capitals or of three
/// and more in any case.
fn initials(analyser: &Analyser, tokens: &[Token<'_>]) -> Option<String> {
    let [word] = tokens else {
        return None;
    };
    let folded = analyser.folded(word.text);
    let length = folded.chars().count();
    let is_cased = |text: &str| text.chars().all(|c| c.is_lowercase() || c.is_uppercase());
    let is_long = length >= 3 || length == 2 && !word.text.chars().any(char::is_lowercase);
    (is_long && length <= LONGEST_INITIALS && is_cased(&folded)).then_some(folded)
}

/// How many words initials stand for at the most.
const LONGEST_INITIALS: usize = 8;

fn ratio(part: usize, whole: usize) -> f64 {
    let float = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    float(part) / float(whole.max(1))
}

/// The stems of the words and numbers of a text, in their order.
pub(super) fn stems(analyser: &Analyser, text: &str) -> Vec<String> {
    analyser
        .tokens(text)
        .iter()
        .filter(|token| matches!(token.class, TokenClass::Word | TokenClass::Number))
        .map(|token| analyser.stem(&analyser.folded(token.text)))
        .collect()
}

/// From how many letters on a word may have a typing mistake, and from how many on two.
const LONG: usize = 5;
const VERY_LONG: usize = 9;

/// Whether two words are the same but for typing mistakes; the first letter is taken to be right.
pub(super) fn is_near(left: &str, right: &str) -> bool {
    if left == right {
        return true;
    }
    let length = left.chars().count();
    let most = usize::from(length >= LONG) + usize::from(length >= VERY_LONG);
    most > 0
        && left.chars().next() == right.chars().next()
        && length.abs_diff(right.chars().count()) <= most
        && edit_distance(left, right) <= most
}

/// Whether a word, or its beginning, is another one but for typing mistakes.
pub(super) fn is_begun_near(begun: &str, word: &str) -> bool {
    let length = begun.chars().count();
    let beginning = || word.chars().take(length).collect::<String>();
    is_near(begun, word) || length >= 2 && is_near(begun, &beginning())
}
