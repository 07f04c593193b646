//! Concept entries and their terms (ISO 704, ISO 30042).

use std::fmt;
use std::sync::Arc;

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
    /// What it is, said in one language each, beside [`ConceptEntry::definition`].
    pub definitions: Vec<Definition>,
    /// Pictures of it, and pages about it.
    pub links: Vec<Link>,
    /// How it stands to other concepts, in the order of the file.
    pub relations: Vec<Relation>,
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
            definitions: Vec::new(),
            links: Vec::new(),
            relations: Vec::new(),
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

    /// The preferred term in a language: the one that says so, else the first admitted one. A
    /// term that is only proposed stands behind those that are not ([`Term::is_unsettled`] tells
    /// it); one that was rejected is never the preferred one.
    pub fn preferred(&self, language: &LanguageTag) -> Option<&Term> {
        let usable = |term: &&Term| {
            term.part_of_speech != Some(PartOfSpeech::Adjective)
                && term.status <= TermStatus::Admitted
                && term.review != Some(Review::Rejected)
        };
        // `min_by_key` takes the first of equals.
        self.terms_in(language)
            .filter(usable)
            .min_by_key(|term| (term.is_unsettled(), term.status))
    }

    /// The relations of a kind that hold on a day, or all of the kind where no day is given.
    pub fn related(
        &self,
        kind: RelationKind,
        on: Option<&Date>,
    ) -> impl Iterator<Item = &Relation> + use<'_> {
        let on = on.cloned();
        self.relations.iter().filter(move |relation| {
            relation.kind == kind && on.as_ref().is_none_or(|day| relation.holds_on(day))
        })
    }
}

/// A definition in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Definition {
    /// The language.
    pub language: LanguageTag,
    /// The definition.
    pub text: String,
    /// Where it is from.
    pub source: Option<String>,
}

/// Something to be looked at elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// What is there.
    pub kind: LinkKind,
    /// Its address.
    pub target: String,
    /// What it is called, where that is said.
    pub label: Option<String>,
}

/// How one concept stands to another (ISO 704, associative and partitive relations).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relation {
    /// In what way.
    pub kind: RelationKind,
    /// The other concept.
    pub target: ConceptId,
    /// The first day on which it is so.
    pub from: Option<Date>,
    /// The last day on which it is so.
    pub until: Option<Date>,
}

impl Relation {
    /// Whether it is so on a day. A date without a day or month is the whole of that time.
    pub fn holds_on(&self, day: &Date) -> bool {
        holds_on(self.from.as_ref(), self.until.as_ref(), day)
    }
}

impl std::str::FromStr for Relation {
    type Err = String;

    /// Reads `shamkhani`, `shamkhani (2013-09-10..2023-05-22)`, `ahmadian (2023-05-22..)`; the
    /// kind is to be set by whoever knows it.
    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let (target, dates) = match text
            .strip_suffix(')')
            .and_then(|text| text.rsplit_once('('))
        {
            Some((target, dates)) => (target.trim(), Some(dates)),
            None => (text, None),
        };
        if target.is_empty() {
            return Err(format!("{text:?} names no concept"));
        }
        let mut relation = Self {
            kind: RelationKind::Related,
            target: ConceptId(target.to_owned()),
            from: None,
            until: None,
        };
        let Some(dates) = dates else {
            return Ok(relation);
        };
        let (from, until) = ["..", "–", "/"]
            .iter()
            .find_map(|mark| dates.split_once(mark))
            .ok_or_else(|| format!("{dates:?} is no time such as 2013-09-10..2023-05-22"))?;
        let date = |text: &str| match text.trim() {
            "" => Ok(None),
            text => text
                .parse()
                .map(Some)
                .map_err(|error: super::DateError| error.to_string()),
        };
        (relation.from, relation.until) = (date(from)?, date(until)?);
        Ok(relation)
    }
}

impl fmt::Display for Relation {
    /// The form of glossary tables: `shamkhani (2013-09-10..2023-05-22)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.target)?;
        if self.from.is_none() && self.until.is_none() {
            return Ok(());
        }
        let date = |date: &Option<Date>| date.as_ref().map(ToString::to_string).unwrap_or_default();
        write!(f, " ({}..{})", date(&self.from), date(&self.until))
    }
}

/// A relation with the entry of the other concept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelatedEntry {
    /// The relation.
    pub relation: Relation,
    /// The other entry, where the glossary has it.
    pub entry: Option<Arc<ConceptEntry>>,
}

