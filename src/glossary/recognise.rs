//! Recognition of terms in running text.
//!
//! From each word the trie is walked along the keys of the words that follow; the longest term
//! wins, the surest way of several. Hyphens and quotation marks between words are passed over, any
//! other punctuation ends a term. Linear in the text times the length of the longest term. Titles
//! that are written otherwise than their terms are found beside that (`variant`).

mod glued;
pub(super) mod introduced;
mod judge;
mod letters;
mod nest;
mod owner;
mod read;
#[cfg(test)]
pub(super) mod tests;
mod walk;

use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use super::keys::Way;
use super::language::{IndexedTerm, LanguageIndex};
use super::mention::{Mention, MentionKind, Nesting};
use super::variant;
use crate::similarity::character_similarity;
pub(super) use glued::joint;
use judge::Judgement;
use letters::{begins_with_capital, possessive_length};
pub(super) use letters::{is_capitals, is_cased, is_joint, is_name};
pub(super) use owner::Owners;
pub(super) use read::{Brief, Marks, Read};
use walk::{Path, Step, Steps};

/// How many bytes the parts have in which a long text is read at the same time.
pub(super) const PART: usize = 1 << 16;

/// All mentions of a text, outer and inner.
pub(super) fn mentions(index: &LanguageIndex, text: &str) -> Vec<Mention> {
    mentions_by_parts(index, text, PART)
}

/// [`mentions`] of a text that is read in parts of so many bytes at the least.
pub(super) fn mentions_by_parts(index: &LanguageIndex, text: &str, part: usize) -> Vec<Mention> {
    let mut found = terms_by_parts(index, text, part);
    if !found.is_empty() {
        introduced::add_introduced(text, index.vocabulary.analyser(), &mut found);
    }
    found
}

/// The mentions of a text without the acronyms that it introduces.
pub(super) fn by_terms(index: &LanguageIndex, text: &str) -> Vec<Mention> {
    terms_by_parts(index, text, PART)
}

fn terms_by_parts(index: &LanguageIndex, text: &str, part: usize) -> Vec<Mention> {
    if index.is_empty() {
        return Vec::new();
    }
    if text.len() < 2 * part {
        return mentions_of_part(index, text);
    }
    let found: Vec<Vec<Mention>> = parts(text, part)
        .into_par_iter()
        .map(|part| {
            let mut found = mentions_of_part(index, &text[part.clone()]);
            for mention in &mut found {
                mention.span = mention.span.start + part.start..mention.span.end + part.start;
            }
            found
        })
        .collect();
    found.into_iter().flatten().collect()
}

/// The mentions of a text, which are sorted by their starts, divided as the text is read in parts:
/// nothing makes one of mentions of two parts.
pub(super) fn in_parts(text: &str, found: Vec<Mention>, part: usize) -> Vec<Vec<Mention>> {
    if text.len() < 2 * part {
        return vec![found];
    }
    let mut found = found.into_iter().peekable();
    let of_part = |part: Range<usize>| {
        let mut own = Vec::new();
        while let Some(mention) = found.next_if(|next| next.span.start < part.end) {
            own.push(mention);
        }
        own
    };
    parts(text, part).into_iter().map(of_part).collect()
}

/// The parts, of so many bytes at the least, in which a long text is read: they end where no
/// mention goes on, with a paragraph or, where there are none, with a line that ends in a stop.
/// Linear in the text.
fn parts(text: &str, least: usize) -> Vec<Range<usize>> {
    let mut parts = Vec::with_capacity(text.len() / least + 1);
    let mut start = 0;
    while let Some(end) = text
        .get(start..)
        .and_then(|rest| end_of_part(rest, least))
        .map(|length| start + length)
    {
        parts.push(start..end);
        start = end;
    }
    parts.push(start..text.len());
    parts
}

/// The length of the first part of a text, when another one follows.
fn end_of_part(text: &str, least: usize) -> Option<usize> {
    let lines = memchr::memchr_iter(b'\n', text.as_bytes().get(least..)?);
    let mut ends = lines.map(|at| least + at);
    let ends_here = |at: &usize| {
        let is_paragraph = text.as_bytes().get(at + 1) == Some(&b'\n');
        is_paragraph || ends_in_stop(&text[..*at])
    };
    ends.find(ends_here).map(|at| at + 1)
}

