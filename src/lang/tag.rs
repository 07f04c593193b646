//! Language tags as BCP 47 (RFC 5646) defines them.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::script::{Direction, likely_script, script_direction};

/// A well-formed BCP 47 language tag in canonical case, such as `fa`, `zh-Hant` or `pt-BR`.
///
/// Cheap to clone. Ordered and compared by its canonical text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LanguageTag(Arc<str>);

/// Why a text is no language tag.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{found:?} is not a language tag (BCP 47), such as fa, zh-Hant or pt-BR")]
pub struct TagError {
    /// The text as it was given.
    pub found: String,
}

/// ISO 639 codes that were withdrawn or that files use for a language that has a shorter code,
/// with the code that BCP 47 asks for today (IANA registry, `Preferred-Value`).
const PREFERRED_CODES: &[(&str, &str)] = &[
    ("ara", "ar"),
    ("chi", "zh"),
    ("deu", "de"),
    ("eng", "en"),
    ("fas", "fa"),
    ("fra", "fr"),
    ("fre", "fr"),
    ("ger", "de"),
    ("in", "id"),
    ("iw", "he"),
    ("ji", "yi"),
    ("mo", "ro"),
    ("per", "fa"),
    ("prs", "fa-AF"),
    ("rus", "ru"),
    ("tgk", "tg"),
    ("tur", "tr"),
    ("urd", "ur"),
    ("zho", "zh"),
];

impl LanguageTag {
    /// Reads a tag in any case; `_` counts as `-`, and a withdrawn code becomes the one in use.
    ///
    /// # Errors
    /// When the text is not well-formed by RFC 5646, or its first subtag is not a language of
    /// two or three letters (so a column heading such as `note` is no language).
    pub fn parse(text: &str) -> Result<Self, TagError> {
        let error = || TagError {
            found: text.to_owned(),
        };
        let dashed = text.trim().replace('_', "-");
        let tag = oxilangtag::LanguageTag::parse_and_normalize(&dashed).map_err(|_| error())?;
        let tag = tag.as_str();
        let (primary, rest) = match tag.find('-') {
            Some(dash) => tag.split_at(dash),
            None => (tag, ""),
        };
        if !(2..=3).contains(&primary.len()) {
            return Err(error());
        }
        let preferred = PREFERRED_CODES
            .binary_search_by_key(&primary, |(old, _)| old)
            .map_or(primary, |found| PREFERRED_CODES[found].1);
        let has_region_already = preferred.contains('-') && !rest.is_empty();
        let preferred = if has_region_already {
            &preferred[..2]
        } else {
            preferred
        };
        Ok(Self(Arc::from(format!("{preferred}{rest}"))))
    }

    /// The whole tag in canonical case.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The language subtag alone: `fa` of `fa-IR`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }

    /// The script subtag, if the tag has one: `Hant` of `zh-Hant-TW`.
    pub fn explicit_script(&self) -> Option<&str> {
        self.0
            .split('-')
            .skip(1)
            .find(|part| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_alphabetic()))
    }

    /// The region subtag, if the tag has one: `TW` of `zh-Hant-TW`.
    pub fn region(&self) -> Option<&str> {
        self.0.split('-').skip(1).find(|part| {
            (part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_alphabetic()))
                || (part.len() == 3 && part.bytes().all(|byte| byte.is_ascii_digit()))
        })
    }

    /// The four-letter script that text in this language is written in, named or by default.
    pub fn script(&self) -> &str {
        self.explicit_script()
            .unwrap_or_else(|| likely_script(self.primary(), self.region()))
    }

    /// The script that the tag names, or that its region implies.
    fn stated_script(&self) -> Option<&str> {
        self.explicit_script()
            .or_else(|| self.region().map(|_| self.script()))
    }

    /// The direction in which the language is written.
    pub fn direction(&self) -> Direction {
        script_direction(self.script())
    }

    /// Whether this tag is `range` or a narrower variety of it (RFC 4647, basic filtering):
    /// `fa-IR` and `fa` are varieties of `fa`; `fa` is none of `fa-IR`.
    pub fn is_variety_of(&self, range: &Self) -> bool {
        self.0
            .strip_prefix(&*range.0)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    }

    /// Whether text of one tag can serve who asks for the other: the same language, and neither
    /// script nor region contradict each other. `fa` goes with `fa-IR` both ways, `fa-AF` does
    /// not go with `fa-IR`, nor `zh-Hant` with `zh-Hans`. A region says which script is meant
    /// where none is named, so `zh-TW` does not go with `zh-Hans`.
    pub fn goes_with(&self, other: &Self) -> bool {
        let agree = |left: Option<&str>, right: Option<&str>| match (left, right) {
            (Some(left), Some(right)) => left == right,
            _ => true,
        };
        self.primary() == other.primary()
            && agree(self.stated_script(), other.stated_script())
            && agree(self.region(), other.region())
    }
}

impl fmt::Display for LanguageTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for LanguageTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LanguageTag({})", self.0)
    }
}

impl FromStr for LanguageTag {
    type Err = TagError;

    fn from_str(text: &str) -> Result<Self, TagError> {
        Self::parse(text)
    }
}

impl Serialize for LanguageTag {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for LanguageTag {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(text: &str) -> LanguageTag {
        LanguageTag::parse(text).unwrap()
    }

    #[test]
    fn tags_are_canonical() {
        for (given, canonical) in [
            ("FA", "fa"),
            ("fa_ir", "fa-IR"),
            ("ZH-hant-tw", "zh-Hant-TW"),
            ("iw", "he"),
            ("per", "fa"),
            ("prs", "fa-AF"),
            ("prs-AF", "fa-AF"),
            ("EN-US", "en-US"),
            ("kmr", "kmr"),
        ] {
            assert_eq!(tag(given).as_str(), canonical, "{given}");
        }
    }

    #[test]
    fn what_is_no_tag_is_refused() {
        for wrong in [
            "",
            "note",
            "english",
            "x",
            "f",
            "fa--IR",
            "fa IR",
            "فارسی",
            "-",
            "definition",
        ] {
            assert!(LanguageTag::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_table_of_preferred_codes_is_sorted() {
        assert!(PREFERRED_CODES.is_sorted());
    }

    #[test]
    fn varieties_and_compatible_tags() {
        assert!(tag("fa-IR").is_variety_of(&tag("fa")));
        assert!(!tag("fa").is_variety_of(&tag("fa-IR")));
        assert!(!tag("fat").is_variety_of(&tag("fa")));
        assert!(tag("fa").goes_with(&tag("fa-IR")));
        assert!(!tag("fa-AF").goes_with(&tag("fa-IR")));
        assert!(!tag("zh-Hant").goes_with(&tag("zh-Hans")));
        assert!(tag("zh-Hant").goes_with(&tag("zh")));
        assert!(!tag("zh-TW").goes_with(&tag("zh-Hans")));
        assert!(tag("zh-TW").goes_with(&tag("zh-Hant")));
    }

    #[test]
    fn scripts_and_directions() {
        assert_eq!(tag("tg").script(), "Cyrl");
        assert_eq!(tag("zh-TW").script(), "Hant");
        assert_eq!(tag("ps").direction(), Direction::RightToLeft);
        assert_eq!(tag("az-Arab").direction(), Direction::RightToLeft);
        assert_eq!(tag("ru").direction(), Direction::LeftToRight);
    }
}
