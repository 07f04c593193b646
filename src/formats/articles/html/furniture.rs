//! Which parts of a page are no part of an article: by element, role, and the words of their
//! classes and ids.
//!
//! The words are those that people who make pages use for one purpose; none is the name of a
//! site. A word that also names parts of articles (`header`, `section`, `box`) is not here.

use super::dom::Element;

/// How sure it is that a part is no part of the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Furniture {
    /// It may well be, if most of the text is not in it.
    Weak,
    /// It is, unless the title or the marked body of the article is in it.
    Strong,
    /// It never holds text.
    Always,
}

/// Elements that never hold text of an article.
const NEVER: &[&str] = &[
    "script",
    "style",
    "noscript",
    "template",
    "svg",
    "canvas",
    "iframe",
    "object",
    "embed",
    "button",
    "input",
    "select",
    "textarea",
    "audio",
    "video",
    "map",
    "dialog",
    "menu",
    "head",
    "math",
    "progress",
    "meter",
    "datalist",
    "frameset",
    "noframes",
    "param",
    "source",
    "track",
    "rp",
    "rt",
    "amp-sidebar",
    "amp-ad",
    "amp-social-share",
    "amp-consent",
    "amp-analytics",
    "amp-user-notification",
    "amp-sticky-ad",
    "amp-auto-ads",
    "amp-embed",
    "amp-iframe",
    "amp-lightbox",
    "amp-pixel",
    "amp-next-page",
    "amp-recommendation-box",
    "amp-subscriptions-dialog",
    "amp-story-auto-ads",
    "amp-geo",
];

/// Roles (WAI-ARIA) of parts that serve the page.
const ROLES: &[&str] = &[
    "navigation",
    "contentinfo",
    "complementary",
    "search",
    "dialog",
    "alertdialog",
    "menu",
    "menubar",
    "toolbar",
    "tablist",
    "alert",
    "status",
    "banner",
    "doc-toc",
    "form",
    "listbox",
    "tooltip",
    "button",
];

/// Words that name such parts whatever else is said.
const STRONG: &[&str] = &[
    "nav",
    "navbar",
    "navigation",
    "navi",
    "menu",
    "submenu",
    "topmenu",
    "mainmenu",
    "megamenu",
    "breadcrumb",
    "breadcrumbs",
    "crumbs",
    "sidebar",
    "sidenav",
    "aside",
    "offcanvas",
    "footer",
    "foot",
    "masthead",
    "topbar",
    "comment",
    "comments",
    "commentlist",
    "commentform",
    "disqus",
    "respond",
    "reply",
    "replies",
    "discussion",
    "related",
    "relateds",
    "recommended",
    "recommendation",
    "recommendations",
    "recommend",
    "recirc",
    "recirculation",
    "newsletter",
    "newsletters",
    "subscribe",
    "subscription",
    "signup",
    "cookie",
    "cookies",
    "consent",
    "gdpr",
    "ccpa",
    "popup",
    "modal",
    "outbrain",
    "taboola",
    "mgid",
    "adsense",
    "advert",
    "adverts",
    "advertisement",
    "advertising",
    "sponsored",
    "pagination",
    "pager",
    "trending",
    "mostread",
    "mostpopular",
    "ticker",
    "paywall",
    "regwall",
    "login",
    "signin",
    "toolbar",
    "share",
    "sharing",
    "sharebar",
    "sharer",
    "sharedaddy",
    "addthis",
    "addtoany",
    "social",
    "socials",
    "socialmedia",
    "bookmark",
    "bookmarks",
    "tagcloud",
    "taglist",
    "teaser",
    "teasers",
    "readmore",
    "readalso",
    "seealso",
    "skip",
    "noprint",
    "screenreader",
    "adsbygoogle",
    "toc",
    "yarpp",
];

/// Words that name such parts, but also larger parts that hold an article among other things.
const WEAK: &[&str] = &[
    "ad",
    "ads",
    "adv",
    "adbox",
    "adslot",
    "adunit",
    "banner",
    "banners",
    "promo",
    "promos",
    "promotion",
    "promoted",
    "sponsor",
    "sponsors",
    "tag",
    "tags",
    "keywords",
    "popular",
    "latest",
    "search",
    "tools",
    "widget",
    "widgets",
    "print",
    "printer",
    "rating",
    "ratings",
    "vote",
    "votes",
    "byline",
    "bylines",
    "author",
    "authors",
    "authorbox",
    "bio",
    "credit",
    "credits",
    "copyright",
    "meta",
    "metadata",
    "postmeta",
    "timestamp",
    "pubdate",
    "datetime",
    "published",
    "modified",
    "updated",
    "kicker",
    "rubric",
    "overline",
    "eyebrow",
    "follow",
    "followus",
    "donate",
    "donation",
    "notification",
    "player",
    "playlist",
    "controls",
    "counter",
    "views",
    "hits",
    "feedback",
    "shortlink",
    "hotnews",
    "morenews",
    "othernews",
    "also",
    "inread",
    "readnext",
    "next",
    "prev",
    "previous",
    "prevnext",
    "category",
    "categories",
    "edition",
    "editions",
    "languages",
    "langs",
    "statusbar",
    "weather",
    "currency",
    "dropdown",
    "tooltip",
    "overlay",
    "wprm",
    "ratingbox",
    "qr",
    "qrcode",
    "shop",
    "newsticker",
    "sourcelink",
    "responsibility",
    "editor",
    "editors",
];

