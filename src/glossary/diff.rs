//! What changed in meaning between two states of a glossary.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::lang::LanguageTag;
use crate::model::{ConceptEntry, ConceptId, Review, Term, TermField, TermStatus};

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The entry, by its id in the newer state, or in the older where it is gone.
    pub concept: ConceptId,
    /// What people call it: its preferred term in the first of its languages.
    pub name: String,
    /// What happened.
    pub what: What,
}

/// What happened to an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// The entry is new.
    EntryAdded,
    /// The entry is gone.
    EntryRemoved,
    /// The entry is gone; another has its terms.
    MergedInto(ConceptId),
    /// The entry is new; another had its terms.
    SplitFrom(ConceptId),
    /// The entry has another id.
    Renamed(ConceptId),
    /// Another term is preferred in a language.
    Preferred {
        /// The language.
        language: LanguageTag,
        /// The term that was preferred.
        from: String,
        /// The term that is.
        to: String,
    },
    /// A term is new.
    TermAdded(LanguageTag, String, TermStatus),
    /// A term is gone.
    TermRemoved(LanguageTag, String),
    /// A term is written in another way (the letters of one became those of the other).
    Respelt {
        /// The language.
        language: LanguageTag,
        /// As it was.
        from: String,
        /// As it is.
        to: String,
    },
    /// What is said of a term is another thing.
    Field {
        /// The language.
        language: LanguageTag,
        /// The term.
        term: String,
        /// The field.
        field: TermField,
        /// What was said.
        from: Option<String>,
        /// What is.
        to: Option<String>,
    },
    /// What is said of the concept is another thing.
    Entry {
        /// The name of the field, such as `definition`.
        field: String,
        /// What was said.
        from: Option<String>,
        /// What is.
        to: Option<String>,
    },
}

impl Change {
    /// The terms that texts may use that should use another now: of which articles have to be
    /// corrected.
    pub fn outdated(&self) -> Vec<(LanguageTag, String)> {
        match &self.what {
            What::Preferred { language, from, .. } | What::Respelt { language, from, .. } => {
                vec![(language.clone(), from.clone())]
            }
            What::TermRemoved(language, text) => vec![(language.clone(), text.clone())],
            What::Field {
                language,
                term,
                field: TermField::Status,
                to: Some(to),
                ..
            } if to
                .parse()
                .is_ok_and(|status: TermStatus| status > TermStatus::Admitted) =>
            {
                vec![(language.clone(), term.clone())]
            }
            What::Field {
                language,
                term,
                field: TermField::Review,
                to: Some(to),
                ..
            } if to.parse() == Ok(Review::Rejected) => vec![(language.clone(), term.clone())],
            _ => Vec::new(),
        }
    }
}

/// The changes from one state to another, by the entries in the order of the newer state, those
/// that are gone last. Takes time that grows with the number of terms.
pub fn diff(old: &[ConceptEntry], new: &[ConceptEntry]) -> Vec<Change> {
    let matching = Matching::of(old, new);
    let mut changes = Vec::new();
    for (place, entry) in new.iter().enumerate() {
        let change = |what| Change {
            concept: entry.id.clone(),
            name: name(entry),
            what,
        };
        match matching.old_of[place] {
            Some(before) => {
                let before = &old[before];
                if before.id != entry.id {
                    changes.push(change(What::Renamed(before.id.clone())));
                }
                let own = entry_changes(before, entry)
                    .into_iter()
                    .chain(term_changes(before, entry));
                changes.extend(own.map(change));
            }
            None => {
                let from = matching.holder(old, entry);
                let from = from.map(|holder| What::SplitFrom(old[holder].id.clone()));
                changes.push(change(from.unwrap_or(What::EntryAdded)));
            }
        }
    }
    for (place, entry) in old.iter().enumerate() {
        if !matching.is_matched[place] {
            let into = matching.new_holder(new, entry);
            let what = into.map(|holder| What::MergedInto(new[holder].id.clone()));
            changes.push(Change {
                concept: entry.id.clone(),
                name: name(entry),
                what: what.unwrap_or(What::EntryRemoved),
            });
        }
    }
    changes
}

