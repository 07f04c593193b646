//! SARIF 2.1.0 (OASIS, errata 01), which code hosts show beside the lines of a file.
//!
//! Columns and offsets are UTF-16 code units, as `columnKind` says. A place in a text that was
//! taken out of a file (DOCX, HTML) is no place of that file, so such a result names the file and
//! has the words, but no region. Findings that do not count are results with a suppression.

use serde_json::{Map, Value, json};

use super::json::severity_name;
use super::run::{CheckReport, CheckRun};
use crate::check::{
    Checked, CheckedText, Finding, Fix, Judged, Page, Places, Side, Silence, Stands, place_of,
};

/// SARIF.
pub(super) struct Sarif;

/// What relative addresses of files are relative to: the folder of the project.
const BASE: &str = "%SRCROOT%";

/// The name of our fingerprints; a change of what goes into them gets a new number.
const FINGERPRINT: &str = "tarjuman/v1";

impl CheckReport for Sarif {
    fn name(&self) -> &'static str {
        "sarif"
    }

    fn about(&self) -> &'static str {
        "SARIF 2.1.0, for code hosts"
    }

    fn write(&self, run: &CheckRun<'_>) -> String {
        let log = json!({
            "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
            "version": "2.1.0",
            "runs": [run_of(run)],
        });
        // Keys are strings and numbers finite, so it cannot fail.
        serde_json::to_string_pretty(&log).unwrap_or_default() + "\n"
    }
}

fn run_of(run: &CheckRun<'_>) -> Value {
    let pages = crate::check::pages();
    let artifacts = Artifacts::of(run.checked);
    let results: Vec<Value> = run
        .checked
        .iter()
        .flat_map(|checked| {
            let result = Result {
                pages: &pages,
                artifacts: &artifacts,
                checked,
            };
            let all = checked.findings.iter();
            all.map(move |judged| result.of(judged)).collect::<Vec<_>>()
        })
        .collect();
    json!({
        "tool": { "driver": {
            "name": "Tarjuman",
            "version": env!("CARGO_PKG_VERSION"),
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "shortDescription": { "text": env!("CARGO_PKG_DESCRIPTION") },
            "rules": pages.iter().map(rule).collect::<Vec<_>>(),
        } },
        "invocations": [{
            "executionSuccessful": run.failures.is_empty(),
            "toolExecutionNotifications": run.failures.iter().map(notification).collect::<Vec<_>>(),
        }],
        "automationDetails": { "id": "tarjuman/check/" },
        "originalUriBaseIds": { BASE: { "description": { "text": "The folder of the project." } } },
        "columnKind": "utf16CodeUnits",
        "artifacts": artifacts.all,
        "results": results,
    })
}

/// What there is to say of a check.
fn rule(page: &Page) -> Value {
    let about = format!("{}.", page.about);
    let full = match page.explains {
        "" => about.clone(),
        explains => format!("{about} {explains}"),
    };
    let shown = |texts: &[&str]| texts.join("\n");
    let example = |example: &crate::check::Example| {
        let other = example.target.map_or(&[][..], |(_, texts)| texts);
        [shown(example.source.1), shown(other)]
            .join("\n")
            .trim_end()
            .to_owned()
    };
    let (bad, good) = (example(&page.bad), example(&page.good));
    let silence = super::checks::silencing(page.id).join("\n- ");
    json!({
        "id": page.id,
        "name": pascal(page.id),
        "shortDescription": { "text": about },
        "fullDescription": { "text": full },
        "help": {
            "text": format!("{full}\n\nBad:\n{bad}\n\nGood:\n{good}\n\nTo silence it:\n- {silence}"),
            "markdown": format!(
                "{full}\n\n**Bad**\n\n```text\n{bad}\n```\n\n**Good**\n\n```text\n{good}\n```\n\n**To silence it**\n\n- {silence}"
            ),
        },
        "defaultConfiguration": { "level": severity_name(page.severity) },
        "properties": { "tags": [page.scope.as_str()] },
    })
}

/// `term-rendering` as `TermRendering`.
fn pascal(id: &str) -> String {
    id.split('-')
        .map(|word| {
            let mut letters = word.chars();
            let first = letters.next().map(|letter| letter.to_ascii_uppercase());
            first.into_iter().chain(letters).collect::<String>()
        })
        .collect()
}

