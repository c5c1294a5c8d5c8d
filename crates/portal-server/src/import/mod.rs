//! Importing: a file is judged as a whole, then accepted as a whole or refused as a whole.

pub mod cases;
pub mod news;
pub mod playbook;
pub mod report;
pub mod services;
pub mod working;

use std::path::Path;

use jiff::Timestamp;
use rusqlite::Connection;

use crate::home::Home;
use crate::publish;
pub use playbook::import_playbook;
pub use services::import_services;

use report::{ImportError, Refusal, Summary};

/// How an import is to be done.
pub struct Options<'a> {
    /// Which source's facts the file replaces.
    pub source: &'a str,
    /// Only judge the file.
    pub check: bool,
    /// Publish the next snapshot when the file is accepted.
    pub publish: bool,
    /// The instant noted as the time of the import.
    pub now: Timestamp,
}

/// Tells how far a long import is: what is being done, and how many rows are done.
pub type Progress<'a> = &'a mut dyn FnMut(&str, u64);

/// Rows between two calls of a [`Progress`].
const PROGRESS_EVERY: u64 = 20_000;

/// Imports a case feed.
///
/// # Errors
/// [`ImportError::Refused`] with every mistake found; then nothing was changed.
pub fn import_cases(
    home: &Home,
    path: &Path,
    options: &Options<'_>,
    progress: Progress<'_>,
) -> Result<Summary, ImportError> {
    let _lock = home.lock()?;
    let zone = home.center()?.zone();
    let mut connection = working::open(&home.working_db())?;
    let file = path.display().to_string();
    let tx = connection.transaction()?;
    working::begin_staging(&tx)?;
    let mut duplicates = Refusal::default();
    let mut rows = 0;
    let mut reading = cases::read(path, |row| -> Result<(), ImportError> {
        rows += 1;
        if rows % PROGRESS_EVERY == 0 {
            progress("reading", rows);
        }
        working::stage(
            &tx,
            &file,
            row.line,
            &row.fact,
            &row.references,
            &mut duplicates,
        )
    })?;
    // A line that was not read is no ground to call references to it dangling.
    if reading.refusal.is_empty() {
        working::check(&tx, &file, options.source, &mut duplicates)?;
    }
    merge(&mut reading.refusal, duplicates);
    if !reading.refusal.is_empty() {
        drop(tx);
        return refuse(&connection, options, "cases", reading.refusal);
    }
    progress("comparing", rows);
    if !options.check {
        news::derive(&tx, options.source, &options.now.to_zoned(zone))?;
    }
    let mut summary = working::replace(&tx, options.source)?;
    summary.set_aside = reading.set_aside;
    summary.checked_only = options.check;
    if options.check {
        return Ok(summary);
    }
    working::note_source(&tx, options.source, "cases", &options.now.to_string(), None)?;
    tx.commit()?;
    finish(home, &connection, options, progress)?;
    Ok(summary)
}

fn merge(refusal: &mut Refusal, other: Refusal) {
    let untold = other.total - other.errors.len() as u64;
    for error in other.errors {
        refusal.push(error);
    }
    refusal.total += untold;
    refusal.errors.sort_by_key(|e| e.line);
}

/// Notes the refusal, so that the list of sources can show it, and hands it on.
fn refuse<T>(
    connection: &Connection,
    options: &Options<'_>,
    what: &str,
    refusal: Refusal,
) -> Result<T, ImportError> {
    if !options.check {
        let why = format!(
            "{} errors, the first in line {}",
            refusal.total,
            refusal.errors.first().map_or(0, |e| e.line)
        );
        working::note_source(
            connection,
            options.source,
            what,
            &options.now.to_string(),
            Some(&why),
        )?;
    }
    Err(ImportError::Refused(refusal))
}

/// Publishes what was accepted.
fn finish(
    home: &Home,
    connection: &Connection,
    options: &Options<'_>,
    progress: Progress<'_>,
) -> Result<(), ImportError> {
    if options.publish {
        progress("publishing", 0);
        publish::publish(home, connection, options.now)?;
    }
    Ok(())
}
