//! HSDS objects on their way into a snapshot.
//!
//! Their JSON is written where it stays; what is searched and sorted is staged and numbered at the end, in
//! the order of names, so that a directory need not be in memory to be sorted.

use rusqlite::{OptionalExtension, Transaction, params};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::json::{ListForm, text, written};
use super::terms::Term;
use crate::publish::PublishError;
use crate::store::hsds::{Kind, postcode};

type Object = Map<String, Value>;

const STAGE: &str = "
    CREATE TEMP TABLE stage (
        kind INTEGER NOT NULL, id TEXT NOT NULL, sort TEXT NOT NULL, organization_id TEXT, taxonomy_id TEXT,
        parent_id TEXT, modified INTEGER, postcode TEXT, latitude REAL, longitude REAL, words TEXT NOT NULL,
        body INTEGER NOT NULL, size INTEGER NOT NULL, digest BLOB NOT NULL,
        PRIMARY KEY (kind, id)) STRICT, WITHOUT ROWID;
    CREATE TEMP TABLE stage_term (
        kind INTEGER NOT NULL, id TEXT NOT NULL, term_id TEXT NOT NULL, taxonomy_id TEXT,
        PRIMARY KEY (kind, id, term_id)) STRICT, WITHOUT ROWID;";

const STAGED: &str = "SELECT body, size FROM temp.stage WHERE kind = ?1 AND id = ?2";

const BODY: &str = "INSERT INTO hsds_body (minimal, brief, list, whole) VALUES (?1, ?2, ?3, ?4)";

const OTHER_BODY: &str =
    "UPDATE hsds_body SET minimal = ?1, brief = ?2, list = ?3, whole = ?4 WHERE body = ?5";

const STAGE_ONE: &str = "
    INSERT OR REPLACE INTO temp.stage VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";

const NUMBER: &str = "
    CREATE TEMP TABLE numbered AS
        SELECT (kind << 32) + row_number() OVER (PARTITION BY kind ORDER BY sort, id) AS n, * FROM temp.stage;
    INSERT INTO hsds SELECT n, kind, id, organization_id, taxonomy_id, parent_id, modified, postcode, latitude,
        longitude, body FROM temp.numbered ORDER BY n;
    INSERT INTO hsds_text (hsds_text, rank) VALUES ('hashsize', 8388608);
    INSERT INTO hsds_text (rowid, words) SELECT n, words FROM temp.numbered ORDER BY n;
    INSERT INTO hsds_term SELECT t.term_id, h.n, t.taxonomy_id
        FROM temp.stage_term t JOIN hsds h ON h.kind = t.kind AND h.id = t.id;";

const DONE: &str = "
    DROP TABLE temp.stage;
    DROP TABLE temp.stage_term;
    DROP TABLE temp.numbered;";

/// One object on its way into the snapshot, with its JSON as [`crate::store::hsds`] tells it.
pub struct Row {
    pub kind: Kind,
    pub id: String,
    /// By which a list is sorted.
    pub sort: String,
    pub organization_id: Option<String>,
    pub taxonomy_id: Option<String>,
    pub parent_id: Option<String>,
    pub modified: Option<i64>,
    pub place: Place,
    pub words: String,
    pub minimal: String,
    pub brief: String,
    pub list: String,
    pub whole: String,
    /// Its taxonomy terms, each with its taxonomy.
    pub terms: Vec<(String, Option<String>)>,
}

impl Row {
    /// An object as it is written.
    pub fn of(kind: Kind, sort: String, whole: &Object, terms: &[Term]) -> Self {
        let terms = terms.iter();
        Self {
            kind,
            id: text(whole, "id").to_owned(),
            sort,
            organization_id: None,
            taxonomy_id: None,
            parent_id: None,
            modified: None,
            place: Place::default(),
            words: String::new(),
            minimal: String::new(),
            brief: String::new(),
            list: written(&ListForm(whole)),
            whole: written(whole),
            terms: terms
                .map(|term| (term.id.clone(), term.taxonomy_id.clone()))
                .collect(),
        }
    }
}

