//! How the parts of a title stand together in a language, as data.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use super::genitive::Genitive;
use super::{Link, Mention, MentionKind, Pair, Role};
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
    /// What may stand between a head that is sent and where to (`to the`).
    to: Vec<String>,
    /// What stands before the place that a head behind it is sent to (驻).
    to_before: Vec<String>,
    /// Words of heads that are sent (ambassador), in lower case.
    sent: Vec<String>,
    /// On which side of its head an adjective stands.
    adjective: Side,
    /// Whether a head of one word may have a small letter beside its dependent, though its term
    /// has a capital.
    pub(super) small_heads: bool,
    /// Whether names in the genitive, inflected otherwise than in the dictionary, stand directly
    /// before or behind their heads (Irans Botschafter, Botschafter Irans).
    genitive_names: bool,
    /// Whether the last word of a head has its ending, not the first.
    ends_last: bool,
    /// Whether an inflected head is still one office: English ministers are several.
    pub(super) inflected_heads: bool,
    /// Endings that show an inflected head to be a plural or dual.
    plural_endings: Vec<String>,
    /// By what an office without its owner is known to be a certain one; `None` where nothing
    /// tells.
    definite: Option<Definite>,
    /// How parts are joined.
    pub(super) joining: Joining,
    /// How a head that is sent is joined with where to.
    pub(super) destination: Destination,
    /// Genitives, where dependents stand in it.
    genitive: Genitive,
    /// The case of places that somebody is sent to.
    prepositional: Genitive,
}

/// How an office that was named before is named again without its owner.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::glossary) struct Definite {
    /// The articles one of which stands before it; none where the language has none.
    pub(in crate::glossary) articles: Vec<String>,
    /// What joins an office to an owner behind it (`of the`), the longest first.
    pub(in crate::glossary) joints: Vec<String>,
    /// Whether it may have small letters though its term has capitals.
    pub(in crate::glossary) has_small: bool,
    /// Words that may stand for the whole title that they are in (minister).
    pub(in crate::glossary) bare: Vec<String>,
    /// What words begin with that stand before an office that is another one (любой, бывший).
    pub(in crate::glossary) others: Vec<String>,
    /// Words beside which they do not (deputy, prime).
    pub(in crate::glossary) not_bare: Vec<String>,
}