/// Whether a line ends in a stop that is no part of a name, as that behind an initial may be.
fn ends_in_stop(line: &str) -> bool {
    let Some(sentence) = line.strip_suffix('.') else {
        return line.ends_with(['!', '?', '。', '؟']);
    };
    // Of scripts whose words stand apart: any ideograph is a word of one letter.
    let is_letter = |letter: char| letter <= '\u{dff}' && letter.is_alphanumeric();
    let mut letters = sentence.chars().rev();
    letters.next().is_some_and(is_letter) && letters.next().is_some_and(is_letter)
}

fn mentions_of_part(index: &LanguageIndex, text: &str) -> Vec<Mention> {
    let read = Read::new(index, text);
    let reader = Reader { index, read: &read };
    let mut found = plain_mentions(&reader);
    variant::add_variants(&reader, &mut found);
    nest::nest(found.into_iter().map(|own| own.mention).collect())
}

/// The mentions of terms as they stand, the shorter ones that begin in the same place too; by
/// their starts.
pub(super) fn plain_mentions(reader: &Reader<'_>) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut steps = Steps::default();
    for start in 0..reader.read.tokens.len() {
        reader.walk(start, &mut steps, |path| match reader.mention(path) {
            Some(mention) => {
                found.push(mention);
                // A word that is several may be several terms.
                match reader.words_run_together(path) {
                    Some(_) => Step::GoesOn,
                    None => Step::Ends,
                }
            }
            None => Step::GoesOn,
        });
    }
    found.sort_by_key(|own| own.mention.span.start);
    found
}

/// A mention with what the search knows of it.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) mention: Mention,
    /// The number of its entry.
    pub(super) entry: u32,
    /// Its tokens.
    pub(super) tokens: Range<usize>,
}

/// Reads a text with the index of its language.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) index: &'a LanguageIndex,
    pub(super) read: &'a Read<'a>,
}

impl Reader<'_> {
    /// The mention of the best term that ends where a path has come to.
    fn mention(&self, path: &Path) -> Option<Found> {
        let terms = self.index.terms_at(path.node);
        let span = self.span(path)?;
        let written = &self.read.text[span.clone()];
        let is_capital = path.is_behind_particle() || begins_with_capital(written);
        if !self.index.has_terms(path.node, is_capital) {
            return None;
        }
        let mut fitting: Vec<(MentionKind, Option<String>, IndexedTerm)> = Vec::new();
        let mut last: Option<(IndexedTerm, Option<Judgement>)> = None;
        for term in terms {
            let judged = match last.take() {
                // Several concepts often have one term.
                Some((other, judged)) if self.are_alike(&other, &term) => judged,
                _ => self.judge(path, written, &term),
            };
            fitting.extend(judged.clone().map(|(kind, reason)| (kind, reason, term)));
            last = Some((term, judged));
        }
        // A state before its capital of the same name (Singapore, Панама).
        let is_capital =
            |term: &IndexedTerm| self.index.entry(term).subject.as_deref() == Some("capital");
        fitting
            .sort_by_key(|(kind, _, term)| (*kind, self.index.term(term).status, is_capital(term)));
        let (kind, reason, best) = fitting.first()?;
        let similarity = match kind {
            MentionKind::Variant => character_similarity(written, &self.index.term(best).text),
            _ => 1.0,
        };
        let others = fitting[1..].iter().map(|(_, _, term)| term);
        let mention = Mention {
            entry: Arc::clone(self.index.entry(best)),
            term: best.term,
            kind: *kind,
            similarity,
            reason: reason.clone(),
            span,
            nesting: Nesting::Outer,
            also: self.index.others(best, others),
        };
        Some(Found {
            mention,
            entry: best.entry,
            tokens: path.taken.first()?.0..path.taken.last()?.0 + 1,
        })
    }

    /// The bytes from the first to the last word, without the clitics outside.
    fn span(&self, path: &Path) -> Option<Range<usize>> {
        let (first, way) = path.taken.first()?;
        let start = self.start_of(*first, Some(*way));
        let (last, way) = path.taken.last()?;
        Some(start..self.end_of(*last, Some(*way)))
    }

    /// Where a mention begins that begins with a token, without the particles before it.
    pub(super) fn start_of(&self, first: usize, way: Option<Way>) -> usize {
        self.read.tokens[first].start
            + match way {
                Some(Way::Clitic { before, .. } | Way::Glued { before, .. }) => before,
                _ => 0,
            }
    }

    /// Where a mention ends that ends with a token, without the particles behind it.
    pub(super) fn end_of(&self, last: usize, way: Option<Way>) -> usize {
        let last = &self.read.tokens[last];
        last.end()
            - match way {
                Some(Way::Clitic { behind, .. } | Way::Glued { behind, .. }) => behind,
                _ => possessive_length(last.text),
            }
    }
}
