//! Units that are added, changed and deleted one by one, against a scan of what there is.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::asked::{has_words, passages_by_definition};
use super::{WORDS, Way, import, tag, unit};
use crate::memory::{
    ConcordanceOptions, Forms, Memory, PassageOptions, Query, SearchOptions, Selection, Total,
    Wording,
};
use crate::model::{Unit, UnitId};
use crate::similarity::{AnalysedText, Assessment, Score};
use crate::store::{OpenOptions, Store};
use crate::text::Analyser;

/// A memory that is edited, and what it should have.
struct Edited {
    language: &'static str,
    store: Store,
    memory: Memory,
    /// The text in the language, and the target, of every unit.
    texts: BTreeMap<UnitId, (String, String)>,
    folder: tempfile::TempDir,
}

/// One thing that happens to a memory.
#[derive(Debug, Clone)]
enum Step {
    /// A unit is added to the source that was imported, or to one of its own.
    Add {
        to_imported: bool,
        text: String,
    },
    Change {
        which: usize,
        text: String,
    },
    Delete {
        which: usize,
    },
    /// The imported source comes again with the texts that it had, perhaps without the last.
    ImportAgain {
        loses_last: bool,
    },
    /// The source without a file is written into blocks.
    Fold,
    Reopen,
    Update,
    Rebuild,
}

const IMPORTED: &str = "a.tmx";

impl Edited {
    fn new(language: &'static str, imported: &[String]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path(), &OpenOptions::default()).unwrap();
        let memory = Memory::open(&store).unwrap();
        let mut edited = Self {
            language,
            store,
            memory,
            texts: BTreeMap::new(),
            folder,
        };
        let units = edited.import(imported);
        edited.memory.update(&edited.store).unwrap();
        edited.texts = units;
        edited
    }

    /// Imports texts, with the places as targets, and says what comes of them without edits.
    fn import(&self, texts: &[String]) -> BTreeMap<UnitId, (String, String)> {
        let units: Vec<Unit> = texts
            .iter()
            .enumerate()
            .map(|(place, text)| unit(self.language, text, &place.to_string()))
            .collect();
        import(&self.store, IMPORTED, &units);
        let source = self.store.source(IMPORTED).unwrap().unwrap();
        let ids = (0u32..).map(|ordinal| UnitId {
            import: source.import,
            ordinal,
        });
        let texts = texts.iter().enumerate();
        let texts = texts.map(|(place, text)| (text.clone(), place.to_string()));
        ids.zip(texts).collect()
    }

    fn nth(&self, which: usize) -> Option<UnitId> {
        self.texts
            .keys()
            .nth(which % self.texts.len().max(1))
            .copied()
    }

    fn take(&mut self, step: &Step, target: String, imported: &mut Vec<String>) {
        let (store, memory) = (&self.store, &mut self.memory);
        match step {
            Step::Add { to_imported, text } => {
                let path = if *to_imported { IMPORTED } else { "desk" };
                let added = unit(self.language, text, &target);
                let id = memory.add(store, path, &added).unwrap();
                assert_eq!(self.texts.insert(id, (text.clone(), target)), None);
            }
            Step::Change { which, text } => {
                if let Some(id) = self.nth(*which) {
                    let (store, memory) = (&self.store, &mut self.memory);
                    let other = unit(self.language, text, &target);
                    assert!(memory.change(store, id, &other).unwrap());
                    self.texts.insert(id, (text.clone(), target));
                }
            }
            Step::Delete { which } => {
                if let Some(id) = self.nth(*which) {
                    let (store, memory) = (&self.store, &mut self.memory);
                    assert!(memory.delete(store, id).unwrap());
                    assert!(!memory.delete(store, id).unwrap());
                    assert!(!memory.change(store, id, &Unit::default()).unwrap());
                    self.texts.remove(&id);
                }
            }
            Step::ImportAgain { loses_last } => self.import_again(*loses_last, imported),
            Step::Fold => self.fold(),
            Step::Reopen => self.reopen(),
            Step::Update => memory.update(store).unwrap(),
            Step::Rebuild => memory.rebuild(store).unwrap(),
        }
    }

