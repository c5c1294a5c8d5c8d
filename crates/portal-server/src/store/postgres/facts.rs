//! What caregivers and everybody read.

use std::sync::Arc;

use async_trait::async_trait;
use jiff::civil::Date;
use portal_types::{DirectoryRef, PlaybookRules};

use super::super::bodies::AppointmentBody;
use super::super::{Access, Caregiver, CaseFile, Parts, Store, StoreError};
use super::head::packed;
use super::{Publication, body};
use crate::database::Row;
use crate::facts::Right;
use crate::packed::Packed;
use crate::promise;

/// What a caregiver may see, as `store::sqlite::ITEMS` says it: their own family, not barred, a grant that covers the day, the
/// rights, the child, and the audience. With it, in each row, the children whose names they may read; nothing there means all.
///
/// The grants are looked up once, with their children, and not for each item again: 20 pages in place of 168. Every other
/// table is looked up by its key, in a subquery of its own that yields one value. With `EXISTS` and joins PostgreSQL may as
/// well read all that the centre has of a table, and does, as long as it has no statistics of a new publication.
const ITEMS: &str = "
    WITH granted AS MATERIALIZED (
      SELECT g.rights, g.all_children,
        (SELECT array_agg(gc.child_id) FROM portal.grant_child gc
         WHERE gc.center_id = $1 AND gc.snapshot = $2 AND gc.grant_id = g.id) AS children
      FROM portal.access_grant g
      WHERE g.center_id = $1 AND g.snapshot = $2 AND g.caregiver_id = $3 AND g.starts_on <= $4 AND g.ends_on >= $4)
    SELECT i.need, i.body,
      (SELECT CASE WHEN bool_or(g.all_children) THEN NULL
           ELSE coalesce((SELECT array_agg(own) FROM granted, unnest(children) own), '{}') END
       FROM granted g)
    FROM portal.item i
    WHERE i.center_id = $1 AND i.snapshot = $2 AND (i.need & $5) <> 0
      AND i.family_id = (
        SELECT c.family_id FROM portal.caregiver c
        WHERE c.center_id = $1 AND c.snapshot = $2 AND c.id = $3 AND NOT c.barred)
      AND (
        SELECT true FROM granted g
        WHERE (g.rights & i.need) <> 0 AND (g.rights & i.also) = i.also
          AND (g.all_children OR i.need = 4 OR (
            SELECT true FROM portal.item_child ic
            WHERE ic.center_id = $1 AND ic.snapshot = $2 AND ic.item_id = i.id AND ic.child_id = ANY (g.children)
            LIMIT 1))
        LIMIT 1)
      AND (NOT i.audience OR (
        SELECT true FROM portal.item_audience a
        WHERE a.center_id = $1 AND a.snapshot = $2 AND a.item_id = i.id AND a.caregiver_id = $3))
    ORDER BY i.need, i.sort, i.id COLLATE \"C\"";

const ACCESS: &str = "
    SELECT c.family_id, c.language, c.since, c.heard_on FROM portal.caregiver c
    WHERE c.center_id = $1 AND c.snapshot = $2 AND c.id = $3 AND NOT c.barred
      AND EXISTS (
        SELECT 1 FROM portal.access_grant g
        WHERE g.center_id = $1 AND g.snapshot = $2 AND g.caregiver_id = c.id AND g.starts_on <= $4 AND g.ends_on >= $4)";

/// Puts items where they belong in a case; what sources say of visits is handed back, to be agreed on.
pub(super) fn sort_items(
    rows: &[Row],
    case: &mut CaseFile,
) -> Result<Vec<AppointmentBody>, StoreError> {
    let mut visits = Vec::new();
    for row in rows {
        match row.try_get::<_, i64>(0)? {
            need if need == Right::Steps.bit() => case.steps.push(body(row, 1)?),
            need if need == Right::Appointments.bit() => visits.push(body(row, 1)?),
            need if need == Right::Team.bit() => case.team.push(body(row, 1)?),
            _ => case.news.push(body(row, 1)?),
        }
    }
    Ok(visits)
}

/// An ISO date, where there is one.
pub(super) fn day(row: &Row, column: usize) -> Result<Option<Date>, tokio_postgres::Error> {
    let text: Option<&str> = row.try_get(column)?;
    Ok(text.and_then(|text| text.parse().ok()))
}

