//! What people and programs read: blocks of text for a terminal or a pipe, JSON Lines.
//!
//! Everything here takes results and returns text; nothing is read and nothing is printed.

mod findings;
pub mod json;
mod lookup;
mod terminal;
mod terms;

pub use findings::{finding_block, summary_line};
pub use lookup::entry_block;
pub use terminal::{Colour, Isolation, Layout, Role, visible_width};
pub use terms::mention_block;
