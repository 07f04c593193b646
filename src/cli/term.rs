//! `term` and `glossary`: changing glossary files, and reviewing what changed in them.

use serde::Serialize;

use super::Done;
use super::args::{Global, GlossaryCommand, TermAddArguments, TermCommand};
use super::error::Failure;
use super::output::{Form, Output};
use super::progress::Teller;
use crate::model::TermField;
use crate::project::{Project, ReviewedChange, TermChange};
use crate::report::{ArticleJson, ChangeJson, changes_block, counted};

#[derive(Serialize)]
struct ChangedJson<'c> {
    changed: &'c str,
    concepts: &'c [String],
}

pub(super) fn term(
    global: &Global,
    command: &TermCommand,
    output: &mut Output,
) -> Result<Done, Failure> {
    let teller = Teller::new(global);
    let project = Project::open(&global.open_request(), &teller)?;
    teller.finish();
    for changed in project.change_terms(&change(command))? {
        match output.form {
            Form::Json => output.json(&ChangedJson {
                changed: &changed.path,
                concepts: &changed.concepts,
            })?,
            Form::Text => {
                let concepts = changed.concepts.join(", ");
                output.block(&format!("changed {}: {concepts}", changed.path))?;
            }
        }
    }
    Ok(Done::Fine)
}

fn change(command: &TermCommand) -> TermChange {
    match command {
        TermCommand::Add(arguments) => added(arguments),
        TermCommand::Set(arguments) => TermChange::Set {
            concept: arguments.concept.clone(),
            term: arguments.term.clone(),
            values: arguments.values.clone(),
        },
        TermCommand::Deprecate(arguments) => TermChange::Deprecate {
            concept: arguments.concept.clone(),
            term: arguments.term.clone(),
            until: arguments.until.clone(),
            instead: arguments.instead.clone(),
        },
        TermCommand::Merge(arguments) => TermChange::Merge {
            into: arguments.into.clone(),
            from: arguments.from.clone(),
        },
        TermCommand::Remove(arguments) => TermChange::Remove {
            concept: arguments.concept.clone(),
            term: arguments.term.clone(),
        },
    }
}

/// The fields of terms among what was said go to the terms, the others to the concept.
fn added(arguments: &TermAddArguments) -> TermChange {
    let mut fields = Vec::new();
    let mut about = Vec::new();
    for (name, value) in &arguments.set {
        // Both a concept and a term have a note and a source: those of terms are named so.
        let is_shared = matches!(name.as_str(), "note" | "source");
        match name.parse::<TermField>() {
            Ok(field) if !is_shared => fields.push((field, value.clone())),
            _ => about.push((name.clone(), value.clone())),
        }
    }
    TermChange::Add {
        concept: arguments.concept.clone(),
        terms: arguments.terms.clone(),
        fields,
        about,
        file: arguments.file.clone(),
    }
}

pub(super) fn glossary(
    global: &Global,
    command: &GlossaryCommand,
    output: &mut Output,
) -> Result<Done, Failure> {
    let GlossaryCommand::Diff(arguments) = command;
    let teller = Teller::new(global);
    let project = Project::open(&global.open_request(), &teller)?;
    teller.finish();
    let changes = project.glossary_diff(&arguments.old, &arguments.new)?;
    match output.form {
        Form::Json => {
            for reviewed in &changes {
                output.json(&ChangeJson::new(&reviewed.change, articles(reviewed)))?;
            }
        }
        Form::Text => {
            let is_same = |one: &ReviewedChange, two: &ReviewedChange| {
                one.change.concept == two.change.concept
            };
            for entry in changes.chunk_by(is_same) {
                let lines: Vec<_> = entry
                    .iter()
                    .map(|reviewed| (&reviewed.change, articles(reviewed)))
                    .collect();
                output.block(&changes_block(&output.layout, &lines))?;
            }
        }
    }
    let count = u32::try_from(changes.len()).unwrap_or(u32::MAX);
    teller.line(&counted(count, "change", "changes"));
    Ok(Done::Fine)
}

fn articles(reviewed: &ReviewedChange) -> Vec<ArticleJson> {
    let articles = reviewed.articles.iter().map(|article| ArticleJson {
        title: article.title.clone(),
        date: article.date.clone(),
        unit: article.unit.clone(),
        term: article.term.clone(),
        count: article.count,
    });
    articles.collect()
}
