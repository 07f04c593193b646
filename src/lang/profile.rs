//! Per-language data: what a general algorithm has to know of one language.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use super::LanguageTag;

/// The data of one language, as its file in `lang/data/` says.
///
/// Rooms above add what they need as further fields with a default; a language without a file
/// gets the default of every field, so that nothing fails for want of data.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LanguageProfile {
    /// The English name of the language.
    pub name: String,
    /// The name of the language in the language itself.
    pub own_name: String,
    /// Function words, in lower case: they carry little of the meaning of a title or a name.
    pub function_words: Vec<String>,
}

/// The languages that have a file of their own: tag and file. One line adds one.
const FILES: &[(&str, &str)] = &[
    ("ar", include_str!("data/ar.toml")),
    ("en", include_str!("data/en.toml")),
    ("fa", include_str!("data/fa.toml")),
    ("fr", include_str!("data/fr.toml")),
    ("ru", include_str!("data/ru.toml")),
    ("tg", include_str!("data/tg.toml")),
    ("zh", include_str!("data/zh.toml")),
];

/// The profile of a language by its language subtag; the default profile where there is none.
pub fn profile_of(language: &LanguageTag) -> &'static LanguageProfile {
    static NONE: OnceLock<LanguageProfile> = OnceLock::new();
    static READ: [OnceLock<LanguageProfile>; FILES.len()] =
        [const { OnceLock::new() }; FILES.len()];
    match FILES.binary_search_by_key(&language.primary(), |(tag, _)| tag) {
        Ok(found) => READ[found].get_or_init(|| {
            toml::from_str(FILES[found].1).expect("a test reads every language file")
        }),
        Err(_) => NONE.get_or_init(LanguageProfile::default),
    }
}

/// Every language that has a file of its own, by language subtag.
pub fn profiles() -> BTreeMap<&'static str, &'static LanguageProfile> {
    FILES
        .iter()
        .filter_map(|(tag, _)| Some((*tag, profile_of(&LanguageTag::parse(tag).ok()?))))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_file_reads() {
        assert!(FILES.is_sorted());
        for (tag, text) in FILES {
            let read: Result<LanguageProfile, _> = toml::from_str(text);
            assert!(read.is_ok(), "{tag}: {read:?}");
        }
        assert_eq!(profiles().len(), FILES.len());
    }

    #[test]
    fn a_language_without_a_file_has_the_default() {
        let tag = LanguageTag::parse("eo").unwrap();
        assert_eq!(profile_of(&tag).name, "");
    }
}
