//! The access log: every read of a family, in the order it happened, each row chained to the one before.

use sha2::{Digest, Sha256};

use super::db::{AuthDb, AuthDbError};
use super::sql::{Row, Sql, values};

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
    db.write(move |sql| append(sql, &read)).await
}

/// Writes several rows, all or none, and returns when they are on disk.
///
/// # Errors
/// When they could not be written; then the answer must not leave.
pub async fn record_all(db: &AuthDb, reads: Vec<Read>) -> Result<(), AuthDbError> {
    db.write(move |sql| reads.iter().try_for_each(|read| append(sql, read)))
        .await
}

/// Writes one row inside a job that does something else with it.
///
/// # Errors
/// When it could not be written.
pub fn append(sql: &dyn Sql, read: &Read) -> Result<(), AuthDbError> {
    let last: Option<Vec<u8>> = sql.one(
        "SELECT hash FROM access_log /*!WHERE center_id = :center*/ ORDER BY seq DESC LIMIT 1",
        values![],
        |row| row.get(0),
    )?;
    let hash = chain(
        &last.unwrap_or_default(),
        read.at,
        [read.kind, &read.who, &read.family, read.what, read.outcome],
    );
    sql.execute(
        "INSERT INTO access_log (/*!center_id, seq,*/ at, kind, who, family, what, outcome, hash)
         SELECT /*!:center, coalesce(max(seq), 0) + 1,*/ ?1, ?2, ?3, ?4, ?5, ?6, ?7
         /*!FROM access_log WHERE center_id = :center*/",
        values![
            read.at,
            read.kind,
            read.who,
            read.family,
            read.what,
            read.outcome,
            hash
        ],
    )?;
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
pub struct Told {
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
pub fn of_family(sql: &dyn Sql, family: &str) -> Result<Vec<Told>, AuthDbError> {
    sql.all(
        "SELECT at, kind, who, what, outcome FROM access_log
         WHERE /*!center_id = :center AND*/ family = ?1 ORDER BY seq",
        values![family],
        tell,
    )
}

/// Every row about a family that was opened in an emergency, or was to be, the oldest first.
///
/// # Errors
/// When the database cannot be read.
pub fn emergencies(sql: &dyn Sql) -> Result<Vec<Told>, AuthDbError> {
    sql.all(
        "SELECT at, kind, who, what, outcome FROM access_log
         WHERE /*!center_id = :center AND*/ what LIKE 'advocate/emergency/%' ORDER BY seq",
        values![],
        tell,
    )
}

fn tell(row: &dyn Row) -> Result<Told, AuthDbError> {
    Ok(Told {
        at: row.get(0)?,
        kind: row.get(1)?,
        who: row.get(2)?,
        what: row.get(3)?,
        outcome: row.get(4)?,
    })
}

/// What checking the chain found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Every row follows from the one before; the number of rows.
    Whole(u64),
    /// The first row that does not: its sequence number.
    BadRow(i64),
}

/// Rows of the chain that are read at a time.
const PAGE: usize = 1024;

/// Checks the whole chain.
///
/// # Errors
/// When the log cannot be read.
pub fn verify(sql: &dyn Sql) -> Result<Verdict, AuthDbError> {
    let (mut last, mut count) = (Vec::new(), 0);
    loop {
        let page = sql.all(
            "SELECT seq, at, kind, who, family, what, outcome, hash FROM access_log
             WHERE /*!center_id = :center AND*/ seq > ?1 ORDER BY seq LIMIT ?2",
            values![count, PAGE as i64],
            Link::read,
        )?;
        for link in &page {
            count += 1;
            // Rows are numbered without a gap, so that a removed row is seen even at the chain's start.
            if link.seq != count || link.hash != link.follows(&last) {
                return Ok(Verdict::BadRow(link.seq));
            }
            last.clone_from(&link.hash);
        }
        if page.len() < PAGE {
            return Ok(Verdict::Whole(count.unsigned_abs()));
        }
    }
}

/// A row as it stands in the chain.
struct Link {
    seq: i64,
    at: i64,
    parts: [String; 5],
    hash: Vec<u8>,
}

impl Link {
    fn read(row: &dyn Row) -> Result<Self, AuthDbError> {
        Ok(Self {
            seq: row.get(0)?,
            at: row.get(1)?,
            parts: [
                row.get(2)?,
                row.get(3)?,
                row.get(4)?,
                row.get(5)?,
                row.get(6)?,
            ],
            hash: row.get(7)?,
        })
    }

    /// What its hash must be after the row before.
    fn follows(&self, last: &[u8]) -> Vec<u8> {
        chain(last, self.at, self.parts.each_ref().map(String::as_str))
    }
}
