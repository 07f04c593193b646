//! The pages of checks: on the terminal, as JSON, and in `docs/checks.md`.

use std::fmt::Write as _;

use serde::Serialize;

use super::json::severity_name;
use super::terminal::{Layout, Role};
use crate::check::{Example, Fix, Page, Scope};

/// A check as one line of a list.
pub fn check_line(layout: &Layout, page: &Page) -> String {
    let lead = format!("{:<21}{:<9}", page.id, severity_name(page.severity));
    layout.paragraph(&lead, None, page.about)
}

/// The whole page of a check.
pub fn check_block(layout: &Layout, page: &Page) -> String {
    let mut facts = vec![severity_name(page.severity), scope_words(page)];
    if page.fix == Fix::Safe {
        facts.push("mended by --fix");
    }
    if !page.by_default {
        facts.push("only where it is asked for");
    }
    let facts = layout.paint(Role::Faint, &facts.join(" · "));
    let mut lines = vec![
        format!("{}  {facts}", layout.paint(Role::Heading, page.id)),
        layout.paragraph("    ", None, &format!("{}.", page.about)),
    ];
    if !page.explains.is_empty() {
        lines.push(layout.paragraph("    ", None, page.explains));
    }
    for (name, role, example) in [
        ("bad", Role::Bad, &page.bad),
        ("good", Role::Good, &page.good),
    ] {
        for (place, text) in texts_of(example).into_iter().enumerate() {
            let name = if place == 0 { name } else { "" };
            lines.push(layout.paragraph(&format!("    {name:<6}"), Some(role), text));
        }
    }
    lines.push("    to silence it:".to_owned());
    for way in silencing(page.id) {
        lines.push(layout.paragraph("      ", None, &way));
    }
    lines.join("\n")
}

fn scope_words(page: &Page) -> &'static str {
    match page.scope {
        Scope::Text => "one text",
        Scope::Translation => "a translation beside its article",
        Scope::Memory => "the memory",
    }
}

/// The segments of an example, those of the translation behind those of the article.
fn texts_of(example: &Example) -> Vec<&'static str> {
    let own = example.source.1.iter();
    let others = example.target.map_or(&[][..], |(_, texts)| texts);
    own.chain(others).copied().collect()
}

/// The ways to silence a check.
pub(super) fn silencing(id: &str) -> Vec<String> {
    vec![
        format!(
            "everywhere, or with another severity: {id} = \"off\" under [checks] in tarjuman.toml"
        ),
        format!("in some files: {id} = \"off\" under [checks.paths.\"archive/**\"]"),
        format!(
            "for some words: check = \"{id}\", text = \"…\", reason = \"…\" under [[checks.ignore]]"
        ),
        format!(
            "in the file itself: <!-- tarjuman: ignore {id} \"words\" - the reason --> (Markdown, HTML), or a note of a unit (XLIFF, TMX, PO)"
        ),
        "what is there already: check --baseline FILE --update-baseline".to_owned(),
    ]
}

/// `checks --json`: one check.
#[derive(Debug, Serialize)]
pub struct CheckJson {
    check: &'static str,
    severity: &'static str,
    about: &'static str,
    scope: &'static str,
    fix: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<PageJson>,
}

/// What the page of a check has beside its line.
#[derive(Debug, Serialize)]
struct PageJson {
    explains: &'static str,
    bad: Vec<&'static str>,
    good: Vec<&'static str>,
    silence: Vec<String>,
}

impl CheckJson {
    /// The shape of a check in a list.
    pub fn line(page: &Page) -> Self {
        Self {
            check: page.id,
            severity: severity_name(page.severity),
            about: page.about,
            scope: page.scope.as_str(),
            fix: page.fix == Fix::Safe,
            page: None,
        }
    }

    /// The shape of a check with its page.
    pub fn page(page: &Page) -> Self {
        Self {
            page: Some(PageJson {
                explains: page.explains,
                bad: texts_of(&page.bad),
                good: texts_of(&page.good),
                silence: silencing(page.id),
            }),
            ..Self::line(page)
        }
    }
}

/// All pages as Markdown, for `docs/checks.md`: a table, then a section for each check.
pub fn checks_reference(pages: &[Page]) -> String {
    let mut text =
        String::from("| check | severity | looks at | `--fix` | finds |\n|---|---|---|---|---|\n");
    for page in pages {
        let fix = if page.fix == Fix::Safe { "yes" } else { "" };
        let _ = writeln!(
            text,
            "| [`{id}`](#{id}) | {} | {} | {fix} | {} |",
            severity_name(page.severity),
            scope_words(page),
            page.about.replace('|', "\\|"),
            id = page.id,
        );
    }
    for page in pages {
        let _ = write!(text, "\n### {}\n\n{}.", page.id, page.about);
        if !page.explains.is_empty() {
            let _ = write!(text, " {}", page.explains);
        }
        text.push_str("\n\n");
        for (name, example) in [("Bad", &page.bad), ("Good", &page.good)] {
            let shown: Vec<String> = texts_of(example)
                .iter()
                .map(|text| format!("`` {text} ``"))
                .collect();
            let _ = writeln!(text, "- {name}: {}", shown.join(" → "));
        }
    }
    text
}
