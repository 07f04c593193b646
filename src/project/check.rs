//! Checking: an article, a translation beside it, or a file of units.

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::align::paragraphs;
use super::check_config::FailOn;
use super::sync::shown_path;
use super::{Project, ProjectError, Segmentation, Segmenting, Text, language_of};
use crate::align::{self, Alignment, Bead, Expected, Judged, align};
use crate::check::{
    self, Aligned, Baseline, Checked, CheckedText, Habits, Ignore, Knowledge, Passage, Places,
    Policy, Slips, Subject, Whole, ignore_of,
};
use crate::lang::LanguageTag;
use crate::memory::{Query, SearchOptions, Strategy};
use crate::model::{Date, Diagnostic, Layout, Location, Severity};
use crate::similarity::Score;
use crate::suggest::{Origins, Passage as SuggestPassage};

/// How texts are to be checked.
#[derive(Debug, Clone)]
pub struct CheckOptions<'r> {
    /// The language of the articles, where it is known.
    pub from: Option<LanguageTag>,
    /// The language of the translations, where it is known.
    pub to: Option<LanguageTag>,
    /// How both are divided; lines are taken to stand for each other.
    pub segmentation: Segmentation,
    /// By what rules.
    pub segmenting: &'r Segmenting,
    /// The names of the checks to run; all where it is empty.
    pub only: &'r [String],
    /// Whether habits of a text are told once, or each of their places.
    pub habits: Habits,
    /// Whether a few slips of typing in a long translation are told, beside what the settings say.
    pub slips: Slips,
    /// The least confidence of a finding, instead of that of the settings.
    pub min_confidence: Option<f64>,
    /// The day of the articles, instead of that which they name.
    pub date: Option<Date>,
}

/// Checks texts of one project, on any number of threads.
pub struct Checker<'p> {
    project: &'p Project,
    options: CheckOptions<'p>,
    origins: Origins,
}

impl Project {
    /// A checker of this project.
    ///
    /// # Errors
    /// When a check is not known, or the store cannot be read.
    pub fn checker<'p>(&'p self, options: CheckOptions<'p>) -> Result<Checker<'p>, ProjectError> {
        let skipped = &self.config.check.skip;
        if let Some(name) = options
            .only
            .iter()
            .chain(skipped)
            .find(|name| !check::is_check(name))
        {
            return Err(ProjectError::unknown_check(name));
        }
        Ok(Checker {
            project: self,
            options,
            origins: self.origins()?,
        })
    }

    /// From which severity on findings fail a run, as the settings say.
    pub fn fail_on(&self) -> FailOn {
        self.config.checks.fail_on.unwrap_or(FailOn::Warning)
    }

    /// The baseline that the settings name.
    pub fn baseline_file(&self) -> Option<PathBuf> {
        let file = self.config.checks.baseline.as_ref()?;
        Some(self.root.join(file))
    }

    /// A file as seen from the project, with `/` between folders; as it is named where it lies
    /// elsewhere.
    pub fn key_of(&self, name: &str) -> String {
        match std::fs::canonicalize(name) {
            Ok(path) => {
                let key = shown_path(&self.root, &path);
                match path.starts_with(&self.root) {
                    true => key,
                    false => name.replace('\\', "/"),
                }
            }
            Err(_) => name.replace('\\', "/"),
        }
    }
}

