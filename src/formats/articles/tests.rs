//! Tests of the readers of articles by small files written here, and by bytes that are none.

use std::io::{Cursor, Write};

use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{ARTICLES, read_article};
use crate::model::{Article, BlockKind};

/// A ZIP file of some parts.
fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn read(bytes: &[u8], name: &str) -> Result<Article, String> {
    match read_article(bytes, name) {
        Ok(read) => Ok(read.article),
        Err(refused) => Err(refused.message),
    }
}

fn blocks(article: &Article) -> Vec<(BlockKind, &str)> {
    let blocks = article.blocks.iter();
    blocks
        .map(|block| (block.kind, article.text_of(block)))
        .collect()
}

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"";

fn docx(body: &str) -> Vec<u8> {
    let document = format!("<w:document {W}><w:body>{body}</w:body></w:document>");
    let styles = format!(
        "<w:styles {W}>\
         <w:style w:styleId=\"Titre1\"><w:name w:val=\"heading 1\"/></w:style>\
         <w:style w:styleId=\"Own\"><w:name w:val=\"Ours\"/><w:basedOn w:val=\"Titre1\"/></w:style>\
         <w:style w:styleId=\"Legende\"><w:name w:val=\"caption\"/></w:style>\
         <w:style w:styleId=\"TM1\"><w:name w:val=\"toc 1\"/></w:style>\
         <w:style w:styleId=\"Loop\"><w:name w:val=\"x\"/><w:basedOn w:val=\"Loop\"/></w:style>\
         </w:styles>"
    );
    let footnotes = format!(
        "<w:footnotes {W}><w:footnote w:id=\"0\"><w:p><w:r><w:t>separator</w:t></w:r></w:p></w:footnote>\
         <w:footnote w:id=\"2\"><w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    );
    packed(&[
        ("word/document.xml", &document),
        ("word/styles.xml", &styles),
        ("word/footnotes.xml", &footnotes),
    ])
}

#[test]
fn a_docx_is_read_as_if_all_changes_were_accepted() {
    let bytes = docx(
        "<w:p><w:pPr><w:pStyle w:val=\"Own\"/></w:pPr><w:r><w:t>Title</w:t></w:r></w:p>\
         <w:p><w:pPr><w:pStyle w:val=\"TM1\"/></w:pPr><w:r><w:t>Contents 3</w:t></w:r></w:p>\
         <w:p><w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr><w:r><w:t xml:space=\"preserve\">Dr. Ka</w:t></w:r><w:r><w:t>rimov </w:t></w:r>\
         <w:del><w:r><w:delText>came</w:delText></w:r></w:del><w:ins><w:r><w:t>went</w:t></w:r></w:ins>\
         <w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom>\
         <w:r><w:t> A</w:t><w:noBreakHyphen/><w:t>B</w:t><w:tab/><w:t>&amp; &#1601;.</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r>\
         <w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>\
         <w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>HYPERLINK x</w:instrText></w:r><w:r><w:t> Link.</w:t></w:r></w:p>\
         <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t xml:space=\"preserve\">Joined </w:t></w:r></w:p><w:p><w:r><w:t>paragraphs.</w:t></w:r></w:p>\
         <w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:txbxContent><w:p><w:pPr><w:pStyle w:val=\"Legende\"/></w:pPr><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:p><w:r><w:t>In a box</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>Around.</w:t></w:r></w:p>\
         <w:p><w:pPr><w:numPr/><w:pPrChange><w:pPr><w:pStyle w:val=\"Own\"/></w:pPr></w:pPrChange></w:pPr><w:r><w:t>Item</w:t><w:br/><w:t>goes on</w:t></w:r></w:p>\
         <w:tbl><w:tr><w:tc><w:p><w:pPr><w:pStyle w:val=\"Loop\"/></w:pPr><w:r><w:t>Cell</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
    );
    let article = read(&bytes, "x.docx").unwrap();
    assert_eq!(
        blocks(&article),
        [
            (BlockKind::Heading, "Title"),
            (
                BlockKind::Paragraph,
                "Dr. Karimov went A\u{2011}B & ف. Link."
            ),
            (BlockKind::Paragraph, "Joined paragraphs."),
            (BlockKind::Paragraph, "Around."),
            (BlockKind::Caption, "In a box"),
            (BlockKind::Item, "Item goes on"),
            (BlockKind::Cell, "Cell"),
            (BlockKind::Note, "A note."),
        ]
    );
    assert_eq!(article.facts.title.as_deref(), Some("Title"));
}

const OFFICE: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"";

#[test]
fn an_odt_is_read_packed_and_flat() {
    let styles = "<style:style style:name=\"P3\" style:parent-style-name=\"Illustration\"/>";
    let body = "<office:body><office:text>\
        <text:tracked-changes><text:changed-region><text:deletion><text:p>DELETED</text:p></text:deletion></text:changed-region></text:tracked-changes>\
        <text:table-of-content><text:p>Contents</text:p></text:table-of-content>\
        <text:h>Заголовок</text:h>\
        <text:p>Он   сказал:<text:s text:c=\"3\"/>«Да<text:span>».</text:span><office:annotation><dc:creator>x</dc:creator><text:p>COMMENT</text:p></office:annotation>\
        <text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Сноска.</text:p></text:note-body></text:note> Дальше.</text:p>\
        <text:p><draw:frame><draw:text-box><text:p text:style-name=\"P3\">Рисунок</text:p></draw:text-box></draw:frame></text:p>\
        <text:list><text:list-item><text:p>раз</text:p></text:list-item></text:list>\
        <table:table><table:table-row><table:table-cell><text:p>клетка</text:p></table:table-cell></table:table-row></table:table>\
        </office:text></office:body>";
    let content = format!(
        "<office:document-content {OFFICE}><office:automatic-styles>{styles}</office:automatic-styles>{body}</office:document-content>"
    );
    let meta = format!(
        "<office:document-meta {OFFICE}><office:meta><dc:title>Тема</dc:title><dc:date>2026-05-03T10:00:00</dc:date><dc:language>ru-RU</dc:language></office:meta></office:document-meta>"
    );
    let zipped = packed(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", &content),
        ("meta.xml", &meta),
    ]);
    let flat = format!(
        "<?xml version=\"1.0\"?>\n<office:document {OFFICE} office:version=\"1.3\"><office:meta><dc:title>Тема</dc:title><dc:date>2026-05-03T10:00:00</dc:date><dc:language>ru-RU</dc:language></office:meta><office:automatic-styles>{styles}</office:automatic-styles>{body}</office:document>"
    );
    let packed = read(&zipped, "wrong.docx").unwrap();
    assert_eq!(
        blocks(&packed),
        [
            (BlockKind::Heading, "Заголовок"),
            (BlockKind::Paragraph, "Он сказал: «Да». Дальше."),
            (BlockKind::Caption, "Рисунок"),
            (BlockKind::Item, "раз"),
            (BlockKind::Cell, "клетка"),
            (BlockKind::Note, "Сноска."),
        ]
    );
    assert_eq!(packed.facts.language.as_ref().unwrap().as_str(), "ru-RU");
    assert_eq!(packed.facts.date.as_ref().unwrap().as_str(), "2026-05-03");
    assert_eq!(read(flat.as_bytes(), "x.fodt").unwrap(), packed);
}

