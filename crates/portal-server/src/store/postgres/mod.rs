//! Publications of many centres in PostgreSQL, read as snapshots are.
//!
//! What never changes within a publication and many answers need is read once (`head`). The search of a directory is held in
//! memory for the centres that were asked last (`shelf`). Everything of a family is asked for at each answer.

mod caseload;
mod facts;
mod follow;
mod head;
mod hsds;
mod shelf;

pub use follow::Publications;

use std::sync::Arc;

use serde::de::DeserializeOwned;
use tokio_postgres::error::SqlState;

use super::StoreError;
use crate::database::{CenterId, Database, DatabaseError, Question, Row, ToSql};
use head::Head;
use shelf::Shelf;

/// One publication of one centre.
pub struct Publication {
    database: Database,
    center: CenterId,
    /// Its number.
    snapshot: i64,
    head: Head,
    shelf: Arc<Shelf>,
}

impl Publication {
    /// Asks one thing of this publication: `$1` is the centre, `$2` the publication, and `values` come after them.
    async fn ask(
        &self,
        sql: &str,
        values: &[&(dyn ToSql + Sync)],
    ) -> Result<Vec<Row>, DatabaseError> {
        let center = self.center.as_str();
        let mut all: Vec<&(dyn ToSql + Sync)> = vec![&center, &self.snapshot];
        all.extend(values);
        let question = Question { sql, values: &all };
        let answers = self.database.ask(&self.center, &[question]).await;
        match answers {
            Ok(answers) => Ok(answers.into_iter().next().unwrap_or_default()),
            // PostgreSQL keeps no text with a zero byte in it, so none of its rows is asked for.
            Err(e) if e.code() == Some(SqlState::CHARACTER_NOT_IN_REPERTOIRE.code()) => {
                Ok(Vec::new())
            }
            Err(e) => Err(e),
        }
    }
}

/// A body as publishing wrote it.
fn body<T: DeserializeOwned>(row: &Row, column: usize) -> Result<T, StoreError> {
    Ok(serde_json::from_str(row.try_get(column)?)?)
}
