//! Texts that a user names: reading them, knowing their language, dividing them.
//!
//! The one door through which every command reads articles: plain text, web pages, documents
//! (see [`crate::formats::articles`]).

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use super::ProjectError;
use crate::formats::articles::{ReadArticle, read_article, read_plain};
use crate::lang::LanguageTag;
use crate::model::{Article, Block, Diagnostic, Facts, Layout};
use crate::suggest::Passage;
use crate::text::{Decision, Segmenter, Sentence, Verdict, identify};

/// A text with its name.
#[derive(Debug, Clone)]
pub struct Text {
    /// The path as the user gave it; `-` for standard input.
    pub name: String,
    /// The text in UTF-8: of plain text the file, of other formats what was taken out of it.
    pub text: String,
    /// The blocks of the text, in its order.
    pub blocks: Vec<Block>,
    /// What the text says of itself.
    pub facts: Facts,
    /// Whether the text is the file itself.
    pub layout: Layout,
    /// The name of its format.
    pub format: &'static str,
    /// What its reader had to say.
    pub remarks: Vec<Diagnostic>,
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
    /// Reads a file of any format of articles, or standard input for `-`, in any encoding.
    ///
    /// # Errors
    /// When it cannot be read, is broken, or is of a format that is not known.
    pub fn read(name: &str) -> Result<Self, ProjectError> {
        let bytes = bytes_of(name)?;
        Self::from_article(name, read_article(&bytes, shown(name)))
    }

    /// Reads a file whose lines are segments: as plain text, whatever it is.
    ///
    /// # Errors
    /// When it cannot be read or is no text.
    pub fn read_lines(name: &str) -> Result<Self, ProjectError> {
        let bytes = bytes_of(name)?;
        Self::from_article(name, read_plain(&bytes, shown(name)))
    }

    fn from_article(
        name: &str,
        read: Result<ReadArticle, Box<Diagnostic>>,
    ) -> Result<Self, ProjectError> {
        let read = read.map_err(ProjectError::Refused)?;
        let Article {
            facts,
            text,
            blocks,
            layout,
        } = read.article;
        Ok(Self {
            name: name.to_owned(),
            text,
            blocks,
            facts,
            layout,
            format: read.format,
            remarks: read.remarks,
        })
    }

    /// The sentences of the text with the white space around them: joined, they are the text.
    /// Plain text is divided as a whole, since its lines may be wrapped; of other formats no
    /// sentence crosses the ends of a block.
    pub fn sentences(&self, language: &LanguageTag) -> Vec<Sentence<'_>> {
        let segmenter = Segmenter::new(language);
        let mut starts = match self.layout {
            Layout::Lines => return segmenter.sentences(&self.text),
            Layout::Blocks => self.starts(&segmenter),
        };
        starts.push(self.text.len());
        // What stands before the first block, nothing as a rule, belongs to its first sentence.
        if let Some(first) = starts.first_mut() {
            *first = 0;
        }
        let pairs = starts.windows(2).filter(|pair| pair[0] < pair[1]);
        pairs
            .map(|pair| Sentence {
                text: &self.text[pair[0]..pair[1]],
                start: pair[0],
            })
            .collect()
    }

    /// Where sentences begin, block by block.
    fn starts(&self, segmenter: &Segmenter) -> Vec<usize> {
        let mut starts = Vec::new();
        for block in &self.blocks {
            let own = &self.text[block.span.clone()];
            let sentences = segmenter.sentences(own);
            starts.extend(sentences.iter().map(|own| block.span.start + own.start));
        }
        starts
    }

    /// Every place at which something was decided about sentences, in the order of the text.
    pub fn decisions(&self, language: &LanguageTag) -> Vec<Decision> {
        let segmenter = Segmenter::new(language);
        if self.layout == Layout::Lines {
            return segmenter.explain(&self.text);
        }
        let mut decisions = Vec::new();
        for block in &self.blocks {
            if block.span.start > 0 {
                decisions.push(Decision {
                    offset: block.span.start,
                    verdict: Verdict::Break,
                    rule: "block",
                });
            }
            let own = segmenter.explain(&self.text[block.span.clone()]);
            decisions.extend(own.into_iter().map(|decision| Decision {
                offset: block.span.start + decision.offset,
                ..decision
            }));
        }
        decisions
    }

    /// The segments of the text: of sentences those that are not only white space, without the
    /// white space around them; of lines all.
    pub fn passages(&self, language: &LanguageTag, segmentation: Segmentation) -> Vec<Passage<'_>> {
        match segmentation {
            Segmentation::Lines => lines(&self.text),
            Segmentation::Sentences => self
                .sentences(language)
                .iter()
                .map(|sentence| {
                    let (start, text) = sentence.trimmed();
                    Passage { text, start }
                })
                .filter(|passage| !passage.text.is_empty())
                .collect(),
        }
    }

    /// The block that an offset of the text lies in, by its place among [`Text::blocks`].
    pub fn block_at(&self, offset: usize) -> Option<usize> {
        let behind = self
            .blocks
            .partition_point(|block| block.span.start <= offset);
        let place = behind.checked_sub(1)?;
        (offset < self.blocks[place].span.end).then_some(place)
    }
}

