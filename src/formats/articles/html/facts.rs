//! What a page says of the article in it: JSON-LD (schema.org), Open Graph, Dublin Core, HTML.

use serde_json::Value;

use super::super::builder::{clean, day};
use super::dom::{Dom, NodeId, Step};
use crate::lang::LanguageTag;
use crate::model::{Date, Facts};

/// What a page says of its article.
#[derive(Debug, Default)]
pub(super) struct PageFacts {
    /// Language, date, address, author.
    pub(super) facts: Facts,
    /// What the title may be, the surest first.
    pub(super) titles: Vec<String>,
    /// The name of the site.
    pub(super) site: Option<String>,
    /// The text of the article, where JSON-LD has it.
    pub(super) body: Option<String>,
}

/// Types of schema.org that are articles, by the ends of their names.
const ARTICLE_TYPES: &[&str] = &["Article", "Posting", "Report", "BlogPost"];

impl PageFacts {
    /// Reads what a page says.
    pub(super) fn of(dom: &Dom) -> Self {
        let mut linked = Linked::default();
        let mut metas: Vec<(String, &str)> = Vec::new();
        let mut found = Self::default();
        let mut times = Vec::new();
        for step in dom.walk(0) {
            let Step::Enter(id) = step else { continue };
            let Some(element) = dom.element(id) else {
                continue;
            };
            match element.name() {
                "html" => {
                    let stated = element.attribute("lang").or(element.attribute("xml:lang"));
                    found.facts.language = stated.and_then(language);
                }
                "meta" => {
                    let name = element
                        .attribute("property")
                        .or(element.attribute("name"))
                        .or(element.attribute("itemprop"))
                        .or(element.attribute("http-equiv"));
                    if let (Some(name), Some(value)) = (name, element.attribute("content")) {
                        metas.push((name.to_lowercase(), value));
                    }
                }
                "link" if element.attribute("rel") == Some("canonical") => {
                    found.facts.address = element.attribute("href").and_then(address);
                }
                "script" if element.attribute("type") == Some("application/ld+json") => {
                    linked.read(&script_text(dom, id));
                }
                "time" => times.extend(element.attribute("datetime").and_then(day)),
                "title" if found.site.is_none() => found.site = Some(clean(&dom.text(id))),
                _ => {}
            }
        }
        found.settle(linked, &metas, times);
        found
    }

    fn settle(&mut self, linked: Linked, metas: &[(String, &str)], times: Vec<Date>) {
        let meta = |names: &[&str]| {
            names.iter().find_map(|name| {
                let mut all = metas.iter();
                let own = all.find(|(own, value)| own == name && !value.trim().is_empty());
                own.map(|(_, value)| clean(value))
            })
        };
        let page_title = self.site.take();
        self.titles.extend(linked.headline.map(|text| clean(&text)));
        self.titles.extend(meta(&["og:title"]));
        self.titles
            .extend(meta(&["twitter:title", "dc.title", "title", "headline"]));
        self.titles.extend(page_title);
        self.titles.retain(|title| !title.is_empty());
        self.site = meta(&["og:site_name", "application-name"]);
        self.body = linked.body;
        let facts = &mut self.facts;
        let stated = linked.language.as_deref().and_then(language);
        let in_head = meta(&["content-language", "dc.language", "og:locale"]);
        facts.language = facts
            .language
            .take()
            .or(stated)
            .or(in_head.as_deref().and_then(language));
        facts.date = linked
            .date
            .as_deref()
            .and_then(day)
            .or_else(|| meta(DATE_NAMES).as_deref().and_then(day))
            .or_else(|| times.into_iter().next());
        let named = linked.address.as_deref().and_then(address);
        let in_head = meta(&["og:url"]).as_deref().and_then(address);
        facts.address = facts.address.take().or(in_head).or(named);
        let author = linked.author.map(|text| clean(&text));
        // `article:author` is often the address of a profile.
        let in_head = meta(&["author", "dc.creator", "article:author", "byl"]);
        facts.author = author
            .or(in_head)
            .filter(|author| !author.is_empty() && !author.contains("://"));
    }
}

