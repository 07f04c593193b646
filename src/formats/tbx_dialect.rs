//! What each dialect of TBX can say: its data categories, where they may stand, their values.
//!
//! From the module descriptions of ISO 30042:2019 (`Min.tbxmd`, `Basic.tbxmd`,
//! `Linguist.tbxmd`); TBX 2008 takes every category, as its default constraints do in practice.

use super::xml_tree::Node;

/// A dialect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Dialect {
    /// TBX-Core: terms and notes.
    Core,
    /// TBX-Min.
    Min,
    /// TBX-Basic.
    Basic,
    /// TBX-Linguist.
    Linguist,
    /// ISO 30042:2008, `martif`.
    Tbx2008,
}

/// How data categories are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// As the value of an attribute `type`.
    Dca,
    /// As the name of an element in the namespace of its module.
    Dct,
}

impl Dialect {
    /// The value of `type` of the root.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Core => "TBX-Core",
            Self::Min => "TBX-Min",
            Self::Basic => "TBX-Basic",
            Self::Linguist => "TBX-Linguist",
            Self::Tbx2008 => "TBX",
        }
    }

    /// The dialect of a `tbx` root: of an unknown one, the richest.
    pub(super) fn named(name: &str) -> Self {
        let known = [Self::Core, Self::Min, Self::Basic];
        let found = known.into_iter().find(|dialect| dialect.as_str() == name);
        found.unwrap_or(Self::Linguist)
    }
}

/// A part of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    Concept,
    Language,
    Term,
}

/// A data category.
struct Category {
    element: &'static str,
    name: &'static str,
    /// The smallest dialect that has it.
    module: Dialect,
    levels: &'static [Level],
    /// The values it may have; any where it is empty.
    values: &'static [&'static str],
}

const ALL: &[Level] = &[Level::Concept, Level::Language, Level::Term];
const CONCEPT: &[Level] = &[Level::Concept];
const CONCEPT_LANGUAGE: &[Level] = &[Level::Concept, Level::Language];
const CONCEPT_TERM: &[Level] = &[Level::Concept, Level::Term];
const TERM: &[Level] = &[Level::Term];

const fn category(
    element: &'static str,
    name: &'static str,
    module: Dialect,
    levels: &'static [Level],
    values: &'static [&'static str],
) -> Category {
    Category {
        element,
        name,
        module,
        levels,
        values,
    }
}

#[rustfmt::skip]
const CATEGORIES: &[Category] = &[
    category("termNote", "administrativeStatus", Dialect::Min, TERM, &["admittedTerm-admn-sts", "deprecatedTerm-admn-sts", "supersededTerm-admn-sts", "preferredTerm-admn-sts"]),
    category("admin", "customerSubset", Dialect::Min, CONCEPT_TERM, &[]),
    category("xref", "externalCrossReference", Dialect::Min, ALL, &[]),
    category("termNote", "partOfSpeech", Dialect::Min, TERM, &["adjective", "noun", "other", "verb", "adverb"]),
    category("descrip", "subjectField", Dialect::Min, CONCEPT, &[]),
    category("descrip", "context", Dialect::Basic, TERM, &[]),
    category("ref", "crossReference", Dialect::Basic, CONCEPT_TERM, &[]),
    category("descrip", "definition", Dialect::Basic, CONCEPT_LANGUAGE, &[]),
    category("termNote", "geographicalUsage", Dialect::Basic, TERM, &[]),
    category("termNote", "grammaticalGender", Dialect::Basic, TERM, &["masculine", "feminine", "neuter", "other"]),
    category("admin", "projectSubset", Dialect::Basic, CONCEPT_TERM, &[]),
    category("transacNote", "responsibility", Dialect::Basic, ALL, &[]),
    category("admin", "source", Dialect::Basic, ALL, &[]),
    category("termNote", "termLocation", Dialect::Basic, TERM, &["checkBox", "comboBox", "comboBoxElement", "dialogBox", "groupBox", "informativeMessage", "interactiveMessage", "menuItem", "progressBar", "pushButton", "radioButton", "slider", "spinBox", "tab", "tableText", "textBox", "toolTip", "user-definedType"]),
    category("termNote", "termType", Dialect::Basic, TERM, &["fullForm", "acronym", "abbreviation", "shortForm", "variant", "phrase"]),
    category("transac", "transactionType", Dialect::Basic, ALL, &["origination", "modification"]),
    category("xref", "xGraphic", Dialect::Basic, CONCEPT_LANGUAGE, &[]),
    category("termNote", "grammaticalNumber", Dialect::Linguist, TERM, &["singular", "plural", "dual", "mass", "otherNumber"]),
    category("admin", "reading", Dialect::Linguist, TERM, &[]),
    category("adminNote", "readingNote", Dialect::Linguist, TERM, &[]),
    category("termNote", "register", Dialect::Linguist, TERM, &["colloquialRegister", "neutralRegister", "technicalRegister", "in-houseRegister", "bench-levelRegister", "slangRegister", "vulgarRegister"]),
    category("termNote", "transferComment", Dialect::Linguist, TERM, &[]),
];

/// The element that a data category is the `type` of, for files that write it as an element;
/// `None` for an unknown one.
pub(super) fn element_of(name: &str) -> Option<&'static str> {
    let mut all = CATEGORIES.iter();
    all.find(|own| own.name == name).map(|own| own.element)
}

/// The prefix of the module that a data category is of.
pub(super) fn module_of(name: &str) -> &'static str {
    let mut all = CATEGORIES.iter();
    match all.find(|own| own.name == name).map(|own| own.module) {
        Some(Dialect::Min) => "min",
        Some(Dialect::Linguist) => "linguist",
        _ => "basic",
    }
}

/// Whether a dialect allows an element, in the form with `type`, at a level.
pub(super) fn allows(dialect: Dialect, node: &Node, level: Level) -> bool {
    match node.name.as_str() {
        "note" => true,
        "date" => is_date(&node.text()),
        "descripGrp" | "adminGrp" | "transacGrp" | "termNoteGrp" => {
            node.nodes().next().is_some() && node.nodes().all(|own| allows(dialect, own, level))
        }
        "descrip" | "admin" | "termNote" | "transac" | "transacNote" | "ref" | "xref"
        | "adminNote" | "descripNote" => is_allowed_category(dialect, node, level),
        // Only the old TBX has the others, such as the parts of a compound term.
        _ => dialect == Dialect::Tbx2008,
    }
}

fn is_allowed_category(dialect: Dialect, node: &Node, level: Level) -> bool {
    let Some(name) = node.attribute("type") else {
        return false;
    };
    let target = node.attribute("target");
    let needs_target = matches!(node.name.as_str(), "ref" | "xref");
    if needs_target && target.is_none() {
        return false;
    }
    if dialect == Dialect::Tbx2008 {
        return true;
    }
    let mut all = CATEGORIES.iter();
    let Some(known) = all.find(|own| own.name == name && own.element == node.name) else {
        return false;
    };
    let is_address = |target: &str| target.starts_with("http://") || target.starts_with("https://");
    known.module <= dialect
        && known.levels.contains(&level)
        && (known.values.is_empty() || known.values.contains(&node.text().as_str()))
        && (node.name != "xref" || target.is_some_and(is_address))
}

/// Whether a text is a date of XML Schema, without a time zone.
fn is_date(text: &str) -> bool {
    text.len() == 10 && text.parse::<crate::model::Date>().is_ok()
}
