//! Reading for advocates, in SQLite.

use std::collections::HashMap;

use async_trait::async_trait;
use jiff::civil::Date;
use rusqlite::{OptionalExtension, params};

use super::caseload::{CaregiverHead, CaseloadStore, FamilyHead, ServedFamily};
use super::sqlite::{Snapshot, day, sort_items};
use super::{Caregiver, CaseFile, Parts, StoreError};
use crate::promise;

const HEADS: &str = "
    SELECT f.id, f.number, f.name, f.language, f.since, f.heard_on FROM json_each(?1) j
    JOIN family f ON f.id = j.value";

/// The grant's days are judged here as in `sqlite::ACCESS`; a bar beats them.
const CAREGIVERS: &str = "
    SELECT c.family_id, c.id, c.label, c.language, c.barred,
        c.barred = 0 AND EXISTS (
            SELECT 1 FROM access_grant g WHERE g.caregiver_id = c.id AND g.starts_on <= ?2 AND g.ends_on >= ?2)
    FROM json_each(?1) j JOIN caregiver c ON c.family_id = j.value ORDER BY c.label, c.id";

const FAMILY_ITEMS: &str =
    "SELECT need, body FROM item WHERE family_id = ?1 AND (need & ?2) <> 0 ORDER BY need, sort, id";

#[async_trait]
impl CaseloadStore for Snapshot {
    async fn heads(
        &self,
        families: &[ServedFamily],
        today: Date,
    ) -> Result<Vec<FamilyHead>, StoreError> {
        let ids: Vec<&str> = families.iter().map(|f| f.id.as_str()).collect();
        let ids = serde_json::to_string(&ids)?;
        let connection = self.connection();
        let mut caregivers: HashMap<String, Vec<CaregiverHead>> = HashMap::new();
        let mut statement = connection.prepare_cached(CAREGIVERS)?;
        let mut rows = statement.query(params![ids, today.to_string()])?;
        while let Some(row) = rows.next()? {
            let head = CaregiverHead {
                id: row.get(1)?,
                label: row.get(2)?,
                language: row.get(3)?,
                barred: row.get(4)?,
                sees: row.get(5)?,
            };
            caregivers.entry(row.get(0)?).or_default().push(head);
        }
        let mut statement = connection.prepare_cached(HEADS)?;
        let heads = statement.query_map([&ids], |row| {
            let id: String = row.get(0)?;
            Ok(FamilyHead {
                caregivers: caregivers.remove(&id).unwrap_or_default(),
                id,
                number: row.get(1)?,
                name: row.get(2)?,
                language: row.get(3)?,
                since: day(row, 4)?,
                heard_on: day(row, 5)?,
            })
        })?;
        Ok(heads.collect::<Result<_, _>>()?)
    }

    async fn family_file(
        &self,
        family: &ServedFamily,
        parts: Parts,
    ) -> Result<CaseFile, StoreError> {
        let connection = self.connection();
        let mut case = self.empty_case();
        let mut statement = connection.prepare_cached(FAMILY_ITEMS)?;
        let visits = sort_items(statement.query(params![family.id, parts.0])?, &mut case)?;
        case.appointments = promise::agree(visits);
        Ok(case)
    }

    async fn caregiver_of(
        &self,
        family: &ServedFamily,
        caregiver: &str,
    ) -> Result<Option<Caregiver>, StoreError> {
        let connection = self.connection();
        let id = connection
            .prepare_cached("SELECT id FROM caregiver WHERE id = ?1 AND family_id = ?2")?
            .query_row([caregiver, family.id.as_str()], |row| row.get(0))
            .optional()?;
        Ok(id.map(|id| Caregiver { id }))
    }

    async fn family_with_number(&self, number: &str) -> Result<Option<String>, StoreError> {
        let connection = self.connection();
        let id = connection
            .prepare_cached("SELECT id FROM family WHERE number = ?1")?
            .query_row([number], |row| row.get(0))
            .optional()?;
        Ok(id)
    }
}
