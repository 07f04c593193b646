//! The index against a scan of all texts, in five scripts.

mod asked;
mod live;

use proptest::prelude::*;

use super::search::Strategy as Way;
use super::{ConcordanceOptions, Memory, Query, SearchOptions, Selection, Wording};
use crate::lang::LanguageTag;
use crate::model::{Timestamp, Unit, UnitId, Variant};
use crate::similarity::{AnalysedText, Assessment, Score};
use crate::store::Store;
use crate::store::{Fingerprint, NewSource, OpenOptions, SourceKind};
use crate::text::Analyser;

fn tag(text: &str) -> LanguageTag {
    LanguageTag::parse(text).unwrap()
}

fn unit(language: &str, text: &str, target: &str) -> Unit {
    Unit {
        variants: vec![
            Variant::plain(tag(language), text),
            Variant::plain(tag("fr"), target),
        ],
        ..Unit::default()
    }
}

fn import(store: &Store, path: &str, units: &[Unit]) {
    let mut writer = store
        .begin(NewSource {
            path: path.to_owned(),
            kind: SourceKind::Imported,
            fingerprint: Fingerprint::default(),
            format: "tmx".to_owned(),
            imported: Timestamp(0),
        })
        .unwrap();
    for unit in units {
        writer.unit(unit).unwrap();
    }
    writer.commit().unwrap();
}

/// A store of some texts in a language, each with a target of its own, and its index.
fn memory(language: &str, texts: &[String]) -> (tempfile::TempDir, Store, Memory) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path(), &OpenOptions::default()).unwrap();
    let units: Vec<Unit> = texts
        .iter()
        .enumerate()
        .map(|(number, text)| unit(language, text, &number.to_string()))
        .collect();
    import(&store, "a.tmx", &units);
    let mut memory = Memory::open(&store).unwrap();
    memory.update(&store).unwrap();
    (folder, store, memory)
}

/// What a scan of the texts gives: scores and places, best first.
fn scan(language: &str, texts: &[String], query: &str, threshold: Score) -> Vec<(Score, usize)> {
    let analyser = Analyser::new(&tag(language));
    let analysed = AnalysedText::new(query, &analyser);
    let mut found: Vec<(Score, usize)> = texts
        .iter()
        .enumerate()
        .map(|(place, text)| {
            let segment = AnalysedText::new(text, &analyser);
            (Assessment::new(&analysed, &segment, &analyser).score, place)
        })
        .filter(|(score, _)| *score >= threshold)
        .collect();
    found.sort_by_key(|(score, place)| (std::cmp::Reverse(*score), *place));
    found
}

fn search(
    (_, store, memory): &(tempfile::TempDir, Store, Memory),
    language: &str,
    query: &str,
    options: &SearchOptions,
) -> Vec<(Score, usize)> {
    let (from, to) = (tag(language), tag("fr"));
    let query = Query {
        text: query,
        from: &from,
        to: (language != "fr").then_some(&to),
        previous: None,
        next: None,
    };
    let found = memory.search(store, &query, options).unwrap();
    found
        .iter()
        .map(|found| (found.score, found.id.ordinal as usize))
        .collect()
}

/// Words of five languages with inflected forms, numbers and punctuation among them.
const WORDS: &[(&str, &[&str])] = &[
    (
        "en",
        &[
            "the", "council", "councils", "of", "security", "met", "43", "44", "Iran", "iran's",
            ",", "meeting", "on", ".",
        ],
    ),
    (
        "fa",
        &[
            "شورا",
            "شوراها",
            "عالی",
            "عالي",
            "امنیت",
            "ملی",
            "۴۳",
            "43",
            "می‌رود",
            "می",
            "رود",
            "و",
            "،",
            ".",
        ],
    ),
    (
        "ar",
        &[
            "مجلس",
            "المجلس",
            "الأمن",
            "الامن",
            "في",
            "من",
            "٤٣",
            "إيران",
            "،",
            "والأمن",
            "قرار",
            "القرارات",
        ],
    ),
    (
        "ru",
        &[
            "Совет",
            "Совета",
            "безопасности",
            "в",
            "на",
            "43",
            "1 000",
            "Иран",
            "Ирана",
            ",",
            "ещё",
            "еще",
        ],
    ),
    (
        "zh",
        &[
            "联合国",
            "安理会",
            "通过",
            "决议",
            "43",
            "。",
            "，",
            "伊朗",
            "的",
            "会议",
        ],
    ),
];

