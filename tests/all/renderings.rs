//! How often the right term is found in the work of professional translators.
//!
//! For each country and international organisation that the English line names, a term of the
//! same concept has to be found in the human translation of the line. Chance is measured by
//! holding the same names against other lines, whose English names no such concept.
//!
//! `SHOW_MISSING=ru cargo test --test all renderings -- --nocapture` prints every name that is
//! not found in a language, and what is found by chance.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;

use tarjuman::glossary::{Glossary, Mention};
use tarjuman::lang::LanguageTag;
use tarjuman::model::{ConceptEntry, PartOfSpeech};

use crate::content::shipped;
use crate::shared;

/// Which concepts a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    /// Countries that the English line calls by a name (`Russia`).
    Names,
    /// Countries of which it has only the adjective or the people (`Russian`).
    Adjectives,
    /// International organisations and their organs.
    Organisations,
}

/// What a language must reach, in percent: names of countries; all groups together.
const TARGETS: &[(&str, f64, f64)] = &[
    ("ru", 90.0, 90.0),
    ("fa", 96.0, 90.0),
    ("ar", 92.0, 90.0),
    ("de", 96.9, 90.0),
    ("tg", 85.0, 85.0),
    ("zh", 96.0, 90.0),
    ("fr", 90.0, 85.0),
    ("tr", 96.0, 90.0),
];

/// How many other lines each name is held against.
const DRAWS: usize = 20;

/// Found of all, of one group.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    found: usize,
    all: usize,
}

impl Count {
    fn add(&mut self, is_found: bool) {
        self.found += usize::from(is_found);
        self.all += 1;
    }

    fn percent(self) -> f64 {
        100.0 * self.found as f64 / self.all.max(1) as f64
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.1} ({} of {})", self.percent(), self.found, self.all)
    }
}

fn tag(text: &str) -> LanguageTag {
    LanguageTag::parse(text).unwrap()
}

/// The lines of a language, or `None` when the data is not there.
fn lines(folder: &Path, language: &str) -> Vec<String> {
    let text = std::fs::read_to_string(folder.join(format!("{language}.txt"))).unwrap();
    text.lines().map(str::to_owned).collect()
}

fn group_of(mention: &Mention) -> Option<Group> {
    let is_adjective = mention.term().part_of_speech == Some(PartOfSpeech::Adjective);
    match mention.entry.subject.as_deref() {
        Some("country") if is_adjective => Some(Group::Adjectives),
        Some("country") => Some(Group::Names),
        _ if is_international(&mention.entry) => Some(Group::Organisations),
        _ => None,
    }
}

/// The entries of countries, other places and international organisations: without offices, in
/// which a country may be hidden (`U.S. President`).
fn places_and_organisations() -> Vec<ConceptEntry> {
    const PLACES: &[&str] = &["country", "territory", "region", "sea"];
    let mut entries = shipped().entries;
    entries.retain(|entry| {
        let is_place = |subject: &str| PLACES.contains(&subject);
        entry.subject.as_deref().is_some_and(is_place) || is_international(entry)
    });
    entries
}

fn is_international(entry: &ConceptEntry) -> bool {
    entry.location.path.ends_with("organisations.tsv")
}

/// The concepts that a line names, each once, by its surest group.
fn named(glossary: &Glossary, line: &str) -> BTreeMap<String, Group> {
    let mut named: BTreeMap<String, Group> = BTreeMap::new();
    for mention in glossary.mentions(line, &tag("en")) {
        if let Some(group) = group_of(&mention) {
            let known = named.entry(mention.entry.id.to_string()).or_insert(group);
            *known = group.min(*known);
        }
    }
    named
}

/// The concepts that a line of a translation names in any way.
fn concepts(glossary: &Glossary, line: &str, language: &LanguageTag) -> BTreeSet<String> {
    let mentions = glossary.mentions(line, language);
    let ids = mentions.iter().flat_map(|mention| {
        let also = mention.also.iter().map(|entry| entry.id.to_string());
        also.chain([mention.entry.id.to_string()])
    });
    ids.collect()
}

/// Numbers that look random and are the same in every run (Knuth's MMIX generator).
struct Draw(u64);

