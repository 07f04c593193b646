//! `[checks]` of `tarjuman.toml`: which checks run where, how much they matter, what is ignored.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess, Visitor};

use crate::check::{Habits, Ignore, Level, Policy, Slips, Stands, is_check};
use crate::model::Severity;

/// Settings of checks. A key that is none of the others is the name of a check.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ChecksConfig {
    /// How checks run, by their names.
    pub levels: BTreeMap<String, Level>,
    /// How checks run in the files of a pattern; of patterns that say different things of a
    /// check the last in the order of the alphabet stands.
    pub paths: Vec<(Pattern, BTreeMap<String, Level>)>,
    /// Findings below this confidence are left out.
    pub min_confidence: f64,
    /// From which severity on findings fail a run; warnings where it is not said.
    pub fail_on: Option<FailOn>,
    /// The file of findings that were there before, relative to the project.
    pub baseline: Option<PathBuf>,
    /// Whether a few slips of typing in a long translation are told.
    pub slips: Slips,
    /// Findings that do not count.
    pub ignore: Vec<IgnoreConfig>,
}

/// From which severity on findings fail a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FailOn {
    /// Any finding.
    Note,
    /// Warnings and errors.
    Warning,
    /// Errors.
    Error,
    /// None.
    Never,
}

impl FailOn {
    /// The least severity that fails; `None` for none.
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::Note => Some(Severity::Note),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
            Self::Never => None,
        }
    }
}

/// A pattern of files, relative to the project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern(glob::Pattern);

impl Pattern {
    /// Whether it is one of a file, given as seen from the project.
    pub fn is_of(&self, key: &str) -> bool {
        let options = glob::MatchOptions {
            require_literal_separator: true,
            ..glob::MatchOptions::default()
        };
        self.0.matches_with(key, options)
    }
}

impl<'de> Deserialize<'de> for Pattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let pattern = glob::Pattern::new(&text).map_err(|error| {
            de::Error::custom(format!("{text:?} is no pattern of files: {}", error.msg))
        })?;
        Ok(Self(pattern))
    }
}

/// Findings that do not count.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IgnoreConfig {
    /// The checks; all where there is none.
    #[serde(default)]
    check: Checks,
    /// The words that are meant.
    text: Option<String>,
    /// The files; all where there is none.
    path: Option<Pattern>,
    /// Why.
    reason: Reason,
}

/// One name of a check or several.
#[derive(Debug, Clone, Default, PartialEq)]
struct Checks(Vec<String>);

impl<'de> Deserialize<'de> for Checks {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Named {
            One(String),
            Many(Vec<String>),
        }
        let names = match Named::deserialize(deserializer)? {
            Named::One(name) => vec![name],
            Named::Many(names) => names,
        };
        names
            .into_iter()
            .map(known)
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

/// A reason, which is not empty.
#[derive(Debug, Clone, PartialEq)]
struct Reason(String);

impl<'de> Deserialize<'de> for Reason {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        match text.trim() {
            "" => Err(de::Error::custom(
                "the reason is empty; say why these findings do not count",
            )),
            _ => Ok(Self(text)),
        }
    }
}

/// The name of a check, if there is one of it.
fn known<E: de::Error>(name: String) -> Result<String, E> {
    match is_check(&name) {
        true => Ok(name),
        false => Err(E::custom(format!(
            "there is no check {name:?}; `tarjuman checks` lists them"
        ))),
    }
}

/// A key of the table: a setting or a check.
enum Key {
    MinConfidence,
    FailOn,
    Baseline,
    ShowSlips,
    Paths,
    Ignore,
    Check(String),
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Ok(match name.as_str() {
            "min-confidence" => Self::MinConfidence,
            "fail-on" => Self::FailOn,
            "baseline" => Self::Baseline,
            "show-slips" => Self::ShowSlips,
            "paths" => Self::Paths,
            "ignore" => Self::Ignore,
            _ => Self::Check(known(name)?),
        })
    }
}

/// What is said of checks in a table that holds nothing else.
struct Levels(BTreeMap<String, Level>);

/// A level as it is written.
struct WrittenLevel(Level);

impl<'de> Deserialize<'de> for WrittenLevel {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map(Self).map_err(de::Error::custom)
    }
}

impl<'de> Deserialize<'de> for Levels {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = BTreeMap::<String, WrittenLevel>::deserialize(deserializer)?;
        written
            .into_iter()
            .map(|(name, level)| Ok((known(name)?, level.0)))
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

impl<'de> Deserialize<'de> for ChecksConfig {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ChecksVisitor)
    }
}

struct ChecksVisitor;

