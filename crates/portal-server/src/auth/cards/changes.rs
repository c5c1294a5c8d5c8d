//! What changes a card after it was issued: renewing, freezing, thawing, revoking.
//!
//! Each is to run inside one transaction. None touches code or PIN.

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, params};

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
pub fn freeze(connection: &Connection, card: CardKey<'_>, at: i64) -> rusqlite::Result<Change> {
    set_frozen(connection, card, Some(at))
}

/// Gives a frozen card back as it was: the same code, PIN, end date and remembered devices.
///
/// # Errors
/// When the database cannot be written.
pub fn thaw(connection: &Connection, card: CardKey<'_>) -> rusqlite::Result<Change> {
    set_frozen(connection, card, None)
}

fn set_frozen(
    connection: &Connection,
    card: CardKey<'_>,
    at: Option<i64>,
) -> rusqlite::Result<Change> {
    let found = match find(connection, card)? {
        None => return Ok(Change::Unknown),
        Some(found) if found.revoked => return Ok(Change::Revoked),
        Some(found) if found.frozen == at.is_some() => return Ok(Change::Already),
        Some(found) => found,
    };
    connection.execute(
        "UPDATE card SET frozen_at = ?2 WHERE id = ?1",
        params![found.id, at],
    )?;
    // At a thaw as well: a sign-in that was under way when the card was frozen may have left one.
    end_sessions(connection, &found.id)?;
    Ok(Change::Made)
}

/// Moves a card's last good day; code, PIN and open sessions stay. A card that has ended is good again,
/// a frozen one stays frozen. Never [`Change::Already`].
///
/// # Errors
/// When the database cannot be written.
pub fn renew(
    connection: &Connection,
    card: CardKey<'_>,
    expires_on: Date,
) -> rusqlite::Result<Change> {
    let found = match find(connection, card)? {
        None => return Ok(Change::Unknown),
        Some(found) if found.revoked => return Ok(Change::Revoked),
        Some(found) => found,
    };
    connection.execute(
        "UPDATE card SET expires_on = ?2 WHERE id = ?1",
        params![found.id, expires_on.to_string()],
    )?;
    Ok(Change::Made)
}

/// Revokes a card for good and ends its sessions at once. `false` when no card with this selector was
/// left to revoke. `at` is Unix seconds.
///
/// # Errors
/// When the database cannot be written.
pub fn revoke(connection: &Connection, selector: &str, at: i64) -> rusqlite::Result<bool> {
    let Some(found) = find(connection, CardKey::Selector(selector))? else {
        return Ok(false);
    };
    let revoked = connection.execute(
        "UPDATE card SET revoked_at = ?2 WHERE id = ?1 AND revoked_at IS NULL",
        params![found.id, at],
    )?;
    end_sessions(connection, &found.id)?;
    connection.execute("DELETE FROM device WHERE card_id = ?1", [&found.id])?;
    Ok(revoked > 0)
}

fn end_sessions(connection: &Connection, id: &str) -> rusqlite::Result<usize> {
    connection.execute("DELETE FROM session WHERE card_id = ?1", [id])
}

struct Found {
    id: String,
    revoked: bool,
    frozen: bool,
}

fn find(connection: &Connection, card: CardKey<'_>) -> rusqlite::Result<Option<Found>> {
    let (query, key) = match card {
        CardKey::Selector(selector) => (
            "SELECT id, revoked_at IS NOT NULL, frozen_at IS NOT NULL FROM card WHERE selector = ?1",
            selector,
        ),
        CardKey::Id(id) => (
            "SELECT id, revoked_at IS NOT NULL, frozen_at IS NOT NULL FROM card WHERE id = ?1",
            id,
        ),
    };
    connection
        .prepare_cached(query)?
        .query_row([key], |r| {
            Ok(Found {
                id: r.get(0)?,
                revoked: r.get(1)?,
                frozen: r.get(2)?,
            })
        })
        .optional()
}
