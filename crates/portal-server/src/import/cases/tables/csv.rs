//! Records of a CSV file (RFC 4180), one at a time, each with its line.
//!
//! Our own because a quote that opens and never closes must be told with its line, and must not
//! draw the rest of a file into memory.

use std::io::{self, BufRead};

/// A record longer than this is refused instead of read.
const MAX_RECORD_BYTES: usize = 1 << 20;

/// Why a file cannot be read beyond a line.
#[derive(Debug, PartialEq, Eq)]
pub struct Fault {
    /// Line from 1.
    pub line: u64,
    /// What was expected.
    pub reason: &'static str,
}

/// Where a byte stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    CellStart,
    Plain,
    Quoted,
    /// After a quote within a quoted cell: its end, or the first half of a doubled one.
    Closing,
}

/// The records of a file.
pub struct Records<R> {
    input: R,
    record: Record,
}

/// The record that is being read, and where in the file it is.
struct Record {
    delimiter: u8,
    state: State,
    /// Line of the next byte, and of the record's first one.
    line: u64,
    begun: u64,
    after_return: bool,
    text: Vec<u8>,
    ends: Vec<usize>,
}

impl<R: BufRead> Records<R> {
    /// Reads from `input`, which begins with the first record.
    pub fn new(input: R, delimiter: u8) -> Self {
        Self {
            input,
            record: Record {
                delimiter,
                state: State::CellStart,
                line: 1,
                begun: 1,
                after_return: false,
                text: Vec::new(),
                ends: Vec::new(),
            },
        }
    }

    /// Reads the next record that is no empty line; its line, or `None` at the end.
    pub fn next(&mut self) -> io::Result<Result<Option<u64>, Fault>> {
        self.record.text.clear();
        self.record.ends.clear();
        loop {
            let buffer = self.input.fill_buf()?;
            let (used, found) = if buffer.is_empty() {
                (0, self.record.end())
            } else {
                self.record.take(buffer)
            };
            let at_end = buffer.is_empty();
            self.input.consume(used);
            let line = self.record.begun;
            match found {
                Ok(true) => return Ok(Ok(Some(line))),
                Ok(false) if at_end => return Ok(Ok(None)),
                Ok(false) => {}
                Err(reason) => return Ok(Err(Fault { line, reason })),
            }
        }
    }

    /// How many cells the record has.
    pub fn cells(&self) -> usize {
        self.record.ends.len()
    }

    /// A cell as text; `None` where it is not UTF-8.
    pub fn cell(&self, at: usize) -> Option<&str> {
        let Record { text, ends, .. } = &self.record;
        let from = at.checked_sub(1).map_or(0, |before| ends[before]);
        std::str::from_utf8(&text[from..ends[at]]).ok()
    }
}

impl Record {
    /// Takes bytes up to the end of a record: how many, and whether the end was among them.
    fn take(&mut self, bytes: &[u8]) -> (usize, Result<bool, &'static str>) {
        for (at, byte) in bytes.iter().enumerate() {
            let second_half = *byte == b'\n' && self.after_return;
            self.after_return = false;
            if second_half {
                continue;
            }
            if self.is_empty() {
                self.begun = self.line;
            }
            let found = self.step(*byte);
            if *byte == b'\n' || (*byte == b'\r' && self.state != State::Quoted) {
                self.line += 1;
                self.after_return = *byte == b'\r';
            }
            if found != Ok(false) {
                return (at + 1, found);
            }
        }
        (bytes.len(), Ok(false))
    }

    fn is_empty(&self) -> bool {
        self.state == State::CellStart && self.text.is_empty() && self.ends.is_empty()
    }

    /// Takes one byte; whether it ends a record that is no empty line.
    fn step(&mut self, byte: u8) -> Result<bool, &'static str> {
        if self.text.len() >= MAX_RECORD_BYTES || self.ends.len() >= MAX_RECORD_BYTES {
            return Err(
                "expected a row shorter than 1 MB; perhaps a quote opens here and never closes",
            );
        }
        let is_end = byte == b'\n' || byte == b'\r';
        match self.state {
            State::Quoted if byte == b'"' => self.state = State::Closing,
            State::Quoted => self.text.push(byte),
            State::CellStart if byte == b'"' => self.state = State::Quoted,
            State::CellStart if is_end && self.ends.is_empty() => {}
            State::Closing if byte == b'"' => {
                self.text.push(byte);
                self.state = State::Quoted;
            }
            _ if is_end || byte == self.delimiter => {
                self.ends.push(self.text.len());
                self.state = State::CellStart;
                return Ok(is_end);
            }
            State::Closing => {
                return Err(
                    "expected the end of a cell after its closing quote; a quote within a cell is doubled",
                );
            }
            State::CellStart | State::Plain => {
                self.text.push(byte);
                self.state = State::Plain;
            }
        }
        Ok(false)
    }

    /// The end of the file; whether it ends a record.
    fn end(&mut self) -> Result<bool, &'static str> {
        if self.state == State::Quoted {
            return Err("expected a closing quote; one opens in this row and never closes");
        }
        if self.is_empty() {
            return Ok(false);
        }
        self.ends.push(self.text.len());
        self.state = State::CellStart;
        Ok(true)
    }
}

#[cfg(test)]
#[path = "csv_tests.rs"]
mod tests;
