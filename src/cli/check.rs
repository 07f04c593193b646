//! `check` and `checks`.

use super::Done;
use super::args::{CheckArguments, ChecksArguments, FailOn, Global};
use super::ask::tell_other_language;
use super::error::Failure;
use super::output::{Form, Output};
use super::progress::Teller;
use crate::check::{Finding, Page, Side, check_of, pages};
use crate::model::Severity;
use crate::project::{CheckRequest, OpenRequest, Project, ProjectError, Segmentation, Text};
use crate::report::json::FindingJson;
use crate::report::{CheckJson, check_block, check_line, finding_block, summary_line};

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

/// `checks`: all of them, or the page of one.
pub(super) fn checks(arguments: &ChecksArguments, output: &mut Output) -> Result<Done, Failure> {
    let Some(name) = &arguments.check else {
        return list(output);
    };
    let check = check_of(name).ok_or_else(|| ProjectError::unknown_check(name))?;
    let page = Page::of(check);
    match output.form {
        Form::Json => output.json(&CheckJson::page(&page))?,
        Form::Text => output.block(&check_block(&output.layout, &page))?,
    }
    Ok(Done::Fine)
}

fn list(output: &mut Output) -> Result<Done, Failure> {
    for page in pages() {
        match output.form {
            Form::Json => output.json(&CheckJson::line(&page))?,
            Form::Text => output.block(&check_line(&output.layout, &page))?,
        }
    }
    Ok(Done::Fine)
}
