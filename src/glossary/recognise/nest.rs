//! Overlaps: which of the mentions that were found stand, and which inside others.

use std::ops::Range;

use crate::glossary::mention::{Mention, MentionKind, Nesting};

/// Keeps the leftmost longest mentions and, inside them, those of another kind of concept:
/// the organisation inside the office, but not "National Security Council" inside "Supreme
/// National Security Council". Of two in one place, what is surer stands.
pub(super) fn nest(mut found: Vec<Mention>) -> Vec<Mention> {
    found.sort_by(|left, right| {
        let by_place = (left.span.start, right.span.end).cmp(&(right.span.start, left.span.end));
        by_place.then(left.kind.cmp(&right.kind))
    });
    drop_cut_bodies(&mut found);
    let mut kept: Vec<Mention> = Vec::with_capacity(found.len());
    // Numbers of the kept mentions that the next one may stand in.
    let mut open: Vec<usize> = Vec::new();
    for mut mention in without_crossing(found) {
        open.retain(|outer| mention.span.start < kept[*outer].span.end);
        let fits = open
            .iter()
            .all(|outer| may_stand_inside(&mention, &kept[*outer]));
        if fits {
            if !open.is_empty() {
                mention.nesting = Nesting::Inner;
            }
            open.push(kept.len());
            kept.push(mention);
        }
    }
    kept
}

/// Drops bodies that end inside an office whose words begin right behind their state: 国防部 in
/// 乌兹别克斯坦国防部长 is a part of the minister, not of the ministry of that state. By their starts.
fn drop_cut_bodies(found: &mut Vec<Mention>) {
    let subject = |own: &Mention, wanted: &str| own.entry.subject.as_deref() == Some(wanted);
    let mut cut: Vec<usize> = Vec::new();
    for (at, office) in found.iter().enumerate() {
        if !subject(office, "office") || office.kind == MentionKind::Variant {
            continue;
        }
        let before = (0..at).rev().take(REACH);
        let states: Vec<usize> = before
            .clone()
            .filter(|own| {
                found[*own].span.end == office.span.start && subject(&found[*own], "country")
            })
            .map(|own| found[own].span.start)
            .collect();
        cut.extend(before.filter(|own| {
            let body = &found[*own].span;
            states.contains(&body.start)
                && office.span.start < body.end
                && body.end < office.span.end
        }));
    }
    if !cut.is_empty() {
        let mut at = 0;
        found.retain(|_| {
            at += 1;
            !cut.contains(&(at - 1))
        });
    }
}

/// The mentions without those variants that cross a surer mention of several words: it begins in
/// them and ends behind them, or the other way round.
fn without_crossing(found: Vec<Mention>) -> Vec<Mention> {
    let sure: Vec<Range<usize>> = found
        .iter()
        .filter(|mention| mention.kind != MentionKind::Variant)
        .map(|mention| mention.span.clone())
        .collect();
    if sure.len() == found.len() {
        return found;
    }
    let crosses = |own: &Range<usize>| {
        // Sorted by their starts: nothing from here on touches it.
        let end = sure.partition_point(|span| span.start < own.end);
        sure[..end].iter().rev().take(REACH).any(|span| {
            let overlap = span.end > own.start;
            overlap
                && (span.start < own.start && span.end < own.end
                    || span.start > own.start && span.end > own.end)
        })
    };
    let crossing: Vec<bool> = found
        .iter()
        .map(|mention| mention.kind == MentionKind::Variant && crosses(&mention.span))
        .collect();
    let stands = found.into_iter().zip(crossing);
    stands
        .filter_map(|(mention, crosses)| (!crosses).then_some(mention))
        .collect()
}

/// How many mentions before the end of a variant are looked at: more never overlap one title.
const REACH: usize = 32;

/// Whether a mention may stand inside another: when it is of another subject field, a state in
/// an organ, an organ in an office, but no office or rank in anything ("Governors" in "Board of
/// Governors"), nothing but places in a state, no state in the name of another place ("South China
/// Sea", "Central American"), no city or region in the name of an organisation or treaty ("Shanghai
/// Cooperation Organisation"), no treaty in the name of the organisation that it founds, and nothing
/// in the name of a person ("Israel Katz"); and what is only near a term, only in an office.
fn may_stand_inside(mention: &Mention, outer: &Mention) -> bool {
    let (own, around) = (
        mention.entry.subject.as_deref(),
        outer.entry.subject.as_deref(),
    );
    let is_office = |subject| matches!(subject, Some("office" | "rank"));
    let is_sure = mention.kind != MentionKind::Variant || is_office(around);
    let is_in_place = own == Some("country") && matches!(around, Some("region" | "sea"));
    let is_place = matches!(
        own,
        Some("region" | "sea" | "capital" | "city" | "territory")
    );
    let is_in_state = around == Some("country") && !is_place;
    let is_in_name = matches!(own, Some("city" | "capital" | "region" | "sea"))
        && matches!(
            around,
            Some("organisation" | "media" | "treaty" | "agreement" | "forum")
        );
    let is_founding = own == Some("treaty") && around == Some("organisation");
    mention.span.end <= outer.span.end
        && !is_in_place
        && !is_in_state
        && !is_in_name
        && around != Some("person")
        && !is_founding
        && mention.span != outer.span
        && own != around
        && !is_office(own)
        && is_sure
}
