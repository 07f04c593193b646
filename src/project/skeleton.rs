//! Writing texts as files to be translated, and our rules as a file.

use std::io::Write;

use super::ProjectError;
use crate::formats::{self, SinkError, Skeleton};
use crate::lang::LanguageTag;
use crate::model::{Cascade, LanguageMap, RuleSet, SrxDocument, SrxRule, SrxVerdict};
use crate::text::{Sentence, UNSAID, Verdict, exported_rules};

/// A text that is divided.
#[derive(Debug, Clone)]
pub struct SkeletonText<'t> {
    /// The name of its file; `-` for standard input.
    pub name: &'t str,
    /// Its language.
    pub language: &'t LanguageTag,
    /// Its sentences: joined, they are the text.
    pub sentences: Vec<Sentence<'t>>,
}

/// What a file to be translated is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SkeletonFormat {
    /// XLIFF 1.2.
    Xliff12,
    /// XLIFF 2.1.
    Xliff21,
    /// TMX 1.4b.
    Tmx,
}

/// Writes texts as one file to be translated.
///
/// # Errors
/// When the output cannot be written, or the format has one source language and the texts have
/// several.
pub fn write_skeleton(
    texts: &[SkeletonText<'_>],
    target: Option<&LanguageTag>,
    format: SkeletonFormat,
    output: &mut dyn Write,
) -> Result<(), ProjectError> {
    if format == SkeletonFormat::Xliff21
        && let Some((first, other)) = texts
            .iter()
            .zip(texts.iter().skip(1))
            .find(|(one, other)| one.language != other.language)
    {
        return Err(ProjectError::TwoSources {
            left: first.name.to_owned(),
            left_language: first.language.clone(),
            right: other.name.to_owned(),
            right_language: other.language.clone(),
        });
    }
    let skeletons: Vec<Skeleton<'_>> = texts
        .iter()
        .map(|text| Skeleton {
            name: match text.name {
                "-" => "standard-input",
                name => name,
            },
            language: text.language,
            sentences: text
                .sentences
                .iter()
                .map(|sentence| sentence.text)
                .collect(),
        })
        .collect();
    let written = match format {
        SkeletonFormat::Xliff12 => formats::write_xliff12(&skeletons, target, output),
        SkeletonFormat::Xliff21 => formats::write_xliff21(&skeletons, target, output),
        SkeletonFormat::Tmx => formats::write_tmx_skeleton(&skeletons, target, output),
    };
    written.map_err(unwritten)
}

/// Writes our own rules of segmentation as SRX 2.0: those of a language, or of all.
///
/// # Errors
/// When the output cannot be written.
pub fn export_rules(
    language: Option<&LanguageTag>,
    output: &mut dyn Write,
) -> Result<(), ProjectError> {
    let document = rules_document(language);
    let mut comment = format!(
        "  The segmentation rules of Tarjuman {}, as far as SRX 2.0 can say them.\n  Regular expressions are those of ICU. Not in this file:\n",
        env!("CARGO_PKG_VERSION")
    );
    for line in UNSAID {
        comment.push_str(&format!("  * {line}\n"));
    }
    formats::write_srx(&document, &comment, output).map_err(unwritten)
}

fn rules_document(language: Option<&LanguageTag>) -> SrxDocument {
    let sets = exported_rules(language);
    SrxDocument {
        version: "2.0".to_owned(),
        cascade: Cascade::All,
        maps: sets
            .iter()
            .map(|set| LanguageMap {
                pattern: set.languages.clone(),
                set: set.name.clone(),
                line: 0,
            })
            .collect(),
        sets: sets
            .into_iter()
            .map(|set| RuleSet {
                name: set.name,
                rules: set
                    .rules
                    .into_iter()
                    .map(|rule| SrxRule {
                        verdict: match rule.verdict {
                            Verdict::Break => SrxVerdict::Break,
                            Verdict::Join => SrxVerdict::NoBreak,
                        },
                        before: rule.before,
                        after: rule.after,
                        line: 0,
                    })
                    .collect(),
            })
            .collect(),
        ..SrxDocument::default()
    }
}

/// An error of the output, which keeps its kind: a closed pipe is none.
fn unwritten(error: SinkError) -> ProjectError {
    let cause = match error.downcast::<std::io::Error>() {
        Ok(cause) => *cause,
        Err(other) => std::io::Error::other(other),
    };
    ProjectError::io("write", "standard output")(cause)
}
