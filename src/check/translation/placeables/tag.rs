//! Tags of XML and HTML, as two sides are compared by them.

/// Attributes that say nothing of the text, only how large something is shown.
const SIZES: &[&str] = &["width", "height"];

/// A tag by its name, the names of its attributes, what a `src` names, and whether its values
/// are quoted as they have to be.
pub(super) fn tag_key(tag: &str) -> String {
    let inside = tag.trim_start_matches('<').trim_end_matches('>').trim_end();
    let (inside, closing) = match inside.strip_suffix('/') {
        Some(inside) => (inside, "/"),
        None => (inside, ""),
    };
    let name_end = inside.find(char::is_whitespace).unwrap_or(inside.len());
    let (name, rest) = inside.split_at(name_end);
    let mut attributes = attributes(rest);
    attributes.sort_unstable();
    let mut key = format!("<{name}");
    for attribute in attributes {
        key.push(' ');
        key.push_str(&attribute);
    }
    format!("{key}{closing}>")
}

/// What counts of each attribute.
fn attributes(mut rest: &str) -> Vec<String> {
    let mut found = Vec::new();
    while let Some(equals) = rest.find('=') {
        let name = rest[..equals].split_whitespace().next_back().unwrap_or("");
        let value = rest[equals + 1..].trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (value, behind) = match quote {
            Some(quote) => {
                let inside = &value[1..];
                let end = inside.find(quote).unwrap_or(inside.len());
                (&inside[..end], inside.get(end + 1..).unwrap_or(""))
            }
            None => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
        };
        rest = behind;
        if SIZES.contains(&name) {
            continue;
        }
        let is_quoted = quote.is_some() || value.is_ascii();
        found.push(match (name, is_quoted) {
            ("src", true) => format!("src={value}"),
            (_, true) => name.to_owned(),
            (_, false) => format!("{name}={value}"),
        });
    }
    found
}

/// Whether what looks like a tag is a word in angle brackets: one between two of them each, as
/// some type quotation marks, or one written with a capital that nothing closes.
pub(super) fn is_literal(text: &str, at: usize, tag: &str) -> bool {
    let is_between = text[..at].ends_with('<') && text[at + tag.len()..].starts_with('>');
    let name = tag[1..tag.len() - 1].trim();
    let is_one_word = name.chars().all(char::is_alphanumeric);
    let is_capital = name.starts_with(char::is_uppercase);
    is_between || is_one_word && is_capital && !text.contains(&format!("</{name}>"))
}
