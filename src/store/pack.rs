//! Packs: the units of one import in a mapped file, each to be read by itself.
//!
//! sled is made for values of some kilobytes and reads a whole leaf of them for one; a search
//! wants single units from everywhere. So the units of every larger import lie beside sled
//! once more, each compressed by itself with symbols that stand for frequent strings (FSST;
//! Boncz, Neumann and Leis, VLDB 2020), which takes a fraction of a microsecond to undo. A pack
//! is derived: where it is not there or does not read, the unit is read from sled.
//!
//! The file: magic, version, checksum of what follows; the lengths of the 255 symbols and the
//! symbols; for each unit four bytes of CRC-32 of its record in `postcard` and the record
//! compressed; where each of these ends, and how many there are (u64). Little-endian.

use std::fs::{self, File};
use std::io::{BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use fsst::{Compressor, Symbol};
use rustc_hash::FxHashMap;

use super::map::MappedFile;

/// The ending of packs.
pub(super) const ENDING: &str = ".units";

const MAGIC: &[u8; 8] = b"tarjpack";
const VERSION: u32 = 1;
/// Magic, version, checksum.
const HEAD: usize = 8 + 4 + 4;
/// How many symbols a table has; the code behind them escapes a byte that none begins with.
const SYMBOLS: usize = 255;
const ESCAPE: u8 = 255;
/// Where the records start: behind the lengths of the symbols, one byte for evenness, and the
/// symbols of eight bytes each.
const RECORDS: usize = HEAD + SYMBOLS + 1 + SYMBOLS * 8;

/// The units of a smaller import are few blocks of sled and are kept decompressed.
pub(super) const LEAST_UNITS: usize = 1000;

/// How many bytes of records the symbols are drawn from: no more is gained by more.
const SAMPLE: usize = 1 << 20;

/// Writes the pack of an import beside its blocks.
#[derive(Debug)]
pub(super) struct PackWriter {
    path: PathBuf,
    /// Records that wait until there are enough of them to draw symbols from.
    waiting: Vec<Vec<u8>>,
    waiting_bytes: usize,
    open: Option<OpenPack>,
}

struct OpenPack {
    file: BufWriter<File>,
    compressor: Compressor,
    checksum: crc32fast::Hasher,
    /// Where each record ends, from the start of the records.
    ends: Vec<u64>,
    at: u64,
}

impl std::fmt::Debug for OpenPack {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OpenPack").field("at", &self.at).finish()
    }
}

/// The path of the pack of an import.
pub(super) fn path_of(folder: &Path, import: u32) -> PathBuf {
    folder.join(format!("{import:08}{ENDING}"))
}

impl PackWriter {
    pub(super) fn new(folder: &Path, import: u32) -> Self {
        Self {
            path: path_of(folder, import),
            waiting: Vec::new(),
            waiting_bytes: 0,
            open: None,
        }
    }

    /// Adds a record behind the last.
    pub(super) fn add(&mut self, record: &[u8]) -> std::io::Result<()> {
        if let Some(open) = &mut self.open {
            return open.add(record);
        }
        self.waiting.push(record.to_vec());
        self.waiting_bytes += record.len();
        if self.waiting_bytes >= SAMPLE && self.waiting.len() >= LEAST_UNITS {
            self.begin()?;
        }
        Ok(())
    }

    fn begin(&mut self) -> std::io::Result<()> {
        if let Some(folder) = self.path.parent() {
            fs::create_dir_all(folder)?;
        }
        let sample: Vec<&[u8]> = self.waiting.iter().map(Vec::as_slice).collect();
        let compressor = Compressor::train(&sample);
        let mut open = OpenPack {
            file: BufWriter::with_capacity(1 << 18, File::create(self.fresh())?),
            compressor,
            checksum: crc32fast::Hasher::new(),
            ends: Vec::new(),
            at: 0,
        };
        open.file.write_all(&[0; HEAD])?;
        let mut table = vec![0; RECORDS - HEAD];
        let lengths = open.compressor.symbol_lengths();
        let symbols = open.compressor.symbol_table();
        for (place, (length, symbol)) in lengths.iter().zip(symbols).take(SYMBOLS).enumerate() {
            table[place] = *length;
            let at = SYMBOLS + 1 + place * 8;
            table[at..at + 8].copy_from_slice(&symbol_bytes(*symbol));
        }
        open.put(&table)?;
        for record in std::mem::take(&mut self.waiting) {
            open.add(&record)?;
        }
        self.open = Some(open);
        Ok(())
    }

