//! The part of a snapshot that is searched for HSDS objects, as bytes: a small SQLite database.
//!
//! A server of many centres holds it in memory for those that are asked, and so finds what the server of one centre finds,
//! by the same statements over the same tables. It holds words and places of public services and nothing of a case: tables
//! are named here one by one.

use std::io::Cursor;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use rusqlite::{Connection, MAIN_DB};

use super::connect::let_nothing_but_reading_pass;
use super::finder::Finder;
use super::hsds::{Kind, Wanted};
use super::{StoreError, hsds_search};
use crate::publish::ANALYSED_ROWS;

/// What is made as the snapshot has it. FTS5 makes the tables of its index itself; they are filled by copying, because the
/// words themselves are not kept.
const MADE: &str = "
    SELECT sql FROM published.sqlite_schema WHERE name IN
        ('meta', 'directory', 'hsds', 'hsds_id', 'hsds_organization', 'hsds_term', 'hsds_taxonomy', 'hsds_text')
    ORDER BY rowid";

const FILLED: &str = "
    INSERT INTO meta SELECT * FROM published.meta WHERE key = 'directory';
    INSERT INTO directory SELECT hash, x'', x'', pack, x'' FROM published.directory;
    INSERT INTO hsds SELECT * FROM published.hsds;
    INSERT INTO hsds_term SELECT * FROM published.hsds_term;
    DELETE FROM hsds_text_data;
    INSERT INTO hsds_text_data SELECT * FROM published.hsds_text_data;
    INSERT INTO hsds_text_idx SELECT * FROM published.hsds_text_idx;
    INSERT INTO hsds_text_docsize SELECT * FROM published.hsds_text_docsize;
    DELETE FROM hsds_text_config;
    INSERT INTO hsds_text_config SELECT * FROM published.hsds_text_config";

/// The searchable part of a published file.
///
/// # Errors
/// When the file cannot be read.
pub fn of_snapshot(file: &Path) -> rusqlite::Result<Vec<u8>> {
    let index = Connection::open_in_memory()?;
    // The bodies that rows point at stay behind.
    index.pragma_update(None, "foreign_keys", false)?;
    index.pragma_update(None, "analysis_limit", ANALYSED_ROWS)?;
    let file = file.display().to_string();
    index.execute("ATTACH DATABASE ?1 AS published", [file])?;
    let made: Vec<String> = index
        .prepare(MADE)?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for sql in made {
        index.execute_batch(&sql)?;
    }
    index.execute_batch(FILLED)?;
    index.execute_batch("DETACH DATABASE published; ANALYZE")?;
    Ok(index.serialize(MAIN_DB)?.to_vec())
}

/// The searchable part in memory, with the search of services that forgives typing errors.
pub struct HsdsIndex {
    connection: Mutex<Connection>,
    finder: Option<Finder>,
}

impl HsdsIndex {
    /// Reads what [`of_snapshot`] made. Building the search of a large directory takes a second.
    ///
    /// # Errors
    /// When the bytes are something else.
    pub fn read(bytes: &[u8]) -> Result<Self, StoreError> {
        let mut connection = Connection::open_in_memory()?;
        let read_only = true;
        connection.deserialize_read_exact(MAIN_DB, Cursor::new(bytes), bytes.len(), read_only)?;
        let finder = Finder::open(&connection)?;
        let_nothing_but_reading_pass(&connection)?;
        Ok(Self {
            connection: Mutex::new(connection),
            finder,
        })
    }

    /// The rows that fit, in the order of their names.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn find(&self, kind: Kind, wanted: &Wanted) -> Result<Vec<i64>, StoreError> {
        let connection = self.connection.lock();
        let connection = connection.unwrap_or_else(PoisonError::into_inner);
        hsds_search::find(&connection, self.finder.as_ref(), kind, wanted)
    }
}
