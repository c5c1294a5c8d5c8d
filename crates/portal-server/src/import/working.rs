//! The working database: staging, checking and replacing one source's facts in one transaction.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, Transaction, params};
use sha2::{Digest, Sha256};

use super::cases::Row;
use super::report::{Refusal, RowError, Summary};

const SCHEMA: &str = include_str!("../../migrations/working.sql");

/// Facts waiting to be judged as a whole; temporary, so that a refused file leaves no trace.
const STAGING: &str = "
    CREATE TEMP TABLE stage (
        kind TEXT NOT NULL, id TEXT NOT NULL, line INTEGER NOT NULL, family TEXT, digest BLOB NOT NULL, body TEXT NOT NULL,
        PRIMARY KEY (kind, id)
    ) STRICT, WITHOUT ROWID;
    CREATE TEMP TABLE reference (line INTEGER NOT NULL, field TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, family TEXT) STRICT;";

/// Kinds whose ids mean the same thing whichever source names them.
const CENTRE_WIDE: &str = "('agency','family','child','caregiver')";

/// Staged numbers of families that already stand for another family or child: in this file, with the
/// line that says so first, or in another source.
const AMBIGUOUS: [&str; 2] = [
    "WITH named AS MATERIALIZED (
        SELECT line, family, json_extract(body, '$.child') AS child, json_extract(body, '$.agency') || ' ' || json_extract(body, '$.value') AS number
        FROM stage WHERE kind = 'identifier'),
     first AS MATERIALIZED (SELECT number, family, child, min(line) AS line FROM named GROUP BY number)
     SELECT n.line, 'value', 'expected a number that stands for one family or child; line ' || o.line || ' says that it stands for another'
     FROM named n JOIN first o ON o.number = n.number AND (o.family <> n.family OR o.child IS NOT n.child)
     WHERE ?1 <> '' ORDER BY n.line",
    "WITH known AS MATERIALIZED (
        SELECT source, family, json_extract(body, '$.child') AS child, json_extract(body, '$.agency') || ' ' || json_extract(body, '$.value') AS number
        FROM fact WHERE kind = 'identifier' AND source <> ?1)
     SELECT s.line, 'value', 'expected a number that stands for one family or child; source ' || k.source || ' says that it stands for another'
     FROM stage s JOIN known k ON k.number = json_extract(s.body, '$.agency') || ' ' || json_extract(s.body, '$.value')
     WHERE s.kind = 'identifier' AND (k.family <> s.family OR k.child IS NOT json_extract(s.body, '$.child')) ORDER BY s.line",
];

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
    connection.execute_batch(SCHEMA)?;
    Ok(connection)
}

/// Makes the temporary tables of one import.
///
/// # Errors
/// When the database cannot be written.
pub fn begin_staging(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(STAGING)
}

