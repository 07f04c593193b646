//! A run of checks over any number of files, and the reports that are written of it.

use super::{findings_page, junit, sarif};
use crate::check::Checked;
use crate::model::{Severity, Timestamp};
use crate::report::json::{FindingJson, line};

/// Everything that a run of checks came to.
#[derive(Debug, Clone, Copy)]
pub struct CheckRun<'r> {
    /// What was checked, in order.
    pub checked: &'r [Checked],
    /// When the run began, in UTC.
    pub at: Timestamp,
    /// What could not be checked: the file and one sentence.
    pub failures: &'r [(String, String)],
    /// From which severity on a finding fails the run; `None` for none.
    pub fails_from: Option<Severity>,
}

impl CheckRun<'_> {
    /// Whether a finding of a severity fails the run.
    pub fn fails(&self, severity: Severity) -> bool {
        self.fails_from.is_some_and(|least| severity >= least)
    }

    /// Whether some finding that counts fails the run.
    pub fn has_failed(&self) -> bool {
        let gravest = self.checked.iter().filter_map(Checked::gravest).max();
        gravest.is_some_and(|severity| self.fails(severity))
    }
}

/// One kind of report.
pub trait CheckReport: Sync {
    /// The name by which `--report` calls it.
    fn name(&self) -> &'static str;

    /// What it is for, in a few words.
    fn about(&self) -> &'static str;

    /// The whole report.
    fn write(&self, run: &CheckRun<'_>) -> String;
}

/// Every kind of report.
pub const CHECK_REPORTS: &[&dyn CheckReport] =
    &[&Lines, &sarif::Sarif, &junit::Junit, &findings_page::Page];

/// The report of a name.
pub fn check_report(name: &str) -> Option<&'static dyn CheckReport> {
    CHECK_REPORTS
        .iter()
        .copied()
        .find(|report| report.name() == name)
}

/// JSON Lines, with the findings that do not count.
struct Lines;

impl CheckReport for Lines {
    fn name(&self) -> &'static str {
        "json"
    }

    fn about(&self) -> &'static str {
        "JSON Lines, one object for each finding"
    }

    fn write(&self, run: &CheckRun<'_>) -> String {
        let mut text = String::new();
        for checked in run.checked {
            for judged in &checked.findings {
                text.push_str(&line(&FindingJson::new(checked, judged)));
                text.push('\n');
            }
        }
        text
    }
}
