//! Markdown (CommonMark with tables, footnotes and front matter).

use pulldown_cmark::{Event, MetadataBlockKind, Options, Parser, Tag, TagEnd};

use super::builder::{BREAK, Builder, clean, day};
use super::{ArticleFormat, ReadArticle, refuse};
use crate::formats::encoding;
use crate::lang::LanguageTag;
use crate::model::{BlockKind, Diagnostic, Facts};

/// Markdown, known by the name of the file: its content may be plain text as well.
pub(super) struct Markdown;

impl ArticleFormat for Markdown {
    fn name(&self) -> &'static str {
        "markdown"
    }

    fn about(&self) -> &'static str {
        "Markdown (CommonMark, tables, footnotes, front matter)"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["md", "markdown", "mkd"]
    }

    fn recognises(&self, _: &[u8], ending: &str) -> bool {
        self.endings().contains(&ending)
    }

    fn read(&self, bytes: &[u8], path: &str) -> Result<ReadArticle, Box<Diagnostic>> {
        let decoded = encoding::decode(bytes, path);
        let mut walk = Walk::default();
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
            | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
        for event in Parser::new_ext(&decoded.text, options) {
            walk.event(event);
        }
        walk.flush(BlockKind::Paragraph);
        let title = walk.facts.title.clone();
        let mut builder = Builder::new(walk.facts);
        // The title of the front matter is often that of the first heading too.
        let first = walk.blocks.first().map(|(_, text)| clean(text));
        if title != first {
            builder.title(title.as_deref());
        }
        for (kind, text) in walk.blocks.iter().chain(&walk.notes) {
            builder.push(*kind, text);
        }
        if builder.has_only_title() {
            let advice = "look whether it is the file that you mean";
            return Err(refuse(
                path,
                "there is no text in the file".to_owned(),
                advice,
            ));
        }
        Ok(ReadArticle {
            article: builder.finish(),
            format: self.name(),
            remarks: decoded.diagnostic.into_iter().collect(),
        })
    }
}

/// Where the reader is, and what it has found.
#[derive(Default)]
struct Walk {
    facts: Facts,
    blocks: Vec<(BlockKind, String)>,
    notes: Vec<(BlockKind, String)>,
    text: String,
    /// How deep the reader is in items of lists.
    items: usize,
    is_note: bool,
    is_metadata: bool,
    /// How deep the reader is in what is no text: code, pictures.
    skipped: usize,
}

impl Walk {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) if self.skipped == 0 => self.text.push_str(&text),
            Event::SoftBreak if self.skipped == 0 => self.text.push('\n'),
            Event::HardBreak if self.skipped == 0 => self.text.push(BREAK),
            Event::InlineHtml(html) if html.to_lowercase().starts_with("<br") => {
                self.text.push(BREAK);
            }
            Event::Rule => self.flush(BlockKind::Paragraph),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            // What an item has before its own paragraphs or lists is text of the item.
            Tag::Item => {
                self.flush_open();
                self.items += 1;
            }
            Tag::FootnoteDefinition(_) => {
                self.flush_open();
                self.is_note = true;
            }
            Tag::MetadataBlock(MetadataBlockKind::YamlStyle | MetadataBlockKind::PlusesStyle) => {
                self.is_metadata = true;
            }
            Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::Image { .. } => self.skipped += 1,
            Tag::Paragraph | Tag::Heading { .. } | Tag::List(_) | Tag::Table(_) => {
                self.flush_open()
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => self.flush(BlockKind::Heading),
            TagEnd::Paragraph => self.flush_open(),
            TagEnd::Item => {
                self.flush_open();
                self.items = self.items.saturating_sub(1);
            }
            TagEnd::TableCell => self.flush(BlockKind::Cell),
            TagEnd::FootnoteDefinition => {
                self.flush_open();
                self.is_note = false;
            }
            TagEnd::MetadataBlock(_) => {
                let text = std::mem::take(&mut self.text);
                self.is_metadata = false;
                self.front_matter(&text);
            }
            TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::Image => {
                self.skipped = self.skipped.saturating_sub(1);
            }
            _ => {}
        }
    }

    fn flush_open(&mut self) {
        self.flush(match self.items {
            0 => BlockKind::Paragraph,
            _ => BlockKind::Item,
        });
    }

    fn flush(&mut self, kind: BlockKind) {
        let text = std::mem::take(&mut self.text);
        if self.is_metadata || text.trim().is_empty() {
            return;
        }
        match self.is_note {
            true => self.notes.push((BlockKind::Note, text)),
            false => self.blocks.push((kind, text)),
        }
    }

    /// The lines `name: value` or `name = value` of front matter that say what the facts ask for.
    fn front_matter(&mut self, text: &str) {
        for line in text.lines() {
            let Some((name, value)) = line.split_once([':', '=']) else {
                continue;
            };
            let value = value.trim().trim_matches(['"', '\'']).trim();
            if value.is_empty() {
                continue;
            }
            match name.trim().to_lowercase().as_str() {
                "title" => self.facts.title = Some(value.to_owned()),
                "date" => self.facts.date = day(value),
                "lang" | "language" | "locale" => {
                    self.facts.language = LanguageTag::parse(value).ok();
                }
                "author" | "by" => self.facts.author = Some(value.to_owned()),
                "url" | "link" | "source" | "canonical" => {
                    self.facts.address = Some(value.to_owned());
                }
                _ => {}
            }
        }
    }
}
