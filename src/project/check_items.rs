//! What a user names to be checked: articles, articles with their translations, folders of them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::check::wrong_ignores;
use super::{
    Articles, CheckedUnits, Checker, OtherLanguage, ProjectError, Segmentation, Text,
    other_language,
};
use crate::check::Checked;
use crate::formats::bilingual::is_bilingual;
use crate::lang::LanguageTag;
use crate::model::Diagnostic;

/// A file to be checked, with its language where that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedFile {
    /// As the user would name it.
    pub name: String,
    /// Its language.
    pub language: Option<LanguageTag>,
}

/// One thing to be checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckItem {
    /// The article.
    pub source: NamedFile,
    /// Its translation, where there is one.
    pub target: Option<NamedFile>,
}

/// What came of it.
#[derive(Debug)]
pub struct CheckedItem {
    /// The findings.
    pub checked: Vec<Checked>,
    /// The names of the texts that are clearly in another language than they are said to be.
    pub strangers: Vec<(String, OtherLanguage)>,
    /// What readers had to say.
    pub remarks: Vec<Diagnostic>,
}

impl CheckItem {
    /// The file that is checked: the translation where there is one.
    pub fn name(&self) -> &str {
        &self.target.as_ref().unwrap_or(&self.source).name
    }

    /// Checks it.
    ///
    /// # Errors
    /// When a file cannot be read, or see [`Checker::check`].
    pub fn check(&self, checker: &Checker<'_>) -> Result<CheckedItem, ProjectError> {
        if self.target.is_none() && is_bilingual(&self.source.name) {
            let CheckedUnits { checked, remarks } = checker.units(&self.source.name)?;
            return Ok(CheckedItem {
                checked,
                strangers: Vec::new(),
                remarks,
            });
        }
        let options = checker.options();
        let read = |file: &NamedFile, language: &Option<LanguageTag>| {
            let text = match options.segmentation {
                Segmentation::Lines => Text::read_lines(&file.name)?,
                Segmentation::Sentences => Text::read(&file.name)?,
            };
            Ok::<_, ProjectError>((text, file.language.clone().or_else(|| language.clone())))
        };
        let mut texts = vec![read(&self.source, &options.from)?];
        if let Some(target) = &self.target {
            texts.push(read(target, &options.to)?);
        }
        let side = |place: usize| {
            let (text, language): &(Text, Option<LanguageTag>) = texts.get(place)?;
            Some((text, language.as_ref()))
        };
        let (source, target) = (side(0), side(1));
        let checked = match source {
            Some(source) => vec![checker.check(source, target)?],
            None => Vec::new(),
        };
        let remarks = texts.iter().flat_map(|(text, _)| wrong_ignores(text));
        Ok(CheckedItem {
            checked,
            remarks: remarks.collect(),
            strangers: texts.iter().filter_map(stranger).collect(),
        })
    }
}

/// A text that is clearly in another language than it is said to be, by its name.
fn stranger((text, named): &(Text, Option<LanguageTag>)) -> Option<(String, OtherLanguage)> {
    let other = other_language(text, named.as_ref())?;
    Some((text.name.clone(), other))
}

/// What some names mean: two texts are an article and its translation, two folders hold articles
/// and translations of like names, one folder holds both; any other number of names is as many
/// things of their own.
///
/// # Errors
/// When a folder cannot be read or has nothing to check.
pub fn check_items(
    names: &[String],
    checker: &Checker<'_>,
) -> Result<Vec<CheckItem>, ProjectError> {
    let is_folder = |name: &String| Path::new(name).is_dir();
    if let [source, target] = names {
        match (is_folder(source), is_folder(target)) {
            (false, false) if !is_bilingual(source) && !is_bilingual(target) => {
                return Ok(vec![CheckItem {
                    source: named(source),
                    target: Some(named(target)),
                }]);
            }
            (true, true) => return of_two_folders(source, target),
            _ => {}
        }
    }
    let mut items = Vec::new();
    for name in names {
        match is_folder(name) {
            true => items.extend(of_folder(name, checker)?),
            false => items.push(CheckItem {
                source: named(name),
                target: None,
            }),
        }
    }
    Ok(items)
}

fn named(name: &str) -> NamedFile {
    NamedFile {
        name: name.to_owned(),
        language: None,
    }
}

/// The articles of a folder, each with each of its translations; those without one by
/// themselves. The article is the one in the language that is named, or in the first of the
/// project's languages that it is in.
fn of_folder(name: &str, checker: &Checker<'_>) -> Result<Vec<CheckItem>, ProjectError> {
    let found = Articles::find(Path::new(name))?;
    let options = checker.options();
    let file = |language: &LanguageTag, path: &Path| NamedFile {
        name: path.to_string_lossy().into_owned(),
        language: Some(language.clone()),
    };
    let mut items = Vec::new();
    for set in &found.sets {
        let place =
            |wanted: &LanguageTag| set.files.iter().position(|(own, _)| own.goes_with(wanted));
        let source = match &options.from {
            Some(from) => place(from),
            None => checker.languages().iter().find_map(place).or(Some(0)),
        };
        let Some((source, path)) = source.map(|place| &set.files[place]) else {
            continue;
        };
        for (language, other) in set.files.iter().filter(|(own, _)| own != source) {
            if options.to.as_ref().is_none_or(|to| language.goes_with(to)) {
                items.push(CheckItem {
                    source: file(source, path),
                    target: Some(file(language, other)),
                });
            }
        }
    }
    if options.to.is_none() {
        let others = found.alone.iter().chain(&found.doubled);
        items.extend(others.map(|path| CheckItem {
            source: named(&path.to_string_lossy()),
            target: None,
        }));
    }
    let units = Articles::files_of(Path::new(name), &is_bilingual)?;
    items.extend(units.iter().map(|path| CheckItem {
        source: named(&path.to_string_lossy()),
        target: None,
    }));
    match items.is_empty() {
        true => Err(ProjectError::NothingToCheck {
            folder: PathBuf::from(name),
        }),
        false => Ok(items),
    }
}

/// Files of like names in two folders.
fn of_two_folders(source: &str, target: &str) -> Result<Vec<CheckItem>, ProjectError> {
    let (own, others) = (Articles::files(source)?, Articles::files(target)?);
    let items: Vec<CheckItem> = own
        .iter()
        .filter_map(|(name, path)| {
            let other = others.get(name)?;
            Some(CheckItem {
                source: named(&path.to_string_lossy()),
                target: Some(named(&other.to_string_lossy())),
            })
        })
        .collect();
    match items.is_empty() {
        true => Err(ProjectError::NothingToCheck {
            folder: PathBuf::from(target),
        }),
        false => Ok(items),
    }
}

impl Articles {
    /// The articles of a folder and those below it, by their paths from it without endings and
    /// languages.
    fn files(folder: &str) -> Result<BTreeMap<String, PathBuf>, ProjectError> {
        let root = Path::new(folder);
        let found = Self::find(root)?;
        let all = found.alone.into_iter().chain(found.doubled);
        let in_sets = found.sets.into_iter().flat_map(|set| set.files);
        let all = all.chain(in_sets.map(|(_, path)| path));
        Ok(all
            .map(|path| {
                let inside = path.strip_prefix(root).unwrap_or(&path).with_extension("");
                let name = inside.to_string_lossy().into_owned();
                let bare = name.rsplit_once(['.', '_', '-']).and_then(|(name, code)| {
                    let is_code = code.len() == 2 && LanguageTag::parse(code).is_ok();
                    is_code.then(|| name.to_owned())
                });
                (bare.unwrap_or(name), path)
            })
            .collect())
    }
}
