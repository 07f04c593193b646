//! What stands between the paragraphs of an article and is none: links to other articles, labels,
//! repetitions.

use std::collections::HashSet;

use super::super::builder::{BREAK, clean};
use super::dom::Dom;
use super::furniture::has_word;
use super::leaves::Leaf;
use super::title::letters;
use crate::model::BlockKind;

/// The leaves of an article without what is none of its text.
pub(super) fn trim(dom: &Dom, leaves: Vec<Leaf>, title: &str) -> Vec<Leaf> {
    let mut fates: Vec<Fate> = leaves.iter().map(|leaf| fate(dom, leaf)).collect();
    drop_figures(&leaves, &mut fates);
    drop_cards(dom, &leaves, &mut fates);
    drop_labels(&leaves, &mut fates);
    drop_repetitions(dom, &leaves, &mut fates, &letters(title));
    let both = leaves.into_iter().zip(fates);
    both.filter(|(_, fate)| *fate == Fate::Kept)
        .map(|(leaf, _)| leaf)
        .collect()
}

/// What becomes of a leaf.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Kept,
    /// It leads to another page.
    Link,
    /// It is no text of the article for another reason.
    Dropped,
}

/// What becomes of a leaf by what it is itself.
fn fate(dom: &Dom, leaf: &Leaf) -> Fate {
    let outside = leaf.unlinked();
    if leaf.linked > 0 {
        // `Read also: <a>…</a>`, in whatever language: a label and a link.
        let is_label = leaf.is_linked()
            && outside <= LONGEST_LABEL
            && (leaf
                .unlinked_text
                .ends_with([':', '：', '|', '»', '>', '-', '–', '—', '←', '→', '،', ','])
                || !leaf.ends_sentence());
        if leaf.is_link() || is_label || begins_with_cue(leaf) {
            return Fate::Link;
        }
    }
    // An item that leads to a place in the page is one of a table of contents.
    if leaf.kind == BlockKind::Item && leaf.anchored * 20 >= leaf.weight * 19 {
        return Fate::Dropped;
    }
    if leaf.timed * 10 >= leaf.weight * 9 {
        return Fate::Dropped;
    }
    let text = clean(&leaf.raw.replace(BREAK, " "));
    let is_named_quote = dom.ancestors(leaf.node).take(3).any(|id| {
        let element = dom.element(id);
        element.is_some_and(|element| has_word(element, &["pullquote", "pull"]))
    });
    match is_named_quote || is_notice(&text) {
        true => Fate::Dropped,
        false => Fate::Kept,
    }
}

/// A label before a link has at most so much text.
const LONGEST_LABEL: usize = 40;

/// Words with which editors lead to other articles. Used only where a link follows.
const CUES: &[&str] = &[
    "read also",
    "also read",
    "read more",
    "read:",
    "see also",
    "related:",
    "related news",
    "related articles",
    "more:",
    "don't miss",
    "watch:",
    "watch also",
    "click here",
    "بیشتر بخوانید",
    "همچنین بخوانید",
    "بخوانید",
    "مرتبط",
    "اخبار مرتبط",
    "مطالب مرتبط",
    "ببینید",
    "حتما بخوانید",
    "اقرأ أيضا",
    "اقرأ أيضًا",
    "إقرأ أيضا",
    "اقرأ المزيد",
    "إقرأ المزيد",
    "اقرأ",
    "طالع أيضا",
    "شاهد",
    "مواضيع ذات صلة",
    "أخبار ذات صلة",
    "للمزيد",
    "читайте также",
    "читать также",
    "читайте еще",
    "читайте ещё",
    "смотрите также",
    "по теме",
    "подробнее",
    "ранее по теме",
    "материалы по теме",
    "延伸阅读",
    "相关阅读",
    "相关新闻",
    "相关报道",
    "推荐阅读",
    "更多阅读",
    "阅读更多",
    "延伸閱讀",
    "相關新聞",
    "点击",
    "lire aussi",
    "à lire aussi",
    "lire également",
    "voir aussi",
    "lesen sie auch",
    "mehr zum thema",
    "siehe auch",
    "ayrıca okuyun",
    "ayrıca bakınız",
    "lea también",
    "lee también",
    "ver también",
    "leia também",
    "leggi anche",
    "ҳамчунин хонед",
    "yana o‘qing",
];

/// Whether a leaf begins with words that lead elsewhere, and a link of some length follows.
fn begins_with_cue(leaf: &Leaf) -> bool {
    let text = clean(&leaf.raw).to_lowercase();
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    CUES.iter().any(|cue| text.starts_with(cue)) && leaf.linked * 3 >= leaf.weight
}

/// What sites write into articles that is said by the site: labels of advertisements, rights.
fn is_notice(text: &str) -> bool {
    let lower = text
        .trim_matches(|c: char| !c.is_alphanumeric() && c != '©')
        .to_lowercase();
    let is_short = lower.chars().count() < LONGEST_SIGN;
    let is_rights = lower.starts_with('©');
    let is_sign = SIGNS.iter().any(|sign| lower.starts_with(sign));
    (is_short && (is_rights || is_sign)) || NOTICES.contains(&lower.as_str())
}

/// How long what agencies write below their reports is at the most, in characters.
const LONGEST_SIGN: usize = 60;

/// With what agencies sign their reports: "end of message", "editor in charge".
const SIGNS: &[&str] = &[
    "انتهای پیام",
    "责任编辑",
    "责编",
    "編輯：",
    "编辑：",
    "责任编辑",
];

