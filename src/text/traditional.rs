//! Traditional Chinese characters and the simplified ones that are written for them.
//!
//! The table follows the transform `Traditional-Simplified` of CLDR, character by character; what
//! depends on the word (乾隆 keeps its 乾) is simplified like the rest, for it only serves to
//! compare. `glossaries/NOTICE.md` holds the notice that the Unicode licence asks for.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

/// A traditional character and its simplified one behind it, and so on.
const PAIRS: &str = include_str!("traditional.txt");

/// The simplified character of a traditional one; any other character is itself.
pub fn simplified(character: char) -> char {
    static TABLE: OnceLock<FxHashMap<char, char>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let mut characters = PAIRS.chars().filter(|character| !character.is_whitespace());
        let mut table = FxHashMap::default();
        while let (Some(traditional), Some(simple)) = (characters.next(), characters.next()) {
            table.insert(traditional, simple);
        }
        table
    });
    table.get(&character).copied().unwrap_or(character)
}

#[cfg(test)]
mod tests {
    use super::{PAIRS, simplified};

    #[test]
    fn characters_are_simplified() {
        let simple: String = "臺灣總統會見國務委員".chars().map(simplified).collect();
        assert_eq!(simple, "台湾总统会见国务委员");
    }

    #[test]
    fn simplified_characters_stay() {
        let characters: Vec<char> = PAIRS.chars().filter(|c| !c.is_whitespace()).collect();
        assert_eq!(characters.len() % 2, 0);
        for pair in characters.chunks(2) {
            let twice = simplified(pair[1]);
            assert_eq!(twice, pair[1], "{} becomes {twice}", pair[0]);
        }
    }
}
