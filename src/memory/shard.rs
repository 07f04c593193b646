//! A shard: the index of one language in a memory-mapped file.

use std::ops::Range;
use std::path::{Path, PathBuf};

use super::error::MemoryError;
use super::layout::{
    HEAD, MAGIC, SECTIONS, Section, VERSION, beginning, beginning_bits, posting_width, token_width,
};
use crate::lang::LanguageTag;
use crate::model::UnitId;
use crate::similarity::SHORT_TOKENS;
use crate::store::MappedFile;

/// One open shard. Everything is read from the map; nothing is read before it is asked for.
#[derive(Debug)]
pub(super) struct Shard {
    path: PathBuf,
    language: LanguageTag,
    map: MappedFile,
    checksum: u32,
    sections: [Range<usize>; SECTIONS],
    /// Where the tokens of the first segment of each length start, counted in tokens.
    token_starts: Vec<usize>,
    token_width: usize,
    key_bits: u32,
}

/// The segments that have a token in their prefix, ascending, as the file has them.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Postings<'s> {
    /// The numbers, and what lies behind them as far as the last is read with four bytes.
    bytes: &'s [u8],
    count: usize,
    width: usize,
}

impl<'s> Postings<'s> {
    pub(super) fn len(self) -> usize {
        self.count
    }

    /// The segment at a place.
    pub(super) fn segment(self, place: usize) -> u32 {
        let at = place * self.width;
        let bytes = self.bytes[at..at + 4].first_chunk::<4>();
        bytes.map_or(0, |bytes| u32::from_le_bytes(*bytes)) & self.mask()
    }

    /// The segments from one place to another.
    pub(super) fn segments(self, places: Range<usize>) -> impl Iterator<Item = u32> + 's {
        let end = places.end.min(self.count);
        (places.start..end).map(move |place| self.segment(place))
    }

    /// Hands over the segments from a place on, as long as they are wanted; how many they were.
    /// The inner loop of every search: one loop for each width, without a look at the width.
    pub(super) fn visit(self, from: usize, wanted: impl FnMut(u32) -> bool) -> usize {
        let bytes = self.from(from);
        let bytes = bytes.bytes.get(..bytes.count * self.width).unwrap_or(&[]);
        if self.width == 3 {
            let numbers = bytes.as_chunks::<3>().0.iter();
            taken(
                numbers.map(|&[a, b, c]| u32::from_le_bytes([a, b, c, 0])),
                wanted,
            )
        } else {
            let numbers = bytes.as_chunks::<4>().0.iter();
            taken(numbers.map(|number| u32::from_le_bytes(*number)), wanted)
        }
    }

    /// The list from a place on.
    fn from(self, place: usize) -> Self {
        let place = place.min(self.count);
        Self {
            bytes: self.bytes.get(place * self.width..).unwrap_or(&[]),
            count: self.count - place,
            width: self.width,
        }
    }

    fn mask(self) -> u32 {
        if self.width == 3 { 0xFF_FFFF } else { u32::MAX }
    }
}

/// How many numbers are wanted before the first that is not.
fn taken(mut numbers: impl Iterator<Item = u32>, mut wanted: impl FnMut(u32) -> bool) -> usize {
    let mut count = 0;
    while let Some(number) = numbers.next()
        && wanted(number)
    {
        count += 1;
    }
    count
}

impl Shard {
    /// Maps a file. Fails on anything that is not a whole shard of this version.
    pub(super) fn open(path: &Path, language: &LanguageTag) -> Result<Self, MemoryError> {
        let damaged = |what| MemoryError::Damaged {
            path: path.to_owned(),
            what,
        };
        let map = MappedFile::open(path).map_err(MemoryError::io("map", path))?;
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
        let mut shard = Self {
            path: path.to_owned(),
            language: language.clone(),
            map,
            checksum,
            sections,
            token_starts: Vec::new(),
            token_width: 0,
            key_bits: 0,
        };
        let segments = shard.len();
        let keys = shard.count(Section::Keys, 8);
        shard.token_width = token_width(keys);
        shard.key_bits = beginning_bits(keys);
        let tokens = shard.find_token_starts();
        // Sections end at multiples of 8: a file that ends elsewhere was cut short.
        let ends = shard.sections.iter().map(|section| section.end);
        let whole = ends.max().unwrap_or(0).next_multiple_of(8);
        let consistent = shard.map.len() == whole
            && shard.count(Section::Tokens, shard.token_width) == tokens
            && [Section::Imports, Section::Ordinals].iter().all(|section| {
                let bytes = shard.bytes(*section).len();
                bytes.is_multiple_of(segments.max(1)) && bytes <= segments * 4
            })
            && shard.of_lengths(0, usize::MAX) == (0..u32::try_from(segments).unwrap_or(0))
            && shard.count(Section::KeyTokens, 4) == keys
            && shard.count(Section::KeyStarts, 4) == (1 << shard.key_bits) + 1
            && shard.count(Section::PostingStarts, 4) == keys + 1
            && shard.count(Section::ShortStarts, 4) == shard.short_segments().len() + 1
            && shard.count(Section::PartStarts, 4)
                == (1 << beginning_bits(shard.count(Section::Parts, 8))) + 1
            && shard.count(Section::WordStarts, 4) == shard.count(Section::WordTokens, 4) + 1
            && shard.count(Section::WindowStarts, 4) == keys + 1;
        if consistent {
            Ok(shard)
        } else {
            Err(damaged("its sections contradict each other"))
        }
    }

