//! Importing: a file is judged as a whole, then accepted as a whole or refused as a whole.

pub mod appointments;
pub mod calendar;
pub mod cases;
pub mod identity;
pub mod news;
pub mod playbook;
pub mod report;
pub mod services;
pub mod settings;
mod visits;
pub mod working;

use std::path::Path;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rusqlite::Connection;

use crate::facts::Fact;
use crate::home::Home;
use crate::publish;
use crate::secrets::Secrets;
pub use appointments::import_appointments;
pub use calendar::import_calendar;
pub use playbook::import_playbook;
pub use services::import_services;

use identity::Identities;
use report::{ImportError, Refusal, Summary};
use settings::SourceSettings;

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

/// What reading a source's file may need to know.
pub struct Context<'a> {
    /// The source's name.
    pub source: &'a str,
    /// What the centre says of the source.
    pub settings: &'a SourceSettings,
    /// Which family an agency's number stands for.
    pub identities: &'a Identities<'a>,
    /// The centre's zone.
    pub zone: &'a TimeZone,
    /// The language the centre speaks without an interpreter, BCP 47.
    pub language: &'a str,
    /// For keys of what an agency calls its visits, people and places.
    pub secrets: &'a Secrets,
    /// The instant of the import.
    pub now: Timestamp,
}

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
    import_facts(home, path, "cases", options, progress, |_, keep| {
        cases::read(path, keep)
    })
}

/// Takes one row that was read.
pub type Keep<'a> = &'a mut dyn FnMut(cases::Row) -> Result<(), ImportError>;

/// Imports facts of any format that becomes rows of the case feed: `read` hands them over one by one.
fn import_facts(
    home: &Home,
    path: &Path,
    what: &str,
    options: &Options<'_>,
    progress: Progress<'_>,
    read: impl FnOnce(&Context<'_>, Keep<'_>) -> Result<cases::Reading, ImportError>,
) -> Result<Summary, ImportError> {
    let _lock = home.lock()?;
    let center = home.center()?;
    let zone = center.zone();
    let settings = SourceSettings::read(&home.sources(), options.source)?;
    let secrets = Secrets::open(home)?;
    let mut connection = working::open(&home.working_db())?;
    let file = path.display().to_string();
    let tx = connection.transaction()?;
    working::begin_staging(&tx)?;
    let mut duplicates = Refusal::default();
    let mut rows = 0;
    let context = Context {
        source: options.source,
        settings: &settings,
        identities: &Identities::read(&tx, &secrets)?,
        zone: &zone,
        language: center.languages.first().map_or("", String::as_str),
        secrets: &secrets,
        now: options.now,
    };
    let mut reading = read(&context, &mut |mut row| -> Result<(), ImportError> {
        rows += 1;
        if rows % PROGRESS_EVERY == 0 {
            progress("reading", rows);
        }
        seal(&secrets, &mut row.fact);
        working::stage(&tx, &file, &row, &mut duplicates)
    })?;
    // A line that was not read is no ground to call references to it dangling.
    if reading.refusal.is_empty() {
        working::check(&tx, &file, options.source, &mut duplicates)?;
    }
    merge(&mut reading.refusal, duplicates);
    if !reading.refusal.is_empty() {
        drop(tx);
        return refuse(&connection, options, what, reading.refusal);
    }
    progress("comparing", rows);
    if !options.check {
        news::derive(&tx, options.source, &options.now.to_zoned(zone))?;
    }
    let mut summary = working::replace(&tx, options.source)?;
    summary.set_aside = reading.set_aside;
    summary.warnings = reading.warnings;
    summary.checked_only = options.check;
    if options.check {
        return Ok(summary);
    }
    working::note_source(&tx, options.source, what, &options.now.to_string(), None)?;
    tx.commit()?;
    finish(home, &connection, options, progress)?;
    Ok(summary)
}

/// What others call a family or a visit is kept as a digest only.
fn seal(secrets: &Secrets, fact: &mut Fact) {
    match fact {
        Fact::Identifier(fact) => {
            fact.value = identity::seal(secrets, &fact.agency, &fact.value);
        }
        Fact::Appointment(fact) => {
            fact.same_as = fact
                .same_as
                .take()
                .map(|name| identity::seal_visit(secrets, &name));
        }
        _ => {}
    }
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
