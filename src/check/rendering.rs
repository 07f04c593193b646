//! `term-rendering`: a term of the source that the translation renders otherwise than the
//! glossary says.

use std::collections::BTreeSet;

use super::{Check, Example, Examples, Finding, Knowledge, Side, Subject};
use crate::glossary::{Glossary, Mention, MentionKind, Nesting, renderings};
use crate::lang::LanguageTag;
use crate::model::{ConceptEntry, ConceptId, RelationKind, Severity, Term, TermStatus};
use crate::text::{Analyser, TokenClass};

/// Finds concepts that the source names and the translation of the same segment does not.
pub struct Rendering;

/// How many renderings a message names at the most.
const NAMED: usize = 3;

impl Check for Rendering {
    fn id(&self) -> &'static str {
        "term-rendering"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn about(&self) -> &'static str {
        "A term of the source is not rendered in the translation as the glossary says"
    }

    fn explains(&self) -> &'static str {
        "A rendering counts in whatever form it is inflected, inside a longer term too. A concept is told \
         once for each sentence."
    }

    fn examples(&self) -> Examples {
        let source = ("en", &["The Shanghai Cooperation Organization met."][..]);
        Examples {
            bad: Example {
                source,
                target: Some(("fa", &["اتحادیهٔ شانگهای تشکیل جلسه داد."])),
            },
            good: Example {
                source,
                target: Some(("fa", &["سازمان همکاری شانگهای تشکیل جلسه داد."])),
            },
        }
    }

    fn run(&self, subject: &Subject<'_>, knowledge: &Knowledge<'_>) -> Vec<Finding> {
        let Some(to) = &subject.to else {
            return Vec::new();
        };
        let analyser = Analyser::new(to);
        let mut findings = Vec::new();
        for (segment, aligned) in subject.segments.iter().enumerate() {
            let (Some(source), Some(target)) = (aligned.source, aligned.target) else {
                continue;
            };
            let mentions = knowledge.glossary.mentions(source.text, &subject.from);
            let rendered = concepts_in(knowledge.glossary, target.text, to);
            let target_words = Words::new(target.text, &analyser);
            let mut told = BTreeSet::new();
            for mention in mentions.iter().filter(|m| m.nesting == Nesting::Outer) {
                let wanted: Vec<String> = renderings(&mention.entry, mention.term(), to)
                    .iter()
                    .map(|term| term.text.clone())
                    .collect();
                let is_said = wanted.is_empty()
                    || is_rendered(mention, &rendered)
                    || target_words.have_one_of(&mention.entry, to);
                if is_said || !told.insert(mention.entry.id.clone()) {
                    continue;
                }
                findings.push(Finding {
                    check: self.id(),
                    severity: self.severity(),
                    message: format!(
                        "{} is not rendered as the glossary says: {}",
                        &source.text[mention.span.clone()],
                        wanted[..wanted.len().min(NAMED)].join(" | ")
                    ),
                    suggestion: wanted.into_iter().next(),
                    confidence: 0.7 * mention.similarity,
                    side: Side::Target,
                    segment,
                    span: target.span(),
                });
            }
        }
        findings
    }
}

/// The concepts that a text names, in any of their terms.
fn concepts_in(glossary: &Glossary, text: &str, language: &LanguageTag) -> BTreeSet<ConceptId> {
    glossary
        .mentions(text, language)
        .iter()
        .flat_map(|mention| {
            let also = mention.also.iter().map(|entry| entry.id.clone());
            also.chain([mention.entry.id.clone()])
        })
        .collect()
}

/// The words of a translation, to find a rendering inside a longer term of another concept
/// ("Foreign Minister" inside "Foreign Minister of Tajikistan").
struct Words<'a> {
    analyser: &'a Analyser,
    stems: Vec<String>,
}

impl<'a> Words<'a> {
    fn new(text: &str, analyser: &'a Analyser) -> Self {
        let stems = Self::stems(text, analyser);
        Self { analyser, stems }
    }

    fn stems(text: &str, analyser: &Analyser) -> Vec<String> {
        let tokens = analyser.tokens(text);
        let words = tokens
            .iter()
            .filter(|token| token.class != TokenClass::Punctuation);
        words
            .map(|token| analyser.stem(&analyser.folded(token.text)))
            .collect()
    }

    fn have_one_of(&self, entry: &ConceptEntry, language: &LanguageTag) -> bool {
        let usable = |term: &&Term| term.status <= TermStatus::Admitted;
        entry.terms_in(language).filter(usable).any(|term| {
            let wanted = Self::stems(&term.text, self.analyser);
            !wanted.is_empty()
                && self
                    .stems
                    .windows(wanted.len())
                    .any(|words| words == wanted)
        })
    }
}

/// A composed title may be rendered by its parts, wherever they stand in the sentence.
fn are_parts_rendered(mention: &Mention, rendered: &BTreeSet<ConceptId>) -> bool {
    let mut parts = mention.entry.related(RelationKind::HasPart, None);
    mention.kind == MentionKind::Composed && parts.all(|part| rendered.contains(&part.target))
}

fn is_rendered(mention: &Mention, rendered: &BTreeSet<ConceptId>) -> bool {
    rendered.contains(&mention.entry.id)
        || are_parts_rendered(mention, rendered)
        || mention
            .also
            .iter()
            .any(|entry| rendered.contains(&entry.id))
}
