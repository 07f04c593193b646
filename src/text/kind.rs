//! Kinds: what a token is in its place, finer than its class.
//!
//! The class decides how a token counts in a match; the kind says what a reader sees: `5` is a
//! percentage in `5 %` and an amount in `$5`. Kinds are named only when they are asked for.

use super::token::{Token, TokenClass};
use crate::lang::LanguageProfile;

/// What a token is in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TokenKind {
    /// A word of no other kind.
    Word,
    /// An acronym: capitals, with points or without (`SCO`, `U.S.`).
    Acronym,
    /// A word with a possessive ending (`Iran's`).
    Possessive,
    /// A number of no other kind.
    Number,
    /// An ordinal number: `43rd`, `5-й`, `۴۳ام`, `3.` in German dates.
    Ordinal,
    /// A number with a percent or per mille sign.
    Percentage,
    /// A number with a sign of currency.
    Amount,
    /// One end of a range: `10` and `15` in `10–15`.
    Range,
    /// A date in digits.
    Date,
    /// A time of day in digits.
    Time,
    /// An address of the web.
    WebAddress,
    /// An address of mail.
    MailAddress,
    /// An inline code.
    InlineCode,
    /// A placeholder of software: `%s`, `{name}`.
    Placeholder,
    /// A tag of XML or HTML.
    Tag,
    /// A punctuation mark.
    Punctuation,
    /// A sign that is no punctuation: of currency or mathematics, an emoji.
    Symbol,
}

impl TokenKind {
    /// The name of the kind in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Word => "word",
            Self::Acronym => "acronym",
            Self::Possessive => "possessive",
            Self::Number => "number",
            Self::Ordinal => "ordinal",
            Self::Percentage => "percentage",
            Self::Amount => "amount",
            Self::Range => "range",
            Self::Date => "date",
            Self::Time => "time",
            Self::WebAddress => "web-address",
            Self::MailAddress => "mail-address",
            Self::InlineCode => "inline-code",
            Self::Placeholder => "placeholder",
            Self::Tag => "tag",
            Self::Punctuation => "punctuation",
            Self::Symbol => "symbol",
        }
    }
}

/// The kinds of the tokens of one text, in their order. Linear in them.
pub(super) fn kinds(text: &str, tokens: &[Token<'_>], profile: &LanguageProfile) -> Vec<TokenKind> {
    (0..tokens.len())
        .map(|place| match tokens[place].class {
            TokenClass::Word => word_kind(tokens[place].text),
            TokenClass::Number => Neighbourhood {
                text,
                tokens,
                place,
                profile,
            }
            .number_kind(),
            TokenClass::Placeable => placeable_kind(tokens[place].text),
            TokenClass::Punctuation if is_symbol(tokens[place].text) => TokenKind::Symbol,
            TokenClass::Punctuation => TokenKind::Punctuation,
        })
        .collect()
}

fn word_kind(word: &str) -> TokenKind {
    let bare = word.trim_end_matches('.');
    let letters = bare.chars().filter(|c| c.is_alphabetic());
    let is_acronym = letters.clone().all(char::is_uppercase) && letters.count() >= 2;
    let has_points = bare.contains('.') && bare.len() < word.len();
    let is_possessive = ["'s", "’s", "s'", "s’"]
        .iter()
        .any(|ending| word.len() > ending.len() && word.ends_with(ending));
    match () {
        () if is_acronym || has_points => TokenKind::Acronym,
        () if is_possessive => TokenKind::Possessive,
        () => TokenKind::Word,
    }
}

fn placeable_kind(text: &str) -> TokenKind {
    match text.chars().next() {
        Some('\u{fffc}') => TokenKind::InlineCode,
        Some('<') => TokenKind::Tag,
        Some('%' | '{' | '$') => TokenKind::Placeholder,
        _ if text.contains("://") || text.starts_with("www.") => TokenKind::WebAddress,
        _ => TokenKind::MailAddress,
    }
}

fn is_symbol(text: &str) -> bool {
    text.chars().next().is_some_and(|c| {
        is_currency(c)
            || matches!(
                c,
                '+' | '='
                    | '<'
                    | '>'
                    | '|'
                    | '~'
                    | '^'
                    | '±'
                    | '×'
                    | '÷'
                    | '°'
                    | '©'
                    | '®'
                    | '™'
                    | '№'
            )
            || matches!(c as u32, 0x2190..=0x2bff | 0x1f000..=0x1faff)
    })
}

/// Signs of currency (general category Sc), and letters that stand for one.
fn is_currency(c: char) -> bool {
    matches!(c, '$' | '¢'..='¥' | '֏' | '؋' | '৳' | '฿' | '₠'..='⃀' | '﷼' | '＄' | '￠' | '￡' | '￥' | '￦')
}

fn is_percent(text: &str) -> bool {
    matches!(text, "%" | "٪" | "‰" | "؉" | "％")
}

/// A number token among the others.
struct Neighbourhood<'n> {
    text: &'n str,
    tokens: &'n [Token<'n>],
    place: usize,
    profile: &'n LanguageProfile,
}