    fn fold(&mut self) {
        let Some(old) = self.store.source("desk").unwrap() else {
            return;
        };
        assert!(self.store.fold(&old).unwrap());
        let import = self.store.source("desk").unwrap().unwrap().import;
        let texts = std::mem::take(&mut self.texts);
        let moved = texts.into_iter().map(|(id, texts)| match id.import {
            own if own == old.import => (UnitId { import, ..id }, texts),
            _ => (id, texts),
        });
        self.texts = moved.collect();
        assert!(self.memory.is_behind(&self.store).unwrap());
        self.memory.update(&self.store).unwrap();
    }

    fn reopen(&mut self) {
        // The store has to be closed before it can be opened again.
        let other = tempfile::tempdir().unwrap();
        let options = OpenOptions::default();
        self.store = Store::open(other.path(), &options).unwrap();
        self.store = Store::open(self.folder.path(), &options).unwrap();
        self.memory = Memory::open(&self.store).unwrap();
        if self.memory.is_behind(&self.store).unwrap() {
            self.memory.update(&self.store).unwrap();
        }
    }

    /// The source is imported again, perhaps without its last text. What a person edited stays.
    fn import_again(&mut self, loses_last: bool, imported: &mut Vec<String>) {
        let old = self.store.source(IMPORTED).unwrap().unwrap();
        let before: Vec<(String, String)> = imported
            .iter()
            .enumerate()
            .map(|(place, text)| (text.clone(), place.to_string()))
            .collect();
        if loses_last {
            imported.pop();
        }
        let mut expected: Vec<(String, String)> = Vec::new();
        for (place, text) in before.iter().enumerate() {
            let id = UnitId {
                import: old.import,
                ordinal: u32::try_from(place).unwrap(),
            };
            let now = self.texts.remove(&id);
            let is_still_there = place < imported.len();
            match now {
                // Not edited, and gone with the source.
                Some(now) if now == *text && !is_still_there => {
                    let edits = self.store.edits();
                    if edits.iter().any(|(edited, _)| *edited == id) {
                        expected.push(now);
                    }
                }
                Some(now) => expected.push(now),
                None => {}
            }
        }
        // What was added stays, unless the source has it.
        let imported_now = &before[..imported.len()];
        let mut left = imported_now.to_vec();
        let added: Vec<UnitId> = self.texts.keys().copied().collect();
        for id in added.into_iter().filter(|id| id.import == old.import) {
            let text = self.texts.remove(&id).unwrap();
            match left.iter().position(|own| *own == text) {
                Some(place) => drop(left.remove(place)),
                None => expected.push(text),
            }
        }
        self.import(imported);
        self.memory.update(&self.store).unwrap();
        let import = self.store.source(IMPORTED).unwrap().unwrap().import;
        let now: BTreeMap<UnitId, (String, String)> = self
            .store
            .units(import)
            .map(|unit| {
                let (id, unit) = unit.unwrap();
                let text = |at: usize| unit.variants[at].segment.text.clone();
                (id, (text(0), text(1)))
            })
            .collect();
        let mut found: Vec<_> = now.values().cloned().collect();
        found.sort();
        expected.sort();
        assert_eq!(found, expected);
        self.texts.extend(now);
    }

    /// Compares every answer with what a scan of the texts gives.
    fn check(&self, query: &str, threshold: Score) {
        for way in [Way::Index, Way::Exhaustive] {
            assert_eq!(
                self.found(query, threshold, way),
                self.scan(query, threshold),
                "{way:?} for {query:?} from {threshold}"
            );
        }
        self.check_passages(query);
        self.check_words(query);
        let segments: u64 = self
            .memory
            .languages()
            .iter()
            .filter(|(language, _)| language.as_str() == self.language)
            .map(|(_, count)| count)
            .sum();
        assert_eq!(segments, self.texts.len() as u64);
    }

    fn found(&self, query: &str, threshold: Score, way: Way) -> Vec<(Score, UnitId)> {
        let from = tag(self.language);
        let query = Query {
            text: query,
            from: &from,
            to: None,
            previous: None,
            next: None,
        };
        let options = SearchOptions {
            threshold,
            limit: usize::MAX,
            strategy: way,
        };
        let found = self.memory.search(&self.store, &query, &options).unwrap();
        let ids = found.iter().flat_map(|found| {
            let others = found.duplicates.iter().map(|other| other.id);
            let own = std::iter::once(found.id).chain(others);
            own.map(|id| (found.score, id)).collect::<Vec<_>>()
        });
        let mut ids: Vec<(Score, UnitId)> = ids.collect();
        ids.sort_unstable();
        ids
    }

