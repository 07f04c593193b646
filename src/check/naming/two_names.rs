//! `two-names`: an office, body or treaty that one text calls in two ways.

use std::collections::BTreeMap;
use std::ops::Range;

use super::super::{Check, Example, Examples, Finding, Knowledge, Subject};
use super::{PLACES, inside};
use crate::glossary::{Glossary, Mention, MentionKind, Nesting};
use crate::lang::LanguageTag;
use crate::model::{ConceptId, PartOfSpeech, Severity, TermStatus, TermType};
use crate::text::{Analyser, TokenClass};

/// Finds mentions of a concept that differ from its usual form in the text by more than a text
/// may choose freely.
pub struct TwoNames;

/// How many first letters the forms of one word for women and men share.
const SHARED_LETTERS: usize = 4;

impl Check for TwoNames {
    fn id(&self) -> &'static str {
        "two-names"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn about(&self) -> &'static str {
        "An office, organisation or body is called in two ways in one text"
    }

    fn explains(&self) -> &'static str {
        "Acronyms, short forms and the formal or short name of a state (Russia, the Russian Federation) may alternate, and the state may stand before or behind. Other words, another order of them, or a state moved from the body to the office (Iran’s Secretary of the Council, Secretary of Iran’s Council) are told, against the form that the text uses most. Deprecated and misspelt terms have checks of their own."
    }

    fn examples(&self) -> Examples {
        Examples {
            bad: Example::of(
                "en",
                &[
                    "Secretary of Iran's Supreme National Security Council spoke.",
                    "Secretary of Iran's Supreme National Security Council added that it was so.",
                    "Iran's Supreme National Security Council Secretary left.",
                ],
            ),
            good: Example::of(
                "en",
                &[
                    "The Secretary of the Security Council of the Russian Federation spoke.",
                    "The Secretary of the Security Council of Russia left.",
                ],
            ),
        }
    }

    fn run(&self, subject: &Subject<'_>, knowledge: &Knowledge<'_>) -> Vec<Finding> {
        let side = subject.own_side();
        let language = subject.language(side);
        let mut namings: BTreeMap<ConceptId, Vec<Naming>> = BTreeMap::new();
        let reader = Reader {
            analyser: Analyser::new(language),
            glossary: knowledge.glossary,
        };
        for (segment, passage, mentions) in subject.mentions_by_passage(knowledge.glossary) {
            for (at, mention) in mentions.iter().enumerate() {
                if mention.nesting == Nesting::Outer && counts(mention, language) {
                    let inner = inside(&mentions[at + 1..], mention);
                    let naming = Naming {
                        segment,
                        span: passage.whole(&mention.span),
                        written: passage.text[mention.span.clone()].to_owned(),
                        form: Form::of(mention, inner, passage.text, &reader),
                    };
                    namings
                        .entry(mention.entry.id.clone())
                        .or_default()
                        .push(naming);
                }
            }
        }
        let mut findings: Vec<Finding> = namings
            .values()
            .flat_map(|own| departing(own))
            .map(|(naming, usual)| Finding {
                check: self.id(),
                severity: self.severity(),
                message: format!(
                    "{} is called {} elsewhere in the text",
                    naming.written, usual.written
                ),
                suggestion: Some(usual.written.clone()),
                confidence: 0.8,
                side,
                segment: naming.segment,
                span: naming.span.clone(),
            })
            .collect();
        findings.sort_by_key(|finding| finding.span.start);
        findings
    }
}

/// What reads the words of names.
struct Reader<'k> {
    analyser: Analyser,
    glossary: &'k Glossary,
}

impl Reader<'_> {
    /// Whether a word names a state, as a noun or an adjective.
    fn is_state(&self, word: &str) -> bool {
        let mentions = self.glossary.mentions(word, self.analyser.language());
        let state = |own: &Mention| own.entry.subject.as_deref() == Some("country");
        word.contains(char::is_alphabetic) && mentions.first().is_some_and(state)
    }
}

/// One place where a concept is named.
struct Naming {
    segment: usize,
    span: Range<usize>,
    written: String,
    form: Form,
}

/// What of a name matters: its words, with what is named inside it as one word each.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Form {
    /// The stems without function words and states, in order.
    words: Vec<String>,
    /// Whether a state stands before the words and a body within them.
    has_state_before_office: bool,
    /// Whether a state is named.
    has_state: bool,
}

