//! Regular expressions in the syntax of ICU (and of Java, which SRX files also use), written anew
//! in the syntax of the engines here.
//!
//! What only differs in spelling is translated: `\h`, `\R`, `\Q…\E`, `[[:alpha:]]`, `[a-z-[aeiou]]`,
//! `\p{InCyrillic}`, flags. Look-around, back-references, atomic groups and possessive quantifiers
//! stay as they are and need an engine that backtracks. What neither has is an error that names it.

use super::blocks;

/// An expression in the syntax of the engines here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Translated {
    pub(super) pattern: String,
    pub(super) needs: Needs,
    /// How many groups it captures.
    pub(super) groups: usize,
}

/// Which engine an expression needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Needs {
    /// One that is linear in the text.
    Automaton,
    /// One that backtracks.
    Backtracking,
}

/// Line ends of ICU, as the inside of a set.
const LINE_ENDS: &str = r"\n\x0B\f\r\x{85}\x{2028}\x{2029}";

/// Translates an expression. `groups_before` groups stand before it in the whole expression:
/// back-references are counted on.
///
/// # Errors
/// What the engines here do not have, in words. Whether the result is well-formed is for the
/// engine to say.
pub(super) fn translate(pattern: &str, groups_before: usize) -> Result<Translated, String> {
    let mut translator = Translator {
        input: pattern.chars().collect(),
        at: 0,
        output: String::with_capacity(pattern.len() + 8),
        needs: Needs::Automaton,
        groups: 0,
        groups_before,
    };
    while translator.at < translator.input.len() {
        translator.step()?;
    }
    Ok(Translated {
        pattern: translator.output,
        needs: translator.needs,
        groups: translator.groups,
    })
}

struct Translator {
    input: Vec<char>,
    at: usize,
    output: String,
    needs: Needs,
    groups: usize,
    groups_before: usize,
}

/// What stands before a place inside a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Member {
    /// Nothing that could begin a range.
    Nothing,
    /// One character.
    Character,
    /// Several: another set, a property.
    Set,
}

