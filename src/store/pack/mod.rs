//! Packs: the units of one import in a mapped file, each to be read by itself.
//!
//! sled is made for values of some kilobytes and reads a whole leaf of them for one; a search
//! wants single units from everywhere. So the units of every larger import lie beside sled
//! once more, each compressed by itself with symbols that stand for frequent strings, which
//! takes a fraction of a microsecond to undo. Each language has symbols of its own: of two in
//! different scripts that takes a fifth less room than symbols for both. A pack is derived:
//! where it is not there or does not read, the unit is read from sled.
//!
//! The file: magic, version, checksum of what follows; for each unit four bytes of CRC-32 of
//! its record and the record; where each record ends, in five bytes; the tables of symbols; the
//! languages of the tables behind the first two, with spaces between them; skeletons that are kept
//! once, each behind its length; the lengths of these and of the languages, the number of tables
//! and the number of units (u64); the CRC-32 of the tables and what is behind them. Little-endian. A
//! record is the position and the line of the unit's origin; the number of its skeleton, counted
//! from 1, or 0 and the skeleton itself: the rest of the unit without its texts in `postcard`; the
//! text of each variant. Skeleton and texts are compressed and behind their lengths; numbers are
//! LEB128.

mod table;
mod write;

use std::cell::RefCell;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use rustc_hash::FxHashMap;

use super::map::MappedFile;
use crate::lang::LanguageTag;
use crate::model::Unit;
use table::{TABLE, Table};

pub(super) use write::PackWriter;

/// The ending of packs.
pub(super) const ENDING: &str = ".units";

const MAGIC: &[u8; 8] = b"tarjpack";
const VERSION: u32 = 2;
/// Magic, version, checksum.
const HEAD: usize = 8 + 4 + 4;
/// How many bytes a place in the file takes.
const END: usize = 5;
/// The lengths of the skeletons and of the languages, the number of tables, the number of units, and the checksum of all that is behind the ends.
const TAIL: usize = 4 * 8 + 4;
/// The number of the table of what is not text.
const SKELETONS: usize = 0;
/// The number of the table of texts in languages that have none of their own.
const REST: usize = 1;

/// The units of a smaller import are few blocks of sled and are kept decompressed.
pub(super) const LEAST_UNITS: usize = 1000;

