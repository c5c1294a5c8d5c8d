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
    /// Kind of principal: `caregiver`, `advocate`, `kiosk`.
    pub kind: &'static str,
    /// Opaque id of the principal.
    pub who: String,
    /// Opaque id of the family.
    pub family: String,
    /// What was read, e.g. `me/overview`.
    pub what: &'static str,
    /// `shown` or `not_found`.
    pub outcome: &'static str,
}

/// Writes one row and returns when it is on disk.
///
/// # Errors
/// When it could not be written; then the answer must not leave.
pub async fn record(db: &AuthDb, read: Read) -> Result<(), AuthDbError> {
    db.write(move |connection| append(connection, &read)).await
}

fn append(connection: &Connection, read: &Read) -> rusqlite::Result<()> {
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
