//! Arguments of `segment`, and the rules of segmentation that other commands take too.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::lang::LanguageTag;
use crate::project::{RulesMode, RulesRequest};

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tarjuman segment article.en.txt\n  tarjuman segment --lang fa --json - < matn.txt\n  tarjuman segment --srx house.srx --srx-mode extend --explain article.en.txt\n  tarjuman segment --format xliff --to fa *.en.txt > articles.xlf\n  tarjuman segment --export-srx > ours.srx"
)]
pub(crate) struct SegmentArguments {
    /// The texts, or - for standard input
    #[arg(required_unless_present = "export_srx", value_name = "FILE")]
    pub(crate) files: Vec<String>,
    /// Their language; by the file name or the text itself where it is not given
    #[arg(long, visible_alias = "from", value_name = "LANG")]
    pub(crate) lang: Option<LanguageTag>,
    /// Print tokens and their classes too (with --json)
    #[arg(long)]
    pub(crate) tokens: bool,
    /// Say which rule divided or joined at each place, instead of the sentences
    #[arg(long, conflicts_with_all = ["tokens", "format"])]
    pub(crate) explain: bool,
    #[command(flatten)]
    pub(crate) rules: RulesArguments,
    /// Write the sentences as a file to be translated
    #[arg(long, value_name = "FORMAT", conflicts_with_all = ["json", "tokens"])]
    pub(crate) format: Option<SkeletonArgument>,
    /// The language of the translation, for --format
    #[arg(long, value_name = "LANG", requires = "format")]
    pub(crate) to: Option<LanguageTag>,
    /// Write our own rules as SRX 2.0, those of all languages or of --lang
    #[arg(long, conflicts_with_all = ["files", "json", "explain", "format", "srx"])]
    pub(crate) export_srx: bool,
}

/// What `segment --format` writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SkeletonArgument {
    /// XLIFF 1.2
    Xliff,
    /// XLIFF 2.1
    Xliff2,
    /// TMX 1.4b
    Tmx,
}

/// Rules of segmentation.
#[derive(Debug, Args)]
pub(crate) struct RulesArguments {
    /// Divide by the rules of this file (SRX), instead of those that tarjuman.toml names
    #[arg(long, value_name = "FILE")]
    pub(crate) srx: Option<PathBuf>,
    /// Whether its rules replace ours or come before them
    #[arg(long, value_name = "MODE")]
    pub(crate) srx_mode: Option<ModeArgument>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ModeArgument {
    /// Only the file decides
    Replace,
    /// The file decides first, our rules where it says nothing
    Extend,
}

impl RulesArguments {
    pub(crate) fn request(&self) -> RulesRequest {
        RulesRequest {
            file: self.srx.clone(),
            mode: self.srx_mode.map(|mode| match mode {
                ModeArgument::Replace => RulesMode::Replace,
                ModeArgument::Extend => RulesMode::Extend,
            }),
        }
    }
}
