//! By what conventions a language is typed: only those that hold without exception, so that what
//! breaks them is a mistake. Sources: the punctuation chapters of the Chicago Manual of Style
//! (en), of the Imprimerie nationale (fr), of Мильчин and Чельцова (ru), of the Academy of
//! Persian Language (fa), GB/T 15834 (zh), and CLDR for quotation marks.

use std::ops::Range;

use crate::lang::LanguageTag;
use crate::text::is_letter;

/// How a script goes about words and capitals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Writing {
    /// Words apart, sentences and names with a capital: Latin, Cyrillic, Greek, Armenian.
    Cased,
    /// Words apart, no capitals, Arabic punctuation.
    Arabic,
    /// Words apart, no capitals.
    Caseless,
    /// Ideographs and kana: no spaces between words, full-width marks.
    FullWidth,
    /// No spaces between words, and what stands between them is not certain: Thai, Khmer.
    Unspaced,
}

/// The writing of a language.
pub(super) fn writing_of(language: &LanguageTag) -> Writing {
    match language.script() {
        "Latn" | "Cyrl" | "Grek" | "Armn" => Writing::Cased,
        "Arab" => Writing::Arabic,
        "Hans" | "Hant" | "Jpan" => Writing::FullWidth,
        "Thai" | "Khmr" | "Laoo" | "Mymr" | "Tibt" => Writing::Unspaced,
        _ => Writing::Caseless,
    }
}

/// Whether words stand apart.
pub(super) fn is_spaced(language: &LanguageTag) -> bool {
    !matches!(writing_of(language), Writing::FullWidth | Writing::Unspaced)
}

/// Marks before which French has a space; none in other languages. In Canada and Switzerland
/// only the colon and the closing quotation mark are certain to have one.
pub(super) fn marks_behind_space(language: &LanguageTag) -> &'static str {
    match (language.primary(), language.region()) {
        ("fr", Some("CA" | "CH")) => ":»",
        ("fr", _) => "!?;:»",
        _ => "",
    }
}

/// Marks before which a space is a mistake.
pub(super) fn marks_without_space(language: &LanguageTag) -> &'static str {
    match (writing_of(language), language.primary()) {
        (Writing::FullWidth, _) => "，。、；：！？）」』》】",
        (Writing::Unspaced, _) => "",
        (Writing::Arabic, _) => "،؛؟.!:,)]}۔",
        // Breton and Armenian have habits of their own.
        (_, "br" | "hy") => ",.)]}",
        (_, "fr") => ",.)]}",
        _ => ",.;:!?)]}",
    }
}

/// Whether guillemets of the language hug what they quote: « needs no space behind it.
pub(super) fn has_tight_guillemets(language: &LanguageTag) -> bool {
    language.script() == "Cyrl"
        || matches!(
            language.primary(),
            "fa" | "ar" | "es" | "it" | "pt" | "ca" | "el"
        )
}

