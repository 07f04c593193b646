//! Checks of translations on real news: how quiet they are on the work of professionals, and
//! what they catch of errors that are put into it, by a fixed seed.

use std::collections::BTreeMap;
use std::fs;

use tarjuman::check::{self, Aligned, CHECKS, Check, Finding, Knowledge, Passage, Subject, Whole};
use tarjuman::glossary::Glossary;
use tarjuman::lang::LanguageTag;

use crate::shared;

/// The languages whose bars the checks are held to.
pub(crate) const LANGUAGES: &[&str] = &["fa", "ar", "ru", "zh", "de", "fr"];

pub(crate) fn tag(text: &str) -> LanguageTag {
    LanguageTag::parse(text).unwrap()
}

/// English news with a human translation, as documents of line-aligned sentences.
pub(crate) struct News {
    pub(crate) language: &'static str,
    pub(crate) documents: Vec<Vec<(String, String)>>,
}

impl News {
    pub(crate) fn read(folder: &std::path::Path, language: &'static str) -> Self {
        let lines = |name: &str| {
            let text = fs::read_to_string(folder.join(name)).unwrap();
            text.lines().map(str::to_owned).collect::<Vec<_>>()
        };
        let names = lines("documents.tsv");
        let (source, target) = (lines("en.txt"), lines(&format!("{language}.txt")));
        let mut documents: BTreeMap<&str, Vec<(String, String)>> = BTreeMap::new();
        for (at, name) in names.iter().enumerate() {
            let name = name.split('\t').next().unwrap();
            let sentences = documents.entry(name).or_default();
            sentences.push((source[at].clone(), target[at].clone()));
        }
        Self {
            language,
            documents: documents.into_values().collect(),
        }
    }

    pub(crate) fn sentences(&self) -> usize {
        self.documents.iter().map(Vec::len).sum()
    }
}

/// The findings of some checks in a document, each segment's text starting at nought.
pub(crate) fn findings(
    glossary: &Glossary,
    language: &str,
    document: &[(String, String)],
    checks: &[&dyn Check],
) -> Vec<Finding> {
    fn passage(text: &str) -> Option<Passage<'_>> {
        let passage = Passage { text, start: 0 };
        (!text.is_empty()).then_some(passage)
    }
    let segments = document.iter().map(|(source, target)| Aligned {
        source: passage(source),
        target: passage(target),
    });
    let subject = Subject {
        from: tag("en"),
        to: Some(tag(language)),
        segments: segments.collect(),
        whole: Whole::default(),
    };
    let knowledge = Knowledge {
        glossary,
        translations: &|_| Vec::new(),
    };
    check::run(checks, &subject, &knowledge)
}

pub(crate) fn checks_named(names: &[&str]) -> Vec<&'static dyn Check> {
    let is_named = |check: &&dyn Check| names.contains(&check.id());
    CHECKS.iter().copied().filter(is_named).collect()
}

/// A small generator of numbers, the same on every machine.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005);
        self.0 = self.0.wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit.max(1)
    }
}

/// How many errors were put in, and how many of them found.
#[derive(Default, Clone, Copy)]
pub(crate) struct Caught {
    pub(crate) put_in: usize,
    pub(crate) found: usize,
}

impl Caught {
    pub(crate) fn percent(self) -> f64 {
        100.0 * self.found as f64 / self.put_in.max(1) as f64
    }
}

/// Puts one error into sentences, one at a time, and counts those that a finding of the checks
/// answers which was not there before. The neighbours of the sentence are looked at with it.
fn inject(
    news: &News,
    glossary: &Glossary,
    checks: &[&dyn Check],
    mut error: impl FnMut(&str, &str, &mut Dice) -> Option<String>,
) -> Caught {
    let mut dice = Dice(20_211_006);
    let mut caught = Caught::default();
    for document in &news.documents {
        for at in 0..document.len() {
            let (source, target) = &document[at];
            let Some(wrong) = error(source, target, &mut dice) else {
                continue;
            };
            let around = at.saturating_sub(1)..document.len().min(at + 2);
            let place = at - around.start;
            let mut stretch = document[around].to_vec();
            let count = |stretch: &[(String, String)]| {
                let found = findings(glossary, news.language, stretch, checks);
                found.iter().filter(|one| one.segment == place).count()
            };
            // What is found there already says nothing of the error.
            if count(&stretch) > 0 {
                continue;
            }
            stretch[place].1 = wrong;
            caught.put_in += 1;
            let is_found = count(&stretch) > 0;
            caught.found += usize::from(is_found);
            if !is_found && std::env::var_os("MISSED").is_some() {
                println!("missed: {source}\n    {target}\n    {}", stretch[place].1);
            }
        }
    }
    caught
}

