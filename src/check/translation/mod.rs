//! Checks of a translation beside its article, sentence by sentence.

mod bracket;
mod end_mark;
mod first_letter;
mod length;
mod missing;
mod names;
mod negation;
mod placeables;
mod question;
mod quotation;
mod quotation_cut;
mod untranslated;
mod untranslated_term;

pub(super) use bracket::Bracket;
pub(super) use end_mark::EndMark;
pub(super) use first_letter::FirstLetter;
pub(super) use length::Length;
pub(super) use missing::Missing;
pub(super) use names::Names;
pub(super) use negation::Negation;
pub(super) use placeables::Placeables;
pub(super) use question::Question;
pub(super) use quotation::Quotation;
pub(super) use quotation_cut::QuotationCut;
pub(super) use untranslated::Untranslated;
pub(super) use untranslated_term::UntranslatedTerm;

use super::{Passage, Subject};

/// The segments that have both sides, with their numbers.
fn both<'s, 't>(
    subject: &'s Subject<'t>,
) -> impl Iterator<Item = (usize, Passage<'t>, Passage<'t>)> + 's {
    let segments = subject.segments.iter().enumerate();
    segments.filter_map(|(segment, aligned)| Some((segment, aligned.source?, aligned.target?)))
}

/// A text without what may stand behind the mark that ends it: white space, quotation marks,
/// brackets, invisible characters.
fn without_closers(text: &str) -> &str {
    text.trim_end_matches(|c: char| {
        c.is_whitespace()
            || matches!(c, '"' | '\'' | '”' | '’' | '»' | '›' | '“' | '」' | '』' | '》' | ')' | ']')
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    })
}

/// Whether a character asks a question in some language.
fn is_question_mark(character: char) -> bool {
    matches!(
        character,
        '?' | '؟' | '？' | '՞' | '⸮' | '፧' | '⁇' | '⁈' | '⁉' | '‽' | '꘏' | '៖'
    )
}

/// Whether a character exclaims in some language.
fn is_exclamation_mark(character: char) -> bool {
    matches!(
        character,
        '!' | '！' | '՜' | '⁈' | '⁉' | '‼' | '߹' | '᥄' | '‽'
    )
}

/// Where the mark or letter stands that a text ends with, before what may stand behind it.
fn last_place(text: &str) -> std::ops::Range<usize> {
    let end = without_closers(text).len();
    let last = text[..end].chars().next_back().map_or(0, char::len_utf8);
    end - last..end
}
