//! Texts that a user names: reading them, knowing their language, dividing them.
//!
//! The one door through which every command reads articles: plain text, web pages, documents
//! (see [`crate::formats::articles`]).

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use super::ProjectError;
use super::filter::has_two_scripts;
use crate::formats::articles::{ReadArticle, read_article, read_plain};
use crate::formats::encoding;
use crate::lang::{LanguageTag, profile_of};
use crate::model::{Article, Block, BlockKind, Diagnostic, Facts, Layout};
use crate::suggest::Passage;
use crate::text::{Identified, can_identify, identify, is_letter};

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
    /// The comments of a page or of Markdown that address Tarjuman, without their marks.
    pub comments: Vec<String>,
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
        Self::of_article(name, &bytes_of(name)?, shown(name))
    }

    /// Reads a file whose lines are segments: as plain text, whatever it is.
    ///
    /// # Errors
    /// When it cannot be read or is no text.
    pub fn read_lines(name: &str) -> Result<Self, ProjectError> {
        let bytes = bytes_of(name)?;
        Self::from_article(name, read_plain(&bytes, shown(name)))
    }

    /// The text of some bytes of any format of articles, under a name.
    ///
    /// # Errors
    /// When they are broken, or of a format that is not known.
    pub fn of_bytes(name: &str, bytes: &[u8]) -> Result<Self, ProjectError> {
        Self::of_article(name, bytes, name)
    }

    fn of_article(name: &str, bytes: &[u8], shown: &str) -> Result<Self, ProjectError> {
        let mut text = Self::from_article(name, read_article(bytes, shown))?;
        if matches!(text.format, "html" | "markdown") {
            text.comments = comments(&encoding::decode(bytes, shown).text);
        }
        Ok(text)
    }

    /// A plain text.
    pub fn plain(name: &str, text: &str) -> Self {
        Self {
            name: name.to_owned(),
            text: text.to_owned(),
            blocks: Vec::new(),
            facts: Facts::default(),
            layout: Layout::Lines,
            format: "text",
            remarks: Vec::new(),
            comments: Vec::new(),
        }
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
            comments: Vec::new(),
        })
    }

    /// The kind of the block that a stretch of the text begins in, where the text was taken out
    /// of a file block by block.
    pub fn block_kind(&self, start: usize) -> Option<BlockKind> {
        if self.layout == Layout::Lines {
            return None;
        }
        let behind = self
            .blocks
            .partition_point(|block| block.span.start <= start);
        let block = &self.blocks[behind.checked_sub(1)?];
        (start < block.span.end).then_some(block.kind)
    }
}

/// The comments of markup that address Tarjuman.
fn comments(markup: &str) -> Vec<String> {
    let inside = markup.split("<!--").skip(1);
    let comments = inside.filter_map(|rest| rest.split("-->").next());
    comments
        .map(str::trim)
        .filter(|comment| comment.starts_with("tarjuman:"))
        .map(str::to_owned)
        .collect()
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
pub(super) fn lines(text: &str) -> Vec<Passage<'_>> {
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

/// A text that is in another language than it claims.
#[derive(Debug, Clone, PartialEq)]
pub struct OtherLanguage {
    /// The language that an option or the file name says.
    pub claimed: LanguageTag,
    /// What the text is in.
    pub found: Identified,
}

/// Whether a text is clearly in another language than the one that was named, or that its file
/// name says. Texts with few letters contradict nobody.
pub fn other_language(text: &Text, named: Option<&LanguageTag>) -> Option<OtherLanguage> {
    /// How many letters it takes, how many in another script, and how many bytes are looked at.
    const FEWEST: usize = 60;
    const FEWEST_OF_SCRIPT: usize = 20;
    const ENOUGH: usize = 8000;
    const SURE: f64 = 0.8;
    /// In another script it takes little to be another language.
    const OTHER_SCRIPT: f64 = 0.2;
    let claimed = named.cloned().or_else(|| named_language(&text.name))?;
    let part = &text.text[..text.text.floor_char_boundary(ENOUGH)];
    let found = identify(part)?;
    if !may_contradict(&claimed, &found.language) {
        return None;
    }
    let letters = part.chars().filter(|c| is_letter(*c)).count();
    let (fewest, least) = match claimed.script() == found.language.script() {
        true => (FEWEST, SURE),
        false => (FEWEST_OF_SCRIPT, OTHER_SCRIPT),
    };
    let differs =
        letters >= fewest && found.confidence >= least && !is_kind_of(&claimed, &found.language);
    differs.then_some(OtherLanguage { claimed, found })
}

/// A language as people call it, with its tag.
pub fn language_name(language: &LanguageTag) -> String {
    match profile_of(language).name.as_str() {
        "" => language.to_string(),
        name => format!("{name} ({language})"),
    }
}

/// Whether identification knows enough of a language to say that a text is not in it: the
/// language, or at least that it has another script than the Latin one, which is also that of
/// every language of which nothing is known.
fn may_contradict(claimed: &LanguageTag, found: &LanguageTag) -> bool {
    match claimed.script() == found.script() {
        true => can_identify(claimed),
        false => {
            let has_known_script = can_identify(claimed) || claimed.script() != "Latn";
            has_known_script && !has_two_scripts(claimed)
        }
    }
}

/// Whether a text in one language may look like the other: the same language, or one that is
/// written in the same words.
fn is_kind_of(claimed: &LanguageTag, found: &LanguageTag) -> bool {
    /// Languages that no identification keeps apart in a short text.
    const ALIKE: &[&[&str]] = &[
        &["fa", "prs"],
        &["zh", "yue", "cmn", "wuu"],
        &["nb", "nn", "no", "da"],
        &["hr", "sr", "bs", "sh", "me", "cnr"],
        &["id", "ms", "jv", "su"],
        &["ku", "kmr"],
        &["ckb", "ku"],
        &["cs", "sk"],
        &["az", "azb", "azj"],
        &["uz", "uzn"],
        &["ar", "arz", "apc", "ary"],
        &["pt", "gl"],
        &["af", "nl"],
        &["kk", "ky", "tt", "ba", "mn"],
    ];
    let (claimed, found) = (claimed.primary(), found.primary());
    claimed == found
        || ALIKE
            .iter()
            .any(|group| group.contains(&claimed) && group.contains(&found))
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
        Text::of_bytes(name, text.as_bytes()).unwrap()
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
}
