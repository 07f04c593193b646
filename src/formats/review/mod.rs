//! Review tables: what an aligner made of a document, for a person to correct.
//!
//! [`REVIEWS`] has every format. A table in TSV or XLIFF is read back; the page in HTML is for
//! reading, and saves what was corrected in it as TSV.

mod html;
mod tsv;
mod xliff;

use std::io::Write;

use super::SinkError;
use crate::model::{Diagnostic, Location, ReviewTable, Severity};

/// One format of review tables.
pub trait ReviewFormat: Sync {
    /// Its name, which is the ending of its files.
    fn name(&self) -> &'static str;

    /// Writes a table.
    ///
    /// # Errors
    /// When the output cannot be written, or the format cannot hold the table.
    fn write(&self, review: &ReviewTable, output: &mut dyn Write) -> Result<(), SinkError>;

    /// Reads a table back; `path` is what diagnostics call it.
    ///
    /// # Errors
    /// When the text is no such table.
    fn read(&self, text: &str, path: &str) -> Result<ReviewTable, Box<Diagnostic>>;
}

/// Every format of review tables.
pub const REVIEWS: &[&dyn ReviewFormat] = &[&tsv::Tsv, &html::Html, &xliff::Xliff];

/// The format of a file by its ending; `xlf` is XLIFF too.
pub fn review_format(path: &str) -> Option<&'static dyn ReviewFormat> {
    let ending = path.rsplit('.').next().unwrap_or("").to_lowercase();
    let name = match ending.as_str() {
        "xlf" => "xliff",
        "htm" => "html",
        "txt" | "tab" => "tsv",
        other => other,
    };
    REVIEWS.iter().copied().find(|format| format.name() == name)
}

/// A refusal of a table.
fn refuse(path: &str, line: u32, message: impl Into<String>, advice: &str) -> Box<Diagnostic> {
    let location = match line {
        0 => Location::file(path),
        line => Location::line(path, line),
    };
    Box::new(Diagnostic::new(Severity::Error, location, message).with_advice(advice))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::lang::LanguageTag;
    use crate::model::{Document, ReviewRow, ReviewVerdict};

    fn tag(text: &str) -> LanguageTag {
        LanguageTag::parse(text).unwrap()
    }

    pub(crate) fn sample() -> ReviewTable {
        let mut document = Document::named("news/article.en.txt");
        document.titles = vec![
            (tag("en"), "Talks & <more>".to_owned()),
            (tag("fa"), "گفت‌وگو".to_owned()),
        ];
        document.date = "2026-03-14".parse().ok();
        document.address = Some("https://example.org/a?b=1&c=2".to_owned());
        let row = |verdict, confidence, own: &str, other: &str| ReviewRow {
            verdict,
            confidence,
            texts: vec![own.to_owned(), other.to_owned()],
            line: 0,
        };
        ReviewTable {
            document,
            languages: vec![tag("en"), tag("fa")],
            rows: vec![
                row(ReviewVerdict::Ok, 99, "Talks & <more>", "گفت‌وگو"),
                row(
                    ReviewVerdict::Check,
                    55,
                    "\"Quoted\" text, 𝒳.",
                    "متن «نقل قول» است.",
                ),
                row(ReviewVerdict::Drop, 80, "Nobody spoke.", ""),
                row(ReviewVerdict::Drop, 80, "", "‏هیچ‌کس."),
            ],
        }
    }

    /// Without the lines of the table, which a table that was never written has not.
    fn without_lines(mut review: ReviewTable) -> ReviewTable {
        for row in &mut review.rows {
            row.line = 0;
        }
        review
    }

    #[test]
    fn tables_survive_a_round_trip() {
        for name in ["tsv", "xliff"] {
            let format = review_format(&format!("x.{name}")).unwrap();
            let mut written = Vec::new();
            format.write(&sample(), &mut written).unwrap();
            let text = String::from_utf8(written).unwrap();
            let read = format.read(&text, "x").unwrap();
            assert!(read.rows.iter().all(|row| row.line > 0), "{name}");
            assert_eq!(without_lines(read), sample(), "{name}");
        }
    }

    #[test]
    fn what_is_no_table_is_refused_with_a_reason() {
        for name in ["tsv", "xliff", "html"] {
            let format = review_format(&format!("x.{name}")).unwrap();
            for text in ["", "nothing", "<a>", "status\tconfidence", "\u{0}\t\u{0}"] {
                let refused = format.read(text, "x").unwrap_err();
                assert!(refused.advice.is_some(), "{name}: {text:?}");
            }
        }
    }

    #[test]
    fn marks_that_look_like_a_spreadsheets_survive() {
        let format = review_format("x.tsv").unwrap();
        for text in ["\"\"\"\"", "\"a\"\"b\"", "\"a\"", "\"", "\"\"", "a\"\"b"] {
            let mut review = sample();
            review.rows[0].texts = vec![text.to_owned(), text.to_owned()];
            let mut written = Vec::new();
            format.write(&review, &mut written).unwrap();
            let read = format
                .read(&String::from_utf8(written).unwrap(), "x")
                .unwrap();
            assert_eq!(read.rows[0].texts, review.rows[0].texts, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_survives(own in "[^\\s\\p{Cc}]([\\PC ]{0,20}[^\\s\\p{Cc}])?", other in "[ا-ی<&\"'#\\\\]{0,12}") {
            let mut review = sample();
            review.rows[0].texts = vec![own, other];
            for name in ["tsv", "xliff"] {
                let format = review_format(&format!("x.{name}")).unwrap();
                let mut written = Vec::new();
                format.write(&review, &mut written).unwrap();
                let read = format.read(&String::from_utf8(written).unwrap(), "x").unwrap();
                proptest::prop_assert_eq!(&read.rows[0].texts, &review.rows[0].texts);
            }
        }

        #[test]
        fn no_text_makes_a_reader_panic(text in "[\\PC\\t\\n<>/=\"]{0,200}") {
            for format in REVIEWS {
                let _ = format.read(&text, "x");
            }
        }
    }
}