impl Neighbourhood<'_> {
    fn number_kind(&self) -> TokenKind {
        let number = self.tokens[self.place].text;
        let (before, behind) = (self.neighbour(false), self.neighbour(true));
        let is_sign = |sign: Option<&str>| sign.is_some_and(|text| text.starts_with(is_currency));
        match () {
            () if before.is_some_and(is_percent) || behind.is_some_and(is_percent) => {
                TokenKind::Percentage
            }
            () if is_sign(before) || is_sign(behind) => TokenKind::Amount,
            () if number.ends_with(char::is_alphabetic) => TokenKind::Ordinal,
            () if is_date(number) => TokenKind::Date,
            () if is_time(number) => TokenKind::Time,
            () if self.is_in_range() => TokenKind::Range,
            () if self.is_pointed_ordinal() => TokenKind::Ordinal,
            () => TokenKind::Number,
        }
    }

    /// The token before or behind, if at most one space stands between.
    fn neighbour(&self, is_behind: bool) -> Option<&str> {
        let own = &self.tokens[self.place];
        let other = match is_behind {
            true => self.tokens.get(self.place + 1)?,
            false => self.tokens.get(self.place.checked_sub(1)?)?,
        };
        let between = match is_behind {
            true => &self.text[own.end()..other.start],
            false => &self.text[other.end()..own.start],
        };
        let is_near = between.chars().count() <= 1 && between.chars().all(char::is_whitespace);
        is_near.then_some(other.text)
    }

    /// Whether a dash joins the number to another.
    fn is_in_range(&self) -> bool {
        let is_joint = |text: &str| matches!(text, "-" | "–" | "—" | "‑" | "~" | "～" | "〜" | "−");
        let is_number = |place: Option<usize>| {
            let token = place.and_then(|place| self.tokens.get(place));
            token.is_some_and(|token| token.class == TokenClass::Number)
        };
        let behind = self.neighbour(true).is_some_and(is_joint) && is_number(Some(self.place + 2));
        let before =
            self.neighbour(false).is_some_and(is_joint) && is_number(self.place.checked_sub(2));
        behind || before
    }

    /// `3. Oktober` in languages whose ordinals have a point.
    fn is_pointed_ordinal(&self) -> bool {
        let own = &self.tokens[self.place];
        let rest = &self.text[own.end()..];
        self.profile.ordinal_point
            && own.text.chars().count() <= 2
            && rest
                .strip_prefix(". ")
                .is_some_and(|next| next.starts_with(char::is_alphabetic))
    }
}

/// Groups of digits with what stands between them.
fn groups(number: &str) -> (Vec<usize>, Vec<char>) {
    let mut groups = vec![0];
    let mut joints = Vec::new();
    for c in number.chars().filter(|c| !matches!(c, '+' | '−')) {
        match c.is_numeric() {
            true => *groups.last_mut().unwrap_or(&mut 0) += 1,
            false => {
                groups.push(0);
                joints.push(c);
            }
        }
    }
    (groups, joints)
}

/// `2021-09-15`, `15.09.2021`, `۱۴۰۳/۰۵/۱۲`, `9/11`.
fn is_date(number: &str) -> bool {
    let (groups, joints) = groups(number);
    let is_one_kind = joints.iter().all(|joint| *joint == joints[0]);
    is_one_kind
        && match groups.as_slice() {
            [4, 1 | 2, 1 | 2] => matches!(joints[0], '-' | '/' | '.'),
            [1 | 2, 1 | 2, 4 | 2] => matches!(joints[0], '-' | '/' | '.'),
            _ => false,
        }
}

/// `10:30`, `23:59:01`.
fn is_time(number: &str) -> bool {
    let (groups, joints) = groups(number);
    !joints.is_empty()
        && joints.iter().all(|joint| *joint == ':')
        && matches!(groups.as_slice(), [1 | 2, 2] | [1 | 2, 2, 2])
}

#[cfg(test)]
mod tests {
    use super::TokenKind::{
        Acronym, Amount, Date, InlineCode, MailAddress, Number, Ordinal, Percentage, Placeholder,
        Possessive, Punctuation, Range, Symbol, Tag, Time, WebAddress, Word,
    };
    use crate::lang::LanguageTag;
    use crate::text::Analyser;

    #[test]
    fn kinds_of_tokens_in_their_places() {
        for (language, text, expected) in [
            ("en", "Iran's U.S. SCO", &[Possessive, Acronym, Acronym][..]),
            (
                "en",
                "5 % of $7",
                &[Percentage, Punctuation, Word, Symbol, Amount],
            ),
            ("fa", "۱۲٫۵٪ رشد", &[Percentage, Punctuation, Word]),
            ("ar", "٪٥", &[Punctuation, Percentage]),
            (
                "de",
                "5 € am 3. Oktober",
                &[Amount, Symbol, Word, Ordinal, Punctuation, Word],
            ),
            ("en", "10–15 men", &[Range, Punctuation, Range, Word]),
            ("ru", "5-й съезд 15.09.2021", &[Ordinal, Word, Date]),
            ("fa", "۱۴۰۳/۰۵/۱۲ ساعت ۱۰:۳۰", &[Date, Word, Time]),
            ("zh", "3万", &[Number, Word]),
            (
                "en",
                "a@b.org https://a.org %s {x} <b> \u{fffc}",
                &[
                    MailAddress,
                    WebAddress,
                    Placeholder,
                    Placeholder,
                    Tag,
                    InlineCode,
                ],
            ),
            ("en", "43rd 1,234.5 -7", &[Ordinal, Number, Number]),
            ("ru", "ООН и О.О.Н.", &[Acronym, Word, Acronym]),
        ] {
            let analyser = Analyser::new(&LanguageTag::parse(language).unwrap());
            let kinds: Vec<_> = analyser
                .tokens_with_kinds(text)
                .into_iter()
                .map(|(_, kind)| kind)
                .collect();
            assert_eq!(kinds, expected, "{text}");
        }
    }
}
