//! Lines: which line breaks only wrap a paragraph.

/// How the lines of a text are: long ones of like length are wrapped paragraphs, others are
/// paragraphs, headings or items of their own.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wrapping {
    /// The width at which lines were wrapped, in characters; `None` where they were not.
    width: Option<usize>,
}

/// Lines are not wrapped at fewer or more characters than these.
const NARROWEST: usize = 40;
const WIDEST: usize = 120;

impl Wrapping {
    /// Looks at the lines of a text. Linear in it.
    pub(super) fn of(text: &str) -> Self {
        if !text.contains('\n') {
            return Self { width: None };
        }
        let (mut widest, mut open, mut lines) = (0, 0, 0);
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let width = line.chars().count();
            widest = widest.max(width);
            lines += 1;
            open += usize::from(width >= NARROWEST && !ends_sentence(line));
        }
        // In wrapped text many lines end in the middle of a sentence, and none is much longer
        // than the others.
        let is_wrapped = (NARROWEST..=WIDEST).contains(&widest) && open * 4 >= lines && open > 0;
        Self {
            width: is_wrapped.then_some(widest),
        }
    }

    /// Whether the line that ends at an offset goes on at `next`, the first character behind it
    /// that is no white space.
    pub(super) fn continues(&self, text: &str, end: usize, next: usize) -> bool {
        let Some(width) = self.width else {
            return false;
        };
        let before = text[..end].trim_end();
        let breaks = text[before.len()..next].matches('\n').count();
        let line = &before[before.rfind('\n').map_or(0, |at| at + 1)..];
        let behind = text[next..].lines().next().unwrap_or("");
        // Where lines were wrapped, the first word of the next line did not fit on this one.
        let first = behind
            .split_whitespace()
            .next()
            .map_or(0, |word| word.chars().count());
        let is_full = line.trim().chars().count() + first + 1 > width * 8 / 10;
        breaks == 1 && is_full && !behind.is_empty() && !line.ends_with(':') && !is_item(behind)
    }
}

/// Whether a line ends as a sentence or an introduction does.
fn ends_sentence(line: &str) -> bool {
    let closing = ['"', '”', '»', '’', ')', ']', '」', '』'];
    line.trim_end().trim_end_matches(closing).ends_with([
        '.', '!', '?', ':', '؟', '۔', '。', '！', '？', '：', '…', '।', '։',
    ])
}

/// Whether a line begins as an item of a list does.
fn is_item(line: &str) -> bool {
    line.trim_start()
        .starts_with(['-', '–', '—', '•', '*', '·', '▪', '◦', '#'])
}
