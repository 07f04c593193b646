//! The tree of a page: nodes in one vector, made by `html5ever` as browsers make it.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tree_builder::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::{
    Attribute, LocalName, Namespace, ParseOpts, QualName, local_name, ns, parse_document,
};

/// The number of a node. 0 is the document.
pub(super) type NodeId = u32;

const NONE: NodeId = NodeId::MAX;

/// A page as a tree.
#[derive(Debug)]
pub(super) struct Dom {
    nodes: Vec<Node>,
}

#[derive(Debug)]
struct Node {
    parent: NodeId,
    first: NodeId,
    last: NodeId,
    previous: NodeId,
    next: NodeId,
    depth: u32,
    data: Data,
}

/// What a node is.
#[derive(Debug)]
pub(super) enum Data {
    /// The document, a fragment, a comment.
    Other,
    /// An element.
    Element(Box<Element>),
    /// Text.
    Text(String),
}

/// An element.
#[derive(Debug)]
pub(super) struct Element {
    name: QualName,
    attributes: Vec<(LocalName, StrTendril)>,
    /// The fragment that a `template` holds; it is no part of the page.
    content: NodeId,
}

impl Element {
    /// Its name in lower case.
    pub(super) fn name(&self) -> &str {
        &self.name.local
    }

    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let mut attributes = self.attributes.iter();
        let found = attributes.find(|(own, _)| &**own == name);
        found.map(|(_, value)| &**value)
    }
}

/// Why a page was given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TooMuch {
    /// Elements are nested deeper than [`DEEPEST`].
    Depth,
    /// There are more nodes than [`MOST_NODES`].
    Nodes,
}

/// Real pages stay below 100; the work of the parser grows with the depth.
pub(super) const DEEPEST: u32 = 2000;

/// A page of 10 MB has about 300,000; crossing elements can make quadratically many.
pub(super) const MOST_NODES: usize = 5_000_000;

/// How much is parsed between two looks at the bounds, in bytes.
const CHUNK: usize = 16 * 1024;

impl Dom {
    /// The tree of a page.
    ///
    /// # Errors
    /// When the page is nested too deep or has too many nodes.
    pub(super) fn parse(html: &str) -> Result<Self, TooMuch> {
        let sink = Maker {
            dom: RefCell::new(Self { nodes: Vec::new() }),
            exceeded: Cell::new(None),
        };
        sink.create(Data::Other);
        let mut options = ParseOpts::default();
        options.tree_builder.scripting_enabled = false;
        let mut parser = parse_document(sink, options);
        let mut rest = html;
        while !rest.is_empty() {
            let mut cut = rest.len().min(CHUNK);
            while !rest.is_char_boundary(cut) {
                cut += 1;
            }
            let (chunk, behind) = rest.split_at(cut);
            parser.process(StrTendril::from(chunk));
            if let Some(exceeded) = parser.tokenizer.sink.sink.exceeded.get() {
                return Err(exceeded);
            }
            rest = behind;
        }
        Ok(parser.finish())
    }

    /// How many nodes there are: ids are below it.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id as usize]
    }

    /// What a node is.
    pub(super) fn data(&self, id: NodeId) -> &Data {
        &self.node(id).data
    }

    /// A node as an element.
    pub(super) fn element(&self, id: NodeId) -> Option<&Element> {
        match &self.node(id).data {
            Data::Element(element) => Some(element),
            _ => None,
        }
    }

    /// The name of an element, empty for another node.
    pub(super) fn name(&self, id: NodeId) -> &str {
        self.element(id).map_or("", Element::name)
    }

    /// The parent of a node.
    pub(super) fn parent(&self, id: NodeId) -> Option<NodeId> {
        Some(self.node(id).parent).filter(|parent| *parent != NONE)
    }

    /// A node and its ancestors, from the inside to the document.
    pub(super) fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(Some(id), |id| self.parent(*id))
    }

    /// The children of a node.
    pub(super) fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        let some = |id: NodeId| Some(id).filter(|id| *id != NONE);
        std::iter::successors(some(self.node(id).first), move |id| {
            some(self.node(*id).next)
        })
    }

    /// Every step of a walk through the tree below a node, in its order.
    pub(super) fn walk(&self, root: NodeId) -> Walk<'_> {
        Walk {
            dom: self,
            root,
            next: Some(Step::Enter(root)),
        }
    }

    /// The text below a node, as the file has it, without scripts and styles.
    pub(super) fn text(&self, root: NodeId) -> String {
        let mut text = String::new();
        let mut walk = self.walk(root);
        while let Some(step) = walk.next() {
            let Step::Enter(id) = step else { continue };
            match self.data(id) {
                Data::Text(own) => text.push_str(own),
                Data::Element(element) if matches!(element.name(), "script" | "style") => {
                    walk.pass_over();
                }
                _ => {}
            }
        }
        text
    }
}

