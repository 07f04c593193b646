//! What `import` is asked to read: a file, or files that go together.

use std::collections::BTreeMap;
use std::fmt;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::ProjectError;
use super::sync::shown_path;
use crate::formats::FORMATS;
use crate::formats::corpus::{WmtPart, wmt_part};
use crate::formats::encoding;
use crate::lang::LanguageTag;

/// A source to import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportSource {
    /// One file.
    File(PathBuf),
    /// Tab-separated texts without a first row of languages; these are their columns.
    Columns(Vec<LanguageTag>, PathBuf),
    /// Files of which line n of each stands for line n of the others.
    Lines(Vec<(LanguageTag, PathBuf)>),
    /// The files of one test set of WMT.
    TestSet(Vec<PathBuf>),
}

impl ImportSource {
    /// The sources that arguments mean. `en=A fa=B` are files of lines that stand for each other,
    /// `en,fa=A` is one of tab-separated texts; two files that differ only in endings that are
    /// languages (`corpus.en corpus.fa`) are files of lines; files of a test set that need each
    /// other are one; any other file is a source of its own.
    pub fn of(arguments: &[String]) -> Vec<Self> {
        let mut sources: Vec<Self> = Vec::new();
        for argument in arguments {
            let Some((languages, file)) = named(argument) else {
                sources.push(Self::File(PathBuf::from(argument)));
                continue;
            };
            if languages.len() > 1 {
                sources.push(Self::Columns(languages, file));
                continue;
            }
            for language in languages {
                let open = sources.last_mut().and_then(|last| match last {
                    Self::Lines(sides) if sides.iter().all(|(own, _)| *own != language) => {
                        Some(sides)
                    }
                    _ => None,
                });
                match open {
                    Some(sides) => sides.push((language, file.clone())),
                    None => sources.push(Self::Lines(vec![(language, file.clone())])),
                }
            }
        }
        join_lines(join_test_sets(sources))
    }

    /// The files of the source, in order.
    pub fn files(&self) -> Vec<&Path> {
        match self {
            Self::File(file) | Self::Columns(_, file) => vec![file],
            Self::Lines(sides) => sides.iter().map(|(_, file)| file.as_path()).collect(),
            Self::TestSet(files) => files.iter().map(PathBuf::as_path).collect(),
        }
    }

    /// The source with each file by its whole path.
    ///
    /// # Errors
    /// When a file is not there.
    pub(super) fn resolved(&self) -> Result<Self, ProjectError> {
        let whole =
            |file: &Path| std::fs::canonicalize(file).map_err(ProjectError::io("open", file));
        Ok(match self {
            Self::File(file) => Self::File(whole(file)?),
            Self::Columns(languages, file) => Self::Columns(languages.clone(), whole(file)?),
            Self::Lines(sides) => {
                let sides = sides
                    .iter()
                    .map(|(tag, file)| Ok((tag.clone(), whole(file)?)));
                Self::Lines(sides.collect::<Result<_, ProjectError>>()?)
            }
            Self::TestSet(files) => {
                let files = files.iter().map(|file| whole(file));
                Self::TestSet(files.collect::<Result<_, ProjectError>>()?)
            }
        })
    }

    /// What the source is called in the project: as a user would name it there.
    pub(super) fn path(&self, root: &Path) -> String {
        let shown = |file: &Path| shown_path(root, file);
        match self {
            Self::File(file) => shown(file),
            Self::Columns(languages, file) => {
                let names: Vec<&str> = languages.iter().map(LanguageTag::as_str).collect();
                format!("{}={}", names.join(","), shown(file))
            }
            Self::Lines(sides) => {
                let sides = sides
                    .iter()
                    .map(|(language, file)| format!("{language}={}", shown(file)));
                sides.collect::<Vec<_>>().join(JOINT)
            }
            Self::TestSet(files) => {
                let files: Vec<String> = files.iter().map(|file| shown(file)).collect();
                files.join(JOINT)
            }
        }
    }

    /// The source of a name that [`ImportSource::path`] made.
    pub(super) fn of_path(root: &Path, path: &str) -> Self {
        let parts: Vec<String> = path.split(JOINT).map(str::to_owned).collect();
        let in_project = |file: &Path| root.join(file);
        let sources = parts.iter().map(|part| match named(part) {
            Some((languages, file)) => (languages, in_project(&file)),
            None => (Vec::new(), in_project(Path::new(part))),
        });
        let sources: Vec<(Vec<LanguageTag>, PathBuf)> = sources.collect();
        match &sources[..] {
            [(languages, file)] if languages.is_empty() => Self::File(file.clone()),
            [(languages, file)] if languages.len() > 1 => {
                Self::Columns(languages.clone(), file.clone())
            }
            _ if sources.iter().all(|(languages, _)| languages.is_empty()) => {
                Self::TestSet(sources.into_iter().map(|(_, file)| file).collect())
            }
            _ => {
                let sides = sources.into_iter();
                Self::Lines(
                    sides
                        .filter_map(|(languages, file)| Some((languages.into_iter().next()?, file)))
                        .collect(),
                )
            }
        }
    }
}

/// What stands between the files of a source in its name.
const JOINT: &str = " + ";

impl fmt::Display for ImportSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path(Path::new("")))
    }
}

