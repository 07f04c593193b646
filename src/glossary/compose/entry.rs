//! The entry of a composed title: its parts, and its terms in every language that has both.

use std::sync::Arc;

use super::grammar::{Grammar, grammar_of};
use super::join::{Dependent, with_adjective, with_destination, with_name};
use super::{Link, Role};
use crate::glossary::mention::Mention;
use crate::lang::LanguageTag;
use crate::model::{
    ConceptEntry, ConceptId, PartOfSpeech, Relation, RelationKind, Term, TermStatus, TermType,
};

/// What a composed title turned out to be.
#[derive(Debug, Clone)]
pub(super) enum Composed {
    /// The glossary has an entry of the whole.
    Whole {
        entry: Arc<ConceptEntry>,
        term: usize,
    },
    /// It has not; an entry made of the parts.
    Parts(Arc<ConceptEntry>),
}

/// Whether the official long name of a state is meant, or a short one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum NameForm {
    Short,
    Long,
}

/// What a title is composed of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Parts<'e> {
    pub(super) head: &'e ConceptEntry,
    pub(super) dependent: &'e ConceptEntry,
    pub(super) link: Link,
    pub(super) form: NameForm,
}

/// How many terms a composed title has in one language at the most.
const TERMS: usize = 6;

/// How many terms of the head are tried.
const HEADS: usize = 3;

impl NameForm {
    /// The form that a mention is written in: the long one is the longest of several in its
    /// language, with more words than the preferred one.
    pub(super) fn of(mention: &Mention) -> Self {
        let names = names(&mention.entry, &mention.term().language);
        let is_longest = longest(&names).is_some_and(|own| own.text == mention.term().text);
        match is_longest && names.len() > 1 && names[0].text != mention.term().text {
            true => Self::Long,
            false => Self::Short,
        }
    }
}

impl Composed {
    /// The composed title of a head and its dependent. `whole` says of a written form in a
    /// language whether the glossary has it as a term.
    pub(super) fn new(
        parts: &Parts<'_>,
        whole: impl Fn(&LanguageTag, &str) -> Option<(Arc<ConceptEntry>, usize)>,
    ) -> Self {
        let Parts {
            head, dependent, ..
        } = *parts;
        let joint = match parts.link {
            Link::Of => "+",
            Link::To => "+to+",
        };
        let id = format!("{}{joint}{}", head.id, dependent.id);
        let mut entry = ConceptEntry::new(id, head.location.clone());
        entry.subject = head.subject.clone();
        entry.note = Some("composed of its parts, not official".to_owned());
        entry.relations = [&head.id, &dependent.id].map(part).to_vec();
        for language in languages(head) {
            for text in forms(parts, &language) {
                if let Some((entry, term)) = whole(&language, &text) {
                    return Self::Whole { entry, term };
                }
                let term = Term::new(language.clone(), text, TermStatus::Admitted);
                entry.terms.push(term);
            }
        }
        Self::Parts(Arc::new(entry))
    }
}

/// Whether one of the terms of a head names the dependent already: Iran in the Supreme National
/// Security Council of Iran. Then the two together are the head.
pub(super) fn is_bound_to(head: &ConceptEntry, dependent: &ConceptEntry) -> bool {
    dependent.terms.iter().any(|name| {
        let is_long = name.text.chars().count() > 2 || !name.text.is_ascii();
        let has_name = |own: &Term| own.language == name.language && own.text.contains(&name.text);
        is_long && head.terms.iter().any(has_name)
    })
}

fn part(id: &ConceptId) -> Relation {
    Relation {
        kind: RelationKind::HasPart,
        target: id.clone(),
        from: None,
        until: None,
    }
}

fn languages(entry: &ConceptEntry) -> Vec<LanguageTag> {
    let mut languages: Vec<LanguageTag> = Vec::new();
    for term in &entry.terms {
        if !languages.contains(&term.language) {
            languages.push(term.language.clone());
        }
    }
    languages
}