impl RelationKind {
    /// The relation as the other concept sees it.
    pub fn reverse(self) -> Self {
        match self {
            Self::Holder => Self::Holds,
            Self::Holds => Self::Holder,
            Self::Related => Self::Related,
            Self::OfficeOf => Self::HasOffice,
            Self::PartOf => Self::HasPart,
            Self::SuccessorOf => Self::PredecessorOf,
            Self::HasOffice => Self::OfficeOf,
            Self::HasPart => Self::PartOf,
            Self::PredecessorOf => Self::SuccessorOf,
        }
    }
}

fn holds_on(from: Option<&Date>, until: Option<&Date>, day: &Date) -> bool {
    from.is_none_or(|from| !day.is_before(from)) && until.is_none_or(|until| !until.is_before(day))
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
    /// How far it has come on its way into the glossary, where that is said.
    pub review: Option<Review>,
    /// What kind of form it is, where that is said.
    pub kind: Option<TermType>,
    /// Its part of speech, where that is said.
    pub part_of_speech: Option<PartOfSpeech>,
    /// Its grammatical gender, where that is said.
    pub gender: Option<Gender>,
    /// Its grammatical number, where that is said.
    pub number: Option<Number>,
    /// A remark for the translator.
    pub note: Option<String>,
    /// Where the form can be checked.
    pub source: Option<String>,
    /// The first day on which it is right.
    pub valid_from: Option<Date>,
    /// The last day on which it is right.
    pub valid_until: Option<Date>,
    /// What few terms say; `None` where nothing of it is said.
    pub details: Option<Box<TermDetails>>,
    /// Whatever else its file says of it, kept for round trips.
    pub properties: Vec<Property>,
    /// The line of the entry's file on which it stands, counted from 1; 0 when not known.
    pub line: u32,
}

/// What few terms say of themselves, apart so that a large glossary stays small.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermDetails {
    /// Who decided on it.
    pub reviewer: Option<String>,
    /// By which rules a transliteration was made, such as `ISO 9`.
    pub scheme: Option<String>,
    /// A sentence that uses it.
    pub context: Option<String>,
    /// Where the sentence is from.
    pub context_source: Option<String>,
}

impl Term {
    /// Changes the details, which go when they say nothing any more.
    pub fn change_details(&mut self, change: impl FnOnce(&mut TermDetails)) {
        let mut details = self.details.take().unwrap_or_default();
        change(&mut details);
        self.details = Some(details).filter(|details| **details != TermDetails::default());
    }

    /// A term of which only language, text and status are known.
    pub fn new(language: LanguageTag, text: impl Into<String>, status: TermStatus) -> Self {
        Self {
            language,
            text: text.into(),
            status,
            review: None,
            kind: None,
            part_of_speech: None,
            gender: None,
            number: None,
            details: None,
            properties: Vec::new(),
            note: None,
            source: None,
            valid_from: None,
            valid_until: None,
            line: 0,
        }
    }

    /// Whether it is right on a day, by its dates.
    pub fn is_valid_on(&self, day: &Date) -> bool {
        holds_on(self.valid_from.as_ref(), self.valid_until.as_ref(), day)
    }

    /// The last day on which it was right, where that is over on a day.
    pub fn outdated_since(&self, day: &Date) -> Option<&Date> {
        self.valid_until
            .as_ref()
            .filter(|until| until.is_before(day))
    }

    /// Whether nobody has accepted it yet: proposed, or rejected.
    pub fn is_unsettled(&self) -> bool {
        matches!(self.review, Some(Review::Proposed | Review::Rejected))
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
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
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

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::model::UnknownName;

            /// Reads a name in any case; spaces and underscores count as hyphens.
            fn from_str(text: &str) -> Result<Self, $crate::model::UnknownName> {
                let name = text.trim().to_lowercase().replace([' ', '_'], "-");
                match name.as_str() {
                    $($text $(| $other)* => Ok(Self::$value),)+
                    _ => Err($crate::model::UnknownName {
                        what: $what,
                        found: text.trim().to_owned(),
                        known: [$($text),+].join(", "),
                    }),
                }
            }
        }
    };
}

pub(super) use named_values;

named_values! {
    /// Whether a term may be used (ISO 12620 `administrativeStatus`).
    TermStatus, "status", {
        /// The form to use.
        Preferred = "preferred" | "preferredterm" | "preferredterm-admn-sts" | "standardizedterm" | "standardizedterm-admn-sts",
        /// A form that may be used too.
        Admitted = "admitted" | "admittedterm" | "admittedterm-admn-sts" | "approved" | "legalterm-admn-sts" | "regulatedterm-admn-sts",
        /// A form once used, to be replaced.
        Deprecated = "deprecated" | "deprecatedterm" | "deprecatedterm-admn-sts" | "obsolete" | "superseded" | "supersededterm" | "supersededterm-admn-sts" | "non-standard" | "notrecommended",
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
        Transliteration = "transliteration" | "transliterated-form" | "transliteratedform",
        /// Another form of the same word, such as another spelling.
        Variant = "variant",
        /// A phrase that is used as a whole.
        Phrase = "phrase" | "phraseologicalunit",
    }
}

