//! The plain types that all rooms speak in: units, concept entries, documents, places.
//!
//! No logic beyond construction and lookup lives here, and nothing reads or writes files. The
//! types are stored with `postcard`, a format without field names: so no `skip_serializing_if`,
//! `flatten` or `untagged` here, and a changed field order or type is a new store schema.

mod article;
mod concept;
mod document;
mod edit;
mod field;
mod location;
mod review;
mod srx;
mod time;
mod unit;

pub use article::{Article, Block, BlockKind, Facts, Layout};
pub use concept::{
    ConceptEntry, ConceptId, Definition, Gender, Link, LinkKind, Number, PartOfSpeech,
    RelatedEntry, Relation, RelationKind, Review, Term, TermDetails, TermStatus, TermType,
    UnknownName,
};
pub use document::{Document, DocumentId};
pub use edit::TextEdit;
pub use field::{TermField, UnitField};
pub use location::{Diagnostic, Location, Severity};
pub use review::{ReviewRow, ReviewTable, ReviewVerdict};
pub use srx::{
    Cascade, CodeSide, FormatHandles, LanguageMap, RuleSet, SrxDocument, SrxRule, SrxVerdict,
    Subflows, Trimming,
};
pub use time::{Date, DateError, Timestamp};
pub use unit::{
    CODE, CodeKind, InlineCode, Made, Note, Origin, Property, Segment, Unit, UnitId, UnitStatus,
    Variant,
};
