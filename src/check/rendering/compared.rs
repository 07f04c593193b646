//! A translation beside its article: what each segment names on both sides, which concepts of
//! the source are named less often in the translation, and which the translation alone names.

use std::collections::BTreeSet;

use super::super::reading::Reading;
use super::super::{Knowledge, Passage, Side, Subject};
use super::words::{FreeWords, Words};
use crate::glossary::{Mention, MentionKind, Nesting, renderings};
use crate::lang::LanguageTag;
use crate::model::{ConceptEntry, ConceptId, PartOfSpeech, RelationKind};
use crate::text::Analyser;

/// How many sentences before and behind may name what a sentence leaves out or adds.
const BESIDE: usize = 1;

/// A document with its translation.
pub(super) struct Compared<'s, 't> {
    pub(super) sides: Vec<Sides<'s, 't>>,
    pub(super) to: &'s LanguageTag,
    from: &'s Analyser,
    /// Every concept that the source names somewhere.
    named: BTreeSet<ConceptId>,
}

/// A segment with the mentions of both sides.
pub(super) struct Sides<'s, 't> {
    pub(super) segment: usize,
    pub(super) source: Passage<'t>,
    pub(super) target: Passage<'t>,
    pub(super) own: &'s [Mention],
    pub(super) other: &'s [Mention],
    pub(super) words: Words<'s>,
    /// How the source and the translation are read.
    pub(super) readings: [Reading<'s, 't>; 2],
    free: FreeWords,
}

/// A concept of the source in whose place the translation names another.
pub(super) struct Swap<'s> {
    pub(super) own: &'s Mention,
    pub(super) other: &'s Mention,
}

impl<'s, 't> Compared<'s, 't> {
    /// What stands on both sides of a subject that is a translation.
    pub(super) fn new(
        subject: &'s Subject<'t>,
        to: &'s LanguageTag,
        knowledge: &'s Knowledge<'_>,
    ) -> Self {
        let sides: Vec<Sides<'s, 't>> = subject
            .both_readings()
            .map(|(segment, source, target)| {
                let own = source.mentions(knowledge.glossary);
                Sides {
                    segment,
                    source: source.passage(),
                    target: target.passage(),
                    own,
                    other: target.mentions(knowledge.glossary),
                    words: Words::of(target),
                    readings: [source, target],
                    free: FreeWords::of(source, own),
                }
            })
            .collect();
        let named = sides.iter().flat_map(|own| concepts_of(own.own)).collect();
        Self {
            sides,
            to,
            from: subject.analyser(Side::Source),
            named,
        }
    }

    /// The segments beside one, and itself.
    fn around(&self, at: usize) -> &[Sides<'s, 't>] {
        &self.sides[at.saturating_sub(BESIDE)..self.sides.len().min(at + BESIDE + 1)]
    }

