//! A text in words, with what the terms of its language know of each.

use std::cell::OnceCell;
use std::rc::Rc;

use super::glued;
use crate::glossary::keys::{Key, Known, Way};
use crate::glossary::language::{LanguageIndex, carries_meaning};
use crate::text::Token;

/// A text in words, with what is known of each.
pub(in crate::glossary) struct Read<'t> {
    pub(in crate::glossary) text: &'t str,
    pub(in crate::glossary) tokens: Vec<Token<'t>>,
    /// What terms know of each token; nothing of most.
    pub(in crate::glossary) known: Vec<Option<Rc<Known>>>,
    /// Which tokens were written together with their neighbour, ascending.
    pub(super) glued: Vec<usize>,
    /// At which tokens mentions were found, once that is known.
    starts: OnceCell<Vec<usize>>,
}

impl<'t> Read<'t> {
    /// Reads a text with the index of its language.
    pub(in crate::glossary) fn new(index: &LanguageIndex, text: &'t str) -> Self {
        let tokens = index.vocabulary.analyser().tokens(text);
        let mut is_glued = false;
        let mut known: Vec<Option<Rc<Known>>> = Vec::with_capacity(tokens.len());
        index.vocabulary.with_words(|know| {
            for token in &tokens {
                let own = carries_meaning(token).then(|| know(token)).flatten();
                is_glued |= own.as_ref().is_some_and(|own| own.joint.is_some());
                known.push(own);
            }
        });
        let read = Self {
            text,
            tokens,
            known,
            glued: Vec::new(),
            starts: OnceCell::new(),
        };
        if is_glued { read.unglued(index) } else { read }
    }

    /// The same with glued words taken apart.
    fn unglued(self, index: &LanguageIndex) -> Self {
        let mut apart = Self {
            text: self.text,
            tokens: Vec::with_capacity(self.tokens.len() + 2),
            known: Vec::with_capacity(self.tokens.len() + 2),
            glued: Vec::new(),
            starts: OnceCell::new(),
        };
        index.vocabulary.with_words(|know| {
            for (token, known) in self.tokens.into_iter().zip(self.known) {
                let Some(joint) = known.as_ref().and_then(|known| known.joint) else {
                    apart.tokens.push(token);
                    apart.known.push(known);
                    continue;
                };
                for part in glued::parts(&token, joint) {
                    apart.glued.push(apart.tokens.len());
                    apart.known.push(know(&part));
                    apart.tokens.push(part);
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

    /// Notes at which tokens mentions were found, ascending: no others can begin the name of an
    /// owner.
    pub(in crate::glossary) fn note_starts(&self, starts: Vec<usize>) {
        // Once they are known they do not change.
        let _ = self.starts.set(starts);
    }

    /// Whether a term may begin with a token, by what was noted.
    pub(super) fn may_start(&self, at: usize) -> bool {
        let starts = self.starts.get();
        starts.is_none_or(|starts| starts.binary_search(&at).is_ok())
    }

    /// Whether a token is a function word that joins the words of a title.
    pub(in crate::glossary) fn is_link(&self, at: usize) -> bool {
        self.known(at).is_some_and(|known| known.is_link)
    }

    /// Whether a token was written together with its neighbour.
    pub(super) fn is_glued(&self, at: usize) -> bool {
        self.glued.binary_search(&at).is_ok()
    }
}
