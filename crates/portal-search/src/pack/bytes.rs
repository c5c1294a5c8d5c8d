//! Numbers in bytes, written and read.

use super::Damaged;

/// Writes a number.
pub(super) fn put(out: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Writes a number that may be below zero.
pub(super) fn put_signed(out: &mut Vec<u8>, number: i32) {
    put(out, ((number << 1) ^ (number >> 31)) as u32);
}

/// Bytes that are read from the front.
pub(super) struct Cursor<'a>(pub &'a [u8]);

impl<'a> Cursor<'a> {
    /// The next bytes.
    pub(super) fn take(&mut self, count: usize) -> Result<&'a [u8], Damaged> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or(Damaged)?;
        self.0 = rest;
        Ok(taken)
    }

    /// The next number.
    pub(super) fn number(&mut self) -> Result<u32, Damaged> {
        let mut number = 0;
        for shift in [0, 7, 14, 21, 28] {
            let (first, rest) = self.0.split_first().ok_or(Damaged)?;
            self.0 = rest;
            number |= u32::from(first & 0x7F) << shift;
            if first & 0x80 == 0 {
                return Ok(number);
            }
        }
        Err(Damaged)
    }

    /// The next number, which must be below a limit.
    pub(super) fn below(&mut self, limit: usize) -> Result<u32, Damaged> {
        self.number()
            .and_then(|number| ((number as usize) < limit).then_some(number).ok_or(Damaged))
    }

    /// The next number that may be below zero.
    pub(super) fn signed(&mut self) -> Result<i32, Damaged> {
        let number = self.number()?;
        Ok((number >> 1) as i32 ^ -((number & 1) as i32))
    }

    /// The next section.
    pub(super) fn section(&mut self) -> Result<Cursor<'a>, Damaged> {
        let length = self.number()?;
        self.take(length as usize).map(Cursor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back() {
        for number in [0, 1, 127, 128, 300, 16_384, u32::MAX] {
            let mut bytes = Vec::new();
            put(&mut bytes, number);
            assert_eq!(Cursor(&bytes).number(), Ok(number));
        }
        for number in [0, -1, 1, 63, -64, 64, i32::MAX, i32::MIN] {
            let mut bytes = Vec::new();
            put_signed(&mut bytes, number);
            assert_eq!(Cursor(&bytes).signed(), Ok(number));
        }
    }

    #[test]
    fn a_number_that_does_not_end_is_damaged() {
        assert_eq!(Cursor(&[0x80, 0x80]).number(), Err(Damaged));
        assert_eq!(Cursor(&[0x80; 9]).number(), Err(Damaged));
        assert_eq!(Cursor(&[5, 1]).section().err(), Some(Damaged));
    }
}
