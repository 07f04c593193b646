//! Changes of a text as a unified diff, which people read and `git apply` and `patch` take.

use std::fmt::Write as _;
use std::ops::Range;

use super::terminal::{Layout, Role};
use crate::model::TextEdit;

/// How many lines stand around a change.
const CONTEXT: usize = 3;

/// Lines that change together: those of the old text, and what they become.
struct Change {
    old: Range<usize>,
    new: Vec<String>,
}

/// A unified diff of a file with edits, which are in its order and do not overlap; empty where
/// there are none. `path` is the file as seen from where the diff is to be applied.
pub fn unified_diff(path: &str, text: &str, edits: &[TextEdit]) -> String {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let changes = changes(&lines, text, edits);
    if changes.is_empty() {
        return String::new();
    }
    let mut diff = format!("--- a/{path}\n+++ b/{path}\n");
    let mut shift = 0isize;
    for hunk in changes.chunk_by(|one, two| two.old.start <= one.old.end + 2 * CONTEXT) {
        shift = push_hunk(&mut diff, &lines, hunk, shift);
    }
    diff
}

/// The edits by lines; edits that touch the same line are one change.
fn changes(lines: &[&str], text: &str, edits: &[TextEdit]) -> Vec<Change> {
    let mut starts = Vec::with_capacity(lines.len());
    let mut start = 0;
    for line in lines {
        starts.push(start);
        start += line.len();
    }
    let line_of = |offset: usize| starts.partition_point(|start| *start <= offset).max(1) - 1;
    let lines_of = |edit: &TextEdit| line_of(edit.span.start)..line_of(edit.span.end) + 1;
    let together = |one: &TextEdit, two: &TextEdit| lines_of(two).start < lines_of(one).end;
    edits
        .chunk_by(together)
        .filter_map(|edits| {
            let (first, last) = (edits.first()?, edits.last()?);
            let old = lines_of(first).start..lines_of(last).end;
            let from = *starts.get(old.start)?;
            let to = starts.get(old.end).copied().unwrap_or(text.len());
            let moved: Vec<TextEdit> = edits
                .iter()
                .map(|edit| TextEdit {
                    span: edit.span.start - from..edit.span.end - from,
                    text: edit.text.clone(),
                })
                .collect();
            let new = TextEdit::apply(&text[from..to], &moved);
            Some(Change {
                old,
                new: new.split_inclusive('\n').map(str::to_owned).collect(),
            })
        })
        .collect()
}

/// Writes changes that stand near each other; returns by how much later lines have moved.
fn push_hunk(diff: &mut String, lines: &[&str], changes: &[Change], shift: isize) -> isize {
    let (Some(first), Some(last)) = (changes.first(), changes.last()) else {
        return shift;
    };
    let from = first.old.start.saturating_sub(CONTEXT);
    let to = (last.old.end + CONTEXT).min(lines.len());
    let grown: isize = changes
        .iter()
        .map(|change| change.new.len().cast_signed() - change.old.len().cast_signed())
        .sum();
    let old_len = (to - from).cast_signed();
    let start = (from + 1).cast_signed();
    let _ = writeln!(
        diff,
        "@@ -{start},{old_len} +{},{} @@",
        start + shift,
        old_len + grown
    );
    let mut at = from;
    for change in changes {
        lines[at..change.old.start]
            .iter()
            .for_each(|line| push_line(diff, ' ', line));
        lines[change.old.clone()]
            .iter()
            .for_each(|line| push_line(diff, '-', line));
        change
            .new
            .iter()
            .for_each(|line| push_line(diff, '+', line));
        at = change.old.end;
    }
    lines[at..to]
        .iter()
        .for_each(|line| push_line(diff, ' ', line));
    shift + grown
}

fn push_line(diff: &mut String, mark: char, line: &str) {
    diff.push(mark);
    diff.push_str(line);
    if !line.ends_with('\n') {
        diff.push_str("\n\\ No newline at end of file\n");
    }
}

/// A diff with its lines in colours.
pub fn diff_block(layout: &Layout, diff: &str) -> String {
    // Not `lines`, which would take the carriage returns away.
    let lines = diff.strip_suffix('\n').unwrap_or(diff).split('\n');
    let lines = lines.map(|line| match line.as_bytes().first() {
        Some(b'+') => layout.paint(Role::Good, line),
        Some(b'-') => layout.paint(Role::Bad, line),
        Some(b'@') => layout.paint(Role::Faint, line),
        _ => line.to_owned(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(text: &str, old: &str, new: &str) -> TextEdit {
        let start = text.find(old).unwrap();
        TextEdit {
            span: start..start + old.len(),
            text: new.to_owned(),
        }
    }

    #[test]
    fn a_diff_has_the_lines_around_its_changes() {
        let text = "1\n2\n3\n4\nfive\n6\n7\n8\n9\n10\n11\n12\n13\n14\nlast";
        let edits = [edit(text, "five", "5"), edit(text, "last", "15\n16")];
        assert_eq!(
            unified_diff("a.txt", text, &edits),
            "--- a/a.txt\n+++ b/a.txt\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-five\n+5\n 6\n 7\n 8\n\
             @@ -12,4 +12,5 @@\n 12\n 13\n 14\n-last\n\\ No newline at end of file\n+15\n+16\n\\ No newline at end of file\n"
        );
        assert_eq!(unified_diff("a.txt", text, &[]), "");
    }

    #[test]
    fn edits_of_one_line_are_one_change() {
        let text = "وزير خارجه ايران\n";
        let edits = [edit(text, "وزير", "وزیر"), edit(text, "ايران", "ایران")];
        let diff = unified_diff("a", text, &edits);
        assert_eq!(
            diff,
            "--- a/a\n+++ b/a\n@@ -1,1 +1,1 @@\n-وزير خارجه ايران\n+وزیر خارجه ایران\n"
        );
    }
}
