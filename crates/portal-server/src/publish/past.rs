//! Promises that a source does not tell any more, looked up by the step they were made for.

use jiff::civil::Date;
use portal_types::PromiseBasis;
use rusqlite::{Connection, OptionalExtension, Row};
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::Error;

use crate::store::bodies::{PastBody, PromiseBody};

/// Those of one step while it was one family's, in the order in which they were taken away.
const OF_STEP: &str = "
    SELECT due, made_on, basis, source_key, day FROM promise_past
    WHERE source = ?1 AND family = ?2 AND step = ?3 ORDER BY day, second, made_on, due";

/// The ledger of promises. It grows over the years, so it is asked step by step and never held whole.
pub struct Past<'a> {
    working: &'a Connection,
    any: bool,
}

impl<'a> Past<'a> {
    /// The ledger of a working database.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn of(working: &'a Connection) -> rusqlite::Result<Self> {
        let any = working.query_row("SELECT 1 FROM promise_past LIMIT 1", [], |_| Ok(()));
        Ok(Self {
            working,
            any: any.optional()?.is_some(),
        })
    }

    /// What was promised for a step while it was this family's.
    ///
    /// # Errors
    /// When the working database cannot be read.
    pub fn step(&self, source: &str, family: &str, step: &str) -> rusqlite::Result<Vec<PastBody>> {
        let mut found = Vec::new();
        if !self.any {
            return Ok(found);
        }
        let mut statement = self.working.prepare_cached(OF_STEP)?;
        let mut rows = statement.query([source, family, step])?;
        while let Some(row) = rows.next()? {
            found.extend(body(row)?);
        }
        Ok(found)
    }
}

fn body(row: &Row<'_>) -> rusqlite::Result<Option<PastBody>> {
    let day = |column| -> rusqlite::Result<Option<Date>> {
        Ok(row.get_ref(column)?.as_str()?.parse().ok())
    };
    let basis: String = row.get(2)?;
    let basis: Result<_, Error> = PromiseBasis::deserialize(basis.into_deserializer());
    let source_key: String = row.get(3)?;
    let (due, gone_on) = (day(0)?, day(4)?);
    let (Some(by), Some(gone_on), Ok(basis)) = (due, gone_on, basis) else {
        return Ok(None);
    };
    let promise = PromiseBody {
        by,
        made_on: day(1)?,
        basis,
        source_key: Some(source_key).filter(|key| !key.is_empty()),
    };
    Ok(Some(PastBody { promise, gone_on }))
}