fn notification((file, sentence): &(String, String)) -> Value {
    json!({
        "level": "error",
        "message": { "text": sentence },
        "locations": [{ "physicalLocation": { "artifactLocation": { "uri": uri(file) } } }],
    })
}

/// The length of a text in UTF-16 code units, by which code hosts and editors count columns.
fn units(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// The line and the column in UTF-16 code units, both from 1, of a byte offset.
fn place_in_units(text: &str, offset: usize) -> (usize, usize) {
    let (line, _) = place_of(text, offset);
    let before = text.get(..offset).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (line, units(&before[line_start..]) + 1)
}

/// The files, each once.
struct Artifacts<'r> {
    keys: Vec<&'r str>,
    all: Vec<Value>,
}

impl<'r> Artifacts<'r> {
    fn of(checked: &'r [Checked]) -> Self {
        let mut artifacts = Self {
            keys: Vec::new(),
            all: Vec::new(),
        };
        let mut places = std::collections::HashSet::new();
        for text in checked
            .iter()
            .flat_map(|own| [Some(&own.source), own.target.as_ref()])
            .flatten()
        {
            if places.insert(text.key.as_str()) {
                artifacts.keys.push(&text.key);
                artifacts.all.push(json!({
                    "location": base_location(text),
                    "roles": ["analysisTarget"],
                    "properties": { "language": text.language.as_str() },
                }));
            }
        }
        artifacts
    }

    fn location(&self, text: &CheckedText) -> Value {
        let mut location = base_location(text);
        if let Some(index) = self.keys.iter().position(|key| *key == text.key) {
            location["index"] = json!(index);
        }
        location
    }
}

fn base_location(text: &CheckedText) -> Value {
    match text.key.starts_with('/') {
        true => json!({ "uri": uri(&text.key) }),
        false => json!({ "uri": uri(&text.key), "uriBaseId": BASE }),
    }
}

/// A path as an address (RFC 3986), relative where the path is.
pub(super) fn uri(path: &str) -> String {
    let mut uri = String::from(if path.starts_with('/') { "file://" } else { "" });
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            other => uri.push_str(&format!("%{other:02X}")),
        }
    }
    uri
}

/// Makes the results of one file.
struct Result<'r> {
    pages: &'r [Page],
    artifacts: &'r Artifacts<'r>,
    checked: &'r Checked,
}

