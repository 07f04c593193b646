//! Looking a term up, as in a dictionary: from any language, exact, inflected, misspelt, in part,
//! by its initials, or by the sound of a name in another script.

use std::sync::Arc;

use super::Glossary;
use super::across::Names;
use super::mention::MentionKind;
use crate::lang::LanguageTag;
use crate::model::{ConceptEntry, PartOfSpeech, Term};
use crate::similarity::{character_similarity, edit_distance};
use crate::text::{Analyser, Foldings, Token, TokenClass, fold};

/// What may answer a query.
#[derive(Debug, Clone)]
pub struct LookupOptions {
    /// The language of the query; any when `None`.
    pub from: Option<LanguageTag>,
    /// How many entries to return at the most.
    pub limit: usize,
    /// How near a misspelt term must be, 0–1.
    pub similarity: f64,
}

impl Default for LookupOptions {
    fn default() -> Self {
        Self {
            from: None,
            limit: 10,
            similarity: 0.84,
        }
    }
}

/// An entry that answers a query.
#[derive(Debug, Clone)]
pub struct Found {
    /// The entry.
    pub entry: Arc<ConceptEntry>,
    /// The index in [`ConceptEntry::terms`] of the term that answers.
    pub term: usize,
    /// How it answers.
    pub by: FoundBy,
    /// How near it is, 0–1; 1 for exact and folded answers.
    pub similarity: f64,
}

/// How an entry answers a query, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FoundBy {
    /// A term is the query, letter by letter.
    Exact,
    /// A term is the query typed in another way.
    Folded,
    /// A term is another form of the words of the query.
    Inflected,
    /// No entry has the query as a whole, but it is put together from the terms of several.
    Composed,
    /// The query is the initials of the content words of a term.
    Acronym,
    /// A term holds the words of the query, the last of them perhaps only begun.
    Partial,
    /// A term, or a part of it, is near the query by its letters.
    Misspelt,
    /// A term in another script sounds like the query.
    Transliterated,
}

impl FoundBy {
    /// The name in JSON and on the terminal.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Folded => "folded",
            Self::Inflected => "inflected",
            Self::Composed => "composed",
            Self::Acronym => "acronym",
            Self::Partial => "partial",
            Self::Misspelt => "misspelt",
            Self::Transliterated => "transliterated",
        }
    }
}

/// The entries that answer a query, best first: by the way they answer, then by similarity,
/// then by the status of the term, then in the order of the glossary. Linear in the terms.
pub(super) fn lookup(glossary: &Glossary, query: &str, options: &LookupOptions) -> Vec<Found> {
    let query = query.trim();
    if query.is_empty() {
        return Vec::new();
    }
    let mut found = answers(glossary, options, query, |form, term| {
        form.compare(query, &term.text, options.similarity)
    });
    let is_sure = found.iter().any(|found| found.by <= FoundBy::Inflected);
    if is_sure {
        found.retain(|found| found.by != FoundBy::Misspelt);
    } else {
        let others = answers(glossary, options, query, QueryForm::compare_name);
        let is_new = |other: &Found| !found.iter().any(|own| own.entry.id == other.entry.id);
        let fresh: Vec<Found> = others.into_iter().filter(is_new).collect();
        found.extend(fresh);
        found.extend(composed(glossary, query, options));
    }
    if found.is_empty() {
        found = answers(glossary, options, query, QueryForm::compare_misspelt_part);
    }
    found.sort_by(|left, right| {
        left.by
            .cmp(&right.by)
            .then(right.similarity.total_cmp(&left.similarity))
            .then(status_of(left).cmp(&status_of(right)))
    });
    found.truncate(options.limit);
    found
}

/// Whether a language is written in the script of a text, as far as its first letter tells.
fn may_write(language: &LanguageTag, text: &str) -> bool {
    let first = text.chars().find(|letter| letter.is_alphabetic());
    let own: &[&str] = match first {
        Some('A'..='ɏ' | 'Ḁ'..='ỿ') => &["Latn"],
        Some('Ѐ'..='ԯ') => &["Cyrl"],
        Some('\u{600}'..='\u{77F}') => &["Arab"],
        Some('\u{3400}'..='\u{9FFF}') => &["Hans", "Hant", "Jpan", "Kore"],
        Some(_) => return true,
        None => return false,
    };
    own.contains(&language.script())
}

