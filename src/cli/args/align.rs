//! Arguments of the commands that align articles with their translations.

use std::path::PathBuf;
use std::str::FromStr;

use clap::Args;

use super::value::share;
use crate::lang::LanguageTag;
use crate::project::SURE;

/// A text with its language: `fa=tarjome.txt`, or only the text where its name or its words tell.
#[derive(Debug, Clone)]
pub(crate) struct TextArgument {
    pub(crate) language: Option<LanguageTag>,
    pub(crate) name: String,
}

impl FromStr for TextArgument {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let named = text
            .split_once('=')
            .and_then(|(tag, name)| Some((LanguageTag::parse(tag).ok()?, name)));
        Ok(match named {
            Some((language, name)) => Self {
                language: Some(language),
                name: name.to_owned(),
            },
            None => Self {
                language: None,
                name: text.to_owned(),
            },
        })
    }
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tarjuman add en=article.txt fa=tarjome.txt\n  tarjuman add en=article.html fa=tarjome.docx\n  tarjuman add en=articles/ fa=tarjomeha/\n  tarjuman add desk/2026-03\n  tarjuman add \"en=news/*-en.html\" \"fa=tarjome/*.docx\"\n  curl -s ADDRESS | tarjuman add en=- fa=tarjome.docx\n  tarjuman add --from review.tsv\n\n\
    The same article again replaces its units. Texts that are not translations of each other are\n\
    refused. Of two folders the files of like names are taken (a.en.txt and a.fa.txt, or a.txt in both), of one folder\n\
    the articles that have translations beside them (a.en.html and a.fa.docx, en/a.txt and fa/a.txt).\n\
    Of patterns the files are taken in which the same stands for the *."
)]
pub(crate) struct AddArguments {
    /// The article and its translations, as LANG=FILE
    #[arg(required_unless_present = "from", value_name = "LANG=FILE")]
    pub(crate) texts: Vec<TextArgument>,
    /// Take a review table that was corrected (tsv, xliff) instead
    #[arg(long, value_name = "FILE", conflicts_with_all = ["texts", "review", "lines", "force"])]
    pub(crate) from: Option<PathBuf>,
    /// Write a review table too (tsv, html, xliff)
    #[arg(long, value_name = "FILE")]
    pub(crate) review: Option<PathBuf>,
    /// The least confidence of a unit that is taken
    #[arg(long, value_name = "SHARE", default_value_t = SURE, value_parser = share)]
    pub(crate) threshold: f64,
    /// Each line is a segment
    #[arg(long)]
    pub(crate) lines: bool,
    /// Take texts that do not look like translations of each other too
    #[arg(long)]
    pub(crate) force: bool,
    /// Only say what would be taken
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tarjuman align en=article.txt fa=tarjome.txt\n  tarjuman align --lines en=a.txt fa=b.txt --json\n  tarjuman align en=a.txt fa=b.txt ru=c.txt --review table.html"
)]
pub(crate) struct AlignArguments {
    /// The article and its translations, as LANG=FILE; each is aligned with the first
    #[arg(required = true, value_name = "LANG=FILE")]
    pub(crate) texts: Vec<TextArgument>,
    /// Each line is a segment, blank ones too
    #[arg(long)]
    pub(crate) lines: bool,
    /// Write a table that a person can correct (tsv, html, xliff); `add --from` reads it back
    #[arg(long, value_name = "FILE")]
    pub(crate) review: Option<PathBuf>,
    /// From which confidence on a row of the table counts as good
    #[arg(long, value_name = "SHARE", default_value_t = SURE, value_parser = share)]
    pub(crate) threshold: f64,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tarjuman show tm/2026-07-04-sco-summit.tmx#2\n  tarjuman show --context 5 article.txt+fa#12"
)]
pub(crate) struct ShowArguments {
    /// The units, as suggestions name them
    #[arg(required = true, value_name = "UNIT")]
    pub(crate) units: Vec<String>,
    /// How many units before and behind
    #[arg(long, value_name = "N", default_value_t = 2)]
    pub(crate) context: u32,
}
