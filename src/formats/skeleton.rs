//! Texts as files to be translated: their sentences as segments without a translation.
//!
//! XLIFF 1.2 and 2.1 keep the whole text, white space included: a paragraph is a unit, its
//! sentences are the segments of it. TMX has sentences only.

use std::io::Write;

use quick_xml::escape::escape;

use super::SinkError;
use crate::lang::LanguageTag;

/// A text that is divided.
#[derive(Debug, Clone)]
pub struct Skeleton<'t> {
    /// The name of its file.
    pub name: &'t str,
    /// Its language.
    pub language: &'t LanguageTag,
    /// Its sentences with the white space around them: joined, they are the text.
    pub sentences: Vec<&'t str>,
}

impl<'t> Skeleton<'t> {
    /// The sentences by paragraphs: a line end parts them.
    fn paragraphs(&self) -> impl Iterator<Item = &[&'t str]> {
        let goes_on = |before: &&str, after: &&str| {
            let tail = &before[before.trim_end().len()..];
            let head = &after[..after.len() - after.trim_start().len()];
            !tail.contains(is_line_end) && !head.contains(is_line_end)
        };
        self.sentences.chunk_by(goes_on)
    }
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// White space before a sentence, the sentence, white space behind it.
fn parts(sentence: &str) -> (&str, &str, &str) {
    let bare = sentence.trim_start();
    let (lead, text) = (&sentence[..sentence.len() - bare.len()], bare.trim_end());
    (lead, text, &bare[text.len()..])
}

/// Writes texts as XLIFF 1.2, a `file` for each, a `trans-unit` for each paragraph, with its
/// sentences as `mrk`s of the `seg-source`.
///
/// # Errors
/// When the output cannot be written.
pub fn write_xliff12(
    texts: &[Skeleton<'_>],
    target: Option<&LanguageTag>,
    output: &mut dyn Write,
) -> Result<(), SinkError> {
    writeln!(output, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(
        output,
        "<xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\">"
    )?;
    for text in texts {
        let (name, language) = (escape(text.name), text.language);
        let target = target.map_or(String::new(), |tag| format!(" target-language=\"{tag}\""));
        writeln!(
            output,
            "  <file original=\"{name}\" source-language=\"{language}\"{target} datatype=\"plaintext\">\n    <body>"
        )?;
        for (number, paragraph) in text.paragraphs().enumerate() {
            write_trans_unit(number + 1, paragraph, output)?;
        }
        writeln!(output, "    </body>\n  </file>")?;
    }
    writeln!(output, "</xliff>")?;
    Ok(())
}

fn write_trans_unit(
    number: usize,
    paragraph: &[&str],
    output: &mut dyn Write,
) -> Result<(), SinkError> {
    let whole: String = paragraph.concat();
    let is_empty = whole.trim().is_empty();
    let translate = if is_empty { " translate=\"no\"" } else { "" };
    writeln!(
        output,
        "      <trans-unit id=\"{number}\"{translate} xml:space=\"preserve\">"
    )?;
    let mut codes = 0;
    let source = xml(&whole, &mut |c| code12(c, &mut codes));
    writeln!(output, "        <source>{source}</source>")?;
    if !is_empty {
        let mut codes = 0;
        write!(output, "        <seg-source>")?;
        let mut segment = 0;
        for sentence in paragraph {
            let mut written = |text: &str| xml(text, &mut |c| code12(c, &mut codes));
            let (lead, text, tail) = parts(sentence);
            let lead = written(lead);
            write!(output, "{lead}")?;
            if !text.is_empty() {
                segment += 1;
                let text = written(text);
                write!(output, "<mrk mtype=\"seg\" mid=\"{segment}\">{text}</mrk>")?;
            }
            write!(output, "{}", written(tail))?;
        }
        writeln!(output, "</seg-source>")?;
    }
    writeln!(output, "      </trans-unit>")?;
    Ok(())
}

/// Writes texts as XLIFF 2.1, a `file` for each, a `unit` for each paragraph, a `segment` for
/// each sentence and an `ignorable` for the white space between two.
///
/// # Errors
/// When the output cannot be written.
pub fn write_xliff21(
    texts: &[Skeleton<'_>],
    target: Option<&LanguageTag>,
    output: &mut dyn Write,
) -> Result<(), SinkError> {
    let language = texts.first().map_or("und", |text| text.language.as_str());
    let target = target.map_or(String::new(), |tag| format!(" trgLang=\"{tag}\""));
    writeln!(output, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(
        output,
        "<xliff version=\"2.1\" xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" srcLang=\"{language}\"{target}>"
    )?;
    for (number, text) in texts.iter().enumerate() {
        let (number, name) = (number + 1, escape(text.name));
        writeln!(output, "  <file id=\"f{number}\" original=\"{name}\">")?;
        if text
            .sentences
            .iter()
            .all(|sentence| sentence.trim().is_empty())
        {
            // A file needs a unit, a unit a segment.
            writeln!(
                output,
                "    <unit id=\"u1\" translate=\"no\">\n      <segment><source/></segment>\n    </unit>"
            )?;
        }
        let mut unit = 0;
        let mut lead = String::new();
        for paragraph in text.paragraphs() {
            if paragraph.iter().all(|sentence| sentence.trim().is_empty()) {
                // White space alone is no unit: it goes to the next one.
                lead.push_str(&paragraph.concat());
                continue;
            }
            unit += 1;
            write_unit21(unit, (&std::mem::take(&mut lead), paragraph), output)?;
        }
        writeln!(output, "  </file>")?;
    }
    writeln!(output, "</xliff>")?;
    Ok(())
}

fn write_unit21(
    number: usize,
    (before, paragraph): (&str, &[&str]),
    output: &mut dyn Write,
) -> Result<(), SinkError> {
    writeln!(output, "    <unit id=\"u{number}\" xml:space=\"preserve\">")?;
    let mut segment = 0;
    let mut space = before.to_owned();
    let write_space = |space: &str, output: &mut dyn Write| -> Result<(), SinkError> {
        if !space.is_empty() {
            let space = xml(space, &mut code21);
            writeln!(
                output,
                "      <ignorable><source>{space}</source></ignorable>"
            )?;
        }
        Ok(())
    };
    for sentence in paragraph {
        let (lead, text, tail) = parts(sentence);
        space.push_str(lead);
        if !text.is_empty() {
            write_space(&std::mem::take(&mut space), output)?;
            segment += 1;
            let text = xml(text, &mut code21);
            writeln!(
                output,
                "      <segment id=\"s{segment}\"><source>{text}</source></segment>"
            )?;
        }
        space.push_str(tail);
    }
    write_space(&space, output)?;
    writeln!(output, "    </unit>")?;
    Ok(())
}

/// Writes the sentences of texts as TMX 1.4b: a `tu` for each with its source, and an empty
/// translation where a language is named for it.
///
/// # Errors
/// When the output cannot be written.
pub fn write_tmx_skeleton(
    texts: &[Skeleton<'_>],
    target: Option<&LanguageTag>,
    output: &mut dyn Write,
) -> Result<(), SinkError> {
    let mut languages = texts.iter().map(|text| text.language.as_str());
    let first = languages.next().unwrap_or("*all*");
    let source = match languages.all(|language| language == first) {
        true => first,
        false => "*all*",
    };
    writeln!(output, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(output, "<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">")?;
    writeln!(output, "<tmx version=\"1.4\">")?;
    writeln!(
        output,
        "  <header creationtool=\"tarjuman\" creationtoolversion=\"{}\" segtype=\"sentence\" o-tmf=\"tarjuman\" adminlang=\"en\" srclang=\"{source}\" datatype=\"plaintext\"/>",
        env!("CARGO_PKG_VERSION"),
    )?;
    writeln!(output, "  <body>")?;
    for text in texts {
        let is_sentence = |sentence: &&str| !sentence.is_empty();
        let sentences = text.sentences.iter().map(|sentence| sentence.trim());
        for (position, sentence) in sentences.filter(is_sentence).enumerate() {
            let (name, language) = (escape(text.name), text.language);
            // A control character has no place in TMX.
            let sentence = xml(sentence, &mut |_| " ".to_owned());
            writeln!(output, "    <tu>")?;
            writeln!(output, "      <prop type=\"x-document\">{name}</prop>")?;
            writeln!(output, "      <prop type=\"x-position\">{position}</prop>")?;
            writeln!(
                output,
                "      <tuv xml:lang=\"{language}\"><seg>{sentence}</seg></tuv>"
            )?;
            if let Some(target) = target {
                writeln!(output, "      <tuv xml:lang=\"{target}\"><seg></seg></tuv>")?;
            }
            writeln!(output, "    </tu>")?;
        }
    }
    writeln!(output, "  </body>\n</tmx>")?;
    Ok(())
}

/// A text as the content of an element. Carriage returns would be lost in reading, so they are
/// references; what XML does not allow becomes what `code` makes of it.
fn xml(text: &str, code: &mut dyn FnMut(char) -> String) -> String {
    let mut written = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => written.push_str("&lt;"),
            '>' => written.push_str("&gt;"),
            '&' => written.push_str("&amp;"),
            '\r' => written.push_str("&#13;"),
            '\t' | '\n' => written.push(c),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => written.push_str(&code(c)),
            _ => written.push(c),
        }
    }
    written
}

/// XLIFF 1.2 has no element for characters that XML does not allow: a placeholder names them.
fn code12(c: char, codes: &mut usize) -> String {
    *codes += 1;
    format!("<x id=\"c{codes}\" ctype=\"x-u{:04x}\"/>", c as u32)
}

fn code21(c: char) -> String {
    format!("<cp hex=\"{:04X}\"/>", c as u32)
}