impl Checker<'_> {
    /// How texts are checked.
    pub fn options(&self) -> &CheckOptions<'_> {
        &self.options
    }

    /// The languages of the project.
    pub(super) fn languages(&self) -> &[LanguageTag] {
        &self.project.config.languages
    }

    /// See [`Project::key_of`].
    pub(super) fn key_of(&self, name: &str) -> String {
        self.project.key_of(name)
    }

    /// Checks an article, or a translation beside its article; each with its language where
    /// that is known.
    ///
    /// # Errors
    /// When a language is not clear, or lines do not correspond.
    pub fn check(
        &self,
        (source, from): (&Text, Option<&LanguageTag>),
        target: Option<(&Text, Option<&LanguageTag>)>,
    ) -> Result<Checked, ProjectError> {
        let language = |named: Option<&LanguageTag>, text: &Text, option| match named {
            Some(named) => Ok(named.clone()),
            None => language_of(text, option),
        };
        let from = language(from, source, "--from")?;
        let (target, to) = match target {
            Some((target, to)) => (Some(target), Some(language(to, target, "--to")?)),
            None => (None, None),
        };
        let segments = self.segments((source, &from), target.zip(to.as_ref()))?;
        let own = target.unwrap_or(source);
        let mut policy = self.policy(&own.name);
        policy
            .ignores
            .extend(ignores_of(own).filter_map(Result::ok));
        let text = |text: &Text, language: &LanguageTag| self.checked_text(text, language);
        let texts = (
            text(source, &from),
            target.zip(to.as_ref()).map(|(own, to)| text(own, to)),
        );
        let places = match own.layout {
            Layout::Lines => Places::File,
            _ => Places::Extract,
        };
        let subject = Subject {
            whole: Whole {
                source: Some(&source.text),
                target: target.map(|target| target.text.as_str()),
                date: self.date_of(source.facts.date.as_ref()),
                ..Whole::default()
            },
            from,
            to,
            segments,
        };
        Ok(self.run(&subject, texts, places, &policy))
    }

    /// The day by which an article is judged.
    pub(super) fn date_of(&self, own: Option<&Date>) -> Option<Date> {
        self.options.date.as_ref().or(own).cloned()
    }

    /// Runs the checks over a subject.
    pub(super) fn run(
        &self,
        subject: &Subject<'_>,
        texts: (CheckedText, Option<CheckedText>),
        places: Places,
        policy: &Policy,
    ) -> Checked {
        let translations = |source: &str| self.translations(source, subject);
        let knowledge = Knowledge {
            glossary: &self.project.glossary,
            translations: &translations,
        };
        Checked::of(subject, texts, places, policy, &knowledge)
    }

    fn checked_text(&self, text: &Text, language: &LanguageTag) -> CheckedText {
        CheckedText {
            name: text.name.clone(),
            key: self.project.key_of(&text.name),
            language: language.clone(),
            text: text.text.clone(),
        }
    }

    /// What holds for a file.
    pub(super) fn policy(&self, name: &str) -> Policy {
        let config = &self.project.config;
        let mut policy = config.checks.policy(&self.project.key_of(name));
        for name in &config.check.skip {
            policy.levels.insert(name.clone(), check::Level::Off);
        }
        policy.only = self.options.only.to_vec();
        policy.habits = self.options.habits;
        if self.options.slips == Slips::Each {
            policy.slips = Slips::Each;
        }
        if let Some(least) = self.options.min_confidence {
            policy.min_confidence = least;
        }
        policy
    }

    /// The translations that the memory has of exactly a source text, with where they are from.
    /// A memory that cannot be read has none: the check is about the text, not about the store.
    fn translations(&self, source: &str, subject: &Subject<'_>) -> Vec<(String, String)> {
        let query = Query {
            text: source,
            from: &subject.from,
            to: subject.to.as_ref(),
            previous: None,
            next: None,
        };
        let options = SearchOptions {
            threshold: Score::IDENTICAL,
            limit: 20,
            strategy: Strategy::Index,
        };
        let found = self
            .project
            .memory
            .search(&self.project.store, &query, &options)
            .unwrap_or_default();
        found
            .iter()
            .filter_map(|found| {
                let lineage = self.origins.lineage(found.id, &found.unit, &subject.from);
                Some((
                    found.target_text()?.to_owned(),
                    format!("in {}", lineage.unit),
                ))
            })
            .collect()
    }

    /// The segments of the article, each with what stands for it in the translation.
    fn segments<'t>(
        &self,
        (source, from): (&'t Text, &LanguageTag),
        target: Option<(&'t Text, &LanguageTag)>,
    ) -> Result<Vec<Aligned<'t>>, ProjectError> {
        let CheckOptions {
            segmenting,
            segmentation,
            ..
        } = self.options;
        let own = segmenting.passages(source, from, segmentation)?;
        let Some((target, to)) = target else {
            return Ok(own
                .iter()
                .map(|own| aligned(Some(passage(own)), None))
                .collect());
        };
        let other = segmenting.passages(target, to, segmentation)?;
        if segmentation == Segmentation::Lines {
            if own.len() != other.len() {
                return Err(ProjectError::UnequalLines {
                    left: source.name.clone(),
                    left_lines: own.len(),
                    right: target.name.clone(),
                    right_lines: other.len(),
                });
            }
            let both = own.iter().zip(&other);
            return Ok(both
                .map(|(own, other)| aligned(Some(passage(own)), Some(passage(other))))
                .collect());
        }
        let (own, other) = (
            Divided::of(&source.text, &own, from),
            Divided::of(&target.text, &other, to),
        );
        let options = align::AlignOptions {
            glossary: Some(&self.project.glossary),
            expected: Expected::Omissions,
            judged: Judged::Beads,
            ..align::AlignOptions::default()
        };
        let alignment = align(&own.text(), &other.text(), &options);
        let beads = in_place(&alignment).into_iter().map(|bead| {
            aligned(
                joined(&source.text, &own.passages[bead.source]),
                joined(&target.text, &other.passages[bead.target]),
            )
        });
        Ok(beads.collect())
    }
}

