//! Repaired targets: the translation of a match, with what differs carried over.
//!
//! Where numbers, placeables or terms of the glossary are all that differs between a segment and
//! the source of a match, what stands for them in the target can be exchanged. A repair is only
//! made where it is certain: every difference is accounted for, what stood for it is found in the
//! target as often as in the source, and nothing around it has to change with it. Otherwise there
//! is none.

use std::ops::Range;

use super::repair_number;
use super::repair_term::{Swap, TermRepairer};
use crate::glossary::Glossary;
use crate::lang::LanguageTag;
use crate::similarity::{Edit, align_tokens};
use crate::text::{Analyser, Folding, Foldings, Token, TokenClass, foldings_between};

/// A target in which what differs was carried over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repaired {
    /// The target.
    pub target: String,
    /// What was changed, in the order of the target.
    pub changes: Vec<Change>,
}

/// One change of a target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What stood there.
    pub from: String,
    /// What stands there now.
    pub to: String,
    /// What it is.
    pub kind: ChangeKind,
    /// The bytes of the repaired target that it takes.
    pub span: Range<usize>,
}

/// What was changed in a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeKind {
    /// A number, a date or a time.
    Number,
    /// An address, a placeholder or a tag.
    Placeable,
    /// A term of the glossary.
    Term,
}

impl ChangeKind {
    /// The name in JSON and on the terminal.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Placeable => "placeable",
            Self::Term => "term",
        }
    }
}

/// Repairs targets between two languages.
pub struct Repairer<'g> {
    from: Analyser,
    to: Analyser,
    terms: TermRepairer<'g>,
}

/// A text with its tokens.
pub(super) struct Read<'t> {
    pub(super) text: &'t str,
    pub(super) tokens: Vec<Token<'t>>,
}

impl<'t> Read<'t> {
    pub(super) fn new(text: &'t str, analyser: &Analyser) -> Self {
        Self {
            text,
            tokens: analyser.tokens(text),
        }
    }
}

/// What is to stand in the place of some bytes of the target.
pub(super) struct Replacement {
    pub(super) span: Range<usize>,
    pub(super) text: String,
    pub(super) kind: ChangeKind,
}

/// Two texts of one language with what of them is alike.
pub(super) struct Compared<'t> {
    pub(super) query: Read<'t>,
    pub(super) source: Read<'t>,
    /// The places of tokens that stand for each other: the same, or of one class.
    pub(super) pairs: Vec<(usize, usize)>,
    /// Stretches of tokens that do not: of the query, of the source.
    pub(super) regions: Vec<(Range<usize>, Range<usize>)>,
}

impl<'g> Repairer<'g> {
    /// A repairer of targets in one language for queries in another.
    pub fn new(glossary: &'g Glossary, from: &LanguageTag, to: &LanguageTag) -> Self {
        Self {
            from: Analyser::new(from),
            to: Analyser::new(to),
            terms: TermRepairer::new(glossary, from, to),
        }
    }

    /// The target of a match with what differs between a query and the match's source carried
    /// over; `None` where something else differs, nothing does, or it is not certain.
    pub fn repair(&self, query: &str, source: &str, target: &str) -> Option<Repaired> {
        if query == source {
            return None;
        }
        let compared = self.compare(query, source)?;
        let target = Read::new(target, &self.to);
        let swaps = self.terms.swaps(&compared, &target)?;
        let is_open = |place: usize| !swaps.iter().any(|swap| swap.source.contains(&place));
        let pairs: Vec<(usize, usize)> = compared
            .pairs
            .iter()
            .copied()
            .filter(|(_, place)| is_open(*place))
            .collect();
        let mut replacements =
            repair_number::numbers(&compared, &pairs, &target, (&self.from, &self.to))?;
        replacements.extend(placeables(&compared, &pairs, &target)?);
        replacements.extend(swaps.into_iter().filter_map(Swap::replacement));
        apply(target.text, replacements)
    }

