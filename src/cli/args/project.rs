//! Arguments of the commands that start a project and look after its store.

use std::path::PathBuf;

use clap::Args;

use crate::lang::LanguageTag;

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tarjuman init --languages en,fa,ar\n  tarjuman init desk --with-samples"
)]
pub(crate) struct InitArguments {
    /// The folder; the working directory by default
    #[arg(default_value = ".")]
    pub(crate) folder: PathBuf,
    /// What the project is called; the name of the folder by default
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// The languages of the desk (BCP 47), the usual source first
    #[arg(
        long,
        value_delimiter = ',',
        value_name = "LANG,…",
        default_value = "en,fa,ar,ru,zh,tg,fr"
    )]
    pub(crate) languages: Vec<LanguageTag>,
    /// Write the shipped glossaries, memories and articles too
    #[arg(long)]
    pub(crate) with_samples: bool,
}

#[derive(Debug, Args)]
pub(crate) struct RemoveArguments {
    /// The paths of the sources, as `tarjuman stats` names them
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<String>,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  tarjuman doctor\n  tarjuman doctor --rebuild")]
pub(crate) struct DoctorArguments {
    /// Make anew what is damaged, from its sources; a store that cannot be read is moved aside
    #[arg(long)]
    pub(crate) rebuild: bool,
}

#[derive(Debug, Args)]
pub(crate) struct CompletionsArguments {
    /// The shell
    pub(crate) shell: clap_complete::Shell,
}
