//! Writing a pack.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use fsst::Compressor;
use rustc_hash::FxHashMap;

use super::table;
use super::{END, HEAD, LEAST_UNITS, MAGIC, REST, SKELETONS, VERSION, path_of};
use crate::lang::LanguageTag;
use crate::model::Unit;

/// How many bytes of texts the symbols are drawn from: no more is gained by more.
const SAMPLE: usize = 1 << 20;

/// A language with fewer bytes than this in the sample gets no table of its own.
const LEAST_SAMPLE: usize = 1 << 14;

/// How many skeletons are kept once: units of one source often differ only in their texts.
const KNOWN: usize = 1024;

/// Writes the pack of an import beside its blocks.
#[derive(Debug)]
pub(in super::super) struct PackWriter {
    path: PathBuf,
    /// Units that wait until there are enough of them to draw symbols from.
    waiting: Vec<Unit>,
    waiting_bytes: usize,
    open: Option<OpenPack>,
}

struct OpenPack {
    file: BufWriter<File>,
    compressors: Vec<Compressor>,
    /// The number of the table of each language that has one.
    languages: BTreeMap<LanguageTag, usize>,
    checksum: crc32fast::Hasher,
    /// Where each record ends, from the start of the records.
    ends: Vec<u64>,
    at: u64,
    record: Vec<u8>,
    /// Skeletons that are kept once, with their numbers.
    known: FxHashMap<Vec<u8>, u64>,
    skeletons: Vec<u8>,
}

impl std::fmt::Debug for OpenPack {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OpenPack").field("at", &self.at).finish()
    }
}

impl PackWriter {
    pub(in super::super) fn new(folder: &Path, import: u32) -> Self {
        Self {
            path: path_of(folder, import),
            waiting: Vec::new(),
            waiting_bytes: 0,
            open: None,
        }
    }

    /// Adds a unit behind the last.
    pub(in super::super) fn add(&mut self, unit: &Unit) -> std::io::Result<()> {
        if let Some(open) = &mut self.open {
            return open.add(unit);
        }
        let texts = unit.variants.iter().map(|variant| &variant.segment.text);
        self.waiting_bytes += texts.map(String::len).sum::<usize>();
        self.waiting.push(unit.clone());
        if self.waiting_bytes >= SAMPLE && self.waiting.len() >= LEAST_UNITS {
            self.begin()?;
        }
        Ok(())
    }

    fn begin(&mut self) -> std::io::Result<()> {
        if let Some(folder) = self.path.parent() {
            fs::create_dir_all(folder)?;
        }
        let waiting = std::mem::take(&mut self.waiting);
        let mut open = OpenPack::new(&self.fresh(), &waiting)?;
        for unit in &waiting {
            open.add(unit)?;
        }
        self.open = Some(open);
        Ok(())
    }

    fn fresh(&self) -> PathBuf {
        self.path.with_extension("units.new")
    }