impl Result<'_> {
    fn of(&self, judged: &Judged) -> Value {
        let finding = &judged.finding;
        let place = self.pages.iter().position(|page| page.id == finding.check);
        let message = match &finding.suggestion {
            Some(suggestion) if !suggestion.trim().is_empty() => {
                format!("{}; write: {suggestion}", finding.message)
            }
            _ => finding.message.clone(),
        };
        let mut result = json!({
            "ruleId": finding.check,
            "level": severity_name(finding.severity),
            "message": { "text": message },
            "locations": [self.location(finding)],
            "partialFingerprints": { FINGERPRINT: judged.fingerprint.0 },
            "suppressions": suppressions(judged),
            "properties": {
                "confidence": finding.confidence,
                "side": finding.side.as_str(),
                "segment": finding.segment,
            },
        });
        if let Some(place) = place {
            result["ruleIndex"] = json!(place);
            let is_safe = self.pages[place].fix == Fix::Safe;
            if let Some(fix) = self.fix(finding).filter(|_| is_safe) {
                result["fixes"] = json!([fix]);
            }
        }
        if let Some(related) = self.related(finding) {
            result["relatedLocations"] = json!([related]);
        }
        result
    }

    fn location(&self, finding: &Finding) -> Value {
        let text = self.checked.side(finding.side);
        let mut physical = Map::new();
        physical.insert("artifactLocation".to_owned(), self.artifacts.location(text));
        if let Some(region) = self.region(finding, finding.side, &finding.span) {
            physical.insert("region".to_owned(), region);
        }
        let segment = self.checked.segment_span(finding.segment, finding.side);
        let is_around = segment.start <= finding.span.start && finding.span.end <= segment.end;
        if is_around
            && segment != finding.span
            && self.checked.places == Places::File
            && let Some(region) = self.region(finding, finding.side, &segment)
        {
            physical.insert("contextRegion".to_owned(), region);
        }
        let mut location = json!({ "physicalLocation": physical });
        if self.checked.places == Places::Extract {
            let (line, column) = place_of(&text.text, finding.span.start);
            location["logicalLocations"] = json!([{
                "name": text.text.get(finding.span.clone()).unwrap_or(""),
                "fullyQualifiedName": format!("line {line}, column {column} of the text in the file"),
                "kind": "text",
            }]);
        }
        location
    }

    /// A place of a side as a region of its file, where the file has such places.
    fn region(
        &self,
        finding: &Finding,
        side: Side,
        span: &std::ops::Range<usize>,
    ) -> Option<Value> {
        let text = &self.checked.side(side).text;
        let snippet = text.get(span.clone())?;
        match self.checked.places {
            Places::File => {
                let (line, column) = place_in_units(text, span.start);
                let (end_line, end_column) = place_in_units(text, span.end);
                Some(json!({
                    "startLine": line,
                    "startColumn": column,
                    "endLine": end_line,
                    "endColumn": end_column,
                    "charOffset": units(&text[..span.start]),
                    "charLength": units(snippet),
                    "snippet": { "text": snippet },
                }))
            }
            Places::Units(_) => {
                let line = self.checked.unit_line(finding.segment).unwrap_or(0).max(1);
                Some(json!({ "startLine": line, "snippet": { "text": snippet } }))
            }
            Places::Extract => None,
        }
    }

    /// The segment on the other side.
    fn related(&self, finding: &Finding) -> Option<Value> {
        let (language, words) = self.checked.counterpart(finding)?;
        if words.is_empty() {
            return None;
        }
        let side = finding.side.other();
        let text = self.checked.side(side);
        let span = self.checked.segment_span(finding.segment, side);
        let mut physical = json!({ "artifactLocation": self.artifacts.location(text) });
        if let Some(region) = self.region(finding, side, &span) {
            physical["region"] = region;
        }
        Some(json!({
            "id": 1,
            "physicalLocation": physical,
            "message": { "text": format!("{language}: {words}") },
        }))
    }

    fn fix(&self, finding: &Finding) -> Option<Value> {
        let suggestion = finding.suggestion.as_ref()?;
        if self.checked.places != Places::File {
            return None;
        }
        let region = self.region(finding, finding.side, &finding.span)?;
        let text = self.checked.side(finding.side);
        Some(json!({
            "description": { "text": format!("write {suggestion}") },
            "artifactChanges": [{
                "artifactLocation": self.artifacts.location(text),
                "replacements": [{
                    "deletedRegion": region,
                    "insertedContent": { "text": suggestion },
                }],
            }],
        }))
    }
}

fn suppressions(judged: &Judged) -> Vec<Value> {
    match &judged.silence {
        None => Vec::new(),
        Some(Silence::Known) => vec![json!({
            "kind": "external",
            "status": "accepted",
            "justification": "it was there before: the baseline has it",
        })],
        Some(Silence::Slip) => vec![json!({
            "kind": "external",
            "status": "accepted",
            "justification": "one of a few slips of typing in a long translation; --show-slips tells them",
        })],
        Some(Silence::Ignored { reason, stands }) => {
            let kind = match stands {
                Stands::InFile => "inSource",
                Stands::InSettings => "external",
            };
            vec![json!({ "kind": kind, "status": "accepted", "justification": reason })]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_utf_16() {
        let text = "a\n𠮷 می‌رود";
        let at = text.find('م').unwrap();
        assert_eq!(place_in_units(text, at), (2, 4));
        assert_eq!(place_of(text, at), (2, 3));
    }

    #[test]
    fn paths_become_addresses() {
        assert_eq!(uri("desk/a b.fa.txt"), "desk/a%20b.fa.txt");
        assert_eq!(uri("/tmp/گ.txt"), "file:///tmp/%DA%AF.txt");
        assert_eq!(uri("a:b#c?d"), "a%3Ab%23c%3Fd");
        assert_eq!(pascal("two-translations"), "TwoTranslations");
    }
}
