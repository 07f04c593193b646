//! Making shards from the units of the store.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::error::MemoryError;
use super::keys::{KeyMaker, MakerPool, Words};
use super::layout::{
    ENDING, HEAD, MAGIC, SECTIONS, VERSION, beginning, beginning_bits, posted_prefix,
    posting_width, signature_bit, token_width, width_of,
};
use super::short::ShortDraft;
use super::windows::window_postings;
use super::words::{WordList, WordSections};
use crate::lang::LanguageTag;
use crate::model::{Unit, UnitId};
use crate::similarity::SHORT_TOKENS;
use crate::store::StoreError;
use crate::text::Analyser;

/// How many units are analysed at a time: enough for all threads, little enough for memory.
const BATCH: usize = 8192;

/// Indexes some units as one group and writes its shards. Returns how many units there are, and
/// the file of each language.
pub(super) fn build_shards(
    folder: &Path,
    number: u32,
    all: impl Iterator<Item = Result<(UnitId, Unit), StoreError>>,
) -> Result<(u64, Vec<(LanguageTag, String)>), MemoryError> {
    fs::create_dir_all(folder).map_err(MemoryError::io("make the folder of", folder))?;
    let mut drafts: BTreeMap<LanguageTag, Draft> = BTreeMap::new();
    let pool = MakerPool::default();
    let mut units = 0;
    let mut batch = Vec::with_capacity(BATCH);
    for unit in all {
        batch.push(unit?);
        units += 1;
        if batch.len() == BATCH {
            add_batch(&mut drafts, &pool, &mut batch)?;
        }
    }
    add_batch(&mut drafts, &pool, &mut batch)?;
    let mut shards = Vec::new();
    // One language after the other, each dropped before the next: memory is what counts here.
    while let Some((language, draft)) = drafts.pop_first() {
        let file = format!("{number:06}.{language}{ENDING}");
        draft.finish().write(&folder.join(&file))?;
        shards.push((language, file));
    }
    Ok((units, shards))
}

/// What a piece of a batch has: the keys and letters of each variant, and words of each language.
#[derive(Default)]
struct Analysed {
    keys: Vec<(LanguageTag, UnitId, Vec<u64>, String)>,
    words: Vec<(LanguageTag, Words)>,
}

/// Analyses some units on all threads and adds them in their order.
fn add_batch(
    drafts: &mut BTreeMap<LanguageTag, Draft>,
    pool: &MakerPool,
    batch: &mut Vec<(UnitId, Unit)>,
) -> Result<(), MemoryError> {
    let size = (batch.len() / (4 * rayon::current_num_threads())).max(64);
    let analysed: Vec<Analysed> = batch
        .par_chunks(size)
        .map(|units| {
            let mut makers = pool.take();
            let mut found = Analysed::default();
            for (id, unit) in units {
                for variant in &unit.variants {
                    let maker = makers
                        .entry(variant.language.clone())
                        .or_insert_with(|| KeyMaker::new(Analyser::new(&variant.language)));
                    let mut keys = Vec::new();
                    let letters = maker.keys(&variant.segment.text, &mut keys);
                    found
                        .keys
                        .push((variant.language.clone(), *id, keys, letters));
                }
            }
            let words = makers
                .iter_mut()
                .map(|(language, maker)| (language.clone(), maker.take_words()));
            found.words.extend(words);
            pool.give(makers);
            found
        })
        .collect();
    for piece in analysed {
        for (language, id, keys, letters) in piece.keys {
            let draft = drafts.entry(language).or_default();
            if !letters.is_empty() {
                draft.letters.insert(count(draft.units.len()), letters);
            }
            draft.add(id, &keys)?;
        }
        for (language, words) in piece.words {
            drafts
                .entry(language)
                .or_default()
                .words
                .add(words.into_iter());
        }
    }
    batch.clear();
    Ok(())
}

/// The segments of one language while they come in.
#[derive(Debug, Default)]
struct Draft {
    units: Vec<UnitId>,
    starts: Vec<u32>,
    tokens: Vec<u32>,
    /// The letters of short segments by their numbers.
    letters: FxHashMap<u32, String>,
    /// Keys in the order of their first appearance, with how often they appear.
    numbers: FxHashMap<u64, u32>,
    keys: Vec<u64>,
    counts: Vec<u32>,
    words: WordList,
}

impl Draft {
    fn add(&mut self, id: UnitId, keys: &[u64]) -> Result<(), MemoryError> {
        let start = u32::try_from(self.tokens.len()).map_err(|_| MemoryError::TooLarge)?;
        self.units.push(id);
        self.starts.push(start);
        for key in keys {
            let fresh = u32::try_from(self.keys.len()).map_err(|_| MemoryError::TooLarge)?;
            let number = *self.numbers.entry(*key).or_insert(fresh);
            if number == fresh {
                self.keys.push(*key);
                self.counts.push(0);
            }
            self.counts[number as usize] += 1;
            self.tokens.push(number);
        }
        Ok(())
    }

