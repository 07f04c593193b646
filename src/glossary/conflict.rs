//! Entries of two sources that say of one concept what cannot both be the house form.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::lang::LanguageTag;
use crate::model::{ConceptEntry, ConceptId, Location, TermStatus};
use crate::text::{Foldings, fold};

/// Two entries that name one concept differently in a language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The language.
    pub language: LanguageTag,
    /// What the newer entry prefers.
    pub term: String,
    /// The newer entry, and where it is written.
    pub concept: ConceptId,
    /// Its place.
    pub location: Location,
    /// What the other entry prefers.
    pub other_term: String,
    /// The other entry.
    pub other_concept: ConceptId,
    /// Its place.
    pub other_location: Location,
    /// By what they are known to be one concept: their id, or a term that both prefer.
    pub by: String,
}

/// An entry that says only what another one says already, under another id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duplicate {
    /// The newer entry.
    pub concept: ConceptId,
    /// Its place.
    pub location: Location,
    /// The other entry.
    pub other_concept: ConceptId,
    /// Its place.
    pub other_location: Location,
}

/// Compares entries, one after the other, with all that came before.
///
/// Two entries are taken for one concept when they have the same id, or prefer the same term in
/// at least half of the languages that they have in common (words of one language alone are
/// often those of several concepts) and do not name different subjects. Then a language in which the preferred
/// term of neither is a term of the other is a conflict; letter case, letters of another
/// keyboard and the like make no difference.
#[derive(Debug, Default)]
pub struct Comparison {
    known: Vec<Named>,
    by_id: HashMap<ConceptId, u32>,
    /// By the hash of language and folded term, the entries that prefer the term.
    by_term: HashMap<u64, Vec<u32>>,
    /// What was found so far, up to a number that nobody reads through.
    pub conflicts: Vec<Conflict>,
    /// How many further conflicts there are.
    pub more_conflicts: usize,
    /// What was found so far, up to as many.
    pub duplicates: Vec<Duplicate>,
    /// How many further duplicates there are.
    pub more_duplicates: usize,
}

/// What has to be known of an entry.
#[derive(Debug)]
struct Named {
    id: ConceptId,
    subject: Option<String>,
    location: Location,
    terms: Vec<NamedTerm>,
}

#[derive(Debug)]
struct NamedTerm {
    language: LanguageTag,
    text: String,
    /// The hash of the language and the folded text: two terms of one hash are taken for the
    /// same, which is wrong once in 2⁶⁴ pairs and keeps large glossaries small.
    folded: u64,
    is_preferred: bool,
}

impl Named {
    fn of(entry: &ConceptEntry) -> Self {
        let preferred = |term: &crate::model::Term| {
            entry
                .preferred(&term.language)
                .is_some_and(|own| std::ptr::eq(own, term))
        };
        let usable = entry
            .terms
            .iter()
            .filter(|term| term.status <= TermStatus::Admitted);
        Self {
            id: entry.id.clone(),
            subject: entry.subject.clone(),
            location: entry.location.clone(),
            terms: usable
                .map(|term| NamedTerm {
                    language: term.language.clone(),
                    text: term.text.clone(),
                    folded: key(
                        &term.language,
                        &fold(&term.text, &term.language, Foldings::ALL),
                    ),
                    is_preferred: preferred(term),
                })
                .collect(),
        }
    }

    fn preferred(&self) -> impl Iterator<Item = &NamedTerm> {
        self.terms.iter().filter(|term| term.is_preferred)
    }

    fn preferred_in(&self, language: &LanguageTag) -> Option<&NamedTerm> {
        self.preferred().find(|term| term.language == *language)
    }

    /// Whether another entry is the same concept by its preferred terms.
    fn is_alike(&self, other: &Self) -> bool {
        if matches!((&self.subject, &other.subject), (Some(one), Some(two)) if one != two) {
            return false;
        }
        let (mut common, mut shared) = (0, 0);
        for term in self.preferred() {
            if let Some(own) = other.preferred_in(&term.language) {
                common += 1;
                shared += usize::from(own.folded == term.folded);
            }
        }
        shared > 0 && shared * 2 >= common
    }

    fn has(&self, wanted: &NamedTerm) -> bool {
        let mut own = self.terms.iter();
        own.any(|term| term.folded == wanted.folded)
    }
}

fn key(language: &LanguageTag, folded: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    language.hash(&mut hasher);
    folded.hash(&mut hasher);
    hasher.finish()
}

impl Comparison {
    /// Takes an entry that is known and not to be compared.
    pub fn know(&mut self, entry: &ConceptEntry) {
        self.add(Named::of(entry));
    }

    /// Compares an entry with all before it, and takes it.
    pub fn compare(&mut self, entry: &ConceptEntry) {
        let named = Named::of(entry);
        for place in self.alike(&named) {
            self.compare_with(&named, place);
        }
        self.add(named);
    }

