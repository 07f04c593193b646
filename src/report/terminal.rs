//! Laying text out for a person: width, colour, direction.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::lang::{Direction, direction_of_text};

/// How output is laid out: for a terminal of some width, or plain for a pipe or a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// The columns of the terminal; `None` leaves lines as long as they are.
    pub width: Option<usize>,
    /// Whether colours may be used.
    pub colour: Colour,
    /// Whether right-to-left text is isolated (UAX #9, FSI and PDI), so that a terminal that
    /// orders text by direction does not mix it with what stands beside it. Plain output has
    /// no such controls: it may be read by programs.
    pub isolation: Isolation,
}

/// Whether output has colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// Colours.
    On,
    /// None.
    Off,
}

/// Whether right-to-left text is set apart by bidi controls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Isolation {
    /// It is.
    On,
    /// It is not.
    Off,
}

/// What a stretch of output is, for its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The main thing of a block: a sentence, a term.
    Heading,
    /// A score or another figure.
    Figure,
    /// What was added or is to be used.
    Good,
    /// What was deleted or is wrong.
    Bad,
    /// Worth a look.
    Warning,
    /// The place of a finding in its sentence.
    Place,
    /// Less important: places, dates, notes.
    Faint,
}

impl Layout {
    /// Lines as they are, without colours or controls.
    pub const PLAIN: Self = Self {
        width: None,
        colour: Colour::Off,
        isolation: Isolation::Off,
    };

    /// The text in the colour of its role.
    pub fn paint(&self, role: Role, text: &str) -> String {
        if self.colour == Colour::Off || text.is_empty() {
            return text.to_owned();
        }
        let style = style_of(role);
        format!("{style}{text}{style:#}")
    }

    /// The text set apart from what stands beside it on the line, where its direction asks
    /// for it.
    pub fn isolate(&self, text: &str) -> String {
        let is_rtl = direction_of_text(text) == Some(Direction::RightToLeft);
        if self.isolation == Isolation::On && is_rtl {
            format!("\u{2068}{text}\u{2069}")
        } else {
            text.to_owned()
        }
    }

    /// A paragraph behind a lead of so many columns: the first line behind `lead`, the others
    /// indented under it, broken between words at the width of the terminal. Line breaks in
    /// the text become spaces.
    pub fn paragraph(&self, lead: &str, role: Option<Role>, text: &str) -> String {
        let indent = visible_width(lead);
        let room = self
            .width
            .map_or(usize::MAX, |width| width.saturating_sub(indent).max(20));
        let mut block = String::new();
        for (number, line) in wrap(text, room).iter().enumerate() {
            if number == 0 {
                block.push_str(lead);
            } else {
                let _ = write!(block, "\n{:indent$}", "");
            }
            let line = self.isolate(line);
            match role {
                Some(role) => block.push_str(&self.paint(role, &line)),
                None => block.push_str(&line),
            }
        }
        block
    }
}

fn style_of(role: Role) -> Style {
    let coloured = |colour: AnsiColor| Style::new().fg_color(Some(colour.into()));
    match role {
        Role::Heading => Style::new().bold(),
        Role::Figure => coloured(AnsiColor::Cyan),
        Role::Good => coloured(AnsiColor::Green),
        Role::Bad => coloured(AnsiColor::Red),
        Role::Warning => coloured(AnsiColor::Yellow),
        Role::Place => Style::new().underline(),
        Role::Faint => Style::new().dimmed(),
    }
}

/// The columns that a text takes on a terminal, without its colour codes.
pub fn visible_width(text: &str) -> usize {
    anstream::adapter::strip_str(text)
        .map(UnicodeWidthStr::width)
        .sum()
}

/// A text broken into lines of at most so many columns: between words, and inside a word only
/// where it alone is wider. Never empty.
fn wrap(text: &str, room: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for piece in text.split_word_bounds() {
        let is_space = piece.trim().is_empty();
        let piece = if is_space { " " } else { piece };
        let width = piece.width();
        if is_space && used == 0 {
            continue;
        }
        if used + width > room && !is_space {
            if used > 0 {
                lines.push(String::new());
                used = 0;
            }
            if width > room {
                used = push_broken(&mut lines, piece, room);
                continue;
            }
        }
        if let Some(line) = lines.last_mut() {
            line.push_str(piece);
        }
        used += width;
    }
    for line in &mut lines {
        line.truncate(line.trim_end().len());
    }
    lines
}

/// Breaks a piece that is wider than a line; returns the columns used on the last line.
fn push_broken(lines: &mut Vec<String>, piece: &str, room: usize) -> usize {
    let mut used = 0;
    for grapheme in piece.graphemes(true) {
        let width = grapheme.width();
        if used + width > room && used > 0 {
            lines.push(String::new());
            used = 0;
        }
        if let Some(line) = lines.last_mut() {
            line.push_str(grapheme);
        }
        used += width;
    }
    used
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fit_the_width_in_every_script() {
        for text in [
            "Secretary of the Supreme National Security Council",
            "دبیر شورای عالی امنیت ملی جمهوری اسلامی ایران",
            "Секретарь Совета безопасности Российской Федерации",
            "联合国安全理事会通过了一项关于该地区局势的决议",
            "averyveryverylongwordwithoutanyspaceatall",
            "",
        ] {
            for room in [5, 12, 30, 1000] {
                let lines = wrap(text, room);
                assert!(lines.iter().all(|line| line.width() <= room), "{lines:?}");
                let joined: String = lines.concat();
                let bare = |text: &str| text.replace(' ', "");
                assert_eq!(bare(&joined), bare(text));
            }
        }
    }

    #[test]
    fn a_paragraph_hangs_under_its_lead() {
        let layout = Layout {
            width: Some(26),
            ..Layout::PLAIN
        };
        assert_eq!(
            layout.paragraph("87.5  ", None, "one two three four five"),
            "87.5  one two three four\n      five"
        );
    }

    #[test]
    fn right_to_left_text_is_isolated_on_terminals_only() {
        let terminal = Layout {
            isolation: Isolation::On,
            ..Layout::PLAIN
        };
        assert_eq!(terminal.isolate("ایران"), "\u{2068}ایران\u{2069}");
        assert_eq!(terminal.isolate("Iran"), "Iran");
        assert_eq!(Layout::PLAIN.isolate("ایران"), "ایران");
    }
}