/// Words of two parts that mean one thing only together.
const TOGETHER: &[(&str, &str, Furniture)] = &[
    ("read", "more", Furniture::Strong),
    ("read", "also", Furniture::Strong),
    ("read", "next", Furniture::Strong),
    ("see", "also", Furniture::Strong),
    ("also", "read", Furniture::Strong),
    ("more", "news", Furniture::Strong),
    ("more", "stories", Furniture::Strong),
    ("more", "on", Furniture::Strong),
    ("more", "from", Furniture::Strong),
    ("most", "read", Furniture::Strong),
    ("most", "viewed", Furniture::Strong),
    ("most", "popular", Furniture::Strong),
    ("top", "stories", Furniture::Strong),
    ("other", "news", Furniture::Strong),
    ("latest", "news", Furniture::Strong),
    ("last", "news", Furniture::Strong),
    ("hot", "news", Furniture::Strong),
    ("up", "next", Furniture::Strong),
    ("sign", "up", Furniture::Strong),
    ("log", "in", Furniture::Strong),
    ("you", "may", Furniture::Strong),
    ("sr", "only", Furniture::Always),
    ("visually", "hidden", Furniture::Always),
    ("screen", "reader", Furniture::Always),
    ("twitter", "tweet", Furniture::Strong),
    ("instagram", "media", Furniture::Strong),
    ("fb", "post", Furniture::Strong),
    ("telegram", "post", Furniture::Strong),
    ("tiktok", "embed", Furniture::Strong),
    ("google", "news", Furniture::Weak),
    ("photo", "by", Furniture::Weak),
    ("posted", "on", Furniture::Weak),
    ("source", "link", Furniture::Weak),
    ("short", "link", Furniture::Weak),
    ("language", "switcher", Furniture::Weak),
    ("report", "error", Furniture::Weak),
    ("notice", "bar", Furniture::Weak),
    ("reading", "time", Furniture::Weak),
    ("read", "time", Furniture::Weak),
    ("publish", "date", Furniture::Weak),
    ("pub", "date", Furniture::Weak),
    ("post", "date", Furniture::Weak),
    ("entry", "date", Furniture::Weak),
    ("news", "date", Furniture::Weak),
    ("article", "date", Furniture::Weak),
    ("news", "id", Furniture::Weak),
    ("news", "code", Furniture::Weak),
];

/// Words that make a class one of the article itself, whatever weak word stands beside them:
/// `article-body-with-ads`.
const OWN: &[&str] = &[
    "body", "content", "text", "story", "headline", "title", "lead", "caption",
];

/// What an element is by its name, attributes, classes and id; `None` where nothing says that it
/// is no part of an article.
pub(super) fn furniture(element: &Element) -> Option<Furniture> {
    let name = element.name();
    if NEVER.contains(&name) || is_hidden(element) {
        return Some(Furniture::Always);
    }
    // They hold the page itself.
    if matches!(name, "html" | "body" | "main") {
        return None;
    }
    let by_name = match name {
        "nav" | "aside" | "footer" => Some(Furniture::Strong),
        "header" | "form" | "address" => Some(Furniture::Weak),
        _ => None,
    };
    let role = element.attribute("role").unwrap_or("");
    let by_role = ROLES.contains(&role).then_some(match role {
        "form" | "banner" | "status" | "alert" => Furniture::Weak,
        _ => Furniture::Strong,
    });
    let property = element.attribute("itemprop").unwrap_or("");
    let by_property = matches!(
        property,
        "author"
            | "datePublished"
            | "dateModified"
            | "publisher"
            | "keywords"
            | "comment"
            | "articleSection"
            | "copyrightHolder"
            | "creditText"
            | "breadcrumb"
    )
    .then_some(Furniture::Weak);
    let by_rel = (element.attribute("rel") == Some("author")).then_some(Furniture::Weak);
    by_name
        .max(by_role)
        .max(by_property)
        .max(by_rel)
        .max(by_words(element))
}