/// The forms of a title in a language, the one to prefer first; none where the language has no
/// rule or a part has no name there.
fn forms(parts: &Parts<'_>, language: &LanguageTag) -> Vec<String> {
    let Parts {
        head, dependent, ..
    } = *parts;
    let Some(grammar) = grammar_of(language) else {
        return Vec::new();
    };
    let names = names(dependent, language);
    let (short, long) = (names.first(), longest(&names));
    let wanted = match parts.form {
        NameForm::Short => [short, long],
        NameForm::Long => [long, short],
    };
    let is_place = matches!(Role::of(dependent), Some(Role::Country | Role::Place));
    let heads = names_of_head(head, language, long);
    let mut forms: Vec<String> = Vec::new();
    for name in wanted.into_iter().flatten() {
        let dependent = Dependent {
            name: &name.text,
            is_place,
            is_town: Role::of(dependent) == Some(Role::Place),
        };
        let made = heads.iter().filter_map(|head| match parts.link {
            Link::Of => Some(with_name(grammar, &head.text, dependent)),
            Link::To => with_destination(grammar, &head.text, dependent),
        });
        add(&mut forms, made);
    }
    if parts.link == Link::To {
        forms.truncate(TERMS);
        return forms;
    }
    let adjectives = adjective_forms(grammar, &heads, dependent, language);
    // The adjective stands behind the first form, before the many others.
    for (nth, text) in adjectives.into_iter().enumerate() {
        let place = (nth + 1).min(forms.len());
        if !forms.contains(&text) {
            forms.insert(place, text);
        }
    }
    forms.truncate(TERMS);
    forms
}

fn adjective_forms(
    grammar: &Grammar,
    heads: &[&Term],
    dependent: &ConceptEntry,
    language: &LanguageTag,
) -> Vec<String> {
    let is_adjective = |term: &&Term| term.part_of_speech == Some(PartOfSpeech::Adjective);
    let adjective = usable(dependent, language).find(is_adjective);
    let Some(adjective) = adjective else {
        return Vec::new();
    };
    let made = heads
        .iter()
        .take(1)
        .filter_map(|head| with_adjective(grammar, &head.text, &adjective.text));
    made.collect()
}

fn add(forms: &mut Vec<String>, more: impl Iterator<Item = String>) {
    for text in more {
        if !forms.contains(&text) {
            forms.push(text);
        }
    }
}

fn usable<'e>(
    entry: &'e ConceptEntry,
    language: &LanguageTag,
) -> impl Iterator<Item = &'e Term> + use<'e> {
    let settled = |term: &&Term| term.status <= TermStatus::Admitted && !term.is_unsettled();
    entry.terms_in(language).filter(settled)
}

/// The names of an entry in a language, the preferred one first: no adjectives, no acronyms.
fn names<'e>(entry: &'e ConceptEntry, language: &LanguageTag) -> Vec<&'e Term> {
    let is_name = |term: &&Term| {
        term.part_of_speech != Some(PartOfSpeech::Adjective)
            && term.kind != Some(TermType::Acronym)
            && !is_capitals(&term.text)
    };
    let mut names: Vec<&Term> = usable(entry, language).filter(is_name).collect();
    names.sort_by_key(|term| term.status);
    names
}

/// `US`, `U.S.`, `США`.
fn is_capitals(text: &str) -> bool {
    let letters = || text.chars().filter(|letter| letter.is_alphabetic());
    letters().count() > 1 && letters().all(char::is_uppercase)
}

/// The names of a head: no second one that ends as the long name of the dependent begins, for a
/// President of the Republic of the Republic of Kenya there is not.
fn names_of_head<'e>(
    head: &'e ConceptEntry,
    language: &LanguageTag,
    long: Option<&&Term>,
) -> Vec<&'e Term> {
    let mut names = names(head, language);
    if let Some(long) = long {
        let begins = long.text.split(' ').next().unwrap_or_default();
        let mut place = 0;
        names.retain(|name| {
            place += 1;
            let ends = name.text.rsplit(' ').next().unwrap_or_default();
            place == 1 || !begin_alike(ends, begins)
        });
    }
    names.truncate(HEADS);
    names
}

/// Whether two words begin with the same five letters, whatever their case and Arabic article.
fn begin_alike(one: &str, other: &str) -> bool {
    let beginning = |word: &str| -> String {
        let lower = word.to_lowercase();
        let bare = lower.strip_prefix("ال").unwrap_or(&lower);
        bare.chars().take(5).collect()
    };
    let own = beginning(one);
    own.chars().count() == 5 && own == beginning(other)
}

/// The longest of some names, if it has more words (or ideographs) than the preferred one.
fn longest<'n, 'e>(names: &'n [&'e Term]) -> Option<&'n &'e Term> {
    let length = |term: &&&Term| term.text.chars().count();
    let is_ideograph = |letter: char| letter >= '\u{3040}';
    let words = |term: &Term| match term.text.chars().any(is_ideograph) {
        true => term.text.chars().count().div_ceil(3),
        false => term.text.split([' ', '-']).count(),
    };
    let longest = names.iter().max_by_key(length)?;
    (words(longest) > words(names.first()?)).then_some(longest)
}
