//! Recognition of terms on one thread, and the opening of the stored entries and index.
//!
//! By default 10,000 made concepts in made text. `TARJUMAN_TERMS=n` makes so many concepts,
//! `TARJUMAN_TERMS=shipped` takes the shipped glossaries, and `TARJUMAN_TEXT=file` another English
//! text. Set `RAYON_NUM_THREADS=1`, for long texts are read in parts at the same time.

mod made;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use tarjuman::formats::ReadOptions;
use tarjuman::glossary::Glossary;
use tarjuman::lang::LanguageTag;
use tarjuman::project::{
    ImportMode, ImportRequest, ImportSource, OpenRequest, Project, Samples, Silent, init,
};

/// How many letters a word of a term has at the least: short ones are function words.
const SHORTEST: usize = 6;

/// A table of different made terms of one to five words, each word as frequent as it is in the
/// text: so every word of the text is in many terms, more than any real glossary has.
fn made_table(count: usize) -> String {
    let mut dice = made::Dice::new(11);
    let text = made::ENGLISH.text(8 << 20);
    let words: Vec<&str> = text
        .split([' ', '.', '\n'])
        .filter(|word| word.len() >= SHORTEST)
        .collect();
    let mut table = String::from("id\tsubject\ten\n");
    let mut terms = BTreeSet::new();
    while terms.len() < count {
        let number = terms.len();
        let subject = ["office", "organ", "country", "treaty"][number % 4];
        let term: Vec<String> = (0..=dice.below(5))
            .map(|_| {
                let word = words[dice.below(words.len())];
                word[..1].to_uppercase() + &word[1..]
            })
            .collect();
        let term = term.join(" ");
        if terms.insert(term.clone()) {
            let _ = writeln!(table, "made-{number}\t{subject}\t{term}");
        }
    }
    table
}

/// A project with the glossary that is to be measured.
fn project(folder: &Path) -> Project {
    let wanted = std::env::var("TARJUMAN_TERMS").unwrap_or_else(|_| "10000".to_owned());
    let is_shipped = wanted == "shipped";
    let samples = if is_shipped {
        Samples::With
    } else {
        Samples::Without
    };
    let languages = ["en", "fa"].map(|tag| LanguageTag::parse(tag).expect("a language"));
    init(folder, "bench", &languages, samples).expect("an empty folder");
    let request = OpenRequest {
        folder: Some(folder.to_owned()),
        ..OpenRequest::default()
    };
    let mut project = Project::open(&request, &Silent).expect("a project");
    if !is_shipped {
        let file = folder.join("made.tsv");
        let count = wanted.parse().expect("a number");
        fs::write(&file, made_table(count)).expect("room on the disk");
        let request = ImportRequest {
            sources: &[ImportSource::File(file)],
            format: None,
            filters: &[],
            mode: ImportMode::Write,
            read: ReadOptions::default(),
        };
        project.import(&request, &Silent).expect("an import");
    }
    project
}

fn terms(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder");
    let project = project(folder.path());
    let english = LanguageTag::parse("en").expect("a language");
    let text = match std::env::var("TARJUMAN_TEXT") {
        Ok(file) => fs::read_to_string(file).expect("a file of UTF-8 text"),
        Err(_) => made::ENGLISH.text(2 << 20),
    };
    // Made once, so that all that is measured is stored.
    let open = || Glossary::open(project.store()).expect("a store that reads");
    let glossary = open();
    let mentions = glossary.mentions(&text, &english).len();

    let mut group = criterion.benchmark_group(format!("terms, {mentions} mentions"));
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("a whole text", |bench| {
        bench.iter(|| glossary.mentions(&text, &english).len());
    });
    group.bench_function("line by line", |bench| {
        let count = |line| glossary.mentions(line, &english).len();
        bench.iter(|| text.lines().map(count).sum::<usize>());
    });
    group.finish();
    criterion.bench_function("opening the stored entries and index", |bench| {
        bench.iter(|| open().mentions("", &english).len());
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10).measurement_time(Duration::from_secs(3));
    targets = terms
}
criterion_main!(benches);
