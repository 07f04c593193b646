//! Single units added, searched, changed and deleted in a large memory, on one thread.
//!
//! By default a memory of 100,000 made units (`TARJUMAN_UNITS=n` makes as many); with
//! `TARJUMAN_FOLDER=folder` the project that is there, whose units are left as they were.
//! `TARJUMAN_EDITS=n` units are edited, 2,000 by default. Of each kind of work the mean, the
//! median, the 99th of a hundred and the longest are told, in microseconds. "durable" is one
//! [`Store::flush`](tarjuman::store::Store::flush) after one edit, which waits for the disk.

mod made;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use tarjuman::lang::LanguageTag;
use tarjuman::memory::{ConcordanceOptions, Memory, Query, SearchOptions, Selection, Wording};
use tarjuman::model::{Timestamp, Unit, UnitId, Variant};
use tarjuman::project::{OpenRequest, Project, Samples, Silent, init};
use tarjuman::store::{Fingerprint, NewSource, OpenOptions, SourceKind, Store};

const SOURCE: &str = "bench-edits";

fn tag(name: &str) -> LanguageTag {
    LanguageTag::parse(name).expect("a language")
}

fn number(variable: &str, otherwise: usize) -> usize {
    let given = std::env::var(variable).ok();
    given.map_or(otherwise, |given| given.parse().expect("a number"))
}

fn unit(text: &str, target: &str) -> Unit {
    Unit {
        variants: vec![
            Variant::plain(tag("en"), text),
            Variant::plain(tag("fa"), target),
        ],
        ..Unit::default()
    }
}

fn opened(folder: &Path) -> Project {
    let request = OpenRequest {
        folder: Some(folder.to_owned()),
        ..OpenRequest::default()
    };
    Project::open(&request, &Silent).expect("a project")
}

/// A project with so many made units.
fn made_project(folder: &Path, units: usize) -> Project {
    init(folder, "bench", &[tag("en"), tag("fa")], Samples::Without).expect("an empty folder");
    let project = opened(folder);
    let mut dice = made::Dice::new(1);
    let source = NewSource {
        path: "made".to_owned(),
        kind: SourceKind::Imported,
        fingerprint: Fingerprint::default(),
        format: "made".to_owned(),
        imported: Timestamp(0),
    };
    let mut writer = project.store().begin(source).expect("a store");
    for _ in 0..units {
        let text = made::ENGLISH.sentence(&mut dice);
        let target = made::PERSIAN.sentence(&mut dice);
        writer.unit(&unit(&text, &target)).expect("a store");
    }
    writer.commit().expect("a store");
    drop(project);
    opened(folder)
}

/// Times of one kind of work.
struct Times(&'static str, Vec<Duration>);

impl Times {
    fn of(name: &'static str) -> Self {
        Self(name, Vec::new())
    }

    fn take<T>(&mut self, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let done = work();
        self.1.push(start.elapsed());
        done
    }

    fn tell(mut self) {
        self.1.sort_unstable();
        let micros = |time: Duration| time.as_secs_f64() * 1e6;
        let count = u32::try_from(self.1.len()).expect("few");
        let mean = micros(self.1.iter().sum::<Duration>() / count.max(1));
        let at = |hundredth: usize| micros(self.1[(self.1.len() - 1) * hundredth / 100]);
        if self.1.is_empty() {
            return;
        }
        let line = format!(
            "{:28} mean {mean:8.1}  median {:8.1}  p99 {:8.1}  most {:8.1} µs",
            self.0,
            at(50),
            at(99),
            at(100)
        );
        writeln!(std::io::stdout(), "{line}").expect("an output");
    }
}

fn finds(store: &Store, memory: &Memory, text: &str, id: UnitId) -> bool {
    let from = tag("en");
    let query = Query {
        text,
        from: &from,
        to: None,
        previous: None,
        next: None,
    };
    let found = memory.search(store, &query, &SearchOptions::default());
    found.expect("an answer").iter().any(|found| found.id == id)
}

fn words(store: &Store, memory: &Memory, text: &str) -> usize {
    let options = ConcordanceOptions {
        language: Some(tag("en")),
        limit: Some(20),
        ..ConcordanceOptions::default()
    };
    let wording = Wording::phrase(text);
    let found = memory.concordance(store, &wording, &options, &Selection::default());
    found.expect("an answer").units.len()
}

fn main() {
    let temporary = tempfile::tempdir().expect("a folder");
    let there = std::env::var_os("TARJUMAN_FOLDER").map(PathBuf::from);
    let folder = there.clone().unwrap_or(temporary.path().to_owned());
    let project = match there {
        Some(there) => opened(&there),
        None => made_project(&folder, number("TARJUMAN_UNITS", 100_000)),
    };
    let store = project.store();
    let store_folder = store.folder().to_owned();
    let mut memory = Memory::open(store).expect("a memory");
    let mut dice = made::Dice::new(7);
    let (mut add, mut change, mut delete) =
        (Times::of("add"), Times::of("change"), Times::of("delete"));
    let mut after = Times::of("search after an edit");
    let mut concordance = Times::of("concordance after an edit");
    let mut durable = Times::of("durable");
    let mut ids: Vec<(UnitId, String)> = Vec::new();
    for nth in 0..number("TARJUMAN_EDITS", 2_000) {
        let text = format!("{} w{nth}x", made::ENGLISH.sentence(&mut dice));
        let added = unit(&text, &made::PERSIAN.sentence(&mut dice));
        let id = add.take(|| memory.add(store, SOURCE, &added).expect("an edit"));
        assert!(after.take(|| finds(store, &memory, &text, id)), "{text}");
        if nth % 20 == 0 {
            let count = concordance.take(|| words(store, &memory, &format!("w{nth}x")));
            assert_eq!(count, 1);
            durable.take(|| store.flush().expect("a disk"));
        }
        ids.push((id, text));
    }
    for (id, text) in &mut ids {
        text.push_str(" once more");
        let changed = unit(text, "متن دیگر");
        assert!(change.take(|| memory.change(store, *id, &changed).expect("an edit")));
        assert!(after.take(|| finds(store, &memory, text, *id)), "{text}");
    }
    drop((memory, project));
    let mut open_store = Times::of("opening the store");
    let mut open_index = Times::of("opening the index");
    let mut indexing = Times::of("taking them into shards");
    for _ in 0..3 {
        let store = open_store.take(|| Store::open(&store_folder, &OpenOptions::default()));
        let store = store.expect("a store");
        let mut memory = open_index.take(|| Memory::open(&store).expect("a memory"));
        if memory.is_behind(&store).expect("a store") {
            indexing.take(|| memory.update(&store).expect("an index"));
        }
    }
    let project = opened(&folder);
    let store = project.store();
    let mut memory = Memory::open(store).expect("a memory");
    for (id, text) in &ids {
        assert!(delete.take(|| memory.delete(store, *id).expect("an edit")));
        assert!(!after.take(|| finds(store, &memory, text, *id)), "{text}");
    }
    for times in [
        add,
        change,
        delete,
        after,
        concordance,
        durable,
        open_store,
        open_index,
        indexing,
    ] {
        times.tell();
    }
    store.remove_source(SOURCE).expect("a store");
    memory.update(store).expect("an index");
}