/// What people call an entry.
fn name(entry: &ConceptEntry) -> String {
    let first = entry.terms.first();
    let preferred = first.and_then(|first| entry.preferred(&first.language));
    let term = preferred.or(first);
    term.map_or_else(|| entry.id.to_string(), |term| term.text.clone())
}

type Key<'e> = (&'e LanguageTag, &'e str);

fn keys(entry: &ConceptEntry) -> impl Iterator<Item = Key<'_>> {
    entry
        .terms
        .iter()
        .map(|term| (&term.language, term.text.as_str()))
}

/// Which entries of two states are the same.
struct Matching<'e> {
    old_of: Vec<Option<usize>>,
    is_matched: Vec<bool>,
    old_terms: HashMap<Key<'e>, Vec<usize>>,
    new_terms: HashMap<Key<'e>, Vec<usize>>,
}

impl<'e> Matching<'e> {
    /// Entries of the same id are the same; of the others, those that share most of their terms,
    /// as ids may be made of terms.
    fn of(old: &'e [ConceptEntry], new: &'e [ConceptEntry]) -> Self {
        let by_id: HashMap<&ConceptId, usize> = old
            .iter()
            .enumerate()
            .map(|(place, entry)| (&entry.id, place))
            .collect();
        let mut matching = Self {
            old_of: new
                .iter()
                .map(|entry| by_id.get(&entry.id).copied())
                .collect(),
            is_matched: vec![false; old.len()],
            old_terms: index(old),
            new_terms: index(new),
        };
        for place in matching.old_of.iter().flatten() {
            matching.is_matched[*place] = true;
        }
        for (place, entry) in new.iter().enumerate() {
            if matching.old_of[place].is_some() {
                continue;
            }
            let best = shared(&matching.old_terms, entry)
                .into_iter()
                .filter(|(other, _)| !matching.is_matched[*other])
                .max_by_key(|(other, count)| (*count, std::cmp::Reverse(*other)));
            let is_same = |(other, count): &(usize, usize)| {
                count * 2 >= entry.terms.len().min(old[*other].terms.len())
            };
            if let Some((other, _)) = best.filter(is_same) {
                matching.old_of[place] = Some(other);
                matching.is_matched[other] = true;
            }
        }
        matching
    }

    /// The older entry that had most of the terms of a new one.
    fn holder(&self, old: &[ConceptEntry], entry: &ConceptEntry) -> Option<usize> {
        holder(&self.old_terms, entry).filter(|place| old[*place].id != entry.id)
    }

    /// The newer entry that has most of the terms of an old one.
    fn new_holder(&self, new: &[ConceptEntry], entry: &ConceptEntry) -> Option<usize> {
        holder(&self.new_terms, entry).filter(|place| new[*place].id != entry.id)
    }
}

fn index(entries: &[ConceptEntry]) -> HashMap<Key<'_>, Vec<usize>> {
    let mut index: HashMap<Key<'_>, Vec<usize>> = HashMap::new();
    for (place, entry) in entries.iter().enumerate() {
        for key in keys(entry) {
            index.entry(key).or_default().push(place);
        }
    }
    index
}

/// How many terms of an entry others have.
fn shared(index: &HashMap<Key<'_>, Vec<usize>>, entry: &ConceptEntry) -> BTreeMap<usize, usize> {
    let mut counts = BTreeMap::new();
    for place in keys(entry).filter_map(|key| index.get(&key)).flatten() {
        *counts.entry(*place).or_insert(0) += 1;
    }
    counts
}

/// The entry that has most, and at least half, of the terms of another.
fn holder(index: &HashMap<Key<'_>, Vec<usize>>, entry: &ConceptEntry) -> Option<usize> {
    let counts = shared(index, entry);
    let best = counts.into_iter().max_by_key(|(_, count)| *count)?;
    (best.1 * 2 >= entry.terms.len()).then_some(best.0)
}