/// Names under which pages give the day of their article.
const DATE_NAMES: &[&str] = &[
    "article:published_time",
    "og:published_time",
    "datepublished",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "date",
    "pubdate",
    "publishdate",
    "publish-date",
    "parsely-pub-date",
    "sailthru.date",
    "article:modified_time",
];

/// A language that a page names, such as `fa`, `fa_IR` or `en, fr`.
fn language(text: &str) -> Option<LanguageTag> {
    let first = text.split([',', ';']).next()?;
    LanguageTag::parse(first).ok()
}

/// An address on the web; one within the site says nothing elsewhere.
fn address(text: &str) -> Option<String> {
    let text = text.trim();
    let is_whole = text.starts_with("https://") || text.starts_with("http://");
    is_whole.then(|| text.to_owned())
}

fn script_text(dom: &Dom, script: NodeId) -> String {
    let mut text = String::new();
    for child in dom.children(script) {
        if let super::dom::Data::Text(own) = dom.data(child) {
            text.push_str(own);
        }
    }
    text
}

/// What JSON-LD says of the article.
#[derive(Debug, Default)]
struct Linked {
    headline: Option<String>,
    date: Option<String>,
    author: Option<String>,
    language: Option<String>,
    address: Option<String>,
    body: Option<String>,
}

impl Linked {
    /// Reads one script. What is no JSON says nothing.
    fn read(&mut self, script: &str) {
        let value: Value = match serde_json::from_str(script.trim()) {
            Ok(value) => value,
            // Texts with raw line breaks in them are frequent.
            Err(_) => {
                let repaired: String = script
                    .chars()
                    .map(|c| if c.is_control() { ' ' } else { c })
                    .collect();
                match serde_json::from_str(repaired.trim().trim_end_matches(';')) {
                    Ok(value) => value,
                    Err(_) => return,
                }
            }
        };
        self.take(&value);
    }

    /// Looks for articles in a value: itself, the values of a list or of a graph, the thing that
    /// a page is about. JSON is nested at most 128 deep by its reader.
    fn take(&mut self, value: &Value) {
        match value {
            Value::Array(values) => values.iter().for_each(|value| self.take(value)),
            Value::Object(object) => {
                if is_article(value) && self.headline.is_none() {
                    self.take_article(value);
                }
                for name in ["@graph", "mainEntity", "mainEntityOfPage"] {
                    if let Some(inner) = object.get(name) {
                        self.take(inner);
                    }
                }
            }
            _ => {}
        }
    }

    fn take_article(&mut self, article: &Value) {
        let text = |name: &str| text_of(&article[name]);
        self.headline = text("headline").or(text("name"));
        self.date = text("datePublished").or(text("dateCreated"));
        self.author = text("author").or(text("creator"));
        self.language = text("inLanguage");
        self.address = text("url").or(text("mainEntityOfPage"));
        self.body = text("articleBody");
    }
}

fn is_article(value: &Value) -> bool {
    let is_type = |name: &str| ARTICLE_TYPES.iter().any(|known| name.ends_with(known));
    match &value["@type"] {
        Value::String(name) => is_type(name),
        Value::Array(names) => names.iter().filter_map(Value::as_str).any(is_type),
        _ => false,
    }
}

/// The text that a value stands for: itself, the name or id of a thing, those of a list.
fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()).filter(|text| !text.trim().is_empty()),
        Value::Object(object) => ["name", "@value", "alternateName", "@id"]
            .iter()
            .find_map(|name| object.get(*name))
            .and_then(text_of),
        Value::Array(values) => {
            let texts: Vec<String> = values.iter().filter_map(text_of).collect();
            Some(texts.join(", ")).filter(|text| !text.is_empty())
        }
        _ => None,
    }
}
