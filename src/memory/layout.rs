//! The layout of a shard file.
//!
//! A head of fixed length (magic, versions, checksum, number and place of each section), then
//! the sections, each an array of little-endian numbers that starts at a multiple of 8.

use crate::text::ANALYSIS_VERSION;

/// The ending of shard files.
pub(super) const ENDING: &str = ".shard";

/// The first bytes of a shard file.
pub(super) const MAGIC: &[u8; 8] = b"tarjuman";

/// The version of the layout together with that of the analysis: any other is made anew.
pub(super) const VERSION: u32 = 4 << 16 | ANALYSIS_VERSION;

/// The sections of a shard, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(usize)]
pub(super) enum Section {
    /// For each segment the import and the ordinal of its unit (2 × u32).
    Units,
    /// For each segment the first of its tokens, and one more for the end (u32).
    TokenStarts,
    /// The token numbers of all segments (u32). The rarest token has the lowest number.
    Tokens,
    /// For each length in tokens the first segment of that length, up to one beyond the
    /// longest (u32). Segments are ordered by length.
    Lengths,
    /// The keys of all tokens, ascending (u64).
    Keys,
    /// The token number of each key (u32).
    KeyTokens,
    /// For each token the first of its postings, and one more for the end (u32).
    PostingStarts,
    /// Postings: the segments that have a token in their prefix, ascending (u32).
    Postings,
    /// For each segment a 128-bit signature of its tokens (2 × u64).
    Signatures,
    /// For each token the first of its window postings, and one more for the end (u32).
    WindowStarts,
    /// The segments in which a token is the rarest of three neighbours, but outside the prefix
    /// (u32); see `windows`.
    WindowPostings,
    /// For each word the first of its bytes, and one more for the end (u32).
    WordStarts,
    /// For each word the token that it counts as (u32).
    WordTokens,
    /// The folded words, in the order of their bytes (UTF-8).
    WordBytes,
}

/// How many sections there are.
pub(super) const SECTIONS: usize = 14;

/// The length of the head: magic, version, checksum, and start and end of each section.
pub(super) const HEAD: usize = 8 + 4 + 4 + SECTIONS * 16;

/// The base, in hundredths of a point, that the prefixes in the postings are made for: below it
/// a search compares all segments of fitting length. The further a threshold lies above it, the
/// more tokens a candidate has to share with the query (see `search`).
pub(super) const LEAST_BASE: u16 = 3500;

/// How many of the rarest tokens of a segment of a length are in the postings: with a base of
/// at least [`LEAST_BASE`] one of them is among the rarest tokens of the query (prefix filter;
/// Chaudhuri, Ganti and Kaushik 2006, Bayardo, Ma and Srikant 2007).
pub(super) fn posted_prefix(length: usize) -> usize {
    prefix(length, LEAST_BASE)
}

/// The length of the prefix that has to share a token for a base in hundredths.
fn prefix(length: usize, base: u16) -> usize {
    length - overlap(length, base) + usize::from(length > 0)
}

/// How many tokens two texts share at least when their base is so high and the longer has so
/// many.
pub(super) fn overlap(longer: usize, base: u16) -> usize {
    (longer * usize::from(base))
        .div_ceil(10_000)
        .max(1)
        .min(longer)
}

/// The bit of a token in a signature.
pub(super) fn signature_bit(key: u64) -> u128 {
    1 << (key >> 57)
}