impl<'de> Visitor<'de> for ChecksVisitor {
    type Value = ChecksConfig;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a table of checks")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<ChecksConfig, A::Error> {
        let mut config = ChecksConfig::default();
        while let Some(key) = map.next_key::<Key>()? {
            match key {
                Key::MinConfidence => config.min_confidence = map.next_value::<Share>()?.0,
                Key::FailOn => config.fail_on = Some(map.next_value()?),
                Key::Baseline => config.baseline = Some(map.next_value()?),
                Key::ShowSlips => {
                    config.slips = match map.next_value()? {
                        true => Slips::Each,
                        false => Slips::Counted,
                    }
                }
                Key::Ignore => config.ignore = map.next_value()?,
                Key::Check(name) => {
                    let level: WrittenLevel = map.next_value()?;
                    config.levels.insert(name, level.0);
                }
                Key::Paths => {
                    let paths: BTreeMap<String, Levels> = map.next_value()?;
                    for (pattern, levels) in paths {
                        let pattern = de::value::StringDeserializer::new(pattern);
                        config
                            .paths
                            .push((Pattern::deserialize(pattern)?, levels.0));
                    }
                }
            }
        }
        Ok(config)
    }
}

/// A share from 0 to 1; an error of its own names the line of the value.
struct Share(f64);

impl<'de> Deserialize<'de> for Share {
    fn deserialize<D: de::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = f64::deserialize(deserializer)?;
        match (0.0..=1.0).contains(&number) {
            true => Ok(Self(number)),
            false => Err(de::Error::custom(format!(
                "{number} is no share from 0 to 1"
            ))),
        }
    }
}

impl ChecksConfig {
    /// What holds for a file, given as seen from the project.
    pub fn policy(&self, key: &str) -> Policy {
        let mut levels = self.levels.clone();
        for (_, own) in self.paths.iter().filter(|(pattern, _)| pattern.is_of(key)) {
            levels.extend(own.iter().map(|(name, level)| (name.clone(), *level)));
        }
        let holds = |own: &&IgnoreConfig| own.path.as_ref().is_none_or(|path| path.is_of(key));
        let ignores = self.ignore.iter().filter(holds).map(|own| Ignore {
            checks: own.check.0.clone(),
            text: own.text.clone(),
            line: None,
            reason: own.reason.0.clone(),
            stands: Stands::InSettings,
        });
        Policy {
            levels,
            only: Vec::new(),
            min_confidence: self.min_confidence,
            ignores: ignores.collect(),
            habits: Habits::Once,
            slips: self.slips,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::config::Config;
    use super::*;
    use std::path::Path;

    #[test]
    fn checks_are_set_by_name_and_by_path() {
        let text = r#"
[checks]
letter-forms = "off"
number = "warning"
min-confidence = 0.5
fail-on = "error"
baseline = "checks.baseline"
show-slips = true

[checks.paths."archive/**"]
number = "off"
letter-forms = "error"

[[checks.ignore]]
check = ["number", "letter-forms"]
text = "۴۷"
path = "desk/*.txt"
reason = "quoted"
"#;
        let config = Config::parse(text, Path::new("x")).unwrap().checks;
        let policy = config.policy("desk/a.txt");
        assert_eq!(policy.level("letter-forms"), Level::Off);
        assert_eq!(policy.level("number"), Level::As(Severity::Warning));
        assert_eq!(policy.level("misspelt-term"), Level::On);
        assert_eq!(policy.ignores.len(), 1);
        let policy = config.policy("archive/2026/a.txt");
        assert_eq!(policy.level("letter-forms"), Level::As(Severity::Error));
        assert_eq!(policy.level("number"), Level::Off);
        assert!(policy.ignores.is_empty());
        assert!(config.policy("desk/x/a.txt").ignores.is_empty());
        assert_eq!(config.fail_on, Some(FailOn::Error));
        assert!(config.policy("desk/a.txt").asks_for_slips("end-mark"));
    }

    #[test]
    fn wrong_settings_are_named_with_their_line() {
        for (text, expected) in [
            (
                "[checks]\nspelling = \"off\"\n",
                "x:2: there is no check \"spelling\"",
            ),
            (
                "[checks]\n\nnumber = \"loud\"\n",
                "x:3: \"loud\" is none of",
            ),
            ("[checks]\nmin-confidence = 2.0\n", "x:2: 2 is no share"),
            (
                "[[checks.ignore]]\ncheck = \"number\"\n",
                "x:1: missing field `reason`",
            ),
            (
                "[[checks.ignore]]\nreason = \" \"\n",
                "x:2: the reason is empty",
            ),
            (
                "[checks.paths.\"a[\"]\nnumber = \"off\"\n",
                "x:1: \"a[\" is no pattern",
            ),
        ] {
            let error = Config::parse(text, Path::new("x")).unwrap_err().to_string();
            assert!(error.starts_with(expected), "{error}");
        }
    }
}