impl Form {
    fn of(mention: &Mention, inner: &[Mention], text: &str, reader: &Reader<'_>) -> Self {
        let analyser = &reader.analyser;
        let span = &mention.span;
        let is_state = |own: &&Mention| own.entry.subject.as_deref() == Some("country");
        let states: Vec<&Mention> = inner.iter().filter(is_state).collect();
        let bodies = inner
            .iter()
            .filter(|own| !is_state(own) && own.span.start > span.start);
        let mut words = Vec::new();
        let mut first_state = None;
        for token in analyser.tokens(&text[span.clone()]) {
            if token.class == TokenClass::Punctuation {
                continue;
            }
            let at = span.start + token.start;
            let is_state = states.iter().any(|state| state.span.contains(&at))
                || words.is_empty() && reader.is_state(token.text);
            if is_state {
                first_state.get_or_insert(words.len());
                continue;
            }
            let folded = analyser.folded(token.text);
            if !analyser.is_function_word(&folded) {
                words.push(analyser.stem(&folded));
            }
        }
        Self {
            has_state_before_office: first_state == Some(0) && bodies.count() > 0,
            has_state: first_state.is_some(),
            words,
        }
    }

    /// Whether the words are those of another form, those of women and men alike (sénateur,
    /// sénatrice).
    fn has_words_of(&self, other: &Self) -> bool {
        let shared = |one: &str, two: &str| {
            let pairs = one.chars().zip(two.chars());
            pairs.take_while(|(one, two)| one == two).count()
        };
        let mut pairs = self.words.iter().zip(&other.words);
        self.words.len() == other.words.len()
            && pairs.all(|(one, two)| one == two || shared(one, two) >= SHARED_LETTERS)
    }

    /// Whether a text may use both forms side by side.
    fn may_alternate(&self, other: &Self) -> bool {
        let is_moved = self.has_state
            && other.has_state
            && self.has_state_before_office != other.has_state_before_office;
        let is_part =
            |short: &[String], long: &[String]| short.iter().all(|word| long.contains(word));
        let is_one_shorter = self.words.len() != other.words.len()
            && (is_part(&self.words, &other.words) || is_part(&other.words, &self.words));
        // A name of one word stands for a long one as an acronym does (NATO in most languages).
        let has_short_one = self.words.len().min(other.words.len()) < 2
            && self.words.len().max(other.words.len()) > 2;
        !is_moved && (self.has_words_of(other) || is_one_shorter || has_short_one)
    }
}

/// Whether a mention is one that the text has to keep to.
fn counts(mention: &Mention, language: &LanguageTag) -> bool {
    let term = mention.term();
    let subject = mention.entry.subject.as_deref().unwrap_or("");
    !PLACES.contains(&subject)
        && mention.kind != MentionKind::Acronym
        && !is_told_elsewhere(mention)
        && !matches!(term.kind, Some(TermType::Acronym | TermType::Short))
        && term.part_of_speech != Some(PartOfSpeech::Adjective)
        && matches!(term.status, TermStatus::Preferred | TermStatus::Admitted)
        && term.language.goes_with(language)
        // Generic offices: president and head of state may well be both.
        && mention.also.is_empty()
}

/// Whether a mention is a variant by its letters, or by a qualifier: other checks tell those.
fn is_told_elsewhere(mention: &Mention) -> bool {
    let is_told = |reason: &String| {
        ["misspelt", "run together", "added", "missing", "short for"]
            .iter()
            .any(|kind| reason.contains(kind))
    };
    mention.kind == MentionKind::Variant && mention.reason.as_ref().is_none_or(is_told)
}

/// The namings that may not alternate with the usual one, each with it. The usual form is the
/// most frequent, of equals the first.
fn departing(namings: &[Naming]) -> Vec<(&Naming, &Naming)> {
    let count = |form: &Form| namings.iter().filter(|own| own.form == *form).count();
    let mut usual: Option<&Naming> = None;
    for naming in namings {
        if usual.is_none_or(|known| count(&naming.form) > count(&known.form)) {
            usual = Some(naming);
        }
    }
    let Some(usual) = usual else {
        return Vec::new();
    };
    let others = namings
        .iter()
        .filter(|own| !own.form.may_alternate(&usual.form));
    others.map(|own| (own, usual)).collect()
}
