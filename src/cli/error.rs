//! Errors as sentences: the only place where they become words on a terminal.

use std::io::{self, Write};

use crate::model::Diagnostic;
use crate::project::ProjectError;

/// Why a command failed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The project could not do it.
    #[error(transparent)]
    Project(#[from] ProjectError),
    /// The output could not be written.
    #[error("cannot write the output: {0}")]
    Output(#[from] io::Error),
    /// The threads could not be started.
    #[error("cannot start threads: {0}; try a smaller --jobs")]
    Threads(#[from] rayon::ThreadPoolBuildError),
}

impl Failure {
    /// Whether the reader of the output has gone.
    pub(crate) fn is_closed_pipe(&self) -> bool {
        let cause = match self {
            Self::Output(cause) | Self::Project(ProjectError::Io { cause, .. }) => cause,
            _ => return false,
        };
        cause.kind() == io::ErrorKind::BrokenPipe
    }
}

/// Tells a failure on standard error.
pub(crate) fn tell(failure: &Failure) {
    let advice = match failure {
        Failure::Project(ProjectError::Refused(diagnostic)) => diagnostic.advice.as_deref(),
        _ => None,
    };
    let mut stderr = io::stderr().lock();
    // Nothing can be done when standard error cannot be written.
    let _ = writeln!(stderr, "tarjuman: {failure}");
    if let Some(advice) = advice {
        let _ = writeln!(stderr, "  {advice}");
    }
}

/// A diagnostic of a reader as lines.
pub(crate) fn diagnostic_lines(diagnostic: &Diagnostic) -> String {
    let name = crate::report::json::severity_name(diagnostic.severity);
    let head = format!("{}: {name}: {}", diagnostic.location, diagnostic.message);
    match &diagnostic.advice {
        Some(advice) => format!("{head}\n  {advice}"),
        None => head,
    }
}
