//! Arguments of the checks.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::text::RulesArguments;
use super::value::share;
use crate::lang::LanguageTag;
use crate::model::Date;

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tarjuman check article.en.txt\n  tarjuman check article.en.txt tarjome.fa.txt\n  tarjuman check desk/2026-03 --fail-on error\n  tarjuman check --lines --from en --to fa a.txt b.txt --json\n  tarjuman check desk --report sarif --output checks.sarif\n  tarjuman check desk --baseline checks.baseline --update-baseline\n  tarjuman check tarjome.fa.txt --fix\n  tarjuman check --memory --to fa\n\n\
    Two texts are an article and its translation; two folders have files of like names; in one\n\
    folder translations stand beside their articles (a.en.txt and a.fa.txt, en/a.txt and fa/a.txt).\n\n\
    Exit status: 0 clean, 1 findings from --fail-on on, 2 something could not be checked."
)]
pub(crate) struct CheckArguments {
    /// The article and its translation, folders of them, or files of units (XLIFF, TMX, PO);
    /// - for standard input
    #[arg(required_unless_present_any = ["list", "memory"], value_name = "FILE")]
    pub(crate) files: Vec<String>,
    /// Check the memory itself: what was translated in several ways, what is there twice
    #[arg(long, conflicts_with_all = ["files", "lines", "fix"])]
    pub(crate) memory: bool,
    /// With --memory: only units of articles of this day, month or year and later
    #[arg(long, value_name = "DATE", requires = "memory")]
    pub(crate) since: Option<Date>,
    /// With --memory: only units of articles of this day, month or year and before
    #[arg(long, value_name = "DATE", requires = "memory")]
    pub(crate) until: Option<Date>,
    /// How many findings of each check of the memory at the most, the heaviest first
    #[arg(long, value_name = "N", default_value_t = 100)]
    pub(crate) limit: usize,
    /// The language of the article; by the file name or the text itself where it is not given
    #[arg(long, visible_alias = "lang", value_name = "LANG")]
    pub(crate) from: Option<LanguageTag>,
    /// The language of the translation
    #[arg(long, value_name = "LANG")]
    pub(crate) to: Option<LanguageTag>,
    /// The day of the articles, by which names may be out of date; that which an article names
    /// itself where it is not given
    #[arg(long, value_name = "DATE", conflicts_with = "memory")]
    pub(crate) date: Option<Date>,
    /// Line n of the translation stands for line n of the article
    #[arg(long)]
    pub(crate) lines: bool,
    #[command(flatten)]
    pub(crate) rules: RulesArguments,
    /// Only these checks
    #[arg(long, value_delimiter = ',', value_name = "CHECK,…")]
    pub(crate) only: Vec<String>,
    /// From which severity on a finding makes the exit status 1; warning by default
    #[arg(long, value_name = "SEVERITY")]
    pub(crate) fail_on: Option<FailOnArgument>,
    /// Leave out findings that the check is less sure of
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub(crate) min_confidence: Option<f64>,
    /// Tell each of a few slips of typing in a long translation, which else are only counted
    #[arg(long, conflicts_with = "memory")]
    pub(crate) show_slips: bool,
    /// A file of findings that were there before: only others count
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
    /// Write what is found now into the baseline
    #[arg(long)]
    pub(crate) update_baseline: bool,
    /// Write a report
    #[arg(long, value_name = "KIND")]
    pub(crate) report: Option<ReportArgument>,
    /// Mend what checks are sure of: show the change, and write it with --yes or when asked
    #[arg(long, conflicts_with = "report")]
    pub(crate) fix: bool,
    /// With --fix: write without asking
    #[arg(long, requires = "fix", conflicts_with = "dry_run")]
    pub(crate) yes: bool,
    /// With --fix: only show the change
    #[arg(long, requires = "fix")]
    pub(crate) dry_run: bool,
    /// The file of the report; standard output by default
    #[arg(long, short, value_name = "FILE", requires = "report")]
    pub(crate) output: Option<PathBuf>,
    /// List the checks
    #[arg(long)]
    pub(crate) list: bool,
}

/// What `check --report` writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportArgument {
    /// JSON Lines, with the findings that do not count
    Json,
    /// SARIF 2.1.0, for code hosts
    Sarif,
    /// JUnit XML, for build servers
    Junit,
    /// One page that needs nothing else
    Html,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tarjuman harmonise --to fa --output change.patch\n  git apply change.patch\n\n\
    For each source the translation that is approved in more units than any other is proposed,\n\
    else the one that is used more often. Of each term of the glossary its rendering is proposed\n\
    where units have another; what is inflected is named, to be changed by hand. The change is a\n\
    diff of the memories' files: nothing is written to them."
)]
pub(crate) struct HarmoniseArguments {
    /// The language of the sources; the first of the project's languages by default
    #[arg(long, value_name = "LANG")]
    pub(crate) from: Option<LanguageTag>,
    /// The language of the translations; all others by default
    #[arg(long, value_name = "LANG")]
    pub(crate) to: Option<LanguageTag>,
    /// Only units of articles of this day, month or year and later
    #[arg(long, value_name = "DATE")]
    pub(crate) since: Option<Date>,
    /// Only units of articles of this day, month or year and before
    #[arg(long, value_name = "DATE")]
    pub(crate) until: Option<Date>,
    /// How many sources at the most, those with most to change first
    #[arg(long, value_name = "N", default_value_t = 1000)]
    pub(crate) limit: usize,
    /// The file to write the change to; standard output by default
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  tarjuman checks\n  tarjuman checks letter-forms")]
pub(crate) struct ChecksArguments {
    /// The check whose page is wanted: what it means, examples, how to silence it
    pub(crate) check: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOnArgument {
    /// Any finding
    Note,
    /// Warnings and errors
    Warning,
    /// Errors
    Error,
    /// None: always 0
    Never,
}
