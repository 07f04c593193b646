//! Files of units that a translator works in, to be checked: XLIFF, TMX, PO.
//!
//! Nothing of them is kept, so what only a memory needs is not read; but every unit is there,
//! those without a translation too, with the line that it stands on and its notes.

mod po;
mod xliff;

use std::io::BufRead;

use super::xml_tree::{Step, TreeReader};
use super::{Format, ReadError, ReadOptions, Sink, SinkError, encoding, tmx};
use crate::model::{ConceptEntry, Diagnostic, Document, Unit};

/// The endings of such files, in lower case and without the point.
pub const BILINGUAL_ENDINGS: &[&str] = &[
    "xlf", "xliff", "sdlxliff", "mqxliff", "mxliff", "tmx", "po", "pot",
];

/// The units of a file.
#[derive(Debug, Default)]
pub struct Bilingual {
    /// The name of its format.
    pub format: &'static str,
    /// The units in the order of the file. The source is the first variant.
    pub units: Vec<Unit>,
    /// Remarks that did not stop the reading.
    pub remarks: Vec<Diagnostic>,
}

/// Whether a file is one of units, by the ending of its name.
pub fn is_bilingual(path: &str) -> bool {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    name.rsplit_once('.')
        .is_some_and(|(_, ending)| BILINGUAL_ENDINGS.contains(&ending.to_lowercase().as_str()))
}

/// Reads the units of a file; `path` is what diagnostics call it.
///
/// # Errors
/// When the file is broken or of none of these formats.
pub fn read_bilingual(
    bytes: Vec<u8>,
    path: &str,
    options: &ReadOptions,
) -> Result<Bilingual, ReadError> {
    let mut opened = encoding::open_bytes(bytes, path);
    let mut file = Bilingual::default();
    file.remarks.extend(opened.diagnostic.take());
    let beginning = opened.beginning.as_str();
    if super::po::Po.recognises(beginning, options) {
        file.format = "po";
        po::read(&mut opened.reader, path, options, &mut file)?;
    } else if root_of(beginning).as_deref() == Some("xliff") {
        file.format = "xliff";
        xliff::read(&mut opened.reader, path, options, &mut file)?;
    } else if tmx::Tmx.recognises(beginning, options) {
        file.format = "tmx";
        let reader: &mut dyn BufRead = &mut opened.reader;
        tmx::Tmx.read(reader, path, options, &mut file)?;
    } else {
        let location = crate::model::Location::file(path);
        let message = "the file is neither XLIFF nor TMX nor PO";
        return Err(Diagnostic::new(crate::model::Severity::Error, location, message).into());
    }
    Ok(file)
}

/// The name of the first element of an XML text.
fn root_of(beginning: &str) -> Option<String> {
    let mut text = beginning.as_bytes();
    match TreeReader::new(&mut text, "").step() {
        Ok(Step::Start(root)) => Some(root.name),
        _ => None,
    }
}

impl Sink for Bilingual {
    fn unit(&mut self, unit: Unit) -> Result<(), SinkError> {
        self.units.push(unit);
        Ok(())
    }

    fn concept(&mut self, _: ConceptEntry) -> Result<(), SinkError> {
        Ok(())
    }

    fn document(&mut self, _: Document) -> Result<(), SinkError> {
        Ok(())
    }

