//! All integration tests as one binary, so that they link once.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::print_stderr
)]

mod adding;
mod alignment;
mod architecture;

mod articles;
mod asking;
mod checking;
mod checks;
mod commands;
mod completeness;
mod content;
mod corpora;
mod desk;
mod glossary;
mod glossary_files;
mod identification;
mod injected;
mod interchange;
mod marked;
mod memory_checks;
mod one_text;
mod peers;
mod recognition;
mod renderings;
mod schema;
mod score;
mod segmentation;
mod srx;
mod swaps;
mod sync;
mod term_gold;
mod tour;
mod units;

/// Every file in this folder is a module of this binary: a forgotten one would test nothing.
#[test]
fn no_test_file_is_forgotten() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/all");
    let main = include_str!("main.rs");
    for entry in std::fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let name = name.trim_end_matches(".rs");
        assert!(
            name == "main" || main.contains(&format!("mod {name};")),
            "tests/all/{name} is not named in tests/all/main.rs"
        );
    }
}

/// A file or folder of the real data that may stand beside the project, or `None`, with a word
/// about it, where it does not.
fn shared(path: &str) -> Option<std::path::PathBuf> {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared");
    let root = std::env::var("TARJUMAN_SHARED").unwrap_or_else(|_| beside.to_owned());
    let found = std::path::Path::new(&root).join(path);
    if found.exists() {
        return Some(found);
    }
    println!("skipped: there is no {}", found.display());
    None
}
