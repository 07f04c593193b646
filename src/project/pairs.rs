//! Articles and their translations in a folder, by the names of the files.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::ProjectError;
use crate::formats::articles::ARTICLES;
use crate::lang::LanguageTag;

/// An article in two or more languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleSet {
    /// Its name: the path from the folder without what names the language.
    pub name: String,
    /// Its files by language, in the order of the languages.
    pub files: Vec<(LanguageTag, PathBuf)>,
}

/// The articles of a folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Articles {
    /// Those in two or more languages, in the order of their names.
    pub sets: Vec<ArticleSet>,
    /// Files that have no translation beside them, in order.
    pub alone: Vec<PathBuf>,
    /// Files of which there is another in the same language, in order: it is not clear which is
    /// meant, so none of them is in a set.
    pub doubled: Vec<PathBuf>,
}

/// Folders are looked into so deep.
const DEEPEST: usize = 16;

impl Articles {
    /// Looks for articles in a folder and those below it. A file belongs to an article by its
    /// language in its name (`visit.en.html` and `visit.fa.docx`, `visit_en.txt`, `visit-en.txt`),
    /// by its name being the language (`visit/en.html` and `visit/fa.html`), or by the language
    /// of a folder (`en/visit.html` and `fa/visit.docx`). Files of other kinds and hidden ones
    /// are passed over.
    ///
    /// # Errors
    /// When a folder cannot be read.
    pub fn find(folder: &Path) -> Result<Self, ProjectError> {
        let mut files = Vec::new();
        list(folder, DEEPEST, &mut files)?;
        files.sort();
        let mut groups: BTreeMap<String, Vec<(LanguageTag, PathBuf)>> = BTreeMap::new();
        let mut found = Self::default();
        // A name may be read in several ways; the one that has a counterpart is meant.
        let readings: Vec<Vec<(String, LanguageTag)>> = files
            .iter()
            .map(|file| readings(file.strip_prefix(folder).unwrap_or(file)))
            .collect();
        let mut languages: BTreeMap<&str, Vec<&LanguageTag>> = BTreeMap::new();
        for (name, language) in readings.iter().flatten() {
            languages.entry(name).or_default().push(language);
        }
        for (file, readings) in files.iter().zip(&readings) {
            let has_other = |(name, own): &&(String, LanguageTag)| {
                languages[name.as_str()].iter().any(|other| *other != own)
            };
            match readings.iter().find(has_other) {
                Some((name, language)) => {
                    let group = groups.entry(name.clone()).or_default();
                    group.push((language.clone(), file.clone()));
                }
                None => found.alone.push(file.clone()),
            }
        }
        for (name, files) in groups {
            found.add(name, files);
        }
        Ok(found)
    }

    fn add(&mut self, name: String, mut files: Vec<(LanguageTag, PathBuf)>) {
        files.sort();
        let is_doubled = files.windows(2).any(|pair| pair[0].0 == pair[1].0);
        let files_only = || files.iter().map(|(_, file)| file.clone());
        match (is_doubled, files.len()) {
            (true, _) => self.doubled.extend(files_only()),
            (false, ..2) => self.alone.extend(files_only()),
            (false, _) => self.sets.push(ArticleSet { name, files }),
        }
    }
}

/// The files of articles in a folder.
fn list(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) -> Result<(), ProjectError> {
    let io = || ProjectError::io("read", folder);
    for entry in fs::read_dir(folder).map_err(io())? {
        let entry = entry.map_err(io())?;
        let path = entry.path();
        let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
        // Links to folders are not followed: they may go round in a circle.
        let kind = entry.file_type().map_err(io())?;
        if kind.is_dir() && !is_hidden && depth > 0 {
            list(&path, depth - 1, files)?;
        } else if path.is_file() && !is_hidden && is_article(&path) {
            files.push(path);
        }
    }
    Ok(())
}

fn is_article(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str());
    let ending = ending.unwrap_or("").to_lowercase();
    ARTICLES
        .iter()
        .any(|format| format.endings().contains(&ending.as_str()))
}

/// The ways to read a path: the name of the article and the language.
fn readings(path: &Path) -> Vec<(String, LanguageTag)> {
    let path = path.to_string_lossy().replace('\\', "/");
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", &path));
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let in_folder = |name: &str| match (folder, name) {
        ("", name) => name.to_owned(),
        (folder, "") => folder.to_owned(),
        (folder, name) => format!("{folder}/{name}"),
    };
    let mut readings = Vec::new();
    for mark in ['.', '_', '-'] {
        if let Some((name, code)) = stem.rsplit_once(mark)
            && let Some(language) = language(code)
        {
            readings.push((in_folder(name), language));
        }
    }
    if let Some(language) = language(stem) {
        readings.push((in_folder(""), language));
    }
    let parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for (place, part) in parts.iter().enumerate() {
        if let Some(language) = language(part) {
            let mut others = parts.clone();
            others.remove(place);
            others.push(stem);
            readings.push((others.join("/"), language));
        }
    }
    readings
}

