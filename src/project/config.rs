//! `tarjuman.toml`: the settings of a project.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::ProjectError;
use crate::lang::LanguageTag;

/// The name of the settings file.
pub const CONFIG_FILE: &str = "tarjuman.toml";

/// The settings of a project. Every key may be left out; `docs/project.md` describes them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// What the project is called.
    pub name: String,
    /// The languages that the desk works with; the first is the usual source.
    pub languages: Vec<LanguageTag>,
    /// The folder of the store, relative to the project.
    pub store: PathBuf,
    /// The files that the store is kept in step with.
    pub sources: Sources,
    /// What checks are to do.
    pub check: CheckConfig,
    /// How texts are divided into sentences.
    pub segmentation: SegmentationConfig,
}

/// Patterns of files, relative to the project; `*` stands for anything but `/`, `**` for
/// folders too.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Sources {
    /// Glossaries.
    pub glossaries: Vec<String>,
    /// Memories.
    pub memories: Vec<String>,
}

/// Settings of checks.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CheckConfig {
    /// Names of checks that are not to run.
    pub skip: Vec<String>,
}

/// Settings of segmentation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SegmentationConfig {
    /// A file of rules in SRX, relative to the project.
    pub srx: Option<PathBuf>,
    /// How its rules and our own go together.
    pub mode: RulesMode,
}

/// How the rules of a file and our own go together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RulesMode {
    /// Only the file decides.
    #[default]
    Replace,
    /// The file decides first, our rules where it says nothing.
    Extend,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            name: String::new(),
            languages: Vec::new(),
            store: PathBuf::from("tm/store"),
            sources: Sources::default(),
            check: CheckConfig::default(),
            segmentation: SegmentationConfig::default(),
        }
    }
}

impl Default for Sources {
    fn default() -> Self {
        Self {
            glossaries: vec!["glossaries/*".to_owned()],
            memories: vec!["tm/*.tmx".to_owned()],
        }
    }
}

impl Config {
    /// Reads a settings file.
    ///
    /// # Errors
    /// When the file cannot be read, is no TOML, or has a key or value that is not known; with
    /// the line.
    pub fn read(path: &Path) -> Result<Self, ProjectError> {
        let text = fs::read_to_string(path).map_err(ProjectError::io("read", path))?;
        Self::parse(&text, path)
    }

    /// Reads settings from text; `path` is what errors call it.
    ///
    /// # Errors
    /// See [`Config::read`].
    pub fn parse(text: &str, path: &Path) -> Result<Self, ProjectError> {
        toml::from_str(text).map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            let before = text.get(..start).unwrap_or(text);
            ProjectError::Config {
                path: path.to_owned(),
                line: before.matches('\n').count() + 1,
                message: error.message().to_owned(),
            }
        })
    }
}

/// The folder of the nearest settings file, from a folder upwards.
pub(super) fn find(start: &Path) -> Result<PathBuf, ProjectError> {
    let start = fs::canonicalize(start).map_err(ProjectError::io("open", start))?;
    start
        .ancestors()
        .find(|folder| folder.join(CONFIG_FILE).is_file())
        .map(Path::to_owned)
        .ok_or(ProjectError::NoProject {
            start: start.clone(),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_have_defaults() {
        let config = Config::parse("languages = [\"en\", \"fa_IR\"]\n", Path::new("x")).unwrap();
        assert_eq!(config.languages[1].as_str(), "fa-IR");
        assert_eq!(config.store, Path::new("tm/store"));
        assert_eq!(config.sources.memories, ["tm/*.tmx"]);
    }

    #[test]
    fn wrong_settings_are_named_with_their_line() {
        for (text, expected) in [
            (
                "name = \"x\"\nlanguage = [\"en\"]\n",
                "x:2: unknown field `language`",
            ),
            (
                "name = \"x\"\n\nlanguages = [\"english\"]\n",
                "x:3: \"english\" is not a language tag",
            ),
            ("name = \n", "x:1: "),
        ] {
            let error = Config::parse(text, Path::new("x")).unwrap_err().to_string();
            assert!(error.starts_with(expected), "{error}");
        }
    }

    #[test]
    fn a_project_is_found_upwards() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("a/b");
        fs::create_dir_all(&inner).unwrap();
        assert!(matches!(find(&inner), Err(ProjectError::NoProject { .. })));
        fs::write(folder.path().join(CONFIG_FILE), "").unwrap();
        assert_eq!(
            find(&inner).unwrap(),
            fs::canonicalize(folder.path()).unwrap()
        );
    }
}
