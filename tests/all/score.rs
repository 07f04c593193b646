//! The scores that `docs/score.md` shows.

use std::path::Path;

use tarjuman::lang::LanguageTag;
use tarjuman::similarity::{AnalysedText, Assessment, Score};
use tarjuman::text::Analyser;

use crate::desk::update_section;

/// The rows of the table between its marks, as cells.
fn rows(page: &str) -> Vec<Vec<&str>> {
    let (_, rest) = page.split_once("<!-- scores -->\n").unwrap();
    let (table, _) = rest.split_once("<!-- end of scores -->").unwrap();
    let rows = table.lines().skip(2);
    rows.map(|row| row.split('|').map(str::trim).collect())
        .collect()
}

fn assess(language: &str, query: &str, segment: &str) -> Assessment {
    let analyser = Analyser::new(&LanguageTag::parse(language).unwrap());
    let analysed = |text: &str| AnalysedText::new(text, &analyser);
    Assessment::new(&analysed(query), &analysed(segment), &analyser)
}

#[test]
fn scores_of_the_page() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/score.md");
    let page = std::fs::read_to_string(path).unwrap();
    let mut table =
        "| language | query | segment | score | penalties |\n|---|---|---|---|---|\n".to_owned();
    let mut wrong = Vec::new();
    for row in rows(&page) {
        let (language, query, segment) = (row[1], row[2], row[3]);
        let found = assess(language, query, segment);
        let lost = found.penalties.iter().map(|penalty| {
            let points = f64::from(penalty.hundredths) / 100.0;
            format!("{} {points}", penalty.kind.as_str())
        });
        let lost = lost.collect::<Vec<_>>().join(", ");
        let score = found.score.to_string();
        if (row[4], row[5]) != (score.as_str(), lost.as_str()) {
            wrong.push(format!("{language}: {query} / {segment}: {score} ({lost})"));
        }
        table += &format!("| {language} | {query} | {segment} | {score} | {lost} |\n");
    }
    update_section("docs/score.md", "scores", &table);
    let is_updated = std::env::var_os("UPDATE").is_some();
    assert!(wrong.is_empty() || is_updated, "{wrong:#?}");
}

/// What the page says of every score, on every pair of its rows in one language.
#[test]
fn the_rules_of_the_page_hold() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/score.md");
    let page = std::fs::read_to_string(path).unwrap();
    let rows = rows(&page);
    for own in &rows {
        for other in rows.iter().filter(|other| other[1] == own[1]) {
            for (query, segment) in [(own[2], other[3]), (own[2], other[2]), (own[3], other[3])] {
                let found = assess(own[1], query, segment);
                let back = assess(own[1], segment, query);
                assert!(found.score <= found.base, "{query} / {segment}");
                assert_eq!(found.score == Score::IDENTICAL, query == segment);
                assert_eq!(found.score, back.score, "{query} / {segment}");
            }
        }
    }
}
