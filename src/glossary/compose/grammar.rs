//! How the parts of a title stand together in a language, as data.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use super::genitive::Genitive;
use super::{Pair, Role};
use crate::lang::LanguageTag;

/// The data of one language, as its file in `compose/data/` says.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Grammar {
    /// What may stand between a head and what it belongs to, in lower case (`of the`); the empty
    /// string for nothing but white space.
    head_first: Vec<String>,
    /// The same where only an organisation or organ may follow (`for the`).
    head_first_body: Vec<String>,
    /// What may stand between what a head belongs to and the head (`'s`).
    dependent_first: Vec<String>,
    /// On which side of its head an adjective stands.
    adjective: Side,
    /// Whether an inflected head is still one office: English ministers are several.
    pub(super) inflected_heads: bool,
    /// Endings that show an inflected head to be a plural or dual.
    plural_endings: Vec<String>,
    /// How parts are joined.
    pub(super) joining: Joining,
    /// Genitives, where dependents stand in it.
    genitive: Genitive,
}

/// A side of a head.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Side {
    #[default]
    None,
    Before,
    After,
}

/// How a head and its dependent are written together.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Joining {
    /// By which rule.
    pub(super) rule: Rule,
    /// What is written between them.
    pub(super) joint: String,
    /// The same before a name with an article.
    pub(super) article_joint: String,
    /// The same before a vowel.
    pub(super) vowel_joint: String,
    /// The same before a plural.
    pub(super) plural_joint: String,
    /// Words, in lower case, that give a name an article.
    pub(super) article_words: Vec<String>,
    /// Names that take none though their ending says so.
    pub(super) bare_names: Vec<String>,
    /// Names that are plurals.
    pub(super) plural_names: Vec<String>,
    /// Names of the other gender than their ending says.
    pub(super) other_gender: Vec<String>,
    /// Endings of a head with what becomes of them before its dependent, as `end>new`.
    pub(super) head_endings: Vec<String>,
    /// Words at the end of a head that stay as they are.
    pub(super) kept_words: Vec<String>,
}

/// By which rule a head and its dependent are joined.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Rule {
    /// Head, joint, dependent.
    #[default]
    HeadFirst,
    /// Dependent, joint, head.
    DependentFirst,
    /// Head, joint with or without an article, dependent (English).
    Article,
    /// Head, joint contracted with the article of the dependent (French).
    Contraction,
    /// Head with a particle, dependent (Persian, Tajik).
    Particle,
    /// Head in the construct state, dependent (Arabic).
    Construct,
    /// Head, dependent in the genitive (Russian).
    Genitive,
}

impl Grammar {
    /// Whether a head may stand before its dependent with this between them.
    pub(super) fn joins_head_first(&self, pair: &Pair<'_>, between: &str) -> bool {
        let has = |joints: &[String]| joints.iter().any(|joint| joint == between);
        let is_body = || {
            let role = Role::of(&pair.dependent.entry);
            matches!(role, Some(Role::Body | Role::Organisation))
        };
        match pair.has_adjective() {
            true => self.adjective == Side::After && matches!(between, "" | "ال"),
            false => has(&self.head_first) || has(&self.head_first_body) && is_body(),
        }
    }

    /// Whether a dependent may stand before its head with this between them. A town does not
    /// stand before a mayor as a state before a minister.
    pub(super) fn joins_dependent_first(&self, pair: &Pair<'_>, between: &str) -> bool {
        match pair.has_adjective() {
            true => self.adjective == Side::Before && between.is_empty(),
            false => self.dependent_first.iter().any(|joint| joint == between),
        }
    }

    /// Whether a word is written so that it can depend on another: in the genitive, where the
    /// language has one and the genitive is known.
    pub(super) fn may_depend(&self, written: &str, term: &str) -> bool {
        let plain = |text: &str| text.to_lowercase().replace('ё', "е");
        self.joining.rule != Rule::Genitive
            || self
                .genitive
                .of(term)
                .is_none_or(|genitive| plain(&genitive) == plain(written))
    }

    /// Whether a head has an ending of the plural that its term has not.
    pub(super) fn is_plural(&self, written: &str, term: &str) -> bool {
        let first = |text: &'_ str| -> String {
            let word = text.split(char::is_whitespace).next();
            word.unwrap_or_default().to_lowercase()
        };
        let (written, term) = (first(written), first(term));
        self.plural_endings
            .iter()
            .any(|ending| written.ends_with(ending.as_str()) && !term.ends_with(ending.as_str()))
    }

    /// The genitive of a name, where it is known.
    pub(super) fn genitive(&self, name: &str) -> Option<String> {
        self.genitive.of(name)
    }

    /// Whether adjectives stand before their heads.
    pub(super) fn puts_adjective_before(&self) -> bool {
        self.adjective == Side::Before
    }
}

/// The languages in which titles are composed: tag and file. One line adds one.
const FILES: &[(&str, &str)] = &[
    ("ar", include_str!("data/ar.toml")),
    ("de", include_str!("data/de.toml")),
    ("en", include_str!("data/en.toml")),
    ("es", include_str!("data/es.toml")),
    ("fa", include_str!("data/fa.toml")),
    ("fr", include_str!("data/fr.toml")),
    ("ja", include_str!("data/ja.toml")),
    ("ko", include_str!("data/ko.toml")),
    ("ru", include_str!("data/ru.toml")),
    ("tg", include_str!("data/tg.toml")),
    ("ur", include_str!("data/ur.toml")),
    ("zh", include_str!("data/zh.toml")),
];

/// The grammar of a language, if titles are composed in it.
pub(super) fn grammar_of(language: &LanguageTag) -> Option<&'static Grammar> {
    static ALL: OnceLock<BTreeMap<&'static str, Grammar>> = OnceLock::new();
    let all = ALL.get_or_init(|| {
        let read = |(tag, text): &(&'static str, &str)| {
            // The test below reads every file, so a broken one does not reach anybody.
            Some((*tag, toml::from_str(text).ok()?))
        };
        FILES.iter().filter_map(read).collect()
    });
    all.get(language.primary())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_reads() {
        for (tag, text) in FILES {
            let read: Result<Grammar, _> = toml::from_str(text);
            assert!(read.is_ok(), "{tag}: {:?}", read.err());
        }
    }
}
