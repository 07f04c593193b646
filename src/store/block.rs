//! Blocks: many records in one value.
//!
//! A block is one byte of version, four bytes of CRC-32 of what follows, and, compressed with
//! deflate (RFC 1951), the number of records, the end of each, and the records in `postcard`: so that one of
//! them can be read without the others. Its key is the number of the import and the ordinal of its
//! first record, both big-endian, so that the blocks of an import are one range in order.

use std::io::Read;

use flate2::Compression;
use flate2::read::{DeflateDecoder, DeflateEncoder};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The version of the form of a block.
const VERSION: u8 = 3;

/// Blocks of this version are compressed with LZ4, and still read.
const LZ4: u8 = 2;

/// How hard deflate tries, of 9. Measured on English and Persian texts: 0.41 of their length at
/// 50 MB/s, where 3 leaves 0.43 at 80 MB/s, and LZ4 0.65 at 320 MB/s.
const EFFORT: u32 = 4;

/// The length of version and checksum.
const HEAD: usize = 5;

/// A block is closed when its records take so many bytes before compression. Measured on a
/// million units: with 50 KB sled takes a twentieth more on disk; with 400 KB twice as much,
/// because sled then writes a file of its own for each block and seldom deletes the old ones, as
/// it does with segments shorter or longer than its 512 KB. Single units of large imports are read
/// from packs.
const FULL: usize = 200 * 1024;

/// The key of a block.
pub(super) fn key(import: u32, first: u32) -> [u8; 8] {
    let mut key = [0; 8];
    key[..4].copy_from_slice(&import.to_be_bytes());
    key[4..].copy_from_slice(&first.to_be_bytes());
    key
}

/// The import and the first ordinal of a key; `None` for a key of another length.
pub(super) fn parts(key: &[u8]) -> Option<(u32, u32)> {
    let (import, first) = key.split_first_chunk::<4>()?;
    let first = first.try_into().ok()?;
    Some((u32::from_be_bytes(*import), u32::from_be_bytes(first)))
}

/// Records that are being packed.
#[derive(Debug, Default)]
pub(super) struct Packer {
    bytes: Vec<u8>,
    ends: Vec<u32>,
}

impl Packer {
    /// Adds a record; true when the block is full.
    pub(super) fn add(&mut self, record: &impl Serialize) -> Result<bool, postcard::Error> {
        let bytes = std::mem::take(&mut self.bytes);
        self.bytes = postcard::to_extend(record, bytes)?;
        let end = u32::try_from(self.bytes.len());
        self.ends
            .push(end.map_err(|_| postcard::Error::SerializeBufferFull)?);
        Ok(self.bytes.len() >= FULL)
    }

    /// The records so far as a block with their number, and an empty packer again; `None` when
    /// there are none.
    pub(super) fn take(&mut self) -> Option<(Vec<u8>, u32)> {
        let count = u32::try_from(self.ends.len())
            .ok()
            .filter(|count| *count > 0)?;
        let mut content = count.to_le_bytes().to_vec();
        content.extend(self.ends.drain(..).flat_map(u32::to_le_bytes));
        content.append(&mut self.bytes);
        let packed = deflated(&content);
        let mut block = Vec::with_capacity(HEAD + packed.len());
        block.push(VERSION);
        block.extend_from_slice(&crc32fast::hash(&packed).to_le_bytes());
        block.extend_from_slice(&packed);
        Some((block, count))
    }
}

/// The records of a block, decompressed.
#[derive(Debug)]
pub(super) struct Content {
    bytes: Vec<u8>,
    count: usize,
}

impl Content {
    /// Checks and decompresses a block, or says what is wrong with it.
    pub(super) fn new(block: &[u8]) -> Result<Self, String> {
        let bytes = content_of(block)?;
        let count = bytes
            .first_chunk::<4>()
            .and_then(|count| usize::try_from(u32::from_le_bytes(*count)).ok())
            .filter(|count| *count < bytes.len() / 4)
            .ok_or("a block is cut short")?;
        Ok(Self { bytes, count })
    }

    /// The number of records.
    pub(super) fn len(&self) -> usize {
        self.count
    }