    fn scan(&self, query: &str, threshold: Score) -> Vec<(Score, UnitId)> {
        let analyser = Analyser::new(&tag(self.language));
        let analysed = AnalysedText::new(query, &analyser);
        let texts = self.texts.iter();
        let scored = texts.map(|(id, (text, _))| {
            let segment = AnalysedText::new(text, &analyser);
            (Assessment::new(&analysed, &segment, &analyser).score, *id)
        });
        let mut scored: Vec<_> = scored.filter(|(score, _)| *score >= threshold).collect();
        scored.sort_unstable();
        scored
    }

    fn check_passages(&self, query: &str) {
        let from = tag(self.language);
        let asked = Query {
            text: query,
            from: &from,
            to: None,
            previous: None,
            next: None,
        };
        let options = PassageOptions {
            limit: usize::MAX,
            units: usize::MAX,
        };
        let everything = Selection::default();
        let found = self
            .memory
            .passages(&self.store, &asked, &options, &everything);
        let found = found.unwrap();
        let analysed = AnalysedText::new(query, &Analyser::new(&from));
        let starts = |at: usize| analysed.tokens.iter().position(|own| own.span.start == at);
        let shown: Vec<_> = found
            .iter()
            .map(|passage| {
                let start = starts(passage.span.start).unwrap();
                (start..start + passage.tokens, passage.count)
            })
            .collect();
        let texts: Vec<String> = self.texts.values().map(|(text, _)| text.clone()).collect();
        assert_eq!(shown, passages_by_definition(self.language, &texts, query));
        for used in found.iter().flat_map(|passage| &passage.uses) {
            let text = &used.unit.variants[used.source].segment.text;
            assert_eq!(*text, self.texts[&used.id].0);
        }
    }

    fn check_words(&self, query: &str) {
        let analyser = Analyser::new(&tag(self.language));
        let words: Vec<&str> = query.split(' ').take(2).collect();
        let begun = format!("{}*", words[0]);
        for wording in [
            Wording::read(words.iter().copied()),
            Wording::phrase(&words.join(" ")),
            Wording::read([begun.as_str()]),
        ] {
            let options = ConcordanceOptions {
                language: Some(tag(self.language)),
                ..ConcordanceOptions::default()
            };
            let everything = Selection::default();
            let (store, memory) = (&self.store, &self.memory);
            let found = memory.concordance(store, &wording, &options, &everything);
            let found = found.unwrap();
            let shown: Vec<UnitId> = found.units.iter().map(|unit| unit.id).collect();
            let expected: Vec<UnitId> = match wording.analysed(&analyser, Forms::Any) {
                Some(parts) if !parts.is_empty() => {
                    let texts = self.texts.iter();
                    let having =
                        texts.filter(|(_, (text, _))| has_words(text, &parts, None, &analyser));
                    having.map(|(id, _)| *id).collect()
                }
                _ => Vec::new(),
            };
            assert_eq!(shown, expected, "{wording:?}");
            assert_eq!(found.total, Total::Exactly(expected.len()));
            let count = memory.count_of(store, &wording, &options, &everything);
            assert_eq!(count.unwrap(), expected.len());
        }
    }
}

/// Texts of one to eight words, many of them short.
fn text(words: &'static [&'static str]) -> impl Strategy<Value = String> {
    let many = prop_oneof![1usize..4, 1usize..9];
    many.prop_flat_map(move |many| prop::collection::vec(prop::sample::select(words), many))
        .prop_map(|words| words.join(" "))
}

