//! A published snapshot in SQLite, opened so that it cannot be written.

use std::fs::File;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use async_trait::async_trait;
use jiff::civil::Date;
use portal_types::{DirectoryRef, PlaybookRules};
use rusqlite::{Connection, OptionalExtension, Rows, params};
use serde::de::DeserializeOwned;

use super::bodies::AppointmentBody;
use super::connect::open_read_only;
use super::finder::Finder;
use super::{Access, Caregiver, CaseFile, Parts, Store, StoreError};
use super::{board, rules};
use crate::facts::{AgencyFact, Right};
use crate::packed::Packed;
use crate::promise;
use crate::publish::seal;

/// What a caregiver may see, in one place: their own family, not barred, a grant that
/// covers today, the rights, the child, and the audience. Restricted grants see only what
/// names one of their children; the team belongs to the family as a whole.
const ITEMS: &str = "
    SELECT i.need, i.body FROM caregiver c
    JOIN item i ON i.family_id = c.family_id AND (i.need & ?3) <> 0
    WHERE c.id = ?1 AND c.barred = 0
      AND EXISTS (
        SELECT 1 FROM access_grant g
        WHERE g.caregiver_id = c.id AND g.starts_on <= ?2 AND g.ends_on >= ?2 AND (g.rights & i.need) <> 0
          AND (g.rights & i.also) = i.also
          AND (g.all_children = 1 OR i.need = 4 OR EXISTS (
            SELECT 1 FROM item_child ic JOIN grant_child gc ON gc.child_id = ic.child_id
            WHERE ic.item_id = i.id AND gc.grant_id = g.id)))
      AND (i.audience = 0 OR EXISTS (
        SELECT 1 FROM item_audience a WHERE a.item_id = i.id AND a.caregiver_id = c.id))
    ORDER BY i.need, i.sort, i.id";

const ACCESS: &str = "
    SELECT c.family_id, c.language, c.since, c.heard_on FROM caregiver c
    WHERE c.id = ?1 AND c.barred = 0
      AND EXISTS (SELECT 1 FROM access_grant g WHERE g.caregiver_id = c.id AND g.starts_on <= ?2 AND g.ends_on >= ?2)";

/// Children whose names this caregiver may read; every child when a grant covers all.
const CHILDREN: &str = "
    SELECT g.all_children, gc.child_id FROM access_grant g LEFT JOIN grant_child gc ON gc.grant_id = g.id
    WHERE g.caregiver_id = ?1 AND g.starts_on <= ?2 AND g.ends_on >= ?2";

/// One snapshot, with a connection per core. Queries are short and the file is in the
/// page cache, so they run where they are called.
pub struct Snapshot {
    connections: Vec<Mutex<Connection>>,
    /// The search of the directory, if there is a directory this program can read.
    pub(super) finder: Option<Finder>,
    agencies: Arc<[AgencyFact]>,
    sources: Arc<[String]>,
    rules: Option<Arc<PlaybookRules>>,
    board: Option<Packed>,
    /// Locked, so that publishing does not free what is read here (`publish::pace`).
    _held: File,
}

impl Snapshot {
    /// Opens a published file.
    ///
    /// # Errors
    /// When the file is missing, is not a snapshot, or is not what was published.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        seal::check(path)?;
        Self::unchecked(path)
    }

    /// Opens a published file that somebody else holds against its digest.
    ///
    /// # Errors
    /// When the file is missing or is not a snapshot.
    pub(super) fn unchecked(path: &Path) -> Result<Self, StoreError> {
        let cores = thread::available_parallelism().map_or(2, usize::from);
        let held = File::open(path)?;
        // A file system without locks has none for publishing either, which then frees nothing early.
        let _ = held.lock_shared();
        let first = open_read_only(path)?;
        let finder = Finder::open(&first)?;
        let sources = first
            .prepare("SELECT name FROM source ORDER BY n")?
            .query_map([], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        let agencies = agencies(&first)?.into();
        let rules = rules::of(&first)?.map(Arc::new);
        let board = board::of(&first)?;
        let connections = (0..cores)
            .map(|_| open_read_only(path).map(Mutex::new))
            .collect::<Result<_, _>>()?;
        Ok(Self {
            connections,
            finder,
            agencies,
            sources,
            rules,
            board,
            _held: held,
        })
    }

    /// A case with what is the same for every family.
    pub(super) fn empty_case(&self) -> CaseFile {
        CaseFile {
            agencies: Arc::clone(&self.agencies),
            sources: Arc::clone(&self.sources),
            ..CaseFile::default()
        }
    }

    /// The first free connection, or the first one when all are busy.
    pub(super) fn connection(&self) -> MutexGuard<'_, Connection> {
        self.connections
            .iter()
            .find_map(|c| c.try_lock().ok())
            .unwrap_or_else(|| {
                self.connections[0]
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
            })
    }
}

/// Every agency of the centre.
fn agencies(connection: &Connection) -> Result<Vec<AgencyFact>, StoreError> {
    let mut statement = connection.prepare("SELECT id, body FROM agency ORDER BY id")?;
    let mut rows = statement.query([])?;
    let mut agencies = Vec::new();
    while let Some(row) = rows.next()? {
        agencies.push(body(row)?);
    }
    Ok(agencies)
}