/// The files of a pattern with one `*`, by what stands for it: `news/*.en.html` finds
/// `news/visit.en.html` under `visit`, and `*/en.html` finds `visit/en.html`. Hidden files are
/// passed over. `None` when the name is no such pattern.
///
/// # Errors
/// When a folder cannot be read.
pub fn files_of_pattern(name: &str) -> Option<Result<BTreeMap<String, PathBuf>, ProjectError>> {
    let (before, behind) = name.split_once('*')?;
    let is_pattern = !behind.contains('*') && !Path::new(name).exists();
    is_pattern.then(|| {
        // Brackets and question marks are letters of a name here.
        let pattern = format!(
            "{}*{}",
            glob::Pattern::escape(before),
            glob::Pattern::escape(behind)
        );
        let found = glob::glob(&pattern).expect("one star between escaped letters is a pattern");
        let bare = |text: &str| text.trim_start_matches("./").to_owned();
        let mut files = BTreeMap::new();
        for path in found {
            let path = path.map_err(|error| {
                let folder = error.path().to_owned();
                ProjectError::io("read", folder)(error.into())
            })?;
            let shown = path.to_string_lossy().replace('\\', "/");
            let shown = bare(&shown);
            let meant = shown
                .strip_prefix(&bare(before))
                .and_then(|rest| rest.strip_suffix(behind));
            let Some(meant) = meant.filter(|meant| !meant.starts_with('.') && path.is_file())
            else {
                continue;
            };
            files.insert(meant.to_owned(), path.clone());
        }
        Ok(files)
    })
}

/// A part of a name that is a language: a code of two letters, or a tag with more in it.
fn language(part: &str) -> Option<LanguageTag> {
    let is_code = part.len() == 2 || part.contains('-');
    LanguageTag::parse(part).ok().filter(|_| is_code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(names: &[&str]) -> (Vec<String>, Vec<String>, Vec<String>) {
        let folder = tempfile::tempdir().unwrap();
        for name in names {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        let shown = |path: &PathBuf| {
            let path = path.strip_prefix(folder.path()).unwrap();
            path.to_string_lossy().replace('\\', "/")
        };
        let articles = Articles::find(folder.path()).unwrap();
        let sets = articles.sets.iter().map(|set| {
            let files = set
                .files
                .iter()
                .map(|(tag, file)| format!(" {tag}={}", shown(file)));
            format!("{}:{}", set.name, files.collect::<String>())
        });
        (
            sets.collect(),
            articles.alone.iter().map(shown).collect(),
            articles.doubled.iter().map(shown).collect(),
        )
    }

    #[test]
    fn articles_are_found_by_their_names() {
        let (sets, alone, doubled) = found(&[
            "visit.en.html",
            "visit.fa.docx",
            "visit.jpg",
            ".hidden.en.txt",
            "en/summit.txt",
            "fa/summit.odt",
            "zh-Hans/summit.md",
            "2026/talks/en.html",
            "2026/talks/ru.html",
            "2026/note_en.txt",
            "2026/note_ar.txt",
            "alone.en.txt",
            "meet-up.txt",
            "readme.md",
        ]);
        assert_eq!(
            sets,
            [
                "2026/note: ar=2026/note_ar.txt en=2026/note_en.txt",
                "2026/talks: en=2026/talks/en.html ru=2026/talks/ru.html",
                "summit: en=en/summit.txt fa=fa/summit.odt zh-Hans=zh-Hans/summit.md",
                "visit: en=visit.en.html fa=visit.fa.docx",
            ]
        );
        assert_eq!(alone, ["alone.en.txt", "meet-up.txt", "readme.md"]);
        assert!(doubled.is_empty());
    }

    #[test]
    fn patterns_name_articles_by_what_stands_for_the_star() {
        let folder = tempfile::tempdir().unwrap();
        for name in [
            "visit.en.html",
            "نشست.en.html",
            "visit.fa.docx",
            ".x.en.html",
            "a[1].en.html",
        ] {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        let root = folder.path().to_string_lossy().into_owned();
        let names = |pattern: &str| {
            let found = files_of_pattern(&format!("{root}/{pattern}"));
            found.map(|files| files.unwrap().into_keys().collect::<Vec<_>>())
        };
        let all = ["a[1]", "visit", "نشست"].map(str::to_owned);
        assert_eq!(names("*.en.html").as_deref(), Some(&all[..]));
        assert_eq!(names("*.ru.html").as_deref(), Some(&[][..]));
        assert_eq!(names("a[1].*.html"), Some(vec!["en".to_owned()]));
        assert_eq!(names("visit.en.html"), None, "no pattern");
        assert_eq!(names("*.*"), None, "two stars leave it open what is meant");
    }

    #[test]
    fn two_files_of_one_language_are_not_guessed_between() {
        let (sets, alone, doubled) = found(&["a.en.html", "a.en.docx", "a.fa.txt"]);
        assert!(sets.is_empty() && alone.is_empty());
        assert_eq!(doubled, ["a.en.docx", "a.en.html", "a.fa.txt"]);
    }
}
