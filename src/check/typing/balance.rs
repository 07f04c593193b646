//! Whether marks that come in pairs are opened and closed, over a whole document.
//!
//! A quotation may go on over paragraphs: by the usual convention its opening mark is repeated at
//! the beginning of each and its closing mark stands once, at the end; where sentences stand on
//! lines of their own, it just goes on. So a mark that is still open at the end of a paragraph
//! waits for what the following ones bring. It is unclosed when the next mark opens again in the
//! midst of a paragraph, or when none comes.

/// What a mark does at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Opens.
    Open,
    /// Closes.
    Close,
    /// Opens, or closes if something of its kind is open: its neighbours do not tell.
    Either,
}

/// One mark in its paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    /// The byte offset in the paragraph.
    pub(super) at: usize,
    /// The character.
    pub(super) character: char,
    /// Marks of one kind close one another.
    pub(super) kind: u8,
    /// What it does.
    pub(super) role: Role,
    /// Whether its neighbours may mislead: typists put spaces on the wrong side of it.
    pub(super) is_free: bool,
    /// Whether nothing but white space and dashes stands before it in the paragraph.
    pub(super) is_first: bool,
}

/// How marks of a document may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Habit {
    /// Brackets: every one that opens is closed by one.
    Strict,
    /// Quotation marks: opened again at each paragraph.
    Repeated,
    /// The same, and one mark closes quotations inside quotations that end together, as in
    /// Russian (ООО «Компания «Север»).
    Merged,
}

/// A mark without its fellow: the number of its paragraph, and the mark as it was read (never
/// [`Role::Either`]).
pub(super) type Lonely = (usize, Mark);

/// The marks without a fellow in a document, in its order. Linear in the marks, but for nested
/// ones.
pub(super) fn lonely(paragraphs: &[Vec<Mark>], habit: Habit) -> Vec<Lonely> {
    let mut found = Vec::new();
    let mut waiting: Vec<Lonely> = Vec::new();
    for (number, marks) in paragraphs.iter().enumerate() {
        if let Some(first) = marks.first() {
            found.append(&mut given_up(&mut waiting, *first, habit));
        }
        let mut own: Vec<Lonely> = std::mem::take(&mut waiting);
        let mut merged = false;
        let in_turn = in_turn(number, marks, &own, habit);
        for mark in in_turn.as_deref().unwrap_or(marks) {
            read(&mut own, &mut found, (number, *mark), habit, &mut merged);
        }
        if habit != Habit::Strict {
            pair_kinds(number, &mut own, &mut found);
        }
        if merged && habit == Habit::Merged && own.iter().all(|(open, _)| *open == number) {
            own.clear();
        }
        waiting = own;
    }
    found.append(&mut waiting);
    found.sort_by_key(|(number, mark)| (*number, mark.at));
    match habit {
        Habit::Strict => found,
        Habit::Repeated | Habit::Merged => without_long_ones(found),
    }
}

/// Over how many paragraphs a quotation with quotations inside may go on.
const REACH: usize = 6;

/// What is opened with one kind of mark and closed with another in a paragraph is closed: that
/// the kinds differ is another matter.
fn pair_kinds(number: usize, open: &mut Vec<Lonely>, found: &mut Vec<Lonely>) {
    open.retain(|(own, mark)| {
        let fellow = found.iter().position(|(other, close)| {
            *other == number
                && close.role == Role::Close
                && close.kind != mark.kind
                && close.at > mark.at
        });
        match fellow.filter(|_| *own == number) {
            Some(fellow) => {
                found.remove(fellow);
                false
            }
            None => true,
        }
    });
}

/// The lonely marks without those that are the two ends of one long quotation, in whose midst
/// others are quoted.
fn without_long_ones(found: Vec<Lonely>) -> Vec<Lonely> {
    let mut kept: Vec<Lonely> = Vec::new();
    for own in found {
        let is_end = own.1.role == Role::Close;
        let fellow = kept.iter().rposition(|(number, mark)| {
            mark.role == Role::Open && mark.kind == own.1.kind && own.0 - number <= REACH
        });
        match fellow.filter(|_| is_end) {
            Some(fellow) => {
                kept.remove(fellow);
            }
            None => kept.push(own),
        }
    }
    kept
}

/// The marks of a paragraph with the free ones opening and closing in turn, where that leaves
/// none alone and what they seem to do would.
fn in_turn(number: usize, marks: &[Mark], waiting: &[Lonely], habit: Habit) -> Option<Vec<Mark>> {
    let free = marks.iter().filter(|mark| mark.is_free).count();
    let goes_on = !waiting.is_empty() && marks.first()?.role != Role::Open;
    if free == 0 || free % 2 == 1 || goes_on || lonely_within(number, marks, habit) == 0 {
        return None;
    }
    let mut opens = true;
    let turned: Vec<Mark> = marks
        .iter()
        .map(|mark| {
            if !mark.is_free {
                return *mark;
            }
            let role = if opens { Role::Open } else { Role::Close };
            opens = !opens;
            Mark { role, ..*mark }
        })
        .collect();
    (lonely_within(number, &turned, habit) == 0).then_some(turned)
}

