//! JUnit XML, which build servers show as tests: a suite for each file, a case for each finding.
//!
//! A finding that fails the run is a failure, one that does not count is skipped with its reason,
//! any other is a case that passed, told in the output of its suite. A file without findings
//! is one case that passed, and a file that could not be checked one with an error.

use std::fmt::Write as _;

use super::json::severity_name;
use super::run::{CheckReport, CheckRun};
use crate::check::{Checked, Judged, Silence};

/// JUnit XML.
pub(super) struct Junit;

impl CheckReport for Junit {
    fn name(&self) -> &'static str {
        "junit"
    }

    fn about(&self) -> &'static str {
        "JUnit XML, for build servers"
    }

    fn write(&self, run: &CheckRun<'_>) -> String {
        let suites: Vec<Suite> = run
            .checked
            .iter()
            .map(|checked| suite(run, checked))
            .chain(run.failures.iter().map(failed))
            .collect();
        let at = run.at.to_string();
        let at = at.trim_end_matches('Z');
        let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
        for (number, suite) in suites.iter().enumerate() {
            let _ = write!(
                text,
                "  <testsuite id=\"{number}\" name=\"{}\" package=\"tarjuman\" \
                 timestamp=\"{at}\" hostname=\"localhost\" tests=\"{}\" failures=\"{}\" \
                 errors=\"{}\" skipped=\"{}\" time=\"0\">\n    <properties/>\n{}    \
                 <system-out>{}</system-out>\n    <system-err/>\n  </testsuite>\n",
                escaped(&suite.name),
                suite.tests,
                suite.failures,
                suite.errors,
                suite.skipped,
                suite.cases,
                suite.told
            );
        }
        text.push_str("</testsuites>\n");
        text
    }
}

/// The cases of one file.
#[derive(Default)]
struct Suite {
    name: String,
    tests: usize,
    failures: usize,
    errors: usize,
    skipped: usize,
    cases: String,
    /// The findings that do not fail the run.
    told: String,
}

impl Suite {
    fn case(&mut self, class: &str, name: &str, inside: &str) {
        self.tests += 1;
        let (class, name) = (escaped(class), escaped(name));
        let head = format!("    <testcase classname=\"{class}\" name=\"{name}\" time=\"0\"");
        self.cases.push_str(&match inside {
            "" => format!("{head}/>\n"),
            inside => format!("{head}>\n      {inside}\n    </testcase>\n"),
        });
    }
}

fn suite(run: &CheckRun<'_>, checked: &Checked) -> Suite {
    let mut suite = Suite {
        name: checked.own().key.clone(),
        ..Suite::default()
    };
    for judged in &checked.findings {
        let finding = &judged.finding;
        let place = checked.place(finding);
        let name = format!("{}:{} {}", place.line, place.column, finding.message);
        let details = escaped(&details(checked, judged));
        let inside = match &judged.silence {
            Some(silence) => {
                suite.skipped += 1;
                format!("<skipped message=\"{}\"/>", escaped(reason(silence)))
            }
            None if run.fails(finding.severity) => {
                suite.failures += 1;
                format!(
                    "<failure type=\"{}\" message=\"{}\">{details}</failure>",
                    severity_name(finding.severity),
                    escaped(&finding.message)
                )
            }
            None => {
                suite.told.push_str(&format!("{details}\n\n"));
                String::new()
            }
        };
        suite.case(finding.check, &name, &inside);
    }
    if checked.findings.is_empty() {
        suite.case("tarjuman", "nothing found", "");
    }
    suite
}

fn failed((file, sentence): &(String, String)) -> Suite {
    let mut suite = Suite {
        name: file.clone(),
        errors: 1,
        ..Suite::default()
    };
    let message = escaped(sentence);
    suite.case(
        "tarjuman",
        "could not be checked",
        &format!("<error type=\"error\" message=\"{message}\"/>"),
    );
    suite
}

fn reason(silence: &Silence) -> &str {
    match silence {
        Silence::Ignored { reason, .. } => reason,
        Silence::Known => "in the baseline",
        Silence::Slip => "one of a few slips of typing",
    }
}

fn details(checked: &Checked, judged: &Judged) -> String {
    let finding = &judged.finding;
    let place = checked.place(finding);
    let own = checked.side(finding.side);
    let mut lines = vec![
        format!(
            "{}:{}:{}: {} {}: {}",
            place.file,
            place.line,
            place.column,
            severity_name(finding.severity),
            finding.check,
            finding.message
        ),
        format!(
            "{}: {}",
            own.language,
            checked.segment(finding.segment, finding.side)
        ),
    ];
    if let Some((language, text)) = checked.counterpart(finding) {
        lines.push(format!("{language}: {text}"));
    }
    if let Some(suggestion) = &finding.suggestion {
        lines.push(format!("write: {suggestion}"));
    }
    lines.join("\n")
}

/// A text for XML 1.0: characters that it cannot hold become U+FFFD.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\n' | '\t' => escaped.push(character),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            other => escaped.push(other),
        }
    }
    escaped
}
