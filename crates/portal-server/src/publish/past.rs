//! Promises that a source does not tell any more, looked up by the step they were made for.

use std::collections::HashMap;

use jiff::civil::Date;
use portal_types::PromiseBasis;
use rusqlite::{Connection, Row};
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::Error;

use crate::store::bodies::{PastBody, PromiseBody};

/// A step of one source, and the family it belonged to.
type Key = (String, String, String);

/// The ledger of promises.
pub struct Past(HashMap<Key, Vec<PastBody>>);

impl Past {
    /// Reads all of it, in the order in which promises were taken away.
    ///
    /// # Errors
    /// When the working database cannot be read.
    pub fn read(working: &Connection) -> rusqlite::Result<Self> {
        let mut statement = working.prepare(
            "SELECT source, family, step, due, made_on, basis, source_key, day FROM promise_past
             ORDER BY source, family, step, day, second, made_on, due",
        )?;
        let mut rows = statement.query([])?;
        let mut past: HashMap<Key, Vec<PastBody>> = HashMap::new();
        while let Some(row) = rows.next()? {
            let key = (row.get(0)?, row.get(1)?, row.get(2)?);
            past.entry(key).or_default().extend(body(row)?);
        }
        Ok(Self(past))
    }

    /// What was promised for a step while it was this family's.
    pub fn of(&self, source: &str, family: &str, step: &str) -> Vec<PastBody> {
        let key = (source.to_owned(), family.to_owned(), step.to_owned());
        self.0.get(&key).cloned().unwrap_or_default()
    }
}

fn body(row: &Row<'_>) -> rusqlite::Result<Option<PastBody>> {
    let day = |column| -> rusqlite::Result<Option<Date>> {
        Ok(row.get_ref(column)?.as_str()?.parse().ok())
    };
    let basis: String = row.get(5)?;
    let basis: Result<_, Error> = PromiseBasis::deserialize(basis.into_deserializer());
    let source_key: String = row.get(6)?;
    let (due, gone_on) = (day(3)?, day(7)?);
    let (Some(by), Some(gone_on), Ok(basis)) = (due, gone_on, basis) else {
        return Ok(None);
    };
    let promise = PromiseBody {
        by,
        made_on: day(4)?,
        basis,
        source_key: Some(source_key).filter(|key| !key.is_empty()),
    };
    Ok(Some(PastBody { promise, gone_on }))
}
