//! The project: `tarjuman.toml`, its sources, and the one door through which faces come in.
//!
//! [`Project::open`] finds the settings, opens the store and brings it in step with its sources;
//! after that every question is one method. Nothing here prints: what happens is told to an
//! [`Observer`].

mod add;
mod align;
mod ask;
mod check;
mod check_config;
mod check_items;
mod check_units;
mod config;
mod diff;
mod doctor;
mod edit;
mod error;
mod export;
mod extract;
mod filter;
mod fix;
mod glossary_file;
mod harmonise;
mod import;
mod init;
mod memory_check;
mod near;
mod observer;
mod open;
mod pairs;
mod samples;
mod segmenting;
mod show;
mod skeleton;
mod sources;
mod sync;
mod terms;
mod texts;

pub use add::{AddOptions, Added, Doubt, LEAST_TRANSLATION, SURE, review_of};
pub use align::{Aligned, Aligner, Segmented, Side};
pub use ask::{LookedUp, LookupRequest, Statistics, SuggestRequest};
pub use check::{CheckOptions, Checker, read_baseline, write_baseline};
pub use check_config::{ChecksConfig, FailOn};
pub use check_items::{CheckItem, CheckedItem, NamedFile, check_items};
pub use check_units::CheckedUnits;
pub use config::{CONFIG_FILE, Config, PenaltyConfig, Points, RulesMode};
pub use diff::ReviewedChange;
pub use doctor::{Diagnosis, Repair};
pub use edit::{EditedUnit, UnitWording};
pub use error::ProjectError;
pub use export::{ExportRequest, ExportScope};
pub use extract::{ExtractFrom, ExtractRequest, Extraction, SentenceSource};
pub use filter::{FILTERS, Filter, FilterError, FilterSetting, Filters, LeftOut};
pub use fix::{FileFix, fix_of, write_fix};
pub use harmonise::{Harmonised, Proposal};
pub use import::{ImportMode, ImportRequest, Imported, Outcome, now, today};
pub use init::{Initialised, Samples, init};
pub use memory_check::{CheckedMemory, MemoryCheckOptions};
pub use observer::{Event, Observer, Silent};
pub use open::{OpenRequest, Project};
pub use pairs::{ArticleSet, Articles, files_of_pattern};
pub use segmenting::{RulesRequest, Segmenting};
pub use show::Place;
pub use skeleton::{SkeletonFormat, SkeletonText, export_rules, write_skeleton};
pub use sources::ImportSource;
pub use terms::{ChangedFile, TermChange};
pub use texts::{OtherLanguage, Segmentation, Text, language_name, language_of, other_language};
