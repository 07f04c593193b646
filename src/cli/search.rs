//! `search`.

use super::Done;
use super::args::{Global, SearchArguments};
use super::error::Failure;
use super::output::{Form, Output};
use super::progress::Teller;
use crate::memory::{ConcordanceOptions, Concordances, Forms, Total, Wording};
use crate::project::Project;
use crate::report::{
    ConcordanceJson, ConcordanceView, CountJson, concordance_block, concordance_lineage, counted,
    grouped,
};

pub(super) fn search(
    global: &Global,
    arguments: &SearchArguments,
    output: &mut Output,
) -> Result<Done, Failure> {
    let teller = Teller::new(global);
    let project = Project::open(&global.open_request(), &teller)?;
    teller.finish();
    let wording = Wording::read(arguments.words.iter().map(String::as_str));
    let options = ConcordanceOptions {
        language: arguments.lang.clone(),
        with: arguments.with.clone(),
        limit: (!arguments.count).then_some(arguments.limit),
        forms: match arguments.exact {
            true => Forms::Given,
            false => Forms::Any,
        },
        near: arguments.near,
    };
    let selection = project.selection(arguments.selection.options())?;
    if arguments.count {
        let units = project.count(&wording, &options, &selection)?;
        match output.form {
            Form::Json => output.json(&CountJson { units })?,
            Form::Text => output.block(&grouped(units as u64))?,
        }
        return Ok(Done::Fine);
    }
    let answer = project.search(&wording, &options, &selection)?;
    show(&project, arguments, &answer, output)?;
    teller.line(&summary(arguments, &answer));
    for avoided in avoided(&project, arguments, &answer) {
        teller.line(&avoided);
    }
    Ok(Done::Fine)
}

fn show(
    project: &Project,
    arguments: &SearchArguments,
    answer: &Concordances,
    output: &mut Output,
) -> Result<(), Failure> {
    let origins = project.origins()?;
    let renderings = project.renderings_of(&answer.units);
    for (found, renderings) in answer.units.iter().zip(&renderings) {
        let lineage = concordance_lineage(&origins, found);
        let view = ConcordanceView {
            found,
            renderings,
            lineage: &lineage,
            with: arguments.with.as_ref(),
        };
        match output.form {
            Form::Json => output.json(&ConcordanceJson::new(view))?,
            Form::Text => {
                let block = concordance_block(&output.layout, view);
                output.block(&format!("{block}\n"))?;
            }
        }
    }
    Ok(())
}

/// What the glossary says of words that are a term to be avoided: what to write instead, and which
/// articles of the answer have to be corrected.
fn avoided(project: &Project, arguments: &SearchArguments, answer: &Concordances) -> Vec<String> {
    let words = arguments.words.join(" ");
    let Ok(origins) = project.origins() else {
        return Vec::new();
    };
    let mut titles: Vec<String> = Vec::new();
    for found in &answer.units {
        let lineage = concordance_lineage(&origins, found);
        let title = lineage.title.or(lineage.document).unwrap_or(lineage.file);
        if !titles.contains(&title) {
            titles.push(title);
        }
    }
    let terms = project.terms_to_avoid(&words, arguments.lang.as_ref());
    let told = terms.iter().map(|found| {
        let term = &found.entry.terms[found.term];
        let instead = found.entry.preferred(&term.language);
        let instead = instead.map(|own| format!("; write {}", own.text));
        format!(
            "{} is {} for {}{}; to be corrected in: {}",
            term.text,
            term.status,
            found.entry.id,
            instead.unwrap_or_default(),
            titles.join(", ")
        )
    });
    match titles.is_empty() {
        true => Vec::new(),
        false => told.collect(),
    }
}

/// What is told of the whole answer.
fn summary(arguments: &SearchArguments, answer: &Concordances) -> String {
    let shown = answer.units.len();
    let number = |number: usize| grouped(number as u64);
    match answer.total {
        Total::Exactly(0) => format!("no unit uses {:?}", arguments.words.join(" ")),
        Total::Exactly(all) if all == shown => counted(all, "unit", "units"),
        Total::Exactly(all) => format!(
            "the first {} of {}; more with --limit",
            number(shown),
            counted(all, "unit", "units")
        ),
        Total::AtMost(most) => format!(
            "the first {} of at most {}; --count counts them, --limit shows more",
            number(shown),
            counted(most, "unit", "units")
        ),
    }
}
