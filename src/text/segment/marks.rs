//! Quotes, brackets, emoji and references: what stands between two sentences.

/// Brackets and quotation marks that only ever open.
pub(super) fn is_opener(c: char) -> bool {
    matches!(
        c,
        '(' | '['
            | '{'
            | '„'
            | '‚'
            | '«'
            | '‹'
            | '（'
            | '［'
            | '【'
            | '〔'
            | '〈'
            | '《'
            | '「'
            | '『'
            | '〖'
            | '¿'
            | '¡'
    )
}

/// Brackets and quotation marks that close behind a terminator, whatever follows.
pub(super) fn is_closer(c: char) -> bool {
    matches!(
        c,
        ')' | ']'
            | '}'
            | '”'
            | '’'
            | '»'
            | '›'
            | '）'
            | '］'
            | '】'
            | '〕'
            | '〉'
            | '》'
            | '」'
            | '』'
            | '〗'
            | '＂'
    )
}

/// What closes the brackets inside which a sentence does not end; `None` for anything else.
pub(super) fn closer_of(open: char) -> Option<char> {
    match open {
        '(' => Some(')'),
        '[' => Some(']'),
        '（' => Some('）'),
        '《' => Some('》'),
        '「' => Some('」'),
        '『' => Some('』'),
        '【' => Some('】'),
        _ => None,
    }
}

/// Whether a character is one of those brackets or closes one.
pub(super) fn is_bracket(c: char) -> bool {
    closer_of(c).is_some() || matches!(c, ')' | ']' | '）' | '》' | '」' | '』' | '】')
}

/// Quotation marks that close or open by what stands around them: `"`, `'`, and those that open in
/// one language and close in another (German “ closes, Danish « closes).
pub(super) fn is_either(c: char) -> bool {
    matches!(c, '"' | '\'' | '`' | '´' | '“' | '‘' | '«')
}

/// Whether a character is a quotation mark of any kind.
pub(super) fn is_quote(c: char) -> bool {
    is_either(c)
        || matches!(
            c,
            '”' | '’' | '»' | '›' | '„' | '‚' | '‹' | '「' | '」' | '『' | '』'
        )
}

/// Whether a character is a quotation mark that is no apostrophe either.
pub(super) fn is_double_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

/// Controls of direction that end with what stands before them.
pub(super) fn is_trailing_control(c: char) -> bool {
    matches!(
        c,
        '\u{200e}' | '\u{200f}' | '\u{202c}' | '\u{2069}' | '\u{61c}' | '\u{200b}'
            ..='\u{200d}' | '\u{feff}'
    )
}

/// Dashes that begin a spoken sentence or an item.
pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '―' | '−')
}

/// Pictures and faces; not arrows, checks and stars, which stand in front of items.
pub(super) fn is_emoji(c: char) -> bool {
    matches!(c as u32, 0x1f300..=0x1faff | 0x1f1e6..=0x1f1ff | 0x2639..=0x263b | 0x2764 | 0x2665)
}

/// How many bytes of emoji stand at the front of a text, joiners and variation selectors included.
pub(super) fn emoji(text: &str) -> usize {
    if !text.starts_with(is_emoji) {
        return 0;
    }
    text.find(|c: char| {
        !is_emoji(c) && !matches!(c, '\u{fe0e}' | '\u{fe0f}' | '\u{200d}' | '\u{20e3}')
    })
    .unwrap_or(text.len())
}

/// How many bytes of an emoticon stand at the front of a text: `:)`, `;-)`, `))`, `:D`. It stands
/// alone: white space or nothing follows.
pub(super) fn emoticon(text: &str) -> usize {
    let mut rest = text.trim_start_matches([':', ';', '=']);
    let has_eyes = rest.len() < text.len() && text.len() - rest.len() <= 2;
    if has_eyes {
        rest = rest.strip_prefix(['-', '\'', 'o', '^']).unwrap_or(rest);
    }
    let bare = rest.trim_start_matches([')', '(']);
    let mouths = rest.len() - bare.len();
    let bare = match mouths {
        0 if has_eyes => rest
            .strip_prefix(['D', 'P', 'p', '/', '|', '*', '3'])
            .unwrap_or(rest),
        _ => bare,
    };
    let is_whole = bare.len() < rest.len() && (has_eyes || mouths >= 2);
    match is_whole && (bare.is_empty() || bare.starts_with(char::is_whitespace)) {
        true => text.len() - bare.len(),
        false => 0,
    }
}

/// How many bytes of references in square brackets stand at the front of a text: `[4]`,
/// `[12] [13]`, `[a]`.
pub(super) fn references(text: &str) -> usize {
    let mut end = 0;
    loop {
        let rest = text[end..].trim_start_matches([' ', '\u{a0}']);
        let Some(inside) = rest.strip_prefix('[') else {
            return end;
        };
        let width = inside
            .find(|c: char| !c.is_alphanumeric())
            .unwrap_or(inside.len());
        let characters = inside[..width].chars().count();
        let is_number = inside[..width].chars().all(char::is_numeric);
        if !inside[width..].starts_with(']')
            || characters == 0
            || characters > 3
            || !is_number && characters > 1
        {
            return end;
        }
        end = text.len() - inside.len() + width + 1;
    }
}

/// How many bytes of raised references, written as plain digits, stand at the front of a text and
/// before a space: `23`, `11 12`, `1,2`.
pub(super) fn raised_references(text: &str) -> usize {
    let mut end = 0;
    loop {
        let rest = &text[end..];
        let rest = match end {
            0 => rest,
            _ => rest.strip_prefix([' ', ',', '–', '-']).unwrap_or(""),
        };
        let width = rest.bytes().take_while(u8::is_ascii_digit).count();
        if width == 0 || width > 3 || !rest[width..].starts_with([' ', ',', '–', '-', '\u{a0}']) {
            let behind = &text[end..];
            return if behind.starts_with([' ', '\u{a0}']) {
                end
            } else {
                0
            };
        }
        end = text.len() - rest.len() + width;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emoticons_and_emoji() {
        for (text, width) in [
            (":) a", 2),
            (":-)", 3),
            (")) Я", 2),
            (") Я", 0),
            (";)", 2),
            ("(a", 0),
            (":D", 2),
            (": a", 0),
            ("::", 0),
        ] {
            assert_eq!(emoticon(text), width, "{text}");
        }
        assert_eq!(emoji("😀❤️ a"), "😀❤️".len());
        assert_eq!(emoji("a"), 0);
    }

    #[test]
    fn references_of_articles() {
        for (text, width) in [
            ("[4] It", 3),
            ("[1][2] [3] It", 10),
            ("[a] It", 3),
            ("[sic] It", 0),
            ("[12", 0),
            ("It", 0),
        ] {
            assert_eq!(references(text), width, "{text}");
        }
        for (text, width) in [
            ("23 The", 2),
            ("11 12 Take", 5),
            ("1,2 The", 3),
            ("5", 0),
            ("2021 The", 0),
            ("5a", 0),
        ] {
            assert_eq!(raised_references(text), width, "{text}");
        }
    }
}
