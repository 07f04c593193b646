//! Changing the plain files that concept entries live in.
//!
//! A change is made to the entry as its file says it, written into the file's own rows, read
//! again to see that the file now says what was meant, and only then saved.

mod changes;
mod editing;

use std::path::PathBuf;

use super::{Project, ProjectError};
use crate::lang::LanguageTag;
use crate::model::{Date, TermField};
use editing::Editing;

/// A change of the glossary.
#[derive(Debug, Clone)]
pub enum TermChange {
    /// Adds terms to an entry, or a new entry.
    Add {
        /// The entry, by its id.
        concept: String,
        /// The terms.
        terms: Vec<(LanguageTag, String)>,
        /// What is said of each of them.
        fields: Vec<(TermField, String)>,
        /// What is said of the concept, by the headings of glossary tables.
        about: Vec<(String, String)>,
        /// The file, for a new entry.
        file: Option<PathBuf>,
    },
    /// Changes what is said of a term, or of the concept where no term is named.
    Set {
        /// The entry, by its id.
        concept: String,
        /// The term.
        term: Option<(LanguageTag, String)>,
        /// Names of fields, or `text`, with their values; an empty value says nothing.
        values: Vec<(String, String)>,
    },
    /// Makes a term one that is to be replaced.
    Deprecate {
        /// The entry, by its id.
        concept: String,
        /// The term.
        term: (LanguageTag, String),
        /// The last day on which it was right.
        until: Option<Date>,
        /// The term to use instead.
        instead: Option<String>,
    },
    /// Puts the terms of one entry into another, and removes it.
    Merge {
        /// The entry that stays, by its id.
        into: String,
        /// The entry that goes.
        from: String,
    },
    /// Removes a term, or the whole entry where none is named.
    Remove {
        /// The entry, by its id.
        concept: String,
        /// The term.
        term: Option<(LanguageTag, String)>,
    },
}

/// A file that was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedFile {
    /// Its path as the user would name it.
    pub path: String,
    /// The entries that were changed in it.
    pub concepts: Vec<String>,
}

impl Project {
    /// Changes the glossary in the files that it lives in. Nothing is written unless every
    /// change of every file could be made.
    ///
    /// # Errors
    /// When an entry or a term is not there, a value is wrong, or a file is no table that can
    /// be edited.
    pub fn change_terms(&self, change: &TermChange) -> Result<Vec<ChangedFile>, ProjectError> {
        let mut editing = Editing::open(self)?;
        editing.apply(change)?;
        editing.save()
    }
}
