//! Importing a file: all of it or nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::io::BufRead;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use super::filter::{Filter, FilterSetting, Filters, LeftOut};
use super::observer::{Event, Observer};
use super::sources::ImportSource;
use super::sync::{hash, source_files, stat};
use super::{Project, ProjectError, config, sync};
use crate::formats::corpus::{self, Side};
use crate::formats::{
    self, FORMATS, Format, Holds, ReadError, ReadOptions, Sink, SinkError, encoding,
};
use crate::glossary::{Comparison, Conflict, Duplicate, Glossary};
use crate::model::{ConceptEntry, Date, Diagnostic, Document, Location, Severity, Timestamp, Unit};
use crate::store::{Fingerprint, NewSource, SourceKind, SourceWriter, Store, StoreError};

/// Whether an import writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportMode {
    /// It does.
    Write,
    /// It only says what it would do.
    DryRun,
}

/// What is to be imported, and how.
#[derive(Debug, Clone)]
pub struct ImportRequest<'r> {
    /// The files, and files that go together.
    pub sources: &'r [ImportSource],
    /// The name of their format, where content and ending do not tell.
    pub format: Option<&'r str>,
    /// What is changed of the filters. Corpora go through all of them, memories through none,
    /// unless something is said.
    pub filters: &'r [FilterSetting],
    /// Whether anything is written.
    pub mode: ImportMode,
    /// What the files do not say themselves. Columns are remembered in the settings once a file
    /// was taken with them.
    pub read: ReadOptions,
}

/// What an import of one file came to.
#[derive(Debug, Clone)]
pub struct Imported {
    /// The path of the source.
    pub path: String,
    /// What came of it.
    pub outcome: Outcome,
    /// What the reader had to say, in the order of the file.
    pub diagnostics: Vec<Diagnostic>,
}

/// What came of a file.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// It was taken, or would have been.
    Accepted {
        /// The name of its format.
        format: String,
        /// Units.
        units: u32,
        /// Concept entries.
        concepts: u32,
        /// Concept entries whose id another source has too: their terms come together.
        merged: u32,
        /// What was passed over, by reason.
        skipped: BTreeMap<String, u32>,
        /// Where the file and the glossary, or the file and itself, name a concept differently.
        conflicts: Vec<Conflict>,
        /// How many more conflicts there are than are listed.
        more_conflicts: usize,
        /// Entries that say nothing that another one does not say.
        duplicates: Vec<Duplicate>,
        /// How many more of those there are than are listed.
        more_duplicates: usize,
    },
    /// Nothing of it was taken.
    Refused(Diagnostic),
    /// It is a source of the project, which is kept in step without being imported.
    Synced,
}

/// A source with what is known of it before it is read.
pub(super) struct FileToImport<'f> {
    pub(super) source: &'f ImportSource,
    pub(super) path: &'f str,
    pub(super) kind: SourceKind,
    pub(super) fingerprint: Fingerprint,
    pub(super) format: Option<&'static dyn Format>,
    pub(super) read: &'f ReadOptions,
    pub(super) filters: &'f [FilterSetting],
    /// What its entries are compared with, where that is wanted.
    pub(super) known: Option<&'f Glossary>,
}

impl Project {
    /// Imports sources by command: their content stays until it is removed, whatever becomes of
    /// the files. A source of a name that was imported before replaces it. Each is taken as a
    /// whole or refused; one refused source does not stop the others.
    ///
    /// # Errors
    /// When a file cannot be opened, is of no known format, or the store fails.
    pub fn import(
        &mut self,
        request: &ImportRequest<'_>,
        observer: &dyn Observer,
    ) -> Result<Vec<Imported>, ProjectError> {
        let ImportRequest { sources, mode, .. } = *request;
        let format = request.format.map(named_format).transpose()?;
        let mut read = request.read.clone();
        for (name, what) in &self.config.import.columns {
            read.columns
                .entry(name.clone())
                .or_insert_with(|| what.clone());
        }
        let own: BTreeSet<PathBuf> = source_files(&self.root, &self.config)?
            .into_iter()
            .collect();
        let mut results = Vec::new();
        for source in sources {
            let source = source.resolved()?;
            let path = source.path(&self.root);
            if let ImportSource::File(file) = &source
                && own.contains(file)
            {
                results.push(Imported {
                    path,
                    outcome: Outcome::Synced,
                    diagnostics: Vec::new(),
                });
                continue;
            }
            let to_import = FileToImport {
                source: &source,
                path: &path,
                kind: SourceKind::Imported,
                fingerprint: fingerprint(&source)?,
                format,
                read: &read,
                filters: request.filters,
                known: Some(&self.glossary),
            };
            match import_file(&self.store, &to_import, mode, observer) {
                Ok(imported) => results.push(imported),
                Err(ProjectError::Refused(diagnostic)) => results.push(Imported {
                    path,
                    outcome: Outcome::Refused(*diagnostic),
                    diagnostics: Vec::new(),
                }),
                Err(error) => return Err(error),
            }
        }
        if mode == ImportMode::Write {
            self.remember(&request.read, &results)?;
            self.memory = sync::index(&self.store, observer)?;
            self.glossary = Glossary::open(&self.store)?;
        }
        Ok(results)
    }

