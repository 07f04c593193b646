//! HTML: the article of a page, without what serves the page.
//!
//! Sites are built in many ways, so no one thing decides. The page becomes a list of leaves
//! (stretches of text that no block element divides); what elements, roles and the words of
//! classes name as furniture of the page is left out, unless the article itself is in it; the
//! smallest element that most of the prose stands in is the body; then each leaf is looked at
//! for what editors put between paragraphs ("read also" and the like). The measure of prose is
//! that of readability and boilerpipe: length, ends of sentences, share of links (Kohlschütter
//! et al., "Boilerplate detection using shallow text features", 2010). `docs/formats.md` says
//! what is kept.

mod body;
mod dom;
mod facts;
mod furniture;
mod leaves;
mod title;
mod trim;

use super::builder::Builder;
use super::{ArticleFormat, ReadArticle, refuse};
use crate::formats::encoding;
use crate::model::{BlockKind, Diagnostic};

use dom::{DEEPEST, Dom, TooMuch};
use facts::PageFacts;

/// Web pages.
pub(super) struct Html;

impl ArticleFormat for Html {
    fn name(&self) -> &'static str {
        "html"
    }

    fn about(&self) -> &'static str {
        "web page: the article in it"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["html", "htm", "xhtml", "shtml"]
    }

    fn recognises(&self, bytes: &[u8], ending: &str) -> bool {
        let start = &bytes[..bytes.len().min(4096)];
        let start = encoding::decode(start, "").text.to_lowercase();
        let marks = ["<!doctype html", "<html", "<head>", "<body", "<article"];
        let begins = start.trim_start().starts_with('<');
        let is_page = begins && marks.iter().any(|mark| start.contains(mark));
        let is_piece = self.endings().contains(&ending) && start.contains('<');
        is_page || is_piece
    }

    fn read(&self, bytes: &[u8], path: &str) -> Result<ReadArticle, Box<Diagnostic>> {
        let decoded = encoding::decode(bytes, path);
        let dom = Dom::parse(&decoded.text).map_err(|why| too_much(why, path))?;
        let page = PageFacts::of(&dom);
        let found = body::find(&dom, &page);
        let mut builder = Builder::new(page.facts);
        builder.title(found.title.as_deref());
        for leaf in &found.leaves {
            builder.push(leaf.kind, &leaf.raw);
        }
        // Some pages have their text in a script only.
        if found.leaves.is_empty() {
            let lines = page.body.iter().flat_map(|body| body.lines());
            lines.for_each(|line| builder.push(BlockKind::Paragraph, line));
        }
        if builder.has_only_title() {
            let advice = "save the page with its text, or copy the text to a file";
            return Err(refuse(
                path,
                "there is no text in the page".to_owned(),
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

fn too_much(why: TooMuch, path: &str) -> Box<Diagnostic> {
    let message = match why {
        TooMuch::Depth => format!("the page is nested more than {DEEPEST} elements deep"),
        TooMuch::Nodes => "the page has millions of elements".to_owned(),
    };
    refuse(path, message, "copy the text of the article to a file")
}
