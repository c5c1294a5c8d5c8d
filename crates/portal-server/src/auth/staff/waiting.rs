//! Sign-ins at the identity provider that are under way: hashes of what must come back, each good once.

use rusqlite::{Connection, params};

/// Seconds a sign-in at the provider may take.
pub const WAITING: i64 = 10 * 60;

/// Sign-ins that are remembered at most; whoever begins more than that pushes out the oldest.
const MOST_WAITING: u32 = 10_000;

/// Remembers that a browser went to sign in: the hashes of its state and of its cookie.
///
/// # Errors
/// When the database cannot be written.
pub fn begin(
    connection: &Connection,
    state: &[u8],
    browser: &[u8],
    now: i64,
) -> rusqlite::Result<()> {
    connection.execute("DELETE FROM provider_wait WHERE expires_at <= ?1", [now])?;
    connection.execute(
        "INSERT INTO provider_wait (state, browser, expires_at) VALUES (?1, ?2, ?3)",
        params![state, browser, now + WAITING],
    )?;
    connection.execute(
        "DELETE FROM provider_wait WHERE state IN
            (SELECT state FROM provider_wait ORDER BY expires_at DESC LIMIT -1 OFFSET ?1)",
        [MOST_WAITING],
    )?;
    Ok(())
}

/// Takes a sign-in that comes back, once. `false` when this browser has none with this state.
///
/// # Errors
/// When the database cannot be written.
pub fn take(
    connection: &Connection,
    state: &[u8],
    browser: &[u8],
    now: i64,
) -> rusqlite::Result<bool> {
    let taken = connection.execute(
        "DELETE FROM provider_wait WHERE state = ?1 AND browser = ?2 AND expires_at > ?3",
        params![state, browser, now],
    )?;
    Ok(taken > 0)
}
