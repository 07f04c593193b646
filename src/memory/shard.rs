//! A shard: the index of one language in a memory-mapped file.

use std::fs::File;
use std::ops::Range;
use std::path::{Path, PathBuf};

use memmap2::Mmap;

use super::error::MemoryError;
use super::layout::{HEAD, MAGIC, SECTIONS, Section, VERSION};
use crate::lang::LanguageTag;
use crate::model::UnitId;

/// One open shard. Everything is read from the map; nothing is read before it is asked for.
#[derive(Debug)]
pub(super) struct Shard {
    path: PathBuf,
    language: LanguageTag,
    map: Mmap,
    checksum: u32,
    sections: [Range<usize>; SECTIONS],
}

impl Shard {
    /// Maps a file. Fails on anything that is not a whole shard of this version.
    pub(super) fn open(path: &Path, language: &LanguageTag) -> Result<Self, MemoryError> {
        let damaged = |what| MemoryError::Damaged {
            path: path.to_owned(),
            what,
        };
        let file = File::open(path).map_err(MemoryError::io("open", path))?;
        // SAFETY: shard files are never changed in place; they are written under another name,
        // renamed, and only deleted. The folder belongs to the store, whose lock is held. Mapped
        // because a copy in memory would cost time and room that grow with the memory, which
        // the start of every command would pay (measured in docs/performance.md).
        #[allow(unsafe_code)]
        let map = unsafe { Mmap::map(&file) }.map_err(MemoryError::io("map", path))?;
        if map.len() < HEAD || &map[..8] != MAGIC {
            return Err(damaged("it is no shard"));
        }
        let number =
            |at: usize| u32::from_le_bytes([map[at], map[at + 1], map[at + 2], map[at + 3]]);
        if number(8) != VERSION {
            return Err(damaged("it is of another version"));
        }
        let checksum = number(12);
        let mut sections: [Range<usize>; SECTIONS] = std::array::from_fn(|_| 0..0);
        for (section, place) in sections.iter_mut().enumerate() {
            let at = 16 + section * 16;
            let bound = |at: usize| {
                usize::try_from(u64::from(number(at)) | u64::from(number(at + 4)) << 32)
            };
            let (Ok(start), Ok(end)) = (bound(at), bound(at + 8)) else {
                return Err(damaged("a section is out of place"));
            };
            if start < HEAD || start > end || end > map.len() {
                return Err(damaged("a section is out of place"));
            }
            *place = start..end;
        }
        let shard = Self {
            path: path.to_owned(),
            language: language.clone(),
            map,
            checksum,
            sections,
        };
        let segments = shard.count(Section::Units, 8);
        let consistent = shard.count(Section::TokenStarts, 4) == segments + 1
            && shard.count(Section::Signatures, 16) == segments
            && shard.count(Section::Lengths, 4) > 0
            && shard.count(Section::Keys, 8) == shard.count(Section::KeyTokens, 4)
            && shard.count(Section::PostingStarts, 4) == shard.count(Section::Keys, 8) + 1
            && shard.count(Section::WordStarts, 4) == shard.count(Section::WordTokens, 4) + 1
            && shard.count(Section::WindowStarts, 4) == shard.count(Section::PostingStarts, 4);
        if consistent {
            Ok(shard)
        } else {
            Err(damaged("its sections contradict each other"))
        }
    }

    pub(super) fn language(&self) -> &LanguageTag {
        &self.language
    }

    /// The number of segments.
    pub(super) fn len(&self) -> usize {
        self.count(Section::Units, 8)
    }

    /// The bytes of the file.
    pub(super) fn size(&self) -> u64 {
        self.map.len() as u64
    }

    /// What is wrong with the file, by its checksum.
    pub(super) fn verify(&self) -> Option<String> {
        let is_right = crc32fast::hash(&self.map[HEAD..]) == self.checksum;
        (!is_right).then(|| format!("the checksum of {} is wrong", self.path.display()))
    }

    pub(super) fn bytes(&self, section: Section) -> &[u8] {
        &self.map[self.sections[section as usize].clone()]
    }

    pub(super) fn count(&self, section: Section, size: usize) -> usize {
        self.sections[section as usize].len() / size
    }

