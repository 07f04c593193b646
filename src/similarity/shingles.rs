//! How alike two long texts are, from a short signature of each (Broder, "On the resemblance and
//! containment of documents", 1997).

use xxhash_rust::xxh3::xxh3_64_with_seed;

use crate::text::{Analyser, TokenClass};

/// How many hashes a signature has: enough to tell 50 % from 70 %.
const HASHES: usize = 64;

/// How many neighbouring words make a shingle.
const WORDS: usize = 3;

/// The signature of a text: for each of some hash functions the least hash of its shingles of
/// three words, cut to 16 bits and written in hexadecimal. Texts of no word have none. Linear in
/// the text.
pub fn signature(analyser: &Analyser, text: &str) -> Option<String> {
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
    Some(
        least
            .iter()
            .map(|hash| format!("{:04x}", hash & 0xffff))
            .collect(),
    )
}

/// The share of shingles that two texts have in common, 0–1, estimated from their signatures.
///
/// ```
/// use tarjuman::lang::LanguageTag;
/// use tarjuman::similarity::{resemblance, signature};
/// use tarjuman::text::Analyser;
///
/// let analyser = Analyser::new(&LanguageTag::parse("en").unwrap());
/// let one = signature(&analyser, "The council met on Monday in Dushanbe.").unwrap();
/// assert!(resemblance(&one, &one) > 0.99);
/// ```
pub fn resemblance(left: &str, right: &str) -> f64 {
    if left.len() != right.len() || left.is_empty() {
        return 0.0;
    }
    let (left, right) = (left.as_bytes().chunks(4), right.as_bytes().chunks(4));
    let hashes = left.len();
    let equal = left.zip(right).filter(|(one, other)| one == other).count();
    equal as f64 / hashes as f64
}
