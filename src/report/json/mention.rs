//! Mentions as JSON.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use rustc_hash::FxHashMap;
use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};

use super::{Offset, rounded, utf16};
use crate::glossary::{Mention, Nesting, renderings};
use crate::lang::LanguageTag;
use crate::model::{ConceptEntry, Term};

/// `terms --json`, and `terms` inside `suggest --json`: one mention.
#[derive(Debug, Serialize)]
pub struct MentionJson {
    concept: String,
    kind: &'static str,
    similarity: f64,
    start: usize,
    end: usize,
    start_utf16: usize,
    end_utf16: usize,
    line: usize,
    text: String,
    term: String,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<String>,
    nested: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    also: Vec<String>,
    renderings: RenderingsJson,
}

impl MentionJson {
    /// The shape of a mention in a text.
    ///
    /// `at` is where the text starts in the input, in bytes and in UTF-16.
    pub fn new(
        mention: &Mention,
        text: &str,
        at: Offset,
        renderings: &KnownRenderings<'_>,
    ) -> Self {
        let (start_utf16, end_utf16) = utf16(text, &mention.span);
        Self {
            concept: mention.entry.id.to_string(),
            kind: mention.kind.as_str(),
            similarity: rounded(mention.similarity),
            start: at.bytes + mention.span.start,
            end: at.bytes + mention.span.end,
            start_utf16: at.utf16 + start_utf16,
            end_utf16: at.utf16 + end_utf16,
            line: at.lines + 1 + text[..mention.span.start].matches('\n').count(),
            text: text[mention.span.clone()].to_owned(),
            term: mention.term().text.clone(),
            status: mention.term().status.as_str(),
            reason: mention.reason.clone(),
            subject: mention.entry.subject.clone(),
            nested: mention.nesting == Nesting::Inner,
            also: mention
                .also
                .iter()
                .map(|entry| entry.id.to_string())
                .collect(),
            renderings: renderings.of(mention),
        }
    }
}

/// The renderings of mentions as JSON, each made once: a text names the same concepts again and
/// again.
#[derive(Debug)]
pub struct KnownRenderings<'l> {
    languages: &'l [LanguageTag],
    known: RwLock<FxHashMap<Key, Kept>>,
}

/// The place of an entry in memory, and that of a term in it.
type Key = (usize, usize);

/// Renderings with their entry, which is kept so that no other one comes to lie in its place.
type Kept = (Arc<ConceptEntry>, RenderingsJson);

/// Renderings by language, as JSON.
#[derive(Debug, Clone, Serialize)]
struct RenderingsJson(Arc<RawValue>);

impl<'l> KnownRenderings<'l> {
    /// Renderings in some languages; in every language of an entry but the mention's own where
    /// there are none.
    pub fn new(languages: &'l [LanguageTag]) -> Self {
        Self {
            languages,
            known: RwLock::default(),
        }
    }

    fn of(&self, mention: &Mention) -> RenderingsJson {
        let key = (Arc::as_ptr(&mention.entry).addr(), mention.term);
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, renderings)) = known.get(&key) {
            return renderings.clone();
        }
        drop(known);
        let renderings = renderings_in(&mention.entry, mention.term(), self.languages);
        // As in `line`, it cannot fail.
        let raw = to_raw_value(&renderings).unwrap_or_default();
        let renderings = RenderingsJson(Arc::from(raw));
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        known.insert(key, (Arc::clone(&mention.entry), renderings.clone()));
        renderings
    }
}

/// The renderings of a term by language; see [`KnownRenderings::new`].
fn renderings_in(
    entry: &ConceptEntry,
    term: &Term,
    languages: &[LanguageTag],
) -> BTreeMap<String, Vec<String>> {
    let own = [&term.language];
    let wanted: Vec<&LanguageTag> = if languages.is_empty() {
        let all = entry.terms.iter().map(|term| &term.language);
        all.filter(|tag| !own.contains(tag)).collect()
    } else {
        languages.iter().collect()
    };
    wanted
        .into_iter()
        .map(|language| {
            let texts = renderings(entry, term, language);
            let texts = texts.iter().map(|term| term.text.clone()).collect();
            (language.to_string(), texts)
        })
        .collect()
}
