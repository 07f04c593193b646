//! Composed titles: a role or body with the organisation or country that it belongs to, where the
//! glossary has no entry of the whole.
//!
//! "Foreign Minister of Tajikistan", "Tajik Foreign Minister" and "Minister of Foreign Affairs of
//! the Republic of Tajikistan" are the office and the state that stand in them. They are put
//! together from mentions that recognition has found, by what stands between them and which comes
//! first (`grammar`); and they are rendered by putting renderings of the parts together as the
//! other language does (`join`). What comes out is marked as composed, and never as official.

mod entry;
mod genitive;
mod grammar;
mod join;
mod small;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashSet;

use super::mention::{Mention, MentionKind, Nesting};
use crate::lang::LanguageTag;
use crate::model::{ConceptEntry, ConceptId, PartOfSpeech, Term};
use crate::similarity::character_similarity;

use entry::{Composed, NameForm, Parts, is_bound_to};
pub(super) use grammar::Definite;
use grammar::{Grammar, grammar_of};

/// Puts titles together, and remembers those that it has put together.
#[derive(Default)]
pub(super) struct Composer {
    known: Mutex<BTreeMap<Key, Composed>>,
}

/// What a composed title is made of: head, dependent, the first name and the form of the
/// dependent, how they are linked, the language.
type Key = (
    ConceptId,
    ConceptId,
    Option<String>,
    NameForm,
    Link,
    LanguageTag,
);

/// How a dependent belongs to its head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Link {
    /// The minister of a country.
    Of,
    /// The ambassador to a country or organisation.
    To,
}

/// What finds the terms of the glossary in a text, without composing any.
pub(super) type Recognise<'r> = &'r (dyn Fn(&str) -> Vec<Mention> + Sync);

/// What a concept can be in a title, by its subject field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Office,
    Body,
    /// A body that is not one of a state.
    Organisation,
    Country,
    Place,
}

impl Role {
    fn of(entry: &ConceptEntry) -> Option<Self> {
        let subject = entry.subject.as_deref()?.trim();
        let is_plain = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase();
        match subject.bytes().all(is_plain) {
            true => Self::named(subject),
            false => Self::named(&subject.to_lowercase()),
        }
    }

    /// The role of a subject field in small letters.
    fn named(subject: &str) -> Option<Self> {
        match subject {
            "office" | "title" | "position" | "post" | "role" => Some(Self::Office),
            "organ" | "ministry" | "parliament" | "presidency" | "judiciary" | "armed-forces"
            | "body" | "agency" | "court" | "government" | "council" | "committee"
            | "institution" => Some(Self::Body),
            "organisation" | "organization" | "company" | "party" => Some(Self::Organisation),
            "country" | "state" | "territory" => Some(Self::Country),
            "capital" | "city" | "region" | "province" => Some(Self::Place),
            _ => None,
        }
    }

    /// Whether a title can be made of a head of this role and a dependent of another.
    fn takes(self, dependent: Self) -> bool {
        match self {
            Self::Office => dependent != Self::Office,
            Self::Body => dependent == Self::Country,
            Self::Organisation | Self::Country | Self::Place => false,
        }
    }
}

/// Whether a concept is a body: an organ, a ministry, a parliament, a court.
pub(super) fn is_body(entry: &ConceptEntry) -> bool {
    Role::of(entry) == Some(Role::Body)
}

/// How a language names an office again without its owner, if it is known.
pub(super) fn definite_of(language: &LanguageTag) -> Option<&'static Definite> {
    grammar_of(language)?.definite()
}

/// Whether a mention of an office is of several, by its ending.
pub(super) fn is_several(language: &LanguageTag, text: &str, mention: &Mention) -> bool {
    grammar_of(language).is_some_and(|grammar| grammar.is_several(text, mention))
}

/// Heads in the order in which they take their dependents: the organ its state before the office
/// its organ.
const HEADS: [Role; 2] = [Role::Body, Role::Office];

