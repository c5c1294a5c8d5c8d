//! The search of the services directory as the phone has it, natively: it forgives typing errors and knows
//! needs by the words people use for them.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use portal_hsds::pack::public_id;
use portal_search::{Demand, Index, Pack, Query, Scratch, Synonyms};
use rusqlite::{Connection, OptionalExtension};

use super::StoreError;
use super::hsds::Kind;

/// The index of one snapshot.
pub(super) struct Finder {
    index: Index,
    /// For each position of the pack, the row of the same service in `hsds`.
    rows: Vec<Option<i64>>,
    /// Room for searches that are not running now.
    room: Mutex<Vec<Scratch>>,
}

impl Finder {
    /// Builds the index of a snapshot; none without a directory. A directory that another version of this
    /// program published is told in the log and left alone, because families must see their case all the same.
    pub(super) fn open(connection: &Connection) -> Result<Option<Self>, StoreError> {
        let services: Option<String> = connection
            .query_row("SELECT value FROM meta WHERE key = 'directory'", [], |r| {
                r.get(0)
            })
            .optional()?;
        if services.is_none() {
            return Ok(None);
        }
        let Some(pack) = read_pack(connection) else {
            tracing::error!(
                "the services directory was published by another version of this program and is not served; \
                 run: portal publish --home DIR"
            );
            return Ok(None);
        };
        let rows = rows(connection, &pack)?;
        let index = Index::new(pack, synonyms()).built();
        Ok(Some(Self {
            index,
            rows,
            room: Mutex::default(),
        }))
    }

    /// The rows of the services that have every word of a search, in no order, as a list in JSON: so SQLite
    /// takes them in one value. None without a word.
    pub(super) fn find(&self, text: &str, demand: Demand) -> String {
        let query = Query {
            text,
            limit: self.rows.len(),
            ..Query::default()
        };
        if !query.has_words() {
            return json_list(std::iter::empty());
        }
        let room = || self.room.lock().unwrap_or_else(PoisonError::into_inner);
        let mut scratch = room().pop().unwrap_or_default();
        let found = self.index.search_strictly(&query, demand, &mut scratch);
        room().push(scratch);
        let rows = found.positions.iter();
        json_list(rows.filter_map(|at| self.rows.get(*at as usize).copied().flatten()))
    }
}

fn json_list(rows: impl Iterator<Item = i64>) -> String {
    let mut list = String::from("[");
    for row in rows {
        if list.len() > 1 {
            list.push(',');
        }
        list.push_str(&row.to_string());
    }
    list.push(']');
    list
}

/// The words for needs that other programs may search by.
fn synonyms() -> Synonyms {
    Synonyms::shipped("en")
}

fn read_pack(connection: &Connection) -> Option<Pack> {
    let sql = "SELECT pack FROM directory";
    let bytes: Vec<u8> = connection.query_row(sql, [], |row| row.get(0)).ok()?;
    Pack::read(&bytes).ok()
}

fn rows(connection: &Connection, pack: &Pack) -> Result<Vec<Option<i64>>, StoreError> {
    let mut statement = connection.prepare("SELECT id, n FROM hsds WHERE kind = ?1")?;
    let known = statement.query_map([Kind::Service as i64], |row| {
        let id: String = row.get(0)?;
        Ok((public_id(&id), row.get(1)?))
    })?;
    let known: HashMap<String, i64> = known.collect::<Result<_, _>>()?;
    let row = |at| known.get(pack.id(at)).copied();
    Ok((0..pack.len()).map(row).collect())
}
