//! `extract`.

use super::Done;
use super::args::{ExtractArguments, Global};
use super::ask::{language, tell_other_language};
use super::error::Failure;
use super::output::{Form, Output};
use super::progress::Teller;
use crate::glossary::{ExtractOptions, SingleWords};
use crate::project::{
    ExtractFrom, ExtractRequest, Extraction, OpenRequest, Project, ProjectError, Text,
};
use crate::report::{CandidateJson, counted};

pub(super) fn extract(
    global: &Global,
    arguments: &ExtractArguments,
    output: &mut Output,
) -> Result<Done, Failure> {
    let texts: Result<Vec<Text>, ProjectError> = arguments
        .files
        .iter()
        .map(|file| Text::read(file))
        .collect();
    let texts = texts?;
    let teller = Teller::new(global);
    let language = match (&arguments.lang, texts.first()) {
        (Some(named), _) => named.clone(),
        (None, Some(text)) => language(None, text, "--lang")?,
        (None, None) => {
            let text = "the memory".to_owned();
            let option = "--lang";
            return Err(ProjectError::UnknownLanguage { text, option }.into());
        }
    };
    for text in &texts {
        tell_other_language(&teller, text, Some(&language));
    }
    let request = OpenRequest {
        rules: arguments.rules.request(),
        ..global.open_request()
    };
    let project = Project::open(&request, &teller)?;
    let segmenting = project.segmenting(&teller)?;
    teller.finish();
    let request = ExtractRequest {
        from: match arguments.memory {
            true => ExtractFrom::Memory,
            false => ExtractFrom::Texts(&texts, &segmenting),
        },
        options: ExtractOptions {
            least: arguments.min_count,
            limit: arguments.limit,
            single_words: match arguments.words {
                true => SingleWords::All,
                false => SingleWords::Names,
            },
            ..ExtractOptions::new(language)
        },
        to: &arguments.to,
    };
    let extraction = project.extract(&request)?;
    print(&extraction, arguments, output)?;
    let count = u32::try_from(extraction.candidates.len()).unwrap_or(u32::MAX);
    teller.line(&format!(
        "{} that the glossary lacks; review them, then import the table",
        counted(count, "candidate", "candidates")
    ));
    Ok(Done::Fine)
}

fn print(
    extraction: &Extraction,
    arguments: &ExtractArguments,
    output: &mut Output,
) -> Result<(), Failure> {
    if output.form == Form::Text {
        return Ok(Project::write_candidates(
            extraction,
            &arguments.format,
            output.writer(),
        )?);
    }
    for candidate in &extraction.candidates {
        let sentence = |number: usize| {
            let sentence = extraction.sentences.get(number)?;
            Some((sentence.text.as_str(), sentence.source.as_str()))
        };
        let shape = CandidateJson::new(candidate, &extraction.language, sentence);
        output.json(&shape)?;
    }
    Ok(())
}