    /// Works out where the tokens of each length start; returns how many tokens there are.
    /// Linear in the tokens of the longest segment.
    fn find_token_starts(&mut self) -> usize {
        let mut start = 0;
        let mut starts = Vec::with_capacity(self.longest() + 2);
        for length in 0..=self.longest() {
            starts.push(start);
            start += self.of_length(length).len() * length;
        }
        self.token_starts = starts;
        start
    }

    pub(super) fn language(&self) -> &LanguageTag {
        &self.language
    }

    /// The number of segments.
    pub(super) fn len(&self) -> usize {
        self.count(Section::Signatures, 16)
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
        UnitId {
            import: self.narrow(Section::Imports, segment),
            ordinal: self.narrow(Section::Ordinals, segment),
        }
    }

    /// The number that a section has for a segment, each as wide as the others.
    fn narrow(&self, section: Section, segment: u32) -> u32 {
        let bytes = self.bytes(section);
        let width = bytes.len() / self.len().max(1);
        let at = segment as usize * width;
        let mut number = [0; 4];
        if let Some(bytes) = bytes.get(at..at + width) {
            number[..width].copy_from_slice(bytes);
        }
        u32::from_le_bytes(number)
    }

    /// The number of a token by its key, or `None` for a token that no segment has.
    pub(super) fn token(&self, key: u64) -> Option<u32> {
        let alike = beginning(key, self.key_bits);
        let first = self.number(Section::KeyStarts, alike) as usize;
        let end = self.number(Section::KeyStarts, alike + 1) as usize;
        let keys = self.bytes(Section::Keys).as_chunks::<8>().0;
        let keys = keys.get(first..end)?;
        let place = keys
            .iter()
            .position(|bytes| u64::from_le_bytes(*bytes) == key)?;
        Some(self.number(Section::KeyTokens, first + place))
    }

    /// The tokens of a segment in their order.
    pub(super) fn tokens(&self, segment: u32) -> impl ExactSizeIterator<Item = u32> {
        self.tokens_of(segment, self.length(segment))
    }

    /// The tokens of a segment whose length is known.
    pub(super) fn tokens_of(
        &self,
        segment: u32,
        length: usize,
    ) -> impl ExactSizeIterator<Item = u32> {
        let place = segment.saturating_sub(self.of_length(length).start) as usize;
        let first = self.token_starts.get(length).copied().unwrap_or(0) + place * length;
        let width = self.token_width;
        let bytes = self
            .bytes(Section::Tokens)
            .get(first * width..(first + length) * width)
            .unwrap_or(&[]);
        bytes.chunks_exact(width.max(1)).map(|bytes| match *bytes {
            [a, b, c] => u32::from_le_bytes([a, b, c, 0]),
            [a, b, c, d] => u32::from_le_bytes([a, b, c, d]),
            _ => 0,
        })
    }

    /// How many bytes a token takes.
    pub(super) fn token_width(&self) -> usize {
        self.token_width
    }

    /// The segment that a place among all tokens belongs to, and the place behind its last.
    pub(super) fn segment_at(&self, place: usize) -> Option<(u32, usize)> {
        // Of lengths that no segment has, the last starts where the one that has some does.
        let behind = self.token_starts.partition_point(|start| *start <= place);
        let length = behind.checked_sub(1).filter(|length| *length > 0)?;
        let nth = (place - self.token_starts[length]) / length;
        let segment = self.of_length(length).start + u32::try_from(nth).ok()?;
        Some((segment, self.token_starts[length] + (nth + 1) * length))
    }

