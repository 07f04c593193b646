//! A text in words, with what the terms of its language know of each.

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
        let known = self.known.get(at).and_then(Option::as_ref);
        known.map_or(&[], |known| known.keys.as_slice())
    }

    /// Whether a token is a function word that joins the words of a title.
    pub(in crate::glossary) fn is_link(&self, at: usize) -> bool {
        let known = self.known.get(at).and_then(Option::as_ref);
        known.is_some_and(|known| known.is_link)
    }

    /// Whether a token was written together with its neighbour.
    pub(super) fn is_glued(&self, at: usize) -> bool {
        self.glued.binary_search(&at).is_ok()
    }
}
