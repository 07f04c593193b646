//! `lookup`: an entry as a dictionary prints it, with evidence from the memory.

use crate::glossary::{Found, FoundBy};
use crate::lang::LanguageTag;
use crate::model::{ConceptEntry, Date, PartOfSpeech, RelatedEntry, Term, TermStatus, TermType};

use crate::suggest::Evidence;

use super::suggest::lineage_line;
use super::terminal::{Layout, Role, visible_width};

/// How an entry is to be shown.
#[derive(Debug, Clone)]
pub struct EntryView<'v> {
    /// The entry, and the term that answered.
    pub found: &'v Found,
    /// The languages to show; all where it is empty.
    pub languages: &'v [LanguageTag],
    /// The day that is meant: terms that were right before are outdated.
    pub day: &'v Date,
    /// How it stands to other entries.
    pub relations: Vec<RelatedEntry>,
}

/// An entry as a block of lines.
pub fn entry_block(layout: &Layout, view: &EntryView<'_>, evidence: &[Evidence]) -> String {
    let found = view.found;
    let entry = &found.entry;
    let term = &entry.terms[found.term];
    let mut lines = vec![heading(layout, entry, term, found)];
    if let Some(since) = term.outdated_since(view.day) {
        let text = format!("outdated since {since}");
        lines.push(layout.paragraph("  ", Some(Role::Bad), &text));
    }
    for language in shown_languages(entry, view.languages) {
        lines.push(language_lines(layout, view, &language));
    }
    if let Some(definition) = &entry.definition {
        lines.push(layout.paragraph("  ", None, definition));
    }
    for definition in &entry.definitions {
        let lead = format!("  {:<5} ", definition.language.as_str());
        lines.push(layout.paragraph(&lead, Some(Role::Faint), &definition.text));
    }
    for related in &view.relations {
        lines.push(relation_line(layout, view, related));
    }
    if let Some(note) = &entry.note {
        lines.push(layout.paragraph("  note: ", Some(Role::Faint), note));
    }
    for link in &entry.links {
        let lead = format!("  {}: ", link.kind);
        lines.push(layout.paragraph(&lead, Some(Role::Faint), &link.target));
    }
    if let Some(source) = &entry.source {
        lines.push(layout.paragraph("  source: ", Some(Role::Faint), source));
    }
    for shown in evidence {
        lines.push(evidence_lines(layout, shown, "otherwise"));
    }
    lines.join("\n")
}

fn heading(layout: &Layout, entry: &ConceptEntry, term: &Term, found: &Found) -> String {
    let mut parts = vec![entry.id.to_string()];
    parts.extend(entry.subject.clone());
    if found.by > FoundBy::Folded {
        parts.push(match &found.reason {
            Some(reason) if found.by == FoundBy::Misspelt => reason.clone(),
            Some(reason) => format!("{}: {reason}", found.by.as_str()),
            None => found.by.as_str().to_owned(),
        });
    }
    parts.push(entry.location.to_string());
    format!(
        "{}  {}",
        layout.paint(Role::Heading, &layout.isolate(&term.text)),
        layout.paint(Role::Faint, &parts.join(" · "))
    )
}

/// The languages of an entry in its order, those asked for if any are.
fn shown_languages(entry: &ConceptEntry, languages: &[LanguageTag]) -> Vec<LanguageTag> {
    let mut shown: Vec<LanguageTag> = Vec::new();
    for term in &entry.terms {
        let wanted =
            languages.is_empty() || languages.iter().any(|tag| term.language.goes_with(tag));
        if wanted && !shown.contains(&term.language) {
            shown.push(term.language.clone());
        }
    }
    shown
}

/// `holder: Ali Larijani | علی لاریجانی (2025-08-05..)`, in the languages that are shown.
fn relation_line(layout: &Layout, view: &EntryView<'_>, related: &RelatedEntry) -> String {
    let relation = &related.relation;
    let mut names: Vec<String> = Vec::new();
    if let Some(entry) = &related.entry {
        for language in shown_languages(&view.found.entry, view.languages) {
            let name = entry
                .preferred(&language)
                .map(|term| layout.isolate(&term.text));
            names.extend(name.filter(|name| !names.contains(name)));
        }
    }
    let name = match names.is_empty() {
        true => relation.target.to_string(),
        false => names.join(" | "),
    };
    let date = |date: &Option<Date>| date.as_ref().map(ToString::to_string).unwrap_or_default();
    let dates = match (&relation.from, &relation.until) {
        (None, None) => String::new(),
        (from, until) => format!(" ({}..{})", date(from), date(until)),
    };
    let lead = format!("  {}: ", relation.kind.as_str().replace('-', " "));
    layout.paragraph(&lead, None, &format!("{name}{dates}"))
}

/// The terms of one language, the preferred one first and the ones to avoid last.
fn language_lines(layout: &Layout, view: &EntryView<'_>, language: &LanguageTag) -> String {
    let entry = &view.found.entry;
    let mut terms: Vec<&Term> = entry
        .terms
        .iter()
        .filter(|term| term.language == *language)
        .collect();
    terms.sort_by_key(|term| term.status);
    let texts: Vec<String> = terms
        .iter()
        .map(|term| term_text(layout, term, view.day))
        .collect();
    let lead = format!("  {:<5} ", language.as_str());
    let mut lines = vec![layout.paragraph(&lead, None, &texts.join(" | "))];
    lines.extend(terms.iter().filter_map(|term| term_remark(layout, term)));
    lines.join("\n")
}