/// How a head that is sent and its place are written together; nothing where the language has no
/// rule.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Destination {
    /// What is written before a country or town.
    pub(super) place: String,
    /// The same before a name with an article.
    pub(super) article_place: String,
    /// What is written before an organisation, if the language can.
    pub(super) body: Option<String>,
    /// Names before which another word is written (на Кубе), with that word.
    pub(super) other_word: String,
    pub(super) other_names: Vec<String>,
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
    /// Nouns that give a name an article, with it, in the dative.
    pub(super) dative_articles: BTreeMap<String, String>,
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
    /// Dependent, head with the ending of possession (Turkish).
    Possessed,
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
            false => {
                has(&self.head_first)
                    || has(&self.head_first_body) && is_body()
                    || self.is_genitive(pair, between)
            }
        }
    }

    /// Whether a name stands in the genitive directly beside its head.
    fn is_genitive(&self, pair: &Pair<'_>, between: &str) -> bool {
        self.genitive_names
            && between.is_empty()
            && pair.dependent.kind == MentionKind::Inflected
            && Role::of(&pair.dependent.entry) == Some(Role::Country)
    }

    /// Whether a head that is sent may stand before its place with this between them.
    pub(super) fn joins_to(&self, pair: &Pair<'_>, between: &str) -> bool {
        self.to.iter().any(|joint| joint == between)
            && !pair.has_adjective()
            && self.is_sent(&pair.head.term().text)
    }

    /// Whether what stands before a place says that the head behind it is sent there.
    pub(super) fn is_sent_to(&self, head: &str, before: &str) -> bool {
        self.to_before.iter().any(|word| before.ends_with(word)) && self.is_sent(head)
    }

    /// Whether a head is sent, and what stands between who sends it and where to says so.
    pub(super) fn is_sent_by(&self, head: &str, between: &str) -> bool {
        self.to_before.iter().any(|word| between == word) && self.is_sent(head)
    }

    /// Whether whoever a head names is sent somewhere.
    fn is_sent(&self, head: &str) -> bool {
        let lower = head.to_lowercase();
        self.sent.iter().any(|word| lower.contains(word.as_str()))
    }

    /// The words of a head that is sent, from the word on that says so: where it divides, and the
    /// word.
    pub(super) fn sent_part<'h>(&self, head: &'h str) -> Option<(&'h str, &'h str)> {
        let at = self
            .sent
            .iter()
            .filter_map(|word| head.rfind(word.as_str()))
            .max()?;
        Some(head.split_at(at))
    }

    /// Whether a dependent may stand before its head with this between them. A town does not
    /// stand before a mayor as a state before a minister.
    pub(super) fn joins_dependent_first(&self, pair: &Pair<'_>, between: &str) -> bool {
        match pair.has_adjective() {
            true => self.adjective == Side::Before && between.is_empty(),
            false => {
                self.dependent_first.iter().any(|joint| joint == between)
                    || self.is_genitive(pair, between)
            }
        }
    }

    /// Whether a word is written so that it can depend on another: in the genitive, where the
    /// language has one and the genitive is known.
    pub(super) fn may_depend(&self, link: Link, written: &str, term: &str) -> bool {
        let plain = |text: &str| text.to_lowercase().replace('ё', "е");
        let case = match link {
            Link::Of => &self.genitive,
            Link::To => &self.prepositional,
        };
        self.joining.rule != Rule::Genitive
            || case
                .of(term)
                .is_none_or(|declined| plain(&declined) == plain(written))
    }

    /// Whether a mention is of several holders of its office, by its ending.
    pub(super) fn is_several(&self, text: &str, mention: &Mention) -> bool {
        mention.kind == MentionKind::Inflected
            && (!self.inflected_heads
                || self.is_plural(&text[mention.span.clone()], &mention.term().text))
    }

    /// Whether a head has an ending of the plural that its term has not.
    fn is_plural(&self, written: &str, term: &str) -> bool {
        let ended = |text: &'_ str| -> String {
            let mut words = text.split(char::is_whitespace);
            let word = if self.ends_last {
                words.next_back()
            } else {
                words.next()
            };
            word.unwrap_or_default().to_lowercase()
        };
        let (written, term) = (ended(written), ended(term));
        self.plural_endings
            .iter()
            .any(|ending| written.ends_with(ending.as_str()) && !term.ends_with(ending.as_str()))
    }

    /// How an office is named again without its owner.
    pub(super) fn definite(&self) -> Option<&Definite> {
        self.definite.as_ref()
    }

    /// The genitive of a name, where it is known.
    pub(super) fn genitive(&self, name: &str) -> Option<String> {
        self.genitive.of(name)
    }

    /// The case of a name that somebody is sent to, where it is known.
    pub(super) fn prepositional(&self, name: &str) -> Option<String> {
        self.prepositional.of(name)
    }

    /// A name as it stands behind a preposition where only some names change there: der Türkei,
    /// der Islamischen Republik Iran, dem Königreich Schweden.
    pub(super) fn behind_preposition<'n>(&'n self, name: &'n str) -> Cow<'n, str> {
        if let Some(own) = self.prepositional.exception(name) {
            return Cow::Borrowed(own);
        }
        let words: Vec<&str> = name.split(' ').collect();
        let article = |word: &&str| self.joining.dative_articles.get(*word);
        let Some((noun, article)) = words
            .iter()
            .enumerate()
            .find_map(|(at, word)| Some((at, article(word)?)))
        else {
            return Cow::Borrowed(name);
        };
        let declined = words.iter().enumerate().map(|(at, word)| {
            let is_adjective = at < noun && (word.ends_with('e') || word.ends_with("es"));
            match is_adjective {
                true => format!("{}n", word.trim_end_matches('s')),
                false => (*word).to_owned(),
            }
        });
        let declined: Vec<String> = declined.collect();
        Cow::Owned(format!("{article} {}", declined.join(" ")))
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
    ("tr", include_str!("data/tr.toml")),
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
