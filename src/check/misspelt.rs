//! `misspelt-term`: a term with a typing mistake in it.

use super::{Check, Example, Examples, Finding, Knowledge, Subject};
use crate::glossary::MentionKind;
use crate::model::Severity;
use crate::text::{Analyser, TokenClass};

/// Finds terms with a typing mistake in the text that can still be changed.
pub struct Misspelt;

/// What a text writes more often than this is a name that looks like the term, not a slip.
const SLIPS: usize = 2;

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
        let analyser = subject.analyser(side);
        let count = |written: &str| -> usize {
            let texts = subject.passages(side).map(|(_, passage)| passage.text);
            texts.map(|text| text.matches(written).count()).sum()
        };
        subject
            .own_mentions(knowledge.glossary)
            .filter(|(_, _, mention)| {
                mention.kind == MentionKind::Variant
                    && mention
                        .reason
                        .as_deref()
                        .is_some_and(|reason| reason.starts_with("misspelt"))
            })
            .filter(|(_, passage, mention)| {
                let written = &passage.text[mention.span.clone()];
                !is_derived(written, &mention.term().text, analyser) && count(written) <= SLIPS
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

/// Whether the words that differ from a term only go on where its words end, or the other way
/// round: another word of the family (Indonesian, of Indonesia), or another ending where the
/// language inflects.
fn is_derived(written: &str, term: &str, analyser: &Analyser) -> bool {
    let inflects = !matches!(analyser.language().primary(), "en" | "fa" | "fr" | "zh");
    let (own, other) = (
        folded_words(written, analyser),
        folded_words(term, analyser),
    );
    own.len() == other.len()
        && own
            .iter()
            .zip(&other)
            .filter(|(own, other)| own != other)
            .all(|(own, other)| {
                let length = |text: &str| text.chars().count();
                let shared = own
                    .chars()
                    .zip(other.chars())
                    .take_while(|(one, two)| one == two)
                    .count();
                let (shorter, longer) = (
                    length(own).min(length(other)),
                    length(own).max(length(other)),
                );
                shared == shorter && longer > shorter
                    || inflects && shared + 3 >= longer && shared > 2
            })
}

/// The words of a text as matching sees them, without the Arabic article.
fn folded_words(text: &str, analyser: &Analyser) -> Vec<String> {
    let tokens = analyser.tokens(text);
    let words = tokens
        .iter()
        .filter(|token| token.class == TokenClass::Word);
    words
        .map(|token| {
            let folded = analyser.folded(token.text);
            let bare = folded
                .strip_prefix("ال")
                .filter(|_| analyser.language().primary() == "ar");
            bare.map(str::to_owned).unwrap_or(folded)
        })
        .collect()
}
