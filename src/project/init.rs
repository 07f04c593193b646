//! Starting a project.

use std::fs;
use std::path::{Path, PathBuf};

use super::ProjectError;
use super::config::CONFIG_FILE;
use super::samples::SAMPLES;
use crate::lang::LanguageTag;

/// Whether a new project gets the shipped glossaries, memories and articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Samples {
    /// It does.
    With,
    /// It starts empty.
    Without,
}

/// What was written.
#[derive(Debug, Clone)]
pub struct Initialised {
    /// The folder of the project.
    pub folder: PathBuf,
    /// The files that were written, relative to it.
    pub files: Vec<String>,
}

/// Starts a project in a folder: settings, folders for glossaries and memories, a line in
/// `.gitignore` for the store. No file that is there is changed, but for that line.
///
/// # Errors
/// When settings or a sample file are there already, or the folder cannot be written.
pub fn init(
    folder: &Path,
    name: &str,
    languages: &[LanguageTag],
    samples: Samples,
) -> Result<Initialised, ProjectError> {
    let settings = folder.join(CONFIG_FILE);
    let mut wanted: Vec<(&str, &str)> = Vec::new();
    if samples == Samples::With {
        wanted.extend(SAMPLES);
    }
    for path in wanted
        .iter()
        .map(|(path, _)| folder.join(path))
        .chain([settings.clone()])
    {
        if path.exists() {
            return Err(ProjectError::Exists { path });
        }
    }
    let mut files = Vec::new();
    let mut write = |path: &str, content: &str| -> Result<(), ProjectError> {
        let file = folder.join(path);
        if let Some(parent) = file.parent() {
            fs::create_dir_all(parent).map_err(ProjectError::io("make", parent))?;
        }
        fs::write(&file, content).map_err(ProjectError::io("write", &file))?;
        files.push(path.to_owned());
        Ok(())
    };
    for (path, content) in wanted {
        write(path, content)?;
    }
    for kept in ["glossaries", "tm"] {
        let path = folder.join(kept);
        fs::create_dir_all(&path).map_err(ProjectError::io("make", &path))?;
    }
    let ignore = folder.join(".gitignore");
    let known = fs::read_to_string(&ignore).unwrap_or_default();
    if !known.lines().any(|line| line.trim() == "/tm/store") {
        let gap = if known.is_empty() || known.ends_with('\n') {
            ""
        } else {
            "\n"
        };
        write(".gitignore", &format!("{known}{gap}/tm/store\n"))?;
    }
    write(CONFIG_FILE, &settings_text(name, languages))?;
    Ok(Initialised {
        folder: folder.to_owned(),
        files,
    })
}

fn settings_text(name: &str, languages: &[LanguageTag]) -> String {
    let tags: Vec<String> = languages
        .iter()
        .map(|tag| format!("{:?}", tag.as_str()))
        .collect();
    format!(
        "# Settings of a Tarjuman project.\n\
         name = {name:?}\n\
         # The languages of the desk; the first is the usual source.\n\
         languages = [{}]\n\n\
         # The files that the store follows: edit them, and the next command knows.\n\
         [sources]\n\
         glossaries = [\"glossaries/*\"]\n\
         memories = [\"tm/*.tmx\"]\n",
        tags.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::Config;

    #[test]
    fn a_new_project_has_settings_that_read() {
        let folder = tempfile::tempdir().unwrap();
        let languages = [
            LanguageTag::parse("en").unwrap(),
            LanguageTag::parse("fa").unwrap(),
        ];
        fs::write(folder.path().join(".gitignore"), "x").unwrap();
        init(folder.path(), "desk \"A\"", &languages, Samples::Without).unwrap();
        let config = Config::read(&folder.path().join(CONFIG_FILE)).unwrap();
        assert_eq!(config.name, "desk \"A\"");
        assert_eq!(config.languages, languages);
        let ignored = fs::read_to_string(folder.path().join(".gitignore")).unwrap();
        assert_eq!(ignored, "x\n/tm/store\n");
        let again = init(folder.path(), "x", &languages, Samples::Without);
        assert!(matches!(again, Err(ProjectError::Exists { .. })));
    }
}