/// Words that a language writes twice on purpose, in lower case; `None` where it doubles words
/// as a matter of grammar, so that only function words count.
pub(super) fn doubled_on_purpose(language: &LanguageTag) -> Option<&'static [&'static str]> {
    Some(match language.primary() {
        "en" => &[
            "had", "that", "is", "her", "do", "so", "very", "more", "no", "yes", "bye", "blah",
            "ha", "long", "many", "much", "far", "really", "over", "again", "on", "in", "knock",
            "night", "now", "there", "never", "big", "plus", "please", "hear", "tut", "pom", "can",
            "you",
        ],
        "fr" => &[
            "nous", "vous", "très", "bien", "non", "oui", "si", "en", "ha", "bla",
        ],
        "de" => &[
            "die", "der", "das", "den", "dem", "sie", "ihr", "sehr", "nein", "ja", "so", "es",
            "was", "wer", "in", "zu", "an", "auf", "mit", "ein",
        ],
        "af" => &[
            "is", "dat", "wat", "het", "was", "so", "nou", "gou", "kort", "lank", "nie",
        ],
        "nl" => &["die", "dat", "heel", "nee", "ja", "zij", "zo", "is", "er"],
        "es" => &["muy", "no", "sí", "poco", "casi", "luego", "todo"],
        "it" => &[
            "piano", "poco", "molto", "no", "sì", "quasi", "via", "ora", "così",
        ],
        "pt" => &["muito", "não", "sim", "quase", "logo", "nos"],
        "ru" | "uk" | "be" | "bg" => &[
            "очень",
            "еле",
            "чуть",
            "давно",
            "да",
            "нет",
            "вот",
            "так",
            "ні",
            "вже",
            "много",
            "далеко",
            "долго",
            "все",
            "всё",
            "что",
        ],
        "cs" | "sk" | "pl" | "sv" | "da" | "nb" | "no" | "fi" => &[
            "se", "si", "to", "że", "det", "den", "att", "de", "som", "för", "tak", "nie", "ne",
            "ja", "nej", "på", "i", "om", "der", "kun",
        ],
        _ => return None,
    })
}

/// The stretches of a text that no rule of typing holds for: addresses, tags, placeholders,
/// entities, names of files. In the order of the text, not overlapping.
pub(super) fn unruled(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    if !text.contains(['/', '@', '<', '{', '&', '\\', '%', '#', '_']) {
        return found;
    }
    let mut start = 0;
    for chunk in text.split_inclusive(char::is_whitespace) {
        let word = chunk.trim_end();
        let is_code = ["://", "www.", "\\", "%s", "%d", "%(", "${", "{{"]
            .iter()
            .any(|sign| word.contains(sign))
            || word.contains(['@', '_', '#', '{'])
            || word.contains('&') && word.contains(';')
            || word.matches('/').count() > 1;
        if is_code {
            found.push(start..start + word.len());
        }
        start += chunk.len();
    }
    found.extend(tags(text));
    found.sort_by_key(|span| span.start);
    found
}

/// Tags of markup, which may have spaces in them.
fn tags(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find('<').map(|at| from + at) {
        from = at + 1;
        let is_tag =
            text[from..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        if let Some(end) = text[from..].find('>').filter(|_| is_tag) {
            found.push(at..from + end + 1);
            from += end + 1;
        }
    }
    found
}

/// Whether a byte lies in one of some spans.
pub(super) fn is_within(spans: &[Range<usize>], at: usize) -> bool {
    spans.iter().any(|span| span.contains(&at))
}

/// The runs of letters of a text, with joiners and marks inside them, and their places.
pub(super) fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_inside = |c: char| is_letter(c) || matches!(c, '\u{200c}' | '\u{200d}') || is_mark(c);
    text.split(move |c| !is_inside(c))
        .filter(|word| !word.is_empty())
        .map(move |word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

/// A combining mark of the scripts that are written with them.
pub(super) fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6ed}' | '\u{900}'..='\u{903}'
        | '\u{93a}'..='\u{94f}' | '\u{e31}'..='\u{e4e}')
}

/// A letter of the Arabic script, in its basic blocks.
pub(super) fn is_arabic(c: char) -> bool {
    is_letter(c) && matches!(c, '\u{620}'..='\u{6ff}' | '\u{750}'..='\u{77f}')
}

/// An ideograph or a kana.
pub(super) fn is_full_width_letter(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_tags_and_placeholders_are_unruled() {
        let text = "See https://x.org/a,b or <a href=\"x\"> and %s; a < b > c, me@x.org";
        let found: Vec<&str> = unruled(text).into_iter().map(|span| &text[span]).collect();
        assert_eq!(
            found,
            ["https://x.org/a,b", "<a href=\"x\">", "%s;", "me@x.org"]
        );
        assert!(unruled("Plain, text. Here").is_empty());
    }
}