fn entry_changes(old: &ConceptEntry, new: &ConceptEntry) -> Vec<What> {
    let mut changes = Vec::new();
    let mut compare = |field: &str, from: Option<String>, to: Option<String>| {
        if from != to {
            changes.push(What::Entry {
                field: field.to_owned(),
                from,
                to,
            });
        }
    };
    compare("subject", old.subject.clone(), new.subject.clone());
    compare("definition", old.definition.clone(), new.definition.clone());
    compare("note", old.note.clone(), new.note.clone());
    compare("source", old.source.clone(), new.source.clone());
    let languages: BTreeSet<&LanguageTag> = [old, new]
        .iter()
        .flat_map(|entry| &entry.definitions)
        .map(|own| &own.language)
        .collect();
    for language in languages {
        let of = |entry: &ConceptEntry| {
            let mut own = entry.definitions.iter();
            own.find(|own| own.language == *language)
                .map(|own| own.text.clone())
        };
        compare(&format!("{language} definition"), of(old), of(new));
    }
    let gone = old
        .relations
        .iter()
        .filter(|own| !new.relations.contains(own));
    for relation in gone {
        compare(relation.kind.as_str(), Some(relation.to_string()), None);
    }
    let added = new
        .relations
        .iter()
        .filter(|own| !old.relations.contains(own));
    for relation in added {
        compare(relation.kind.as_str(), None, Some(relation.to_string()));
    }
    changes
}

fn term_changes(old: &ConceptEntry, new: &ConceptEntry) -> Vec<What> {
    let mut changes = Vec::new();
    let mut replaced: Vec<(LanguageTag, String)> = Vec::new();
    let languages: BTreeSet<&LanguageTag> = [old, new]
        .iter()
        .flat_map(|entry| &entry.terms)
        .map(|term| &term.language)
        .collect();
    let preferred = |entry: &ConceptEntry, language: &LanguageTag| {
        let mut own = entry.terms.iter().filter(|term| term.language == *language);
        own.find(|term| term.status == TermStatus::Preferred)
            .map(|term| term.text.clone())
    };
    for language in languages {
        if let (Some(from), Some(to)) = (preferred(old, language), preferred(new, language))
            && from != to
        {
            // That one is preferred and the other is no longer is said by this alone.
            replaced.extend([
                (language.clone(), from.clone()),
                (language.clone(), to.clone()),
            ]);
            changes.push(What::Preferred {
                language: language.clone(),
                from,
                to,
            });
        }
    }
    let find = |entry: &'_ ConceptEntry, term: &Term| {
        let same = |own: &&Term| {
            own.language == term.language
                && own.text == term.text
                && own.part_of_speech == term.part_of_speech
        };
        let other = |own: &&Term| own.language == term.language && own.text == term.text;
        let own = entry.terms.iter();
        own.clone()
            .find(same)
            .or_else(|| own.clone().find(other))
            .cloned()
    };
    let gone: Vec<&Term> = old
        .terms
        .iter()
        .filter(|term| find(new, term).is_none())
        .collect();
    let mut fresh: Vec<&Term> = new
        .terms
        .iter()
        .filter(|term| find(old, term).is_none())
        .collect();
    let is_replaced = |term: &Term| {
        replaced
            .iter()
            .any(|(language, text)| *language == term.language && *text == term.text)
    };
    for term in gone {
        let respelt = fresh.iter().position(|own| {
            own.language == term.language
                && own.status == term.status
                && own.kind == term.kind
                && !is_replaced(own)
        });
        match (is_replaced(term), respelt) {
            (true, _) => changes.push(What::TermRemoved(term.language.clone(), term.text.clone())),
            (false, Some(place)) if is_near(&term.text, &fresh[place].text) => {
                let to = fresh.remove(place);
                changes.push(What::Respelt {
                    language: term.language.clone(),
                    from: term.text.clone(),
                    to: to.text.clone(),
                });
            }
            (false, _) => changes.push(What::TermRemoved(term.language.clone(), term.text.clone())),
        }
    }
    for term in fresh.into_iter().filter(|term| !is_replaced(term)) {
        let (language, text) = (term.language.clone(), term.text.clone());
        changes.push(What::TermAdded(language, text, term.status));
    }
    for term in &new.terms {
        if let Some(before) = find(old, term) {
            changes.extend(field_changes(&before, term, is_replaced(term)));
        }
    }
    changes
}

