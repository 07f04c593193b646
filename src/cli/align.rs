//! `align`, `add`, `show`.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::Done;
use super::args::{AddArguments, AlignArguments, Global, ShowArguments, TextArgument};
use super::ask::tell_other_language;
use super::error::Failure;
use super::output::{Form, Output};
use super::progress::Teller;
use crate::formats::review::review_format;
use crate::lang::LanguageTag;
use crate::model::{Diagnostic, Location, ReviewTable, Severity};
use crate::project::{
    AddOptions, Added, Aligner, Articles, Doubt, ImportMode, LEAST_TRANSLATION, Project,
    ProjectError, Segmentation, Side, Text, files_of_pattern, review_of,
};
use crate::report::{PlaceJson, PlaceView, RowJson, counted, place_block, row_block};

pub(super) fn align(
    global: &Global,
    arguments: &AlignArguments,
    output: &mut Output,
) -> Result<Done, Failure> {
    let teller = Teller::new(global);
    let sides = sides_of(&arguments.texts, segmentation(arguments.lines))?;
    let languages: Vec<_> = sides.iter().map(|side| side.language.clone()).collect();
    // Without a project the texts alone have to do.
    let project = match Project::open(&global.open_request(), &teller) {
        Ok(project) => Some(project),
        Err(ProjectError::NoProject { .. }) => None,
        Err(error) => return Err(error.into()),
    };
    let aligner = match &project {
        Some(project) => project.aligner(&languages)?,
        None => Aligner::bare(),
    };
    for side in &sides {
        tell_other_language(&teller, &side.text, Some(&side.language));
    }
    let aligned = aligner.align(&sides, segmentation(arguments.lines), &teller)?;
    teller.finish();
    for row in &aligned.rows {
        match output.form {
            Form::Json => {
                output.json(&RowJson::new(row, &languages.iter().collect::<Vec<_>>()))?;
            }
            Form::Text => {
                let texts: Vec<_> = aligned
                    .texts
                    .iter()
                    .zip(&row.spans)
                    .map(|(text, span)| (text.language, text.joined(span.clone())))
                    .collect();
                output.block(&format!("{}\n", row_block(&output.layout, row, &texts)))?;
            }
        }
    }
    if let Some(moved) = moved(aligned.moved()) {
        teller.line(&moved);
    }
    if let Some(file) = &arguments.review {
        let root = project.as_ref().map_or(Path::new("."), Project::root);
        let review = review_of(root, &sides, &aligned, arguments.threshold);
        write_review(file, &review)?;
        teller.line(&format!("wrote {}", file.display()));
    }
    if aligned.confidence < LEAST_TRANSLATION {
        teller.line(&format!(
            "the texts do not look like translations of each other (confidence {:.2})",
            aligned.confidence
        ));
    }
    Ok(Done::Fine)
}

/// That something stands elsewhere in a translation.
fn moved(rows: usize) -> Option<String> {
    let rows = u32::try_from(rows).unwrap_or(u32::MAX);
    let counted = counted(rows, "row stands", "rows stand");
    (rows > 0).then(|| format!("{counted} in another place in the translation"))
}

fn segmentation(lines: bool) -> Segmentation {
    match lines {
        true => Segmentation::Lines,
        false => Segmentation::Sentences,
    }
}

fn sides_of(texts: &[TextArgument], segmentation: Segmentation) -> Result<Vec<Side>, ProjectError> {
    texts
        .iter()
        .map(|text| Side::read(&text.name, text.language.clone(), segmentation))
        .collect()
}

fn write_review(file: &Path, review: &ReviewTable) -> Result<(), Failure> {
    let format = named_format(file)?;
    let mut written = Vec::new();
    format
        .write(review, &mut written)
        .map_err(|cause| ProjectError::Io {
            doing: "write",
            path: file.to_owned(),
            cause: std::io::Error::other(cause),
        })?;
    let mut target = fs::File::create(file).map_err(failed("write", file))?;
    Ok(target.write_all(&written).map_err(failed("write", file))?)
}

fn named_format(
    file: &Path,
) -> Result<&'static dyn crate::formats::review::ReviewFormat, ProjectError> {
    review_format(&file.to_string_lossy()).ok_or_else(|| ProjectError::UnknownFormat {
        path: file.to_owned(),
        known: "review tables in tsv, html, xliff".to_owned(),
    })
}

