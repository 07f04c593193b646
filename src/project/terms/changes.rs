//! What each change does to its entry.

use std::path::Path;

use super::TermChange;
use super::editing::{Editing, refused};
use crate::formats::{is_entry_field, set_entry};
use crate::lang::LanguageTag;
use crate::model::{ConceptEntry, ConceptId, Date, Location, Term, TermField, TermStatus};
use crate::project::ProjectError;

/// A field of a term with what it is to say.
type FieldValue = (TermField, String);

impl Editing {
    pub(super) fn apply(&mut self, change: &TermChange) -> Result<(), ProjectError> {
        match change {
            TermChange::Add {
                concept,
                terms,
                fields,
                about,
                file,
            } => self.add(concept, terms, (fields, about), file.as_deref()),
            TermChange::Set {
                concept,
                term: None,
                values,
            } => self.set_entry(concept, values),
            TermChange::Set {
                concept,
                term: Some(term),
                values,
            } => self.set_term(concept, term, values),
            TermChange::Deprecate {
                concept,
                term,
                until,
                instead,
            } => self.deprecate(concept, term, until.as_ref(), instead.as_deref()),
            TermChange::Merge { into, from } => self.merge(into, from),
            TermChange::Remove {
                concept,
                term: None,
            } => self.remove(concept),
            TermChange::Remove {
                concept,
                term: Some(term),
            } => {
                let (file, place, at) = self.term(concept, term)?;
                let mut entry = self.files[file].entries[place].clone();
                entry.terms.remove(at);
                match entry.terms.is_empty() {
                    true => self.write(file, place, None),
                    false => self.write(file, place, Some(entry)),
                }
            }
        }
    }

    fn add(
        &mut self,
        concept: &str,
        terms: &[(LanguageTag, String)],
        (fields, about): (&[FieldValue], &[(String, String)]),
        file: Option<&Path>,
    ) -> Result<(), ProjectError> {
        let place = self.places(concept).first().copied();
        let mut entry = match place {
            Some((at, place)) => self.files[at].entries[place].clone(),
            None => ConceptEntry::new(concept, Location::default()),
        };
        for (language, text) in terms {
            let is_known = |term: &Term| term.language == *language && term.text == *text;
            if entry.terms.iter().any(is_known) {
                let message = format!("{concept} has the term {text:?} in {language} already");
                return Err(refused(entry.location.clone(), message));
            }
            let has_preferred = entry
                .preferred(language)
                .is_some_and(|term| term.status == TermStatus::Preferred);
            let status = match has_preferred {
                true => TermStatus::Admitted,
                false => TermStatus::Preferred,
            };
            let mut term = Term::new(language.clone(), text.as_str(), status);
            for (field, value) in fields {
                field
                    .set(&mut term, value)
                    .map_err(|what| refused(entry.location.clone(), what))?;
            }
            // A second preferred term would leave two forms to print.
            if term.status == TermStatus::Preferred {
                let others = entry
                    .terms
                    .iter_mut()
                    .filter(|own| own.language == *language);
                others
                    .filter(|own| own.status == TermStatus::Preferred)
                    .for_each(|own| own.status = TermStatus::Admitted);
            }
            entry.terms.push(term);
        }
        for (heading, value) in about {
            self.say(place.map(|(file, _)| file), &mut entry, (heading, value))?;
        }
        match place {
            Some((at, place)) => self.write(at, place, Some(entry)),
            None => self.write_new(entry, file),
        }
    }

    fn set_entry(
        &mut self,
        concept: &str,
        values: &[(String, String)],
    ) -> Result<(), ProjectError> {
        let places = self.known(concept)?;
        let (file, place) = places[0];
        let mut entry = self.files[file].entries[place].clone();
        for (heading, value) in values {
            self.say(Some(file), &mut entry, (heading, value))?;
        }
        self.write(file, place, Some(entry))
    }

    /// Says something of a concept: in a field, or in a column that its file has already. Any
    /// other name is most likely a typing mistake.
    fn say(
        &self,
        file: Option<usize>,
        entry: &mut ConceptEntry,
        (heading, value): (&str, &str),
    ) -> Result<(), ProjectError> {
        let has_column = |own: &ConceptEntry| own.properties.iter().any(|one| one.name == heading);
        let is_column = || file.is_some_and(|at| self.files[at].entries.iter().any(has_column));
        let done = match is_entry_field(heading) || is_column() {
            true => set_entry(entry, heading, value),
            false => Err(format!(
                "{heading:?} is no field of a concept and no column of its file; \
                 docs/glossary-format.md names the fields"
            )),
        };
        done.map_err(|what| refused(entry.location.clone(), what))
    }

