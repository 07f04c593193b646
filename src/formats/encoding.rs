//! Encodings: every file becomes UTF-8 before a format sees it.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::Path;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::model::{Diagnostic, Location, Severity};

/// A text with a word on how it was decoded, where that is not obvious.
#[derive(Debug)]
pub struct Decoded<'b> {
    /// The text, without a byte order mark.
    pub text: Cow<'b, str>,
    /// What encoding was assumed, when it is not UTF-8.
    pub diagnostic: Option<Diagnostic>,
}

/// An opened file.
pub struct Opened {
    /// Its text from the start, in UTF-8.
    pub reader: Box<dyn BufRead>,
    /// The beginning of its text, for the detection of its format.
    pub beginning: String,
    /// What encoding was assumed, when it is not UTF-8.
    pub diagnostic: Option<Diagnostic>,
}

/// How much of a file decides on its encoding and its format.
const BEGINNING: usize = 64 * 1024;

/// Files up to this size are decoded as a whole, so that a wrong byte anywhere is seen.
const WHOLE: u64 = 16 * 1024 * 1024;

/// What a ZIP archive begins with, such as a workbook.
const ARCHIVE: &[u8] = b"PK\x03\x04";

/// Opens a file as UTF-8 text, whatever encoding it has. A large file in UTF-8 is streamed, any
/// other is decoded in memory. A ZIP archive, which is no text, is handed over as it is.
///
/// # Errors
/// When the file cannot be read.
pub fn open(path: &Path, shown: &str) -> io::Result<Opened> {
    let mut file = File::open(path)?;
    let length = file.metadata()?.len();
    let mut start = Vec::new();
    if length > WHOLE {
        file.by_ref()
            .take(BEGINNING as u64)
            .read_to_end(&mut start)?;
        if is_utf8_beginning(&start) {
            let skipped = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&start);
            let beginning = String::from_utf8_lossy(skipped).into_owned();
            let rest = Cursor::new(skipped.to_vec()).chain(file);
            return Ok(Opened {
                reader: Box::new(BufReader::with_capacity(256 * 1024, rest)),
                beginning,
                diagnostic: None,
            });
        }
    }
    file.read_to_end(&mut start)?;
    Ok(open_bytes(start, shown))
}

/// As [`open`], for a file whose bytes are in memory; `shown` is what diagnostics call it.
pub fn open_bytes(bytes: Vec<u8>, shown: &str) -> Opened {
    if bytes.starts_with(ARCHIVE) {
        // No text: the reader gets the bytes, detection what can be read of them.
        let end = bytes.len().min(BEGINNING);
        return Opened {
            beginning: String::from_utf8_lossy(&bytes[..end]).into_owned(),
            reader: Box::new(Cursor::new(bytes)),
            diagnostic: None,
        };
    }
    let decoded = decode(&bytes, shown);
    let diagnostic = decoded.diagnostic;
    let text = decoded.text.into_owned();
    let mut cut = text.len().min(BEGINNING);
    while !text.is_char_boundary(cut) {
        cut -= 1;
    }
    Opened {
        beginning: text[..cut].to_owned(),
        reader: Box::new(Cursor::new(text.into_bytes())),
        diagnostic,
    }
}

