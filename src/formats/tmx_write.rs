//! Writing TMX 1.4b: one element a line, so that files live well in git.

use std::io::Write;

use quick_xml::escape::{escape, partial_escape};

use super::{Export, SinkError};
use crate::lang::LanguageTag;
use crate::model::{CODE, Document, Made, Note, Property, Segment, Unit, UnitStatus, Variant};

/// Writes units as TMX 1.4b that is valid by its DTD.
pub(super) fn write_tmx(export: Export<'_>, output: &mut dyn Write) -> Result<(), SinkError> {
    let source = export
        .languages
        .first()
        .map_or("*all*", LanguageTag::as_str);
    writeln!(output, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(output, "<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">")?;
    writeln!(output, "<tmx version=\"1.4\">")?;
    write!(
        output,
        "  <header creationtool=\"tarjuman\" creationtoolversion=\"{}\" segtype=\"sentence\" o-tmf=\"tarjuman\" adminlang=\"en\" srclang=\"{source}\" datatype=\"plaintext\"",
        env!("CARGO_PKG_VERSION"),
    )?;
    match export.document {
        Some(document) => {
            writeln!(output, ">")?;
            write_document(document, output)?;
            writeln!(output, "  </header>")?;
        }
        None => writeln!(output, "/>")?,
    }
    writeln!(output, "  <body>")?;
    for unit in export.units {
        let mut unit = unit?;
        if !export.languages.is_empty() {
            unit.variants.retain(|variant| {
                let wanted = export.languages.iter();
                wanted.clone().any(|tag| variant.language.goes_with(tag))
            });
        }
        if unit.variants.len() > 1 {
            let known = export.document.map(|document| &document.id);
            write_unit(&unit, known != unit.origin.document.as_ref(), output)?;
        }
    }
    writeln!(output, "  </body>\n</tmx>")?;
    Ok(())
}

fn write_document(document: &Document, output: &mut dyn Write) -> Result<(), SinkError> {
    let mut prop = |name: &str, language: Option<&LanguageTag>, value: &str| {
        write_prop("    ", name, language, value, output)
    };
    prop("x-document", None, &document.id.0)?;
    for (language, title) in &document.titles {
        prop("x-title", Some(language), title)?;
    }
    if let Some(date) = &document.date {
        prop("x-date", None, date.as_str())?;
    }
    if let Some(address) = &document.address {
        prop("x-address", None, address)?;
    }
    for property in document.properties.iter().filter(|own| own.name != "note") {
        prop(&property.name, property.language.as_ref(), &property.value)?;
    }
    Ok(())
}

fn write_unit(unit: &Unit, names_document: bool, output: &mut dyn Write) -> Result<(), SinkError> {
    write!(output, "    <tu")?;
    let mut attribute = |name: &str, value: &str| write!(output, " {name}=\"{}\"", escape(value));
    if let Some(name) = &unit.name {
        attribute("tuid", name)?;
    }
    for (name, time) in [("creationdate", unit.created), ("changedate", unit.changed)] {
        if let Some(time) = time {
            attribute(name, &time.to_basic())?;
        }
    }
    for (name, person) in [
        ("creationid", &unit.created_by),
        ("changeid", &unit.changed_by),
    ] {
        if let Some(person) = person {
            attribute(name, person)?;
        }
    }
    write_attributes(&unit.properties, TU_ATTRIBUTES, output)?;
    writeln!(output, ">")?;
    write_notes("      ", &unit.notes, output)?;
    if let Some(document) = unit.origin.document.as_ref().filter(|_| names_document) {
        write_prop("      ", "x-document", None, &document.0, output)?;
        let position = unit.origin.position.to_string();
        write_prop("      ", "x-position", None, &position, output)?;
    }
    if unit.status != UnitStatus::Draft {
        write_prop("      ", "x-status", None, &unit.status.to_string(), output)?;
    }
    if unit.made != Made::Imported {
        write_prop("      ", "x-made", None, &unit.made.to_string(), output)?;
    }
    if let Some(subject) = &unit.subject {
        write_prop("      ", "x-subject", None, subject, output)?;
    }
    write_props("      ", &unit.properties, output)?;
    for variant in &unit.variants {
        write_variant(variant, output)?;
    }
    writeln!(output, "    </tu>")?;
    Ok(())
}

/// Attributes of `tu` that the DTD knows and the model has no field for.
const TU_ATTRIBUTES: &[&str] = &[
    "o-encoding",
    "datatype",
    "usagecount",
    "lastusagedate",
    "creationtool",
    "creationtoolversion",
    "segtype",
    "o-tmf",
    "srclang",
    "creationdate",
    "changedate",
];

/// The same of `tuv`.
const TUV_ATTRIBUTES: &[&str] = &[
    "o-encoding",
    "datatype",
    "usagecount",
    "lastusagedate",
    "creationtool",
    "creationtoolversion",
    "creationdate",
    "creationid",
    "o-tmf",
    "changedate",
];

fn write_variant(variant: &Variant, output: &mut dyn Write) -> Result<(), SinkError> {
    write!(output, "      <tuv xml:lang=\"{}\"", variant.language)?;
    if let Some(time) = variant.changed {
        write!(output, " changedate=\"{}\"", time.to_basic())?;
    }
    if let Some(person) = &variant.changed_by {
        write!(output, " changeid=\"{}\"", escape(person))?;
    }
    write_attributes(&variant.properties, TUV_ATTRIBUTES, output)?;
    writeln!(output, ">")?;
    write_notes("        ", &variant.notes, output)?;
    write_props("        ", &variant.properties, output)?;
    writeln!(
        output,
        "        <seg>{}</seg>",
        segment_xml(&variant.segment)
    )?;
    writeln!(output, "      </tuv>")?;
    Ok(())
}

/// The content of a `seg`: text escaped, codes as their source wrote them.
fn segment_xml(segment: &Segment) -> String {
    let mut codes = segment.codes.iter();
    let mut xml = String::with_capacity(segment.text.len());
    for (number, text) in segment.text.split(CODE).enumerate() {
        if number > 0
            && let Some(code) = codes.next()
        {
            xml.push_str(&code.raw);
        }
        xml.push_str(&partial_escape(text));
    }
    xml
}

fn write_attributes(
    properties: &[Property],
    known: &[&str],
    output: &mut dyn Write,
) -> Result<(), SinkError> {
    for property in properties {
        if let Some(name) = property.name.strip_prefix('@')
            && known.contains(&name)
        {
            write!(output, " {name}=\"{}\"", escape(property.value.as_str()))?;
        }
    }
    Ok(())
}

fn write_notes(indent: &str, notes: &[Note], output: &mut dyn Write) -> Result<(), SinkError> {
    for note in notes {
        let language = lang_attribute(note.language.as_ref());
        let text = partial_escape(note.text.as_str());
        writeln!(output, "{indent}<note{language}>{text}</note>")?;
    }
    Ok(())
}

fn write_props(
    indent: &str,
    properties: &[Property],
    output: &mut dyn Write,
) -> Result<(), SinkError> {
    for property in properties.iter().filter(|own| !own.name.starts_with('@')) {
        let language = property.language.as_ref();
        write_prop(indent, &property.name, language, &property.value, output)?;
    }
    Ok(())
}

fn write_prop(
    indent: &str,
    name: &str,
    language: Option<&LanguageTag>,
    value: &str,
    output: &mut dyn Write,
) -> Result<(), SinkError> {
    let language = lang_attribute(language);
    let (name, value) = (escape(name), partial_escape(value));
    writeln!(
        output,
        "{indent}<prop type=\"{name}\"{language}>{value}</prop>"
    )?;
    Ok(())
}

fn lang_attribute(language: Option<&LanguageTag>) -> String {
    language.map_or_else(String::new, |tag| format!(" xml:lang=\"{tag}\""))
}
