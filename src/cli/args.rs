//! The arguments of every command.

use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::selection::SelectionArguments;
use crate::lang::LanguageTag;
use crate::model::{Date, UnitField};
use crate::project::{FilterSetting, OpenRequest, RulesMode, RulesRequest, SURE};
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
    after_help = "Examples:\n  tarjuman import terms.csv old.tmx\n  tarjuman import --dry-run terms.tbx\n  \
    tarjuman import --from en --to fa glossary.txt\n  \
    tarjuman import --map English_Short=en --map Spanish_Formal=es:full --map iso3=id states.tsv\n  \
    tarjuman import --map 1=en --map 3=ru no-header.csv\n\n  \
    tarjuman import corpus.en corpus.fa           line n of one stands for line n of the other\n  \
    tarjuman import en=source.txt fa=target.txt   the same, whatever the files are called\n  \
    tarjuman import bitext.tsv --columns en,fa    tab-separated texts without a row of languages\n  \
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
    /// The format, where ending and content do not tell, such as tmx-glossary (docs/formats.md)
    #[arg(long, value_name = "NAME")]
    pub(crate) format: Option<String>,
    /// The language of the first side, for files that do not name it
    #[arg(long, value_name = "LANG")]
    pub(crate) from: Option<LanguageTag>,
    /// The language of the second side, for files that do not name it
    #[arg(long, value_name = "LANG")]
    pub(crate) to: Option<LanguageTag>,
    /// What a column holds, in the words of docs/glossary-format.md; - for nothing. Remembered
    /// in tarjuman.toml, but for columns that are named by their number
    #[arg(long, value_name = "COLUMN=WHAT", value_parser = mapping)]
    pub(crate) map: Vec<(String, String)>,
    /// The languages of tab-separated texts that have none in their first row
    #[arg(long, value_delimiter = ',', value_name = "LANG,…", conflicts_with_all = ["format", "map"])]
    pub(crate) columns: Vec<LanguageTag>,
    /// Set filters: NAME=LIMIT, NAME=off, off for none, on for all of them on memories too
    #[arg(long, value_delimiter = ',', value_name = "SETTING,…")]
    pub(crate) filter: Vec<FilterSetting>,
}

/// Reads `COLUMN=WHAT`.
fn mapping(text: &str) -> Result<(String, String), String> {
    let (column, what) = text
        .rsplit_once('=')
        .ok_or("it should be COLUMN=WHAT, such as English_Short=en")?;
    match (column.trim(), what.trim()) {
        ("", _) | (_, "") => Err("it should be COLUMN=WHAT, such as English_Short=en".to_owned()),
        (column, what) => Ok((column.to_owned(), what.to_owned())),
    }
}

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