    /// Keeps the mapping of columns in the settings, when a file was taken with it.
    fn remember(&mut self, read: &ReadOptions, results: &[Imported]) -> Result<(), ProjectError> {
        let is_taken = |imported: &Imported| matches!(imported.outcome, Outcome::Accepted { .. });
        if read.columns.is_empty() || !results.iter().any(is_taken) {
            return Ok(());
        }
        // A number tells of one file, not of others.
        let mut columns = read.columns.clone();
        columns.retain(|name, _| name.parse::<u32>().is_err());
        columns.retain(|name, what| self.config.import.columns.get(name) != Some(what));
        if columns.is_empty() {
            return Ok(());
        }
        config::remember_columns(&self.root, &columns)?;
        self.config.import.columns.append(&mut columns);
        Ok(())
    }

    /// Removes what was imported from a path; false when there is nothing of that path.
    ///
    /// # Errors
    /// When the store fails.
    pub fn remove(&mut self, path: &str, observer: &dyn Observer) -> Result<bool, ProjectError> {
        let removed = self.store.remove_source(path)?;
        if removed {
            self.memory = sync::index(&self.store, observer)?;
            self.glossary = Glossary::open(&self.store)?;
        }
        Ok(removed)
    }
}

fn named_format(name: &str) -> Result<&'static dyn Format, ProjectError> {
    formats::format_of(name).ok_or_else(|| ProjectError::Unknown {
        what: "format",
        name: name.to_owned(),
        known: format_names(),
    })
}

fn format_names() -> String {
    let names: Vec<&str> = FORMATS.iter().map(|format| format.name()).collect();
    names.join(", ")
}

/// What the files of a source are like: of several all together.
fn fingerprint(source: &ImportSource) -> Result<Fingerprint, ProjectError> {
    let mut whole = Fingerprint::default();
    for file in source.files() {
        let own = stat(file).map_err(ProjectError::io("read", file))?;
        let hash = hash(file).map_err(ProjectError::io("read", file))?;
        whole.length += own.length;
        whole.modified = whole.modified.max(own.modified);
        // Another order of the files is another source.
        whole.hash = whole.hash.rotate_left(7) ^ hash;
    }
    Ok(whole)
}

/// Reads a source into the store, or only reads it.
pub(super) fn import_file(
    store: &Store,
    source: &FileToImport<'_>,
    mode: ImportMode,
    observer: &dyn Observer,
) -> Result<Imported, ProjectError> {
    let opened = Opened::open(source)?;
    let (name, holds) = (opened.name(), opened.holds());
    observer.event(&Event::Reading { path: source.path });
    let writer = match mode {
        ImportMode::DryRun => None,
        ImportMode::Write => Some(store.begin(NewSource {
            path: source.path.to_owned(),
            kind: source.kind,
            fingerprint: source.fingerprint,
            format: name.to_owned(),
            imported: now(),
        })?),
    };
    let filters = match holds {
        Holds::Corpus => Filters::all(),
        Holds::Memory | Holds::Glossary => Filters::none(),
    };
    let mut receiver = Receiver {
        writer,
        path: source.path,
        observer,
        units: 0,
        read: 0,
        concepts: Vec::new(),
        comparison: source.known.map(|known| comparison(known, source.path)),
        diagnostics: Vec::new(),
        filters: filters.with(source.filters),
        left_out: BTreeMap::new(),
    };
    if let Err(error) = opened.read(&mut receiver) {
        return Err(read_error(error));
    }
    let Receiver {
        writer,
        units,
        concepts,
        comparison,
        diagnostics,
        left_out,
        ..
    } = receiver;
    let comparison = comparison.unwrap_or_default();
    let merged = merged_with_others(store, source.path, &concepts)?;
    if let Some(writer) = writer {
        writer.commit()?;
    }
    let concepts = u32::try_from(concepts.len()).unwrap_or(u32::MAX);
    observer.event(&Event::Imported {
        path: source.path,
        units,
        concepts,
    });
    for said in diagnostics
        .iter()
        .filter(|said| said.severity > Severity::Note)
    {
        observer.event(&Event::Said(said));
    }
    let mut skipped = skipped(&diagnostics);
    skipped.extend(left_out);
    Ok(Imported {
        path: source.path.to_owned(),
        outcome: Outcome::Accepted {
            format: name.to_owned(),
            units,
            concepts,
            merged,
            skipped,
            conflicts: comparison.conflicts,
            more_conflicts: comparison.more_conflicts,
            duplicates: comparison.duplicates,
            more_duplicates: comparison.more_duplicates,
        },
        diagnostics,
    })
}

