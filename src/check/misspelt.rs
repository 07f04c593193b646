//! `misspelt-term`: a term with a typing mistake in it.

use super::{Check, Example, Examples, Finding, Knowledge, Subject};
use crate::glossary::MentionKind;
use crate::model::Severity;

/// Finds terms with a typing mistake in the text that can still be changed.
pub struct Misspelt;

impl Check for Misspelt {
    fn id(&self) -> &'static str {
        "misspelt-term"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn about(&self) -> &'static str {
        "A term of the glossary is written with a typing mistake"
    }

    fn explains(&self) -> &'static str {
        "The words are nearly a term of the glossary, by one letter or two, and not another word that \
         exists there."
    }

    fn examples(&self) -> Examples {
        let example = |text| Example {
            source: ("en", text),
            target: None,
        };
        Examples {
            bad: example(&["the North Atlantic Treaty Organzation"]),
            good: example(&["the North Atlantic Treaty Organization"]),
        }
    }

    fn run(&self, subject: &Subject<'_>, knowledge: &Knowledge<'_>) -> Vec<Finding> {
        let side = subject.own_side();
        subject
            .own_mentions(knowledge.glossary)
            .filter(|(_, _, mention)| {
                mention.kind == MentionKind::Variant
                    && mention
                        .reason
                        .as_deref()
                        .is_some_and(|reason| reason.starts_with("misspelt"))
            })
            .map(|(segment, passage, mention)| Finding {
                check: self.id(),
                severity: self.severity(),
                message: format!(
                    "{} looks like {} with a typing mistake",
                    &passage.text[mention.span.clone()],
                    mention.term().text
                ),
                suggestion: Some(mention.term().text.clone()),
                confidence: mention.similarity,
                side,
                segment,
                span: passage.whole(&mention.span),
            })
            .collect()
    }
}