/// The title that the whole query is in some language, put together from its parts.
fn composed(glossary: &Glossary, query: &str, options: &LookupOptions) -> Option<Found> {
    let is_asked = |tag: &&LanguageTag| {
        let from = options.from.as_ref();
        from.is_none_or(|from| tag.goes_with(from)) && may_write(tag, query)
    };
    let mut languages: Vec<&LanguageTag> = Vec::new();
    for term in glossary.entries().iter().flat_map(|entry| &entry.terms) {
        if !languages.contains(&&term.language) {
            languages.push(&term.language);
        }
    }
    languages.into_iter().filter(is_asked).find_map(|language| {
        let mentions = glossary.mentions(query, language);
        let whole = mentions.into_iter().find(|mention| {
            mention.kind == MentionKind::Composed && mention.span == (0..query.len())
        })?;
        Some(Found {
            entry: whole.entry,
            term: whole.term,
            by: FoundBy::Composed,
            similarity: 1.0,
        })
    })
}

/// The entries of which a term answers by a comparison.
fn answers(
    glossary: &Glossary,
    options: &LookupOptions,
    query: &str,
    compare: impl Fn(&QueryForm, &Term) -> Option<(FoundBy, f64)>,
) -> Vec<Found> {
    let mut forms = Vec::new();
    let entries = glossary.entries().iter();
    entries
        .filter_map(|entry| {
            best_term(entry, options.from.as_ref(), |language, term| {
                compare(form_of(&mut forms, query, language), term)
            })
        })
        .collect()
}

/// The form of a query in a language, made once.
fn form_of<'f>(
    forms: &'f mut Vec<(LanguageTag, QueryForm)>,
    query: &str,
    language: &LanguageTag,
) -> &'f QueryForm {
    let known = forms.iter().position(|(tag, _)| tag == language);
    let place = known.unwrap_or_else(|| {
        forms.push((language.clone(), QueryForm::new(query, language)));
        forms.len() - 1
    });
    &forms[place].1
}

fn status_of(found: &Found) -> crate::model::TermStatus {
    found.entry.terms[found.term].status
}

/// A query as one language sees it.
struct QueryForm {
    analyser: Analyser,
    folded: String,
    stems: Vec<String>,
    /// The initials that the query may be.
    initials: Option<String>,
    /// The names that the query may be.
    names: Option<Names>,
}

impl QueryForm {
    fn new(query: &str, language: &LanguageTag) -> Self {
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

    fn compare(&self, query: &str, term: &str, least: f64) -> Option<(FoundBy, f64)> {
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
    fn compare_name(&self, term: &Term) -> Option<(FoundBy, f64)> {
        if term.part_of_speech == Some(PartOfSpeech::Adjective) {
            return None;
        }
        let tokens = self.analyser.tokens(&term.text);
        if let Some(initials) = &self.initials
            && *initials == self.initials_of(&tokens)
        {
            return Some((FoundBy::Acronym, 1.0));
        }
        let likeness = self.names.as_ref()?.likeness(&tokens)?;
        Some((FoundBy::Transliterated, likeness))
    }

    /// The folded initials of the content words of a term.
    fn initials_of(&self, term: &[Token<'_>]) -> String {
        let words = term.iter().filter(|token| token.class == TokenClass::Word);
        let folded = words.map(|token| self.analyser.folded(token.text));
        folded
            .filter(|word| !self.analyser.is_function_word(word))
            .filter_map(|word| word.chars().next())
            .collect()
    }

    /// Whether the words of the query stand in a term in their order, some of them misspelt.
    fn compare_misspelt_part(&self, term: &Term) -> Option<(FoundBy, f64)> {
        let term = stems(&self.analyser, &term.text);
        let (last, before) = self.stems.split_last()?;
        let mut rest = term.iter();
        let in_order = before.iter().all(|word| rest.any(|own| is_near(word, own)));
        let ends = in_order
            && rest.any(|own| {
                let length = last.chars().count();
                let begun: String = own.chars().take(length).collect();
                is_near(last, own) || length >= 2 && is_near(last, &begun)
            });
        // Below every term that is misspelt as a whole.
        ends.then(|| (FoundBy::Misspelt, 0.8 * ratio(self.stems.len(), term.len())))
    }
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

fn stems(analyser: &Analyser, text: &str) -> Vec<String> {
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
fn is_near(left: &str, right: &str) -> bool {
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

/// The term of an entry that answers best.
fn best_term(
    entry: &Arc<ConceptEntry>,
    from: Option<&LanguageTag>,
    mut compare: impl FnMut(&LanguageTag, &Term) -> Option<(FoundBy, f64)>,
) -> Option<Found> {
    let mut best: Option<Found> = None;
    for (place, term) in entry.terms.iter().enumerate() {
        if from.is_some_and(|from| !term.language.goes_with(from)) {
            continue;
        }
        let Some((by, similarity)) = compare(&term.language, term) else {
            continue;
        };
        let is_better = best
            .as_ref()
            .is_none_or(|best| (by, -similarity) < (best.by, -best.similarity));
        if is_better {
            best = Some(Found {
                entry: Arc::clone(entry),
                term: place,
                by,
                similarity,
            });
        }
    }
    best
}