/// The name of the format of files of lines.
const LINES: &str = "lines";

/// A source with its files open.
struct Opened<'o> {
    source: &'o FileToImport<'o>,
    files: Vec<encoding::Opened>,
    /// The names of the files for people.
    names: Vec<String>,
    format: Option<&'static dyn Format>,
}

impl<'o> Opened<'o> {
    fn open(source: &'o FileToImport<'o>) -> Result<Self, ProjectError> {
        let paths = source.source.files();
        let mut files = Vec::new();
        let mut names = Vec::new();
        for path in &paths {
            let name = match paths.len() {
                1 => match source.source {
                    ImportSource::File(_) => source.path.to_owned(),
                    _ => file_name(path),
                },
                _ => file_name(path),
            };
            let opened = encoding::open(path, &name).map_err(ProjectError::io("read", *path))?;
            files.push(opened);
            names.push(name);
        }
        let format = match source.source {
            ImportSource::File(file) => {
                let beginning = files.first().map_or("", |first| first.beginning.as_str());
                let found = source
                    .format
                    .or_else(|| formats::detect_with(source.path, beginning, source.read));
                Some(found.ok_or_else(|| ProjectError::UnknownFormat {
                    path: file.clone(),
                    known: format_names(),
                })?)
            }
            ImportSource::Columns(..) => formats::format_of("columns"),
            ImportSource::TestSet(_) => formats::format_of("wmt"),
            ImportSource::Lines(_) => None,
        };
        Ok(Self {
            source,
            files,
            names,
            format,
        })
    }

    fn name(&self) -> &'static str {
        self.format.map_or(LINES, Format::name)
    }

    fn holds(&self) -> Holds {
        self.format.map_or(Holds::Corpus, Format::holds)
    }

    fn read(mut self, sink: &mut dyn Sink) -> Result<(), ReadError> {
        for file in &mut self.files {
            if let Some(said) = file.diagnostic.take() {
                sink.diagnostic(said);
            }
        }
        let names = &self.names;
        let mut files: Vec<(&str, &mut dyn BufRead)> = Vec::new();
        for (name, file) in names.iter().zip(&mut self.files) {
            files.push((name, &mut file.reader));
        }
        match (self.source.source, self.format) {
            (ImportSource::Lines(sides), _) => {
                if let [(language, _)] = &sides[..] {
                    return Err(alone(names, language).into());
                }
                let both = sides.iter().zip(files);
                let mut sides: Vec<Side<'_>> = both
                    .map(|((language, _), (path, text))| Side {
                        language: language.clone(),
                        path,
                        text,
                    })
                    .collect();
                corpus::read_lines(&mut sides, sink)
            }
            (ImportSource::TestSet(_), _) => corpus::read_wmt(&mut files, sink),
            (ImportSource::Columns(languages, _), _) => match files.pop() {
                Some((path, text)) => corpus::read_columns(text, path, languages, sink),
                None => Ok(()),
            },
            (ImportSource::File(_), Some(format)) => match files.pop() {
                Some((path, text)) => format.read(text, path, self.source.read, sink),
                None => Ok(()),
            },
            (ImportSource::File(_), None) => Ok(()),
        }
    }
}

/// That a file of lines is named without one that it stands for.
fn alone(names: &[String], language: &crate::lang::LanguageTag) -> Diagnostic {
    let path = names.first().map_or("", String::as_str);
    let message = format!("only {language} is named; a text alone makes no units");
    let location = Location::file(path);
    Diagnostic::new(Severity::Error, location, message)
        .with_advice("name its translation too, as in en=corpus.en fa=corpus.fa")
}

/// The last part of a path, as people call a file.
fn file_name(path: &Path) -> String {
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned());
    name.unwrap_or_default()
}

