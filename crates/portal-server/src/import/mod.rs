//! Importing: a file is judged as a whole, then accepted as a whole or refused as a whole.

pub mod appointments;
pub mod calendar;
pub mod cases;
pub mod identity;
mod ledger;
pub mod news;
pub mod playbook;
pub mod report;
mod revisions;
pub mod services;
pub mod settings;
pub mod sources;
mod staging;
mod strict;
mod visits;
pub mod watch;
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
use settings::{SourceSettings, What};
use staging::Staging;
use working::Delivery;

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

impl Options<'_> {
    fn delivery<'a>(&'a self, what: &'a str) -> Delivery<'a> {
        Delivery {
            source: self.source,
            what,
            at: self.now,
        }
    }
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

/// Imports a case feed, from NDJSON or from tables.
///
/// # Errors
/// [`ImportError::Refused`] with every mistake found; then nothing was changed.
pub fn import_cases(
    home: &Home,
    path: &Path,
    options: &Options<'_>,
    progress: Progress<'_>,
) -> Result<Summary, ImportError> {
    let settings = SourceSettings::read(&home.sources(), options.source)?;
    import_cases_as(home, path, &settings, options, progress)
}

/// As [`import_cases`], with other settings than those the home has for the source.
///
/// # Errors
/// As [`import_cases`].
pub fn import_cases_as(
    home: &Home,
    path: &Path,
    settings: &SourceSettings,
    options: &Options<'_>,
    progress: Progress<'_>,
) -> Result<Summary, ImportError> {
    import_facts(
        home,
        settings,
        "cases",
        options,
        progress,
        |context, keep| {
            if cases::tables::are_tables(path) {
                cases::tables::read(path, context, keep)
            } else {
                cases::read(path, keep)
            }
        },
    )
}

/// Imports a file of a source by what that source sends.
///
/// # Errors
/// As the importer of that format.
pub fn import_by(
    what: What,
    home: &Home,
    path: &Path,
    options: &Options<'_>,
    progress: Progress<'_>,
) -> Result<Summary, ImportError> {
    match what {
        What::Cases => import_cases(home, path, options, progress),
        What::Services => import_services(home, path, options, progress),
        What::Appointments => import_appointments(home, path, options, progress),
        What::Calendar => import_calendar(home, path, options, progress),
    }
}

/// Takes one row that was read.
pub type Keep<'a> = &'a mut dyn FnMut(cases::Row) -> Result<(), ImportError>;

/// Imports facts of any format that becomes rows of the case feed: `read` hands them over one by one.
fn import_facts(
    home: &Home,
    settings: &SourceSettings,
    what: &str,
    options: &Options<'_>,
    progress: Progress<'_>,
    read: impl FnOnce(&Context<'_>, Keep<'_>) -> Result<cases::Reading, ImportError>,
) -> Result<Summary, ImportError> {
    let _lock = home.lock()?;
    let center = home.center()?;
    let zone = center.zone();
    let secrets = Secrets::open(home)?;
    let mut connection = working::open(&home.working_db())?;
    let tx = connection.transaction()?;
    let mut staging = Staging::begin(&tx)?;
    let mut duplicates = Refusal::default();
    let mut rows = 0;
    let context = Context {
        source: options.source,
        settings,
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
        staging.add(&row)
    })?;
    progress("checking", rows);
    staging.finish(&mut duplicates)?;
    // A line that was not read is no ground to call references to it dangling.
    if reading.refusal.is_empty() {
        staging.check(options.source, &mut duplicates)?;
    }
    merge(&mut reading.refusal, duplicates);
    if !reading.refusal.is_empty() {
        drop(tx);
        return refuse(home, &connection, options, what, reading.refusal);
    }
    progress("comparing", rows);
    if !options.check {
        let now = options.now.to_zoned(zone);
        ledger::keep(&tx, options.source, &now)?;
        news::derive(&tx, options.source, &now)?;
    }
    revisions::raise(&tx, options.source, options.now)?;
    let mut summary = working::replace(&tx, options.source, options.now)?;
    revisions::take_up(&tx, options.source)?;
    summary.set_aside = reading.set_aside;
    summary.warnings = reading.warnings;
    summary.checked_only = options.check;
    if options.check {
        return Ok(summary);
    }
    ledger::forget(&tx)?;
    options
        .delivery(what)
        .note_good(&tx, &summary, reading.as_of)?;
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
    refusal
        .errors
        .sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
}

/// Notes the refusal, so that the list of sources can show it, and hands it on.
fn refuse<T>(
    home: &Home,
    connection: &Connection,
    options: &Options<'_>,
    what: &str,
    refusal: Refusal,
) -> Result<T, ImportError> {
    if !options.check {
        let why = refusal.in_short();
        options.delivery(what).note_refused(connection, &why)?;
        sources::tell(home, connection)?;
    }
    Err(ImportError::Refused(refusal))
}

/// Tells what the source delivered, and publishes what was accepted.
fn finish(
    home: &Home,
    connection: &Connection,
    options: &Options<'_>,
    progress: Progress<'_>,
) -> Result<(), ImportError> {
    sources::tell(home, connection)?;
    if options.publish {
        progress("publishing", 0);
        publish::publish(home, connection, options.now)?;
    }
    Ok(())
}
