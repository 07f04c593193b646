//! Tarjuman keeps the sentences of articles with their translations, keeps a glossary of
//! official titles and names beside them, and answers three questions about a text: how was
//! this rendered before, what is the right term, and where does this text depart from both.
//!
//! The crate is divided into rooms (modules); `docs/architecture.md` says what lives in each
//! and which room may use which. Start reading at [`project`], the one door through which the
//! command line and other programs come in.

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
