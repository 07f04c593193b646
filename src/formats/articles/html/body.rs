//! Where in a page the article is.

use std::collections::HashMap;

use super::super::builder::BREAK;
use super::dom::{Dom, Element, NodeId, Step};
use super::facts::PageFacts;
use super::furniture::{Furniture, furniture, has_word};
use super::leaves::{Leaf, leaves};
use super::title::{named_title, title_leaf};
use super::trim;
use crate::model::BlockKind;

/// The article of a page.
#[derive(Debug)]
pub(super) struct Found {
    /// Its title.
    pub(super) title: Option<String>,
    /// Its text, without the title.
    pub(super) leaves: Vec<Leaf>,
}

/// Finds the article of a page. Linear in the page, but for the depth of its nesting.
pub(super) fn find(dom: &Dom, page: &PageFacts) -> Found {
    let is_never = |_: NodeId, element: &Element| furniture(element) == Some(Furniture::Always);
    let all = leaves(dom, is_never);
    let order = Order::of(dom);
    let title_node = title_leaf(dom, &all, page).map(|place| all[place].node);
    let mut dropped = dropped(dom, &order, &all, title_node);
    drop_other_articles(dom, &order, &all, title_node, &mut dropped);
    drop_teasers(dom, &order, &all, &mut dropped);
    let mut kept = leaves(dom, |id, _| dropped[id as usize]);
    mark_captions(dom, &order, &mut kept);
    let title = kept.iter().position(|leaf| Some(leaf.node) == title_node);
    let prose = sums(dom, &order, &kept, Leaf::prose);
    let text = match prose[0] {
        // Nothing looks like prose: a page of a few words, or a piece of one.
        0 => body_of_words(&kept, title),
        _ => {
            let core = core(dom, &order, &prose);
            let region = Region {
                dom,
                order: &order,
                leaves: &kept,
                title,
                core,
                linked: sums(dom, &order, &kept, |leaf| leaf.linked),
                weight: sums(dom, &order, &kept, |leaf| leaf.weight),
                prose,
            };
            region.select()
        }
    };
    let title = match title {
        Some(place) => Some(kept[place].raw.replace(BREAK, " ")),
        None => named_title(page),
    };
    Found {
        leaves: trim::trim(dom, text, title.as_deref().unwrap_or("")),
        title,
    }
}

/// Everything but what is linked, of a page without prose.
fn body_of_words(kept: &[Leaf], title: Option<usize>) -> Vec<Leaf> {
    let others = kept.iter().enumerate();
    others
        .filter(|(place, leaf)| Some(*place) != title && !leaf.is_linked())
        .map(|(_, leaf)| leaf.clone())
        .collect()
}

/// The order of the nodes: when a walk enters each, and when it leaves it.
struct Order {
    enter: Vec<u32>,
    leave: Vec<u32>,
    nodes: Vec<NodeId>,
}

impl Order {
    fn of(dom: &Dom) -> Self {
        let mut order = Self {
            enter: vec![u32::MAX; dom.len()],
            leave: vec![0; dom.len()],
            nodes: Vec::new(),
        };
        let mut time = 0;
        for step in dom.walk(0) {
            time += 1;
            match step {
                Step::Enter(id) => {
                    order.enter[id as usize] = time;
                    order.nodes.push(id);
                }
                Step::Leave(id) => order.leave[id as usize] = time,
            }
        }
        order
    }

    /// Whether a node is another or stands in it.
    fn holds(&self, outer: NodeId, inner: NodeId) -> bool {
        let at = self.enter[inner as usize];
        self.enter[outer as usize] <= at && at <= self.leave[outer as usize]
    }

    fn is_before(&self, one: NodeId, other: NodeId) -> bool {
        self.enter[one as usize] < self.enter[other as usize]
    }
}

/// For each node the sum of a measure over the leaves in it.
fn sums(dom: &Dom, order: &Order, leaves: &[Leaf], measure: impl Fn(&Leaf) -> usize) -> Vec<usize> {
    let mut sums = vec![0; dom.len()];
    for leaf in leaves {
        sums[leaf.node as usize] += measure(leaf);
    }
    for id in order.nodes.iter().rev() {
        if let Some(parent) = dom.parent(*id) {
            sums[parent as usize] += sums[*id as usize];
        }
    }
    sums
}

