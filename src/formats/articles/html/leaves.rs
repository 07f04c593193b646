//! Leaves: the stretches of text of a page that no block element divides, in their order.

use super::super::builder::{BREAK, clean, ends_sentence, is_ideographic};
use super::dom::{Data, Dom, Element, NodeId, Step};
use super::furniture::has_word;
use crate::model::BlockKind;

/// A stretch of text in one block element.
#[derive(Debug, Clone)]
pub(super) struct Leaf {
    /// The innermost block element that it stands in.
    pub(super) node: NodeId,
    /// What it is.
    pub(super) kind: BlockKind,
    /// The text, with the white space of the file and breaks of the author.
    pub(super) raw: String,
    /// How much text it is; see [`weight`].
    pub(super) weight: usize,
    /// How much of it is in links to other pages.
    pub(super) linked: usize,
    /// How much of it is in links within the page.
    pub(super) anchored: usize,
    /// How much of it is in `time` elements.
    pub(super) timed: usize,
    /// The text that stands outside of links, cleaned.
    pub(super) unlinked_text: String,
}

/// How much text a text is: its letters and digits, an ideograph as three.
pub(super) fn weight(text: &str) -> usize {
    text.chars()
        .map(|c| match c {
            c if is_ideographic(c) => 3,
            c if c.is_alphanumeric() => 1,
            _ => 0,
        })
        .sum()
}

impl Leaf {
    /// The weight outside of links to other pages.
    pub(super) fn unlinked(&self) -> usize {
        self.weight.saturating_sub(self.linked)
    }

    /// Whether most of the text is in links to other pages.
    pub(super) fn is_linked(&self) -> bool {
        self.linked * 2 > self.weight
    }

    /// How much text of an article this looks like: none where it is mostly links, or too short
    /// to be a sentence.
    pub(super) fn prose(&self) -> usize {
        let is_long = self.unlinked() >= 60;
        let is_sentence = self.unlinked() >= 15 && self.ends_sentence();
        match (is_long || is_sentence) && !self.is_linked() && self.kind != BlockKind::Heading {
            true => self.unlinked(),
            false => 0,
        }
    }

    /// Whether all of it leads to other pages.
    pub(super) fn is_link(&self) -> bool {
        self.linked > 0 && self.unlinked() * 20 <= self.weight
    }

    /// Whether it ends as a sentence does.
    pub(super) fn ends_sentence(&self) -> bool {
        ends_sentence(&self.raw.replace(BREAK, " "))
    }
}

/// Elements that part text; every other (and none of its own) stands in a line. A custom element
/// (with a hyphen) is a part of a page too.
fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "html"
            | "legend"
            | "li"
            | "main"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
            | "img"
            | "frame"
    ) || name.contains('-')
}

/// The leaves below the root of a page, but for what `is_dropped` says of a node.
pub(super) fn leaves(dom: &Dom, is_dropped: impl Fn(NodeId, &Element) -> bool) -> Vec<Leaf> {
    let mut reader = LeafReader {
        dom,
        leaves: Vec::new(),
        blocks: vec![0],
        open: Pieces::default(),
        links: 0,
        anchors: 0,
        times: 0,
        cover: Cover::None,
    };
    let mut walk = dom.walk(0);
    while let Some(step) = walk.next() {
        match step {
            Step::Enter(id) => match dom.data(id) {
                Data::Text(text) => reader.text(text),
                Data::Element(element) if is_dropped(id, element) => {
                    // What is left out parts what stands before and behind it if it is a block.
                    if is_block(element.name()) {
                        reader.flush();
                    }
                    walk.pass_over();
                }
                Data::Element(element) => reader.enter(id, element),
                Data::Other => {}
            },
            Step::Leave(id) => {
                if let Some(element) = dom.element(id) {
                    reader.leave(id, element);
                }
            }
        }
    }
    reader.flush();
    reader.leaves
}

/// The text of a leaf that is being read.
#[derive(Default)]
struct Pieces {
    raw: String,
    unlinked: String,
    linked: usize,
    anchored: usize,
    timed: usize,
}

struct LeafReader<'d> {
    dom: &'d Dom,
    leaves: Vec<Leaf>,
    /// The block elements that are open, the innermost last.
    blocks: Vec<NodeId>,
    open: Pieces,
    /// How many links to other pages, links within the page, and times are open.
    links: usize,
    anchors: usize,
    times: usize,
    cover: Cover,
}

/// Whether one inline element holds all of the line that is being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cover {
    /// There is no text yet.
    None,
    /// This one does so far.
    Open(NodeId),
    /// One did, and has ended.
    Closed,
    /// None does.
    Broken,
}

