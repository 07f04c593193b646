//! Changing the plain files that concept entries live in.
//!
//! A change is made to the entry as its file says it, written into the file's own rows, read
//! again to see that the file now says what was meant, and only then saved.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::glossary_file::{glossary_format, read_entries, read_text};
use super::sync::{shown_path, source_files};
use super::{Project, ProjectError};
use crate::formats::{EntryChange, ReadOptions, edit_table, is_entry_field, set_entry};
use crate::lang::LanguageTag;
use crate::model::{
    ConceptEntry, ConceptId, Date, Diagnostic, Location, Severity, Term, TermField, TermStatus,
};

/// A change of the glossary.
#[derive(Debug, Clone)]
pub enum TermChange {
    /// Adds terms to an entry, or a new entry.
    Add {
        /// The entry, by its id.
        concept: String,
        /// The terms.
        terms: Vec<(LanguageTag, String)>,
        /// What is said of each of them.
        fields: Vec<(TermField, String)>,
        /// What is said of the concept, by the headings of glossary tables.
        about: Vec<(String, String)>,
        /// The file, for a new entry.
        file: Option<PathBuf>,
    },
    /// Changes what is said of a term, or of the concept where no term is named.
    Set {
        /// The entry, by its id.
        concept: String,
        /// The term.
        term: Option<(LanguageTag, String)>,
        /// Names of fields, or `text`, with their values; an empty value says nothing.
        values: Vec<(String, String)>,
    },
    /// Makes a term one that is to be replaced.
    Deprecate {
        /// The entry, by its id.
        concept: String,
        /// The term.
        term: (LanguageTag, String),
        /// The last day on which it was right.
        until: Option<Date>,
        /// The term to use instead.
        instead: Option<String>,
    },
    /// Puts the terms of one entry into another, and removes it.
    Merge {
        /// The entry that stays, by its id.
        into: String,
        /// The entry that goes.
        from: String,
    },
    /// Removes a term, or the whole entry where none is named.
    Remove {
        /// The entry, by its id.
        concept: String,
        /// The term.
        term: Option<(LanguageTag, String)>,
    },
}

/// A file that was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedFile {
    /// Its path as the user would name it.
    pub path: String,
    /// The entries that were changed in it.
    pub concepts: Vec<String>,
}

impl Project {
    /// Changes the glossary in the files that it lives in. Nothing is written unless every
    /// change of every file could be made.
    ///
    /// # Errors
    /// When an entry or a term is not there, a value is wrong, or a file is no table that can
    /// be edited.
    pub fn change_terms(&self, change: &TermChange) -> Result<Vec<ChangedFile>, ProjectError> {
        let mut editing = Editing::open(self)?;
        editing.apply(change)?;
        editing.save()
    }
}

/// A glossary file with what it says.
struct GlossaryFile {
    file: PathBuf,
    path: String,
    text: String,
    entries: Vec<ConceptEntry>,
    changed: Vec<String>,
}

/// A field of a term with what it is to say.
type FieldValue = (TermField, String);

struct Editing {
    files: Vec<GlossaryFile>,
    options: ReadOptions,
    root: PathBuf,
}

fn refused(location: Location, message: impl Into<String>) -> ProjectError {
    ProjectError::Refused(Box::new(Diagnostic::new(
        Severity::Error,
        location,
        message,
    )))
}

impl Editing {
    fn open(project: &Project) -> Result<Self, ProjectError> {
        let options = ReadOptions {
            columns: project.config.import.columns.clone(),
            ..ReadOptions::default()
        };
        let mut files = Vec::new();
        for file in source_files(&project.root, &project.config)? {
            let path = shown_path(&project.root, &file);
            let Some(format) = glossary_format(&file, &path, &options)? else {
                continue;
            };
            // A glossary that does not read was told of when the project was opened.
            if let Ok(entries) = read_entries(format, &file, &path, &options) {
                let text = fs::read_to_string(&file).unwrap_or_default();
                files.push(GlossaryFile {
                    file,
                    path,
                    text,
                    entries,
                    changed: Vec::new(),
                });
            }
        }
        Ok(Self {
            files,
            options,
            root: project.root.clone(),
        })
    }

    /// The places of an entry: file and entry.
    fn places(&self, concept: &str) -> Vec<(usize, usize)> {
        let files = self.files.iter().enumerate();
        let places = files.flat_map(|(at, file)| {
            let own = file.entries.iter().enumerate();
            let own = own.filter(|(_, entry)| entry.id.0 == concept);
            own.map(move |(place, _)| (at, place))
        });
        places.collect()
    }

    /// The places of an entry that has to be there.
    fn known(&self, concept: &str) -> Result<Vec<(usize, usize)>, ProjectError> {
        let places = self.places(concept);
        if !places.is_empty() {
            return Ok(places);
        }
        // Whoever does not know the id may know a term.
        let named = self.files.iter().flat_map(|file| &file.entries);
        let named = named.filter(|entry| entry.terms.iter().any(|term| term.text == concept));
        let ids: Vec<String> = named.map(|entry| entry.id.0.clone()).collect();
        Err(match ids.is_empty() {
            true => ProjectError::Unknown {
                what: "concept entry of a glossary file named",
                name: concept.to_owned(),
                known: "the ids that `tarjuman lookup` shows".to_owned(),
            },
            false => ProjectError::Unknown {
                what: "concept entry with the id",
                name: concept.to_owned(),
                known: format!("{}, where it is a term", ids.join(", ")),
            },
        })
    }

