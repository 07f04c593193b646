//! The glossary files of a project while they are changed: nothing is written before each of
//! them reads and says what was meant.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::ChangedFile;
use crate::formats::{EntryChange, ReadOptions, edit_table};
use crate::lang::LanguageTag;
use crate::model::{ConceptEntry, Diagnostic, Location, Severity, Term, TermField};
use crate::project::glossary_file::{glossary_format, read_entries, read_text};
use crate::project::sync::{shown_path, source_files};
use crate::project::{Project, ProjectError};

/// A glossary file with what it says.
pub(super) struct GlossaryFile {
    file: PathBuf,
    path: String,
    text: String,
    pub(super) entries: Vec<ConceptEntry>,
    changed: Vec<String>,
}

pub(super) struct Editing {
    pub(super) files: Vec<GlossaryFile>,
    options: ReadOptions,
    root: PathBuf,
}

pub(super) fn refused(location: Location, message: impl Into<String>) -> ProjectError {
    ProjectError::Refused(Box::new(Diagnostic::new(
        Severity::Error,
        location,
        message,
    )))
}

impl Editing {
    pub(super) fn open(project: &Project) -> Result<Self, ProjectError> {
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
    pub(super) fn places(&self, concept: &str) -> Vec<(usize, usize)> {
        let files = self.files.iter().enumerate();
        let places = files.flat_map(|(at, file)| {
            let own = file.entries.iter().enumerate();
            let own = own.filter(|(_, entry)| entry.id.0 == concept);
            own.map(move |(place, _)| (at, place))
        });
        places.collect()
    }

    /// The places of an entry that has to be there.
    pub(super) fn known(&self, concept: &str) -> Result<Vec<(usize, usize)>, ProjectError> {
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
    pub(super) fn term(
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

    /// Writes an entry, or removes it, in the text of its file.
    pub(super) fn write(
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

    pub(super) fn write_new(
        &mut self,
        entry: ConceptEntry,
        file: Option<&Path>,
    ) -> Result<(), ProjectError> {
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

    pub(super) fn save(self) -> Result<Vec<ChangedFile>, ProjectError> {
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
