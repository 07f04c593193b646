//! Documents: where units came from.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Date, Property};
use crate::lang::LanguageTag;

/// The name of a document within a project, such as `2026-03-14-dushanbe-dialogue`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct DocumentId(pub String);

impl fmt::Display for DocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An article or official document, in one or more languages, whose sentences are units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Its name within the project.
    pub id: DocumentId,
    /// Its title in each language that has one.
    pub titles: Vec<(LanguageTag, String)>,
    /// The day it was published.
    pub date: Option<Date>,
    /// Where it can be read: an address or a path.
    pub address: Option<String>,
    /// Whatever else its source says of it, kept for round trips.
    pub properties: Vec<Property>,
}

impl Document {
    /// A document of which only the name is known.
    pub fn named(id: impl Into<String>) -> Self {
        Self {
            id: DocumentId(id.into()),
            titles: Vec::new(),
            date: None,
            address: None,
            properties: Vec::new(),
        }
    }

    /// The title in a language, or else in any.
    pub fn title(&self, language: &LanguageTag) -> Option<&str> {
        self.titles
            .iter()
            .find(|(tag, _)| tag.goes_with(language))
            .or_else(|| self.titles.first())
            .map(|(_, title)| title.as_str())
    }
}
