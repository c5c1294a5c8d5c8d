//! The one-time code that enrols a kiosk, as `portal kiosk add` prints it and somebody types it at the screen.

use std::fmt;

use crate::card_code::{CardCodeError, read_symbols, spell};

const LENGTH: usize = 16;

/// Sixteen symbols of Crockford's base 32, 80 bits, in groups of four. There is no check symbol: whoever mistypes it is
/// told so by the server and types it again.
///
/// 80 bits are few for something that can be tried without end and many for a code that is good for ten minutes and can be
/// tried over the network alone: a million tries a second for all that time find it once in 10^15 times. A longer code would
/// be typed wrong more often.
#[derive(Clone, PartialEq, Eq)]
pub struct EnrolmentCode([u8; LENGTH]);

impl EnrolmentCode {
    /// Reads a code as people type it, as forgiving as [`crate::CardCode::parse`].
    ///
    /// # Errors
    /// [`CardCodeError`], never [`CardCodeError::Check`].
    pub fn parse(typed: &str) -> Result<Self, CardCodeError> {
        read_symbols(typed).map(Self)
    }

    /// Makes a code from sixteen values, of which the lowest five bits count, such as random bytes.
    #[must_use]
    pub fn from_values(values: [u8; LENGTH]) -> Self {
        Self(values.map(|value| value & 31))
    }

    /// The symbols without dashes, for hashing.
    #[must_use]
    pub fn symbols(&self) -> String {
        spell(&self.0)
    }

    /// The code as printed, `RRRR-RRRR-RRRR-RRRR`. Not `Display`, so that no log takes it by accident.
    #[must_use]
    pub fn to_printed(&self) -> String {
        let groups: Vec<_> = self.0.chunks(4).map(spell).collect();
        groups.join("-")
    }
}

impl fmt::Debug for EnrolmentCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EnrolmentCode(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_it_is_printed_and_as_it_is_typed() {
        let code = EnrolmentCode::from_values(std::array::from_fn(|n| n as u8 * 17));
        let printed = code.to_printed();
        assert_eq!((printed.len(), printed.matches('-').count()), (19, 3));
        for typed in [
            printed.clone(),
            printed.to_lowercase().replace('-', " "),
            printed.replace('0', "o").replace('1', "l"),
            code.symbols(),
        ] {
            assert!(EnrolmentCode::parse(&typed) == Ok(code.clone()), "{typed}");
        }
        assert_eq!(format!("{code:?}"), "EnrolmentCode(hidden)");
    }

    #[test]
    fn what_is_too_short_too_long_or_no_symbol_is_none() {
        for typed in [
            "",
            "ABCD-EFGH-JKMN",
            "ABCD-EFGH-JKMN-PQRST",
            "ABCD-EFGH-JKMN-PQR!",
        ] {
            assert!(EnrolmentCode::parse(typed).is_err(), "{typed}");
        }
    }
}
