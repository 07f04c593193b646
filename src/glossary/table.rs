//! The index of one language, or the entries of a glossary, as flat sections of numbers and bytes, in
//! memory or in a mapped file.
//!
//! A head (magic, version, checksum, fingerprint of what it was made from, place of each section),
//! then the sections: little-endian numbers of 32 bits, and bytes. One that a file does not
//! need is empty. Everything is read
//! where it lies, so that opening costs only the checksum.

use std::ops::Range;
use std::path::Path;

use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

use crate::store::MappedFile;
use crate::text::ANALYSIS_VERSION;

/// The first bytes of a file.
const MAGIC: &[u8; 8] = b"tarjterm";

/// The version of the layout together with that of the analysis: any other is made anew.
const VERSION: u32 = 6 << 16 | ANALYSIS_VERSION;

/// The sections, in their order. `Starts` have one more number for the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(usize)]
pub(super) enum Section {
    /// For each key the first byte of its stem.
    StemStarts,
    /// The stems, in the order of their keys (UTF-8).
    StemBytes,
    /// A hash table of stems: the key and 1, or 0 where it is empty.
    StemSlots,
    /// For each beginning of a hash the first of the shortened stems that begin so.
    TypoStarts,
    /// The hashes of stems without one of their letters, and whole.
    TypoHashes,
    /// The keys of these stems.
    TypoKeys,
    /// For each part of words that run together the first of its bytes.
    PartStarts,
    /// These parts, in the order of their bytes (UTF-8).
    PartBytes,
    /// Their keys.
    PartKeys,
    /// The lengths of these parts in letters, the longest first.
    PartLengths,
    /// For each key the node that it leads to from the root, or 0.
    Roots,
    /// For each node the first of its children.
    ChildStarts,
    /// The keys of the children of each node, ascending.
    ChildKeys,
    /// The nodes of these children.
    ChildNodes,
    /// The nodes with the keys of their children, in bits ([`super::couples`]).
    Followers,
    /// For each node the first of its terms.
    TermStarts,
    /// The entries of the terms.
    TermEntries,
    /// Their places in their entries.
    TermPlaces,
    /// For each form the entry of its term.
    FormEntries,
    /// The place of its term in the entry.
    FormPlaces,
    /// Which of its words have a capital, the lower half first (2 numbers).
    FormCapitals,
    /// For each form the first of its keys.
    FormStarts,
    /// The keys of the forms.
    FormKeys,
    /// For each key of a word the first of the forms that it leads to.
    AnchorStarts,
    /// The other key that must be near.
    AnchorOthers,
    /// The forms.
    AnchorForms,
    /// The keys of words with the other keys, in bits.
    AnchorCouples,
    /// The weight of each word (IEEE 754, single).
    Weights,
    /// What each word is in titles, in bits.
    Roles,
    /// For each entry the first of its owners.
    OwnerStarts,
    /// The owners that the terms of the entries name.
    Owners,
    /// For each entry the first of its bytes.
    EntryStarts,
    /// The entries in `postcard`.
    EntryBytes,
    /// A hash table of their ids: the number of the entry and 1, or 0 where it is empty.
    IdSlots,
    /// Hashes of the ids that relations lead to, ascending.
    RelatedHashes,
    /// The entries that have these relations.
    RelatedEntries,
    /// The languages of the rows of terms (a tag a line).
    RowLanguages,
    /// For each language the first of its rows.
    RowStarts,
    /// For each row the entry of its term.
    RowEntries,
    /// The hash of the folded term.
    RowFolded,
    /// The hash of its stems.
    RowStems,
    /// The hash of its initials.
    RowInitials,
    /// The length of the folded term in letters.
    RowLengths,
    /// How many letters of each class it has (4 numbers).
    RowLetters,
    /// For each row the first of its words.
    RowWordStarts,
    /// Its words.
    RowWords,
    /// For each row the first of the sounds of its words.
    RowSoundStarts,
    /// These sounds.
    RowSounds,
    /// For each word of rows the first of its bytes.
    WordStarts,
    /// These words, in the order of their bytes (UTF-8).
    WordBytes,
    /// For each sound of rows the first of its bytes.
    SoundStarts,
    /// These sounds, in the order of their bytes (UTF-8).
    SoundBytes,
}

/// How many sections there are.
const SECTIONS: usize = Section::SoundBytes as usize + 1;

/// The length of the head.
const HEAD: usize = 8 + 4 + 4 + 8 + 16 + SECTIONS * 16;

/// What an index was made from: all entries of a glossary in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Origin(u128);

impl Origin {
    /// The origin that some bytes tell from others.
    pub(super) fn of(bytes: &[u8]) -> Self {
        Self(xxh3_128(bytes))
    }
}

/// A number as it lies in a section.
pub(super) type Number = [u8; 4];

#[derive(Debug)]
enum Bytes {
    Owned(Vec<u8>),
    Mapped(MappedFile),
}

/// The sections of an index.
#[derive(Debug)]
pub(super) struct Table {
    bytes: Bytes,
    sections: [Range<usize>; SECTIONS],
}

impl Table {
    /// Maps a file; `None` when it is no whole index of this version and origin.
    pub(super) fn open(path: &Path, origin: Origin) -> Option<Self> {
        let map = MappedFile::open(path).ok()?;
        Self::read(Bytes::Mapped(map), origin)
    }