/// What is alone with a picture in one element is its caption, whatever it is called.
fn mark_captions(dom: &Dom, order: &Order, leaves: &mut [Leaf]) {
    let weights = sums(dom, order, leaves, |leaf| leaf.weight);
    let mut has_picture = vec![false; dom.len()];
    for id in order.nodes.iter().rev() {
        let is_picture = matches!(dom.name(*id), "img" | "amp-img" | "picture");
        if (is_picture || has_picture[*id as usize])
            && let Some(parent) = dom.parent(*id)
        {
            has_picture[parent as usize] = true;
        }
    }
    for leaf in leaves {
        let is_short = leaf.weight < LONGEST_CAPTION && leaf.kind == BlockKind::Paragraph;
        let is_text = dom.name(leaf.node) == "p" && leaf.ends_sentence();
        let is_beside = dom
            .ancestors(leaf.node)
            .take(3)
            .any(|id| has_picture[id as usize] && weights[id as usize] == leaf.weight);
        if is_short && !is_text && is_beside {
            leaf.kind = BlockKind::Caption;
        }
    }
}

/// What is longer is no caption unless it is called one; see [`weight`](super::leaves::weight).
const LONGEST_CAPTION: usize = 300;

/// Which nodes are furniture of the page and do not hold the article.
fn dropped(dom: &Dom, order: &Order, all: &[Leaf], title: Option<NodeId>) -> Vec<bool> {
    let prose = sums(dom, order, all, Leaf::prose);
    let weights = sums(dom, order, all, |leaf| leaf.weight);
    let mut is_guarded = vec![false; dom.len()];
    let marked = order
        .nodes
        .iter()
        .copied()
        .filter(|id| is_marked_body(dom, *id));
    for node in marked.chain(title) {
        for ancestor in dom.ancestors(node) {
            is_guarded[ancestor as usize] = true;
        }
    }
    let total = prose[0];
    let mut dropped = vec![false; dom.len()];
    for id in &order.nodes {
        let place = *id as usize;
        let Some(element) = dom.element(*id) else {
            continue;
        };
        let has_most = prose[place] * 2 > total;
        dropped[place] = match verdict(element) {
            None => false,
            Some(Furniture::Always) => true,
            Some(Furniture::Strong) => !is_guarded[place],
            Some(Furniture::Weak) => !is_guarded[place] && !has_most,
        };
        if is_entry(element) {
            // What invites to fill in a form stands around it.
            let mut around = dom.ancestors(*id).skip(1).take_while(|around| {
                let around = *around as usize;
                let is_small = weights[around] < LARGEST_FORM && prose[around] * 6 < total;
                is_small && !is_guarded[around]
            });
            around
                .by_ref()
                .for_each(|around| dropped[around as usize] = true);
        }
    }
    dropped
}

/// Articles with a title of their own are others: pages that go on without end show the next.
fn drop_other_articles(
    dom: &Dom,
    order: &Order,
    all: &[Leaf],
    title: Option<NodeId>,
    dropped: &mut [bool],
) {
    let Some(title) = title else { return };
    for leaf in all {
        if dom.name(leaf.node) != "h1" || leaf.node == title {
            continue;
        }
        let article = dom
            .ancestors(leaf.node)
            .find(|id| dom.name(*id) == "article");
        if let Some(article) = article.filter(|article| !order.holds(*article, title)) {
            dropped[article as usize] = true;
        }
    }
}

