//! What a text is made of: normalisation and folding, sentences, tokens, stems.
//!
//! Pure: text in, spans out. Every span is a byte range of the text as it was given, so nothing
//! of the original is ever lost.

mod analyser;
mod figure;
mod fold;
mod folded;
mod identify;
mod kind;
mod letter;
mod lexer;
mod numeral;
mod porter;
mod quantity;
mod segment;
mod stem;
mod token;
mod traditional;

pub use analyser::{ANALYSIS_VERSION, Analyser};
pub use figure::{
    Figure, FigureForm, FigureReader, Unit, WrittenDate, is_same, may_be_degrees, may_be_rounded,
    years_overlap,
};
pub use fold::{Folding, Foldings, decimal_value, fold, foldings_between, nfc};
pub use folded::FoldedText;
pub use identify::{Identified, can_identify, identifies_only, identify, is_plainly};
pub use kind::TokenKind;
pub use letter::{is_letter, is_letter_or_digit};
pub use numeral::{NumberSeries, Numeral, WrittenNumber, agree_alike, separators, zero_of};
pub use quantity::{Quantity, quantities};
pub use segment::{
    CodeHandling, Decision, ExportedRule, ExportedSet, KeptWith, Segmenter, Sentence, SrxCascade,
    SrxError, SrxMap, SrxMode, SrxRuleSource, SrxRules, SrxSource, UNSAID, Verdict, WhiteSpace,
    exported_rules,
};
pub use token::{Token, TokenClass};
pub use traditional::simplified;
