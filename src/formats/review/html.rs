//! The review table as one page: the texts side by side, each column in the direction of its
//! language. Cells can be corrected in the page; it saves them as the TSV that is read back.

use std::io::Write;

use quick_xml::escape::escape;

use super::tsv::facts;
use super::{ReviewFormat, refuse};
use crate::formats::SinkError;
use crate::lang::Direction;
use crate::model::{Diagnostic, ReviewRow, ReviewTable, ReviewVerdict};

pub(super) struct Html;

const STYLE: &str = include_str!("review.css");
const SCRIPT: &str = include_str!("review.js");

impl ReviewFormat for Html {
    fn name(&self) -> &'static str {
        "html"
    }

    fn write(&self, review: &ReviewTable, output: &mut dyn Write) -> Result<(), SinkError> {
        let titles = review.document.titles.iter();
        let title = titles.map(|(_, title)| title.as_str()).next();
        let title = escape(title.unwrap_or(&review.document.id.0));
        writeln!(
            output,
            "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">"
        )?;
        writeln!(
            output,
            "<meta name=\"viewport\" content=\"width=device-width\">"
        )?;
        writeln!(output, "<title>{title}</title>\n<style>\n{STYLE}</style>")?;
        writeln!(output, "<header>\n<h1><bdi>{title}</bdi></h1>")?;
        writeln!(output, "<p>{}</p>", summary(review))?;
        writeln!(
            output,
            "<button id=\"save\" type=\"button\">Save as TSV</button>"
        )?;
        writeln!(
            output,
            "<button id=\"next\" type=\"button\">Next to check</button>\n</header>"
        )?;
        writeln!(output, "<table id=\"rows\">\n<thead>\n<tr><th>status<th>%")?;
        for language in &review.languages {
            writeln!(
                output,
                "<th dir=\"{}\">{language}",
                direction(language.direction())
            )?;
        }
        writeln!(output, "</thead>\n<tbody>")?;
        for row in &review.rows {
            write_row(review, row, output)?;
        }
        writeln!(
            output,
            "</tbody>\n</table>\n<script type=\"text/plain\" id=\"facts\">"
        )?;
        for (name, value) in facts(&review.document) {
            // Nothing in a script of plain text is markup but its own end.
            writeln!(output, "# {name}: {}", value.replace("</", "<\u{2060}/"))?;
        }
        writeln!(output, "</script>\n<script>\n{SCRIPT}</script>\n</html>")?;
        Ok(())
    }

    fn read(&self, _: &str, path: &str) -> Result<ReviewTable, Box<Diagnostic>> {
        Err(refuse(
            path,
            0,
            "a page in HTML is not read back",
            "open it in a browser, press \"Save as TSV\", and give the saved table",
        ))
    }
}

fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::LeftToRight => "ltr",
        Direction::RightToLeft => "rtl",
    }
}

fn summary(review: &ReviewTable) -> String {
    let count = |verdict| {
        review
            .rows
            .iter()
            .filter(|row| row.verdict == verdict)
            .count()
    };
    format!(
        "{} · {} ok · {} to check · {} dropped",
        escape(&review.document.id.0),
        count(ReviewVerdict::Ok),
        count(ReviewVerdict::Check),
        count(ReviewVerdict::Drop)
    )
}

fn write_row(
    review: &ReviewTable,
    row: &ReviewRow,
    output: &mut dyn Write,
) -> Result<(), SinkError> {
    let own = row.verdict.as_str();
    write!(
        output,
        "<tr class=\"{own}\"><td><select aria-label=\"status\">"
    )?;
    for verdict in [ReviewVerdict::Ok, ReviewVerdict::Check, ReviewVerdict::Drop] {
        let selected = if verdict == row.verdict {
            " selected"
        } else {
            ""
        };
        write!(output, "<option{selected}>{}", verdict.as_str())?;
    }
    write!(
        output,
        "</select><td class=\"confidence\">{}",
        row.confidence
    )?;
    for (language, text) in review.languages.iter().zip(&row.texts) {
        write!(
            output,
            "<td contenteditable=\"plaintext-only\" lang=\"{language}\" dir=\"{}\">{}",
            direction(language.direction()),
            escape(text)
        )?;
    }
    writeln!(output)?;
    Ok(())
}