impl Composer {
    /// Adds composed titles to the mentions of a text in a language. Their parts stay, as inner
    /// mentions. Linear in the mentions, but for moving those behind each title that is put before
    /// its parts.
    pub(super) fn add(
        &self,
        language: &LanguageTag,
        text: &str,
        mut mentions: Vec<Mention>,
        recognise: Recognise<'_>,
    ) -> Vec<Mention> {
        let Some(grammar) = grammar_of(language) else {
            return mentions;
        };
        let small = match grammar.small_heads {
            true => small::add_heads(text, &mut mentions, recognise),
            false => FxHashSet::default(),
        };
        self.bind_added(language, text, &mut mentions, recognise);
        if mentions.len() < 2 {
            return mentions;
        }
        self.compose_sent(grammar, (language, text), &mut mentions, recognise);
        for head in HEADS {
            let mut place = 0;
            while let Some(next) = next_outer(&mentions, place) {
                let two = (as_state(&mentions[place]), as_state(&mentions[next]));
                let whole = Pair::of(grammar, text, (&two.0, &two.1))
                    .filter(|pair| Role::of(&pair.head.entry) == Some(head))
                    .filter(|pair| !has_state(pair, &mentions[place + 1..]))
                    .and_then(|pair| self.compose(language, text, &pair, recognise));
                match whole {
                    Some(whole) => nest(&mut mentions, place, next, whole),
                    None => place = next,
                }
            }
        }
        mentions.retain(|own| own.nesting == Nesting::Inner || !small.contains(&own.span));
        mentions
    }

    /// Makes titles of who is sent, where the country that sends stands before the word that says
    /// so and the place between it and the head (伊朗驻塔吉克斯坦大使).
    fn compose_sent(
        &self,
        grammar: &Grammar,
        (language, text): (&LanguageTag, &str),
        mentions: &mut Vec<Mention>,
        recognise: Recognise<'_>,
    ) {
        let mut at = 0;
        while let Some(next) = next_outer(mentions, at) {
            let head = next_outer(mentions, next);
            let whole = head.and_then(|head| {
                let (sender, place, head) = (&mentions[at], &mentions[next], &mentions[head]);
                let of = Pair::sent_by(grammar, text, (sender, place, head))?;
                let own = self.compose(language, text, &of, recognise)?;
                let to = Pair {
                    head: &own,
                    dependent: place,
                    link: Link::To,
                };
                self.compose(language, text, &to, recognise)
            });
            match (whole, head) {
                (Some(whole), Some(head)) => {
                    mentions[head].nesting = Nesting::Inner;
                    nest(mentions, at, next, whole);
                }
                _ => at = next,
            }
        }
    }

    /// Makes titles of variants that have a country more than their term ("Speaker of the Kenyan
    /// Parliament").
    fn bind_added(
        &self,
        language: &LanguageTag,
        text: &str,
        mentions: &mut [Mention],
        recognise: Recognise<'_>,
    ) {
        for at in 0..mentions.len() {
            let head = &mentions[at];
            let is_added = head.nesting == Nesting::Outer
                && head.kind == MentionKind::Variant
                && head
                    .reason
                    .as_deref()
                    .is_some_and(|reason| reason.contains("added: "));
            if !is_added {
                continue;
            }
            let inside = mentions[at + 1..]
                .iter()
                .take_while(|own| own.span.start < head.span.end);
            let mut countries = inside.filter(|own| Role::of(&own.entry) == Some(Role::Country));
            let Some(dependent) = countries.next().filter(|_| countries.next().is_none()) else {
                continue;
            };
            let takes = Role::of(&head.entry).is_some_and(|role| role.takes(Role::Country));
            if !takes || is_bound_to(&head.entry, &dependent.entry) {
                continue;
            }
            let pair = Pair {
                head,
                dependent,
                link: Link::Of,
            };
            if let Some(whole) = self.compose(language, text, &pair, recognise) {
                mentions[at] = whole;
            }
        }
    }

    /// The mention that two others make together.
    fn compose(
        &self,
        language: &LanguageTag,
        text: &str,
        pair: &Pair<'_>,
        recognise: Recognise<'_>,
    ) -> Option<Mention> {
        let composed = self.composed(language, pair, recognise);
        let span = pair.span();
        let written = &text[span.clone()];
        let (entry, term, kind, reason) = match composed {
            Composed::Whole { entry, term } => {
                let reason = format!("the parts of {}", entry.terms[term].text);
                (entry, term, MentionKind::Variant, reason)
            }
            Composed::Parts(entry) => {
                let own = |term: &Term| term.language.goes_with(language);
                let as_written = |term: &Term| own(term) && term.text == written;
                let terms = &entry.terms;
                let term = terms.iter().position(as_written);
                let term = term.or_else(|| terms.iter().position(own))?;
                let parts = (&pair.head.entry.id, &pair.dependent.entry.id);
                let reason = format!("{} + {}", parts.0, parts.1);
                (entry, term, MentionKind::Composed, reason)
            }
        };
        let similarity = match kind {
            MentionKind::Variant => character_similarity(written, &entry.terms[term].text),
            _ => 1.0,
        };
        Some(Mention {
            entry,
            term,
            kind,
            similarity,
            reason: Some(reason),
            span,
            nesting: Nesting::Outer,
            also: Vec::new(),
        })
    }

