//! What is known about languages: tags, scripts, direction, and per-language data.
//!
//! Everything here is pure: no files, no clock, no environment. A language is added by one data
//! file in `lang/data/` and one line in the table of `lang/profile.rs`; no other Rust code changes.
//!
//! ```
//! use tarjuman::lang::{Direction, LanguageTag};
//!
//! let tag = LanguageTag::parse("fa_ir").unwrap();
//! assert_eq!(tag.as_str(), "fa-IR");
//! assert!(tag.is_variety_of(&LanguageTag::parse("fa").unwrap()));
//! assert_eq!(tag.direction(), Direction::RightToLeft);
//! ```

mod figures;
mod profile;
mod script;
mod tag;

pub use figures::{Calendar, FigureProfile, ValuedWords};
pub(crate) use figures::{FigureWords, NumberRole, NumberedWords};
pub use profile::{
    ExchangeProfile, LanguageProfile, NegationProfile, NumberAgreement, NumberProfile,
    StemExceptions, StemmerProfile, TitleOrder, TitleProfile, WordSet, profile_of, profile_source,
    profile_sources, profiles,
};
pub use script::{Direction, direction_of_text, likely_script};
pub use tag::{LanguageTag, TagError};
