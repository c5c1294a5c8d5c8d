//! Finding and reading HSDS objects in a snapshot.

use async_trait::async_trait;
use rusqlite::{Connection, OptionalExtension, params};

use super::hsds::{Form, HsdsStore, Kind, Wanted};
use super::{Snapshot, StoreError, hsds_search};

#[async_trait]
impl HsdsStore for Snapshot {
    async fn hsds_find(&self, kind: Kind, wanted: &Wanted) -> Result<Vec<i64>, StoreError> {
        hsds_search::find(&self.connection(), self.finder.as_ref(), kind, wanted)
    }

    async fn hsds_row(&self, kind: Kind, id: &str) -> Result<Option<i64>, StoreError> {
        let connection = self.connection();
        let mut statement =
            connection.prepare_cached("SELECT n FROM hsds WHERE kind = ?1 AND id = ?2")?;
        let found = statement.query_row(params![kind as i64, id], |row| row.get(0));
        Ok(found.optional()?)
    }

    async fn hsds_write(
        &self,
        rows: &[i64],
        form: Form,
        separator: u8,
        out: &mut Vec<u8>,
    ) -> Result<(), StoreError> {
        let connection = self.connection();
        let column = match form {
            Form::Minimal => "minimal",
            Form::List => "list",
            Form::Full | Form::FullServices => "whole",
        };
        let mut statement = connection.prepare_cached(&format!(
            "SELECT b.{column} FROM hsds h JOIN hsds_body b ON b.body = h.body WHERE h.n = ?1"
        ))?;
        for (at, n) in rows.iter().enumerate() {
            if at > 0 {
                out.push(separator);
            }
            let mut found = statement.query([n])?;
            if let Some(row) = found.next()? {
                out.extend_from_slice(row.get_ref(0)?.as_bytes().map_err(rusqlite::Error::from)?);
            }
            let with_services = matches!(form, Form::Full | Form::FullServices);
            if with_services && n >> 32 == Kind::Organization as i64 {
                add_services(&connection, *n, form, out)?;
            }
        }
        Ok(())
    }

    async fn hsds_hash(&self) -> Result<String, StoreError> {
        let connection = self.connection();
        let mut statement =
            connection.prepare_cached("SELECT value FROM meta WHERE key = 'hsds'")?;
        Ok(statement.query_row([], |row| row.get(0))?)
    }
}

/// Opens the object that `out` ends with once more and puts the organisation's services into it.
fn add_services(
    connection: &Connection,
    organization: i64,
    form: Form,
    out: &mut Vec<u8>,
) -> Result<(), StoreError> {
    let column = match form {
        Form::FullServices => "whole",
        _ => "brief",
    };
    let mut statement = connection.prepare_cached(&format!(
        "SELECT b.{column} FROM hsds o JOIN hsds s ON s.organization_id = o.id AND s.kind = 1
         JOIN hsds_body b ON b.body = s.body WHERE o.n = ?1 ORDER BY s.n"
    ))?;
    let mut rows = statement.query([organization])?;
    out.pop();
    out.extend_from_slice(b",\"services\":[");
    let mut first = true;
    while let Some(row) = rows.next()? {
        if !std::mem::take(&mut first) {
            out.push(b',');
        }
        out.extend_from_slice(row.get_ref(0)?.as_bytes().map_err(rusqlite::Error::from)?);
    }
    out.extend_from_slice(b"]}");
    Ok(())
}
