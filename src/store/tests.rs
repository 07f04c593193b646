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
fn several_sources_count_at_once_and_replace_those_before() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let old = import(&store, "b", &texts(30, "old"));
    let names = ["a", "b", "c", "a"];
    let writers = (0..).zip(names).map(|(number, path)| {
        let mut writer = store.begin(source(path)).unwrap();
        for text in texts(5 + number, path) {
            writer.unit(&unit(&text)).unwrap();
        }
        writer
    });
    let records = store.commit_all(writers.collect()).unwrap();
    let paths: Vec<&str> = records.iter().map(|one| one.path.as_str()).collect();
    assert_eq!(paths, names);
    assert_eq!(read(&store, &old), Vec::<String>::new());
    assert_eq!(read(&store, &records[0]), Vec::<String>::new());
    assert!(store.commit_all(Vec::new()).unwrap().is_empty());
    drop(store);
    let store = open(folder.path());
    let sizes: Vec<u32> = store
        .sources()
        .unwrap()
        .iter()
        .map(|one| one.units)
        .collect();
    assert_eq!(sizes, [8, 6, 7], "the later of two counts");
    assert!(store.verify().unwrap().problems.is_empty());
    let blocks = store.units.len();
    assert_eq!(blocks, 3, "nothing of what was replaced is left");
}

#[test]
fn what_was_corrected_stays_when_several_are_imported_again() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let old = import(&store, "a", &texts(5, "a"));
    let id = UnitId {
        import: old.import,
        ordinal: 2,
    };
    store.change_unit(id, &unit("corrected")).unwrap();
    let again = |path: &str, name: &str| {
        let mut writer = store.begin(source(path)).unwrap();
        for text in texts(5, name) {
            writer.unit(&unit(&text)).unwrap();
        }
        writer
    };
    let writers = vec![again("a", "a"), again("z", "z"), again("a", "a")];
    let records = store.commit_all(writers).unwrap();
    let found = read(&store, &records[2]);
    assert_eq!(found[2], "corrected");
    assert_eq!(found.len(), 5);
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

/// The texts of the first variants of a source, with their places.
fn numbered(store: &Store, path: &str) -> Vec<(u32, String)> {
    let record = store.source(path).unwrap().unwrap();
    let units = store.units(record.import).map(Result::unwrap);
    units
        .map(|(id, unit)| (id.ordinal, unit.variants[0].segment.text.clone()))
        .collect()
}

#[test]
fn edits_stay_when_the_store_is_opened_again() {
    let folder = tempfile::tempdir().unwrap();
    {
        let store = open(folder.path());
        let record = import(&store, "a.tmx", &texts(3, "a"));
        let id = |ordinal| UnitId {
            import: record.import,
            ordinal,
        };
        assert!(store.change_unit(id(0), &unit("changed")).unwrap());
        assert!(store.delete_unit(id(1)).unwrap());
        assert_eq!(store.add_unit("a.tmx", &unit("added")).unwrap(), id(3));
        assert!(store.delete_unit(id(3)).unwrap());
        // The id of a unit that was deleted is not given again.
        assert_eq!(
            store.add_unit("a.tmx", &unit("added again")).unwrap(),
            id(4)
        );
        store.add_unit("desk", &unit("alone")).unwrap();
        assert!(!store.delete_unit(id(1)).unwrap() && !store.delete_unit(id(9)).unwrap());
    }
    for _ in 0..2 {
        let store = open(folder.path());
        let expected = [
            (0, "changed"),
            (2, "a sentence 2 of many"),
            (4, "added again"),
        ];
        let expected = expected.map(|(place, text)| (place, text.to_owned()));
        assert_eq!(numbered(&store, "a.tmx"), expected);
        assert_eq!(numbered(&store, "desk"), [(0, "alone".to_owned())]);
        let record = store.source("a.tmx").unwrap().unwrap();
        assert_eq!(store.unit_count(&record), 3);
        assert_eq!(store.end_of_units(&record), 5);
        let verified = store.verify().unwrap();
        assert!(verified.problems.is_empty());
        assert_eq!(verified.units, 4);
    }
}

#[test]
fn edits_go_over_to_a_new_import() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let record = import(&store, "a.tmx", &texts(5, "a"));
    let id = |ordinal| UnitId {
        import: record.import,
        ordinal,
    };
    store.change_unit(id(0), &unit("changed first")).unwrap();
    store.change_unit(id(1), &unit("changed and gone")).unwrap();
    store.delete_unit(id(2)).unwrap();
    store.delete_unit(id(3)).unwrap();
    store.add_unit("a.tmx", &unit("added")).unwrap();
    store
        .add_unit("a.tmx", &unit("in the file by now"))
        .unwrap();
    // The second and the fourth sentence are gone, and something stands before the others.
    let now = [
        "new",
        "a sentence 0 of many",
        "a sentence 2 of many",
        "a sentence 4 of many",
        "in the file by now",
    ];
    import(&store, "a.tmx", &now.map(str::to_owned));
    let expected = [
        (0, "new"),
        (1, "changed first"),
        (3, "a sentence 4 of many"),
        (4, "in the file by now"),
        (5, "changed and gone"),
        (6, "added"),
    ];
    let expected = expected.map(|(place, text)| (place, text.to_owned()));
    assert_eq!(numbered(&store, "a.tmx"), expected);
    drop(store);
    let store = open(folder.path());
    assert_eq!(numbered(&store, "a.tmx"), expected);
    assert!(store.verify().unwrap().problems.is_empty());
    // An import that is not finished takes nothing with it.
    let writer = store.begin(source("a.tmx")).unwrap();
    drop(writer);
    assert_eq!(numbered(&store, "a.tmx"), expected);
    store.remove_source("a.tmx").unwrap();
    assert!(store.edits().is_empty());
}

