//! The working database: replacing one source's facts in one transaction, and what each source delivered.

use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::{Connection, Transaction, TransactionBehavior, params};

use super::report::{ImportError, Summary};

const SCHEMA: &str = include_str!("../../migrations/working.sql");

/// Memory for pages of the database, and the same for temporary tables: ids come in any order, and
/// with SQLite's own 2 MB almost every one of them would be another page from the disk.
const CACHE_KIB: i64 = 64 * 1024;

/// Opens the working database, making it at first use.
///
/// # Errors
/// When the file cannot be opened or is not such a database.
pub fn open(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(Duration::from_secs(10))?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "temp_store", "FILE")?;
    connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
    connection.execute_batch(&format!("PRAGMA temp.cache_size = -{CACHE_KIB}"))?;
    connection.execute_batch(SCHEMA)?;
    add_columns(&connection)?;
    Ok(connection)
}

/// Columns that homes made by an earlier version lack.
const ADDED: [(&str, &str, &str); 5] = [
    ("source", "rows", "INTEGER"),
    ("source", "set_aside", "TEXT"),
    ("source", "as_of", "TEXT"),
    ("fact", "revision", "INTEGER NOT NULL DEFAULT 0"),
    ("fact", "revised_at", "TEXT"),
];

fn add_columns(connection: &Connection) -> rusqlite::Result<()> {
    let missing = || {
        let is_there = |table, name| connection.column_exists(None, table, name);
        ADDED
            .into_iter()
            .map(move |(table, name, of)| Ok((table, name, of, is_there(table, name)?)))
    };
    let mut all: Vec<_> = missing().collect::<rusqlite::Result<_>>()?;
    if all.iter().all(|(.., is_there)| *is_there) {
        return Ok(());
    }
    // Another process may be doing the same; who has the lock looks again.
    let tx = Transaction::new_unchecked(connection, TransactionBehavior::Immediate)?;
    all = missing().collect::<rusqlite::Result<_>>()?;
    for (table, name, of, _) in all.iter().filter(|(.., is_there)| !is_there) {
        tx.execute_batch(&format!("ALTER TABLE {table} ADD COLUMN {name} {of}"))?;
    }
    tx.commit()
}

/// Replaces the source's facts by the staged ones and counts what that means. Visits that are new have
/// been as they are since `now`; what became of the others is for [`super::revisions`].
///
/// # Errors
/// When the database cannot be written.
pub fn replace(tx: &Transaction<'_>, source: &str, now: Timestamp) -> rusqlite::Result<Summary> {
    let count = |sql: &str| {
        tx.query_row(sql, params![source], |row| row.get::<_, i64>(0))
            .map(i64::unsigned_abs)
    };
    let removed = count(
        "SELECT count(*) FROM fact f WHERE source = ?1 AND NOT EXISTS (SELECT 1 FROM stage s WHERE s.kind = f.kind AND s.id = f.id)",
    )?;
    let both = "FROM stage s JOIN fact f ON f.kind = s.kind AND f.id = s.id AND f.source = ?1";
    let unchanged = count(&format!("SELECT count(*) {both} WHERE f.digest = s.digest"))?;
    let changed = count(&format!(
        "SELECT count(*) {both} WHERE f.digest <> s.digest"
    ))?;
    let all = count("SELECT count(*) FROM stage WHERE ?1 <> ''")?;
    tx.execute(
        "DELETE FROM fact WHERE source = ?1 AND NOT EXISTS (SELECT 1 FROM stage s WHERE s.kind = fact.kind AND s.id = fact.id)",
        params![source],
    )?;
    tx.execute(
        "INSERT INTO fact (source, kind, id, family, digest, body, revised_at)
         SELECT ?1, kind, id, family, digest, body, CASE kind WHEN 'appointment' THEN ?2 END FROM stage s WHERE true ORDER BY kind, id
         ON CONFLICT (kind, id, source) DO UPDATE SET family = excluded.family, digest = excluded.digest, body = excluded.body
         WHERE fact.digest <> excluded.digest",
        params![source, now.to_string()],
    )?;
    Ok(Summary {
        source: source.to_owned(),
        added: all - unchanged - changed,
        changed,
        removed,
        unchanged,
        ..Summary::default()
    })
}

/// A delivery of a source, for the list of sources.
pub struct Delivery<'a> {
    /// Who sent it.
    pub source: &'a str,
    /// What it sends, such as `cases`.
    pub what: &'a str,
    /// When it was judged.
    pub at: Timestamp,
}

impl Delivery<'_> {
    /// Notes that it was accepted.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn note_good(
        &self,
        connection: &Connection,
        summary: &Summary,
        as_of: Option<Timestamp>,
    ) -> Result<(), ImportError> {
        let rows = summary.added + summary.changed + summary.unchanged;
        connection.execute(
            "INSERT INTO source (name, what, last_good_at, rows, set_aside, as_of) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (name) DO UPDATE SET what = excluded.what, last_good_at = excluded.last_good_at,
                rows = excluded.rows, set_aside = excluded.set_aside, as_of = excluded.as_of",
            params![
                self.source,
                self.what,
                self.at.to_string(),
                i64::try_from(rows).unwrap_or(i64::MAX),
                serde_json::to_string(&summary.set_aside)?,
                as_of.map(|at| at.to_string())
            ],
        )?;
        Ok(())
    }

    /// Notes that it was refused, and why in one line.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn note_refused(&self, connection: &Connection, why: &str) -> rusqlite::Result<()> {
        connection.execute(
            "INSERT INTO source (name, what, last_refused_at, last_refused_why) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (name) DO UPDATE SET what = excluded.what, last_refused_at = excluded.last_refused_at,
                last_refused_why = excluded.last_refused_why",
            params![self.source, self.what, self.at.to_string(), why],
        )?;
        Ok(())
    }
}