fn texts(
    words: &'static [&'static str],
    count: std::ops::Range<usize>,
) -> impl Strategy<Value = Vec<String>> {
    let text = prop::collection::vec(prop::sample::select(words), 0..9);
    prop::collection::vec(text.prop_map(|words| words.join(" ")), count)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_index_finds_what_a_scan_finds(
        (language, units, queries) in (0..WORDS.len()).prop_flat_map(|language| {
            let (tag, words) = WORDS[language];
            (Just(tag), texts(words, 0..60), texts(words, 1..6))
        }),
        hundredths in prop::sample::select(vec![0u16, 3000, 5000, 6667, 7000, 8500, 10_000]),
    ) {
        let mut units = units;
        units.dedup();
        let memory = memory(language, &units);
        let threshold = Score::from_hundredths(hundredths);
        for query in &queries {
            let expected = scan(language, &units, query, threshold);
            for strategy in [Way::Index, Way::Exhaustive] {
                let all = SearchOptions { threshold, limit: usize::MAX, strategy };
                prop_assert_eq!(&search(&memory, language, query, &all), &expected);
                let few = SearchOptions { limit: 3, ..all };
                prop_assert_eq!(&search(&memory, language, query, &few)[..], &expected[..expected.len().min(3)]);
            }
        }
    }
}

/// Titles of one to three words, some letters of which are lost, doubled or exchanged, and
/// some words written together.
fn titles(
    words: &'static [&'static str],
    count: std::ops::Range<usize>,
) -> impl Strategy<Value = Vec<String>> {
    let title = prop::collection::vec(prop::sample::select(words), 1..4);
    let mistakes = prop::collection::vec((0usize..40, 0usize..5), 0..4);
    let written = (title, mistakes).prop_map(|(title, mistakes)| {
        let mut letters: Vec<char> = title.join(" ").chars().collect();
        for (place, mistake) in mistakes {
            if letters.is_empty() {
                break;
            }
            let place = place % letters.len();
            let letter = letters[place];
            match mistake {
                0 => drop(letters.remove(place)),
                1 => letters.insert(place, letter),
                2 => letters.swap(0, place),
                3 => letters[place] = letters[letters.len() / 2],
                _ => letters.retain(|letter| *letter != ' '),
            }
        }
        letters.into_iter().collect::<String>()
    });
    prop::collection::vec(written, count)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn the_index_finds_the_titles_that_a_scan_finds(
        (language, units, queries) in (0..WORDS.len()).prop_flat_map(|language| {
            let (tag, words) = WORDS[language];
            (Just(tag), titles(words, 0..80), titles(words, 1..8))
        }),
        hundredths in prop::sample::select(vec![0u16, 5000, 7000, 8000, 9000]),
    ) {
        let mut units = units;
        units.dedup();
        let memory = memory(language, &units);
        let threshold = Score::from_hundredths(hundredths);
        for query in &queries {
            let expected = scan(language, &units, query, threshold);
            for strategy in [Way::Index, Way::Exhaustive] {
                let all = SearchOptions { threshold, limit: usize::MAX, strategy };
                prop_assert_eq!(&search(&memory, language, query, &all), &expected);
            }
        }
    }
}

#[test]
fn titles_are_found_by_their_letters() {
    for (language, title, query, least) in [
        ("en", "Security Council", "Securty Council", 9000),
        ("en", "health care", "healthcare", 9000),
        ("fa", "شورای امنیت", "شورای امنییت", 9000),
        ("ar", "مجلس الأمن", "مجلص الأمن", 8500),
        ("ru", "Совет безопасности", "Совет безопастности", 9000),
    ] {
        let memory = memory(language, &[title.to_owned(), "43".to_owned()]);
        let found = search(&memory, language, query, &SearchOptions::default());
        assert_eq!(found.len(), 1, "{query}");
        assert!(found[0].0.hundredths() >= least, "{query} {}", found[0].0);
    }
}

#[test]
fn every_language_of_a_unit_can_be_asked() {
    let texts = vec!["The council met.".to_owned()];
    let memory = memory("en", &texts);
    let all = SearchOptions::default();
    assert_eq!(
        search(&memory, "en", "The council met.", &all),
        [(Score::IDENTICAL, 0)]
    );
    assert_eq!(
        search(&memory, "en-GB", "The council met.", &all),
        [(Score::IDENTICAL, 0)]
    );
    assert_eq!(search(&memory, "fr", "0", &all), [(Score::IDENTICAL, 0)]);
    assert!(search(&memory, "fa", "The council met.", &all).is_empty());
}

