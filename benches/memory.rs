//! Import of a memory, and on one thread fuzzy search, passages and concordances in it.
//!
//! By default 100,000 made units. `TARJUMAN_SEGMENTS=file` takes the lines of a file as English
//! segments instead, `TARJUMAN_QUERIES=file` its lines as queries, `TARJUMAN_UNITS=n` makes or
//! takes so many.

mod made;

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use tarjuman::formats::ReadOptions;
use tarjuman::lang::LanguageTag;
use tarjuman::memory::{
    ConcordanceOptions, PassageOptions, Query, SearchOptions, Selection, Wording,
};
use tarjuman::project::{
    ImportMode, ImportRequest, ImportSource, OpenRequest, Project, Samples, Silent, init,
};
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
fn imported(folder: &Path, tmx: &Path) -> Project {
    init(folder, "bench", &[tag("en"), tag("fa")], Samples::Without).expect("an empty folder");
    let request = OpenRequest {
        folder: Some(folder.to_owned()),
        ..OpenRequest::default()
    };
    let mut project = Project::open(&request, &Silent).expect("a project");
    let request = ImportRequest {
        sources: &[ImportSource::File(tmx.to_owned())],
        format: None,
        filters: &[],
        mode: ImportMode::Write,
        read: ReadOptions::default(),
    };
    project.import(&request, &Silent).expect("an import");
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

/// Shared passages of every query, and searches for words of every frequency.
fn passages_and_words(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder");
    let segments = segments();
    let tmx = folder.path().join("memory.tmx");
    write_tmx(&tmx, &segments).expect("a memory");
    let project = imported(&folder.path().join("project"), &tmx);
    let queries = queries(&segments);
    let (from, to) = (tag("en"), tag("fa"));
    let everything = Selection::default();

    let mut group = criterion.benchmark_group("passages");
    group.throughput(Throughput::Elements(queries.len() as u64));
    group.sample_size(10);
    group.bench_function("best 3", |bench| {
        let passages = |text: &String| {
            let query = Query {
                text,
                from: &from,
                to: Some(&to),
                previous: None,
                next: None,
            };
            let options = PassageOptions::default();
            let memory = project.memory();
            let found = memory.passages(project.store(), &query, &options, &everything);
            found.expect("an answer").len()
        };
        bench.iter(|| queries.iter().map(passages).sum::<usize>());
    });
    group.finish();

    let mut group = criterion.benchmark_group("words");
    group.sample_size(10);
    let words: Vec<&str> = segments[segments.len() / 2].split(' ').collect();
    for (name, wording) in [
        ("one", Wording::read(words.first().copied())),
        (
            "two in any order",
            Wording::read(words.iter().take(2).copied()),
        ),
        ("a phrase of three", Wording::phrase(&words[..3].join(" "))),
    ] {
        let options = ConcordanceOptions {
            language: Some(from.clone()),
            limit: Some(20),
            ..ConcordanceOptions::default()
        };
        group.bench_function(name, |bench| {
            bench.iter(|| {
                let memory = project.memory();
                let found = memory.concordance(project.store(), &wording, &options, &everything);
                found.expect("an answer").units.len()
            });
        });
    }
    group.finish();
}

criterion_group!(benches, memory, passages_and_words);
criterion_main!(benches);