impl LeafReader<'_> {
    fn text(&mut self, text: &str) {
        if matches!(self.cover, Cover::None | Cover::Closed) && !text.trim().is_empty() {
            self.cover = Cover::Broken;
        }
        self.open.raw.push_str(text);
        let own = weight(text);
        if self.times > 0 {
            self.open.timed += own;
        }
        match (self.links, self.anchors) {
            (1.., _) => self.open.linked += own,
            (0, 1..) => self.open.anchored += own,
            (0, 0) => {}
        }
        if self.links == 0 {
            self.open.unlinked.push_str(text);
        }
    }

    fn enter(&mut self, id: NodeId, element: &Element) {
        match element.name() {
            "br" => self.line_break(),
            "q" => self.open.raw.push('“'),
            "a" => match is_anchor(element) {
                true => self.anchors += 1,
                false => self.links += 1,
            },
            "time" => self.times += 1,
            name if is_block(name) => {
                self.flush();
                self.blocks.push(id);
            }
            _ => {
                if self.cover == Cover::None && self.is_at_line_start() {
                    self.cover = Cover::Open(id);
                }
            }
        }
    }

    /// Whether the line that is being read has no text yet.
    fn is_at_line_start(&self) -> bool {
        let line = self.open.raw.rsplit(BREAK).next().unwrap_or("");
        line.trim().is_empty()
    }

    /// A break ends a stretch of text where a break stood already, where a sentence ends, and
    /// where the line is a thing of its own: a link, or all in one element (`<b>…</b><br>`).
    fn line_break(&mut self) {
        let line = self.open.raw.rsplit(BREAK).next().unwrap_or("");
        let is_blank = line.trim().is_empty();
        let is_own = self.cover == Cover::Closed || ends_sentence(line);
        let is_link = self.open.linked > 0 && self.open.linked >= weight(&self.open.raw);
        self.cover = Cover::None;
        let node = self.blocks.last().copied().unwrap_or(0);
        let is_heading = self
            .dom
            .name(node)
            .strip_prefix('h')
            .is_some_and(|level| level.len() == 1);
        if !is_heading && (is_blank || is_own || is_link) {
            self.flush();
        } else {
            self.open.raw.push(BREAK);
            self.open.unlinked.push(' ');
        }
    }

    fn leave(&mut self, id: NodeId, element: &Element) {
        if self.cover == Cover::Open(id) {
            self.cover = match self.is_at_line_start() {
                true => Cover::None,
                false => Cover::Closed,
            };
        }
        match element.name() {
            "q" => self.open.raw.push('”'),
            "a" => match is_anchor(element) {
                true => self.anchors = self.anchors.saturating_sub(1),
                false => self.links = self.links.saturating_sub(1),
            },
            "time" => self.times = self.times.saturating_sub(1),
            name if is_block(name) => {
                self.flush();
                self.blocks.pop();
            }
            _ => {}
        }
    }

    fn flush(&mut self) {
        let pieces = std::mem::take(&mut self.open);
        self.cover = Cover::None;
        let weight = weight(&pieces.raw);
        if weight == 0 {
            return;
        }
        let node = self.blocks.last().copied().unwrap_or(0);
        self.leaves.push(Leaf {
            node,
            kind: kind_of(self.dom, node, weight),
            raw: pieces.raw,
            weight,
            linked: pieces.linked,
            anchored: pieces.anchored,
            timed: pieces.timed,
            unlinked_text: clean(&pieces.unlinked.replace(BREAK, " ")),
        });
    }
}

/// Whether a link leads to a place in the page itself, or nowhere.
fn is_anchor(element: &Element) -> bool {
    match element.attribute("href") {
        None => true,
        Some(address) => address.trim().is_empty() || address.contains('#'),
    }
}

/// A cell with more text than this is one of a layout, not of a table.
const LARGEST_CELL: usize = 200;

/// What a leaf is, by the elements around it.
fn kind_of(dom: &Dom, node: NodeId, weight: usize) -> BlockKind {
    for ancestor in dom.ancestors(node).take(4) {
        let Some(element) = dom.element(ancestor) else {
            continue;
        };
        match element.name() {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => return BlockKind::Heading,
            "figcaption" | "caption" => return BlockKind::Caption,
            "li" | "dd" | "dt" => return BlockKind::Item,
            "td" | "th" if weight < LARGEST_CELL && ancestor == node => return BlockKind::Cell,
            "blockquote" | "article" | "body" | "main" | "table" => return BlockKind::Paragraph,
            _ if has_word(element, &["caption", "figcaption", "legend"]) => {
                return BlockKind::Caption;
            }
            _ => {}
        }
    }
    BlockKind::Paragraph
}