    fn read(bytes: Bytes, origin: Origin) -> Option<Self> {
        let all = bytes.all();
        let number = |at: usize| all.get(at..at + 4)?.try_into().map(u32::from_le_bytes).ok();
        let long = |at: usize| all.get(at..at + 8)?.try_into().map(u64::from_le_bytes).ok();
        let origin_there = all.get(24..40)?.try_into().map(u128::from_le_bytes).ok()?;
        let is_ours = all.len() >= HEAD
            && all.starts_with(MAGIC)
            && number(8)? == VERSION
            && origin_there == origin.0
            && long(16)? == xxh3_64(&all[24..]);
        if !is_ours {
            return None;
        }
        let mut sections: [Range<usize>; SECTIONS] = std::array::from_fn(|_| 0..0);
        for (section, place) in sections.iter_mut().enumerate() {
            let at = 40 + section * 16;
            let bound = |at: usize| long(at).and_then(|bound| usize::try_from(bound).ok());
            *place = bound(at)?..bound(at + 8)?;
            if place.start < HEAD || place.start > place.end || place.end > all.len() {
                return None;
            }
        }
        Some(Self { bytes, sections })
    }

    /// The bytes of a file of this index.
    pub(super) fn as_bytes(&self) -> &[u8] {
        self.bytes.all()
    }

    /// A number of a section; 0 beyond its end.
    pub(super) fn number(&self, section: Section, at: usize) -> u32 {
        let found = self.numbers(section).get(at);
        found.copied().map_or(0, u32::from_le_bytes)
    }

    /// The numbers of a section.
    pub(super) fn numbers(&self, section: Section) -> &[Number] {
        self.section(section).as_chunks().0
    }

    /// How many numbers a section has.
    pub(super) fn count(&self, section: Section) -> usize {
        self.sections[section as usize].len() / 4
    }

    /// The bytes of a section.
    pub(super) fn section(&self, section: Section) -> &[u8] {
        &self.bytes.all()[self.sections[section as usize].clone()]
    }

    /// The places that belong to one number in a section, as its starts say.
    pub(super) fn places(&self, starts: Section, at: usize) -> Range<usize> {
        let end = self.number(starts, at + 1) as usize;
        (self.number(starts, at) as usize).min(end)..end
    }
}

impl Bytes {
    fn all(&self) -> &[u8] {
        match self {
            Self::Owned(bytes) => bytes,
            Self::Mapped(map) => map,
        }
    }
}

/// Sections that are being filled.
#[derive(Debug, Clone)]
pub(super) struct TableBuilder {
    sections: Vec<Vec<u8>>,
}

impl TableBuilder {
    /// Empty sections.
    pub(super) fn new() -> Self {
        Self {
            sections: vec![Vec::new(); SECTIONS],
        }
    }

    /// Adds a number to a section.
    pub(super) fn push(&mut self, section: Section, number: u32) {
        self.sections[section as usize].extend(number.to_le_bytes());
    }

    /// Adds bytes to a section.
    pub(super) fn push_bytes(&mut self, section: Section, bytes: &[u8]) {
        self.sections[section as usize].extend(bytes);
    }

    /// How many numbers a section has.
    pub(super) fn count(&self, section: Section) -> u32 {
        number_of(self.sections[section as usize].len() / 4)
    }

    /// How many bytes a section has.
    pub(super) fn length(&self, section: Section) -> u32 {
        number_of(self.sections[section as usize].len())
    }

    /// The table of these sections.
    pub(super) fn table(&self, origin: Origin) -> Table {
        let mut places: [Range<usize>; SECTIONS] = std::array::from_fn(|_| 0..0);
        let mut bytes = vec![0; HEAD];
        for (place, section) in places.iter_mut().zip(&self.sections) {
            *place = bytes.len()..bytes.len() + section.len();
            bytes.extend(section);
            bytes.resize(bytes.len().next_multiple_of(8), 0);
        }
        bytes[..8].copy_from_slice(MAGIC);
        bytes[8..12].copy_from_slice(&VERSION.to_le_bytes());
        bytes[24..40].copy_from_slice(&origin.0.to_le_bytes());
        for (section, place) in places.iter().enumerate() {
            let at = 40 + section * 16;
            bytes[at..at + 8].copy_from_slice(&(place.start as u64).to_le_bytes());
            bytes[at + 8..at + 16].copy_from_slice(&(place.end as u64).to_le_bytes());
        }
        let checksum = xxh3_64(&bytes[24..]);
        bytes[16..24].copy_from_slice(&checksum.to_le_bytes());
        Table {
            bytes: Bytes::Owned(bytes),
            sections: places,
        }
    }
}

/// A count as a number of a section. Glossaries stay far below 2^32 of anything.
pub(super) fn number_of(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_read_as_it_was_made_and_nothing_else_is() {
        let mut builder = TableBuilder::new();
        builder.push(Section::Roots, 7);
        builder.push(Section::Roots, 8);
        builder.push_bytes(Section::StemBytes, "شور".as_bytes());
        let origin = Origin::of(b"a");
        let bytes = builder.table(origin).as_bytes().to_vec();
        let read = |bytes: &[u8], origin| Table::read(Bytes::Owned(bytes.to_vec()), origin);
        let table = read(&bytes, origin).unwrap();
        assert_eq!(table.count(Section::Roots), 2);
        assert_eq!(table.number(Section::Roots, 1), 8);
        assert_eq!(table.number(Section::Roots, 2), 0);
        assert_eq!(table.section(Section::StemBytes), "شور".as_bytes());
        assert!(read(&bytes, Origin::of(b"b")).is_none());
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1;
            let is_checked = !(12..16).contains(&at);
            assert_eq!(read(&damaged, origin).is_none(), is_checked, "byte {at}");
            assert!(read(&bytes[..at], origin).is_none(), "{at} bytes");
        }
    }
}
