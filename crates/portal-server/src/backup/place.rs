//! Restoring: beside its place, checked, then by one rename.

use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind};
use std::os::unix::fs::{MetadataExt, chown};
use std::path::{Path, PathBuf, absolute};

use super::copy;
use super::error::{BackupError, at};
use super::manifest::Manifest;
use super::read::Sealed;
use super::workplace::Workplace;
use crate::auth::access_log::{self, Verdict};
use crate::home::Home;

/// What was restored.
#[derive(Debug)]
pub struct Restored {
    /// What is in it; all of it was found equal.
    pub manifest: Manifest,
    /// What the chain of the access log says, where there is one.
    pub log: Option<Verdict>,
}

/// Restores a backup into a folder that is empty or does not exist, with the private key that stands in `identity`.
/// The home belongs to whom the empty folder belonged.
///
/// # Errors
/// As [`BackupError`]; the folder is as it was then.
pub fn restore(from: &Path, identity: &Path, home: &Path) -> Result<Restored, BackupError> {
    let home = absolute(home).map_err(at(home))?;
    let owner = empty_folder(&home)?;
    let sealed = Sealed::open(from, identity)?;
    let work = Workplace::take(beside(&home)?)?;
    let manifest = sealed.unpack(work.path())?;
    let log = check_log(from, &manifest, &Home::at(work.path()))?;
    settle(work.path(), owner.as_ref())?;
    work.become_folder(&home)?;
    let parent = home.parent().unwrap_or(&home);
    File::open(parent)
        .and_then(|folder| folder.sync_all())
        .map_err(at(parent))?;
    Ok(Restored { manifest, log })
}

/// The folder that is there already, if any.
fn empty_folder(path: &Path) -> Result<Option<Metadata>, BackupError> {
    let mut entries = match fs::read_dir(path) {
        Ok(entries) => entries,
        Err(e) if e.kind() == ErrorKind::NotFound => return Ok(None),
        Err(e) if e.kind() == ErrorKind::NotADirectory => {
            return Err(BackupError::NotEmpty(path.to_owned()));
        }
        Err(e) => return Err(at(path)(e)),
    };
    match entries.next() {
        None => fs::metadata(path).map(Some).map_err(at(path)),
        Some(_) => Err(BackupError::NotEmpty(path.to_owned())),
    }
}

/// Where a home is put together: on the same disk, so that one rename puts it in its place.
fn beside(home: &Path) -> Result<PathBuf, BackupError> {
    let name = home.file_name();
    let name = name.ok_or_else(|| BackupError::NotEmpty(home.to_owned()))?;
    let name = format!(".{}.restoring", name.to_string_lossy());
    Ok(home.with_file_name(name))
}

fn check_log(
    from: &Path,
    manifest: &Manifest,
    home: &Home,
) -> Result<Option<Verdict>, BackupError> {
    let path = home.auth_db();
    let kept = manifest.files.get("auth.db");
    // A server that starts for the first time makes the file before the tables in it.
    if !kept.is_some_and(|file| file.tables.contains_key("access_log")) {
        return Ok(None);
    }
    let verdict = access_log::verify(&copy::open(&path)?);
    verdict.map(Some).map_err(|e| BackupError::Damaged {
        path: from.display().to_string(),
        reason: e.to_string(),
    })
}

/// Gives everything in the folder to its owner, and sees that its names are on the disk.
fn settle(folder: &Path, owner: Option<&Metadata>) -> Result<(), BackupError> {
    for entry in fs::read_dir(folder).map_err(at(folder))? {
        let path = entry.map_err(at(folder))?.path();
        if path.is_dir() {
            settle(&path, owner)?;
        } else {
            give(&path, owner).map_err(at(&path))?;
        }
    }
    give(folder, owner).map_err(at(folder))?;
    let opened = File::open(folder);
    opened
        .and_then(|folder| folder.sync_all())
        .map_err(at(folder))
}

fn give(path: &Path, owner: Option<&Metadata>) -> io::Result<()> {
    match owner {
        Some(owner) if fs::metadata(path)?.uid() != owner.uid() => {
            chown(path, Some(owner.uid()), Some(owner.gid()))
        }
        _ => Ok(()),
    }
}
