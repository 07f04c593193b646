//! The arguments of every command: one file for each group of commands.

mod align;
mod ask;
mod check;
mod edit;
mod exchange;
mod project;
mod text;
mod value;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::project::OpenRequest;

pub(crate) use self::align::{AddArguments, AlignArguments, ShowArguments, TextArgument};
pub(crate) use self::ask::{
    ExtractArguments, LookupArguments, PassagesWhen, SearchArguments, SuggestArguments,
    TermsArguments,
};
pub(crate) use self::check::{
    CheckArguments, ChecksArguments, FailOnArgument, HarmoniseArguments, ReportArgument,
};
pub(crate) use self::edit::{GlossaryCommand, TermAddArguments, TermCommand, UnitCommand};
pub(crate) use self::exchange::{ExportArguments, ImportArguments};
pub(crate) use self::project::{
    CompletionsArguments, DoctorArguments, InitArguments, RemoveArguments,
};
pub(crate) use self::text::{SegmentArguments, SkeletonArgument};

/// A translation memory and a glossary that answer at once.
#[derive(Debug, Parser)]
#[command(
    name = "tarjuman",
    version,
    about = "Translation memory and terminology for news and official documents, in every script",
    after_help = "Examples:\n  \
        tarjuman suggest article.en.txt --to fa     what memory and glossary say of each sentence\n  \
        tarjuman lookup \"Security Council\" --to ru  how a term is rendered\n  \
        tarjuman check article.en.txt tarjome.fa.txt  where a translation departs from the glossary\n  \
        tarjuman import glossary.csv memory.tmx      take glossaries and memories in\n\n\
        Exit status: 0 all well, 1 findings, 2 it could not be done."
)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What every command takes.
#[derive(Debug, Args)]
pub(crate) struct Global {
    /// The folder of the project (or one below it), instead of the working directory
    #[arg(long, global = true, value_name = "DIR", env = "TARJUMAN_PROJECT")]
    pub(crate) project: Option<PathBuf>,
    /// The folder of the store, instead of the one in tarjuman.toml
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) store: Option<PathBuf>,
    /// Print JSON Lines, one object per thing
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// How many threads to use; all cores by default
    #[arg(long, global = true, value_name = "N")]
    pub(crate) jobs: Option<usize>,
    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: When,
    /// Say nothing on standard error but errors
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
}

impl Global {
    pub(crate) fn open_request(&self) -> OpenRequest {
        OpenRequest {
            folder: self.project.clone(),
            store: self.store.clone(),
            ..OpenRequest::default()
        }
    }

    /// The threads that the command runs on.
    pub(crate) fn threads(&self) -> Result<rayon::ThreadPool, rayon::ThreadPoolBuildError> {
        rayon::ThreadPoolBuilder::new()
            .num_threads(self.jobs.unwrap_or(0))
            .build()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum When {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Start a project: tarjuman.toml and folders for glossaries and memories
    Init(InitArguments),
    /// Take glossaries and memories into the store
    Import(ImportArguments),
    /// Align an article with its translations and take the units into the memory
    Add(AddArguments),
    /// Align an article with its translations and print what stands for what
    Align(AlignArguments),
    /// Show a unit in its place in the article and in its translations
    Show(ShowArguments),
    /// Write units or terms to a file
    Export(ExportArguments),
    /// Remove what was imported from a file
    Remove(RemoveArguments),
    /// Divide a text into sentences
    Segment(SegmentArguments),
    /// Find every mention of a concept in a text
    Terms(TermsArguments),
    /// Suggest translations: for each sentence its matches and its terms
    Suggest(SuggestArguments),
    /// Look a term up: its renderings, and how the memory rendered it
    Lookup(LookupArguments),
    /// List terms that texts or the memory use and the glossary lacks
    Extract(ExtractArguments),
    /// Check an article, or a translation against its article
    Check(CheckArguments),
    /// Propose one translation for each source that has several, as a change to look at
    Harmonise(HarmoniseArguments),
    /// List the checks, or show the page of one
    Checks(ChecksArguments),
    /// Search the memory for words (concordance)
    Search(SearchArguments),
    /// Add, change or remove single units of the memory
    #[command(subcommand)]
    Unit(UnitCommand),
    /// Change terms in the glossary files that they live in
    #[command(subcommand)]
    Term(TermCommand),
    /// Review glossary files
    #[command(subcommand)]
    Glossary(GlossaryCommand),
    /// Count what the project holds
    Stats,
    /// Verify the store and mend what can be made anew
    Doctor(DoctorArguments),
    /// Print completions for a shell
    Completions(CompletionsArguments),
}
