//! Putting an article together from the blocks that a reader finds.

use crate::model::{Article, Block, BlockKind, Date, Facts, Layout};

/// A line break that the author set (`<br>`, Shift+Enter), as opposed to one of the file.
pub(super) const BREAK: char = '\u{2028}';

/// Collects blocks and joins them to the text of an article.
#[derive(Debug, Default)]
pub(super) struct Builder {
    article: Article,
    has_title: bool,
}

impl Builder {
    /// A builder of an article that says something of itself.
    pub(super) fn new(facts: Facts) -> Self {
        Self {
            article: Article {
                facts,
                layout: Layout::Blocks,
                ..Article::default()
            },
            has_title: false,
        }
    }

    /// Adds what stands in one block element: white space as the file has it, and [`BREAK`] for
    /// breaks of the author. Two breaks part paragraphs, and so does one behind the end of a
    /// sentence; any other is a space. Nothing is added where there is no text.
    pub(super) fn push(&mut self, kind: BlockKind, raw: &str) {
        for text in texts_of(kind, raw) {
            if !self.article.text.is_empty() {
                self.article.text.push_str("\n\n");
            }
            let start = self.article.text.len();
            self.article.text.push_str(&text);
            let span = start..self.article.text.len();
            self.article.blocks.push(Block { kind, span });
        }
    }

    /// Adds the title as a heading, and as a fact of the article.
    pub(super) fn title(&mut self, title: Option<&str>) {
        if let Some(title) = title.map(clean).filter(|title| !title.is_empty()) {
            self.push(BlockKind::Heading, &title);
            self.article.facts.title = Some(title);
            self.has_title = true;
        }
    }

    /// Whether nothing was added but the title.
    pub(super) fn has_only_title(&self) -> bool {
        self.article.blocks.len() <= usize::from(self.has_title)
    }

    /// Whether nothing was added.
    pub(super) fn is_empty(&self) -> bool {
        self.article.blocks.is_empty()
    }

    /// The article. Its title, where none is known, is its first block, if that is a heading or
    /// looks like one.
    pub(super) fn finish(mut self) -> Article {
        let article = &mut self.article;
        if article.facts.title.is_none() {
            article.facts.title = title_of(&article.text, &article.blocks);
        }
        if !article.text.is_empty() {
            article.text.push('\n');
        }
        self.article
    }
}

/// What is longer is no heading, in characters.
pub(super) const LONGEST_HEADING: usize = 200;

/// The first block as a title: one that more text follows, and that is a heading, or one line
/// that ends no sentence.
pub(super) fn title_of(text: &str, blocks: &[Block]) -> Option<String> {
    let first = blocks.first().filter(|_| blocks.len() > 1)?;
    let own = text.get(first.span.clone())?;
    let is_line = !own.contains('\n') && own.chars().count() <= LONGEST_HEADING;
    let is_title = first.kind == BlockKind::Heading || (is_line && !ends_sentence(own));
    is_title.then(|| own.to_owned())
}

/// The texts that a raw text is made of; see [`Builder::push`].
fn texts_of(kind: BlockKind, raw: &str) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    let mut is_open = false;
    for line in raw.split([BREAK, '\u{2029}', '\u{0B}']) {
        let line = clean(line);
        if line.is_empty() {
            is_open = is_open && kind == BlockKind::Heading;
            continue;
        }
        match texts.last_mut().filter(|_| is_open) {
            Some(last) if kind == BlockKind::Heading || !ends_sentence(last) => {
                last.push(' ');
                last.push_str(&line);
            }
            _ => texts.push(line),
        }
        is_open = true;
    }
    texts
}

/// Whether a line ends as a sentence or an introduction does.
pub(super) fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(|c: char| {
        matches!(c, '"' | '\'' | '”' | '»' | '’' | ')' | ']' | '」' | '』' | '›')
            || c.is_whitespace()
            // Marks of direction, which are written behind the stop.
            || matches!(c, '\u{200E}' | '\u{200F}' | '\u{202C}' | '\u{2069}')
    })
    .ends_with([
        '.', '!', '?', ':', '؟', '۔', '。', '！', '？', '：', '…', '।', '։', '።',
    ])
}

