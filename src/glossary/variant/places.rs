//! Where the content words and owners of a text stand, and which titles may be there.
//!
//! A title takes up one stretch: content words of its term, function words between them, and at
//! most one qualifier more. A word that is in no term, or a mark, ends it. So stretches are
//! short, and within one the two rarest words of each term are looked up in pairs.

use std::ops::Range;

use super::atom::{Atom, Kind, OWNER};
use super::fit::MOST_LINKS;
use super::form::Titles;
use super::{MOST_WORDS, OWNER_TOKENS};
use crate::glossary::keys::{Key, Known};
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
    /// Whether the key leads to forms.
    leads: bool,
}

/// What of a text may hold a title, as far as it is read.
#[derive(Debug, Default)]
pub(super) struct Stretch {
    posts: Vec<Post>,
    place: usize,
    /// Which keys there may be, by bits: most that are asked for are not.
    bits: [u64; 4],
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
    /// Adds a word by all that is known of it.
    fn add_word(&mut self, at: usize, known: &Known) {
        for (nth, (key, _)) in known.keys.iter().enumerate() {
            self.add(at, *key, known.leads >> nth.min(63) & 1 == 1);
        }
    }

    fn add(&mut self, at: usize, key: Key, leads: bool) {
        let (nth, bit) = bit_of(key);
        self.bits[nth] |= bit;
        let place = self.place;
        self.posts.push(Post {
            key,
            at,
            place,
            leads,
        });
    }

    fn may_have(&self, key: Key) -> bool {
        let (nth, bit) = bit_of(key);
        self.bits[nth] & bit != 0
    }

    fn clear(&mut self) {
        self.posts.clear();
        self.bits = [0; 4];
        self.place = 0;
    }

    /// Adds the words that lead to forms of which everything is near that no text may lack.
    /// `slack` is how many more words than atoms names and qualifiers may have.
    fn leads(&mut self, titles: &Titles, slack: usize, found: &mut Vec<Lead>) {
        if self.posts.len() < 2 {
            return;
        }
        let mut near = std::mem::take(&mut self.near);
        for post in self.posts.iter().filter(|post| post.leads) {
            self.leads_of(
                titles,
                (post, self.near(post, slack)),
                (slack, &mut near),
                found,
            );
        }
        self.near = near;
    }

    /// What stands as near to a word as titles are long.
    fn near(&self, post: &Post, slack: usize) -> &[Post] {
        let widest = MOST_WORDS + slack;
        let first = self
            .posts
            .partition_point(|own| own.place + widest < post.place);
        let end = self
            .posts
            .partition_point(|own| own.place <= post.place + widest);
        &self.posts[first..end]
    }

    /// Adds the leads of one word among what stands near it.
    fn leads_of(
        &self,
        titles: &Titles,
        (post, window): (&Post, &[Post]),
        (slack, near): (usize, &mut Vec<Key>),
        found: &mut Vec<Lead>,
    ) {
        let anchors = titles.anchors(post.key);
        let mut add = |anchor: usize| {
            let form = anchors.form(anchor);
            let length = titles.length(form);
            let is_near = |key: Key| {
                let is_at =
                    |own: &Post| own.key == key && own.place.abs_diff(post.place) <= length + slack;
                self.may_have(key) && window.iter().any(is_at)
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
            return (0..anchors.len())
                .filter(|anchor| self.may_have(anchors.other(*anchor)))
                .for_each(add);
        }
        near.clear();
        near.extend(window.iter().map(|own| own.key));
        near.sort_unstable();
        near.dedup();
        for key in near {
            anchors.with(*key).for_each(&mut add);
        }
    }
}

fn bit_of(key: Key) -> (usize, u64) {
    (key as usize / 64 % 4, 1 << (key % 64))
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
            match &atom.kind {
                Kind::Word(known) => stretch.add_word(at, known),
                Kind::Owner { .. } | Kind::Sign(_) => {
                    atom.keys()
                        .for_each(|key| stretch.add(at, key, titles.leads_on(key)));
                }
                Kind::Link | Kind::Unknown | Kind::End => {}
            }
            stretch.place += usize::from(!atom.is_link());
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
    let slack = if titles.has_long_qualifiers() {
        OWNER_TOKENS
    } else {
        0
    };
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
                stretch.add(at, OWNER | own.entry, false);
            }
            covered = covered.max(own.tokens.end);
        }
        let Some(known) = reader.read.known(at) else {
            continue;
        };
        stretch.add_word(at, known);
        let is_content = !known.keys.is_empty() && !known.is_link;
        stretch.place += usize::from(is_content && !is_inside);
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