    /// A record by its place in the block; `None` beyond the last.
    pub(super) fn record<T: DeserializeOwned>(&self, place: usize) -> Option<Result<T, String>> {
        if place >= self.count {
            return None;
        }
        let start = match place {
            0 => Some(0),
            _ => self.end(place - 1),
        };
        let records = self.bytes.get(4 + self.count * 4..)?;
        let bytes = start
            .zip(self.end(place))
            .and_then(|(start, end)| records.get(start..end));
        Some(match bytes.map(postcard::take_from_bytes::<T>) {
            Some(Ok((record, []))) => Ok(record),
            Some(Ok(_)) => Err("a record is longer than it should be".to_owned()),
            Some(Err(error)) => Err(format!("a record does not read: {error}")),
            None => Err("a record is out of place".to_owned()),
        })
    }

    fn end(&self, place: usize) -> Option<usize> {
        let at = 4 + place * 4;
        let bytes = self.bytes.get(at..at + 4)?;
        usize::try_from(u32::from_le_bytes(bytes.try_into().ok()?)).ok()
    }
}

/// The records of a block, or what is wrong with it.
pub(super) fn unpack<T: DeserializeOwned>(block: &[u8]) -> Result<Vec<T>, String> {
    let content = Content::new(block)?;
    (0..content.len())
        .filter_map(|place| content.record(place))
        .collect()
}

/// The bytes of the records, when version and checksum are right.
fn content_of(block: &[u8]) -> Result<Vec<u8>, String> {
    let version = match block.first() {
        Some(&version @ (VERSION | LZ4)) => version,
        Some(other) => return Err(format!("a block has version {other}, not {VERSION}")),
        None => return Err("a block is empty".to_owned()),
    };
    let (checksum, packed) = block[1..]
        .split_first_chunk::<4>()
        .ok_or("a block is cut short")?;
    if crc32fast::hash(packed) != u32::from_le_bytes(*checksum) {
        return Err("the checksum of a block is wrong".to_owned());
    }
    if version == LZ4 {
        return lz4_flex::decompress_size_prepended(packed).map_err(|error| error.to_string());
    }
    let mut content = Vec::with_capacity(packed.len() * 3);
    DeflateDecoder::new(packed)
        .read_to_end(&mut content)
        .map_err(|error| error.to_string())?;
    Ok(content)
}

fn deflated(content: &[u8]) -> Vec<u8> {
    let mut packed = Vec::with_capacity(content.len() / 2);
    DeflateEncoder::new(content, Compression::new(EFFORT))
        .read_to_end(&mut packed)
        .expect("reading from memory cannot fail");
    packed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_come_back_and_damage_is_seen() {
        let mut packer = Packer::default();
        for word in ["یک", "two", "три", "四"] {
            packer.add(&word).unwrap();
        }
        let (block, count) = packer.take().unwrap();
        assert_eq!(count, 4);
        assert_eq!(
            unpack::<String>(&block).unwrap(),
            ["یک", "two", "три", "四"]
        );
        assert!(packer.take().is_none());
        for place in 0..block.len() {
            let mut broken = block.clone();
            broken[place] ^= 1;
            assert!(unpack::<String>(&broken).is_err(), "byte {place}");
            assert!(unpack::<String>(&block[..place]).is_err());
        }
    }

    #[test]
    fn a_block_of_the_version_before_is_read() {
        let mut packer = Packer::default();
        packer.add(&"شورا").unwrap();
        let (block, _) = packer.take().unwrap();
        let packed = lz4_flex::compress_prepend_size(&content_of(&block).unwrap());
        let mut before = vec![LZ4];
        before.extend_from_slice(&crc32fast::hash(&packed).to_le_bytes());
        before.extend_from_slice(&packed);
        assert_eq!(unpack::<String>(&before).unwrap(), ["شورا"]);
    }

    #[test]
    fn keys_are_ordered_by_import_and_ordinal() {
        assert!(key(1, 70_000) < key(2, 0));
        assert!(key(1, 255) < key(1, 256));
        assert_eq!(parts(&key(7, 9)), Some((7, 9)));
        assert_eq!(parts(b"abc"), None);
    }
}
