//! `glossary diff` and `term`: what changed in a glossary.

use serde::Serialize;

use super::terminal::{Layout, Role};
use crate::glossary::{Change, What};

/// A change as a sentence: `preferred en term changed from Turkey to Türkiye`.
pub fn change_sentence(layout: &Layout, change: &Change) -> String {
    let quote = |text: &str| layout.isolate(text);
    match &change.what {
        What::EntryAdded => "entry added".to_owned(),
        What::EntryRemoved => "entry removed".to_owned(),
        What::MergedInto(id) => format!("merged into {id}"),
        What::SplitFrom(id) => format!("split from {id}"),
        What::Renamed(id) => format!("id changed from {id} to {}", change.concept),
        What::Preferred { language, from, to } => format!(
            "preferred {language} term changed from {} to {}",
            quote(from),
            quote(to)
        ),
        What::TermAdded(language, text, status) => {
            format!("{language} term added: {} ({status})", quote(text))
        }
        What::TermRemoved(language, text) => format!("{language} term removed: {}", quote(text)),
        What::Respelt { language, from, to } => {
            format!(
                "{language} term respelt from {} to {}",
                quote(from),
                quote(to)
            )
        }
        What::Field {
            language,
            term,
            field,
            from,
            to,
        } => {
            let field = field.as_str().replace('-', " ");
            let of = format!("{field} of {language} {}", quote(term));
            from_to(layout, &of, from.as_deref(), to.as_deref())
        }
        What::Entry { field, from, to } => from_to(
            layout,
            &field.replace('-', " "),
            from.as_deref(),
            to.as_deref(),
        ),
    }
}

fn from_to(layout: &Layout, what: &str, from: Option<&str>, to: Option<&str>) -> String {
    let quote = |text: &str| layout.isolate(text);
    match (from, to) {
        (None, Some(to)) => format!("{what} is now {}", quote(to)),
        (Some(from), None) => format!("{what} is no longer {}", quote(from)),
        (Some(from), Some(to)) => format!("{what} changed from {} to {}", quote(from), quote(to)),
        (None, None) => what.to_owned(),
    }
}

/// An article that uses an outdated term, as a line.
#[derive(Debug, Clone, Serialize)]
pub struct ArticleJson {
    /// Its title.
    pub title: String,
    /// Its day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The first unit that uses the term.
    pub unit: String,
    /// The term.
    pub term: String,
    /// How many units use it.
    pub count: usize,
}

/// The changes of one entry as a block of lines, each with the articles that it touches.
pub fn changes_block(layout: &Layout, changes: &[(&Change, Vec<ArticleJson>)]) -> String {
    let mut lines = Vec::new();
    if let Some((first, _)) = changes.first() {
        lines.push(format!(
            "{}  {}",
            layout.paint(Role::Heading, &layout.isolate(&first.name)),
            layout.paint(Role::Faint, &first.concept.0)
        ));
    }
    for (change, articles) in changes {
        let sentence = change_sentence(layout, change);
        lines.push(layout.paragraph("  ", None, &sentence));
        for article in articles {
            let date = article.date.as_ref().map(|date| format!(" · {date}"));
            let line = format!(
                "{} {} in {}{} ({})",
                super::counted(article.count, "use of", "uses of"),
                layout.isolate(&article.term),
                layout.isolate(&article.title),
                date.unwrap_or_default(),
                article.unit
            );
            lines.push(layout.paragraph("     ", Some(Role::Faint), &line));
        }
    }
    lines.join("\n")
}

/// `glossary diff --json`: one change.
#[derive(Debug, Serialize)]
pub struct ChangeJson<'c> {
    concept: &'c str,
    name: &'c str,
    change: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    term: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<&'c str>,
    message: String,
    articles: Vec<ArticleJson>,
}

impl<'c> ChangeJson<'c> {
    /// The shape of a change with the articles that it touches.
    pub fn new(change: &'c Change, articles: Vec<ArticleJson>) -> Self {
        let mut shape = Self {
            concept: &change.concept.0,
            name: &change.name,
            change: "",
            language: None,
            term: None,
            field: None,
            from: None,
            to: None,
            message: change_sentence(&Layout::PLAIN, change),
            articles,
        };
        match &change.what {
            What::EntryAdded => shape.change = "entry-added",
            What::EntryRemoved => shape.change = "entry-removed",
            What::MergedInto(id) => (shape.change, shape.to) = ("merged", Some(id.0.as_str())),
            What::SplitFrom(id) => (shape.change, shape.from) = ("split", Some(id.0.as_str())),
            What::Renamed(id) => {
                shape.change = "id-changed";
                (shape.from, shape.to) = (Some(id.0.as_str()), Some(change.concept.0.as_str()));
            }
            What::Preferred { language, from, to } => {
                (shape.change, shape.language) = ("preferred-changed", Some(language.as_str()));
                (shape.from, shape.to) = (Some(from.as_str()), Some(to.as_str()));
            }
            What::TermAdded(language, text, _) => {
                (shape.change, shape.language) = ("term-added", Some(language.as_str()));
                shape.term = Some(text);
            }
            What::TermRemoved(language, text) => {
                (shape.change, shape.language) = ("term-removed", Some(language.as_str()));
                shape.term = Some(text);
            }
            What::Respelt { language, from, to } => {
                (shape.change, shape.language) = ("term-respelt", Some(language.as_str()));
                (shape.from, shape.to) = (Some(from.as_str()), Some(to.as_str()));
            }
            What::Field {
                language,
                term,
                field,
                from,
                to,
            } => {
                (shape.change, shape.language) = ("term-changed", Some(language.as_str()));
                shape.term = Some(term);
                shape.field = Some(field.as_str().replace('-', "_"));
                (shape.from, shape.to) = (from.as_deref(), to.as_deref());
            }
            What::Entry { field, from, to } => {
                shape.change = "entry-changed";
                shape.field = Some(field.replace('-', "_"));
                (shape.from, shape.to) = (from.as_deref(), to.as_deref());
            }
        }
        shape
    }
}