    /// Concepts of the source that the translation of a segment names less often, each with one
    /// that only the translation names and that is of the same sort.
    pub(super) fn swaps(&self, at: usize) -> Vec<Swap<'s>> {
        let own = &self.sides[at];
        let lacking = own.lacking(self.to);
        let mut strangers: Vec<&Mention> = own
            .other
            .iter()
            .filter(|mention| mention.nesting == Nesting::Outer && self.is_stranger(at, mention))
            .collect();
        let mut swaps = Vec::new();
        for mention in lacking {
            let fits = |other: &&Mention| {
                sort_of(&other.entry) == sort_of(&mention.entry)
                    && !are_related(&mention.entry, &other.entry)
                    && !are_one_role(&mention.entry, &other.entry, self.to)
                    && !own.words.is_part_of(other, &mention.entry)
                    && !own.words.share_a_notion(&mention.entry, &other.entry)
            };
            if let Some(place) = strangers.iter().position(fits) {
                let other = strangers.remove(place);
                swaps.push(Swap {
                    own: mention,
                    other,
                });
            }
        }
        swaps
    }

    /// The names that the translation of a segment has and the source has nowhere; the country of
    /// an office whose title has it.
    pub(super) fn added(&self, at: usize) -> impl Iterator<Item = &'s Mention> {
        let mut is_outer_strange = false;
        self.sides[at].other.iter().filter(move |mention| {
            let is_inner = mention.nesting == Nesting::Inner;
            if is_inner && !is_outer_strange {
                return false;
            }
            let is_strange = is_plain(mention)
                && self.is_stranger(at, mention)
                && !self.is_named(&self.named, mention);
            if !is_inner {
                is_outer_strange = is_strange && !is_name(&mention.entry);
            }
            is_strange && is_name(&mention.entry)
        })
    }

    /// Whether nothing in the source of a segment or beside it speaks for a mention of its
    /// translation: no mention of the concept or of one that has to do with it, no words of its
    /// names, no name that sounds like it.
    fn is_stranger(&self, at: usize, mention: &Mention) -> bool {
        if matches!(mention.kind, MentionKind::Variant | MentionKind::Composed) {
            return false;
        }
        let around = self.around(at);
        let named = around.iter().flat_map(|own| concepts_of(own.own)).collect();
        let written = &self.sides[at].target.text[mention.span.clone()];
        !self.is_named(&named, mention)
            && !around.iter().any(|own| {
                own.free.have_half_of(&mention.entry, self.from) || own.free.sound_like(written)
            })
    }

    /// Whether a concept, another of the same term, or one of its relations is among some.
    fn is_named(&self, named: &BTreeSet<ConceptId>, mention: &Mention) -> bool {
        let entries = mention.also.iter().chain([&mention.entry]);
        entries.into_iter().any(|entry| {
            let mut relations = entry.relations.iter();
            named.contains(&entry.id) || relations.any(|one| named.contains(&one.target))
        })
    }
}

impl Sides<'_, '_> {
    /// The mentions of the source that stand by themselves, have renderings, and none of them here.
    pub(super) fn unrendered<'s>(
        &'s self,
        to: &'s LanguageTag,
    ) -> impl Iterator<Item = &'s Mention> {
        let rendered = concepts_of(self.other);
        self.own
            .iter()
            .filter(move |mention| self.is_unrendered(mention, &rendered, to))
    }

    fn is_unrendered(
        &self,
        mention: &Mention,
        rendered: &BTreeSet<ConceptId>,
        to: &LanguageTag,
    ) -> bool {
        mention.nesting == Nesting::Outer
            && !self.is_another_word(mention)
            && !self.keeps_acronym(mention)
            && !renderings(&mention.entry, mention.term(), to).is_empty()
            && !is_rendered(mention, rendered)
            && !self.words.have_one_of(&mention.entry, to)
    }

    /// Whether a mention may be another word than the term: "talk" and "talking" need not be of
    /// talks.
    fn is_another_word(&self, mention: &Mention) -> bool {
        let written = &self.source.text[mention.span.clone()];
        let term = &mention.term().text;
        let is_common = |text: &str| !text.contains(|c: char| !c.is_ascii_lowercase());
        mention.kind == MentionKind::Inflected
            && is_common(written)
            && is_common(term)
            && (written.ends_with("ing") && !term.ends_with("ing")
                || written.ends_with("ed") && !term.ends_with("ed")
                || term.ends_with('s') && !written.ends_with('s'))
    }

    /// Whether the translation keeps an acronym of the source as it is, as many do with FBI.
    fn keeps_acronym(&self, mention: &Mention) -> bool {
        let written = &self.source.text[mention.span.clone()];
        let is_acronym = written.len() >= 2 && written.bytes().all(|b| b.is_ascii_uppercase());
        let mut words = self.target.text.split(|c: char| !c.is_ascii_alphanumeric());
        is_acronym && words.any(|word| word == written)
    }
}

impl<'s> Sides<'s, '_> {
    /// Whether the translation leaves a name as it is in the source.
    pub(super) fn leaves(&self, mention: &Mention) -> bool {
        self.target
            .text
            .contains(&self.source.text[mention.span.clone()])
    }

    /// The concepts that the source names more often than the translation does, those that it does
    /// not name at all first.
    fn lacking(&self, to: &LanguageTag) -> Vec<&'s Mention> {
        let rendered = concepts_of(self.other);
        let mut seen = BTreeSet::new();
        let firsts: Vec<&'s Mention> = self
            .own
            .iter()
            .filter(|mention| seen.insert(&mention.entry.id))
            .collect();
        let (mut lacking, others): (Vec<_>, Vec<_>) = firsts
            .into_iter()
            .partition(|mention| self.is_unrendered(mention, &rendered, to));
        lacking.extend(others.into_iter().filter(|mention| {
            let times = |mentions: &[Mention]| {
                let is_same = |one: &&Mention| {
                    one.entry.id == mention.entry.id
                        || one.also.iter().any(|entry| entry.id == mention.entry.id)
                };
                mentions.iter().filter(is_same).count()
            };
            mention.nesting == Nesting::Outer && times(self.other) < times(self.own)
        }));
        lacking
    }
}

