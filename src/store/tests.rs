//! Tests of the store as a whole.

use std::time::Duration;

use super::open::number;
use super::*;
use crate::lang::LanguageTag;
use crate::model::{ConceptEntry, Document, Location, Timestamp, Unit, UnitId, Variant};

fn open(folder: &std::path::Path) -> Store {
    Store::open(folder, &OpenOptions::default()).unwrap()
}

fn source(path: &str) -> NewSource {
    NewSource {
        path: path.to_owned(),
        kind: SourceKind::Synced,
        fingerprint: Fingerprint::default(),
        format: "tmx".to_owned(),
        imported: Timestamp(0),
    }
}

fn unit(text: &str) -> Unit {
    Unit {
        variants: vec![
            Variant::plain(LanguageTag::parse("en").unwrap(), text),
            Variant::plain(LanguageTag::parse("fa").unwrap(), format!("ترجمهٔ {text}")),
        ],
        ..Unit::default()
    }
}

fn import(store: &Store, path: &str, texts: &[String]) -> SourceRecord {
    let mut writer = store.begin(source(path)).unwrap();
    for text in texts {
        writer.unit(&unit(text)).unwrap();
    }
    writer
        .concept(&ConceptEntry::new(path, Location::file(path)))
        .unwrap();
    writer.document(&Document::named(path)).unwrap();
    writer.commit().unwrap()
}

fn texts(count: usize, name: &str) -> Vec<String> {
    (0..count)
        .map(|n| format!("{name} sentence {n} of many"))
        .collect()
}

fn read(store: &Store, record: &SourceRecord) -> Vec<String> {
    store
        .units(record.import)
        .map(|unit| unit.unwrap().1.variants[0].segment.text.clone())
        .collect()
}

#[test]
fn what_was_written_is_read_after_opening_again() {
    let folder = tempfile::tempdir().unwrap();
    let written = texts(3000, "first");
    let record = import(&open(folder.path()), "tm/a.tmx", &written);
    let store = open(folder.path());
    assert_eq!(store.sources().unwrap(), std::slice::from_ref(&record));
    assert_eq!(read(&store, &record), written);
    for ordinal in [0, 1, 517, 2999] {
        let id = UnitId {
            import: record.import,
            ordinal,
        };
        let found = store.unit(id).unwrap().unwrap();
        assert_eq!(found.variants[0].segment.text, written[ordinal as usize]);
    }
    let beyond = UnitId {
        import: record.import,
        ordinal: 3000,
    };
    assert_eq!(store.unit(beyond).unwrap(), None);
    assert_eq!(store.concepts().count(), 1);
    assert_eq!(store.documents().count(), 1);
    assert!(store.verify().unwrap().problems.is_empty());
}

#[test]
fn a_new_import_replaces_the_old_one_and_a_removed_source_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let old = import(&store, "tm/a.tmx", &texts(500, "old"));
    let other = import(&store, "tm/b.tmx", &texts(10, "other"));
    let new = import(&store, "tm/a.tmx", &texts(20, "new"));
    assert!(new.import > old.import);
    assert_eq!(read(&store, &old), Vec::<String>::new());
    assert_eq!(read(&store, &new).len(), 20);
    assert!(store.remove_source("tm/b.tmx").unwrap());
    assert!(!store.remove_source("tm/b.tmx").unwrap());
    assert_eq!(read(&store, &other), Vec::<String>::new());
    assert_eq!(store.concepts().count(), 1);
}

#[test]
fn an_unfinished_import_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let kept = import(&store, "tm/a.tmx", &texts(10, "kept"));
    {
        let mut writer = store.begin(source("tm/a.tmx")).unwrap();
        for text in texts(2000, "dropped") {
            writer.unit(&unit(&text)).unwrap();
        }
    }
    let mut writer = store.begin(source("tm/a.tmx")).unwrap();
    for text in texts(30_000, "killed") {
        writer.unit(&unit(&text)).unwrap();
    }
    // As if the process had been killed: the writer never cleans up.
    std::mem::forget(writer);
    let blocks = store.units.len();
    assert!(blocks > 2);
    drop(store);
    let store = open(folder.path());
    assert_eq!(read(&store, &kept), texts(10, "kept"));
    assert_eq!(store.units.len(), 1);
    assert_eq!(store.sources().unwrap(), [kept]);
}

#[test]
fn a_store_in_use_says_by_whom() {
    let folder = tempfile::tempdir().unwrap();
    let _open = open(folder.path());
    let impatient = OpenOptions {
        patience: Duration::ZERO,
        ..OpenOptions::default()
    };
    let error = Store::open(folder.path(), &impatient).unwrap_err();
    let message = error.to_string();
    assert!(matches!(error, StoreError::Busy { .. }));
    assert!(
        message.contains(&std::process::id().to_string()),
        "{message}"
    );
}

#[test]
fn a_newer_schema_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    store
        .catalogue
        .insert(b"m-schema", &99u32.to_be_bytes())
        .unwrap();
    drop(store);
    let error = Store::open(folder.path(), &OpenOptions::default()).unwrap_err();
    assert!(
        matches!(error, StoreError::NewerSchema { found: 99, .. }),
        "{error}"
    );
}

#[test]
fn a_damaged_block_is_found_and_named() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let record = import(&store, "tm/a.tmx", &texts(10, "a"));
    let (key, mut block) = {
        let (key, block) = store.units.iter().next().unwrap().unwrap();
        (key, block.to_vec())
    };
    let middle = block.len() / 2;
    block[middle] ^= 0x40;
    store.units.insert(key, block).unwrap();
    let verified = store.verify().unwrap();
    assert_eq!(verified.problems.len(), 1);
    assert_eq!(verified.problems[0].source, record);
    assert!(verified.problems[0].message.contains("checksum"));
    assert!(store.units(record.import).any(|unit| unit.is_err()));
}

#[test]
fn numbers_of_the_wrong_length_are_no_numbers() {
    assert_eq!(number(&[0, 0, 1, 0]), Some(256));
    assert_eq!(number(&[0, 1]), None);
}
