//! `segment`, `terms`, `suggest`, `lookup`, `search`.

use serde::Serialize;

use super::Done;
use super::args::{
    Global, LookupArguments, SearchArguments, SegmentArguments, SuggestArguments, TermsArguments,
};
use super::error::Failure;
use super::output::{Form, Output};
use super::progress::Teller;
use crate::glossary::LookupOptions;
use crate::lang::LanguageTag;
use crate::memory::{ConcordanceOptions, SearchOptions, Strategy};
use crate::model::Layout;
use crate::project::{
    LookupRequest, Project, ProjectError, Segmentation, SuggestRequest, Text, language_of,
};
use crate::report::json::{EntryJson, MentionJson, Offset, SentenceJson};
use crate::report::{
    ConcordanceJson, SuggestionJson, SuggestionView, concordance_block, concordance_lineage,
    entry_block, evidence_lines, mention_block, suggestion_block,
};
use crate::suggest::SuggestOptions;
use crate::text::{Analyser, Verdict};

/// The language that was named, or that of the text.
fn language(
    named: Option<&LanguageTag>,
    text: &Text,
    option: &'static str,
) -> Result<LanguageTag, ProjectError> {
    match named {
        Some(named) => Ok(named.clone()),
        None => language_of(text, option),
    }
}

pub(super) fn segment(
    _: &Global,
    arguments: &SegmentArguments,
    output: &mut Output,
) -> Result<Done, Failure> {
    let text = Text::read(&arguments.file)?;
    let language = language(arguments.lang.as_ref(), &text, "--lang")?;
    if arguments.explain {
        return explain(&text, &language, output);
    }
    let analyser = Analyser::new(&language);
    let mut at = Offset::default();
    for sentence in text.sentences(&language) {
        match output.form {
            Form::Json => {
                let tokens = match arguments.tokens {
                    true => analyser.tokens(sentence.text),
                    false => Vec::new(),
                };
                let here = at.advance(&text.text, sentence.start);
                let (start, _) = sentence.trimmed();
                let block = match text.layout {
                    Layout::Blocks => text.block_at(start).map(|place| text.blocks[place].kind),
                    Layout::Lines => None,
                };
                output.json(&SentenceJson::new(&sentence, block, &tokens, here))?;
            }
            Form::Text => {
                let (_, sentence) = sentence.trimmed();
                if !sentence.is_empty() {
                    output.block(&one_line(sentence))?;
                }
            }
        }
    }
    Ok(Done::Fine)
}

/// What was decided at one place, as JSON.
#[derive(Serialize)]
struct DecisionJson {
    offset: usize,
    verdict: &'static str,
    rule: &'static str,
}

/// `segment --explain`: each place at which something was decided, with the rule.
fn explain(text: &Text, language: &LanguageTag, output: &mut Output) -> Result<Done, Failure> {
    /// How many characters are shown on each side of a place.
    const SHOWN: usize = 24;
    for decision in text.decisions(language) {
        let verdict = match decision.verdict {
            Verdict::Break => "break",
            Verdict::Join => "join",
        };
        if output.form == Form::Json {
            output.json(&DecisionJson {
                offset: decision.offset,
                verdict,
                rule: decision.rule,
            })?;
            continue;
        }
        let (before, behind) = text.text.split_at(decision.offset);
        let skipped = before.chars().count().saturating_sub(SHOWN);
        let before: String = before.chars().skip(skipped).collect();
        let behind: String = behind.chars().take(SHOWN).collect();
        let mark = match decision.verdict {
            Verdict::Break => "|",
            Verdict::Join => "_",
        };
        let place = format!("{before}{mark}{behind}").replace(['\n', '\r'], "⏎");
        output.block(&format!(
            "{:>7} {verdict:<5} {:<26} {place}",
            decision.offset, decision.rule
        ))?;
    }
    Ok(Done::Fine)
}

