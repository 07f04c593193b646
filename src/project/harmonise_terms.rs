//! One rendering for each term: what the glossary says instead of what units say otherwise.
//!
//! Judged for each term of the source by itself, not for its concept: the Islamic Republic of Iran
//! and Iran are one concept and have renderings of their own. Only words that stand letter by
//! letter as a term of the glossary are exchanged; inflected ones are named, for a person to mend.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use super::harmonise::{Harmonised, HarmonisedWhat, Proposal, UnitChange};
use super::memory_check::{day_of, text_of};
use super::{MemoryCheckOptions, Period, Project, ProjectError};
use crate::glossary::{Mention, MentionKind, Nesting, renderings};
use crate::lang::LanguageTag;
use crate::model::{
    ConceptEntry, ConceptId, PartOfSpeech, Term, TermStatus, TermType, Unit, UnitId,
};

/// How many units are looked at together.
const STRETCH: usize = 16 * 1024;

/// How many of them one thread takes at a time.
const PART: usize = 256;

/// How many units are named for a person to mend, of each proposal.
const NAMED: usize = 20;

/// A term of the source: its concept and its place among the terms of the entry.
type Key = (ConceptId, usize);

/// How a term of the source is rendered.
struct Renderings {
    entry: Arc<ConceptEntry>,
    /// The units by the term of the entry that they have.
    units: BTreeMap<usize, Vec<UnitId>>,
}

/// What is to become of the units of one term.
struct Plan<'r> {
    entry: &'r ConceptEntry,
    source: &'r Term,
    chosen: &'r Term,
    others: Vec<(usize, &'r [UnitId])>,
    kept: usize,
}

impl Project {
    /// Proposes the glossary's rendering of each term that units render otherwise; `changed` has
    /// the units that change anyway, which are left alone. Units come back with their new text.
    pub(super) fn harmonise_terms(
        &self,
        options: &MemoryCheckOptions<'_>,
        changed: &mut HashMap<UnitId, UnitChange>,
        harmonised: &mut Harmonised,
    ) -> Result<(), ProjectError> {
        let (from, to) = self.memory_languages(options)?;
        for to in &to {
            let found = self.term_renderings((&from, to), &options.period)?;
            let mut plans: Vec<Plan<'_>> = found
                .iter()
                .filter_map(|(key, own)| plan(key, own, to))
                .collect();
            let weight = |plan: &Plan<'_>| -> usize {
                plan.others.iter().map(|(_, units)| units.len()).sum()
            };
            plans.sort_by_key(|plan| (std::cmp::Reverse(weight(plan)), plan.entry.id.clone()));
            for plan in plans.iter().take(options.limit) {
                let languages = (from.clone(), to.clone());
                if let Some(proposal) = self.propose_term(plan, languages, changed)? {
                    harmonised.proposals.push(proposal);
                }
            }
        }
        Ok(())
    }

    /// How the units render each term of their sources; one look at every unit.
    fn term_renderings(
        &self,
        languages: (&LanguageTag, &LanguageTag),
        period: &Period,
    ) -> Result<BTreeMap<Key, Renderings>, ProjectError> {
        let days = self.days()?;
        let mut all = BTreeMap::new();
        let mut stretch = Vec::with_capacity(STRETCH);
        for source in self.store.sources()? {
            for unit in self.store.units(source.import) {
                let unit = unit?;
                if !period.has(day_of(&unit.1, &days)) {
                    continue;
                }
                stretch.push(unit);
                if stretch.len() == STRETCH {
                    self.look_for_terms(&stretch, languages, &mut all);
                    stretch.clear();
                }
            }
        }
        self.look_for_terms(&stretch, languages, &mut all);
        Ok(all)
    }

    fn look_for_terms(
        &self,
        units: &[(UnitId, Unit)],
        (from, to): (&LanguageTag, &LanguageTag),
        all: &mut BTreeMap<Key, Renderings>,
    ) {
        let found: Vec<(UnitId, Mention, usize)> = units
            .par_chunks(PART)
            .flat_map_iter(|part| {
                part.iter().flat_map(|(id, unit)| {
                    let pairs = self.pairs_of(unit, from, to);
                    pairs.into_iter().map(|(own, term)| (*id, own, term))
                })
            })
            .collect();
        for (id, mention, term) in found {
            let key = (mention.entry.id.clone(), mention.term);
            let own = all.entry(key).or_insert_with(|| Renderings {
                entry: mention.entry,
                units: BTreeMap::new(),
            });
            own.units.entry(term).or_default().push(id);
        }
    }

    /// The terms that a unit names once on each side: the mention of the source, and by which
    /// term the other side has it.
    fn pairs_of(&self, unit: &Unit, from: &LanguageTag, to: &LanguageTag) -> Vec<(Mention, usize)> {
        let (source, target) = (text_of(unit, from), text_of(unit, to));
        if source.is_empty() || target.is_empty() {
            return Vec::new();
        }
        let outer = |mention: &Mention| mention.nesting == Nesting::Outer;
        let mut named = self.glossary.mentions(&source, from);
        named.retain(|mention| outer(mention) && mention.also.is_empty());
        if named.is_empty() {
            return Vec::new();
        }
        let mut rendered = self.glossary.mentions(&target, to);
        rendered.retain(outer);
        let counts = |mentions: &[Mention], id: &ConceptId| {
            mentions.iter().filter(|own| own.entry.id == *id).count()
        };
        named
            .iter()
            .filter(|own| counts(&named, &own.entry.id) == 1)
            .filter(|own| counts(&rendered, &own.entry.id) == 1)
            .filter_map(|own| {
                let other = rendered
                    .iter()
                    .find(|other| other.entry.id == own.entry.id)?;
                Some((own.clone(), other.term))
            })
            .collect()
    }

    fn propose_term(
        &self,
        plan: &Plan<'_>,
        languages: (LanguageTag, LanguageTag),
        changed: &mut HashMap<UnitId, UnitChange>,
    ) -> Result<Option<Proposal>, ProjectError> {
        let to = languages.1.clone();
        let origins = self.origins()?;
        let mut proposal = Proposal {
            what: HarmonisedWhat::Term,
            source: plan.source.text.clone(),
            target: plan.chosen.text.clone(),
            count: plan.kept,
            replaces: Vec::new(),
            by_hand: Vec::new(),
            days: Vec::new(),
            languages,
        };
        for (term, ids) in &plan.others {
            let term = &plan.entry.terms[*term];
            let mut days = Vec::new();
            for id in *ids {
                let Some(unit) = self.store.unit(*id)? else {
                    continue;
                };
                let lineage = origins.lineage(*id, &unit, &to);
                days.extend(lineage.date);
                // A unit that has another change gets this one too.
                let text = match changed.get(id).filter(|own| own.language == to) {
                    Some(own) => own.new.clone(),
                    None => text_of(&unit, &to),
                };
                match self.exchanged(&text, &to, plan) {
                    Some(new) => {
                        let old = text_of(&unit, &to);
                        let line = unit.origin.line;
                        let language = to.clone();
                        let change = UnitChange {
                            line,
                            language,
                            old,
                            new,
                        };
                        changed.insert(*id, change);
                    }
                    None if proposal.by_hand.len() < NAMED => {
                        proposal.by_hand.push(format!("{}: {text}", lineage.unit));
                    }
                    None => {}
                }
            }
            proposal.replaces.push((term.text.clone(), ids.len()));
            let range = days.iter().min().cloned().zip(days.iter().max().cloned());
            proposal.days.push(range);
        }
        Ok((!proposal.replaces.is_empty()).then_some(proposal))
    }

    /// A target with the chosen term instead of another of its entry; `None` where that is not
    /// written letter by letter.
    fn exchanged(&self, text: &str, to: &LanguageTag, plan: &Plan<'_>) -> Option<String> {
        let mentions = self.glossary.mentions(text, to);
        let mention = mentions
            .iter()
            .find(|own| own.entry.id == plan.entry.id && own.nesting == Nesting::Outer)?;
        let is_exact = matches!(mention.kind, MentionKind::Exact | MentionKind::Folded)
            || mention.kind == MentionKind::Acronym
                && text[mention.span.clone()] == mention.term().text;
        let is_sure =
            is_exact && mention.also.is_empty() && mention.term().text != plan.chosen.text;
        let (before, behind) = (&text[..mention.span.start], &text[mention.span.end..]);
        is_sure.then(|| format!("{before}{}{behind}", plan.chosen.text))
    }
}