/// A number of a translation in digits that stands by itself, not in a name such as HER2: its
/// digits with the separators inside, so that 1,500 and 5:30 are one.
pub(crate) fn number(text: &str, dice: &mut Dice) -> Option<std::ops::Range<usize>> {
    one_of(text, is_separated, dice)
}

/// A run of digits of a number.
fn digits(text: &str, dice: &mut Dice) -> Option<std::ops::Range<usize>> {
    one_of(text, |gap| gap.is_empty(), dice)
}

/// Whether two runs of digits with this between them are one number.
fn is_separated(gap: &str) -> bool {
    matches!(
        gap,
        "" | "." | "," | "٫" | "٬" | ":" | "\u{a0}" | "\u{202f}" | "،" | "，"
    )
}

fn one_of(
    text: &str,
    goes_on: impl Fn(&str) -> bool,
    dice: &mut Dice,
) -> Option<std::ops::Range<usize>> {
    let mut runs: Vec<std::ops::Range<usize>> = Vec::new();
    for (at, letter) in text.char_indices() {
        if !letter.is_numeric() || !letter.to_string().chars().all(char::is_numeric) {
            continue;
        }
        let end = at + letter.len_utf8();
        match runs.last_mut() {
            Some(run) if goes_on(&text[run.end..at]) => run.end = end,
            _ => runs.push(at..end),
        }
    }
    let stands_alone = |run: &std::ops::Range<usize>| {
        let before = text[..run.start].chars().next_back();
        let behind = text[run.end..].chars().next();
        let is_latin = |letter: Option<char>| letter.is_some_and(|c| c.is_ascii_alphabetic());
        !is_latin(before) && !is_latin(behind)
    };
    runs.retain(stands_alone);
    (!runs.is_empty()).then(|| runs[dice.below(runs.len())].clone())
}

/// Another number of as many digits in the same script, or of one digit more.
fn changed(number: &str, dice: &mut Dice) -> String {
    let mut digits: Vec<char> = number.chars().collect();
    // The first digit stays where there are several: it may not become a nought.
    let first = usize::from(digits.len() > 1);
    let at = first + dice.below(digits.len() - first);
    let old = digits[at];
    let zero = (0..10)
        .filter_map(|back| char::from_u32(u32::from(old) - back))
        .take_while(|c| c.is_numeric())
        .last()
        .unwrap();
    let value = u32::from(old) - u32::from(zero);
    let other = (value + 1 + u32::try_from(dice.below(8)).unwrap()) % 10;
    digits[at] = char::from_u32(u32::from(zero) + other).unwrap();
    digits.into_iter().collect()
}

#[test]
fn changed_and_dropped_numbers_are_caught_quietly() {
    let Some(folder) = shared("data/news/ntrex") else {
        return;
    };
    let glossary = Glossary::new(Vec::new());
    let checks = checks_named(&["number"]);
    for language in LANGUAGES {
        let news = News::read(&folder, language);
        let alarms: usize = news
            .documents
            .iter()
            .map(|document| findings(&glossary, language, document, &checks).len())
            .sum();
        let noise = 100.0 * alarms as f64 / news.sentences() as f64;
        let change = inject(&news, &glossary, &checks, |_, target, dice| {
            let run = digits(target, dice)?;
            let other = changed(&target[run.clone()], dice);
            Some(format!(
                "{}{other}{}",
                &target[..run.start],
                &target[run.end..]
            ))
        });
        let drop = inject(&news, &glossary, &checks, |_, target, dice| {
            let run = number(target, dice)?;
            Some(format!("{}{}", &target[..run.start], &target[run.end..]))
        });
        println!(
            "en-{language} numbers: {noise:.2} findings per 100 sentences; changed {} of {} \
             ({:.1} %), dropped {} of {} ({:.1} %)",
            change.found,
            change.put_in,
            change.percent(),
            drop.found,
            drop.put_in,
            drop.percent()
        );
        assert!(noise <= 1.0, "{language}: {noise}");
        assert!(change.percent() >= 95.0, "{language}");
        assert!(drop.percent() >= 95.0, "{language}");
    }
}

