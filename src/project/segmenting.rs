//! Dividing texts: by our own rules, by a file of rules in SRX, or by both.

use std::fs;
use std::path::{Path, PathBuf};

use super::config::{Config, RulesMode};
use super::observer::{Event, Observer};
use super::open::locate;
use super::sync::shown_path;
use super::texts::lines;
use super::{OpenRequest, ProjectError, Segmentation, Text};
use crate::formats::{ReadError, encoding, read_srx};
use crate::lang::LanguageTag;
use crate::model::{
    Cascade, CodeSide, Diagnostic, LanguageMap, Location, Severity, SrxDocument, SrxVerdict,
    Trimming,
};
use crate::suggest::Passage;
use crate::text::{
    CodeHandling, Decision, KeptWith, Segmenter, Sentence, SrxCascade, SrxError, SrxMap, SrxMode,
    SrxRuleSource, SrxRules, SrxSource, Verdict, WhiteSpace,
};

/// What a user asks for, beside the settings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RulesRequest {
    /// A file of rules, instead of the one that the settings name.
    pub file: Option<PathBuf>,
    /// How its rules and our own go together; as the settings say where it is not said.
    pub mode: Option<RulesMode>,
}

/// How texts are divided.
#[derive(Debug, Clone, Default)]
pub struct Segmenting {
    rules: Option<Rules>,
}

/// A file of rules.
#[derive(Debug, Clone)]
struct Rules {
    /// As a user would name it.
    path: PathBuf,
    document: SrxDocument,
    mode: SrxMode,
}

impl Segmenting {
    /// How texts are divided where there may be no project: by the rules of the request, else by
    /// those of a project that is found, else by ours.
    ///
    /// # Errors
    /// When the settings or a file of rules cannot be used, or a project was named and there is
    /// none.
    pub fn open(request: &OpenRequest, observer: &dyn Observer) -> Result<Self, ProjectError> {
        match locate(request) {
            Ok((root, config)) => Self::of(&request.rules, Some((&root, &config)), observer),
            Err(ProjectError::NoProject { .. }) if request.folder.is_none() => {
                Self::of(&request.rules, None, observer)
            }
            Err(error) => Err(error),
        }
    }

    /// By the rules of the request, else by those of a project.
    pub(super) fn of(
        request: &RulesRequest,
        project: Option<(&Path, &Config)>,
        observer: &dyn Observer,
    ) -> Result<Self, ProjectError> {
        let settings = project.map(|(root, config)| (root, &config.segmentation));
        let settled = settings.and_then(|(root, own)| Some(root.join(own.srx.as_ref()?)));
        let mode = request.mode.or_else(|| {
            let (_, own) = settings?;
            request.file.is_none().then_some(own.mode)
        });
        let Some(path) = request.file.clone().or(settled) else {
            return match request.mode {
                Some(_) => Err(ProjectError::NoRules),
                None => Ok(Self::default()),
            };
        };
        let mode = match mode.unwrap_or_default() {
            RulesMode::Replace => SrxMode::Replace,
            RulesMode::Extend => SrxMode::Extend,
        };
        // What lies in the project is named as seen from it.
        let shown = match project {
            Some((root, _)) => shown_path(root, &path),
            None => path.to_string_lossy().into_owned(),
        };
        let document = read(&path, &shown, observer)?;
        let rules = Rules {
            path: PathBuf::from(shown),
            document,
            mode,
        };
        SrxRules::check(&rules.source()).map_err(|error| rules.error(&error))?;
        Ok(Self { rules: Some(rules) })
    }

    /// The file of rules, as a user would name it.
    pub fn file(&self) -> Option<&Path> {
        self.rules.as_ref().map(|rules| rules.path.as_path())
    }

    /// A segmenter for a language; by our rules where the file has none for it, which the observer
    /// is told.
    ///
    /// # Errors
    /// When a rule cannot be used.
    pub fn segmenter(
        &self,
        language: &LanguageTag,
        observer: &dyn Observer,
    ) -> Result<Segmenter, ProjectError> {
        let own = Segmenter::new(language);
        let Some(rules) = &self.rules else {
            return Ok(own);
        };
        let compiled = SrxRules::compile(&rules.source(), language);
        match compiled.map_err(|error| rules.error(&error))? {
            Some(compiled) => Ok(own.with_srx(compiled, rules.mode)),
            None => {
                let place = Location::file(rules.path.to_string_lossy());
                let message = format!("no rules for {language}; our own divide the text");
                observer.event(&Event::Said(&Diagnostic::new(
                    Severity::Note,
                    place,
                    message,
                )));
                Ok(own)
            }
        }
    }

