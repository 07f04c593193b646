//! Real files of other tools, where the folder with them stands beside the project.

use std::collections::BTreeMap;
use std::path::PathBuf;

use tarjuman::formats::{self, ReadOptions, Sink, SinkError};
use tarjuman::model::{ConceptEntry, Diagnostic, Document, Unit};

use crate::shared;

#[derive(Default)]
struct Counted {
    units: usize,
    variants: BTreeMap<String, usize>,
    diagnostics: Vec<Diagnostic>,
}

impl Sink for Counted {
    fn unit(&mut self, unit: Unit) -> Result<(), SinkError> {
        self.units += 1;
        for variant in &unit.variants {
            *self
                .variants
                .entry(variant.language.to_string())
                .or_default() += 1;
        }
        Ok(())
    }

    fn concept(&mut self, _: ConceptEntry) -> Result<(), SinkError> {
        Ok(())
    }

    fn document(&mut self, _: Document) -> Result<(), SinkError> {
        Ok(())
    }

    fn diagnostic(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }
}

fn read(path: &std::path::Path) -> Result<Counted, String> {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let mut opened = formats::encoding::open(path, &name).unwrap();
    let format = formats::detect(&name, &opened.beginning).ok_or("no format")?;
    let mut counted = Counted::default();
    format
        .read(
            &mut opened.reader,
            &name,
            &ReadOptions::default(),
            &mut counted,
        )
        .map_err(|error| error.to_string())?;
    Ok(counted)
}

fn files(folder: &str) -> Vec<PathBuf> {
    let Some(folder) = shared(&format!("data/interchange/{folder}")) else {
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|e| e.eq_ignore_ascii_case("tmx"))
        })
        .collect();
    files.sort();
    files
}

#[test]
fn every_real_tmx_file_reads_with_its_units() {
    let mut told = BTreeMap::new();
    if let Some(manifest) = shared("data/interchange/manifest.jsonl") {
        for line in std::fs::read_to_string(manifest).unwrap().lines() {
            let about: serde_json::Value = serde_json::from_str(line).unwrap();
            if let Some(stored) = about["stored"].as_str() {
                told.insert(stored.to_owned(), about);
            }
        }
    }
    for path in files("tmx") {
        let name = format!("tmx/{}", path.file_name().unwrap().to_string_lossy());
        match read(&path) {
            Ok(counted) => {
                let skipped = counted
                    .diagnostics
                    .iter()
                    .filter(|said| said.message.contains("skipped"))
                    .count();
                let expected = told.get(&name).and_then(|about| about["tu"].as_u64());
                println!(
                    "{name}: {} units, {skipped} skipped, {expected:?} told",
                    counted.units
                );
                if let Some(expected) = expected {
                    assert!((counted.units + skipped) as u64 >= expected, "{name}");
                }
            }
            Err(error) => println!("{name}: REFUSED {error}"),
        }
    }
}

#[test]
fn broken_tmx_files_are_read_or_refused_for_a_reason() {
    for path in files("tmx-broken") {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let result = read(&path).map(|counted| counted.units);
        println!("{name}: {result:?}");
        match name.as_str() {
            "truncated-between-tus.tmx" | "two-roots.tmx" => assert!(result.is_err(), "{name}"),
            "external-entity.tmx" => assert!(result.is_err(), "{name}"),
            _ => assert!(result.is_ok(), "{name}: {result:?}"),
        }
    }
}
