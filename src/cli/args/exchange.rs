//! Arguments of `import` and `export`.

use clap::Args;

use crate::lang::LanguageTag;
use crate::project::FilterSetting;

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