fn by_words(element: &Element) -> Option<Furniture> {
    let mut found = None;
    for attribute in ["class", "id"] {
        for token in element
            .attribute(attribute)
            .unwrap_or("")
            .split_whitespace()
        {
            if !is_said_of_article(element, token) {
                found = found.max(of_token(token));
            }
        }
    }
    found
}

/// Whether a class says what an article is about or who wrote it, as `category-politics` and
/// `tag-iran` do.
fn is_said_of_article(element: &Element, token: &str) -> bool {
    let starts = ["category-", "tag-", "author-", "format-", "tags-", "topic-"];
    element.name() == "article" && starts.iter().any(|start| token.starts_with(start))
}

/// What one class or id says. Classes of states (`has-comments`, `comments-open`) are said of an
/// article, not of its parts.
fn of_token(token: &str) -> Option<Furniture> {
    let mut words = words_of(token);
    // A builder of pages calls every part of them a widget.
    if words.first().is_some_and(|first| first == "elementor") {
        words.retain(|word| !["elementor", "widget", "editor"].contains(&word.as_str()));
    }
    let first = words.first().map_or("", String::as_str);
    let last = words.last().map_or("", String::as_str);
    let is_state = matches!(
        first,
        "has" | "is" | "with" | "no" | "not" | "js" | "wp" | "elementor"
    ) || matches!(
        last,
        "open" | "closed" | "enabled" | "disabled" | "on" | "off" | "active"
    );
    if is_state {
        return None;
    }
    if matches!(token, "hidden" | "d-none" | "invisible") {
        return Some(Furniture::Weak);
    }
    let pairs = words.windows(2).filter_map(|pair| {
        let mut known = TOGETHER.iter();
        known
            .find(|(one, other, _)| pair[0] == *one && pair[1] == *other)
            .map(|(.., furniture)| *furniture)
    });
    let singles = words.iter().filter_map(|word| {
        let word = word.as_str();
        // `relatedposts`, `relatednews` and so on.
        let is_related = word.len() > "related".len() && word.starts_with("related");
        if is_related || STRONG.contains(&word) {
            return Some(Furniture::Strong);
        }
        WEAK.contains(&word).then_some(Furniture::Weak)
    });
    let found = pairs.chain(singles).max();
    let is_own = OWN.contains(&last);
    match found {
        Some(Furniture::Weak) if is_own => None,
        found => found,
    }
}

/// The words of a class or id: `mostRead-box2` is most, read, box.
fn words_of(token: &str) -> Vec<String> {
    let mut words: Vec<String> = vec![String::new()];
    let mut was_lower = false;
    for character in token.chars() {
        let begins = character.is_uppercase() && was_lower;
        was_lower = character.is_lowercase();
        if !character.is_alphabetic() || begins {
            words.push(String::new());
        }
        if character.is_alphabetic()
            && let Some(word) = words.last_mut()
        {
            word.extend(character.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

fn is_hidden(element: &Element) -> bool {
    let style: String = element
        .attribute("style")
        .unwrap_or("")
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect::<String>()
        .to_lowercase();
    element.attribute("hidden").is_some()
        || element.attribute("aria-hidden") == Some("true")
        || style.contains("display:none")
        || style.contains("visibility:hidden")
}

/// Whether the classes or the id of an element have one of some words.
pub(super) fn has_word(element: &Element, wanted: &[&str]) -> bool {
    ["class", "id", "itemprop"].iter().any(|attribute| {
        let mut tokens = element
            .attribute(attribute)
            .unwrap_or("")
            .split_whitespace();
        tokens.any(|token| {
            words_of(token)
                .iter()
                .any(|word| wanted.contains(&word.as_str()))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_say_what_a_part_is() {
        for (token, expected) in [
            ("related-posts", Some(Furniture::Strong)),
            ("relatedNews", Some(Furniture::Strong)),
            ("post-comments-list", Some(Furniture::Strong)),
            ("commentary", None),
            ("comments-open", None),
            ("has-sidebar", None),
            ("elementor-widget-text-editor", None),
            ("elementor-widget-share-buttons", Some(Furniture::Strong)),
            ("author-line", Some(Furniture::Weak)),
            ("field-label-hidden", None),
            ("jp-relatedposts", Some(Furniture::Strong)),
            ("tags", Some(Furniture::Weak)),
            ("article-body", None),
            ("ads-content", None),
            ("adsbygoogle", Some(Furniture::Strong)),
            ("mostRead_2", Some(Furniture::Strong)),
            ("entry-meta", Some(Furniture::Weak)),
            ("shareholder-report", None),
            ("lead", None),
        ] {
            assert_eq!(of_token(token), expected, "{token}");
        }
    }
}