    /// The number of tokens of a segment.
    pub(super) fn length(&self, segment: u32) -> usize {
        let lengths = self.bytes(Section::Lengths).as_chunks::<4>().0;
        let beyond = lengths.partition_point(|first| u32::from_le_bytes(*first) <= segment);
        beyond.saturating_sub(1)
    }

    /// The segments that have so many tokens.
    pub(super) fn of_length(&self, length: usize) -> Range<u32> {
        self.of_lengths(length, length)
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

    /// How many segments have a token in their prefix.
    pub(super) fn posting_total(&self, token: u32) -> usize {
        let start = self.number(Section::PostingStarts, token as usize);
        let end = self.number(Section::PostingStarts, token as usize + 1);
        end.saturating_sub(start) as usize
    }

    /// The segments from one on that have a token in their prefix, ascending.
    pub(super) fn posting_list(&self, token: u32, from: u32) -> Postings<'_> {
        let start = self.number(Section::PostingStarts, token as usize) as usize;
        let end = self.number(Section::PostingStarts, token as usize + 1) as usize;
        let section = &self.sections[Section::Postings as usize];
        let width = posting_width(self.len());
        let bytes = (section.start + start * width)..(section.start + end.max(start) * width);
        // Each number is read with four bytes; behind this section others follow.
        let read = bytes.start..bytes.end + (4 - width);
        let list = match self.map.get(read) {
            Some(read) if bytes.end <= section.end => Postings {
                bytes: read,
                count: end.max(start) - start,
                width,
            },
            _ => Postings::default(),
        };
        list.from(self.seek(list, from))
    }

    /// The place of the first posting of a list that is not before a segment. Tokens are spread
    /// over the lengths about evenly, so it lies near where the segment lies among all: looked
    /// for from there, few pages of the file are touched.
    pub(super) fn seek(&self, list: Postings<'_>, segment: u32) -> usize {
        let is_before = |place: usize| list.segment(place) < segment;
        let Some(last) = list.len().checked_sub(1) else {
            return 0;
        };
        let guess = list.len() as u64 * u64::from(segment) / self.len().max(1) as u64;
        let guess = usize::try_from(guess).unwrap_or(last).min(last);
        // All before `low` lie before the segment, none from `high` on does.
        let (mut low, mut high, mut step) = (0, list.len(), 16);
        if is_before(guess) {
            low = guess + 1;
            while low + step < list.len() {
                if !is_before(low + step) {
                    high = low + step;
                    break;
                }
                low += step + 1;
                step *= 2;
            }
        } else {
            high = guess;
            while step <= high {
                if is_before(high - step) {
                    low = high - step + 1;
                    break;
                }
                high -= step;
                step *= 2;
            }
        }
        while low < high {
            let middle = usize::midpoint(low, high);
            if is_before(middle) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// The short segments, which have letters.
    pub(super) fn short_segments(&self) -> Range<u32> {
        self.of_lengths(0, SHORT_TOKENS)
    }

    /// The letters of a short segment.
    pub(super) fn letters(&self, segment: u32) -> &str {
        let start = self.number(Section::ShortStarts, segment as usize) as usize;
        let end = self.number(Section::ShortStarts, segment as usize + 1) as usize;
        let bytes = self.bytes(Section::Letters).get(start..end);
        bytes
            .and_then(|bytes| std::str::from_utf8(bytes).ok())
            .unwrap_or("")
    }

    /// The short segments with a part of some hash.
    pub(super) fn segments_with_part(&self, part: u32) -> impl Iterator<Item = u32> {
        let parts = self.bytes(Section::Parts).as_chunks::<8>().0;
        let alike = beginning(u64::from(part) << 32, beginning_bits(parts.len()));
        let first = self.number(Section::PartStarts, alike) as usize;
        let end = self.number(Section::PartStarts, alike + 1) as usize;
        let parts = parts.get(first..end).unwrap_or(&[]);
        let numbers = parts.iter().map(|bytes| u64::from_le_bytes(*bytes));
        numbers
            .skip_while(move |number| (number >> 32) < u64::from(part))
            .take_while(move |number| number >> 32 == u64::from(part))
            .filter_map(|number| u32::try_from(number & u64::from(u32::MAX)).ok())
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
