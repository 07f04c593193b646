//! Texts that a user names: reading them, knowing their language, dividing them.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use super::ProjectError;
use crate::formats::encoding;
use crate::lang::LanguageTag;
use crate::suggest::Passage;
use crate::text::{Segmenter, identify};

/// A text with its name.
#[derive(Debug, Clone)]
pub struct Text {
    /// The path as the user gave it; `-` for standard input.
    pub name: String,
    /// The text in UTF-8.
    pub text: String,
}

/// How a text is divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Segmentation {
    /// Into sentences.
    Sentences,
    /// Each line is a segment, blank ones too.
    Lines,
}

impl Text {
    /// Reads a file, or standard input for `-`, in any encoding.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn read(name: &str) -> Result<Self, ProjectError> {
        let bytes = if name == "-" {
            let mut bytes = Vec::new();
            io::stdin()
                .read_to_end(&mut bytes)
                .map(|_| bytes)
                .map_err(ProjectError::io("read", "standard input"))?
        } else {
            fs::read(name).map_err(ProjectError::io("read", name))?
        };
        Ok(Self {
            name: name.to_owned(),
            text: encoding::decode(&bytes, name).text.into_owned(),
        })
    }

    /// The segments of the text: of sentences those that are not only white space, without the
    /// white space around them; of lines all.
    pub fn passages(&self, language: &LanguageTag, segmentation: Segmentation) -> Vec<Passage<'_>> {
        match segmentation {
            Segmentation::Lines => lines(&self.text),
            Segmentation::Sentences => Segmenter::new(language)
                .sentences(&self.text)
                .iter()
                .map(|sentence| {
                    let (start, text) = sentence.trimmed();
                    Passage { text, start }
                })
                .filter(|passage| !passage.text.is_empty())
                .collect(),
        }
    }
}

/// The lines of a text without their breaks; a break at the end begins no further line.
fn lines(text: &str) -> Vec<Passage<'_>> {
    let mut start = 0;
    text.split_inclusive('\n')
        .map(|line| {
            let passage = Passage {
                text: line.trim_end_matches(['\n', '\r']),
                start,
            };
            start += line.len();
            passage
        })
        .collect()
}

/// How sure the identification of a language has to be.
const SURE: f64 = 0.5;

/// The language of a text: as its file name says (`article.fa.txt`), or as its letters and
/// words do.
///
/// # Errors
/// When neither is clear; `option` is the one that the message asks for.
pub fn language_of(text: &Text, option: &'static str) -> Result<LanguageTag, ProjectError> {
    named_language(&text.name)
        .or_else(|| {
            let found = identify(&text.text)?;
            (found.confidence >= SURE || text.text.chars().count() > 200).then_some(found.language)
        })
        .ok_or_else(|| ProjectError::UnknownLanguage {
            text: text.name.clone(),
            option,
        })
}

/// The language that a file name has between its points: `article.fa.txt`, `fa.txt`.
fn named_language(name: &str) -> Option<LanguageTag> {
    let file = Path::new(name).file_name()?.to_str()?;
    let (stem, _) = file.rsplit_once('.')?;
    let part = stem.rsplit(['.', '_']).next()?;
    // A longer part would be a word, such as the "doc" of a name.
    let is_code = part.len() == 2 || part.contains('-');
    LanguageTag::parse(part).ok().filter(|_| is_code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(name: &str, text: &str) -> Text {
        Text {
            name: name.to_owned(),
            text: text.to_owned(),
        }
    }

    #[test]
    fn languages_are_named_by_files_or_known_by_their_words() {
        let language = |name: &str, words: &str| {
            language_of(&text(name, words), "--from")
                .map(|tag| tag.to_string())
                .ok()
        };
        let named = |tag: &str| Some(tag.to_owned());
        assert_eq!(language("a/article.fa.txt", "x"), named("fa"));
        assert_eq!(language("zh-Hant.txt", "x"), named("zh-Hant"));
        assert_eq!(
            language(
                "article.txt",
                "Это предложение на русском языке, написанное для проверки."
            ),
            named("ru")
        );
        assert_eq!(language("article.txt", "1234"), None);
        assert_eq!(language("my.doc.txt", "12"), None);
    }

    #[test]
    fn texts_are_divided_with_their_places() {
        let whole = text("x", "One.  Two.\r\n\r\nسه.\n");
        let language = LanguageTag::parse("en").unwrap();
        for segmentation in [Segmentation::Sentences, Segmentation::Lines] {
            for passage in whole.passages(&language, segmentation) {
                let end = passage.start + passage.text.len();
                assert_eq!(&whole.text[passage.start..end], passage.text);
            }
        }
        assert_eq!(whole.passages(&language, Segmentation::Sentences).len(), 3);
        assert_eq!(whole.passages(&language, Segmentation::Lines).len(), 3);
    }
}
