//! Makes the bytes of a CSV file regular before they are parsed: no byte order
//! mark, `\n` line ends, one at the end. The line of a record can then be computed
//! exactly. Remembers where a quote was opened and never closed, which the parser
//! would take for one very long field.

use std::io::{self, Read};

const MARK: &[u8] = b"\xef\xbb\xbf";
const CHUNK: usize = 64 * 1024;

/// Most bytes a row may have: the parser has the whole of it in memory.
const LONGEST: usize = 4 << 20;

/// A reader of regular bytes.
pub(super) struct Tidy<R> {
    inner: R,
    raw: Vec<u8>,
    ready: Vec<u8>,
    sent: usize,
    started: bool,
    finished: bool,
    pending_return: bool,
    last: u8,
    line: u64,
    quote: Quote,
    opened_on: u64,
    /// Bytes of the row so far, and the line it begins on.
    length: usize,
    begun_on: u64,
}

/// Where a byte stands, as far as quotes go (RFC 4180).
#[derive(Clone, Copy, PartialEq, Eq)]
enum Quote {
    FieldStart,
    Plain,
    Inside,
    /// A quote inside a quoted field: its end, or the first half of a doubled one.
    Maybe,
}

impl<R: Read> Tidy<R> {
    /// Wraps `inner`.
    pub(super) fn new(inner: R) -> Self {
        Self {
            inner,
            raw: vec![0; CHUNK],
            ready: Vec::with_capacity(CHUNK + 1),
            sent: 0,
            started: false,
            finished: false,
            pending_return: false,
            last: b'\n',
            line: 1,
            quote: Quote::FieldStart,
            opened_on: 0,
            length: 0,
            begun_on: 1,
        }
    }

    /// The line of a quote that is open at the end of the file.
    pub(super) fn open_quote(&self) -> Option<u64> {
        (self.finished && self.quote == Quote::Inside).then_some(self.opened_on)
    }

    /// The line of a row that is longer than any may be.
    pub(super) fn too_long(&self) -> Option<u64> {
        (self.length > LONGEST).then_some(self.begun_on)
    }

    fn refill(&mut self) -> io::Result<()> {
        self.ready.clear();
        self.sent = 0;
        while self.ready.is_empty() && !self.finished {
            let mut count = self.inner.read(&mut self.raw)?;
            let mut from = 0;
            if !self.started {
                while count < MARK.len() {
                    match self.inner.read(&mut self.raw[count..])? {
                        0 => break,
                        more => count += more,
                    }
                }
                from = if self.raw[..count].starts_with(MARK) {
                    MARK.len()
                } else {
                    0
                };
                self.started = true;
            }
            if count == 0 {
                self.finish();
            }
            for at in from..count {
                self.take(self.raw[at]);
            }
        }
        Ok(())
    }

    fn finish(&mut self) {
        self.finished = true;
        if self.pending_return || self.last != b'\n' {
            self.pending_return = false;
            let inside = self.quote == Quote::Inside;
            self.push(b'\n');
            if inside {
                self.quote = Quote::Inside;
            }
        }
    }

    /// A return is a line end, alone or with the `\n` after it.
    fn take(&mut self, byte: u8) {
        if self.pending_return {
            self.pending_return = false;
            self.push(b'\n');
            if byte == b'\n' {
                return;
            }
        }
        if byte == b'\r' {
            self.pending_return = true;
        } else {
            self.push(byte);
        }
    }

    fn push(&mut self, byte: u8) {
        use Quote::{FieldStart, Inside, Maybe, Plain};
        self.quote = match (self.quote, byte) {
            (FieldStart, b'"') => {
                self.opened_on = self.line;
                Inside
            }
            (Inside, b'"') => Maybe,
            (Maybe, b'"') | (Inside, _) => Inside,
            (_, b',' | b'\n') => FieldStart,
            _ => Plain,
        };
        self.line += u64::from(byte == b'\n');
        self.length += 1;
        if byte == b'\n' && self.quote == FieldStart && self.length <= LONGEST {
            self.length = 0;
            self.begun_on = self.line;
        }
        self.last = byte;
        self.ready.push(byte);
    }
}

impl<R: Read> Read for Tidy<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.sent == self.ready.len() {
            self.refill()?;
        }
        if self.length > LONGEST {
            return Err(io::Error::other("a row does not end"));
        }
        let count = buffer.len().min(self.ready.len() - self.sent);
        buffer[..count].copy_from_slice(&self.ready[self.sent..self.sent + count]);
        self.sent += count;
        Ok(count)
    }
}
