//! Where the content words and owners of a text stand, and which titles may be there.
//!
//! A title takes up one stretch: content words of its term, function words between them, and at
//! most one qualifier more. A word that is in no term, or a mark, ends it. So stretches are
//! short, and within one the two rarest words of each term are looked up in pairs.

use std::ops::Range;

use super::atom::{Atom, Kind, OWNER};
use super::fit::{Fitter, MOST_LINKS};
use super::form::Titles;
use super::{MOST_WORDS, OWNER_TOKENS};
use crate::glossary::keys::{Key, Known};
use crate::glossary::recognise::{Brief, Found, Marks, Reader};

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
    /// Adds a word by its keys, of which those lead to forms whose bits are set.
    fn add_word(&mut self, at: usize, known: &Known, leads: u64) {
        for (nth, (key, _)) in known.keys.iter().enumerate() {
            self.add(at, *key, leads >> nth.min(63) & 1 == 1);
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
            let is_there = |key: Key| is_near(key) || titles.is_qualifier(key);
            if is_near(anchors.other(anchor)) && titles.keys(form).all(is_there) {
                found.push(Lead {
                    key: post.key,
                    at: post.at,
                    anchor,
                    form,
                    reach: atoms_of(length),
                });
            }
        };
        if anchors.len() <= window.len() {
            return (0..anchors.len())
                .filter(|anchor| self.may_have(anchors.other(*anchor)))
                .for_each(add);
        }
        near.clear();
        let keys = window.iter().map(|own| own.key);
        near.extend(keys.filter(|key| titles.may_lead(post.key, *key)));
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
    fitter: &Fitter<'_>,
    run: Range<usize>,
    mut each: impl FnMut(Range<usize>, &[Lead]),
) {
    let mut stretch = Stretch::default();
    let mut leads: Vec<Lead> = Vec::new();
    let mut start = run.start;
    for at in run.start..=run.end {
        let atom = fitter.atoms.get(at).filter(|_| at < run.end);
        if atom.is_some_and(|atom| !atom.ends_stretch()) {
            continue;
        }
        stretch.fill(fitter, start..at);
        stretch.leads(fitter.titles, 0, &mut leads);
        if !leads.is_empty() {
            leads.sort_by_key(Lead::order);
            each(start..at, &leads);
            leads.clear();
        }
        start = at + 1;
    }
}

impl Stretch {
    /// Takes some atoms for a stretch.
    fn fill(&mut self, fitter: &Fitter<'_>, atoms: Range<usize>) {
        self.clear();
        let read = fitter.reader.read;
        let is_plain = |atom: &Atom| matches!(atom.kind, Kind::Word(_) | Kind::Link);
        // Words without owners are as they were when the leads were noted; beside owners the
        // notes do not tell all.
        let is_noted = fitter.atoms[atoms.clone()].iter().all(is_plain);
        for at in atoms {
            let atom = &fitter.atoms[at];
            match &atom.kind {
                Kind::Word(known) => {
                    let leads = !is_noted || read.may_lead(atom.at);
                    self.add_word(at, known, if leads { known.leads } else { 0 });
                }
                Kind::Owner { .. } | Kind::Sign(_) => {
                    let leads_on = |key| fitter.titles.leads_on(key);
                    atom.keys().for_each(|key| self.add(at, key, leads_on(key)));
                }
                Kind::Link | Kind::Unknown | Kind::End => continue,
            }
            self.place += 1;
        }
    }
}

/// Looks for the words of a text that lead to forms, and for what is around them.
struct Search<'a> {
    reader: &'a Reader<'a>,
    /// How many tokens beyond what a title may take are around a lead.
    margin: usize,
    /// How many more words than atoms names and qualifiers may have.
    slack: usize,
    stretch: Stretch,
    found: Vec<Lead>,
    leads: Marks,
    centres: Vec<Range<usize>>,
}

/// The tokens around every word of a text that leads to a form, `margin` of them beyond what the
/// title may take. An owner counts by the mentions that were found, which are sorted by their
/// starts. The leads are noted in the text.
pub(super) fn centres(reader: &Reader<'_>, found: &[Found], margin: usize) -> Vec<Range<usize>> {
    let has_long = reader.index.titles().has_long_qualifiers();
    let mut search = Search {
        reader,
        margin,
        // A qualifier of several signs is one word.
        slack: if has_long { OWNER_TOKENS } else { 0 },
        stretch: Stretch::default(),
        found: Vec::new(),
        leads: Marks::none_of(reader.read.tokens.len()),
        centres: Vec::new(),
    };
    let mut mentions = found;
    let (mut start, mut words) = (0, 0);
    for (at, brief) in reader.read.briefs().iter().enumerate() {
        words += usize::from(brief.is_word());
        if *brief == Brief::End {
            if words > 1 {
                search.read(start..at, &mut mentions);
            }
            (start, words) = (at + 1, 0);
        }
    }
    if words > 1 {
        search.read(start..reader.read.tokens.len(), &mut mentions);
    }
    reader.read.note_leads(search.leads);
    search.centres
}

impl Search<'_> {
    /// Reads a stretch of tokens; of the mentions those are left that begin behind it.
    fn read(&mut self, tokens: Range<usize>, mentions: &mut &[Found]) {
        let before = |behind: usize| move |own: &Found| own.tokens.start < behind;
        *mentions = &mentions[mentions.partition_point(before(tokens.start))..];
        self.stretch.clear();
        // Behind the last token of the mentions so far.
        let mut covered = 0;
        for at in tokens.clone() {
            let is_inside = at < covered;
            while let Some((own, rest)) = mentions.split_first()
                && own.tokens.start <= at
            {
                self.stretch.add(at, OWNER | own.entry, false);
                covered = covered.max(own.tokens.end);
                *mentions = rest;
            }
            if let Some(known) = self.reader.read.known(at) {
                self.stretch.add_word(at, known, known.leads);
                let is_content = !known.keys.is_empty() && !known.is_link;
                self.stretch.place += usize::from(is_content && !is_inside);
            }
        }
        let titles = self.reader.index.titles();
        self.stretch.leads(titles, self.slack, &mut self.found);
        for lead in self.found.drain(..) {
            self.leads.set(lead.at);
            let reach = lead.reach + OWNER_TOKENS;
            let first = lead.at.saturating_sub(reach).max(tokens.start);
            let end = (lead.at + reach).min(tokens.end);
            self.centres
                .push(first.saturating_sub(self.margin)..end + self.margin);
        }
    }
}