impl Translator {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.input.get(self.at + ahead).copied()
    }

    fn starts_with(&self, text: &str) -> bool {
        let mut ahead = 0;
        text.chars().all(|c| {
            ahead += 1;
            self.peek(ahead - 1) == Some(c)
        })
    }

    fn literal(&mut self, c: char) {
        self.output
            .push_str(&regex_syntax::escape(c.encode_utf8(&mut [0; 4])));
    }

    fn step(&mut self) -> Result<(), String> {
        let Some(c) = self.peek(0) else {
            return Ok(());
        };
        match c {
            '\\' => self.escape(),
            '[' => self.set(),
            '(' => self.group(),
            '*' | '+' | '?' => {
                self.at += 1;
                self.output.push(c);
                self.after_quantifier();
                Ok(())
            }
            '{' => {
                self.braces();
                Ok(())
            }
            '}' => {
                self.at += 1;
                self.literal(c);
                Ok(())
            }
            _ => {
                self.at += 1;
                self.output.push(c);
                Ok(())
            }
        }
    }

    /// Behind a quantifier `?` makes it lazy and `+` possessive.
    fn after_quantifier(&mut self) {
        match self.peek(0) {
            Some('?') => self.output.push('?'),
            Some('+') => {
                self.output.push('+');
                self.needs = Needs::Backtracking;
            }
            _ => return,
        }
        self.at += 1;
    }

    /// `{2}`, `{2,}`, `{2,3}`; any other brace is itself.
    fn braces(&mut self) {
        let length = self.input[self.at..].iter().position(|c| *c == '}');
        let inside: String = match length {
            Some(length) => self.input[self.at + 1..self.at + length].iter().collect(),
            None => String::new(),
        };
        let (least, most) = inside.split_once(',').unwrap_or((&inside, ""));
        let is_number = |text: &str| text.chars().all(|c| c.is_ascii_digit());
        if least.is_empty() || !is_number(least) || !is_number(most) {
            self.at += 1;
            self.literal('{');
            return;
        }
        self.output.push('{');
        self.output.push_str(&inside);
        self.output.push('}');
        self.at += inside.chars().count() + 2;
        self.after_quantifier();
    }

    fn group(&mut self) -> Result<(), String> {
        if self.starts_with("(?#") {
            let length = self.input[self.at..].iter().position(|c| *c == ')');
            self.at += length.ok_or("a comment (?# is not closed")? + 1;
            return Ok(());
        }
        for look in ["(?=", "(?!", "(?<=", "(?<!", "(?>"] {
            if self.starts_with(look) {
                self.needs = Needs::Backtracking;
                self.at += look.len();
                self.output.push_str(look);
                return Ok(());
            }
        }
        if self.starts_with("(?") && !self.starts_with("(?<") && !self.starts_with("(?P") {
            return self.flags();
        }
        self.groups += 1;
        self.at += 1;
        self.output.push('(');
        if self.starts_with("?<") {
            self.at += 2;
            self.output.push_str("?<");
        }
        Ok(())
    }

    /// `(?i)`, `(?i-s:`, `(?:`. Flags that only say that letters are those of Unicode are the
    /// rule here.
    fn flags(&mut self) -> Result<(), String> {
        self.at += 2;
        let mut flags = String::new();
        loop {
            let c = self.peek(0).ok_or("a group is not closed")?;
            self.at += 1;
            match c {
                'i' | 'm' | 's' | 'x' | '-' => flags.push(c),
                'u' | 'U' | 'd' | 'w' => {}
                ':' | ')' => {
                    let flags = flags.trim_end_matches('-');
                    // `(?)` of flags that are the rule says nothing.
                    if c == ':' || !flags.is_empty() {
                        self.output.push_str("(?");
                        self.output.push_str(flags);
                        self.output.push(c);
                    }
                    return Ok(());
                }
                other => return Err(format!("the flag {other:?} is not known")),
            }
        }
    }

    /// An escape outside of sets.
    fn escape(&mut self) -> Result<(), String> {
        let c = self.peek(1).ok_or("a backslash ends it")?;
        match c {
            '1'..='9' => self.back_reference(),
            'k' => {
                self.needs = Needs::Backtracking;
                self.copy(2)
            }
            'Q' => self.quoted(),
            'R' => self.replace(2, &format!(r"(?:\r\n|[{LINE_ENDS}])")),
            // A letter with its marks; what UAX #29 joins beyond that stays apart.
            'X' => self.replace(2, r"(?:\r\n|\P{M}\p{M}*|\p{M}+)"),
            'Z' => self.replace(2, r"(?:\n?\z)"),
            'A' | 'z' | 'b' | 'B' => self.copy(2),
            _ => self.character_escape().map(drop),
        }
    }

    fn back_reference(&mut self) -> Result<(), String> {
        let mut number = 0;
        self.at += 1;
        while let Some(digit) = self.peek(0).and_then(|c| c.to_digit(10)) {
            // ICU takes as many digits as there are groups for.
            if number > 0 && number * 10 + digit as usize > self.groups {
                break;
            }
            number = number * 10 + digit as usize;
            self.at += 1;
        }
        if number > self.groups {
            return Err(format!("\\{number} refers to a group that is not there"));
        }
        self.needs = Needs::Backtracking;
        let whole = number + self.groups_before;
        self.output.push_str(&format!(r"(?:\{whole})"));
        Ok(())
    }

    /// `\Q…\E`: everything between is itself.
    fn quoted(&mut self) -> Result<(), String> {
        self.at += 2;
        while let Some(c) = self.peek(0) {
            if self.starts_with("\\E") {
                self.at += 2;
                return Ok(());
            }
            self.literal(c);
            self.at += 1;
        }
        Ok(())
    }

    fn copy(&mut self, length: usize) -> Result<(), String> {
        for _ in 0..length {
            self.output.extend(self.peek(0));
            self.at += 1;
        }
        Ok(())
    }

    fn replace(&mut self, length: usize, text: &str) -> Result<(), String> {
        self.at += length;
        self.output.push_str(text);
        Ok(())
    }

    /// An escape that stands for characters, inside or outside of a set.
    fn character_escape(&mut self) -> Result<Member, String> {
        let c = self.peek(1).ok_or("a backslash ends it")?;
        match c {
            'd' | 'D' | 'w' | 'W' | 's' | 'S' => self.copy(2)?,
            'p' | 'P' => self.property()?,
            'h' => self.replace(2, r"[\t\p{Zs}]")?,
            'H' => self.replace(2, r"[^\t\p{Zs}]")?,
            'v' => self.replace(2, &format!("[{LINE_ENDS}]"))?,
            'V' => self.replace(2, &format!("[^{LINE_ENDS}]"))?,
            _ => {
                let c = self.one_character(c)?;
                self.literal(c);
                return Ok(Member::Character);
            }
        }
        Ok(Member::Set)
    }

    /// The character that an escape stands for.
    fn one_character(&mut self, c: char) -> Result<char, String> {
        self.at += 2;
        match c {
            'n' => Ok('\n'),
            'r' => Ok('\r'),
            't' => Ok('\t'),
            'f' => Ok('\u{c}'),
            'a' => Ok('\u{7}'),
            'e' => Ok('\u{1b}'),
            'c' => {
                let control = self.peek(0).ok_or("\\c needs a letter")?;
                self.at += 1;
                character(control as u32 & 0x1f)
            }
            'u' => self.utf16(),
            'U' => self.hexadecimal(8).and_then(character),
            'x' if self.peek(0) == Some('{') => self.braced().and_then(character),
            'x' => self.hexadecimal(2).and_then(character),
            '0' => {
                let digits: Vec<u32> = (0..3)
                    .map_while(|ahead| self.peek(ahead)?.to_digit(8))
                    .collect();
                self.at += digits.len();
                character(digits.iter().fold(0, |value, digit| value * 8 + digit))
            }
            'N' | 'G' | 'X' | 'R' => Err(format!("\\{c} is not supported here")),
            c if c.is_ascii_alphanumeric() => Err(format!("the escape \\{c} is not known")),
            c => Ok(c),
        }
    }

    /// `\u00e9`, `\u{e9}`, and two surrogates as one character.
    fn utf16(&mut self) -> Result<char, String> {
        if self.peek(0) == Some('{') {
            return self.braced().and_then(character);
        }
        let high = self.hexadecimal(4)?;
        if (0xd800..0xdc00).contains(&high) && self.starts_with("\\u") {
            self.at += 2;
            let low = self.hexadecimal(4)?;
            return character(0x10000 + ((high - 0xd800) << 10) + low.wrapping_sub(0xdc00));
        }
        character(high)
    }

    fn hexadecimal(&mut self, length: usize) -> Result<u32, String> {
        let digits: String = (0..length).filter_map(|ahead| self.peek(ahead)).collect();
        self.at += digits.chars().count();
        u32::from_str_radix(&digits, 16)
            .ok()
            .filter(|_| digits.len() == length)
            .ok_or(format!(
                "{digits:?} is no hexadecimal number of {length} digits"
            ))
    }

    fn braced(&mut self) -> Result<u32, String> {
        let text = self.inside_braces()?;
        u32::from_str_radix(&text, 16).map_err(|_| format!("{text:?} is no hexadecimal number"))
    }

    /// The text between braces.
    fn inside_braces(&mut self) -> Result<String, String> {
        let length = self.input[self.at..].iter().position(|c| *c == '}');
        let length = length.ok_or("a brace is not closed")?;
        let text = self.input[self.at + 1..self.at + length].iter().collect();
        self.at += length + 1;
        Ok(text)
    }

    /// `\pL`, `\p{Lu}`, `\P{IsCyrillic}`, `\p{^L}`.
    fn property(&mut self) -> Result<(), String> {
        let mut is_negated = self.peek(1) == Some('P');
        self.at += 2;
        let name = match self.peek(0) {
            Some('{') => self.inside_braces()?,
            Some(c) => {
                self.at += 1;
                c.to_string()
            }
            None => return Err("\\p needs a property".to_owned()),
        };
        let mut name = name.trim();
        if let Some(other) = name.strip_prefix('^') {
            is_negated = !is_negated;
            name = other;
        }
        self.named(name, is_negated)
    }

    /// A set by the name of its property.
    fn named(&mut self, name: &str, is_negated: bool) -> Result<(), String> {
        let set = blocks::set_of(name)?;
        let negation = if is_negated { "^" } else { "" };
        self.output.push_str(&format!("[{negation}{set}]"));
        Ok(())
    }

    /// `[:alpha:]`, `[:^Lu:]` at this place: its name, whether it is negated, and its length.
    fn posix(&self) -> Option<(String, bool, usize)> {
        let inside = self.input.get(self.at..)?.strip_prefix(&['[', ':'])?;
        let length = inside.windows(2).position(|two| two == [':', ']'])?;
        let name: String = inside[..length].iter().collect();
        let bare = name.strip_prefix('^').unwrap_or(&name);
        let is_name = !bare.is_empty()
            && bare
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '_' | '='));
        is_name.then(|| (bare.to_owned(), bare.len() < name.len(), length + 4))
    }

    /// A set with its members.
    fn set(&mut self) -> Result<(), String> {
        if let Some((name, is_negated, length)) = self.posix() {
            self.at += length;
            return self.named(&name, is_negated);
        }
        self.at += 1;
        self.output.push('[');
        if self.peek(0) == Some('^') {
            self.at += 1;
            self.output.push('^');
        }
        let mut before = Member::Nothing;
        if self.peek(0) == Some(']') {
            self.at += 1;
            self.output.push_str(r"\]");
            before = Member::Character;
        }
        loop {
            let c = self.peek(0).ok_or("a set [ is not closed")?;
            if c == ']' {
                self.at += 1;
                self.output.push(']');
                return Ok(());
            }
            before = self.member(c, before)?;
        }
    }

    fn member(&mut self, c: char, before: Member) -> Result<Member, String> {
        match c {
            '[' => {
                self.set()?;
                Ok(Member::Set)
            }
            '\\' => match self.peek(1) {
                Some('Q') => self.quoted().map(|()| Member::Character),
                Some('b') => self.replace(2, r"\x08").map(|()| Member::Character),
                _ => self.character_escape(),
            },
            '&' if self.peek(1) == Some('&') => {
                self.copy(2)?;
                Ok(Member::Nothing)
            }
            '-' => Ok(self.hyphen(before)),
            _ => {
                self.at += 1;
                self.literal(c);
                Ok(Member::Character)
            }
        }
    }

    /// A hyphen: between characters a range, between sets a difference, else itself.
    fn hyphen(&mut self, before: Member) -> Member {
        let next = if self.peek(1) == Some('-') { 2 } else { 1 };
        let is_difference = self.peek(next) == Some('[') && (before == Member::Set || next == 2);
        let is_escaped_set =
            self.peek(1) == Some('\\') && self.peek(2).is_some_and(|c| "dDwWsSpPhHvV".contains(c));
        if is_difference {
            self.at += next;
            self.output.push_str("--");
            return Member::Nothing;
        }
        self.at += 1;
        let is_range = before == Member::Character
            && !is_escaped_set
            && !matches!(self.peek(0), None | Some(']' | '['));
        if is_range {
            self.output.push('-');
            return Member::Nothing;
        }
        self.output.push_str(r"\-");
        Member::Nothing
    }
}

