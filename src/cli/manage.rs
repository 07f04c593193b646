//! `init`, `export`, `remove`, `stats`, `doctor`, `completions`.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

use clap::CommandFactory;
use serde::Serialize;

use super::Done;
use super::args::{
    Arguments, CompletionsArguments, DoctorArguments, ExportArguments, Global, InitArguments,
    RemoveArguments,
};
use super::error::Failure;
use super::output::{Form, Output};
use super::progress::Teller;
use crate::project::{
    self, ExportRequest, ExportScope, Project, ProjectError, Repair, Samples, Statistics,
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
        format_of_ending(&ending.to_lowercase()).to_owned()
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

/// The format that is written to a file of an ending.
fn format_of_ending(ending: &str) -> &'static str {
    match ending {
        "tsv" | "csv" => "glossary-wide",
        "tbx" => "tbx",
        "xlsx" => "xlsx",
        "utx" => "utx",
        "po" => "po-glossary",
        "json" | "jsonl" => "json-glossary",
        "txt" | "tab" | "utf8" => "omegat",
        _ => "tmx",
    }
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
        "read {}: {}, {}, {}",
        counted(shape.sources, "source", "sources"),
        counted(shape.units, "unit", "units"),
        counted(shape.concepts, "concept entry", "concept entries"),
        counted(shape.documents, "document", "documents")
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
