//! The baseline: findings that were there before, so that only new ones count.
//!
//! A file of lines that lives well in git: one finding a line, in the order of files and checks,
//! so that two people who mend different things change different lines.
//!
//! ```text
//! desk/visit.fa.txt → number → 8a1f03c27be0d945 → ۷۴   (→ is a tab)
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::{Checked, MemoryCheck, Silence};

/// Why a baseline does not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a line of a baseline has file, check and fingerprint, separated by tabs")]
pub struct BaselineError {
    /// The line, from 1.
    pub line: usize,
}

/// Findings by the file that they are in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    files: BTreeMap<String, BTreeSet<Known>>,
    /// The files of which something was taken: what it had of them before is gone.
    taken: BTreeSet<String>,
}

/// One finding of a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Known {
    check: String,
    fingerprint: String,
    /// The words of the place, for people.
    words: String,
}

/// How many characters of the place are written.
const WORDS: usize = 60;

const HEAD: &str = "# Findings that were there before: `tarjuman check --baseline` lets them pass.
# file, check, fingerprint, words; `--update-baseline` writes it anew.
";

impl Baseline {
    /// Reads a baseline.
    ///
    /// # Errors
    /// When a line is none.
    pub fn parse(text: &str) -> Result<Self, BaselineError> {
        let mut baseline = Self::default();
        for (number, line) in (1..).zip(text.lines()) {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let mut cells = line.split('\t');
            let (Some(file), Some(check), Some(fingerprint)) =
                (cells.next(), cells.next(), cells.next())
            else {
                return Err(BaselineError { line: number });
            };
            let known = Known {
                check: check.to_owned(),
                fingerprint: fingerprint.trim().to_owned(),
                words: cells.next().unwrap_or("").to_owned(),
            };
            baseline
                .files
                .entry(file.to_owned())
                .or_default()
                .insert(known);
        }
        Ok(baseline)
    }

    /// The baseline as text.
    pub fn write(&self) -> String {
        let mut text = HEAD.to_owned();
        for (file, known) in &self.files {
            for own in known {
                let _ = writeln!(
                    text,
                    "{file}\t{}\t{}\t{}",
                    own.check, own.fingerprint, own.words
                );
            }
        }
        text
    }

    /// How many findings it has.
    pub fn len(&self) -> usize {
        self.files.values().map(BTreeSet::len).sum()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Marks the findings that it has as known.
    pub fn silence(&self, checked: &mut Checked) {
        let Some(known) = self.files.get(&checked.own().key) else {
            return;
        };
        let known: BTreeSet<(&str, &str)> = known
            .iter()
            .map(|own| (own.check.as_str(), own.fingerprint.as_str()))
            .collect();
        for judged in &mut checked.findings {
            let print = (judged.finding.check, judged.fingerprint.0.as_str());
            if judged.silence.is_none() && known.contains(&print) {
                judged.silence = Some(Silence::Known);
            }
        }
    }

    /// Takes what was found in a file in place of what it had of that file before, but for what
    /// was found in the memory as a whole; what users ignore and slips are left out.
    pub fn take(&mut self, checked: &Checked) {
        let key = &checked.own().key;
        if self.taken.insert(key.clone())
            && let Some(known) = self.files.get_mut(key)
        {
            known.retain(Known::is_of_memory);
        }
        self.extend(checked);
    }

    /// Takes what was found in the memory as a whole in place of what it had of it before.
    pub fn take_memory<'c>(&mut self, checked: impl IntoIterator<Item = &'c Checked>) {
        for known in self.files.values_mut() {
            known.retain(|own| !own.is_of_memory());
        }
        for own in checked {
            self.extend(own);
        }
    }

    fn extend(&mut self, checked: &Checked) {
        let known = checked
            .findings
            .iter()
            .filter(|judged| matches!(judged.silence, None | Some(Silence::Known)))
            .map(|judged| {
                let text = &checked.side(judged.finding.side).text;
                let words = text.get(judged.finding.span.clone()).unwrap_or("");
                let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
                Known {
                    check: judged.finding.check.to_owned(),
                    fingerprint: judged.fingerprint.0.clone(),
                    words: words.chars().take(WORDS).collect(),
                }
            });
        let own = self.files.entry(checked.own().key.clone()).or_default();
        own.extend(known);
        self.files.retain(|_, known| !known.is_empty());
    }
}

impl Known {
    fn is_of_memory(&self) -> bool {
        MemoryCheck::ALL.iter().any(|own| own.id() == self.check)
    }
}
