//! Titles and names that are written otherwise than their terms: variants by content words.
//!
//! A term of several words is a set of content words, among them the country or
//! organisation that owns it, in whatever form ([`form`]). A stretch of a text is a variant of it when it has the same content
//! words in an order that the language allows, with other function words between them, with one
//! qualifier (national, supreme) more or less, or with one typing mistake ([`fit`]). Another
//! owner or any other word that differs makes it another title. Found through the two rarest
//! words of each term, in time linear in the text and in the terms that share these.

mod atom;
mod fit;
mod form;
mod places;
mod reason;
#[cfg(test)]
mod tests;
mod weight;

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashSet;

pub(super) use form::{Titles, TitlesBuilder};

use super::mention::{Mention, MentionKind, Nesting};
use super::recognise::{Found, Marks, Owners, Reader};
use crate::model::TermStatus;
use atom::{Atom, atoms};
use fit::{Fit, Fitter, Forms};

/// How near a variant must be to its term.
const LEAST_SIMILARITY: f64 = 0.7;

/// How many content words a title has at the most.
const MOST_WORDS: usize = 12;

/// How many tokens the names of owners in one title take more than one each.
const OWNER_TOKENS: usize = 16;

/// How many tokens beside a mention can say that it is another office, or of another owner: the
/// longest name of a state, and function words.
const NEIGHBOURS: usize = 12;

/// Adds the variants of a text to the mentions that were found by their terms, and takes away
/// those mentions that belong to another owner than the text says.
pub(super) fn add_variants(reader: &Reader<'_>, found: &mut Vec<Found>) {
    let titles = reader.index.titles();
    if titles.is_empty() {
        return;
    }
    let mut starts = Marks::none_of(reader.read.tokens.len());
    found.iter().for_each(|own| starts.set(own.tokens.start));
    reader.read.note_starts(starts);
    let mut variants: Vec<Found> = Vec::new();
    let mut refused: Vec<usize> = Vec::new();
    let forms = Forms::default();
    for zone in zones(reader, found) {
        let atoms = atoms(reader, Owners::All, zone.clone());
        let span = reader.read.tokens[zone.start].start..reader.read.tokens[zone.end - 1].end();
        let first = found.partition_point(|own| own.mention.span.start < span.start);
        let end = found.partition_point(|own| own.mention.span.start < span.end);
        refused.extend((first..end).filter(|at| !stands(reader, &atoms, &found[*at])));
        let fitter = Fitter::new(reader, &atoms, &forms);
        for run in runs(&atoms) {
            let mut fits = fits_in(&fitter, run);
            fits.sort_by(|left, right| {
                let by_place = (left.first, right.last).cmp(&(right.first, left.last));
                by_place.then(right.similarity.total_cmp(&left.similarity))
            });
            let places = best_of_places(fits);
            let mentions = places
                .iter()
                .filter_map(|fits| mention_of(reader, &atoms, &fitter, fits));
            variants.extend(mentions.filter(|variant| stands(reader, &atoms, variant)));
        }
    }
    let mut at = 0;
    found.retain(|_| {
        at += 1;
        refused.binary_search(&(at - 1)).is_err()
    });
    variants.retain(|variant| !is_said_by_term(variant, found));
    found.extend(variants);
}

/// Whether a mention of a term stands in the place of a variant, which then says nothing new; but
/// when the term is a deprecated one of the same entry, the mention is told to be the variant
/// that it is.
fn is_said_by_term(variant: &Found, found: &mut [Found]) -> bool {
    let span = &variant.mention.span;
    // Sorted by their starts.
    let first = found.partition_point(|own| own.mention.span.start < span.start);
    let mut there = found[first..].iter_mut();
    let mut there = there
        .by_ref()
        .take_while(|own| own.mention.span.start == span.start);
    let Some(own) = there.find(|own| own.mention.span == *span) else {
        return false;
    };
    let is_deprecated = own.mention.term().status > TermStatus::Admitted;
    if own.entry == variant.entry && is_deprecated {
        own.mention.kind = MentionKind::Variant;
        own.mention.similarity = variant.mention.similarity;
        own.mention.reason.clone_from(&variant.mention.reason);
    }
    true
}

/// The tokens around everything that may be a variant or that its surroundings may refuse: so
/// most of a text is never looked at twice.
fn zones(reader: &Reader<'_>, found: &[Found]) -> Vec<Range<usize>> {
    let tokens = &reader.read.tokens;
    let mut centres = places::centres(reader, found, NEIGHBOURS);
    let questionable = found.iter().filter(|own| {
        is_office(&own.mention) || reader.index.titles().owners_of(own.entry).next().is_some()
    });
    centres.extend(questionable.map(|own| {
        let tokens = &own.tokens;
        tokens.start.saturating_sub(NEIGHBOURS)..tokens.end + NEIGHBOURS
    }));
    centres.sort_by_key(|centre| centre.start);
    let mut zones: Vec<Range<usize>> = Vec::new();
    for centre in centres {
        let zone = centre.start..centre.end.min(tokens.len());
        match zones.last_mut() {
            Some(last) if zone.start <= last.end => last.end = last.end.max(zone.end),
            _ => zones.push(zone),
        }
    }
    zones
}

