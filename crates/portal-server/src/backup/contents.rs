//! What of a home goes into a backup: all of it, but what is copied apart, and what only means something to a process
//! that runs.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::error::{BackupError, at};
use crate::home::Home;

/// Databases that others write meanwhile. They are copied.
pub const DATABASES: [&str; 2] = ["working.db", "auth.db"];

/// What a database of SQLite has beside it while it is open.
const BESIDE: [&str; 3] = ["-wal", "-shm", "-journal"];

/// A file that is not finished yet has another name so far, with this at its end.
const UNFINISHED: &str = ".next";

/// The other files of a home, by path below it. A list of names would lack the next one somebody thinks of, and the
/// secret of an identity provider, whose name is the centre's own.
///
/// # Errors
/// When a folder cannot be read, or holds something that is no file.
pub fn others(home: &Home) -> Result<Vec<(String, PathBuf)>, BackupError> {
    let mut files = Vec::new();
    walk(home, home.root(), "", &mut files)?;
    files.sort();
    Ok(files)
}

fn walk(
    home: &Home,
    folder: &Path,
    prefix: &str,
    files: &mut Vec<(String, PathBuf)>,
) -> Result<(), BackupError> {
    for entry in fs::read_dir(folder).map_err(at(folder))? {
        let entry = entry.map_err(at(folder))?;
        let path = entry.path();
        let Ok(name) = entry.file_name().into_string() else {
            return Err(BackupError::NoFile(path));
        };
        if name.ends_with(UNFINISHED) || is_apart(home, &path, &name) {
            continue;
        }
        let below = format!("{prefix}{name}");
        match fs::metadata(&path) {
            Ok(kind) if kind.is_dir() => walk(home, &path, &format!("{below}/"), files)?,
            Ok(kind) if kind.is_file() => files.push((below, path)),
            Ok(_) => return Err(BackupError::NoFile(path)),
            // Somebody finished or removed it since the folder was read.
            Err(e) if e.kind() == ErrorKind::NotFound => {}
            Err(e) => return Err(at(&path)(e)),
        }
    }
    Ok(())
}

/// Whether it is copied apart, or belongs to a process that runs.
fn is_apart(home: &Home, path: &Path, name: &str) -> bool {
    let is_database = |database: &str| {
        name.strip_prefix(database)
            .is_some_and(|rest| rest.is_empty() || BESIDE.contains(&rest))
    };
    let folders = [home.snapshots(), home.import_lock(), home.backup_work()];
    folders.iter().any(|apart| apart == path)
        || path.parent() == Some(home.root()) && DATABASES.into_iter().any(is_database)
}