#[test]
fn markdown_is_read_without_its_marks() {
    let text = "---\ntitle: Two words\nlang: en\ndate: 2026-05-03\n---\n\nA *wrapped*\nparagraph with a [link](http://x.example) and `code`.\\\nBroken.\n\n```\nlet x = 1;\n```\n\n> Said.\n\n- one\n- two\n\n  more\n\n| a | b |\n|---|---|\n| c | d |\n\nNote[^1].\n\n[^1]: Below.\n";
    let article = read(text.as_bytes(), "x.md").unwrap();
    assert_eq!(
        blocks(&article),
        [
            (BlockKind::Heading, "Two words"),
            (
                BlockKind::Paragraph,
                "A wrapped paragraph with a link and code."
            ),
            (BlockKind::Paragraph, "Broken."),
            (BlockKind::Paragraph, "Said."),
            (BlockKind::Item, "one"),
            (BlockKind::Item, "two"),
            (BlockKind::Item, "more"),
            (BlockKind::Cell, "a"),
            (BlockKind::Cell, "b"),
            (BlockKind::Cell, "c"),
            (BlockKind::Cell, "d"),
            (BlockKind::Paragraph, "Note."),
            (BlockKind::Note, "Below."),
        ]
    );
    assert_eq!(article.facts.date.as_ref().unwrap().as_str(), "2026-05-03");
}

