//! Limits on wrong tries that nobody can turn against a family.
//!
//! A device the card knows has a budget of its own; all strangers together share
//! another one per card. Whoever tries out codes uses up the strangers' budget and
//! the family's own phone still gets in (OWASP device cookies).

use rusqlite::{Connection, params};

/// Tries a known device has in [`KNOWN_WINDOW`].
const KNOWN_TRIES: i64 = 10;
/// Seconds.
const KNOWN_WINDOW: i64 = 3600;
/// Tries all strangers together have in [`STRANGER_WINDOW`].
const STRANGER_TRIES: i64 = 5;
/// Seconds.
const STRANGER_WINDOW: i64 = 900;
/// Tries all strangers together have until somebody gets in: no attack goes on for ever.
const STRANGER_TOTAL: i64 = 20;

/// Takes one try from the budget, before it is known whether it is right.
/// The id of the try, or `None` when the budget is used up.
///
/// # Errors
/// When the database cannot be written.
pub fn take(
    connection: &Connection,
    card: &str,
    device: Option<&[u8]>,
    now: i64,
) -> rusqlite::Result<Option<i64>> {
    let count = |since: i64| -> rusqlite::Result<i64> {
        connection
            .prepare_cached(
                "SELECT count(*) FROM attempt WHERE card_id = ?1 AND device IS ?2 AND at > ?3",
            )?
            .query_row(params![card, device, since], |r| r.get(0))
    };
    let allowed = match device {
        Some(_) => count(now - KNOWN_WINDOW)? < KNOWN_TRIES,
        None => count(now - STRANGER_WINDOW)? < STRANGER_TRIES && count(i64::MIN)? < STRANGER_TOTAL,
    };
    if !allowed {
        return Ok(None);
    }
    connection.execute(
        "INSERT INTO attempt (card_id, device, at) VALUES (?1, ?2, ?3)",
        params![card, device, now],
    )?;
    Ok(Some(connection.last_insert_rowid()))
}

/// Gives the budget back after a try that was right.
///
/// # Errors
/// When the database cannot be written.
pub fn give_back(
    connection: &Connection,
    card: &str,
    device: Option<&[u8]>,
) -> rusqlite::Result<()> {
    connection.execute(
        "DELETE FROM attempt WHERE card_id = ?1 AND device IS ?2",
        params![card, device],
    )?;
    Ok(())
}
