//! `init`, `import`, `export`, `remove`, `stats`, `doctor`, `completions`.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

use clap::CommandFactory;
use serde::Serialize;

use super::Done;
use super::args::{
    Arguments, CompletionsArguments, DoctorArguments, ExportArguments, Global, ImportArguments,
    InitArguments, RemoveArguments,
};
use super::error::{Failure, diagnostic_lines};
use super::output::{Form, Output};
use super::progress::Teller;
use crate::project::{
    self, ExportRequest, ExportScope, ImportMode, ImportOptions, ImportSource, Imported, Outcome,
    Project, ProjectError, Repair, Samples, Statistics,
};
use crate::report::{bytes, counted, figures, grouped};

pub(super) fn init(arguments: &InitArguments, output: &mut Output) -> Result<Done, Failure> {
    let folder = &arguments.folder;
    fs::create_dir_all(folder).map_err(|cause| ProjectError::Io {
        doing: "make",
        path: folder.clone(),
        cause,
    })?;
    let whole = fs::canonicalize(folder).unwrap_or_else(|_| folder.clone());
    let own_name = whole
        .file_name()
        .map(|name| name.to_string_lossy().into_owned());
    let name = arguments.name.clone().or(own_name).unwrap_or_default();
    let samples = match arguments.with_samples {
        true => Samples::With,
        false => Samples::Without,
    };
    let done = project::init(folder, &name, &arguments.languages, samples)?;
    for file in &done.files {
        match output.form {
            Form::Json => output.json(&BTreeMap::from([("written", file)]))?,
            Form::Text => output.block(&format!("wrote {}", folder.join(file).display()))?,
        }
    }
    Ok(Done::Fine)
}

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
    remarks: Vec<String>,
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
    let options = ImportOptions {
        format: arguments.format.as_deref(),
        filters: &arguments.filter,
        mode,
    };
    let results = project.import(&sources(arguments), &options, &observer)?;
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
        remarks: imported.diagnostics.iter().map(diagnostic_lines).collect(),
    };
    match &imported.outcome {
        Outcome::Accepted {
            format,
            units,
            concepts,
            merged,
            skipped,
        } => {
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

pub(super) fn export(
    global: &Global,
    arguments: &ExportArguments,
    output: &mut Output,
) -> Result<Done, Failure> {
    let teller = Teller::new(global);
    let project = Project::open(&global.open_request(), &teller)?;
    teller.finish();
    let format = arguments.format.clone().unwrap_or_else(|| {
        let ending = arguments.file.rsplit('.').next().unwrap_or("");
        match ending.to_lowercase().as_str() {
            "tsv" | "csv" => "glossary-wide".to_owned(),
            "jsonl" => "jsonl".to_owned(),
            _ => "tmx".to_owned(),
        }
    });
    let request = ExportRequest {
        format: &format,
        scope: match &arguments.source {
            Some(path) => ExportScope::Source(path.clone()),
            None => ExportScope::All,
        },
        languages: &arguments.lang,
    };
    if arguments.file == "-" {
        project.export(&request, output.writer())?;
        return Ok(Done::Fine);
    }
    write_whole(Path::new(&arguments.file), |file| {
        project.export(&request, file)
    })?;
    teller.line(&format!("wrote {}", arguments.file));
    Ok(Done::Fine)
}

/// Writes a file under another name first, so that it is whole or not there.
fn write_whole(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> Result<(), ProjectError>,
) -> Result<(), Failure> {
    let io = |cause| ProjectError::Io {
        doing: "write",
        path: path.to_owned(),
        cause,
    };
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned());
    let fresh = path.with_file_name(format!("{}.new", name.unwrap_or_default()));
    let mut file = BufWriter::new(File::create(&fresh).map_err(io)?);
    let written = write(&mut file).and_then(|()| file.flush().map_err(io));
    if let Err(error) = written {
        let _ = fs::remove_file(&fresh);
        return Err(error.into());
    }
    fs::rename(&fresh, path).map_err(io)?;
    Ok(())
}

pub(super) fn remove(
    global: &Global,
    arguments: &RemoveArguments,
    output: &mut Output,
) -> Result<Done, Failure> {
    let teller = Teller::new(global);
    let mut project = Project::open(&global.open_request(), &teller)?;
    for path in &arguments.paths {
        if !project.remove(path, &teller)? {
            let sources = project.store().sources().map_err(ProjectError::from)?;
            let known: Vec<String> = sources.into_iter().map(|source| source.path).collect();
            return Err(Failure::Project(ProjectError::Unknown {
                what: "source",
                name: path.clone(),
                known: known.join(", "),
            }));
        }
        match output.form {
            Form::Json => output.json(&BTreeMap::from([("removed", path)]))?,
            Form::Text => output.block(&format!("removed {path}"))?,
        }
    }
    Ok(Done::Fine)
}

#[derive(Serialize)]
struct StatsJson<'s> {
    units: u64,
    segments: BTreeMap<String, u64>,
    concepts: usize,
    terms: BTreeMap<String, usize>,
    documents: u64,
    store_bytes: u64,
    index_bytes: u64,
    sources: Vec<SourceJson<'s>>,
}

#[derive(Serialize)]
struct SourceJson<'s> {
    path: &'s str,
    kind: &'static str,
    format: &'s str,
    imported: String,
    units: u32,
    concepts: u32,
    documents: u32,
}

