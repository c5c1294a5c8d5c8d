//! The search of the services directory as the phone has it, natively: it forgives typing errors and knows
//! needs by the words people use for them.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use portal_hsds::pack::public_id;
use portal_search::{Demand, Index, Pack, Query, Scratch, Synonyms};
use rusqlite::{Connection, OptionalExtension};

use super::StoreError;
use super::hsds::Kind;
use crate::packed::Packed;

/// The index of one snapshot.
pub(super) struct Finder {
    index: Index,
    /// For each position of the pack, the row of the same service in `hsds`.
    rows: Vec<Option<i64>>,
    /// Room for searches that are not running now.
    room: Mutex<Vec<Scratch>>,
    /// The pack as it is sent. Every phone asks for it, and it is small.
    sent: Packed,
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
        let read = |sent: Packed| Some((Pack::read(&sent.plain).ok()?, sent));
        let Some((pack, sent)) = packed(connection).and_then(read) else {
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
            sent,
        }))
    }

    /// The pack of the directory with this hash, as it is sent.
    pub(super) fn pack(&self, hash: &str) -> Option<Packed> {
        (self.sent.hash == hash).then(|| self.sent.clone())
    }

    /// The rows of the services that have every word of a search, in no order. None without a word.
    pub(super) fn find(&self, text: &str, demand: Demand) -> Vec<i64> {
        let query = Query {
            text,
            limit: self.rows.len(),
            ..Query::default()
        };
        if !query.has_words() {
            return Vec::new();
        }
        let room = || self.room.lock().unwrap_or_else(PoisonError::into_inner);
        let mut scratch = room().pop().unwrap_or_default();
        let found = self.index.search_strictly(&query, demand, &mut scratch);
        room().push(scratch);
        let rows = found.positions.iter();
        rows.filter_map(|at| self.rows.get(*at as usize).copied().flatten())
            .collect()
    }
}

/// The words for needs that other programs may search by.
fn synonyms() -> Synonyms {
    Synonyms::shipped("en")
}

fn packed(connection: &Connection) -> Option<Packed> {
    let sql = "SELECT hash, pack, pack_brotli FROM directory";
    let found = connection.query_row(sql, [], |row| {
        Ok(Packed {
            hash: row.get(0)?,
            plain: row.get::<_, Vec<u8>>(1)?.into(),
            brotli: row.get::<_, Vec<u8>>(2)?.into(),
        })
    });
    found.ok()
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
