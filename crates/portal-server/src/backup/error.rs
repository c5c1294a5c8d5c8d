//! Why nothing was backed up, or nothing restored.

use std::io;
use std::path::{Path, PathBuf};

/// Why nothing was backed up or restored. Whatever was begun is gone again.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// A file or folder could not be read or written.
    #[error("{path}: {source}")]
    Io {
        /// Which.
        path: String,
        /// What the system says.
        source: io::Error,
    },
    /// A database could not be read.
    #[error("{path}: {source}")]
    Database {
        /// Which.
        path: String,
        /// What SQLite says.
        source: rusqlite::Error,
    },
    /// There is no centre to back up.
    #[error("{0}: expected a centre's home, with center.json in it")]
    NoHome(PathBuf),
    /// Something in the home is neither a file nor a folder, or its name is no text.
    #[error("{0}: expected files and folders with names of text in a home")]
    NoFile(PathBuf),
    /// A file changed its length while it was read.
    #[error("{0}: expected a file that nobody writes; it changed while it was read")]
    Changed(PathBuf),
    /// What is to be written is there already.
    #[error("{0}: expected a name that is not taken; a backup replaces none")]
    Taken(PathBuf),
    /// A backup beside what it is a backup of is lost with it.
    #[error("{0}: expected a place outside the home")]
    InsideHome(PathBuf),
    /// Another one works on the same.
    #[error("{0}: another backup or restore is at work here; try again when it is done")]
    Busy(PathBuf),
    /// Nobody could open the backup.
    #[error("expected at least one recipient")]
    NoRecipient,
    /// Something else than a public key was given; which, counted from 1. It may be a private one, so it is not shown.
    #[error(
        "recipient {0}: expected a public key as age-keygen prints it, age1 and 58 letters and digits"
    )]
    Recipient(usize),
    /// The file with the private key holds none.
    #[error("{path}: expected a private key as age-keygen writes it, AGE-SECRET-KEY-1…: {reason}")]
    Identity {
        /// Which.
        path: String,
        /// What is wrong with it.
        reason: String,
    },
    /// Where the home is to be, there is something.
    #[error("{0}: expected no folder of that name, or an empty one")]
    NotEmpty(PathBuf),
    /// The file is no backup.
    #[error("{path}: expected a backup as `portal backup` writes it: {reason}")]
    NoBackup {
        /// Which.
        path: String,
        /// What is wrong with its beginning.
        reason: String,
    },
    /// It was made for somebody else.
    #[error("{path}: it was made for other keys than the one in {identity}")]
    WrongKey {
        /// The backup.
        path: String,
        /// The file with the private key.
        identity: String,
    },
    /// Something of the backup is missing or was changed.
    #[error("{path}: the backup is cut off or damaged, and nothing was restored: {reason}")]
    Damaged {
        /// Which.
        path: String,
        /// What is wrong with it.
        reason: String,
    },
}

impl BackupError {
    /// Whether a file that was given is not what it should be, as opposed to something that broke here.
    #[must_use]
    pub fn is_refusal(&self) -> bool {
        matches!(
            self,
            Self::Identity { .. }
                | Self::NoBackup { .. }
                | Self::WrongKey { .. }
                | Self::Damaged { .. }
        )
    }
}

/// Says which file or folder it was.
pub(super) fn at(path: &Path) -> impl FnOnce(io::Error) -> BackupError {
    move |source| BackupError::Io {
        path: path.display().to_string(),
        source,
    }
}

/// Says which database it was.
pub(super) fn in_database(path: &Path) -> impl FnOnce(rusqlite::Error) -> BackupError {
    move |source| BackupError::Database {
        path: path.display().to_string(),
        source,
    }
}
