//! What changes a card after it was issued: renewing, freezing, thawing, revoking.
//!
//! Each is to run inside one transaction. None touches code or PIN.

use crate::auth::db::AuthDbError;
use crate::auth::sql::{Sql, values};
use jiff::civil::Date;

/// Which card is meant.
#[derive(Clone, Copy, Debug)]
pub enum CardKey<'a> {
    /// The first four symbols of its code, as `CardCode::selector` spells them.
    Selector(&'a str),
    /// Its random id.
    Id(&'a str),
}

/// What became of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It was made.
    Made,
    /// The card was like that before.
    Already,
    /// The card is revoked; that cannot be taken back, and nothing else about it changes any more.
    Revoked,
    /// There is no such card.
    Unknown,
}

/// Freezes a card: it signs nobody in, and its sessions end at once, until somebody thaws it. `at` is
/// Unix seconds.
///
/// # Errors
/// When the database cannot be written.
pub fn freeze(sql: &dyn Sql, card: CardKey<'_>, at: i64) -> Result<Change, AuthDbError> {
    set_frozen(sql, card, Some(at))
}

/// Gives a frozen card back as it was: the same code, PIN, end date and remembered devices.
///
/// # Errors
/// When the database cannot be written.
pub fn thaw(sql: &dyn Sql, card: CardKey<'_>) -> Result<Change, AuthDbError> {
    set_frozen(sql, card, None)
}

fn set_frozen(sql: &dyn Sql, card: CardKey<'_>, at: Option<i64>) -> Result<Change, AuthDbError> {
    let found = match find(sql, card)? {
        None => return Ok(Change::Unknown),
        Some(found) if found.revoked => return Ok(Change::Revoked),
        Some(found) if found.frozen == at.is_some() => return Ok(Change::Already),
        Some(found) => found,
    };
    sql.execute(
        "UPDATE card SET frozen_at = ?2 WHERE /*!center_id = :center AND*/ id = ?1",
        values![found.id, at],
    )?;
    // At a thaw as well: a sign-in that was under way when the card was frozen may have left one.
    end_sessions(sql, &found.id)?;
    Ok(Change::Made)
}

/// Moves a card's last good day; code, PIN and open sessions stay. A card that has ended is good again,
/// a frozen one stays frozen. Never [`Change::Already`].
///
/// # Errors
/// When the database cannot be written.
pub fn renew(sql: &dyn Sql, card: CardKey<'_>, expires_on: Date) -> Result<Change, AuthDbError> {
    let found = match find(sql, card)? {
        None => return Ok(Change::Unknown),
        Some(found) if found.revoked => return Ok(Change::Revoked),
        Some(found) => found,
    };
    sql.execute(
        "UPDATE card SET expires_on = ?2 WHERE /*!center_id = :center AND*/ id = ?1",
        values![found.id, expires_on.to_string()],
    )?;
    Ok(Change::Made)
}

/// Revokes a card for good and ends its sessions at once. `false` when no card with this selector was
/// left to revoke. `at` is Unix seconds.
///
/// # Errors
/// When the database cannot be written.
pub fn revoke(sql: &dyn Sql, selector: &str, at: i64) -> Result<bool, AuthDbError> {
    let Some(found) = find(sql, CardKey::Selector(selector))? else {
        return Ok(false);
    };
    let revoked = sql.execute(
        "UPDATE card SET revoked_at = ?2
             WHERE /*!center_id = :center AND*/ id = ?1 AND revoked_at IS NULL",
        values![found.id, at],
    )?;
    end_sessions(sql, &found.id)?;
    sql.execute(
        "DELETE FROM device WHERE /*!center_id = :center AND*/ card_id = ?1",
        values![&found.id],
    )?;
    Ok(revoked > 0)
}

fn end_sessions(sql: &dyn Sql, id: &str) -> Result<u64, AuthDbError> {
    sql.execute(
        "DELETE FROM session WHERE /*!center_id = :center AND*/ card_id = ?1",
        values![id],
    )
}

struct Found {
    id: String,
    revoked: bool,
    frozen: bool,
}

fn find(sql: &dyn Sql, card: CardKey<'_>) -> Result<Option<Found>, AuthDbError> {
    let (query, key) = match card {
        CardKey::Selector(selector) => (
            "SELECT id, revoked_at IS NOT NULL, frozen_at IS NOT NULL FROM card
             WHERE /*!center_id = :center AND*/ selector = ?1",
            selector,
        ),
        CardKey::Id(id) => (
            "SELECT id, revoked_at IS NOT NULL, frozen_at IS NOT NULL FROM card
             WHERE /*!center_id = :center AND*/ id = ?1",
            id,
        ),
    };
    sql.one(query, values![key], |r| {
        Ok(Found {
            id: r.get(0)?,
            revoked: r.get(1)?,
            frozen: r.get(2)?,
        })
    })
}