/// Puts items where they belong in a case; what sources say of visits is handed back, to be agreed on.
pub(super) fn sort_items(
    mut rows: Rows<'_>,
    case: &mut CaseFile,
) -> Result<Vec<AppointmentBody>, StoreError> {
    let mut visits = Vec::new();
    while let Some(row) = rows.next()? {
        match row.get::<_, i64>(0)? {
            need if need == Right::Steps.bit() => case.steps.push(body(row)?),
            need if need == Right::Appointments.bit() => visits.push(body(row)?),
            need if need == Right::Team.bit() => case.team.push(body(row)?),
            _ => case.news.push(body(row)?),
        }
    }
    Ok(visits)
}

/// An ISO date, where there is one.
pub(super) fn day(row: &rusqlite::Row<'_>, column: usize) -> rusqlite::Result<Option<Date>> {
    let text: Option<String> = row.get(column)?;
    Ok(text.and_then(|text| text.parse().ok()))
}

fn body<T: DeserializeOwned>(row: &rusqlite::Row<'_>) -> Result<T, StoreError> {
    let text = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
    Ok(serde_json::from_str(text)?)
}

#[async_trait]
impl Store for Snapshot {
    async fn access(&self, who: &Caregiver, today: Date) -> Result<Option<Access>, StoreError> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached(ACCESS)?;
        let access = statement
            .query_row(params![who.id, today.to_string()], |r| {
                Ok(Access {
                    family: r.get(0)?,
                    language: r.get(1)?,
                    since: day(r, 2)?,
                    heard_on: day(r, 3)?,
                })
            })
            .optional()?;
        Ok(access)
    }

    async fn case_file(
        &self,
        who: &Caregiver,
        today: Date,
        parts: Parts,
    ) -> Result<CaseFile, StoreError> {
        let connection = self.connection();
        let mut case = self.empty_case();
        let day = today.to_string();
        let mut statement = connection.prepare_cached(ITEMS)?;
        let mut visits = sort_items(statement.query(params![who.id, day, parts.0])?, &mut case)?;
        keep_own_children(&connection, who, &day, &mut case, &mut visits)?;
        // Only now: what is not meant for this caregiver is no word on a visit to them.
        case.appointments = promise::agree(visits);
        Ok(case)
    }

    async fn directory_ref(&self) -> Result<Option<DirectoryRef>, StoreError> {
        if self.finder.is_none() {
            return Ok(None);
        }
        let connection = self.connection();
        let text: Option<String> = connection
            .prepare_cached("SELECT value FROM meta WHERE key = 'directory'")?
            .query_row([], |r| r.get(0))
            .optional()?;
        Ok(text.map(|t| serde_json::from_str(&t)).transpose()?)
    }

    async fn directory(&self, hash: &str) -> Result<Option<Packed>, StoreError> {
        // A directory too large for a phone has no such file.
        let sql =
            "SELECT hash, json, json_brotli FROM directory WHERE hash = ?1 AND length(json) > 0";
        match self.finder {
            Some(_) => packed(&self.connection(), sql, hash),
            None => Ok(None),
        }
    }

    async fn directory_pack(&self, hash: &str) -> Result<Option<Packed>, StoreError> {
        let finder = self.finder.as_ref();
        Ok(finder.and_then(|finder| finder.pack(hash)))
    }

    async fn playbook_languages(&self) -> Result<Vec<String>, StoreError> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached("SELECT language FROM playbook")?;
        let languages = statement.query_map([], |r| r.get(0))?;
        Ok(languages.collect::<Result<_, _>>()?)
    }

    async fn playbook(&self, language: &str) -> Result<Option<Packed>, StoreError> {
        let sql = "SELECT hash, json, brotli FROM playbook WHERE language = ?1";
        packed(&self.connection(), sql, language)
    }

    fn rules(&self) -> Option<Arc<PlaybookRules>> {
        self.rules.clone()
    }

    fn board(&self) -> Option<Packed> {
        self.board.clone()
    }

    async fn service(&self, id: &str) -> Result<Option<String>, StoreError> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached("SELECT body FROM service WHERE id = ?1")?;
        Ok(statement.query_row([id], |row| row.get(0)).optional()?)
    }

    async fn published_at(&self) -> Result<String, StoreError> {
        let connection = self.connection();
        let sql = "SELECT value FROM meta WHERE key = 'published_at'";
        Ok(connection
            .prepare_cached(sql)?
            .query_row([], |r| r.get(0))?)
    }
}

fn packed(connection: &Connection, sql: &str, key: &str) -> Result<Option<Packed>, StoreError> {
    let mut statement = connection.prepare_cached(sql)?;
    let found = statement.query_row([key], |r| {
        Ok(Packed {
            hash: r.get(0)?,
            plain: r.get::<_, Vec<u8>>(1)?.into(),
            brotli: r.get::<_, Vec<u8>>(2)?.into(),
        })
    });
    Ok(found.optional()?)
}

/// Takes children out of items that are shown because of another child.
fn keep_own_children(
    connection: &Connection,
    who: &Caregiver,
    day: &str,
    case: &mut CaseFile,
    visits: &mut [AppointmentBody],
) -> Result<(), StoreError> {
    let mut own = Vec::new();
    let mut statement = connection.prepare_cached(CHILDREN)?;
    let mut rows = statement.query(params![who.id, day])?;
    while let Some(row) = rows.next()? {
        if row.get::<_, bool>(0)? {
            return Ok(());
        }
        own.extend(row.get::<_, Option<String>>(1)?);
    }
    let lists = case.steps.iter_mut().map(|s| &mut s.children);
    for children in lists.chain(visits.iter_mut().map(|a| &mut a.children)) {
        children.retain(|c| own.contains(&c.id));
    }
    Ok(())
}
