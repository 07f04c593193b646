//! The arguments of every command.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::lang::LanguageTag;
use crate::project::{FilterSetting, OpenRequest};
use crate::similarity::Score;

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
    /// Check an article, or a translation against its article
    Check(CheckArguments),
    /// Search the memory for words (concordance)
    Search(SearchArguments),
    /// Count what the project holds
    Stats,
    /// Verify the store and mend what can be made anew
    Doctor(DoctorArguments),
    /// Print completions for a shell
    Completions(CompletionsArguments),
}

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
#[command(
    after_help = "Examples:\n  tarjuman import terms.csv old.tmx\n  tarjuman import --dry-run terms.csv\n  \
    tarjuman import corpus.en corpus.fa           line n of one stands for line n of the other\n  \
    tarjuman import en=source.txt fa=target.txt   the same, whatever the files are called\n  \
    tarjuman import bitext.tsv --columns en,fa    tab-separated, without a first row of languages\n  \
    tarjuman import newstest-src.sgm newstest-ref.sgm\n  \
    tarjuman import corpus.en corpus.fa --filter length-ratio=4,duplicate=off\n\n\
    Each file is taken as a whole or refused with its line, files that go together as one. Files\n\
    that tarjuman.toml names as sources are followed without being imported.\n\n\
    Units of corpora go through filters, which are counted in the summary: empty, too-long=1500,\n\
    no-letters, untranslated, length-ratio=3, wrong-language=0.95, duplicate."
)]
pub(crate) struct ImportArguments {
    /// The files, or LANG=FILE for files whose lines stand for each other
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<String>,
    /// Only say what would be taken
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// The format, where ending and content do not tell: tmx, columns, jsonl, wmt, glossary-wide, glossary-long
    #[arg(long, value_name = "NAME")]
    pub(crate) format: Option<String>,
    /// The languages of tab-separated texts that have none in their first row
    #[arg(
        long,
        value_delimiter = ',',
        value_name = "LANG,…",
        conflicts_with = "format"
    )]
    pub(crate) columns: Vec<LanguageTag>,
    /// Set filters: NAME=LIMIT, NAME=off, off for none, on for all of them on memories too
    #[arg(long, value_delimiter = ',', value_name = "SETTING,…")]
    pub(crate) filter: Vec<FilterSetting>,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tarjuman export memory.tmx\n  tarjuman export --format glossary-long --lang en,fa terms.tsv\n  tarjuman export --source tm/dushanbe.tmx - --format tmx"
)]
pub(crate) struct ExportArguments {
    /// The file to write, or - for standard output
    pub(crate) file: String,
    /// The format; by the file's ending where it is not given (tsv: glossary-wide)
    #[arg(long, value_name = "NAME")]
    pub(crate) format: Option<String>,
    /// The languages to write; all by default
    #[arg(long, value_delimiter = ',', value_name = "LANG,…")]
    pub(crate) lang: Vec<LanguageTag>,
    /// Only what came from this source
    #[arg(long, value_name = "PATH")]
    pub(crate) source: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct RemoveArguments {
    /// The paths of the sources, as `tarjuman stats` names them
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<String>,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tarjuman segment article.en.txt\n  tarjuman segment --lang fa --json - < matn.txt"
)]
pub(crate) struct SegmentArguments {
    /// The text, or - for standard input
    pub(crate) file: String,
    /// Its language; by the file name or the text itself where it is not given
    #[arg(long, visible_alias = "from", value_name = "LANG")]
    pub(crate) lang: Option<LanguageTag>,
    /// Print tokens and their classes too (with --json)
    #[arg(long)]
    pub(crate) tokens: bool,
    /// Say which rule divided or joined at each place, instead of the sentences
    #[arg(long, conflicts_with = "tokens")]
    pub(crate) explain: bool,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tarjuman terms article.en.txt --to fa\n  echo 'секретаря Совета безопасности' | tarjuman terms --lang ru -"
)]
pub(crate) struct TermsArguments {
    /// The text, or - for standard input
    pub(crate) file: String,
    /// Its language; by the file name or the text itself where it is not given
    #[arg(long, visible_alias = "from", value_name = "LANG")]
    pub(crate) lang: Option<LanguageTag>,
    /// The languages of the renderings; all by default
    #[arg(long, value_delimiter = ',', value_name = "LANG,…")]
    pub(crate) to: Vec<LanguageTag>,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tarjuman suggest article.en.txt --to fa\n  tarjuman suggest --from en --to fa --threshold 0.85 --json article.txt\n  tarjuman suggest --lines --from fa --to en - < jomleha.txt"
)]
pub(crate) struct SuggestArguments {
    /// The text, or - for standard input
    pub(crate) file: String,
    /// Its language; by the file name or the text itself where it is not given
    #[arg(long, visible_alias = "lang", value_name = "LANG")]
    pub(crate) from: Option<LanguageTag>,
    /// The language to translate into
    #[arg(long, value_name = "LANG")]
    pub(crate) to: Option<LanguageTag>,
    /// The least score of a match, as a share or in points
    #[arg(long, value_name = "SCORE", default_value = "0.7")]
    pub(crate) threshold: Score,
    /// How many matches for each sentence at the most
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub(crate) limit: usize,
    /// Each line is a segment, blank ones too
    #[arg(long)]
    pub(crate) lines: bool,
    /// Compare with every unit instead of asking the index: the same answer, slowly
    #[arg(long)]
    pub(crate) exhaustive: bool,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tarjuman lookup \"Security Council\"\n  tarjuman lookup شورای امنیت --to ru,zh\n  tarjuman lookup \"Shanghai Coop\" --json"
)]
pub(crate) struct LookupArguments {
    /// The term, or part of it, in any language
    #[arg(required = true, value_name = "TERM")]
    pub(crate) term: Vec<String>,
    /// The language of the term; any by default
    #[arg(long, visible_alias = "lang", value_name = "LANG")]
    pub(crate) from: Option<LanguageTag>,
    /// The languages of the renderings; all by default
    #[arg(long, value_delimiter = ',', value_name = "LANG,…")]
    pub(crate) to: Vec<LanguageTag>,
    /// How many entries at the most
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub(crate) limit: usize,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tarjuman check article.en.txt\n  tarjuman check article.en.txt tarjome.fa.txt\n  tarjuman check --lines --from en --to fa a.txt b.txt --json\n  tarjuman check --list"
)]
pub(crate) struct CheckArguments {
    /// The article, or - for standard input
    #[arg(required_unless_present = "list")]
    pub(crate) file: Option<String>,
    /// Its translation
    pub(crate) translation: Option<String>,
    /// The language of the article; by the file name or the text itself where it is not given
    #[arg(long, visible_alias = "lang", value_name = "LANG")]
    pub(crate) from: Option<LanguageTag>,
    /// The language of the translation
    #[arg(long, value_name = "LANG")]
    pub(crate) to: Option<LanguageTag>,
    /// Line n of the translation stands for line n of the article
    #[arg(long)]
    pub(crate) lines: bool,
    /// Only these checks
    #[arg(long, value_delimiter = ',', value_name = "CHECK,…")]
    pub(crate) only: Vec<String>,
    /// From which severity on a finding makes the exit status 1
    #[arg(long, value_name = "SEVERITY", default_value = "warning")]
    pub(crate) fail_on: FailOn,
    /// List the checks
    #[arg(long)]
    pub(crate) list: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    /// Any finding
    Note,
    /// Warnings and errors
    Warning,
    /// Errors
    Error,
    /// None: always 0
    Never,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tarjuman search \"inclusive government\"\n  tarjuman search تحریم --with en --limit 5"
)]
pub(crate) struct SearchArguments {
    /// The words, in any form
    #[arg(required = true, value_name = "WORDS")]
    pub(crate) words: Vec<String>,
    /// The language to search in; all by default
    #[arg(long, visible_alias = "from", value_name = "LANG")]
    pub(crate) lang: Option<LanguageTag>,
    /// Show only this other language, and only units that have it
    #[arg(long, visible_alias = "to", value_name = "LANG")]
    pub(crate) with: Option<LanguageTag>,
    /// How many units at the most
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(crate) limit: usize,
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
