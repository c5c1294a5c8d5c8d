//! All tables but the services, packed; of the services their ids and names.

use std::collections::HashSet;

use serde_json::Value;

use super::packed::{Key, Packed, key};
use super::schema::{TABLES, Table, parents};
use crate::clean::Record;

/// The rows of a directory: filed under what they belong to, and under their own ids.
#[derive(Default)]
pub(super) struct Store {
    /// Rows by their own id.
    by_id: [Packed; TABLES],
    /// Rows by what they belong to.
    by_parent: [Packed; TABLES],
    /// Locations that services are at, or that organisations have.
    used_locations: HashSet<Key>,
    /// Bytes that all of it takes.
    held: usize,
}

/// Most bytes that are kept in memory, where some of them stand twice while a list grows; a directory of 100,000 services takes
/// more, and comes as NDJSON.
const MOST: usize = 96 << 20;

impl Store {
    /// Keeps a row by its own id, for those that point to it.
    pub(super) fn keep_by_id(&mut self, table: Table, id: &str, record: &Record) {
        self.held += self.by_id[table as usize].push(key(table, id), record);
    }

    /// Whether no more can be kept.
    pub(super) fn is_full(&self) -> bool {
        self.held > MOST
    }

    /// Keeps a row with what it belongs to; `false` when nothing it names is there.
    pub(super) fn keep_by_parent(&mut self, table: Table, record: &Record) -> bool {
        let Some(home) = self.home(table, record) else {
            return false;
        };
        self.held += self.by_parent[table as usize].push(home, record);
        if let (Table::ServiceAtLocation, Some(id)) = (table, record.get("location_id")) {
            let location = key(Table::Location, id.as_str().unwrap_or_default());
            self.used_locations.insert(location);
        }
        true
    }

    /// Files a row that is kept by its own id under what it belongs to as well, by that id alone.
    pub(super) fn file_under_parent(&mut self, table: Table, id: &str, record: &Record) {
        let Some(home) = self.home(table, record) else {
            return;
        };
        let mut short = Record::new();
        short.insert("id".to_owned(), Value::from(id));
        self.held += self.by_parent[table as usize].push(home, &short);
        if table == Table::Location {
            self.used_locations.insert(key(table, id));
        }
    }

    fn home(&self, table: Table, record: &Record) -> Option<Key> {
        parents(table).iter().find_map(|(column, parent)| {
            let home = key(*parent, record.get(*column)?.as_str()?);
            self.by_id[*parent as usize].has(home).then_some(home)
        })
    }

    /// Ends loading a table: its rows can be found from now on.
    /// Gives how many rows have an id that another row has.
    pub(super) fn finish(&mut self, table: Table) -> usize {
        self.by_parent[table as usize].finish();
        self.by_id[table as usize].finish()
    }

    /// How many locations nothing names.
    pub(super) fn unused_locations(&self) -> usize {
        let used = &self.used_locations;
        self.by_id[Table::Location as usize]
            .keys()
            .filter(|key| !used.contains(key))
            .count()
    }

    /// Whether a table has no row with an id.
    pub(super) fn is_empty(&self, table: Table) -> bool {
        self.by_id[table as usize].is_empty()
    }

    /// Whether the table has a row with this id.
    pub(super) fn has(&self, table: Table, id: &str) -> bool {
        self.by_id[table as usize].has(key(table, id))
    }

    /// The row with this id, the first if there are several.
    pub(super) fn get(&self, table: Table, id: &str) -> Option<Record> {
        let rows = &self.by_id[table as usize];
        rows.first(key(table, id)).map(|row| rows.get(row))
    }

    /// The first row of each id, in the order of the file.
    pub(super) fn each_once(&self, table: Table) -> impl Iterator<Item = Record> + use<'_> {
        let rows = &self.by_id[table as usize];
        rows.firsts().map(|row| rows.get(row))
    }

    /// The rows of `table` that belong to the record of `parent` with this id.
    pub(super) fn of(
        &self,
        table: Table,
        parent: Table,
        id: &str,
    ) -> impl Iterator<Item = Record> + '_ {
        let rows = &self.by_parent[table as usize];
        rows.under(key(parent, id)).map(|row| rows.get(row))
    }

    /// An id for the `count`th service called `id`, which no other has.
    pub(super) fn free_service_id(&self, id: &str, count: u32) -> String {
        let mut number = count;
        loop {
            let free = format!("{id}-{number}");
            if !self.has(Table::Service, &free) {
                return free;
            }
            number += 1_000;
        }
    }

    /// The name of the service with this id.
    pub(super) fn service_name(&self, id: &str) -> Option<String> {
        let row = self.get(Table::Service, id)?;
        row.get("name").and_then(Value::as_str).map(str::to_owned)
    }
}
