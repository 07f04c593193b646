//! `terms`: the mentions of concepts in a text, and the same inside `suggest`.

use crate::glossary::{Mention, MentionKind, Nesting, renderings};
use crate::lang::LanguageTag;
use crate::model::TermStatus;

use super::terminal::{Layout, Role, visible_width};

/// How many renderings of a term a line names at the most.
const RENDERINGS: usize = 3;

/// One mention as a block of lines: what is written, its renderings, how it was recognised.
///
/// ```text
/// North Atlantic Treaty Organzation → سازمان پیمان آتلانتیک شمالی | ناتو
///     nato · misspelt: Organzation
/// ```
pub fn mention_block(
    layout: &Layout,
    indent: &str,
    mention: &Mention,
    text: &str,
    languages: &[LanguageTag],
) -> String {
    let inner = match mention.nesting {
        Nesting::Inner => "  ",
        Nesting::Outer => "",
    };
    let written = text[mention.span.clone()].replace('\n', " ");
    let renderings = rendering_list(layout, mention, languages);
    let first = if renderings.is_empty() {
        layout.paragraph(&format!("{indent}{inner}"), Some(Role::Heading), &written)
    } else {
        let written = layout.paint(Role::Heading, &layout.isolate(&written));
        layout.paragraph(&format!("{indent}{inner}{written} → "), None, &renderings)
    };
    let remark = remark(mention);
    let faint = layout.paint(Role::Faint, &remark);
    let under = " ".repeat(visible_width(indent) + inner.len() + 4);
    format!("{first}\n{under}{faint}")
}

/// The renderings of a mention in the languages asked for, or in all others of its entry.
fn rendering_list(layout: &Layout, mention: &Mention, languages: &[LanguageTag]) -> String {
    let own = &mention.term().language;
    let mut wanted: Vec<LanguageTag> = languages.to_vec();
    if wanted.is_empty() {
        for term in &mention.entry.terms {
            if term.language != *own && !wanted.contains(&term.language) {
                wanted.push(term.language.clone());
            }
        }
    }
    let lists: Vec<String> = wanted
        .iter()
        .filter_map(|language| {
            let terms = renderings(&mention.entry, mention.term(), language);
            let texts: Vec<String> = terms
                .iter()
                .take(RENDERINGS)
                .map(|term| layout.isolate(&term.text))
                .collect();
            let list = texts.join(" | ");
            match (texts.is_empty(), wanted.len()) {
                (true, _) => None,
                (false, 1) => Some(list),
                (false, _) => Some(format!("{language} {list}")),
            }
        })
        .collect();
    lists.join(" · ")
}

/// The concept, how it was recognised, and whether the term is one to be replaced.
fn remark(mention: &Mention) -> String {
    let mut parts = vec![mention.entry.id.to_string()];
    if !matches!(mention.kind, MentionKind::Exact) {
        parts.push(match &mention.reason {
            Some(reason) if reason.starts_with("misspelt") => reason.clone(),
            Some(reason) => format!("{}: {reason}", mention.kind.as_str()),
            None => mention.kind.as_str().to_owned(),
        });
    }
    let status = mention.term().status;
    if matches!(status, TermStatus::Deprecated | TermStatus::Forbidden) {
        let instead = mention.entry.preferred(&mention.term().language);
        parts.push(match instead {
            Some(term) => format!("{status}: write {}", term.text),
            None => status.to_string(),
        });
    }
    if !mention.also.is_empty() {
        let others: Vec<_> = mention
            .also
            .iter()
            .map(|entry| entry.id.to_string())
            .collect();
        parts.push(format!("or {}", others.join(", ")));
    }
    parts.join(" · ")
}