/// The text of some bytes: by the byte order mark, as UTF-8 where it is valid, as UTF-16 where
/// zero bytes show it, by an XML declaration or a `meta` of HTML, as UTF-8 with a few wrong
/// bytes, or else by the letters (`chardetng`). Bytes that mean nothing become U+FFFD.
pub fn decode<'b>(bytes: &'b [u8], path: &str) -> Decoded<'b> {
    let plain = |text| Decoded {
        text,
        diagnostic: None,
    };
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(&bytes[mark..]);
        return plain(text);
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(bytes);
        return assumed(text, encoding, path);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return plain(Cow::Borrowed(text));
    }
    match declared(bytes) {
        Some(encoding) if encoding != UTF_8 => {
            let (text, _) = encoding.decode_without_bom_handling(bytes);
            return plain(text);
        }
        _ if is_nearly_utf8(bytes) => {
            let (text, _) = UTF_8.decode_without_bom_handling(bytes);
            let message = "some bytes are not UTF-8; their characters are lost";
            return Decoded {
                text,
                diagnostic: Some(Diagnostic::new(
                    Severity::Warning,
                    Location::file(path),
                    message,
                )),
            };
        }
        _ => {}
    }
    if let Some(encoding) = declared_by_catalogue(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(bytes);
        // Headers of catalogues are copied without care; one that makes words of letters of
        // two scripts is wrong.
        if !mixes_scripts(&text) {
            return plain(text);
        }
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    assumed(text, encoding, path)
}

fn assumed<'b>(text: Cow<'b, str>, encoding: &'static Encoding, path: &str) -> Decoded<'b> {
    let message = format!("the file is not UTF-8; it was read as {}", encoding.name());
    Decoded {
        text,
        diagnostic: Some(
            Diagnostic::new(Severity::Warning, Location::file(path), message)
                .with_advice("save it as UTF-8 if letters are wrong"),
        ),
    }
}

/// Whether the first bytes of a file are UTF-8, but for a character that the end cuts.
fn is_utf8_beginning(bytes: &[u8]) -> bool {
    if utf16_without_mark(bytes).is_some() {
        return false;
    }
    match std::str::from_utf8(bytes) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    }
}

/// UTF-16 by the zero bytes of its ASCII characters, which UTF-8 text does not have.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = &bytes[..bytes.len().min(512)];
    let zeros = |odd: usize| {
        let places = start.iter().skip(odd).step_by(2);
        places.filter(|byte| **byte == 0).count()
    };
    let many = start.len() / 8;
    match (zeros(0), zeros(1)) {
        (even, odd) if odd > many && even == 0 => Some(UTF_16LE),
        (even, odd) if even > many && odd == 0 => Some(UTF_16BE),
        _ => None,
    }
}

/// The encoding that a file names: in its XML declaration, or in a `meta` of HTML.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = &bytes[..bytes.len().min(4096)];
    let start = String::from_utf8_lossy(start);
    let named = in_declaration(&start).or_else(|| in_meta(&start))?;
    Encoding::for_label(named.as_bytes())
}

fn in_declaration(start: &str) -> Option<&str> {
    let declaration = start.strip_prefix("<?xml")?.split("?>").next()?;
    named_value(declaration, "encoding")
}

/// `<meta charset="…">` or `<meta http-equiv="Content-Type" content="…; charset=…">`.
fn in_meta(start: &str) -> Option<&str> {
    let metas = start.match_indices('<').filter_map(|(at, _)| {
        let tag = start[at + 1..].split('>').next()?;
        let is_meta = tag.get(..4)?.eq_ignore_ascii_case("meta");
        is_meta.then_some(tag)
    });
    let mut values = metas.filter_map(|tag| {
        let at = tag.to_ascii_lowercase().find("charset")?;
        named_value(&tag[at..], &tag[at..at + 7])
    });
    values.next()
}

/// The value behind a name and an equal sign, in quotation marks or not.
fn named_value<'s>(text: &'s str, name: &str) -> Option<&'s str> {
    let value = text.split(name).nth(1)?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let value = value.trim_start_matches(['"', '\'']);
    let end = value
        .find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c)))
        .unwrap_or(value.len());
    Some(&value[..end]).filter(|value| !value.is_empty())
}

/// Whether bytes that are not all UTF-8 are so but for a few: a page of many hands.
fn is_nearly_utf8(bytes: &[u8]) -> bool {
    let (mut wrong, mut right) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        right += chunk.valid().bytes().filter(|byte| *byte >= 0xC0).count();
        wrong += usize::from(!chunk.invalid().is_empty());
    }
    wrong * 20 <= right
}

