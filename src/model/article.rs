//! Articles as they were written: a text in blocks, and what it says of itself.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::Date;
use crate::lang::LanguageTag;

/// An article or official document in one language, read from a file of any format.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// What it says of itself.
    pub facts: Facts,
    /// Its text: of plain text the file itself, of any other format the text that was taken out
    /// of it, one line for each block and an empty line between two.
    pub text: String,
    /// Its blocks in the order of the text.
    pub blocks: Vec<Block>,
    /// Whether the text is the file itself.
    pub layout: Layout,
}

/// What an article says of itself; each fact only where its file states it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Its title.
    pub title: Option<String>,
    /// The language that it is stated to be in, which may be wrong.
    pub language: Option<LanguageTag>,
    /// The day it was published.
    pub date: Option<Date>,
    /// Where it can be read.
    pub address: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
}

/// A stretch of text that stands by itself: no sentence crosses its ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// The bytes of [`Article::text`] that it takes; never empty.
    pub span: Range<usize>,
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BlockKind {
    /// A title or a heading.
    Heading,
    /// Running text.
    Paragraph,
    /// An item of a list.
    Item,
    /// What stands at a picture or a table.
    Caption,
    /// A cell of a table.
    Cell,
    /// A footnote or endnote; all of them stand behind the text.
    Note,
}

/// How the text of an article came about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Layout {
    /// It is the file itself, whose lines may be wrapped.
    #[default]
    Lines,
    /// It was taken out of the file, block by block.
    Blocks,
}

impl Article {
    /// The text of a block.
    pub fn text_of(&self, block: &Block) -> &str {
        self.text.get(block.span.clone()).unwrap_or("")
    }
}
