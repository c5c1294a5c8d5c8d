//! Reading for advocates.

use std::collections::HashMap;

use async_trait::async_trait;
use jiff::civil::Date;

use super::super::caseload::{CaregiverHead, CaseloadStore, FamilyHead, ServedFamily};
use super::super::{Caregiver, CaseFile, Parts, StoreError};
use super::Publication;
use super::facts::{day, sort_items};
use crate::database::Row;
use crate::promise;

/// Families with their caregivers, one row each; a family without any has one row with none. In the order they were asked for.
/// The grant's days are judged as in `ACCESS`; a bar beats them.
const HEADS: &str = "
    SELECT f.id, f.number, f.name, f.language, f.since, f.heard_on,
        c.id, c.label, c.language, c.barred,
        NOT c.barred AND coalesce((
            SELECT true FROM portal.access_grant g
            WHERE g.center_id = $1 AND g.snapshot = $2 AND g.caregiver_id = c.id
              AND g.starts_on <= $4 AND g.ends_on >= $4 LIMIT 1), false)
    FROM portal.family f
    LEFT JOIN LATERAL (
        SELECT * FROM portal.caregiver c
        WHERE c.center_id = $1 AND c.snapshot = $2 AND c.family_id = f.id OFFSET 0) c ON true
    WHERE f.center_id = $1 AND f.snapshot = $2 AND f.id = ANY($3)
    ORDER BY f.id, c.label COLLATE \"C\", c.id COLLATE \"C\"";

const FAMILY_ITEMS: &str = "
    SELECT need, body FROM portal.item
    WHERE center_id = $1 AND snapshot = $2 AND family_id = $3 AND (need & $4) <> 0
    ORDER BY need, sort, id COLLATE \"C\"";

#[async_trait]
impl CaseloadStore for Publication {
    async fn heads(
        &self,
        families: &[ServedFamily],
        today: Date,
    ) -> Result<Vec<FamilyHead>, StoreError> {
        let ids: Vec<&str> = families.iter().map(|f| f.id.as_str()).collect();
        let rows = self.ask(HEADS, &[&ids, &today.to_string()]).await?;
        let mut heads: HashMap<String, FamilyHead> = HashMap::new();
        for row in &rows {
            let id: String = row.try_get(0)?;
            let head = match heads.entry(id) {
                std::collections::hash_map::Entry::Occupied(known) => known.into_mut(),
                std::collections::hash_map::Entry::Vacant(free) => free.insert(family(row)?),
            };
            head.caregivers.extend(caregiver(row)?);
        }
        // As the answer has always had them: in the order they were asked for.
        Ok(ids.iter().filter_map(|id| heads.remove(*id)).collect())
    }

    async fn family_file(
        &self,
        family: &ServedFamily,
        parts: Parts,
    ) -> Result<CaseFile, StoreError> {
        let rows = self.ask(FAMILY_ITEMS, &[&family.id, &parts.0]).await?;
        let mut case = self.empty_case();
        case.appointments = promise::agree(sort_items(&rows, &mut case)?);
        Ok(case)
    }

    async fn caregiver_of(
        &self,
        family: &ServedFamily,
        caregiver: &str,
    ) -> Result<Option<Caregiver>, StoreError> {
        let sql = "SELECT id FROM portal.caregiver
             WHERE center_id = $1 AND snapshot = $2 AND id = $3 AND family_id = $4";
        let rows = self.ask(sql, &[&caregiver, &family.id]).await?;
        let id = rows.first().map(|row| row.try_get(0)).transpose()?;
        Ok(id.map(|id| Caregiver { id }))
    }

    async fn family_with_number(&self, number: &str) -> Result<Option<String>, StoreError> {
        let sql =
            "SELECT id FROM portal.family WHERE center_id = $1 AND snapshot = $2 AND number = $3";
        let rows = self.ask(sql, &[&number]).await?;
        Ok(rows.first().map(|row| row.try_get(0)).transpose()?)
    }
}

fn family(row: &Row) -> Result<FamilyHead, tokio_postgres::Error> {
    Ok(FamilyHead {
        id: row.try_get(0)?,
        number: row.try_get(1)?,
        name: row.try_get(2)?,
        language: row.try_get(3)?,
        since: day(row, 4)?,
        heard_on: day(row, 5)?,
        caregivers: Vec::new(),
    })
}

fn caregiver(row: &Row) -> Result<Option<CaregiverHead>, tokio_postgres::Error> {
    let Some(id) = row.try_get(6)? else {
        return Ok(None);
    };
    Ok(Some(CaregiverHead {
        id,
        label: row.try_get(7)?,
        language: row.try_get(8)?,
        barred: row.try_get(9)?,
        sees: row.try_get(10)?,
    }))
}