    fn fresh(&self) -> PathBuf {
        self.path.with_extension("units.new")
    }

    /// Finishes the file and gives it its name; an import with few units gets none.
    pub(super) fn finish(mut self) -> std::io::Result<()> {
        if self.open.is_none() && self.waiting.len() >= LEAST_UNITS {
            self.begin()?;
        }
        let fresh = self.fresh();
        match self.open.take() {
            Some(open) => {
                let done = open.finish().and_then(|()| fs::rename(&fresh, &self.path));
                if done.is_err() {
                    let _ = fs::remove_file(&fresh);
                }
                done
            }
            None => Ok(()),
        }
    }
}

impl Drop for PackWriter {
    fn drop(&mut self) {
        if self.open.is_some() {
            let _ = fs::remove_file(self.fresh());
        }
    }
}

fn symbol_bytes(symbol: Symbol) -> [u8; 8] {
    symbol.to_u64().to_le_bytes()
}

impl OpenPack {
    fn put(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.checksum.update(bytes);
        self.file.write_all(bytes)
    }

    fn add(&mut self, record: &[u8]) -> std::io::Result<()> {
        let packed = self.compressor.compress(record);
        self.put(&crc32fast::hash(record).to_le_bytes())?;
        self.put(&packed)?;
        self.at += packed.len() as u64 + 4;
        self.ends.push(self.at);
        Ok(())
    }

    fn finish(mut self) -> std::io::Result<()> {
        let ends = std::mem::take(&mut self.ends);
        for chunk in ends.chunks(4096) {
            let bytes: Vec<u8> = chunk.iter().flat_map(|end| end.to_le_bytes()).collect();
            self.put(&bytes)?;
        }
        self.put(&(ends.len() as u64).to_le_bytes())?;
        let mut head = Vec::with_capacity(HEAD);
        head.extend_from_slice(MAGIC);
        head.extend_from_slice(&VERSION.to_le_bytes());
        head.extend_from_slice(&self.checksum.finalize().to_le_bytes());
        let mut file = self
            .file
            .into_inner()
            .map_err(std::io::IntoInnerError::into_error)?;
        file.seek(SeekFrom::Start(0))?;
        file.write_all(&head)?;
        // Not made durable: a pack that a crash leaves torn is seen by its records' checksums.
        Ok(())
    }
}

/// An open pack.
#[derive(Debug)]
pub(super) struct Pack {
    map: MappedFile,
    count: usize,
    ends: usize,
    lengths: [u8; SYMBOLS],
    symbols: [[u8; 8]; SYMBOLS],
}

impl Pack {
    /// Maps a pack; `None` where there is none that is whole and of this version.
    fn open(path: &Path) -> Option<Self> {
        let map = MappedFile::open(path).ok()?;
        if map.len() < RECORDS || &map[..8] != MAGIC || map[8..12] != VERSION.to_le_bytes() {
            return None;
        }
        let count = u64::from_le_bytes(*map.last_chunk()?);
        let count = usize::try_from(count).ok()?;
        let ends = map
            .len()
            .checked_sub(count.checked_add(1)?.checked_mul(8)?)?;
        let lengths: [u8; SYMBOLS] = map[HEAD..HEAD + SYMBOLS].try_into().ok()?;
        let mut symbols = [[0; 8]; SYMBOLS];
        let table = map[HEAD + SYMBOLS + 1..RECORDS].as_chunks::<8>().0;
        symbols.copy_from_slice(table);
        let is_whole = ends >= RECORDS && lengths.iter().all(|length| *length <= 8);
        is_whole.then_some(Self {
            map,
            count,
            ends,
            lengths,
            symbols,
        })
    }