fn is_near(from: &str, to: &str) -> bool {
    crate::similarity::character_similarity(from, to) > 0.8
}

fn field_changes(old: &Term, new: &Term, is_replaced: bool) -> Vec<What> {
    let settles = |field: TermField| {
        let between = |term: &Term| term.status <= TermStatus::Admitted;
        is_replaced && field == TermField::Status && between(old) && between(new)
    };
    let fields = TermField::ALL
        .iter()
        .copied()
        .filter(|field| !settles(*field));
    let changed = fields.filter_map(|field| {
        let (from, to) = (field.of(old), field.of(new));
        (from != to).then(|| What::Field {
            language: new.language.clone(),
            term: new.text.clone(),
            field,
            from,
            to,
        })
    });
    changed.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Location;

    fn tag(name: &str) -> LanguageTag {
        LanguageTag::parse(name).unwrap()
    }

    fn entry(id: &str, terms: &[(&str, &str, TermStatus)]) -> ConceptEntry {
        let mut entry = ConceptEntry::new(id, Location::default());
        let terms = terms
            .iter()
            .map(|(language, text, status)| Term::new(tag(language), *text, *status));
        entry.terms = terms.collect();
        entry
    }

    const PREFERRED: TermStatus = TermStatus::Preferred;
    const ADMITTED: TermStatus = TermStatus::Admitted;

    #[test]
    fn changes_are_told_in_their_meaning() {
        let old = [
            entry(
                "tr",
                &[("en", "Turkey", PREFERRED), ("fa", "ترکیه", PREFERRED)],
            ),
            entry("a", &[("en", "Foo", PREFERRED)]),
            entry("b", &[("en", "Bar", PREFERRED), ("fa", "بار", PREFERRED)]),
            entry("c", &[("en", "Gone", PREFERRED)]),
        ];
        let mut turkey = entry(
            "tr",
            &[
                ("en", "Turkey", TermStatus::Deprecated),
                ("en", "Türkiye", PREFERRED),
                ("fa", "ترکیه", PREFERRED),
            ],
        );
        turkey.terms[0].valid_until = Some("2022-06-01".parse().unwrap());
        let new = [
            turkey,
            entry(
                "a",
                &[
                    ("en", "Foo", PREFERRED),
                    ("en", "Bar", ADMITTED),
                    ("fa", "بار", PREFERRED),
                ],
            ),
            entry("d", &[("en", "New", PREFERRED)]),
        ];
        let changes = diff(&old, &new);
        let of = |id: &str| -> Vec<&What> {
            changes
                .iter()
                .filter(|change| change.concept.0 == id)
                .map(|change| &change.what)
                .collect()
        };
        assert!(
            matches!(of("tr")[0], What::Preferred { from, to, .. } if from == "Turkey" && to == "Türkiye")
        );
        assert!(
            matches!(of("tr")[1], What::Field { field: TermField::Status, to: Some(to), .. } if to == "deprecated")
        );
        assert!(matches!(
            of("tr")[2],
            What::Field {
                field: TermField::Until,
                ..
            }
        ));
        assert_eq!(of("b"), [&What::MergedInto(ConceptId("a".to_owned()))]);
        assert_eq!(of("c"), [&What::EntryRemoved]);
        assert_eq!(of("d"), [&What::EntryAdded]);
        let first = &changes[0];
        assert_eq!(first.outdated(), [(tag("en"), "Turkey".to_owned())]);
        assert!(diff(&old, &old).is_empty());
    }

    #[test]
    fn an_id_that_is_made_of_a_term_changes_with_it() {
        let old = [entry(
            "security-council",
            &[
                ("en", "Security Council", PREFERRED),
                ("ru", "Совет", PREFERRED),
            ],
        )];
        let new = [entry(
            "security-counsil",
            &[
                ("en", "Security Counsil", PREFERRED),
                ("ru", "Совет", PREFERRED),
            ],
        )];
        let changes = diff(&old, &new);
        assert_eq!(
            changes[0].what,
            What::Renamed(ConceptId("security-council".to_owned()))
        );
        assert!(matches!(&changes[1].what, What::Preferred { .. }));
    }
}
