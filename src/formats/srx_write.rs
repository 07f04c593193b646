//! Writing SRX 2.0 that is valid by its schema.

use std::io::Write;

use quick_xml::escape::{escape, partial_escape};

use super::SinkError;
use crate::model::{Cascade, CodeSide, SrxDocument, SrxRule, SrxVerdict, Subflows};

/// Writes rules as SRX 2.0, one rule a line, under a comment of some lines.
///
/// # Errors
/// When the output cannot be written.
pub fn write_srx(
    document: &SrxDocument,
    comment: &str,
    output: &mut dyn Write,
) -> Result<(), SinkError> {
    writeln!(output, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    if !comment.is_empty() {
        // Two hyphens would end a comment.
        let comment = comment.replace("--", "- -");
        writeln!(output, "<!--\n{}\n-->", comment.trim_end())?;
    }
    writeln!(
        output,
        "<srx xmlns=\"http://www.lisa.org/srx20\" version=\"2.0\">"
    )?;
    write_header(document, output)?;
    writeln!(output, "  <body>\n    <languagerules>")?;
    for set in document.sets.iter().filter(|set| !set.rules.is_empty()) {
        let name = escape(set.name.as_str());
        writeln!(output, "      <languagerule languagerulename=\"{name}\">")?;
        for rule in &set.rules {
            write_rule(rule, output)?;
        }
        writeln!(output, "      </languagerule>")?;
    }
    writeln!(output, "    </languagerules>\n    <maprules>")?;
    for map in &document.maps {
        writeln!(
            output,
            "      <languagemap languagepattern=\"{}\" languagerulename=\"{}\"/>",
            escape(map.pattern.as_str()),
            escape(map.set.as_str())
        )?;
    }
    writeln!(output, "    </maprules>\n  </body>\n</srx>")?;
    Ok(())
}

fn write_header(document: &SrxDocument, output: &mut dyn Write) -> Result<(), SinkError> {
    let subflows = yes_or_no(document.subflows == Subflows::Divided);
    let cascade = yes_or_no(document.cascade == Cascade::All);
    writeln!(
        output,
        "  <header segmentsubflows=\"{subflows}\" cascade=\"{cascade}\">"
    )?;
    let formatting = &document.formatting;
    for (kind, side) in [
        ("start", formatting.start),
        ("end", formatting.end),
        ("isolated", formatting.isolated),
    ] {
        let include = yes_or_no(side == CodeSide::Before);
        writeln!(
            output,
            "    <formathandle type=\"{kind}\" include=\"{include}\"/>"
        )?;
    }
    writeln!(output, "  </header>")?;
    Ok(())
}

fn write_rule(rule: &SrxRule, output: &mut dyn Write) -> Result<(), SinkError> {
    let verdict = yes_or_no(rule.verdict == SrxVerdict::Break);
    write!(output, "        <rule break=\"{verdict}\">")?;
    for (name, pattern) in [("beforebreak", &rule.before), ("afterbreak", &rule.after)] {
        match pattern.is_empty() {
            true => write!(output, "<{name}/>")?,
            false => write!(output, "<{name}>{}</{name}>", partial_escape(pattern))?,
        }
    }
    writeln!(output, "</rule>")?;
    Ok(())
}

fn yes_or_no(is_so: bool) -> &'static str {
    match is_so {
        true => "yes",
        false => "no",
    }
}