    fn set_term(
        &mut self,
        concept: &str,
        term: &(LanguageTag, String),
        values: &[(String, String)],
    ) -> Result<(), ProjectError> {
        let (file, place, at) = self.term(concept, term)?;
        let mut entry = self.files[file].entries[place].clone();
        let location = entry.location.clone();
        for (name, value) in values {
            if name == "text" {
                entry.terms[at].text = value.trim().to_owned();
                continue;
            }
            let field: TermField = name.parse().map_err(|error: crate::model::UnknownName| {
                refused(location.clone(), error.to_string())
            })?;
            field.clear(&mut entry.terms[at]);
            field
                .set(&mut entry.terms[at], value)
                .map_err(|what| refused(location.clone(), what))?;
            let is_preferred = entry.terms[at].status == TermStatus::Preferred;
            if field == TermField::Status && is_preferred {
                prefer(&mut entry, at);
            }
        }
        self.write(file, place, Some(entry))
    }

    fn deprecate(
        &mut self,
        concept: &str,
        term: &(LanguageTag, String),
        until: Option<&Date>,
        instead: Option<&str>,
    ) -> Result<(), ProjectError> {
        let (file, place, at) = self.term(concept, term)?;
        let mut entry = self.files[file].entries[place].clone();
        let was_preferred = entry.terms[at].status == TermStatus::Preferred;
        entry.terms[at].status = TermStatus::Deprecated;
        if let Some(until) = until {
            entry.terms[at].valid_until = Some(until.clone());
        }
        let language = &term.0;
        let next = match instead {
            Some(text) => {
                let mut own = entry.terms.iter();
                let known = own.position(|own| own.language == *language && own.text == text);
                Some(known.unwrap_or_else(|| {
                    let status = TermStatus::Preferred;
                    entry.terms.push(Term::new(language.clone(), text, status));
                    entry.terms.len() - 1
                }))
            }
            // Somebody has to be the form to print.
            None if was_preferred => entry.terms.iter().position(|own| {
                own.language == *language
                    && own.status == TermStatus::Admitted
                    && own.part_of_speech != Some(crate::model::PartOfSpeech::Adjective)
            }),
            None => None,
        };
        if let Some(next) = next {
            prefer(&mut entry, next);
        }
        self.write(file, place, Some(entry))
    }

    fn merge(&mut self, into: &str, from: &str) -> Result<(), ProjectError> {
        if into == from {
            let message = "an entry cannot be merged with itself";
            return Err(refused(Location::file(into), message));
        }
        let (file, place) = self.known(into)?[0];
        let mut entry = self.files[file].entries[place].clone();
        let gone = self.known(from)?;
        for (at, other) in &gone {
            let other = self.files[*at].entries[*other].clone();
            for term in other.terms {
                let is_known = |own: &Term| own.language == term.language && own.text == term.text;
                if entry.terms.iter().any(is_known) {
                    continue;
                }
                let has_preferred = entry.preferred(&term.language).is_some();
                let mut term = Term { line: 0, ..term };
                if has_preferred && term.status == TermStatus::Preferred {
                    term.status = TermStatus::Admitted;
                }
                entry.terms.push(term);
            }
            entry.subject = entry.subject.take().or(other.subject);
            entry.definition = entry.definition.take().or(other.definition);
            entry.note = entry.note.take().or(other.note);
            entry.source = entry.source.take().or(other.source);
            for relation in other.relations {
                let is_own = relation.target.0 == into || entry.relations.contains(&relation);
                if !is_own {
                    entry.relations.push(relation);
                }
            }
        }
        self.write(file, place, Some(entry))?;
        self.remove(from)?;
        self.point_elsewhere(from, into)
    }

    /// Makes the relations to an entry that is gone point to the one that took its terms.
    fn point_elsewhere(&mut self, from: &str, into: &str) -> Result<(), ProjectError> {
        loop {
            let files = self.files.iter().enumerate();
            let found = files
                .flat_map(|(at, file)| {
                    let own = file.entries.iter().enumerate();
                    own.map(move |(place, entry)| (at, place, entry))
                })
                .find(|(_, _, entry)| entry.relations.iter().any(|own| own.target.0 == from));
            let Some((file, place, entry)) = found else {
                return Ok(());
            };
            let mut entry = entry.clone();
            for relation in &mut entry.relations {
                if relation.target.0 == from {
                    relation.target = ConceptId(into.to_owned());
                }
            }
            self.write(file, place, Some(entry))?;
        }
    }

    fn remove(&mut self, concept: &str) -> Result<(), ProjectError> {
        self.known(concept)?;
        while let Some((file, place)) = self.places(concept).first().copied() {
            self.write(file, place, None)?;
        }
        Ok(())
    }
}

/// Makes a term the preferred one of its language; what was before becomes admitted.
fn prefer(entry: &mut ConceptEntry, at: usize) {
    let language = entry.terms[at].language.clone();
    for (place, term) in entry.terms.iter_mut().enumerate() {
        if place == at {
            term.status = TermStatus::Preferred;
        } else if term.language == language && term.status == TermStatus::Preferred {
            term.status = TermStatus::Admitted;
        }
    }
}
