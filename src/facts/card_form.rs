//! What is wrong with a typed code or PIN, and how the code is shaped while it is typed.

use portal_types::{CardCode, CardCodeError, Pin};

use crate::api::SignInError;
use crate::i18n::Words;

/// The symbols of a card's code as keys: digits, and letters that look like no digit (Crockford's base 32).
pub const CARD_KEYS: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The digits of a PIN as keys.
pub const PIN_KEYS: &str = "1234567890";

/// Symbols between two dashes.
const GROUP: usize = 4;

/// Symbols of a card's code, `SSSS-RRRR-RRRC`.
pub const CODE_SYMBOLS: usize = 12;

/// Digits of a PIN.
pub const PIN_DIGITS: usize = 6;

/// Sets a dash after every fourth symbol as long as the person types at the end; whoever corrects something in the middle, or
/// deletes, is left alone.
#[must_use]
pub fn shape_groups(before: &str, now: &str) -> String {
    let typing_on = now.len() > before.len() && now.starts_with(before);
    if !typing_on {
        return now.to_owned();
    }
    let symbols = now.chars().filter(char::is_ascii_alphanumeric);
    let mut out = String::new();
    for (at, symbol) in symbols.enumerate() {
        if at > 0 && at % GROUP == 0 {
            out.push('-');
        }
        out.push(symbol.to_ascii_uppercase());
    }
    out
}

/// Leaves what is typed as it is.
#[must_use]
pub fn shape_pin(_before: &str, now: &str) -> String {
    now.to_owned()
}

/// What is wrong with the code so far: said at once only when it is complete and mistyped.
#[must_use]
pub fn code_hint(words: &Words, typed: &str) -> String {
    match CardCode::parse(typed) {
        Err(CardCodeError::Check) => words.code_check(),
        Err(CardCodeError::TooLong) => words.code_too_long(),
        Err(CardCodeError::Symbol(_)) => words.code_symbol(),
        Ok(_) | Err(CardCodeError::TooShort { .. }) => String::new(),
    }
}

/// What is wrong with the code when it is sent; empty when nothing is.
#[must_use]
pub fn code_error(words: &Words, typed: &str) -> String {
    match CardCode::parse(typed) {
        Err(CardCodeError::TooShort { typed: 0 }) => words.code_missing(),
        Err(CardCodeError::TooShort { .. }) => words.code_short(),
        _ => code_hint(words, typed),
    }
}

/// What is wrong with the PIN when it is sent; empty when nothing is.
#[must_use]
pub fn pin_error(words: &Words, typed: &str) -> String {
    match Pin::parse(typed) {
        Ok(_) => String::new(),
        Err(_) => words.pin_wrong(),
    }
}

/// Why signing in did not work, in words that tell a stranger nothing.
#[must_use]
pub fn failure(words: &Words, error: SignInError) -> String {
    match error {
        SignInError::Refused => words.sign_in_refused(),
        SignInError::TooMany => words.sign_in_too_many(),
        SignInError::Busy => words.sign_in_busy(),
        SignInError::Unreachable => words.sign_in_unreachable(),
    }
}

/// The code in the fragment of a card's QR: `c=CODE`.
#[must_use]
pub fn code_of_fragment(fragment: &str) -> Option<String> {
    fragment
        .strip_prefix("c=")
        .map(|code| shape_groups("", code))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::testing::words;

    #[test]
    fn dashes_come_by_themselves_and_never_fight_a_correction() {
        assert_eq!(shape_groups("", "a"), "A");
        assert_eq!(shape_groups("ABCD", "ABCDe"), "ABCD-E");
        assert_eq!(shape_groups("", "abcd efgh jkm n"), "ABCD-EFGH-JKMN");
        assert_eq!(shape_groups("ABCD-E", "ABCD-"), "ABCD-", "deleting");
        assert_eq!(
            shape_groups("ABCD-EFGH", "AxBCD-EFGH"),
            "AxBCD-EFGH",
            "in the middle"
        );
    }

    #[test]
    fn a_mistyped_code_is_told_at_once_and_a_short_one_only_when_sent() {
        let words = words("en");
        let good = CardCode::from_values([3; 11]).to_printed();
        let wrong = format!("4{}", &good[1..]);
        assert_eq!(code_hint(&words, &good), "");
        assert_eq!(code_hint(&words, &wrong), words.code_check());
        assert_eq!(code_hint(&words, "33"), "");
        assert_eq!(code_error(&words, "33"), words.code_short());
        assert_eq!(code_error(&words, ""), words.code_missing());
        assert_eq!(pin_error(&words, "12345"), words.pin_wrong());
        assert_eq!(pin_error(&words, "123 456"), "");
    }

    #[test]
    fn the_code_of_a_scanned_card_is_taken() {
        assert_eq!(code_of_fragment("c=abcdefgh").as_deref(), Some("ABCD-EFGH"));
        assert_eq!(code_of_fragment("main"), None);
    }
}