/// Where a service at a location is.
#[derive(Default)]
pub struct Place {
    pub postcode: Option<String>,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub city: String,
}

/// The objects staged so far.
pub struct Stage<'a> {
    tx: &'a Transaction<'a>,
}

impl<'a> Stage<'a> {
    /// Nothing staged.
    pub fn begin(tx: &'a Transaction<'a>) -> Result<Self, PublishError> {
        tx.execute_batch(STAGE)?;
        Ok(Self { tx })
    }

    /// Stages an object. What is told of it more than once is kept where most of it is told.
    pub fn put(&self, row: &Row) -> Result<(), PublishError> {
        let kind = row.kind as i64;
        let mut terms = self
            .tx
            .prepare_cached("INSERT OR IGNORE INTO temp.stage_term VALUES (?1, ?2, ?3, ?4)")?;
        for (term, taxonomy) in &row.terms {
            terms.execute(params![kind, row.id, term, taxonomy])?;
        }
        let mut staged = self.tx.prepare_cached(STAGED)?;
        let known = staged.query_row(params![kind, row.id], |r| Ok((r.get(0)?, r.get(1)?)));
        let size = i64::try_from(row.whole.len()).unwrap_or(i64::MAX);
        let body = match known.optional()? {
            Some((_, known)) if size <= known => return Ok(()),
            known => self.put_body(row, known.map(|(body, _)| body))?,
        };
        self.tx.prepare_cached(STAGE_ONE)?.execute(params![
            kind,
            row.id,
            row.sort,
            row.organization_id,
            row.taxonomy_id,
            row.parent_id,
            row.modified,
            row.place.postcode,
            row.place.latitude,
            row.place.longitude,
            row.words,
            body,
            size,
            Sha256::digest(&row.whole).as_slice(),
        ])?;
        Ok(())
    }

    /// Writes the JSON at once, in place of what is there: most of a snapshot is this, and it is written once.
    fn put_body(&self, row: &Row, there: Option<i64>) -> Result<i64, PublishError> {
        let Row {
            minimal,
            brief,
            list,
            whole,
            ..
        } = row;
        if let Some(body) = there {
            let mut statement = self.tx.prepare_cached(OTHER_BODY)?;
            statement.execute(params![minimal, brief, list, whole, body])?;
            return Ok(body);
        }
        let mut statement = self.tx.prepare_cached(BODY)?;
        Ok(statement.insert(params![minimal, brief, list, whole])?)
    }

    /// Numbers what was added and names its content.
    pub fn finish(self) -> Result<(), PublishError> {
        self.tx.execute_batch(NUMBER)?;
        let mut digest = Sha256::new();
        let mut statement = self
            .tx
            .prepare("SELECT digest FROM temp.numbered ORDER BY n")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            digest.update(row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?);
        }
        drop(rows);
        drop(statement);
        self.tx.execute_batch(DONE)?;
        let hash: String = digest
            .finalize()
            .iter()
            .take(12)
            .map(|b| format!("{b:02x}"))
            .collect();
        self.tx
            .execute("INSERT INTO meta (key, value) VALUES ('hsds', ?1)", [hash])?;
        Ok(())
    }
}

impl Place {
    /// The place of a service at a location.
    pub fn of(place: &Object) -> Self {
        let location = place.get("location").and_then(Value::as_object);
        let degrees = |key: &str| location?.get(key)?.as_f64();
        let addresses = location.and_then(|location| location.get("addresses")?.as_array());
        let addresses = || addresses.into_iter().flatten().filter_map(Value::as_object);
        let code = addresses().map(|a| postcode(text(a, "postal_code")));
        Self {
            postcode: code.into_iter().find(|code| !code.is_empty()),
            latitude: degrees("latitude"),
            longitude: degrees("longitude"),
            city: addresses()
                .map(|a| text(a, "city"))
                .collect::<Vec<_>>()
                .join(" "),
        }
    }
}