fn failed(doing: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> ProjectError {
    let path = path.to_owned();
    move |cause| ProjectError::Io { doing, path, cause }
}

pub(super) fn add(
    global: &Global,
    arguments: &AddArguments,
    output: &mut Output,
) -> Result<Done, Failure> {
    let teller = Teller::new(global);
    let mut project = Project::open(&global.open_request(), &teller)?;
    let options = AddOptions {
        threshold: arguments.threshold,
        doubt: match arguments.force {
            true => Doubt::Take,
            false => Doubt::Refuse,
        },
        segmentation: segmentation(arguments.lines),
        mode: match arguments.dry_run {
            true => ImportMode::DryRun,
            false => ImportMode::Write,
        },
    };
    if let Some(file) = &arguments.from {
        let name = file.to_string_lossy();
        let text = Text::read_lines(&name)?;
        let review = named_format(file)?
            .read(&text.text, &name)
            .map_err(ProjectError::Refused)?;
        let added = project.add_reviewed(review, &options, &teller)?;
        teller.finish();
        tell(&added, &options, &teller, output)?;
        return Ok(Done::Fine);
    }
    let articles = articles(&arguments.texts, &teller)?;
    let articles: Vec<Vec<Side>> = articles
        .iter()
        .map(|texts| sides_of(texts, options.segmentation))
        .collect::<Result<_, _>>()?;
    let results = project.add(&articles, &options, &teller)?;
    teller.finish();
    let mut refused = Vec::new();
    for result in results {
        match result {
            Ok(added) => {
                tell(&added, &options, &teller, output)?;
                if let Some(file) = &arguments.review {
                    write_review(file, &added.review)?;
                }
            }
            Err(error) => refused.push(error),
        }
    }
    output.flush()?;
    match refused.pop() {
        None => Ok(Done::Fine),
        Some(last) => {
            for error in &refused {
                teller.line(&format!("tarjuman: {error}"));
            }
            Err(last.into())
        }
    }
}

#[derive(Serialize)]
struct AddedJson<'a> {
    source: &'a str,
    document: String,
    confidence: f64,
    units: u32,
    doubtful: u32,
    gaps: u32,
    moved: u32,
    replaced: bool,
    near: Vec<NearJson>,
}

#[derive(Serialize)]
struct NearJson {
    document: String,
    resemblance: f64,
}

fn tell(
    added: &Added,
    options: &AddOptions,
    teller: &Teller,
    output: &mut Output,
) -> Result<(), Failure> {
    let rounded = |share: f64| (share * 100.0).round() / 100.0;
    if output.form == Form::Json {
        return output.json(&AddedJson {
            source: &added.source,
            document: added.review.document.id.to_string(),
            confidence: rounded(added.confidence),
            units: added.units,
            doubtful: added.doubtful,
            gaps: added.gaps,
            moved: added.moved,
            replaced: added.replaced,
            near: added
                .near
                .iter()
                .map(|(document, share)| NearJson {
                    document: document.to_string(),
                    resemblance: rounded(*share),
                })
                .collect(),
        });
    }
    for (document, share) in added.near.iter().take(3) {
        teller.line(&format!(
            "{} is nearly the same as {document} ({:.0} % of it)",
            added.review.document.id,
            share * 100.0
        ));
    }
    if let Some(moved) = moved(added.moved as usize) {
        teller.line(&format!("{}: {moved}", added.review.document.id));
    }
    let mut parts = vec![counted(added.units, "unit", "units")];
    if added.doubtful > 0 {
        parts.push(format!("{} not sure enough and kept out", added.doubtful));
    }
    if added.gaps > 0 {
        parts.push(format!("{} without a counterpart", added.gaps));
    }
    if added.replaced {
        parts.push("instead of those before".to_owned());
    }
    let would = match options.mode {
        ImportMode::Write => "",
        ImportMode::DryRun => "would take ",
    };
    output.block(&format!("{}: {would}{}", added.source, parts.join(", ")))
}