#[test]
fn neighbours_make_a_context_match_and_equal_units_are_one() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path(), &OpenOptions::default()).unwrap();
    let texts = ["one", "same", "two", "other", "same", "more"];
    let units: Vec<Unit> = texts.iter().map(|text| unit("en", text, "x")).collect();
    import(&store, "a.tmx", &units);
    let mut memory = Memory::open(&store).unwrap();
    memory.update(&store).unwrap();
    let from = tag("en");
    let mut query = Query {
        text: "same",
        from: &from,
        to: None,
        previous: Some("other"),
        next: Some("more"),
    };
    let found = memory
        .search(&store, &query, &SearchOptions::default())
        .unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].score, found[0].id.ordinal), (Score::CONTEXT, 4));
    assert_eq!(found[0].duplicates.len(), 1);
    query.previous = Some("something else");
    let found = memory
        .search(&store, &query, &SearchOptions::default())
        .unwrap();
    assert_eq!((found[0].score, found[0].id.ordinal), (Score::IDENTICAL, 1));
}

#[test]
fn imports_come_and_go() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path(), &OpenOptions::default()).unwrap();
    let mut memory = Memory::open(&store).unwrap();
    // Above what one letter in three words costs.
    let all = SearchOptions {
        threshold: Score::from_hundredths(9500),
        limit: 100,
        ..SearchOptions::default()
    };
    let from = tag("en");
    let count = |memory: &Memory, store: &Store, text: &str| {
        let query = Query {
            text,
            from: &from,
            to: None,
            previous: None,
            next: None,
        };
        memory.search(store, &query, &all).unwrap().len()
    };
    for number in 0..12 {
        let text = format!("sentence of file{number}");
        import(&store, &format!("{number}.tmx"), &[unit("en", &text, "x")]);
        assert!(memory.is_behind(&store).unwrap());
        memory.update(&store).unwrap();
        assert!(!memory.is_behind(&store).unwrap());
        assert_eq!(count(&memory, &store, &text), 1);
    }
    assert!(memory.manifest.groups.len() < 6);
    store.remove_source("3.tmx").unwrap();
    import(&store, "4.tmx", &[unit("en", "quite another text", "x")]);
    memory.update(&store).unwrap();
    assert_eq!(count(&memory, &store, "sentence of file3"), 0);
    assert_eq!(count(&memory, &store, "sentence of file4"), 0);
    assert_eq!(count(&memory, &store, "quite another text"), 1);
    assert!(memory.verify().is_empty());
}

#[test]
fn a_damaged_index_is_made_anew() {
    let texts: Vec<String> = (0..50)
        .map(|n| format!("text number {n} is here"))
        .collect();
    let (folder, store, memory) = memory("en", &texts);
    let shard = std::fs::read_dir(store.derived_folder())
        .unwrap()
        .map(|file| file.unwrap().path())
        .find(|path| path.to_string_lossy().ends_with(".en.shard"))
        .unwrap();
    drop(memory);
    let bytes = std::fs::read(&shard).unwrap();
    for cut in [0, 10, 100, bytes.len() - 1] {
        std::fs::write(&shard, &bytes[..cut]).unwrap();
        let mut memory = Memory::open(&store).unwrap();
        assert!(memory.is_behind(&store).unwrap(), "cut at {cut}");
        memory.update(&store).unwrap();
        let from = tag("en");
        let query = Query {
            text: "text number 7 is here",
            from: &from,
            to: None,
            previous: None,
            next: None,
        };
        assert_eq!(
            memory
                .search(&store, &query, &SearchOptions::default())
                .unwrap()[0]
                .id
                .ordinal,
            7
        );
        let fresh = std::fs::read_dir(store.derived_folder())
            .unwrap()
            .map(|file| file.unwrap().path())
            .find(|path| path.to_string_lossy().ends_with(".en.shard"))
            .unwrap();
        std::fs::rename(fresh, &shard).unwrap();
        std::fs::write(&shard, &bytes).unwrap();
    }
    drop(folder);
}

#[test]
fn words_are_found_in_their_forms() {
    let texts: Vec<String> = [
        "The Security Council met.",
        "security-councils of two states",
        "the council of security",
    ]
    .map(str::to_owned)
    .to_vec();
    let (_folder, store, memory) = memory("en", &texts);
    let found = memory
        .concordance(
            &store,
            &Wording::phrase("security council"),
            &ConcordanceOptions::default(),
            &Selection::default(),
        )
        .unwrap()
        .units;
    let shown: Vec<_> = found
        .iter()
        .map(|found| &found.unit.variants[found.variant].segment.text[found.spans[0].clone()])
        .collect();
    assert_eq!(shown, ["Security Council", "security-councils"]);
    assert_eq!(
        found[0].id,
        UnitId {
            import: 1,
            ordinal: 0
        }
    );
}