thread_local! {
    /// What is unpacked before it becomes a unit, so that not every one needs room of its own.
    static UNPACKED: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// The path of the pack of an import.
pub(super) fn path_of(folder: &Path, import: u32) -> PathBuf {
    folder.join(format!("{import:08}{ENDING}"))
}

/// An open pack.
#[derive(Debug)]
pub(super) struct Pack {
    map: MappedFile,
    count: usize,
    ends: usize,
    tables: Vec<Table>,
    /// The language of each table behind the first two.
    languages: Vec<LanguageTag>,
    /// Where the skeletons that are kept once lie in the file.
    skeletons: Vec<Range<usize>>,
}

impl Pack {
    /// Maps a pack; `None` where there is none that is whole and of this version.
    fn open(path: &Path) -> Option<Self> {
        let map = MappedFile::open(path).ok()?;
        if map.len() < HEAD + TAIL || &map[..8] != MAGIC || map[8..12] != VERSION.to_le_bytes() {
            return None;
        }
        let tail = map.len() - TAIL;
        let number = |place: usize| {
            let bytes = map[tail + place * 8..].first_chunk::<8>()?;
            usize::try_from(u64::from_le_bytes(*bytes)).ok()
        };
        let (skeletons, tags) = (number(0)?, number(1)?);
        let (tables, count) = (number(2)?, number(3)?);
        let skeletons = tail.checked_sub(skeletons)?..tail;
        let tags = skeletons.start.checked_sub(tags)?..skeletons.start;
        let tables = tags.start.checked_sub(tables.checked_mul(TABLE)?)?..tags.start;
        let checked = crc32fast::hash(&map[tables.start..map.len() - 4]);
        if checked.to_le_bytes() != *map.last_chunk::<4>()? {
            return None;
        }
        let ends = tables.start.checked_sub(count.checked_mul(END)?)?;
        let languages: Option<Vec<LanguageTag>> = std::str::from_utf8(map.get(tags)?)
            .ok()?
            .split_whitespace()
            .map(|tag| LanguageTag::parse(tag).ok())
            .collect();
        let languages = languages?;
        let read: Option<Vec<Table>> = map[tables].chunks(TABLE).map(Table::read).collect();
        let read = read?;
        let skeletons = pieces(&map, skeletons)?;
        let is_whole = ends >= HEAD && read.len() == languages.len() + REST + 1;
        is_whole.then_some(Self {
            map,
            count,
            ends,
            tables: read,
            languages,
            skeletons,
        })
    }

    /// Whether the checksum of the file is right. Reads all of it.
    fn is_right(&self) -> bool {
        crc32fast::hash(&self.map[HEAD..]).to_le_bytes() == self.map[12..16]
    }

    /// Where a record ends, from the start of the records.
    fn end(&self, place: usize) -> Option<usize> {
        // The tables behind the last end are no end.
        debug_assert!(place < self.count);
        let at = self.ends + place * END;
        let mut bytes = [0; 8];
        bytes[..END].copy_from_slice(self.map.get(at..at + END)?);
        usize::try_from(u64::from_le_bytes(bytes)).ok()
    }

    /// The unit of a place; `None` when it is not there or damaged.
    pub(super) fn unit(&self, place: usize) -> Option<Unit> {
        if place >= self.count {
            return None;
        }
        let start = match place {
            0 => 0,
            _ => self.end(place - 1)?,
        };
        let end = self.end(place)?;
        let bytes = self.map[HEAD..self.ends].get(start..end)?;
        let (checksum, mut record) = bytes.split_first_chunk::<4>()?;
        if crc32fast::hash(record).to_le_bytes() != *checksum {
            return None;
        }
        let position = u32::try_from(number(&mut record)?).ok()?;
        let line = u32::try_from(number(&mut record)?).ok()?;
        UNPACKED.with_borrow_mut(|unpacked| {
            let skeleton = match usize::try_from(number(&mut record)?).ok()?.checked_sub(1) {
                Some(known) => &self.map[self.skeletons.get(known)?.clone()],
                None => {
                    self.tables[SKELETONS].unpack(piece(&mut record)?, unpacked)?;
                    unpacked.as_slice()
                }
            };
            let mut unit: Unit = postcard::from_bytes(skeleton).ok()?;
            (unit.origin.position, unit.origin.line) = (position, line);
            for variant in &mut unit.variants {
                let table = self.table(&variant.language);
                table.unpack(piece(&mut record)?, unpacked)?;
                std::str::from_utf8(unpacked)
                    .ok()?
                    .clone_into(&mut variant.segment.text);
            }
            Some(unit)
        })
    }

    fn table(&self, language: &LanguageTag) -> &Table {
        let own = self.languages.iter().position(|own| own == language);
        &self.tables[own.map_or(REST, |own| REST + 1 + own)]
    }
}

/// The next piece of a record, taken off it.
fn piece<'r>(record: &mut &'r [u8]) -> Option<&'r [u8]> {
    let length = usize::try_from(number(record)?).ok()?;
    let (piece, rest) = record.split_at_checked(length)?;
    *record = rest;
    Some(piece)
}

/// Where the pieces of a stretch of a file lie; `None` when they do not fill it.
fn pieces(map: &[u8], stretch: Range<usize>) -> Option<Vec<Range<usize>>> {
    let mut rest = map.get(stretch.clone())?;
    let mut pieces = Vec::new();
    while !rest.is_empty() {
        let length = piece(&mut rest)?.len();
        let end = stretch.end - rest.len();
        pieces.push(end - length..end);
    }
    Some(pieces)
}

