//! Reading the services directory as HSDS.

use std::collections::HashMap;
use std::sync::Arc;

use async_trait::async_trait;
use tokio::task::spawn_blocking;

use super::super::StoreError;
use super::super::hsds::{Form, HsdsStore, Kind, Wanted};
use super::super::hsds_index::HsdsIndex;
use super::super::hsds_search::range;
use super::Publication;
use crate::database::{DatabaseError, Row};

const INDEX: &str =
    "SELECT bytes FROM portal.hsds_index WHERE center_id = $1 AND snapshot = $2 ORDER BY piece";

#[async_trait]
impl HsdsStore for Publication {
    async fn hsds_find(&self, kind: Kind, wanted: &Wanted) -> Result<Vec<i64>, StoreError> {
        if *wanted == Wanted::default() {
            return self.all(kind).await;
        }
        self.index().await?.find(kind, wanted)
    }

    async fn hsds_row(&self, kind: Kind, id: &str) -> Result<Option<i64>, StoreError> {
        let sql = "SELECT n FROM portal.hsds WHERE center_id = $1 AND snapshot = $2 AND kind = $3 AND id = $4";
        let rows = self.ask(sql, &[&(kind as i64), &id]).await?;
        Ok(rows.first().map(|row| row.try_get(0)).transpose()?)
    }

    async fn hsds_write(
        &self,
        rows: &[i64],
        form: Form,
        separator: u8,
        out: &mut Vec<u8>,
    ) -> Result<(), StoreError> {
        let bodies = self.bodies(rows, form).await?;
        let bodies: HashMap<i64, &str> = pairs(&bodies)?;
        let services = self.services_of(rows, form).await?;
        for (at, n) in rows.iter().enumerate() {
            if at > 0 {
                out.push(separator);
            }
            if let Some(body) = bodies.get(n) {
                out.extend_from_slice(body.as_bytes());
            }
            if let Some(services) = services.as_ref().filter(|_| is_organization(*n)) {
                add_services(services, *n, out)?;
            }
        }
        Ok(())
    }

    async fn hsds_hash(&self) -> Result<String, StoreError> {
        Ok(self.head.hsds.clone())
    }
}

impl Publication {
    /// Every row of a kind: publishing numbers them without gaps.
    async fn all(&self, kind: Kind) -> Result<Vec<i64>, StoreError> {
        let (first, last) = range(kind);
        let sql = "SELECT max(n) FROM portal.hsds
             WHERE center_id = $1 AND snapshot = $2 AND n BETWEEN $3 AND $4";
        let rows = self.ask(sql, &[&first, &last]).await?;
        let highest: Option<i64> = match rows.first() {
            Some(row) => row.try_get(0)?,
            None => None,
        };
        Ok(highest.map_or_else(Vec::new, |highest| (first..=highest).collect()))
    }

    /// What is searched, read when it is asked for first.
    async fn index(&self) -> Result<Arc<HsdsIndex>, StoreError> {
        let place = self.shelf.place(&self.center, self.snapshot);
        let read = place.get_or_try_init(async || {
            let mut bytes = Vec::new();
            for row in self.ask(INDEX, &[]).await? {
                bytes.extend_from_slice(row.try_get(0)?);
            }
            let read = spawn_blocking(move || HsdsIndex::read(&bytes)).await;
            let broken = |e: tokio::task::JoinError| DatabaseError::Unexpected(e.to_string());
            Ok::<_, StoreError>(Arc::new(read.map_err(broken)??))
        });
        read.await.map(Arc::clone)
    }

    async fn bodies(&self, rows: &[i64], form: Form) -> Result<Vec<Row>, DatabaseError> {
        let column = match form {
            Form::Minimal => "minimal",
            Form::List => "list",
            Form::Full | Form::FullServices => "whole",
        };
        let sql = format!(
            "SELECT h.n, (
                 SELECT b.{column} FROM portal.hsds_body b
                 WHERE b.center_id = $1 AND b.snapshot = $2 AND b.body = h.body)
             FROM portal.hsds h WHERE h.center_id = $1 AND h.snapshot = $2 AND h.n = ANY($3)"
        );
        self.ask(&sql, &[&rows]).await
    }

    /// The services of the organisations among these rows, where the form tells them.
    async fn services_of(
        &self,
        rows: &[i64],
        form: Form,
    ) -> Result<Option<Vec<Row>>, DatabaseError> {
        let column = match form {
            Form::FullServices => "whole",
            Form::Full => "brief",
            Form::Minimal | Form::List => return Ok(None),
        };
        let organizations: Vec<i64> = rows
            .iter()
            .copied()
            .filter(|n| is_organization(*n))
            .collect();
        if organizations.is_empty() {
            return Ok(None);
        }
        let sql = format!(
            "SELECT o.n, s.told FROM portal.hsds o
             CROSS JOIN LATERAL (
                 SELECT s.n, (
                     SELECT b.{column} FROM portal.hsds_body b
                     WHERE b.center_id = $1 AND b.snapshot = $2 AND b.body = s.body) AS told
                 FROM portal.hsds s
                 WHERE s.center_id = $1 AND s.snapshot = $2 AND s.organization_id = o.id AND s.kind = 1 OFFSET 0) s
             WHERE o.center_id = $1 AND o.snapshot = $2 AND o.n = ANY($3) ORDER BY o.n, s.n"
        );
        self.ask(&sql, &[&organizations]).await.map(Some)
    }
}

fn is_organization(n: i64) -> bool {
    n >> 32 == Kind::Organization as i64
}

fn pairs(rows: &[Row]) -> Result<HashMap<i64, &str>, tokio_postgres::Error> {
    rows.iter()
        .map(|row| Ok((row.try_get(0)?, row.try_get(1)?)))
        .collect()
}

/// Opens the object that `out` ends with once more and puts the organisation's services into it.
fn add_services(
    services: &[Row],
    organization: i64,
    out: &mut Vec<u8>,
) -> Result<(), tokio_postgres::Error> {
    out.pop();
    out.extend_from_slice(b",\"services\":[");
    let mut first = true;
    for row in services {
        if row.try_get::<_, i64>(0)? != organization {
            continue;
        }
        if !std::mem::take(&mut first) {
            out.push(b',');
        }
        out.extend_from_slice(row.try_get::<_, &str>(1)?.as_bytes());
    }
    out.extend_from_slice(b"]}");
    Ok(())
}
