//! What checks look at: one text in segments, or a text and its translation, aligned.

use std::ops::Range;

use super::article::Paragraph;
use super::finding::Side;
use super::reading::Shared;
use crate::glossary::{Glossary, Mention};
use crate::lang::LanguageTag;
use crate::model::Date;

/// A text, or a text and its translation, in segments.
#[derive(Debug, Clone)]
pub struct Subject<'t> {
    /// The language of the source side.
    pub from: LanguageTag,
    /// The language of the target side, where there is a translation.
    pub to: Option<LanguageTag>,
    /// The segments in the order of the text.
    pub segments: Vec<Aligned<'t>>,
    /// What is known of the texts beside their segments.
    pub whole: Whole<'t>,
}

/// What is known of texts beside their segments; by default nothing.
#[derive(Debug, Clone, Default)]
pub struct Whole<'t> {
    /// The article with all that stands between its segments, in which passages have their
    /// offsets. Without it each segment counts as a paragraph.
    pub source: Option<&'t str>,
    /// The same of the translation.
    pub target: Option<&'t str>,
    /// The day of the article, by which names may be out of date.
    pub date: Option<Date>,
    /// What checks find out once and share.
    pub shared: Shared<'t>,
}

/// One segment of the source with what stands for it in the translation; either may be missing.
#[derive(Debug, Clone, Copy)]
pub struct Aligned<'t> {
    /// The source side.
    pub source: Option<Passage<'t>>,
    /// The target side.
    pub target: Option<Passage<'t>>,
}

/// A stretch of one side's text.
#[derive(Debug, Clone, Copy)]
pub struct Passage<'t> {
    /// The stretch.
    pub text: &'t str,
    /// The byte offset at which it starts in the whole text of its side.
    pub start: usize,
}

impl Passage<'_> {
    /// A span of the stretch as a span of the whole text.
    pub fn whole(&self, span: &Range<usize>) -> Range<usize> {
        self.start + span.start..self.start + span.end
    }

    /// The whole stretch as a span of the whole text.
    pub fn span(&self) -> Range<usize> {
        self.whole(&(0..self.text.len()))
    }
}

/// What checks know beside the text.
pub struct Knowledge<'k> {
    /// The terms.
    pub glossary: &'k Glossary,
    /// The translations of a source segment that the memory holds, letter by letter the same
    /// source: target text, and where it is from. Empty where there is no memory.
    pub translations: &'k (dyn Fn(&str) -> Vec<(String, String)> + Sync),
}

impl<'t> Subject<'t> {
    /// The side that its author can still change: the translation, or the only text.
    pub fn own_side(&self) -> Side {
        match self.to {
            Some(_) => Side::Target,
            None => Side::Source,
        }
    }

    /// The language of a side; the source's where there is no translation.
    pub fn language(&self, side: Side) -> &LanguageTag {
        match side {
            Side::Target => self.to.as_ref().unwrap_or(&self.from),
            Side::Source => &self.from,
        }
    }

    /// The segments of a side with their numbers.
    pub fn passages(&self, side: Side) -> impl Iterator<Item = (usize, Passage<'t>)> {
        self.segments
            .iter()
            .enumerate()
            .filter_map(move |(number, aligned)| {
                let passage = match side {
                    Side::Source => aligned.source,
                    Side::Target => aligned.target,
                };
                Some((number, passage?))
            })
    }

    /// Whether, in a translation, the source of a paragraph is as a check wants it: what the
    /// source has, its translation may have too. Never of an article alone.
    pub(super) fn source_matches(
        &self,
        paragraph: &Paragraph<'_>,
        matches: impl Fn(&str) -> bool,
    ) -> bool {
        if self.to.is_none() {
            return false;
        }
        let sources: Vec<&str> = paragraph
            .sentences
            .iter()
            .filter_map(|(segment, _)| Some(self.segments.get(*segment)?.source?.text))
            .collect();
        !sources.is_empty() && matches(&sources.join(" "))
    }

    /// Every mention of the side that its author can still change, with its segment. They are
    /// looked for once, however many checks ask.
    pub fn own_mentions<'s>(
        &'s self,
        glossary: &'s Glossary,
    ) -> impl Iterator<Item = (usize, Passage<'t>, Mention)> + 's {
        self.mentions_by_passage(glossary)
            .flat_map(|(number, passage, mentions)| {
                let mentions = mentions.iter().cloned();
                mentions.map(move |mention| (number, passage, mention))
            })
    }
}
