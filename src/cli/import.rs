//! `import`: taking files in, and what is told of it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Done;
use super::args::{Global, ImportArguments};
use super::error::{Failure, diagnostic_lines};
use super::output::{Form, Output};
use super::progress::Teller;
use crate::formats::ReadOptions;
use crate::glossary::{Conflict, Duplicate};
use crate::project::{
    self, ImportMode, ImportRequest, ImportSource, Imported, Outcome, Project, ProjectError,
};
use crate::report::counted;

#[derive(Serialize)]
struct ImportJson<'i> {
    file: &'i str,
    outcome: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    format: Option<&'i str>,
    units: u32,
    concepts: u32,
    merged: u32,
    skipped: BTreeMap<String, u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<u32>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    conflicts: Vec<ConflictJson<'i>>,
    #[serde(skip_serializing_if = "is_zero")]
    more_conflicts: usize,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    duplicates: Vec<DuplicateJson<'i>>,
    #[serde(skip_serializing_if = "is_zero")]
    more_duplicates: usize,
    remarks: Vec<String>,
}

fn is_zero(number: &usize) -> bool {
    *number == 0
}

#[derive(Serialize)]
struct ConflictJson<'i> {
    language: &'i str,
    term: &'i str,
    concept: &'i str,
    location: String,
    other_term: &'i str,
    other_concept: &'i str,
    other_location: String,
    by: &'i str,
}

impl<'i> ConflictJson<'i> {
    fn new(conflict: &'i Conflict) -> Self {
        Self {
            language: conflict.language.as_str(),
            term: &conflict.term,
            concept: &conflict.concept.0,
            location: conflict.location.to_string(),
            other_term: &conflict.other_term,
            other_concept: &conflict.other_concept.0,
            other_location: conflict.other_location.to_string(),
            by: &conflict.by,
        }
    }
}

#[derive(Serialize)]
struct DuplicateJson<'i> {
    concept: &'i str,
    location: String,
    other_concept: &'i str,
    other_location: String,
}

impl<'i> DuplicateJson<'i> {
    fn new(duplicate: &'i Duplicate) -> Self {
        Self {
            concept: &duplicate.concept.0,
            location: duplicate.location.to_string(),
            other_concept: &duplicate.other_concept.0,
            other_location: duplicate.other_location.to_string(),
        }
    }
}

/// How many conflicts a person is shown.
const SHOWN: usize = 20;

/// The conflicts of a file as lines, the first of them; the rest as a number.
fn conflict_lines(output: &Output, conflicts: &[Conflict]) -> Vec<String> {
    let isolate = |text: &str| output.layout.isolate(text);
    let line = |conflict: &Conflict| {
        format!(
            "  {} of {}: {} here ({}), {} in {} ({})",
            conflict.language,
            isolate(&conflict.by),
            isolate(&conflict.term),
            conflict.location,
            isolate(&conflict.other_term),
            conflict.other_concept,
            conflict.other_location,
        )
    };
    let mut lines: Vec<String> = conflicts.iter().take(SHOWN).map(line).collect();
    if conflicts.len() > SHOWN {
        lines.push(format!(
            "  … and {} more; --json lists all",
            conflicts.len() - SHOWN
        ));
    }
    lines
}

pub(super) fn import(
    global: &Global,
    arguments: &ImportArguments,
    output: &mut Output,
) -> Result<Done, Failure> {
    let teller = Teller::new(global);
    let mut project = Project::open(&global.open_request(), &teller)?;
    let mode = match arguments.dry_run {
        true => ImportMode::DryRun,
        false => ImportMode::Write,
    };
    let observer = Quieter(&teller);
    let request = ImportRequest {
        sources: &sources(arguments),
        format: arguments.format.as_deref(),
        filters: &arguments.filter,
        mode,
        read: ReadOptions {
            from: arguments.from.clone(),
            to: arguments.to.clone(),
            columns: arguments.map.iter().cloned().collect(),
        },
    };
    let results = project.import(&request, &observer)?;
    teller.finish();
    let mut is_refused = false;
    for imported in &results {
        is_refused |= matches!(imported.outcome, Outcome::Refused(_));
        match output.form {
            Form::Json => output.json(&import_json(imported))?,
            Form::Text => {
                let remarks: Vec<String> =
                    imported.diagnostics.iter().map(diagnostic_lines).collect();
                teller.remarks(&remarks);
                output.block(&import_line(imported, mode))?;
                if let Outcome::Accepted { conflicts, .. } = &imported.outcome {
                    for line in conflict_lines(output, conflicts) {
                        output.block(&line)?;
                    }
                }
            }
        }
    }
    if is_refused {
        output.flush()?;
        return Err(Failure::Project(refused(&results)));
    }
    Ok(Done::Fine)
}

