//! Files of a home that others write or remove meanwhile, as they are at one moment.

use std::fs::File;
use std::io::{self, ErrorKind};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::error::{BackupError, at, in_database};
use crate::home::Home;
use crate::publish::{self, pace};

/// How long a copy waits for whoever has the whole database for itself, which nobody does for long.
const PATIENCE: Duration = Duration::from_secs(30);

/// Copies a database as it is at one moment, while others go on writing. What was deleted from it is not in the copy:
/// copying page by page would take along what lies in free pages.
///
/// # Errors
/// When it cannot be read, or the copy not written.
pub fn database(from: &Path, to: &Path) -> Result<(), BackupError> {
    File::create_new(to).map_err(at(to))?;
    pace::paced(to, at(to), || {
        let source = open(from)?;
        source
            .execute("VACUUM INTO ?1", [to.to_string_lossy()])
            .map_err(in_database(from))?;
        Ok(())
    })
}

/// Opens a database that is only read.
///
/// # Errors
/// When it is none.
pub fn open(path: &Path) -> Result<Connection, BackupError> {
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY);
    let connection = connection.map_err(in_database(path))?;
    connection
        .busy_timeout(PATIENCE)
        .map_err(in_database(path))?;
    Ok(connection)
}

/// A published snapshot that stays whole as long as this is held.
pub struct Held {
    /// Its name in `snapshots/`.
    pub name: String,
    /// Where it is, or was.
    pub path: PathBuf,
    /// Locked, so that publishing does not free what is read here (`publish::pace`).
    pub file: File,
}

/// Holds the current snapshot; none where nothing is published.
///
/// # Errors
/// When the snapshot that is named as the current one is not there.
pub fn snapshot(home: &Home) -> Result<Option<Held>, BackupError> {
    let named = home.current_snapshot();
    let mut missing = None;
    loop {
        let path = match publish::current(home) {
            Ok(path) => path,
            Err(e) if e.kind() == ErrorKind::NotFound => return Ok(None),
            Err(e) => return Err(at(&named)(e)),
        };
        match hold(&path).map_err(at(&path))? {
            Some(held) => return Ok(Some(held)),
            // Others were published since its name was read, so now it has another one.
            None if missing.as_ref() != Some(&path) => missing = Some(path),
            None => return Err(at(&path)(ErrorKind::NotFound.into())),
        }
    }
}

/// Nothing when it is removed already.
fn hold(path: &Path) -> io::Result<Option<Held>> {
    let file = match File::open(path) {
        Err(e) if e.kind() == ErrorKind::NotFound => return Ok(None),
        file => file?,
    };
    // A file system without locks has none for publishing either, which then frees nothing early.
    let _ = file.lock_shared();
    let name = path.file_name().unwrap_or_default();
    Ok((file.metadata()?.nlink() > 0).then(|| Held {
        name: name.to_string_lossy().into_owned(),
        path: path.to_owned(),
        file,
    }))
}