/// A step of a walk through a tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// A node begins.
    Enter(NodeId),
    /// A node ends.
    Leave(NodeId),
}

/// A walk through a tree without recursion, so that no nesting is too deep for it.
pub(super) struct Walk<'d> {
    dom: &'d Dom,
    root: NodeId,
    next: Option<Step>,
}

impl Walk<'_> {
    /// Passes over what is below the node that was entered last; it is not left either.
    pub(super) fn pass_over(&mut self) {
        // The next step is inside the node, or leaves it.
        let entered = match self.next {
            Some(Step::Enter(child)) => self.dom.parent(child),
            Some(Step::Leave(own)) => Some(own),
            None => None,
        };
        self.next = entered.and_then(|entered| self.behind(entered));
    }

    fn behind(&self, id: NodeId) -> Option<Step> {
        if id == self.root {
            return None;
        }
        match self.dom.node(id).next {
            NONE => self.dom.parent(id).map(Step::Leave),
            next => Some(Step::Enter(next)),
        }
    }
}

impl Iterator for Walk<'_> {
    type Item = Step;

    fn next(&mut self) -> Option<Step> {
        let step = self.next?;
        self.next = match step {
            Step::Enter(id) => match self.dom.node(id).first {
                NONE => Some(Step::Leave(id)),
                first => Some(Step::Enter(first)),
            },
            Step::Leave(id) => self.behind(id),
        };
        Some(step)
    }
}

/// Receives the tree from the parser.
struct Maker {
    dom: RefCell<Dom>,
    exceeded: Cell<Option<TooMuch>>,
}

impl Maker {
    fn create(&self, data: Data) -> NodeId {
        let nodes = &mut self.dom.borrow_mut().nodes;
        if nodes.len() >= MOST_NODES {
            self.exceeded.set(Some(TooMuch::Nodes));
        }
        nodes.push(Node {
            parent: NONE,
            first: NONE,
            last: NONE,
            previous: NONE,
            next: NONE,
            depth: 0,
            data,
        });
        // The bound on nodes is below the bound of the type, but for one chunk.
        NodeId::try_from(nodes.len() - 1).unwrap_or(NONE - 1)
    }

    fn detach(&self, id: NodeId) {
        let nodes = &mut self.dom.borrow_mut().nodes;
        let (parent, previous, next) = {
            let node = &mut nodes[id as usize];
            let links = (node.parent, node.previous, node.next);
            (node.parent, node.previous, node.next) = (NONE, NONE, NONE);
            links
        };
        match previous {
            NONE if parent != NONE => nodes[parent as usize].first = next,
            NONE => {}
            previous => nodes[previous as usize].next = next,
        }
        match next {
            NONE if parent != NONE => nodes[parent as usize].last = previous,
            NONE => {}
            next => nodes[next as usize].previous = previous,
        }
    }

    /// Puts a detached node under a parent, before a child or at the end.
    fn insert(&self, parent: NodeId, child: NodeId, before: NodeId) {
        let nodes = &mut self.dom.borrow_mut().nodes;
        let previous = match before {
            NONE => nodes[parent as usize].last,
            before => nodes[before as usize].previous,
        };
        let depth = nodes[parent as usize].depth + 1;
        if depth > DEEPEST {
            self.exceeded.set(Some(TooMuch::Depth));
        }
        let node = &mut nodes[child as usize];
        (node.parent, node.previous, node.next, node.depth) = (parent, previous, before, depth);
        match previous {
            NONE => nodes[parent as usize].first = child,
            previous => nodes[previous as usize].next = child,
        }
        match before {
            NONE => nodes[parent as usize].last = child,
            before => nodes[before as usize].previous = child,
        }
    }

