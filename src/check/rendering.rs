//! `term-rendering`: a term of the source that the translation renders otherwise than the
//! glossary says.

use std::collections::{BTreeMap, BTreeSet};

use super::reading::Reading;
use super::{Check, Example, Examples, Finding, Knowledge, Passage, Side, Subject};
use crate::glossary::{Mention, MentionKind, Nesting, renderings};
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
        "A rendering counts in whatever form it is inflected, inside a longer term too, and a word made \
         of it. Where another concept of the same subject stands instead, it is an error. Where nothing \
         does, a finding needs a document that renders the concept nowhere as the glossary says, though \
         it names it twice or by a long name, and it is told once: a pronoun is no mistake."
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
        let glossary = knowledge.glossary;
        let compared: Vec<Compared<'_>> = subject
            .both_readings()
            .map(|(segment, source, target)| Compared {
                segment,
                source: source.passage(),
                target: target.passage(),
                own: source.mentions(glossary),
                other: target.mentions(glossary),
                words: Words::of(target),
            })
            .collect();
        let habits = Habits::of(&compared, to);
        let mut told = BTreeSet::new();
        let mut findings = Vec::new();
        for at in 0..compared.len() {
            let own = &compared[at];
            let mut taken = BTreeSet::new();
            let mut seen = BTreeSet::new();
            for mention in own.unrendered(to) {
                if !seen.insert(mention.entry.id.clone()) {
                    continue;
                }
                if let Some(other) = in_its_place(&compared, at, mention, &mut taken) {
                    findings.push(own.swapped(mention, other, to));
                } else if habits.never_renders(mention)
                    && !own.words.have_part_of(&mention.entry, to)
                    && told.insert(mention.entry.id.clone())
                {
                    findings.push(own.missing(mention, to, habits.named(mention)));
                }
            }
        }
        findings
    }
}

/// A segment with the mentions of both sides.
struct Compared<'t> {
    segment: usize,
    source: Passage<'t>,
    target: Passage<'t>,
    own: &'t [Mention],
    other: &'t [Mention],
    words: Words<'t>,
}

impl Compared<'_> {
    /// The mentions of the source that stand by themselves, have renderings, and none of them here.
    fn unrendered<'s>(&'s self, to: &'s LanguageTag) -> impl Iterator<Item = &'s Mention> {
        let rendered = concepts_of(self.other);
        self.own.iter().filter(move |mention| {
            mention.nesting == Nesting::Outer
                && !renderings(&mention.entry, mention.term(), to).is_empty()
                && !is_rendered(mention, &rendered)
                && !self.words.have_one_of(&mention.entry, to)
        })
    }

    /// A finding of a concept in whose place another is named.
    fn swapped(&self, mention: &Mention, other: &Mention, to: &LanguageTag) -> Finding {
        let written = &self.source.text[mention.span.clone()];
        let became = &self.target.text[other.span.clone()];
        let wanted = renderings(&mention.entry, mention.term(), to);
        Finding {
            check: Rendering.id(),
            severity: Severity::Error,
            message: format!("{written} became {became}, which is {}", other.entry.id),
            suggestion: wanted.first().map(|term| term.text.clone()),
            confidence: 0.85 * mention.similarity * other.similarity,
            side: Side::Target,
            segment: self.segment,
            span: self.target.whole(&other.span),
        }
    }

    /// A finding of a concept that the document renders nowhere as the glossary says.
    fn missing(&self, mention: &Mention, to: &LanguageTag, named: usize) -> Finding {
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
                &self.source.text[mention.span.clone()],
                wanted[..wanted.len().min(NAMED)].join(" | ")
            ),
            suggestion: wanted.into_iter().next(),
            confidence: 0.6 * mention.similarity,
            side: Side::Target,
            segment: self.segment,
            span: self.target.span(),
        }
    }
}

/// How often a document names each concept, and how often it renders it as the glossary says.
struct Habits(BTreeMap<ConceptId, (usize, usize)>);

