//! How alike two texts are: by their tokens (segments), by their characters (terms and names).
//!
//! `docs/score.md` defines the match score with worked examples.

mod alignment;
mod characters;
mod distance;
mod han;
mod names;
mod score;
mod segment;
mod shingles;
mod short;

pub use alignment::{Edit, align_tokens};
pub use characters::{character_similarity, edit_distance};
pub use distance::{Pattern, token_distance};
pub use han::{han_key, han_keys, han_likeness, han_mixed_key, han_similarity};
pub use names::{name_key, name_similarity};
pub use score::{Penalty, PenaltyKind, Score, ScoreError};
pub use segment::{
    AnalysedText, AnalysedToken, Assessment, KeyCache, TokenKey, base_score, largest_distance,
};
pub use shingles::{NoSignature, Signature};
pub use short::{SHORT_TOKENS, ShortPattern, letters_that_may_differ};
