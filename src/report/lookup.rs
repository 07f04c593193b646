//! `lookup`: an entry as a dictionary prints it, with evidence from the memory.

use crate::glossary::{Found, FoundBy};
use crate::lang::LanguageTag;
use crate::model::{ConceptEntry, PartOfSpeech, Term, TermStatus, TermType};

use crate::suggest::Evidence;

use super::suggest::lineage_line;
use super::terminal::{Layout, Role, visible_width};

/// An entry as a block of lines.
pub fn entry_block(
    layout: &Layout,
    found: &Found,
    languages: &[LanguageTag],
    evidence: &[Evidence],
) -> String {
    let entry = &found.entry;
    let term = &entry.terms[found.term];
    let mut lines = vec![heading(layout, entry, term, found)];
    for language in shown_languages(entry, languages) {
        lines.push(language_lines(layout, entry, &language));
    }
    if let Some(definition) = &entry.definition {
        lines.push(layout.paragraph("  ", None, definition));
    }
    if let Some(note) = &entry.note {
        lines.push(layout.paragraph("  note: ", Some(Role::Faint), note));
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
        parts.push(found.by.as_str().to_owned());
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

/// The terms of one language, the preferred one first and the ones to avoid last.
fn language_lines(layout: &Layout, entry: &ConceptEntry, language: &LanguageTag) -> String {
    let mut terms: Vec<&Term> = entry
        .terms
        .iter()
        .filter(|term| term.language == *language)
        .collect();
    terms.sort_by_key(|term| term.status);
    let texts: Vec<String> = terms.iter().map(|term| term_text(layout, term)).collect();
    let lead = format!("  {:<5} ", language.as_str());
    layout.paragraph(&lead, None, &texts.join(" | "))
}

fn term_text(layout: &Layout, term: &Term) -> String {
    let mut remarks: Vec<&str> = Vec::new();
    if matches!(term.status, TermStatus::Deprecated | TermStatus::Forbidden) {
        remarks.push(term.status.as_str());
    }
    if term.kind == Some(TermType::Acronym) {
        remarks.push("acronym");
    }
    if term.part_of_speech == Some(PartOfSpeech::Adjective) {
        remarks.push("adjective");
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

/// How the memory rendered the term: the rendering with its count, and one sentence. Where no
/// term was recognised stands what `otherwise` says.
pub fn evidence_lines(layout: &Layout, shown: &Evidence, otherwise: &str) -> String {
    let rendering = match &shown.rendering {
        Some(rendering) => layout.isolate(rendering),
        None => otherwise.to_owned(),
    };
    let lead = format!("  {:>4} × {} ", shown.count, shown.language);
    let indent = " ".repeat(visible_width(&lead).min(12));
    [
        layout.paragraph(&lead, None, &rendering),
        layout.paragraph(&indent, None, &shown.source),
        layout.paragraph(&indent, None, &shown.target),
        layout.paragraph(&indent, Some(Role::Faint), &lineage_line(&shown.lineage)),
    ]
    .join("\n")
}
