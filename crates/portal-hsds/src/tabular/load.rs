//! Loads the tables in an order in which what is pointed to comes first.

use serde_json::Value;

use super::dialect;
use super::schema::{self, Table, parents};
use super::store::Store;
use crate::clean::{self, Record};
use crate::refusal::{Refusal, RowError};
use crate::report::{Progress, Report, Spot};
use crate::source::Tables;

/// How many rows lie between two messages of progress.
const STEP: u64 = 1_000;

/// Loads tables; errors and repairs gather on the way.
pub(super) struct Loader<'a> {
    pub(super) store: Store,
    pub(super) report: Report,
    pub(super) refusal: Refusal,
    progress: &'a mut dyn FnMut(Progress<'_>),
}

impl<'a> Loader<'a> {
    /// A loader that has loaded nothing.
    pub(super) fn new(progress: &'a mut dyn FnMut(Progress<'_>)) -> Self {
        Self {
            store: Store::default(),
            report: Report::default(),
            refusal: Refusal::default(),
            progress,
        }
    }

    /// Loads every table, and gives the position of the services.
    pub(super) fn load(&mut self, tables: &mut Tables) -> Option<usize> {
        let mut known: Vec<(usize, Table)> = Vec::new();
        for (at, name) in tables.names.clone().iter().enumerate() {
            match schema::table(name) {
                Some(table) => known.push((at, table)),
                None => self.set_aside_file(tables, at, name),
            }
        }
        // The order of the variants: what others belong to comes first.
        known.sort_by_key(|(_, table)| *table as u8);
        for (position, (at, table)) in known.iter().enumerate() {
            self.table(tables, *at, *table);
            let next = known.get(position + 1).map(|(_, table)| *table);
            if next != Some(*table) {
                let doubles = self.store.finish(*table);
                self.doubles(*table, doubles, &tables.names[*at]);
            }
        }
        self.unused_locations();
        let services = known.iter().find(|(_, table)| *table == Table::Service);
        services.map(|(at, _)| *at)
    }

    /// Counts ids that stand more than once; services are counted when they are renamed.
    fn doubles(&mut self, table: Table, doubles: usize, file: &str) {
        if !matches!(
            table,
            Table::Service | Table::ServiceAtLocation | Table::Contact | Table::Phone
        ) {
            for _ in 0..doubles {
                self.report.repair("duplicate_id", Spot { file, line: 0 });
            }
        }
    }

    /// Locations that no service and no organisation names are in no document.
    fn unused_locations(&mut self) {
        let Self { store, report, .. } = self;
        let file = "locations.csv";
        for _ in 0..store.unused_locations() {
            report.set_aside(
                "locations.csv: a location without a service or an organization",
                Spot { file, line: 0 },
            );
        }
    }

    /// A file the model has no place for is parsed and counted all the same.
    fn set_aside_file(&mut self, tables: &mut Tables, at: usize, name: &str) {
        let Self {
            report, refusal, ..
        } = self;
        let reason = format!("{name} has no place in the model");
        let mut rows = 0;
        tables.rows(at, &[], refusal, &mut |line, _| {
            rows += 1;
            report.set_aside(&reason, Spot { file: name, line });
        });
        report.rows_read.insert(name.to_owned(), rows);
    }

    fn table(&mut self, tables: &mut Tables, at: usize, table: Table) {
        let Self {
            store,
            report,
            refusal,
            progress,
        } = self;
        let name = tables.names[at].clone();
        let mut rows = 0;
        let mut errors = Refusal::default();
        tables.rows(at, schema::required(table), refusal, &mut |line, row| {
            rows += 1;
            if store.is_full() {
                return;
            }
            if rows % STEP == 0 {
                progress(Progress { file: &name, rows });
            }
            let spot = Spot { file: &name, line };
            let row = dialect::rename(table, &name, row);
            let Some(record) = clean::record(schema::entity(table), row, spot, report) else {
                return;
            };
            keep(store, table, &record, spot, report, &mut errors);
        });
        if store.is_full() {
            let why = "expected tables that fit in memory; NDJSON may have any size";
            errors.add(RowError::of_file(&name, why));
        }
        for error in errors.errors {
            refusal.add(error);
        }
        refusal.total += errors.total.saturating_sub(crate::MAX_ERRORS as u64);
        progress(Progress { file: &name, rows });
        report.rows_read.insert(name, rows);
    }
}

/// Files a clean row, or says why not.
fn keep(
    store: &mut Store,
    table: Table,
    record: &Record,
    spot: Spot<'_>,
    report: &mut Report,
    errors: &mut Refusal,
) {
    let text = |key: &str| record.get(key).and_then(Value::as_str).unwrap_or_default();
    let id = text("id");
    match table {
        Table::Service => {
            for (field, value) in [("id", id), ("name", text("name"))] {
                if value.is_empty() {
                    let reason = format!("is empty; every service has {}", article(field));
                    errors.add(RowError::at(spot.file, spot.line, field, reason));
                }
            }
            let mut short = Record::new();
            short.insert("name".to_owned(), Value::from(text("name")));
            store.keep_by_id(table, id, &short);
        }
        Table::Organization if id.is_empty() || text("name").is_empty() => {
            report.set_aside("organization without an id or a name", spot);
        }
        Table::Organization
        | Table::Location
        | Table::Term
        | Table::Taxonomy
        | Table::Unit
        | Table::Program => {
            if id.is_empty() {
                report.set_aside(&format!("{}: a row without an id", spot.file), spot);
            } else {
                store.keep_by_id(table, id, record);
                store.file_under_parent(table, id, record);
            }
        }
        _ => belonging(store, table, record, spot, report),
    }
}

fn article(field: &str) -> &'static str {
    if field == "id" { "an id" } else { "a name" }
}

/// Files a row with what it belongs to.
fn belonging(
    store: &mut Store,
    table: Table,
    record: &Record,
    spot: Spot<'_>,
    report: &mut Report,
) {
    let text = |key: &str| record.get(key).and_then(Value::as_str).unwrap_or_default();
    if table == Table::ServiceAtLocation && !store.has(Table::Location, text("location_id")) {
        report.set_aside(&format!("{}: no such location", spot.file), spot);
        return;
    }
    if !store.keep_by_parent(table, record) {
        let named = parents(table)
            .iter()
            .any(|(column, _)| !text(column).is_empty());
        let reason = if named {
            "names nothing that is there"
        } else {
            "does not say what it belongs to"
        };
        report.set_aside(&format!("{}: a row {reason}", spot.file), spot);
        return;
    }
    // Others belong to these rows in turn.
    if matches!(
        table,
        Table::ServiceAtLocation | Table::Contact | Table::Phone
    ) && !text("id").is_empty()
    {
        store.keep_by_id(table, text("id"), &Record::new());
    }
}