/// The next number of a record (LEB128), taken off it.
fn number(record: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..u64::BITS).step_by(7) {
        let (byte, rest) = record.split_first()?;
        *record = rest;
        number |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

/// The packs of a store, each opened when it is first asked for.
#[derive(Debug, Default)]
pub(super) struct Packs {
    folder: PathBuf,
    open: RwLock<FxHashMap<u32, Option<Arc<Pack>>>>,
}

impl Packs {
    pub(super) fn new(folder: PathBuf) -> Self {
        Self {
            folder,
            open: RwLock::default(),
        }
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The pack of an import, where it has one.
    pub(super) fn get(&self, import: u32) -> Option<Arc<Pack>> {
        let known = self.open.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(pack) = known.get(&import) {
            return pack.clone();
        }
        drop(known);
        let pack = Pack::open(&path_of(&self.folder, import)).map(Arc::new);
        let mut known = self.open.write().unwrap_or_else(PoisonError::into_inner);
        known.insert(import, pack.clone());
        pack
    }

    /// Forgets the pack of an import, so that it is opened anew.
    pub(super) fn forget(&self, import: u32) {
        let mut known = self.open.write().unwrap_or_else(PoisonError::into_inner);
        known.remove(&import);
    }

    /// Deletes the pack of an import.
    pub(super) fn delete(&self, import: u32) {
        self.forget(import);
        let _ = fs::remove_file(path_of(&self.folder, import));
    }

    /// What is wrong with the pack of an import; nothing where there is none.
    pub(super) fn verify(&self, import: u32) -> Option<String> {
        let path = path_of(&self.folder, import);
        let is_right = Pack::open(&path).is_some_and(|pack| pack.is_right());
        (path.is_file() && !is_right)
            .then(|| format!("the checksum of {} is wrong", path.display()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Variant;

    /// Units in languages with a table of their own and in one that has none, of all lengths.
    fn units() -> Vec<Unit> {
        (0..3000u32)
            .map(|number| {
                let texts = [
                    ("en", format!("The council met {number} times. ").repeat(6)),
                    ("fa", format!("شورا {number} بار نشست کرد. ").repeat(6)),
                    ("zh", "安理会".repeat(usize::from(number % 7 == 0))),
                ];
                let variants = texts.into_iter().map(|(tag, text)| {
                    let kept: String = text.chars().take(number as usize % 190).collect();
                    Variant::plain(LanguageTag::parse(tag).unwrap(), kept)
                });
                Unit {
                    // Some have much in common beside their texts, some nothing.
                    name: (number % 3 > 0).then(|| format!("u{number}")),
                    variants: variants.collect(),
                    ..Unit::default()
                }
            })
            .collect()
    }

    #[test]
    fn every_unit_comes_back_and_damage_is_seen() {
        let folder = tempfile::tempdir().unwrap();
        let mut writer = PackWriter::new(folder.path(), 7);
        for unit in units() {
            writer.add(&unit).unwrap();
        }
        writer.finish().unwrap();
        let packs = Packs::new(folder.path().to_owned());
        let pack = packs.get(7).unwrap();
        let tags: Vec<&str> = pack.languages.iter().map(LanguageTag::as_str).collect();
        assert_eq!(tags, ["en", "fa"]);
        for (place, unit) in units().iter().enumerate() {
            assert_eq!(pack.unit(place).as_ref(), Some(unit));
        }
        assert!(pack.unit(3000).is_none());
        assert!(packs.get(8).is_none());
        assert_eq!(packs.verify(7), None);
        let path = path_of(folder.path(), 7);
        let whole = fs::read(&path).unwrap();
        let all = units();
        let tail = (whole.len() - TAIL - 5)..whole.len();
        for place in (0..whole.len()).step_by(997).chain(tail) {
            let mut broken = whole.clone();
            broken[place] ^= 0x11;
            fs::write(&path, &broken).unwrap();
            assert!(packs.verify(7).is_some(), "byte {place}");
            packs.forget(7);
            if let Some(pack) = packs.get(7) {
                for (place, unit) in all.iter().enumerate() {
                    let read = pack.unit(place);
                    assert!(read.is_none() || read.as_ref() == Some(unit));
                }
            }
        }
    }

    #[test]
    fn few_units_make_no_pack() {
        let folder = tempfile::tempdir().unwrap();
        let mut writer = PackWriter::new(folder.path(), 1);
        writer.add(&units()[1]).unwrap();
        writer.finish().unwrap();
        assert!(Packs::new(folder.path().to_owned()).get(1).is_none());
    }
}
