//! Publishing: from accepted facts to a read-only snapshot, by one atomic step or not at all.
//!
//! The next snapshot is built beside the current one, checked, synced, and then
//! named in `snapshots/current` by a rename. Whoever reads the old file keeps it.

mod board;
mod cases;
mod database;
mod items;
mod lookup;
mod news;
pub(crate) mod pace;
mod past;
mod playbook;
pub(crate) mod seal;
mod services;
mod sources;
mod subjects;
mod visits;

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use rusqlite::Connection;

use crate::center::CenterError;
use crate::database::DatabaseError;
use crate::home::Home;
use crate::import::news::forget;
use crate::import::report::Refusal;
use crate::promise::NEWS_DAYS;
use crate::secrets::Secrets;
use pace::paced;

const SCHEMA: &str = include_str!("../../migrations/snapshot.sql");

/// Memory for the pages of a snapshot that is being built, in KiB.
const CACHE_KIB: i64 = 16 * 1024;

/// Memory for the pages of the working database meanwhile, in KiB.
const READING_KIB: i64 = 8 * 1024;

/// Rows of an index that `ANALYZE` looks at: enough to choose between indexes.
pub(crate) const ANALYSED_ROWS: i64 = 1000;

/// How many published snapshots are kept, the current one included: going back is a rename.
const KEEP: usize = 3;

/// Why no snapshot was published. The current one stays.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// A file could not be written.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// A database could not be read or written.
    #[error("database: {0}")]
    Database(#[from] rusqlite::Error),
    /// An accepted fact or service is not what it was when it was accepted.
    /// Its text is kept out: serde's messages can quote a value, and the watcher logs this one.
    #[error("a stored fact is not what was accepted; import its source's last file again")]
    Json(#[from] serde_json::Error),
    /// The centre's own playbook was written for another version of the program.
    #[error("the stored playbook does not fit this version; mend and import it again:\n{0}")]
    Playbook(Refusal),
    /// The centre's settings cannot be used.
    #[error("{0}")]
    Center(#[from] CenterError),
    /// The database of many centres did not take the snapshot.
    #[error("{0}")]
    ManyCenters(#[from] DatabaseError),
    /// The finished snapshot did not pass its own check.
    #[error("the new snapshot is damaged: {0}")]
    Damaged(String),
}

impl From<tokio_postgres::Error> for PublishError {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::ManyCenters(error.into())
    }
}

/// Builds the next snapshot from the working database and makes it the current one, here and in the database of many centres
/// that the home publishes to. The caller holds the home's lock.
///
/// # Errors
/// As [`PublishError`]; the current snapshot is untouched then.
pub fn publish(home: &Home, working: &Connection, now: Timestamp) -> Result<PathBuf, PublishError> {
    // What an import needed of memory is given back: publishing reads from one end to the other.
    working.execute_batch(&format!(
        "PRAGMA cache_size = -{READING_KIB}; PRAGMA shrink_memory"
    ))?;
    let center = home.center()?;
    let many = match home.database() {
        Some(url) => Some((url, home.center_id()?)),
        None => None,
    };
    let today = now.to_zoned(center.zone()).date();
    forget(working, today.saturating_sub(NEWS_DAYS.days()))?;
    board::take_over(home, working)?;
    let secrets = Secrets::open(home)?;
    let dir = home.snapshots();
    fs::create_dir_all(&dir)?;
    remove_unfinished(&dir)?;
    let number = numbers(&dir)?.last().copied().unwrap_or(0) + 1;
    let unfinished = dir.join(format!("portal-{number:08}.building"));
    build(&unfinished, working, &secrets, today, now)?;
    let finished = dir.join(name_of(number));
    seal::write(&unfinished, &finished)?;
    fs::rename(&unfinished, &finished)?;
    point_at(home, &finished)?;
    remove_old(&dir)?;
    if let Some((url, id)) = many {
        database::publish(url, &id, &finished)?;
    }
    Ok(finished)
}

/// The current snapshot's file.
///
/// # Errors
/// When nothing has been published yet, or `snapshots/current` cannot be read.
pub fn current(home: &Home) -> io::Result<PathBuf> {
    let name = fs::read_to_string(home.current_snapshot())?;
    let name = name.trim();
    if name.contains(['/', '\\']) || !name.starts_with("portal-") {
        return Err(io::Error::new(
            io::ErrorKind::InvalidData,
            "snapshots/current: expected the name of a snapshot",
        ));
    }
    Ok(home.snapshots().join(name))
}

fn build(
    file: &Path,
    working: &Connection,
    secrets: &Secrets,
    today: Date,
    now: Timestamp,
) -> Result<(), PublishError> {
    let mut snapshot = Connection::open(file)?;
    // Nobody reads this file before it is finished, and a crash throws it away.
    snapshot.pragma_update(None, "journal_mode", "OFF")?;
    snapshot.pragma_update(None, "synchronous", "OFF")?;
    // Without room, a large directory is written page by page, and read again for the next row.
    snapshot.pragma_update(None, "cache_size", -CACHE_KIB)?;
    snapshot.pragma_update(None, "analysis_limit", ANALYSED_ROWS)?;
    paced(file, PublishError::Io, || {
        let tx = snapshot.transaction()?;
        tx.execute_batch(SCHEMA)?;
        tx.execute(
            "INSERT INTO meta (key, value) VALUES ('published_at', ?1)",
            [now.to_string()],
        )?;
        let mut closing = board::Closing::begin(working, today)?;
        cases::write(&tx, working, secrets, closing.as_mut())?;
        if let Some(closing) = closing {
            closing.finish(working)?;
        }
        board::write(&tx, working)?;
        playbook::write(&tx, working)?;
        services::write(&tx, working, today)?;
        tx.commit()?;
        snapshot.execute_batch("ANALYZE")?;
        let verdict: String = snapshot.query_row("PRAGMA quick_check", [], |row| row.get(0))?;
        if verdict != "ok" {
            return Err(PublishError::Damaged(verdict));
        }
        Ok(snapshot.close().map_err(|(_, e)| e)?)
    })
}

fn point_at(home: &Home, finished: &Path) -> io::Result<()> {
    let next = home.snapshots().join("current.next");
    let name = finished
        .file_name()
        .and_then(|n| n.to_str())
        .unwrap_or_default();
    let mut file = File::create(&next)?;
    writeln!(file, "{name}")?;
    file.sync_all()?;
    fs::rename(next, home.current_snapshot())?;
    File::open(home.snapshots())?.sync_all()
}

fn name_of(number: u64) -> String {
    format!("portal-{number:08}.db")
}

/// Numbers of the published snapshots, the oldest first.
fn numbers(dir: &Path) -> io::Result<Vec<u64>> {
    let mut numbers: Vec<u64> = fs::read_dir(dir)?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter_map(|name| {
            name.strip_prefix("portal-")?
                .strip_suffix(".db")?
                .parse()
                .ok()
        })
        .collect();
    numbers.sort_unstable();
    Ok(numbers)
}

fn remove_unfinished(dir: &Path) -> io::Result<()> {
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        if path.extension().is_some_and(|e| e == "building") {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

fn remove_old(dir: &Path) -> io::Result<()> {
    let numbers = numbers(dir)?;
    for number in numbers.iter().rev().skip(KEEP) {
        let old = dir.join(name_of(*number));
        pace::remove(&old)?;
        seal::remove(&old)?;
    }
    Ok(())
}
