//! The outer edges of an expression, made simple.
//!
//! Of what stands before a place it only matters that some match *ends* there, not where it
//! begins; behind the place it is the other way round. So a repetition at the outer edge need not
//! be longer than its least length (`\w+\.` asks for the same places as `\w\.`), and a word
//! boundary there is a character or an end of the text (`\bDr\.` asks for the same as
//! `(?:\A|\W)Dr\.`). Automata can then be built without the word boundaries of Unicode, which they
//! do not have, and stop early.

use std::sync::OnceLock;

use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Look, Repetition};

/// The outer edge of an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// Its start, for what stands before a place.
    Start,
    /// Its end, for what stands behind it.
    End,
}

impl Side {
    fn text_end(self) -> Look {
        match self {
            Self::Start => Look::Start,
            Self::End => Look::End,
        }
    }

    fn other(self) -> Self {
        match self {
            Self::Start => Self::End,
            Self::End => Self::Start,
        }
    }
}

/// An expression that matches at the same places, without word boundaries; `None` where there is
/// none.
pub(super) fn simplified(hir: &Hir, side: Side) -> Option<Hir> {
    at_edge(&without_groups(hir), side)
}

/// The same expression without captures, so that a sequence is one sequence.
fn without_groups(hir: &Hir) -> Hir {
    match hir.kind() {
        HirKind::Capture(capture) => without_groups(&capture.sub),
        HirKind::Concat(parts) => Hir::concat(parts.iter().map(without_groups).collect()),
        HirKind::Alternation(parts) => Hir::alternation(parts.iter().map(without_groups).collect()),
        HirKind::Repetition(repetition) => Hir::repetition(Repetition {
            sub: Box::new(without_groups(&repetition.sub)),
            ..repetition.clone()
        }),
        _ => hir.clone(),
    }
}

/// Simplifies a part that stands at the outer edge.
fn at_edge(hir: &Hir, side: Side) -> Option<Hir> {
    match hir.kind() {
        HirKind::Repetition(repetition) => match repetition.min {
            0 => Some(Hir::empty()),
            1 => at_edge(&repetition.sub, side),
            least => inner(&Hir::repetition(Repetition {
                max: Some(least),
                ..repetition.clone()
            })),
        },
        HirKind::Alternation(parts) => {
            let parts: Option<Vec<Hir>> = parts.iter().map(|part| at_edge(part, side)).collect();
            Some(Hir::alternation(parts?))
        }
        HirKind::Concat(parts) => sequence_at_edge(parts.clone(), side),
        HirKind::Look(look) if is_word_look(*look) => None,
        _ => Some(hir.clone()),
    }
}

fn sequence_at_edge(mut parts: Vec<Hir>, side: Side) -> Option<Hir> {
    let take = |parts: &mut Vec<Hir>| match side {
        _ if parts.is_empty() => None,
        Side::Start => Some(parts.remove(0)),
        Side::End => parts.pop(),
    };
    while let Some(outer) = take(&mut parts) {
        if parts.is_empty() {
            return at_edge(&outer, side);
        }
        let edge = match outer.kind() {
            HirKind::Look(look) if is_word_look(*look) => {
                word_look_at_edge(*look, rest_edge(&parts, side), side)?
            }
            _ => at_edge(&outer, side)?,
        };
        // What may be empty brings what stands behind it to the edge.
        if matches!(edge.kind(), HirKind::Empty) {
            continue;
        }
        let inside = inner_sequence(&parts, side.other(), edge_of(&edge, side.other()))?;
        return Some(match side {
            Side::Start => Hir::concat(vec![edge, inside]),
            Side::End => Hir::concat(vec![inside, edge]),
        });
    }
    Some(Hir::empty())
}

/// A word boundary at the outer edge as a character.
fn word_look_at_edge(look: Look, inner: Edge, side: Side) -> Option<Hir> {
    let wants_word = match (is_negated(look), inner) {
        (_, Edge::Mixed) => return None,
        (false, Edge::Word) | (true, Edge::Other) => false,
        (false, Edge::Other) | (true, Edge::Word) => true,
    };
    let mut class = word_class().clone();
    if wants_word {
        return Some(Hir::class(Class::Unicode(class)));
    }
    class.negate();
    Some(Hir::alternation(vec![
        Hir::look(side.text_end()),
        Hir::class(Class::Unicode(class)),
    ]))
}

/// Decides the word boundaries of a sequence whose outer neighbour is known; the side of `open`
/// is the one at which nothing is known.
fn inner_sequence(parts: &[Hir], open: Side, neighbour: Edge) -> Option<Hir> {
    let mut kept = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        let HirKind::Look(look) = part.kind() else {
            kept.push(inner(part)?);
            continue;
        };
        if !is_word_look(*look) {
            kept.push(part.clone());
            continue;
        }
        let outside = |side: Side| match side == open {
            true => Edge::Mixed,
            false => neighbour,
        };
        let left = match at {
            0 => outside(Side::Start),
            _ => rest_edge(&parts[..at], Side::End),
        };
        let right = match at + 1 == parts.len() {
            true => outside(Side::End),
            false => rest_edge(&parts[at + 1..], Side::Start),
        };
        match (left, right) {
            (Edge::Mixed, _) | (_, Edge::Mixed) => return None,
            (left, right) if (left != right) == is_negated(*look) => return Some(Hir::fail()),
            _ => {}
        }
    }
    Some(Hir::concat(kept))
}