/// Stages one fact; a second fact of the same type and id is a mistake of its line.
///
/// # Errors
/// When the fact cannot be written.
pub fn stage(
    connection: &Connection,
    file: &str,
    row: &Row,
    refusal: &mut Refusal,
) -> Result<(), super::report::ImportError> {
    let Row {
        line,
        fact,
        references,
    } = row;
    let line = *line;
    let body = serde_json::to_string(fact)?;
    let digest: [u8; 32] = Sha256::digest(body.as_bytes()).into();
    let line_number = i64::try_from(line).unwrap_or(i64::MAX);
    let added = connection
        .prepare_cached("INSERT OR IGNORE INTO stage (kind, id, line, family, digest, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
        .execute(params![fact.kind(), fact.id(), line_number, fact.family(), &digest[..16], body])?;
    if added == 0 {
        let reason = format!(
            "expected an id that no other {} in this file has",
            fact.kind()
        );
        refusal.push(RowError {
            file: file.to_owned(),
            line,
            field: "id".to_owned(),
            reason,
        });
    }
    let mut insert = connection.prepare_cached(
        "INSERT INTO reference (line, field, kind, id, family) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for reference in references {
        insert.execute(params![
            line_number,
            reference.field,
            reference.to,
            reference.id,
            fact.family()
        ])?;
    }
    Ok(())
}

/// Judges what no single line can show: references, families, who owns an id, and numbers that stand for two families.
///
/// # Errors
/// When the database cannot be read.
pub fn check(
    connection: &Connection,
    file: &str,
    source: &str,
    refusal: &mut Refusal,
) -> rusqlite::Result<()> {
    let dangling = "SELECT r.line, r.field, 'expected the id of a ' || r.kind || ' in this file or an earlier import, found none with id ' || r.id
        FROM reference r
        WHERE NOT EXISTS (SELECT 1 FROM stage s WHERE s.kind = r.kind AND s.id = r.id)
          AND NOT EXISTS (SELECT 1 FROM fact f WHERE f.kind = r.kind AND f.id = r.id AND f.source <> ?1
                            AND f.kind IN ('agency', 'family', 'child', 'caregiver', 'contact', 'place'))
        ORDER BY r.line";
    let foreign = "SELECT r.line, r.field, 'expected a ' || r.kind || ' of the same family (' || r.family || '), found one of another family'
        FROM reference r
        WHERE r.family IS NOT NULL AND r.kind IN ('child', 'caregiver', 'step', 'appointment') AND ?1 <> ''
          AND (EXISTS (SELECT 1 FROM stage s WHERE s.kind = r.kind AND s.id = r.id AND s.family <> r.family)
            OR EXISTS (SELECT 1 FROM fact f WHERE f.kind = r.kind AND f.id = r.id AND f.source <> ?1 AND f.family <> r.family
                         AND NOT EXISTS (SELECT 1 FROM stage s WHERE s.kind = r.kind AND s.id = r.id)))
        ORDER BY r.line";
    let taken = format!(
        "SELECT s.line, 'id', 'expected an id of this source; source ' || f.source || ' already has this ' || s.kind
        FROM stage s JOIN fact f ON f.kind = s.kind AND f.id = s.id AND f.source <> ?1
        WHERE s.kind IN {CENTRE_WIDE} ORDER BY s.line"
    );
    for query in [dangling, foreign, &taken].into_iter().chain(AMBIGUOUS) {
        let mut statement = connection.prepare(query)?;
        let mut rows = statement.query(params![source])?;
        while let Some(row) = rows.next()? {
            let line: i64 = row.get(0)?;
            refusal.push(RowError {
                file: file.to_owned(),
                line: line.unsigned_abs(),
                field: row.get(1)?,
                reason: row.get(2)?,
            });
        }
    }
    Ok(())
}

/// Replaces the source's facts by the staged ones and counts what that means.
///
/// # Errors
/// When the database cannot be written.
pub fn replace(tx: &Transaction<'_>, source: &str) -> rusqlite::Result<Summary> {
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
        "INSERT INTO fact (source, kind, id, family, digest, body)
         SELECT ?1, kind, id, family, digest, body FROM stage s WHERE true
         ON CONFLICT (kind, id, source) DO UPDATE SET family = excluded.family, digest = excluded.digest, body = excluded.body
         WHERE fact.digest <> excluded.digest",
        params![source],
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

/// Notes that a source delivered something good, or something that was refused and why.
///
/// # Errors
/// When the database cannot be written.
pub fn note_source(
    connection: &Connection,
    source: &str,
    what: &str,
    at: &str,
    refused: Option<&str>,
) -> rusqlite::Result<()> {
    let column = if refused.is_some() {
        "last_refused_at"
    } else {
        "last_good_at"
    };
    connection.execute(
        &format!(
            "INSERT INTO source (name, what, {column}, last_refused_why) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (name) DO UPDATE SET what = excluded.what, {column} = excluded.{column},
                last_refused_why = coalesce(excluded.last_refused_why, source.last_refused_why)"
        ),
        params![source, what, at, refused],
    )?;
    Ok(())
}
