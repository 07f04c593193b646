//! Holds the rooms in `src/` against the table in `docs/architecture.md`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// One row of the table: which rooms a room may use and which outside crates it alone names.
struct Room {
    may_use: BTreeSet<String>,
    owns: BTreeSet<String>,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The words in backticks of a table cell.
fn names(cell: &str) -> BTreeSet<String> {
    cell.split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

/// Reads the table under the heading "The rooms". A row may use only rooms of rows above it.
fn table() -> BTreeMap<String, Room> {
    let page = fs::read_to_string(root().join("docs/architecture.md")).unwrap();
    let section = page.split("## The rooms").nth(1).unwrap();
    let section = section.split("\n## ").next().unwrap();
    let mut rooms = BTreeMap::new();
    let mut above: BTreeSet<String> = BTreeSet::new();
    for row in section.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let room = names(cells[1]).pop_first().unwrap();
        let may_use = names(cells[3]);
        let lower: Vec<_> = may_use.difference(&above).collect();
        assert!(
            lower.is_empty(),
            "row `{room}` may not use {lower:?}: not in a row above"
        );
        above.insert(room.clone());
        let owns = names(cells[4]);
        rooms.insert(room, Room { may_use, owns });
    }
    assert!(rooms.len() > 5, "the table of rooms was not found");
    rooms
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// The text without line comments: doc examples may name any room.
fn code_of(path: &Path) -> String {
    fs::read_to_string(path)
        .unwrap()
        .lines()
        .map(|line| line.split("//").next().unwrap_or(""))
        .collect::<Vec<_>>()
        .join("\n")
}

/// Identifiers that follow `prefix` in the code, each with the names of a brace group.
fn names_after(code: &str, prefix: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for rest in code.split(prefix).skip(1) {
        let rest = rest.trim_start();
        if let Some(group) = rest.strip_prefix('{') {
            let mut depth = 0;
            let mut word = String::new();
            let mut fresh = true;
            for character in group.chars() {
                match character {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => {
                        fresh = true;
                        continue;
                    }
                    c if depth == 0 && fresh && (c.is_alphanumeric() || c == '_') => {
                        word.push(c);
                        continue;
                    }
                    c if c.is_whitespace() && word.is_empty() => continue,
                    _ => fresh = false,
                }
                if !word.is_empty() {
                    found.insert(std::mem::take(&mut word));
                }
            }
            if !word.is_empty() {
                found.insert(word);
            }
        } else {
            let word: String = rest
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect();
            found.insert(word);
        }
    }
    found
}

#[test]
fn rooms_use_only_what_the_table_allows() {
    let rooms = table();
    let src = root().join("src");
    let mut problems = Vec::new();
    for entry in fs::read_dir(&src).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if !path.is_dir() {
            assert!(
                ["lib.rs", "main.rs"].contains(&name.as_str()),
                "src/{name} lies in no room"
            );
            continue;
        }
        let Some(room) = rooms.get(&name) else {
            problems.push(format!("src/{name} has no row in docs/architecture.md"));
            continue;
        };
        let mut files = Vec::new();
        rust_files(&path, &mut files);
        for file in files {
            let code = code_of(&file);
            let used = names_after(&code, "crate::");
            for other in used.iter().filter(|used| rooms.contains_key(*used)) {
                if *other != name && !room.may_use.contains(other) {
                    problems.push(format!("{}: {name} may not use {other}", file.display()));
                }
            }
            for (owner, row) in &rooms {
                for outside in row.owns.iter().filter(|_| *owner != name) {
                    let path = format!("{outside}::");
                    if code.contains(&path) {
                        problems.push(format!(
                            "{}: only {owner} may name {outside}",
                            file.display()
                        ));
                    }
                }
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn nothing_is_re_exported_at_the_root() {
    let lib = code_of(&root().join("src/lib.rs"));
    assert!(!lib.contains("pub use"), "src/lib.rs re-exports something");
}

#[test]
fn the_reader_of_paths_reads_groups() {
    let found = names_after("use crate::{lang::{a, b}, model::Unit, text};", "crate::");
    assert_eq!(
        found.into_iter().collect::<Vec<_>>(),
        ["lang", "model", "text"]
    );
}