    /// The place of a term of an entry.
    fn term(
        &self,
        concept: &str,
        (language, text): &(LanguageTag, String),
    ) -> Result<(usize, usize, usize), ProjectError> {
        let mut known = Vec::new();
        for (file, place) in self.known(concept)? {
            let terms = &self.files[file].entries[place].terms;
            let is_it = |term: &Term| term.language == *language && term.text == *text;
            if let Some(at) = terms.iter().position(is_it) {
                return Ok((file, place, at));
            }
            let own = terms.iter().filter(|term| term.language == *language);
            known.extend(own.map(|term| term.text.clone()));
        }
        Err(ProjectError::Unknown {
            what: "term of this entry",
            name: text.clone(),
            known: match known.is_empty() {
                true => format!("none in {language}"),
                false => known.join(", "),
            },
        })
    }

    fn apply(&mut self, change: &TermChange) -> Result<(), ProjectError> {
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

    /// Writes an entry, or removes it, in the text of its file.
    fn write(
        &mut self,
        file: usize,
        place: usize,
        entry: Option<ConceptEntry>,
    ) -> Result<(), ProjectError> {
        let own = &self.files[file];
        let old = &own.entries[place];
        let change = match &entry {
            Some(new) => EntryChange::Replace(old, new),
            None => EntryChange::Remove(old),
        };
        let id = old.id.0.clone();
        self.edit(
            file,
            change_text(own, &self.options, change)?,
            (&id, entry.as_ref()),
        )
    }

    fn write_new(&mut self, entry: ConceptEntry, file: Option<&Path>) -> Result<(), ProjectError> {
        let wanted = file.map(|file| shown_path(&self.root, &self.absolute(file)));
        let is_wanted = |own: &GlossaryFile| match &wanted {
            Some(path) => own.path == *path,
            None => true,
        };
        let found: Vec<usize> = (0..self.files.len())
            .filter(|at| is_wanted(&self.files[*at]))
            .collect();
        let [at] = found.as_slice() else {
            let paths: Vec<&str> = self.files.iter().map(|own| own.path.as_str()).collect();
            let (what, name) = match wanted {
                Some(file) => ("glossary file of the project", file),
                None => (
                    "concept entry, and a new one needs its file (--file):",
                    entry.id.0.clone(),
                ),
            };
            return Err(ProjectError::Unknown {
                what,
                name,
                known: paths.join(", "),
            });
        };
        let own = &self.files[*at];
        let text = change_text(own, &self.options, EntryChange::Add(&entry))?;
        let id = entry.id.0.clone();
        self.edit(*at, text, (&id, Some(&entry)))
    }

    fn absolute(&self, file: &Path) -> PathBuf {
        fs::canonicalize(file).unwrap_or_else(|_| self.root.join(file))
    }

    /// Takes a changed text, when it reads and says of the entry what it is to say.
    fn edit(
        &mut self,
        file: usize,
        text: String,
        (id, expected): (&str, Option<&ConceptEntry>),
    ) -> Result<(), ProjectError> {
        let own = &self.files[file];
        let entries = read_text(&text, &own.path, &self.options)?;
        let found = entries.iter().find(|entry| entry.id.0 == id);
        let is_right = match (found, expected) {
            (None, None) => true,
            (Some(found), Some(expected)) => says_the_same(found, expected),
            // Without a column of ids the id is made of the first term, and goes with it.
            (None, Some(expected)) => entries.iter().any(|found| says_the_same(found, expected)),
            (Some(_), None) => false,
        };
        if !is_right {
            let message = "the columns of the file cannot hold this change";
            return Err(refused(Location::file(own.path.as_str()), message));
        }
        let own = &mut self.files[file];
        own.text = text;
        own.entries = entries;
        own.changed.push(id.to_owned());
        Ok(())
    }

    fn save(self) -> Result<Vec<ChangedFile>, ProjectError> {
        let mut changed = Vec::new();
        let edited = self.files.into_iter().filter(|own| !own.changed.is_empty());
        for own in edited {
            let fresh = own.file.with_file_name(format!(
                ".{}.new",
                own.file
                    .file_name()
                    .map(|name| name.to_string_lossy())
                    .unwrap_or_default()
            ));
            fs::write(&fresh, &own.text).map_err(ProjectError::io("write", &fresh))?;
            fs::rename(&fresh, &own.file).map_err(ProjectError::io("write", &own.file))?;
            let mut concepts = own.changed;
            concepts.dedup();
            changed.push(ChangedFile {
                path: own.path,
                concepts,
            });
        }
        Ok(changed)
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

fn change_text(
    own: &GlossaryFile,
    options: &ReadOptions,
    change: EntryChange<'_>,
) -> Result<String, ProjectError> {
    if own.text.is_empty() {
        let message = "the file is not UTF-8; save it so before it is edited";
        return Err(refused(Location::file(own.path.as_str()), message));
    }
    edit_table(&own.text, &own.path, options, change)
        .map_err(|diagnostic| ProjectError::Refused(Box::new(diagnostic)))
}

/// Whether two entries have the same terms with the same fields.
fn says_the_same(found: &ConceptEntry, expected: &ConceptEntry) -> bool {
    type Said = BTreeMap<(LanguageTag, String), Vec<Option<String>>>;
    let said = |entry: &ConceptEntry| -> Said {
        let terms = entry.terms.iter().map(|term| {
            let fields = TermField::ALL.iter().map(|field| field.of(term));
            ((term.language.clone(), term.text.clone()), fields.collect())
        });
        terms.collect()
    };
    said(found) == said(expected)
        && found.terms.len() == expected.terms.len()
        && found.relations.len() == expected.relations.len()
        && (&found.subject, &found.note, &found.definition)
            == (&expected.subject, &expected.note, &expected.definition)
}
