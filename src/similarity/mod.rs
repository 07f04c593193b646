//! How alike two texts are: by their tokens (segments), by their characters (terms and names).
//!
//! `docs/score.md` defines the match score with worked examples.

mod alignment;
mod characters;
mod distance;
mod names;
mod score;
mod segment;
mod shingles;

pub use alignment::{Edit, align_tokens};
pub use characters::{character_similarity, edit_distance};
pub use distance::{Pattern, token_distance};
pub use names::{name_key, name_similarity};
pub use score::{Penalty, PenaltyKind, Score, ScoreError};
pub use segment::{AnalysedText, Assessment, base_score, largest_distance};
pub use shingles::{resemblance, signature};