/// A sentence with its line breaks as spaces.
fn one_line(sentence: &str) -> String {
    sentence.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(super) fn terms(
    global: &Global,
    arguments: &TermsArguments,
    output: &mut Output,
) -> Result<Done, Failure> {
    let text = Text::read(&arguments.file)?;
    let language = language(arguments.lang.as_ref(), &text, "--lang")?;
    let teller = Teller::new(global);
    let project = Project::open(&global.open_request(), &teller)?;
    let mut at = Offset::default();
    for mention in project.terms(&text.text, &language) {
        match output.form {
            Form::Json => {
                // The offsets of the mention itself are relative to where counting stands.
                let here = at.advance(&text.text, mention.span.start);
                let mut own = mention.clone();
                own.span = 0..mention.span.len();
                let written = &text.text[mention.span.clone()];
                output.json(&MentionJson::new(&own, written, here, &arguments.to))?;
            }
            Form::Text => {
                let block = mention_block(&output.layout, "", &mention, &text.text, &arguments.to);
                output.block(&block)?;
            }
        }
    }
    Ok(Done::Fine)
}

pub(super) fn suggest(
    global: &Global,
    arguments: &SuggestArguments,
    output: &mut Output,
) -> Result<Done, Failure> {
    let text = match arguments.lines {
        true => Text::read_lines(&arguments.file)?,
        false => Text::read(&arguments.file)?,
    };
    let from = language(arguments.from.as_ref(), &text, "--from")?;
    let teller = Teller::new(global);
    let project = Project::open(&global.open_request(), &teller)?;
    teller.finish();
    let to = project.target_language(arguments.to.clone(), &from)?;
    let segmentation = match arguments.lines {
        true => Segmentation::Lines,
        false => Segmentation::Sentences,
    };
    let passages = text.passages(&from, segmentation);
    let request = SuggestRequest {
        passages: &passages,
        options: SuggestOptions {
            from: from.clone(),
            to: to.clone(),
            search: SearchOptions {
                threshold: arguments.threshold,
                limit: arguments.limit,
                strategy: match arguments.exhaustive {
                    true => Strategy::Exhaustive,
                    false => Strategy::Index,
                },
            },
        },
    };
    let origins = project.origins()?;
    let analyser = Analyser::new(&from);
    let view = SuggestionView {
        origins: &origins,
        analyser: &analyser,
        to: &to,
    };
    let mut at = Offset::default();
    let mut failure = None;
    let done = project.suggest(&request, |suggestion| {
        let source = passages[suggestion.index].text;
        let here = at.advance(&text.text, suggestion.span.start);
        let printed = match output.form {
            Form::Json => output.json(&SuggestionJson::new(&view, &suggestion, source, here)),
            Form::Text => {
                let shown = one_line_spans(source);
                let block = suggestion_block(&output.layout, &view, &suggestion, &shown);
                output.block(&format!("{block}\n"))
            }
        };
        printed.map_err(|error| {
            failure = Some(error);
            stopped()
        })
    });
    match (done, failure) {
        (_, Some(failure)) => Err(failure),
        (done, None) => Ok(done.map(|()| Done::Fine)?),
    }
}

/// A segment with its line breaks as spaces, of the same length in bytes, so that spans in it
/// stay right.
fn one_line_spans(segment: &str) -> String {
    segment.replace(['\n', '\r', '\t'], " ")
}

/// What stops the suggestions when the output cannot be written; never told.
fn stopped() -> ProjectError {
    ProjectError::Io {
        doing: "write",
        path: "standard output".into(),
        cause: std::io::ErrorKind::BrokenPipe.into(),
    }
}

pub(super) fn lookup(
    global: &Global,
    arguments: &LookupArguments,
    output: &mut Output,
) -> Result<Done, Failure> {
    let teller = Teller::new(global);
    let project = Project::open(&global.open_request(), &teller)?;
    teller.finish();
    let term = arguments.term.join(" ");
    let request = LookupRequest {
        term: &term,
        options: LookupOptions {
            from: arguments.from.clone(),
            limit: arguments.limit,
            ..LookupOptions::default()
        },
        to: &arguments.to,
    };
    let answers = project.lookup(&request)?;
    for answer in &answers {
        match (&answer.found, output.form) {
            (Some(found), Form::Json) => {
                output.json(&EntryJson::new(found, &arguments.to, &answer.evidence))?;
            }
            (None, Form::Json) => output.json(&EntryJson::of_memory(&term, &answer.evidence))?,
            (Some(found), Form::Text) => {
                let block = entry_block(&output.layout, found, &arguments.to, &answer.evidence);
                output.block(&format!("{block}\n"))?;
            }
            (None, Form::Text) => {
                output.block(&format!("{term}: not in the glossary; the memory has"))?;
                for evidence in &answer.evidence {
                    output.block(&evidence_lines(&output.layout, evidence, ""))?;
                }
            }
        }
    }
    if answers.is_empty() {
        teller.line(&format!(
            "nothing like {term:?} in the glossary or the memory"
        ));
    }
    Ok(Done::Fine)
}

pub(super) fn search(
    global: &Global,
    arguments: &SearchArguments,
    output: &mut Output,
) -> Result<Done, Failure> {
    let teller = Teller::new(global);
    let project = Project::open(&global.open_request(), &teller)?;
    teller.finish();
    let words = arguments.words.join(" ");
    let options = ConcordanceOptions {
        language: arguments.lang.clone(),
        with: arguments.with.clone(),
        limit: Some(arguments.limit),
    };
    let origins = project.origins()?;
    let found = project.search(&words, &options)?;
    for concordance in &found {
        let lineage = concordance_lineage(&origins, concordance);
        match output.form {
            Form::Json => output.json(&ConcordanceJson::new(concordance, &lineage))?,
            Form::Text => {
                let with = arguments.with.as_ref();
                let block = concordance_block(&output.layout, concordance, &lineage, with);
                output.block(&format!("{block}\n"))?;
            }
        }
    }
    if found.is_empty() {
        teller.line(&format!("no unit uses {words:?}"));
    } else if found.len() == arguments.limit {
        teller.line(&format!(
            "the first {} units; more with --limit",
            found.len()
        ));
    }
    Ok(Done::Fine)
}
