//! Counting lines while a reader consumes a text.

use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

/// The line that a reader has come to, shared with whoever reports it.
#[derive(Debug, Clone, Default)]
pub(super) struct LineCount(Rc<Cell<u32>>);

impl LineCount {
    /// The line, counted from 1.
    pub(super) fn line(&self) -> u32 {
        self.0.get() + 1
    }
}

/// A reader that counts the line breaks it hands over.
pub(super) struct Counting<'r> {
    inner: &'r mut dyn BufRead,
    count: LineCount,
}

impl<'r> Counting<'r> {
    pub(super) fn new(inner: &'r mut dyn BufRead) -> (Self, LineCount) {
        let count = LineCount::default();
        let reader = Self {
            inner,
            count: count.clone(),
        };
        (reader, count)
    }
}

impl Read for Counting<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = {
            let available = self.inner.fill_buf()?;
            let read = available.len().min(buffer.len());
            buffer[..read].copy_from_slice(&available[..read]);
            read
        };
        self.count_in(&buffer[..read]);
        self.inner.consume(read);
        Ok(read)
    }
}

impl BufRead for Counting<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        if let Ok(available) = self.inner.fill_buf() {
            let breaks = breaks_in(&available[..amount.min(available.len())]);
            self.count.0.set(self.count.0.get().saturating_add(breaks));
        }
        self.inner.consume(amount);
    }
}

impl Counting<'_> {
    fn count_in(&self, bytes: &[u8]) {
        self.count
            .0
            .set(self.count.0.get().saturating_add(breaks_in(bytes)));
    }
}

fn breaks_in(bytes: &[u8]) -> u32 {
    let breaks = bytes.iter().filter(|byte| **byte == b'\n').count();
    u32::try_from(breaks).unwrap_or(u32::MAX)
}
