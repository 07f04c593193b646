//! A fast scan for the few places of a text at which a sentence may end.

use std::sync::OnceLock;

/// What a scan stopped at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// A full stop, question mark or the like of any script, or an ellipsis.
    Terminator,
    /// The end of a line: what UAX #29 calls `ParaSep`.
    LineEnd,
    /// An emoji.
    Emoji,
    /// A closing round bracket, which may end an emoticon or the number of an item.
    Bracket,
    /// A colon, which may end a dateline.
    Colon,
    /// What ends sentences of the language before a capital only.
    Weak,
    /// One of many equal signs that draw a line (`_____`).
    Drawing,
}

/// Which bytes begin a stop, for one language.
#[derive(Debug, Clone)]
pub(super) struct Stops {
    classes: [u8; 256],
    /// For each first byte of a longer character, which second bytes a stop may have: a bit each.
    seconds: [u64; 256],
    terminators: Vec<char>,
    exempt: Vec<char>,
}

const NOTHING: u8 = 0;
const TERMINATOR: u8 = 1;
const LINE_END: u8 = 2;
const BRACKET: u8 = 3;
const DRAWING: u8 = 4;
const COLON: u8 = 5;
const LEAD: u8 = 6;
const WEAK: u8 = 7;

/// No stop is behind this character.
const LAST: char = '\u{1ffff}';

/// How many equal signs draw a line.
const DRAWN: usize = 10;

impl Stops {
    /// The stops of UAX #29 and ours, with `terminators` of a language and `weak` ones besides
    /// and without those `exempt` in it. All are punctuation, the last two of ASCII.
    pub(super) fn new(terminators: &str, weak: &str, exempt: &str) -> Self {
        static COMMON: OnceLock<([u8; 256], [u64; 256])> = OnceLock::new();
        let (mut classes, mut seconds) = *COMMON.get_or_init(common_classes);
        let mut bytes = [0; 4];
        for c in terminators.chars() {
            match c.encode_utf8(&mut bytes).as_bytes() {
                [first] => classes[*first as usize] = TERMINATOR,
                [first, second, ..] => {
                    classes[*first as usize] = LEAD;
                    seconds[*first as usize] |= bit_of(*second);
                }
                [] => {}
            }
        }
        for c in weak.chars().filter(char::is_ascii) {
            classes[c as usize] = WEAK;
        }
        for c in exempt.chars().filter(char::is_ascii) {
            classes[c as usize] = NOTHING;
        }
        Self {
            classes,
            seconds,
            terminators: terminators.chars().collect(),
            exempt: exempt.chars().collect(),
        }
    }

    /// The first stop at or behind an offset. Linear in what it passes, about a byte a cycle.
    pub(super) fn next(&self, text: &str, mut from: usize) -> Option<(usize, Stop)> {
        let bytes = text.as_bytes();
        loop {
            from += bytes[from..]
                .iter()
                .position(|byte| self.classes[*byte as usize] != NOTHING)?;
            match self.classes[bytes[from] as usize] {
                TERMINATOR => return Some((from, Stop::Terminator)),
                LINE_END => return Some((from, Stop::LineEnd)),
                BRACKET => return Some((from, Stop::Bracket)),
                COLON => return Some((from, Stop::Colon)),
                WEAK => return Some((from, Stop::Weak)),
                LEAD => {
                    let second = bytes.get(from + 1).copied().unwrap_or(0);
                    if self.seconds[bytes[from] as usize] & bit_of(second) == 0 {
                        from += 1;
                        continue;
                    }
                    let (stop, width) = self.of_character(&text[from..]);
                    match stop {
                        Some(stop) => return Some((from, stop)),
                        None => from += width,
                    }
                }
                _ => {
                    let drawn = equal_bytes(&bytes[from..]);
                    if drawn >= DRAWN {
                        return Some((from, Stop::Drawing));
                    }
                    from += drawn;
                }
            }
        }
    }

    /// Whether a character is a terminator in this language.
    pub(super) fn is_terminator(&self, c: char) -> bool {
        (is_terminator(c) || self.terminators.contains(&c)) && !self.exempt.contains(&c)
    }

    fn of_character(&self, text: &str) -> (Option<Stop>, usize) {
        let c = text.chars().next().unwrap_or('\0');
        let stop = if self.is_terminator(c) {
            Some(Stop::Terminator)
        } else if is_line_end(c) {
            Some(Stop::LineEnd)
        } else if super::marks::is_emoji(c) {
            Some(Stop::Emoji)
        } else {
            None
        };
        (stop, c.len_utf8())
    }
}

/// The bytes that begin a stop in every language, and the second bytes of those.
fn common_classes() -> ([u8; 256], [u64; 256]) {
    let mut classes = [NOTHING; 256];
    let mut seconds = [0; 256];
    for (bytes, class) in [
        (&b".!?"[..], TERMINATOR),
        (b"\r\n", LINE_END),
        (b")", BRACKET),
        (b":", COLON),
        (b"_=*~-#", DRAWING),
    ] {
        for byte in bytes {
            classes[*byte as usize] = class;
        }
    }
    let mut bytes = [0; 4];
    for c in '\u{80}'..=LAST {
        if is_terminator(c) || is_line_end(c) || super::marks::is_emoji(c) {
            let bytes = c.encode_utf8(&mut bytes).as_bytes();
            classes[bytes[0] as usize] = LEAD;
            seconds[bytes[0] as usize] |= bit_of(bytes[1]);
        }
    }
    (classes, seconds)
}

