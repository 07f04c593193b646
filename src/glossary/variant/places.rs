//! Where the content words and owners of a text stand, and which titles may be there.
//!
//! A title takes up one stretch: content words of its term, function words between them, and at
//! most one qualifier more. A word that is in no term, or a mark, ends it. So stretches are
//! short, and within one the two rarest words of each term are looked up in pairs.

use std::ops::Range;

use super::atom::{Atom, OWNER};
use super::fit::MOST_LINKS;
use super::form::Titles;
use super::{MOST_WORDS, OWNER_TOKENS};
use crate::glossary::keys::Key;
use crate::glossary::language::carries_meaning;
use crate::glossary::recognise::{Found, Reader, is_joint};

/// From how many terms for each word that stands near on these words are searched among the
/// terms, and not the terms among the words.
const MANY: usize = 8;

/// A key that a place of a text may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Post {
    key: Key,
    /// The token or atom.
    at: usize,
    /// How many content words and owners stand before it, at the least.
    place: usize,
}

/// What of a text may hold a title, as far as it is read.
#[derive(Debug, Default)]
pub(super) struct Stretch {
    posts: Vec<Post>,
    place: usize,
    /// The keys near the word that is being looked at.
    near: Vec<Key>,
}

/// A word that leads to a form of which everything is near that no text may lack.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lead {
    key: Key,
    /// Where the word stands.
    pub(super) at: usize,
    /// The place of the form among those to which the word leads.
    anchor: usize,
    /// The number of the form.
    pub(super) form: u32,
    /// How many atoms the title may reach before and behind the word.
    pub(super) reach: usize,
}

impl Lead {
    /// Where it stands in the order in which leads are followed: by words, then by places, then
    /// by forms.
    pub(super) fn order(&self) -> (Key, usize, usize) {
        (self.key, self.at, self.anchor)
    }
}

impl Stretch {
    /// Adds a content word or owner by its keys.
    fn add(&mut self, at: usize, keys: impl Iterator<Item = Key>) {
        let place = self.place;
        self.posts
            .extend(keys.map(|key| Post { key, at, place }));
    }

    fn clear(&mut self) {
        self.posts.clear();
        self.place = 0;
    }

    /// Adds the words that lead to forms of which everything is near that no text may lack.
    /// `slack` is how many more words than atoms names and qualifiers may have.
    fn leads(&mut self, titles: &Titles, slack: usize, found: &mut Vec<Lead>) {
        if self.posts.len() < 2 {
            return;
        }
        let mut near = std::mem::take(&mut self.near);
        let (mut first, mut end) = (0, 0);
        for post in &self.posts {
            let widest = MOST_WORDS + slack;
            while self.posts[first].place + widest < post.place {
                first += 1;
            }
            while self.posts.get(end).is_some_and(|own| own.place <= post.place + widest) {
                end += 1;
            }
            if post.key & OWNER == 0 && titles.leads_on(post.key) {
                let window = &self.posts[first..end];
                leads_of(titles, (post, window), slack, &mut near, found);
            }
        }
        self.near = near;
    }
}

/// Adds the leads of one word among the keys near it.
fn leads_of(
    titles: &Titles,
    (post, window): (&Post, &[Post]),
    slack: usize,
    near: &mut Vec<Key>,
    found: &mut Vec<Lead>,
) {
    let anchors = titles.anchors(post.key);
    let mut add = |anchor: usize| {
        let form = anchors.form(anchor);
        let length = titles.length(form);
        let is_near = |key: Key| {
            let is_at = |own: &Post| {
                own.key == key && own.place.abs_diff(post.place) <= length + slack
            };
            window.iter().any(is_at)
        };
        if is_near(anchors.other(anchor)) && titles.needed(form).all(is_near) {
            found.push(Lead {
                key: post.key,
                at: post.at,
                anchor,
                form,
                reach: atoms_of(length),
            });
        }
    };
    if anchors.len() < MANY * window.len() {
        let is_there = |key: Key| window.iter().any(|own| own.key == key);
        (0..anchors.len())
            .filter(|anchor| is_there(anchors.other(*anchor)))
            .for_each(add);
        return;
    }
    near.clear();
    near.extend(window.iter().map(|own| own.key));
    near.sort_unstable();
    near.dedup();
    for key in near {
        anchors.with(*key).for_each(&mut add);
    }
}

/// How many atoms a title of so many content words takes at the most: they, one that was added,
/// and function words between them.
fn atoms_of(words: usize) -> usize {
    words + 1 + words * MOST_LINKS
}

/// The stretches of a run of atoms that can hold a title, with their leads, in the order in
/// which they are followed.
pub(super) fn leads_of_atoms(
    titles: &Titles,
    atoms: &[Atom],
    run: Range<usize>,
    mut each: impl FnMut(Range<usize>, &[Lead]),
) {
    let mut stretch = Stretch::default();
    let mut leads: Vec<Lead> = Vec::new();
    let mut start = run.start;
    for at in run.start..=run.end {
        let atom = atoms.get(at).filter(|_| at < run.end);
        if let Some(atom) = atom.filter(|atom| !atom.ends_stretch()) {
            if !atom.is_link() {
                stretch.add(at, atom.keys());
                stretch.place += 1;
            }
            continue;
        }
        stretch.leads(titles, 0, &mut leads);
        if !leads.is_empty() {
            leads.sort_by_key(Lead::order);
            each(start..at, &leads);
            leads.clear();
        }
        stretch.clear();
        start = at + 1;
    }
}

/// The tokens around every word of a text that leads to a form, `margin` of them beyond what the
/// title may take. An owner counts by the mentions that were found, which are sorted by their
/// starts.
pub(super) fn centres(reader: &Reader<'_>, found: &[Found], margin: usize) -> Vec<Range<usize>> {
    let titles = reader.index.titles();
    // A qualifier of several signs is one word.
    let slack = if titles.has_long_qualifiers() { OWNER_TOKENS } else { 0 };
    let mut stretch = Stretch::default();
    let mut leads: Vec<Lead> = Vec::new();
    let mut centres: Vec<Range<usize>> = Vec::new();
    let mut mentions = found.iter().peekable();
    // Behind the last token of the mentions so far.
    let mut covered = 0;
    let tokens = reader.read.tokens.len();
    let mut start = 0;
    for at in 0..=tokens {
        if at == tokens || ends_stretch(reader, at) {
            stretch.leads(titles, slack, &mut leads);
            centres.extend(leads.drain(..).map(|lead| {
                let reach = lead.reach + OWNER_TOKENS;
                let first = lead.at.saturating_sub(reach).max(start);
                let end = (lead.at + reach).min(at);
                first.saturating_sub(margin)..end + margin
            }));
            stretch.clear();
            start = at + 1;
        }
        let is_inside = at < covered;
        while let Some(own) = mentions.next_if(|own| own.tokens.start <= at) {
            if own.tokens.start == at {
                stretch.add(at, std::iter::once(OWNER | own.entry));
            }
            covered = covered.max(own.tokens.end);
        }
        let keys = reader.read.keys(at);
        stretch.add(at, keys.iter().map(|(key, _)| *key));
        if !is_inside && !keys.is_empty() && !reader.read.is_link(at) {
            stretch.place += 1;
        }
    }
    centres
}

/// Whether a token can stand in no title: a mark, a word that is in no term, the first of a
/// paragraph.
fn ends_stretch(reader: &Reader<'_>, at: usize) -> bool {
    let token = &reader.read.tokens[at];
    match carries_meaning(token) {
        true => reader.read.keys(at).is_empty() && !reader.read.is_link(at),
        false => !is_joint(token),
    }
}
