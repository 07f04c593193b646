//! `term-rendering`: a term of the source that the translation renders otherwise than the
//! glossary says.

use std::collections::BTreeSet;

use super::{Check, Example, Examples, Finding, Knowledge, Side, Subject};
use crate::glossary::{Glossary, Mention, Nesting, renderings};
use crate::lang::LanguageTag;
use crate::model::{ConceptId, Severity};

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
        let mut findings = Vec::new();
        for (segment, aligned) in subject.segments.iter().enumerate() {
            let (Some(source), Some(target)) = (aligned.source, aligned.target) else {
                continue;
            };
            let mentions = knowledge.glossary.mentions(source.text, &subject.from);
            let rendered = concepts_in(knowledge.glossary, target.text, to);
            let mut told = BTreeSet::new();
            for mention in mentions.iter().filter(|m| m.nesting == Nesting::Outer) {
                let wanted: Vec<String> = renderings(&mention.entry, mention.term(), to)
                    .iter()
                    .map(|term| term.text.clone())
                    .collect();
                let is_said = is_rendered(mention, &rendered) || wanted.is_empty();
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

fn is_rendered(mention: &Mention, rendered: &BTreeSet<ConceptId>) -> bool {
    rendered.contains(&mention.entry.id)
        || mention
            .also
            .iter()
            .any(|entry| rendered.contains(&entry.id))
}
