//! Segmentation rules as SRX has them: rules, sets of rules, and which languages they are for.

/// A document of segmentation rules (SRX 1.0 or 2.0).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SrxDocument {
    /// The version that the file names; empty where it names none.
    pub version: String,
    /// Whether a language has the rules of one map or of all that match it.
    pub cascade: Cascade,
    /// What is to become of text inside text (footnotes, index entries).
    pub subflows: Subflows,
    /// On which side of a boundary codes between two segments stand.
    pub formatting: FormatHandles,
    /// What Okapi's extension says of white space at the ends of segments.
    pub trimming: Trimming,
    /// The sets of rules, in the order of the file.
    pub sets: Vec<RuleSet>,
    /// The maps of languages to sets, in the order of the file.
    pub maps: Vec<LanguageMap>,
}

/// Which of the maps that match a language count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Cascade {
    /// All, in their order.
    #[default]
    All,
    /// The first.
    First,
}

/// What is to become of text inside text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Subflows {
    /// It is divided too.
    #[default]
    Divided,
    /// It stays whole.
    Whole,
}

/// On which side of a boundary codes stand, by their kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormatHandles {
    /// Codes that open.
    pub start: CodeSide,
    /// Codes that close.
    pub end: CodeSide,
    /// Codes that stand alone.
    pub isolated: CodeSide,
}

impl Default for FormatHandles {
    /// What SRX 2.0 says where a file says nothing.
    fn default() -> Self {
        Self {
            start: CodeSide::After,
            end: CodeSide::Before,
            isolated: CodeSide::After,
        }
    }
}

/// A side of a boundary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeSide {
    /// The codes belong to the segment before it (`include="yes"`).
    Before,
    /// They do not (`include="no"`).
    After,
}

/// What becomes of white space between two segments.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Trimming {
    /// No segment begins with it: a boundary stands behind it.
    #[default]
    Leading,
    /// Boundaries stay where the rules have them.
    None,
}

/// A set of rules with a name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RuleSet {
    /// The name by which maps call it.
    pub name: String,
    /// The rules; the first that matches at a place decides.
    pub rules: Vec<SrxRule>,
}

/// One rule: a place where the first expression matches what stands before and the second what
/// stands behind. An empty expression matches everything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SrxRule {
    /// What a match means.
    pub verdict: SrxVerdict,
    /// The expression (ICU syntax) for the text before the place.
    pub before: String,
    /// The expression for the text behind it.
    pub after: String,
    /// The line of the file, counted from 1; 0 for a rule that is from no file.
    pub line: u32,
}

/// What a match of a rule means.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SrxVerdict {
    /// A segment ends there.
    #[default]
    Break,
    /// It does not, whatever later rules say.
    NoBreak,
}

/// For which languages a set of rules is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LanguageMap {
    /// The expression that the language's tag has to match as a whole.
    pub pattern: String,
    /// The name of the set.
    pub set: String,
    /// The line of the file, counted from 1; 0 for a map that is from no file.
    pub line: u32,
}

impl SrxDocument {
    /// The set of a name.
    pub fn set(&self, name: &str) -> Option<&RuleSet> {
        self.sets.iter().find(|set| set.name == name)
    }
}
