//! Tarjuman keeps the sentences of articles with their translations, keeps a glossary of
//! official titles and names beside them, and answers three questions about a text: how was
//! this rendered before, what is the right term, and where does this text depart from both.
//!
//! The crate is divided into rooms (modules); `docs/architecture.md` says what lives in each
//! and which room may use which. Start reading at [`project`], the one door through which the
//! command line and other programs come in:
//!
//! ```
//! use tarjuman::lang::LanguageTag;
//! use tarjuman::memory::{SearchOptions, Selection};
//! use tarjuman::model::{Unit, Variant};
//! use tarjuman::project::{OpenRequest, Project, Samples, Silent, SuggestRequest, init};
//! use tarjuman::similarity::PenaltyKind;
//! use tarjuman::suggest::{Passage, PassagesFor, SuggestOptions};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let temporary = tempfile::tempdir()?;
//! # let folder = temporary.path();
//! // A project is a folder; `init` starts one, `open` brings it in step with its files.
//! let (english, persian) = (LanguageTag::parse("en")?, LanguageTag::parse("fa")?);
//! init(folder, "desk", &[english.clone(), persian.clone()], Samples::Without)?;
//! let request = OpenRequest { folder: Some(folder.to_owned()), ..OpenRequest::default() };
//! let mut project = Project::open(&request, &Silent)?;
//!
//! // A unit is durable when `add_unit` returns, and found from then on.
//! let unit = Unit {
//!     variants: vec![
//!         Variant::plain(english.clone(), "Trade between the two countries grew by 43 percent."),
//!         Variant::plain(persian.clone(), "تجارت میان دو کشور ۴۳ درصد افزایش یافت."),
//!     ],
//!     ..Unit::default()
//! };
//! let id = project.add_unit("desk", unit)?;
//!
//! // What is like a sentence, why it has the score that it has, and what can be made of it.
//! let text = "Trade between the two countries grew by 47 percent.";
//! let request = SuggestRequest {
//!     passages: &[Passage { text, start: 0 }],
//!     options: SuggestOptions {
//!         from: english,
//!         to: persian,
//!         search: SearchOptions::default(),
//!         selection: Selection::default(),
//!         passages: PassagesFor::None,
//!     },
//! };
//! project.suggest(&request, |suggestion| {
//!     let best = &suggestion.matches[0];
//!     assert_eq!(best.found.id, id);
//!     assert_eq!(best.found.score.to_string(), "97.78");
//!     assert_eq!(best.found.penalties[0].kind, PenaltyKind::Number);
//!     assert_eq!(best.found.penalties[0].detail, "43 → 47");
//!     let repaired = best.repaired.as_ref().map(|repaired| repaired.target.as_str());
//!     assert_eq!(repaired, Some("تجارت میان دو کشور ۴۷ درصد افزایش یافت."));
//!     Ok(())
//! })?;
//!
//! // Its name is what the command line shows: the source, and the place in it.
//! assert_eq!(project.show("desk#1", 0)?.id, id);
//! project.delete_unit(id)?;
//! # assert!(project.show("desk#1", 0).is_err());
//! # Ok(())
//! # }
//! ```
//!
//! [`memory`] alone, without a project, glossary or settings, has an example of its own.

pub mod align;
pub mod check;
pub mod cli;
pub mod formats;
pub mod glossary;
pub mod lang;
pub mod memory;
pub mod model;
pub mod project;
pub mod report;
pub mod similarity;
pub mod store;
pub mod suggest;
pub mod text;
