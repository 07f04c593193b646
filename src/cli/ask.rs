//! `terms`, `suggest`, `lookup`.

use rayon::prelude::*;

use super::Done;
use super::args::{Global, LookupArguments, PassagesWhen, SuggestArguments, TermsArguments};
use super::error::Failure;
use super::output::{Form, Output};
use super::progress::Teller;
use crate::glossary::{Found, LookupOptions, Mention};
use crate::lang::LanguageTag;
use crate::memory::{PassageOptions, SearchOptions, SelectionOptions, Strategy};
use crate::model::Date;
use crate::project::{
    self, LookupRequest, OpenRequest, OtherLanguage, Project, ProjectError, Segmentation,
    SuggestRequest, Text, language_name, language_of, other_language,
};
use crate::report::json::{self, EntryJson, KnownRenderings, MentionJson, Offset};
use crate::report::{
    EntryView, SuggestionJson, SuggestionView, entry_block, evidence_lines, mention_block,
    suggestion_block,
};
use crate::suggest::{PassagesFor, SuggestOptions, Suggestion};
use crate::text::Analyser;

/// The language that was named, or that of the text.
pub(super) fn language(
    named: Option<&LanguageTag>,
    text: &Text,
    option: &'static str,
) -> Result<LanguageTag, ProjectError> {
    match named {
        Some(named) => Ok(named.clone()),
        None => language_of(text, option),
    }
}

/// Tells on standard error where a text is not in the language that an option or its file name
/// says. Nothing fails for it: names and quotations may mislead the identification.
pub(super) fn tell_other_language(teller: &Teller, text: &Text, named: Option<&LanguageTag>) {
    if let Some(other) = other_language(text, named) {
        teller.line(&other_language_line(&text.name, &other));
    }
}

/// How it is told that a text is not in the language that it is said to be in.
pub(super) fn other_language_line(name: &str, other: &OtherLanguage) -> String {
    format!(
        "{name}: the text looks like {} ({:.0} % sure), not like {}",
        language_name(&other.found.language),
        other.found.confidence * 100.0,
        language_name(&other.claimed)
    )
}

pub(super) fn terms(
    global: &Global,
    arguments: &TermsArguments,
    output: &mut Output,
) -> Result<Done, Failure> {
    let text = Text::read(&arguments.file)?;
    let language = language(arguments.lang.as_ref(), &text, "--lang")?;
    let teller = Teller::new(global);
    tell_other_language(&teller, &text, arguments.lang.as_ref());
    let project = Project::open(&global.open_request(), &teller)?;
    let mentions = project.terms(&text.text, &language);
    match output.form {
        Form::Json => mention_lines(&text.text, mentions, &arguments.to, output)?,
        Form::Text => {
            for mention in mentions {
                let block = mention_block(&output.layout, "", &mention, &text.text, &arguments.to);
                output.block(&block)?;
            }
        }
    }
    Ok(Done::Fine)
}

/// How many mentions are printed at a time.
const LINES_AT_ONCE: usize = 1 << 12;

/// Prints mentions as JSON; the lines of a few thousand are made at the same time.
fn mention_lines(
    text: &str,
    mentions: Vec<Mention>,
    to: &[LanguageTag],
    output: &mut Output,
) -> Result<(), Failure> {
    let renderings = KnownRenderings::new(to);
    let line = |(mut mention, at): (Mention, Offset)| {
        let written = &text[mention.span.clone()];
        // The offsets of the mention itself are relative to where counting stands.
        mention.span = 0..written.len();
        json::line(&MentionJson::new(&mention, written, at, &renderings))
    };
    let mut at = Offset::default();
    let mut mentions = mentions.into_iter().map(|mention| {
        let at = at.advance(text, mention.span.start);
        (mention, at)
    });
    loop {
        let some: Vec<(Mention, Offset)> = mentions.by_ref().take(LINES_AT_ONCE).collect();
        if some.is_empty() {
            return Ok(());
        }
        let lines: Vec<String> = some.into_par_iter().map(line).collect();
        for line in lines {
            output.block(&line)?;
        }
    }
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
    tell_other_language(&teller, &text, arguments.from.as_ref());
    let request = OpenRequest {
        rules: arguments.rules.request(),
        ..global.open_request()
    };
    let project = Project::open(&request, &teller)?;
    let segmenting = project.segmenting(&teller)?;
    teller.finish();
    let to = project.target_language(arguments.to.clone(), &from)?;
    let segmentation = match arguments.lines {
        true => Segmentation::Lines,
        false => Segmentation::Sentences,
    };
    let passages = segmenting.passages(&text, &from, segmentation)?;
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
            selection: project.selection(SelectionOptions {
                text_subject: arguments.about.clone(),
                ..arguments.selection.options()
            })?,
            passages: match arguments.passages {
                PassagesWhen::Always => PassagesFor::All(PassageOptions::default()),
                PassagesWhen::Auto if !arguments.lines => {
                    PassagesFor::Unmatched(PassageOptions::default())
                }
                PassagesWhen::Auto | PassagesWhen::Never => PassagesFor::None,
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
    let places: Vec<Offset> = passages
        .iter()
        .map(|passage| at.advance(&text.text, passage.start))
        .collect();
    let (form, layout) = (output.form, output.layout);
    let printable = |suggestion: Suggestion| {
        let index = suggestion.index;
        let source = passages[index].text;
        let printed = match form {
            Form::Json => json::line(&SuggestionJson::new(
                &view,
                &suggestion,
                source,
                places[index],
            )),
            Form::Text => {
                let shown = one_line_spans(source);
                let block = suggestion_block(&layout, &view, &suggestion, &shown);
                format!("{block}\n")
            }
        };
        (index, printed)
    };
    let mut failure = None;
    let done = project.suggest_made(&request, printable, |(index, printed)| {
        let printed = output.block(&printed);
        if output.is_elsewhere() {
            teller.progress("segments", index + 1, passages.len());
        }
        printed.map_err(|error| {
            failure = Some(error);
            stopped()
        })
    });
    teller.finish();
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
    let day = arguments.date.clone().unwrap_or_else(project::today);
    for answer in &answers {
        match (&answer.found, output.form) {
            (Some(found), Form::Json) => {
                let view = entry_view(&project, arguments, &day, found);
                output.json(&EntryJson::new(&view, &answer.evidence))?;
            }
            (None, Form::Json) => output.json(&EntryJson::of_memory(&term, &answer.evidence))?,
            (Some(found), Form::Text) => {
                let view = entry_view(&project, arguments, &day, found);
                let block = entry_block(&output.layout, &view, &answer.evidence);
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

/// How an entry is to be shown: on a day that was asked for, with the relations of that day.
fn entry_view<'v>(
    project: &'v Project,
    arguments: &'v LookupArguments,
    day: &'v Date,
    found: &'v Found,
) -> EntryView<'v> {
    EntryView {
        found,
        languages: &arguments.to,
        day,
        relations: project.relations(&found.entry, arguments.date.as_ref()),
    }
}