/// The bit of a byte that continues a character.
fn bit_of(second: u8) -> u64 {
    1 << (second & 0x3f)
}

/// How many bytes at the front are equal to the first.
pub(super) fn equal_bytes(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .position(|byte| *byte != bytes[0])
        .unwrap_or(bytes.len())
}

/// What UAX #29 calls `ParaSep`.
pub(super) fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// What UAX #29 calls `STerm` and `ATerm` (Unicode 16), and the ellipsis. A test compares the list
/// with `unicode-segmentation`, character by character.
pub(super) fn is_terminator(c: char) -> bool {
    if c.is_ascii() {
        return matches!(c, '.' | '!' | '?');
    }
    match c as u32 {
        0x2024 | 0xfe52 | 0xff0e => true,
        0x2026 => true,
        0x0589 | 0x061d..=0x061f | 0x06d4 | 0x0700..=0x0702 | 0x07f9 => true,
        0x0837 | 0x0839 | 0x083d | 0x083e | 0x0964 | 0x0965 | 0x104a | 0x104b => true,
        0x1362 | 0x1367 | 0x1368 | 0x166e | 0x1735 | 0x1736 | 0x17d4 | 0x17d5 => true,
        0x1803 | 0x1809 | 0x1944 | 0x1945 | 0x1aa8..=0x1aab => true,
        0x1b4e | 0x1b4f | 0x1b5a | 0x1b5b | 0x1b5e | 0x1b5f | 0x1b7d..=0x1b7f => true,
        0x1c3b | 0x1c3c | 0x1c7e | 0x1c7f | 0x203c | 0x203d | 0x2047..=0x2049 => true,
        0x2cf9..=0x2cfb | 0x2e2e | 0x2e3c | 0x2e53 | 0x2e54 | 0x3002 => true,
        0xa4ff | 0xa60e | 0xa60f | 0xa6f3 | 0xa6f7 | 0xa876 | 0xa877 => true,
        0xa8ce | 0xa8cf | 0xa92f | 0xa9c8 | 0xa9c9 | 0xaa5d..=0xaa5f => true,
        0xaaf0 | 0xaaf1 | 0xabeb | 0xfe12 | 0xfe15 | 0xfe16 | 0xfe56 | 0xfe57 => true,
        0xff01 | 0xff1f | 0xff61 => true,
        astral @ 0x10000.. => is_astral_terminator(astral),
        _ => false,
    }
}

fn is_astral_terminator(c: u32) -> bool {
    matches!(
        c,
        0x10a56 | 0x10a57
            | 0x10f55..=0x10f59
            | 0x10f86..=0x10f89
            | 0x11047 | 0x11048
            | 0x110be..=0x110c1
            | 0x11141..=0x11143
            | 0x111c5 | 0x111c6 | 0x111cd | 0x111de | 0x111df
            | 0x11238 | 0x11239 | 0x1123b | 0x1123c
            | 0x112a9
            | 0x113d4 | 0x113d5
            | 0x1144b | 0x1144c
            | 0x115c2 | 0x115c3 | 0x115c9..=0x115d7
            | 0x11641 | 0x11642
            | 0x1173c..=0x1173e
            | 0x11944 | 0x11946
            | 0x11a42 | 0x11a43 | 0x11a9b | 0x11a9c
            | 0x11c41 | 0x11c42
            | 0x11ef7 | 0x11ef8 | 0x11f43 | 0x11f44
            | 0x16a6e | 0x16a6f | 0x16af5 | 0x16b37 | 0x16b38 | 0x16b44
            | 0x16d6e | 0x16d6f
            | 0x16e98
            | 0x1bc9f
            | 0x1da88
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_segmentation::UnicodeSegmentation;

    #[test]
    fn terminators_are_those_of_the_crate() {
        for c in '\0'..=char::MAX {
            let text = format!("a{c} B");
            let divides = text.split_sentence_bound_indices().count() > 1;
            let known = is_terminator(c) && c != '\u{2026}' || is_line_end(c);
            assert_eq!(divides, known, "U+{:04X}", c as u32);
            let is_stop = is_terminator(c) || is_line_end(c) || super::super::marks::is_emoji(c);
            assert!(!is_stop || c <= LAST, "U+{:04X}", c as u32);
        }
    }

    #[test]
    fn stops_are_found_and_others_passed() {
        let stops = Stops::new(":", "", ".");
        let text = "a. b: سلام؟ – x";
        assert_eq!(stops.next(text, 0), Some((4, Stop::Terminator)));
        assert_eq!(stops.next(text, 5), Some((14, Stop::Terminator)));
        assert_eq!(stops.next(text, 16), None);
        let plain = Stops::new("", "", "");
        assert_eq!(plain.next("a b: c", 0), Some((3, Stop::Colon)));
        assert_eq!(plain.next("a == b", 0), None);
        assert_eq!(plain.next("a ========== b", 0), Some((2, Stop::Drawing)));
    }
}