/// A comparison with what other sources say.
fn comparison(known: &Glossary, path: &str) -> Comparison {
    let mut comparison = Comparison::default();
    let others = known
        .entries()
        .iter()
        .filter(|entry| entry.location.path != path);
    others.for_each(|entry| comparison.know(entry));
    comparison
}

/// How many of some ids other sources have too.
fn merged_with_others(store: &Store, path: &str, ids: &[String]) -> Result<u32, StoreError> {
    if ids.is_empty() {
        return Ok(0);
    }
    let ids: BTreeSet<&str> = ids.iter().map(String::as_str).collect();
    let mut merged = BTreeSet::new();
    for entry in store.concepts() {
        let entry = entry?;
        if entry.location.path != path && ids.contains(entry.id.0.as_str()) {
            merged.insert(entry.id);
        }
    }
    Ok(u32::try_from(merged.len()).unwrap_or(u32::MAX))
}

/// What readers say they skipped, counted by their words.
fn skipped(diagnostics: &[Diagnostic]) -> BTreeMap<String, u32> {
    let mut reasons = BTreeMap::new();
    for said in diagnostics {
        if said.message.ends_with("was skipped") {
            *reasons.entry(said.message.clone()).or_insert(0) += 1;
        }
    }
    reasons
}

fn read_error(error: ReadError) -> ProjectError {
    match error {
        ReadError::Refused(diagnostic) => ProjectError::Refused(diagnostic),
        ReadError::Sink(error) => match error.downcast::<StoreError>() {
            Ok(error) => ProjectError::Store(*error),
            Err(error) => ProjectError::Refused(Box::new(Diagnostic::new(
                Severity::Error,
                crate::model::Location::default(),
                error.to_string(),
            ))),
        },
    }
}

/// The present day, in UTC.
pub fn today() -> Date {
    now().date()
}

/// The present time, for the record of a source.
pub fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    let seconds = since.map_or(0, |since| since.as_secs());
    Timestamp(i64::try_from(seconds).unwrap_or(i64::MAX))
}

/// How often progress is told, in units.
const STEP: u32 = 10_000;

struct Receiver<'r> {
    writer: Option<SourceWriter<'r>>,
    path: &'r str,
    observer: &'r dyn Observer,
    /// Units that were taken.
    units: u32,
    /// Units that the source had.
    read: u32,
    concepts: Vec<String>,
    comparison: Option<Comparison>,
    diagnostics: Vec<Diagnostic>,
    filters: Filters,
    /// How many units each filter left out.
    left_out: BTreeMap<String, u32>,
}

/// So many units that a filter left out are shown.
const EXAMPLES: u32 = 3;

impl Receiver<'_> {
    /// Counts a unit that a filter left out, and shows the first ones.
    fn leave_out(&mut self, unit: &Unit, left_out: &LeftOut) {
        let name = left_out.filter.name();
        let count = self.left_out.entry(name.to_owned()).or_default();
        *count += 1;
        if *count <= EXAMPLES {
            let location = Location::line(self.path, unit.origin.line);
            let message = format!("left out ({name}): {}", left_out.found);
            self.diagnostics
                .push(Diagnostic::new(Severity::Note, location, message));
        }
    }
}

impl Sink for Receiver<'_> {
    fn unit(&mut self, unit: Unit) -> Result<(), SinkError> {
        self.read = self.read.saturating_add(1);
        if self.read.is_multiple_of(STEP) {
            self.observer.event(&Event::Progress {
                path: self.path,
                units: u64::from(self.read),
            });
        }
        if let Some(left_out) = self.filters.look(&unit) {
            self.leave_out(&unit, &left_out);
            return Ok(());
        }
        if unit.variants.len() < 2 {
            let name = Filter::Empty.name().to_owned();
            *self.left_out.entry(name).or_default() += 1;
            return Ok(());
        }
        if let Some(writer) = &mut self.writer {
            writer.unit(&unit)?;
        }
        self.units += 1;
        Ok(())
    }

    fn concept(&mut self, entry: ConceptEntry) -> Result<(), SinkError> {
        if let Some(writer) = &mut self.writer {
            writer.concept(&entry)?;
        }
        if let Some(comparison) = &mut self.comparison {
            comparison.compare(&entry);
        }
        self.concepts.push(entry.id.0);
        Ok(())
    }

    fn document(&mut self, document: Document) -> Result<(), SinkError> {
        if let Some(writer) = &mut self.writer {
            writer.document(&document)?;
        }
        Ok(())
    }

    fn diagnostic(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }
}
