//! Limits on wrong tries that nobody can turn against a family.
//!
//! A device the card knows has a budget of its own; all strangers together share
//! another one per card. Whoever tries out codes uses up the strangers' budget and
//! the family's own phone still gets in (OWASP device cookies).

use crate::auth::db::AuthDbError;
use crate::auth::sql::{Sql, values};

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

/// Whether a budget is used up, without taking from it.
///
/// # Errors
/// When the database cannot be read.
pub fn is_spent(
    sql: &dyn Sql,
    card: &str,
    device: Option<&[u8]>,
    now: i64,
) -> Result<bool, AuthDbError> {
    let count = |since: i64| -> Result<i64, AuthDbError> {
        sql.only(
            "SELECT count(*) FROM attempt
             WHERE /*!center_id = :center AND*/ card_id = ?1 AND device IS NOT DISTINCT FROM ?2 AND at > ?3",
            values![card, device, since],
        )
    };
    Ok(match device {
        Some(_) => count(now - KNOWN_WINDOW)? >= KNOWN_TRIES,
        None => {
            count(now - STRANGER_WINDOW)? >= STRANGER_TRIES || count(i64::MIN)? >= STRANGER_TOTAL
        }
    })
}

/// Takes one try from the budget, before it is known whether it is right.
/// `false` when the budget is used up.
///
/// # Errors
/// When the database cannot be written.
pub fn take(
    sql: &dyn Sql,
    card: &str,
    device: Option<&[u8]>,
    now: i64,
) -> Result<bool, AuthDbError> {
    if is_spent(sql, card, device, now)? {
        return Ok(false);
    }
    sql.execute(
        "INSERT INTO attempt (/*!center_id, id,*/ card_id, device, at)
         SELECT /*!:center, coalesce(max(id), 0) + 1,*/ ?1, ?2, ?3 /*!FROM attempt WHERE center_id = :center*/",
        values![card, device, now],
    )?;
    Ok(true)
}

/// Gives the budget back after a try that was right.
///
/// # Errors
/// When the database cannot be written.
pub fn give_back(sql: &dyn Sql, card: &str, device: Option<&[u8]>) -> Result<(), AuthDbError> {
    sql.execute(
        "DELETE FROM attempt
             WHERE /*!center_id = :center AND*/ card_id = ?1 AND device IS NOT DISTINCT FROM ?2",
        values![card, device],
    )?;
    Ok(())
}
