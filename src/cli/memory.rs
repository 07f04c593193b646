//! `check --memory` and `harmonise`.

use std::fs;

use serde::Serialize;

use super::Done;
use super::args::{CheckArguments, Global, HarmoniseArguments};
use super::error::Failure;
use super::output::{Form, Output};
use super::progress::Teller;
use super::verdict::{Kept, verdict, write_report};
use crate::check::{Checked, Judged, MemoryFinding, MemoryText};
use crate::project::{
    CheckedMemory, FailOn, Harmonised, HarmonisedWhat, MemoryCheckOptions, Period, Project,
    ProjectError, Proposal, now,
};
use crate::report::{
    CheckRun, MemoryFindingJson, counted, diff_block, grouped, memory_block, unified_diff,
};

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
            period: Period {
                since: arguments.since.clone(),
                until: arguments.until.clone(),
            },
            limit: arguments.limit,
        },
        &teller,
    )?;
    teller.finish();
    let mut texts: Vec<Vec<MemoryText>> = checked
        .iter()
        .map(|own| project.memory_texts(own, arguments.min_confidence))
        .collect();
    let mut kept = Kept::open(&project, arguments)?;
    if let Some(kept) = &mut kept {
        if arguments.update_baseline {
            let all = texts.iter().flatten();
            kept.baseline.take_memory(all.map(|text| &text.checked));
        }
        let all = texts.iter_mut().flatten();
        all.for_each(|text| kept.baseline.silence(&mut text.checked));
    }
    let mut silenced = 0;
    let is_elsewhere = arguments.report.is_some() && arguments.output.is_none();
    for (own, texts) in checked.iter().zip(&texts) {
        let shown = counting(own, texts);
        silenced += own.findings.len() - shown.len();
        for finding in shown.into_iter().filter(|_| !is_elsewhere) {
            match output.form {
                Form::Json => output.json(&MemoryFindingJson::new(finding))?,
                Form::Text => output.block(&memory_block(&output.layout, finding))?,
            }
        }
    }
    for own in &checked {
        teller.line(&summary(own));
    }
    if silenced > 0 {
        let count = counted(silenced, "finding does", "findings do");
        teller.line(&format!(
            "{count} not count (ignored, in the baseline or not sure enough)"
        ));
    }
    let all: Vec<Checked> = texts
        .into_iter()
        .flatten()
        .map(|text| text.checked)
        .collect();
    let fail_on = arguments.fail_on.map_or(project.fail_on(), FailOn::from);
    let run = CheckRun {
        checked: &all,
        failures: &[],
        at: now(),
        fails_from: fail_on.severity(),
    };
    write_report(arguments, &run, &teller, output)?;
    if let Some(kept) = kept.filter(|_| arguments.update_baseline) {
        kept.write(&teller)?;
    }
    Ok(verdict(&run))
}

/// The findings that count, in their own order.
fn counting<'c>(checked: &'c CheckedMemory, texts: &[MemoryText]) -> Vec<&'c MemoryFinding> {
    let mut places: Vec<usize> = texts
        .iter()
        .flat_map(|text| {
            let counts = |(_, judged): &(&usize, &Judged)| judged.silence.is_none();
            let both = text.places.iter().zip(&text.checked.findings);
            both.filter(counts).map(|(place, _)| *place)
        })
        .collect();
    places.sort_unstable();
    places
        .into_iter()
        .map(|place| &checked.findings[place])
        .collect()
}

fn summary(checked: &CheckedMemory) -> String {
    let (from, to) = &checked.languages;
    let counts: Vec<String> = checked
        .counts
        .iter()
        .map(|(check, count)| format!("{} {}", grouped(*count as u64), check.id()))
        .collect();
    format!(
        "{from}→{to}: {}, {}: {}",
        counted(checked.units, "unit", "units"),
        counted(checked.sources, "source", "sources"),
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
            period: Period {
                since: arguments.since.clone(),
                until: arguments.until.clone(),
            },
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
    let (terms, segments): (Vec<_>, Vec<_>) = harmonised
        .proposals
        .iter()
        .partition(|own| own.what == HarmonisedWhat::Term);
    let by_hand: usize = terms.iter().map(|own| own.by_hand.len()).sum();
    teller.line(&format!(
        "{} one translation, {} undecided; {} one rendering; {} left to be changed by hand, {} in \
         no file that can be changed",
        counted(segments.len(), "source gets", "sources get"),
        counted(harmonised.undecided, "is", "are"),
        counted(terms.len(), "term gets", "terms get"),
        counted(by_hand, "unit is", "units are"),
        counted(harmonised.elsewhere, "unit is", "units are")
    ));
    Ok(Done::Fine)
}

/// What is proposed, in words, and the change of the files as a diff that `git apply` takes.
fn patch(harmonised: &Harmonised) -> String {
    let mut patch = String::new();
    for proposal in &harmonised.proposals {
        let (from, to) = &proposal.languages;
        let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let what = match proposal.what {
            HarmonisedWhat::Segment => "",
            HarmonisedWhat::Term => "term ",
        };
        patch.push_str(&format!(
            "# {what}{from}: {} ({}, {} % as proposed)\n",
            one_line(&proposal.source),
            counted(
                proposal.replaces.len() + usize::from(proposal.count > 0),
                "way",
                "ways"
            ),
            proposal.percent()
        ));
        for ((text, count), days) in proposal.replaces.iter().zip(&proposal.days) {
            let days = days.as_ref().map(|(first, last)| match first == last {
                true => format!("  {first}"),
                false => format!("  {first} – {last}"),
            });
            patch.push_str(&format!(
                "#   {to}: {count} × {}{}\n",
                one_line(text),
                days.unwrap_or_default()
            ));
        }
        patch.push_str(&format!(
            "#   becomes, as in {}: {}\n",
            counted(proposal.count, "unit", "units"),
            one_line(&proposal.target)
        ));
        for unit in &proposal.by_hand {
            patch.push_str(&format!("#   by hand: {}\n", one_line(unit)));
        }
    }
    for fix in &harmonised.files {
        patch.push_str(&unified_diff(&fix.key, &fix.text, &fix.edits));
    }
    patch
}

#[derive(Serialize)]
struct ProposalJson<'p> {
    what: &'static str,
    from: &'p str,
    to: &'p str,
    source: &'p str,
    target: &'p str,
    count: usize,
    percent: usize,
    replaces: Vec<ReplacedJson<'p>>,
    by_hand: &'p [String],
}

#[derive(Serialize)]
struct ReplacedJson<'p> {
    target: &'p str,
    count: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    first: Option<&'p str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last: Option<&'p str>,
}

impl<'p> ProposalJson<'p> {
    fn new(proposal: &'p Proposal) -> Self {
        let replaced = proposal.replaces.iter().zip(&proposal.days);
        Self {
            what: match proposal.what {
                HarmonisedWhat::Segment => "segment",
                HarmonisedWhat::Term => "term",
            },
            percent: proposal.percent(),
            by_hand: &proposal.by_hand,
            from: proposal.languages.0.as_str(),
            to: proposal.languages.1.as_str(),
            source: &proposal.source,
            target: &proposal.target,
            count: proposal.count,
            replaces: replaced
                .map(|((text, count), days)| ReplacedJson {
                    target: text,
                    count: *count,
                    first: days.as_ref().map(|(first, _)| first.as_str()),
                    last: days.as_ref().map(|(_, last)| last.as_str()),
                })
                .collect(),
        }
    }
}