#[test]
fn a_source_without_a_file_is_folded_and_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let mut ids = Vec::new();
    for number in 0..1_100 {
        let added = unit(&format!("unit {number}"));
        ids.push(store.add_unit("desk", &added).unwrap());
    }
    for number in [0, 7, 1_099] {
        assert!(store.delete_unit(ids[number]).unwrap());
    }
    assert!(store.change_unit(ids[5], &unit("changed")).unwrap());
    let before = numbered(&store, "desk");
    store.fold_edits().unwrap();
    assert_eq!(store.edits().len(), 3);
    assert_eq!(numbered(&store, "desk"), before);
    let record = store.source("desk").unwrap().unwrap();
    assert!(record.import > ids[0].import);
    assert_eq!(store.unit_count(&record), 1_097);
    assert!(store.unit(ids[1]).unwrap().is_none(), "the old id is gone");
    // No id of a deleted unit is given again, and few edits are left alone.
    let next = store.add_unit("desk", &unit("next")).unwrap();
    assert_eq!(next.ordinal, 1_100);
    store.fold_edits().unwrap();
    assert_eq!(store.source("desk").unwrap().unwrap().import, record.import);
    drop(store);
    let store = open(folder.path());
    assert_eq!(numbered(&store, "desk").len(), 1_098);
    let verified = store.verify().unwrap();
    assert!(verified.problems.is_empty());
    assert_eq!(verified.units, 1_098);
    // A file of that name takes the units over.
    import(
        &store,
        "desk",
        &["of the file".to_owned(), "unit 3".to_owned()],
    );
    let after = numbered(&store, "desk");
    assert_eq!(after.len(), 1_099);
    assert_eq!(after[0].1, "of the file");
    assert!(after.iter().any(|(_, text)| text == "changed"));
    // What came from a file is not folded.
    store.fold_edits().unwrap();
    assert!(store.edits().len() > 1_024);
}

#[test]
fn a_store_is_opened_while_the_last_thread_of_the_one_before_lets_go() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    store.add_unit("desk", &unit("one")).unwrap();
    drop(store);
    // What a thread of sled's does for a moment, done for longer.
    let file = std::fs::File::open(folder.path().join("sled").join("db")).unwrap();
    file.lock().unwrap();
    let holder = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(200));
        drop(file);
    });
    assert_eq!(numbered(&open(folder.path()), "desk").len(), 1);
    holder.join().unwrap();
}

#[test]
fn a_source_that_is_edited_while_it_is_folded_stays_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    store.add_unit("desk", &unit("one")).unwrap();
    let record = store.source("desk").unwrap().unwrap();
    let mut writer = store
        .begin(NewSource {
            format: record.format,
            ..source("desk")
        })
        .unwrap();
    writer.unit(&unit("one")).unwrap();
    let takes = write::Takes::Deletions {
        deleted: Vec::new(),
        last: store.last_edit(),
    };
    store.add_unit("desk", &unit("two")).unwrap();
    assert!(!writer.commit_folded(&takes).unwrap());
    let texts: Vec<_> = numbered(&store, "desk")
        .into_iter()
        .map(|(_, text)| text)
        .collect();
    assert_eq!(texts, ["one", "two"]);
}

#[test]
fn an_edit_that_does_not_read_is_told_and_can_be_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let record = import(&store, "a.tmx", &texts(2, "a"));
    let id = UnitId {
        import: record.import,
        ordinal: 0,
    };
    store.change_unit(id, &unit("changed")).unwrap();
    let (key, value) = store.edited.first().unwrap().unwrap();
    let mut broken = value.to_vec();
    let last = broken.len() - 1;
    broken[last] ^= 1;
    store.edited.insert(key, broken).unwrap();
    assert!(store.unit(id).is_err());
    let problems = store.verify().unwrap().problems;
    assert_eq!(problems.len(), 1);
    assert!(
        problems[0].message.contains("#1"),
        "{}",
        problems[0].message
    );
    assert_eq!(store.delete_damaged_edits().unwrap(), ["a.tmx#1"]);
    assert!(store.verify().unwrap().problems.is_empty());
    assert_eq!(numbered(&store, "a.tmx")[0].1, "a sentence 0 of many");
}
