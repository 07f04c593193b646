//! The shipped glossaries and memories: nothing double, nothing empty, every script right.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use tarjuman::check::{Aligned, CHECKS, Example, Knowledge, Passage, Subject, Whole};
use tarjuman::formats::{self, ReadOptions, Sink, SinkError};
use tarjuman::glossary::Glossary;
use tarjuman::lang::LanguageTag;
use tarjuman::model::{
    ConceptEntry, Diagnostic, Document, PartOfSpeech, Term, TermStatus, TermType, Unit,
};

use crate::shared;

#[derive(Default)]
pub(crate) struct Content {
    pub(crate) entries: Vec<ConceptEntry>,
    units: Vec<Unit>,
    documents: Vec<Document>,
    remarks: Vec<Diagnostic>,
}

impl Sink for Content {
    fn unit(&mut self, unit: Unit) -> Result<(), SinkError> {
        self.units.push(unit);
        Ok(())
    }

    fn concept(&mut self, entry: ConceptEntry) -> Result<(), SinkError> {
        self.entries.push(entry);
        Ok(())
    }

    fn document(&mut self, document: Document) -> Result<(), SinkError> {
        self.documents.push(document);
        Ok(())
    }

    fn diagnostic(&mut self, diagnostic: Diagnostic) {
        self.remarks.push(diagnostic);
    }
}

pub(crate) fn shipped() -> Content {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut content = Content::default();
    for folder in ["glossaries", "tm"] {
        for entry in std::fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() || name.ends_with(".md") {
                continue;
            }
            let mut opened = formats::encoding::open(&path, &name).unwrap();
            let format = formats::detect(&name, &opened.beginning).unwrap();
            format
                .read(
                    &mut opened.reader,
                    &name,
                    &ReadOptions::default(),
                    &mut content,
                )
                .unwrap();
        }
    }
    content
}

fn tag(text: &str) -> LanguageTag {
    LanguageTag::parse(text).unwrap()
}

/// Letters that a language's text may not have.
fn wrong_letter(language: &str, letter: char) -> bool {
    let is_arabic = matches!(letter, '\u{600}'..='\u{6ff}');
    let is_cyrillic = matches!(letter, '\u{400}'..='\u{4ff}');
    let is_han = matches!(letter, '\u{4e00}'..='\u{9fff}');
    match language {
        "fa" => is_cyrillic || is_han || matches!(letter, 'ي' | 'ى' | 'ك' | 'ـ'),
        "ur" => is_cyrillic || is_han || matches!(letter, 'ي' | 'ى' | 'ك' | 'ه' | 'ـ'),
        "ar" => is_cyrillic || is_han || matches!(letter, 'ی' | 'ک' | 'گ' | 'ـ'),
        // Letters that Tajik gave up in 1998.
        "tg" if matches!(letter, 'ц' | 'щ' | 'ы' | 'ь' | 'Ц' | 'Щ' | 'Ы' | 'Ь') => true,
        "ru" | "tg" => is_arabic || is_han,
        "zh" => is_arabic || is_cyrillic,
        _ => is_arabic || is_cyrillic || is_han,
    }
}

#[test]
fn readers_have_nothing_to_say_of_the_shipped_files() {
    let content = shipped();
    let told: Vec<String> = content
        .remarks
        .iter()
        .map(|said| format!("{}: {}", said.location, said.message))
        .collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
    assert!(
        content.entries.len() >= 2_500,
        "{} entries",
        content.entries.len()
    );
    assert!(
        content.documents.len() >= 4,
        "{} documents",
        content.documents.len()
    );
}

#[test]
fn ids_are_used_once() {
    let mut seen = BTreeMap::new();
    for entry in shipped().entries {
        let place = entry.location.to_string();
        if let Some(first) = seen.insert(entry.id.clone(), place.clone()) {
            panic!("{} is in {first} and in {place}", entry.id);
        }
    }
}

