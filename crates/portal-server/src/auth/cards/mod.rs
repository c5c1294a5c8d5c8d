//! Family cards: their rows, what changes them, and what staff see of them.

mod changes;
mod lines;
#[cfg(test)]
mod tests;

use crate::auth::db::AuthDbError;
use crate::auth::sql::{Sql, values};
use jiff::civil::Date;

use super::verifier::Verifier;

pub use changes::{CardKey, Change, freeze, renew, revoke, thaw};
pub use lines::{CardLine, list, of_caregivers, state_word};

/// Days a card is good for unless told otherwise.
pub const DEFAULT_DAYS: i32 = 90;

/// A card's row, as sign-in needs it.
pub struct Card {
    /// Random id.
    pub id: String,
    /// Opaque id of the caregiver it belongs to.
    pub caregiver: String,
    /// What code and PIN must meet.
    pub verifier: Verifier,
    /// Last day it is good.
    pub expires_on: Date,
    /// Whether it was revoked.
    pub revoked: bool,
    /// Whether it is frozen: it signs nobody in until it is thawed.
    pub frozen: bool,
    /// Unix seconds of the last sign-in with it.
    pub last_opened_at: Option<i64>,
    /// Wrong tries since then.
    pub wrong_tries: u32,
}

/// Stores a new card.
///
/// # Errors
/// When its selector is taken (then another code must be drawn) or the database cannot be written.
pub fn insert(sql: &dyn Sql, card: &NewCard) -> Result<(), AuthDbError> {
    sql.execute(
        "INSERT INTO card (/*!center_id,*/ id, selector, caregiver, salt, hash, created_at, expires_on)
         VALUES (/*!:center,*/ ?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        values![
            card.id,
            card.selector,
            card.caregiver,
            card.verifier.salt,
            card.verifier.hash,
            card.created_at,
            card.expires_on.to_string()
        ])?;
    Ok(())
}

/// What a new card's row holds.
pub struct NewCard {
    /// Random id.
    pub id: String,
    /// First four symbols of the code.
    pub selector: String,
    /// Opaque id of the caregiver.
    pub caregiver: String,
    /// Salt and hash.
    pub verifier: Verifier,
    /// Unix seconds.
    pub created_at: i64,
    /// Last day it is good.
    pub expires_on: Date,
}

/// The card with this selector.
///
/// # Errors
/// When the database cannot be read.
pub fn find(sql: &dyn Sql, selector: &str) -> Result<Option<Card>, AuthDbError> {
    sql.one(
        "SELECT id, caregiver, salt, hash, expires_on, revoked_at IS NOT NULL, frozen_at IS NOT NULL,
                    last_opened_at, wrong_tries
             FROM card WHERE /*!center_id = :center AND*/ selector = ?1",
        values![selector],
        |r| {
            Ok(Card {
                id: r.get(0)?,
                caregiver: r.get(1)?,
                verifier: Verifier { salt: r.get(2)?, hash: r.get(3)? },
                expires_on: last_day(&r.get::<String>(4)?),
                revoked: r.get(5)?,
                frozen: r.get(6)?,
                last_opened_at: r.get(7)?,
                wrong_tries: r.get(8)?,
            })
        })
}

/// Counts a try, until somebody gets in.
///
/// # Errors
/// When the database cannot be written.
pub fn count_try(sql: &dyn Sql, id: &str) -> Result<(), AuthDbError> {
    sql.execute(
        "UPDATE card SET wrong_tries = wrong_tries + 1 WHERE /*!center_id = :center AND*/ id = ?1",
        values![id],
    )?;
    Ok(())
}

/// The last day a card is good. A date that cannot be read is one that has passed.
fn last_day(stored: &str) -> Date {
    stored.parse().unwrap_or(Date::MIN)
}
