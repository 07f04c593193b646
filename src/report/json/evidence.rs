//! What the memory shows, and where it is from, as JSON.

use serde::Serialize;

use crate::suggest::{ArticleUse, Evidence, Lineage};

/// How the memory rendered a term: a rendering, how often, and one unit that shows it.
#[derive(Debug, Serialize)]
pub struct EvidenceJson<'e> {
    language: &'e str,
    rendering: Option<&'e str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    term: Option<&'e str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'static str>,
    count: usize,
    articles: Vec<ArticleUseJson<'e>>,
    source: &'e str,
    target: &'e str,
    unit: &'e str,
    origin: OriginJson<'e>,
}

impl<'e> EvidenceJson<'e> {
    /// The shape of evidence.
    pub fn new(evidence: &'e Evidence) -> Self {
        Self {
            language: evidence.language.as_str(),
            rendering: evidence.rendering.as_deref(),
            term: evidence.term.as_ref().map(|term| term.text.as_str()),
            status: evidence.term.as_ref().map(|term| term.status.as_str()),
            count: evidence.count,
            articles: evidence.articles.iter().map(ArticleUseJson::new).collect(),
            source: &evidence.source,
            target: &evidence.target,
            unit: &evidence.lineage.unit,
            origin: OriginJson::new(&evidence.lineage),
        }
    }
}

/// An article that uses a rendering.
#[derive(Debug, Serialize)]
struct ArticleUseJson<'e> {
    title: &'e str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<&'e str>,
    unit: &'e str,
    count: usize,
}

impl<'e> ArticleUseJson<'e> {
    fn new(article: &'e ArticleUse) -> Self {
        Self {
            title: &article.title,
            date: article.date.as_deref(),
            unit: &article.unit,
            count: article.count,
        }
    }
}

/// Where a unit came from.
#[derive(Debug, Serialize)]
pub struct OriginJson<'l> {
    file: &'l str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<&'l str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'l str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<&'l str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<&'l str>,
    position: u32,
}

impl<'l> OriginJson<'l> {
    /// The shape of a lineage.
    pub fn new(lineage: &'l Lineage) -> Self {
        Self {
            file: &lineage.file,
            line: (lineage.line > 0).then_some(lineage.line),
            document: lineage.document.as_deref(),
            title: lineage.title.as_deref(),
            date: lineage.date.as_deref(),
            address: lineage.address.as_deref(),
            position: lineage.position,
        }
    }
}
