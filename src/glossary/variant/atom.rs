//! Atoms: what a text is made of where titles are compared. A country or organisation, in whatever
//! form it is named, is one atom; so is a qualifier that is written with several signs (国家).

use std::ops::Range;
use std::rc::Rc;

use crate::glossary::keys::{Key, Known, Way};
use crate::glossary::language::carries_meaning;
use crate::glossary::recognise::{Owners, Reader, is_joint};

/// The mark of the key of an owner, a country or an organisation: beside those of words.
pub(super) const OWNER: Key = 1 << 31;

/// What an atom is.
#[derive(Debug, Clone)]
pub(super) enum Kind {
    /// The name of a country or organisation, by the number of its entry.
    Owner {
        entry: u32,
        term: usize,
        is_adjective: bool,
    },
    /// A word or number with the keys that it may have.
    Word(Rc<Known>),
    /// A qualifier of several signs, by its key.
    Sign(Key),
    /// A word or number that is in no term.
    Unknown,
    /// A function word that joins the words of a title.
    Link,
    /// What no title goes beyond: a mark, the end of a paragraph.
    End,
}

/// One owner, word, function word or mark of a text.
#[derive(Debug, Clone)]
pub(super) struct Atom {
    pub(super) kind: Kind,
    /// Its first token, or the one behind an end between paragraphs.
    pub(super) at: usize,
    /// Its bytes, without particles and possessive endings.
    pub(super) span: Range<usize>,
    /// Whether it begins with a capital letter.
    pub(super) is_capital: bool,
    /// Whether it belongs to the word behind it (`Iran's`).
    pub(super) is_possessive: bool,
}

impl Atom {
    /// The keys that it may have.
    pub(super) fn keys(&self) -> impl Iterator<Item = Key> + '_ {
        let (single, words) = match &self.kind {
            Kind::Owner { entry, .. } => (Some(OWNER | entry), &[][..]),
            Kind::Sign(key) => (Some(*key), &[][..]),
            Kind::Word(known) => (None, known.keys.as_slice()),
            Kind::Link | Kind::Unknown | Kind::End => (None, &[][..]),
        };
        let words = words.iter().map(|(key, _)| *key);
        single.into_iter().chain(words)
    }

    /// In what way it has a key.
    pub(super) fn way(&self, key: Key) -> Option<Way> {
        match &self.kind {
            Kind::Owner { entry, .. } => (key == OWNER | entry).then_some(Way::Stem),
            Kind::Sign(own) => (key == *own).then_some(Way::Stem),
            Kind::Word(known) => {
                let mut keys = known.keys.iter();
                keys.find(|(own, _)| *own == key).map(|(_, way)| *way)
            }
            Kind::Link | Kind::Unknown | Kind::End => None,
        }
    }

    /// Whether no title goes beyond it.
    pub(super) fn is_end(&self) -> bool {
        matches!(self.kind, Kind::End)
    }

    /// Whether no title has it: an end, or a word that is in no term.
    pub(super) fn ends_stretch(&self) -> bool {
        matches!(self.kind, Kind::End | Kind::Unknown)
    }

    /// Whether it joins the words of a title.
    pub(super) fn is_link(&self) -> bool {
        matches!(self.kind, Kind::Link)
    }

    /// Whether it is a word of any kind.
    pub(super) fn is_word(&self) -> bool {
        matches!(self.kind, Kind::Word(_) | Kind::Sign(_) | Kind::Unknown)
    }

    /// The number of the owner that it names.
    pub(super) fn owner(&self) -> Option<u32> {
        match self.kind {
            Kind::Owner { entry, .. } => Some(entry),
            _ => None,
        }
    }
}

/// The atoms of some tokens of a text.
pub(super) fn atoms(reader: &Reader<'_>, owners: Owners, within: Range<usize>) -> Vec<Atom> {
    let tokens = &reader.read.tokens;
    let mut atoms: Vec<Atom> = Vec::with_capacity(within.len());
    let mut at = within.start;
    while at < within.end {
        let token = &tokens[at];
        if at > 0 && is_break(&reader.read.text[tokens[at - 1].end()..token.start]) {
            atoms.push(end(at, token.start..token.start));
        }
        if !carries_meaning(token) {
            if !is_joint(token) {
                atoms.push(end(at, token.span()));
            }
            at += 1;
            continue;
        }
        let (atom, behind) = owner(reader, at, owners)
            .or_else(|| qualifier(reader, at))
            .unwrap_or_else(|| (word(reader, at), at + 1));
        atoms.push(atom);
        at = behind;
    }
    atoms
}

/// Whether a paragraph ends between two tokens.
fn is_break(between: &str) -> bool {
    between.len() > 1 && between.contains("\n\n")
}

fn end(at: usize, span: Range<usize>) -> Atom {
    Atom {
        at,
        kind: Kind::End,
        span,
        is_capital: false,
        is_possessive: false,
    }
}

/// The owner that is named from a token on, with the token behind it.
fn owner(reader: &Reader<'_>, at: usize, owners: Owners) -> Option<(Atom, usize)> {
    let name = reader.owner_from(at, owners)?;
    let last = &reader.read.tokens[name.tokens.end - 1];
    let atom = Atom {
        at,
        is_capital: starts_with_capital(&reader.read.text[name.span.clone()]),
        is_possessive: last.end() > name.span.end,
        kind: Kind::Owner {
            entry: name.entry,
            term: name.term,
            is_adjective: name.is_adjective,
        },
        span: name.span,
    };
    Some((atom, name.tokens.end))
}

/// The qualifier of several signs that starts at a token, with the token behind it.
fn qualifier(reader: &Reader<'_>, at: usize) -> Option<(Atom, usize)> {
    let titles = reader.index.titles();
    let (key, behind) = titles.long_qualifier(|place| {
        let keys = reader.read.keys(at + place);
        keys.first().map(|(key, _)| *key)
    })?;
    let tokens = &reader.read.tokens[at..at + behind];
    let (first, last) = (tokens.first()?, tokens.last()?);
    let atom = Atom {
        at,
        kind: Kind::Sign(key),
        span: first.start..last.end(),
        is_capital: starts_with_capital(first.text),
        is_possessive: false,
    };
    Some((atom, at + behind))
}

fn word(reader: &Reader<'_>, at: usize) -> Atom {
    let token = &reader.read.tokens[at];
    let known = reader.read.known[at].as_ref();
    let way = known
        .and_then(|known| known.keys.first())
        .map(|(_, way)| *way);
    let span = reader.start_of(at, way)..reader.end_of(at, way);
    let kind = match known {
        Some(known) if known.is_link => Kind::Link,
        Some(known) if !known.keys.is_empty() => Kind::Word(Rc::clone(known)),
        _ => Kind::Unknown,
    };
    Atom {
        at,
        kind,
        is_capital: starts_with_capital(&reader.read.text[span.clone()]),
        is_possessive: span.end < token.end(),
        span,
    }
}

fn starts_with_capital(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_uppercase)
}
