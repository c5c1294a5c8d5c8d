//! The file of one centre.

use std::path::Path;
use std::time::Duration;

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ToSql, params_from_iter};

use super::{Row, Sql, Value};
use crate::auth::db::AuthDbError;

pub(super) const SCHEMA: &str = concat!(
    include_str!("../../../migrations/auth.sql"),
    include_str!("../../../migrations/staff.sql"),
    include_str!("../../../migrations/kiosk.sql")
);

/// Statements that stay prepared on a connection: more than there are.
const PREPARED: usize = 256;

impl Sql for Connection {
    fn execute(&self, statement: &str, values: &[Value<'_>]) -> Result<u64, AuthDbError> {
        let changed = self
            .prepare_cached(statement)?
            .execute(params_from_iter(values))?;
        Ok(changed as u64)
    }

    fn each(
        &self,
        statement: &str,
        values: &[Value<'_>],
        each: &mut dyn FnMut(&dyn Row) -> Result<(), AuthDbError>,
    ) -> Result<(), AuthDbError> {
        let mut statement = self.prepare_cached(statement)?;
        let mut rows = statement.query(params_from_iter(values))?;
        while let Some(row) = rows.next()? {
            each(row)?;
        }
        Ok(())
    }

    fn texts(&self) -> &'static str {
        "json_each(?1)"
    }
}

impl Row for rusqlite::Row<'_> {
    fn value(&self, column: usize) -> Result<Value<'_>, AuthDbError> {
        Ok(match self.get_ref(column)? {
            ValueRef::Null => Value::Null,
            ValueRef::Integer(number) => Value::Int(number),
            ValueRef::Blob(bytes) => Value::Bytes(bytes),
            text @ ValueRef::Text(_) => {
                Value::Text(text.as_str().map_err(|_| AuthDbError::Column(column))?)
            }
            ValueRef::Real(_) => return Err(AuthDbError::Column(column)),
        })
    }
}

impl ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match *self {
            Value::Null => ValueRef::Null,
            Value::Int(number) => ValueRef::Integer(number),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

/// Opens the file for one writer, making it at first use.
///
/// # Errors
/// When the file cannot be opened or is not such a database.
pub fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.set_prepared_statement_cache_capacity(PREPARED);
    connection.execute_batch(SCHEMA)?;
    add_missing(&connection)?;
    Ok(connection)
}

/// Opens the file to read it.
pub(in crate::auth) fn reader(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.pragma_update(None, "query_only", true)?;
    connection.set_prepared_statement_cache_capacity(PREPARED);
    // SQLite looks into a file when it is asked something: one that is no database must not be kept open.
    connection.query_row("PRAGMA schema_version", [], |_| Ok(()))?;
    Ok(connection)
}

/// Columns that files made by an earlier version lack, as table, name and type.
const LATER: [(&str, &str, &str); 4] = [
    ("session", "opened_before", "INTEGER"),
    ("session", "kiosk_challenge", "TEXT"),
    ("card", "frozen_at", "INTEGER"),
    ("staff", "claimed", "INTEGER"),
];

fn add_missing(connection: &Connection) -> rusqlite::Result<()> {
    let has_column = "SELECT EXISTS (SELECT 1 FROM pragma_table_info(?1) WHERE name = ?2)";
    for (table, name, kind) in LATER {
        if !connection.query_row(has_column, [table, name], |row| row.get::<_, bool>(0))? {
            connection.execute_batch(&format!("ALTER TABLE {table} ADD COLUMN {name} {kind}"))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_an_earlier_version_gets_what_it_lacks() {
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join("auth.db");
        let mut without = SCHEMA.to_owned();
        for (_, name, kind) in LATER {
            let of_then = without.lines().filter(|line| {
                let mut words = line.trim_end_matches(',').split_whitespace();
                words.next() != Some(name) || words.next() != Some(kind)
            });
            let of_then: Vec<_> = of_then.collect();
            assert_eq!(of_then.len() + 1, without.lines().count(), "{name}");
            without = of_then.join("\n").replace(",\n)", "\n)");
        }
        Connection::open(&path)
            .and_then(|c| c.execute_batch(&without))
            .expect("a file of then");
        for _ in 0..2 {
            let connection = connect(&path).expect("it opens");
            for (table, name, _) in LATER {
                connection
                    .prepare(&format!("SELECT {name} FROM {table}"))
                    .expect("it is there");
            }
        }
    }
}