    /// Compares two texts; `None` where more differs than tokens that could be carried over.
    fn compare<'t>(&self, query: &'t str, source: &'t str) -> Option<Compared<'t>> {
        let query = Read::new(query, &self.from);
        let source = Read::new(source, &self.from);
        let keys = |read: &Read<'_>| -> Vec<String> {
            let key = |token: &Token<'_>| match token.class {
                TokenClass::Number => "\u{1}number".to_owned(),
                TokenClass::Placeable => "\u{1}placeable".to_owned(),
                TokenClass::Word | TokenClass::Punctuation => self.from.folded(token.text),
            };
            read.tokens.iter().map(key).collect()
        };
        let edits = align_tokens(&keys(&query), &keys(&source));
        let mut compared = Compared {
            query,
            source,
            pairs: Vec::new(),
            regions: Vec::new(),
        };
        let (mut left, mut right) = (0, 0);
        for edit in edits {
            let before = (left, right);
            match edit {
                Edit::Kept { .. } => {
                    compared.pairs.push((left, right));
                    (left, right) = (left + 1, right + 1);
                    if !self.is_carried(&compared, before) {
                        return None;
                    }
                    continue;
                }
                Edit::Replaced { .. } => (left, right) = (left + 1, right + 1),
                Edit::Deleted { .. } => left += 1,
                Edit::Inserted { .. } => right += 1,
            }
            match compared.regions.last_mut() {
                Some((own, other)) if (own.end, other.end) == before => {
                    (own.end, other.end) = (left, right);
                }
                _ => compared.regions.push((before.0..left, before.1..right)),
            }
        }
        Some(compared)
    }

    /// Whether two tokens of one key are the same for a reader, or of a class that is carried
    /// over: another accent is another word.
    fn is_carried(&self, compared: &Compared<'_>, (left, right): (usize, usize)) -> bool {
        let (own, other) = (&compared.query.tokens[left], &compared.source.tokens[right]);
        matches!(own.class, TokenClass::Number | TokenClass::Placeable)
            || own.text == other.text
            || foldings_between(own.text, other.text, self.from.language())
                .is_some_and(|set| set.is_within(Foldings::TYPING.with(Folding::Case)))
    }
}

/// Exchanges placeables that differ: each must stand in the target as often as in the source,
/// letter by letter.
fn placeables(
    compared: &Compared<'_>,
    pairs: &[(usize, usize)],
    target: &Read<'_>,
) -> Option<Vec<Replacement>> {
    let mut replacements = Vec::new();
    let is_placeable = |token: &&Token<'_>| token.class == TokenClass::Placeable;
    let mut done: Vec<&str> = Vec::new();
    for (left, right) in pairs {
        let own = &compared.query.tokens[*left];
        let other = &compared.source.tokens[*right];
        if !is_placeable(&own) || own.text == other.text || done.contains(&other.text) {
            continue;
        }
        done.push(other.text);
        let is_old = |token: &&Token<'_>| is_placeable(token) && token.text == other.text;
        let places: Vec<&Token<'_>> = target.tokens.iter().filter(is_old).collect();
        let old = pairs
            .iter()
            .filter(|pair| is_old(&&compared.source.tokens[pair.1]));
        let mut old = old.map(|pair| compared.query.tokens[pair.0].text);
        let in_source = compared.source.tokens.iter().filter(is_old).count();
        if places.len() != in_source || !old.all(|new| new == own.text) {
            return None;
        }
        replacements.extend(places.into_iter().map(|token| Replacement {
            span: token.span(),
            text: own.text.to_owned(),
            kind: ChangeKind::Placeable,
        }));
    }
    Some(replacements)
}

/// The target with its replacements; `None` where there are none, or some overlap.
fn apply(target: &str, mut replacements: Vec<Replacement>) -> Option<Repaired> {
    replacements.sort_by_key(|replacement| replacement.span.start);
    let overlap = |pair: &[Replacement]| pair[0].span.end > pair[1].span.start;
    if replacements.is_empty() || replacements.windows(2).any(overlap) {
        return None;
    }
    let mut repaired = Repaired {
        target: String::with_capacity(target.len()),
        changes: Vec::with_capacity(replacements.len()),
    };
    let mut end = 0;
    for replacement in replacements {
        repaired
            .target
            .push_str(&target[end..replacement.span.start]);
        let start = repaired.target.len();
        repaired.target.push_str(&replacement.text);
        repaired.changes.push(Change {
            from: target[replacement.span.clone()].to_owned(),
            to: replacement.text,
            kind: replacement.kind,
            span: start..repaired.target.len(),
        });
        end = replacement.span.end;
    }
    repaired.target.push_str(&target[end..]);
    Some(repaired)
}

#[cfg(test)]
#[path = "repair_tests.rs"]
mod tests;