/// What is to be imported: with `--columns` each file is one of tab-separated texts.
fn sources(arguments: &ImportArguments) -> Vec<ImportSource> {
    if arguments.columns.is_empty() {
        return ImportSource::of(&arguments.files);
    }
    let files = arguments.files.iter();
    let source = |file: &String| ImportSource::Columns(arguments.columns.clone(), file.into());
    files.map(source).collect()
}

/// Passes on progress but not what the summary says anyway.
struct Quieter<'t>(&'t Teller);

impl project::Observer for Quieter<'_> {
    fn event(&self, event: &project::Event<'_>) {
        match event {
            project::Event::Imported { .. } | project::Event::Said(_) => {}
            other => self.0.event(other),
        }
    }
}

/// The first refusal, as the error of the whole command.
fn refused(results: &[Imported]) -> ProjectError {
    let diagnostic = results.iter().find_map(|imported| match &imported.outcome {
        Outcome::Refused(diagnostic) => Some(diagnostic.clone()),
        _ => None,
    });
    match diagnostic {
        Some(diagnostic) => ProjectError::Refused(Box::new(diagnostic)),
        None => ProjectError::Unknown {
            what: "refusal",
            name: String::new(),
            known: String::new(),
        },
    }
}

fn import_json(imported: &Imported) -> ImportJson<'_> {
    let mut shape = ImportJson {
        file: &imported.path,
        outcome: "accepted",
        format: None,
        units: 0,
        concepts: 0,
        merged: 0,
        skipped: BTreeMap::new(),
        reason: None,
        line: None,
        column: None,
        conflicts: Vec::new(),
        more_conflicts: 0,
        duplicates: Vec::new(),
        more_duplicates: 0,
        remarks: imported.diagnostics.iter().map(diagnostic_lines).collect(),
    };
    match &imported.outcome {
        Outcome::Accepted {
            format,
            units,
            concepts,
            merged,
            skipped,
            conflicts,
            more_conflicts,
            duplicates,
            more_duplicates,
        } => {
            shape.conflicts = conflicts.iter().map(ConflictJson::new).collect();
            shape.more_conflicts = *more_conflicts;
            shape.more_duplicates = *more_duplicates;
            shape.duplicates = duplicates.iter().map(DuplicateJson::new).collect();
            shape.format = Some(format);
            (shape.units, shape.concepts, shape.merged) = (*units, *concepts, *merged);
            shape.skipped.clone_from(skipped);
        }
        Outcome::Refused(diagnostic) => {
            shape.outcome = "refused";
            shape.reason = Some(diagnostic.message.clone());
            shape.line = diagnostic.location.line;
            shape.column = diagnostic.location.column;
        }
        Outcome::Synced => shape.outcome = "source",
    }
    shape
}

fn import_line(imported: &Imported, mode: ImportMode) -> String {
    let path = &imported.path;
    match &imported.outcome {
        Outcome::Accepted {
            format,
            units,
            concepts,
            merged,
            skipped,
            conflicts,
            more_conflicts,
            duplicates,
            more_duplicates,
        } => {
            let mut parts = Vec::new();
            if *units > 0 || *concepts == 0 {
                parts.push(counted(*units, "unit", "units"));
            }
            if *concepts > 0 {
                parts.push(counted(*concepts, "concept entry", "concept entries"));
            }
            if *merged > 0 {
                parts.push(format!(
                    "{merged} of them merged with entries of other sources"
                ));
            }
            let number = |items: usize| u32::try_from(items).unwrap_or(u32::MAX);
            if !conflicts.is_empty() {
                parts.push(counted(
                    number(conflicts.len() + more_conflicts),
                    "conflict",
                    "conflicts",
                ));
            }
            if !duplicates.is_empty() {
                let count = number(duplicates.len() + more_duplicates);
                parts.push(format!("{count} that other entries say already"));
            }
            for (reason, count) in skipped {
                parts.push(format!("{count} × {reason}"));
            }
            let verb = match mode {
                ImportMode::Write => "imported",
                ImportMode::DryRun => "would import",
            };
            format!("{verb} {path} ({format}): {}", parts.join(", "))
        }
        Outcome::Refused(diagnostic) => format!("refused {path}: {}", diagnostic.message),
        Outcome::Synced => {
            format!("{path} is a source of the project: it is followed without being imported")
        }
    }
}
