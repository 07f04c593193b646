//! How alike two long texts are, from a short signature of each (Broder, "On the resemblance and
//! containment of documents", 1997).

use std::fmt;
use std::str::FromStr;

use xxhash_rust::xxh3::xxh3_64_with_seed;

use crate::text::{Analyser, TokenClass};

/// How many hashes a signature has: enough to tell 50 % from 70 %.
const HASHES: usize = 64;

/// How many neighbouring words make a shingle.
const WORDS: usize = 3;

/// The signature of a text: for each of some hash functions the least hash of its shingles of
/// three words, cut to 16 bits. It is written in hexadecimal.
///
/// ```
/// use tarjuman::lang::LanguageTag;
/// use tarjuman::similarity::Signature;
/// use tarjuman::text::Analyser;
///
/// let analyser = Analyser::new(&LanguageTag::parse("en").unwrap());
/// let one = Signature::of(&analyser, "The council met on Monday in Dushanbe.").unwrap();
/// assert!(one.resemblance(&one) > 0.99);
/// assert_eq!(one.to_string().parse(), Ok(one));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature([u16; HASHES]);

/// What is no signature.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a signature is {} hexadecimal digits", HASHES * 4)]
pub struct NoSignature;

impl Signature {
    /// The signature of a text; texts of no word have none. Linear in the text.
    pub fn of(analyser: &Analyser, text: &str) -> Option<Self> {
        let words: Vec<String> = analyser
            .tokens(text)
            .iter()
            .filter(|token| matches!(token.class, TokenClass::Word | TokenClass::Number))
            .map(|token| analyser.folded(token.text))
            .collect();
        if words.is_empty() {
            return None;
        }
        let mut least = [u64::MAX; HASHES];
        for shingle in words.windows(WORDS.min(words.len())) {
            let shingle = shingle.join(" ");
            for (seed, least) in (0_u64..).zip(&mut least) {
                *least = (*least).min(xxh3_64_with_seed(shingle.as_bytes(), seed));
            }
        }
        Some(Self(least.map(|hash| (hash & 0xffff) as u16)))
    }

    /// The share of shingles that two texts have in common, 0–1, estimated.
    pub fn resemblance(&self, other: &Self) -> f64 {
        let both = self.0.iter().zip(&other.0);
        let equal: u16 = both.map(|(one, other)| u16::from(one == other)).sum();
        f64::from(equal) / HASHES as f64
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|hash| write!(f, "{hash:04x}"))
    }
}

impl FromStr for Signature {
    type Err = NoSignature;

    fn from_str(text: &str) -> Result<Self, NoSignature> {
        let mut hashes = [0; HASHES];
        if text.len() != HASHES * 4 || !text.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Err(NoSignature);
        }
        for (place, hash) in hashes.iter_mut().enumerate() {
            let digits = &text[place * 4..place * 4 + 4];
            *hash = u16::from_str_radix(digits, 16).map_err(|_| NoSignature)?;
        }
        Ok(Self(hashes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::LanguageTag;

    #[test]
    fn what_is_no_signature_is_none() {
        for text in [
            "",
            "12",
            &"x".repeat(256),
            &"é".repeat(128),
            &"+123".repeat(64),
        ] {
            assert_eq!(text.parse::<Signature>(), Err(NoSignature), "{text}");
        }
        let analyser = Analyser::new(&LanguageTag::parse("zh").unwrap());
        assert_eq!(Signature::of(&analyser, "。。"), None);
        let one = Signature::of(&analyser, "安理会星期一在杜尚别开会。").unwrap();
        let other = Signature::of(&analyser, "伊朗总统将于周六访问该国。").unwrap();
        assert!(one.resemblance(&other) < 0.2);
    }
}