/// The encoding that the header of a PO catalogue names.
fn declared_by_catalogue(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = &bytes[..bytes.len().min(8 * 1024)];
    let start = String::from_utf8_lossy(start);
    let header = start.split("msgstr").nth(1)?;
    let value = header.split("charset=").nth(1)?;
    let name = value.split(['\\', '"', ';', '\n']).next()?.trim();
    Encoding::for_label(name.as_bytes()).filter(|found| *found != UTF_8)
}

/// Whether words have both Latin and Cyrillic letters, as text in a wrong encoding has.
fn mixes_scripts(text: &str) -> bool {
    let is_latin = |character: char| character.is_ascii_alphabetic();
    let is_cyrillic = |character: char| matches!(character, '\u{400}'..='\u{4FF}');
    text.split(|character: char| !character.is_alphabetic())
        .any(|word| word.contains(is_latin) && word.contains(is_cyrillic))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_recognised() {
        let text = "term\tاصطلاح\tтермин";
        let utf16 = |big: bool| -> Vec<u8> {
            let bytes = |unit: u16| {
                if big {
                    unit.to_be_bytes()
                } else {
                    unit.to_le_bytes()
                }
            };
            text.encode_utf16().flat_map(bytes).collect()
        };
        for bytes in [
            text.as_bytes().to_vec(),
            [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
            [&b"\xFF\xFE"[..], &utf16(false)].concat(),
            [&b"\xFE\xFF"[..], &utf16(true)].concat(),
        ] {
            let decoded = decode(&bytes, "x");
            assert_eq!(decoded.text, text);
            assert_eq!(decoded.diagnostic, None);
        }
        let latin = "name,value,other words in a line\r\n".repeat(3);
        let bytes: Vec<u8> = latin.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&bytes, "x").text, latin);
    }

    #[test]
    fn legacy_encodings_are_guessed_and_said() {
        let text = "Секретарь Совета безопасности Российской Федерации";
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(text);
        let decoded = decode(&bytes, "ru.csv");
        assert_eq!(decoded.text, text);
        let said = decoded.diagnostic.unwrap();
        assert!(said.message.contains("windows-1251"), "{}", said.message);
        let text = "وزير الخارجية ورئيس الجمهورية في الاجتماع";
        let (bytes, _, _) = encoding_rs::WINDOWS_1256.encode(text);
        assert_eq!(decode(&bytes, "ar.csv").text, text);
        let text = "联合国安全理事会秘书长外交部发言人";
        let (bytes, _, _) = encoding_rs::GB18030.encode(text);
        assert_eq!(decode(&bytes, "zh.csv").text, text);
    }

    #[test]
    fn a_page_says_its_encoding() {
        let text = "<html><head><META http-equiv=Content-Type content='text/html; charset=windows-1256'></head>نشست دوجانبه پچ</html>";
        let (bytes, _, _) = encoding_rs::WINDOWS_1256.encode(text);
        let decoded = decode(&bytes, "x.html");
        assert_eq!(decoded.text, text);
        assert_eq!(decoded.diagnostic, None);
        let text = "<meta charset=\"big5\">聯合國";
        let (bytes, _, _) = encoding_rs::BIG5.encode(text);
        assert_eq!(decode(&bytes, "x.html").text, text);
    }

    #[test]
    fn a_few_wrong_bytes_do_not_change_the_encoding() {
        let mut bytes = "دبیر شورای عالی امنیت ملی".repeat(10).into_bytes();
        bytes.splice(20..20, [0x93, 0x94]);
        let decoded = decode(&bytes, "x.txt");
        assert!(decoded.text.ends_with("دبیر شورای عالی امنیت ملی"));
        assert!(decoded.diagnostic.is_some());
    }

    #[test]
    fn an_xml_declaration_is_believed() {
        let xml = b"<?xml version='1.0' encoding='iso-8859-1'?><a>\xE9</a>";
        assert!(decode(xml, "x").text.ends_with("<a>é</a>"));
    }
}