pub(super) fn stats(global: &Global, output: &mut Output) -> Result<Done, Failure> {
    let teller = Teller::new(global);
    let project = Project::open(&global.open_request(), &teller)?;
    teller.finish();
    let statistics = project.statistics()?;
    match output.form {
        Form::Json => output.json(&stats_json(&statistics))?,
        Form::Text => {
            let rows = stats_rows(&statistics);
            let block = figures(&output.layout, &rows);
            output.block(&block)?;
        }
    }
    Ok(Done::Fine)
}

fn stats_json(statistics: &Statistics) -> StatsJson<'_> {
    let by_name = |counts: &[(crate::lang::LanguageTag, u64)]| {
        let named = counts.iter().map(|(tag, count)| (tag.to_string(), *count));
        named.collect()
    };
    StatsJson {
        units: statistics.units,
        segments: by_name(&statistics.segments),
        concepts: statistics.concepts,
        terms: statistics
            .terms
            .iter()
            .map(|(tag, count)| (tag.to_string(), *count))
            .collect(),
        documents: statistics.documents,
        store_bytes: statistics.store_bytes,
        index_bytes: statistics.index_bytes,
        sources: statistics
            .sources
            .iter()
            .map(|source| SourceJson {
                path: &source.path,
                kind: source.kind.as_str(),
                format: &source.format,
                imported: source.imported.to_string(),
                units: source.units,
                concepts: source.concepts,
                documents: source.documents,
            })
            .collect(),
    }
}

fn stats_rows(statistics: &Statistics) -> Vec<(String, String)> {
    let count = |number: usize| grouped(number as u64);
    let mut rows = vec![
        ("units".to_owned(), grouped(statistics.units)),
        ("documents".to_owned(), grouped(statistics.documents)),
        ("concept entries".to_owned(), count(statistics.concepts)),
        ("store on disk".to_owned(), bytes(statistics.store_bytes)),
        ("index on disk".to_owned(), bytes(statistics.index_bytes)),
    ];
    for (language, segments) in &statistics.segments {
        rows.push((format!("segments in {language}"), grouped(*segments)));
    }
    for (language, terms) in &statistics.terms {
        rows.push((format!("terms in {language}"), count(*terms)));
    }
    for source in &statistics.sources {
        let mut parts = Vec::new();
        if source.units > 0 {
            parts.push(counted(source.units, "unit", "units"));
        }
        if source.concepts > 0 {
            parts.push(counted(source.concepts, "entry", "entries"));
        }
        rows.push((
            format!("{} ({})", source.path, source.kind.as_str()),
            parts.join(", "),
        ));
    }
    rows
}

#[derive(Serialize)]
struct DoctorJson {
    sources: usize,
    units: u64,
    concepts: u64,
    documents: u64,
    problems: Vec<String>,
    repairs: Vec<String>,
    lost: Vec<String>,
}

pub(super) fn doctor(
    global: &Global,
    arguments: &DoctorArguments,
    output: &mut Output,
) -> Result<Done, Failure> {
    let teller = Teller::new(global);
    let repair = match arguments.rebuild {
        true => Repair::Everything,
        false => Repair::Derived,
    };
    let diagnosis = Project::examine(&global.open_request(), repair, &teller)?;
    teller.finish();
    let verified = diagnosis.verified.unwrap_or_default();
    let mut problems: Vec<String> = verified
        .problems
        .iter()
        .map(|problem| format!("{}: {}", problem.source.path, problem.message))
        .collect();
    problems.extend(diagnosis.index_problems);
    let lost = diagnosis.lost;
    let is_mended = repair == Repair::Everything && lost.is_empty();
    let is_well = (verified.problems.is_empty() && lost.is_empty()) || is_mended;
    let shape = DoctorJson {
        sources: verified.sources,
        units: verified.units,
        concepts: verified.concepts,
        documents: verified.documents,
        problems,
        repairs: diagnosis.repairs,
        lost,
    };
    match output.form {
        Form::Json => output.json(&shape)?,
        Form::Text => output.block(&doctor_lines(&shape, repair))?,
    }
    Ok(match is_well {
        true => Done::Fine,
        false => Done::Findings,
    })
}

fn doctor_lines(shape: &DoctorJson, repair: Repair) -> String {
    let mut lines = vec![format!(
        "read {} sources: {} units, {} concept entries, {} documents",
        shape.sources,
        grouped(shape.units),
        grouped(shape.concepts),
        grouped(shape.documents)
    )];
    lines.extend(
        shape
            .problems
            .iter()
            .map(|problem| format!("problem: {problem}")),
    );
    lines.extend(
        shape
            .repairs
            .iter()
            .map(|repair| format!("mended: {repair}")),
    );
    for path in &shape.lost {
        lines.push(format!(
            "lost: {path} was imported by command and its file is gone"
        ));
    }
    lines.push(
        match (shape.problems.is_empty() && shape.lost.is_empty(), repair) {
            (true, _) => "everything is whole".to_owned(),
            (false, Repair::Derived) => {
                "run `tarjuman doctor --rebuild` to read damaged sources again".to_owned()
            }
            (false, Repair::Everything) => "done".to_owned(),
        },
    );
    lines.join("\n")
}

pub(super) fn completions(
    arguments: &CompletionsArguments,
    output: &mut Output,
) -> Result<Done, Failure> {
    let mut command = Arguments::command();
    clap_complete::generate(arguments.shell, &mut command, "tarjuman", output.writer());
    Ok(Done::Fine)
}
