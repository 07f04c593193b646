//! Offices without their owner, in an article that names the owner: "the president", "the foreign
//! minister", and titles before the names of their holders.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::named::{BareWords, Named, Offices};
use super::{SIMILARITY, owner_in, places_of, stems};
use crate::glossary::compose::{Definite, definite_of, is_several};
use crate::glossary::mention::{Mention, MentionKind, Nesting};
use crate::lang::LanguageTag;
use crate::model::{ConceptEntry, ConceptId, RelationKind};
use crate::text::Analyser;

/// What is known beside the text.
pub(in crate::glossary) struct Known<'k> {
    pub(in crate::glossary) language: &'k LanguageTag,
    pub(in crate::glossary) analyser: &'k Analyser,
    /// Finds the terms of the glossary in a text.
    pub(in crate::glossary) recognise: &'k dyn Fn(&str) -> Vec<Mention>,
    /// The entry of an id.
    pub(in crate::glossary) entry: &'k dyn Fn(&ConceptId) -> Option<Arc<ConceptEntry>>,
}

/// Takes mentions of an office that is no one's ("the foreign minister") for the office of the same
/// words that the text names last with its owner, or in the title of one who holds it ("President
/// Donald Trump"); before the first of these for the only one that the text names behind, or that
/// persons in the text hold or held. And, where offices are written with capitals, adds mentions for the words in
/// small letters ("the president"). The other concept stays beside the mention. What stands before
/// a name that is no holder's stays what it is. Linear in the mentions, and in the text for each
/// office that is named.
pub(in crate::glossary) fn resolve(text: &str, mentions: &mut Vec<Mention>, known: &Known<'_>) {
    let Some(definite) = definite_of(known.language) else {
        return;
    };
    let mut article = Article {
        text,
        known,
        definite,
        bare_words: BareWords::of(definite, known.analyser),
        words: RefCell::default(),
        forms: RefCell::default(),
        named: Offices::default(),
        held: Offices::default(),
    };
    let mut named = Vec::new();
    for at in 0..mentions.len() {
        named.extend(article.read(at, mentions));
    }
    article.named = Offices::new(named, &article.bare_words);
    let held = article.held_offices(mentions);
    article.held = Offices::new(held, &article.bare_words);
    for at in 0..mentions.len() {
        article.resolve(at, mentions);
    }
    if definite.has_small {
        article.add_small(mentions);
    }
}

/// An article with the offices that it has named so far.
struct Article<'a> {
    text: &'a str,
    known: &'a Known<'a>,
    definite: &'static Definite,
    bare_words: BareWords,
    /// The words of the terms of offices that were met without owner.
    words: RefCell<FxHashMap<ConceptId, Rc<[Vec<String>]>>>,
    /// The forms of offices that persons hold or held.
    forms: RefCell<FxHashMap<ConceptId, Rc<[Named]>>>,
    named: Offices,
    /// The offices that persons in the text hold or held.
    held: Offices,
}

