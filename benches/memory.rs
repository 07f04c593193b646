//! Import of a memory, and fuzzy search in it on one thread.
//!
//! By default 100,000 made units. `TARJUMAN_SEGMENTS=file` takes the lines of a file as English
//! segments instead, `TARJUMAN_QUERIES=file` its lines as queries, `TARJUMAN_UNITS=n` makes or
//! takes so many.

mod made;

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use tarjuman::lang::LanguageTag;
use tarjuman::memory::{Query, SearchOptions};
use tarjuman::project::{ImportOptions, ImportSource, OpenRequest, Project, Samples, Silent, init};
use tarjuman::similarity::Score;

fn tag(name: &str) -> LanguageTag {
    LanguageTag::parse(name).expect("a language")
}

fn lines(variable: &str) -> Option<Vec<String>> {
    let path = std::env::var(variable).ok()?;
    let file = File::open(path).expect("a file that can be read");
    let lines: Result<_, _> = BufReader::new(file).lines().collect();
    Some(lines.expect("lines of UTF-8"))
}

/// The segments of the memory.
fn segments() -> Vec<String> {
    let units = std::env::var("TARJUMAN_UNITS").ok();
    let units: Option<usize> = units.map(|units| units.parse().expect("a number"));
    if let Some(mut lines) = lines("TARJUMAN_SEGMENTS") {
        lines.truncate(units.unwrap_or(usize::MAX));
        return lines;
    }
    let mut dice = made::Dice::new(1);
    (0..units.unwrap_or(100_000))
        .map(|_| made::ENGLISH.sentence(&mut dice))
        .collect()
}

/// The queries: half of them segments with one to three words replaced, half of them not.
fn queries(segments: &[String]) -> Vec<String> {
    if let Some(lines) = lines("TARJUMAN_QUERIES") {
        return lines;
    }
    let mut dice = made::Dice::new(2);
    (0..1_000)
        .map(|nth| {
            let segment = &segments[dice.below(segments.len())];
            match nth % 2 {
                0 => made::ENGLISH.edited(segment, &mut dice),
                _ => segment.clone(),
            }
        })
        .collect()
}

/// Writes the segments with made translations as TMX.
fn write_tmx(path: &Path, segments: &[String]) -> std::io::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    let mut dice = made::Dice::new(4);
    writeln!(
        file,
        r#"<?xml version="1.0"?><tmx version="1.4"><header creationtool="made" creationtoolversion="1" segtype="sentence" o-tmf="made" adminlang="en" srclang="en" datatype="plaintext"/><body>"#
    )?;
    for segment in segments {
        let segment = segment.replace('&', "&amp;").replace('<', "&lt;");
        let target = made::PERSIAN.sentence(&mut dice);
        writeln!(
            file,
            r#"<tu><tuv xml:lang="en"><seg>{segment}</seg></tuv><tuv xml:lang="fa"><seg>{target}</seg></tuv></tu>"#
        )?;
    }
    writeln!(file, "</body></tmx>")?;
    file.flush()
}

/// A new project in which a file was imported.
fn imported(folder: &Path, tmx: &PathBuf) -> Project {
    init(folder, "bench", &[tag("en"), tag("fa")], Samples::Without).expect("an empty folder");
    let request = OpenRequest {
        folder: Some(folder.to_owned()),
        ..OpenRequest::default()
    };
    let mut project = Project::open(&request, &Silent).expect("a project");
    project
        .import(
            &[ImportSource::File(tmx.clone())],
            &ImportOptions::default(),
            &Silent,
        )
        .expect("an import");
    project
}

fn memory(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder");
    let segments = segments();
    let tmx = folder.path().join("memory.tmx");
    write_tmx(&tmx, &segments).expect("a memory");
    let mut imports = 0;
    let mut fresh = || {
        imports += 1;
        folder.path().join(format!("project-{imports}"))
    };

    let mut group = criterion.benchmark_group("import");
    group.throughput(Throughput::Elements(segments.len() as u64));
    group.sample_size(10);
    group.bench_function("tmx", |bench| {
        bench.iter_with_large_drop(|| imported(&fresh(), &tmx));
    });
    group.finish();

    let project = imported(&fresh(), &tmx);
    let queries = queries(&segments);
    let (from, to) = (tag("en"), tag("fa"));
    let search = |threshold: u16, limit: usize| {
        let options = SearchOptions {
            threshold: Score::from_hundredths(threshold),
            limit,
            ..SearchOptions::default()
        };
        let count = |text: &String| {
            let query = Query {
                text,
                from: &from,
                to: Some(&to),
                previous: None,
                next: None,
            };
            let found = project.memory().search(project.store(), &query, &options);
            found.expect("an answer").len()
        };
        queries.iter().map(count).sum::<usize>()
    };
    let mut group = criterion.benchmark_group("search");
    group.throughput(Throughput::Elements(queries.len() as u64));
    group.sample_size(10);
    for (threshold, limit) in [
        (7_000, usize::MAX),
        (7_000, 5),
        (5_000, usize::MAX),
        (5_000, 5),
    ] {
        let many = if limit == usize::MAX { "all" } else { "best 5" };
        group.bench_function(format!("{many} from {}", threshold / 100), |bench| {
            bench.iter(|| search(threshold, limit));
        });
    }
    group.finish();
}

criterion_group!(benches, memory);
criterion_main!(benches);