    /// Finishes the file and gives it its name; an import with few units gets none.
    pub(in super::super) fn finish(mut self) -> std::io::Result<()> {
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

/// Appends a number in LEB128: seven bits a byte, the lowest first, the highest bit while more
/// follow.
fn append_number(mut number: u64, record: &mut Vec<u8>) {
    while number >= 0x80 {
        record.push(0x80 | (number & 0x7f) as u8);
        number >>= 7;
    }
    record.push((number & 0x7f) as u8);
}

/// The unit without its texts and places as the pack keeps it, and the texts.
fn parts(unit: &Unit) -> std::io::Result<(Vec<u8>, Vec<String>)> {
    let mut skeleton = unit.clone();
    (skeleton.origin.position, skeleton.origin.line) = (0, 0);
    let variants = skeleton.variants.iter_mut();
    let texts = variants
        .map(|variant| std::mem::take(&mut variant.segment.text))
        .collect();
    let bytes = postcard::to_stdvec(&skeleton).map_err(std::io::Error::other)?;
    Ok((bytes, texts))
}

impl OpenPack {
    /// Begins a file with tables drawn from some units: one of what is not text, one of all
    /// texts, and one of each language that has enough of them.
    fn new(path: &Path, sample: &[Unit]) -> std::io::Result<Self> {
        let skeletons: Vec<Vec<u8>> = sample
            .iter()
            .map(|unit| parts(unit).map(|(skeleton, _)| skeleton))
            .collect::<Result<_, _>>()?;
        let mut texts: BTreeMap<&LanguageTag, Vec<&[u8]>> = BTreeMap::new();
        for variant in sample.iter().flat_map(|unit| &unit.variants) {
            let text = variant.segment.text.as_bytes();
            texts.entry(&variant.language).or_default().push(text);
        }
        let all: Vec<&[u8]> = texts.values().flatten().copied().collect();
        let skeletons: Vec<&[u8]> = skeletons.iter().map(Vec::as_slice).collect();
        let mut compressors = vec![Compressor::train(&skeletons), Compressor::train(&all)];
        let mut languages = BTreeMap::new();
        for (language, texts) in texts {
            let bytes: usize = texts.iter().map(|text| text.len()).sum();
            if bytes >= LEAST_SAMPLE {
                languages.insert(language.clone(), compressors.len());
                compressors.push(Compressor::train(&texts));
            }
        }
        let mut open = Self {
            file: BufWriter::with_capacity(1 << 18, File::create(path)?),
            compressors,
            languages,
            checksum: crc32fast::Hasher::new(),
            ends: Vec::new(),
            at: 0,
            record: Vec::new(),
            known: FxHashMap::default(),
            skeletons: Vec::new(),
        };
        open.file.write_all(&[0; HEAD])?;
        Ok(open)
    }

    fn put(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.checksum.update(bytes);
        self.file.write_all(bytes)
    }

    fn add(&mut self, unit: &Unit) -> std::io::Result<()> {
        let (skeleton, texts) = parts(unit)?;
        let mut record = std::mem::take(&mut self.record);
        record.clear();
        // Numbers that differ in every unit have no symbols.
        append_number(u64::from(unit.origin.position), &mut record);
        append_number(u64::from(unit.origin.line), &mut record);
        self.append_skeleton(skeleton, &mut record);
        for (variant, text) in unit.variants.iter().zip(texts) {
            let table = self.languages.get(&variant.language).unwrap_or(&REST);
            self.append(text.as_bytes(), *table, &mut record);
        }
        self.put(&crc32fast::hash(&record).to_le_bytes())?;
        self.put(&record)?;
        self.at += record.len() as u64 + 4;
        self.ends.push(self.at);
        self.record = record;
        Ok(())
    }

    /// Appends the number of a skeleton that is kept once, or 0 and the skeleton.
    fn append_skeleton(&mut self, skeleton: Vec<u8>, record: &mut Vec<u8>) {
        if let Some(number) = self.known.get(&skeleton) {
            append_number(*number, record);
            return;
        }
        append_number(0, record);
        self.append(&skeleton, SKELETONS, record);
        // The first unit of its kind has its skeleton itself; the others only the number.
        if self.known.len() < KNOWN {
            append_number(skeleton.len() as u64, &mut self.skeletons);
            self.skeletons.extend_from_slice(&skeleton);
            self.known.insert(skeleton, self.known.len() as u64 + 1);
        }
    }

    /// Appends some bytes, compressed by a table, behind their length.
    fn append(&self, bytes: &[u8], table: usize, record: &mut Vec<u8>) {
        let packed = self.compressors[table].compress(bytes);
        append_number(packed.len() as u64, record);
        record.extend_from_slice(&packed);
    }

    fn finish(mut self) -> std::io::Result<()> {
        let ends = std::mem::take(&mut self.ends);
        for chunk in ends.chunks(4096) {
            let bytes: Vec<u8> = chunk
                .iter()
                .flat_map(|end| end.to_le_bytes().into_iter().take(END))
                .collect();
            self.put(&bytes)?;
        }
        let mut tail: Vec<u8> = self.compressors.iter().flat_map(table::bytes_of).collect();
        let names = std::mem::take(&mut self.languages);
        let mut languages: Vec<(usize, LanguageTag)> =
            names.into_iter().map(|(tag, table)| (table, tag)).collect();
        languages.sort_unstable();
        let tags: Vec<&str> = languages.iter().map(|(_, tag)| tag.as_str()).collect();
        let tags = tags.join(" ");
        tail.extend_from_slice(tags.as_bytes());
        tail.extend_from_slice(&self.skeletons);
        for number in [
            self.skeletons.len(),
            tags.len(),
            self.compressors.len(),
            ends.len(),
        ] {
            tail.extend_from_slice(&(number as u64).to_le_bytes());
        }
        tail.extend_from_slice(&crc32fast::hash(&tail).to_le_bytes());
        self.put(&tail)?;
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