/// A line of text as people see it: white space of the file as single spaces (none between two
/// ideographs, where a break of the file is no space: CSS Text 3, 4.1.3), none at the ends; no
/// soft hyphens, byte order marks and control characters.
pub(super) fn clean(line: &str) -> String {
    let mut cleaned = String::with_capacity(line.len());
    let mut gap = Gap::None;
    for character in line.chars() {
        match character {
            '\n' | '\r' => gap = Gap::Break,
            ' ' | '\t' | '\u{0C}' | '\u{85}' => gap = gap.max(Gap::Space),
            '\u{AD}' | '\u{FEFF}' => {}
            c if c.is_control() => {}
            c => {
                let joins = gap == Gap::Break
                    && is_ideographic(c)
                    && cleaned.chars().next_back().is_some_and(is_ideographic);
                if gap != Gap::None && !joins && !cleaned.is_empty() {
                    cleaned.push(' ');
                }
                gap = Gap::None;
                cleaned.push(c);
            }
        }
    }
    let is_blank = |c: char| c.is_whitespace() || c == '\u{200B}';
    match cleaned.trim_matches(is_blank) {
        trimmed if trimmed.len() == cleaned.len() => cleaned,
        trimmed => trimmed.to_owned(),
    }
}

/// What lies between two characters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Space,
    Break,
}

/// Whether a character is written without spaces around it: Chinese and Japanese characters and
/// their punctuation.
pub(super) fn is_ideographic(character: char) -> bool {
    matches!(character,
        '\u{2E80}'..='\u{303E}' | '\u{3041}'..='\u{31FF}' | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF01}'..='\u{FF60}'
        | '\u{20000}'..='\u{3FFFF}')
}

/// The day that a text of ISO 8601 begins with, such as `2026-03-14T09:00:00+03:30`. A year
/// before 1600 is one of another calendar and no date.
pub(super) fn day(text: &str) -> Option<Date> {
    let text = text.trim();
    let whole = text.get(..10).unwrap_or(text);
    let date: Date = whole.replace(['/', '.'], "-").parse().ok()?;
    let year: u32 = date.as_str().get(..4)?.parse().ok()?;
    (year >= 1600).then_some(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_is_as_people_see_it() {
        for (raw, expected) in [
            ("  one\n\t two ", "one two"),
            ("می\u{200C}رود\u{FEFF}", "می\u{200C}رود"),
            ("中国\n  外交部", "中国外交部"),
            ("中国 AI\n发展", "中国 AI 发展"),
            ("со\u{AD}вет", "совет"),
            ("\u{A0} \u{A0}", ""),
            ("10\u{A0}000", "10\u{A0}000"),
        ] {
            assert_eq!(clean(raw), expected, "{raw:?}");
        }
    }

    #[test]
    fn breaks_part_paragraphs_where_a_sentence_ends() {
        let paragraph = |raw: &str| texts_of(BlockKind::Paragraph, raw);
        assert_eq!(paragraph("One.\u{2028}Two"), ["One.", "Two"]);
        assert_eq!(paragraph("One\u{2028}two"), ["One two"]);
        assert_eq!(paragraph("One\u{2028} \u{2028}two"), ["One", "two"]);
        assert_eq!(
            paragraph("\u{2028}«بله.»\u{200F}\u{2028}نه"),
            ["«بله.»\u{200F}", "نه"]
        );
        let heading = texts_of(BlockKind::Heading, "One.\u{2028}\u{2028}two");
        assert_eq!(heading, ["One. two"]);
    }

    #[test]
    fn days_are_of_the_usual_calendar() {
        let read = |text: &str| day(text).map(|date| date.to_string());
        assert_eq!(
            read("2026-03-14T09:00:00+03:30").as_deref(),
            Some("2026-03-14")
        );
        assert_eq!(read("2026/03/14 10:00").as_deref(), Some("2026-03-14"));
        assert_eq!(read("1404-12-23"), None);
        assert_eq!(read("yesterday"), None);
        assert_eq!(read("۲۰۲۶-۰۳"), None);
    }
}
