//! Facts that wait to be judged as a whole: temporary, so that a refused file leaves no trace.

use std::sync::Arc;

use rusqlite::{Connection, params};
use sha2::{Digest, Sha256};

use super::cases::Row;
use super::report::{ImportError, Refusal, RowError};

/// Rows are appended in the order of the file and indexed once at the end: ids may come in any order,
/// and keeping a million of them sorted on the way costs as much as everything else.
const STAGING: &str = "
    CREATE TEMP TABLE stage (
        kind TEXT NOT NULL, id TEXT NOT NULL, file INTEGER NOT NULL, line INTEGER NOT NULL, family TEXT,
        digest BLOB NOT NULL, body TEXT NOT NULL
    ) STRICT;
    CREATE TEMP TABLE reference (
        file INTEGER NOT NULL, line INTEGER NOT NULL, field TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, family TEXT
    ) STRICT;";

/// Holds all that finding and comparing needs, so that bodies are read only where they differ.
const INDEX: &str = "CREATE INDEX temp.stage_id ON stage (kind, id, family, digest)";

/// A second fact of the same type and id is a mistake of its line.
const TWICE: &str = "
    SELECT file, line, 'id', 'expected an id that no other ' || kind || ' in this file has'
    FROM (SELECT kind, file, line, row_number() OVER (PARTITION BY kind, id ORDER BY s.rowid) AS n FROM stage s
          WHERE (kind, id) IN (SELECT kind, id FROM stage GROUP BY kind, id HAVING count(*) > 1))
    WHERE n > 1 AND ?1 <> '' ORDER BY file, line";

/// Kinds whose ids mean the same thing whichever source names them.
const CENTRE_WIDE: &str = "('agency','family','child','caregiver')";

const DANGLING: &str = "
    SELECT r.file, r.line, r.field, 'expected the id of a ' || r.kind || ' in this file or an earlier import, found none with id ' || r.id
    FROM reference r
    WHERE NOT EXISTS (SELECT 1 FROM stage s WHERE s.kind = r.kind AND s.id = r.id)
      AND NOT EXISTS (SELECT 1 FROM fact f WHERE f.kind = r.kind AND f.id = r.id AND f.source <> ?1
                        AND f.kind IN ('agency', 'family', 'child', 'caregiver', 'contact', 'place'))
    ORDER BY r.file, r.line";

const FOREIGN: &str = "
    SELECT r.file, r.line, r.field, 'expected a ' || r.kind || ' of the same family (' || r.family || '), found one of another family'
    FROM reference r
    WHERE r.family IS NOT NULL AND r.kind IN ('child', 'caregiver', 'step', 'appointment') AND ?1 <> ''
      AND (EXISTS (SELECT 1 FROM stage s WHERE s.kind = r.kind AND s.id = r.id AND s.family <> r.family)
        OR EXISTS (SELECT 1 FROM fact f WHERE f.kind = r.kind AND f.id = r.id AND f.source <> ?1 AND f.family <> r.family
                     AND NOT EXISTS (SELECT 1 FROM stage s WHERE s.kind = r.kind AND s.id = r.id)))
    ORDER BY r.file, r.line";

/// Staged numbers of families that already stand for another family or child: in this file, with the
/// line that says so first, or in another source.
const AMBIGUOUS: [&str; 2] = [
    "WITH named AS MATERIALIZED (
        SELECT file, line, family, json_extract(body, '$.child') AS child, json_extract(body, '$.agency') || ' ' || json_extract(body, '$.value') AS number
        FROM stage WHERE kind = 'identifier'),
     first AS MATERIALIZED (
        SELECT number, family, child, line FROM (
            SELECT *, row_number() OVER (PARTITION BY number ORDER BY file, line) AS n FROM named) WHERE n = 1)
     SELECT n.file, n.line, 'value', 'expected a number that stands for one family or child; line ' || o.line || ' says that it stands for another'
     FROM named n JOIN first o ON o.number = n.number AND (o.family <> n.family OR o.child IS NOT n.child)
     WHERE ?1 <> '' ORDER BY n.file, n.line",
    "WITH known AS MATERIALIZED (
        SELECT source, family, json_extract(body, '$.child') AS child, json_extract(body, '$.agency') || ' ' || json_extract(body, '$.value') AS number
        FROM fact WHERE kind = 'identifier' AND source <> ?1)
     SELECT s.file, s.line, 'value', 'expected a number that stands for one family or child; source ' || k.source || ' says that it stands for another'
     FROM stage s JOIN known k ON k.number = json_extract(s.body, '$.agency') || ' ' || json_extract(s.body, '$.value')
     WHERE s.kind = 'identifier' AND (k.family <> s.family OR k.child IS NOT json_extract(s.body, '$.child')) ORDER BY s.file, s.line",
];