/// `LANG=FILE` or `LANG,LANG=FILE`, unless there is a file of that name.
fn named(argument: &str) -> Option<(Vec<LanguageTag>, PathBuf)> {
    let (languages, file) = argument.split_once('=')?;
    if Path::new(argument).exists() {
        return None;
    }
    let languages = languages.split(',').map(LanguageTag::parse);
    let languages: Vec<LanguageTag> = languages.collect::<Result<_, _>>().ok()?;
    Some((languages, PathBuf::from(file)))
}

/// Joins files that differ only in an ending that is a language.
fn join_lines(sources: Vec<ImportSource>) -> Vec<ImportSource> {
    let mut groups: BTreeMap<PathBuf, Vec<(LanguageTag, PathBuf)>> = BTreeMap::new();
    for source in &sources {
        if let ImportSource::File(file) = source
            && let Some(language) = language_ending(file)
        {
            let stem = file.with_extension("");
            groups
                .entry(stem)
                .or_default()
                .push((language, file.clone()));
        }
    }
    groups.retain(|_, sides| {
        let mut languages: Vec<&LanguageTag> = sides.iter().map(|(language, _)| language).collect();
        languages.sort();
        languages.dedup();
        // Three letters may be an ending like any other.
        let is_sure = languages.iter().any(|tag| tag.as_str().len() != 3);
        languages.len() == sides.len() && sides.len() > 1 && is_sure
    });
    let mut joined = Vec::new();
    for source in sources {
        let group = match &source {
            ImportSource::File(file) => {
                let stem = file.with_extension("");
                let is_in = groups
                    .get(&stem)
                    .is_some_and(|sides| sides.iter().any(|(_, own)| own == file));
                is_in.then_some(stem)
            }
            _ => None,
        };
        let Some(stem) = group else {
            joined.push(source);
            continue;
        };
        let sides = &groups[&stem];
        let whole = ImportSource::Lines(sides.clone());
        if !joined.contains(&whole) {
            joined.push(whole);
        }
    }
    joined
}

/// The language that an ending is, unless it is one of a format.
fn language_ending(file: &Path) -> Option<LanguageTag> {
    let ending = file.extension()?.to_str()?;
    let mut formats = FORMATS.iter();
    let is_format =
        formats.any(|format| format.endings().contains(&ending.to_lowercase().as_str()));
    LanguageTag::parse(ending).ok().filter(|_| !is_format)
}

/// Joins files of a test set that hold sources or references only.
fn join_test_sets(sources: Vec<ImportSource>) -> Vec<ImportSource> {
    let is_part = |source: &ImportSource| match source {
        ImportSource::File(file) => {
            let ending = file
                .extension()
                .and_then(|ending| ending.to_str())
                .unwrap_or("");
            let may_be = ["sgm", "sgml", "xml"].contains(&ending.to_lowercase().as_str());
            may_be && beginning(file).is_some_and(|start| wmt_part(&start) == Some(WmtPart::One))
        }
        _ => false,
    };
    let (parts, mut others): (Vec<_>, Vec<_>) = sources.into_iter().partition(is_part);
    let files: Vec<PathBuf> = parts
        .into_iter()
        .flat_map(|part| {
            part.files()
                .into_iter()
                .map(Path::to_owned)
                .collect::<Vec<_>>()
        })
        .collect();
    if !files.is_empty() {
        others.push(ImportSource::TestSet(files));
    }
    others
}

fn beginning(file: &Path) -> Option<String> {
    let mut bytes = Vec::new();
    File::open(file)
        .ok()?
        .take(4096)
        .read_to_end(&mut bytes)
        .ok()?;
    Some(encoding::decode(&bytes, "").text.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_mean_sources() {
        let sources = |arguments: &[&str]| -> Vec<String> {
            let arguments: Vec<String> = arguments.iter().map(|own| (*own).to_owned()).collect();
            let sources = ImportSource::of(&arguments);
            sources.iter().map(ToString::to_string).collect()
        };
        for (arguments, expected) in [
            (&["a.tmx", "b.tsv"][..], &["a.tmx", "b.tsv"][..]),
            (&["c.en", "a.tmx", "c.fa"], &["en=c.en + fa=c.fa", "a.tmx"]),
            (
                &["en=a.txt", "fa=b.txt", "en=c", "ru=d"],
                &["en=a.txt + fa=b.txt", "en=c + ru=d"],
            ),
            (&["en,fa=x.tsv"], &["en,fa=x.tsv"]),
            (&["a.txt", "a.doc"], &["a.txt", "a.doc"]),
            (&["c.en", "c.ckb"], &["en=c.en + ckb=c.ckb"]),
            (&["c.en", "d.fa"], &["c.en", "d.fa"]),
            (&["c.en", "c.tsv"], &["c.en", "c.tsv"]),
        ] {
            assert_eq!(sources(arguments), expected, "{arguments:?}");
        }
    }

    #[test]
    fn names_of_sources_are_read_back() {
        let root = Path::new("/desk");
        for name in [
            "a.tmx",
            "en,fa=x.tsv",
            "en=a b.txt + fa=c.txt",
            "s.sgm + r.sgm",
        ] {
            let source = ImportSource::of_path(root, name);
            assert_eq!(source.path(root), name);
        }
    }
}
