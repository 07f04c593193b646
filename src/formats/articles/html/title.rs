//! Which heading of a page is the title of its article.

use super::dom::Dom;
use super::facts::PageFacts;
use super::furniture::has_word;
use super::leaves::{Leaf, weight};
use crate::model::BlockKind;

/// The place of the title among some leaves, where there is one: the heading that the page also
/// names as its title, the highest first; else the only `h1` that is not the name of the site.
pub(super) fn title_leaf(dom: &Dom, leaves: &[Leaf], page: &PageFacts) -> Option<usize> {
    let site = page.site.as_deref().map(letters).unwrap_or_default();
    let candidates: Vec<usize> = (0..leaves.len())
        .filter(|place| is_heading(dom, &leaves[*place]))
        .filter(|place| letters(&leaves[*place].raw) != site)
        .collect();
    let named = candidates.iter().copied().filter_map(|place| {
        let likeness = likeness(&leaves[place].raw, &page.titles)?;
        Some((
            likeness,
            std::cmp::Reverse(level(dom, &leaves[place])),
            place,
        ))
    });
    // The first of equals.
    let mut best: Option<(Likeness, std::cmp::Reverse<u8>, usize)> = None;
    for found in named {
        let is_better = best.is_none_or(|best| (found.0, found.1) > (best.0, best.1));
        if is_better {
            best = Some(found);
        }
    }
    if let Some((.., place)) = best {
        return Some(place);
    }
    let mut highest = candidates.into_iter().filter(|place| {
        let leaf = &leaves[*place];
        level(dom, leaf) == 1 && leaf.weight >= 8
    });
    highest.next()
}

/// How like a heading is to a title that the page names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Likeness {
    /// One is in the other, as `Title` is in `Title | Site`.
    Part,
    /// They are the same.
    Same,
}

fn likeness(heading: &str, titles: &[String]) -> Option<Likeness> {
    let own = letters(heading);
    if own.is_empty() {
        return None;
    }
    let is_part = |title: &str| {
        let (short, long) = match own.len() <= title.len() {
            true => (own.as_str(), title),
            false => (title, own.as_str()),
        };
        short.len() * 2 > long.len() && long.contains(short)
    };
    let titles = titles.iter().map(|title| letters(title));
    titles
        .filter_map(|title| match title == own {
            true => Some(Likeness::Same),
            false => is_part(&title).then_some(Likeness::Part),
        })
        .max()
}

/// The letters and digits of a text in lower case: what two ways of writing it have in common.
pub(super) fn letters(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

fn is_heading(dom: &Dom, leaf: &Leaf) -> bool {
    level(dom, leaf) <= 3 || {
        let element = dom.element(leaf.node);
        element.is_some_and(|element| has_word(element, &["title", "headline"]))
    }
}

/// The level of a heading; 9 for another leaf.
fn level(dom: &Dom, leaf: &Leaf) -> u8 {
    if leaf.kind != BlockKind::Heading {
        return 9;
    }
    let names = dom.ancestors(leaf.node).map(|node| dom.name(node));
    names
        .filter_map(|name| name.strip_prefix('h')?.parse().ok())
        .next()
        .unwrap_or(9)
}

/// The title that a page names, where no heading shows it: without the name of the site, which
/// stands behind or before a mark.
pub(super) fn named_title(page: &PageFacts) -> Option<String> {
    let title = page.titles.first()?;
    let mut marked = title.clone();
    for mark in [" | ", " - ", " — ", " – ", " :: ", " » ", " « "] {
        marked = marked.replace(mark, "\n");
    }
    let parts: Vec<&str> = marked.lines().collect();
    let longest = parts.iter().copied().max_by_key(|part| weight(part))?;
    let site = page.site.as_deref().map(letters).unwrap_or_default();
    let has_site = parts.iter().any(|part| letters(part) == site);
    match has_site || (parts.len() > 1 && weight(longest) * 2 > weight(title)) {
        true => Some(longest.trim().to_owned()),
        false => Some(title.clone()),
    }
}