/// The bytes of a file, or of standard input for `-`.
fn bytes_of(name: &str) -> Result<Vec<u8>, ProjectError> {
    if name != "-" {
        return fs::read(name).map_err(ProjectError::io("read", name));
    }
    let mut bytes = Vec::new();
    io::stdin()
        .read_to_end(&mut bytes)
        .map(|_| bytes)
        .map_err(ProjectError::io("read", "standard input"))
}

/// What messages call a text.
fn shown(name: &str) -> &str {
    match name {
        "-" => "standard input",
        name => name,
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

/// The language of a text: as its file name says (`article.fa.txt`), as it says itself (`lang` of
/// a page), or as its letters and words do. What a page says is not believed where its letters
/// are of another script: many sites leave there what their system came with.
///
/// # Errors
/// When none is clear; `option` is the one that the message asks for.
pub fn language_of(text: &Text, option: &'static str) -> Result<LanguageTag, ProjectError> {
    if let Some(named) = named_language(&text.name) {
        return Ok(named);
    }
    let found = identify(&text.text);
    let stated = text.facts.language.clone().filter(|stated| {
        let other = found.as_ref().map(|found| &found.language);
        other.is_none_or(|other| other.script() == stated.script())
    });
    stated
        .or_else(|| {
            let found = found?;
            let is_long = text.text.chars().count() > 200;
            (found.confidence >= SURE || is_long).then_some(found.language)
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
        let read = read_article(text.as_bytes(), name).unwrap();
        Text {
            name: name.to_owned(),
            text: read.article.text,
            blocks: read.article.blocks,
            facts: read.article.facts,
            layout: read.article.layout,
            format: read.format,
            remarks: read.remarks,
        }
    }

    #[test]
    fn sentences_of_blocks_are_the_text_and_cross_no_block() {
        let page = text(
            "x",
            "<html lang=en><h1>No stop</h1><p>One. Two<p>three. \u{a0}<p>Four",
        );
        let language = LanguageTag::parse("en").unwrap();
        let sentences = page.sentences(&language);
        let joined: String = sentences.iter().map(|sentence| sentence.text).collect();
        assert_eq!(joined, page.text);
        let texts: Vec<&str> = sentences
            .iter()
            .map(|sentence| sentence.trimmed().1)
            .collect();
        assert_eq!(texts, ["No stop", "One.", "Two", "three.", "Four"]);
        for sentence in &sentences {
            let (start, own) = sentence.trimmed();
            let block = &page.blocks[page.block_at(start).unwrap()];
            assert!(start + own.len() <= block.span.end);
        }
        let breaks: Vec<usize> = page
            .decisions(&language)
            .iter()
            .map(|own| own.offset)
            .collect();
        let starts: Vec<usize> = sentences.iter().skip(1).map(|own| own.start).collect();
        assert_eq!(breaks, starts);
    }

    #[test]
    fn a_page_is_not_believed_against_its_letters() {
        let page = "<html lang=en><p>دبیر شورای عالی امنیت ملی بر لزوم همکاری راهبردی تأکید کرد.";
        assert_eq!(
            language_of(&text("x", page), "--lang").unwrap().as_str(),
            "fa"
        );
        let page = "<html lang=fa><p>ملت ایران.";
        assert_eq!(
            language_of(&text("x", page), "--lang").unwrap().as_str(),
            "fa"
        );
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
