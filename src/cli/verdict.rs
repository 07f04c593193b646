//! What both kinds of checking end with: the baseline, the report, the exit status.

use std::fs;
use std::path::{Path, PathBuf};

use super::Done;
use super::args::{CheckArguments, FailOnArgument, ReportArgument};
use super::error::Failure;
use super::output::Output;
use super::progress::Teller;
use crate::check::Baseline;
use crate::project::{FailOn, Project, ProjectError, read_baseline, write_baseline};
use crate::report::{CheckRun, check_report, counted};

/// A baseline and the file that it lives in.
pub(super) struct Kept {
    file: PathBuf,
    pub(super) baseline: Baseline,
}

impl Kept {
    /// The baseline that is named or that the settings have; one that is to be written need not
    /// be there yet.
    pub(super) fn open(
        project: &Project,
        arguments: &CheckArguments,
    ) -> Result<Option<Self>, ProjectError> {
        let named = arguments.baseline.clone();
        let Some(file) = named.or_else(|| project.baseline_file()) else {
            return match arguments.update_baseline {
                true => Err(ProjectError::NoBaseline),
                false => Ok(None),
            };
        };
        let baseline = match arguments.update_baseline && !file.exists() {
            true => Baseline::default(),
            false => read_baseline(&file)?,
        };
        Ok(Some(Self { file, baseline }))
    }

    /// Writes the baseline into its file.
    pub(super) fn write(&self, teller: &Teller) -> Result<(), ProjectError> {
        write_baseline(&self.file, &self.baseline)?;
        teller.line(&format!(
            "wrote {} to {}",
            counted(self.baseline.len(), "finding", "findings"),
            self.file.display()
        ));
        Ok(())
    }
}

/// Writes the report that is wanted, to its file or to standard output.
pub(super) fn write_report(
    arguments: &CheckArguments,
    run: &CheckRun<'_>,
    teller: &Teller,
    output: &mut Output,
) -> Result<(), Failure> {
    let Some(report) = arguments.report else {
        return Ok(());
    };
    let report = check_report(report.as_str()).ok_or_else(|| ProjectError::Unknown {
        what: "report",
        name: report.as_str().to_owned(),
        known: "json, sarif, junit, html".to_owned(),
    })?;
    let text = report.write(run);
    match arguments.output.as_deref() {
        Some(file) if file != Path::new("-") => {
            fs::write(file, &text).map_err(|cause| ProjectError::Io {
                doing: "write",
                path: file.to_owned(),
                cause,
            })?;
            teller.line(&format!("wrote {}", file.display()));
        }
        _ => output.writer().write_all(text.as_bytes())?,
    }
    Ok(())
}

/// How a run ends.
pub(super) fn verdict(run: &CheckRun<'_>) -> Done {
    match (run.failures.is_empty(), run.has_failed()) {
        (false, _) => Done::Incomplete,
        (true, true) => Done::Findings,
        (true, false) => Done::Fine,
    }
}

impl From<FailOnArgument> for FailOn {
    fn from(argument: FailOnArgument) -> Self {
        match argument {
            FailOnArgument::Note => Self::Note,
            FailOnArgument::Warning => Self::Warning,
            FailOnArgument::Error => Self::Error,
            FailOnArgument::Never => Self::Never,
        }
    }
}

impl ReportArgument {
    fn as_str(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Sarif => "sarif",
            Self::Junit => "junit",
            Self::Html => "html",
        }
    }
}
