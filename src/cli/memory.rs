//! `check --memory` and `harmonise`.

use std::fs;

use serde::Serialize;

use super::Done;
use super::args::{CheckArguments, Global, HarmoniseArguments};
use super::error::Failure;
use super::output::{Form, Output};
use super::progress::Teller;
use crate::model::Severity;
use crate::project::{
    CheckedMemory, FailOn, Harmonised, MemoryCheckOptions, Project, ProjectError, Proposal,
};
use crate::report::{MemoryFindingJson, diff_block, grouped, memory_block, unified_diff};

pub(super) fn check_memory(
    global: &Global,
    arguments: &CheckArguments,
    output: &mut Output,
) -> Result<Done, Failure> {
    let teller = Teller::new(global);
    let project = Project::open(&global.open_request(), &teller)?;
    let checked = project.check_memory(
        &MemoryCheckOptions {
            from: arguments.from.clone(),
            to: arguments.to.clone(),
            only: &arguments.only,
            limit: arguments.limit,
        },
        &teller,
    )?;
    teller.finish();
    for finding in checked.iter().flat_map(|own| &own.findings) {
        match output.form {
            Form::Json => output.json(&MemoryFindingJson::new(finding))?,
            Form::Text => output.block(&memory_block(&output.layout, finding))?,
        }
    }
    for own in &checked {
        teller.line(&summary(own));
    }
    let fail_on = arguments.fail_on.map_or(project.fail_on(), FailOn::from);
    let gravest = checked
        .iter()
        .flat_map(|own| &own.findings)
        .map(|finding| finding.severity)
        .max();
    let fails = |severity: Severity| fail_on.severity().is_some_and(|least| severity >= least);
    Ok(match gravest.is_some_and(fails) {
        true => Done::Findings,
        false => Done::Fine,
    })
}

fn summary(checked: &CheckedMemory) -> String {
    let (from, to) = &checked.languages;
    let counts: Vec<String> = checked
        .counts
        .iter()
        .map(|(check, count)| format!("{} {}", grouped(*count as u64), check.id()))
        .collect();
    format!(
        "{from}→{to}: {} units, {} sources: {}",
        grouped(checked.units as u64),
        grouped(checked.sources as u64),
        counts.join(", ")
    )
}

pub(super) fn harmonise(
    global: &Global,
    arguments: &HarmoniseArguments,
    output: &mut Output,
) -> Result<Done, Failure> {
    let teller = Teller::new(global);
    let project = Project::open(&global.open_request(), &teller)?;
    let harmonised = project.harmonise(
        &MemoryCheckOptions {
            from: arguments.from.clone(),
            to: arguments.to.clone(),
            only: &[],
            limit: arguments.limit,
        },
        &teller,
    )?;
    teller.finish();
    let patch = patch(&harmonised);
    if let Some(file) = &arguments.output {
        fs::write(file, &patch).map_err(|cause| ProjectError::Io {
            doing: "write",
            path: file.clone(),
            cause,
        })?;
        teller.line(&format!(
            "wrote {}; look at it, then apply it with git apply in the folder of the project",
            file.display()
        ));
    }
    match output.form {
        Form::Json => {
            for proposal in &harmonised.proposals {
                output.json(&ProposalJson::new(proposal))?;
            }
        }
        Form::Text if arguments.output.is_none() && !patch.is_empty() => {
            output.block(&diff_block(&output.layout, &patch))?;
        }
        Form::Text => {}
    }
    teller.line(&format!(
        "{} sources get one translation, {} are undecided, {} units are in no file that can be changed",
        grouped(harmonised.proposals.len() as u64),
        grouped(harmonised.undecided as u64),
        grouped(harmonised.elsewhere as u64)
    ));
    Ok(Done::Fine)
}

/// What is proposed, in words, and the change of the files as a diff that `git apply` takes.
fn patch(harmonised: &Harmonised) -> String {
    let mut patch = String::new();
    for proposal in &harmonised.proposals {
        let (from, to) = &proposal.languages;
        let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        patch.push_str(&format!("# {from}: {}\n", one_line(&proposal.source)));
        for (text, count) in &proposal.replaces {
            patch.push_str(&format!("#   {to}: {count} × {}\n", one_line(text)));
        }
        patch.push_str(&format!(
            "#   becomes, as in {}: {}\n",
            proposal.count,
            one_line(&proposal.target)
        ));
    }
    for fix in &harmonised.files {
        patch.push_str(&unified_diff(&fix.key, &fix.text, &fix.edits));
    }
    patch
}

#[derive(Serialize)]
struct ProposalJson<'p> {
    from: &'p str,
    to: &'p str,
    source: &'p str,
    target: &'p str,
    count: usize,
    replaces: Vec<ReplacedJson<'p>>,
}

#[derive(Serialize)]
struct ReplacedJson<'p> {
    target: &'p str,
    count: usize,
}

impl<'p> ProposalJson<'p> {
    fn new(proposal: &'p Proposal) -> Self {
        let replaced = proposal.replaces.iter();
        Self {
            from: proposal.languages.0.as_str(),
            to: proposal.languages.1.as_str(),
            source: &proposal.source,
            target: &proposal.target,
            count: proposal.count,
            replaces: replaced
                .map(|(text, count)| ReplacedJson {
                    target: text,
                    count: *count,
                })
                .collect(),
        }
    }
}