/// A share between 0 and 1.
fn share(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(share) if (0.0..=1.0).contains(&share) => Ok(share),
        _ => Err("a number from 0 to 1 is needed".to_owned()),
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

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tarjuman export memory.tmx\n  tarjuman export --format glossary-long --lang en,fa terms.tsv\n  tarjuman export --source tm/dushanbe.tmx - --format tmx\n  tarjuman export --format tbx-basic terms.tbx\n  tarjuman export --format omegat --lang en,fa glossary.txt"
)]
pub(crate) struct ExportArguments {
    /// The file to write, or - for standard output
    pub(crate) file: String,
    /// The format; by the file's ending where it is not given (docs/formats.md)
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
    after_help = "Examples:\n  tarjuman suggest article.en.txt --to fa\n  tarjuman suggest --from en --to fa --threshold 0.85 --json article.txt\n  tarjuman suggest --lines --from fa --to en - < jomleha.txt\n  \
        tarjuman suggest article.en.txt --to fa --status approved --since 2026-01 --subject diplomacy\n  \
        tarjuman suggest article.en.txt --to fa --passages"
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
    #[command(flatten)]
    pub(crate) rules: RulesArguments,
    /// Compare with every unit instead of asking the index: the same answer, slowly
    #[arg(long)]
    pub(crate) exhaustive: bool,
    /// For which sentences to find passages of three words or more that other units have
    #[arg(long, value_name = "WHEN", default_value = "auto", num_args = 0..=1,
          default_missing_value = "always", require_equals = true)]
    pub(crate) passages: PassagesWhen,
    /// What the text is about: units about anything else lose the penalty other-subject
    #[arg(long, value_name = "SUBJECT")]
    pub(crate) about: Option<String>,
    #[command(flatten)]
    pub(crate) selection: SelectionArguments,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PassagesWhen {
    /// For those that no unit matches, but not with --lines
    Auto,
    /// For all
    Always,
    /// For none
    Never,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tarjuman lookup \"Security Council\"\n  tarjuman lookup شورای امنیت --to ru,zh\n  tarjuman lookup \"Shanghai Coop\" --json\n  tarjuman lookup \"Secretary of the Supreme National Security Council\" --date 2015-07-14"
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
    /// The day that is meant: who held an office then, which terms were right; today by default
    #[arg(long, value_name = "DATE")]
    pub(crate) date: Option<Date>,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tarjuman extract article.en.txt > new-terms.tsv\n  tarjuman extract article.en.txt --to fa,ru --json\n  tarjuman extract --memory --lang en --to fa --limit 500 > new-terms.tsv\n\n\
    The table has every term as proposed: keep what is right, set review to approved, and\n\
    import it. docs/terminology.md says by which measures candidates are ranked."
)]
pub(crate) struct ExtractArguments {
    /// The texts, or - for standard input; they are compared with the memory
    #[arg(
        required_unless_present = "memory",
        conflicts_with = "memory",
        value_name = "FILE"
    )]
    pub(crate) files: Vec<String>,
    /// Take the terms of the memory itself
    #[arg(long, requires = "lang")]
    pub(crate) memory: bool,
    /// The language of the terms; by the file name or the text itself where it is not given
    #[arg(long, visible_alias = "from", value_name = "LANG")]
    pub(crate) lang: Option<LanguageTag>,
    /// Look in the memory for what stands for them in these languages
    #[arg(long, value_delimiter = ',', value_name = "LANG,…")]
    pub(crate) to: Vec<LanguageTag>,
    /// How many at the most
    #[arg(long, value_name = "N", default_value_t = 200)]
    pub(crate) limit: usize,
    /// In how many places a phrase must stand that is no name, title or acronym
    #[arg(long, value_name = "N", default_value_t = 2)]
    pub(crate) min_count: usize,
    /// Single words too, not only names and acronyms
    #[arg(long)]
    pub(crate) words: bool,
    /// The format of the table
    #[arg(
        long,
        value_name = "NAME",
        default_value = "glossary-long",
        conflicts_with = "json"
    )]
    pub(crate) format: String,
    #[command(flatten)]
    pub(crate) rules: RulesArguments,
}

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
    #[arg(long, conflicts_with_all = ["files", "lines", "report", "baseline", "update_baseline", "fix"])]
    pub(crate) memory: bool,
    /// How many findings of each check of the memory at the most, the heaviest first
    #[arg(long, value_name = "N", default_value_t = 100)]
    pub(crate) limit: usize,
    /// The language of the article; by the file name or the text itself where it is not given
    #[arg(long, visible_alias = "lang", value_name = "LANG")]
    pub(crate) from: Option<LanguageTag>,
    /// The language of the translation
    #[arg(long, value_name = "LANG")]
    pub(crate) to: Option<LanguageTag>,
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
    else the one that is used more often. The change is a diff of the memories' files: nothing\n\
    is written to them."
)]
pub(crate) struct HarmoniseArguments {
    /// The language of the sources; the first of the project's languages by default
    #[arg(long, value_name = "LANG")]
    pub(crate) from: Option<LanguageTag>,
    /// The language of the translations; all others by default
    #[arg(long, value_name = "LANG")]
    pub(crate) to: Option<LanguageTag>,
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

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tarjuman search \"inclusive government\"       the phrase, in any forms\n  \
        tarjuman search inclusive government         both words in one segment, in any order\n  \
        tarjuman search --near 5 sanction lift       within five words of each other\n  \
        tarjuman search 'govern*'                    words that begin so\n  \
        tarjuman search '\"security council\" resol*' a phrase and another word\n  \
        tarjuman search --exact sanctions            in this form only\n  \
        tarjuman search تحریم --with en --limit 5 --status approved\n\n\
    An argument of several words is a phrase. Words are found in all their inflected forms, in\n\
    any case, letter forms and digits; numbers and addresses as they are."
)]
pub(crate) struct SearchArguments {
    /// Words and phrases; all of them must stand in a segment
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
    /// Find words in the form that is given, not in their other inflected forms
    #[arg(long)]
    pub(crate) exact: bool,
    /// Only where all words stand within so many words
    #[arg(long, value_name = "N")]
    pub(crate) near: Option<usize>,
    /// Only say how many units there are
    #[arg(long)]
    pub(crate) count: bool,
    #[command(flatten)]
    pub(crate) selection: SelectionArguments,
}

