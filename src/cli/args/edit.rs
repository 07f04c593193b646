//! Arguments of the commands that change single units and terms.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::value::{field_value, language_term, language_text, unit_field};
use crate::lang::LanguageTag;
use crate::model::{Date, UnitField};

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
