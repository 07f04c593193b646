//! `check`.

use serde::Serialize;

use super::Done;
use super::args::{CheckArguments, FailOn, Global};
use super::ask::tell_other_language;
use super::error::Failure;
use super::output::{Form, Output};
use super::progress::Teller;
use crate::check::{CHECKS, Finding, Side};
use crate::model::Severity;
use crate::project::{CheckRequest, OpenRequest, Project, Segmentation, Text};
use crate::report::json::{FindingJson, severity_name};
use crate::report::{finding_block, summary_line};

pub(super) fn check(
    global: &Global,
    arguments: &CheckArguments,
    output: &mut Output,
) -> Result<Done, Failure> {
    let Some(file) = arguments.file.as_deref().filter(|_| !arguments.list) else {
        return list(output);
    };
    let read = match arguments.lines {
        true => Text::read_lines,
        false => Text::read,
    };
    let source = read(file)?;
    let target = match &arguments.translation {
        Some(translation) => Some(read(translation)?),
        None => None,
    };
    let teller = Teller::new(global);
    let request = OpenRequest {
        rules: arguments.rules.request(),
        ..global.open_request()
    };
    let project = Project::open(&request, &teller)?;
    let segmenting = project.segmenting(&teller)?;
    teller.finish();
    for (text, named) in [
        (Some(&source), &arguments.from),
        (target.as_ref(), &arguments.to),
    ] {
        text.inspect(|text| tell_other_language(&teller, text, named.as_ref()));
    }
    let checked = project.check(&CheckRequest {
        source: &source,
        from: arguments.from.clone(),
        target: target.as_ref(),
        to: arguments.to.clone(),
        segmentation: match arguments.lines {
            true => Segmentation::Lines,
            false => Segmentation::Sentences,
        },
        segmenting: &segmenting,
        only: &arguments.only,
    })?;
    for finding in &checked.findings {
        let text = match (finding.side, &target) {
            (Side::Target, Some(target)) => target,
            _ => &source,
        };
        match output.form {
            Form::Json => output.json(&FindingJson::new(finding, &text.name, &text.text))?,
            Form::Text => {
                let block = finding_block(&output.layout, finding, &text.name, &text.text);
                output.block(&block)?;
            }
        }
    }
    if output.form == Form::Text {
        let summary = summary_line(&checked.findings);
        teller.line(&format!("{} segments: {summary}", checked.segments));
    }
    Ok(match fails(&checked.findings, arguments.fail_on) {
        true => Done::Findings,
        false => Done::Fine,
    })
}

/// Whether some finding is as severe as the user wants to know of.
fn fails(findings: &[Finding], fail_on: FailOn) -> bool {
    let least = match fail_on {
        FailOn::Note => Severity::Note,
        FailOn::Warning => Severity::Warning,
        FailOn::Error => Severity::Error,
        FailOn::Never => return false,
    };
    findings.iter().any(|finding| finding.severity >= least)
}

#[derive(Serialize)]
struct CheckJson {
    check: &'static str,
    severity: &'static str,
    about: &'static str,
}

fn list(output: &mut Output) -> Result<Done, Failure> {
    for check in CHECKS {
        let severity = severity_name(check.severity());
        match output.form {
            Form::Json => output.json(&CheckJson {
                check: check.id(),
                severity,
                about: check.about(),
            })?,
            Form::Text => {
                let lead = format!("{:<18}{severity:<9}", check.id());
                let line = output.layout.paragraph(&lead, None, check.about());
                output.block(&line)?;
            }
        }
    }
    Ok(Done::Fine)
}
