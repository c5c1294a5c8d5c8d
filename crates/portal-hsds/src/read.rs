//! The way in: looks at a path and reads what lies there.

use std::path::Path;

use crate::model::{Organization, Service};
use crate::source::{Found, find};
use crate::{Progress, Refusal, Report, json, tabular};

/// A whole directory in memory.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// The services, in the order of the file.
    pub services: Vec<Service>,
    /// The organisations, in the order of the file.
    pub organizations: Vec<Organization>,
    /// What happened on the way.
    pub report: Report,
}

/// What [`read_each`] gives besides the services.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// The organisations, in the order of the file.
    pub organizations: Vec<Organization>,
    /// What happened on the way.
    pub report: Report,
}

/// Reads a directory into memory.
///
/// `path` is a folder of CSV files (or one with `data/` or `csv/` beneath), a
/// `.zip` of one, or a JSON or NDJSON file.
///
/// # Errors
/// The whole directory is refused, with every error found, when a file does not
/// parse, a required file, column, id or name is missing, or nothing there is HSDS.
pub fn read(path: &Path, progress: &mut dyn FnMut(Progress<'_>)) -> Result<Reading, Refusal> {
    let mut services = Vec::new();
    let summary = read_each(path, &mut |service| services.push(service), progress)?;
    Ok(Reading {
        services,
        organizations: summary.organizations,
        report: summary.report,
    })
}

/// Reads a directory and hands over one service at a time, for large ones.
///
/// Of CSV files everything is checked before the first service is handed over. Of
/// JSON an error can still come after some services, so the receiver must be able
/// to take them back.
///
/// # Errors
/// As [`read`].
pub fn read_each(
    path: &Path,
    sink: &mut dyn FnMut(Service),
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<Summary, Refusal> {
    match find(path)? {
        Found::Tables(mut tables) => tabular::read(&mut tables, sink, progress),
        Found::Json(file) => json::read(&file, sink, progress),
    }
}
