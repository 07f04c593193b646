//! Sentence boundaries against golden rules and treebanks, where they stand beside the project.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::Value;
use tarjuman::lang::LanguageTag;
use tarjuman::text::Segmenter;
use unicode_segmentation::UnicodeSegmentation;

use crate::shared;

fn cases(file: &str) -> Option<Vec<Value>> {
    let path = shared(&format!("data/segmentation/{file}.jsonl"))?;
    let text = std::fs::read_to_string(path).unwrap();
    Some(
        text.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect(),
    )
}

fn ours(case: &Value) -> Vec<String> {
    let language = LanguageTag::parse(case["lang"].as_str().unwrap()).unwrap();
    let segmenter = Segmenter::new(&language);
    trimmed(
        segmenter
            .sentences(case["text"].as_str().unwrap())
            .iter()
            .map(|one| one.text),
    )
}

fn plain(case: &Value) -> Vec<String> {
    trimmed(case["text"].as_str().unwrap().split_sentence_bounds())
}

fn trimmed<'t>(sentences: impl Iterator<Item = &'t str>) -> Vec<String> {
    sentences
        .map(|sentence| sentence.trim().to_owned())
        .filter(|sentence| !sentence.is_empty())
        .collect()
}

fn gold(case: &Value) -> Vec<String> {
    trimmed(
        case["sentences"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one.as_str().unwrap()),
    )
}

/// The places between sentences, counted in characters that are no white space: so that it does
/// not matter to which sentence a space is given.
fn boundaries(sentences: &[String]) -> BTreeSet<usize> {
    let mut at = 0;
    let mut boundaries = BTreeSet::new();
    for sentence in sentences {
        at += sentence.chars().filter(|c| !c.is_whitespace()).count();
        boundaries.insert(at);
    }
    boundaries.remove(&at);
    boundaries
}

fn f1(cases: &[Value], segment: impl Fn(&Value) -> Vec<String>) -> f64 {
    let (mut right, mut found, mut wanted) = (0, 0, 0);
    for case in cases {
        let (own, gold) = (boundaries(&segment(case)), boundaries(&gold(case)));
        right += own.intersection(&gold).count();
        found += own.len();
        wanted += gold.len();
    }
    2.0 * right as f64 / (found + wanted) as f64
}

/// Prints the places at which we and the gold disagree: `-` where we lack a boundary, `+` where
/// we have one too many.
fn show_differences(case: &Value) {
    let (own, gold) = (boundaries(&ours(case)), boundaries(&gold(case)));
    let text = case["text"].as_str().unwrap();
    let letters: Vec<usize> = text
        .char_indices()
        .filter(|(_, c)| !c.is_whitespace())
        .map(|(at, c)| at + c.len_utf8())
        .collect();
    for at in own.symmetric_difference(&gold) {
        let place = letters[at - 1];
        let before: Vec<char> = text[..place].chars().rev().take(40).collect();
        let before: String = before.into_iter().rev().collect();
        let behind: String = text[place..].chars().take(40).collect();
        let sign = if own.contains(at) { '+' } else { '-' };
        println!("{sign} {before:?} ¦ {behind:?}");
    }
}

const TREEBANKS: &[&str] = &[
    "ud-ar-pud",
    "ud-de-gsd",
    "ud-de-pud",
    "ud-en-ewt",
    "ud-en-gum",
    "ud-en-gum-docs",
    "ud-en-pud",
    "ud-fa-perdt",
    "ud-fa-seraji",
    "ud-fr-gsd",
    "ud-fr-pud",
    "ud-fr-sequoia",
    "ud-ru-pud",
    "ud-ru-taiga",
    "ud-tr-pud",
    "ud-ur-udtb",
    "ud-zh-hk",
    "ud-zh-pud",
];

#[test]
fn boundaries_of_treebanks() {
    let mut table = String::from("| treebank | UAX #29 | Tarjuman |\n|---|---|---|\n");
    let (mut sum, mut plain_sum, mut worst, mut news_f1) = (0.0, 0.0, 0.0f64, 1.0);
    for file in TREEBANKS {
        let Some(cases) = cases(file) else {
            return;
        };
        if let Ok(wanted) = std::env::var("SHOW") {
            // "ud-en-gum-docs" or "ud-en-gum-docs:news".
            let (name, genre) = wanted.split_once(':').unwrap_or((&wanted, ""));
            cases
                .iter()
                .filter(|case| name == *file && (genre.is_empty() || case["genre"] == genre))
                .for_each(show_differences);
        }
        let (own, uax) = (f1(&cases, ours), f1(&cases, plain));
        let _ = writeln!(table, "| {file} | {uax:.3} | {own:.3} |");
        sum += own;
        plain_sum += uax;
        worst = worst.max(uax - own);
        if *file == "ud-en-gum-docs" {
            let news: Vec<Value> = cases
                .into_iter()
                .filter(|case| case["genre"] == "news")
                .collect();
            let (own, uax) = (f1(&news, ours), f1(&news, plain));
            let _ = writeln!(table, "| {file}, news | {uax:.3} | {own:.3} |");
            news_f1 = own;
        }
    }
    let count = TREEBANKS.len() as f64;
    let _ = writeln!(
        table,
        "| mean of the 18 | {:.3} | {:.3} |",
        plain_sum / count,
        sum / count
    );
    println!("{table}");
    crate::desk::update_section("docs/performance.md", "segmentation", &table);
    assert!(sum / count > 0.960, "mean {}", sum / count);
    assert!(worst < 0.003, "{worst} below UAX #29");
    assert!(news_f1 >= 0.970, "news {news_f1}");
}

#[test]
fn golden_rules() {
    for (file, least) in [("golden", 112), ("sentencex", 138)] {
        let Some(cases) = cases(file) else {
            return;
        };
        let failed: Vec<&Value> = cases
            .iter()
            .filter(|case| ours(case) != gold(case))
            .collect();
        if std::env::var_os("SHOW").is_some() {
            for case in &failed {
                println!("{} {:?}\n   {:?}", case["lang"], ours(case), gold(case));
            }
        }
        let passed = cases.len() - failed.len();
        println!("{file}: {passed} of {}", cases.len());
        assert!(passed >= least, "{file}: {passed}");
    }
}

#[test]
fn the_report_of_an_agency_has_its_sentences() {
    let Some(path) = shared("data/seed/article.en.txt") else {
        return;
    };
    let text = std::fs::read_to_string(path).unwrap();
    let segmenter = Segmenter::new(&LanguageTag::parse("en").unwrap());
    let sentences = trimmed(segmenter.sentences(&text).iter().map(|one| one.text));
    assert_eq!(sentences.len(), 32, "{sentences:#?}");
}

#[test]
fn every_text_comes_back() {
    let Some(folder) = shared("data") else {
        return;
    };
    let languages = ["en", "fa", "ar", "ru", "zh", "de"];
    let segmenters = languages.map(|tag| Segmenter::new(&LanguageTag::parse(tag).unwrap()));
    let mut folders = vec![folder];
    let mut texts = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(text) = std::fs::read_to_string(&path) {
                let segmenter = &segmenters[texts % segmenters.len()];
                let joined: usize = segmenter
                    .sentences(&text)
                    .iter()
                    .map(|one| one.text.len())
                    .sum();
                assert_eq!(joined, text.len(), "{}", path.display());
                texts += 1;
            }
        }
    }
    println!("{texts} files come back byte for byte");
}
