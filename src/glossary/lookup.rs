//! Looking a term up, as in a dictionary: from any language, exact, inflected, misspelt, in part,
//! by its initials, or by the sound of a name in another script.

mod facts;
mod query;
mod sieve;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use super::Glossary;
use super::mention::MentionKind;
use crate::lang::LanguageTag;
use crate::model::{ConceptEntry, Term};
use facts::languages_of;
use query::QueryForm;
use sieve::By;
pub(super) use sieve::Sieve;

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
    /// What differs, where recognition in texts says so, such as `added: National`.
    pub reason: Option<String>,
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
    /// The query is not a term, but recognisably meant as one: its words in other order, one
    /// qualifier more or less ([`Found::reason`]).
    Variant,
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
            Self::Variant => "variant",
            Self::Composed => "composed",
            Self::Acronym => "acronym",
            Self::Partial => "partial",
            Self::Misspelt => "misspelt",
            Self::Transliterated => "transliterated",
        }
    }
}

/// The entries that answer a query, best first: by the way they answer, then by similarity,
/// then by the status of the term, then in the order of the glossary. Linear in the terms; of a
/// stored glossary only the entries that may answer are read.
pub(super) fn lookup(glossary: &Glossary, query: &str, options: &LookupOptions) -> Vec<Found> {
    let query = query.trim();
    if query.is_empty() {
        return Vec::new();
    }
    let mut found = answers((glossary, By::Words), options, query, |form, term| {
        form.compare(query, &term.text, options.similarity)
    });
    let is_sure = found.iter().any(|found| found.by <= FoundBy::Inflected);
    if is_sure {
        found.retain(|found| found.by != FoundBy::Misspelt);
    } else {
        let others = answers(
            (glossary, By::Names),
            options,
            query,
            QueryForm::compare_name,
        );
        let is_new = |other: &Found| !found.iter().any(|own| own.entry.id == other.entry.id);
        let fresh: Vec<Found> = others.into_iter().filter(is_new).collect();
        found.extend(fresh);
        if let Some(whole) = recognised(glossary, query, options) {
            found.retain(|own| own.entry.id != whole.entry.id);
            found.push(whole);
        }
    }
    if found.is_empty() {
        let by = By::MisspeltWords;
        found = answers(
            (glossary, by),
            options,
            query,
            QueryForm::compare_misspelt_part,
        );
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

/// The title that the whole query is in some language, as recognition in texts reads it: a
/// variant of a term, or put together from several.
fn recognised(glossary: &Glossary, query: &str, options: &LookupOptions) -> Option<Found> {
    let is_asked = |tag: &&LanguageTag| {
        let from = options.from.as_ref();
        from.is_none_or(|from| tag.goes_with(from)) && may_write(tag, query)
    };
    let languages = match glossary.sieve() {
        Some(sieve) => sieve.languages().to_vec(),
        None => languages_of(glossary.entries()),
    };
    let read = languages.iter().filter(is_asked).filter_map(|language| {
        let mentions = glossary.mentions(query, language);
        let mut whole = mentions
            .into_iter()
            .filter(|mention| mention.span == (0..query.len()));
        whole.find_map(|mention| {
            let is_mistake = |reason: &String| reason.starts_with("misspelt");
            let by = match mention.kind {
                MentionKind::Composed => FoundBy::Composed,
                MentionKind::Variant if mention.reason.as_ref().is_some_and(is_mistake) => {
                    FoundBy::Misspelt
                }
                MentionKind::Variant => FoundBy::Variant,
                _ => return None,
            };
            Some(Found {
                entry: mention.entry,
                term: mention.term,
                by,
                similarity: mention.similarity,
                reason: mention.reason,
            })
        })
    });
    read.min_by_key(|found| found.by)
}

/// The entries of which a term answers by a comparison.
fn answers(
    (glossary, by): (&Glossary, By),
    options: &LookupOptions,
    query: &str,
    compare: impl Fn(&QueryForm, &Term) -> Option<(FoundBy, f64)>,
) -> Vec<Found> {
    let mut forms = Vec::new();
    let mut answer = |entry: &Arc<ConceptEntry>| {
        best_term(entry, options.from.as_ref(), |language, term| {
            compare(form_of(&mut forms, query, language), term)
        })
    };
    match glossary.sieve() {
        None => glossary.entries().iter().filter_map(answer).collect(),
        Some(sieve) => {
            let numbers = sieve.candidates(query, by, options).into_iter();
            numbers
                .filter_map(|number| answer(glossary.numbered(number)))
                .collect()
        }
    }
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
                reason: None,
            });
        }
    }
    best
}