#[test]
fn terms_are_in_their_scripts() {
    let mut problems = Vec::new();
    for entry in shipped().entries {
        for term in &entry.terms {
            let language = term.language.primary();
            if let Some(letter) = term.text.chars().find(|c| wrong_letter(language, *c)) {
                problems.push(format!(
                    "{}: {language} {} has {letter}",
                    entry.location, term.text
                ));
            }
            let is_spaced = term.text.trim() != term.text || term.text.contains("  ");
            if is_spaced || term.text.contains(['(', ')', '\t']) {
                problems.push(format!("{}: {:?}", entry.location, term.text));
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// Digits are those of the language; a zero-width non-joiner stands in Persian and Urdu only, inside
/// a word, once, behind a letter that would join; Chinese is written in simplified characters.
#[test]
fn terms_are_typed_as_their_languages_are() {
    let table = include_str!("../../src/text/traditional.txt");
    let letters: Vec<char> = table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(|line| line.trim().chars())
        .collect();
    let traditional: BTreeSet<char> = letters.chunks(2).map(|pair| pair[0]).collect();
    assert!(traditional.len() > 2_000);
    let is_non_joiner = |letter: char| letter == '\u{200c}';
    let mut problems = Vec::new();
    for entry in shipped().entries {
        for term in &entry.terms {
            let (language, text) = (term.language.primary(), term.text.as_str());
            let has_wrong_digits = match language {
                "fa" => text.contains(|c: char| c.is_ascii_digit() || matches!(c, '٠'..='٩')),
                "ar" => text.contains(|c: char| matches!(c, '۰'..='۹')),
                _ => text.contains(|c: char| matches!(c, '٠'..='٩' | '۰'..='۹')),
            };
            let letters: Vec<char> = text.chars().collect();
            let has_wrong_joiner = letters.iter().enumerate().any(|(at, letter)| {
                let before = at.checked_sub(1).map(|before| letters[before]);
                let joins = before.is_some_and(|c| c.is_alphabetic() && !"اآدذرزژو".contains(c));
                let goes_on = letters.get(at + 1).is_some_and(|c| c.is_alphanumeric());
                is_non_joiner(*letter) && !(matches!(language, "fa" | "ur") && joins && goes_on)
            });
            let is_traditional =
                language == "zh" && text.contains(|c: char| traditional.contains(&c));
            let has_wrong_space = language == "zh"
                && text.split(' ').count() > 1
                && text.contains(|c: char| matches!(c, '\u{4e00}'..='\u{9fff}'));
            if has_wrong_digits || has_wrong_joiner || is_traditional || has_wrong_space {
                problems.push(format!("{}: {language} {text}", entry.location));
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// A title names the office, not who holds it: the form for a man first, that for a woman behind
/// it. Russian names of a people from -лец have their soft sign in the plural.
#[test]
fn offices_and_peoples_have_their_right_forms() {
    let feminine = |language: &str, one: &str, other: &str| match language {
        "ar" => one.strip_suffix('ة') == Some(other),
        "de" | "es" => {
            one.strip_suffix("in") == Some(other)
                || one.strip_suffix("a").is_some_and(|stem| {
                    language == "es" && (stem == other || format!("{stem}o") == other)
                })
        }
        "fr" => {
            one.strip_suffix('e') == Some(other)
                || one
                    .strip_suffix("trice")
                    .is_some_and(|stem| format!("{stem}teur") == other)
                || one
                    .strip_suffix("ière")
                    .is_some_and(|stem| format!("{stem}ier") == other)
        }
        _ => false,
    };
    let mut problems = Vec::new();
    for entry in shipped().entries {
        for language in ["ar", "de", "es", "fr"] {
            let terms: Vec<&Term> = entry.terms_in(&tag(language)).collect();
            let Some((first, others)) = terms.split_first() else {
                continue;
            };
            // The words behind the head are of the body or the country.
            let heads = if language == "ar" { 1 } else { 2 };
            let of_woman = |other: &Term| {
                let (one, other) = (words(&first.text), words(&other.text));
                let mut pairs = one.iter().zip(&other).take(heads);
                pairs.any(|(one, other)| feminine(language, one, other))
            };
            if entry.subject.as_deref() == Some("office") && others.iter().any(|own| of_woman(own))
            {
                problems.push(format!("{}: {language} {}", entry.location, first.text));
            }
        }
        for term in entry.terms_in(&tag("ru")) {
            if term.text.ends_with("лцы") {
                problems.push(format!("{}: {}", entry.location, term.text));
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_lowercase).collect()
}

/// Terms that are the name of one body and the common word for its like: Persian calls the supreme
/// court of any state as Iran calls its own.
const SHARED_TERMS: &[(&str, &str)] = &[("fa", "دیوان عالی کشور")];

/// The same preferred or admitted term for two concepts is only right where the world is
/// ambiguous: a capital and its state, a rank of two services.
#[test]
fn no_term_names_two_concepts_of_one_kind() {
    let content = shipped();
    let mut owners: BTreeMap<(String, String), Vec<(String, String)>> = BTreeMap::new();
    for entry in &content.entries {
        for term in &entry.terms {
            if term.status <= TermStatus::Admitted && term.kind != Some(TermType::Acronym) {
                let key = (term.language.to_string(), term.text.to_lowercase());
                let subject = entry.subject.clone().unwrap_or_default();
                owners
                    .entry(key)
                    .or_default()
                    .push((entry.id.to_string(), subject));
            }
        }
    }
    let mut problems = Vec::new();
    for ((language, text), owners) in owners {
        let ids: BTreeSet<_> = owners.iter().map(|(id, _)| id).collect();
        let subjects: BTreeSet<_> = owners.iter().map(|(_, subject)| subject).collect();
        let is_rank = subjects.iter().all(|subject| *subject == "rank");
        let is_capital = subjects.iter().all(|subject| *subject == "capital");
        let is_shared = SHARED_TERMS.contains(&(language.as_str(), text.as_str()));
        if ids.len() > 1 && subjects.len() == 1 && !is_rank && !is_capital && !is_shared {
            problems.push(format!("{language} {text}: {ids:?}"));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn every_entry_has_a_preferred_term_and_most_languages() {
    let languages = ["en", "fa", "ar", "ru", "zh", "fr"];
    let content = shipped();
    let mut filled = 0;
    for entry in &content.entries {
        assert!(entry.preferred(&tag("en")).is_some(), "{}", entry.location);
        let is_noun = |language: &str| {
            let tag = tag(language);
            entry
                .terms_in(&tag)
                .any(|term| term.part_of_speech != Some(PartOfSpeech::Adjective))
        };
        filled += languages
            .iter()
            .filter(|language| is_noun(language))
            .count();
    }
    let share = filled as f64 / (content.entries.len() * languages.len()) as f64;
    assert!(share > 0.95, "{share}");
}

/// An acronym without its full form says nothing to who does not know it.
#[test]
fn acronyms_stand_beside_a_full_form() {
    let mut problems = Vec::new();
    for entry in shipped().entries {
        for term in &entry.terms {
            let is_acronym = |term: &Term| term.kind == Some(TermType::Acronym);
            let has_full_form = entry.terms_in(&term.language).any(|own| !is_acronym(own));
            if is_acronym(term) && !has_full_form {
                problems.push(format!(
                    "{}: {} {}",
                    entry.location, term.language, term.text
                ));
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// Letters of Latin, Greek and Cyrillic that look alike are mixed by accident only.
#[test]
fn no_word_mixes_scripts() {
    let script = |letter: char| match letter {
        'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' => Some("Latin"),
        '\u{370}'..='\u{3ff}' => Some("Greek"),
        '\u{400}'..='\u{52f}' => Some("Cyrillic"),
        '\u{600}'..='\u{6ff}' => Some("Arabic"),
        _ => None,
    };
    let mut problems = Vec::new();
    for entry in shipped().entries {
        for term in &entry.terms {
            for word in term.text.split(|c: char| !c.is_alphanumeric()) {
                let scripts: BTreeSet<_> = word.chars().filter_map(script).collect();
                if scripts.len() > 1 {
                    problems.push(format!("{}: {word} in {}", entry.location, term.text));
                }
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// Who held which office when: the office is there, the times are in order, and a person is
/// named in seven languages at least.
#[test]
fn persons_hold_offices_that_exist() {
    let content = shipped();
    let ids: BTreeSet<String> = content
        .entries
        .iter()
        .map(|own| own.id.to_string())
        .collect();
    let mut persons = 0;
    for entry in &content.entries {
        for relation in &entry.relations {
            let concept = relation.target.to_string();
            assert!(ids.contains(&concept), "{}: {concept}", entry.location);
            if let (Some(from), Some(until)) = (&relation.from, &relation.until) {
                assert!(from.to_string() <= until.to_string(), "{}", entry.location);
            }
        }
        if entry.subject.as_deref() == Some("person") {
            persons += 1;
            assert!(!entry.relations.is_empty(), "{}", entry.location);
            let languages: BTreeSet<_> = entry.terms.iter().map(|term| &term.language).collect();
            assert!(languages.len() >= 7, "{}", entry.location);
        }
    }
    assert!(persons >= 500, "{persons} persons");
}

/// Offices that several persons hold at the same time.
const SHARED_OFFICES: &[&str] = &[
    "office-cn-mfa-spokesperson",
    "office-ru-aide-to-president",
    "office-ru-deputy-foreign-minister",
    "office-us-supreme-court-justice",
];

/// Nobody comes into an office before its last holder left it; the day on which they change may
/// be of both.
#[test]
fn offices_change_hands_one_day_after_another() {
    let mut holders: BTreeMap<String, Vec<(String, String, String)>> = BTreeMap::new();
    for entry in shipped().entries {
        for relation in &entry.relations {
            let Some(from) = &relation.from else {
                continue;
            };
            let until = relation.until.as_ref().map(ToString::to_string);
            let until = until.unwrap_or_else(|| "9999".to_owned());
            let own = (from.to_string(), until, entry.id.to_string());
            holders
                .entry(relation.target.to_string())
                .or_default()
                .push(own);
        }
    }
    let mut problems = Vec::new();
    for (office, mut held) in holders {
        held.sort();
        for pair in held.windows(2) {
            let ((_, until, one), (from, _, other)) = (&pair[0], &pair[1]);
            // A year or month known no better is compared as far as it goes.
            let known = until.len().min(from.len());
            let is_shared = SHARED_OFFICES.contains(&office.as_str());
            if !is_shared && until[..known] > from[..known] {
                problems.push(format!(
                    "{office}: {one} until {until}, {other} from {from}"
                ));
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// Every concept is named in seven languages at least; only ranks that few armies have are not.
#[test]
fn entries_are_in_seven_languages() {
    let mut problems = Vec::new();
    for entry in shipped().entries {
        let languages: BTreeSet<&str> = entry
            .terms
            .iter()
            .map(|term| term.language.primary())
            .collect();
        if languages.len() < 7 && entry.subject.as_deref() != Some("rank") {
            problems.push(format!("{}: {languages:?}", entry.location));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn names_of_states_agree_with_cldr() {
    let Some(path) = shared("data/glossaries/cldr-territories.tsv") else {
        return;
    };
    let text = std::fs::read_to_string(path).unwrap();
    let mut lines = text
        .lines()
        .map(|line| line.split('\t').collect::<Vec<_>>());
    let header = lines.next().unwrap();
    let names: BTreeMap<String, Vec<&str>> = lines
        .map(|cells| (cells[0].to_lowercase(), cells))
        .collect();
    let mut problems = Vec::new();
    let mut compared = 0;
    for entry in shipped().entries {
        let Some(cells) = entry
            .id
            .0
            .strip_prefix("country-")
            .and_then(|code| names.get(code))
        else {
            continue;
        };
        for language in ["en", "fa", "ar", "ru", "zh", "fr"] {
            let column = header.iter().position(|name| *name == language).unwrap();
            let name = cells[column];
            if name.is_empty() || name.contains('(') {
                continue;
            }
            compared += 1;
            let known = entry.terms_in(&tag(language)).any(|term| term.text == name);
            if !known {
                problems.push(format!("{}: {language} {name}", entry.id));
            }
        }
    }
    println!("{compared} names of states compared with CLDR");
    assert!(compared > 1000);
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn memories_use_the_renderings_of_the_glossary() {
    let content = shipped();
    let glossary = Glossary::new(content.entries);
    let (mut named, mut rendered) = (0, 0);
    for unit in &content.units {
        let languages: Vec<_> = unit
            .variants
            .iter()
            .map(|variant| variant.language.as_str())
            .collect();
        assert!(
            languages.len() >= 5,
            "{:?} has only {languages:?}",
            unit.name
        );
        let english = unit.variant(&tag("en")).unwrap();
        for mention in glossary.mentions(&english.segment.text, &tag("en")) {
            for variant in unit
                .variants
                .iter()
                .filter(|own| own.language != english.language)
            {
                if mention.entry.terms_in(&variant.language).next().is_none() {
                    continue;
                }
                named += 1;
                let found = glossary.mentions(&variant.segment.text, &variant.language);
                let is_there = found.iter().any(|other| {
                    other.entry.id == mention.entry.id
                        || other.also.iter().any(|entry| entry.id == mention.entry.id)
                });
                if is_there {
                    rendered += 1;
                } else {
                    println!(
                        "{:?} {}: {} in {}",
                        unit.name, variant.language, mention.entry.id, variant.segment.text
                    );
                }
            }
        }
    }
    println!("{rendered} of {named} mentions are rendered as the glossary says");
    assert!(rendered * 100 >= named * 85, "{rendered} of {named}");
}

#[test]
fn examples_of_checks_are_what_they_say() {
    let glossary = Glossary::new(shipped().entries);
    let no_memory = |_: &str| Vec::new();
    let knowledge = Knowledge {
        glossary: &glossary,
        translations: &no_memory,
    };
    for check in CHECKS {
        let examples = check.examples();
        if check.id() == "outdated-name" {
            // It needs a day and terms with dates: its own tests have them.
            continue;
        }
        for (example, is_bad) in [(examples.bad, true), (examples.good, false)] {
            let subject = subject_of(&example);
            let found = check.run(&subject, &knowledge);
            assert_eq!(
                !found.is_empty(),
                is_bad,
                "{}: {example:?} {found:?}",
                check.id()
            );
            for finding in found {
                assert_eq!(finding.check, check.id());
                assert!((0.0..=1.0).contains(&finding.confidence));
            }
        }
    }
}

/// An example as checks look at it: segment n of the translation stands for segment n.
fn subject_of(example: &Example) -> Subject<'static> {
    let passages = |texts: &'static [&'static str]| {
        let mut start = 0;
        texts.iter().map(move |text| {
            let passage = Passage { text, start };
            start += text.len() + 1;
            Some(passage)
        })
    };
    let source = passages(example.source.1);
    let segments = match example.target {
        Some((_, texts)) => source
            .zip(passages(texts))
            .map(|(source, target)| Aligned { source, target })
            .collect(),
        None => source
            .map(|source| Aligned {
                source,
                target: None,
            })
            .collect(),
    };
    Subject {
        from: tag(example.source.0),
        to: example.target.map(|(language, _)| tag(language)),
        segments,
        whole: Whole::default(),
    }
}
