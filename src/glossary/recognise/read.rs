//! A text in words, with what the terms of its language know of each.

use std::cell::OnceCell;
use std::rc::Rc;

use super::{glued, is_joint};
use crate::glossary::keys::{Key, Known, Way};
use crate::glossary::language::{LanguageIndex, carries_meaning};
use crate::text::Token;

/// A text in words, with what is known of each.
pub(in crate::glossary) struct Read<'t> {
    pub(in crate::glossary) text: &'t str,
    pub(in crate::glossary) tokens: Vec<Token<'t>>,
    /// What terms know of each token; nothing of most.
    pub(in crate::glossary) known: Vec<Option<Rc<Known>>>,
    /// What that says in short, so that most tokens need no look at it.
    briefs: Vec<Brief>,
    /// Which tokens were written together with their neighbour, ascending.
    pub(super) glued: Vec<usize>,
    /// At which tokens mentions were found, once that is known.
    starts: OnceCell<Marks>,
    /// Which words lead to titles, once that is known.
    leads: OnceCell<Marks>,
}

/// What is known of a token, in short.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::glossary) enum Brief {
    /// No title goes beyond it: a mark, a word that is in no term.
    End,
    /// It may stand between the words of a title and is none: a hyphen, a function word.
    Between,
    /// A word of terms.
    Word,
    /// A word of terms that begins one.
    First,
}

impl Brief {
    fn of(token: &Token<'_>, known: Option<&Known>) -> Self {
        match known {
            Some(known) if known.ends.is_some() => Self::First,
            Some(known) if !known.keys.is_empty() => Self::Word,
            Some(known) if known.is_link => Self::Between,
            None if is_joint(token) => Self::Between,
            _ => Self::End,
        }
    }

    /// Whether it is a word of terms.
    pub(in crate::glossary) fn is_word(self) -> bool {
        matches!(self, Self::Word | Self::First)
    }
}

/// Some of the tokens of a text, in bits.
#[derive(Debug)]
pub(in crate::glossary) struct Marks(Vec<u64>);

impl Marks {
    /// No marks among so many tokens.
    pub(in crate::glossary) fn none_of(tokens: usize) -> Self {
        Self(vec![0; tokens.div_ceil(64)])
    }

    /// Marks a token.
    pub(in crate::glossary) fn set(&mut self, at: usize) {
        if let Some(bits) = self.0.get_mut(at / 64) {
            *bits |= 1 << (at % 64);
        }
    }

    fn has(&self, at: usize) -> bool {
        self.0
            .get(at / 64)
            .is_some_and(|bits| bits >> (at % 64) & 1 == 1)
    }
}

impl<'t> Read<'t> {
    /// Reads a text with the index of its language.
    pub(in crate::glossary) fn new(index: &LanguageIndex, text: &'t str) -> Self {
        let tokens = index.vocabulary.analyser().tokens(text);
        let mut is_glued = false;
        let mut read = Self::with_room(text, tokens.len());
        index.vocabulary.with_words(|know| {
            for token in &tokens {
                let own = carries_meaning(token).then(|| know(token)).flatten();
                is_glued |= own.as_ref().is_some_and(|own| own.joint.is_some());
                read.briefs.push(Brief::of(token, own.as_deref()));
                read.known.push(own);
            }
        });
        read.tokens = tokens;
        if is_glued { read.unglued(index) } else { read }
    }

    fn with_room(text: &'t str, tokens: usize) -> Self {
        Self {
            text,
            tokens: Vec::new(),
            known: Vec::with_capacity(tokens),
            briefs: Vec::with_capacity(tokens),
            glued: Vec::new(),
            starts: OnceCell::new(),
            leads: OnceCell::new(),
        }
    }

    /// The same with glued words taken apart.
    fn unglued(self, index: &LanguageIndex) -> Self {
        let mut apart = Self::with_room(self.text, self.tokens.len() + 2);
        index.vocabulary.with_words(|know| {
            for (token, known) in self.tokens.into_iter().zip(self.known) {
                let Some(joint) = known.as_ref().and_then(|known| known.joint) else {
                    apart.push(token, known);
                    continue;
                };
                for part in glued::parts(&token, joint) {
                    apart.glued.push(apart.tokens.len());
                    let known = know(&part);
                    apart.push(part, known);
                }
            }
        });
        apart
    }

    /// The keys that a token may have, the surest first; none beyond the end.
    pub(in crate::glossary) fn keys(&self, at: usize) -> &[(Key, Way)] {
        self.known(at).map_or(&[], |known| known.keys.as_slice())
    }

    /// What is known of a token, when it is in any term.
    pub(in crate::glossary) fn known(&self, at: usize) -> Option<&Known> {
        self.known.get(at).and_then(Option::as_deref)
    }

    fn push(&mut self, token: Token<'t>, known: Option<Rc<Known>>) {
        self.briefs.push(Brief::of(&token, known.as_deref()));
        self.known.push(known);
        self.tokens.push(token);
    }

    /// What is known of each token, in short.
    pub(in crate::glossary) fn briefs(&self) -> &[Brief] {
        &self.briefs
    }

    /// Notes at which tokens mentions were found: no others can begin the name of an owner.
    pub(in crate::glossary) fn note_starts(&self, starts: Marks) {
        // Once they are known they do not change.
        let _ = self.starts.set(starts);
    }

    /// Whether a mention may begin with a token, by what was noted.
    pub(super) fn may_start(&self, at: usize) -> bool {
        self.starts.get().is_none_or(|starts| starts.has(at))
    }

    /// Notes which words lead to titles.
    pub(in crate::glossary) fn note_leads(&self, leads: Marks) {
        let _ = self.leads.set(leads);
    }

    /// Whether a word may lead to a title, by what was noted.
    pub(in crate::glossary) fn may_lead(&self, at: usize) -> bool {
        self.leads.get().is_none_or(|leads| leads.has(at))
    }

    /// Whether a token was written together with its neighbour.
    pub(super) fn is_glued(&self, at: usize) -> bool {
        self.glued.binary_search(&at).is_ok()
    }
}
