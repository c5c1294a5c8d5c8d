//! HSDS objects on their way into a snapshot.
//!
//! They are staged first and numbered at the end, in the order of their names, so that a directory
//! need not be in memory to be sorted.

use rusqlite::{Transaction, params};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::json::{list_form, text};
use super::terms::Term;
use crate::publish::PublishError;
use crate::store::hsds::{Kind, postcode};

type Object = Map<String, Value>;

const STAGE: &str = "
    CREATE TEMP TABLE stage (
        kind INTEGER NOT NULL, id TEXT NOT NULL, sort TEXT NOT NULL, organization_id TEXT, taxonomy_id TEXT,
        parent_id TEXT, modified INTEGER, postcode TEXT, latitude REAL, longitude REAL,
        minimal TEXT NOT NULL, brief TEXT NOT NULL, list TEXT NOT NULL, whole TEXT NOT NULL, words TEXT NOT NULL,
        PRIMARY KEY (kind, id)) STRICT, WITHOUT ROWID;
    CREATE TEMP TABLE stage_term (
        kind INTEGER NOT NULL, id TEXT NOT NULL, term_id TEXT NOT NULL, taxonomy_id TEXT,
        PRIMARY KEY (kind, id, term_id)) STRICT, WITHOUT ROWID;";

/// What is told of an object more than once is kept where most of it is told.
const STAGE_ONE: &str = "
    INSERT INTO temp.stage VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
    ON CONFLICT (kind, id) DO UPDATE SET
        sort = excluded.sort, organization_id = excluded.organization_id, taxonomy_id = excluded.taxonomy_id,
        parent_id = excluded.parent_id, list = excluded.list, whole = excluded.whole, words = excluded.words
    WHERE length(excluded.whole) > length(stage.whole)";

const NUMBER: &str = "
    CREATE TEMP TABLE numbered AS
        SELECT (kind << 32) + row_number() OVER (PARTITION BY kind ORDER BY sort, id) AS n, * FROM temp.stage;
    INSERT INTO hsds SELECT n, kind, id, organization_id, taxonomy_id, parent_id, modified, postcode, latitude,
        longitude FROM temp.numbered ORDER BY n;
    INSERT INTO hsds_body SELECT n, minimal, brief, list, whole FROM temp.numbered ORDER BY n;
    INSERT INTO hsds_text (rowid, words) SELECT n, words FROM temp.numbered ORDER BY n;
    INSERT INTO hsds_term SELECT t.term_id, h.n, t.taxonomy_id
        FROM temp.stage_term t JOIN hsds h ON h.kind = t.kind AND h.id = t.id;
    DROP TABLE temp.stage;
    DROP TABLE temp.stage_term;
    DROP TABLE temp.numbered;";

/// One object on its way into the snapshot.
#[derive(Default)]
pub struct Row<'a> {
    pub organization_id: Option<&'a str>,
    pub taxonomy_id: Option<&'a str>,
    pub parent_id: Option<&'a str>,
    pub modified: Option<i64>,
    pub place: Place,
    pub minimal: String,
    pub brief: String,
    pub words: String,
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

    /// Stages an object; `named` gives the name by which `whole` is sorted.
    pub fn put(
        &self,
        kind: Kind,
        named: &Object,
        whole: &Object,
        row: &Row<'_>,
    ) -> Result<(), PublishError> {
        let list = Value::Object(list_form(whole)).to_string();
        let whole_text = serde_json::to_string(whole)?;
        self.tx.prepare_cached(STAGE_ONE)?.execute(params![
            kind as i64,
            text(whole, "id"),
            text(named, "name").to_lowercase(),
            row.organization_id,
            row.taxonomy_id,
            row.parent_id,
            row.modified,
            row.place.postcode,
            row.place.latitude,
            row.place.longitude,
            row.minimal,
            row.brief,
            list,
            whole_text,
            row.words,
        ])?;
        Ok(())
    }

    /// Says which terms an object has.
    pub fn put_terms(&self, kind: Kind, id: &str, terms: &[Term]) -> Result<(), PublishError> {
        let mut statement = self
            .tx
            .prepare_cached("INSERT OR IGNORE INTO temp.stage_term VALUES (?1, ?2, ?3, ?4)")?;
        for term in terms {
            statement.execute(params![kind as i64, id, term.id, term.taxonomy_id])?;
        }
        Ok(())
    }

    /// Numbers what was added and names its content.
    pub fn finish(self) -> Result<(), PublishError> {
        self.tx.execute_batch(NUMBER)?;
        let mut digest = Sha256::new();
        let mut statement = self.tx.prepare("SELECT whole FROM hsds_body ORDER BY n")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            digest.update(row.get_ref(0)?.as_bytes().map_err(rusqlite::Error::from)?);
        }
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