/// Whether what stands around a mention leaves it what it is.
fn stands(reader: &Reader<'_>, atoms: &[Atom], found: &Found) -> bool {
    let inside = atoms_in(atoms, &found.mention);
    !is_of_another_owner(reader, atoms, found, &inside)
        && !is_another_office(reader.index.titles(), atoms, &found.mention, &inside)
}

/// The stretches of a text in which a title may stand: between the marks and words that end one.
fn runs(atoms: &[Atom]) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        while atoms.get(at).is_some_and(|atom| atom.is_end()) {
            at += 1;
        }
        let start = at;
        while atoms.get(at).is_some_and(|atom| !atom.is_end()) {
            at += 1;
        }
        (start < at).then_some(start..at)
    })
}

/// Every way in which a stretch of a text fits the content words of a term.
fn fits_in(fitter: &Fitter<'_>, run: Range<usize>) -> Vec<Fit> {
    let mut fits: Vec<Fit> = Vec::new();
    let mut tried: FxHashSet<(u32, usize)> = FxHashSet::default();
    places::leads_of_atoms(fitter, run, |stretch, leads| {
        for lead in leads {
            let form = fitter.form(lead.form);
            for start in lead.at.saturating_sub(lead.reach).max(stretch.start)..=lead.at {
                if fitter.begins(&form, start) && tried.insert((lead.form, start)) {
                    fits.extend(fitter.best_from((lead.form, &form), start, stretch.clone()));
                }
            }
        }
    });
    fits
}

/// The best fits of each place; those that are as good as the best are kept beside it.
fn best_of_places(fits: Vec<Fit>) -> Vec<Vec<Fit>> {
    let mut places: Vec<Vec<Fit>> = Vec::new();
    for fit in fits {
        match places.last_mut() {
            Some(place) if place[0].is_at_place_of(&fit) => {
                if fit.similarity >= place[0].similarity - SAME {
                    place.push(fit);
                }
            }
            _ => places.push(vec![fit]),
        }
    }
    places
}

/// Similarities that differ by less are the same.
const SAME: f64 = 1e-9;

/// The mention of the first of equal fits, with the other concepts beside it.
fn mention_of(
    reader: &Reader<'_>,
    atoms: &[Atom],
    fitter: &Fitter<'_>,
    fits: &[Fit],
) -> Option<Found> {
    let index = reader.index;
    let term_of = |fit: &Fit| index.titles().term(fit.form);
    let best = fits
        .iter()
        .min_by_key(|fit| index.term(&term_of(fit)).status)?;
    let reason = fitter.reason(best)?;
    let term = term_of(best);
    let others: Vec<_> = fits.iter().map(term_of).collect();
    let span = atoms[best.first].span.start..atoms[best.last].span.end;
    let tokens = &reader.read.tokens;
    let mention = Mention {
        entry: Arc::clone(index.entry(&term)),
        term: term.term,
        kind: MentionKind::Variant,
        similarity: best.similarity,
        reason: Some(reason),
        nesting: Nesting::Outer,
        also: index.others(&term, others.iter()),
        span: span.clone(),
    };
    Some(Found {
        mention,
        entry: term.entry,
        tokens: tokens.partition_point(|token| token.end() <= span.start)
            ..tokens.partition_point(|token| token.start < span.end),
    })
}

/// The numbers of the atoms in a mention.
fn atoms_in(atoms: &[Atom], mention: &Mention) -> Range<usize> {
    let first = atoms.partition_point(|atom| atom.span.end <= mention.span.start);
    let end = atoms.partition_point(|atom| atom.span.start < mention.span.end);
    first..end.max(first)
}

/// Whether a text gives a title to another country or organisation than its entry says:
/// "Supreme Leader of Kazakhstan" is not that of Iran.
fn is_of_another_owner(
    reader: &Reader<'_>,
    atoms: &[Atom],
    found: &Found,
    inside: &Range<usize>,
) -> bool {
    let own = reader.index.titles().owners_of(found.entry);
    let names_one = || {
        atoms[inside.clone()]
            .iter()
            .any(|atom| atom.owner().is_some())
    };
    own.clone().next().is_some()
        && inside.len() > 1
        && !names_one()
        && fit::neighbouring_owners(reader, atoms, inside.clone())
            .any(|owner| !own.clone().any(|own| own == owner))
}

/// Whether the word before an office makes another one of it: "deputy attorney general" is no
/// attorney general.
fn is_another_office(
    titles: &Titles,
    atoms: &[Atom],
    mention: &Mention,
    inside: &Range<usize>,
) -> bool {
    let before = inside.start.checked_sub(1).map(|at| &atoms[at]);
    is_office(mention) && before.is_some_and(|atom| atom.keys().any(|key| titles.is_modifier(key)))
}

fn is_office(mention: &Mention) -> bool {
    matches!(mention.entry.subject.as_deref(), Some("office" | "rank"))
}