    /// Whether the checksum of the file is right. Reads all of it.
    fn is_right(&self) -> bool {
        crc32fast::hash(&self.map[HEAD..]).to_le_bytes() == self.map[12..16]
    }

    /// Where a record ends, from the start of the records.
    fn end(&self, place: usize) -> Option<usize> {
        let at = self.ends + place * 8;
        // The count behind the last end is no end.
        debug_assert!(place < self.count);
        let bytes = self.map.get(at..at + 8)?;
        usize::try_from(u64::from_le_bytes(bytes.try_into().ok()?)).ok()
    }

    /// Puts the record of a place into a buffer; `None` when it is not there or damaged.
    pub(super) fn record(&self, place: usize, record: &mut Vec<u8>) -> Option<()> {
        if place >= self.count {
            return None;
        }
        let start = match place {
            0 => 0,
            _ => self.end(place - 1)?,
        };
        let end = self.end(place)?;
        let bytes = self.map[RECORDS..self.ends].get(start..end)?;
        let (checksum, packed) = bytes.split_first_chunk::<4>()?;
        self.unpack(packed, record)?;
        (crc32fast::hash(record).to_le_bytes() == *checksum).then_some(())
    }

    fn unpack(&self, packed: &[u8], record: &mut Vec<u8>) -> Option<()> {
        // Every code writes eight bytes and moves on by the length of its symbol: no branch
        // on the length.
        record.clear();
        record.resize(packed.len() * 8 + 8, 0);
        let (mut at, mut place) = (0, 0);
        while let Some(&code) = packed.get(place) {
            place += 1;
            if code == ESCAPE {
                record[at] = *packed.get(place)?;
                place += 1;
                at += 1;
            } else {
                record[at..at + 8].copy_from_slice(&self.symbols[code as usize]);
                at += self.lengths[code as usize] as usize;
            }
        }
        record.truncate(at);
        Some(())
    }
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

    fn records() -> Vec<Vec<u8>> {
        (0..3000u32)
            .map(|number| {
                let text =
                    format!("The council met {number} times. شورا {number} بار نشست. 安理会");
                text.repeat(2).into_bytes()[..(number as usize % 120)].to_vec()
            })
            .collect()
    }

    #[test]
    fn every_record_comes_back_and_damage_is_seen() {
        let folder = tempfile::tempdir().unwrap();
        let mut writer = PackWriter::new(folder.path(), 7);
        for record in records() {
            writer.add(&record).unwrap();
        }
        writer.finish().unwrap();
        let packs = Packs::new(folder.path().to_owned());
        let pack = packs.get(7).unwrap();
        let mut read = Vec::new();
        for (place, record) in records().iter().enumerate() {
            pack.record(place, &mut read).unwrap();
            assert_eq!(&read, record);
        }
        assert!(pack.record(3000, &mut read).is_none());
        assert!(packs.get(8).is_none());
        assert_eq!(packs.verify(7), None);
        let path = path_of(folder.path(), 7);
        let whole = fs::read(&path).unwrap();
        for place in (0..whole.len()).step_by(997) {
            let mut broken = whole.clone();
            broken[place] ^= 0x11;
            fs::write(&path, &broken).unwrap();
            assert!(packs.verify(7).is_some(), "byte {place}");
            packs.forget(7);
            if let Some(pack) = packs.get(7) {
                for (place, record) in records().iter().enumerate() {
                    if pack.record(place, &mut read).is_some() {
                        assert_eq!(&read, record);
                    }
                }
            }
        }
    }

    #[test]
    fn few_units_make_no_pack() {
        let folder = tempfile::tempdir().unwrap();
        let mut writer = PackWriter::new(folder.path(), 1);
        writer.add(b"one").unwrap();
        writer.finish().unwrap();
        assert!(Packs::new(folder.path().to_owned()).get(1).is_none());
    }
}