    /// What a pair makes, made once.
    fn composed(
        &self,
        language: &LanguageTag,
        pair: &Pair<'_>,
        recognise: Recognise<'_>,
    ) -> Composed {
        let (head, dependent) = (&pair.head.entry, &pair.dependent.entry);
        let form = NameForm::of(pair.dependent);
        let name = dependent.terms.first().map(|term| term.text.clone());
        let key = (
            head.id.clone(),
            dependent.id.clone(),
            name,
            form,
            pair.link,
            language.clone(),
        );
        let lock = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = lock().get(&key) {
            return known.clone();
        }
        let whole = |language_of: &LanguageTag, form: &str| {
            let is_own = language_of.goes_with(language);
            is_own.then(|| whole(form, pair, recognise)).flatten()
        };
        let parts = Parts {
            head,
            dependent,
            link: pair.link,
            form,
        };
        let composed = Composed::new(&parts, whole);
        lock().insert(key, composed.clone());
        composed
    }
}

/// The entry, and its term, that a composed form is written as: the glossary has the whole.
fn whole(
    form: &str,
    pair: &Pair<'_>,
    recognise: Recognise<'_>,
) -> Option<(Arc<ConceptEntry>, usize)> {
    let found = recognise(form);
    let mention = found.into_iter().next()?;
    let is_whole = mention.span == (0..form.len())
        && mention.kind != MentionKind::Variant
        && mention.entry.id != pair.head.entry.id;
    is_whole.then_some((mention.entry, mention.term))
}

/// The next outer mention behind a place.
fn next_outer(mentions: &[Mention], place: usize) -> Option<usize> {
    let behind = mentions.iter().enumerate().skip(place + 1);
    let mut outer = behind.filter(|(_, mention)| mention.nesting == Nesting::Outer);
    outer.next().map(|(at, _)| at)
}

/// Puts a mention before its parts, which become inner ones.
fn nest(mentions: &mut Vec<Mention>, first: usize, second: usize, whole: Mention) {
    mentions[first].nesting = Nesting::Inner;
    mentions[second].nesting = Nesting::Inner;
    mentions.insert(first, whole);
}

/// A mention of a place that is called as a state is, as one of the state: presidents are those of
/// Panama, not of its capital (Russian Панама is both).
fn as_state(mention: &Mention) -> Cow<'_, Mention> {
    if Role::of(&mention.entry) != Some(Role::Place) {
        return Cow::Borrowed(mention);
    }
    let named = mention.term();
    let is_same = |own: &Term| own.language == named.language && own.text == named.text;
    let states = mention
        .also
        .iter()
        .filter(|own| Role::of(own) == Some(Role::Country));
    let state = states
        .filter_map(|entry| Some((entry, entry.terms.iter().position(is_same)?)))
        .next();
    match state {
        None => Cow::Borrowed(mention),
        Some((entry, term)) => Cow::Owned(Mention {
            entry: Arc::clone(entry),
            term,
            ..mention.clone()
        }),
    }
}

/// Whether the office of a pair has a country inside already, among the mentions from it on, which
/// are sorted by their starts: then it has no second owner.
fn has_state(pair: &Pair<'_>, mentions: &[Mention]) -> bool {
    let head = pair.head;
    let mut inside = mentions
        .iter()
        .take_while(|own| own.span.start < head.span.end)
        .filter(|own| head.span.start <= own.span.start && own.span.end <= head.span.end);
    pair.link == Link::Of
        && head.kind != MentionKind::Composed
        && Role::of(&head.entry) == Some(Role::Office)
        && inside
            .any(|own| own.nesting == Nesting::Inner && Role::of(&own.entry) == Some(Role::Country))
}

/// Two neighbouring mentions of which one belongs to the other.
#[derive(Clone, Copy)]
struct Pair<'m> {
    head: &'m Mention,
    dependent: &'m Mention,
    link: Link,
}

