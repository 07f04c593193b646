//! Placeholders and other pieces of code inside a text. Each is told by its form alone, and only
//! by forms that running text does not have: news must stay quiet.

use super::scan::{Kind, Placeable};

/// The longest name of a placeholder, in bytes.
const LONGEST: usize = 40;

/// The length of a placeholder or piece of code that starts at an offset of a text.
pub(super) fn code_length(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    match rest.as_bytes()[0] {
        b'$' | b'@' | b'%' | b'#' => variable_length(rest),
        b'{' if rest.starts_with("{}") => Some(2),
        b'&' => entity_length(rest),
        b'\\' => escape_length(rest),
        b'[' => bracketed_length(text, at),
        b']' => link_length(rest),
        b'-' => option_length(text, at),
        byte if byte.is_ascii_alphabetic() || byte == b'_' => function_length(text, at),
        _ => None,
    }
}

/// `$(name)`, `${name}`, `$[name]`, `$_NAME`, `@name@`, `%name%`, `#name#`, `$name$`, `$2$`.
fn variable_length(rest: &str) -> Option<usize> {
    let mut letters = rest.chars();
    let first = letters.next()?;
    let second = letters.next()?;
    let closing = match (first, second) {
        ('$', '(') => ')',
        ('$', '{') => '}',
        ('$', '[') => ']',
        ('$', '_') => return global_length(rest),
        ('$', c) if c.is_ascii_digit() => return numbered_length(rest),
        ('@' | '%' | '#' | '$', c) if c.is_ascii_alphabetic() => first,
        _ => return None,
    };
    let inside = rest[1..].trim_start_matches(['(', '{', '[']);
    let from = rest.len() - inside.len();
    let length = inside
        .find(closing)
        .filter(|length| (1..=LONGEST).contains(length))?;
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '^' | '.' | '-');
    inside[..length]
        .chars()
        .all(is_name)
        .then(|| from + length + closing.len_utf8())
}

/// `$_NAME`.
fn global_length(rest: &str) -> Option<usize> {
    let name = ascii_run(&rest[2..], |byte| {
        byte.is_ascii_alphanumeric() || byte == b'_'
    });
    (name > 0).then_some(2 + name)
}

/// `$2$`; but two sums of money, $2–$3, are none.
fn numbered_length(rest: &str) -> Option<usize> {
    let digits = ascii_run(&rest[1..], |byte| byte.is_ascii_digit());
    let behind = rest[1 + digits..].strip_prefix('$')?;
    (!behind.starts_with(|c: char| c.is_ascii_digit())).then_some(digits + 2)
}

/// `&name;` where the name is none of HTML's, which only `&lt;` and `&gt;` are not to change.
fn entity_length(rest: &str) -> Option<usize> {
    let name = ascii_run(&rest[1..], |byte| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_')
    });
    let is_closed = rest[1 + name..].starts_with(';');
    let word = &rest[1..1 + name];
    let has_joint = word.contains(['.', '_'])
        || word[1.min(name)..].contains(|c: char| c.is_ascii_uppercase())
            && word.contains(|c: char| c.is_ascii_lowercase())
            && name > 6;
    let counts = matches!(word, "lt" | "gt") || has_joint && name <= LONGEST;
    (is_closed && counts).then_some(name + 2)
}

/// `\n`, `\t`, `\r`, `\\`.
fn escape_length(rest: &str) -> Option<usize> {
    matches!(rest.as_bytes().get(1), Some(b'n' | b't' | b'r' | b'\\')).then_some(2)
}

/// `[b]` and `[/b]` where the text has both.
fn bracketed_length(text: &str, at: usize) -> Option<usize> {
    let inside = &text[at + 1..];
    let name_at = usize::from(inside.starts_with('/'));
    let name = ascii_run(&inside[name_at..], |byte| byte.is_ascii_alphanumeric());
    let is_closed = inside[name_at + name..].starts_with(']');
    let word = &inside[name_at..name_at + name];
    let has_both = || text.contains(&format!("[/{word}]"));
    (name > 0 && is_closed && has_both()).then(|| name_at + name + 2)
}

/// `](address)` of a link of Markdown.
fn link_length(rest: &str) -> Option<usize> {
    let inside = rest.strip_prefix("](")?;
    let end = inside.find(')').filter(|end| (1..=500).contains(end))?;
    (!inside[..end].contains('\n')).then_some(end + 3)
}

