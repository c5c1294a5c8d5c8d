//! Backing a home up while others write to it.

use std::fs::File;
use std::path::Path;

use age::Encryptor;
use age::x25519::Recipient;
use jiff::Timestamp;

use super::archive::Archive;
use super::error::{BackupError, at};
use super::manifest::Manifest;
use super::output::{Output, folder_of};
use super::workplace::Workplace;
use super::{contents, copy};
use crate::home::Home;

/// What was written.
#[derive(Debug)]
pub struct Written {
    /// What is in it.
    pub manifest: Manifest,
    /// Length of the file.
    pub bytes: u64,
    /// SHA-256 of the file, hexadecimal. Anyone can make a backup for a public key; this tells which one is ours.
    pub sha256: String,
}

/// Backs a home up into a new file that the holders of these public keys (`age1…`) can open. Others may write to the
/// home meanwhile. Facts in it are at least as new as the snapshot in it, as after an import that did not publish yet.
///
/// # Errors
/// As [`BackupError`]; there is no file then.
pub fn write(
    home: &Home,
    to: &Path,
    recipients: &[String],
    now: Timestamp,
) -> Result<Written, BackupError> {
    if !home.center_file().is_file() {
        return Err(BackupError::NoHome(home.root().to_owned()));
    }
    let encryptor = encryptor(recipients)?;
    check_place(home, to)?;
    let work = Workplace::take(home.backup_work())?;
    let output = Output::begin(to)?;
    let stream = encryptor.wrap_output(output).map_err(at(to))?;
    let mut archive = Archive::begin(stream, to, now);
    // The snapshot first: facts may be newer than it, never older.
    if let Some(held) = copy::snapshot(home)? {
        let name = format!("snapshots/{}", held.name);
        archive.append(&name, &held.path, held.file)?;
        archive.append_bytes("snapshots/current", format!("{}\n", held.name).as_bytes())?;
    }
    for name in contents::DATABASES {
        let from = home.root().join(name);
        if from.exists() {
            archive.append_database(name, &from, &work.path().join(name))?;
        }
    }
    for (name, path) in contents::others(home)? {
        let file = File::open(&path).map_err(at(&path))?;
        archive.append(&name, &path, file)?;
    }
    archive.finish()
}

fn encryptor(recipients: &[String]) -> Result<Encryptor, BackupError> {
    let keys: Vec<Recipient> = recipients
        .iter()
        .enumerate()
        .map(|(n, text)| text.parse().map_err(|_| BackupError::Recipient(n + 1)))
        .collect::<Result<_, _>>()?;
    // Keys of one kind always go together, so that none is missing is all that is left to be wrong.
    Encryptor::with_recipients(keys.iter().map(|key| key as _))
        .map_err(|_| BackupError::NoRecipient)
}

fn check_place(home: &Home, to: &Path) -> Result<(), BackupError> {
    if to.symlink_metadata().is_ok() {
        return Err(BackupError::Taken(to.to_owned()));
    }
    let root = home.root().canonicalize().map_err(at(home.root()))?;
    let folder = folder_of(to);
    let canonical = folder.canonicalize().map_err(at(folder))?;
    if canonical.starts_with(root) {
        return Err(BackupError::InsideHome(to.to_owned()));
    }
    Ok(())
}
