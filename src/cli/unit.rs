//! `unit`: single units, added, changed and removed.

use serde::Serialize;

use super::Done;
use super::args::{Global, UnitCommand};
use super::error::Failure;
use super::output::{Form, Output};
use super::progress::Teller;
use crate::project::{EditedUnit, Project, UnitWording};

#[derive(Serialize)]
struct EditedJson<'e> {
    unit: &'e str,
    edit: &'static str,
}

pub(super) fn unit(
    global: &Global,
    command: &UnitCommand,
    output: &mut Output,
) -> Result<Done, Failure> {
    let teller = Teller::new(global);
    let mut project = Project::open(&global.open_request(), &teller)?;
    teller.finish();
    match command {
        UnitCommand::Add(arguments) => {
            let wording = wording(&arguments.texts, &arguments.set);
            let edited = project.add_wording(&arguments.source, &wording)?;
            tell(&edited, "added", &teller, output)?;
        }
        UnitCommand::Set(arguments) => {
            let wording = wording(&arguments.texts, &arguments.set);
            let edited = project.set_wording(&arguments.unit, &wording)?;
            tell(&edited, "changed", &teller, output)?;
        }
        UnitCommand::Remove(arguments) => {
            for name in &arguments.units {
                let edited = project.remove_unit(name)?;
                tell(&edited, "removed", &teller, output)?;
            }
        }
    }
    Ok(Done::Fine)
}

fn wording(
    texts: &[(crate::lang::LanguageTag, String)],
    fields: &[(crate::model::UnitField, String)],
) -> UnitWording {
    UnitWording {
        texts: texts.to_vec(),
        fields: fields.to_vec(),
    }
}

fn tell(
    edited: &EditedUnit,
    edit: &'static str,
    teller: &Teller,
    output: &mut Output,
) -> Result<(), Failure> {
    let unit = edited.name.as_str();
    match output.form {
        Form::Json => output.json(&EditedJson { unit, edit })?,
        Form::Text => output.block(&format!("{edit} {unit}"))?,
    }
    if let Some(file) = &edited.file {
        teller.line(&format!(
            "{file} itself is not changed; `tarjuman export --source {file} FILE` writes it with its edits"
        ));
    }
    Ok(())
}