const NOTICES: &[&str] = &[
    "advertisement",
    "advertisements",
    "advertising",
    "sponsored",
    "story continues below",
    "article continues below",
    "article continues below advertisement",
    "continue reading",
    "ad",
    "ads",
    "تبلیغات",
    "تبلیغ",
    "آگهی",
    "إعلان",
    "إعلانات",
    "اعلان",
    "реклама",
    "广告",
    "廣告",
    "anzeige",
    "werbung",
    "publicité",
    "publicidad",
    "reklam",
];

/// What stands before the first sentences and is a third of digits is a day, an hour, a number of
/// readers or of the report.
fn drop_figures(leaves: &[Leaf], fates: &mut [Fate]) {
    for (place, leaf) in leaves.iter().enumerate() {
        if leaf.prose() > 0 {
            return;
        }
        let digits = leaf.raw.chars().filter(|c| c.is_numeric()).count();
        let is_text = matches!(leaf.kind, BlockKind::Heading | BlockKind::Caption);
        if !is_text && leaf.weight < LARGEST_FIGURES && digits * 3 >= leaf.weight {
            fates[place] = Fate::Dropped;
        }
    }
}

/// More text than this is no line of figures; see [`weight`](super::leaves::weight).
const LARGEST_FIGURES: usize = 80;

/// A card leads to another article: its heading is a link, and the rest of it goes with it.
fn drop_cards(dom: &Dom, leaves: &[Leaf], fates: &mut [Fate]) {
    let all: usize = leaves.iter().map(|leaf| leaf.weight).sum();
    for place in 0..leaves.len() {
        let leaf = &leaves[place];
        if leaf.kind != BlockKind::Heading || fates[place] != Fate::Link {
            continue;
        }
        let Some(card) = dom.parent(leaf.node) else {
            continue;
        };
        let is_inside = |other: usize| dom.ancestors(leaves[other].node).any(|id| id == card);
        // What stands in one element is together in the order of the page.
        let before = (0..place)
            .rev()
            .take(LARGEST_CARD)
            .take_while(|other| is_inside(*other));
        let first = before.last().unwrap_or(place);
        let behind = (place + 1..leaves.len()).take(LARGEST_CARD);
        let end = behind
            .take_while(|other| is_inside(*other))
            .last()
            .unwrap_or(place)
            + 1;
        let inside = first..end;
        let weight: usize = leaves[inside.clone()].iter().map(|leaf| leaf.weight).sum();
        if inside.len() <= LARGEST_CARD && weight * 5 < all {
            fates[inside].fill(Fate::Link);
        }
    }
}

/// How many leaves a card has at the most.
const LARGEST_CARD: usize = 12;

/// A heading or label over links only, or over nothing, leads to other articles as they do.
fn drop_labels(leaves: &[Leaf], fates: &mut [Fate]) {
    let mut follows = Fate::Dropped;
    let mut is_end = true;
    for place in (0..leaves.len()).rev() {
        let leaf = &leaves[place];
        if fates[place] == Fate::Kept {
            let is_heading = leaf.kind == BlockKind::Heading;
            let is_label = is_heading || is_label(leaf);
            let is_orphan = follows == Fate::Link || (is_heading && is_end);
            if is_label && is_orphan {
                fates[place] = Fate::Link;
            } else {
                is_end = false;
            }
        }
        follows = fates[place];
    }
}

/// Whether a leaf is a label of what follows: an introduction, or a few words without an end.
fn is_label(leaf: &Leaf) -> bool {
    let text = clean(&leaf.raw);
    let introduces = text.ends_with([':', '：', '…']) && leaf.weight <= LONGEST_LABEL;
    let is_open = !leaf.ends_sentence() && !text.starts_with(['(', '（', '[']);
    let is_few = leaf.weight <= LARGEST_LABEL && text.split_whitespace().count() <= 4;
    introduces || (is_open && is_few)
}

/// A label that introduces nothing has at most so much text.
const LARGEST_LABEL: usize = 25;

/// A text that was there before, and a quotation that the text has too, are repetitions.
fn drop_repetitions(dom: &Dom, leaves: &[Leaf], fates: &mut [Fate], title: &str) {
    let texts: Vec<String> = leaves.iter().map(|leaf| letters(&leaf.raw)).collect();
    let mut seen: HashSet<&str> = HashSet::new();
    let mut looked = 0;
    for place in 0..leaves.len() {
        if fates[place] != Fate::Kept {
            continue;
        }
        let is_long = leaves[place].weight >= 20;
        let is_title = texts[place] == title;
        if is_title || (is_long && !seen.insert(&texts[place])) {
            fates[place] = Fate::Dropped;
            continue;
        }
        let is_set_off = dom.ancestors(leaves[place].node).take(3).any(|id| {
            let element = dom.element(id);
            matches!(dom.name(id), "blockquote" | "aside" | "figure" | "q")
                || element.is_some_and(|element| {
                    has_word(element, &["quote", "blockquote", "highlight", "callout"])
                })
        });
        if is_set_off && is_long && leaves[place].kind != BlockKind::Caption && looked < MOST_QUOTES
        {
            looked += 1;
            let is_elsewhere = |other: usize| {
                other != place && fates[other] == Fate::Kept && texts[other].contains(&texts[place])
            };
            if (0..leaves.len()).any(is_elsewhere) {
                fates[place] = Fate::Dropped;
            }
        }
    }
}

/// So many quotations are looked for in the text: the work grows with both.
const MOST_QUOTES: usize = 200;
