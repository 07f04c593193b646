//! Symbol tables: frequent strings of up to eight bytes, each with a code of one byte (FSST;
//! Boncz, Neumann and Leis, VLDB 2020).
//!
//! In a file: the lengths of the 255 symbols, one byte for evenness, and the symbols of eight
//! bytes each.

/// How many symbols a table has; the code behind them escapes a byte that none begins with.
const SYMBOLS: usize = 255;
const ESCAPE: u8 = 255;

/// How many bytes a table takes in a file.
pub(super) const TABLE: usize = SYMBOLS + 1 + SYMBOLS * 8;

/// The table of a compressor as the file keeps it.
pub(super) fn bytes_of(compressor: &fsst::Compressor) -> Vec<u8> {
    let mut table = vec![0; TABLE];
    let lengths = compressor.symbol_lengths();
    let symbols = compressor.symbol_table();
    for (place, (length, symbol)) in lengths.iter().zip(symbols).take(SYMBOLS).enumerate() {
        table[place] = *length;
        let at = SYMBOLS + 1 + place * 8;
        table[at..at + 8].copy_from_slice(&symbol.to_u64().to_le_bytes());
    }
    table
}

/// A table that undoes what its compressor did.
#[derive(Debug)]
pub(super) struct Table {
    lengths: [u8; SYMBOLS],
    symbols: [[u8; 8]; SYMBOLS],
}

impl Table {
    /// The table of some bytes; `None` when they are none.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let bytes: &[u8; TABLE] = bytes.try_into().ok()?;
        let lengths: [u8; SYMBOLS] = bytes[..SYMBOLS].try_into().ok()?;
        let mut symbols = [[0; 8]; SYMBOLS];
        symbols.copy_from_slice(bytes[SYMBOLS + 1..].as_chunks::<8>().0);
        let is_whole = lengths.iter().all(|length| *length <= 8);
        is_whole.then_some(Self { lengths, symbols })
    }

    /// Puts what some codes stand for into a buffer; `None` when they end in an escape.
    pub(super) fn unpack(&self, codes: &[u8], text: &mut Vec<u8>) -> Option<()> {
        // Every code writes eight bytes and moves on by the length of its symbol: no branch
        // on the length.
        text.clear();
        text.resize(codes.len() * 8 + 8, 0);
        let (mut at, mut place) = (0, 0);
        while let Some(&code) = codes.get(place) {
            place += 1;
            if code == ESCAPE {
                text[at] = *codes.get(place)?;
                place += 1;
                at += 1;
            } else {
                text[at..at + 8].copy_from_slice(&self.symbols[code as usize]);
                at += self.lengths[code as usize] as usize;
            }
        }
        text.truncate(at);
        Some(())
    }
}