/// The facts of one import.
pub struct Staging<'a> {
    connection: &'a Connection,
    files: Vec<Arc<str>>,
}

impl<'a> Staging<'a> {
    /// Makes the temporary tables of one import.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn begin(connection: &'a Connection) -> rusqlite::Result<Self> {
        connection.execute_batch(STAGING)?;
        Ok(Self {
            connection,
            files: Vec::new(),
        })
    }

    /// Stages one fact.
    ///
    /// # Errors
    /// When the fact cannot be written.
    pub fn add(&mut self, row: &Row) -> Result<(), ImportError> {
        let Row {
            line,
            fact,
            references,
            ..
        } = row;
        let file = self.number(&row.file);
        let body = serde_json::to_string(fact)?;
        let digest: [u8; 32] = Sha256::digest(body.as_bytes()).into();
        let line_number = i64::try_from(*line).unwrap_or(i64::MAX);
        self.connection
            .prepare_cached("INSERT INTO stage (kind, id, file, line, family, digest, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?
            .execute(params![fact.kind(), fact.id(), file, line_number, fact.family(), &digest[..16], body])?;
        let mut insert = self.connection.prepare_cached(
            "INSERT INTO reference (file, line, field, kind, id, family) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?;
        for reference in references {
            insert.execute(params![
                file,
                line_number,
                reference.field,
                reference.to,
                reference.id,
                fact.family()
            ])?;
        }
        Ok(())
    }

    /// All facts are staged: judges ids that come twice.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn finish(&self, refusal: &mut Refusal) -> rusqlite::Result<()> {
        self.connection.execute_batch(INDEX)?;
        self.tell(TWICE, "-", refusal)
    }

    /// Judges what no single line can show: references, families, who owns an id, and numbers
    /// that stand for two families.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn check(&self, source: &str, refusal: &mut Refusal) -> rusqlite::Result<()> {
        let taken = format!(
            "SELECT s.file, s.line, 'id', 'expected an id of this source; source ' || f.source || ' already has this ' || s.kind
            FROM stage s JOIN fact f ON f.kind = s.kind AND f.id = s.id AND f.source <> ?1
            WHERE s.kind IN {CENTRE_WIDE} ORDER BY s.file, s.line"
        );
        for query in [DANGLING, FOREIGN, &taken].into_iter().chain(AMBIGUOUS) {
            self.tell(query, source, refusal)?;
        }
        Ok(())
    }

    /// Notes each row of a query as a mistake.
    fn tell(&self, query: &str, source: &str, refusal: &mut Refusal) -> rusqlite::Result<()> {
        let mut statement = self.connection.prepare(query)?;
        let mut rows = statement.query(params![source])?;
        while let Some(row) = rows.next()? {
            let (file, line): (i64, i64) = (row.get(0)?, row.get(1)?);
            let file = usize::try_from(file).ok().and_then(|n| self.files.get(n));
            refusal.push(RowError {
                file: file.map(ToString::to_string).unwrap_or_default(),
                line: line.unsigned_abs(),
                field: row.get(2)?,
                reason: row.get(3)?,
            });
        }
        Ok(())
    }

    /// The number of a file, whose rows mostly come one after the other.
    fn number(&mut self, file: &Arc<str>) -> i64 {
        let known = self.files.iter().rposition(|f| f == file);
        let at = known.unwrap_or_else(|| {
            self.files.push(Arc::clone(file));
            self.files.len() - 1
        });
        i64::try_from(at).unwrap_or(i64::MAX)
    }
}
