//! Reading articles: pages as sites make them, the same article in several formats, and bytes
//! that are no article.

use std::fs;
use std::path::{Path, PathBuf};

use tarjuman::formats::articles::read_article;
use tarjuman::lang::LanguageTag;
use tarjuman::project::{Segmentation, Segmenting, Text};

fn pages() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/articles/pages");
    let mut pages: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "html"))
        .collect();
    pages.sort();
    pages
}

/// Beside each page stands what a reader would call its article, a line for each block.
#[test]
fn pages_lose_no_sentence_and_add_none() {
    let pages = pages();
    assert!(pages.len() >= 15);
    let mut wrong = Vec::new();
    for page in pages {
        let name = page.file_name().unwrap().to_string_lossy().into_owned();
        let read = read_article(&fs::read(&page).unwrap(), &name).unwrap();
        let article = read.article;
        let found: Vec<&str> = article
            .blocks
            .iter()
            .map(|block| article.text_of(block))
            .collect();
        let expected = fs::read_to_string(page.with_extension("txt")).unwrap();
        let expected: Vec<&str> = expected.lines().collect();
        for line in expected.iter().filter(|line| !found.contains(line)) {
            wrong.push(format!("{name} lost:  {line}"));
        }
        for line in found.iter().filter(|line| !expected.contains(line)) {
            wrong.push(format!("{name} added: {line}"));
        }
        if wrong.is_empty() {
            assert_eq!(found, expected, "{name}: the order");
        }
        assert_eq!(
            article.facts.title.as_deref(),
            expected.first().copied(),
            "{name}"
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// One article in five languages as a page, a DOCX with tracked changes, an ODT and Markdown.
#[test]
fn one_article_has_the_same_sentences_in_every_format() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/articles/same");
    for language in ["en", "fa", "ar", "ru", "zh"] {
        let tag = LanguageTag::parse(language).unwrap();
        let sentences = |format: &str| -> Vec<String> {
            let path = folder.join(format!("{language}.{format}"));
            let text = Text::read(path.to_str().unwrap()).unwrap();
            let passages = Segmenting::default()
                .passages(&text, &tag, Segmentation::Sentences)
                .unwrap();
            passages
                .iter()
                .map(|passage| passage.text.to_owned())
                .collect()
        };
        let page = sentences("html");
        assert!(page.len() >= 11, "{page:?}");
        for format in ["docx", "odt", "md"] {
            assert_eq!(sentences(format), page, "{language}.{format}");
        }
    }
}