/// A text in sentences, to be aligned.
struct Divided<'p, 't> {
    passages: &'p [SuggestPassage<'t>],
    sentences: Vec<&'t str>,
    language: &'p LanguageTag,
    paragraphs: Vec<usize>,
}

impl<'p, 't> Divided<'p, 't> {
    fn of(whole: &str, passages: &'p [SuggestPassage<'t>], language: &'p LanguageTag) -> Self {
        Self {
            passages,
            sentences: passages.iter().map(|passage| passage.text).collect(),
            language,
            paragraphs: paragraphs(whole, passages),
        }
    }

    fn text(&self) -> align::Text<'_> {
        align::Text {
            sentences: &self.sentences,
            language: self.language,
            paragraphs: &self.paragraphs,
        }
    }
}

/// The beads of an alignment with those that stand in another place of the target in place of
/// the gaps that they leave.
fn in_place(alignment: &Alignment) -> Vec<Bead> {
    let crossings = &alignment.crossings;
    let is_moved = |bead: &&Bead| {
        crossings.iter().any(|moved| {
            let is_within = |part: &Range<usize>, whole: &Range<usize>| {
                !part.is_empty() && whole.start <= part.start && part.end <= whole.end
            };
            is_within(&bead.source, &moved.source) && bead.target.is_empty()
                || is_within(&bead.target, &moved.target) && bead.source.is_empty()
        })
    };
    let beads = alignment.beads.iter();
    let mut beads: Vec<Bead> = beads.filter(|bead| !is_moved(bead)).cloned().collect();
    for moved in crossings {
        let place = beads.partition_point(|bead| bead.source.end <= moved.source.start);
        beads.insert(place, moved.clone());
    }
    beads
}

/// Reads a baseline.
///
/// # Errors
/// When the file cannot be read or is none.
pub fn read_baseline(file: &Path) -> Result<Baseline, ProjectError> {
    let text = fs::read_to_string(file).map_err(ProjectError::io("read", file))?;
    Baseline::parse(&text).map_err(|cause| ProjectError::Baseline {
        path: file.to_owned(),
        cause,
    })
}

/// Writes a baseline.
///
/// # Errors
/// When the file cannot be written.
pub fn write_baseline(file: &Path, baseline: &Baseline) -> Result<(), ProjectError> {
    fs::write(file, baseline.write()).map_err(ProjectError::io("write", file))
}

/// What the comments of a text ask to be ignored.
fn ignores_of(text: &Text) -> impl Iterator<Item = Result<Ignore, String>> {
    text.comments
        .iter()
        .filter_map(|comment| ignore_of(comment))
}

/// What is wrong with the comments of a text that ask for something to be ignored.
pub(super) fn wrong_ignores(text: &Text) -> Vec<Diagnostic> {
    let wrong = ignores_of(text).filter_map(Result::err);
    wrong
        .map(|message| Diagnostic::new(Severity::Warning, Location::file(&text.name), message))
        .collect()
}

fn aligned<'t>(source: Option<Passage<'t>>, target: Option<Passage<'t>>) -> Aligned<'t> {
    Aligned { source, target }
}

fn passage<'t>(passage: &SuggestPassage<'t>) -> Passage<'t> {
    Passage {
        text: passage.text,
        start: passage.start,
    }
}

/// Neighbouring passages as one; `None` for none.
fn joined<'t>(whole: &'t str, passages: &[SuggestPassage<'t>]) -> Option<Passage<'t>> {
    let (first, last) = (passages.first()?, passages.last()?);
    Some(Passage {
        text: &whole[first.start..last.start + last.text.len()],
        start: first.start,
    })
}