fn step(words: &'static [&'static str]) -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (any::<bool>(), text(words))
            .prop_map(|(to_imported, text)| Step::Add { to_imported, text }),
        3 => (0usize..99, text(words)).prop_map(|(which, text)| Step::Change { which, text }),
        3 => (0usize..99).prop_map(|which| Step::Delete { which }),
        1 => any::<bool>().prop_map(|loses_last| Step::ImportAgain { loses_last }),
        1 => Just(Step::Fold),
        1 => Just(Step::Reopen),
        1 => Just(Step::Update),
        1 => Just(Step::Rebuild),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn edits_are_found_at_once_and_stay(
        (language, imported, steps) in (0..WORDS.len()).prop_flat_map(|language| {
            let (tag, words) = WORDS[language];
            let imported = prop::collection::vec(text(words), 0..12);
            let steps = prop::collection::vec((step(words), text(words)), 1..24);
            (Just(tag), imported, steps)
        }),
        hundredths in prop::sample::select(vec![0u16, 5000, 7000, 9000]),
    ) {
        let mut imported = imported;
        let mut edited = Edited::new(language, &imported);
        let threshold = Score::from_hundredths(hundredths);
        for (place, (step, query)) in steps.iter().enumerate() {
            // Some targets are equal, so that units with the same texts come up.
            edited.take(step, format!("t{}", place % 3), &mut imported);
            edited.check(query, threshold);
        }
        let sources = edited.store.sources().unwrap();
        let units: u64 = sources.iter().map(|source| edited.store.unit_count(source)).sum();
        prop_assert_eq!(units, edited.texts.len() as u64);
        let verified = edited.store.verify().unwrap();
        prop_assert!(verified.problems.is_empty());
        prop_assert_eq!(verified.units, units);
    }
}

#[test]
fn many_edits_go_into_shards() {
    let mut edited = Edited::new("en", &["the council met".to_owned()]);
    let add = |edited: &mut Edited, numbers: std::ops::Range<usize>| {
        for number in numbers {
            let path = if number % 2 == 0 { IMPORTED } else { "desk" };
            let text = format!("meeting {} of group w{number}", number % 7);
            let added = unit("en", &text, "x");
            let id = edited.memory.add(&edited.store, path, &added).unwrap();
            edited.texts.insert(id, (text, "x".to_owned()));
        }
    };
    let of_edits = |edited: &Edited| {
        let group = edited.memory.manifest.edited.as_ref();
        group.map(|group| group.units)
    };
    let threshold = Score::from_hundredths(9_000);
    add(&mut edited, 0..3_000);
    assert_eq!(of_edits(&edited), None);
    // Opening takes them into the group of edited units.
    edited.reopen();
    assert_eq!(edited.memory.fresh.len(), 0);
    assert_eq!(of_edits(&edited), Some(3_000));
    edited.check("meeting 3 of group w2111", threshold);
    // With more of them the groups themselves are made anew.
    add(&mut edited, 3_000..5_000);
    edited.check("meeting 3 of group w4711", threshold);
    edited.reopen();
    assert_eq!(edited.memory.fresh.len(), 0);
    assert_eq!(of_edits(&edited), None);
    edited.check("meeting 3 of group w4711", threshold);
}

#[test]
fn an_index_with_edits_that_the_store_lost_is_none() {
    let mut edited = Edited::new("en", &["the council met".to_owned()]);
    let (store, memory) = (&edited.store, &mut edited.memory);
    let id = memory
        .add(store, "desk", &unit("en", "a new text", "x"))
        .unwrap();
    memory.update(store).unwrap();
    memory.manifest.edited.as_mut().unwrap().edits += 1;
    memory.manifest.write(&memory.folder).unwrap();
    let mut memory = Memory::open(store).unwrap();
    assert!(memory.shards.is_empty() && memory.is_behind(store).unwrap());
    memory.update(store).unwrap();
    edited.memory = memory;
    edited
        .texts
        .insert(id, ("a new text".to_owned(), "x".to_owned()));
    edited.check("a new text", Score::from_hundredths(5_000));
}

#[test]
fn numbers_of_edits_do_not_come_twice() {
    let mut edited = Edited::new("en", &["the council met".to_owned(), "it rose".to_owned()]);
    let first = edited.nth(0).unwrap();
    let changed = unit("en", "the council sat", "x");
    edited
        .memory
        .change(&edited.store, first, &changed)
        .unwrap();
    edited.store.remove_source(IMPORTED).unwrap();
    assert!(edited.store.edits().is_empty());
    assert_eq!(edited.store.last_edit(), 1);
    edited.texts.clear();
    edited.reopen();
    assert_eq!(edited.store.last_edit(), 1);
    edited.check("the council sat", Score::from_hundredths(5_000));
}
