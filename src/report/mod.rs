//! What people and programs read: blocks of text for a terminal or a pipe, JSON Lines.
//!
//! Everything here takes results and returns text; nothing is read and nothing is printed.

mod terminal;

pub use terminal::{Colour, Isolation, Layout, Role, visible_width};