/// Teasers of other articles are small, alike, and begin with a link; two or more of them in one
/// element are a list, unless they are most of the page (a page of reports of a day).
fn drop_teasers(dom: &Dom, order: &Order, all: &[Leaf], dropped: &mut [bool]) {
    let counts = sums(dom, order, all, |_| 1);
    let prose = sums(dom, order, all, Leaf::prose);
    let mut groups: HashMap<(NodeId, &str, &str), Vec<NodeId>> = HashMap::new();
    for (place, leaf) in all.iter().enumerate().filter(|(_, leaf)| leaf.is_link()) {
        // The smallest element with more than the leaf in it.
        let teaser = dom.ancestors(leaf.node).find(|id| counts[*id as usize] > 1);
        let before = place.checked_sub(1).map(|before| all[before].node);
        let is_first = |teaser: &NodeId| before.is_none_or(|before| !order.holds(*teaser, before));
        let Some(teaser) = teaser.filter(is_first) else {
            continue;
        };
        let (Some(list), Some(element)) = (dom.parent(teaser), dom.element(teaser)) else {
            continue;
        };
        if counts[teaser as usize] <= LARGEST_TEASER && !is_part(element.name()) {
            let class = element.attribute("class").unwrap_or("");
            groups
                .entry((list, element.name(), class))
                .or_default()
                .push(teaser);
        }
    }
    for teasers in groups.values().filter(|teasers| teasers.len() > 1) {
        let own: usize = teasers.iter().map(|teaser| prose[*teaser as usize]).sum();
        if own * 2 < prose[0] {
            teasers
                .iter()
                .for_each(|teaser| dropped[*teaser as usize] = true);
        }
    }
}

/// A teaser has so many stretches of text at the most: a rubric, a title, a day, a sentence or two.
const LARGEST_TEASER: usize = 5;

/// The most text that stands around a form of one field.
const LARGEST_FORM: usize = 400;

fn verdict(element: &Element) -> Option<Furniture> {
    let found = furniture(element)?;
    // An article of a page is one of its texts, whatever its classes say.
    let is_text = matches!(element.name(), "article");
    match is_text && found == Furniture::Strong {
        true => Some(Furniture::Weak),
        false => Some(found),
    }
}

/// Whether an element is a form or a field that a reader fills in.
fn is_entry(element: &Element) -> bool {
    let kind = element.attribute("type").unwrap_or("text");
    match element.name() {
        "form" => true,
        "input" => matches!(kind, "text" | "email" | "search" | "tel"),
        _ => false,
    }
}

/// Whether a page says that an element holds the text of its article (schema.org, microdata).
fn is_marked_body(dom: &Dom, id: NodeId) -> bool {
    let property = dom.element(id).and_then(|element| {
        element
            .attribute("itemprop")
            .or(element.attribute("property"))
    });
    property.is_some_and(|names| {
        names
            .split_whitespace()
            .any(|name| name.ends_with("articleBody"))
    })
}

/// The smallest element that most of the prose stands in: the one that is marked as the text of
/// the article, or the end of the way down that keeps to the child with three fifths of it.
fn core(dom: &Dom, order: &Order, prose: &[usize]) -> NodeId {
    let nodes = order.nodes.iter().copied();
    let mut marked = nodes.filter(|id| is_marked_body(dom, *id) && prose[*id as usize] > 0);
    if let (Some(only), None) = (marked.next(), marked.next())
        && prose[only as usize] * 10 >= prose[0] * 3
    {
        return only;
    }
    let mut core = 0;
    loop {
        let heaviest = dom
            .children(core)
            .max_by_key(|child| prose[*child as usize]);
        match heaviest {
            Some(child) if prose[child as usize] * 5 >= prose[core as usize] * 3 => core = child,
            _ => break,
        }
    }
    // A paragraph is not a body, but what it stands in.
    while is_part(dom.name(core)) {
        match dom.parent(core) {
            Some(parent) => core = parent,
            None => break,
        }
    }
    core
}

/// Whether an element is a part of a text rather than a text.
fn is_part(name: &str) -> bool {
    is_bare(name)
        || matches!(
            name,
            "li" | "dd" | "dt" | "figcaption" | "caption" | "tr" | "tbody" | "thead"
        )
}

/// Whether an element is one that texts are made of wherever they stand.
fn is_bare(name: &str) -> bool {
    matches!(
        name,
        "p" | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "ul"
            | "ol"
            | "dl"
            | "blockquote"
            | "figure"
            | "pre"
            | "q"
    )
}

