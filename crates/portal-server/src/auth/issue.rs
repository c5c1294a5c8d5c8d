//! Issuing a card: drawing its code and PIN.

use jiff::Timestamp;
use jiff::civil::Date;
use portal_types::{CardCode, Pin};

use super::cards::{self, NewCard};
use super::db::AuthDbError;
use super::sql::Sql;
use super::verifier::Verifier;
use crate::secrets::Secrets;

/// How often a code or PIN is drawn anew because it is taken or guessable.
const ROUNDS: u8 = 64;

/// A card just issued: the only time its secrets are known.
pub struct IssuedCard {
    /// As printed.
    pub code: String,
    /// Six digits.
    pub pin: String,
}

/// A card that nobody can sign in with yet: its row is not stored. No `Debug`: it must not reach a log.
pub struct DrawnCard {
    /// What is printed on it.
    pub code: CardCode,
    /// What is handed over apart from it.
    pub pin: Pin,
    row: NewCard,
}

/// Why a card could not be issued.
#[derive(Debug, thiserror::Error)]
pub enum CardError {
    /// The database of cards.
    #[error("{0}")]
    Database(#[from] AuthDbError),
    /// The system has no random numbers.
    #[error("random numbers: {0}")]
    Random(#[from] getrandom::Error),
    /// The hash could not be computed.
    #[error("card hash: {0}")]
    Hash(#[from] argon2::Error),
    /// Every code that was drawn begins like another card's: there are too many cards.
    #[error("no free card code was found; remove cards that are no longer good")]
    NoFreeSelector,
    /// Another card took its place between drawing and storing.
    #[error("another card that begins alike was issued at this moment; try again")]
    Taken,
}

/// Draws a code and a PIN and stores what they must meet. With a `seed` they grow from it instead.
///
/// # Errors
/// When the card cannot be hashed or stored.
pub fn issue_card(
    sql: &dyn Sql,
    secrets: &Secrets,
    caregiver: &str,
    expires_on: Date,
    seed: Option<&[u8]>,
) -> Result<IssuedCard, CardError> {
    draw_card(sql, secrets, caregiver, expires_on, seed)?.store(sql)
}

/// Draws a code that begins like no other card's, and a PIN. Whoever prints them does so before
/// [`DrawnCard::store`]: a card that could not be printed then was never issued.
///
/// # Errors
/// When the card cannot be hashed, or every code that was drawn begins like another card's.
pub fn draw_card(
    sql: &dyn Sql,
    secrets: &Secrets,
    caregiver: &str,
    expires_on: Date,
    seed: Option<&[u8]>,
) -> Result<DrawnCard, CardError> {
    for round in 0..ROUNDS {
        let mut random = [0; 32];
        match seed {
            Some(seed) => random = secrets.peppered(&[seed, caregiver.as_bytes(), &[round]]),
            None => getrandom::fill(&mut random)?,
        }
        let code = CardCode::from_values(std::array::from_fn(|i| random[i] & 31));
        let Some(pin) = pin_of(&random[11..]) else {
            continue;
        };
        let selector = code.selector();
        if cards::find(sql, &selector)?.is_some() {
            continue;
        }
        let mut salt = [0; 16];
        getrandom::fill(&mut salt)?;
        let (symbols, digits) = (code.secret(), pin.digits());
        let parts = [symbols.as_bytes(), digits.as_bytes()];
        let row = NewCard {
            id: secrets.opaque_id(&["card", &selector, &expires_on.to_string(), caregiver]),
            selector,
            caregiver: secrets.opaque_id(&["caregiver", "", caregiver]),
            verifier: Verifier::make(secrets, &parts, salt)?,
            created_at: Timestamp::now().as_second(),
            expires_on,
        };
        return Ok(DrawnCard { code, pin, row });
    }
    Err(CardError::NoFreeSelector)
}

impl DrawnCard {
    /// Stores the card: from now on it signs in.
    ///
    /// # Errors
    /// [`CardError::Taken`], or when the database cannot be written.
    pub fn store(&self, sql: &dyn Sql) -> Result<IssuedCard, CardError> {
        match cards::insert(sql, &self.row) {
            Ok(()) => Ok(IssuedCard {
                code: self.code.to_printed(),
                pin: self.pin.digits(),
            }),
            Err(e) if e.is_taken() => Err(CardError::Taken),
            Err(e) => Err(e.into()),
        }
    }
}

/// Six digits from random bytes, every PIN equally likely; `None` for one that people guess first.
fn pin_of(random: &[u8]) -> Option<Pin> {
    let digits: String = random
        .iter()
        .filter(|b| **b < 250)
        .take(6)
        .map(|b| char::from(b'0' + b % 10))
        .collect();
    Pin::parse(&digits)
        .ok()
        .filter(|_| !is_guessable(digits.as_bytes()))
}

/// Runs, repeats and alternations: the PINs tried first.
fn is_guessable(digits: &[u8]) -> bool {
    let steps: Vec<u8> = digits.windows(2).map(|w| w[1].wrapping_sub(w[0])).collect();
    let repeats = |n: usize| digits.chunks(n).all(|c| c == &digits[..n]);
    steps.iter().all(|s| *s == steps[0]) || repeats(1) || repeats(2) || repeats(3)
}
