//! How alike two texts are: by their characters (short terms and names).

mod characters;

pub use characters::{character_similarity, edit_distance};