    fn segment(&self, number: usize) -> &[u32] {
        let end = self.starts.get(number + 1);
        let end = end.map_or(self.tokens.len(), |end| *end as usize);
        &self.tokens[self.starts[number] as usize..end]
    }

    /// Orders segments by length and tokens by rarity, and makes the postings.
    fn finish(mut self) -> Sections {
        self.numbers = FxHashMap::default();
        let ranks = self.ranks();
        let mut order: Vec<u32> = (0..count(self.units.len())).collect();
        order.par_sort_by_key(|&number| {
            (
                self.segment(number as usize).len(),
                self.units[number as usize],
            )
        });
        let mut sections = Sections::default();
        let mut posted: Vec<u32> = vec![0; self.keys.len() + 1];
        let mut sorted = Vec::new();
        for &number in &order {
            let id = self.units[number as usize];
            sections.imports.push(id.import);
            sections.ordinals.push(id.ordinal);
            sections.starts.push(sections.tokens.len());
            let mut signature = 0u128;
            sorted.clear();
            for &token in self.segment(number as usize) {
                signature |= signature_bit(self.keys[token as usize]);
                sections.tokens.push(ranks[token as usize]);
                sorted.push(ranks[token as usize]);
            }
            #[expect(clippy::cast_possible_truncation)]
            sections
                .signatures
                .extend([signature as u64, (signature >> 64) as u64]);
            for token in prefix_of(&mut sorted) {
                posted[*token as usize + 1] += 1;
            }
        }
        sections.starts.push(sections.tokens.len());
        sections.lengths = self.lengths(&order);
        sections.short = ShortDraft::new(
            order
                .iter()
                .take_while(|number| self.segment(**number as usize).len() <= SHORT_TOKENS)
                .map(|number| self.letters.get(number).map_or("", String::as_str)),
        );
        self.tokens = Vec::new();
        for token in 1..posted.len() {
            posted[token] += posted[token - 1];
        }
        sections.fill_postings(posted);
        (sections.window_starts, sections.window_postings) =
            window_postings(&sections.starts, &sections.tokens, ranks.len());
        let mut keys: Vec<(u64, u32)> = self.keys.iter().copied().zip(ranks).collect();
        keys.par_sort_unstable();
        (sections.keys, sections.key_tokens) = keys.into_iter().unzip();
        sections.words =
            std::mem::take(&mut self.words).finish(&sections.keys, &sections.key_tokens);
        sections
    }

    /// For each token its rank by rarity, the rarest first.
    fn ranks(&self) -> Vec<u32> {
        let mut order: Vec<u32> = (0..count(self.keys.len())).collect();
        order.par_sort_by_key(|&token| (self.counts[token as usize], self.keys[token as usize]));
        let mut ranks = vec![0; order.len()];
        for (rank, token) in (0u32..).zip(order) {
            ranks[token as usize] = rank;
        }
        ranks
    }

    /// For each length the first segment of it in an order by length.
    fn lengths(&self, order: &[u32]) -> Vec<u32> {
        let mut lengths = Vec::new();
        for (place, &number) in (0u32..).zip(order) {
            let length = self.segment(number as usize).len();
            while lengths.len() <= length {
                lengths.push(place);
            }
        }
        lengths.push(count(order.len()));
        lengths
    }
}

/// A count as the files keep it. Whoever adds segments and tokens has checked that it fits.
fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The distinct tokens of a segment's prefix: its rarest, of which every other segment that is
/// near enough has one among its own rarest.
fn prefix_of(tokens: &mut Vec<u32>) -> &[u32] {
    let length = posted_prefix(tokens.len());
    tokens.sort_unstable();
    tokens.truncate(length);
    tokens.dedup();
    tokens
}

/// The arrays of a shard.
#[derive(Debug, Default)]
struct Sections {
    imports: Vec<u32>,
    ordinals: Vec<u32>,
    /// Where the tokens of each segment start; not written, for it follows from the lengths.
    starts: Vec<usize>,
    tokens: Vec<u32>,
    lengths: Vec<u32>,
    keys: Vec<u64>,
    key_tokens: Vec<u32>,
    posting_starts: Vec<u32>,
    postings: Vec<u32>,
    signatures: Vec<u64>,
    window_starts: Vec<u32>,
    window_postings: Vec<u32>,
    words: WordSections,
    short: ShortDraft,
}

impl Sections {
    /// Fills the postings, given where those of each token start.
    fn fill_postings(&mut self, starts: Vec<u32>) {
        self.postings = vec![0; starts.last().map_or(0, |end| *end as usize)];
        let mut next = starts.clone();
        let mut sorted = Vec::new();
        for segment in 0..self.ordinals.len() {
            let bounds = self.starts[segment]..self.starts[segment + 1];
            sorted.clear();
            sorted.extend_from_slice(&self.tokens[bounds]);
            for token in prefix_of(&mut sorted) {
                let place = &mut next[*token as usize];
                self.postings[*place as usize] = count(segment);
                *place += 1;
            }
        }
        self.posting_starts = starts;
    }

