//! `extract --json`: candidates.

use serde::Serialize;

use super::json::rounded;
use crate::glossary::{Candidate, CandidateRendering};
use crate::lang::LanguageTag;

/// One candidate.
#[derive(Debug, Serialize)]
pub struct CandidateJson<'c> {
    text: &'c str,
    language: &'c str,
    kind: &'static str,
    status: &'static str,
    count: usize,
    documents: usize,
    c_value: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    log_likelihood: Option<f64>,
    score: f64,
    forms: Vec<FormJson<'c>>,
    sentences: Vec<UseJson<'c>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    renderings: Vec<RenderingJson<'c>>,
}

/// A form in which a candidate is written.
#[derive(Debug, Serialize)]
struct FormJson<'c> {
    text: &'c str,
    count: usize,
}

/// A sentence that uses a candidate.
#[derive(Debug, Serialize)]
struct UseJson<'c> {
    text: &'c str,
    start: usize,
    end: usize,
    source: &'c str,
}

/// What probably stands for a candidate.
#[derive(Debug, Serialize)]
struct RenderingJson<'c> {
    language: &'c str,
    text: &'c str,
    status: &'static str,
    count: usize,
    association: f64,
    log_likelihood: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    transliteration: Option<f64>,
}

impl<'c> CandidateJson<'c> {
    /// The shape of a candidate in a language; `sentence` says the text of a sentence by its
    /// number, and where it stands.
    pub fn new(
        candidate: &'c Candidate,
        language: &'c LanguageTag,
        sentence: impl Fn(usize) -> Option<(&'c str, &'c str)>,
    ) -> Self {
        let uses = candidate.uses.iter().filter_map(|own| {
            let (text, source) = sentence(own.sentence)?;
            Some(UseJson {
                text,
                start: own.span.start,
                end: own.span.end,
                source,
            })
        });
        Self {
            text: &candidate.text,
            language: language.as_str(),
            kind: candidate.kind.as_str(),
            status: PROPOSED,
            count: candidate.count,
            documents: candidate.documents,
            c_value: rounded(candidate.c_value),
            log_likelihood: candidate.log_likelihood.map(rounded),
            score: rounded(candidate.score),
            forms: candidate
                .forms
                .iter()
                .map(|(text, count)| FormJson {
                    text,
                    count: *count,
                })
                .collect(),
            sentences: uses.collect(),
            renderings: candidate
                .renderings
                .iter()
                .map(RenderingJson::new)
                .collect(),
        }
    }
}

/// Nobody has decided on a candidate.
const PROPOSED: &str = "proposed";

impl<'c> RenderingJson<'c> {
    fn new(rendering: &'c CandidateRendering) -> Self {
        Self {
            language: rendering.language.as_str(),
            text: &rendering.text,
            status: PROPOSED,
            count: rendering.count,
            association: rounded(rendering.association),
            log_likelihood: rounded(rendering.log_likelihood),
            transliteration: rendering.transliteration.map(rounded),
        }
    }
}