/// What the glossary says of one term beside its status: note, source, sentence.
fn term_remark(layout: &Layout, term: &Term) -> Option<String> {
    let details = term.details.as_deref();
    let said = [
        ("note", term.note.as_deref()),
        ("source", term.source.as_deref()),
        ("scheme", details.and_then(|own| own.scheme.as_deref())),
        ("context", details.and_then(|own| own.context.as_deref())),
        ("reviewer", details.and_then(|own| own.reviewer.as_deref())),
    ];
    let said: Vec<String> = said
        .iter()
        .filter_map(|(name, value)| Some(format!("{name}: {}", layout.isolate((*value)?))))
        .collect();
    let lead = format!("        {}: ", layout.isolate(&term.text));
    (!said.is_empty()).then(|| layout.paragraph(&lead, Some(Role::Faint), &said.join(" · ")))
}

fn term_text(layout: &Layout, term: &Term, day: &Date) -> String {
    let mut remarks: Vec<&str> = Vec::new();
    let dates;
    if term.status > TermStatus::Admitted {
        remarks.push(term.status.as_str());
    }
    if term.kind == Some(TermType::Acronym) {
        remarks.push("acronym");
    }
    if term.part_of_speech == Some(PartOfSpeech::Adjective) {
        remarks.push("adjective");
    }
    if term.is_unsettled() {
        remarks.extend(term.review.map(|review| review.as_str()));
    }
    if let Some(until) = &term.valid_until {
        let is_over = term.outdated_since(day).is_some();
        let word = if is_over { "outdated since" } else { "until" };
        dates = format!("{word} {until}");
        remarks.push(&dates);
    } else if let Some(from) = term.valid_from.as_ref().filter(|from| day.is_before(from)) {
        dates = format!("from {from}");
        remarks.push(&dates);
    }
    let role = match term.status {
        TermStatus::Preferred => Role::Good,
        TermStatus::Admitted => Role::Figure,
        TermStatus::Deprecated | TermStatus::Forbidden => Role::Bad,
    };
    let text = layout.isolate(&term.text);
    // Colour codes are no text to be broken at the width, so colours stay out where it counts.
    let text = match layout.width {
        Some(_) => text,
        None => layout.paint(role, &text),
    };
    match remarks.is_empty() {
        true => text,
        false => format!("{text} ({})", remarks.join(", ")),
    }
}

/// How many further articles a line names at the most.
const ARTICLES: usize = 5;

/// How the memory rendered the term: the rendering with its count, one sentence, and the other
/// articles; all of them where the rendering is one that should no longer be used. Where no term
/// was recognised stands what `otherwise` says.
pub fn evidence_lines(layout: &Layout, shown: &Evidence, otherwise: &str) -> String {
    let rendering = match &shown.rendering {
        Some(rendering) => layout.isolate(rendering),
        None => otherwise.to_owned(),
    };
    let avoided = shown.term.as_ref().map(|term| term.status);
    let avoided = avoided.filter(|status| *status > TermStatus::Admitted);
    let rendering = match avoided {
        Some(status) => format!("{rendering} ({status})"),
        None => rendering,
    };
    let lead = format!("  {:>4} × {} ", shown.count, shown.language);
    let indent = " ".repeat(visible_width(&lead).min(12));
    let mut lines = vec![
        layout.paragraph(&lead, None, &rendering),
        layout.paragraph(&indent, None, &shown.source),
        layout.paragraph(&indent, None, &shown.target),
        layout.paragraph(&indent, Some(Role::Faint), &lineage_line(&shown.lineage)),
    ];
    let (role, word, most) = match avoided {
        Some(_) => (Role::Bad, "to be corrected in", usize::MAX),
        None => (Role::Faint, "in", ARTICLES),
    };
    if shown.articles.len() > 1 || avoided.is_some() {
        let names = article_names(layout, shown, most);
        let lead = format!("{indent}{word} ");
        lines.push(layout.paragraph(&lead, Some(role), &names));
    }
    lines.join("\n")
}

/// `3 articles: Talks in Dushanbe · 2026-03-14 (2), Trade grows (1), …`.
fn article_names(layout: &Layout, shown: &Evidence, most: usize) -> String {
    let named = shown.articles.iter().take(most).map(|article| {
        let date = article.date.as_ref().map(|date| format!(" · {date}"));
        let title = layout.isolate(&article.title);
        format!("{title}{} ({})", date.unwrap_or_default(), article.count)
    });
    let mut names: Vec<String> = named.collect();
    if shown.articles.len() > names.len() {
        names.push("…".to_owned());
    }
    let articles = match shown.articles.len() {
        1 => "1 article".to_owned(),
        count => format!("{count} articles"),
    };
    format!("{articles}: {}", names.join(", "))
}
