//! Opening a published file so that nothing can be written to it.

use std::path::Path;

use rusqlite::config::DbConfig;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags};

/// Read-only by every means SQLite has: the file is opened immutable, no other file can be
/// attached, and the authorizer lets nothing pass but reading.
pub(super) fn open_read_only(path: &Path) -> rusqlite::Result<Connection> {
    let uri = format!(
        "file:{}?mode=ro&immutable=1",
        path.display()
            .to_string()
            .replace('?', "%3f")
            .replace('#', "%23")
    );
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_URI
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(uri, flags)?;
    connection.pragma_update(None, "mmap_size", 1_i64 << 28)?;
    let_nothing_but_reading_pass(&connection)?;
    Ok(connection)
}

/// The part of it that also fits a database in memory.
pub(super) fn let_nothing_but_reading_pass(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "query_only", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
    // Without this SQLite plans a statement anew for every value bound to it, which took a third
    // of an answer's time: the plans of these few statements do not depend on the values.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.authorizer(Some(|context: AuthContext<'_>| match context.action {
        AuthAction::Select | AuthAction::Read { .. } | AuthAction::Function { .. } => {
            Authorization::Allow
        }
        // FTS5 asks whether the file has changed; the pragma has no other use and no effect.
        AuthAction::Pragma {
            pragma_name: "data_version",
            pragma_value: None,
        } => Authorization::Allow,
        _ => Authorization::Deny,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_statement_can_write_through_a_served_snapshot() {
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join("portal-00000001.db");
        Connection::open(&path)
            .and_then(|c| c.execute_batch(include_str!("../../migrations/snapshot.sql")))
            .expect("a snapshot");
        let before = std::fs::read(&path).expect("bytes");
        let connection = open_read_only(&path).expect("it opens");
        let aside = dir.path().join("aside.db");
        let attempts = [
            "INSERT INTO meta (key, value) VALUES ('a', 'b')".to_owned(),
            "UPDATE item SET body = ''".to_owned(),
            "INSERT INTO hsds_text (rowid, words) VALUES (1, 'b')".to_owned(),
            "INSERT INTO hsds_text (hsds_text) VALUES ('optimize')".to_owned(),
            "DELETE FROM caregiver".to_owned(),
            "DROP TABLE item".to_owned(),
            "CREATE TABLE t (a)".to_owned(),
            "CREATE TEMP TABLE t (a)".to_owned(),
            "PRAGMA query_only = 0".to_owned(),
            "PRAGMA writable_schema = 1".to_owned(),
            "BEGIN IMMEDIATE".to_owned(),
            "VACUUM".to_owned(),
            format!("VACUUM INTO '{}'", aside.display()),
            format!("ATTACH DATABASE '{}' AS aside", aside.display()),
            "REINDEX".to_owned(),
            "ANALYZE".to_owned(),
        ];
        for sql in attempts {
            assert!(
                connection.execute_batch(&sql).is_err(),
                "{sql} was let through"
            );
        }
        let rows: i64 = connection
            .query_row("SELECT count(*) FROM item", [], |r| r.get(0))
            .expect("reading works");
        assert_eq!(rows, 0);
        assert!(!aside.exists());
        assert_eq!(std::fs::read(&path).expect("bytes"), before);
    }
}
