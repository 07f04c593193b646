//! Plain text: the file itself, in blocks by its empty lines or by its lines.

use super::builder::{LONGEST_HEADING, ends_sentence, title_of};
use super::{ArticleFormat, ReadArticle, refuse};
use crate::formats::encoding;
use crate::model::{Article, Block, BlockKind, Diagnostic, Facts, Layout};

/// Plain text.
pub(super) struct Plain;

impl ArticleFormat for Plain {
    fn name(&self) -> &'static str {
        "text"
    }

    fn about(&self) -> &'static str {
        "plain text, wrapped or not"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["txt", "text"]
    }

    fn recognises(&self, _: &[u8], _: &str) -> bool {
        true
    }

    fn read(&self, bytes: &[u8], path: &str) -> Result<ReadArticle, Box<Diagnostic>> {
        let decoded = encoding::decode(bytes, path);
        if is_binary(&decoded.text) {
            return Err(refuse(
                path,
                "the file is no text and no document that is known".to_owned(),
                "save it as text, HTML, DOCX or ODT",
            ));
        }
        let text = decoded.text.into_owned();
        let blocks = blocks_of(&text);
        Ok(ReadArticle {
            article: Article {
                facts: Facts {
                    title: title_of(&text, &blocks),
                    ..Facts::default()
                },
                text,
                blocks,
                layout: Layout::Lines,
            },
            format: self.name(),
            remarks: decoded.diagnostic.into_iter().collect(),
        })
    }
}

/// Whether a decoded text is none: NUL characters, or many characters that mean nothing.
fn is_binary(text: &str) -> bool {
    let beginning = text.chars().take(4096);
    let (mut all, mut odd) = (0, 0);
    for character in beginning {
        all += 1;
        let is_odd = match character {
            '\n' | '\r' | '\t' | '\u{0C}' | '\u{1A}' | '\u{1B}' => false,
            '\u{FFFD}' => true,
            c => c.is_control(),
        };
        odd += usize::from(is_odd);
    }
    odd * 10 > all
}

/// The blocks of a text: what stands between empty lines, or each line where there are none and
/// the lines are not wrapped. A line that stands alone and ends no sentence is a heading.
fn blocks_of(text: &str) -> Vec<Block> {
    let lines = lines_of(text);
    let has_gaps = lines
        .windows(2)
        .any(|pair| pair[0].is_empty() && !pair[1].is_empty() && pair[0].start > 0);
    let by_line = !has_gaps && !is_wrapped(text, &lines);
    let mut blocks: Vec<Block> = Vec::new();
    let mut is_open = false;
    for line in lines {
        if line.is_empty() {
            is_open = false;
            continue;
        }
        match blocks.last_mut().filter(|_| is_open && !by_line) {
            Some(last) => last.span.end = line.end,
            None => blocks.push(Block {
                kind: BlockKind::Paragraph,
                span: line,
            }),
        }
        is_open = true;
    }
    for block in &mut blocks {
        let own = &text[block.span.clone()];
        if !own.contains('\n') && !ends_sentence(own) && own.chars().count() <= LONGEST_HEADING {
            block.kind = BlockKind::Heading;
        }
    }
    blocks
}

/// The bytes of each line without the white space around it.
fn lines_of(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut at = 0;
    text.split_inclusive('\n')
        .map(|line| {
            let trimmed = line.trim_start();
            let start = at + line.len() - trimmed.len();
            at += line.len();
            match trimmed.trim_end() {
                "" => start..start,
                own => start..start + own.len(),
            }
        })
        .collect()
}

/// Whether lines without empty ones between them are one wrapped paragraph: none is long, and
/// most of them end in the middle of a sentence.
fn is_wrapped(text: &str, lines: &[std::ops::Range<usize>]) -> bool {
    let mut lines = lines.iter().filter(|line| !line.is_empty());
    let Some(_) = lines.next_back() else {
        return false;
    };
    let (mut all, mut open, mut widest) = (0, 0, 0);
    for line in lines {
        let line = &text[line.clone()];
        all += 1;
        open += usize::from(!ends_sentence(line));
        widest = widest.max(line.chars().count());
    }
    (40..=120).contains(&widest) && open * 2 > all
}