fn character(value: u32) -> Result<char, String> {
    char::from_u32(value).ok_or(format!("U+{value:04X} is no character"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(pattern: &str, text: &str) -> bool {
        let translated = translate(pattern, 0).unwrap();
        let regex = fancy_regex::Regex::new(&format!("^(?:{})$", translated.pattern));
        let regex = regex.unwrap_or_else(|error| panic!("{pattern} {translated:?} {error}"));
        regex.is_match(text).unwrap()
    }

    #[test]
    fn icu_syntax_means_the_same_here() {
        for (pattern, yes, no) in [
            (r"a\hb", "a\u{a0}b", "a\nb"),
            (r"a\Rb", "a\r\nb", "a b"),
            (r"\Qa.b\E+", "a.bb", "axb"),
            (r"[\Q.-]\E]+", "-].", "x"),
            (r"\p{IsCyrillic}+", "Мир", "mir"),
            (r"\p{InCyrillic}+", "Мир", "mir"),
            (r"\P{Lu}", "a", "A"),
            (r"\p{^Lu}", "a", "A"),
            (r"\pL+", "سلام", "1"),
            (r"[[:alpha:]]+", "Зя", "1"),
            (r"[[:^Lu:]x]", "a", "A"),
            (r"[:Lu:]", "A", "a"),
            (r"[:：]", "：", "a"),
            (r"[\p{L}&&[^rwn]]", "a", "r"),
            (r"[[a-z]-[aeiou]]", "b", "a"),
            (r"[[a-z]--[aeiou]]", "b", "a"),
            (r"[\w-.]+", "a-.", "!"),
            (r"[a-]+", "a-a", "b"),
            (r"[]a]+", "]a", "b"),
            (r"[~&#^]+", "~&#^", "a"),
            (r"(?iu)ABC", "abc", "abd"),
            (r"a(?#comment)b", "ab", "a"),
            (r"a++b", "aab", "b"),
            (r"a{2}+b", "aab", "aaab"),
            (r"a?+b", "ab", "aab"),
            (r"a{x", "a{x", "ax"),
            (r"(a|b)\1", "aa", "ab"),
            (r"\u0041\x42\x{43}\U00000044\0105", "ABCDE", "ABCD"),
            (r"\uD83D\uDE00", "😀", "x"),
            (r"\»\'\-", "»'-", "x"),
            (r"\p{Punct}\p{Alpha}\p{Digit}", ".я۵", "abc"),
            (r"\p{Graph}\p{Print}[\p{Blank}\p{Graph}]", "a .", "a\n."),
            (r"\p{L1}\P{ASCII}\p{XDigit}", "éйF", "éyF"),
            (r"\X\X", "e\u{301}a", "ea\u{301}b"),
        ] {
            assert!(matches(pattern, yes), "{pattern} should match {yes:?}");
            assert!(!matches(pattern, no), "{pattern} should not match {no:?}");
        }
    }

    #[test]
    fn what_is_not_supported_is_named() {
        for (pattern, expected) in [
            (r"\N{LATIN SMALL LETTER A}", r"\N is not supported here"),
            (r"\Gx", r"\G is not supported here"),
            (r"\y", r"the escape \y is not known"),
            (r"[abc", "a set [ is not closed"),
            (r"\2(a)", r"\2 refers to a group that is not there"),
            (r"\u12", r#""12" is no hexadecimal number of 4 digits"#),
            (r"\p{InNowhere}", r#"the block "Nowhere" is not known here"#),
            (r"(?z)", "the flag 'z' is not known"),
            ("a\\", "a backslash ends it"),
        ] {
            assert_eq!(translate(pattern, 0).unwrap_err(), expected, "{pattern}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_pattern_panics(pattern in r"[\[\]\\^$.|?*+(){}&:<>=!#a-cpPuxQERkN0-9-]{0,20}") {
            let _ = translate(&pattern, 1);
        }
    }
}
