//! The project: `tarjuman.toml`, its sources, and the one door through which faces come in.
//!
//! [`Project::open`] finds the settings, opens the store and brings it in step with its sources;
//! after that every question is one method. Nothing here prints: what happens is told to an
//! [`Observer`].

mod ask;
mod config;
mod doctor;
mod error;
mod export;
mod filter;
mod import;
mod init;
mod observer;
mod open;
mod pairs;
mod samples;
mod sources;
mod sync;
mod texts;

pub use ask::{CheckRequest, CheckedPair, LookedUp, LookupRequest, Statistics, SuggestRequest};
pub use config::{CONFIG_FILE, Config};
pub use doctor::{Diagnosis, Repair};
pub use error::ProjectError;
pub use export::{ExportRequest, ExportScope};
pub use filter::{FILTERS, Filter, FilterError, FilterSetting, Filters, LeftOut};
pub use import::{ImportMode, ImportOptions, Imported, Outcome};
pub use init::{Initialised, Samples, init};
pub use observer::{Event, Observer, Silent};
pub use open::{OpenRequest, Project};
pub use pairs::{ArticleSet, Articles};
pub use sources::ImportSource;
pub use texts::{Segmentation, Text, language_of};
