//! What is wrong with a typed code or PIN, and how the code is shaped while it is typed.

use portal_types::{CardCode, CardCodeError, Pin};

use crate::api::{Entry, EntryError, SignInError};
use crate::i18n::{Say, Words};

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

/// Why signing in did not work, in words that tell a stranger nothing; `with_visit` when a visit comes from the touch screen.
#[must_use]
pub fn failure(error: EntryError, with_visit: bool) -> Say {
    match error {
        EntryError::Used => Words::take_used,
        EntryError::Over => Words::take_over,
        EntryError::SignIn(error) => match error {
            SignInError::Refused if with_visit => Words::take_wrong_pin,
            SignInError::Refused => Words::sign_in_refused,
            SignInError::TooMany => Words::sign_in_too_many,
            SignInError::Busy => Words::sign_in_busy,
            SignInError::Unreachable => Words::sign_in_unreachable,
        },
    }
}

/// Whether trying again can help: else the card is asked for.
#[must_use]
pub fn may_try_again(error: EntryError) -> bool {
    matches!(error, EntryError::SignIn(_))
}

/// What stands in the fragment of a square code's address: `c=CODE` of a card, or `h=TOKEN` of the touch screen. Nothing where it
/// is of another kind.
#[must_use]
pub fn scanned(fragment: &str) -> Option<Entry> {
    let (kind, value) = fragment.split_once('=')?;
    match kind {
        "c" => Some(Entry::Card(shape_groups("", value))),
        "h" if !value.is_empty() => Some(Entry::Visit(value.to_owned())),
        _ => None,
    }
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
    fn a_square_code_brings_a_cards_code_or_a_visit() {
        let table = [
            ("c=abcdefgh", Some(Entry::Card("ABCD-EFGH".to_owned()))),
            ("h=aB-_9", Some(Entry::Visit("aB-_9".to_owned()))),
            ("h=", None),
            ("s=1.2", None),
            ("main", None),
        ];
        for (fragment, brought) in table {
            assert!(scanned(fragment) == brought, "{fragment}");
        }
    }

    #[test]
    fn a_visit_that_did_not_come_over_says_what_to_do_and_when_the_card_is_needed() {
        let words = words("en");
        let table = [
            (EntryError::Used, "tell the front desk", false),
            (EntryError::Over, "Make a new one", false),
            (
                EntryError::SignIn(SignInError::Refused),
                "PIN is not right",
                true,
            ),
            (EntryError::SignIn(SignInError::Busy), "in a minute", true),
            (
                EntryError::SignIn(SignInError::Unreachable),
                "could not reach",
                true,
            ),
        ];
        for (error, said, again) in table {
            let told = failure(error, true)(&words);
            assert!(told.contains(said), "{error:?}: {told}");
            assert_eq!(may_try_again(error), again, "{error:?}");
        }
        let card = failure(EntryError::SignIn(SignInError::Refused), false)(&words);
        assert_eq!(card, words.sign_in_refused());
    }
}