#[test]
fn plain_text_stays_as_it_is() {
    let text = "Заголовок\r\n\r\nПервый абзац.\r\nЕщё строка.\r\n\r\n\r\nВторой.\r\n";
    let article = read(text.as_bytes(), "x.txt").unwrap();
    assert_eq!(article.text, text);
    assert_eq!(
        blocks(&article),
        [
            (BlockKind::Heading, "Заголовок"),
            (BlockKind::Paragraph, "Первый абзац.\r\nЕщё строка."),
            (BlockKind::Paragraph, "Второй."),
        ]
    );
    assert_eq!(article.facts.title.as_deref(), Some("Заголовок"));
    let by_line = read("One.\nTwo.\nThree.".as_bytes(), "x.txt").unwrap();
    assert_eq!(by_line.blocks.len(), 3);
    let wrapped = "This is a paragraph that somebody has wrapped at about\nforty or fifty characters, as letters were once\nwrapped everywhere. It ends.";
    assert_eq!(read(wrapped.as_bytes(), "x.txt").unwrap().blocks.len(), 1);
}

#[test]
fn content_decides_on_the_format() {
    for (bytes, name, format) in [
        (&b"<!DOCTYPE html><p>One two three."[..], "x.txt", "html"),
        (b"<p>One two three.", "x.html", "html"),
        (b"# One", "x.md", "markdown"),
        (b"# One", "x.docx", "text"),
        (b"a < b", "-", "text"),
    ] {
        assert_eq!(read_article(bytes, name).unwrap().format, format, "{name}");
    }
    let document = docx("<w:p><w:r><w:t>One</w:t></w:r></w:p>");
    assert_eq!(read_article(&document, "x.html").unwrap().format, "docx");
    assert_eq!(
        read_article(&document, "standard input").unwrap().format,
        "docx"
    );
}

#[test]
fn what_is_no_article_is_refused_with_a_reason() {
    let document = docx("<w:p><w:r><w:t>One</w:t></w:r></w:p>");
    let cut = &document[..document.len() / 2];
    let broken = docx("<w:p><w:r>");
    let open = packed(&[("word/document.xml", "<w:document><w:p>")]);
    let entity = docx("<w:p><w:r><w:t>&xxe;</w:t></w:r></w:p>");
    let deep = docx(&"<w:p>".repeat(200_000));
    let workbook = packed(&[("xl/workbook.xml", "<x/>")]);
    let bomb = {
        let options =
            SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        writer.start_file("word/document.xml", options).unwrap();
        let zeros = vec![b' '; 1024 * 1024];
        for _ in 0..140 {
            writer.write_all(&zeros).unwrap();
        }
        writer.finish().unwrap().into_inner()
    };
    assert!(bomb.len() < 1024 * 1024);
    for (bytes, expected) in [
        (cut, "the document is cut off or broken"),
        (
            &broken,
            "the document is broken: the XML of word/document.xml",
        ),
        (
            &open,
            "the document is broken: the XML of word/document.xml",
        ),
        (&entity, "uses the entity &xxe;, which is not expanded"),
        (&deep, "nested more than 1000 elements deep"),
        (
            &workbook,
            "the file is a ZIP file, but no DOCX or ODT document",
        ),
        (&bomb, "has more than"),
        (&docx(""), "there is no text in the document"),
        (b"PK", "the document is cut off or broken"),
        (b"%PDF-1.7", "the file is a PDF"),
        (b"{\\rtf1 x}", "in Rich Text Format"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "Word 97 to 2003"),
        (b"\x00\x01\x02\x03\xFF\xD8\x00\x00\x00\x07", "no text"),
        (
            b"<html><body><nav>Menu</nav></body></html>",
            "there is no text in the page",
        ),
        (
            "<html>".repeat(2).as_bytes(),
            "there is no text in the page",
        ),
        (b"<html>", "there is no text in the page"),
        (
            ("<!doctype html>".to_owned() + &"<div>".repeat(100_000)).as_bytes(),
            "nested more than",
        ),
    ] {
        let said = read(bytes, "x").unwrap_err();
        assert!(said.contains(expected), "{expected}: {said}");
        assert!(!said.contains('\n'));
    }
}

