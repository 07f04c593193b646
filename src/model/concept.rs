//! Concept entries and their terms (ISO 704, ISO 30042).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{Date, Location, Property};
use crate::lang::LanguageTag;

/// The name of a concept within a project, such as `un-security-council`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ConceptId(pub String);

impl fmt::Display for ConceptId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One office, organisation, place, person or notion, with what it is called in each language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConceptEntry {
    /// Its name within the project.
    pub id: ConceptId,
    /// The subject field, such as `organisation` or `office`.
    pub subject: Option<String>,
    /// What it is.
    pub definition: Option<String>,
    /// What it is called: by language in the order of the file, the preferred term first.
    pub terms: Vec<Term>,
    /// A remark for the translator.
    pub note: Option<String>,
    /// Where the forms can be checked.
    pub source: Option<String>,
    /// Whatever else its file says of it, kept for round trips.
    pub properties: Vec<Property>,
    /// Where it is written.
    pub location: Location,
}

impl ConceptEntry {
    /// An entry without terms.
    pub fn new(id: impl Into<String>, location: Location) -> Self {
        Self {
            id: ConceptId(id.into()),
            subject: None,
            definition: None,
            terms: Vec::new(),
            note: None,
            source: None,
            properties: Vec::new(),
            location,
        }
    }

    /// The terms that serve who asks for a language: those of the same tag, else those whose
    /// tag goes with it, in the order of the entry.
    pub fn terms_in(&self, language: &LanguageTag) -> impl Iterator<Item = &Term> + use<'_> {
        let exact = self.terms.iter().any(|term| term.language == *language);
        let language = language.clone();
        self.terms.iter().filter(move |term| {
            if exact {
                term.language == language
            } else {
                term.language.goes_with(&language)
            }
        })
    }

    /// The preferred term in a language: the one that says so, else the first admitted one.
    pub fn preferred(&self, language: &LanguageTag) -> Option<&Term> {
        let is_main = |term: &&Term| term.part_of_speech != Some(PartOfSpeech::Adjective);
        self.terms_in(language)
            .filter(is_main)
            .find(|term| term.status == TermStatus::Preferred)
            .or_else(|| {
                self.terms_in(language)
                    .filter(is_main)
                    .find(|term| term.status == TermStatus::Admitted)
            })
    }
}

/// One thing that a concept is called in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// The language.
    pub language: LanguageTag,
    /// The term as it is to be written, in NFC.
    pub text: String,
    /// Whether it may be used.
    pub status: TermStatus,
    /// What kind of form it is, where that is said.
    pub kind: Option<TermType>,
    /// Its part of speech, where that is said.
    pub part_of_speech: Option<PartOfSpeech>,
    /// A remark for the translator.
    pub note: Option<String>,
    /// Where the form can be checked.
    pub source: Option<String>,
    /// The first day on which it is right.
    pub valid_from: Option<Date>,
    /// The last day on which it is right.
    pub valid_until: Option<Date>,
    /// The line of the entry's file on which it stands, counted from 1; 0 when not known.
    pub line: u32,
}

impl Term {
    /// A term of which only language, text and status are known.
    pub fn new(language: LanguageTag, text: impl Into<String>, status: TermStatus) -> Self {
        Self {
            language,
            text: text.into(),
            status,
            kind: None,
            part_of_speech: None,
            note: None,
            source: None,
            valid_from: None,
            valid_until: None,
            line: 0,
        }
    }
}

/// A name that stands for none of the values that are known in its place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{found:?} is no {what}; known are {known}")]
pub struct UnknownName {
    /// What was looked for, such as `status`.
    pub what: &'static str,
    /// The name as it was given.
    pub found: String,
    /// The names that are known, separated by commas.
    pub known: String,
}

/// Defines an enum whose values have one name each, in files, in JSON and on the terminal.
macro_rules! named_values {
    ($(#[$doc:meta])* $name:ident, $what:literal, { $($(#[$value_doc:meta])* $value:ident = $text:literal $(| $other:literal)*),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$value_doc])* #[serde(rename = $text)] $value),+
        }

        impl $name {
            /// Every value, in the order of preference.
            pub const ALL: &'static [Self] = &[$(Self::$value),+];

            /// The name of the value in files and in JSON.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$value => $text),+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl FromStr for $name {
            type Err = UnknownName;

            /// Reads a name in any case; spaces and underscores count as hyphens.
            fn from_str(text: &str) -> Result<Self, UnknownName> {
                let name = text.trim().to_lowercase().replace([' ', '_'], "-");
                match name.as_str() {
                    $($text $(| $other)* => Ok(Self::$value),)+
                    _ => Err(UnknownName {
                        what: $what,
                        found: text.trim().to_owned(),
                        known: [$($text),+].join(", "),
                    }),
                }
            }
        }
    };
}

named_values! {
    /// Whether a term may be used (ISO 12620 `administrativeStatus`).
    TermStatus, "status", {
        /// The form to use.
        Preferred = "preferred" | "preferredterm" | "preferredterm-admn-sts",
        /// A form that may be used too.
        Admitted = "admitted" | "admittedterm" | "admittedterm-admn-sts" | "approved",
        /// A form once used, to be replaced.
        Deprecated = "deprecated" | "deprecatedterm" | "deprecatedterm-admn-sts" | "obsolete" | "superseded",
        /// A form that must not be used.
        Forbidden = "forbidden" | "prohibited",
    }
}

named_values! {
    /// What kind of form a term is (ISO 12620 `termType`).
    TermType, "term type", {
        /// The complete form.
        Full = "full" | "full-form" | "fullform",
        /// A shorter form that is no acronym.
        Short = "short" | "short-form" | "shortform",
        /// Initials or another abbreviation.
        Acronym = "acronym" | "abbreviation" | "initialism",
        /// A form carried over letter by letter from another script.
        Transliteration = "transliteration" | "transliterated-form",
    }
}

named_values! {
    /// The part of speech of a term (ISO 12620 `partOfSpeech`).
    PartOfSpeech, "part of speech", {
        /// A noun or a noun phrase.
        Noun = "noun",
        /// A proper noun.
        ProperNoun = "proper-noun" | "propernoun",
        /// An adjective, such as the one of a country.
        Adjective = "adjective",
        /// A verb.
        Verb = "verb",
        /// An adverb.
        Adverb = "adverb",
        /// Anything else.
        Other = "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(text: &str) -> LanguageTag {
        LanguageTag::parse(text).unwrap()
    }

    #[test]
    fn names_read_back() {
        for status in TermStatus::ALL {
            assert_eq!(status.as_str().parse::<TermStatus>().as_ref(), Ok(status));
        }
        assert_eq!("Full form".parse::<TermType>(), Ok(TermType::Full));
        let error = "nice".parse::<TermStatus>().unwrap_err();
        assert_eq!(
            error.to_string(),
            "\"nice\" is no status; known are preferred, admitted, deprecated, forbidden"
        );
    }

    #[test]
    fn preferred_prefers_the_exact_tag_and_the_stated_status() {
        let mut entry = ConceptEntry::new("x", Location::default());
        entry.terms = vec![
            Term::new(tag("fa"), "الف", TermStatus::Admitted),
            Term::new(tag("fa-AF"), "ب", TermStatus::Preferred),
            Term::new(tag("en"), "bad", TermStatus::Forbidden),
        ];
        assert_eq!(entry.preferred(&tag("fa")).unwrap().text, "الف");
        assert_eq!(entry.preferred(&tag("fa-AF")).unwrap().text, "ب");
        assert_eq!(entry.preferred(&tag("en")), None);
    }
}
