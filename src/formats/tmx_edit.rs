//! Changing segments of a TMX file in place: every other byte of the file stays.

use super::glossary_table::nfc;
use super::xml_tree::escaped;
use crate::lang::LanguageTag;
use crate::model::TextEdit;

/// A segment that is to have another text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SegmentChange {
    /// The line on which its unit begins, from 1.
    pub line: u32,
    /// Its language.
    pub language: LanguageTag,
    /// What it says.
    pub old: String,
    /// What it is to say.
    pub new: String,
}

/// The edits of the file's text that make some changes, in the order of the text; `None` for a
/// change whose segment is not found as it should be, or has markup in it.
pub fn edit_tmx(text: &str, changes: &[SegmentChange]) -> Vec<Option<TextEdit>> {
    let mut starts = vec![0];
    starts.extend(text.match_indices('\n').map(|(at, _)| at + 1));
    changes
        .iter()
        .map(|change| {
            let line = usize::try_from(change.line).ok()?.checked_sub(1)?;
            edit(text, *starts.get(line)?, change)
        })
        .collect()
}

fn edit(text: &str, start: usize, change: &SegmentChange) -> Option<TextEdit> {
    // Several units may begin on a line: the first that says so is meant.
    let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    let mut at = start;
    loop {
        let unit = at + text[at..].find("<tu")?;
        let is_unit = text[unit + 3..].starts_with(|c: char| c == '>' || c.is_whitespace());
        if unit > line_end {
            return None;
        }
        at = unit + 3;
        if !is_unit {
            continue;
        }
        let end = unit + text[unit..].find("</tu>")?;
        if let Some(edit) = edit_in_unit(text, unit..end, change) {
            return Some(edit);
        }
    }
}

fn edit_in_unit(
    text: &str,
    unit: std::ops::Range<usize>,
    change: &SegmentChange,
) -> Option<TextEdit> {
    let mut at = unit.start;
    while let Some(found) = text[at..unit.end].find("<tuv") {
        let variant = at + found;
        let head_end = variant + text[variant..unit.end].find('>')?;
        let end = variant + text[variant..unit.end].find("</tuv>")?;
        at = end;
        if language_of(&text[variant..head_end]).as_ref() != Some(&change.language) {
            continue;
        }
        let open = variant + text[variant..end].find("<seg")?;
        let from = open + text[open..end].find('>')? + 1;
        let to = from + text[from..end].find("</seg>")?;
        let said = meaning(&text[from..to])?;
        return (nfc(&said) == change.old).then(|| TextEdit {
            span: from..to,
            text: escaped(&change.new),
        });
    }
    None
}

/// The language of the head of a `tuv`.
fn language_of(head: &str) -> Option<LanguageTag> {
    let at = head.find("lang")?;
    let value = head[at + 4..].trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let value = value[1..].split(quote).next()?;
    LanguageTag::parse(value).ok()
}

/// What the text of an element means; `None` where there is markup in it.
fn meaning(raw: &str) -> Option<String> {
    if raw.contains('<') {
        return None;
    }
    let mut said = String::with_capacity(raw.len());
    let mut parts = raw.split('&');
    said.push_str(parts.next()?);
    for part in parts {
        let (name, rest) = part.split_once(';')?;
        let character = match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            _ => {
                let code = name.strip_prefix('#')?;
                let code = match code.strip_prefix(['x', 'X']) {
                    Some(code) => u32::from_str_radix(code, 16).ok()?,
                    None => code.parse().ok()?,
                };
                char::from_u32(code)?
            }
        };
        said.push(character);
        said.push_str(rest);
    }
    Some(said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_segment_changes() {
        let text = "<tmx><body>\n<tu><tuv xml:lang=\"en\"><seg>A &amp; B</seg></tuv>\n <tuv xml:lang='fa'><seg>الف</seg></tuv></tu>\n<tu><tuv xml:lang=\"fa\"><seg>ب<ph/></seg></tuv></tu></body></tmx>";
        let change = |line, language: &str, old: &str, new: &str| SegmentChange {
            line,
            language: LanguageTag::parse(language).unwrap(),
            old: old.to_owned(),
            new: new.to_owned(),
        };
        let edits = edit_tmx(
            text,
            &[
                change(2, "en", "A & B", "A < B"),
                change(2, "fa", "الف", "آ"),
                change(2, "fa", "other", "x"),
                change(4, "fa", "ب", "x"),
                change(2, "ru", "x", "y"),
                change(9, "fa", "x", "y"),
            ],
        );
        let shown: Vec<_> = edits
            .iter()
            .map(|edit| {
                edit.as_ref()
                    .map(|own| (&text[own.span.clone()], own.text.as_str()))
            })
            .collect();
        assert_eq!(
            shown,
            [
                Some(("A &amp; B", "A &lt; B")),
                Some(("الف", "آ")),
                None,
                None,
                None,
                None
            ]
        );
    }
}