#[derive(Debug, Subcommand)]
pub(crate) enum TermCommand {
    /// Add terms to an entry, or a new entry
    Add(TermAddArguments),
    /// Change what is said of a term or of an entry
    Set(TermSetArguments),
    /// Mark a term as one to be replaced
    Deprecate(TermDeprecateArguments),
    /// Put the terms of an entry into another, and remove it
    Merge(TermMergeArguments),
    /// Remove a term or an entry
    Remove(TermRemoveArguments),
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tarjuman term add sco tr=\"Şanghay İşbirliği Örgütü\"\n  \
    tarjuman term add sco uz=\"Shanxay hamkorlik tashkiloti\" --set review=proposed\n  \
    tarjuman term add larijani en=\"Ali Larijani\" fa=\"علی لاریجانی\" --set subject=person --file glossaries/persons.tsv\n\n\
    Only the row of the entry changes: order, comments, quotation marks and line ends stay."
)]
pub(crate) struct TermAddArguments {
    /// The id of the entry, as lookup shows it
    pub(crate) concept: String,
    /// The terms
    #[arg(required = true, value_name = "LANG=TERM", value_parser = language_term)]
    pub(crate) terms: Vec<(LanguageTag, String)>,
    /// What is said of the terms (status, type, review, from, until, …) or of the concept
    /// (subject, definition, note, holder, …)
    #[arg(long, value_name = "FIELD=VALUE", value_parser = field_value)]
    pub(crate) set: Vec<(String, String)>,
    /// The glossary file of a new entry
    #[arg(long, value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tarjuman term set sco --term ru=ШОС status=admitted type=acronym\n  \
    tarjuman term set sco --term en=\"Shanghai Cooperation Organization\" text=\"Shanghai Co-operation Organization\"\n  \
    tarjuman term set office-ir-snsc-secretary holder=\"larijani (2025-08-05..)\" note=\n\n\
    An empty value says nothing any more."
)]
pub(crate) struct TermSetArguments {
    /// The id of the entry, as lookup shows it
    pub(crate) concept: String,
    /// The term; without it, the concept is meant
    #[arg(long, value_name = "LANG=TERM", value_parser = language_term)]
    pub(crate) term: Option<(LanguageTag, String)>,
    /// The fields with their values; `text` is the term itself
    #[arg(required = true, value_name = "FIELD=VALUE", value_parser = field_value)]
    pub(crate) values: Vec<(String, String)>,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tarjuman term deprecate country-tr en=Turkey --until 2022-06-01 --use Türkiye"
)]
pub(crate) struct TermDeprecateArguments {
    /// The id of the entry, as lookup shows it
    pub(crate) concept: String,
    /// The term
    #[arg(value_name = "LANG=TERM", value_parser = language_term)]
    pub(crate) term: (LanguageTag, String),
    /// The last day on which it was right
    #[arg(long, value_name = "DATE")]
    pub(crate) until: Option<Date>,
    /// The term to use instead, which becomes the preferred one
    #[arg(long = "use", value_name = "TERM")]
    pub(crate) instead: Option<String>,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  tarjuman term merge un-security-council security-council")]
pub(crate) struct TermMergeArguments {
    /// The id of the entry that stays
    pub(crate) into: String,
    /// The id of the entry whose terms go into it
    pub(crate) from: String,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  tarjuman term remove sco ru=ШОС\n  tarjuman term remove sco")]
pub(crate) struct TermRemoveArguments {
    /// The id of the entry, as lookup shows it
    pub(crate) concept: String,
    /// The term; without it, the whole entry goes
    #[arg(value_name = "LANG=TERM", value_parser = language_term)]
    pub(crate) term: Option<(LanguageTag, String)>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum UnitCommand {
    /// Add a unit: a text and its translations
    Add(UnitAddArguments),
    /// Change texts of a unit, or what is said of it
    Set(UnitSetArguments),
    /// Remove units
    Remove(UnitRemoveArguments),
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tarjuman unit add en=\"The talks were postponed.\" fa=\"مذاکرات به تعویق افتاد.\"\n  \
    tarjuman unit add en=\"Read out\" ru=\"Оглашено\" --source un-phrases --set status=approved --set subject=UN\n\n\
    The unit is found at once. What it is: status, made, subject, document, note, by."
)]
pub(crate) struct UnitAddArguments {
    /// The texts, in two languages or more
    #[arg(required = true, value_name = "LANG=TEXT", value_parser = language_term)]
    pub(crate) texts: Vec<(LanguageTag, String)>,
    /// The source that it goes to, which is made where it is not there
    #[arg(long, value_name = "NAME", default_value = "desk")]
    pub(crate) source: String,
    /// What is said of the unit
    #[arg(long, value_name = "FIELD=VALUE", value_parser = unit_field)]
    pub(crate) set: Vec<(UnitField, String)>,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tarjuman unit set tm/report.tmx#3 fa=\"نشست به تعویق افتاد.\"\n  \
    tarjuman unit set desk#1 ru= --set status=reviewed --set note=\n\n\
    An empty text takes the language away; an empty value says nothing any more. The file that a\n\
    unit came from is not changed; the change stays when the file is read again."
)]
pub(crate) struct UnitSetArguments {
    /// The unit, as suggestions name it
    pub(crate) unit: String,
    /// The new texts
    #[arg(required_unless_present = "set", value_name = "LANG=TEXT", value_parser = language_text)]
    pub(crate) texts: Vec<(LanguageTag, String)>,
    /// What is said of the unit
    #[arg(long, value_name = "FIELD=VALUE", value_parser = unit_field)]
    pub(crate) set: Vec<(UnitField, String)>,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  tarjuman unit remove tm/report.tmx#3 desk#1")]
pub(crate) struct UnitRemoveArguments {
    /// The units, as suggestions name them
    #[arg(required = true, value_name = "UNIT")]
    pub(crate) units: Vec<String>,
}

/// Reads `LANG=TEXT`; the text may be empty.
fn language_text(text: &str) -> Result<(LanguageTag, String), String> {
    let (language, text) = text
        .split_once('=')
        .ok_or("it should be LANG=TEXT, such as fa=ایران")?;
    let language = LanguageTag::parse(language).map_err(|error| error.to_string())?;
    Ok((language, crate::text::nfc(text.trim()).into_owned()))
}

/// Reads `FIELD=VALUE` of a unit.
fn unit_field(text: &str) -> Result<(UnitField, String), String> {
    let (field, value) = field_value(text)?;
    let field = field.parse::<UnitField>();
    Ok((field.map_err(|error| error.to_string())?, value))
}

/// Reads `LANG=TERM`.
fn language_term(text: &str) -> Result<(LanguageTag, String), String> {
    let (language, term) = text
        .split_once('=')
        .filter(|(_, term)| !term.trim().is_empty())
        .ok_or("it should be LANG=TERM, such as fa=ایران")?;
    let language = LanguageTag::parse(language).map_err(|error| error.to_string())?;
    Ok((language, crate::text::nfc(term.trim()).into_owned()))
}

/// Reads `FIELD=VALUE`; the value may be empty.
fn field_value(text: &str) -> Result<(String, String), String> {
    let (field, value) = text
        .split_once('=')
        .filter(|(field, _)| !field.trim().is_empty())
        .ok_or("it should be FIELD=VALUE, such as status=deprecated")?;
    let value = crate::text::nfc(value.trim()).into_owned();
    Ok((field.trim().to_owned(), value))
}

#[derive(Debug, Subcommand)]
pub(crate) enum GlossaryCommand {
    /// Say what changed in meaning between two states of a glossary
    Diff(GlossaryDiffArguments),
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tarjuman glossary diff old.tsv glossaries/offices.tsv\n  \
    tarjuman glossary diff HEAD:glossaries/offices.tsv glossaries/offices.tsv --json\n\n\
    Below a changed term stand the articles of the memory that use the old one."
)]
pub(crate) struct GlossaryDiffArguments {
    /// The older state: a file, or REVISION:path of git
    pub(crate) old: String,
    /// The newer state
    pub(crate) new: String,
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
