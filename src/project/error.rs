//! What can go wrong in a project.

use std::path::PathBuf;

use crate::check::{BaselineError, pages};
use crate::lang::LanguageTag;
use crate::memory::MemoryError;
use crate::model::Diagnostic;
use crate::store::StoreError;

/// Why a project cannot do what it was asked for.
#[derive(Debug, thiserror::Error)]
pub enum ProjectError {
    /// There is no settings file here or above.
    #[error(
        "there is no tarjuman.toml in {} or above it; run `tarjuman init` to start a project here, or name one with --project",
        start.display()
    )]
    NoProject {
        /// Where the search began.
        start: PathBuf,
    },
    /// The settings file does not read.
    #[error("{}:{line}: {message}", path.display())]
    Config {
        /// The settings file.
        path: PathBuf,
        /// The line, counted from 1.
        line: usize,
        /// What is wrong.
        message: String,
    },
    /// A file cannot be read or written.
    #[error("cannot {doing} {}: {cause}", path.display())]
    Io {
        /// What was being done.
        doing: &'static str,
        /// The file.
        path: PathBuf,
        /// Why not.
        cause: std::io::Error,
    },
    /// A file is not of a format that is known.
    #[error("{}: no known format; known are {known}", path.display())]
    UnknownFormat {
        /// The file.
        path: PathBuf,
        /// The names of the formats.
        known: String,
    },
    /// A pattern of sources is wrong.
    #[error("tarjuman.toml: {pattern:?} is no pattern of files: {message}")]
    Pattern {
        /// The pattern.
        pattern: String,
        /// What is wrong with it.
        message: String,
    },
    /// The language of a text is not known.
    #[error("the language of {text} is not clear; name it with {option}")]
    UnknownLanguage {
        /// The text.
        text: String,
        /// The option that names it.
        option: &'static str,
    },
    /// No language to translate to was named, and the project has several.
    #[error("name the language to translate into with --to; this project has {known}")]
    NoTarget {
        /// The languages of the project.
        known: String,
    },
    /// Two texts of different numbers of lines were given as aligned by lines.
    #[error(
        "{left} has {left_lines} lines and {right} has {right_lines}; with --lines both need as many"
    )]
    UnequalLines {
        /// The first text.
        left: String,
        /// Its lines.
        left_lines: usize,
        /// The second text.
        right: String,
        /// Its lines.
        right_lines: usize,
    },
    /// Fewer than two texts were given to align.
    #[error("aligning takes two texts or more; name them as LANG=FILE LANG=FILE")]
    OneText,
    /// Texts are not translations of each other.
    #[error(
        "{texts} do not look like translations of each other (confidence {confidence:.2}, at least 0.50 is needed); nothing was stored, --force takes them all the same"
    )]
    NotTranslations {
        /// The names of the texts.
        texts: String,
        /// How likely it is that they are translations of each other, 0–1.
        confidence: f64,
    },
    /// A text is clearly in another language than it is said to be.
    #[error(
        "{text}: the text looks like {found} ({:.0} % sure), not like {claimed}; nothing was stored, --force takes it all the same",
        confidence * 100.0
    )]
    OtherLanguage {
        /// The name of the text.
        text: String,
        /// The language that it is said to be in.
        claimed: String,
        /// The language that it seems to be in.
        found: String,
        /// How sure that is, 0–1.
        confidence: f64,
    },
    /// Settings are there already.
    #[error("{} is there already", path.display())]
    Exists {
        /// The settings file.
        path: PathBuf,
    },
    /// There is nothing of that name.
    #[error("there is no {what} {name:?}; known are {known}")]
    Unknown {
        /// What was asked for, such as `check`.
        what: &'static str,
        /// The name.
        name: String,
        /// The names that are known.
        known: String,
    },
    /// A unit cannot be stored as it is.
    #[error("a unit {why}")]
    Unit {
        /// What is wrong with it, such as `needs a text`.
        why: String,
    },
    /// A file was refused.
    #[error("{}: {}", .0.location, .0.message)]
    Refused(Box<Diagnostic>),
    /// A rule of segmentation cannot be used.
    #[error("{}:{line}: {message}", path.display())]
    Rule {
        /// The file of rules.
        path: PathBuf,
        /// The line of the rule.
        line: u32,
        /// What is wrong.
        message: String,
    },
    /// Texts in two languages were to become one file of one source language.
    #[error(
        "{left} is in {left_language} and {right} in {right_language}, but an XLIFF 2.1 file has one source language; write a file for each"
    )]
    TwoSources {
        /// The first text.
        left: String,
        /// Its language.
        left_language: LanguageTag,
        /// A text in another.
        right: String,
        /// Its language.
        right_language: LanguageTag,
    },
    /// A folder has nothing that can be checked.
    #[error(
        "{}: there is no article to check in the folder; name articles visit.en.txt and visit.fa.txt, or en/visit.txt and fa/visit.txt",
        folder.display()
    )]
    NothingToCheck {
        /// The folder.
        folder: PathBuf,
    },
    /// A file is no longer what it was when it was looked at.
    #[error("{} has changed in the meantime; nothing was written to it, check it again", path.display())]
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// The memory has no units in two languages that are meant.
    #[error("the memory has no units in two languages that are asked for; it has {known}")]
    NoUnits {
        /// The languages of the memory.
        known: String,
    },
    /// A baseline was to be written, but none is named.
    #[error(
        "--update-baseline needs a file; name one with --baseline or under [checks] in tarjuman.toml"
    )]
    NoBaseline,
    /// A baseline does not read.
    #[error("{}:{}: {cause}", path.display(), cause.line)]
    Baseline {
        /// The file.
        path: PathBuf,
        /// Why not.
        cause: BaselineError,
    },
    /// How rules go together was said, but there are none.
    #[error("--srx-mode needs a file of rules; name one with --srx or in tarjuman.toml")]
    NoRules,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The memory failed.
    #[error(transparent)]
    Memory(#[from] MemoryError),
}

impl ProjectError {
    /// There is no check of a name.
    pub fn unknown_check(name: &str) -> Self {
        let known: Vec<&str> = pages().iter().map(|page| page.id).collect();
        Self::Unknown {
            what: "check",
            name: name.to_owned(),
            known: known.join(", "),
        }
    }

    /// An error of reading or writing a file.
    pub(super) fn io(
        doing: &'static str,
        path: impl Into<PathBuf>,
    ) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |cause| Self::Io { doing, path, cause }
    }
}

/// Names separated by commas.
pub(super) fn listed(languages: &[LanguageTag]) -> String {
    let names: Vec<&str> = languages.iter().map(LanguageTag::as_str).collect();
    names.join(", ")
}