#[test]
fn large_files_on_one_line_are_read() {
    let sentence = "Секретарь Совета безопасности подчеркнул необходимость сотрудничества. ";
    let long = sentence.repeat(10 * 1024 * 1024 / sentence.len());
    assert_eq!(read(long.as_bytes(), "x.txt").unwrap().blocks.len(), 1);
    let page = format!("<html><p>{long}</p></html>");
    assert_eq!(read(page.as_bytes(), "x").unwrap().blocks.len(), 1);
    let many = format!("<html>{}", "<p>Он сказал это.".repeat(20_000));
    // All but the first are repetitions of it.
    assert!(!read(many.as_bytes(), "x").unwrap().blocks.is_empty());
}

/// Pieces of pages and documents, to be put together at random.
const PIECES: &[&str] = &[
    "<p>",
    "</p>",
    "<div class=\"related\">",
    "</div>",
    "<table><tr><td>",
    "</table>",
    "<b>",
    "</b>",
    "<a href=x>",
    "</a>",
    "<a href=#y>",
    "<h1>",
    "</h1>",
    "<template>",
    "</template>",
    "<svg><p>",
    "<math><mi>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<script>",
    "</script>",
    "<select><option>",
    "<br>",
    "<img>",
    "<figure><figcaption>",
    "<article>",
    "<form><input>",
    "<q>",
    "<frameset>",
    "&nbsp;",
    "&#0;",
    "&#x110000;",
    "&amp",
    "Он сказал: «Да». ",
    "گفت: «بله.» ",
    "他说：“好。”",
    "One. Two",
    "<body>",
    "</body>",
    "</html>",
    "<li>",
    "<ul>",
    "<time>",
    "\u{0}",
    "\u{FEFF}",
    "\u{2028}",
    "\r\n",
    "<title>",
    "</title>",
    "<style>",
    "<plaintext>",
    "<textarea>",
    "<p itemprop=articleBody>",
    "<nobr>",
    "<button>",
    "<dialog open>",
    "<main>",
    "<caption>",
    "<col>",
    "<rt>",
    "<object>",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400), start in 0_usize..6) {
        let starts: [&[u8]; 6] = [b"", b"PK\x03\x04", b"<html>", b"<?xml version=\"1.0\"?><office:document opendocument ", b"\xFF\xFE", b"---\n"];
        let whole = [starts[start], &bytes].concat();
        for format in ARTICLES {
            if let Ok(read) = format.read(&whole, "x") {
                check(&read.article)?;
            }
        }
        if let Ok(read) = read_article(&whole, "x.md") {
            check(&read.article)?;
        }
    }

    #[test]
    fn no_page_makes_the_reader_panic(pieces in proptest::collection::vec(0..PIECES.len(), 0..60)) {
        let page: String = pieces.iter().map(|piece| PIECES[*piece]).collect();
        for name in ["x.html", "x.md", "x.txt"] {
            if let Ok(read) = read_article(page.as_bytes(), name) {
                check(&read.article)?;
            }
        }
    }

    #[test]
    fn no_damage_to_a_document_makes_the_reader_panic(at in 0_usize..2000, byte in any::<u8>(), cut in 0_usize..2000) {
        let mut bytes = docx("<w:p><w:pPr><w:pStyle w:val=\"Own\"/></w:pPr><w:r><w:t>One &amp; two</w:t></w:r></w:p>");
        let length = bytes.len();
        bytes[at % length] = byte;
        bytes.truncate(length - cut % (length / 2));
        if let Ok(read) = read_article(&bytes, "x.docx") {
            check(&read.article)?;
        }
    }
}

/// Blocks are in order, apart, and in the text.
fn check(article: &Article) -> Result<(), TestCaseError> {
    let mut end = 0;
    for block in &article.blocks {
        prop_assert!(block.span.start >= end && block.span.start < block.span.end);
        let own = article.text.get(block.span.clone());
        prop_assert!(own.is_some_and(|own| own.trim() == own && !own.is_empty()));
        end = block.span.end;
    }
    prop_assert!(end <= article.text.len());
    Ok(())
}
