//! Words that extraction has to know of a language, as data.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::lang::LanguageTag;

/// The words of one language, as its file in `extract/data/` says.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Words {
    /// Function words that may stand inside a term (`of the`).
    pub(super) connectors: Vec<String>,
    /// Function words that may stand right behind a connector (`the`).
    pub(super) articles: Vec<String>,
    /// Function words that may stand inside a term behind a connector (`and`).
    pub(super) coordinators: Vec<String>,
    /// Words for offices.
    pub(super) titles: Vec<String>,
    /// What words that are no part of a term begin with (Persian verbs with می).
    pub(super) common_prefixes: Vec<String>,
    /// Words that are no part of a term though they are no function words: days, verbs of news.
    pub(super) common: Vec<String>,
    /// Function words behind which a verb often stands (`to`, `they`).
    pub(super) before_verbs: Vec<String>,
    /// Function words before which a verb often stands and a noun hardly (`the`, behind a word).
    pub(super) behind_verbs: Vec<String>,
}

/// The languages with a file of their own. One line adds one.
const FILES: &[(&str, &str)] = &[
    ("ar", include_str!("data/ar.toml")),
    ("en", include_str!("data/en.toml")),
    ("fa", include_str!("data/fa.toml")),
    ("fr", include_str!("data/fr.toml")),
    ("ru", include_str!("data/ru.toml")),
    ("tg", include_str!("data/tg.toml")),
    ("zh", include_str!("data/zh.toml")),
];

/// The words of a language; none for a language without a file.
pub(super) fn words_of(language: &LanguageTag) -> &'static Words {
    static ALL: OnceLock<BTreeMap<&'static str, Words>> = OnceLock::new();
    static NONE: OnceLock<Words> = OnceLock::new();
    let all = ALL.get_or_init(|| {
        // The test below reads every file, so a broken one does not reach anybody.
        let read = |(tag, text): &(&'static str, &str)| Some((*tag, toml::from_str(text).ok()?));
        FILES.iter().filter_map(read).collect()
    });
    all.get(language.primary())
        .unwrap_or_else(|| NONE.get_or_init(Words::default))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_reads() {
        for (tag, text) in FILES {
            let read: Result<Words, _> = toml::from_str(text);
            assert!(read.is_ok(), "{tag}: {:?}", read.err());
        }
    }
}
