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
    Cascade, CodeSide, Diagnostic, LanguageMap, Layout, Location, Severity, SrxDocument,
    SrxVerdict, Trimming,
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

    /// The sentences of a text with the white space around them: joined, they are the text.
    /// Plain text is divided as a whole, since its lines may be wrapped; of other formats no
    /// sentence crosses the ends of a block.
    ///
    /// # Errors
    /// When a rule takes too many steps.
    pub fn sentences<'t>(
        &self,
        segmenter: &Segmenter,
        text: &'t Text,
    ) -> Result<Vec<Sentence<'t>>, ProjectError> {
        let divided = |text: &'t str| {
            segmenter
                .try_sentences(text)
                .map_err(|error| self.error(&error))
        };
        if text.layout == Layout::Lines {
            return divided(&text.text);
        }
        // What stands before the first block, nothing as a rule, belongs to its first sentence.
        let mut starts = vec![0];
        for block in &text.blocks {
            let own = divided(&text.text[block.span.clone()])?;
            starts.extend(own.iter().map(|own| block.span.start + own.start));
        }
        starts.push(text.text.len());
        starts.dedup();
        let pairs = starts.windows(2);
        Ok(pairs
            .map(|pair| Sentence {
                text: &text.text[pair[0]..pair[1]],
                start: pair[0],
            })
            .collect())
    }

    /// What was decided at each place of a text.
    ///
    /// # Errors
    /// When a rule takes too many steps.
    pub fn explain(
        &self,
        segmenter: &Segmenter,
        text: &Text,
    ) -> Result<Vec<Decision>, ProjectError> {
        let explained = |text: &str| segmenter.explain(text).map_err(|error| self.error(&error));
        if text.layout == Layout::Lines {
            return explained(&text.text);
        }
        let mut decisions = Vec::new();
        for block in &text.blocks {
            if block.span.start > 0 {
                decisions.push(Decision {
                    offset: block.span.start,
                    verdict: Verdict::Break,
                    rule: "block",
                    line: None,
                });
            }
            let own = explained(&text.text[block.span.clone()])?;
            decisions.extend(own.into_iter().map(|decision| Decision {
                offset: block.span.start + decision.offset,
                ..decision
            }));
        }
        Ok(decisions)
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
        let sentences = self.sentences(&segmenter, text)?;
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
        let whole = Text::plain("x", "One.  Two.\r\n\r\nسه.\n");
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

    #[test]
    fn sentences_of_blocks_are_the_text_and_cross_no_block() {
        let page = "<html lang=en><h1>No stop</h1><p>One. Two<p>three. \u{a0}<p>Four";
        let page = Text::of_bytes("x.html", page.as_bytes()).unwrap();
        let language = LanguageTag::parse("en").unwrap();
        let segmenting = Segmenting::default();
        let segmenter = segmenting
            .segmenter(&language, &crate::project::Silent)
            .unwrap();
        let sentences = segmenting.sentences(&segmenter, &page).unwrap();
        let joined: String = sentences.iter().map(|sentence| sentence.text).collect();
        assert_eq!(joined, page.text);
        let texts: Vec<&str> = sentences
            .iter()
            .map(|sentence| sentence.trimmed().1)
            .collect();
        assert_eq!(texts, ["No stop", "One.", "Two", "three.", "Four"]);
        let decided = segmenting.explain(&segmenter, &page).unwrap();
        let breaks: Vec<usize> = decided.iter().map(|own| own.offset).collect();
        let starts: Vec<usize> = sentences.iter().skip(1).map(|own| own.start).collect();
        assert_eq!(breaks, starts);
    }
}