    /// The sentences of a text.
    ///
    /// # Errors
    /// When a rule takes too many steps.
    pub fn sentences<'t>(
        &self,
        segmenter: &Segmenter,
        text: &'t str,
    ) -> Result<Vec<Sentence<'t>>, ProjectError> {
        segmenter
            .try_sentences(text)
            .map_err(|error| self.error(&error))
    }

    /// What was decided at each place of a text.
    ///
    /// # Errors
    /// When a rule takes too many steps.
    pub fn explain(
        &self,
        segmenter: &Segmenter,
        text: &str,
    ) -> Result<Vec<Decision>, ProjectError> {
        segmenter.explain(text).map_err(|error| self.error(&error))
    }

    /// The segments of a text: of sentences those that are not only white space, without the
    /// white space around them; of lines all.
    ///
    /// # Errors
    /// When a rule cannot be used.
    pub fn passages<'t>(
        &self,
        text: &'t Text,
        language: &LanguageTag,
        segmentation: Segmentation,
    ) -> Result<Vec<Passage<'t>>, ProjectError> {
        if segmentation == Segmentation::Lines {
            return Ok(lines(&text.text));
        }
        let segmenter = self.segmenter(language, &super::Silent)?;
        let sentences = self.sentences(&segmenter, &text.text)?;
        Ok(sentences
            .iter()
            .map(|sentence| {
                let (start, text) = sentence.trimmed();
                Passage { text, start }
            })
            .filter(|passage| !passage.text.is_empty())
            .collect())
    }

    fn error(&self, error: &SrxError) -> ProjectError {
        match &self.rules {
            Some(rules) => rules.error(error),
            None => ProjectError::NoRules,
        }
    }
}

impl Rules {
    fn error(&self, error: &SrxError) -> ProjectError {
        ProjectError::Rule {
            path: self.path.clone(),
            line: error.line(),
            message: error.to_string(),
        }
    }

    /// The rules as the room `text` takes them.
    fn source(&self) -> SrxSource<'_> {
        let document = &self.document;
        SrxSource {
            maps: document
                .maps
                .iter()
                .map(|map| source_map(document, map))
                .collect(),
            cascade: match document.cascade {
                Cascade::All => SrxCascade::All,
                Cascade::First => SrxCascade::First,
            },
            codes: CodeHandling {
                start: kept_with(document.formatting.start),
                end: kept_with(document.formatting.end),
                isolated: kept_with(document.formatting.isolated),
            },
            white_space: match document.trimming {
                Trimming::Leading => WhiteSpace::BeforeBoundary,
                Trimming::None => WhiteSpace::AsRuled,
            },
        }
    }
}

fn kept_with(side: CodeSide) -> KeptWith {
    match side {
        CodeSide::Before => KeptWith::Before,
        CodeSide::After => KeptWith::Behind,
    }
}

fn source_map<'d>(document: &'d SrxDocument, map: &'d LanguageMap) -> SrxMap<'d> {
    let rules = document.set(&map.set).map_or(&[][..], |set| &set.rules);
    SrxMap {
        pattern: &map.pattern,
        line: map.line,
        rules: rules
            .iter()
            .map(|rule| SrxRuleSource {
                verdict: match rule.verdict {
                    SrxVerdict::Break => Verdict::Break,
                    SrxVerdict::NoBreak => Verdict::Join,
                },
                before: &rule.before,
                after: &rule.after,
                line: rule.line,
            })
            .collect(),
    }
}

/// Reads a file of rules and tells what was passed over.
fn read(path: &Path, shown: &str, observer: &dyn Observer) -> Result<SrxDocument, ProjectError> {
    let bytes = fs::read(path).map_err(ProjectError::io("read", path))?;
    let decoded = encoding::decode(&bytes, shown);
    let file = read_srx(&decoded.text, shown).map_err(|error| match error {
        ReadError::Refused(diagnostic) => ProjectError::Refused(diagnostic),
        ReadError::Sink(error) => ProjectError::io("read", path)(std::io::Error::other(error)),
    })?;
    for remark in decoded.diagnostic.iter().chain(&file.remarks) {
        observer.event(&Event::Said(remark));
    }
    Ok(file.document)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_divided_with_their_places() {
        let whole = Text {
            name: "x".to_owned(),
            text: "One.  Two.\r\n\r\nسه.\n".to_owned(),
        };
        let language = LanguageTag::parse("en").unwrap();
        let segmenting = Segmenting::default();
        for segmentation in [Segmentation::Sentences, Segmentation::Lines] {
            let passages = segmenting
                .passages(&whole, &language, segmentation)
                .unwrap();
            assert_eq!(passages.len(), 3);
            for passage in passages {
                let end = passage.start + passage.text.len();
                assert_eq!(&whole.text[passage.start..end], passage.text);
            }
        }
    }
}
