//! Which units count: the options that `suggest` and `search` share.

use clap::{Args, ValueEnum};

use crate::memory::{SelectionOptions, Varieties};
use crate::model::{Date, Made, UnitStatus};

/// Which units count.
#[derive(Debug, Args)]
#[command(next_help_heading = "Which units count")]
pub(crate) struct SelectionArguments {
    /// Only units of these statuses: draft, reviewed, approved
    #[arg(long, value_delimiter = ',', value_name = "STATUS,…")]
    status: Vec<UnitStatus>,
    /// Only units about one of these subjects
    #[arg(long, value_delimiter = ',', value_name = "SUBJECT,…")]
    subject: Vec<String>,
    /// Only units of documents of these names; * stands for any characters
    #[arg(long, value_delimiter = ',', value_name = "NAME,…")]
    document: Vec<String>,
    /// Only units of this day, month or year, or later (2026-03-14, 2026-03, 2026)
    #[arg(long, value_name = "DATE")]
    since: Option<Date>,
    /// Only units of this day, month or year, or earlier
    #[arg(long, value_name = "DATE")]
    until: Option<Date>,
    /// Only units made so: human, aligned, machine, imported
    #[arg(long, value_delimiter = ',', value_name = "WAY,…")]
    made: Vec<Made>,
    /// Which varieties of a language serve who asks for one of them (en-US for en-GB)
    #[arg(long, value_name = "WHICH", default_value = "script")]
    varieties: VarietiesWanted,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum VarietiesWanted {
    /// Those that do not contradict it: en for en-GB, not en-US
    Compatible,
    /// Those in the same script: en-US for en-GB, not zh-Hant for zh-Hans
    Script,
    /// All
    Any,
}

impl SelectionArguments {
    /// The selection, without what the settings of a project add.
    pub(crate) fn options(&self) -> SelectionOptions {
        SelectionOptions {
            statuses: self.status.clone(),
            subjects: self.subject.clone(),
            documents: self.document.clone(),
            made: self.made.clone(),
            since: self.since.clone(),
            until: self.until.clone(),
            varieties: match self.varieties {
                VarietiesWanted::Compatible => Varieties::Compatible,
                VarietiesWanted::Script => Varieties::SameScript,
                VarietiesWanted::Any => Varieties::Any,
            },
            ..SelectionOptions::default()
        }
    }
}