impl Publication {
    /// A case with what everybody may see of the centre, and nothing of a family yet.
    pub(super) fn empty_case(&self) -> CaseFile {
        CaseFile {
            agencies: Arc::clone(&self.head.agencies),
            sources: Arc::clone(&self.head.sources),
            ..CaseFile::default()
        }
    }

    async fn packed(&self, sql: &str, key: &str) -> Result<Option<Packed>, StoreError> {
        let rows = self.ask(sql, &[&key]).await?;
        rows.first().map(packed).transpose()
    }
}

#[async_trait]
impl Store for Publication {
    async fn access(&self, who: &Caregiver, today: Date) -> Result<Option<Access>, StoreError> {
        let rows = self.ask(ACCESS, &[&who.id, &today.to_string()]).await?;
        let access = rows.first().map(|row| {
            Ok::<_, tokio_postgres::Error>(Access {
                family: row.try_get(0)?,
                language: row.try_get(1)?,
                since: day(row, 2)?,
                heard_on: day(row, 3)?,
            })
        });
        Ok(access.transpose()?)
    }

    async fn case_file(
        &self,
        who: &Caregiver,
        today: Date,
        parts: Parts,
    ) -> Result<CaseFile, StoreError> {
        let day = today.to_string();
        let rows = self.ask(ITEMS, &[&who.id, &day, &parts.0]).await?;
        let mut case = self.empty_case();
        let mut visits = sort_items(&rows, &mut case)?;
        let own: Option<Option<Vec<String>>> =
            rows.first().map(|row| row.try_get(2)).transpose()?;
        if let Some(own) = own.flatten() {
            keep_own_children(&own, &mut case, &mut visits);
        }
        // Only now: what is not meant for this caregiver is no word on a visit to them.
        case.appointments = promise::agree(visits);
        Ok(case)
    }

    async fn directory_ref(&self) -> Result<Option<DirectoryRef>, StoreError> {
        Ok(self.head.directory.clone())
    }

    async fn directory(&self, hash: &str) -> Result<Option<Packed>, StoreError> {
        if self.head.directory.is_none() {
            return Ok(None);
        }
        // A directory too large for a phone has no such file.
        let sql = "SELECT hash, json, json_brotli FROM portal.directory
             WHERE center_id = $1 AND snapshot = $2 AND hash = $3 AND length(json) > 0";
        self.packed(sql, hash).await
    }

    async fn directory_pack(&self, hash: &str) -> Result<Option<Packed>, StoreError> {
        if self.head.directory.is_none() {
            return Ok(None);
        }
        let sql = "SELECT hash, pack, pack_brotli FROM portal.directory
             WHERE center_id = $1 AND snapshot = $2 AND hash = $3";
        self.packed(sql, hash).await
    }

    async fn playbook_languages(&self) -> Result<Vec<String>, StoreError> {
        Ok(self.head.languages.clone())
    }

    async fn playbook(&self, language: &str) -> Result<Option<Packed>, StoreError> {
        let sql = "SELECT hash, json, brotli FROM portal.playbook
             WHERE center_id = $1 AND snapshot = $2 AND language = $3";
        self.packed(sql, language).await
    }

    fn rules(&self) -> Option<Arc<PlaybookRules>> {
        self.head.rules.clone()
    }

    fn board(&self) -> Option<Packed> {
        self.head.board.clone()
    }

    async fn service(&self, id: &str) -> Result<Option<String>, StoreError> {
        let sql =
            "SELECT body FROM portal.service WHERE center_id = $1 AND snapshot = $2 AND id = $3";
        let rows = self.ask(sql, &[&id]).await?;
        Ok(rows.first().map(|row| row.try_get(0)).transpose()?)
    }

    async fn published_at(&self) -> Result<String, StoreError> {
        Ok(self.head.published_at.clone())
    }
}

/// Takes children out of items that are shown because of another child.
fn keep_own_children(own: &[String], case: &mut CaseFile, visits: &mut [AppointmentBody]) {
    let lists = case.steps.iter_mut().map(|s| &mut s.children);
    for children in lists.chain(visits.iter_mut().map(|a| &mut a.children)) {
        children.retain(|c| own.contains(&c.id));
    }
}