impl Article<'_> {
    /// Whether a mention may be of an office.
    fn is_office(mention: &Mention) -> bool {
        mention.nesting == Nesting::Outer
            && mention.kind != MentionKind::Acronym
            && mention.entry.subject.as_deref() == Some("office")
    }

    /// Reads what one mention names.
    fn read(&self, at: usize, mentions: &mut [Mention]) -> Option<Named> {
        let mention = &mentions[at];
        if !Self::is_office(mention) {
            return None;
        }
        let span = mention.span.clone();
        let mut title = self.text[span.clone()].to_owned();
        let (words, written) = match owner_in(mention, &mentions[at + 1..]) {
            Some(owner) => {
                let text = &self.text[span.clone()];
                self.without(text, owner.start - span.start..owner.end - span.start)
            }
            None => {
                let words = stems(&title, self.known.analyser);
                let written = title.to_lowercase();
                match self.what_follows(span.end, &mentions[at + 1..]) {
                    Follows::Person(person) => {
                        let office = self.office_of(&person.entry, &words);
                        title = self.text[span.start..person.span.end].to_owned();
                        if let Some(office) = office {
                            shorten(&mut mentions[at], &office, &title);
                        }
                    }
                    Follows::Name => {}
                    Follows::Other => return None,
                }
                (words, written)
            }
        };
        (!words.is_empty()).then(|| Named {
            start: span.start,
            words,
            written,
            mention: mentions[at].clone(),
            title,
        })
    }

    /// Takes one mention without owner for what it is short for.
    fn resolve(&self, at: usize, mentions: &mut [Mention]) {
        let mention = &mentions[at];
        let start = mention.span.start;
        let is_short = Self::is_office(mention)
            && self
                .named
                .all
                .binary_search_by_key(&start, |own| own.start)
                .is_err()
            && !is_several(self.known.language, self.text, mention)
            && self.is_definite(start);
        if is_short {
            // In other words, too: the Minister of Foreign Affairs is the foreign minister.
            let terms = self.words_of(&mention.entry);
            let written = stems(&self.text[mention.span.clone()], self.known.analyser);
            let words = terms.iter().chain([&written]);
            let meant = self.meant(words, start);
            if let Some(meant) = meant.filter(|own| own.mention.entry.id != mention.entry.id) {
                shorten(&mut mentions[at], &meant.mention, &meant.title);
            }
        }
    }

    /// The words of the terms of an office, by their stems.
    fn words_of(&self, office: &ConceptEntry) -> Rc<[Vec<String>]> {
        if let Some(known) = self.words.borrow().get(&office.id) {
            return Rc::clone(known);
        }
        let terms = office.terms_in(self.known.language);
        let words = terms.map(|term| stems(&term.text, self.known.analyser));
        let words: Rc<[Vec<String>]> = words.collect();
        let mut known = self.words.borrow_mut();
        known.insert(office.id.clone(), Rc::clone(&words));
        words
    }

    /// The offices that persons of some mentions hold or held, each once.
    fn held_offices(&self, mentions: &[Mention]) -> Vec<Named> {
        let persons = mentions
            .iter()
            .filter(|own| own.entry.subject.as_deref() == Some("person"));
        let mut seen: BTreeSet<&ConceptId> = BTreeSet::new();
        let mut held = Vec::new();
        for person in persons.filter(|own| seen.insert(&own.entry.id)) {
            let name = &person.term().text;
            for office in self.offices_of(&person.entry) {
                let forms = self.forms_of(&office);
                held.extend(forms.iter().map(|form| Named {
                    title: format!("{}, {name}", form.title),
                    ..form.clone()
                }));
            }
        }
        held
    }

    /// The offices that a person holds or held.
    fn offices_of(&self, person: &ConceptEntry) -> Vec<Arc<ConceptEntry>> {
        let relations = person.relations.iter();
        let held = relations.filter(|own| own.kind == RelationKind::Holds);
        held.filter_map(|own| (self.known.entry)(&own.target))
            .collect()
    }

    /// The terms of an office, each without the owner that it has.
    fn forms_of(&self, office: &Arc<ConceptEntry>) -> Rc<[Named]> {
        if let Some(known) = self.forms.borrow().get(&office.id) {
            return Rc::clone(known);
        }
        let forms: Rc<[Named]> = self.read_forms(office).into();
        let mut known = self.forms.borrow_mut();
        known.insert(office.id.clone(), Rc::clone(&forms));
        forms
    }

    fn read_forms(&self, office: &Arc<ConceptEntry>) -> Vec<Named> {
        let own = office.terms.iter().enumerate();
        let own = own.filter(|(_, term)| term.language.goes_with(self.known.language));
        own.filter_map(|(place, term)| {
            let found = (self.known.recognise)(&term.text);
            let (whole, parts) = found.split_first()?;
            let owner = owner_in(whole, parts)?;
            let (words, written) = self.without(&term.text, owner);
            let is_meant = whole.entry.id == office.id && !words.is_empty();
            is_meant.then(|| Named {
                start: 0,
                words,
                written,
                mention: Mention {
                    entry: Arc::clone(office),
                    term: place,
                    also: Vec::new(),
                    ..whole.clone()
                },
                title: term.text.clone(),
            })
        })
        .collect()
    }

    /// The stems of a title without its owner, and how it is written so, in small letters.
    fn without(&self, title: &str, owner: Range<usize>) -> (Vec<String>, String) {
        let (before, behind) = (&title[..owner.start], &title[owner.end..]);
        let mut words = stems(before, self.known.analyser);
        words.extend(stems(behind, self.known.analyser));
        (words, self.without_joints(before, behind))
    }

    /// The words of an office as they are written without its owner and what joins them to it, in
    /// small letters.
    fn without_joints(&self, before: &str, behind: &str) -> String {
        let (before, behind) = (before.to_lowercase(), behind.to_lowercase());
        let before = before.trim();
        let joints = &self.definite.joints;
        let bare = joints
            .iter()
            .find_map(|joint| before.strip_suffix(joint.as_str()));
        let bare = bare.unwrap_or(before).trim_end();
        let behind = behind.trim_start_matches(['\'', '’']);
        let behind = behind.strip_prefix("s ").unwrap_or(behind).trim();
        format!("{bare}{behind}")
    }

    /// The office of some words, one or the other, that is meant at a place: the one named last
    /// before it; else the only one that is named behind, or held by persons in the text.
    fn meant<'w>(
        &self,
        words: impl Iterator<Item = &'w Vec<String>> + Clone,
        place: usize,
    ) -> Option<&Named> {
        let last = words
            .clone()
            .filter_map(|words| self.named.last(words, place))
            .max_by_key(|named| named.start);
        let only = |offices: &'_ Offices| {
            let mut each = words.clone().filter_map(|words| offices.only(words));
            let first = each.next()?.mention.entry.id.clone();
            each.all(|own| own.mention.entry.id == first).then_some(())
        };
        last.or_else(|| {
            [&self.named, &self.held].into_iter().find_map(|offices| {
                only(offices)?;
                words.clone().find_map(|words| offices.only(words))
            })
        })
    }

    fn what_follows<'m>(&self, end: usize, behind: &'m [Mention]) -> Follows<'m> {
        let Some(rest) = self.text[end..].strip_prefix(' ') else {
            return Follows::Other;
        };
        let next = behind.iter().find(|own| own.span.start >= end);
        let next = next.filter(|own| own.span.start == end + 1);
        if let Some(next) = next {
            return match next.entry.subject.as_deref() {
                Some("person") => Follows::Person(next),
                _ => Follows::Other,
            };
        }
        let is_name = rest.chars().next().is_some_and(char::is_uppercase);
        match is_name {
            true => Follows::Name,
            false => Follows::Other,
        }
    }

    /// Whether what begins at a place is a certain one: behind an article, where the language has
    /// any.
    fn is_definite(&self, place: usize) -> bool {
        let articles = &self.definite.articles;
        let before = self.text[..place].trim_end_matches([' ', '\u{a0}']);
        let word = before.rsplit(|c: char| !c.is_alphabetic() && c != '\'' && c != '’');
        let word = word.into_iter().next().unwrap_or_default().to_lowercase();
        let others = &self.definite.others;
        let is_other = others.iter().any(|own| word.starts_with(own.as_str()));
        !is_other && (articles.is_empty() || articles.contains(&word))
    }

    /// The office of such words that a person holds or held, as a mention of it would be.
    fn office_of(&self, person: &ConceptEntry, words: &[String]) -> Option<Mention> {
        let offices = self.offices_of(person);
        offices.iter().find_map(|office| {
            let forms = self.forms_of(office);
            let form = forms.iter().find(|form| form.words == words)?;
            Some(form.mention.clone())
        })
    }

    /// Adds mentions for the words of offices in small letters.
    fn add_small(&self, mentions: &mut Vec<Mention>) {
        let mut added: Vec<Mention> = Vec::new();
        let mut done: BTreeSet<(&str, bool)> = BTreeSet::new();
        for named in self.named.all.iter().chain(&self.held.all) {
            let bare = named.bare(&self.bare_words);
            let forms = [(named.written.as_str(), false), (bare.unwrap_or(""), true)];
            for (form, is_bare) in forms {
                if !form.is_empty() && done.insert((form, is_bare)) {
                    added.extend(self.small(form, mentions));
                }
            }
        }
        added.dedup_by(|one, other| one.span == other.span);
        if !added.is_empty() {
            mentions.extend(added);
            mentions.sort_by_key(|own| (own.span.start, usize::MAX - own.span.end));
            mentions.dedup_by(|one, other| one.span == other.span);
        }
    }

    /// The mentions of an office by its words in small letters.
    fn small(&self, form: &str, mentions: &[Mention]) -> Vec<Mention> {
        let words = [stems(form, self.known.analyser)];
        let whole = places_of(form, self.text).filter(|place| {
            self.is_definite(place.start)
                && self.text[..place.start].ends_with(' ')
                && self.ends_title(place.end)
                && is_free(mentions, place)
        });
        whole
            .filter_map(|place| {
                let meant = self.meant(words.iter(), place.start)?;
                let mut mention = meant.mention.clone();
                mention.span = place;
                shorten(&mut mention, &meant.mention, &meant.title);
                Some(mention)
            })
            .collect()
    }

    /// Whether a title may end at a place: the word ends, nothing is joined to it, no owner and no
    /// name follows.
    fn ends_title(&self, end: usize) -> bool {
        let rest = &self.text[end..];
        let next = rest.chars().next();
        if next.is_some_and(|next| next.is_alphanumeric() || matches!(next, '-' | '‐' | '‑')) {
            return false;
        }
        let Some(rest) = rest.strip_prefix(' ') else {
            return true;
        };
        let begins_owner = |joint: &String| {
            let behind = rest.strip_prefix(joint.trim());
            behind.is_some_and(|behind| behind.starts_with(' '))
        };
        !rest.starts_with(char::is_uppercase) && !self.definite.joints.iter().any(begins_owner)
    }
}

/// What stands behind a title.
enum Follows<'m> {
    /// A person of the glossary.
    Person(&'m Mention),
    /// A word with a capital.
    Name,
    Other,
}

/// Makes a mention short for an office that the text calls so.
pub(super) fn shorten(mention: &mut Mention, office: &Mention, title: &str) {
    if mention.entry.id != office.entry.id {
        let generic = Arc::clone(&mention.entry);
        mention.also.insert(0, generic);
    }
    mention.entry = Arc::clone(&office.entry);
    mention.term = office.term;
    mention.kind = MentionKind::Variant;
    mention.similarity = SIMILARITY;
    mention.reason = Some(format!("short for {title}"));
    mention.nesting = Nesting::Outer;
}

/// Whether no mention stands at a place.
pub(super) fn is_free(mentions: &[Mention], place: &Range<usize>) -> bool {
    // Sorted by their starts; the longest title is far shorter than this.
    let end = mentions.partition_point(|own| own.span.start < place.end);
    let mut before = mentions[..end].iter().rev().take(REACH);
    before.all(|own| own.span.end <= place.start)
}

/// How many mentions before a place are looked at.
const REACH: usize = 16;

#[cfg(test)]
mod tests;