/// Of what sort a concept is, so that one may stand in the place of another: all places are of
/// one, all bodies, all offices; else what the glossary calls its subject.
fn sort_of(entry: &ConceptEntry) -> &str {
    match entry.subject.as_deref().unwrap_or_default() {
        "country" | "territory" | "capital" => "place",
        "region" | "sea" => "region",
        "organisation" | "organ" | "parliament" | "ministry" | "armed-forces" | "forum" => "body",
        "treaty" | "agreement" => "treaty",
        "office" | "rank" => "office",
        other => other,
    }
}

/// Whether a concept is one thing with a name, so that a translation that has it where the source
/// has nothing of it says something new.
fn is_name(entry: &ConceptEntry) -> bool {
    matches!(
        entry.subject.as_deref(),
        Some("country" | "territory" | "organisation" | "treaty" | "person")
    )
}

/// Whether a mention is surely of its concept, though nothing in the source speaks for it: the
/// name itself, no adjective or ending that may belong to another word, nor two characters that
/// may be part of a longer name.
fn is_plain(mention: &Mention) -> bool {
    let term = mention.term();
    let is_ideographic = term
        .text
        .chars()
        .all(|letter| ('一'..='龥').contains(&letter));
    let least = if is_ideographic { 3 } else { 4 };
    matches!(mention.kind, MentionKind::Exact | MentionKind::Folded)
        && term.part_of_speech != Some(PartOfSpeech::Adjective)
        && term.text.chars().count() >= least
}

/// Whether the title of one in the language of the translation is in that of the other: the
/// president, for the president of a state.
fn are_one_role(left: &ConceptEntry, right: &ConceptEntry, to: &LanguageTag) -> bool {
    let titles = |entry: &ConceptEntry| -> Vec<String> {
        let texts = entry.terms_in(to).map(|term| term.text.to_lowercase());
        texts.collect()
    };
    let (left_titles, right_titles) = (titles(left), titles(right));
    let is_within = |one: &[String], other: &[String]| {
        let mut all = one.iter();
        all.any(|title| other.iter().any(|longer| longer.contains(title.as_str())))
    };
    sort_of(left) == "office"
        && (is_within(&left_titles, &right_titles) || is_within(&right_titles, &left_titles))
}

/// Whether one entry names the other among its relations, or in its note as a capital its state.
fn are_related(left: &ConceptEntry, right: &ConceptEntry) -> bool {
    let names = |one: &ConceptEntry, other: &ConceptEntry| {
        let mut relations = one.relations.iter();
        let note = one.note.as_deref().unwrap_or_default();
        relations.any(|relation| relation.target == other.id)
            || !note.is_empty() && other.terms.iter().any(|term| note == term.text)
    };
    names(left, right) || names(right, left)
}

/// The concepts of some mentions, those of other entries of the same terms too.
fn concepts_of(mentions: &[Mention]) -> BTreeSet<ConceptId> {
    mentions
        .iter()
        .flat_map(|mention| {
            let also = mention.also.iter().map(|entry| entry.id.clone());
            also.chain([mention.entry.id.clone()])
        })
        .collect()
}

/// A composed title may be rendered by its parts, wherever they stand in the sentence.
fn are_parts_rendered(mention: &Mention, rendered: &BTreeSet<ConceptId>) -> bool {
    let mut parts = mention.entry.related(RelationKind::HasPart, None);
    mention.kind == MentionKind::Composed && parts.all(|part| rendered.contains(&part.target))
}

fn is_rendered(mention: &Mention, rendered: &BTreeSet<ConceptId>) -> bool {
    let mut also = mention.also.iter();
    rendered.contains(&mention.entry.id)
        || are_parts_rendered(mention, rendered)
        || also.any(|entry| rendered.contains(&entry.id))
}