/// `--option`, where no other pair of hyphens shows that they are typed for dashes.
fn option_length(text: &str, at: usize) -> Option<usize> {
    let name = text[at..].strip_prefix("--")?;
    let is_free = text[..at]
        .chars()
        .next_back()
        .is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '"' | '\'' | '`' | '«' | '“'));
    let length = ascii_run(name, |byte| byte.is_ascii_lowercase() || byte == b'-');
    let is_only = text.matches("--").count() == 1;
    (length > 1 && is_free && is_only && !name.starts_with('-')).then_some(length + 2)
}

/// `name()` and `object.name()`.
fn function_length(text: &str, at: usize) -> Option<usize> {
    let is_inside = text[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '.'));
    let rest = &text[at..];
    let name = ascii_run(rest, |byte| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.')
    });
    (!is_inside && rest[name..].starts_with("()")).then_some(name + 2)
}

/// A placeholder of printf that starts at an offset, as `%2$s` or `%s` (without flags, width and
/// precision), with its length. A percent sign behind a number is none.
pub(super) fn printf(text: &str, at: usize) -> Option<(String, usize)> {
    let rest = text[at..].strip_prefix('%')?;
    if text[..at].ends_with(|c: char| c.is_numeric()) {
        return None;
    }
    let mut end = 0;
    let mut which = String::new();
    if let Some(inside) = rest.strip_prefix('(') {
        let close = inside.find(')').filter(|close| *close <= LONGEST)?;
        which = rest[..close + 2].to_owned();
        end = close + 2;
    }
    let number = ascii_run(&rest[end..], |byte| byte.is_ascii_digit());
    if number > 0 && rest[end + number..].starts_with('$') {
        which = rest[end..=end + number].to_owned();
        end += number + 1;
    }
    end += ascii_run(&rest[end..], |byte| {
        byte.is_ascii_digit() || matches!(byte, b'.' | b'+' | b'-' | b'*' | b'#')
    });
    end += ascii_run(&rest[end..], |byte| {
        matches!(byte, b'h' | b'l' | b'L' | b'z' | b'q')
    });
    let letter = rest[end..].chars().next()?;
    let is_conversion = "sSdiufFgGeExXcpa@".contains(letter);
    let ends_word = !rest[end + letter.len_utf8()..]
        .starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_' || c == '%');
    let key = match letter {
        'i' => format!("%{which}d"),
        letter => format!("%{which}{letter}"),
    };
    (is_conversion && ends_word).then(|| (key, 1 + end + letter.len_utf8()))
}

/// `%1`, `#1`, and a # or % that stands by itself, behind no number.
pub(super) fn sign_length(text: &str, at: usize) -> Option<(Kind, usize)> {
    let sign = text[at..]
        .chars()
        .next()
        .filter(|c| matches!(c, '#' | '%'))?;
    let before = text[..at].trim_end_matches([' ', '\u{a0}', '\u{202f}']);
    if before.ends_with(char::is_numeric) {
        return None;
    }
    let behind = &text[at + sign.len_utf8()..];
    let is_free = before.len() < at || at == 0;
    let digits = ascii_run(behind, |byte| byte.is_ascii_digit());
    let is_word = behind[digits..].starts_with(|c: char| c.is_alphanumeric() || c == '%');
    match digits {
        1..=2 if is_free && !is_word => Some((Kind::Numbered, 1 + digits)),
        0 if is_free && !behind.starts_with(|c: char| !c.is_whitespace()) => Some((Kind::Sign, 1)),
        _ => None,
    }
}

/// Numbers the placeholders of printf on a side that does not where the other does: the second
/// `%s` and `%2$s` are one.
pub(super) fn number_alike(own: &mut [Placeable], other: &mut [Placeable]) {
    let is_plain = |one: &Placeable| one.kind == Kind::Printf && !one.key.contains(['$', '(']);
    let is_numbered = |one: &Placeable| one.kind == Kind::Printf && one.key.contains('$');
    let number = |side: &mut [Placeable]| {
        let plain = side.iter_mut().filter(|one| is_plain(one));
        for (at, one) in plain.enumerate() {
            one.key = format!("%{}${}", at + 1, &one.key[1..]);
        }
    };
    if other.iter().any(is_numbered) {
        number(own);
    }
    if own.iter().any(is_numbered) {
        number(other);
    }
}

/// How many bytes at the beginning of a text are ASCII and fit.
fn ascii_run(text: &str, fits: impl Fn(u8) -> bool) -> usize {
    text.bytes()
        .take_while(|byte| byte.is_ascii() && fits(*byte))
        .count()
}
