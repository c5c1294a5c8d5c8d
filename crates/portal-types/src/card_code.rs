//! A family's card code (`SSSS-RRRR-RRRC`) and PIN.
//!
//! Twelve symbols of Crockford's base 32 (no I, L, O, U): four select the row,
//! seven are secret, and the last is a check symbol. The check is a weighted sum
//! over GF(32), which catches every single wrong symbol and every swap of two
//! different symbols while staying inside the alphabet; the browser verifies it
//! so that a typing mistake never costs a try.

use std::fmt;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH: usize = 12;
const SELECTOR: usize = 4;

/// A card code whose check symbol is right.
#[derive(Clone, PartialEq, Eq)]
pub struct CardCode([u8; LENGTH]);

/// Why a typed code is not a card code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardCodeError {
    /// Fewer symbols than there are, twelve in a code.
    TooShort {
        /// Symbols typed.
        typed: usize,
    },
    /// More symbols than there are.
    TooLong,
    /// A character that is on no card.
    Symbol(char),
    /// Twelve symbols, but at least one of them is mistyped.
    Check,
}

impl CardCode {
    /// Reads a code as people type it: lower case, spaces and dashes are forgiven,
    /// and letters that look like digits are taken for them (O is 0; I and L are 1).
    ///
    /// # Errors
    /// One [`CardCodeError`] per rule; [`CardCodeError::Check`] when a symbol is mistyped.
    pub fn parse(typed: &str) -> Result<Self, CardCodeError> {
        let values = read_symbols::<LENGTH>(typed)?;
        if check_symbol(&values[..LENGTH - 1]) != values[LENGTH - 1] {
            return Err(CardCodeError::Check);
        }
        Ok(Self(values))
    }

    /// Reads the four symbols that select a card, as forgiving as [`Self::parse`], and spells them as
    /// [`Self::selector`] does. There is no check symbol in them.
    ///
    /// # Errors
    /// [`CardCodeError`] when there are not exactly four, or one of them is on no card.
    pub fn parse_selector(typed: &str) -> Result<String, CardCodeError> {
        read_symbols::<SELECTOR>(typed).map(|values| spell(&values))
    }

    /// Makes a code from eleven values below 32, such as random bytes masked to five bits.
    #[must_use]
    pub fn from_values(payload: [u8; LENGTH - 1]) -> Self {
        let mut values = [0u8; LENGTH];
        for (slot, value) in values.iter_mut().zip(payload) {
            *slot = value & 31;
        }
        values[LENGTH - 1] = check_symbol(&values[..LENGTH - 1]);
        Self(values)
    }

    /// The four symbols that select the card's row; not secret.
    #[must_use]
    pub fn selector(&self) -> String {
        self.symbols(0, SELECTOR)
    }

    /// The seven secret symbols.
    #[must_use]
    pub fn secret(&self) -> String {
        self.symbols(SELECTOR, LENGTH - 1)
    }

    /// The code as printed, `SSSS-RRRR-RRRC`. Not `Display`, so that no log takes it by accident.
    #[must_use]
    pub fn to_printed(&self) -> String {
        format!(
            "{}-{}-{}",
            self.symbols(0, 4),
            self.symbols(4, 8),
            self.symbols(8, 12)
        )
    }

    fn symbols(&self, from: usize, to: usize) -> String {
        spell(&self.0[from..to])
    }
}

impl fmt::Debug for CardCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CardCode(hidden)")
    }
}

/// Six digits.
#[derive(Clone, PartialEq, Eq)]
pub struct Pin([u8; 6]);

/// Why a typed PIN is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PinError {
    /// Not exactly six characters.
    Length,
    /// Something other than a digit.
    NotADigit,
}

impl Pin {
    /// Reads six ASCII digits; spaces are forgiven.
    ///
    /// # Errors
    /// [`PinError`] says which rule failed.
    pub fn parse(typed: &str) -> Result<Self, PinError> {
        let mut digits = [0u8; 6];
        let mut count = 0;
        for c in typed.chars().filter(|c| !is_separator(*c)) {
            if !c.is_ascii_digit() {
                return Err(PinError::NotADigit);
            }
            *digits.get_mut(count).ok_or(PinError::Length)? = c as u8;
            count += 1;
        }
        if count == digits.len() {
            Ok(Self(digits))
        } else {
            Err(PinError::Length)
        }
    }

    /// The six digits as text, for hashing.
    #[must_use]
    pub fn digits(&self) -> String {
        self.0.iter().map(|d| *d as char).collect()
    }
}

impl fmt::Debug for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pin(hidden)")
    }
}

/// Exactly `N` symbols as people type them, as their values.
pub(crate) fn read_symbols<const N: usize>(typed: &str) -> Result<[u8; N], CardCodeError> {
    let mut values = [0u8; N];
    let mut count = 0;
    for c in typed.chars().filter(|c| !is_separator(*c)) {
        let value = value_of(c).ok_or(CardCodeError::Symbol(c))?;
        *values.get_mut(count).ok_or(CardCodeError::TooLong)? = value;
        count += 1;
    }
    if count < N {
        return Err(CardCodeError::TooShort { typed: count });
    }
    Ok(values)
}

pub(crate) fn spell(values: &[u8]) -> String {
    values
        .iter()
        .map(|v| ALPHABET[usize::from(*v)] as char)
        .collect()
}

/// Spaces of any kind, dashes of any kind, and the marks that copying adds for direction.
fn is_separator(c: char) -> bool {
    matches!(
        c,
        ' ' | '\t' | '\u{a0}' | '\u{200b}'..='\u{200f}' | '\u{2010}'..='\u{2015}' | '\u{2066}'..='\u{2069}' | '-' | '.' | '_'
    )
}

fn value_of(c: char) -> Option<u8> {
    let symbol = match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let byte = u8::try_from(symbol).ok()?;
    ALPHABET
        .iter()
        .position(|a| *a == byte)
        .and_then(|at| u8::try_from(at).ok())
}

/// The sum of `weight(i) * value(i)` in GF(32), the weights being distinct powers of
/// the generator and none of them 1: then a swap with the check symbol is caught too.
fn check_symbol(payload: &[u8]) -> u8 {
    let mut weight = 1;
    payload.iter().fold(0, |sum, value| {
        weight = multiply(weight, 2);
        sum ^ multiply(weight, *value)
    })
}

/// Product in GF(32) modulo x^5 + x^2 + 1.
fn multiply(a: u8, b: u8) -> u8 {
    let (mut a, mut b, mut product) = (a, b, 0);
    while b != 0 {
        if b & 1 == 1 {
            product ^= a;
        }
        a <<= 1;
        if a & 32 != 0 {
            a ^= 0b10_0101;
        }
        b >>= 1;
    }
    product
}

#[cfg(test)]
#[path = "card_code_tests.rs"]
mod tests;
