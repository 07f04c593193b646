//! Changes of a text.

use std::ops::Range;

/// One change of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextEdit {
    /// The bytes that go.
    pub span: Range<usize>,
    /// What stands there instead.
    pub text: String,
}

impl TextEdit {
    /// A text with changes, which are in its order and do not overlap.
    pub fn apply(text: &str, edits: &[Self]) -> String {
        let mut changed = String::with_capacity(text.len());
        let mut end = 0;
        for edit in edits {
            changed.push_str(text.get(end..edit.span.start).unwrap_or(""));
            changed.push_str(&edit.text);
            end = edit.span.end;
        }
        changed.push_str(text.get(end..).unwrap_or(""));
        changed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_made_in_order() {
        let edit = |span, text: &str| TextEdit {
            span,
            text: text.to_owned(),
        };
        let edits = [edit(0..1, "A"), edit(2..2, "!"), edit(3..5, "")];
        assert_eq!(TextEdit::apply("ab de", &edits), "Ab! ");
        assert_eq!(TextEdit::apply("ab de", &[]), "ab de");
    }
}
