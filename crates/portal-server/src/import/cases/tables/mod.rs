//! The case feed as tables: CSV files, one for each type of row, with a source's own columns and codes.

mod cells;
mod columns;
mod csv;
mod files;
mod mapping;
mod table;

use std::collections::HashSet;
use std::path::Path;

use jiff::tz::TimeZone;

use super::{Reading, Row, fail, names, shape};
use crate::import::Context;
use crate::import::report::ImportError;
use crate::import::settings::Table;
use files::Files;
pub use files::are_tables;
use table::OneTable;

/// Reads tables, handing each good row to `keep`. Goes on after mistakes, so that all of them are told.
///
/// # Errors
/// When a file cannot be read, the mapping does not fit the case feed, or `keep` fails.
pub fn read(
    path: &Path,
    context: &Context<'_>,
    mut keep: impl FnMut(Row) -> Result<(), ImportError>,
) -> Result<Reading, ImportError> {
    let tables = &context.settings.tables;
    mapping::check(tables)?;
    let zone = zone(context)?;
    let mut reading = Reading::default();
    let mut files = match Files::find(path)? {
        Ok(files) => files,
        Err(refusal) => {
            reading.refusal = refusal;
            return Ok(reading);
        }
    };
    let plain = Table::default();
    let mut met = HashSet::new();
    for at in 0..files.names.len() {
        let file = files.names[at].clone();
        let named = mapping::table_of(tables, &file);
        met.extend(named.map(|(pattern, _)| pattern));
        let table = match named {
            Some((_, table)) => table,
            None if tables.is_empty() => &plain,
            None => {
                fail(
                    &mut reading,
                    &file,
                    1,
                    "-",
                    "expected a table of the mapping",
                );
                continue;
            }
        };
        let Some(kind) = mapping::kind_of(named.map_or(&*file, |(pattern, _)| pattern), table)
        else {
            fail(
                &mut reading,
                &file,
                1,
                "-",
                "expected a file named after a type of row, such as steps.csv, or a mapping that says what it is",
            );
            continue;
        };
        let known = shape::of(kind).unwrap_or_default();
        let one = OneTable {
            file: &file,
            kind,
            table,
            zone: &zone,
            known: &known,
        };
        files.open(at, |input| one.read(input, &mut reading, &mut keep))?;
    }
    // A table that is not there would take all of its facts away.
    for missing in tables.keys().filter(|name| !met.contains(name.as_str())) {
        fail(
            &mut reading,
            missing,
            1,
            "-",
            "expected this table of the mapping, found none",
        );
    }
    let beside = files
        .passed_over
        .iter()
        .map(|name| format!("{}: not read, it is no CSV file", names::clean(name)));
    reading.warnings.extend(beside);
    Ok(reading)
}

/// The zone that times without an offset are meant in.
fn zone(context: &Context<'_>) -> Result<TimeZone, ImportError> {
    match &context.settings.time_zone {
        None => Ok(context.zone.clone()),
        Some(name) => {
            TimeZone::get(name).map_err(|e| ImportError::Settings(format!("time_zone: {e}")))
        }
    }
}