/// How many marks of a paragraph have no fellow in it.
fn lonely_within(number: usize, marks: &[Mark], habit: Habit) -> usize {
    let (mut open, mut found, mut merged) = (Vec::new(), Vec::new(), false);
    for mark in marks {
        read(&mut open, &mut found, (number, *mark), habit, &mut merged);
    }
    open.len() + found.len()
}

/// Of the marks that wait for their fellow, those that cannot have one any more, by the first
/// mark of the next paragraph that has any.
fn given_up(waiting: &mut Vec<Lonely>, first: Mark, habit: Habit) -> Vec<Lonely> {
    let opens = match first.role {
        Role::Open => true,
        Role::Close => false,
        Role::Either => !waiting.iter().any(|(_, open)| open.kind == first.kind),
    };
    let goes_on = habit != Habit::Strict && first.is_first;
    if !opens {
        return Vec::new();
    }
    let given_up = std::mem::take(waiting);
    // Opened again: the new mark takes the place of the one that waits.
    if goes_on { Vec::new() } else { given_up }
}

/// Reads one mark: opens, or closes the last of its kind that is open.
fn read(
    open: &mut Vec<Lonely>,
    found: &mut Vec<Lonely>,
    (number, mark): Lonely,
    habit: Habit,
    merged: &mut bool,
) {
    let fellow = open.iter().rposition(|(_, other)| other.kind == mark.kind);
    let role = match (mark.role, fellow) {
        (Role::Either, Some(_)) => Role::Close,
        (Role::Either, None) => Role::Open,
        (role, _) => role,
    };
    match (role, fellow) {
        (Role::Close, Some(fellow)) => {
            *merged |= habit == Habit::Merged && fellow > 0;
            let inner = open.split_off(fellow);
            // What was opened inside is closed with it, unclosed itself.
            found.extend(inner.into_iter().skip(1));
        }
        (Role::Close, None) => found.push((number, Mark { role, ..mark })),
        _ => open.push((number, Mark { role, ..mark })),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Marks of small texts: `(` and `)` of one kind, `[` and `]` of another, `"` either way;
    /// `/` parts paragraphs. Says what is lonely, by place in the whole.
    fn lonely_in(text: &str, habit: Habit) -> Vec<usize> {
        let mut paragraphs = vec![Vec::new()];
        let mut is_first = true;
        for (at, character) in text.char_indices() {
            let (kind, role) = match character {
                '(' => (0, Role::Open),
                ')' => (0, Role::Close),
                '[' => (1, Role::Open),
                ']' => (1, Role::Close),
                '"' => (2, Role::Either),
                '/' => {
                    paragraphs.push(Vec::new());
                    is_first = true;
                    continue;
                }
                _ => {
                    is_first = false;
                    continue;
                }
            };
            let mark = Mark {
                at,
                character,
                kind,
                role,
                is_free: false,
                is_first,
            };
            paragraphs.last_mut().unwrap().push(mark);
            is_first = false;
        }
        lonely(&paragraphs, habit)
            .into_iter()
            .map(|(_, mark)| mark.at)
            .collect()
    }

    #[test]
    fn pairs_are_balanced() {
        for text in ["a(b)c", "a(b[c]d)", "", "a\"b\"", "(a/b)", "(a/b/c)"] {
            assert!(lonely_in(text, Habit::Strict).is_empty(), "{text}");
        }
        assert_eq!(lonely_in("a(b", Habit::Strict), [1]);
        assert_eq!(lonely_in("a)b", Habit::Strict), [1]);
        assert_eq!(lonely_in("(a[b)c]", Habit::Strict), [2, 6]);
    }

    #[test]
    fn a_quotation_over_paragraphs_is_opened_at_each() {
        assert!(lonely_in("a(b/(c/(d)e", Habit::Repeated).is_empty());
        assert!(lonely_in("a(b/c/d)e", Habit::Repeated).is_empty());
        assert_eq!(lonely_in("a(b/c(d)e", Habit::Repeated), [1]);
        assert!(lonely_in("a(b/c(d)e/f)", Habit::Repeated).is_empty());
        assert!(lonely_in("a(b]", Habit::Repeated).is_empty());
        assert_eq!(lonely_in("a(b/c/d", Habit::Repeated), [1]);
        assert_eq!(lonely_in("a(b/(c", Habit::Repeated), [4]);
    }

    #[test]
    fn one_mark_may_close_two() {
        assert!(lonely_in("(a(b)c", Habit::Merged).is_empty());
        assert_eq!(lonely_in("(a(b)c", Habit::Repeated), [0]);
        assert_eq!(lonely_in("(a(b", Habit::Merged), [0, 2]);
    }

    proptest::proptest! {
        /// Within one paragraph the strict reading is what a plain stack says.
        #[test]
        fn strict_reading_is_a_stack(text in "[()a]{0,20}") {
            let mut stack = Vec::new();
            let mut wrong = Vec::new();
            for (at, character) in text.char_indices() {
                match character {
                    '(' => stack.push(at),
                    ')' if stack.pop().is_none() => wrong.push(at),
                    _ => {}
                }
            }
            wrong.extend(stack);
            wrong.sort_unstable();
            proptest::prop_assert_eq!(lonely_in(&text, Habit::Strict), wrong);
        }
    }
}
