//! What changed between two states of a glossary file, and which articles that touches.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use super::glossary_file::read_bytes;
use super::{Project, ProjectError};
use crate::formats::ReadOptions;
use crate::glossary::{Change, What, diff};
use crate::lang::LanguageTag;
use crate::memory::{ConcordanceOptions, SelectionOptions, Wording};
use crate::model::{Diagnostic, Location, Severity};
use crate::suggest::ArticleUse;

/// A change with the articles of the memory that use what it makes outdated.
#[derive(Debug, Clone)]
pub struct ReviewedChange {
    /// The change.
    pub change: Change,
    /// The articles, the ones with most uses first.
    pub articles: Vec<ArticleUse>,
}

impl Project {
    /// Compares two states of a glossary, each a file or `REVISION:path` of git.
    ///
    /// # Errors
    /// When one cannot be read, or the store fails.
    pub fn glossary_diff(&self, old: &str, new: &str) -> Result<Vec<ReviewedChange>, ProjectError> {
        let options = ReadOptions {
            columns: self.config.import.columns.clone(),
            ..ReadOptions::default()
        };
        let state = |name: &str| -> Result<_, ProjectError> {
            let (path, bytes) = state(name)?;
            read_bytes(bytes, &path, &options)
        };
        let changes = diff(&state(old)?, &state(new)?);
        changes
            .into_iter()
            .map(|change| {
                let articles = self.articles(&change)?;
                Ok(ReviewedChange { change, articles })
            })
            .collect()
    }

    /// The articles that use a term which a change makes outdated.
    fn articles(&self, change: &Change) -> Result<Vec<ArticleUse>, ProjectError> {
        let now = match &change.what {
            What::Preferred { to, .. } | What::Respelt { to, .. } => Some(to.as_str()),
            _ => None,
        };
        let mut articles: BTreeMap<String, ArticleUse> = BTreeMap::new();
        let origins = self.origins()?;
        for (language, term) in change.outdated() {
            for found in self.uses(&term, &language, now)? {
                let lineage = origins.lineage(found.id, &found.unit, &language);
                let article = ArticleUse::new(lineage, term.clone());
                let article = articles.entry(article.title.clone()).or_insert(article);
                article.count += 1;
            }
        }
        let mut articles: Vec<ArticleUse> = articles.into_values().collect();
        articles.sort_by_key(|article| std::cmp::Reverse(article.count));
        Ok(articles)
    }

    /// The units that use a term, but not where they use the new term that it is a part of, or
    /// that differs from it only as one types.
    fn uses(
        &self,
        term: &str,
        language: &LanguageTag,
        now: Option<&str>,
    ) -> Result<Vec<crate::memory::Concordance>, ProjectError> {
        let options = ConcordanceOptions {
            language: Some(language.clone()),
            ..ConcordanceOptions::default()
        };
        let selection = self.selection(SelectionOptions::default())?;
        let wording = Wording::phrase(term);
        let mut found = self.search(&wording, &options, &selection)?.units;
        if let Some(now) = now {
            found.retain(|found| {
                let text = &found.unit.variants[found.variant].segment.text;
                let is_new = |span: &std::ops::Range<usize>| {
                    text.match_indices(now)
                        .any(|(at, _)| at <= span.start && span.end <= at + now.len())
                };
                !found.spans.iter().all(is_new)
            });
        }
        Ok(found)
    }
}

/// The name and the bytes of a state: of a file, or as git has it.
fn state(name: &str) -> Result<(String, Vec<u8>), ProjectError> {
    let path = Path::new(name);
    if path.exists() || !name.contains(':') {
        let bytes = fs::read(path).map_err(ProjectError::io("read", path))?;
        return Ok((name.to_owned(), bytes));
    }
    let output = Command::new("git")
        .args(["show", "--end-of-options", name])
        .output()
        .map_err(ProjectError::io("ask git for", path))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        let message = format!("git does not have it: {said}");
        return Err(ProjectError::Refused(Box::new(
            Diagnostic::new(Severity::Error, Location::file(name), message).with_advice(
                "name a file, or a revision and a path as in HEAD:glossaries/offices.tsv",
            ),
        )));
    }
    let path = name.split_once(':').map_or(name, |(_, path)| path);
    Ok((path.to_owned(), output.stdout))
}
