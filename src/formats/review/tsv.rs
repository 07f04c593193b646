//! The review table as tab-separated values: what a spreadsheet and git handle best.
//!
//! ```text
//! # tarjuman review
//! # document: news/article.en.txt
//! # title en: Talks
//! # date: 2026-03-14
//! status ⇥ confidence ⇥ en ⇥ fa
//! ok ⇥ 99 ⇥ Talks ⇥ گفت‌وگو
//! ```
//!
//! Rows of the status `ok` are taken, `check` and `drop` are not. Cells have no quotation marks of
//! their own, and no tabs or line breaks.

use std::io::Write;

use super::{ReviewFormat, refuse};
use crate::formats::SinkError;
use crate::lang::LanguageTag;
use crate::model::{Diagnostic, Document, ReviewRow, ReviewTable, ReviewVerdict};

pub(super) struct Tsv;

const HEAD: &str = "# tarjuman review";

const ADVICE: &str = "a table begins with the line \"status\", \"confidence\" and two languages or more, as `tarjuman align --review FILE.tsv` writes it";

impl ReviewFormat for Tsv {
    fn name(&self) -> &'static str {
        "tsv"
    }

    fn write(&self, review: &ReviewTable, output: &mut dyn Write) -> Result<(), SinkError> {
        writeln!(output, "{HEAD}")?;
        for (name, value) in facts(&review.document) {
            writeln!(output, "# {name}: {value}")?;
        }
        let languages: Vec<&str> = review.languages.iter().map(LanguageTag::as_str).collect();
        writeln!(output, "status\tconfidence\t{}", languages.join("\t"))?;
        for row in &review.rows {
            writeln!(output, "{}", line_of(row))?;
        }
        Ok(())
    }

    fn read(&self, text: &str, path: &str) -> Result<ReviewTable, Box<Diagnostic>> {
        let mut document = Document::named("");
        let mut languages: Option<Vec<LanguageTag>> = None;
        let mut rows = Vec::new();
        for (number, line) in (1_u32..).zip(text.lines()) {
            let line = line.trim_start_matches('\u{feff}').trim_end_matches('\r');
            if let Some(fact) = line.strip_prefix("# ").filter(|_| languages.is_none()) {
                take_fact(&mut document, fact);
            } else if line.trim().is_empty() || (line.starts_with('#') && languages.is_none()) {
            } else if let Some(languages) = &languages {
                rows.push(row_of(line, languages, path, number)?);
            } else {
                languages = Some(languages_of(line, path, number)?);
            }
        }
        let Some(languages) = languages else {
            return Err(refuse(path, 0, "there is no table in the file", ADVICE));
        };
        if document.id.0.is_empty() {
            document.id.0 = path.to_owned();
        }
        Ok(ReviewTable {
            document,
            languages,
            rows,
        })
    }
}

/// What a document says of itself, by names that [`take_fact`] knows.
pub(super) fn facts(document: &Document) -> Vec<(String, String)> {
    let mut facts = vec![("document".to_owned(), document.id.0.clone())];
    for (language, title) in &document.titles {
        facts.push((format!("title {language}"), title.clone()));
    }
    if let Some(date) = &document.date {
        facts.push(("date".to_owned(), date.as_str().to_owned()));
    }
    if let Some(address) = &document.address {
        facts.push(("address".to_owned(), address.clone()));
    }
    for property in &document.properties {
        facts.push((property.name.clone(), property.value.clone()));
    }
    facts
}

/// Takes a fact as [`facts`] writes it; what is not known is passed over.
pub(super) fn take_fact(document: &mut Document, fact: &str) {
    let Some((name, value)) = fact.split_once(": ") else {
        return;
    };
    match name.split_once(' ') {
        Some(("title", language)) => {
            if let Ok(language) = LanguageTag::parse(language) {
                document.titles.push((language, value.to_owned()));
            }
        }
        _ if name == "document" => value.clone_into(&mut document.id.0),
        _ if name == "date" => document.date = value.parse().ok(),
        _ if name == "address" => document.address = Some(value.to_owned()),
        _ if name.starts_with("x-") => document.properties.push(crate::model::Property {
            name: name.to_owned(),
            language: None,
            value: value.to_owned(),
        }),
        _ => {}
    }
}

fn line_of(row: &ReviewRow) -> String {
    let mut cells = vec![row.verdict.as_str().to_owned(), row.confidence.to_string()];
    cells.extend(
        row.texts
            .iter()
            .map(|text| written(&text.replace(['\t', '\n', '\r'], " "))),
    );
    cells.join("\t")
}

fn languages_of(line: &str, path: &str, number: u32) -> Result<Vec<LanguageTag>, Box<Diagnostic>> {
    let cells: Vec<&str> = line.split('\t').map(unquoted).map(str::trim).collect();
    let [status, confidence, languages @ ..] = cells.as_slice() else {
        return Err(refuse(
            path,
            number,
            "this is no line of a review table",
            ADVICE,
        ));
    };
    let languages: Result<Vec<_>, _> = languages
        .iter()
        .map(|cell| LanguageTag::parse(cell))
        .collect();
    match languages {
        Ok(languages)
            if *status == "status" && *confidence == "confidence" && languages.len() > 1 =>
        {
            Ok(languages)
        }
        _ => Err(refuse(
            path,
            number,
            "the first line does not name the columns of a review table",
            ADVICE,
        )),
    }
}

fn row_of(
    line: &str,
    languages: &[LanguageTag],
    path: &str,
    number: u32,
) -> Result<ReviewRow, Box<Diagnostic>> {
    let cells: Vec<String> = line.split('\t').map(cell).collect();
    if cells.len() > languages.len() + 2 {
        let message = format!(
            "the row has {} cells, the first line {}",
            cells.len(),
            languages.len() + 2
        );
        return Err(refuse(path, number, message, "a text may not hold a tab"));
    }
    let Some(verdict) = ReviewVerdict::from_word(&cells[0]) else {
        let message = format!("{:?} is no status", cells[0]);
        return Err(refuse(path, number, message, "write ok, check or drop"));
    };
    let texts = (0..languages.len()).map(|at| cells.get(at + 2).cloned().unwrap_or_default());
    Ok(ReviewRow {
        verdict,
        confidence: cells
            .get(1)
            .and_then(|cell| cell.trim().parse().ok())
            .unwrap_or(100)
            .min(100),
        texts: texts.collect(),
        line: number,
    })
}

fn unquoted(cell: &str) -> &str {
    cell.strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
        .unwrap_or(cell)
}

/// A text as a cell: bare, but for one that would be read as quoted by a spreadsheet.
fn written(text: &str) -> String {
    match cell(text) == text.trim() {
        true => text.to_owned(),
        false => format!("\"{}\"", text.replace('"', "\"\"")),
    }
}

/// A cell as a spreadsheet may have written it: quoted only where a quotation mark in it is
/// doubled or it would not be needed.
fn cell(text: &str) -> String {
    let text = text.trim();
    match text
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
    {
        Some(inner) if inner.contains("\"\"") && !inner.replace("\"\"", "").contains('"') => {
            inner.replace("\"\"", "\"")
        }
        _ => text.to_owned(),
    }
}