impl<'m> Pair<'m> {
    /// The pair that two neighbouring mentions are, by what stands between them.
    fn of(
        grammar: &Grammar,
        text: &str,
        (first, second): (&'m Mention, &'m Mention),
    ) -> Option<Self> {
        if first.nesting == Nesting::Inner || first.span.end > second.span.start {
            return None;
        }
        let (one, other) = (Role::of(&first.entry)?, Role::of(&second.entry)?);
        if !one.takes(other) && !other.takes(one) {
            return None;
        }
        let gap = &text[first.span.end..second.span.start];
        let between = joint(gap)?;
        let head_first = Self {
            head: first,
            dependent: second,
            link: Link::Of,
        };
        let sent = Self {
            link: Link::To,
            ..head_first
        };
        let mut dependent_first = Self {
            head: second,
            dependent: first,
            link: Link::Of,
        };
        if grammar.is_sent_to(&second.term().text, &text[..first.span.start]) {
            dependent_first.link = Link::To;
        }
        let fits = |pair: &Self, allows: bool| allows && pair.may_be(grammar, text);
        if fits(&head_first, grammar.joins_head_first(&head_first, &between)) {
            return Some(head_first);
        }
        if fits(&sent, grammar.joins_to(&sent, &between)) {
            return Some(sent);
        }
        // A noun at the end of a headline is no name before the title that the text begins with.
        let is_broken =
            between.is_empty() && gap.contains('\n') && !dependent_first.has_adjective();
        let allows = !is_broken && grammar.joins_dependent_first(&dependent_first, &between);
        fits(&dependent_first, allows).then_some(dependent_first)
    }

    /// The pair of who sends and who is sent, of three neighbours: what sends, where to, who.
    fn sent_by(
        grammar: &Grammar,
        text: &str,
        (sender, place, head): (&'m Mention, &'m Mention, &'m Mention),
    ) -> Option<Self> {
        let role = |own: &Mention| Role::of(&own.entry);
        let is_party =
            |own: &Mention| matches!(role(own), Some(Role::Country | Role::Organisation));
        let between = joint(text.get(sender.span.end..place.span.start)?)?;
        let is_sent = joint(text.get(place.span.end..head.span.start)?)?.is_empty()
            && grammar.is_sent_by(&head.term().text, &between);
        let pair = Self {
            head,
            dependent: sender,
            link: Link::Of,
        };
        let fits = is_party(sender)
            && (is_party(place) || role(place) == Some(Role::Place))
            && role(head) == Some(Role::Office)
            && [sender, place, head]
                .iter()
                .all(|own| own.nesting == Nesting::Outer);
        (is_sent && fits && !is_bound_to(&head.entry, &sender.entry)).then_some(pair)
    }

    /// Whether the concepts can make a title, and are written so that they do.
    fn may_be(&self, grammar: &Grammar, text: &str) -> bool {
        let (head, dependent) = (&self.head.entry, &self.dependent.entry);
        let roles = Role::of(head).zip(Role::of(dependent));
        let is_plural = grammar.is_several(text, self.head);
        // Whoever has a state already has no second one, but may be sent to one.
        (self.head.kind != MentionKind::Composed || self.link == Link::To)
            && roles.is_some_and(|(head, dependent)| head.takes(dependent))
            && !is_plural
            && !self.goes_on(text)
            && self.head.term().part_of_speech != Some(PartOfSpeech::Adjective)
            && (self.has_adjective()
                || grammar.may_depend(
                    self.link,
                    &text[self.dependent.span.clone()],
                    &self.dependent.term().text,
                ))
            && !is_bound_to(head, dependent)
    }

    /// Whether the name that would end the title is only the first part of a word: the chairman of
    /// the China-Argentina Research Center is none of China, nor that of an Iran-based agency of Iran.
    fn goes_on(&self, text: &str) -> bool {
        let mut behind = text[self.span().end..].chars();
        self.dependent.span.end == self.span().end
            && matches!(behind.next(), Some('-' | '\u{2010}' | '\u{2011}'))
            && behind.next().is_some_and(char::is_alphabetic)
    }

    fn has_adjective(&self) -> bool {
        self.dependent.term().part_of_speech == Some(PartOfSpeech::Adjective)
    }

    fn span(&self) -> std::ops::Range<usize> {
        let (one, two) = (&self.head.span, &self.dependent.span);
        one.start.min(two.start)..one.end.max(two.end)
    }
}

/// What stands between two mentions, without white space around it and typing; `None` for a break
/// between paragraphs.
fn joint(between: &str) -> Option<String> {
    if between.contains("\n\n") || between.len() > 24 {
        return None;
    }
    let words: Vec<&str> = between.split_whitespace().collect();
    let plain = words.join(" ").replace(['’', 'ʼ'], "'");
    Some(plain.replace(['\u{200C}', '\u{640}'], "").to_lowercase())
}

#[cfg(test)]
mod tests;
