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
pub(super) const VERSION: u32 = 6 << 16 | ANALYSIS_VERSION;

/// The sections of a shard, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(usize)]
pub(super) enum Section {
    /// For each segment the import of its unit, in as few bytes as the largest takes.
    Imports,
    /// The token numbers of all segments, in three bytes each or, where there are too many
    /// tokens for that, in four. The rarest token has the lowest number. Segments are ordered
    /// by length, so that where a segment's tokens start follows from its number.
    Tokens,
    /// For each length in tokens the first segment of that length, up to one beyond the
    /// longest (u32). Segments are ordered by length.
    Lengths,
    /// For each beginning of keys (as many bits as fit the number of keys) the first key that
    /// begins so, and one more for the end (u32).
    KeyStarts,
    /// The keys of all tokens, ascending (u64).
    Keys,
    /// The token number of each key (u32).
    KeyTokens,
    /// For each token the first of its postings, and one more for the end (u32).
    PostingStarts,
    /// Postings: the segments that have a token in their prefix, ascending, in three bytes each
    /// or, where there are too many segments for that, in four. Never the last section.
    Postings,
    /// For each segment a 128-bit signature of its tokens (2 × u64).
    Signatures,
    /// For each short segment the first byte of its letters, and one more for the end (u32).
    ShortStarts,
    /// The letters of short segments, which are the first segments.
    Letters,
    /// For each beginning of parts the first part that begins so, and one more for the end
    /// (u32).
    PartStarts,
    /// Parts of the letters of short segments: the hash of a part with its place and the number
    /// of letters in the upper half, the segment in the lower; ascending (u64).
    Parts,
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
    /// For each segment the ordinal of its unit, in as few bytes as the largest takes.
    Ordinals,
}

/// How many sections there are.
pub(super) const SECTIONS: usize = 19;

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

/// How many bits of the keys [`Section::KeyStarts`] tells apart, by the number of keys: so
/// that about four keys begin alike.
pub(super) fn beginning_bits(keys: usize) -> u32 {
    (keys / 4).max(1).ilog2()
}

/// The beginning of a key, in so many bits.
pub(super) fn beginning(key: u64, bits: u32) -> usize {
    // Less than 2^32, because tokens are numbered in 32 bits.
    key.checked_shr(64 - bits)
        .map_or(0, |beginning| usize::try_from(beginning).unwrap_or(0))
}

/// How many bytes a token number takes, by the number of tokens.
pub(super) fn token_width(tokens: usize) -> usize {
    if tokens < 1 << 24 { 3 } else { 4 }
}

/// How many bytes a segment takes in the postings, by the number of segments.
pub(super) fn posting_width(segments: usize) -> usize {
    if segments < 1 << 24 { 3 } else { 4 }
}

/// How many bytes every number of some takes, when the largest is known.
pub(super) fn width_of(largest: u32) -> usize {
    (4 - largest.leading_zeros() as usize / 8).max(1)
}

/// The bit of a token in a signature.
pub(super) fn signature_bit(key: u64) -> u128 {
    1 << (key >> 57)
}
