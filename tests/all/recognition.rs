//! The table of cases in `docs/terminology.md`: what the shipped glossary has to find, in which
//! words, and what it must not take for a term.

use tarjuman::glossary::Glossary;
use tarjuman::lang::LanguageTag;

use crate::content::shipped;

/// One row: a text, a concept, and the words that name it; `None` where nothing does.
struct Case<'t> {
    language: LanguageTag,
    text: &'t str,
    concept: &'t str,
    found: Option<&'t str>,
}

fn cases(page: &str) -> Vec<Case<'_>> {
    let (_, table) = page.split_once("<!-- cases -->").unwrap();
    let (table, _) = table.split_once("<!-- end of cases -->").unwrap();
    let rows = table.lines().filter(|line| line.starts_with("| "));
    rows.skip(1)
        .map(|row| {
            let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
            Case {
                language: LanguageTag::parse(cells[0]).unwrap(),
                text: cells[1],
                concept: cells[2],
                found: Some(cells[3]).filter(|found| *found != "–"),
            }
        })
        .collect()
}

#[test]
fn every_case_of_the_page_holds() {
    let page = include_str!("../../docs/terminology.md");
    let glossary = Glossary::new(shipped().entries);
    let cases = cases(page);
    assert!(cases.len() >= 150, "{} cases", cases.len());
    let mut wrong = Vec::new();
    for case in &cases {
        let mentions = glossary.mentions(case.text, &case.language);
        let named = mentions.iter().find(|mention| {
            let mut entries = mention.also.iter().chain([&mention.entry]);
            entries.any(|entry| entry.id.to_string() == case.concept)
        });
        let found = named.map(|mention| &case.text[mention.span.clone()]);
        if found != case.found {
            let all: Vec<_> = mentions
                .iter()
                .map(|mention| format!("{} {}", mention.entry.id, &case.text[mention.span.clone()]))
                .collect();
            wrong.push(format!(
                "{} {}: {} is {:?}, not {found:?}; all: {all:?}",
                case.language, case.text, case.concept, case.found
            ));
        }
    }
    println!(
        "{} of {} cases hold",
        cases.len() - wrong.len(),
        cases.len()
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A concept that the table names and the glossary lacks would be "not found" for ever.
#[test]
fn every_concept_of_the_page_is_in_the_glossary() {
    let page = include_str!("../../docs/terminology.md");
    let entries = shipped().entries;
    for case in cases(page) {
        let is_known = entries.iter().any(|entry| {
            entry.id.to_string() == case.concept && entry.terms_in(&case.language).next().is_some()
        });
        assert!(is_known, "{} {}", case.language, case.concept);
    }
}