/// What is to become of the renderings of a term; `None` where nothing is.
fn plan<'r>(key: &Key, own: &'r Renderings, to: &LanguageTag) -> Option<Plan<'r>> {
    let entry = own.entry.as_ref();
    let source = entry.terms.get(key.1)?;
    if source.part_of_speech == Some(PartOfSpeech::Adjective) {
        return None;
    }
    let chosen = *renderings(entry, source, to).first()?;
    // One way of saying it is in harmony, whichever the glossary prefers.
    let is_one = own.units.len() < 2;
    // Another name of the concept has renderings of its own.
    let is_main = entry.preferred(&source.language).map(|term| &term.text) == Some(&source.text);
    let units = own.units.iter();
    let others: Vec<(usize, &[UnitId])> = units
        .filter(|(term, _)| {
            let term = &entry.terms[**term];
            let is_wrong = term.status > TermStatus::Admitted;
            is_replaced(term, chosen) && (is_wrong || is_main && !is_one)
        })
        .map(|(term, ids)| (*term, ids.as_slice()))
        .collect();
    let kept = own.units.iter();
    let kept = kept.filter(|(term, _)| entry.terms[**term].text == chosen.text);
    (!others.is_empty()).then(|| Plan {
        entry,
        source,
        chosen,
        kept: kept.map(|(_, ids)| ids.len()).sum(),
        others,
    })
}

/// Whether a term gives way to the one that is chosen: it should not be used, or it is another
/// whole form. Acronyms, short forms, what is part of the chosen term and what has more than it may
/// stand for it, and what was right once may be right in its article.
fn is_replaced(term: &Term, chosen: &Term) -> bool {
    if term.text == chosen.text || term.part_of_speech == Some(PartOfSpeech::Adjective) {
        return false;
    }
    if term.status > TermStatus::Admitted {
        return true;
    }
    let is_shorter = matches!(term.kind, Some(TermType::Acronym | TermType::Short))
        || chosen.text.contains(&term.text)
        || term.text.contains(&chosen.text);
    !is_shorter && term.valid_until.is_none() && term.valid_from.is_none()
}