/// The leaves around the core of an article.
struct Region<'r> {
    dom: &'r Dom,
    order: &'r Order,
    leaves: &'r [Leaf],
    title: Option<usize>,
    core: NodeId,
    /// Sums by node.
    prose: Vec<usize>,
    linked: Vec<usize>,
    weight: Vec<usize>,
}

impl Region<'_> {
    fn select(&self) -> Vec<Leaf> {
        let mut selected = Vec::new();
        for (place, leaf) in self.leaves.iter().enumerate() {
            if Some(place) == self.title {
                continue;
            }
            let is_behind_title = self.title.is_none_or(|title| place > title);
            let is_own = self.order.holds(self.core, leaf.node);
            let is_wanted = match (is_own, is_behind_title) {
                // What stands above the title in one element with it is no text: a rubric, a day.
                (true, true) => true,
                (true, false) => leaf.prose() > 0,
                (false, true) if self.order.is_before(leaf.node, self.core) => self.is_lead(leaf),
                (false, true) => self.is_continuation(leaf),
                (false, false) => false,
            };
            if is_wanted {
                selected.push(leaf.clone());
            }
        }
        selected
    }

    /// Whether a leaf between the title and the core is of the article: the caption of its first
    /// picture, its subtitle or first sentences.
    fn is_lead(&self, leaf: &Leaf) -> bool {
        if self.title.is_none() {
            return self.is_continuation(leaf);
        }
        if leaf.linked * 3 > leaf.weight || leaf.timed > 0 {
            return false;
        }
        let is_named = self.dom.ancestors(leaf.node).take(3).any(|id| {
            let element = self.dom.element(id);
            element.is_some_and(|element| has_word(element, LEADS))
        });
        match leaf.kind {
            BlockKind::Caption => true,
            BlockKind::Heading => leaf.weight >= 15,
            _ => is_named && leaf.weight >= 15 || leaf.prose() > 0,
        }
    }

    /// Whether a leaf outside of the core stands in a part that goes on with it: a sister of the
    /// core (or of what it stands in) of the same make, or an element that texts are made of.
    fn is_continuation(&self, leaf: &Leaf) -> bool {
        // The smallest element around both, and the child of it that holds the core.
        let mut own = None;
        let mut ancestors = self.dom.ancestors(self.core);
        let around = ancestors.find(|outer| {
            let holds = self.order.holds(*outer, leaf.node);
            if !holds {
                own = Some(*outer);
            }
            holds
        });
        let (Some(around), Some(own)) = (around, own) else {
            return false;
        };
        let branch = self
            .dom
            .ancestors(leaf.node)
            .find(|id| self.dom.parent(*id) == Some(around));
        let Some(branch) = branch else {
            // Text of the element around the core itself.
            return leaf.node == around && leaf.prose() > 0;
        };
        let is_bare_sister = own == self.core && is_bare(self.dom.name(branch));
        (is_bare_sister || self.is_like(own, branch)) && self.branch_is_prose(branch)
    }

    /// Whether two elements are made alike: the same name and the same classes.
    fn is_like(&self, one: NodeId, other: NodeId) -> bool {
        let (Some(one), Some(other)) = (self.dom.element(one), self.dom.element(other)) else {
            return false;
        };
        let has_make = one
            .attribute("class")
            .is_some_and(|class| !class.trim().is_empty());
        one.name() == other.name()
            && one.attribute("class") == other.attribute("class")
            && (has_make || is_bare(one.name()) || one.name() == "section")
    }

    /// Whether most of what stands in a branch is prose.
    fn branch_is_prose(&self, branch: NodeId) -> bool {
        let branch = branch as usize;
        let weight = self.weight[branch];
        self.prose[branch] * 2 > weight && self.linked[branch] * 3 < weight
    }
}

/// Words that name what stands between the title and the text.
const LEADS: &[&str] = &[
    "lead",
    "lede",
    "lid",
    "standfirst",
    "subtitle",
    "subhead",
    "subheadline",
    "deck",
    "dek",
    "summary",
    "intro",
    "excerpt",
    "abstract",
    "description",
    "perex",
    "chapeau",
    "sapo",
];
