//! `term-rendering`: a term of the source that the translation renders otherwise than the
//! glossary says.

mod added;
mod compared;
mod exchanged;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use super::{Check, Example, Examples, Finding, Knowledge, Side, Subject};
use crate::glossary::{Mention, renderings};
use crate::lang::LanguageTag;
use crate::model::{ConceptId, Severity};
use compared::{Compared, Sides, Swap};
use exchanged::Exchange;

pub(super) use added::Added;

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
        "A rendering counts in whatever form it is inflected, inside a longer term too, and a word made \
         of it. Where another concept of the same subject stands instead, it is an error. Where nothing \
         does, a finding needs a document that renders the concept nowhere as the glossary says, though \
         it names it twice or by a long name, and it is told once: a pronoun is no mistake. Two countries \
         that stand in another order than in the source are told too, unless most of what stands beside \
         them in the source, names, numbers and other terms, has moved with them."
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
        let compared = Compared::new(subject, to, knowledge);
        let habits = Habits::of(&compared);
        let mut told = BTreeSet::new();
        let mut findings = Vec::new();
        for (at, own) in compared.sides.iter().enumerate() {
            let swaps = compared.swaps(at);
            findings.extend(swaps.iter().map(|swap| swapped(own, swap, to)));
            let exchange = compared.exchange(at);
            findings.extend(exchange.map(|exchange| exchanged(own, &exchange)));
            for mention in own.unrendered(to) {
                let is_swapped = swaps
                    .iter()
                    .any(|swap| swap.own.entry.id == mention.entry.id);
                if !is_swapped
                    && habits.never_renders(own, mention)
                    && !own.leaves(mention)
                    && !own.words.have_part_of(&mention.entry, to)
                    && told.insert(mention.entry.id.clone())
                {
                    findings.push(missing(own, mention, to, habits.named(mention)));
                }
            }
        }
        findings
    }
}

/// A finding of a concept in whose place another is named.
fn swapped(own: &Sides<'_, '_>, swap: &Swap<'_>, to: &LanguageTag) -> Finding {
    let (mention, other) = (swap.own, swap.other);
    let written = &own.source.text[mention.span.clone()];
    let became = &own.target.text[other.span.clone()];
    let wanted = renderings(&mention.entry, mention.term(), to);
    Finding {
        check: Rendering.id(),
        severity: Severity::Error,
        message: format!("{written} became {became}, which is {}", other.entry.id),
        suggestion: wanted.first().map(|term| term.text.clone()),
        confidence: 0.85 * mention.similarity * other.similarity,
        side: Side::Target,
        segment: own.segment,
        span: own.target.whole(&other.span),
    }
}

/// A finding of two countries, each in the place of the other.
fn exchanged(own: &Sides<'_, '_>, exchange: &Exchange<'_>) -> Finding {
    let text = |mention: &Mention| &own.target.text[mention.span.clone()];
    let (first, second) = (exchange.first, exchange.second);
    Finding {
        check: Rendering.id(),
        severity: Rendering.severity(),
        message: format!(
            "{} and {} stand in another order than in the source",
            text(first),
            text(second)
        ),
        suggestion: None,
        confidence: 0.4,
        side: Side::Target,
        segment: own.segment,
        span: own.target.whole(&(first.span.start..second.span.end)),
    }
}

/// A finding of a concept that the document renders nowhere as the glossary says.
fn missing(own: &Sides<'_, '_>, mention: &Mention, to: &LanguageTag, named: usize) -> Finding {
    let wanted: Vec<String> = renderings(&mention.entry, mention.term(), to)
        .iter()
        .map(|term| term.text.clone())
        .collect();
    let often = match named {
        0 | 1 => String::new(),
        more => format!(" in any of {more} sentences"),
    };
    Finding {
        check: Rendering.id(),
        severity: Rendering.severity(),
        message: format!(
            "{} is not rendered as the glossary says{often}: {}",
            &own.source.text[mention.span.clone()],
            wanted[..wanted.len().min(NAMED)].join(" | ")
        ),
        suggestion: wanted.into_iter().next(),
        confidence: 0.6 * mention.similarity,
        side: Side::Target,
        segment: own.segment,
        span: own.target.span(),
    }
}

/// How often a document names each concept, and how often it renders it as the glossary says.
struct Habits(BTreeMap<ConceptId, (usize, usize)>);

impl Habits {
    fn of(compared: &Compared<'_, '_>) -> Self {
        let mut habits: BTreeMap<ConceptId, (usize, usize)> = BTreeMap::new();
        for own in &compared.sides {
            let unrendered: BTreeSet<&ConceptId> = own
                .unrendered(compared.to)
                .map(|mention| &mention.entry.id)
                .collect();
            let named: BTreeSet<&ConceptId> = own.own.iter().map(|one| &one.entry.id).collect();
            for id in named {
                let counts = habits.entry(id.clone()).or_insert((0, 0));
                counts.0 += 1;
                counts.1 += usize::from(!unrendered.contains(id));
            }
        }
        Self(habits)
    }

    fn named(&self, mention: &Mention) -> usize {
        self.0.get(&mention.entry.id).map_or(0, |(named, _)| *named)
    }

    /// Whether a concept is rendered nowhere, and often or plainly enough that it cannot be by a
    /// pronoun: as a name twice, or by a term of several words.
    fn never_renders(&self, own: &Sides<'_, '_>, mention: &Mention) -> bool {
        let (named, rendered) = self.0.get(&mention.entry.id).copied().unwrap_or((0, 0));
        let written = &own.source.text[mention.span.clone()];
        let is_name = written.starts_with(char::is_uppercase);
        let has_long_name = mention.term().text.split_whitespace().count() > 1;
        rendered == 0 && (named >= 2 && is_name || has_long_name)
    }
}
