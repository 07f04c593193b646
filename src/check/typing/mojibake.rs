//! `mojibake`: UTF-8 that was read in another encoding (`donâ€™t`, `Ð˜Ñ€Ð°Ð½`).

use super::super::article::{Article, Remark};
use super::super::{Check, Example, Examples, Finding, Fix, Knowledge, Subject, Told};
use crate::model::Severity;

/// Finds runs of characters whose bytes in an old encoding are UTF-8.
pub struct Mojibake;

/// What windows-1252 has at 80–9F; the five that it leaves free are controls.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// What windows-1251 has at 80–BF.
const WINDOWS_1251: [char; 64] = [
    'Ђ', 'Ѓ', '‚', 'ѓ', '„', '…', '†', '‡', '€', '‰', 'Љ', '‹', 'Њ', 'Ќ', 'Ћ', 'Џ', 'ђ', '‘', '’',
    '“', '”', '•', '–', '—', '\u{98}', '™', 'љ', '›', 'њ', 'ќ', 'ћ', 'џ', '\u{a0}', 'Ў', 'ў', 'Ј',
    '¤', 'Ґ', '¦', '§', 'Ё', '©', 'Є', '«', '¬', '\u{ad}', '®', 'Ї', '°', '±', 'І', 'і', 'ґ', 'µ',
    '¶', '·', 'ё', '№', 'є', '»', 'ј', 'Ѕ', 'ѕ', 'ї',
];

impl Check for Mojibake {
    fn id(&self) -> &'static str {
        "mojibake"
    }

    fn severity(&self) -> Severity {
        Severity::Error
    }

    fn about(&self) -> &'static str {
        "Text was read in a wrong encoding somewhere on its way (donâ€™t for don’t)"
    }

    fn explains(&self) -> &'static str {
        "A run of characters counts where their bytes in windows-1252 or windows-1251 are valid UTF-8, which running text hardly ever is."
    }

    fn fix(&self) -> Fix {
        Fix::Safe
    }

    fn told(&self) -> Told {
        Told::Habit { from: 4 }
    }

    fn examples(&self) -> Examples {
        Examples {
            bad: Example::of("en", &["The two sides donâ€™t agree."]),
            good: Example::of("fr", &["Les deux côtés n’étaient pas d’accord (ÉTÉ)."]),
        }
    }

    fn run(&self, subject: &Subject<'_>, _: &Knowledge<'_>) -> Vec<Finding> {
        Article::of(subject).each(self, |paragraph| {
            let text = paragraph.text;
            if text.is_ascii() {
                return Vec::new();
            }
            let mut found = Vec::new();
            let mut from = 0;
            while let Some((span, meant)) = next(text, from) {
                from = span.end;
                let message = format!(
                    "{} was {meant} before it was read in a wrong encoding",
                    &text[span.clone()]
                );
                found.push(Remark::new(span, message, 0.95).instead(meant));
            }
            found
        })
    }
}

/// The next run behind a byte that is UTF-8 in an old encoding, and the text that it was.
fn next(text: &str, from: usize) -> Option<(std::ops::Range<usize>, String)> {
    let mut at = from;
    while let Some(c) = text[at..].chars().next() {
        if !c.is_ascii() {
            let end = text[at..]
                .find(|c: char| c.is_ascii())
                .map_or(text.len(), |length| at + length);
            for (encode, least) in [(latin as fn(char) -> Option<u8>, 1), (cyrillic, 2)] {
                if let Some((length, meant)) = decoded(&text[at..end], encode, least) {
                    return Some((at..at + length, meant));
                }
            }
        }
        at += c.len_utf8();
    }
    None
}

/// What the longest beginning of a run was, if its bytes are UTF-8 of characters that are no
/// chance; and how many bytes of the run it takes.
fn decoded(run: &str, encode: fn(char) -> Option<u8>, least: usize) -> Option<(usize, String)> {
    let bytes: Vec<u8> = run.chars().map_while(encode).collect();
    let valid = match std::str::from_utf8(&bytes) {
        Ok(all) => all,
        Err(error) => std::str::from_utf8(&bytes[..error.valid_up_to()]).ok()?,
    };
    // Characters that UTF-8 read wrongly yields are letters and marks, not controls.
    let meant: String = valid
        .chars()
        .take_while(|c| !c.is_ascii() && !matches!(c, '\u{80}'..='\u{9f}'))
        .collect();
    let count = meant.chars().count();
    let is_chance = count < least || count == 1 && meant.chars().all(|c| !is_usual(c));
    if is_chance {
        return None;
    }
    let length = run.chars().take(meant.len()).map(char::len_utf8).sum();
    Some((length, meant))
}

/// What alone is no chance: letters of Western Europe (Ã and Â before a sign) and marks
/// (â€ and a sign). A French é before a guillemet would be an ideograph.
fn is_usual(c: char) -> bool {
    matches!(c, '\u{a0}'..='\u{ff}' | '\u{2010}'..='\u{2044}' | '\u{20ac}' | '\u{2122}')
}

fn latin(c: char) -> Option<u8> {
    match u32::from(c) {
        code @ 0xa0..=0xff => u8::try_from(code).ok(),
        _ => byte_in(&WINDOWS_1252, c),
    }
}

fn cyrillic(c: char) -> Option<u8> {
    match u32::from(c) {
        code @ 0x410..=0x44f => u8::try_from(code - 0x410 + 0xc0).ok(),
        _ => byte_in(&WINDOWS_1251, c),
    }
}

fn byte_in(page: &[char], c: char) -> Option<u8> {
    let at = page.iter().position(|own| *own == c)?;
    u8::try_from(0x80 + at).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_wrongly_is_read_again() {
        for (text, meant) in [
            ("donâ€™t", "’"),
            ("CafÃ©", "é"),
            ("Ð˜Ñ€Ð°Ð½", "Иран"),
            ("Р\u{98}СЂР°РЅ", "Иран"),
        ] {
            assert_eq!(
                next(text, 0).map(|(_, meant)| meant).as_deref(),
                Some(meant),
                "{text}"
            );
        }
        for text in [
            "été",
            "Россия",
            "СССР",
            "«Ünlü»",
            "naïve – Ærø",
            "РФ",
            "bonté\u{a0}»",
            "süß“",
            "LIBERTÉ»",
            "«Ü»",
        ] {
            assert_eq!(next(text, 0), None, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn nothing_panics(text in "[\\PCÃâ€™ÐÑРС\u{98}]{0,20}") {
            let mut from = 0;
            while let Some((span, _)) = next(&text, from) {
                proptest::prop_assert!(span.end > from);
                from = span.end;
            }
        }
    }
}
