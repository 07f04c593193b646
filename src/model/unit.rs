//! Translation units: one meaning in two or more languages (a TMX `tu`).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{DocumentId, Timestamp, UnknownName};
use crate::lang::LanguageTag;

/// The character that stands in a segment's text for one inline code (U+FFFC, OBJECT
/// REPLACEMENT CHARACTER): the n-th of them stands for the n-th of [`Segment::codes`].
pub const CODE: char = '\u{FFFC}';

/// The identity of a unit in one state of the store: the import of a source that brought it
/// (every import gets a new number), and its place in that source, counted from 0.
///
/// Ids are ordered by import and then by place, so the unit before is the neighbour in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct UnitId {
    /// The number of the import.
    pub import: u32,
    /// The place in the source, counted from 0.
    pub ordinal: u32,
}

/// One meaning in two or more languages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// Its name in its source (TMX `tuid`), where it has one.
    pub name: Option<String>,
    /// The text in each language; at most one variant for each tag.
    pub variants: Vec<Variant>,
    /// The text that it came from.
    pub origin: Origin,
    /// How far it is approved.
    pub status: UnitStatus,
    /// How it was made.
    pub made: Made,
    /// When it was made.
    pub created: Option<Timestamp>,
    /// Who made it.
    pub created_by: Option<String>,
    /// When it was last changed.
    pub changed: Option<Timestamp>,
    /// Who last changed it.
    pub changed_by: Option<String>,
    /// What it is about.
    pub subject: Option<String>,
    /// Remarks on it.
    pub notes: Vec<Note>,
    /// Whatever else its source says of it, verbatim, for round trips.
    pub properties: Vec<Property>,
}

impl Unit {
    /// The variant in a language: the same tag first, else one that goes with it
    /// (see [`LanguageTag::goes_with`]).
    pub fn variant(&self, language: &LanguageTag) -> Option<&Variant> {
        self.variants
            .iter()
            .find(|variant| variant.language == *language)
            .or_else(|| {
                self.variants
                    .iter()
                    .find(|variant| variant.language.goes_with(language))
            })
    }
}

/// One language of a unit (a TMX `tuv`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variant {
    /// The language.
    pub language: LanguageTag,
    /// The text.
    pub segment: Segment,
    /// When it was last changed, where it differs from the unit's.
    pub changed: Option<Timestamp>,
    /// Who last changed it, where it differs from the unit's.
    pub changed_by: Option<String>,
    /// Remarks on it.
    pub notes: Vec<Note>,
    /// Whatever else its source says of it, verbatim.
    pub properties: Vec<Property>,
}

impl Variant {
    /// A variant that is only a text.
    pub fn plain(language: LanguageTag, text: impl Into<String>) -> Self {
        Self {
            language,
            segment: Segment::plain(text),
            changed: None,
            changed_by: None,
            notes: Vec::new(),
            properties: Vec::new(),
        }
    }
}

/// A text with inline codes taken out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    /// The text in NFC, with one [`CODE`] character for each inline code.
    pub text: String,
    /// The inline codes in the order of their [`CODE`] characters.
    pub codes: Vec<InlineCode>,
}

impl Segment {
    /// A text without inline codes.
    pub fn plain(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            codes: Vec::new(),
        }
    }
}

/// One inline code: formatting or another thing that is no text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InlineCode {
    /// The number by which an opening and its closing code belong together, and by which the
    /// codes of two languages do.
    pub number: u32,
    /// What it does.
    pub kind: CodeKind,
    /// The code as its source wrote it, for round trips.
    pub raw: String,
}

/// What an inline code does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum CodeKind {
    /// Opens a span (TMX `bpt`, XLIFF `pc` start).
    Open,
    /// Closes a span (TMX `ept`).
    Close,
    /// Stands alone (TMX `ph`, `it`, `ut`).
    Alone,
}

/// Where in which text a unit stood.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The document, where it is known.
    pub document: Option<DocumentId>,
    /// The place in the document, counted from 0.
    pub position: u32,
    /// The line of the source file that it was read from, counted from 1; 0 when not known.
    pub line: u32,
}

/// How far a unit is approved.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum UnitStatus {
    /// Not yet looked at by a second person; also what is assumed when nothing is said.
    #[default]
    Draft,
    /// Read by a second person.
    Reviewed,
    /// Approved for publication.
    Approved,
}

/// How a unit was made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Made {
    /// Taken from a file that does not say how it was made.
    #[default]
    Imported,
    /// Translated by a person.
    Human,
    /// Aligned from two texts, with the aligner's confidence in hundredths (0–100).
    Aligned(u8),
    /// Made by a machine.
    Machine,
}

impl Made {
    /// Whether both were made in the same way, whatever the confidence of an alignment.
    pub fn is_like(self, other: Self) -> bool {
        std::mem::discriminant(&self) == std::mem::discriminant(&other)
    }
}

impl fmt::Display for Made {
    /// `imported`, `human`, `aligned:97`, `machine`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Imported => f.write_str("imported"),
            Self::Human => f.write_str("human"),
            Self::Aligned(confidence) => write!(f, "aligned:{confidence}"),
            Self::Machine => f.write_str("machine"),
        }
    }
}

impl FromStr for Made {
    type Err = UnknownName;

    /// Reads what [`Made`] displays, in any case; `aligned` alone is of full confidence.
    fn from_str(text: &str) -> Result<Self, UnknownName> {
        let name = text.trim().to_lowercase();
        match (name.as_str(), name.strip_prefix("aligned:").map(str::parse)) {
            ("imported", _) => Ok(Self::Imported),
            ("human", _) => Ok(Self::Human),
            ("machine", _) => Ok(Self::Machine),
            ("aligned", _) => Ok(Self::Aligned(100)),
            (_, Some(Ok(confidence @ 0..=100))) => Ok(Self::Aligned(confidence)),
            _ => Err(UnknownName {
                what: "way of making",
                found: text.trim().to_owned(),
                known: "human, aligned, machine, imported".to_owned(),
            }),
        }
    }
}

impl FromStr for UnitStatus {
    type Err = UnknownName;

    /// Reads what [`UnitStatus`] displays, in any case.
    fn from_str(text: &str) -> Result<Self, UnknownName> {
        match text.trim().to_lowercase().as_str() {
            "draft" => Ok(Self::Draft),
            "reviewed" => Ok(Self::Reviewed),
            "approved" => Ok(Self::Approved),
            _ => Err(UnknownName {
                what: "status",
                found: text.trim().to_owned(),
                known: "draft, reviewed, approved".to_owned(),
            }),
        }
    }
}

/// A remark of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The language of the remark, where it is said.
    pub language: Option<LanguageTag>,
    /// The remark.
    pub text: String,
}

/// A named value that a source gave and Tarjuman keeps without reading it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Property {
    /// The name (TMX `prop type`).
    pub name: String,
    /// The language of the value, where it is said.
    pub language: Option<LanguageTag>,
    /// The value.
    pub value: String,
}

impl fmt::Display for UnitStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Draft => "draft",
            Self::Reviewed => "reviewed",
            Self::Approved => "approved",
        })
    }
}