    fn put(&self, parent: NodeId, child: NodeOrText<NodeId>, before: NodeId) {
        match child {
            NodeOrText::AppendNode(child) => {
                self.detach(child);
                self.insert(parent, child, before);
            }
            NodeOrText::AppendText(text) => {
                let previous = {
                    let nodes = &self.dom.borrow().nodes;
                    match before {
                        NONE => nodes[parent as usize].last,
                        before => nodes[before as usize].previous,
                    }
                };
                if previous != NONE {
                    let nodes = &mut self.dom.borrow_mut().nodes;
                    if let Data::Text(own) = &mut nodes[previous as usize].data {
                        own.push_str(&text);
                        return;
                    }
                }
                let child = self.create(Data::Text(text.to_string()));
                self.insert(parent, child, before);
            }
        }
    }
}

/// The name of an element, owned: the vector of nodes is not borrowed while the parser looks.
#[derive(Debug)]
struct Name(QualName);

impl ElemName for Name {
    fn ns(&self) -> &Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

impl TreeSink for Maker {
    type Handle = NodeId;
    type Output = Dom;
    type ElemName<'a> = Name;

    fn finish(self) -> Dom {
        self.dom.into_inner()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        0
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Name {
        match self.dom.borrow().element(*target) {
            Some(element) => Name(element.name.clone()),
            None => Name(QualName::new(None, ns!(html), local_name!(""))),
        }
    }

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<Attribute>,
        flags: ElementFlags,
    ) -> NodeId {
        let content = match flags.template {
            true => self.create(Data::Other),
            false => NONE,
        };
        let attributes = attributes
            .into_iter()
            .map(|attribute| (attribute.name.local, attribute.value))
            .collect();
        self.create(Data::Element(Box::new(Element {
            name,
            attributes,
            content,
        })))
    }

    fn create_comment(&self, _: StrTendril) -> NodeId {
        self.create(Data::Other)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> NodeId {
        self.create(Data::Other)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        self.put(*parent, child, NONE);
    }

    fn append_based_on_parent_node(
        &self,
        element: &NodeId,
        previous: &NodeId,
        child: NodeOrText<NodeId>,
    ) {
        let parent = self.dom.borrow().parent(*element);
        match parent {
            Some(parent) => self.put(parent, child, *element),
            None => self.put(*previous, child, NONE),
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        let dom = self.dom.borrow();
        let content = dom.element(*target).map_or(NONE, |element| element.content);
        match content {
            NONE => *target,
            content => content,
        }
    }

    fn same_node(&self, one: &NodeId, other: &NodeId) -> bool {
        one == other
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        let parent = self.dom.borrow().parent(*sibling);
        if let Some(parent) = parent {
            self.put(parent, child, *sibling);
        }
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attributes: Vec<Attribute>) {
        let nodes = &mut self.dom.borrow_mut().nodes;
        if let Data::Element(element) = &mut nodes[*target as usize].data {
            for attribute in attributes {
                let name = attribute.name.local;
                if element.attributes.iter().all(|(own, _)| *own != name) {
                    element.attributes.push((name, attribute.value));
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.detach(*target);
    }

    fn reparent_children(&self, node: &NodeId, parent: &NodeId) {
        loop {
            let first = self.dom.borrow().node(*node).first;
            if first == NONE {
                return;
            }
            self.detach(first);
            self.insert(*parent, first, NONE);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_walk_enters_and_leaves_everything_once() {
        let dom = Dom::parse("<p>a<b>b</b><p>c<table>x<tr><td>d</table>").unwrap();
        let mut open = Vec::new();
        for step in dom.walk(0) {
            match step {
                Step::Enter(id) => open.push(id),
                Step::Leave(id) => assert_eq!(open.pop(), Some(id)),
            }
        }
        assert!(open.is_empty());
        assert_eq!(dom.text(0), "abcxd");
    }

    #[test]
    fn what_is_skipped_is_not_entered() {
        let dom = Dom::parse("<p>a<script>b()</script><i></i>c").unwrap();
        assert_eq!(dom.text(0), "ac");
        let mut walk = dom.walk(0);
        let mut names = Vec::new();
        while let Some(step) = walk.next() {
            if let Step::Enter(id) = step {
                names.push(dom.name(id).to_owned());
                if ["head", "i"].contains(&dom.name(id)) {
                    walk.pass_over();
                }
            }
        }
        assert_eq!(
            names,
            ["", "html", "head", "body", "p", "", "script", "", "i", ""]
        );
    }

    #[test]
    fn bounds_hold() {
        let deep = "<div>".repeat(100_000);
        assert_eq!(Dom::parse(&deep).err(), Some(TooMuch::Depth));
        let flat = "<div></div>".repeat(10_000);
        assert!(Dom::parse(&flat).is_ok());
    }
}