impl Draw {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

#[test]
fn terms_are_found_in_professional_translations() {
    let Some(folder) = shared("data/news/ntrex") else {
        return;
    };
    let glossary = Glossary::new(places_and_organisations());
    let english = lines(&folder, "en");
    let named: Vec<_> = english.iter().map(|line| named(&glossary, line)).collect();
    let expected = expected(&english, &named, &documents(&folder));
    let mut short = Vec::new();
    println!("| | names | adjectives | organisations | all | by chance |");
    for &(language, least_names, least_all) in TARGETS {
        let translation = lines(&folder, language);
        let measured = measure(&glossary, language, &translation, &named, &expected);
        if std::env::var("SHOW_MISSING").is_ok_and(|shown| shown == language) {
            measured.show(&english, &translation);
        }
        println!("| {language} | {measured} |");
        let names = measured.count(Group::Names).percent();
        let all = measured.all().percent();
        // As they are printed, with one decimal.
        let (names, all) = (names + 0.05, all + 0.05);
        if names < least_names || all < least_all || measured.chance.percent() >= 0.4 {
            short.push(format!("{language}: {measured}"));
        }
    }
    assert!(short.is_empty(), "{}", short.join("\n"));
}

/// What one language has reached.
#[derive(Default)]
struct Measured {
    counts: BTreeMap<Group, Count>,
    chance: Count,
    /// The lines at which a concept is not found, counted from 0.
    missing: Vec<(usize, String)>,
    /// The lines at which a concept is found that was not to be expected.
    surprising: Vec<(usize, String)>,
}

impl Measured {
    fn count(&self, group: Group) -> Count {
        self.counts.get(&group).copied().unwrap_or_default()
    }

    fn all(&self) -> Count {
        let counts = self.counts.values();
        counts.fold(Count::default(), |sum, count| Count {
            found: sum.found + count.found,
            all: sum.all + count.all,
        })
    }

    fn show(&self, english: &[String], translation: &[String]) {
        for (what, places) in [("missing", &self.missing), ("by chance", &self.surprising)] {
            for (at, id) in places {
                println!("{what}: {id}, line {}", at + 1);
                println!("  {}\n  {}", english[*at], translation[*at]);
            }
        }
    }
}

impl fmt::Display for Measured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for group in [Group::Names, Group::Adjectives, Group::Organisations] {
            write!(f, "{} | ", self.count(group))?;
        }
        write!(f, "{} | {:.2}", self.all(), self.chance.percent())
    }
}

/// Holds what the English lines name against their translations, and against other lines.
fn measure(
    glossary: &Glossary,
    language: &str,
    translation: &[String],
    named: &[BTreeMap<String, Group>],
    expected: &[BTreeSet<String>],
) -> Measured {
    let language = tag(language);
    let found: Vec<_> = translation
        .iter()
        .map(|line| concepts(glossary, line, &language))
        .collect();
    let mut measured = Measured::default();
    let mut draw = Draw(1);
    for (at, names) in named.iter().enumerate() {
        for (id, group) in names {
            let is_found = found[at].contains(id);
            measured.counts.entry(*group).or_default().add(is_found);
            if !is_found {
                measured.missing.push((at, id.clone()));
            }
            for _ in 0..DRAWS {
                let other = draw.below(named.len());
                if expected[other].contains(id) {
                    continue;
                }
                let is_found = found[other].contains(id);
                measured.chance.add(is_found);
                if is_found {
                    measured.surprising.push((other, id.clone()));
                }
            }
        }
    }
    measured
}

/// The concepts that may be expected in the translation of each line: those that it names, the
/// organisation of an organ (the United Nations where the General Assembly is named), the state
/// of a capital (Chinese writes 美国 for Washington), and what another line of the same document
/// names (the translator writes "the American president" for "the president").
fn expected(
    english: &[String],
    named: &[BTreeMap<String, Group>],
    documents: &[String],
) -> Vec<BTreeSet<String>> {
    let entries = shipped().entries;
    let states: BTreeMap<String, String> = entries
        .iter()
        .filter(|entry| entry.subject.as_deref() == Some("country"))
        .flat_map(|entry| {
            let id = entry.id.to_string();
            let names = entry
                .terms
                .iter()
                .filter(|term| term.language.primary() == "en");
            names.map(move |term| (term.text.clone(), id.clone()))
        })
        .collect();
    let state_of = |entry: &ConceptEntry| -> Option<String> {
        let is_capital = entry.subject.as_deref() == Some("capital");
        is_capital.then(|| states.get(entry.note.as_deref()?).cloned())?
    };
    let mut whole = entries.clone();
    whole.retain(|entry| {
        let subject = entry.subject.as_deref();
        matches!(subject, Some("organisation" | "country" | "capital"))
    });
    let whole = Glossary::new(whole);
    let implied = |line: &String| {
        let mentions = whole.mentions(line, &tag("en"));
        mentions
            .iter()
            .map(|mention| state_of(&mention.entry).unwrap_or_else(|| mention.entry.id.to_string()))
            .collect::<BTreeSet<_>>()
    };
    let mut of_document: BTreeMap<&String, BTreeSet<String>> = BTreeMap::new();
    for ((line, named), document) in english.iter().zip(named).zip(documents) {
        let expected = of_document.entry(document).or_default();
        expected.extend(implied(line));
        expected.extend(named.keys().cloned());
    }
    documents
        .iter()
        .map(|document| of_document[document].clone())
        .collect()
}

/// The document that each line belongs to.
fn documents(folder: &Path) -> Vec<String> {
    let table = std::fs::read_to_string(folder.join("documents.tsv")).unwrap();
    let names = table.lines().filter_map(|line| line.split('\t').next());
    names.map(str::to_owned).collect()
}
