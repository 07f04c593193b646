//! `title-variant`: an office, body or treaty with a qualifier that its title does not have, or
//! without one that it has.

use super::super::{Check, Example, Examples, Finding, Knowledge, Passage, Subject};
use super::{PLACES, inside};
use crate::glossary::{Mention, MentionKind, Nesting};
use crate::model::{Severity, TermStatus};

/// Finds variants of titles by an added or missing qualifier.
pub struct TitleVariant;

/// How near a title that does not name its country or organisation has to be to its term: without
/// the owner it may well be another one.
const LEAST_SIMILARITY_ALONE: f64 = 0.85;

impl Check for TitleVariant {
    fn id(&self) -> &'static str {
        "title-variant"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn about(&self) -> &'static str {
        "An office, body or treaty has a qualifier (national, supreme) too many or too few"
    }

    fn explains(&self) -> &'static str {
        "The words are those of a term, its country or organisation is named with them, and one qualifier is there that no term of the concept has (Secretary of the National Security Council of Russia). A qualifier that is left out is told only beside the owner, and where the whole title stands nowhere in the text, for short forms follow a full one. Without the owner the words have to be nearer to the term."
    }

    fn examples(&self) -> Examples {
        Examples {
            bad: Example::of(
                "en",
                &[
                    "The Secretary of the National Security Council of the Russian Federation spoke.",
                ],
            ),
            good: Example::of(
                "en",
                &["The Secretary of the Security Council of the Russian Federation spoke."],
            ),
        }
    }

    fn run(&self, subject: &Subject<'_>, knowledge: &Knowledge<'_>) -> Vec<Finding> {
        let side = subject.own_side();
        let mut findings = Vec::new();
        for (segment, passage, mentions) in subject.mentions_by_passage(knowledge.glossary) {
            for (at, mention) in mentions.iter().enumerate() {
                let inner = inside(&mentions[at + 1..], mention);
                let Some(message) = departure(mention, inner, passage) else {
                    continue;
                };
                let is_told = match message {
                    Departure::Added(_) => true,
                    Departure::Missing(_) => !is_named_in_full(mention, subject, knowledge),
                };
                if !is_told {
                    continue;
                }
                findings.push(Finding {
                    check: self.id(),
                    severity: self.severity(),
                    message: message.sentence(&passage.text[mention.span.clone()], mention),
                    suggestion: Some(mention.term().text.clone()),
                    confidence: mention.similarity,
                    side,
                    segment,
                    span: passage.whole(&mention.span),
                });
            }
        }
        findings
    }
}

/// In what a title departs from its term: the qualifier.
enum Departure<'m> {
    Added(&'m str),
    Missing(&'m str),
}

impl Departure<'_> {
    fn sentence(&self, written: &str, mention: &Mention) -> String {
        let id = &mention.entry.id;
        match self {
            Self::Added(word) => format!("{written}: no term of {id} has {word}"),
            Self::Missing(word) => format!("{written}: {word} of {id} is left out"),
        }
    }
}

/// The qualifier that a mention has too many or too few, if it is surely meant as its concept.
fn departure<'m>(
    mention: &'m Mention,
    inner: &[Mention],
    passage: Passage<'_>,
) -> Option<Departure<'m>> {
    let subject = mention.entry.subject.as_deref().unwrap_or("");
    // A term that the glossary asks to replace is what `deprecated-term` tells.
    let is_to_replace = matches!(
        mention.term().status,
        TermStatus::Deprecated | TermStatus::Forbidden
    );
    let is_title = mention.kind == MentionKind::Variant
        && !is_to_replace
        && mention.nesting == Nesting::Outer
        && mention.also.is_empty()
        && !PLACES.contains(&subject);
    if !is_title {
        return None;
    }
    let reasons = mention.reason.as_deref()?;
    let word = |kind: &str| reasons.split(", ").find_map(|one| one.strip_prefix(kind));
    let is_owner = |own: &&Mention| {
        let subject = own.entry.subject.as_deref();
        matches!(subject, Some("country" | "organisation"))
    };
    let owners: Vec<&Mention> = inner.iter().filter(is_owner).collect();
    if owners.is_empty() && mention.similarity < LEAST_SIMILARITY_ALONE {
        return None;
    }
    if let Some(word) = word("added: ") {
        let names_it = |own: &&Mention| passage.text[own.span.clone()].contains(word);
        // An owner that the term leaves out is no qualifier.
        return (!owners.iter().any(names_it)).then_some(Departure::Added(word));
    }
    let missing = word("missing: ").filter(|_| !owners.is_empty());
    missing.map(Departure::Missing)
}

/// Whether a text has a concept by a whole term of several words.
fn is_named_in_full(mention: &Mention, subject: &Subject<'_>, knowledge: &Knowledge<'_>) -> bool {
    let mut all = subject
        .mentions_by_passage(knowledge.glossary)
        .flat_map(|(_, _, mentions)| mentions);
    all.any(|own| {
        own.entry.id == mention.entry.id
            && !matches!(own.kind, MentionKind::Variant | MentionKind::Acronym)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Aligned, Whole};
    use crate::glossary::Glossary;
    use crate::lang::LanguageTag;
    use crate::model::{ConceptEntry, Location, Term};

    /// What is told of a text by a glossary with one country and one office of it, of which a
    /// longer title is deprecated.
    fn told(text: &str) -> Vec<(String, Option<String>)> {
        let english = LanguageTag::parse("en").unwrap();
        let entry = |id: &str, subject: &str, terms: &[(&str, TermStatus)]| {
            let mut entry = ConceptEntry::new(id, Location::default());
            entry.subject = Some(subject.to_owned());
            let term =
                |(text, status): &(&str, TermStatus)| Term::new(english.clone(), *text, *status);
            entry.terms = terms.iter().map(term).collect();
            entry
        };
        let glossary = Glossary::new(vec![
            entry(
                "country-ru",
                "country",
                &[("Russia", TermStatus::Preferred)],
            ),
            entry(
                "office",
                "office",
                &[
                    (
                        "Secretary of the Security Council of Russia",
                        TermStatus::Preferred,
                    ),
                    (
                        "Secretary of the Supreme Security Council of Russia",
                        TermStatus::Deprecated,
                    ),
                ],
            ),
        ]);
        let subject = Subject {
            from: english,
            to: None,
            segments: vec![Aligned {
                source: Some(Passage { text, start: 0 }),
                target: None,
            }],
            whole: Whole::default(),
        };
        let no_memory = |_: &str| Vec::new();
        let knowledge = Knowledge {
            glossary: &glossary,
            translations: &no_memory,
        };
        let found = TitleVariant.run(&subject, &knowledge).into_iter();
        found.map(|own| (own.message, own.suggestion)).collect()
    }

    #[test]
    fn a_qualifier_too_many_is_told_unless_the_glossary_deprecates_the_title_as_such() {
        let [(message, suggestion)] =
            &told("The Secretary of the National Security Council of Russia spoke.")[..]
        else {
            panic!("one finding");
        };
        assert!(
            message.ends_with("no term of office has National"),
            "{message}"
        );
        assert_eq!(
            suggestion.as_deref(),
            Some("Secretary of the Security Council of Russia")
        );
        for right in [
            "The Secretary of the Security Council of Russia spoke.",
            "The Secretary of the Supreme Security Council of Russia spoke.",
        ] {
            assert_eq!(told(right), [], "{right}");
        }
    }
}
