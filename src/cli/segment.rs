//! `segment`.

use serde::Serialize;

use super::Done;
use super::args::{Global, SegmentArguments, SkeletonArgument};
use super::ask::{language, tell_other_language};
use super::error::Failure;
use super::output::{Form, Output};
use super::progress::Teller;
use crate::project::{
    OpenRequest, Segmenting, SkeletonFormat, SkeletonText, Text, export_rules, write_skeleton,
};
use crate::report::json::{Offset, SentenceJson};
use crate::text::{Analyser, Decision, Segmenter, Verdict};

/// A text with what divides it.
struct Subject {
    text: Text,
    analyser: Analyser,
    segmenter: Segmenter,
}

pub(super) fn segment(
    global: &Global,
    arguments: &SegmentArguments,
    output: &mut Output,
) -> Result<Done, Failure> {
    if arguments.export_srx {
        export_rules(arguments.lang.as_ref(), output.writer())?;
        return Ok(Done::Fine);
    }
    let teller = Teller::new(global);
    let request = OpenRequest {
        rules: arguments.rules.request(),
        ..global.open_request()
    };
    let segmenting = Segmenting::open(&request, &teller)?;
    let mut subjects = Vec::new();
    for file in &arguments.files {
        let text = Text::read(file)?;
        let named = arguments.lang.as_ref();
        let language = language(named, &text, "--lang")?;
        tell_other_language(&teller, &text, named);
        subjects.push(Subject {
            segmenter: segmenting.segmenter(&language, &teller)?,
            analyser: Analyser::new(&language),
            text,
        });
    }
    if let Some(format) = arguments.format {
        return skeleton(&segmenting, &subjects, arguments, format, output);
    }
    // Which file a line is from matters only among several.
    let names_file = subjects.len() > 1;
    for subject in &subjects {
        let file = names_file.then_some(subject.text.name.as_str());
        match arguments.explain {
            true => explain(&segmenting, subject, file, output)?,
            false => sentences(&segmenting, subject, (file, arguments.tokens), output)?,
        }
    }
    Ok(Done::Fine)
}

fn sentences(
    segmenting: &Segmenting,
    subject: &Subject,
    (file, with_tokens): (Option<&str>, bool),
    output: &mut Output,
) -> Result<(), Failure> {
    let text = &subject.text;
    let mut at = Offset::default();
    for sentence in segmenting.sentences(&subject.segmenter, text)? {
        match output.form {
            Form::Json => {
                let tokens = match with_tokens {
                    true => subject.analyser.tokens_with_kinds(sentence.text),
                    false => Vec::new(),
                };
                let here = at.advance(&text.text, sentence.start);
                let block = text.block_kind(sentence.trimmed().0);
                let sentence = SentenceJson::new(&sentence, block, &tokens, here);
                output.json(&OfFile {
                    file,
                    one: sentence,
                })?;
            }
            Form::Text => {
                let (_, sentence) = sentence.trimmed();
                if !sentence.is_empty() {
                    output.block(&one_line(sentence))?;
                }
            }
        }
    }
    Ok(())
}

/// Something of one file among several.
#[derive(Serialize)]
struct OfFile<'f, T> {
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'f str>,
    #[serde(flatten)]
    one: T,
}

/// What was decided at one place, as JSON.
#[derive(Serialize)]
struct DecisionJson {
    offset: usize,
    verdict: &'static str,
    rule: String,
}

/// `segment --explain`: each place at which something was decided, with the rule.
fn explain(
    segmenting: &Segmenting,
    subject: &Subject,
    file: Option<&str>,
    output: &mut Output,
) -> Result<(), Failure> {
    let text = &subject.text.text;
    for decision in segmenting.explain(&subject.segmenter, &subject.text)? {
        let rule = rule_name(segmenting, &decision);
        let verdict = match decision.verdict {
            Verdict::Break => "break",
            Verdict::Join => "join",
        };
        if output.form == Form::Json {
            let one = DecisionJson {
                offset: decision.offset,
                verdict,
                rule,
            };
            output.json(&OfFile { file, one })?;
            continue;
        }
        let place = shown_place(text, &decision);
        let lead = file.map_or(String::new(), |file| format!("{file} "));
        let offset = decision.offset;
        output.block(&format!(
            "{lead}{offset:>7} {verdict:<5} {rule:<26} {place}"
        ))?;
    }
    Ok(())
}

/// Our rules by their names, those of a user by file and line.
fn rule_name(segmenting: &Segmenting, decision: &Decision) -> String {
    match (segmenting.file(), decision.line) {
        (Some(file), Some(line)) => format!("{}:{line}", file.display()),
        _ => decision.rule.to_owned(),
    }
}

/// A few characters on both sides of a place, with a mark between them.
fn shown_place(text: &str, decision: &Decision) -> String {
    const SHOWN: usize = 24;
    let (before, behind) = text.split_at(decision.offset);
    let start = before
        .char_indices()
        .rev()
        .nth(SHOWN - 1)
        .map_or(0, |(at, _)| at);
    let behind: String = behind.chars().take(SHOWN).collect();
    let mark = match decision.verdict {
        Verdict::Break => "|",
        Verdict::Join => "_",
    };
    format!("{}{mark}{behind}", &before[start..]).replace(['\n', '\r'], "⏎")
}

/// A sentence with its line breaks as spaces.
fn one_line(sentence: &str) -> String {
    sentence.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `segment --format`: the sentences of all files as one file to be translated.
fn skeleton(
    segmenting: &Segmenting,
    subjects: &[Subject],
    arguments: &SegmentArguments,
    format: SkeletonArgument,
    output: &mut Output,
) -> Result<Done, Failure> {
    let mut texts = Vec::new();
    for subject in subjects {
        texts.push(SkeletonText {
            name: &subject.text.name,
            language: subject.analyser.language(),
            sentences: segmenting.sentences(&subject.segmenter, &subject.text)?,
        });
    }
    let format = match format {
        SkeletonArgument::Xliff => SkeletonFormat::Xliff12,
        SkeletonArgument::Xliff2 => SkeletonFormat::Xliff21,
        SkeletonArgument::Tmx => SkeletonFormat::Tmx,
    };
    write_skeleton(&texts, arguments.to.as_ref(), format, output.writer())?;
    Ok(Done::Fine)
}
