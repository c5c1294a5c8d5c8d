//! The access log: every read of a family, in the order it happened, each row chained to the one before.

use std::path::Path;

use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};

use super::db::{AuthDb, AuthDbError};

/// One read of a family.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    /// Unix seconds.
    pub at: i64,
    /// Kind of principal: `caregiver`, `caregiver_at_kiosk`, `advocate`, `supervisor`.
    pub kind: &'static str,
    /// Opaque id of the principal.
    pub who: String,
    /// Opaque id of the family.
    pub family: String,
    /// What was read or done, e.g. `me/overview`; `advocate/emergency/…` ends in the reason.
    pub what: &'static str,
    /// `shown`, `done`, `opened` (in an emergency), `refused` or `not_found`.
    pub outcome: &'static str,
}

/// Writes one row and returns when it is on disk.
///
/// # Errors
/// When it could not be written; then the answer must not leave.
pub async fn record(db: &AuthDb, read: Read) -> Result<(), AuthDbError> {
    db.write(move |connection| append(connection, &read)).await
}

/// Writes several rows, all or none, and returns when they are on disk.
///
/// # Errors
/// When they could not be written; then the answer must not leave.
pub async fn record_all(db: &AuthDb, reads: Vec<Read>) -> Result<(), AuthDbError> {
    db.write(move |connection| reads.iter().try_for_each(|read| append(connection, read)))
        .await
}

/// Writes one row inside a job that does something else with it.
///
/// # Errors
/// When it could not be written.
pub fn append(connection: &Connection, read: &Read) -> rusqlite::Result<()> {
    let last = connection
        .prepare_cached("SELECT hash FROM access_log ORDER BY seq DESC LIMIT 1")?
        .query_row([], |r| r.get::<_, Vec<u8>>(0))
        .optional()?
        .unwrap_or_default();
    let hash = chain(
        &last,
        read.at,
        [read.kind, &read.who, &read.family, read.what, read.outcome],
    );
    connection
        .prepare_cached("INSERT INTO access_log (at, kind, who, family, what, outcome, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?
        .execute(params![read.at, read.kind, read.who, read.family, read.what, read.outcome, hash])?;
    Ok(())
}

/// SHA-256 over the row before and this row, each part with its length.
fn chain(last: &[u8], at: i64, parts: [&str; 5]) -> Vec<u8> {
    let mut hasher = Sha256::new();
    hasher.update(last);
    hasher.update(at.to_be_bytes());
    for part in parts {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part);
    }
    hasher.finalize().to_vec()
}

/// A row as it is told to people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Unix seconds.
    pub at: i64,
    /// Kind of principal.
    pub kind: String,
    /// Opaque id of the principal.
    pub who: String,
    /// What was read or done.
    pub what: String,
    /// What became of it.
    pub outcome: String,
}

/// Every row about a family (opaque id), the oldest first.
///
/// # Errors
/// When the database cannot be read.
pub fn of_family(connection: &Connection, family: &str) -> rusqlite::Result<Vec<Row>> {
    rows(connection, "family = ?1", family)
}

/// Every row about a family that was opened in an emergency, or was to be, the oldest first.
///
/// # Errors
/// When the database cannot be read.
pub fn emergencies(connection: &Connection) -> rusqlite::Result<Vec<Row>> {
    rows(connection, "what GLOB ?1", "advocate/emergency/*")
}

fn rows(connection: &Connection, which: &str, value: &str) -> rusqlite::Result<Vec<Row>> {
    let sql =
        format!("SELECT at, kind, who, what, outcome FROM access_log WHERE {which} ORDER BY seq");
    let mut statement = connection.prepare(&sql)?;
    let rows = statement.query_map([value], |row| {
        Ok(Row {
            at: row.get(0)?,
            kind: row.get(1)?,
            who: row.get(2)?,
            what: row.get(3)?,
            outcome: row.get(4)?,
        })
    })?;
    rows.collect()
}

/// What checking the chain found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Every row follows from the one before; the number of rows.
    Whole(u64),
    /// The first row that does not: its sequence number.
    BadRow(i64),
}

/// Checks the whole chain of a database file.
///
/// # Errors
/// When the file cannot be read.
pub fn verify(path: &Path) -> rusqlite::Result<Verdict> {
    let connection = Connection::open(path)?;
    let mut statement = connection.prepare(
        "SELECT seq, at, kind, who, family, what, outcome, hash FROM access_log ORDER BY seq",
    )?;
    let mut rows = statement.query([])?;
    let (mut last, mut count) = (Vec::new(), 0);
    while let Some(row) = rows.next()? {
        let text = |at: usize| row.get_ref(at).and_then(|v| Ok(v.as_str()?));
        let seq: i64 = row.get(0)?;
        let expected = chain(
            &last,
            row.get(1)?,
            [text(2)?, text(3)?, text(4)?, text(5)?, text(6)?],
        );
        last = row.get(7)?;
        count += 1;
        // Rows are numbered without a gap, so that a removed row is seen even at the chain's start.
        if last != expected || seq != count {
            return Ok(Verdict::BadRow(seq));
        }
    }
    Ok(Verdict::Whole(count.unsigned_abs()))
}
