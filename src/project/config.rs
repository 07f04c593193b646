//! `tarjuman.toml`: the settings of a project.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::ProjectError;
use super::check_config::ChecksConfig;
use crate::lang::LanguageTag;
use crate::memory::UserPenalties;

/// The name of the settings file.
pub const CONFIG_FILE: &str = "tarjuman.toml";

/// The settings of a project. Every key may be left out; `docs/project.md` describes them.
#[derive(Debug, Clone, PartialEq, Deserialize)]
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
    /// Which checks run, and what is ignored.
    pub checks: ChecksConfig,
    /// The former settings of checks.
    pub check: CheckConfig,
    /// How texts are divided into sentences.
    pub segmentation: SegmentationConfig,
    /// What matches lose for what their units are.
    pub penalties: PenaltyConfig,
    /// How files are read.
    pub import: ImportConfig,
}

/// Settings of reading files.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ImportConfig {
    /// What the columns of tables hold: from a heading to the one that a glossary table of ours
    /// would have (`docs/glossary-format.md`).
    pub columns: BTreeMap<String, String>,
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

/// The former settings of checks: the same as `"off"` for each in [`ChecksConfig`].
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

/// What matches lose for what their units are, in points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct PenaltyConfig {
    /// Made by a machine.
    pub machine: Points,
    /// Aligned by a program.
    pub aligned: Points,
    /// Neither reviewed nor approved.
    pub draft: Points,
    /// Reviewed, but not approved.
    pub reviewed: Points,
    /// About another subject than the text (`suggest --about`).
    pub other_subject: Points,
    /// In another variety of a language than the one asked for.
    pub other_variety: Points,
}

/// Points of a score, kept in hundredths.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "f64")]
pub struct Points(u16);

impl TryFrom<f64> for Points {
    type Error = String;

    fn try_from(points: f64) -> Result<Self, String> {
        if !(0.0..=100.0).contains(&points) {
            return Err(format!("{points} is no number of points from 0 to 100"));
        }
        // In range by the check above.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        Ok(Self((points * 100.0).round() as u16))
    }
}

impl Default for PenaltyConfig {
    fn default() -> Self {
        let usual = UserPenalties::default();
        Self {
            machine: Points(usual.machine),
            aligned: Points(usual.aligned),
            draft: Points(usual.draft),
            reviewed: Points(usual.reviewed),
            other_subject: Points(usual.other_subject),
            other_variety: Points(usual.other_variety),
        }
    }
}

impl From<PenaltyConfig> for UserPenalties {
    fn from(config: PenaltyConfig) -> Self {
        Self {
            machine: config.machine.0,
            aligned: config.aligned.0,
            draft: config.draft.0,
            reviewed: config.reviewed.0,
            other_subject: config.other_subject.0,
            other_variety: config.other_variety.0,
        }
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            name: String::new(),
            languages: Vec::new(),
            store: PathBuf::from("tm/store"),
            sources: Sources::default(),
            checks: ChecksConfig::default(),
            check: CheckConfig::default(),
            segmentation: SegmentationConfig::default(),
            penalties: PenaltyConfig::default(),
            import: ImportConfig::default(),
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

/// Writes what columns hold into the settings, and changes nothing else there.
pub(super) fn remember_columns(
    root: &Path,
    columns: &BTreeMap<String, String>,
) -> Result<(), ProjectError> {
    let path = root.join(CONFIG_FILE);
    let text = fs::read_to_string(&path).map_err(ProjectError::io("read", &path))?;
    let mut document: toml_edit::DocumentMut =
        text.parse()
            .map_err(|error: toml_edit::TomlError| ProjectError::Config {
                path: path.clone(),
                line: 1,
                message: error.message().to_owned(),
            })?;
    let import = document.entry("import").or_insert_with(|| {
        let mut table = toml_edit::Table::new();
        table.set_implicit(true);
        toml_edit::Item::Table(table)
    });
    let table = import
        .as_table_like_mut()
        .and_then(|import| {
            let columns = import.entry("columns");
            columns.or_insert(toml_edit::table()).as_table_like_mut()
        })
        .ok_or_else(|| ProjectError::Config {
            path: path.clone(),
            line: 1,
            message: "import.columns is no table".to_owned(),
        })?;
    for (name, what) in columns {
        table.insert(name, toml_edit::value(what.as_str()));
    }
    let fresh = path.with_extension("toml.new");
    fs::write(&fresh, document.to_string()).map_err(ProjectError::io("write", &fresh))?;
    fs::rename(&fresh, &path).map_err(ProjectError::io("write", &path))
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
            (
                "[penalties]\nmachine = 101\n",
                "x:2: 101 is no number of points from 0 to 100",
            ),
            ("[penalties]\nnew = 1\n", "x:2: unknown field `new`"),
        ] {
            let error = Config::parse(text, Path::new("x")).unwrap_err().to_string();
            assert!(error.starts_with(expected), "{error}");
        }
    }

    #[test]
    fn penalties_are_points() {
        let text = "[penalties]\nmachine = 5\nother-subject = 0.5\n";
        let config = Config::parse(text, Path::new("x")).unwrap();
        let penalties = UserPenalties::from(config.penalties);
        assert_eq!((penalties.machine, penalties.other_subject), (500, 50));
        assert_eq!(penalties.other_variety, 100);
    }

    #[test]
    fn columns_are_remembered_and_the_rest_stays() {
        let folder = tempfile::tempdir().unwrap();
        let text = "# ours\nname = \"x\" # keep\n\n[check]\nskip = []\n";
        fs::write(folder.path().join(CONFIG_FILE), text).unwrap();
        for (name, what) in [
            ("Spanish_Formal", "es:full"),
            ("Код", "id"),
            ("Spanish_Formal", "es"),
        ] {
            let columns = BTreeMap::from([(name.to_owned(), what.to_owned())]);
            remember_columns(folder.path(), &columns).unwrap();
        }
        let written = fs::read_to_string(folder.path().join(CONFIG_FILE)).unwrap();
        assert!(written.starts_with(text), "{written}");
        let config = Config::parse(&written, Path::new("x")).unwrap();
        assert_eq!(config.import.columns["Spanish_Formal"], "es");
        assert_eq!(config.import.columns["Код"], "id");
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
