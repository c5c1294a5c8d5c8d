//! Sign-ins at the identity provider that are under way: hashes of what must come back, each good once.

use crate::auth::db::AuthDbError;
use crate::auth::sql::{Sql, values};

/// Seconds a sign-in at the provider may take.
pub const WAITING: i64 = 10 * 60;

/// Sign-ins that are remembered at most; whoever begins more than that pushes out the oldest.
const MOST_WAITING: u32 = 10_000;

/// Remembers that a browser went to sign in: the hashes of its state and of its cookie.
///
/// # Errors
/// When the database cannot be written.
pub fn begin(sql: &dyn Sql, state: &[u8], browser: &[u8], now: i64) -> Result<(), AuthDbError> {
    sql.execute(
        "DELETE FROM provider_wait WHERE /*!center_id = :center AND*/ expires_at <= ?1",
        values![now],
    )?;
    sql.execute(
        "INSERT INTO provider_wait (/*!center_id,*/ state, browser, expires_at)
             VALUES (/*!:center,*/ ?1, ?2, ?3)",
        values![state, browser, now + WAITING],
    )?;
    // Each sign-in adds one, so that there is never more than a few to go.
    sql.execute(
        "DELETE FROM provider_wait WHERE /*!center_id = :center AND*/ state IN
            (SELECT state FROM provider_wait /*!WHERE center_id = :center*/
             ORDER BY expires_at DESC LIMIT 100 OFFSET ?1)",
        values![MOST_WAITING],
    )?;
    Ok(())
}

/// Takes a sign-in that comes back, once. `false` when this browser has none with this state.
///
/// # Errors
/// When the database cannot be written.
pub fn take(sql: &dyn Sql, state: &[u8], browser: &[u8], now: i64) -> Result<bool, AuthDbError> {
    let taken = sql.execute(
        "DELETE FROM provider_wait
             WHERE /*!center_id = :center AND*/ state = ?1 AND browser = ?2 AND expires_at > ?3",
        values![state, browser, now],
    )?;
    Ok(taken > 0)
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::*;

    #[test]
    fn a_flood_pushes_out_the_oldest_and_no_more() {
        let connection = Connection::open_in_memory().expect("a database");
        let schema = include_str!("../../../migrations/staff.sql");
        connection.execute_batch(schema).expect("tables");
        let many = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
            INSERT INTO provider_wait SELECT CAST(i AS BLOB), x'00', 1000 + i FROM n";
        connection.execute(many, [MOST_WAITING]).expect("written");
        begin(&connection, b"new", b"browser", 900).expect("written");
        let count = |sql: &str| -> u32 {
            let counted = connection.query_row(sql, [], |row| row.get(0));
            counted.expect("a number")
        };
        assert_eq!(count("SELECT count(*) FROM provider_wait"), MOST_WAITING);
        assert_eq!(count("SELECT min(expires_at) FROM provider_wait"), 1002);
        assert!(take(&connection, b"new", b"browser", 900).expect("read"));
        assert!(
            !take(&connection, b"new", b"browser", 900).expect("read"),
            "once"
        );
        begin(&connection, b"later", b"browser", 1_000_000).expect("written");
        assert_eq!(
            count("SELECT count(*) FROM provider_wait"),
            1,
            "what is over goes"
        );
    }
}
