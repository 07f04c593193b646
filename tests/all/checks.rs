//! Checks: their pages, settings, reports.

use std::fs;
use std::path::Path;

use tarjuman::check::pages;
use tarjuman::report::checks_reference;

use crate::desk::Desk;

/// What stands above the generated part of the page.
const MARK: &str = "change the texts there -->\n";

#[test]
fn the_reference_page_is_that_of_the_table() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/checks.md");
    let page = fs::read_to_string(&path).unwrap();
    let (above, made) = page.split_once(MARK).unwrap();
    let is = format!("\n{}", checks_reference(&pages()));
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, format!("{above}{MARK}{is}")).unwrap();
        return;
    }
    assert!(
        made == is,
        "docs/checks.md is not that of the table CHECKS; run UPDATE=1 cargo test and look at it"
    );
}

#[test]
fn every_check_has_a_page() {
    let desk = Desk::new();
    let listed = desk.json(&["checks"]);
    assert_eq!(listed.len(), pages().len());
    for check in &listed {
        let id = check["check"].as_str().unwrap();
        let page = desk.ok(&["checks", id]);
        assert!(page.starts_with(id), "{page}");
        assert!(
            page.contains("bad") && page.contains("to silence it"),
            "{page}"
        );
        let page = desk.json(&["checks", id]);
        assert!(!page[0]["page"]["bad"].as_array().unwrap().is_empty());
    }
    let ran = desk.run(&["checks", "spelling"]);
    assert_eq!(ran.status, 2);
    assert!(
        ran.stderr.contains("there is no check \"spelling\""),
        "{ran:?}"
    );
}