    /// A number of a section; 0 beyond its end, which only a damaged file asks for.
    pub(super) fn number(&self, section: Section, place: usize) -> u32 {
        match self.bytes(section).get(place * 4..place * 4 + 4) {
            Some(&[a, b, c, d]) => u32::from_le_bytes([a, b, c, d]),
            _ => 0,
        }
    }

    /// The numbers of a section from one place to another; none beyond its end.
    pub(super) fn numbers(
        &self,
        section: Section,
        places: Range<usize>,
    ) -> impl ExactSizeIterator<Item = u32> {
        let bytes = self
            .bytes(section)
            .get(places.start * 4..places.end * 4)
            .unwrap_or(&[]);
        bytes
            .as_chunks::<4>()
            .0
            .iter()
            .map(|number| u32::from_le_bytes(*number))
    }

    /// The unit of a segment.
    pub(super) fn unit(&self, segment: u32) -> UnitId {
        let place = segment as usize * 2;
        UnitId {
            import: self.number(Section::Units, place),
            ordinal: self.number(Section::Units, place + 1),
        }
    }

    /// The number of a token by its key, or `None` for a token that no segment has.
    pub(super) fn token(&self, key: u64) -> Option<u32> {
        let keys = self.bytes(Section::Keys).as_chunks::<8>().0;
        let place = keys
            .binary_search_by_key(&key, |bytes| u64::from_le_bytes(*bytes))
            .ok()?;
        Some(self.number(Section::KeyTokens, place))
    }

    /// The tokens of a segment in their order.
    pub(super) fn tokens(&self, segment: u32) -> impl ExactSizeIterator<Item = u32> {
        let start = self.number(Section::TokenStarts, segment as usize) as usize;
        let end = self.number(Section::TokenStarts, segment as usize + 1) as usize;
        self.numbers(Section::Tokens, start..end.max(start))
    }

    /// The number of tokens of a segment.
    pub(super) fn length(&self, segment: u32) -> usize {
        let start = self.number(Section::TokenStarts, segment as usize);
        let end = self.number(Section::TokenStarts, segment as usize + 1);
        end.saturating_sub(start) as usize
    }

    /// The segments whose number of tokens lies between two lengths, both included.
    pub(super) fn of_lengths(&self, shortest: usize, longest: usize) -> Range<u32> {
        let last = self.count(Section::Lengths, 4) - 1;
        let first_of = |length: usize| self.number(Section::Lengths, length.min(last));
        first_of(shortest)..first_of(longest.saturating_add(1))
    }

    /// The number of tokens of the longest segment.
    pub(super) fn longest(&self) -> usize {
        self.count(Section::Lengths, 4).saturating_sub(2)
    }

    /// How many segments within a range have a token in their prefix.
    pub(super) fn posting_count(&self, token: u32, within: &Range<u32>) -> usize {
        let postings = self.posting_list(token);
        let before =
            |bound: u32| postings.partition_point(|posting| u32::from_le_bytes(*posting) < bound);
        before(within.end) - before(within.start)
    }

    /// The postings of a token.
    fn posting_list(&self, token: u32) -> &[[u8; 4]] {
        let start = self.number(Section::PostingStarts, token as usize) as usize;
        let end = self.number(Section::PostingStarts, token as usize + 1) as usize;
        let bytes = self.bytes(Section::Postings);
        let bytes = bytes.get(start * 4..end.max(start) * 4).unwrap_or(&[]);
        bytes.as_chunks::<4>().0
    }

    /// The segments within a range that have a token in their prefix, ascending.
    pub(super) fn postings(&self, token: u32, within: &Range<u32>) -> impl Iterator<Item = u32> {
        let postings = self.posting_list(token);
        let from = postings.partition_point(|posting| u32::from_le_bytes(*posting) < within.start);
        let end = within.end;
        postings[from..]
            .iter()
            .map(|posting| u32::from_le_bytes(*posting))
            .take_while(move |segment| *segment < end)
    }

    /// The signature of a segment.
    pub(super) fn signature(&self, segment: u32) -> u128 {
        let place = segment as usize * 16;
        match self.bytes(Section::Signatures).get(place..place + 16) {
            Some(bytes) => bytes.try_into().map_or(0, u128::from_le_bytes),
            None => 0,
        }
    }
}