/// The articles that arguments name: one, or, where they are folders or patterns, one for each
/// file of the first that has a counterpart in each of the others; of one folder those that have
/// translations beside them.
fn articles(
    texts: &[TextArgument],
    teller: &Teller,
) -> Result<Vec<Vec<TextArgument>>, ProjectError> {
    if let [only] = texts
        && Path::new(&only.name).is_dir()
    {
        return beside_each_other(Path::new(&only.name), teller);
    }
    let mut listed: Vec<BTreeMap<String, PathBuf>> = Vec::new();
    for text in texts {
        match listing(text) {
            Some(files) => listed.push(files?),
            None => break,
        }
    }
    if listed.len() < texts.len() || texts.is_empty() {
        return Ok(vec![texts.to_vec()]);
    }
    let mut articles = Vec::new();
    for name in listed[0].keys() {
        let files: Option<Vec<_>> = listed.iter().map(|files| files.get(name)).collect();
        let Some(files) = files else {
            continue;
        };
        let named = texts.iter().zip(files).map(|(text, file)| TextArgument {
            language: text.language.clone(),
            name: file.to_string_lossy().into_owned(),
        });
        articles.push(named.collect());
    }
    if articles.is_empty() {
        let names: Vec<&str> = texts.iter().map(|text| text.name.as_str()).collect();
        let message = "no file of one has the name of one of the others";
        let diagnostic = Diagnostic::new(Severity::Error, Location::file(names.join(", ")), message)
            .with_advice("name an article and its translation alike: 2026-03-14.txt, or 2026-03-14.en.txt and 2026-03-14.fa.txt");
        return Err(ProjectError::Refused(Box::new(diagnostic)));
    }
    Ok(articles)
}

/// The articles of a folder with their translations; files without one are told.
fn beside_each_other(
    folder: &Path,
    teller: &Teller,
) -> Result<Vec<Vec<TextArgument>>, ProjectError> {
    let found = Articles::find(folder)?;
    for file in &found.alone {
        teller.line(&format!("{}: no translation beside it", file.display()));
    }
    for file in &found.doubled {
        let file = file.display();
        teller.line(&format!(
            "{file}: there is another in the same language; name the one you mean"
        ));
    }
    if found.sets.is_empty() {
        let message = "there is no article with its translation in the folder";
        let location = Location::file(folder.to_string_lossy());
        let diagnostic = Diagnostic::new(Severity::Error, location, message).with_advice(
            "name them visit.en.html and visit.fa.docx, or en/visit.html and fa/visit.docx",
        );
        return Err(ProjectError::Refused(Box::new(diagnostic)));
    }
    let named = |(language, file): (LanguageTag, PathBuf)| TextArgument {
        language: Some(language),
        name: file.to_string_lossy().into_owned(),
    };
    let sets = found.sets.into_iter();
    Ok(sets
        .map(|set| set.files.into_iter().map(named).collect())
        .collect())
}

/// The files that a folder or a pattern names, by the names of their articles; `None` for a file.
fn listing(text: &TextArgument) -> Option<Result<BTreeMap<String, PathBuf>, ProjectError>> {
    let path = Path::new(&text.name);
    match path.is_dir() {
        true => Some(files_of(path, text)),
        false => files_of_pattern(&text.name),
    }
}

/// The files of a folder by their names without endings and languages.
fn files_of(folder: &Path, text: &TextArgument) -> Result<BTreeMap<String, PathBuf>, ProjectError> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).map_err(failed("read", folder))? {
        let path = entry.map_err(failed("read", folder))?.path();
        let Some(stem) = path
            .file_stem()
            .map(|stem| stem.to_string_lossy().into_owned())
        else {
            continue;
        };
        if !path.is_file() || stem.starts_with('.') {
            continue;
        }
        let language = text
            .language
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default();
        let bare = [
            format!(".{language}"),
            format!("_{language}"),
            format!("-{language}"),
        ]
        .iter()
        .find_map(|ending| stem.strip_suffix(ending.as_str()).map(str::to_owned));
        files.insert(bare.unwrap_or(stem), path);
    }
    Ok(files)
}

pub(super) fn show(
    global: &Global,
    arguments: &ShowArguments,
    output: &mut Output,
) -> Result<Done, Failure> {
    let teller = Teller::new(global);
    let project = Project::open(&global.open_request(), &teller)?;
    teller.finish();
    let origins = project.origins()?;
    for name in &arguments.units {
        let place = project.show(name, arguments.context)?;
        let unit = &place.units[place.own];
        let language = match unit.variants.first() {
            Some(variant) => &variant.language,
            None => continue,
        };
        let lineage = origins.lineage(place.id, unit, language);
        let view = PlaceView {
            lineage: &lineage,
            units: &place.units,
            own: place.own,
        };
        match output.form {
            Form::Json => output.json(&PlaceJson::new(&view))?,
            Form::Text => output.block(&format!("{}\n", place_block(&output.layout, &view)))?,
        }
    }
    Ok(Done::Fine)
}
