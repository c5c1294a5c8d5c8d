//! A folder that one process at a time works in, and that is gone afterwards.

use std::fs::{self, DirBuilder, File, TryLockError};
use std::io::ErrorKind;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use super::error::{BackupError, at};

/// The folder. Its name is always the same for the same work, so that what a killed process left in it is found and
/// removed by the next one.
pub struct Workplace {
    path: PathBuf,
    kept: bool,
    /// The lock on it.
    _held: File,
}

impl Workplace {
    /// Makes the folder, for its owner alone, and empties it.
    ///
    /// # Errors
    /// When another process has it, or it cannot be made.
    pub fn take(path: PathBuf) -> Result<Self, BackupError> {
        match DirBuilder::new().mode(0o700).create(&path) {
            Err(e) if e.kind() != ErrorKind::AlreadyExists => return Err(at(&path)(e)),
            _ => {}
        }
        let held = File::open(&path).map_err(at(&path))?;
        match held.try_lock() {
            Err(TryLockError::WouldBlock) => return Err(BackupError::Busy(path)),
            Err(TryLockError::Error(e)) => return Err(at(&path)(e)),
            Ok(()) => {}
        }
        for entry in fs::read_dir(&path).map_err(at(&path))? {
            let left = entry.map_err(at(&path))?.path();
            let removed = if left.is_dir() {
                fs::remove_dir_all(&left)
            } else {
                fs::remove_file(&left)
            };
            removed.map_err(at(&left))?;
        }
        Ok(Self {
            path,
            kept: false,
            _held: held,
        })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Gives the folder the name it is made for, by one rename; an empty folder of that name is replaced.
    ///
    /// # Errors
    /// When it cannot be renamed; then it is removed.
    pub fn become_folder(mut self, name: &Path) -> Result<(), BackupError> {
        fs::rename(&self.path, name).map_err(at(name))?;
        self.kept = true;
        Ok(())
    }
}

impl Drop for Workplace {
    fn drop(&mut self) {
        if !self.kept {
            // What cannot be removed now is removed by whoever works here next.
            let _removed = fs::remove_dir_all(&self.path);
        }
    }
}