/// The checks of a translation beside its article that run by default.
fn translation_checks() -> Vec<&'static dyn Check> {
    let is_of_translation = |check: &&dyn Check| {
        let page = check::Page::of(*check);
        page.by_default && page.scope == check::Scope::Translation
    };
    CHECKS.iter().copied().filter(is_of_translation).collect()
}

#[test]
fn human_translations_are_hardly_disturbed() {
    let Some(folder) = shared("data/news/ntrex") else {
        return;
    };
    let glossary = Glossary::new(crate::content::shipped().entries);
    for language in LANGUAGES {
        let news = News::read(&folder, language);
        let noise = |checks: &[&dyn Check]| {
            let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
            for document in &news.documents {
                for found in findings(&glossary, language, document, checks) {
                    *counts.entry(found.check).or_default() += 1;
                }
            }
            let all: usize = counts.values().sum();
            (100.0 * all as f64 / news.sentences() as f64, counts)
        };
        let (of_translation, counts) = noise(&translation_checks());
        let by_default: Vec<_> = CHECKS
            .iter()
            .copied()
            .filter(|one| one.by_default())
            .collect();
        let (of_all, all_counts) = noise(&by_default);
        println!(
            "en-{language}: {of_translation:.2} findings of a translation per 100 sentences \
             {counts:?}; {of_all:.2} with the checks of one text {all_counts:?}"
        );
        assert!(of_all <= 4.0, "{language}: {of_all}");
    }
}

/// Dropped sentences, and terms of the glossary that another concept's term stands for.
#[test]
fn dropped_sentences_and_swapped_terms_are_caught() {
    let Some(folder) = shared("data/news/ntrex") else {
        return;
    };
    let glossary = Glossary::new(crate::content::shipped().entries);
    let checks = translation_checks();
    for language in &LANGUAGES[..4] {
        let news = News::read(&folder, language);
        let dropped = inject(&news, &glossary, &checks, |_, _, dice| {
            (dice.below(10) == 0).then(String::new)
        });
        let to = tag(language);
        let swapped = inject(&news, &glossary, &checks, |source, target, dice| {
            let own = glossary.mentions(source, &tag("en"));
            let other = glossary.mentions(target, &to);
            let is_shared = |one: &&tarjuman::glossary::Mention| {
                one.nesting == tarjuman::glossary::Nesting::Outer
                    && own.iter().any(|mention| mention.entry.id == one.entry.id)
            };
            let shared: Vec<_> = other.iter().filter(is_shared).collect();
            let mention = shared.get(dice.below(shared.len()))?;
            let others: Vec<_> = glossary
                .entries()
                .iter()
                .filter(|entry| {
                    entry.subject == mention.entry.subject && entry.id != mention.entry.id
                })
                .filter_map(|entry| entry.preferred(&to))
                .collect();
            let term = others.get(dice.below(others.len()))?;
            let (before, behind) = (&target[..mention.span.start], &target[mention.span.end..]);
            Some(format!("{before}{}{behind}", term.text))
        });
        println!(
            "en-{language}: sentences dropped {} of {} ({:.1} %), terms swapped {} of {} ({:.1} %)",
            dropped.found,
            dropped.put_in,
            dropped.percent(),
            swapped.found,
            swapped.put_in,
            swapped.percent()
        );
        assert!(dropped.percent() >= 95.0, "{language}");
    }
}
