//! The names of those that own offices and bodies: countries and organisations.

use std::ops::Range;

use super::Reader;
use super::walk::{Path, Step, Steps};
use crate::glossary::mention::MentionKind;
use crate::model::{PartOfSpeech, Term};

/// Whose names are read as owners.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::glossary) enum Owners {
    /// Countries.
    Countries,
    /// Countries and international organisations.
    All,
}

/// The name of the owner of an office or body in a text: a country or an organisation.
#[derive(Debug, Clone)]
pub(in crate::glossary) struct OwnerName {
    /// The number of its entry.
    pub(in crate::glossary) entry: u32,
    /// Its place among the terms of the entry.
    pub(in crate::glossary) term: usize,
    /// Whether it is an adjective.
    pub(in crate::glossary) is_adjective: bool,
    pub(in crate::glossary) tokens: Range<usize>,
    pub(in crate::glossary) span: Range<usize>,
}

impl Reader<'_> {
    /// The longest name of a country or organisation that starts at a token.
    pub(in crate::glossary) fn owner_from(
        &self,
        start: usize,
        owners: Owners,
    ) -> Option<OwnerName> {
        if !self.read.may_start(start) {
            return None;
        }
        let mut longest = None;
        self.walk(start, &mut Steps::default(), |path| {
            match self.owner(path, owners) {
                Some(owner) => {
                    longest = Some(owner);
                    Step::Ends
                }
                None => Step::GoesOn,
            }
        });
        longest
    }

    fn owner(&self, path: &Path, owners: Owners) -> Option<OwnerName> {
        let mut names = self.index.owners_at(path.node, owners).peekable();
        names.peek()?;
        let span = self.span(path)?;
        let written = &self.read.text[span.clone()];
        let found = names.find(|term| {
            let judged = self.judge(path, written, term);
            judged.is_some_and(|(kind, _)| kind != MentionKind::Variant)
        })?;
        let (first, last) = (path.taken.first()?.0, path.taken.last()?.0);
        Some(OwnerName {
            entry: found.entry,
            term: found.term,
            is_adjective: is_adjective(self.index.term(&found)),
            tokens: first..last + 1,
            span,
        })
    }
}

/// Whether a name of a country is an adjective, as its entry or a small first letter says.
fn is_adjective(term: &Term) -> bool {
    let first = term.text.chars().next();
    term.part_of_speech == Some(PartOfSpeech::Adjective) || first.is_some_and(char::is_lowercase)
}