    fn diagnostic(&mut self, diagnostic: Diagnostic) {
        self.remarks.push(diagnostic);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(path: &str, text: &str) -> Vec<(u32, Vec<String>)> {
        let file = read_bilingual(text.as_bytes().to_vec(), path, &ReadOptions::default());
        file.unwrap()
            .units
            .into_iter()
            .map(|unit| {
                let variants = unit.variants.into_iter();
                let said = variants.map(|own| format!("{}={}", own.language, own.segment.text));
                (unit.origin.line, said.collect())
            })
            .collect()
    }

    fn unit(line: u32, source: &str, target: &str) -> (u32, Vec<String>) {
        let both = [source, target].into_iter().filter(|text| !text.is_empty());
        (line, both.map(str::to_owned).collect())
    }

    #[test]
    fn units_of_xliff_1_are_read() {
        let text = r#"<?xml version="1.0"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file source-language="en" target-language="fa" original="a" datatype="plaintext"><body>
<trans-unit id="1"><source>Trade <g id="1">grew</g> &amp; fell.</source>
  <target>تجارت <g id="1">رشد</g> کرد.</target><alt-trans><source>x</source><target>y</target></alt-trans></trans-unit>
<group><trans-unit id="2"><source>A. B.</source>
  <seg-source><mrk mtype="seg" mid="0">A.</mrk> <mrk mtype="seg" mid="1">B.</mrk></seg-source>
  <target><mrk mtype="seg" mid="1">ب.</mrk> <mrk mtype="seg" mid="0">الف.</mrk></target></trans-unit></group>
<trans-unit id="3" translate="no"><source>X</source><target>Y</target></trans-unit>
<trans-unit id="4"><source>Open</source></trans-unit>
</body></file></xliff>"#;
        assert_eq!(
            texts("a.xlf", text),
            [
                unit(
                    4,
                    "en=Trade \u{fffc}grew\u{fffc} & fell.",
                    "fa=تجارت \u{fffc}رشد\u{fffc} کرد."
                ),
                unit(7, "en=A.", "fa=الف."),
                unit(7, "en=B.", "fa=ب."),
                unit(10, "en=Open", ""),
            ]
        );
    }

    #[test]
    fn units_of_xliff_2_are_read() {
        let text = r#"<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="en" trgLang="ru">
<file id="f"><unit id="1">
<notes><note>tarjuman: ignore number as quoted</note></notes>
<segment><source>One <pc id="1">two</pc><ph id="2"/></source><target>Один</target></segment>
<ignorable><source> </source></ignorable>
<segment><source>Three</source></segment>
</unit></file></xliff>"#;
        assert_eq!(
            texts("a.xlf", text),
            [
                unit(4, "en=One \u{fffc}two\u{fffc}\u{fffc}", "ru=Один"),
                unit(6, "en=Three", ""),
            ]
        );
        let file = read_bilingual(text.into(), "a.xlf", &ReadOptions::default()).unwrap();
        assert_eq!(
            file.units[1].notes[0].text,
            "tarjuman: ignore number as quoted"
        );
    }

    #[test]
    fn units_of_po_are_read() {
        let text = "msgid \"\"\nmsgstr \"Language: fa\\n\"\n\n# tarjuman: ignore all it is a name\nmsgid \"One\"\nmsgstr \"یک\"\n\nmsgid \"%d file\"\nmsgid_plural \"%d files\"\nmsgstr[0] \"%d پرونده\"\nmsgstr[1] \"%d پرونده‌ها\"\n\n#, fuzzy\nmsgid \"Two\"\nmsgstr \"\"\n\n#~ msgid \"old\"\n#~ msgstr \"کهنه\"\n";
        assert_eq!(
            texts("a.po", text),
            [
                unit(5, "en=One", "fa=یک"),
                unit(8, "en=%d file", "fa=%d پرونده"),
                unit(8, "en=%d files", "fa=%d پرونده‌ها"),
                unit(14, "en=Two", ""),
            ]
        );
    }

    #[test]
    fn what_is_no_such_file_is_refused() {
        for (path, text) in [
            ("a.xlf", "<html></html>"),
            (
                "a.xlf",
                "<xliff version='1.2'><file><body><trans-unit><source>x</body></file></xliff>",
            ),
            (
                "a.xlf",
                "<xliff version='1.2'><file><body><trans-unit id='1'><source>x</source></trans-unit></body></file></xliff>",
            ),
            ("a.po", "text"),
            ("a.tmx", ""),
        ] {
            let read = read_bilingual(text.into(), path, &ReadOptions::default());
            assert!(read.is_err(), "{path}: {text}");
        }
        assert!(is_bilingual("x/A.XLF") && !is_bilingual("po/a.txt") && !is_bilingual("tmx"));
    }
}