/// A part inside: its own word boundaries cannot be decided but in a sequence.
fn inner(hir: &Hir) -> Option<Hir> {
    if !hir.properties().look_set().contains_word() {
        return Some(hir.clone());
    }
    match hir.kind() {
        HirKind::Alternation(parts) => {
            let parts: Option<Vec<Hir>> = parts.iter().map(inner).collect();
            Some(Hir::alternation(parts?))
        }
        HirKind::Concat(parts) => inner_sequence(parts, Side::Start, Edge::Mixed),
        _ => None,
    }
}

/// What all matches of an expression begin or end with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Edge {
    /// A character of a word.
    Word,
    /// Another character.
    Other,
    /// The one or the other, or nothing.
    Mixed,
}

/// The edge of a sequence: that of its outermost part, and of the next where that may be empty.
fn rest_edge(parts: &[Hir], side: Side) -> Edge {
    let mut edge = None;
    for at in 0..parts.len() {
        let part = match side {
            Side::Start => &parts[at],
            Side::End => &parts[parts.len() - 1 - at],
        };
        let (own, may_be_empty) = match part.kind() {
            HirKind::Look(_) => continue,
            HirKind::Repetition(repetition) if repetition.min == 0 => {
                (edge_of(&repetition.sub, side), true)
            }
            _ => (edge_of(part, side), false),
        };
        if edge.is_some_and(|edge| edge != own) {
            return Edge::Mixed;
        }
        edge = Some(own);
        if !may_be_empty {
            return own;
        }
    }
    Edge::Mixed
}

fn edge_of(hir: &Hir, side: Side) -> Edge {
    match hir.kind() {
        HirKind::Literal(literal) => {
            let text = std::str::from_utf8(&literal.0).unwrap_or("");
            let c = match side {
                Side::Start => text.chars().next(),
                Side::End => text.chars().next_back(),
            };
            match c {
                None => Edge::Mixed,
                Some(c) if regex_syntax::is_word_character(c) => Edge::Word,
                Some(_) => Edge::Other,
            }
        }
        HirKind::Class(Class::Unicode(class)) => edge_of_class(class),
        HirKind::Repetition(repetition) if repetition.min > 0 => edge_of(&repetition.sub, side),
        HirKind::Capture(capture) => edge_of(&capture.sub, side),
        HirKind::Concat(parts) => rest_edge(parts, side),
        HirKind::Alternation(parts) => {
            let mut edges = parts.iter().map(|part| edge_of(part, side));
            let first = edges.next().unwrap_or(Edge::Mixed);
            match edges.all(|edge| edge == first) {
                true => first,
                false => Edge::Mixed,
            }
        }
        _ => Edge::Mixed,
    }
}

fn edge_of_class(class: &ClassUnicode) -> Edge {
    let mut words = class.clone();
    words.intersect(word_class());
    if words.ranges().is_empty() {
        return Edge::Other;
    }
    match words == *class {
        true => Edge::Word,
        false => Edge::Mixed,
    }
}

fn word_class() -> &'static ClassUnicode {
    static CLASS: OnceLock<ClassUnicode> = OnceLock::new();
    CLASS.get_or_init(|| {
        let parsed = regex_syntax::parse(r"\w").map(Hir::into_kind);
        match parsed {
            Ok(HirKind::Class(Class::Unicode(class))) => class,
            _ => ClassUnicode::empty(),
        }
    })
}

fn is_word_look(look: Look) -> bool {
    look.as_repr() & (Look::WordUnicode.as_repr() | Look::WordUnicodeNegate.as_repr()) != 0
}

fn is_negated(look: Look) -> bool {
    look == Look::WordUnicodeNegate
}

/// The characters of a text at a place that an expression can match at all.
#[derive(Debug, Clone)]
pub(super) enum Characters {
    /// Every character, and none: the expression may match nothing.
    All,
    /// Only these.
    Some(ClassUnicode),
}

/// With what matches of an expression can begin or end.
pub(super) fn characters(hir: &Hir, side: Side) -> Characters {
    let mut ranges = Vec::new();
    match collect(hir, side, &mut ranges) {
        Width::Some => Characters::Some(ClassUnicode::new(ranges)),
        Width::None => Characters::All,
    }
}

/// Whether a part takes a character in any case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Width {
    Some,
    None,
}

fn collect(hir: &Hir, side: Side, ranges: &mut Vec<ClassUnicodeRange>) -> Width {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => Width::None,
        HirKind::Literal(literal) => {
            let text = std::str::from_utf8(&literal.0).unwrap_or("");
            let c = match side {
                Side::Start => text.chars().next(),
                Side::End => text.chars().next_back(),
            };
            ranges.extend(c.map(|c| ClassUnicodeRange::new(c, c)));
            if c.is_some() {
                Width::Some
            } else {
                Width::None
            }
        }
        HirKind::Class(Class::Unicode(class)) => {
            ranges.extend(class.iter());
            Width::Some
        }
        HirKind::Class(Class::Bytes(_)) => Width::None,
        HirKind::Repetition(repetition) => {
            let width = collect(&repetition.sub, side, ranges);
            if repetition.min == 0 {
                Width::None
            } else {
                width
            }
        }
        HirKind::Capture(capture) => collect(&capture.sub, side, ranges),
        HirKind::Concat(parts) => {
            let mut step = |part: &Hir| collect(part, side, ranges) == Width::Some;
            let takes = match side {
                Side::Start => parts.iter().any(&mut step),
                Side::End => parts.iter().rev().any(&mut step),
            };
            if takes { Width::Some } else { Width::None }
        }
        HirKind::Alternation(parts) => {
            let mut width = Width::Some;
            for part in parts {
                if collect(part, side, ranges) == Width::None {
                    width = Width::None;
                }
            }
            width
        }
    }
}
