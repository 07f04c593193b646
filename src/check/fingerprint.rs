//! Fingerprints: what a finding is known by when the file has changed around it.
//!
//! A fingerprint is made of the check, the side, the words of the place and a few characters of
//! its segment before and behind it, white space apart. Lines, other sentences and the wording
//! of messages do not count, so a finding keeps its fingerprint when the text moves. Equal
//! findings of a file are told apart by their number.

use std::collections::HashMap;
use std::fmt;

use xxhash_rust::xxh3::xxh3_64;

use super::{Checked, Finding};

/// How many characters before and behind the place count.
const CONTEXT: usize = 16;

/// What a finding is known by: 16 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(pub String);

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The fingerprints of the findings of a file, in their order.
pub(super) fn fingerprints(checked: &Checked, findings: &[Finding]) -> Vec<Fingerprint> {
    let mut seen: HashMap<String, u32> = HashMap::new();
    findings
        .iter()
        .map(|finding| {
            let said = said_of(checked, finding);
            let number = seen.entry(said.clone()).or_insert(0);
            let hash = xxh3_64(format!("{said}\u{1f}{number}").as_bytes());
            *number += 1;
            Fingerprint(format!("{hash:016x}"))
        })
        .collect()
}

fn said_of(checked: &Checked, finding: &Finding) -> String {
    let text = &checked.side(finding.side).text;
    let segment = checked.segment_span(finding.segment, finding.side);
    let part = |from: usize, to: usize| text.get(from..to.max(from)).unwrap_or("");
    let bare = |text: &str| -> String { text.chars().filter(|c| !c.is_whitespace()).collect() };
    let before = bare(part(segment.start, finding.span.start));
    let skipped = before.chars().count().saturating_sub(CONTEXT);
    let before: String = before.chars().skip(skipped).collect();
    let after = bare(part(finding.span.end, segment.end));
    let after: String = after.chars().take(CONTEXT).collect();
    [
        finding.check,
        finding.side.as_str(),
        &before,
        &bare(part(finding.span.start, finding.span.end)),
        &after,
    ]
    .join("\u{1f}")
}
