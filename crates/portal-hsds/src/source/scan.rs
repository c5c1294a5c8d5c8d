//! Walks through a JSON text of any size, one value at a time, and knows the line.
//!
//! It only finds where values begin and end; what is in them is parsed by others.

use std::io::{BufRead, ErrorKind};

use super::raw::{Fault, Raw, breaks, fault};

/// Most bytes one record may have; a large organisation with all its services has some 100,000. JSON that is made to
/// swell takes seventy times its size in memory.
pub(crate) const LONGEST: usize = 2 << 20;

/// A place in a text.
pub(crate) struct Scanner<R> {
    input: R,
    line: u64,
    offset: u64,
}

impl<R: BufRead> Scanner<R> {
    /// Begins at `input`, which is at this line and offset of its file.
    pub(crate) fn new(input: R, offset: u64, line: u64) -> Self {
        Self {
            input,
            line,
            offset,
        }
    }

    /// Passes over a byte order mark at the beginning.
    pub(crate) fn skip_mark(&mut self) -> Result<(), Fault> {
        if self.buffer()?.starts_with(b"\xef\xbb\xbf") {
            self.take(3)?;
        }
        Ok(())
    }

    /// The bytes from the beginning of the file, and the line.
    pub(crate) fn place(&self) -> (u64, u64) {
        (self.offset, self.line)
    }

    /// Passes over blanks; the byte that follows, which stays, or `None` at the end.
    pub(crate) fn peek(&mut self) -> Result<Option<u8>, Fault> {
        loop {
            let buffer = self.buffer()?;
            if buffer.is_empty() {
                return Ok(None);
            }
            let blanks = buffer
                .iter()
                .take_while(|byte| byte.is_ascii_whitespace())
                .count();
            let next = buffer.get(blanks).copied();
            self.take(blanks)?;
            if next.is_some() {
                return Ok(next);
            }
        }
    }

    /// Passes over blanks and one of `wanted`, which it gives.
    pub(crate) fn one_of(&mut self, wanted: &[u8]) -> Result<u8, Fault> {
        let names = wanted
            .iter()
            .map(|byte| char::from(*byte))
            .collect::<Vec<_>>();
        match self.peek()? {
            Some(byte) if wanted.contains(&byte) => {
                self.take(1)?;
                Ok(byte)
            }
            Some(_) => Err(fault(
                self.line,
                format!("expected JSON: one of {names:?} is missing"),
            )),
            None => Err(self.ended()),
        }
    }

    /// Copies the value that begins here into `kept`.
    pub(crate) fn value<'a>(&mut self, kept: &'a mut Vec<u8>) -> Result<Raw<'a>, Fault> {
        kept.clear();
        let line = self.start_of_value()?;
        self.walk(&mut |bytes| {
            kept.extend_from_slice(bytes);
            kept.len() <= LONGEST
        })?;
        Ok(Raw { line, bytes: kept })
    }

    /// Passes over the value that begins here.
    pub(crate) fn skip_value(&mut self) -> Result<(), Fault> {
        self.start_of_value()?;
        self.walk(&mut |_| true)
    }

    /// Visits the elements of the list that begins here.
    pub(crate) fn elements(&mut self, visit: &mut dyn FnMut(Raw<'_>)) -> Result<(), Fault> {
        self.one_of(b"[")?;
        if self.peek()? == Some(b']') {
            self.take(1)?;
            return Ok(());
        }
        let mut kept = Vec::new();
        loop {
            let value = self.value(&mut kept)?;
            visit(value);
            if self.one_of(b",]")? == b']' {
                return Ok(());
            }
        }
    }

    fn start_of_value(&mut self) -> Result<u64, Fault> {
        match self.peek()? {
            Some(byte @ (b',' | b':' | b']' | b'}')) => {
                let found = char::from(byte);
                Err(fault(
                    self.line,
                    format!("expected JSON: a value is missing before {found}"),
                ))
            }
            Some(_) => Ok(self.line),
            None => Err(self.ended()),
        }
    }

    /// Hands over a value's bytes until `visit` has had enough.
    fn walk(&mut self, visit: &mut dyn FnMut(&[u8]) -> bool) -> Result<(), Fault> {
        let mut end = End::default();
        while !end.reached {
            let buffer = self.buffer()?;
            if buffer.is_empty() {
                return if end.is_bare() {
                    Ok(())
                } else {
                    Err(self.ended())
                };
            }
            let count = end.find(buffer);
            let go_on = visit(&buffer[..count]);
            self.take(count)?;
            if !go_on {
                return Err(self.too_long());
            }
        }
        Ok(())
    }

    /// Why a record ends here.
    pub(crate) fn too_long(&self) -> Fault {
        fault(
            self.line,
            format!("a record is longer than {LONGEST} bytes"),
        )
    }

    fn ended(&self) -> Fault {
        fault(self.line, "expected JSON: the file ends in the middle")
    }

    fn buffer(&mut self) -> Result<&[u8], Fault> {
        loop {
            match self.input.fill_buf() {
                Ok(_) => break,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(fault(self.line, format!("cannot be read: {error}"))),
            }
        }
        // Asked again because a loan does not leave a loop; what is there already is not read again.
        self.input
            .fill_buf()
            .map_err(|error| fault(0, format!("cannot be read: {error}")))
    }

    fn take(&mut self, count: usize) -> Result<(), Fault> {
        self.line += breaks(&self.buffer()?[..count]);
        self.offset += count as u64;
        self.input.consume(count);
        Ok(())
    }
}

/// Finds the end of a value.
#[derive(Default)]
struct End {
    depth: usize,
    in_string: bool,
    escaped: bool,
    begun: bool,
    reached: bool,
}

impl End {
    /// A number or a word so far, which ends where the text does.
    fn is_bare(&self) -> bool {
        self.begun && self.depth == 0 && !self.in_string
    }

    /// How many of the bytes still belong to the value.
    fn find(&mut self, bytes: &[u8]) -> usize {
        for (at, byte) in bytes.iter().enumerate() {
            if self.in_string {
                self.letter(*byte);
            } else {
                match byte {
                    b'"' if self.is_bare() => self.reached = true,
                    b'"' => self.in_string = true,
                    b'{' | b'[' => self.depth += 1,
                    b'}' | b']' if self.depth > 0 => {
                        self.depth -= 1;
                        self.reached = self.depth == 0;
                        if self.reached {
                            return at + 1;
                        }
                    }
                    b',' | b']' | b'}' | b':' if self.depth == 0 => self.reached = true,
                    blank if blank.is_ascii_whitespace() && self.depth == 0 => self.reached = true,
                    _ => {}
                }
                if self.reached {
                    return at;
                }
            }
            self.begun = true;
            if self.reached {
                return at + 1;
            }
        }
        bytes.len()
    }

    fn letter(&mut self, byte: u8) {
        match byte {
            _ if self.escaped => self.escaped = false,
            b'\\' => self.escaped = true,
            b'"' => {
                self.in_string = false;
                self.reached = self.depth == 0;
            }
            _ => {}
        }
    }
}

#[cfg(test)]
#[path = "scan_tests.rs"]
mod tests;
