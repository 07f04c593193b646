//! How long single queries take: mean, median, 99th percentile and the slowest, on one thread.
//!
//! By default queries made from 100,000 made units. `TARJUMAN_PROJECT=folder` asks the memory of
//! an existing project instead, `TARJUMAN_QUERIES=file` the lines of a file.

#![allow(clippy::print_stdout)]

mod made;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use tarjuman::formats::ReadOptions;
use tarjuman::lang::LanguageTag;
use tarjuman::memory::{Query, SearchOptions};
use tarjuman::project::{
    ImportMode, ImportRequest, ImportSource, OpenRequest, Project, Samples, Silent, init,
};
use tarjuman::similarity::Score;

fn tag(name: &str) -> LanguageTag {
    LanguageTag::parse(name).expect("a language")
}

fn opened(folder: &Path) -> Project {
    let request = OpenRequest {
        folder: Some(folder.to_owned()),
        ..OpenRequest::default()
    };
    Project::open(&request, &Silent).expect("a project")
}

/// A project in a folder with made units, and queries that are like them.
fn made_project(folder: &Path) -> (Project, Vec<String>) {
    let mut dice = made::Dice::new(1);
    let segments: Vec<String> = (0..100_000)
        .map(|_| made::ENGLISH.sentence(&mut dice))
        .collect();
    let table = folder.join("memory.tsv");
    let rows = segments.iter().map(|text| format!("{text}\t{text}\n"));
    let rows: String = std::iter::once("en\tfa\n".to_owned()).chain(rows).collect();
    fs::write(&table, rows).expect("a table");
    let project = folder.join("project");
    init(&project, "bench", &[tag("en"), tag("fa")], Samples::Without).expect("an empty folder");
    let mut project = opened(&project);
    let request = ImportRequest {
        sources: &[ImportSource::File(table)],
        format: None,
        filters: &[],
        mode: ImportMode::Write,
        read: ReadOptions::default(),
    };
    project.import(&request, &Silent).expect("an import");
    let queries = segments
        .iter()
        .step_by(97)
        .map(|segment| made::ENGLISH.edited(segment, &mut dice))
        .collect();
    (project, queries)
}

/// What is asked: a name, the threshold in hundredths, how many matches.
const KINDS: [(&str, u16, usize); 4] = [
    ("0.7, every match", 7_000, usize::MAX),
    ("0.7, best 5", 7_000, 5),
    ("0.5, every match", 5_000, usize::MAX),
    ("0.5, best 5", 5_000, 5),
];

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    let queries = std::env::var("TARJUMAN_QUERIES").ok();
    let given: Option<Vec<String>> = queries.map(|path| {
        let text = fs::read_to_string(path).expect("a file that can be read");
        text.lines().map(str::to_owned).collect()
    });
    let begun = Instant::now();
    let (project, queries) = match std::env::var("TARJUMAN_PROJECT").map(PathBuf::from) {
        Ok(path) => (opened(&path), given.expect("TARJUMAN_QUERIES")),
        Err(_) => made_project(folder.path()),
    };
    println!("opened in {:.1} ms", begun.elapsed().as_secs_f64() * 1e3);
    for (name, threshold, limit) in KINDS {
        // The first round brings the pages of the index into memory.
        for _ in 0..2 {
            ask(&project, &queries, threshold, limit);
        }
        let mut times = ask(&project, &queries, threshold, limit);
        times.sort_unstable();
        let at = |percent: usize| times[(times.len() - 1) * percent / 100];
        let mean = times.iter().sum::<Duration>() / u32::try_from(times.len()).expect("few");
        println!(
            "{name}: mean {mean:.1?}, median {:.1?}, 99 % within {:.1?}, slowest {:.1?}",
            at(50),
            at(99),
            at(100)
        );
    }
}

/// How long each query takes.
fn ask(project: &Project, queries: &[String], threshold: u16, limit: usize) -> Vec<Duration> {
    let (from, to) = (tag("en"), tag("fa"));
    let options = SearchOptions {
        threshold: Score::from_hundredths(threshold),
        limit,
        ..SearchOptions::default()
    };
    let time = |text: &String| {
        let query = Query {
            text,
            from: &from,
            to: Some(&to),
            previous: None,
            next: None,
        };
        let begun = Instant::now();
        let found = project.memory().search(project.store(), &query, &options);
        assert!(found.expect("an answer").len() <= limit);
        begun.elapsed()
    };
    queries.iter().map(time).collect()
}
