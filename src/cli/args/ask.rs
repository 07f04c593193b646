//! Arguments of the commands that ask the memory and the glossary.

use clap::{Args, ValueEnum};

use super::text::RulesArguments;
use crate::cli::selection::SelectionArguments;
use crate::lang::LanguageTag;
use crate::model::Date;
use crate::similarity::Score;

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