    fn add(&mut self, named: Named) {
        let place = u32::try_from(self.known.len()).unwrap_or(u32::MAX);
        for term in named.preferred() {
            self.by_term.entry(term.folded).or_default().push(place);
        }
        self.by_id.entry(named.id.clone()).or_insert(place);
        self.known.push(named);
    }

    /// The entries that are the same concept, each once.
    fn alike(&self, named: &Named) -> Vec<u32> {
        let mut places: Vec<u32> = self.by_id.get(&named.id).copied().into_iter().collect();
        for term in named.preferred() {
            let found = self.by_term.get(&term.folded).into_iter().flatten();
            let agrees = |place: &&u32| named.is_alike(&self.known[**place as usize]);
            // A term of very many entries, such as a blank form, tells nothing of any of them.
            places.extend(found.take(MOST).filter(agrees));
        }
        places.sort_unstable();
        places.dedup();
        places
    }

    fn compare_with(&mut self, named: &Named, place: u32) {
        let other = &self.known[place as usize];
        let shared = named.preferred().find(|term| {
            let own = other.preferred_in(&term.language);
            own.is_some_and(|own| own.folded == term.folded)
        });
        let by = match (shared, named.id == other.id) {
            (Some(shared), _) => shared.text.clone(),
            (None, _) => named.id.to_string(),
        };
        let mut found = Vec::new();
        for term in named.preferred() {
            let Some(own) = other.preferred_in(&term.language) else {
                continue;
            };
            if !other.has(term) && !named.has(own) {
                found.push(Conflict {
                    language: term.language.clone(),
                    term: term.text.clone(),
                    concept: named.id.clone(),
                    location: named.location.clone(),
                    other_term: own.text.clone(),
                    other_concept: other.id.clone(),
                    other_location: other.location.clone(),
                    by: by.clone(),
                });
            }
        }
        let says_nothing_new =
            named.id != other.id && named.terms.iter().all(|term| other.has(term));
        if found.is_empty() && says_nothing_new {
            if self.duplicates.len() >= MOST_KEPT {
                self.more_duplicates += 1;
                return;
            }
            self.duplicates.push(Duplicate {
                concept: named.id.clone(),
                location: named.location.clone(),
                other_concept: other.id.clone(),
                other_location: other.location.clone(),
            });
        }
        let room = MOST_KEPT.saturating_sub(self.conflicts.len());
        self.more_conflicts += found.len().saturating_sub(room);
        self.conflicts.extend(found.into_iter().take(room));
    }
}

/// How many conflicts, and how many duplicates, are kept: two large glossaries of the same ids
/// and other content would fill the memory with them.
const MOST_KEPT: usize = 20_000;

/// How many entries of one term are looked at.
const MOST: usize = 50;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Term;

    fn entry(id: &str, terms: &[(&str, &str)]) -> ConceptEntry {
        let mut entry = ConceptEntry::new(id, Location::line("x.tsv", 2));
        for (language, text) in terms {
            let language = LanguageTag::parse(language).unwrap();
            entry
                .terms
                .push(Term::new(language, *text, TermStatus::Preferred));
        }
        entry
    }

    #[test]
    fn differences_between_sources_are_found_and_spellings_are_none() {
        let mut comparison = Comparison::default();
        comparison.know(&entry(
            "by",
            &[("en", "Belarus"), ("fa", "بلاروس"), ("ru", "Беларусь")],
        ));
        comparison.compare(&entry(
            "x",
            &[("en", "belarus"), ("fa", "بلاروس"), ("ru", "Белоруссия")],
        ));
        assert_eq!(comparison.conflicts.len(), 1);
        let conflict = &comparison.conflicts[0];
        assert_eq!(
            (conflict.term.as_str(), conflict.other_term.as_str()),
            ("Белоруссия", "Беларусь")
        );
        assert_eq!(conflict.by, "belarus");
        comparison.compare(&entry("ir", &[("fa", "ایران")]));
        comparison.compare(&entry("iran", &[("fa", "ايران")]));
        assert_eq!(comparison.conflicts.len(), 1);
        assert_eq!(comparison.duplicates.len(), 1);
    }

    #[test]
    fn other_subjects_are_other_concepts() {
        let mut comparison = Comparison::default();
        let mut state = entry("georgia", &[("en", "Georgia"), ("ru", "Грузия")]);
        state.subject = Some("country".to_owned());
        comparison.know(&state);
        let mut us_state = entry("us-ga", &[("en", "Georgia"), ("ru", "Джорджия")]);
        us_state.subject = Some("us-state".to_owned());
        comparison.compare(&us_state);
        assert!(comparison.conflicts.is_empty());
    }
}
