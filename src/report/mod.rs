//! What people and programs read: blocks of text for a terminal or a pipe, JSON Lines.
//!
//! Everything here takes results and returns text; nothing is read and nothing is printed.

mod align;
mod bidi;
mod checks;
mod concordance;
mod diff;
mod extract;
mod findings;
mod findings_page;
mod glossary;
pub mod json;
mod junit;
mod lookup;
mod marks;
mod memory;
mod passages;
mod run;
mod sarif;
mod suggest;
mod summary;
mod terminal;
mod terms;

pub use align::{PlaceJson, PlaceView, RowJson, place_block, row_block};
pub use checks::{CheckJson, check_block, check_line, checks_reference};
pub use concordance::{
    ConcordanceJson, ConcordanceView, CountJson, concordance_block, concordance_lineage,
};
pub use diff::{diff_block, unified_diff};
pub use extract::CandidateJson;
pub use findings::{finding_block, slips_line, summary_line};
pub use glossary::{ArticleJson, ChangeJson, change_sentence, changes_block};
pub use lookup::{EntryView, entry_block, evidence_lines};
pub use memory::{MemoryFindingJson, memory_block};
pub use run::{CHECK_REPORTS, CheckReport, CheckRun, check_report};
pub use suggest::{SuggestionJson, SuggestionView, suggestion_block};
pub use summary::{bytes, counted, figures, grouped};
pub use terminal::{Colour, Isolation, Layout, Role, visible_width};
pub use terms::mention_block;
