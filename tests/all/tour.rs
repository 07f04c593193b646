//! The README's tour: each command that it shows prints what it shows.

use std::fs;
use std::path::Path;

use crate::desk::finished;

/// The block that a line of a page is the command of, with what stands under it.
struct Shown<'p> {
    command: &'p str,
    output: &'p str,
}

/// Every block of the page that shows a command of ours with its output.
fn shown(page: &str) -> Vec<Shown<'_>> {
    let blocks = page
        .split("```console\n")
        .skip(1)
        .filter_map(|block| block.split_once("```"));
    blocks
        .filter_map(|(block, _)| {
            let (command, output) = block.split_once('\n')?;
            let command = command.strip_prefix("$ ")?;
            (command.starts_with("tarjuman ") && !output.is_empty())
                .then_some(Shown { command, output })
        })
        .collect()
}

/// A line that stands for the rest of the output.
const REST: &str = "…\n";

/// The words of a command line, as a shell takes simple quotation marks.
fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (nth, part) in command.split('"').enumerate() {
        match nth % 2 {
            0 => words.extend(part.split_whitespace().map(str::to_owned)),
            _ => words.push(part.to_owned()),
        }
    }
    words
}

#[test]
fn the_tour_shows_what_is_printed() {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let page = fs::read_to_string(&readme).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let run = |words: &[String]| {
        finished(
            std::process::Command::new(env!("CARGO_BIN_EXE_tarjuman"))
                .args(words)
                .current_dir(folder.path())
                .env_remove("TARJUMAN_PROJECT"),
        )
    };
    let started = run(&words("init --with-samples"));
    assert_eq!(started.status, 0, "{}", started.stderr);
    let shown = shown(&page);
    assert!(shown.len() >= 5, "the tour shows little");
    let mut true_page = page.clone();
    for Shown { command, output } in shown {
        let words = words(command);
        let ran = run(&words[1..]);
        assert!(ran.status < 2, "{command}: {}", ran.stderr);
        let is = match output.strip_suffix(REST) {
            None => ran.stdout,
            Some(beginning) => {
                let lines = ran.stdout.split_inclusive('\n');
                let lines: String = lines.take(beginning.lines().count()).collect();
                lines + REST
            }
        };
        true_page = true_page.replace(
            &format!("$ {command}\n{output}"),
            &format!("$ {command}\n{is}"),
        );
    }
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&readme, true_page).unwrap();
    } else {
        assert!(
            page == true_page,
            "README.md shows other output; run UPDATE=1 cargo test and look at it\n{true_page}"
        );
    }
}
