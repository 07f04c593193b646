//! The review table as XLIFF 1.2 (OASIS, 2008), which editors of translators open.
//!
//! A `trans-unit` is a row; its `state` says what becomes of it (`translated`: ok,
//! `needs-review-translation`: check), `translate="no"` that it is dropped. A person approves a
//! row with `approved="yes"` or with one of the states `translated`, `final` and `signed-off`.

use std::io::Write;

use quick_xml::escape::{escape, resolve_predefined_entity};
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::super::tmx_inline::attribute;
use super::tsv::{facts, take_fact};
use super::{ReviewFormat, refuse};
use crate::formats::SinkError;
use crate::lang::LanguageTag;
use crate::model::{Diagnostic, Document, ReviewRow, ReviewTable, ReviewVerdict};

pub(super) struct Xliff;

const ADVICE: &str =
    "only XLIFF 1.2 with a source and a target language is read back as a review table";

impl ReviewFormat for Xliff {
    fn name(&self) -> &'static str {
        "xliff"
    }

    fn write(&self, review: &ReviewTable, output: &mut dyn Write) -> Result<(), SinkError> {
        let [source, target] = review.languages.as_slice() else {
            return Err("XLIFF holds two languages; write the table as TSV".into());
        };
        writeln!(output, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
        writeln!(
            output,
            "<xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\">"
        )?;
        writeln!(
            output,
            "  <file original=\"{}\" source-language=\"{source}\" target-language=\"{target}\" datatype=\"plaintext\">",
            escape(&review.document.id.0)
        )?;
        writeln!(output, "    <header>")?;
        for (name, value) in facts(&review.document) {
            writeln!(
                output,
                "      <note from=\"tarjuman\">{}: {}</note>",
                escape(&name),
                escape(&value)
            )?;
        }
        writeln!(output, "    </header>\n    <body>")?;
        for (number, row) in (1..).zip(&review.rows) {
            write_row(number, row, output)?;
        }
        writeln!(output, "    </body>\n  </file>\n</xliff>")?;
        Ok(())
    }

    fn read(&self, text: &str, path: &str) -> Result<ReviewTable, Box<Diagnostic>> {
        let mut parser = Parser::default();
        let mut xml = Reader::from_str(text);
        loop {
            let line = line_at(text, xml.buffer_position(), &mut parser.lines);
            match xml.read_event() {
                Ok(Event::Start(start)) => parser.start(&start, line),
                Ok(Event::Empty(start)) => {
                    parser.start(&start, line);
                    parser.end(start.local_name().as_ref());
                }
                Ok(Event::End(end)) => parser.end(end.local_name().as_ref()),
                Ok(Event::Text(own)) => parser
                    .text
                    .push_str(&own.xml_content(XmlVersion::Implicit1_0)),
                Ok(Event::CData(own)) => parser
                    .text
                    .push_str(&own.xml_content(XmlVersion::Implicit1_0)),
                Ok(Event::GeneralRef(entity)) => parser.entity(&entity),
                Ok(Event::Eof) => break,
                Ok(_) => {}
                Err(error) => {
                    return Err(refuse(
                        path,
                        line,
                        format!("the XML does not read: {error}"),
                        ADVICE,
                    ));
                }
            }
        }
        parser.finish(path)
    }
}

fn write_row(number: u32, row: &ReviewRow, output: &mut dyn Write) -> Result<(), SinkError> {
    let translate = match row.verdict {
        ReviewVerdict::Drop => " translate=\"no\"",
        ReviewVerdict::Ok | ReviewVerdict::Check => "",
    };
    let state = match row.verdict {
        ReviewVerdict::Ok => "translated",
        ReviewVerdict::Check | ReviewVerdict::Drop => "needs-review-translation",
    };
    writeln!(
        output,
        "      <trans-unit id=\"{number}\"{translate} xml:space=\"preserve\">"
    )?;
    writeln!(output, "        <source>{}</source>", escape(&row.texts[0]))?;
    writeln!(
        output,
        "        <target state=\"{state}\">{}</target>",
        escape(&row.texts[1])
    )?;
    writeln!(
        output,
        "        <note from=\"tarjuman\">confidence {}</note>",
        row.confidence
    )?;
    writeln!(output, "      </trans-unit>")?;
    Ok(())
}

/// The line of a place in a text, from the place that was asked for before.
fn line_at(text: &str, place: u64, known: &mut (usize, u32)) -> u32 {
    let place = usize::try_from(place).unwrap_or(text.len()).min(text.len());
    let between = text.as_bytes().get(known.0..place).unwrap_or(&[]);
    let breaks = between.iter().filter(|byte| **byte == b'\n').count();
    *known = (place, known.1 + u32::try_from(breaks).unwrap_or(0));
    known.1 + 1
}

#[derive(Default)]
struct Parser {
    lines: (usize, u32),
    document: Option<Document>,
    languages: Option<[LanguageTag; 2]>,
    rows: Vec<ReviewRow>,
    row: Option<ReviewRow>,
    text: String,
}

impl Parser {
    fn start(&mut self, start: &BytesStart<'_>, line: u32) {
        match start.local_name().as_ref() {
            "file" if self.document.is_none() => {
                self.document = Some(Document::named(
                    attribute(start, "original").unwrap_or_default(),
                ));
                let language = |name| LanguageTag::parse(&attribute(start, name)?).ok();
                self.languages = language("source-language")
                    .zip(language("target-language"))
                    .map(Into::into);
            }
            "trans-unit" => {
                let is_approved = attribute(start, "approved").as_deref() == Some("yes");
                let verdict = match attribute(start, "translate").as_deref() {
                    Some("no") => ReviewVerdict::Drop,
                    _ if is_approved => ReviewVerdict::Ok,
                    _ => ReviewVerdict::Check,
                };
                self.row = Some(ReviewRow {
                    verdict,
                    confidence: 100,
                    texts: vec![String::new(), String::new()],
                    line,
                });
            }
            "source" | "note" => self.text.clear(),
            "target" => {
                self.text.clear();
                let state = attribute(start, "state").unwrap_or_default();
                if let Some(row) = &mut self.row
                    && row.verdict == ReviewVerdict::Check
                    && matches!(state.as_str(), "" | "translated" | "final" | "signed-off")
                {
                    row.verdict = ReviewVerdict::Ok;
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match (name, &mut self.row) {
            ("source", Some(row)) => row.texts[0] = std::mem::take(&mut self.text),
            ("target", Some(row)) => row.texts[1] = std::mem::take(&mut self.text),
            ("note", Some(row)) => {
                if let Some(share) = self.text.strip_prefix("confidence ") {
                    row.confidence = share.trim().parse().unwrap_or(100).min(100);
                }
            }
            ("note", None) => {
                if let Some(document) = &mut self.document {
                    take_fact(document, &self.text);
                }
            }
            ("trans-unit", _) => self.rows.extend(self.row.take()),
            _ => {}
        }
    }

    fn entity(&mut self, entity: &BytesRef<'_>) {
        match entity.resolve_char_ref() {
            Ok(Some(character)) => self.text.push(character),
            _ => self
                .text
                .push_str(resolve_predefined_entity(entity).unwrap_or_default()),
        }
    }

    fn finish(self, path: &str) -> Result<ReviewTable, Box<Diagnostic>> {
        match (self.document, self.languages) {
            (Some(document), Some(languages)) => Ok(ReviewTable {
                document,
                languages: languages.into(),
                rows: self.rows,
            }),
            _ => Err(refuse(
                path,
                0,
                "the file is no XLIFF of two languages",
                ADVICE,
            )),
        }
    }
}