impl Habits {
    fn of(compared: &[Compared<'_>], to: &LanguageTag) -> Self {
        let mut habits: BTreeMap<ConceptId, (usize, usize)> = BTreeMap::new();
        for own in compared {
            let unrendered: BTreeSet<&ConceptId> = own
                .unrendered(to)
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
    /// pronoun: twice, or by a name of several words.
    fn never_renders(&self, mention: &Mention) -> bool {
        let (named, rendered) = self.0.get(&mention.entry.id).copied().unwrap_or((0, 0));
        let has_long_name = mention.term().text.split_whitespace().count() > 1;
        rendered == 0 && (named >= 2 || has_long_name)
    }
}

/// A mention of the translation that stands in the place of one of the source: of a concept that
/// the source names neither here nor in the sentences beside, and that has nothing to do with it.
fn in_its_place<'c>(
    compared: &'c [Compared<'_>],
    at: usize,
    mention: &Mention,
    taken: &mut BTreeSet<usize>,
) -> Option<&'c Mention> {
    let around = &compared[at.saturating_sub(1)..compared.len().min(at + 2)];
    let named: BTreeSet<ConceptId> = around.iter().flat_map(|own| concepts_of(own.own)).collect();
    let own = &compared[at];
    let found = own.other.iter().enumerate().find(|(place, other)| {
        !taken.contains(place)
            && other.nesting == Nesting::Outer
            && !matches!(other.kind, MentionKind::Variant | MentionKind::Composed)
            && other.entry.subject == mention.entry.subject
            && !named.contains(&other.entry.id)
            && !other.also.iter().any(|entry| named.contains(&entry.id))
            && !are_related(&mention.entry, &other.entry)
            && !own.words.share_a_word(&mention.entry, &other.entry)
            && !own.words.is_part_of(other, &mention.entry)
    });
    let (place, other) = found?;
    taken.insert(place);
    Some(other)
}

/// Whether one entry names the other among its relations.
fn are_related(left: &ConceptEntry, right: &ConceptEntry) -> bool {
    let names = |one: &ConceptEntry, other: &ConceptEntry| {
        one.relations
            .iter()
            .any(|relation| relation.target == other.id)
    };
    names(left, right) || names(right, left)
}

/// The concepts of some mentions, those of other entries of the same terms too.
fn concepts_of(mentions: &[Mention]) -> BTreeSet<ConceptId> {
    mentions
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
    fn of(reading: Reading<'a, '_>) -> Self {
        let tokens = reading.tokens().iter().zip(reading.stems());
        let words = tokens.filter(|(token, _)| token.class != TokenClass::Punctuation);
        Self {
            analyser: reading.analyser(),
            stems: words.map(|(_, stem)| stem.clone()).collect(),
        }
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

impl Words<'_> {
    /// Whether half of the words of a rendering, or words that begin as they do, stand there: an
    /// adjective made of the name, a title cut short.
    fn have_part_of(&self, entry: &ConceptEntry, language: &LanguageTag) -> bool {
        let usable = |term: &&Term| term.status <= TermStatus::Admitted;
        let is_there = |part: &&String| {
            let beginning = beginning_of(part);
            self.stems.iter().any(|word| word.contains(beginning))
        };
        entry.terms_in(language).filter(usable).any(|term| {
            let mut parts = Self::stems(&term.text, self.analyser);
            parts.retain(|part| !self.analyser.is_function_word(part));
            let found = parts.iter().filter(is_there).count();
            found > 0 && found * 2 >= parts.len()
        })
    }

    /// Whether the words of a mention are all among those of a rendering of an entry: the ministry,
    /// for the ministry of a state.
    fn is_part_of(&self, mention: &Mention, entry: &ConceptEntry) -> bool {
        let words = Self::stems(&mention.term().text, self.analyser);
        entry.terms_in(self.analyser.language()).any(|term| {
            let whole = Self::stems(&term.text, self.analyser);
            words.iter().all(|word| whole.contains(word))
        })
    }

    /// Whether two entries have a content word in common in the language of the translation.
    fn share_a_word(&self, left: &ConceptEntry, right: &ConceptEntry) -> bool {
        let stems = |entry: &ConceptEntry| -> BTreeSet<String> {
            entry
                .terms_in(self.analyser.language())
                .flat_map(|term| Self::stems(&term.text, self.analyser))
                .filter(|stem| !self.analyser.is_function_word(stem))
                .collect()
        };
        // Offices and bodies of two states share most of their words, and are no less different.
        matches!(
            left.subject.as_deref(),
            Some("country" | "capital" | "region")
        ) && !stems(left).is_disjoint(&stems(right))
    }
}

/// What a word and those made of it begin with: five letters, or all but one of a short word.
fn beginning_of(word: &str) -> &str {
    let letters = word.chars().count();
    let keep = if letters > 5 {
        5
    } else {
        letters.max(2) - usize::from(letters > 3)
    };
    word.char_indices()
        .nth(keep)
        .map_or(word, |(at, _)| &word[..at])
}

fn is_rendered(mention: &Mention, rendered: &BTreeSet<ConceptId>) -> bool {
    rendered.contains(&mention.entry.id)
        || are_parts_rendered(mention, rendered)
        || mention
            .also
            .iter()
            .any(|entry| rendered.contains(&entry.id))
}