    /// Writes the file under a name of its own first, so that no half file has the real name.
    fn write(&self, path: &Path) -> Result<(), MemoryError> {
        let fresh = path.with_extension("new");
        let write = || -> std::io::Result<()> {
            let mut output = Checked::new(BufWriter::with_capacity(1 << 20, File::create(&fresh)?));
            output.inner.write_all(&[0; HEAD])?;
            let mut places = [[0u64; 2]; SECTIONS];
            let narrow = |section: &[u32], width: usize, output: &mut Checked| {
                output.section(
                    section
                        .iter()
                        .flat_map(|number| number.to_le_bytes().into_iter().take(width)),
                    section.len() * width,
                )
            };
            let numbers = |section: &[u32], output: &mut Checked| narrow(section, 4, output);
            places[0] = narrow(&self.imports, widest(&self.imports), &mut output)?;
            places[1] = narrow(&self.tokens, token_width(self.keys.len()), &mut output)?;
            places[2] = numbers(&self.lengths, &mut output)?;
            places[3] = numbers(&key_starts(&self.keys), &mut output)?;
            places[4] = output.section(
                self.keys.iter().flat_map(|key| key.to_le_bytes()),
                self.keys.len() * 8,
            )?;
            places[5] = numbers(&self.key_tokens, &mut output)?;
            places[6] = numbers(&self.posting_starts, &mut output)?;
            let width = posting_width(self.ordinals.len());
            places[7] = narrow(&self.postings, width, &mut output)?;
            places[8] = output.section(
                self.signatures.iter().flat_map(|half| half.to_le_bytes()),
                self.signatures.len() * 8,
            )?;
            places[9] = numbers(&self.short.starts, &mut output)?;
            let letters = &self.short.letters;
            places[10] = output.section(letters.bytes(), letters.len())?;
            let parts = &self.short.parts;
            let starts = key_starts(parts);
            places[11] = numbers(&starts, &mut output)?;
            places[12] = output.section(
                parts.iter().flat_map(|part| part.to_le_bytes()),
                parts.len() * 8,
            )?;
            places[13] = numbers(&self.window_starts, &mut output)?;
            places[14] = numbers(&self.window_postings, &mut output)?;
            places[15] = numbers(&self.words.starts, &mut output)?;
            places[16] = numbers(&self.words.tokens, &mut output)?;
            places[17] =
                output.section(self.words.bytes.iter().copied(), self.words.bytes.len())?;
            places[18] = narrow(&self.ordinals, widest(&self.ordinals), &mut output)?;
            output.finish(&places)?;
            fs::rename(&fresh, path)
        };
        write().map_err(MemoryError::io("write", path))
    }
}

/// How many bytes every one of some numbers takes.
fn widest(numbers: &[u32]) -> usize {
    width_of(numbers.iter().copied().max().unwrap_or(0))
}

/// For each beginning of ascending keys the first key that begins so.
fn key_starts(keys: &[u64]) -> Vec<u32> {
    let bits = beginning_bits(keys.len());
    let mut starts = vec![0; (1 << bits) + 1];
    for key in keys {
        starts[beginning(*key, bits) + 1] += 1;
    }
    for place in 1..starts.len() {
        starts[place] += starts[place - 1];
    }
    starts
}

/// Writes sections and keeps their checksum.
struct Checked {
    inner: BufWriter<File>,
    checksum: crc32fast::Hasher,
    place: u64,
}

impl Checked {
    fn new(inner: BufWriter<File>) -> Self {
        Self {
            inner,
            checksum: crc32fast::Hasher::new(),
            place: HEAD as u64,
        }
    }

    /// Writes one section and returns its start and end.
    fn section(
        &mut self,
        bytes: impl Iterator<Item = u8>,
        length: usize,
    ) -> std::io::Result<[u64; 2]> {
        let start = self.place;
        let mut chunk = Vec::with_capacity(1 << 16);
        let padding = (8 - length % 8) % 8;
        for byte in bytes.chain(std::iter::repeat_n(0, padding)) {
            chunk.push(byte);
            if chunk.len() == 1 << 16 {
                self.put(&chunk)?;
                chunk.clear();
            }
        }
        self.put(&chunk)?;
        Ok([start, start + length as u64])
    }

    fn put(&mut self, chunk: &[u8]) -> std::io::Result<()> {
        self.checksum.update(chunk);
        self.place += chunk.len() as u64;
        self.inner.write_all(chunk)
    }

    /// Writes the head over its place and makes the file durable.
    fn finish(self, places: &[[u64; 2]; SECTIONS]) -> std::io::Result<()> {
        use std::io::{Seek, SeekFrom};
        let mut head = Vec::with_capacity(HEAD);
        head.extend_from_slice(MAGIC);
        head.extend_from_slice(&VERSION.to_le_bytes());
        head.extend_from_slice(&self.checksum.finalize().to_le_bytes());
        for place in places.iter().flatten() {
            head.extend_from_slice(&place.to_le_bytes());
        }
        let mut file = self
            .inner
            .into_inner()
            .map_err(std::io::IntoInnerError::into_error)?;
        file.seek(SeekFrom::Start(0))?;
        file.write_all(&head)?;
        file.sync_all()
    }
}
