//! Letters and digits, quickly told in the scripts that are met most.
//!
//! The tables of the standard library are walked from their start for every character outside
//! ASCII, some 500 instructions for a Persian letter, and much of what is asked of a text is
//! where its words begin and end.

/// What [`char::is_alphabetic`] says.
pub fn is_letter(c: char) -> bool {
    match c {
        '\0'..='\u{7f}' => c.is_ascii_alphabetic(),
        '\u{c0}'..='\u{2c1}' => !matches!(c, '×' | '÷'),
        '\u{400}'..='\u{481}' | '\u{48a}'..='\u{52f}' => true,
        '\u{620}'..='\u{657}' | '\u{66e}'..='\u{6d3}' => true,
        '\u{660}'..='\u{66d}' | '\u{2002}'..='\u{2070}' => false,
        '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' => true,
        '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' => true,
        _ => c.is_alphabetic(),
    }
}

/// What [`char::is_alphanumeric`] says.
pub fn is_letter_or_digit(c: char) -> bool {
    is_letter(c) || c.is_numeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_those_of_the_standard_library() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_letter(c), c.is_alphabetic(), "U+{:04X}", c as u32);
            assert_eq!(
                is_letter_or_digit(c),
                c.is_alphanumeric(),
                "U+{:04X}",
                c as u32
            );
        }
    }
}