named_values! {
    /// How far a term has come on its way into the glossary (ISO 12620 `processStatus`).
    Review, "review status", {
        /// Somebody wants it; nobody has decided.
        Proposed = "proposed" | "provisional" | "provisionallyprocessed" | "candidate" | "draft",
        /// Accepted.
        Approved = "approved" | "finalized" | "final" | "accepted",
        /// Not accepted.
        Rejected = "rejected" | "declined",
    }
}

named_values! {
    /// The grammatical gender of a term (ISO 12620 `grammaticalGender`).
    Gender, "gender", {
        /// Masculine.
        Masculine = "masculine" | "m",
        /// Feminine.
        Feminine = "feminine" | "f",
        /// Neuter.
        Neuter = "neuter" | "n",
        /// Another one, or several.
        Other = "other" | "othergender" | "common",
    }
}

named_values! {
    /// The grammatical number of a term (ISO 12620 `grammaticalNumber`).
    Number, "number", {
        /// Singular.
        Singular = "singular" | "sg",
        /// Plural.
        Plural = "plural" | "pl",
        /// Dual.
        Dual = "dual",
        /// Without a plural, such as `water`.
        Mass = "mass" | "massnoun",
        /// Another one.
        Other = "other" | "othernumber",
    }
}

named_values! {
    /// How a concept stands to another.
    RelationKind, "relation", {
        /// An office of an organisation.
        OfficeOf = "office-of",
        /// A part of a whole.
        PartOf = "part-of",
        /// An office has a holder, who is a person.
        Holder = "holder" | "held-by",
        /// A person holds an office.
        Holds = "holds",
        /// It took the place of another.
        SuccessorOf = "successor-of",
        /// An organisation has an office.
        HasOffice = "has-office",
        /// A whole has a part.
        HasPart = "has-part",
        /// Another took its place.
        PredecessorOf = "predecessor-of",
        /// In another way.
        Related = "related" | "related-to" | "see-also",
    }
}

named_values! {
    /// What is at an address.
    LinkKind, "link", {
        /// A picture.
        Image = "image" | "picture" | "graphic",
        /// A page.
        Page = "link" | "page" | "url",
    }
}

named_values! {
    /// The part of speech of a term (ISO 12620 `partOfSpeech`).
    PartOfSpeech, "part of speech", {
        /// A noun or a noun phrase.
        Noun = "noun",
        /// A proper noun.
        ProperNoun = "proper-noun" | "propernoun",
        /// An adjective, such as the one of a country; names of its people stand with it.
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
    fn relations_are_read_and_written_and_hold_on_their_days() {
        for text in [
            "a",
            "a (2013-09-10..2023-05-22)",
            "ب (2023..)",
            "a (..2020-01)",
        ] {
            assert_eq!(text.parse::<Relation>().unwrap().to_string(), text);
        }
        for text in ["", "(2013..)", "a (soon)", "a (2013..later)"] {
            assert!(text.parse::<Relation>().is_err(), "{text}");
        }
        let held: Relation = "a (2013-09-10..2023-05)".parse().unwrap();
        for (day, holds) in [
            ("2013-09-09", false),
            ("2013-09-10", true),
            ("2023-05-31", true),
            ("2023-06-01", false),
            ("2013", true),
        ] {
            assert_eq!(held.holds_on(&day.parse().unwrap()), holds, "{day}");
        }
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

    #[test]
    fn preferred_is_what_was_approved_and_never_what_was_rejected() {
        let term = |text: &str, status, review| Term {
            review,
            ..Term::new(tag("fa"), text, status)
        };
        let mut entry = ConceptEntry::new("x", Location::default());
        entry.terms = vec![
            term("رد", TermStatus::Preferred, Some(Review::Rejected)),
            term("پیشنهاد", TermStatus::Preferred, Some(Review::Proposed)),
        ];
        assert_eq!(entry.preferred(&tag("fa")).unwrap().text, "پیشنهاد");
        let settled = term("تأیید", TermStatus::Admitted, Some(Review::Approved));
        entry.terms.push(settled);
        assert_eq!(entry.preferred(&tag("fa")).unwrap().text, "تأیید");
        entry.terms.truncate(1);
        assert_eq!(entry.preferred(&tag("fa")), None);
    }
}
